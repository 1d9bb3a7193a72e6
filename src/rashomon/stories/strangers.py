"""Accounts that do not tell of the event of the rest: a report on two events compares what cannot be compared."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from rashomon.model.records import Article, Record
from rashomon.stories.clusters import SETTINGS as STORIES
from rashomon.stories.evidence import FIGURES, Doubles, Shelf
from rashomon.stories.linkage import link
from rashomon.stories.traits import describe_article, read_traits
from rashomon.stories.vocabularies import Floats, Vocabulary


class StrangerSettings(Record, frozen=True, kw_only=True):
    """When an account is kept apart from the rest.

    The odds by which a stream is grouped lean on dates and on how crowded it is around an article; a few accounts
    brought together by hand have neither, so only what they say is compared.
    """

    #: Characters of an account below which it says too little: of 109 with 200 to 300, 3 are kept apart wrongly.
    least: int = 300
    #: How much names in common count beside words and meaning.
    names: float = 0.5
    #: Mean likeness from which groups are of one event. Of 1,125 accounts of 207 stories (our own, the packs, ECB+
    #: train and dev, NeuS train) one is kept apart wrongly; one brought in from another story, dated as the rest, is
    #: found in 60 of 62 of ECB+, all of the packs, and 112 of 135 of NeuS, which are of one country's politics. With .3
    #: there are no fewer false ones, and 41 of NeuS are missed; with .45 another false one.
    threshold: float = 0.4


SETTINGS = StrangerSettings()


def find_strangers(
    articles: Sequence[Article], encode: Callable[[Sequence[str]], Floats], settings: StrangerSettings = SETTINGS
) -> tuple[Article, ...]:
    """Return the articles outside the largest group of some, by time; of groups equally large the first is the rest.

    >>> texts = ["A ferry sank off Estmark. " * 20, "The ferry that sank off Estmark. " * 15, "No pool for Dell. " * 20]
    >>> articles = [Article(id=str(number), text=text) for number, text in enumerate(texts)]
    >>> found = find_strangers(articles, lambda texts: np.array([[1, 0], [1, 0], [0, 1]], np.float32))
    >>> [article.id for article in found]
    ['2']
    """
    asked = sorted(
        {article.id: article for article in articles if len(article.text) >= settings.least}.values(),
        key=lambda article: (article.published or "~", article.id),
    )
    groups = link(_measure_likeness(asked, encode, settings), [[n] for n in range(len(asked))], settings.threshold)
    known = max(groups, key=len, default=[])
    return tuple(article for number, article in enumerate(asked) if number not in known)


def _measure_likeness(
    articles: Sequence[Article], encode: Callable[[Sequence[str]], Floats], settings: StrangerSettings
) -> Doubles:
    """Return how alike every two articles are in words, names and meaning."""
    likeness = np.zeros((len(articles), len(articles)))
    if len(articles) < 2:
        return likeness
    shelf = Shelf(Vocabulary(STORIES.prior))
    vectors = encode([describe_article(article) for article in articles])
    for article, vector in zip(articles, vectors, strict=True):
        shelf.add(article.id, read_traits(article, STORIES.reading), vector)
    weights = np.array([{"words": 1.0, "names": settings.names, "meaning": 1.0}.get(name, 0.0) for name in FIGURES])
    for number in range(1, len(articles)):
        figures = shelf.compare(number, np.arange(number), first=False)
        likeness[number, :number] = likeness[:number, number] = np.round(figures @ weights, 9)
    return likeness
