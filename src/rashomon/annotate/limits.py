"""The thresholds of reading values and times, in one record."""

from __future__ import annotations

from rashomon.model.records import Record


class ValueSettings(Record, frozen=True, kw_only=True):
    """Each with its reason, and what it was measured against on the values of the packs (normalised F1, unit accuracy).

    The figures hardly move with any of them: at the defaults they were .934 and .702 (with references).
    """

    #: A text that came out before this hour still calls the day before "today" and "tonight": night desks do. At 0 and
    #: at 7 F1 is .932.
    night_ends: int = 5
    #: Days within which a date without a year is meant whatever the tense ("planned for 25 February", told in March):
    #: the verb is read wrongly more often than a paper names a date almost a year away. Without it F1 is .931; 30 to
    #: 120 are alike.
    close_by: int = 60
    #: Months after which a month is still the one just over, though planned, where what was planned has been given up.
    #: The packs have no such case.
    months_past: int = 2
    #: A clock time without a.m. or p.m. less than this many minutes before publication is the one twelve hours earlier:
    #: no text is written and put out within the hour. At 0 and at 120 F1 is .932.
    news_lag: int = 60
    #: Clock times this close, in minutes, to one that the text has placed fall on the same day. Without it F1 is .929;
    #: 60 and 120 are alike.
    same_night: int = 60
    #: Minutes about the clock time placed last within which one without a.m. or p.m. is of the same half of the day.
    #: Values of the packs have an F1 of .938 with it, of .937 without.
    same_stretch: int = 240
    #: Minute of the day from which a part of it is the night: the small hours after it are of the next morning.
    night_falls: int = 1200
    #: A day so many days before publication is what a text goes back to; clock times in other sentences are of its
    #: story. On the marked sentences 3, 7 and 30 are alike.
    background: int = 7
    #: How many placed clock times are kept for that, so that a text of nothing but times stays linear; 4 and 12 are
    #: alike.
    kept_times: int = 12
    #: Elements within which "a year earlier" still compares quarters: a sentence or two. The packs have no such case.
    quarter_reach: int = 40
    #: Elements within which a *from* or *than* tells that a quarter is compared with: most of a clause. The packs have
    #: no such case.
    comparing_reach: int = 10
    #: Months within which "Friday the 13th" and "the 14th" are sought.
    months_seen: int = 12
    #: Years about publication within which a figure before a plural is a year ("1990 sales"): firms, cars and games are
    #: named after years a decade or two away. The packs have no such case.
    year_reach: int = 20
    #: Words within which a "since" belongs to a superlative or an ordinal before it: most of a sentence. At 8 F1 is
    #: .931; 14 and 20 are alike.
    since_reach: int = 14
    #: Age beyond which a number is none: nobody in the news is older.
    oldest: int = 115
    #: Words within which what befell people ("killed", "missing") tells of the number beside it; 2 to 8 give unit
    #: accuracies of .697 to .705.
    state_reach: int = 4
    #: A number that stands alone ("the toll rose to 14") looks this far back for what befell; at 8 units are .694.
    sentence_reach: int = 16
    #: Words within which the noun follows that a number counts; at 4 units are .694, at 8 as at 6.
    noun_reach: int = 6
    #: How far to climb from a time to its verb, and how far before a verb its auxiliaries stand; 4 to 12, and 3 to 8,
    #: are alike.
    climb: int = 8
    helper_reach: int = 5
    #: Units from now beyond which a time has no date: "65 million years ago" is not in the calendar.
    farthest: int = 1000
    #: Whether words like "now" and "recently" are given as times without a date (their TIMEX3 value alone). The packs
    #: mark none (F1 is .937 with them, .944 without); on the held part of quality/times values are .907 against .876.
    references: bool = True


LIMITS = ValueSettings()
