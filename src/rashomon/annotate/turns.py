"""Speech without a cue of its own: quoted sentences that go on a turn, transcripts, and what a speaker goes on to say.

Sentences that carry a speaker's words on are told by their tense: "He said the line was cut. Two trucks had been lost."
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from rashomon.annotate import cues
from rashomon.annotate.extents import clause_end, has_finite
from rashomon.annotate.units import Parsed, Speech, Unit, words_of
from rashomon.annotate.verbs import FINITE
from rashomon.model.records import Record


class TurnSettings(Record, frozen=True, kw_only=True):
    """What counts as a turn.

    ``label``: words of a speaker's name before a colon; longer is a clause that announces something.
    ``shortest``: letters of a quoted sentence that may stand without any cue in its paragraph; shorter ones are titles.
    """

    label: int = 12
    shortest: int = 4


SETTINGS = TurnSettings()
_SHOUTED = re.compile(r"[A-Z][A-Z.’'()\- ]+")


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
        if speech.unit.inside < 0 and not speech.noun:
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
    """Return the speech of a name and a colon before a quoted passage: 'Kelly, 34: "Rob went green."'"""
    for here in range(unit.first + 1, min(unit.last - 1, unit.first + SETTINGS.label + 8)):
        if parsed.inner[here] != unit.inside:
            return None
        if parsed.lower[here] != ":":
            continue
        if covered[here + 1] or parsed.inner[here + 1] == unit.inside or has_finite(parsed, unit, unit.first, here):
            return None
        first, last = words_of(parsed, parsed.marks[parsed.inner[here + 1]])
        if not _is_sentence(parsed, first, last) and last - first < 6:
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
    heads: dict[int, tuple[int, int]] = {}
    last_of: dict[int, int] = {}
    for unit in parsed.units:
        if unit.inside < 0:
            last_of[unit.paragraph] = unit.last
            if unit.paragraph not in heads:
                label = _label(parsed, unit)
                heads[unit.paragraph] = (unit.first, label) if label is not None else (unit.first, -1)
    labels = {p: parsed.text_of(first, max(first + 1, colon)) for p, (first, colon) in heads.items() if colon >= 0}
    often = Counter(labels.values())
    spoken = set()
    for paragraph, label in labels.items():
        first, colon = heads[paragraph]
        neighbours = any(abs(paragraph - p) <= 2 for p in labels if p != paragraph) if len(labels) < 200 else True
        shouted = bool(_SHOUTED.match(label)) and label.split("(")[0].split(",")[0].isupper() and len(label) > 3
        question = label.rstrip(".") in {"Q", "A"} and neighbours
        if _is_presenter(label):
            spoken.add(paragraph)
            continue
        if not (
            question
            or (shouted and parsed.inner[colon + 1] < 0)
            or (often[label] > 1 and neighbours and parsed.lower[colon] == ":")
        ):
            continue
        content = (colon + 1, last_of[paragraph])
        if content[0] >= content[1]:
            continue
        unit = Unit(first, last_of[paragraph], paragraph)
        end = next((k for k in range(first + 1, colon) if parsed.lower[k] == "("), colon)
        found.append(
            Speech(verb=first, unit=unit, content=[content], source=[(first, max(end, first + 1))], transcript=True)
        )
        spoken.add(paragraph)
    return spoken


def _label(parsed: Parsed, unit: Unit) -> int | None:
    """Return the place of the colon after a speaker's label that opens a unit."""
    if parsed.text_of(unit.first, unit.first + 1) in {"Q.", "A."}:
        return unit.first
    if parsed.text_of(unit.first, min(unit.first + 2, unit.last)) in {"Q.", "A."}:
        return unit.first + 1
    for here in range(unit.first + 1, min(unit.last - 1, unit.first + SETTINGS.label)):
        if parsed.lower[here] == ":" and parsed.text[parsed.end[here] : parsed.end[here] + 1].isspace():
            shouted = parsed.text_of(unit.first, unit.first + 1).isupper()
            return here if shouted or not has_finite(parsed, unit, unit.first, here) else None
        if parsed.inner[here] >= 0:
            return None
    return None


def _is_presenter(label: str) -> bool:
    return any(word.strip("().,").lower() in cues.PRESENTERS for word in label.split())


def _is_carried_on(parsed: Parsed, unit: Unit, turn: Speech) -> bool:
    """Tell whether a unit without a cue goes on in the words of the speech before it, by its tense."""
    if parsed.text[parsed.end[unit.last - 1] - 1] == "?" or _is_refusal(parsed, unit):
        return False
    if not _ends_unit(parsed, turn) or parsed.outer[unit.first] >= 0:
        return False
    if not (turn.carried or parsed.tag[turn.verb] in {"VBD", "VBN"} or parsed.lower[turn.verb] == "according"):
        return False
    if parsed.lower[unit.first] in {"i", "we", "you"}:
        return False
    root = next((k for k in range(unit.first, unit.last) if parsed.head[k] == k), unit.first)
    helpers = {parsed.lower[k] for k in parsed.kids[root] if parsed.dep[k] in {"aux", "auxpass"}}
    if helpers & {"would", "could", "might"} and "have" not in helpers:
        return True
    return "had" in helpers or (parsed.lower[root] == "had")


def _is_refusal(parsed: Parsed, unit: Unit) -> bool:
    """Tell whether a unit reports silence: "he would not say", "she could not be reached"."""
    words = parsed.lower[unit.first : unit.last]
    return any(word in {"not", "n't", "n’t", "neither", "declined", "refused"} for word in words) and any(
        parsed.lemma[k] in _SILENT for k in range(unit.first, unit.last)
    )


_SILENT = cues.words("say comment discuss elaborate answer reach confirm disclose reveal respond decline refuse")


def _ends_unit(parsed: Parsed, turn: Speech) -> bool:
    """Tell whether the content of a speech, or its cue after it, reaches to the end of its unit."""
    unit = turn.unit
    edge = max([piece[1] for piece in turn.content] + [turn.group[1]])
    return not any(parsed.tag[k] in FINITE for k in range(edge, unit.last))
