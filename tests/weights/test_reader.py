"""Two sentences read together."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.model.records import ConflictKind, PairRelation
from rashomon.weights.reader import KINDS, RELATIONS, load_claim_reader, load_reader

TOLL = (
    "Nine people died when the mill burned down on Monday.",
    "Twelve people died when the mill burned down on Monday.",
)
ASIDE = ("The bank closed 14 branches.", "A violinist won the prize in Orlo.")
TEXTS = st.text(max_size=60)


def test_a_changed_figure_is_a_conflict_of_number() -> None:
    reading = load_reader().read([TOLL])[0]
    assert reading.of(PairRelation.CONFLICT) == max(reading.relations)
    assert reading.kind is ConflictKind.NUMBER


def test_sentences_on_other_things_are_unrelated() -> None:
    reading = load_reader().read([ASIDE])[0]
    assert reading.of(PairRelation.UNRELATED) + reading.of(PairRelation.RELATED) > 0.5


def test_what_is_read_of_a_pair_does_not_depend_on_its_neighbours() -> None:
    alone = [load_reader().read([pair])[0] for pair in (TOLL, ASIDE)]
    many = [(f"{n} people died in Varn.", f"{n + 1} people died in Varn.") for n in range(12)]
    assert load_reader().read([*many, ASIDE, TOLL])[-2:] == alone[::-1]


@settings(deadline=None, max_examples=30)  # a model is run in each
@given(TEXTS, TEXTS)
def test_anything_has_probabilities(a: str, b: str) -> None:
    reading = load_reader().read([(a, b)])[0]
    assert len(reading.relations) == len(RELATIONS)
    assert len(reading.kinds) == len(KINDS)
    assert sum(reading.relations) == pytest.approx(1, abs=1e-3)
    assert sum(reading.kinds) == pytest.approx(1, abs=1e-3)


@pytest.mark.parametrize(
    ("a", "b", "likeliest"),
    [
        ("The mill burned down on Monday night.", "Fire destroyed the mill on Monday night.", "same"),
        ("The mill burned down on Monday night.", "A committee will look into the election.", "none"),
    ],
)
def test_two_claims_are_one_or_of_different_things(a: str, b: str, likeliest: str) -> None:
    verdict = load_claim_reader().read([(a, b)])[0]
    shares = {name: getattr(verdict, name) for name in verdict.__struct_fields__}
    assert max(shares, key=lambda name: shares[name]) == likeliest


@settings(deadline=None, max_examples=20)
@given(TEXTS, TEXTS)
def test_a_verdict_has_probabilities(a: str, b: str) -> None:
    verdict = load_claim_reader().read([(a, b)])[0]
    assert sum(getattr(verdict, name) for name in verdict.__struct_fields__) == pytest.approx(1, abs=2e-3)


def test_the_claims_model_is_not_the_pair_model() -> None:
    one, other = load_reader().read([TOLL])[0], load_claim_reader().read([TOLL])[0]
    assert one.kinds[:5] != (other.same, other.contradiction, other.update, other.difference, other.none)
