"""Who stands with a cue verb: its source, and the words that source and verb take up together."""

from __future__ import annotations

from rashomon.annotate import cues
from rashomon.annotate.extents import has_finite
from rashomon.annotate.sources import (
    expand_range,
    expand_source,
    find_subject,
    is_nominal,
    own_subject,
    phrase_after,
)
from rashomon.annotate.units import Parsed, Range, Speech, Unit
from rashomon.annotate.verbs import FINITE, HABITS

PAUSES = frozenset({",", "–", "—", "-"})


def verbs_after_marks(parsed: Parsed, unit: Unit) -> frozenset[int]:
    """Return the verbs that can only report the quoted passage before them: '"Nothing!" he puffed'."""
    found = set()
    for here in range(unit.first + 1, unit.last):
        number = parsed.inner[here - 1]
        if number == unit.inside or parsed.inner[here] != unit.inside:
            continue
        sign = parsed.text[parsed.marks[number].end - 2]
        verb = here
        while verb < min(unit.last, here + 12) and parsed.tag[verb] not in FINITE and parsed.lower[verb] not in _STOPS:
            verb += 1
        if sign not in ",!?…—–" or verb >= unit.last or not parsed.tag[verb].startswith("VB"):
            continue
        if parsed.lemma[verb] not in _HELPERS and (sign == "," or (verb == here and parsed.pos[verb] == "VERB")):
            found.add(verb)
    return frozenset(found)


_STOPS = frozenset({".", ";"})
_HELPERS = cues.words("be have do can could will would may might must shall should")


def find_lead(parsed: Parsed, unit: Unit, verb: int) -> int:
    """Return the first word of the verb group: auxiliaries and adverbs right before it, "likes to" too."""
    if verb - 2 > unit.first and parsed.lower[verb - 1] == "to" and parsed.lemma[verb - 2] in HABITS:
        return verb - 2
    here = verb
    while here - 1 >= unit.first and parsed.inner[here - 1] == parsed.inner[verb]:
        before = here - 1
        if parsed.pos[before] not in {"AUX", "ADV", "PART"} or parsed.head[before] not in {verb, here}:
            break
        here = before
    return here


def read_source(parsed: Parsed, speech: Speech) -> None:
    """Fill source and group of a speech: by quotation marks and commas where they tell, else by the tree."""
    verb, unit = speech.verb, speech.unit
    lead = find_lead(parsed, unit, verb)
    own = own_subject(parsed, verb)
    speech.group = (lead, verb + 1)
    gap = _gap_after_mark(parsed, unit, lead)
    speech.passive = is_passive(parsed, verb, own) and (gap is None or lead < verb)
    if parsed.lemma[verb] == "hear" or speech.passive:
        if own is not None and own < lead:
            speech.group = (max(parsed.left[own], unit.first), verb + 1)
        if speech.passive:
            _read_subject(parsed, speech, _agent(parsed, verb), lead)
        return
    # nobody says a person: after "The mill, once a barn, said the mayor" he is who says it
    straight = own is not None and parsed.lemma[verb] != "say" and _is_own_aside(parsed, own, lead)
    inverted = _inverted_phrase(parsed, unit, lead, verb) if gap is None and not straight else None
    if inverted is None and gap is None and own is None and lead > unit.first and after_mark(parsed, unit, lead - 1):
        inverted = phrase_after(parsed, verb + 1, unit, unit.inside)
    if inverted is not None:
        speech.source, speech.group = [inverted], (lead, inverted[1])
    elif gap is not None and (own is None or own < gap):
        speech.source, speech.group = [expand_range(parsed, unit, gap, lead)], (gap, verb + 1)
    else:
        _read_subject(parsed, speech, _subject_in_unit(parsed, unit, verb, lead), lead)


def _subject_in_unit(parsed: Parsed, unit: Unit, verb: int, lead: int) -> int | None:
    """Return the subject of a verb; where the tree took the dateline for it, the first subject of the unit."""
    subject = find_subject(parsed, verb)
    if subject is None or subject >= unit.first:
        return subject
    return next(
        (k for k in range(unit.first, lead) if parsed.dep[k] == "nsubj" and parsed.inner[k] == unit.inside), None
    )


def _read_subject(parsed: Parsed, speech: Speech, subject: int | None, lead: int) -> None:
    """Fill source and group from the head word of a subject, or from the words before the verb."""
    verb, unit = speech.verb, speech.unit
    if subject is None or not unit.first <= subject < unit.last:
        if not speech.passive:
            _read_phrase_before(parsed, speech, lead)
        return
    span = expand_source(parsed, subject, unit, not_into=(lead, verb + 1))
    if span[0] < span[1]:
        speech.source = [span]
        if parsed.head[subject] == verb and not speech.passive:
            speech.group = (_stretch(parsed, unit, min(span[0], lead)), max(span[1], verb + 1))


