"""In which stage of an event an entry stands: replaced since, the latest, still planned, long before it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta

from rashomon.model.records import Certainty, Claim, Entry, Nature, Value
from rashomon.report.indexes import Index
from rashomon.report.lines import TIMES, BriefSettings, claims_of, values_of
from rashomon.report.phrases import read_instant


def find_stages(index: Index) -> tuple[set[str], set[str]]:
    """Return the entries that a later report has replaced, and those that stand last."""
    old: set[str] = set()
    last: set[str] = set()
    for conflict in index.conflicts:
        if conflict.nature is Nature.UPDATE and len(conflict.sides) > 1:
            homes = [
                {entry.id for key in side.claims if (entry := index.entries_of_claim.get(key)) is not None}
                for side in conflict.sides
            ]
            old |= set().union(*homes[:-1]) - homes[-1]
            last |= homes[-1]
    return old - last, last - old


def find_beginning(index: Index, settings: BriefSettings) -> str:
    """Return the day before which things are background; "" where no account is dated."""
    moments = [moment for account in index.accounts.values() if (moment := read_instant(account.stamp))]
    first = min(moments, default=datetime.min.replace(tzinfo=UTC))
    return (first - timedelta(days=settings.background)).date().isoformat() if first.year > 1 else ""


def drop_background(values: Iterable[Value], since: str) -> list[Value]:
    """Return values without the times that were over before a day: "in 1994" does not tell when this happened."""
    return [
        value
        for value in values
        if value.kind not in TIMES or not isinstance(value.high, str) or value.high >= since[: len(value.high)]
    ]


def is_background(index: Index, claims: Sequence[Claim], since: str) -> bool:
    """Tell whether some claims tell when something was, and all of it was over before a day."""
    times = [value for value in values_of(index, claims) if value.kind in TIMES]
    return bool(times) and not drop_background(times, since)


def find_newest(index: Index, claims: Sequence[Claim]) -> int:
    """Return the place, in the order of publication, of the account that made one of some claims last."""
    return max((index.rank(claim.passage[0].article) for claim in claims if claim.passage), default=0)


def is_still_planned(index: Index, entry: Entry) -> bool:
    """Tell whether an entry is planned, and no account came out after its time, or, where it has none, after it."""
    claims = claims_of(index, entry)
    if not is_planned(claims):
        return False
    last = max(index.accounts.values(), key=lambda account: account.number, default=None)
    if last is None or not last.stamp:
        return True
    times = _list_times(index, claims)
    if times:
        return not all(_is_over(time, last.stamp) for time in times)
    return find_newest(index, claims) == last.number


def is_overdue(index: Index, entry: Entry) -> bool:
    """Tell whether an entry is only planned, for a day that was over when the last account came out."""
    claims = claims_of(index, entry)
    stamps = [account.stamp for account in index.accounts.values() if account.stamp]
    times = _list_times(index, claims)
    return is_planned(claims) and bool(times and stamps) and all(_is_over(time, max(stamps)) for time in times)


def _is_over(time: str, stamp: str) -> bool:
    """Tell whether a time ended before the day of a stamp: "2031-05" is not over on the ninth."""
    day = stamp[: len("2031-05-07")]
    return time[: len(day)] < day[: len(time)]


def is_planned(claims: Sequence[Claim]) -> bool:
    """Tell whether most of some claims are of what is planned."""
    return 2 * sum(claim.certainty is Certainty.PLANNED for claim in claims) > len(claims)


def _list_times(index: Index, claims: Sequence[Claim]) -> list[str]:
    """Return when the times in some claims end."""
    ends = [str(value.high or value.low or "") for value in values_of(index, claims) if value.kind in TIMES]
    return [end for end in ends if end]
