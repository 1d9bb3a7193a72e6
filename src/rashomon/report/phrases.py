"""The plain words of the report: how a count, a date, a value or a verdict is said to a reader."""

from __future__ import annotations

import math
import re
from calendar import monthrange
from collections.abc import Sequence
from datetime import UTC, date, datetime
from urllib.parse import urlsplit

from rashomon.model.records import (
    Certainty,
    Claim,
    ConflictKind,
    Entry,
    FramingKind,
    Nature,
    OriginKind,
    Polarity,
    Relation,
    Tone,
    Value,
    ValueKind,
    Wording,
)

NATURES = {
    Nature.CONTRADICTION: "Cannot both be true",
    Nature.UPDATE: "A later report replaces an earlier one",
    Nature.DIFFERENCE: "Different scope or wording",
}

#: The sign before a line that says where accounts part.
NATURE_SIGNS = {Nature.CONTRADICTION: "≠", Nature.UPDATE: "→", Nature.DIFFERENCE: "≈"}

NATURE_NOTES = {
    Nature.CONTRADICTION: "If one side is right, the other is wrong. The page does not say which.",
    Nature.UPDATE: "Each was right when it was printed; the later report has the newer figure or state.",
    Nature.DIFFERENCE: "No contradiction: they count or cover something different, or print a quote in other words.",
}

CONFLICT_KINDS = {
    ConflictKind.NUMBER: "a number",
    ConflictKind.DATE: "a date or time",
    ConflictKind.PLACE: "a place",
    ConflictKind.ACTOR: "who did it",
    ConflictKind.SPEAKER: "who said it, or where",
    ConflictKind.WORDING: "the words of a quote",
    ConflictKind.DENIAL: "one side denies it",
    ConflictKind.SCOPE: "how far it goes",
    ConflictKind.SEQUENCE: "the order of events",
}
#: The same where a later report replaces an earlier one.
UPDATE_KINDS = {
    ConflictKind.DENIAL: "no longer so",
    ConflictKind.SEQUENCE: "what came of it",
}

WORDINGS = {
    Wording.ALTERED: "Different words inside quotation marks",
    Wording.PARAPHRASED: "Quoted by some, retold by others",
    Wording.TRIMMED: "Shortened by some",
    Wording.IDENTICAL: "Printed alike by all",
}

RELATIONS = {
    Relation.COPY: "copied from",
    Relation.REWRITE: "rewritten from",
    Relation.SHARED_SOURCE: "from the same unseen source as",
    Relation.INDEPENDENT: "independent of",
}

FRAMINGS = {
    FramingKind.LOADED: "loaded word",
    FramingKind.EVALUATIVE: "judgement",
    FramingKind.LABEL: "label",
    FramingKind.HEDGE: "hedge",
}

TONES = {Tone.POSITIVE: "favourable", Tone.NEGATIVE: "unfavourable", Tone.NEUTRAL: "neutral"}

ORIGINS = {
    OriginKind.SOURCE: "a source that is named or described",
    OriginKind.AGENCY: "a news agency",
    OriginKind.OUTLET: "the outlet's own reporting",
    OriginKind.UNKNOWN: "no source given",
}

STAGES = {
    "read": "could not be read in full",
    "annotate": "could not be searched for quotes, values and statements",
    "relate": "could not be compared with the others",
    "stories": "could not be sorted into a story",
    "report": "could not be shown in full",
}

#: Bidirectional controls: harmless inside ``<bdi>``, able to disguise a window title or an attribute.
_BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_SPACE = re.compile(r"\s+")
_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?:[T ](\d{2}):(\d{2}))?")
_OFFSET = re.compile(r"(?:Z|[+-]\d{2}:?\d{2})$")
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip


def say_count(number: int, noun: str, plural: str = "") -> str:
    """Return a count with its noun.

    >>> say_count(1, "account"), say_count(4, "account"), say_count(2, "entry", "entries")
    ('1 account', '4 accounts', '2 entries')
    """
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def join_words(words: Sequence[str], *, most: int = 6) -> str:
    """Return words as a list in a sentence; what goes past ``most`` is counted.

    >>> join_words(["A", "B", "C"]), join_words(["A", "B", "C", "D"], most=2)
    ('A, B and C', 'A, B and 2 more')
    """
    if len(words) > most:
        return f"{', '.join(words[:most])} and {len(words) - most} more"
    return " and ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))


