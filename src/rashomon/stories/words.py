"""An article as counted words: what is left of it when the small words are gone."""

from __future__ import annotations

import re
from collections import defaultdict

from rashomon.model.records import Article

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
#: Words that tell nothing of what an article is about, in news English.
_SMALL = frozenset(
    """a an the of in on at to for and or but is are was were be been being has have had it its he she they his her
    their this that these those with by from as who which said says will would there than then into over after before
    about not no also new one two more can could when what if we you our out up all some so do does did how may most
    other just like only told many any him them while because according year years time people percent mr mrs
    ms""".split()  # noqa: SIM905 - a list of a hundred strings is no easier to read
)
_ENDINGS = ("ing", "ed", "es", "s")


def count_words(article: Article, most_characters: int, title_weight: float) -> dict[str, float]:
    """Return the words of an article's title and beginning, in small letters and without their endings.

    >>> count_words(Article(id="a", title="Ferries sank", text="The ferry's crew"), 100, 2.0)
    {'ferry': 3.0, 'sank': 2.0, 'crew': 1.0}
    """
    counts: defaultdict[str, float] = defaultdict(float)
    for text, weight in ((article.title or "", title_weight), (article.text[:most_characters], 1.0)):
        for word in _WORD.findall(text.lower()):
            bare = word.replace("’", "'").removesuffix("'s")
            if len(bare) > 1 and bare not in _SMALL:
                counts[strip_ending(bare)] += weight
    return dict(counts)


def strip_ending(word: str) -> str:
    """Return a word without the endings of English, so that its forms count as one.

    >>> strip_ending("parties"), strip_ending("voted"), strip_ending("votes"), strip_ending("glass")
    ('party', 'vot', 'vot', 'glass')
    """
    if len(word) <= 4 or word.endswith("ss"):
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word.removesuffix(ending)
    return word
