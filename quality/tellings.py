"""An invented event that many accounts tell: the accounts of a pack, and others that leave out and change some of it.

What they cost is that of real ones: no sentence is the same in two of those that were added, so that none is read once
for all, and each lacks a quarter of the paragraphs of the account it is made from.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence

import msgspec

from rashomon.model.records import Article

#: Share of the paragraphs that an added account keeps.
KEPT = 0.75
#: Words that a sentence bears anywhere.
_FILLERS = (
    "also",
    "now",
    "then",
    "later",
    "already",
    "largely",
    "partly",
    "apparently",
    "again",
    "only",
    "still",
    "too",
)
_BREAK = re.compile(r"(?<=[.!?]) ")
_LEAST = 4


def tell_again(articles: Sequence[Article], count: int) -> list[Article]:
    """Return so many accounts of one event, always the same: the given ones first, then others made from them."""
    chance = random.Random(3)
    told = list(articles[:count])
    for number in range(len(told), count):
        pattern = articles[number % len(articles)]
        paragraphs = pattern.text.split("\n\n")
        kept = [paragraph for paragraph in paragraphs if chance.random() < KEPT] or paragraphs[:1]
        told.append(
            msgspec.structs.replace(
                pattern,
                id=f"{pattern.id}-{number}",
                outlet=f"{pattern.outlet} {number}",
                text="\n\n".join(_change(paragraph, chance) for paragraph in kept),
            )
        )
    return told


def _change(paragraph: str, chance: random.Random) -> str:
    """Return a paragraph with a word more in each sentence."""
    changed = []
    for sentence in _BREAK.split(paragraph):
        words = sentence.split(" ")
        places = [place for place, word in enumerate(words) if place and word.islower() and len(word) >= _LEAST]
        if places:
            words.insert(chance.choice(places), chance.choice(_FILLERS))
        changed.append(" ".join(words))
    return " ".join(changed)
