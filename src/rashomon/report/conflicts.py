"""Conflicts as the report shows them: sides next to each other, the differing words marked."""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.model.records import Claim, Conflict, ConflictKind, Nature, Record, Side, Value, ValueKind
from rashomon.model.spans import Span
from rashomon.report.diffs import find_unmatched, share_words
from rashomon.report.indexes import Index
from rashomon.report.passages import Told, gather_told
from rashomon.report.phrases import (
    CONFLICT_KINDS,
    NATURE_NOTES,
    NATURES,
    UPDATE_KINDS,
    join_words,
    open_sentence,
    say_count,
    say_entry,
)

_TIMES = frozenset({ValueKind.DATE, ValueKind.TIME, ValueKind.DURATION})
#: Which values the sides of a conflict differ in, by its kind; kinds left out differ in words.
_VALUES = {ConflictKind.NUMBER: frozenset(ValueKind) - _TIMES, ConflictKind.DATE: _TIMES}
#: Below this share of common words two passages are told apart as wholes: marking nearly every word helps nobody.
_ALIKE = 0.45


class SideView(Record, frozen=True, kw_only=True):
    """One side of a conflict: how many accounts, on whose word, in which passages."""

    heading: str
    on: str
    told: tuple[Told, ...]


class ConflictView(Record, frozen=True, kw_only=True):
    """One conflict in plain words."""

    anchor: str
    key: str
    nature: str
    kind: str
    why: str
    sides: tuple[SideView, ...]
    reasons: tuple[str, ...]
    entries: tuple[tuple[str, str], ...]


class ConflictGroup(Record, frozen=True, kw_only=True):
    """The conflicts of one nature."""

    key: str
    name: str
    note: str
    items: tuple[ConflictView, ...]


def view_conflicts(index: Index) -> tuple[ConflictGroup, ...]:
    """Return the conflicts by nature, contradictions first; natures that do not occur are left out."""
    groups = []
    for nature in (Nature.CONTRADICTION, Nature.UPDATE, Nature.DIFFERENCE):
        items = tuple(_view_conflict(index, same) for same in index.told_together.values() if same[0].nature is nature)
        if items:
            groups.append(ConflictGroup(key=nature.value, name=NATURES[nature], note=NATURE_NOTES[nature], items=items))
    return tuple(groups)


def _view_conflict(index: Index, same: Sequence[Conflict]) -> ConflictView:
    """Return conflicts that are told as one, with the sides of the first and what the others mark in them."""
    conflict = same[0]
    kinds = CONFLICT_KINDS | (UPDATE_KINDS if conflict.nature is Nature.UPDATE else {})
    kind = join_words(list(dict.fromkeys(kinds[one.kind] for one in same)))
    entries = dict.fromkeys(
        entry
        for one in same
        for side in one.sides
        for claim in side.claims
        if (entry := index.entries_of_claim.get(claim))
    )
    return ConflictView(
        anchor=index.anchors["conflict", conflict.id],
        key=conflict.nature.value,
        nature=NATURES[conflict.nature],
        kind=kind,
        why=open_sentence(index.say_why(conflict)) or f"The accounts differ: {kind}.",
        sides=tuple(_view_side(index, same, number) for number in range(len(conflict.sides))),
        reasons=tuple(dict.fromkeys(reason for one in same for reason in one.reasons)),
        entries=tuple((index.anchors["entry", entry.id], say_entry(entry)) for entry in entries),
    )


def _view_side(index: Index, same: Sequence[Conflict], number: int) -> SideView:
    keys = dict.fromkeys(key for one in same for side in one.sides[number : number + 1] for key in side.claims)
    claims = [claim for key in keys if (claim := index.claims.get(key))]
    marks: dict[Span, list[tuple[int, int]]] = {}
    for one in same if _is_aligned(index, same) else same[:1]:
        others = [span for at, side in enumerate(one.sides) if at != number for span in spans_of_side(index, side)]
        for span in spans_of_side(index, one.sides[number]):
            marks.setdefault(span, []).extend(_find_difference(index, one.kind, span, others))
    for span in list(marks):
        around = next((one for one in marks if one != span and one.contains(span)), None)
        if around is not None:
            marks[around].extend(marks.pop(span) or [(span.start, span.end)])
    accounts = {span.article for span in marks}
    return SideView(
        heading=say_count(len(accounts), "account") if accounts else "no passage",
        on=_say_origins(index, claims),
        told=gather_told(index, list(marks), claims, list(marks.values())),
    )


def _is_aligned(index: Index, same: Sequence[Conflict]) -> bool:
    """Tell whether conflicts have as many sides as the first, of the same accounts in the same order."""
    homes = [[{span.article for span in spans_of_side(index, side)} for side in one.sides] for one in same]
    return all(
        len(sides) == len(homes[0])
        and all(not mine.isdisjoint(first) for mine, first in zip(sides, homes[0], strict=True))
        for sides in homes
    )


def spans_of_side(index: Index, side: Side) -> list[Span]:
    """Return the spans of a side, or those of its claims where it has none; none twice."""
    if side.spans:
        return list(dict.fromkeys(side.spans))
    claims = (index.claims.get(key) for key in side.claims)
    return list(dict.fromkeys(span for claim in claims if claim for span in claim.passage))


def _say_origins(index: Index, claims: Sequence[Claim]) -> str:
    known = {origin.id: origin.name for origin in index.known_origins}
    names = list(dict.fromkeys(known[claim.origin] for claim in claims if claim.origin in known))
    if not claims:
        return ""
    if not names:
        return "no source given"
    return f"on {say_count(len(names), 'origin')}: {join_words(names, most=3)}"


def _find_difference(
    index: Index, kind: ConflictKind, span: Span, others: Sequence[Span]
) -> tuple[tuple[int, int], ...]:
    """Return the stretches of the article inside a span that the other sides do not have."""
    if kind in _VALUES:
        here = _values_inside(index, kind, span)
        units = {value.unit for other in others for value in _values_inside(index, kind, other)}
        # Of several figures in one passage, those that count what the other sides count are in dispute.
        disputed = [value for value in here if value.unit in units] or here
        return tuple((value.span.start, value.span.end) for value in disputed)
    if not others:
        return ()
    nearest = max(others[:12], key=lambda other: share_words(span.text, other.text))
    if share_words(span.text, nearest.text) < _ALIKE:
        return ()
    return tuple((span.start + start, span.start + end) for start, end in find_unmatched(span.text, nearest.text))


def _values_inside(index: Index, kind: ConflictKind, span: Span) -> list[Value]:
    """Return the values inside a span that a conflict of this kind can be about."""
    values = index.values_in.get(span.article, ())
    return [value for value in values if value.kind in _VALUES[kind] and span.contains(value.span)]
