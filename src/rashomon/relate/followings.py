"""How far one text follows another: what is said in all other words keeps its facts, and its sentences their order."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from rashomon.model.records import Record
from rashomon.relate.echoes import Profile

_Floats = NDArray[np.float32]


class FollowingSettings(Record, frozen=True, kw_only=True):
    """When a fact or a sentence follows another."""

    #: How much more like each other two sentences must be than either is like the middle one of the other text: all
    #: that is written on one subject is alike. From 0 to .15 it makes no difference to what is told apart.
    usual: float = 0.1
    #: How much nearer a fact or sentence must be than to those of another article to be taken from this one.
    margin: float = 0.05
    #: Facts of a text from which on the shares mean something; of four facts each may have its nearest by chance.
    few: int = 6
    #: What the order of its sentences adds to the facts in which a text follows another, and what one new name or figure
    #: in a hundred words takes off. A logistic fit on the open set and the packs gives 1.2 and .096, stable from event
    #: to event.
    order: float = 1.5
    fresh: float = 0.1


SETTINGS = FollowingSettings()


class Following(Record, frozen=True, kw_only=True):
    """How far a later text follows an earlier one, each fact and sentence counted by its length.

    ``facts`` is the share of the later text's facts that have their nearest in the earlier one and are the nearest of it
    in turn; ``order`` the likeness above the usual of the sentences on the best row in the same order in both; ``fresh``
    how many names and figures a hundred words of it bring that the earlier one has not. ``known`` is false where one of
    the texts has too few facts to tell.
    """

    known: bool = True
    facts: float = 0.0
    order: float = 0.0
    fresh: float = 0.0

    @property
    def whole(self) -> float:
        """How far the later text is the earlier one told anew: what it follows, less what it adds."""
        return round(self.facts + SETTINGS.order * self.order - SETTINGS.fresh * self.fresh, 3)


def find_following(
    early: Profile, late: Profile, others: Sequence[Profile] = (), settings: FollowingSettings = SETTINGS
) -> Following:
    """Return how far a text follows an earlier one, in what it does not follow some other articles as well."""
    if min(len(early.facts), len(late.facts)) < settings.few or not len(early.vectors):
        return Following(known=False)
    near = early.fact_vectors @ late.fact_vectors.T
    mutual = near.argmax(axis=1)[near.argmax(axis=0)] == np.arange(near.shape[1])
    mutual &= _find_free(near, [other.fact_vectors for other in others], late.fact_vectors, settings)
    sizes = np.array([len(fact.text) for fact in late.facts], dtype=np.float32)
    like = early.vectors @ late.vectors.T
    usual = np.maximum(np.median(like, axis=0)[np.newaxis], np.median(like, axis=1)[:, np.newaxis])
    lengths = np.array([end - start for start, end in late.sentences], dtype=np.float32)
    lengths *= _find_free(like, [other.vectors for other in others], late.vectors, settings)
    gains = np.maximum(like - usual - np.float32(settings.usual), 0) * lengths
    whole = max(1, sum(end - start for start, end in late.sentences))
    details, kept = late.details.without([other.details for other in others]).share_kept(early.details)
    return Following(
        facts=round(float(sizes[mutual].sum() / sizes.sum()), 3),
        order=round(_sum_row(gains) / whole, 3),
        fresh=round(100 * (details - kept) / max(1, len(late.tokens.keys)), 3),
    )


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
    for row in gains:
        best[1:] = np.maximum(best[1:], best[:-1] + row)
        best = np.maximum.accumulate(best)
    return float(best[-1])
