"""One-letter codes for the words that times are made of, so that patterns of times are plain expressions over codes.

A code says what a word may be in a time, not what it is: only a pattern that fits all round makes a time of it.
"""

from __future__ import annotations

from rashomon.annotate.calendars import DAYS, MONTHS_IN, SEASONS


def words(text: str) -> tuple[str, ...]:
    """Return the words of a table written as one string.

    >>> words("first second third")
    ('first', 'second', 'third')
    """
    return tuple(text.split())


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
SHORT = frozenset(name for name in (*WEEKDAYS, *MONTHS) if len(name) <= 5) - {"march", "april", "may", "june", "july"}
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
#: Words that name no date; their TIMEX3 value says whether they mean what is, was or will be.
REFERENCES = {
    "now": "PRESENT_REF", "currently": "PRESENT_REF", "nowadays": "PRESENT_REF", "presently": "PRESENT_REF",
    "recently": "PAST_REF", "lately": "PAST_REF", "formerly": "PAST_REF", "previously": "PAST_REF",
    "past": "PAST_REF", "soon": "FUTURE_REF", "future": "FUTURE_REF",
}  # fmt: skip
HOURLY = {"second": 1, "minute": 60, "hour": 3600}
UNITS = frozenset((*DAYS, *MONTHS_IN))

#: Codes and their words. Also: W weekday, M month, U u units of a day and more or less, S season, o ordinal, R words
#: that name no date; by form 0 figure, C clock, I ISO date; once read D day or hour, Y year, n N B numbers, O G.
_TABLE = """
m gmt
k o'clock o’clock
K noon midday midnight
d dawn daybreak sunrise sunup dusk sunset nightfall
P morning afternoon evening night lunchtime mornings afternoons evenings nights
H weekend weekends
t today yesterday tomorrow tonight
L last previous preceding latest
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
F future
% end
& and
- - – —
, ,
; . ! ? ; : ( ) " “ ”
"""
CODES = {word: line[0] for line in _TABLE.strip().splitlines() for word in line[2:].split()} | {"\n": ";"}
CODES |= dict.fromkeys((*UNITS, *(unit + "s" for unit in UNITS), "centuries"), "U") | {"quarter": "Q", "quarters": "Q"}
CODES |= dict.fromkeys((*(unit for unit in HOURLY if unit != "second"), *(unit + "s" for unit in HOURLY)), "u")
CODES |= dict.fromkeys(SEASONS, "S") | dict.fromkeys(ORDINALS, "o")
CODES |= dict.fromkeys(WEEKDAYS, "W") | dict.fromkeys(MONTHS, "M")
CODES |= {word: "R" for word in REFERENCES if word not in CODES}
