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
#: Months that are given names as well, and words before which a month stands.
GIVEN_MONTHS = frozenset(("jan", "april", "june", "august"))
MONTH_OPENERS = frozenset(
    words("in on by since until till of to from for last next this that early late mid every before after during each")
)
#: A full stop after one of these ends no sentence.
SHORT = frozenset(name for name in (*WEEKDAYS, *MONTHS) if len(name) <= 5) - {"march", "april", "may", "june", "july"}
ORDINALS = {
    word: place
    for place, word in enumerate(
        words(
            "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
            "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
        ),
        start=1,
    )
}
#: Parts of the day with the hours that they cover and their TIMEX3 code.
PARTS = {
    "morning": (6, 12, "MO"), "afternoon": (12, 18, "AF"), "evening": (18, 22, "EV"), "night": (20, 24, "NI"),
    "lunchtime": (12, 14, "MI"),
}  # fmt: skip
CLOCK_NAMES = {"midnight": (0, 0), "noon": (12, 0), "midday": (12, 0)}
DEICTIC = {"today": 0, "yesterday": -1, "tomorrow": 1, "tonight": 0}
#: Words that name no date; their TIMEX3 value says whether they mean what is, was or will be. Its guidelines leave out
#: words of mere order: *soon*, *previously*, *then*.
REFERENCES = {
    "now": "PRESENT_REF", "currently": "PRESENT_REF", "nowadays": "PRESENT_REF", "presently": "PRESENT_REF",
    "present": "PRESENT_REF", "moment": "PRESENT_REF",
    "recently": "PAST_REF", "lately": "PAST_REF", "formerly": "PAST_REF", "past": "PAST_REF", "recent": "PAST_REF",
    "future": "FUTURE_REF",
}  # fmt: skip
#: Words that say how often, with the number and the unit of time after which something comes again.
FREQUENCIES = {
    "hourly": (1, "hour"), "daily": (1, "day"), "nightly": (1, "day"), "weekly": (1, "week"), "monthly": (1, "month"),
    "biweekly": (2, "week"), "bimonthly": (2, "month"), "quarterly": (1, "quarter"), "semiannual": (6, "month"),
    "semiannually": (6, "month"), "yearly": (1, "year"), "annual": (1, "year"), "annually": (1, "year"),
    "biennial": (2, "year"),
}  # fmt: skip
#: Decades by their names, in the last century.
DECADES = {
    name: 1920 + 10 * place
    for place, name in enumerate(words("twenties thirties forties fifties sixties seventies eighties nineties"))
}
HOURLY = {"second": 1, "minute": 60, "hour": 3600}
UNITS = frozenset((*DAYS, *MONTHS_IN))

#: Codes and their words. Also: W weekday, Z weekdays, M month, U u units of a day and more or less, S season, o
#: ordinal, R words that name no date, 3 words that say how often; by form 0 figure, C clock, I date in figures; once
#: read D day or hour, Y year, n N B numbers, O G, 2 feast.
_TABLE = """
5 gmt utc est edt cst cdt mst mdt pst pdt bst cet cest et
k o'clock o’clock
K noon midday midnight
d dawn daybreak sunrise sunup dusk sunset nightfall
P morning afternoon evening night lunchtime mornings afternoons evenings nights
H weekend weekends
t today yesterday tomorrow tonight
L last previous preceding latest prior
X next following coming upcoming ensuing
T this current these
E same that comparable corresponding
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
Q quarter quarters period
h half
q the
w a an another
J old
V every each
j straight consecutive successive full more additional further whole working business trading fiscal calendar
j long solid single
1 all entire
4 recent
6 daylong weeklong monthlong yearlong decadelong hourlong
7 time
a several few many numerous
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
CODES |= (
    dict.fromkeys(FREQUENCIES, "3")
    | dict.fromkeys(DECADES, "G")
    | {f"{day}s": "Z" for day in WEEKDAYS if day.endswith("day")}
)
CODES |= dict.fromkeys(SEASONS, "S") | dict.fromkeys(ORDINALS, "o")
CODES |= dict.fromkeys(WEEKDAYS, "W") | dict.fromkeys(MONTHS, "M")
CODES |= {word: "R" for word in REFERENCES if word not in CODES}
