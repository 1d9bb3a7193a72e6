from __future__ import annotations

import itertools

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from rashomon.stories.linkage import APART, link


@given(st.integers(1, 8), st.data())
def test_groups_hold_every_row_once_and_no_two_groups_are_alike_on_average(count: int, data: st.DataObject) -> None:
    drawn = data.draw(st.lists(st.integers(-9, 9), min_size=count * count, max_size=count * count))
    square = np.array(drawn, dtype=float).reshape(count, count)
    likeness = square + square.T
    groups = link(likeness, [[row] for row in range(count)], 0.5)
    assert sorted(row for group in groups for row in group) == list(range(count))
    for a, b in itertools.combinations(groups, 2):
        assert likeness[np.ix_(a, b)].mean() < 0.5


def test_one_pair_kept_apart_keeps_its_groups_apart() -> None:
    likeness = np.full((4, 4), 5.0)
    likeness[0, 3] = likeness[3, 0] = APART
    groups = link(likeness, [[0], [1], [2], [3]], 0.0)
    assert len(groups) == 2
    assert not any({0, 3} <= set(group) for group in groups)


def test_what_stands_together_stays_together() -> None:
    likeness = np.full((3, 3), -5.0)
    assert link(likeness, [[0, 2], [1]], 0.0) == [[0, 2], [1]]
