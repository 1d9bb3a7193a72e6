"""Text as words: what is left of it when the small words and the endings are gone."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

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


class Word(NamedTuple):
    """A word of a text: its stem, its small letters, what is printed, and whether that begins with a capital."""

    stem: str
    plain: str
    printed: str
    capital: bool


def find_words(text: str) -> list[Word]:
    """Return the words that tell what a text is about, in their order.

    >>> [word.stem for word in find_words("The ferry's crew said that both ferries sank.")]
    ['ferry', 'crew', 'both', 'ferry', 'sank']
    """
    return [word for word in map(_read_word, _WORD.findall(text)) if word]


@lru_cache(maxsize=200_000)
def _read_word(printed: str) -> Word | None:
    """Return a word without a genitive; nothing for a small word."""
    plain = printed.lower().replace("’", "'").removesuffix("'s")
    if len(plain) < 2 or plain in _SMALL:
        return None
    return Word(strip_ending(plain), plain, printed[: len(plain)], printed[0].isupper())


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