def clip_text(text: str, most: int) -> str:
    """Return a text of at most ``most`` characters on one line, cut at a word where one is near.

    >>> clip_text("The ferry hit  the barge at night", 18)
    'The ferry hit the…'
    """
    text = _SPACE.sub(" ", text[: most * 2]).strip() if len(text) > most * 2 else _SPACE.sub(" ", text).strip()
    if len(text) <= most:
        return text
    space = text.rfind(" ", 0, most)
    return text[: space if space > most // 2 else most - 1].rstrip(" ,;:") + "…"


def open_sentence(text: str) -> str:
    """Return a clause as it stands at the head of a line: its first letter a capital.

    >>> open_sentence("the ferry sank")
    'The ferry sank'
    """
    return text[:1].upper() + text[1:]


def strip_controls(text: str) -> str:
    r"""Return a text without the marks that turn the direction of writing.

    >>> strip_controls("ab\u202ecd")
    'abcd'
    """
    return _BIDI.sub("", text)


def safe_link(uri: str | None) -> str | None:
    """Return an address if a browser may be sent there: http or https with a host and no user; else nothing.

    >>> safe_link("https://paper.example/1"), safe_link("javascript:alert(1)"), safe_link("/home/me/a.txt")
    ('https://paper.example/1', None, None)
    """
    if uri is None or any(mark <= " " or mark in '"<>\\^`{|}\x7f' for mark in uri):
        return None
    try:
        parts = urlsplit(uri)
        host = parts.hostname if parts.username is None else None
    except ValueError:
        return None
    return uri if parts.scheme in ("http", "https") and host else None


def read_instant(stamp: str | None) -> datetime | None:
    """Return the moment that an ISO 8601 date or date-time names, in UTC; nothing where it cannot be read.

    >>> read_instant("2026-03-13T01:50:00+01:00").isoformat()
    '2026-03-13T00:50:00+00:00'
    """
    try:
        moment = datetime.fromisoformat(stamp or "")
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None


def say_when(stamp: str | None, *, day: bool = True) -> str:
    """Return a date or date-time in words, or the time alone; what is no such thing is returned as it is.

    >>> say_when("2026-03-12T22:41"), say_when("2026-02"), say_when("2026-03-12T22:41", day=False)
    ('12 March 2026, 22:41', 'February 2026', '22:41')
    """
    found = _ISO.match(stamp or "")
    if not stamp or not found:
        return stamp or ""
    rest = _OFFSET.sub("", stamp[found.end() :])
    year, month, dom, hour, minute = found.groups()
    if rest.strip(":.0123456789") or (month and not 1 <= int(month) <= 12):
        return stamp
    clock = f"{hour}:{minute}" if hour else ""
    if not day and clock:
        return clock
    words = f"{int(dom)} " if dom else ""
    words += f"{_MONTHS[int(month) - 1]} {year}" if month else year
    return f"{words}, {clock}" if clock else words


def say_briefly(stamp: str | None) -> str:
    """Return a date or date-time in few letters, for the line under a passage.

    >>> say_briefly("2026-03-12T22:41"), say_briefly("2026-03-12")
    ('12 Mar 22:41', '12 Mar 2026')
    """
    words = say_when(stamp)
    day, _, clock = words.partition(", ")
    parts = day.split(" ")
    if len(parts) != 3 or parts[1] not in _MONTHS:
        return words
    return f"{parts[0]} {parts[1][:3]} {clock or parts[2]}"


def say_weekday(stamp: str | None) -> str:
    """Return the day of the week of a full date, in three letters, or nothing.

    >>> say_weekday("2026-03-12T22:41")
    'Thu'
    """
    try:
        number = date.fromisoformat((stamp or "")[:10]).weekday()
    except ValueError:
        return ""
    return ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")[number]


def _say_whole(first: str, last: str) -> str:
    """Return a stretch of whole years or months by their names alone, or nothing where it is none."""
    try:
        start, end = date.fromisoformat(first), date.fromisoformat(last)
    except ValueError:
        return ""
    if start > end or start.day != 1 or end.day != monthrange(end.year, end.month)[1]:
        return ""
    grain = 4 if (start.month, end.month) == (1, 12) else 7
    return " to ".join(dict.fromkeys((say_when(first[:grain]), say_when(last[:grain]))))


def say_period(start: str | int | float | None, end: str | int | float | None) -> str:
    """Return a stretch of time in words; the same start and end are one moment, an open end says so.

    >>> say_period("2026-03-12", "2026-03-12"), say_period("2026-03-12T22:43", "2026-03-12T22:46")
    ('12 March 2026', '12 March 2026, 22:43 to 22:46')
    >>> say_period("2026-03-12", None)
    'from 12 March 2026 on'
    >>> say_period("1962-01-01", "1962-12-31"), say_period("2031-01-01", "2031-03-31")
    ('1962', 'January 2031 to March 2031')
    """
    first, last = str(start or ""), str(end or "")
    if not first or not last:
        return f"from {say_when(first)} on" if first else f"up to {say_when(last)}" if last else "no time given"
    if first == last or first.startswith(f"{last}T"):
        return say_when(first)
    whole = _say_whole(first, last)
    if whole:
        return whole
    same_day = first[:10] == last[:10] and "T" in first and "T" in last
    return f"{say_when(first)} to {say_when(last, day=not same_day)}"


def _say_number(number: int | float | str | None) -> str:
    if isinstance(number, str) or number is None:
        return number or ""
    if not math.isfinite(number):
        return "no number"
    whole = abs(number) < 1e15 and number == int(number)
    return f"{int(number):,}" if whole else f"{number:,.4g}" if abs(number) >= 1e15 else f"{number:,}"


def say_value(value: Value, *, unit: bool = True) -> str:
    """Return the normal form of a value in words: "83,000 or more", "about 9 metres", "12 March 2026".

    ``unit`` says whether the unit is part of it.

    >>> from rashomon.model.spans import Span
    >>> span = Span(article="a", start=0, end=16, text="more than 83,000")
    >>> say_value(Value(id="v", span=span, kind=ValueKind.NUMBER, low=83000, unit="people"))
    '83,000 people or more'
    """
    about = "about " if value.approximate else ""
    low, high = value.low, value.high
    if value.kind in (ValueKind.DATE, ValueKind.TIME):
        return f"{about if low and high else ''}{say_period(low, high)}"
    if low is None and high is None:
        return "not worked out"
    if value.kind is ValueKind.ORDINAL:
        return f"number {_say_number(low if low is not None else high)}"
    name = "per cent" if value.kind is ValueKind.PERCENT else value.unit
    return _say_bounds(low, high, f" {name}" if unit and name else "", about)


def _say_bounds(low: int | float | str | None, high: int | float | str | None, unit: str, about: str) -> str:
    if low is None:
        return f"nearly {_say_number(high)}{unit}" if about else f"up to {_say_number(high)}{unit}"
    if high is None:
        return f"{_say_number(low)}{unit} or more"
    if low == high:
        return f"{about}{_say_number(low)}{unit}"
    return f"{about}{_say_number(low)} to {_say_number(high)}{unit}"


def say_stance(claim: Claim) -> str:
    """Return how a claim is made where it is not simply stated: denied, hedged, planned.

    >>> from rashomon.model.spans import Span
    >>> passage = (Span(article="a", start=0, end=2, text="It"),)
    >>> say_stance(Claim(id="c", passage=passage, polarity=Polarity.DENIED, certainty=Certainty.HEDGED))
    'as a denial, not firmly'
    """
    words = ["as a denial"] if claim.polarity is Polarity.DENIED else []
    if claim.certainty is Certainty.HEDGED:
        words.append("not firmly")
    if claim.certainty is Certainty.PLANNED:
        words.append("as a plan or expectation")
    return ", ".join(words)


def say_entry(entry: Entry) -> str:
    """Return the statement of an entry as a line of its own, never an empty one."""
    return open_sentence(clip_text(entry.statement, 300)) or "A statement without words"


def say_support(articles: int, origins: int, unsourced: int) -> str:
    """Return how many accounts tell an entry, on how many known origins, and how many of them show none.

    >>> say_support(4, 1, 0), say_support(2, 0, 2)
    ('told by 4 accounts, on 1 origin', 'told by 2 accounts; no source given')
    >>> say_support(3, 1, 2)
    'told by 3 accounts, 2 of them without a source, on 1 known origin'
    """
    told = f"told by {say_count(articles, 'account')}"
    if not origins:
        return f"{told}; no source given"
    if not unsourced:
        return f"{told}, on {say_count(origins, 'origin')}"
    return f"{told}, {unsourced} of them without a source, on {say_count(origins, 'known origin')}"
