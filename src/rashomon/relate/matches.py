"""What each word of one sentence finds in another: its like, a word of like meaning, another thing in its place.

A word is held against every word of the other sentence by what it means where it stands. Rare words weigh more than
common ones; how rare a word is, its place in the list of word pieces tells, which is ordered by frequency.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from math import log

import numpy as np
from numpy.typing import NDArray

from rashomon.annotate.lexicons import load_lexicon
from rashomon.model.annotated import Annotated, Word
from rashomon.model.records import Record
from rashomon.relate.propositions import CONTENT, EMPTY, NEGATIONS, SUBJECTS
from rashomon.weights.markings import split_words

#: Where each piece of a sentence stands, its number in the list of pieces, and its unit vector.
Places = tuple[tuple[tuple[int, int], ...], tuple[int, ...], NDArray[np.float32]]
EncodePlaces = Callable[[str], Places]

#: The first and the last word in the list of pieces; before them stand marks and letters.
_FIRST, _LAST = 1995, 30522
#: Letters at the beginning that two forms of one word share at the least.
_STEM = 4


@cache
def _load_exclusions() -> tuple[dict[str, frozenset[str]], dict[str, frozenset[str]]]:
    """Return the opposites of each word, and the kinds it belongs to."""
    opposites: dict[str, set[str]] = {}
    kinds: dict[str, set[str]] = {}
    for section, words in load_lexicon("exclusions").items():
        for word in words:
            if section == "pairs":
                one, two = word.split("/")
                opposites.setdefault(one, set()).add(two)
                opposites.setdefault(two, set()).add(one)
            else:
                kinds.setdefault(word, set()).add(section)
    return {k: frozenset(v) for k, v in opposites.items()}, {k: frozenset(v) for k, v in kinds.items()}


class Matter(Record, frozen=True, kw_only=True):
    """A word that says something: its form, its kind, its weight, and where it stands in the sentence."""

    place: int
    form: str
    kind: str
    weight: float
    head: int
    dep: str


class Reading:
    """One sentence made ready for comparison: the words that matter and what each means in its place."""

    def __init__(self, account: Annotated, pieces: EncodePlaces) -> None:
        self.words: Sequence[Word] = account.words
        places, ids, vectors = pieces(account.article.text)
        kinds = {start: (form, kind) for start, _, form, kind in split_words(account.article.text)}
        self.matters: list[Matter] = []
        rows = []
        for number, word in enumerate(account.words):
            form, kind = _name_kind(word, kinds)
            inside = [i for i, (start, end) in enumerate(places) if start < word.end and word.start < end]
            if not kind or not inside:
                continue
            rare = [min(1.0, max(0.0, log(max(1, ids[i] - _FIRST)) / log(_LAST - _FIRST))) for i in inside]
            weight = max(rare) if len(inside) == 1 else 1.0
            self.matters.append(Matter(place=number, form=form, kind=kind, weight=weight, head=word.head, dep=word.dep))
            mean = vectors[inside].mean(0)
            rows.append(mean / max(float(np.linalg.norm(mean)), 1e-9))
        self.lemmas = {form for word in account.words for form in (word.lemma.casefold(), word.text.casefold())}
        self.points_back = any(
            word.tag in ("PRP", "PRP$") and word.text.casefold() in _THIRD and word.dep in (*SUBJECTS, "poss")
            for word in account.words
        )
        self.vectors = np.stack(rows) if rows else np.zeros((0, 384), dtype=np.float32)


def _name_kind(word: Word, kinds: dict[int, tuple[str, str]]) -> tuple[str, str]:
    """Return the normal form of a word and its kind, "" for one that says nothing."""
    form, kind = kinds.get(word.start, (word.text.casefold(), ""))
    if kind == "number" or kind.startswith("kind"):
        return form, "number" if kind == "number" else "time"
    lemma = word.lemma.casefold()
    if word.pos not in CONTENT or lemma in EMPTY or word.text.casefold() in NEGATIONS or not word.text[:1].isalnum():
        return form, ""
    return (form, "name") if word.pos == "PROPN" else (lemma, word.pos.casefold())


class Match(Record, frozen=True, kw_only=True):
    """How the words of one sentence fare in another, as named numbers."""

    figures: dict[str, float]
    #: The weightiest word that finds nothing, and what stands in its place.
    missing: str = ""
    rival: str = ""


def match_words(one: Reading, other: Reading) -> Match:
    """Return what the words of ``one`` find in ``other``."""
    if not one.matters or not other.matters:
        return Match(figures=dict.fromkeys(FIGURES, 0.0))
    near = one.vectors @ other.vectors.T
    same = np.array([[_is_same(x, y) for y in other.matters] for x in one.matters])
    found = np.where(same.any(1), 1.0, np.clip(near.max(1), 0.0, 1.0))
    back = np.where(same.any(0), 1.0, np.clip(near.max(0), 0.0, 1.0))
    weight = np.array([matter.weight for matter in one.matters])
    figures = dict.fromkeys(FIGURES, 0.0)
    known = same.any(1) | _name_again(one, other, same)
    opposed = _find_opposed(one, other) & ~same.any(1)
    found = np.where(opposed, 0.0, np.where(known, 1.0, found))
    figures["opposed"] = float(np.max(weight * opposed))
    figures["excluded"] = float(np.max(weight * _find_excluded(one, other, same)))
    figures["found"] = float(weight @ known / weight.sum())
    figures["close"] = float(weight @ found / weight.sum())
    figures["least"] = float(np.min(1 - weight * (1 - found)))
    missing = rival = ""
    worst = strongest = 0.0
    for i, matter in enumerate(one.matters):
        kind = _GROUP.get(matter.kind, "")
        if found[i] >= _FOUND or not kind:
            continue
        lack = float(weight[i] * (1 - found[i]))
        figures[f"missing {kind}"] += lack
        if lack > worst:
            worst, missing = lack, one.words[matter.place].text
        for j, theirs in enumerate(other.matters):
            if back[j] >= _FOUND or _GROUP.get(theirs.kind) != kind:
                continue
            alike = 0.5 * float(max(near[i, j], 0.0)) + 0.25 * (matter.dep == theirs.dep) + 0.25 * _hang_alike(
                one, matter, other, theirs, same, near
            )  # fmt: skip
            figures[f"rival {kind}"] = max(figures[f"rival {kind}"], alike * float(weight[i]))
            if alike > strongest:
                strongest, rival = alike, other.words[theirs.place].text
    return Match(figures={k: round(v, 4) for k, v in figures.items()}, missing=missing, rival=rival)


#: Cosine from which a word is found.
_FOUND = 0.6
_GROUP = {
    "name": "name",
    "number": "number",
    "time": "time",
    "noun": "noun",
    "verb": "verb",
    "adj": "quality",
    "adv": "quality",
}
#: Kinds of words that are counted where they are missing.
GROUPS = ("name", "number", "time", "noun", "verb", "quality")
FIGURES = ("found", "close", "least", "opposed", "excluded", *(f"{what} {kind}" for what in ("missing", "rival")
           for kind in GROUPS))  # fmt: skip


_THIRD = frozenset({"he", "she", "it", "they", "his", "her", "its", "their"})


def _name_again(one: Reading, other: Reading, same: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Tell which names need not stand in the other sentence: the subject of "she" or "it", and a first name."""
    again = np.zeros(len(one.matters), dtype=bool)
    heads = {m.place: i for i, m in enumerate(one.matters)}
    theirs = {other.matters[j].head for j in np.flatnonzero(~same.any(0)) if other.matters[j].kind == "name"}
    for i, matter in enumerate(one.matters):
        if matter.kind != "name":
            continue
        place = matter.place
        while one.words[place].dep == "compound" and one.words[place].head != place:
            place = one.words[place].head
        if place != matter.place and place in heads and (row := same[heads[place]]).any():
            again[i] = other.matters[int(row.argmax())].place not in theirs
        elif other.points_back:
            again[i] = one.words[place].dep in SUBJECTS
    return again


