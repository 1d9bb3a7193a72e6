"""The words of a text with every number joined into one element, however many words it takes."""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.annotate.codes import GIVEN_MONTHS, MONTH_OPENERS, SHORT, words
from rashomon.annotate.feasts import OPENERS as FEAST_OPENERS
from rashomon.annotate.feasts import measure_feast
from rashomon.annotate.lexemes import Lexeme, Numeral, split_lexemes
from rashomon.annotate.numerals import OPENERS, SMALL, TENS, read_numeral

#: Letters that may stand against a figure and leave it a quantity.
GLUED_UNITS = frozenset(
    words(
        "km kms m cm mm kg g t lb lbs oz ft mi mph kph kmh kn kt kts mw gw kw gb mb tb l ml ha c f p pc pct hr hrs "
        "min mins"
    )
)
_APOSTROPHES = frozenset("'’‘")
_ZONES = frozenset(("gmt", "utc", "hours", "hrs"))


def split_elements(text: str) -> list[Lexeme]:
    """Return the elements of a text in its order.

    >>> "".join(element.code for element in split_elements("Shortly before 10.30pm on Tuesday, May 4"))
    'z<Cm#W,MD'
    """
    lexemes = split_lexemes(text)
    found: list[Lexeme] = []
    at = 0
    while at < len(lexemes):
        lexeme = lexemes[at]
        if lexeme.code == "0":
            lexeme, at = _read_figures(lexemes, at)
        elif lexeme.key in OPENERS and (number := read_numeral(lexemes, at)) is not None:
            lexeme, at = _join(lexemes, at, number.stop, _code_number(lexemes, at, number), number), number.stop
        elif lexeme.key in FEAST_OPENERS and (feast := measure_feast(lexemes, at))[1]:
            lexeme, at = _join(lexemes, at, at + feast[1], "2")._replace(key=feast[0]), at + feast[1]
        elif lexeme.code in "WMo":
            lexeme, at = _read_word(lexemes, at)
        else:
            at += 1
        found.append(lexeme)
    return found


def _join(lexemes: Sequence[Lexeme], at: int, stop: int, code: str, number: Numeral | None = None) -> Lexeme:
    first = lexemes[at]
    return Lexeme(first.start, lexemes[stop - 1].end, first.key, code, first.capital, first.glued, number)


def _read_word(lexemes: Sequence[Lexeme], at: int) -> tuple[Lexeme, int]:
    """Take the full stop into a short name of a day or month, and *light* into *first light*."""
    lexeme, after = lexemes[at], lexemes[at + 1] if at + 1 < len(lexemes) else None
    if after is not None and lexeme.key in GIVEN_MONTHS and _is_given(lexemes, at):
        return lexeme._replace(code="x"), at + 1
    if after is not None and lexeme.key in SHORT and after.key == "." and after.glued:
        return _join(lexemes, at, at + 2, lexeme.code), at + 2
    if after is not None and lexeme.key == "first" and after.key == "light":
        return _join(lexemes, at, at + 2, "d"), at + 2
    return lexeme, at + 1


def _is_given(lexemes: Sequence[Lexeme], at: int) -> bool:
    """Tell whether a month is somebody's given name: "director Jan Petri", but "in June Petri", "on 5 June Petri"."""
    before, after = lexemes[at - 1] if at else None, lexemes[at + 1]
    named = after.capital and not after.glued and after.code not in tuple("WM")
    return named and (before is None or (before.code in tuple("x;,") and before.key not in MONTH_OPENERS))


def _read_figures(lexemes: Sequence[Lexeme], at: int) -> tuple[Lexeme, int]:
    """Read a figure as a number, an ordinal, a decade, a clock time, or as a part of a name ("MS-13", "4x4")."""
    lexeme = lexemes[at]
    after = lexemes[at + 1] if at + 1 < len(lexemes) else None
    if after is not None and _is_against(after):
        if after.key in ("st", "nd", "rd", "th"):
            return _join(lexemes, at, at + 2, "O"), at + 2
        decade = _read_decade(lexemes, at) if after.key == "s" else None
        if decade is not None:
            return _join(lexemes, at, at + 2, "G")._replace(key=decade), at + 2
    if (year := _read_short_year(lexemes, at)) is not None:
        return _join(lexemes, at, at + 1, "Y")._replace(key=year), at + 1
    number = read_numeral(lexemes, at)
    if number is None or _is_code(lexemes, at, number.stop):
        return _join(lexemes, at, at + 1, "x"), at + 1
    zoned = after is not None and after.key in _ZONES and _is_clock(lexeme.key[:2], lexeme.key[2:])
    zoned = zoned and len(lexeme.key) == 4  # "0800 GMT"
    if zoned or _is_dotted_clock(lexemes, at):
        return _join(lexemes, at, at + 1 + zoned, "C"), at + 1 + zoned
    code = _code_number(lexemes, at, number)
    genitive = code == "Y" and [lexeme.key for lexeme in lexemes[at + 1 : at + 3]] in (["'", "s"], ["’", "s"])
    stop = number.stop + 2 if genitive and lexemes[at + 1].glued else number.stop  # "1989's first half"
    return _join(lexemes, at, stop, code, number), stop


