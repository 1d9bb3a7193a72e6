"""The thresholds of reading values and times, in one record."""

from __future__ import annotations

from rashomon.model.records import Record


class ValueSettings(Record, frozen=True, kw_only=True):
    """Each with its reason; the figures were chosen on two of the packs and confirmed on the other two."""

    #: A text that came out before this hour still calls the day before "today" and "tonight": night desks do.
    night_ends: int = 5
    #: Days within which a date without a year is meant whatever the tense ("planned for 25 February", told in March):
    #: the verb is read wrongly more often than a paper names a date almost a year away.
    close_by: int = 60
    #: A clock time without a.m. or p.m. less than this many minutes before publication is the one twelve hours earlier:
    #: no text is written and put out within the hour.
    news_lag: int = 60
    #: Clock times this close, in minutes, to one that the text has placed fall on the same day.
    same_night: int = 60
    #: How many placed clock times are kept for that.
    kept_times: int = 12
    #: Elements within which "a year earlier" still compares quarters: a sentence or two.
    quarter_reach: int = 40
    #: Words within which a "since" belongs to a superlative or an ordinal before it: most of a sentence.
    since_reach: int = 14
    #: Words within which what befell people ("killed", "missing") tells of the number beside it. At 4 the units of the
    #: packs agree with the gold in .66 of the values, at 8 states of other numbers come in.
    state_reach: int = 4
    #: A number that stands alone ("the toll rose to 14") looks this far back for what befell.
    sentence_reach: int = 16
    #: Words within which the noun follows that a number counts.
    noun_reach: int = 6
    #: How far to climb from a time to its verb, and how far before a verb its auxiliaries stand.
    climb: int = 8
    helper_reach: int = 5
    #: Units from now beyond which a time has no date: "65 million years ago" is not in the calendar.
    farthest: int = 1000
    #: Words like "now" and "recently" are given as times without a date (their TIMEX3 value alone).
    references: bool = True


LIMITS = ValueSettings()
