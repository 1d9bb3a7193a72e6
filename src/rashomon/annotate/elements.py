"""Words of a text with a one-letter code each, so that patterns of times are plain expressions over the codes.

Numbers stand as one element however many words they take. A code says what a word may be in a time, not what it is:
only a pattern that fits all round makes a time of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rashomon.annotate.calendars import DAYS, MONTHS_IN, SEASONS
from rashomon.annotate.lexemes import Form, Lexeme, split_lexemes, words
from rashomon.annotate.numerals import OPENERS, SMALL, TENS, Numeral, read_numeral


class Element(NamedTuple):
    """A word, mark or whole number of a text; ``number`` is set for numbers alone."""

    start: int
    end: int
    key: str
    code: str
    capital: bool
    number: Numeral | None = None


WEEKDAYS = {
    name: place
    for place, names in enumerate(
        (
            "monday mon",
            "tuesday tue tues",
            "wednesday wed",
            "thursday thu thur thurs",
            "friday fri",
            "saturday",
            "sunday",
        )
    )
    for name in names.split()
}
MONTHS = {
    name: place
    for place, names in enumerate(
        (
            "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
            "september sep sept", "october oct", "november nov", "december dec",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
#: A full stop after one of these ends no sentence.
_SHORT = frozenset(name for name in (*WEEKDAYS, *MONTHS) if len(name) <= 5) - {"march", "april", "may", "june", "july"}
ORDINALS = {
    word: place
    for place, word in enumerate(
        words("first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"), start=1
    )
}
#: Parts of the day with the hours that they cover and their TIMEX3 code.
PARTS = {
    "morning": (6, 12, "MO"), "afternoon": (12, 18, "AF"), "evening": (18, 22, "EV"), "night": (20, 24, "NI"),
    "lunchtime": (12, 14, "MI"),
}  # fmt: skip
CLOCK_NAMES = {"midnight": (0, 0), "noon": (12, 0), "midday": (12, 0)}
DEICTIC = {"today": 0, "yesterday": -1, "tomorrow": 1, "tonight": 0}
HOURLY = {"second": 1, "minute": 60, "hour": 3600}
UNITS = frozenset((*DAYS, *MONTHS_IN))

#: Codes and their words. D, Y, N, n, B (numbers), O, G, C, I, M, W and o are given by form; x is any other word.
_TABLE = """
m gmt
k o'clock o’clock
K noon midday midnight
d dawn daybreak sunrise sunup dusk sunset nightfall
P morning afternoon evening night lunchtime mornings afternoons evenings nights
H weekend weekends
t today yesterday tomorrow tonight
L last previous preceding
X next following coming
T this current
E same that
e late early mid
A ago
l later earlier
i in
@ at
# on
< before
> after
s since
v until till
y by
f from
c of
g during throughout over for within
r to
p past
b about around roughly approximately circa
z shortly soon just well
Q quarter quarters
h half
q the
w a an another
J old
a several few many
& and
- - – —
, ,
; . ! ? ; : ( ) " “ ”
"""
CODES = {word: line[0] for line in _TABLE.strip().splitlines() for word in line[2:].split()} | {"\n": ";"}
CODES |= dict.fromkeys((*UNITS, *(unit + "s" for unit in UNITS), "centuries"), "U") | {"quarter": "Q", "quarters": "Q"}
CODES |= dict.fromkeys((*(unit for unit in HOURLY if unit != "second"), *(unit + "s" for unit in HOURLY)), "u")
CODES |= dict.fromkeys(SEASONS, "S") | dict.fromkeys(ORDINALS, "o")
#: Letters that may stand against a figure and leave it a quantity.
GLUED_UNITS = frozenset(
    "km kms m cm mm kg g t lb lbs oz ft mi mph kph kmh kn kt kts mw gw kw gb mb tb l ml ha c f p pc pct x hr hrs min mins"
    .split()
)  # fmt: skip
_ZONES = frozenset(("gmt", "utc", "hours", "hrs"))


def split_elements(text: str) -> list[Element]:
    """Return the elements of a text in its order.

    >>> "".join(element.code for element in split_elements("Shortly before 10.30pm on Tuesday, May 4"))
    'z<Cm#W,MD'
    """
    lexemes = split_lexemes(text)
    found: list[Element] = []
    at = 0
    while at < len(lexemes):
        element, at = _read_element(lexemes, at)
        found.append(element)
    return found


def _read_element(lexemes: Sequence[Lexeme], at: int) -> tuple[Element, int]:
    lexeme = lexemes[at]
    if lexeme.form is Form.NUMBER:
        return _read_figures(lexemes, at)
    if lexeme.form is Form.WORD:
        if lexeme.key in OPENERS:
            number = read_numeral(lexemes, at)
            if number is not None:
                return _join(lexemes, at, number.stop, _code_number(lexemes, at, number), number), number.stop
        return _read_word(lexemes, at)
    code = {Form.ISO: "I", Form.CLOCK: "C", Form.MERIDIEM: "m"}.get(lexeme.form) or CODES.get(lexeme.key, "x")
    return _join(lexemes, at, at + 1, code), at + 1


def _join(lexemes: Sequence[Lexeme], at: int, stop: int, code: str, number: Numeral | None = None) -> Element:
    first = lexemes[at]
    return Element(first.start, lexemes[stop - 1].end, first.key, code, first.capital, number)


def _read_word(lexemes: Sequence[Lexeme], at: int) -> tuple[Element, int]:
    lexeme, stop = lexemes[at], at + 1
    key = lexeme.key
    code = CODES.get(key, "x")
    if key in WEEKDAYS or key in MONTHS:
        code = "W" if key in WEEKDAYS else "M"
        after = lexemes[stop] if stop < len(lexemes) else None
        if not lexeme.capital:
            code = "x"
        elif key in _SHORT and after is not None and after.key == "." and after.glued:
            return Element(lexeme.start, after.end, key, code, True), stop + 1
    elif key == "first" and stop < len(lexemes) and lexemes[stop].key == "light":
        return _join(lexemes, at, at + 2, "d"), at + 2
    elif code == "d" and lexeme.capital:
        code = "x"  # a given name
    return _join(lexemes, at, stop, code), stop


def _read_figures(lexemes: Sequence[Lexeme], at: int) -> tuple[Element, int]:
    """Read a figure as a number, an ordinal, a decade, a clock time, or as a part of a name ("MS-13", "4x4")."""
    lexeme = lexemes[at]
    after = lexemes[at + 1] if at + 1 < len(lexemes) else None
    if after is not None and after.glued and after.form is Form.WORD:
        if after.key in ("st", "nd", "rd", "th"):
            return _join(lexemes, at, at + 2, "O"), at + 2
        if after.key == "s" and len(lexeme.key) == 4 and lexeme.key.endswith("0"):
            return _join(lexemes, at, at + 2, "G"), at + 2
    number = read_numeral(lexemes, at)
    if number is None or _is_code(lexemes, at, number.stop):
        return _join(lexemes, at, at + 1, "x"), at + 1
    if after is not None and after.key in _ZONES and len(lexeme.key) == 4 and _is_clock(lexeme.key[:2], lexeme.key[2:]):
        return _join(lexemes, at, at + 2, "C"), at + 2
    if _is_dotted_clock(lexemes, at):
        return _join(lexemes, at, at + 1, "C"), at + 1
    return _join(lexemes, at, number.stop, _code_number(lexemes, at, number), number), number.stop


def _is_clock(hour: str, minute: str) -> bool:
    return hour.isdigit() and minute.isdigit() and int(hour) < 24 and int(minute) < 60


def _is_dotted_clock(lexemes: Sequence[Lexeme], at: int) -> bool:
    """Tell whether a figure such as 19.07 is a clock time: *at 19.07* with no measure after it."""
    hour, dot, minute = lexemes[at].key.partition(".")
    if not dot or len(minute) != 2 or not _is_clock(hour, minute) or at == 0 or lexemes[at - 1].key != "at":
        return False
    after = lexemes[at + 1] if at + 1 < len(lexemes) else None
    return after is None or CODES.get(after.key) in ("#", ",", ";", "q")


def _is_code(lexemes: Sequence[Lexeme], at: int, stop: int) -> bool:
    """Tell whether a figure is a part of a name or code: letters stand against it, with or without a hyphen."""
    lexeme = lexemes[at]
    before = lexemes[at - 1] if at else None
    if lexeme.glued and before is not None:
        if before.form is Form.WORD:
            return True
        if before.key == "-" and before.glued and at > 1 and lexemes[at - 2].form is Form.WORD:
            return lexemes[at - 2].key not in ("mid", "late", "early", "pre", "post") and not _is_number(
                lexemes[at - 2]
            )
    after = lexemes[stop] if stop < len(lexemes) else None
    return after is not None and after.glued and after.form is Form.WORD and after.key not in GLUED_UNITS


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
