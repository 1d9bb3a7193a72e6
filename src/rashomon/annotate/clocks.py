"""Clock times: *10:41 p.m.*, *half past ten*, *six this morning*, *shortly before midnight*."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from rashomon.annotate.calendars import Moment, add_days, working_day
from rashomon.annotate.codes import CLOCK_NAMES, PARTS
from rashomon.annotate.lexemes import Lexeme
from rashomon.annotate.limits import LIMITS

_TAIL = "(?:,?(?:iqe?P|@P|[TLE]P))"
_CORE = (
    "Cm?|[DnN]m|[Dn]k|K|(?<=[@ybsvfr<>])d"
    "|(?:w?[hQ]|[DnN]u|[Dn])p[Dn](?![-]?[uUN])|(?:w?Q|[DnN]u)r[Dn](?![-]?[uUN])"
    f"|(?<=[@ybsv<>])[Dn](?={_TAIL})"
)
#: "at ten", "at ten to four": an hour only where the verb sets no figure; "it was ten to four": only after these words.
BARE_HOUR = "(?<=@)n(?=[;,&#i<>]|$)|(?<=[@x])nrn(?![-]?[uUN])"
#: A clock time over the codes of :mod:`rashomon.annotate.elements`, with its bound and its part of the day.
CLOCK = f"(?:z?z?[<>]|s)?b?(?:{_CORE})5?{_TAIL}?"
_FIND_CORE = re.compile(f"{_CORE}|{BARE_HOUR}")
#: Minutes before the hour that are told without "minutes": "ten to four".
_SHORT_OF = frozenset((5, 10, 20, 25))


class ClockTime(NamedTuple):
    """A time of day in minutes; ``loose`` where it may be twelve hours later; ``bound`` is "<", ">" or "".

    ``written`` where it stands in figures: without other signs such a time is meant as it stands.
    """

    minutes: int
    loose: bool = False
    bound: str = ""
    approximate: bool = False
    daybreak: bool = False
    part: str = ""
    deictic: str = ""
    written: bool = False


def read_clock(elements: Sequence[Lexeme], codes: str, first: int, last: int) -> ClockTime | None:
    """Return the clock time that the elements from ``first`` to ``last`` give, or None where they give none.

    >>> from rashomon.annotate.elements import split_elements
    >>> found = split_elements("shortly before 10.30pm")
    >>> clock = read_clock(found, "".join(e.code for e in found), 0, 4)
    >>> clock.minutes, clock.loose, clock.bound, clock.approximate
    (1350, False, '<', True)
    """
    core = _FIND_CORE.search(codes, first, last)
    if core is None:
        return None
    before, after = codes[first : core.start()], codes[core.end() : last]
    bound = "<" if "<" in before else ">" if ">" in before or "s" in before else ""
    approximate = "b" in before or "z" in before
    part = next((e.key.rstrip("s") for e in elements[core.end() : last] if e.code == "P"), "")
    deictic = "T" if "T" in after else "L" if "L" in after else ""
    found = _read_core(elements[core.start() : core.end()], core[0])
    if found is None:
        return None
    minutes, loose = found
    if part in PARTS and core[0] == "C" and 60 <= minutes < 780:  # "4:30 in the afternoon"
        minutes, loose = minutes % 720, True
    if part in PARTS and loose:
        minutes, loose = fit_half(minutes, PARTS[part][0] * 60), False
    daybreak = core[0] == "d"
    return ClockTime(minutes, loose, bound, approximate or daybreak, daybreak, part, deictic, core[0] == "C")


def _read_core(elements: Sequence[Lexeme], codes: str) -> tuple[int, bool] | None:
    """Return the minutes of a clock time, and whether it may be twelve hours later."""
    first, half = elements[0], elements[-1].key if codes[-1] == "m" else ""
    if codes == "K":
        hour, minute = CLOCK_NAMES[first.key]
        return hour * 60 + minute, False
    if codes == "d":
        return (20 if first.key in ("dusk", "sunset", "nightfall") else 6) * 60, False
    if codes[0] == "C":
        digits = re.sub("[^0-9]", "", first.key).rjust(4, "0")
        found = _on_dial(int(digits[:2]), int(digits[2:]), half or "24")
        return found and (found[0], not half and is_on_dial(first.key))
    place = next((place for place, code in enumerate(codes) if code in "pr"), None)
    if place is None:
        return _on_dial(_count(first), 0, half)
    step = 30 if "h" in codes[:place] else 15 if "Q" in codes[:place] else _count(first)
    if codes == "nrn" and step not in _SHORT_OF:
        return None
    found = _on_dial(_count(elements[place + 1]), 0, "") if 0 < step < 60 else None
    return found and ((found[0] + (step if codes[place] == "p" else -step)) % 720, found[1])


def is_on_dial(digits: str) -> bool:
    """Tell whether a time in figures may be twelve hours later: "6.52", but not "06.52" or "18.52".

    >>> is_on_dial("6.52"), is_on_dial("06.52"), is_on_dial("18.52")
    (True, False, False)
    """
    return digits[0] != "0" and 1 <= int(re.split("[^0-9]", digits)[0]) <= 12


def _count(element: Lexeme) -> int:
    return int(element.number.low) if element.number is not None else -1


def _on_dial(hour: int, minute: int, half: str) -> tuple[int, bool] | None:
    if half == "24":
        return (hour * 60 + minute, False) if 0 <= hour < 24 else None
    if not 1 <= hour <= 12:
        return (hour * 60 + minute, False) if 12 < hour < 24 and half != "am" else None
    return hour % 12 * 60 + minute + (720 if half == "pm" else 0), half == ""


def fit_half(minutes: int, begins: int) -> int:
    """Return a time on a dial in the half of a part of the day that begins at a minute; after a night comes morning.

    *Two in the morning*, *ten at night*:

    >>> fit_half(120, 360), fit_half(600, 1200), fit_half(120, 1200)
    (120, 1320, 120)
    """
    small_hours = begins >= LIMITS.night_falls and minutes < LIMITS.night_ends * 60
    return minutes if begins < 720 or small_hours else minutes + 720


def place_clock(clock: ClockTime, moment: Moment, *, anchor: date | None, future: bool, near: date | None) -> date:
    """Return the day of a clock time that stands without one.

    The last such time before publication (the next one, for what is planned) is meant, but for two signs of an older
    day: the text has placed a time close to this one (``near``), or it is telling of an older day (``anchor``).
    """
    now = moment.clock.hour * 60 + moment.clock.minute
    if clock.deictic == "T":
        return moment.day if clock.part == "morning" else working_day(moment)
    if clock.deictic == "L":
        return add_days(moment.day, -1)
    if near is not None:
        return near
    if future:
        return moment.day if clock.minutes >= now or not moment.timed else add_days(moment.day, 1)
    latest = moment.day if clock.minutes <= now else add_days(moment.day, -1)
    return anchor if anchor is not None and anchor < add_days(moment.day, -1) else latest


def settle_half(clock: ClockTime, moment: Moment | None, *, future: bool, told: int | None) -> ClockTime:
    """Return a time without a.m. or p.m. in the half of the day that the text speaks of (``told``, in minutes).

    Where it speaks of none, a time in figures is meant as it stands, one in words lies nearest to the publication.
    """
    if not clock.loose or moment is None:
        return clock
    if told is not None or clock.written:
        return clock._replace(minutes=clock.minutes if told is None else told, loose=False)
    now = moment.clock.hour * 60 + moment.clock.minute
    gaps = {
        minutes: (minutes - now) % 1440 if future else (now - LIMITS.news_lag - minutes) % 1440
        for minutes in (clock.minutes, clock.minutes + 720)
    }
    return clock._replace(minutes=min(gaps, key=lambda minutes: gaps[minutes]), loose=False)
