"""Groups of things that belong together: average linkage over sparse links, with pairs that must not meet."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Mapping

Pair = tuple[int, int]


def cluster(
    size: int, links: Mapping[Pair, float], apart: Iterable[Pair] = (), together: Iterable[Pair] = (), *, least: float
) -> list[list[int]]:
    """Return the numbers 0 to ``size`` - 1 in groups.

    Two groups merge while the mean strength of the links between their members, a missing link counting as nothing,
    is at least ``least``; the strongest first, ties by the lowest numbers. So one bad link never chains two groups.
    Groups that hold a pair of ``apart`` never merge. Pairs ``together`` are merged before everything else.

    >>> cluster(4, {(0, 1): 0.9, (1, 2): 0.8, (2, 3): 0.9}, least=0.5)
    [[0, 1], [2, 3]]
    """
    groups = _Groups(size, links, apart)
    for a, b in sorted(together):
        groups.force(a, b)
    groups.merge(least)
    return groups.members()


class _Groups:
    """The state of a clustering: who is where, and the summed links between groups."""

    def __init__(self, size: int, links: Mapping[Pair, float], apart: Iterable[Pair]) -> None:
        self._inside: dict[int, list[int]] = {i: [i] for i in range(size)}
        self._home = list(range(size))
        self._sums: dict[int, dict[int, float]] = {i: {} for i in range(size)}
        self._apart: dict[int, set[int]] = {i: set() for i in range(size)}
        for (a, b), strength in links.items():
            self._sums[a][b] = self._sums[b][a] = strength
        for a, b in apart:
            self._apart[a].add(b)
            self._apart[b].add(a)

    def force(self, a: int, b: int) -> None:
        """Merge the groups of two members whatever stands between them."""
        first, second = sorted((self._home[a], self._home[b]))
        if first != second:
            self._join(first, second)

    def merge(self, least: float) -> None:
        """Merge groups, the strongest mean link first."""
        queue = [entry for a in sorted(self._inside) for entry in self._entries(a, least) if entry[1] == a]
        heapq.heapify(queue)
        while queue:
            strength, a, b, size_a, size_b = heapq.heappop(queue)
            alive = a in self._inside and b in self._inside
            if not alive or len(self._inside[a]) != size_a or len(self._inside[b]) != size_b:
                continue
            if b in self._apart[a] or -strength < least:
                continue
            self._join(a, b)
            for entry in self._entries(a, least):
                heapq.heappush(queue, entry)

    def members(self) -> list[list[int]]:
        """Return the groups, each sorted, by their first members."""
        return sorted(sorted(group) for group in self._inside.values())

    def _entries(self, a: int, least: float) -> list[tuple[float, int, int, int, int]]:
        found = []
        for b, total in self._sums[a].items():
            mean = total / (len(self._inside[a]) * len(self._inside[b]))
            if mean >= least and b not in self._apart[a]:
                first, second = sorted((a, b))
                sizes = (len(self._inside[first]), len(self._inside[second]))
                found.append((-round(mean, 9), first, second, *sizes))
        return found

    def _join(self, a: int, b: int) -> None:
        """Put group b into group a (a < b)."""
        for member in self._inside[b]:
            self._home[member] = a
        self._inside[a].extend(self._inside.pop(b))
        mine, theirs = self._sums[a], self._sums.pop(b)
        mine.pop(b, None)
        for other, total in theirs.items():
            if other == a:
                continue
            mine[other] = mine.get(other, 0.0) + total
            self._sums[other].pop(b, None)
            self._sums[other][a] = mine[other]
        for other in self._apart.pop(b):
            if other != a:
                self._apart[a].add(other)
                self._apart[other].add(a)
                self._apart[other].discard(b)
        self._apart[a].discard(b)
