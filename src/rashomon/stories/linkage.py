"""Average linkage of a few articles: the two groups that are most alike on average become one, until none are alike."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

#: What no mean may reach: two that a person keeps apart.
APART = -1e9


def link(likeness: NDArray[np.float64], groups: Sequence[Sequence[int]], threshold: float) -> list[list[int]]:
    """Return groups of row numbers, each sorted, in the order of their first.

    ``groups`` are what stands together from the beginning. Of pairs equally alike the earlier comes first.

    >>> pairs = np.array([[0, 3, -2], [3, 0, -1], [-2, -1, 0.0]])
    >>> link(pairs, [[0], [1], [2]], 0.0)
    [[0, 1], [2]]
    """
    parts: list[list[int] | None] = [sorted(group) for group in groups]
    count = len(parts)
    if count < 2:
        return [part for part in parts if part is not None]
    member = np.zeros((count, likeness.shape[0]))
    for number, group in enumerate(groups):
        member[number, list(group)] = 1.0
    sums = member @ likeness @ member.T
    sizes = member.sum(axis=1)
    means = sums / np.outer(sizes, sizes)
    means[np.tril_indices(count)] = -np.inf
    while True:
        place = int(np.argmax(means))
        a, b = divmod(place, count)
        if means[a, b] < threshold:
            break
        first, second = parts[a], parts[b]
        assert first is not None and second is not None  # noqa: S101 - rows of gone parts are -inf
        parts[a], parts[b] = sorted(first + second), None
        sums[a] += sums[b]
        sums[:, a] += sums[:, b]
        sizes[a] += sizes[b]
        row = sums[a] / (sizes[a] * sizes)
        live = np.array([part is not None for part in parts])
        live[a] = False
        numbers = np.arange(count)
        means[a] = np.where(live & (numbers > a), row, -np.inf)
        means[:, a] = np.where(live & (numbers < a), row, -np.inf)
        means[b] = -np.inf
        means[:, b] = -np.inf
    return sorted(part for part in parts if part is not None)
