"""Speech without a cue of its own: quoted sentences that go on a turn, transcripts, and what a speaker goes on to say.

Sentences that carry a speaker's words on are told by their tense: "He said the line was cut. Two trucks had been lost."
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from rashomon.annotate import cues
from rashomon.annotate.extents import clause_end, has_finite
from rashomon.annotate.units import Parsed, Range, Speech, Unit, words_of
from rashomon.annotate.verbs import FINITE
from rashomon.model.records import Record


class TurnSettings(Record, frozen=True, kw_only=True):
    """What counts as a turn.

    ``label``: words of a speaker's name before a colon; longer is a clause that announces something.
    ``shortest``: letters of a quoted sentence that may stand without any cue in its paragraph; shorter ones are titles.
    ``apart``: paragraphs between two turns of one conversation.
    """

    label: int = 12
    shortest: int = 4
    apart: int = 2


SETTINGS = TurnSettings()


@dataclass
class _State:
    """The turn that is open while units are read one after another."""

    turn: Speech | None = None
    broken: bool = False
    paragraph: int = -1
    #: The unit before was one quoted passage and nothing else: what follows it is another voice.
    bare: bool = False


def join_turns(parsed: Parsed, found: list[Speech]) -> None:
    """Add to the speech found so far what has no cue: turns that go on, transcripts, named turns, carried-on speech."""
    covered = bytearray(len(parsed.start))
    latest: dict[int, Speech] = {}
    for speech in found:
        for first, last in speech.content:
            covered[first:last] = b"\1" * (last - first)
        held = latest.get(speech.unit.first)
        nested = held is not None and any(first <= speech.verb < last for first, last in held.content)
        if speech.unit.inside < 0 and not speech.noun and not nested:
            latest[speech.unit.first] = speech
    spoken = _find_transcripts(parsed, found)
    state = _State()
    for unit in (u for u in parsed.units if u.inside < 0):
        if unit.paragraph != state.paragraph and not state.broken:
            state.turn = None
        state.paragraph, broken = unit.paragraph, False
        if unit.paragraph in spoken:
            state.turn, state.broken = None, False
            continue
        if unit.first in latest:
            state.turn, state.bare = latest[unit.first], False
        else:
            state.turn = _read_unit(parsed, unit, state, covered, found)
        number = parsed.inner[unit.last - 1]
        broken = state.turn is not None and number >= 0 and not parsed.marks[number].closed
        state.broken = broken


def _read_unit(parsed: Parsed, unit: Unit, state: _State, covered: bytearray, found: list[Speech]) -> Speech | None:
    """Read a unit without a cue; return the turn that is open after it."""
    number = parsed.outer[unit.first]
    if number >= 0 and not covered[unit.first]:
        first, last = words_of(parsed, parsed.marks[number])
        going_on = state.turn is not None and is_marked(parsed, state.turn) and (state.broken or not state.bare)
        state.bare = True
        if last >= unit.last - 1 and (going_on or _is_sentence(parsed, first, last)):
            if state.turn is not None and going_on:
                state.turn.content.append((first, min(last, unit.last)))
                return state.turn
            speech = Speech(verb=first, unit=unit, content=[(first, min(last, unit.last))])
            found.append(speech)
            return speech
        return None
    state.bare = False
    named = _read_named(parsed, unit, covered)
    if named is not None:
        found.append(named)
        return named
    if state.turn is not None and _is_carried_on(parsed, unit, state.turn):
        speech = Speech(verb=unit.first, unit=unit, content=[(unit.first, clause_end(parsed, unit, unit.first))])
        speech.carried = True
        found.append(speech)
        return speech
    return None


def _is_sentence(parsed: Parsed, first: int, last: int) -> bool:
    """Tell whether a quoted passage is a sentence: it begins with a capital and ends with a full stop or the like."""
    text = parsed.text_of(first, last)
    inner = text.strip("\"'“”‘’«»„‚ ")
    if sum(c.isalpha() for c in inner) < SETTINGS.shortest or inner[0].islower():
        return False
    return any(sign in ".!?…," for sign in text[-3:])


def is_marked(parsed: Parsed, speech: Speech) -> bool:
    """Tell whether the whole content of a speech stands in quotation marks."""
    level = speech.unit.inside
    return all(
        parsed.inner[here] != level or not parsed.lower[here][:1].isalnum()
        for first, last in speech.content
        for here in range(first, last)
    )


def _read_named(parsed: Parsed, unit: Unit, covered: bytearray) -> Speech | None:
    """Return the speech of a name and a colon before a quoted passage: 'Kelly, 34: "Rob went green".'."""
    for here in range(unit.first + 1, min(unit.last - 1, unit.first + SETTINGS.label + 8)):
        if parsed.inner[here] != unit.inside:
            return None
        if parsed.lower[here] != ":":
            continue
        if covered[here + 1] or parsed.inner[here + 1] == unit.inside or has_finite(parsed, unit, unit.first, here):
            return None
        first, last = words_of(parsed, parsed.marks[parsed.inner[here + 1]])
        if not _is_sentence(parsed, first, last) and not any(parsed.tag[k] in FINITE for k in range(first, last)):
            return None
        begin = unit.first
        while begin < here and not parsed.lower[begin][:1].isalpha():
            begin += 1
        end = next((k for k in range(begin + 1, here) if parsed.lower[k] in {",", "on", "in", "to", "at"}), here)
        named = any(parsed.name[k] or parsed.pos[k] in {"PROPN", "NOUN", "PRON"} for k in range(begin, end))
        if not named:
            return None
        return Speech(verb=begin, unit=unit, content=[(here + 1, min(last, unit.last))], source=[(begin, end)])
    return None


def _find_transcripts(parsed: Parsed, found: list[Speech]) -> set[int]:
    """Add the turns of transcripts ("MS VARLEY: Where were you?"), and return the paragraphs they fill."""
    labels, last_of = _read_labels(parsed)
    often = Counter(parsed.text_of(*span) for span in labels.values())
    spoken = set()
    before = -9
    paragraphs = sorted(labels)
    for number, paragraph in enumerate(paragraphs):
        first, colon = labels[paragraph]
        ahead = paragraphs[number + 1] if number + 1 < len(paragraphs) else paragraph + 9
        neighbours = min(paragraph - before, ahead - paragraph) <= SETTINGS.apart
        before = paragraph
        if not _is_turn(parsed, labels[paragraph], neighbours=neighbours, often=often):
            continue
        begin = colon + 1 if parsed.lower[colon : colon + 1] == [":"] else colon
        if begin >= last_of[paragraph]:
            continue
        end = next((k for k in range(first + 1, colon) if parsed.lower[k] == "("), colon)
        unit = Unit(first, last_of[paragraph], paragraph)
        content = [(begin, last_of[paragraph])]
        found.append(Speech(verb=first, unit=unit, content=content, source=[(first, end)], transcript=True))
        spoken.add(paragraph)
    return spoken


def _read_labels(parsed: Parsed) -> tuple[dict[int, Range], dict[int, int]]:
    """Return the label that opens each paragraph, as words, and where each paragraph ends."""
    labels: dict[int, Range] = {}
    last_of: dict[int, int] = {}
    for unit in parsed.units:
        if unit.inside >= 0:
            continue
        if unit.paragraph not in last_of:
            end = _label_end(parsed, unit)
            if end is not None:
                labels[unit.paragraph] = (unit.first, end)
        last_of[unit.paragraph] = unit.last
    return labels, last_of


def _is_turn(parsed: Parsed, label: Range, *, neighbours: bool, often: Counter[str]) -> bool:
    """Tell whether a label is a speaker's: Q or A, in capitals, or the same one several times in neighbouring lines."""
    first, end = label
    text = parsed.text_of(first, end)
    if any(word.strip("().,").lower() in cues.PRESENTERS for word in text.split()):
        return False
    if text.rstrip(".") in {"Q", "A"}:
        return neighbours
    if parsed.lower[end : end + 1] != [":"]:
        return False
    plain = text.split("(")[0].split(",")[0]
    shouted = plain.isupper() and len(text) > SETTINGS.shortest - 1 and plain[:1].isalpha()
    return (shouted and end + 1 < len(parsed.inner) and parsed.inner[end + 1] < 0) or (often[text] > 1 and neighbours)


