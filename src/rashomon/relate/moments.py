"""When an article came out."""

from __future__ import annotations

from datetime import UTC, datetime


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
