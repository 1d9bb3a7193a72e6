"""Passages of two articles with the same words: 5-grams as seeds, extended to the longest runs, moved blocks too."""

from __future__ import annotations

from collections.abc import Sequence
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from rashomon.model.annotated import Annotated
from rashomon.model.records import Record
from rashomon.relate.marks import find_marked


class PassageSettings(Record, frozen=True, kw_only=True):
    """Thresholds of the search for shared words."""

    #: Words in a seed. Four give runs of mere names and dates ("the mayor of Port X"), six miss short reused clauses.
    gram: int = 5
    #: A gram that occurs more often in one article is a formula, and would make the search quadratic.
    most_places: int = 8


SETTINGS = PassageSettings()


class Tokens(Record, frozen=True, kw_only=True):
    """The words of an article as the search for shared words reads them.

    ``keys`` are folded words; ``quoted`` tells which stand inside quotation marks, ``plain`` which are neither
    names nor function words, so that a run of names alone proves nothing.
    """

    keys: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    quoted: tuple[bool, ...]
    plain: tuple[bool, ...]


class Run(Record, frozen=True, kw_only=True):
    """The same words in two articles: ``size`` words from word ``a`` of the one and word ``b`` of the other."""

    a: int
    b: int
    size: int


_OPEN_CLASSES = frozenset({"NOUN", "VERB", "ADJ", "ADV", "NUM"})
#: An odd number without pattern, so that grams of the same words in another order differ.
_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
_FOLD = str.maketrans({"’": "'", "‘": "'", "ʼ": "'"})


def fold_word(text: str) -> str:
    """Return a word without its letter case and with straight apostrophes.

    >>> fold_word("Wasn’t")
    "wasn't"
    """
    return text.casefold().translate(_FOLD)


def read_tokens(account: Annotated) -> Tokens:
    """Return the words of an article that hold a letter or a digit, folded, with what the search needs of each."""
    kept = [word for word in account.words if any(char.isalnum() for char in word.text)]
    marked = find_marked(account.article.text)
    quoted, place = [], 0
    for word in kept:
        while place < len(marked) and marked[place][1] <= word.start:
            place += 1
        quoted.append(place < len(marked) and marked[place][0] <= word.start)
    return Tokens(
        keys=tuple(fold_word(word.text) for word in kept),
        starts=tuple(word.start for word in kept),
        ends=tuple(word.end for word in kept),
        quoted=tuple(quoted),
        plain=tuple(word.pos in _OPEN_CLASSES and not word.name for word in kept),
    )


def hash_grams(tokens: Tokens, settings: PassageSettings = SETTINGS) -> NDArray[np.uint64]:
    """Return the different grams of a text as sorted numbers, the same in every process.

    >>> from rashomon.relate.passages import Tokens, hash_grams
    >>> words = ("the", "tug", "pulled", "twice", "and", "left")
    >>> flags = (False,) * 6
    >>> len(hash_grams(Tokens(keys=words, starts=(0,) * 6, ends=(1,) * 6, quoted=flags, plain=flags)))
    2
    """
    words = np.array([crc32(key.encode()) for key in tokens.keys], dtype=np.uint64)
    count = len(words) - settings.gram + 1
    if count < 1:
        return np.zeros(0, dtype=np.uint64)
    grams = np.zeros(count, dtype=np.uint64)
    for place in range(settings.gram):
        grams = grams * _MULTIPLIER + words[place : place + count]  # modulo 2 ** 64
    return np.unique(grams)


def find_runs(a: Tokens, b: Tokens, settings: PassageSettings = SETTINGS) -> tuple[Run, ...]:
    """Return the runs of equal words, none of which shares a word with another, in the order of ``a``.

    The longest are taken first, so a block that was moved is found as one run.
    """
    seeds = _find_seeds(a.keys, b.keys, settings)
    runs: list[Run] = []
    diagonals: dict[int, list[int]] = {}
    for i, j in seeds:
        diagonals.setdefault(i - j, []).append(i)
    for shift, places in diagonals.items():
        places.sort()
        first = last = places[0]
        for place in [*places[1:], len(a.keys) + settings.gram + 1]:
            if place > last + 1:
                runs.append(Run(a=first, b=first - shift, size=last - first + settings.gram))
                first = place
            last = place
    return _take_longest(runs, settings.gram)


def _find_seeds(a: Sequence[str], b: Sequence[str], settings: PassageSettings) -> list[tuple[int, int]]:
    """Return the places (i, j) at which both texts have the same gram."""
    size = settings.gram
    places: dict[tuple[str, ...], list[int]] = {}
    for i in range(len(a) - size + 1):
        places.setdefault(tuple(a[i : i + size]), []).append(i)
    counts: dict[tuple[str, ...], int] = {}
    seeds: list[tuple[int, int]] = []
    for j in range(len(b) - size + 1):
        gram = tuple(b[j : j + size])
        mine = places.get(gram)
        if mine is None or len(mine) > settings.most_places:
            continue
        counts[gram] = counts.get(gram, 0) + 1
        if counts[gram] <= settings.most_places:
            seeds.extend((i, j) for i in mine)
    return seeds


def _take_longest(runs: list[Run], least: int) -> tuple[Run, ...]:
    """Return runs that share no word, the longest first; what is left of a run that overlaps is kept if long enough."""
    taken: list[Run] = []
    used_a: set[int] = set()
    used_b: set[int] = set()
    for run in sorted(runs, key=lambda r: (-r.size, r.a, r.b)):
        free = [k for k in range(run.size) if run.a + k not in used_a and run.b + k not in used_b]
        for first, last in _stretches(free):
            if last - first + 1 >= least:
                taken.append(Run(a=run.a + first, b=run.b + first, size=last - first + 1))
                used_a.update(range(run.a + first, run.a + last + 1))
                used_b.update(range(run.b + first, run.b + last + 1))
    return tuple(sorted(taken, key=lambda r: (r.a, r.b)))


def _stretches(places: Sequence[int]) -> list[tuple[int, int]]:
    """Return the (first, last) of each stretch of consecutive numbers."""
    found: list[tuple[int, int]] = []
    for place in places:
        if found and found[-1][1] == place - 1:
            found[-1] = (found[-1][0], place)
        else:
            found.append((place, place))
    return found
