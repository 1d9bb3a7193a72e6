from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.stories.agreements import group_twice, look_again, measure_agreement
from rashomon.stories.evidence import MOST
from rashomon.stories.linkage import APART, link


def _draw_odds(data: st.DataObject, count: int) -> np.ndarray:
    drawn = data.draw(st.lists(st.integers(-6, 6), min_size=count * count, max_size=count * count))
    square = np.array(drawn, dtype=float).reshape(count, count) / 4
    return square + square.T


def _make_two_events(within: float, across: float, size: int) -> np.ndarray:
    odds = np.full((2 * size, 2 * size), across)
    odds[:size, :size] = odds[size:, size:] = within
    return odds


@given(st.integers(1, 9), st.data())
def test_agreement_is_a_share_the_same_both_ways_and_nothing_is_its_own_witness(
    count: int, data: st.DataObject
) -> None:
    odds = _draw_odds(data, count)
    agreement = measure_agreement(odds)
    assert np.abs(agreement).max() <= 1.0
    assert (agreement == agreement.T).all()
    assert (measure_agreement(odds + np.eye(count)) == agreement).all()
    if count < 4:
        assert not agreement.any()


@given(st.integers(4, 8), st.data())
def test_agreement_does_not_hang_on_how_alike_an_article_is_to_everything(count: int, data: st.DataObject) -> None:
    odds = _draw_odds(data, count)
    general = np.array(data.draw(st.lists(st.integers(-2, 2), min_size=count, max_size=count)), dtype=float)
    moved = odds + general[:, None] + general[None, :]
    assert measure_agreement(moved) == pytest.approx(measure_agreement(odds), abs=1e-6)


@given(st.integers(2, 9), st.data())
def test_agreement_follows_the_articles_in_whatever_order(count: int, data: st.DataObject) -> None:
    odds = _draw_odds(data, count)
    order = data.draw(st.permutations(range(count)))
    turned = measure_agreement(odds[np.ix_(order, order)])
    assert turned == pytest.approx(measure_agreement(odds)[np.ix_(order, order)], abs=1e-8)


def test_two_near_misses_that_are_alike_are_parted_at_the_second_look() -> None:
    odds = _make_two_events(within=0.8, across=-0.8, size=5)
    rows = [[row] for row in range(10)]
    assert link(odds, rows, -1.0) == [list(range(10))]
    assert group_twice(odds, rows, -2.0, -1.0, -0.4) == [list(range(5)), list(range(5, 10))]


def test_one_event_told_in_many_ways_stays_one() -> None:
    odds = np.full((10, 10), -0.8)
    assert group_twice(odds, [[row] for row in range(10)], -2.0, -1.0, -0.4) == [list(range(10))]


def test_two_articles_alone_are_held_to_the_threshold_of_the_first_look() -> None:
    for likeness, together in ((-0.9, True), (-1.1, False)):
        odds = np.full((2, 2), likeness)
        assert (len(group_twice(odds, [[0], [1]], -2.0, -1.0, 5.0)) == 1) is together


@given(st.integers(1, 9), st.data())
def test_what_a_person_decided_holds_in_both_looks(count: int, data: st.DataObject) -> None:
    odds = _draw_odds(data, count)
    bound = data.draw(st.lists(st.integers(0, 2), min_size=count, max_size=count))
    groups = [[row for row in range(count) if bound[row] == name] for name in sorted(set(bound))]
    apart = [pair for pair in itertools.combinations(range(count), 2) if bound[pair[0]] != bound[pair[1]]]
    parted = data.draw(st.sampled_from(apart)) if apart else None
    if parted:
        odds[parted] = odds[parted[::-1]] = APART
    found = group_twice(odds, groups, -2.0, -1.0, -0.4)
    assert sorted(row for group in found for row in group) == list(range(count))
    assert all(any(set(group) <= set(one) for one in found) for group in groups)
    assert not parted or not any(set(parted) <= set(group) for group in found)


@given(st.integers(1, 9), st.data())
def test_a_second_look_is_bounded_above_and_leaves_what_is_kept_apart_apart(count: int, data: st.DataObject) -> None:
    odds = _draw_odds(data, count)
    odds[0, -1] = odds[-1, 0] = APART
    seen = look_again(odds)
    assert seen.max() <= MOST
    assert seen[0, -1] < APART / 10
