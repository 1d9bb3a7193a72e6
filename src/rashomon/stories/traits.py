"""What of an article is compared: its words, names, numbers and days."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime
from itertools import pairwise
from typing import NamedTuple

from rashomon.model.records import Article, Record
from rashomon.stories.words import find_words

#: A number as printed, its separators included: "1,400", "4.2", "19".
_NUMBER = re.compile(r"\b\d(?:[\d,.]*\d)?\b")
_DAY = re.compile(r"\b(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")
_MONTH = re.compile(
    r"\b(January|February|March|April|May|June|July|August|September|October|November|December)\b",
)


class ReadingSettings(Record, frozen=True, kw_only=True):
    """How much of an article is read; a title is read as the first line. Chosen on our own stories and ECB+ train."""

    #: Characters of the text whose words and names are read: what happened stands at the top.
    most_characters: int = 3000
    #: Characters that are the lead: the title and these tell what is new.
    lead: int = 400
    #: Characters in which pairs of words that stand side by side are counted.
    pairs: int = 1500
    #: Characters in which days of the week and numbers are taken to be those of the event.
    opening: int = 500


READING = ReadingSettings()


class Traits(NamedTuple):
    """What is compared, by family: how often each word, lead word, name, pair of words and number stands there."""

    words: Mapping[str, int]
    lead: Mapping[str, int]
    names: Mapping[str, int]
    pairs: Mapping[str, int]
    numbers: Mapping[str, int]
    #: Each word as it is first printed here.
    forms: Mapping[str, str]
    #: Days of the week and months that are named, as bits.
    days: int
    months: int
    #: Numbers of the opening.
    opening: frozenset[str]
    #: When it came out, in seconds; ``nan`` where that is not known.
    seconds: float

    def families(self) -> tuple[Mapping[str, int], ...]:
        """Return the counted families, in their order."""
        return self.words, self.lead, self.names, self.pairs, self.numbers


def read_traits(article: Article, settings: ReadingSettings = READING) -> Traits:
    """Return what is compared of an article.

    >>> traits = read_traits(Article(id="a", title="Ferry sinks", text="A ferry sank off Orrin on Friday: 12 die."))
    >>> traits.words["ferry"], sorted(traits.names), sorted(traits.numbers)
    (2, ['friday', 'orrin'], ['12'])
    """
    title, text = article.title or "", article.text[: settings.most_characters]
    head, body = find_words(title), find_words(text)
    words = Counter(word.stem for word in (*head, *body))
    lead = Counter(word.stem for word in (*head, *body) if word.start < settings.lead)
    small = {word.plain for word in (*head, *body) if not word.capital}
    names = Counter(word.stem for word in (*head, *body) if word.capital and word.plain not in small)
    pairs = Counter(_join([word.stem for word in body if word.start < settings.pairs]))
    pairs.update(_join([word.stem for word in head]))
    opening = f"{title}\n{text[: settings.opening]}"
    return Traits(
        words=words,
        lead=lead,
        names=names,
        pairs=pairs,
        numbers=Counter(_NUMBER.findall(f"{title} {text}")),
        forms={word.stem: word.printed for word in (*reversed(body), *reversed(head))},
        days=_flag(_DAY.findall(opening)),
        months=_flag(_MONTH.findall(f"{title} {text[: 2 * settings.opening]}")),
        opening=frozenset(_NUMBER.findall(opening)),
        seconds=read_seconds(article.published),
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


def _join(stems: list[str]) -> Iterable[str]:
    return map(" ".join, pairwise(stems))


_BITS = {
    name: 1 << number
    for names in (
        "Mon Tues Wednes Thurs Fri Satur Sun",
        "January February March April May June July August September October November December",
    )
    for number, name in enumerate(names.split())
}


def _flag(names: Iterable[str]) -> int:
    bits = 0
    for name in names:
        bits |= _BITS[name]
    return bits