def _label_end(parsed: Parsed, unit: Unit) -> int | None:
    """Return the end of a speaker's label that opens a unit: before a colon, or after "Q."."""
    if parsed.text_of(unit.first, unit.first + 1) in {"Q.", "A."}:
        return unit.first + 1
    if parsed.text_of(unit.first, min(unit.first + 2, unit.last)) in {"Q.", "A."}:
        return unit.first + 2
    shouted = parsed.text_of(unit.first, unit.first + 1).isupper()
    for here in range(unit.first + 1, min(unit.last - 1, unit.first + SETTINGS.label)):
        if parsed.inner[here] >= 0:
            return None
        if parsed.lower[here] == ":" and parsed.text[parsed.end[here] : parsed.end[here] + 1].isspace():
            return here if shouted or not has_finite(parsed, unit, unit.first, here) else None
    return None


def _is_carried_on(parsed: Parsed, unit: Unit, turn: Speech) -> bool:
    """Tell whether a unit without a cue goes on in the words of the speech before it, by its tense."""
    if parsed.text[parsed.end[unit.last - 1] - 1] == "?" or _is_refusal(parsed, unit):
        return False
    if not _ends_unit(parsed, turn) or parsed.outer[unit.first] >= 0:
        return False
    if not (turn.carried or parsed.tag[turn.verb] in _REPORTING or parsed.lower[turn.verb] == "according"):
        return False
    if parsed.lower[unit.first] in {"i", "we", "you"}:
        return False
    finite = next((k for k in range(unit.first, unit.last) if parsed.tag[k] in FINITE), unit.first)
    present = parsed.tag[turn.verb] in {"VBZ", "VBP"} and not turn.carried
    return parsed.lower[finite] in (_MEANT if present else _SHIFTED)


_MEANT = frozenset({"would", "'d", "’d"})
_REPORTING = frozenset({"VBD", "VBN", "VBZ", "VBP", "VBG"})
#: Verbs of what was reported in the past tense: "had been lost", "would follow".
_SHIFTED = frozenset({"had", "would", "could", "might", "'d", "’d"})


def _is_refusal(parsed: Parsed, unit: Unit) -> bool:
    """Tell whether a unit reports silence: "he would not say", "she could not be reached"."""
    words = parsed.lower[unit.first : unit.last]
    return any(word in {"not", "n't", "n’t", "neither", "declined", "refused"} for word in words) and any(
        parsed.lemma[k] in _SILENT for k in range(unit.first, unit.last)
    )


_SILENT = cues.words(
    "say comment discuss elaborate answer reach confirm disclose reveal respond decline refuse check verify drawn draw"
)


def _ends_unit(parsed: Parsed, turn: Speech) -> bool:
    """Tell whether the content of a speech, or its cue after it, reaches to the end of its unit."""
    unit = turn.unit
    edge = max([piece[1] for piece in turn.content] + [turn.group[1]])
    return not any(parsed.tag[k] in FINITE for k in range(edge, unit.last))
