"""Figures that a sentence itself replaces by others: "58, not 61", "widened from two kilometres to three"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

import msgspec

from rashomon.model.records import Record, Value, ValueKind
from rashomon.relate.quantities import TIMES, Fit, compare_values

#: Characters between two figures of which one replaces the other: in news no more than a noun and a few small words.
LONGEST_GAP = 70
#: Characters before the first figure in which "from" or "to" stands.
BEFORE = 40
#: A sum may leave out its currency where the sentence has just named it.
SUMS = {ValueKind.NUMBER, ValueKind.MONEY}
_NOT = re.compile(
    r"[^.;:!?“”\"]{0,40}?,?\s*(?:and |but )?\b(?:not|rather than|instead of)\s+(?:the |in |on |at |by |an? )*"
)
_TO = re.compile(r"[^.;:!?“”\"]{0,40}\b(?:to|into)\s+(?:about |some |nearly |the )?")
_FROM = re.compile(r"[^.;:!?“”\"]{0,12}\bfrom\s+(?:about |some |the )?")
_BEFORE_FROM = re.compile(r"\bfrom\s+(?:about |some |the |an? (?:initial|earlier) )?$")
_BEFORE_TO = re.compile(r"\bto\s+(?:about |some )?$")
_SAYING = r"(?:given|said|reported|stated|announced|spoken of|put (?:it|them|the \w+) at)\s+(?:about |some |at )?"
#: "It had given 5.40 a.m.; the roof in fact fell at 4.52".
_BEFORE_FACT = re.compile(rf"\bhad (?:first |initially |earlier |previously |wrongly )?{_SAYING}$")
_IN_FACT = re.compile(r"[^:!?“”\"]{0,50}\b(?:in fact|actually|really|rather|the correct)\b[^.:!?“”\"]{0,30}")
#: "4,200 people came. Police had first put it at 3,500".
_FIRST = re.compile(
    rf"[^:!?“”\"]{{0,50}}[.;,]\s(?:\w+ ){{1,3}}had (?:first|initially|earlier|previously|wrongly) {_SAYING}",
    re.IGNORECASE,
)


class Replacement(Record, frozen=True, kw_only=True):
    """A figure and the one it replaces; ``changes`` where the words tell of a change, not only of another figure."""

    new: Value
    old: Value
    changes: bool


def find_replacements(text: str, values: Sequence[Value]) -> Mapping[str, Replacement]:
    """Return the replacements among the values of a text, by the id of the value that is replaced."""
    found = {}
    ordered = sorted(values, key=lambda value: value.span)
    for one, two in pairwise(ordered):
        pair = _read_pair(text, one, two)
        if pair is not None:
            found[pair.old.id] = pair
    return found


def _read_pair(text: str, one: Value, two: Value) -> Replacement | None:
    between = text[one.span.end : two.span.start]
    if {one.kind, two.kind} == SUMS:  # "54 million marks, not the 60 million reported earlier"
        sum_ = one if one.kind is ValueKind.MONEY else two
        one, two = (msgspec.structs.replace(value, kind=sum_.kind, unit=sum_.unit) for value in (one, two))
    if len(between) > LONGEST_GAP or not (one.kind is two.kind or {one.kind, two.kind} <= TIMES):
        return None
    if compare_values(one, two) is Fit.EQUAL:
        return None
    before = text[max(0, one.span.start - BEFORE) : one.span.start]
    if _NOT.fullmatch(between):
        return Replacement(new=one, old=two, changes=False)
    if (_BEFORE_FROM.search(before) and _TO.fullmatch(between)) or (
        _BEFORE_FACT.search(before) and _IN_FACT.fullmatch(between)
    ):
        return Replacement(new=two, old=one, changes=True)
    if (_BEFORE_TO.search(before) and _FROM.fullmatch(between)) or _FIRST.fullmatch(between):
        return Replacement(new=one, old=two, changes=True)
    return None
