"""How far one text follows another: what is said in all other words keeps its facts, and its sentences their order."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from rashomon.model.records import Record
from rashomon.relate.echoes import Profile

_Floats = NDArray[np.float32]


class FollowingSettings(Record, frozen=True, kw_only=True):
    """When a fact or a sentence follows another."""

    #: Likeness of a fact that follows another. Without it 2 of 4,734 pairs of texts of different events would be called
    #: rewrites; from .35 on full rewrites are lost.
    least: float = 0.3
    #: How much more like each other two sentences must be than either is like the middle one of the other text: all
    #: that is written on one subject is alike. From 0 to .15 it makes no difference to what is told apart.
    usual: float = 0.1
    #: How much nearer a fact or sentence must be than to those of another article to be taken from this one.
    margin: float = 0.05
    #: Facts of a text from which on the shares mean something; of four facts each may have its nearest by chance.
    few: int = 6
    #: Facts of the earlier text for each of the later one, from which on they prove nothing by themselves: of two texts
    #: that share nothing, with so many to one, seven facts in ten are each other's nearest by chance.
    most: float = 2.5
    #: Share of the later text's sentences whose nearest must then stand in one row in the earlier text. Short answers
    #: made from a long source reach .62 to 1, short reports beside a long commentary on the same event .35 to .5.
    ordered: float = 0.6
    #: The same number of facts for each fact of half of the later text, which has too few sentences for a row.
    most_half: float = 3.0
    #: The same of half of a text, the best of three halves: with four, a dozen of 137 reports would reach .75, with
    #: eight none does.
    several: int = 8
    #: What the order of its sentences adds to the facts in which a text follows another, and what one new name or
    #: figure in a hundred words takes off. A logistic fit on the open set and the packs gives 1.2 and .095; from 1 to 2
    #: and .08 to .12 nothing is told apart less well.
    order: float = 1.5
    fresh: float = 0.1
    #: Facts by which each text is taken to have more that follow nothing: of nine facts many follow by chance, of forty
    #: few. On the open set, two texts at a time, 9 of 165 pairs of independent answers were called made without it, 5
    #: with 3 or 4; with 2, 8.
    doubt: float = 3.0


SETTINGS = FollowingSettings()


class Following(Record, frozen=True, kw_only=True):
    """How far a later text follows an earlier one: all of it, and the half of it that does so most.

    ``known`` is false where one of the texts has too few facts to tell, or the earlier one too many and no common row.
    """

    known: bool = False
    whole: float = 0.0
    half: float = 0.0


def find_following(
    early: Profile, late: Profile, others: Sequence[Profile] = (), settings: FollowingSettings = SETTINGS
) -> Following:
    """Return how far a text follows an earlier one, in what it does not follow some other articles as well.

    That is the share of its facts that have their nearest in the earlier one and are the nearest of it in turn, and
    the likeness above the usual of its sentences on the best row in the same order in both, each counted by its length;
    less the names and figures that the earlier one has not; and less where there are few facts.
    """
    if min(len(early.facts), len(late.facts)) < settings.few or not len(early.vectors):
        return Following()
    read = _Reading(early, late, others, settings)
    if len(early.facts) > settings.most * len(late.facts) and read.share_ordered() < settings.ordered:
        return Following()
    end = len(late.account.article.text)
    several = max(settings.several, math.ceil(len(early.facts) / settings.most_half))
    halves = [read.follow(quarter * end // 4, quarter * end // 4 + end // 2, several) for quarter in range(3)]
    return Following(known=True, whole=read.follow(0, end), half=max(halves))


class _Reading:
    """What is compared of two texts, for any stretch of the later one."""

    def __init__(self, early: Profile, late: Profile, others: Sequence[Profile], settings: FollowingSettings) -> None:
        self._settings = settings
        near = early.fact_vectors @ late.fact_vectors.T
        self._mutual = near.argmax(axis=1)[near.argmax(axis=0)] == np.arange(near.shape[1])
        self._mutual &= near.max(axis=0) >= settings.least
        self._mutual &= _find_free(near, [other.fact_vectors for other in others], late.fact_vectors, settings)
        self._facts = np.array([fact.start for fact in late.facts])
        self._sizes = np.array([len(fact.text) for fact in late.facts])
        like = early.vectors @ late.vectors.T
        self._nearest = like.argmax(axis=0)
        usual = np.maximum(np.median(like, axis=0)[np.newaxis], np.median(like, axis=1)[:, np.newaxis])
        free = _find_free(like, [other.vectors for other in others], late.vectors, settings)
        self._lengths = np.array([end - start for start, end in late.sentences])
        self._middles = np.array([(start + end) // 2 for start, end in late.sentences])
        self._gains = np.maximum(like - usual - np.float32(settings.usual), 0) * (self._lengths * free)
        self._words = np.array(late.tokens.starts)
        details = late.details.without([other.details for other in others])
        self._fresh = np.array(details.list_fresh(early.details))

    def share_ordered(self) -> float:
        """Return the share of the later text's sentences whose nearest stand in the same order in the earlier one."""
        ends: list[int] = []  # the least last place of a row of each length
        for place in self._nearest:
            at = bisect_right(ends, place)
            ends[at : at + 1] = [place]
        return len(ends) / len(self._nearest)

    def follow(self, start: int, end: int, least: int = 1) -> float:
        """Return how far a stretch of the later text follows the earlier one; 0 where it has too few facts."""
        facts, sentences, words, fresh = (
            (start <= places) & (places < end) for places in (self._facts, self._middles, self._words, self._fresh)
        )
        if facts.sum() < least or not sentences.any():
            return 0.0
        told = self._sizes[facts & self._mutual].sum() / self._sizes[facts].sum()
        order = _sum_row(self._gains[:, sentences]) / self._lengths[sentences].sum()
        added = 100 * fresh.sum() / max(1, words.sum())
        sure = facts.sum() / (facts.sum() + self._settings.doubt)
        return round(float(sure * (told + self._settings.order * order - self._settings.fresh * added)), 3)


def _find_free(
    near: _Floats, others: Sequence[_Floats], late: _Floats, settings: FollowingSettings
) -> NDArray[np.bool_]:
    """Return which rows of the later text are clearly nearer to this earlier one than to all others."""
    free = np.ones(len(late), dtype=bool)
    for other in others:
        if len(other):
            free &= near.max(axis=0) > (other @ late.T).max(axis=0) + settings.margin
    return free


def _sum_row(gains: _Floats) -> float:
    """Return the most that can be gained by pairs in the same order in both texts, each sentence once.

    >>> import numpy as np
    >>> _sum_row(np.array([[0.5, 0.0], [0.0, 0.5]])), _sum_row(np.array([[0.0, 0.5], [0.5, 0.0]]))
    (1.0, 0.5)
    """
    best = np.zeros(gains.shape[1] + 1)
    for row in gains[gains.any(axis=1)]:  # a row without a gain changes nothing
        best[1:] = np.maximum(best[1:], best[:-1] + row)
        best = np.maximum.accumulate(best)
    return float(best[-1])
