"""What a figure counts: dead or missing, votes or seats, metres or crowns. Word lists of English, no events."""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.model.annotated import Word
from rashomon.model.records import Record, Value, ValueKind

#: What has become of the people or things that are counted, by base forms of the words that say so.
STATES: dict[str, frozenset[str]] = {
    "dead": frozenset({
        "die", "dead", "death", "kill", "fatality", "perish", "body", "corpse", "toll", "drown", "fatal", "deceased",
        "decease", "victim",
    }),
    "critical": frozenset({"critical", "critically", "serious", "seriously", "severely", "grave", "gravely"}),
    "hurt": frozenset({"injure", "injured", "injury", "hurt", "wound", "wounded", "casualty", "harm"}),
    "missing": frozenset({"miss", "missing", "unaccounted", "untraced", "unfound", "lost"}),
    "saved": frozenset({"rescue", "save", "survive", "survivor", "alive", "unhurt", "unharmed", "ashore"}),
    "treated": frozenset({"treat", "hospital", "hospitalise", "hospitalize", "admit", "patient", "clinic"}),
    "ill": frozenset({"ill", "sick", "infect", "infection", "case", "sicken"}),
    "held": frozenset({"arrest", "detain", "custody", "detention", "jail", "imprison", "detainee"}),
    "charged": frozenset({"charge", "indict", "accuse", "prosecute"}),
    "convicted": frozenset({"convict", "sentence", "conviction"}),
    "freed": frozenset({"free", "release", "freed"}),
    "moved": frozenset({"evacuate", "evacuee", "displace", "flee", "evacuation", "homeless", "home"}),
    "aboard": frozenset({"aboard", "onboard", "board"}),
    "sold": frozenset({"ticket", "sell"}),
    "allowed": frozenset({"license", "licence", "capacity", "maximum", "limit", "allow", "quota", "ceiling"}),
    "sent": frozenset({"firefighter", "engine", "officer", "soldier", "volunteer", "troop"}),
    "present": frozenset({"attend", "crowd", "turnout", "marcher", "protester", "demonstrator", "spectator"}),
    "expected": frozenset({"expect", "forecast", "predict"}),
}  # fmt: skip
#: States whose count changes by itself as an event goes on: a later figure replaces an earlier one.
RUNNING = frozenset(
    {"dead", "critical", "hurt", "missing", "saved", "treated", "ill", "held", "moved", "sent", "freed"}
)
#: Of these, those whose count falls as well: the missing are found, the critical recover.
FALLING = frozenset({"critical", "missing", "held", "treated"})
#: Units that measure: a figure in one never stands against a figure in another.
MEASURES = frozenset({
    "metre", "meter", "kilometre", "kilometer", "km", "mile", "foot", "feet", "inch", "yard", "centimetre",
    "centimeter", "hectare", "acre", "tonne", "ton", "kilogram", "kilo", "kg", "gram", "pound", "litre", "liter",
    "gallon", "barrel",
    "knot", "mph", "kph", "km/h", "degree", "celsius", "fahrenheit", "watt", "kilowatt", "megawatt", "volt", "hour",
    "minute", "second", "day", "week", "month", "year", "decade", "percent", "per cent", "percentage point", "point",
    "parts per million", "magnitude", "year of age", "years of age",
})  # fmt: skip
#: Units of speed.
SPEEDS = frozenset({"knot", "mph", "kph", "km/h"})
#: How often, not how many.
TIMES_OVER = frozenset({"once", "twice", "thrice"})
#: States of what is not yet, or only permitted: such a figure never stands against one that is.
GOALS = frozenset({"allowed", "expected"})
#: What may have become of those who were sent: "eleven officers were among those hurt" counts the hurt.
_HARM = frozenset({"dead", "critical", "hurt", "missing", "treated", "ill"})
#: "A man of 26" tells his age.
_AGED = frozenset({"man", "woman", "boy", "girl", "youth", "teenager"})
PEOPLE = frozenset({
    "people", "person", "man", "woman", "resident",
    "human", "life", "soul", "individual", "inhabitant", "citizen", "other", "them",
})  # fmt: skip
_STATE_OF = {word: state for state, words in STATES.items() for word in sorted(words)}
#: Words from a figure within which a word can say what became of the counted.
_REACH = 25
#: The same within which those who were sent are harmed: "forty firefighters fought a blaze that had killed nine".
_NEAR = 6


class Quantity(Record, frozen=True, kw_only=True):
    """A value of a claim with what it counts: a noun ("people"), a measure ("knot") and a state ("missing").

    ``age`` is set where the figure is the age of the person it stands beside, ``label`` where it is a name ("buoy 14"),
    ``replaced`` where the same sentence puts another in its place ("58, not 61").
    """

    value: Value
    noun: str = ""
    measure: str = ""
    state: str = ""
    age: bool = False
    label: bool = False
    replaced: bool = False


