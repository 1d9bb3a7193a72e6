"""What happened when, by the times the accounts give."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from rashomon.model.annotated import Annotated, Word
from rashomon.model.ids import make_id
from rashomon.model.records import Claim, Entry, Polarity, Record, TimelineItem, Value, ValueKind


class TimelineSettings(Record, frozen=True, kw_only=True):
    """What counts as an event, and when two tellings are one."""

    #: Cosine from which an entry that names only the day belongs to an event of that day with an hour. On the gold
    #: entries of the packs .55 to .80 score alike (items F1 .77 to .78); at .55 two death tolls of one day were joined.
    same_event: float = 0.65
    #: Words climbed from a time to the verb of its claim; a parse so deep is none.
    climb: int = 40
    #: Statements of one item that are shown.
    shown: int = 2


SETTINGS = TimelineSettings()
#: Words before a date that make it a measure of something else: "the worst since 1987", "until 2021".
_COMPARING = frozenset(("since", "until", "till"))


class Dated(Record, frozen=True, kw_only=True):
    """An entry with the time that its claims give it."""

    entry: Entry
    start: str
    end: str | None
    claims: tuple[str, ...]

    @property
    def has_hour(self) -> bool:
        """Whether the time is a time of day."""
        return "T" in self.start


def find_timeline(
    accounts: Sequence[Annotated],
    entries: Sequence[Entry],
    encode: Callable[[Sequence[str]], NDArray[np.float32]],
    settings: TimelineSettings = SETTINGS,
) -> tuple[TimelineItem, ...]:
    """Return the dated items in the order of time: one for each start, told by one or more entries.

    An entry stands at the time that most of its claims give, the hour before the day. An entry that names only the day
    joins an event of that day with an hour that says the same.
    """
    times = _read_times(accounts)
    dated = [found for entry in entries if (found := _date(entry, times)) is not None]
    groups: dict[str, list[Dated]] = {}
    for item in _join_days(dated, encode, settings):
        groups.setdefault(item.start, []).append(item)
    return tuple(_describe(start, groups[start], settings) for start in sorted(groups, key=_order))


def _order(start: str) -> tuple[str, str]:
    """Order by time; what is dated less exactly comes before what happened in it."""
    return (start + "-01-01"[len(start) - 4 :] if len(start) < 10 else start, start)


def _read_times(accounts: Sequence[Annotated]) -> dict[str, list[Value]]:
    """Return the times of every claim that tell when it happened."""
    found: dict[str, list[Value]] = {}
    for account in accounts:
        values = {value.id: value for value in account.values}
        starts = {word.start: place for place, word in enumerate(account.words)}
        for claim in account.claims:
            kept = [values[key] for key in claim.values if key in values]
            kept = [value for value in kept if _tells_when(value, claim, account.words, starts)]
            if kept:
                depths = [_measure_depth(value, claim, account.words, starts) for value in kept]
                found[claim.id] = [value for value, depth in zip(kept, depths, strict=True) if depth == min(depths)]
    return found


def _measure_depth(value: Value, claim: Claim, words: Sequence[Word], starts: dict[int, int]) -> int:
    """Return how many verbs of a claim stand above a time.

    "The number killed when a ship sank on Thursday was lowered on Sunday" happened on Sunday.
    """
    place = next((starts[at] for at in range(value.span.end - 1, value.span.start - 1, -1) if at in starts), None)
    depth = 0
    for _ in range(SETTINGS.climb):
        if place is None or not any(part.start <= words[place].start < part.end for part in claim.passage):
            break
        depth += words[place].pos == "VERB"
        place = words[place].head if words[place].head != place else None
    return depth


def _tells_when(value: Value, claim: Claim, words: Sequence[Word], starts: dict[int, int]) -> bool:
    """Tell whether a value dates what the claim says: a date or hour with a known beginning, not a comparison."""
    if value.kind not in (ValueKind.DATE, ValueKind.TIME) or value.low is None or claim.polarity is Polarity.DENIED:
        return False
    place = starts.get(value.span.start)
    before = words[place - 1].text.lower() if place else ""
    return before not in _COMPARING and value.span.text.partition(" ")[0].lower() not in _COMPARING


def _date(entry: Entry, times: dict[str, list[Value]]) -> Dated | None:
    """Return an entry at the most exact time that its claims give: the one most give, the earliest of those."""
    votes: Counter[tuple[int, str, str | None]] = Counter()
    for claim in entry.claims:
        for value in times.get(claim, ()):
            start, end = _spread(str(value.low), None if value.high is None else str(value.high))
            votes[_exactness(start, end), start, end] += 1
    if not votes:
        return None
    finest = max(exactness for exactness, _, _ in votes)
    _, start, end = min(
        (vote for vote in votes if vote[0] == finest), key=lambda vote: (-votes[vote], vote[1], vote[2] or "")
    )
    return Dated(entry=entry, start=start, end=end, claims=entry.claims)


def _spread(start: str, end: str | None) -> tuple[str, str | None]:
    """Return a year by its first and last day."""
    if len(start) > 4:
        return start, end
    return f"{start}-01-01", f"{end}-12-31" if end is not None and len(end) == 4 else end


def _exactness(start: str, end: str | None) -> int:
    """Rank a time: an hour, a day, anything longer."""
    return 2 if "T" in start else 1 if len(start) == 10 and end == start else 0


def _join_days(
    dated: Sequence[Dated], encode: Callable[[Sequence[str]], NDArray[np.float32]], settings: TimelineSettings
) -> Iterator[Dated]:
    """Give what names only the day the hour of the event of that day that says the same."""
    hours = [item for item in dated if item.has_hour]
    days = {item.start[:10] for item in hours}
    vague = [item for item in dated if not item.has_hour and item.start in days]
    if not vague:
        yield from dated
        return
    vectors = encode([item.entry.statement for item in (*hours, *vague)])
    near = vectors[len(hours) :] @ vectors[: len(hours)].T
    taken = set()
    for row, item in enumerate(vague):
        same = [(-float(near[row, column]), hours[column].start, hours[column].end)
                for column in range(len(hours)) if hours[column].start.startswith(item.start)]  # fmt: skip
        score, start, end = min(same, key=lambda one: (one[0], one[1], one[2] or ""))
        if -score >= settings.same_event:
            taken.add(item.entry.id)
            yield Dated(entry=item.entry, start=start, end=end, claims=item.claims)
    yield from (item for item in dated if item.entry.id not in taken)


def _describe(start: str, items: Sequence[Dated], settings: TimelineSettings) -> TimelineItem:
    """Return the item of one start: the entries that most articles tell first."""
    items = sorted(items, key=lambda item: (-item.entry.articles, item.entry.statement, item.entry.id))
    ends = Counter(item.end for item in items)
    end = min(ends, key=lambda one: (-ends[one], one or ""))
    claims = tuple(sorted({claim for item in items for claim in item.claims}))
    what = "; ".join(item.entry.statement.rstrip(".") for item in items[: settings.shown])
    return TimelineItem(id=make_id("t", start, claims), start=start, end=end, what=what, claims=claims)
