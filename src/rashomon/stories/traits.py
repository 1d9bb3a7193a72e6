"""What of an article is compared: its words, names, numbers and days."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from rashomon.model.records import Article, Record
from rashomon.stories.words import find_words

#: A number as printed, its separators included: "1,400", "4.2", "19".
_NUMBER = re.compile(r"\b\d(?:[\d,.]*\d)?\b")
_DAY = re.compile(r"\b(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")
_MONTH_NAME = r"(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)"
_MONTH_END = r"(?:uary|ruary|ch|il|e|y|ust|t?(?:ember)?|ober)?"
_MONTH = re.compile(rf"\b{_MONTH_NAME}{_MONTH_END}\b")
#: A day of a month: "July 28", "28 July", "APR 28".
_DATE = re.compile(
    rf"\b{_MONTH_NAME}{_MONTH_END}\.? (\d{{1,2}})(?:st|nd|rd|th)?\b(?! ?:)|"
    rf"\b(\d{{1,2}})(?:st|nd|rd|th)? {_MONTH_NAME}{_MONTH_END}\b",
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


class ReadingSettings(Record, frozen=True, kw_only=True):
    """How much of an article is read; a title is read as the first line. Chosen on our own stories and ECB+ train."""

    #: Characters of the text that are read: what happened stands at the top. Twice as many give .001 less, at nearly
    #: twice the time.
    most_characters: int = 1500
    #: Characters in which days of the week and numbers are taken to be those of the event, and, twice as many, months.
    opening: int = 500


READING = ReadingSettings()


class Traits(NamedTuple):
    """What is compared: how often each word, name and number stands there, which times are named, when it came out."""

    words: Mapping[str, int]
    names: Mapping[str, int]
    numbers: Mapping[str, int]
    #: Each word as it is first printed here.
    forms: Mapping[str, str]
    #: The times that its opening names, each a closed kind: days of the week, months, days of a month, years, and the
    #: numbers of its opening. Two articles that name some, but none in common, may tell of two events.
    times: tuple[frozenset[str], ...]
    #: When it came out, in seconds; ``nan`` where that is not known.
    seconds: float

    def families(self) -> tuple[Mapping[str, int], ...]:
        """Return the counted families, in their order."""
        return self[:3]


def read_traits(article: Article, settings: ReadingSettings = READING) -> Traits:
    """Return what is compared of an article.

    >>> traits = read_traits(Article(id="a", title="Ferry sinks", text="A ferry sank off Orrin on Friday: 12 die."))
    >>> traits.words["ferry"], sorted(traits.names), sorted(traits.numbers)
    (2, ['friday', 'orrin'], ['12'])
    """
    title, text = article.title or "", article.text[: settings.most_characters]
    every = [*find_words(title), *find_words(text)]
    small = {word.plain for word in every if not word.capital}
    return Traits(
        words=Counter([word.stem for word in every]),
        names=Counter([word.stem for word in every if word.capital and word.plain not in small]),
        numbers=Counter(_NUMBER.findall(f"{title} {text}")),
        forms={word.stem: word.printed for word in reversed(every)},
        times=read_times(title, text, settings.opening),
        seconds=read_seconds(article.published),
    )


def read_times(title: str, text: str, opening: int) -> tuple[frozenset[str], ...]:
    """Return the days of the week, months, days of a month, years and numbers of an opening.

    >>> [sorted(found) for found in read_times("", "On Monday, July 28, 2004, twelve died; 9 Sept. is next.", 500)]
    [['Mon'], ['jul', 'sep'], ['jul 28', 'sep 9'], ['2004'], ['2004', '28', '9']]
    """
    short, long = f"{title}\n{text[:opening]}", f"{title}\n{text[: 2 * opening]}"
    dates = ((month or other, day or that) for month, day, that, other in _DATE.findall(long))
    return (
        frozenset(_DAY.findall(short)),
        frozenset(month.lower() for month in _MONTH.findall(long)),
        frozenset(f"{month.lower()} {day.lstrip('0')}" for month, day in dates),
        frozenset(_YEAR.findall(long)),
        frozenset(_NUMBER.findall(short)),
    )


def describe_article(article: Article) -> str:
    """Return what is encoded of an article: its title and its first 900 characters, about as much as the encoder reads.

    >>> describe_article(Article(id="a", title="Ferry sinks", text="Six died."))
    'Ferry sinks. Six died.'
    """
    return ". ".join(part for part in (article.title or "", article.text[:900].strip()) if part) or "."


def read_seconds(published: str | None) -> float:
    """Return a moment as seconds since 2000; a zone is left aside, since half a day weighs little here.

    >>> read_seconds("2000-01-01T00:01:00+02:00"), read_seconds("last week")
    (60.0, nan)
    """
    try:
        moment = datetime.fromisoformat(published or "").replace(tzinfo=None)
    except ValueError:
        return float("nan")
    return (moment - datetime(2000, 1, 1)).total_seconds()