def _read_decade(lexemes: Sequence[Lexeme], at: int) -> str | None:
    """Return the first year of a decade in figures: *1980s*, *'80s*."""
    key, before = lexemes[at].key, lexemes[at - 1] if at else None
    if not key.endswith("0") or len(key) not in (2, 4):
        return None
    short = before is not None and before.key in _APOSTROPHES and not before.glued
    return key if len(key) == 4 else "19" + key if short else None


def _read_short_year(lexemes: Sequence[Lexeme], at: int) -> str | None:
    """Return the year of two figures after an apostrophe, where a word before it leads up to one: *in '91*."""
    key, mark = lexemes[at].key, lexemes[at - 1] if at > 1 else None
    if mark is None or mark.key not in _APOSTROPHES or mark.glued or not lexemes[at].glued or len(key) != 2:
        return None
    after = lexemes[at + 1] if at + 1 < len(lexemes) else None
    if (
        not key.isdigit()
        or lexemes[at - 2].code not in tuple("isyvf<>ceSM")
        or (after is not None and after.glued and after.key.isalnum())
    ):
        return None
    return ("19" if key >= "50" else "20") + key


def _is_clock(hour: str, minute: str) -> bool:
    return hour.isdigit() and minute.isdigit() and int(hour) < 24 and int(minute) < 60


def _is_dotted_clock(lexemes: Sequence[Lexeme], at: int) -> bool:
    """Tell whether a figure such as 19.07 is a clock time: *at 19.07* with no measure after it, *by 6.40 on Friday*."""
    hour, dot, minute = lexemes[at].key.partition(".")
    if not dot or len(minute) != 2 or not _is_clock(hour, minute) or at == 0:
        return False
    before, after = lexemes[at - 1], lexemes[at + 1] if at + 1 < len(lexemes) else None
    if before.key == "at":
        return after is None or after.code not in "x0uU"
    if tells_time(lexemes[max(at - 2, 0) : at]):
        return after is None or after.code in ";,&#iP" or after.key == "when"
    return before.code in "y<>sv" and after is not None and after.code in "#W"


def tells_time(before: Sequence[Lexeme]) -> bool:
    """Tell whether the words before a number say what o'clock it was: *it was ten to four*.

    >>> tells_time(split_elements("It was")), tells_time(split_elements("There was"))
    (True, False)
    """
    return [lexeme.key for lexeme in before] in (["it", "was"], ["it", "is"])


def _is_code(lexemes: Sequence[Lexeme], at: int, stop: int) -> bool:
    """Tell whether a figure is a part of a name or code: letters stand against it, with or without a hyphen."""
    lexeme = lexemes[at]
    before = lexemes[at - 1] if at else None
    after = lexemes[stop] if stop < len(lexemes) else None
    if after is not None and after.glued and after.key == "/":
        return True  # 31/26, 24/7, 3/4/2026
    if lexeme.glued and before is not None:
        if before.key.isalpha() or before.key == "/":
            return True
        if before.key == "-" and before.glued and at > 1 and lexemes[at - 2].key.isalpha():
            return lexemes[at - 2].key not in ("mid", "late", "early", "pre", "post") and not _is_number(
                lexemes[at - 2]
            )
    return after is not None and _is_against(after) and after.key not in GLUED_UNITS


def _is_against(after: Lexeme) -> bool:
    """Tell whether letters stand against the figure before them; *am* and *pm* are a part of the time."""
    return after.glued and after.key.isalpha() and after.code != "m"


def _is_number(lexeme: Lexeme) -> bool:
    return lexeme.key in SMALL or lexeme.key in TENS


def _code_number(lexemes: Sequence[Lexeme], at: int, number: Numeral) -> str:
    if number.share or number.set_word in ("both", "twice", "thrice", "pair"):
        return "B"
    if number.vague:
        return "B"
    if number.spelled:
        return "n" if number.low < 60 else "N"
    key = lexemes[at].key
    if number.stop == at + 1 and key.isdigit():
        if 1 <= number.low <= 31:
            return "D"
        if len(key) == 4 and 1400 <= number.low < 2200:
            return "Y"
    return "N"