def _find_opposed(one: Reading, other: Reading) -> NDArray[np.bool_]:
    """Tell which words have their opposite in the other sentence and not in their own."""
    opposites = _load_exclusions()[0]
    return np.array([
        bool(opposites.get(m.form, frozenset()) & other.lemmas - one.lemmas) for m in one.matters
    ])  # fmt: skip


def _find_excluded(one: Reading, other: Reading, same: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Tell for which words the other sentence has another thing of their kind, and not them."""
    kinds = _load_exclusions()[1]
    new = [m.form for j, m in enumerate(other.matters) if not same[:, j].any()]
    offered = frozenset(kind for form in new for kind in kinds.get(form, ()))
    return np.array([
        not same[i].any() and bool(kinds.get(m.form, frozenset()) & offered) for i, m in enumerate(one.matters)
    ])  # fmt: skip


def _is_same(x: Matter, y: Matter) -> bool:
    if x.form == y.form:
        return True
    if x.kind in ("number", "time") or y.kind in ("number", "time"):
        return False
    short, long = sorted((x.form, y.form), key=len)
    return len(short) >= _STEM and long.startswith(short[: max(_STEM, len(short) - 2)]) and len(long) - len(short) <= 4


def _hang_alike(
    one: Reading, x: Matter, other: Reading, y: Matter, same: NDArray[np.bool_], near: NDArray[np.float32]
) -> bool:
    """Tell whether two words hang on words that are one word."""
    heads = {m.place: i for i, m in enumerate(one.matters)}, {m.place: j for j, m in enumerate(other.matters)}
    i, j = heads[0].get(x.head), heads[1].get(y.head)
    if i is None or j is None or i == heads[0].get(x.place) or j == heads[1].get(y.place):
        return one.words[x.head].lemma == other.words[y.head].lemma
    return bool(same[i, j] or near[i, j] >= _FOUND)