def _read_phrase_before(parsed: Parsed, speech: Speech, lead: int) -> None:
    """Fill source and group with the noun phrase right before a verb, where the tree has no subject."""
    unit = speech.unit
    if lead - 1 > unit.first and parsed.lower[lead - 1] == ",":
        comma = next(k for k in range(unit.first, lead) if parsed.lower[k] == ",")
        if comma > unit.first and is_nominal(parsed, unit.first, comma):
            speech.source = [expand_range(parsed, unit, unit.first, comma)]
        return
    first = lead
    while first > unit.first and parsed.inner[first - 1] == unit.inside and parsed.lower[first - 1] not in _LIMITS:
        first -= 1
    if parsed.lower[first : first + 1] in (["that"], ["which"], ["who"]):
        return
    if first < lead and parsed.tag[speech.verb] in FINITE and is_nominal(parsed, first, lead):
        speech.source = [expand_range(parsed, unit, first, lead)]
        speech.group = (first, speech.group[1])


_LIMITS = frozenset({",", ";", ":", "–", "—", "(", ")", "and", "but", "that", "while", "which", "who"})


def _stretch(parsed: Parsed, unit: Unit, first: int) -> int:
    """Return the start of a subject that follows a comma, with a title that the tree cut off: "presiding judge X"."""
    for here in range(first - 1, max(unit.first, first - 4), -1):
        if parsed.lower[here] == "," and parsed.inner[here] == unit.inside:
            return here + 1
        if parsed.tag[here] in FINITE or parsed.pos[here] not in {"VERB", "ADJ", "NOUN", "PROPN"}:
            break
    return first


def _inverted_phrase(parsed: Parsed, unit: Unit, lead: int, verb: int) -> Range | None:
    """Return the subject after a verb between commas: "The word, says his widow, is late"."""
    if lead - 1 <= unit.first or parsed.lower[lead - 1] not in PAUSES or lead != verb or verb + 1 >= unit.last:
        return None
    if parsed.lemma[verb] not in _INVERTED or parsed.pos[verb + 1] not in {"DET", "PROPN", "PRON", "NOUN"}:
        return None
    phrase = phrase_after(parsed, verb + 1, unit, unit.inside)
    if phrase is None or phrase[1] >= unit.last or parsed.lower[phrase[1]] not in {",", ".", ";"}:
        return None
    if parsed.lower[phrase[1]] != "," and not has_finite(parsed, unit, unit.first, lead):
        return None
    return phrase


def _is_own_aside(parsed: Parsed, own: int, lead: int) -> bool:
    """Tell whether the comma before a verb closes an aside to its subject: "their lawyer, Mira Oden, denied it"."""
    commas = [k for k in range(own + 1, lead) if parsed.lower[k] in PAUSES and parsed.inner[k] == parsed.inner[own]]
    return len(commas) > 1 and commas[-1] == lead - 1 and parsed.right[own] >= lead - 2


_INVERTED = (cues.CLAUSAL | cues.MANNER) - (cues.TELLING - {"ask"})


def _gap_after_mark(parsed: Parsed, unit: Unit, lead: int) -> int | None:
    """Return the first word after the last quoted passage before a verb, where only a noun phrase stands between."""
    for here in range(lead - 1, max(unit.first, lead - 30), -1):
        if parsed.inner[here] != unit.inside:
            first = here + 1
            while first < lead and parsed.lower[first] in PAUSES:
                first += 1
            whole = parsed.text[parsed.marks[parsed.inner[here]].end - 2] in ",.!?…" or first > here + 1
            return first if first < lead and whole and is_nominal(parsed, first, lead) else None
        if parsed.tag[here] in FINITE and parsed.dep[here] != "relcl":
            return None
    return None


def is_passive(parsed: Parsed, verb: int, own: int | None) -> bool:
    """Tell whether a verb is passive: its subject is spoken to, not speaking."""
    if any(parsed.dep[kid] == "auxpass" for kid in parsed.kids[verb]):
        return True
    if parsed.tag[verb] != "VBN" or (own is not None and parsed.dep[own] != "nsubjpass"):
        return False
    return not any(
        parsed.lemma[kid] == "have" or parsed.lower[kid] in {"'ve", "'d", "'s", "’s", "’ve", "’d"}
        for kid in parsed.kids[verb]
    )


def _agent(parsed: Parsed, verb: int) -> int | None:
    """Return the noun after "by" of a passive verb."""
    for kid in parsed.kids[verb]:
        if parsed.dep[kid] == "agent":
            return next((thing for thing in parsed.kids[kid] if parsed.dep[thing] == "pobj"), None)
    return None


def after_mark(parsed: Parsed, unit: Unit, before: int) -> bool:
    """Tell whether a word ends a quoted passage, a comma or dash outside it allowed."""
    if parsed.inner[before] == unit.inside and parsed.lower[before] in PAUSES:
        before -= 1
    return before >= unit.first and parsed.inner[before] != unit.inside
