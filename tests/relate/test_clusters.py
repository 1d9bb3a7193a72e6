"""Average linkage: one bad link chains nothing, what must stay apart does."""

from __future__ import annotations

import math
from itertools import chain

from hypothesis import given
from hypothesis import strategies as st

from rashomon.relate.clusters import Pair, cluster

SIZE = 8
PRIMES = (2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37)
pairs = st.tuples(st.integers(0, SIZE - 1), st.integers(0, SIZE - 1)).filter(lambda p: p[0] < p[1])
links = st.dictionaries(pairs, st.floats(0, 1), max_size=20)


def test_one_strong_link_does_not_chain_two_groups() -> None:
    inside = {(0, 1): 0.9, (0, 2): 0.9, (1, 2): 0.9, (3, 4): 0.9, (3, 5): 0.9, (4, 5): 0.9}
    assert cluster(6, {**inside, (2, 3): 0.8}, least=0.5) == [[0, 1, 2], [3, 4, 5]]


def test_apart_is_kept_even_through_a_third() -> None:
    strong = {(0, 1): 0.9, (1, 2): 0.8, (0, 2): 0.9}
    found = cluster(3, strong, apart=[(0, 1)], least=0.1)
    assert not any({0, 1} <= set(group) for group in found)
    assert sorted(chain.from_iterable(found)) == [0, 1, 2]


def test_together_comes_first() -> None:
    assert cluster(3, {}, together=[(2, 0)], least=0.9) == [[0, 2], [1]]


@given(links, st.lists(pairs, max_size=6), st.floats(0.05, 0.95))
def test_every_member_is_in_one_group_and_no_group_holds_a_pair_apart(
    strengths: dict[Pair, float], apart: list[Pair], least: float
) -> None:
    found = cluster(SIZE, strengths, apart, least=least)
    assert sorted(chain.from_iterable(found)) == list(range(SIZE))
    for a, b in apart:
        assert not any(a in group and b in group for group in found)


@given(st.permutations(range(SIZE)), st.lists(pairs, min_size=1, max_size=12, unique=True))
def test_the_numbering_changes_nothing(order: list[int], edges: list[Pair]) -> None:
    # strengths whose sums all differ, so that no tie has to be broken by number
    strengths = {edge: 0.5 + 0.4 * (math.sqrt(prime) % 1) for edge, prime in zip(edges, PRIMES, strict=False)}
    moved = {(min(order[a], order[b]), max(order[a], order[b])): strength for (a, b), strength in strengths.items()}
    plain = {frozenset(order[i] for i in group) for group in cluster(SIZE, strengths, least=0.5)}
    assert {frozenset(group) for group in cluster(SIZE, moved, least=0.5)} == plain
