"""A second look at articles that may be one story: whether two of them agree about the others.

Reports of one event find the same third reports alike and the same others unlike. Reports of two fights of one boxer
are alike themselves, but each sides with those of its own fight. This shows only when several articles are seen
together, so it comes after they were grouped loosely.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from rashomon.stories.evidence import MOST, Doubles
from rashomon.stories.linkage import link
from rashomon.stories.pair_weights import AGAIN, AGAIN_BIAS

#: Articles that a second look needs: with fewer there is no third and fourth to agree about.
LEAST = 4
#: Added to the lengths by which agreement is divided, so that few or even likenesses count for little, in squared log
#: odds. Mean B3 F1 on kinds of events left out: .901 with 1 and 3, .898 with 10.
CALM = 1.0


def measure_agreement(odds: Doubles) -> Doubles:
    """Return how far every two articles agree about the others, from -1 to 1; 0 where there are no two others.

    ``odds`` are the log odds of every two of them. What is common to all pairs of an article is taken away first: some
    articles are alike to everything.

    >>> odds = np.full((4, 4), -1.0)
    >>> odds[0, 1] = odds[1, 0] = odds[2, 3] = odds[3, 2] = 2.0
    >>> measure_agreement(odds)[0].round(2).tolist()
    [0.0, 0.67, -0.67, -0.67]
    """
    count = len(odds)
    if count < LEAST:
        return np.zeros_like(odds)
    pairs = odds.copy()
    np.fill_diagonal(pairs, 0.0)
    means = pairs.sum(axis=1) / (count - 1)
    mean = means.mean()
    own = (means - mean) * (count - 1) / (count - 2)
    rest = pairs - mean - own[:, None] - own[None, :]
    np.fill_diagonal(rest, 0.0)
    lengths = (rest**2).sum(axis=1)[:, None] - rest**2  # without the pair itself
    agreement: Doubles = (rest @ rest) / (np.sqrt(np.maximum(lengths * lengths.T, 0.0)) + CALM)
    np.fill_diagonal(agreement, 0.0)
    # Sums in another order differ in the last figure only; nothing may hang on that.
    return np.round(agreement, 9)


def look_again(odds: Doubles) -> Doubles:
    """Return the log odds of every two articles of a loose group, their agreement about the others considered.

    >>> look_again(np.full((3, 3), 1.0)).shape
    (3, 3)
    """
    agreement = measure_agreement(np.clip(odds, -MOST, MOST))
    found: Doubles = AGAIN["odds"] * odds + AGAIN["agreement"] * agreement + AGAIN_BIAS
    return np.minimum(found, MOST)


def group_twice(
    odds: Doubles, groups: Sequence[Sequence[int]], loose: float, threshold: float, again: float
) -> list[list[int]]:
    """Group by average linkage loosely, then each loose group again: two articles as they are, more at a second look.

    ``groups`` are what stands together from the beginning.

    >>> odds = np.full((4, 4), -1.5)
    >>> odds[0, 1] = odds[1, 0] = odds[2, 3] = odds[3, 2] = 2.0
    >>> group_twice(odds, [[0], [1], [2], [3]], -2.0, -1.0, -0.4)
    [[0, 1], [2, 3]]
    """
    found = []
    for part in link(odds, groups, loose):
        places = {number: place for place, number in enumerate(part)}
        within = [[places[number] for number in group] for group in groups if group[0] in places]
        square = odds[np.ix_(part, part)]
        parts = link(square, within, threshold) if len(part) < 3 else link(look_again(square), within, again)
        found += [[part[place] for place in group] for group in parts]
    return sorted(found)
