"""The head over the numbers of a pair."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.model.records import PairRelation
from rashomon.weights.heads import load_head

NUMBERS = st.floats(-1e6, 1e6)


@given(st.data())
def test_anything_has_probabilities_and_mirrors(data: st.DataObject) -> None:
    head = load_head()
    there, back = ({name: data.draw(NUMBERS) for name in head.features[:5]} for _ in range(2))
    rows = [dict.fromkeys(head.features, 0.0) | row for row in (there, back)]
    one, other = head.judge(*rows), head.judge(*reversed(rows))
    assert sum(one.values()) == pytest.approx(1)
    assert one[PairRelation.NARROWER] == pytest.approx(other[PairRelation.BROADER])
    assert one[PairRelation.CONFLICT] == pytest.approx(other[PairRelation.CONFLICT])
