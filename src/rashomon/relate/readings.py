"""What models say of pairs of claims that read both at once: a third look at those that stay open, and at conflicts.

The first two looks compare vectors that were made of each claim alone. A reader sees who did what to whom on both
sides, and takes a thousand times as long: it is asked only where the others are unsure. Whether two claims are one is
told by the claims model, whether they are in conflict by the pair model (decisions 40 and 42).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from rashomon.model.records import PairRelation, Record
from rashomon.relate.links import Rows, Table
from rashomon.weights.reader import Reading, Verdict

#: Pairs of sentences to how the first of each stands to its second.
ReadPairs = Callable[[Sequence[tuple[str, str]]], Sequence[Reading]]
#: Pairs of claims of one event to what they are to each other.
ReadClaims = Callable[[Sequence[tuple[str, str]]], Sequence[Verdict]]


class ReadingSettings(Record, frozen=True, kw_only=True):
    """Which pairs are read."""

    #: Likelihoods between which a pair is open: some 240 of an event of seven accounts, 8 s. Chosen with the pair
    #: model: with the second look kept, the links of the packs have an F1 of .785 and of our own long events, left out
    #: in turn, of .567 up to .9; .783 and .565 up to .97, .782 and .573 up to .8; from .1 to .9 .779 and .567.
    least: float = 0.06
    most: float = 0.9
    #: Accounts of an event beyond which no pairs are read: they grow with the square of the accounts, and the more
    #: accounts there are, the better they bear each other out.
    accounts: int = 12
    #: Probability below which all are alike unlikely; of verdicts a third of what smoothing alone gave each answer when
    #: the claims model learned. Neither was varied.
    floor: float = 0.001
    spread: float = 0.003


SETTINGS = ReadingSettings()

#: What the claims model adds to what a pair is weighed by at the third look.
VERDICT_FEATURES = (
    "likelihood so far",
    "reads as one",
    "reads as a contradiction",
    "reads as an update",
    "reads as a difference",
    "reads as neither",
    "probably one",
    "probably in conflict",
)
#: What the pair model adds where conflicts are weighed.
READ_FEATURES = (
    "likelihood so far",
    "reads as the same",
    "reads as a part",
    "reads as a conflict",
    "reads as related",
    "reads as unrelated",
    "probably the same",
    "probably a conflict",
)


def find_open(table: Table, likelihoods: Sequence[float], settings: ReadingSettings = SETTINGS) -> list[int]:
    """Return the places of the likelihoods that are neither high nor low; none where there are many accounts."""
    if len({claim.article for claim in table.claims}) > settings.accounts:
        return []
    return [place for place, value in enumerate(likelihoods) if settings.least <= value <= settings.most]


def read_rows(
    table: Table,
    places: Sequence[int],
    likelihoods: Sequence[float],
    read: ReadPairs,
    settings: ReadingSettings = SETTINGS,
) -> Rows:
    """Return a row of ``READ_FEATURES`` for the links at some places, given how likely each of them is so far."""
    found = read(_list_gists(table, places))
    told = [[reading.of(relation) for relation in PairRelation] for reading in found]
    shares = dict(zip(PairRelation, np.array(told).reshape(-1, len(PairRelation)).T, strict=True))
    part = np.maximum(shares[PairRelation.NARROWER], shares[PairRelation.BROADER])
    same, conflict = shares[PairRelation.SAME], shares[PairRelation.CONFLICT]
    sides = (same, part, conflict, shares[PairRelation.RELATED], shares[PairRelation.UNRELATED])
    logs = [np.log(np.maximum(side, settings.floor)) for side in sides]
    return np.column_stack([_find_odds(likelihoods), *logs, same, conflict])


def read_verdicts(
    table: Table,
    places: Sequence[int],
    likelihoods: Sequence[float],
    read: ReadClaims,
    settings: ReadingSettings = SETTINGS,
) -> Rows:
    """Return a row of ``VERDICT_FEATURES`` for the links at some places, given how likely each of them is so far."""
    found = read(_list_gists(table, places))
    told = np.array([(v.same, v.contradiction, v.update, v.difference, v.none) for v in found]).reshape(-1, 5)
    logs = np.log(np.maximum(told, settings.spread))
    return np.column_stack([_find_odds(likelihoods), logs, told[:, 0], told[:, 1] + told[:, 2]])


def _list_gists(table: Table, places: Sequence[int]) -> list[tuple[str, str]]:
    """Return what is read of both claims of the links at some places."""
    links = [table.links[place] for place in places]
    return [(table.claims[link.a].gist, table.claims[link.b].gist) for link in links]


def _find_odds(likelihoods: Sequence[float]) -> NDArray[np.float64]:
    odds: NDArray[np.float64] = np.log(np.array(likelihoods) / (1 - np.array(likelihoods)))
    return odds
