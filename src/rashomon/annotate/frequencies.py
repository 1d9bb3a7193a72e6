"""How often something is: *every year*, *twice a week*, *daily*, *on Sundays*."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rashomon.annotate.calendars import SEASONS
from rashomon.annotate.codes import FREQUENCIES, MONTHS, PARTS, WEEKDAYS
from rashomon.annotate.lengths import UNIT_CODES, name_unit, write_length
from rashomon.annotate.lexemes import Lexeme

#: Over the codes of :mod:`rashomon.annotate.elements`; *other* and *times* have the code of any word.
FREQUENCY = "V(?:[DnNhxa]-?|o)?[UuQ](?!l)|Vx?WP?|V[PMSH]|Z|3|(?:B|[nND]x|x)wU"
_TIMES = frozenset(("once", "twice", "thrice", "times"))


class Frequency(NamedTuple):
    """After how many units something comes again, where that is a number; and its TIMEX3 value."""

    every: float | None
    unit: str | None
    timex: str


def read_frequency(elements: Sequence[Lexeme]) -> Frequency | None:
    """Return how often some words say that something is, or None where they say nothing of it.

    >>> from rashomon.annotate.elements import split_elements
    >>> [read_frequency(split_elements(text)).timex for text in ("every two weeks", "twice a day", "every Friday")]
    ['P2W', 'P1D', 'XXXX-WXX-5']
    """
    last = elements[-1]
    if last.code == "3":
        return each(*FREQUENCIES[last.key])
    if elements[0].code != "V" and last.code != "Z":
        return each(1, last.key) if elements[-3].key in _TIMES else None
    if last.key == "weekends":
        return None
    if last.code in "UuQ":
        return _read_each(elements)
    date = _read_recurring(elements)
    return Frequency(None, None, date) if date is not None else None


def _read_recurring(elements: Sequence[Lexeme]) -> str | None:
    """Read *Sundays*, *every Friday night*, *every morning*, *each May*, as a date with its open places."""
    last = elements[-1]
    if last.code == "Z":
        return f"XXXX-WXX-{WEEKDAYS[last.key[:-1]] + 1}"
    if last.code == "M":
        return f"XXXX-{MONTHS[last.key]:02d}"
    if last.code == "H":
        return "XXXX-WXX-WE"
    if last.code == "S":
        return "XXXX-" + SEASONS[last.key][1]
    part = "T" + PARTS[last.key][2] if last.key in PARTS else ""
    day = next((f"WXX-{WEEKDAYS[element.key] + 1}" for element in elements if element.code == "W"), "XX-XX")
    return f"XXXX-{day}{part}" if part or day != "XX-XX" else None


def _read_each(elements: Sequence[Lexeme]) -> Frequency | None:
    """Read *every year*, *every other day*, *every half hour*, *every 76 years*, *every few weeks*."""
    unit = name_unit(elements[-1].key)
    between = elements[1:-1]
    if not between:
        return each(1, unit)
    if between[0].code == "h":
        return Frequency(30, "minutes", "PT30M") if unit == "hour" else None
    if between[0].code == "x":
        return each(2, unit) if between[0].key == "other" else None
    if between[0].number is not None:
        return each(between[0].number.low, unit)
    return each(None, unit) if between[0].code == "a" else None


def each(count: float | None, unit: str) -> Frequency | None:
    """Return what comes again after some units, or after *a few* of them where there is no count.

    >>> each(1, "quarter"), each(None, "minute")
    (Frequency(every=1, unit='quarters', timex='P1Q'), Frequency(every=None, unit=None, timex='PTXM'))
    """
    if unit == "fortnight" and count is not None:
        count, unit = 2 * count, "week"
    if unit not in UNIT_CODES:
        return None
    name = "centuries" if unit == "century" else unit + "s"
    return Frequency(count, name if count is not None else None, write_length(count, unit))
