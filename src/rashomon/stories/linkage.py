"""Average linkage of a few articles: the two groups that are most alike on average become one, until none are alike."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

#: What no mean may reach: two that a person keeps apart.
APART = -1e9
#: In place of a mean with a group that is part of another by now, or with itself.
GONE = -np.inf
#: What a mean of many may be below the threshold by the way it is summed.
ROUNDING = 1e-9


def link(likeness: NDArray[np.float64], groups: Sequence[Sequence[int]], threshold: float) -> list[list[int]]:
    """Return groups of row numbers, each sorted, in the order of their first.

    ``groups`` are what stands together from the beginning. Of pairs equally alike the earlier comes first.

    >>> pairs = np.array([[0, 3, -2], [3, 0, -1], [-2, -1, 0.0]])
    >>> link(pairs, [[0], [1], [2]], 0.0)
    [[0, 1], [2]]
    """
    parts = [sorted(group) for group in groups]
    count = len(parts)
    if count < 2:
        return parts
    if all(len(part) == 1 for part in parts):
        rows = np.array(parts)[:, 0]
        means = likeness[np.ix_(rows, rows)]
    else:
        member = np.zeros((count, likeness.shape[0]))
        for number, part in enumerate(parts):
            member[number, part] = 1.0
        sizes = member.sum(axis=1)
        means = member @ likeness @ member.T / np.outer(sizes, sizes)
    np.fill_diagonal(means, GONE)
    least = threshold - ROUNDING
    while True:
        a, b = divmod(int(means.argmax()), count)  # the first of equals, so a is before b
        if means[a, b] < least:
            break
        share = len(parts[a]) / (len(parts[a]) + len(parts[b]))
        row = share * means[a] + (1.0 - share) * means[b]  # gone where either is: at both and at what is gone
        means[a] = means[:, a] = row
        means[b] = means[:, b] = GONE
        parts[a] = parts[a] + parts[b]
        parts[b] = []
    return sorted(sorted(part) for part in parts if part)
