"""Days that a name alone tells: *Christmas Eve*, *Thanksgiving*, *Easter Monday*; fixed, by weekday, or by the moon."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from rashomon.annotate.lexemes import Lexeme

_FIXED = {
    "christmas": (12, 25), "christmas day": (12, 25), "christmas eve": (12, 24), "boxing day": (12, 26),
    "new year day": (1, 1), "new year eve": (12, 31), "halloween": (10, 31), "bastille day": (7, 14),
    "valentine day": (2, 14), "may day": (5, 1), "veterans day": (11, 11), "armistice day": (11, 11),
}  # fmt: skip
#: Month, weekday, and which of the month; -1 is the last.
_BY_WEEKDAY = {
    "thanksgiving": (11, 3, 4), "thanksgiving day": (11, 3, 4), "labor day": (9, 0, 1), "memorial day": (5, 0, -1),
    "columbus day": (10, 0, 2), "presidents day": (2, 0, 3),
}  # fmt: skip
#: Days from Easter Sunday.
_BY_EASTER = {
    "good friday": -2, "easter": 0, "easter sunday": 0, "easter monday": 1, "ash wednesday": -46, "palm sunday": -7,
    "shrove tuesday": -47, "maundy thursday": -3, "whit monday": 50,
}  # fmt: skip
_NAMES = frozenset((*_FIXED, *_BY_WEEKDAY, *_BY_EASTER))
#: Words that may begin the name of a feast, so that all others are passed over at once.
OPENERS = frozenset(name.split()[0] for name in _NAMES)


def measure_feast(lexemes: Sequence[Lexeme], at: int) -> tuple[str, int]:
    """Return the feast whose name begins at a lexeme, and how many lexemes it takes; none takes nought.

    >>> from rashomon.annotate.lexemes import split_lexemes
    >>> measure_feast(split_lexemes("New Year's Eve"), 0)
    ('new year eve', 3)
    """
    if not lexemes[at].capital:
        return "", 0
    for length in (3, 2, 1):
        near = lexemes[at : at + length]
        name = " ".join(lexeme.key for lexeme in near)
        if name in _NAMES and near[-1].capital:
            return name, len(near)  # a text may end before the length tried
    return "", 0


def find_feast(name: str, year: int) -> date:
    """Return the day of a feast in a year.

    >>> find_feast("thanksgiving", 1998), find_feast("easter", 1998)
    (datetime.date(1998, 11, 26), datetime.date(1998, 4, 12))
    """
    if name in _FIXED:
        return date(year, *_FIXED[name])
    if name in _BY_EASTER:
        return _find_easter(year) + timedelta(days=_BY_EASTER[name])
    month, weekday, place = _BY_WEEKDAY[name]
    if place < 0:
        last = date(year, month, 31)  # of the months above only May has one counted from its end
        return last - timedelta(days=(last.weekday() - weekday) % 7)
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (place - 1))


def _find_easter(year: int) -> date:
    """Return Easter Sunday of the Gregorian calendar, after the anonymous computus of 1876."""
    golden, century = year % 19, year // 100
    leaps = century - century // 4 - (8 * century + 13) // 25
    moon = (19 * golden + leaps + 15) % 30
    moon -= moon // 28 * (1 - 29 // (moon + 1) * ((21 - golden) // 11))
    weekday = (year + year // 4 + moon + 2 - century + century // 4) % 7
    step = moon - weekday
    month = 3 + (step + 40) // 44
    return date(year, month, step + 28 - 31 * (month // 4))
