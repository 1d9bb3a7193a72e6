"""The timeline, the table of values and the grid of coverage as the report shows them."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Sequence

from rashomon.model.records import Cell, Claim, ConflictKind, Entry, Nature, Record, TimelineItem, Value, ValueKind
from rashomon.model.spans import Span
from rashomon.report.conflicts import spans_of_side
from rashomon.report.indexes import Account, Index
from rashomon.report.passages import Teller, tell_span
from rashomon.report.phrases import clip_text, open_sentence, say_entry, say_period, say_value, say_weekday, say_when

_GROUP_NAMES = {
    ValueKind.NUMBER: "Numbers without a unit",
    ValueKind.MONEY: "Money",
    ValueKind.PERCENT: "Shares in per cent",
    ValueKind.ORDINAL: "Places in an order",
    ValueKind.DATE: "Dates",
    ValueKind.TIME: "Times of day",
    ValueKind.DURATION: "Durations",
}
#: Figures first; dates stand in the timeline already.
_LAST = {ValueKind.DATE: 2, ValueKind.TIME: 2, ValueKind.ORDINAL: 1}

#: How a cell is drawn (its class, its sign), what it says to those who cannot see it, and its line in the legend.
CELLS = {
    Cell.REPORTED: ("r", "●", "told", "told"),
    Cell.CONTRADICTED: ("x", "≠", "otherwise", "told otherwise"),
    Cell.NOT_YET: ("w", "○", "too early", "came out too early to tell it"),
    Cell.OMITTED: ("o", "·", "left out", "left out"),
}


class Moment(Record, frozen=True, kw_only=True):
    """One line of the timeline."""

    anchor: str
    day: str
    when: str
    what: str
    lasts: bool
    tellers: tuple[Teller, ...]
    entries: tuple[tuple[str, str], ...]
    disputed: str


class Printed(Record, frozen=True, kw_only=True):
    """One printed form of a value and who prints it."""

    text: str
    tellers: tuple[Teller, ...]


class ValueRow(Record, frozen=True, kw_only=True):
    """One value, its printed forms, and what it is about."""

    value: str
    printed: tuple[Printed, ...]
    about: tuple[tuple[str | None, str], ...]
    disputed: str


class ValueGroup(Record, frozen=True, kw_only=True):
    """The values of one unit or kind."""

    anchor: str
    name: str
    rows: tuple[ValueRow, ...]


class GridCell(Record, frozen=True, kw_only=True):
    """What one account does with one entry; reported cells lead to the words."""

    key: str
    words: str
    href: str | None


class GridRow(Record, frozen=True, kw_only=True):
    """One entry across the accounts."""

    anchor: str
    statement: str
    cells: tuple[GridCell, ...]
    shared: bool


class Grid(Record, frozen=True, kw_only=True):
    """Entries by accounts."""

    accounts: tuple[Account, ...]
    rows: tuple[GridRow, ...]


def view_timeline(index: Index) -> tuple[Moment, ...]:
    """Return what happened when, in order."""
    moments = []
    for number, item in enumerate(sorted(index.ledger.timeline, key=lambda item: item.start), 1):
        claims = [claim for key in item.claims if (claim := index.claims.get(key)) and claim.passage]
        tellers = _tell_once(index, [(claim.passage[0], claim) for claim in claims])
        entries = dict.fromkeys(entry for claim in claims if (entry := index.entries_of_claim.get(claim.id)))
        moments.append(
            Moment(
                anchor=f"moment-{number}",
                day=_say_day(index, item, claims),
                when=_say_clock(index, item, claims),
                what=open_sentence(clip_text(item.what, 300)),
                lasts=item.end is None,
                tellers=tellers,
                entries=tuple((index.anchors["entry", entry.id], say_entry(entry)) for entry in entries),
                disputed=_find_dispute(index, claims, (ConflictKind.DATE, ConflictKind.SEQUENCE)),
            )
        )
    return tuple(moments)


def _say_grain(index: Index, item: TimelineItem, claims: Sequence[Claim]) -> str:
    """Return the years or months of what is dated no finer than they are, or nothing: "in 1962" is no day in January.

    A year that nothing ends stands in a ledger by its first day, too; then what its claims print tells.
    """
    if item.end is None:
        known = {str(index.values[key].low) for claim in claims for key in claim.values if key in index.values}
        year = item.start[:4]
        return say_when(year) if item.start == f"{year}-01-01" and year in known and item.start not in known else ""
    words = say_period(item.start, item.end)
    return "" if re.match(r"\d{1,2} ", words) else words


def _say_day(index: Index, item: TimelineItem, claims: Sequence[Claim]) -> str:
    """Return the day of an item with its weekday, or the months or years that are all that is told of it."""
    day = f"{say_weekday(item.start)} {say_period(item.start[:10], item.start[:10])}".strip()
    return _say_grain(index, item, claims) or day


def _say_clock(index: Index, item: TimelineItem, claims: Sequence[Claim]) -> str:
    if _say_grain(index, item, claims):
        return ""
    words = say_period(item.start, item.end or item.start)
    day = say_period(item.start[:10], item.start[:10])
    return words.removeprefix(day).lstrip(", ")


def _tell_once(index: Index, places: Sequence[tuple[Span, Claim | None]]) -> tuple[Teller, ...]:
    """Return each account once, by its first passage."""
    first: dict[str, Teller] = {}
    for span, claim in sorted(places, key=lambda place: (index.rank(place[0].article), place[0].start)):
        first.setdefault(span.article, tell_span(index, span, [claim] if claim else []))
    return tuple(first.values())


def _find_dispute(index: Index, claims: Sequence[Claim], kinds: Sequence[ConflictKind]) -> str:
    """Return the anchor of a contradiction of one of these kinds that the claims take part in, or nothing."""
    for claim in claims:
        for conflict in index.conflicts_of_claim.get(claim.id, ()):
            if conflict.nature is Nature.CONTRADICTION and conflict.kind in kinds:
                return index.anchors["conflict", conflict.id]
    return ""


def group_values(index: Index) -> tuple[tuple[str, tuple[Value, ...]], ...]:
    """Return the values by unit or kind; units that most accounts give come first, dates and times last."""
    groups: dict[tuple[int, str], list[Value]] = defaultdict(list)
    for value in index.ledger.values:
        unit = (value.unit or "").strip() if value.kind not in (ValueKind.DATE, ValueKind.TIME) else ""
        if value.kind is ValueKind.PERCENT and unit.casefold() in ("percent", "per cent", "%"):
            unit = ""
        groups[_LAST.get(value.kind, 0), open_sentence(unit) or _GROUP_NAMES[value.kind]].append(value)
    ordered = sorted(
        groups.items(),
        key=lambda item: (item[0][0], -len({value.span.article for value in item[1]}), -len(item[1]), item[0][1]),
    )
    return tuple((name, tuple(values)) for (_, name), values in ordered)


def view_values(index: Index) -> tuple[ValueGroup, ...]:
    """Return the table of values, a group a unit or kind."""
    return tuple(
        ValueGroup(anchor=f"values-{number}", name=name, rows=tuple(_view_rows(index, values)))
        for number, (name, values) in enumerate(group_values(index), 1)
    )


def _view_rows(index: Index, values: Sequence[Value]) -> list[ValueRow]:
    rows: dict[str, list[Value]] = defaultdict(list)
    for value in sorted(values, key=_rank_value):
        rows[say_value(value, unit=False)].append(value)
    return [_view_row(index, words, members) for words, members in rows.items()]


def _rank_value(value: Value) -> tuple[float, str, bool, int]:
    low = value.low if value.low is not None else value.high
    number = float(low) if isinstance(low, int | float) and math.isfinite(low) else 0.0
    return number, low if isinstance(low, str) else "", value.approximate, value.span.start


def _view_row(index: Index, words: str, values: Sequence[Value]) -> ValueRow:
    forms: dict[str, list[Span]] = defaultdict(list)
    about: dict[tuple[str | None, str], None] = {}
    claims: list[Claim] = []
    for value in values:
        forms[" ".join(value.span.text.casefold().split())].append(value.span)
        mine = index.claims_of_value.get(value.id, [])
        claims += mine
        entries = [entry for claim in mine if (entry := index.entries_of_claim.get(claim.id))]
        about.update({(index.anchors["entry", entry.id], say_entry(entry)): None for entry in entries})
        if not entries and index.stands(value.span):
            start, end = index.sentence(value.span)
            text = index.articles[value.span.article].text[start:end]
            about.update({(index.place(value.span), f"“{clip_text(text, 140)}”"): None})
    return ValueRow(
        value=words,
        printed=tuple(
            Printed(text=" ".join(spans[0].text.split()), tellers=_tell_once(index, [(span, None) for span in spans]))
            for spans in forms.values()
        ),
        about=tuple(about),
        disputed=_find_clash(index, values, claims),
    )


def _find_clash(index: Index, values: Sequence[Value], claims: Sequence[Claim]) -> str:
    """Return the anchor of a contradiction that one of the values itself stands in, or nothing."""
    for conflict in dict.fromkeys(item for claim in claims for item in index.conflicts_of_claim.get(claim.id, ())):
        if conflict.nature is Nature.CONTRADICTION and conflict.kind in (ConflictKind.NUMBER, ConflictKind.DATE):
            spans = [span for side in conflict.sides for span in spans_of_side(index, side)]
            if any(value.span.overlaps(span) for value in values for span in spans):
                return index.anchors["conflict", conflict.id]
    return ""


def view_coverage(index: Index) -> Grid:
    """Return the grid of entries by accounts; entries that several tell, or that are disputed, are ``shared``."""
    accounts = tuple(index.accounts.values())
    rows = []
    for entry in index.entries:
        row = index.ledger.coverage.entries.get(entry.id)
        if row:
            rows.append(
                GridRow(
                    anchor=index.anchors["entry", entry.id],
                    statement=say_entry(entry),
                    cells=tuple(_view_cell(index, entry, account, row.get(account.id)) for account in accounts),
                    shared=entry.articles > 1 or Cell.CONTRADICTED in row.values(),
                )
            )
    return Grid(accounts=accounts, rows=tuple(rows))


def _view_cell(index: Index, entry: Entry, account: Account, cell: Cell | None) -> GridCell:
    if cell is None:
        return GridCell(key="", words="not known", href=None)
    href = None
    if cell is Cell.REPORTED:
        spans = (claim.passage[0] for key in entry.claims if (claim := index.claims.get(key)) and claim.passage)
        href = next((index.place(span) for span in spans if span.article == account.id), None)
    key, _, words, _ = CELLS[cell]
    return GridCell(key=key, words=words, href=href)
