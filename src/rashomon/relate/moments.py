"""When an article came out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

#: How far a time without a zone may be from one with a zone: clocks on earth are between 12 hours behind and 14 ahead.
SLACK = timedelta(hours=14)
_DAY = re.compile(r"\d{4}-?\d\d-?\d\d")


def read_time(published: str | None) -> datetime | None:
    """Return a moment that can be compared with others; None where there is none or it cannot be read.

    A time without zone is taken as UTC, a date as its first minute.

    >>> read_time("2031-04-12T06:00:00+02:00").isoformat()
    '2031-04-12T04:00:00+00:00'
    """
    try:
        moment = datetime.fromisoformat(published or "")
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def read_bounds(published: str | None, *, mixed: bool) -> tuple[datetime, datetime] | None:
    """Return the first and the last moment that a time of publication can mean; None where it cannot be read.

    A date is its whole day; a time without zone is 14 hours uncertain where it is ``mixed`` with others that have one.

    >>> [moment.isoformat() for moment in read_bounds("2031-04-12", mixed=False)]
    ['2031-04-12T00:00:00+00:00', '2031-04-12T23:59:59+00:00']
    """
    moment = read_time(published)
    if moment is None:
        return None
    last = moment + timedelta(days=1, seconds=-1) if _DAY.fullmatch(published or "") else moment
    slack = SLACK if mixed and not has_zone(published) else timedelta()
    try:
        return moment - slack, last + slack
    except OverflowError:
        return None


def has_zone(published: str | None) -> bool | None:
    """Tell whether a time says in which zone it is; None where it cannot be read.

    >>> has_zone("2031-04-12T06:00:00Z"), has_zone("2031-04-12T06:00:00"), has_zone("soon")
    (True, False, None)
    """
    try:
        return datetime.fromisoformat(published or "").tzinfo is not None
    except ValueError:
        return None


def are_mixed(published: Iterable[str | None]) -> bool:
    """Tell whether some times have a zone and others have none."""
    return {True, False} <= {has_zone(one) for one in published}


def comes_before(a: str | None, b: str | None) -> bool:
    """Tell whether it is sure that what came out at one time came out before another.

    >>> comes_before("2031-04-12T06:00:00", "2031-04-12T09:00:00")
    True
    >>> comes_before("2031-04-12T06:00:00", "2031-04-12T09:00:00+00:00")
    False
    """
    mixed = are_mixed((a, b))
    first, second = read_bounds(a, mixed=mixed), read_bounds(b, mixed=mixed)
    return first is not None and second is not None and first[1] < second[0]
