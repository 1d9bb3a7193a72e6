"""Dates of publication, as files and pages write them, in ISO 8601."""

from __future__ import annotations

import re
from datetime import date, datetime
from email.utils import parsedate_to_datetime

_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_MONTH = r"(?P<month>[A-Za-z]{3,9})\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_CLOCK = (
    r"(?:(?:,| at| -| –|T)?\s+(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?::\d{2})?\s?(?P<half>[ap]\.?m\.?)?"
    r"(?:\s+[A-Z]{2,4})?)?"
)
_LEAD = r"(?:(?:first |last )?(?:published|posted|updated|date)(?: on)?:?\s+)?(?:[A-Za-z]{3,9}day,?\s+)?"
_WRITTEN = tuple(
    re.compile(rf"{_LEAD}{form},?\s+(?P<year>\d{{4}}){_CLOCK}", re.IGNORECASE)
    for form in (rf"{_DAY}(?: of)?\s+{_MONTH}", rf"{_MONTH}\s+{_DAY}")
)
_ISO = re.compile(
    rf"{_LEAD}(?P<iso>\d{{4}}-\d{{2}}-\d{{2}}"
    r"(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?)",
    re.IGNORECASE,
)
#: As GDELT writes moments, in UTC: 20310206T103000Z, 20310206103000.
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})T?(\d{2})(\d{2})(\d{2})Z?")
_PARTIAL = re.compile(r"\d{4}(-\d{2})?")
#: No date that is written out is longer.
_LONGEST = 80


def normalise_date(text: str) -> str | None:
    """Return a date or date-time in ISO 8601; None where it is none or may be read in two ways (03/04/2031).

    What is in ISO 8601 already stays as it is; a time of day without a zone stays local.

    >>> normalise_date("2031-02-06T10:30:00+01:00"), normalise_date("6 February 2031"), normalise_date("Feb. 6, 2031")
    ('2031-02-06T10:30:00+01:00', '2031-02-06', '2031-02-06')
    >>> normalise_date("Thu, 06 Feb 2031 10:30:00 GMT"), normalise_date("03/04/2031")
    ('2031-02-06T10:30:00+00:00', None)
    """
    text = text.strip()
    if not text or len(text) > _LONGEST or not text.isascii():
        return None
    if found := _ISO.fullmatch(text):
        return _check_iso(found["iso"].replace(" ", "T"))
    if found := _COMPACT.fullmatch(text):
        return _check_iso("{}-{}-{}T{}:{}:{}+00:00".format(*found.groups()))
    if _PARTIAL.fullmatch(text):
        return text if int(text[:4]) and (len(text) == 4 or 1 <= int(text[5:]) <= 12) else None
    for pattern in _WRITTEN:
        if found := pattern.fullmatch(text):
            return _compose(found)
    return _read_mail_date(text)


def _check_iso(text: str) -> str | None:
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return None
    return text


def _compose(found: re.Match[str]) -> str | None:
    """Return the date that a written form names; None for 31 February, or where the word is no month."""
    word = found["month"].lower()
    months = [
        number for number, name in enumerate(_MONTHS, 1) if name.startswith(word[:4]) and name[: len(word)] == word
    ]
    if word in {"sept", "sep"}:
        months = [9]
    if len(months) != 1:
        return None
    try:
        day = date(int(found["year"]), months[0], int(found["day"]))
        if found["hour"] is None:
            return day.isoformat()
        hour = int(found["hour"])
        if half := (found["half"] or "").lower()[:1]:
            hour = hour % 12 + (12 if half == "p" else 0)
        return datetime(day.year, day.month, day.day, hour, int(found["minute"])).isoformat()
    except ValueError:
        return None


def _read_mail_date(text: str) -> str | None:
    """Return a date as feeds and mails write it (RFC 2822)."""
    if "," not in text or ":" not in text:
        return None
    try:
        return parsedate_to_datetime(text).isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