def read_quantity(value: Value, inside: Sequence[int], claim: Sequence[int], words: Sequence[Word]) -> Quantity:
    """Return a value with what it counts.

    ``inside`` are the places of the words of the value, ``claim`` those of the whole claim, in ``words``.
    """
    if value.kind in (ValueKind.DATE, ValueKind.TIME):
        return Quantity(value=value)
    noun = _find_noun(inside, words)
    measure = _find_measure(value, inside, words)
    age = value.kind is ValueKind.NUMBER and (value.unit == "years of age" or _is_age(inside, words))
    state = "" if age else _find_state(inside, claim, words)
    if (measure or value.kind is ValueKind.MONEY) and state not in GOALS:
        state = ""
    return Quantity(
        value=value,
        noun=noun,
        measure="year of age" if age else measure,
        state=state,
        age=age,
        label=_is_label(inside, words),
    )


def _find_noun(inside: Sequence[int], words: Sequence[Word]) -> str:
    """Return the noun that a figure counts: the one it depends on, or the last one in it."""
    members = set(inside)
    for i in reversed(inside):
        head = words[i].head
        if head not in members and words[head].pos in ("NOUN", "PROPN"):
            return words[head].lemma.lower()
    nouns = [words[i].lemma.lower() for i in inside if words[i].pos == "NOUN"]
    return nouns[-1] if nouns else ""


def _find_measure(value: Value, inside: Sequence[int], words: Sequence[Word]) -> str:
    unit = (value.unit or "").strip().casefold()
    for form in (unit, unit.removesuffix("s")):
        if form in MEASURES:
            return form.removesuffix("s")
    if value.kind in (ValueKind.MONEY, ValueKind.PERCENT):
        return unit.removesuffix("s") or value.kind.value
    after = inside[-1] + 1 if inside else 0
    if any(words[i].lemma.lower() in TIMES_OVER for i in inside) or unit == "times":
        return "times"  # "broke down fourteen times"
    near = [words[i].lemma.lower() for i in inside]
    near += [words[after].lemma.lower()] if inside and after < len(words) else []
    return next((word for word in near if word in MEASURES), "")


def _is_label(inside: Sequence[int], words: Sequence[Word]) -> bool:
    """Tell whether a figure names the thing before it, as in "Store 4": a bare number after a singular noun."""
    if len(inside) != 1 or inside[0] == 0 or not words[inside[0]].text.isdigit():
        return False
    word, before = words[inside[0]], words[inside[0] - 1]
    after = words[inside[0] + 1] if inside[0] + 1 < len(words) else None
    counts = after is not None and word.head == inside[0] + 1 and after.pos in ("NOUN", "PROPN")
    return before.tag in ("NN", "NNP") and not counts


def _is_age(inside: Sequence[int], words: Sequence[Word]) -> bool:
    """Tell whether a bare figure is an age: between commas after a name, or before "year-old" or "years old"."""
    if not inside:
        return False
    first, last = inside[0], inside[-1]
    after = [word.text.lower() for word in words[last + 1 : last + 4]]
    text = "".join(words[i].text for i in inside).lower()
    before_words = [word.text.lower() for word in words[max(0, first - 2) : first]]
    if "year-old" in text or after[:2] == ["-", "year"] or after[:2] == ["year", "-"] or after[:2] == ["years", "old"]:
        return True
    if before_words[-2:] == ["age", "of"] or (
        before_words[-1:] == ["of"] and before_words[-2:-1] and before_words[-2] in _AGED
    ):
        return True
    alone = len(inside) == 1 and words[first].text.isdigit() and 1 <= len(words[first].text) <= 3
    before = words[first - 2 : first] if first >= 2 else ()
    named = bool(before) and before[-1].text == "," and before[0].pos == "PROPN"
    return alone and named and (not after or after[0] in (",", ".", ";", ")", "who", "and", "was", "is", "had", "has"))


def _find_state(inside: Sequence[int], claim: Sequence[int], words: Sequence[Word]) -> str:
    """Return what became of the counted, by the nearest word of the claim that says so."""
    if not inside:
        return ""
    # "one of the dead was counted twice" and "143 of them were passengers" count a part, not the dead
    after = [word.text.lower() for word in words[inside[-1] + 1 : inside[-1] + 3]]
    reach = 3 if after[1:2] in (["them"], ["whom"], ["these"], ["those"]) else 5
    part = range(inside[-1] + 1, inside[-1] + reach) if after[:1] == ["of"] and after[1:2] != ["people"] else range(0)
    found: list[tuple[bool, int, int, str]] = []
    for i in claim:
        if i in part:
            continue
        state = _STATE_OF.get(words[i].lemma.lower())
        if state in GOALS and i > inside[0]:
            continue  # "nine knots, inside the limit" is no limit, "a limit of nine knots" is
        gap = max(inside[0] - i, i - inside[-1], 0)
        if state is not None and gap <= _REACH and words[i].pos in ("NOUN", "VERB", "ADJ", "ADV"):
            # "five of the injured are in a critical condition" counts the critical
            found.append((state != "critical", gap, i, state))
    if not found:
        return ""
    _, _, place, state = min(found)
    harm = [item for item in found if item[3] in _HARM and item[2] > place and item[1] <= _NEAR]
    return min(harm)[3] if state == "sent" and harm else state
