from __future__ import annotations

import pytest

from rashomon.annotate.articles import load_annotator
from rashomon.model.annotated import Annotated
from rashomon.model.records import Article, PairRelation
from rashomon.relate.measures import Tools, measure_pair, name_reading
from rashomon.relate.pairs import MIRROR, Verdict, relate_sentences
from rashomon.weights.encoder import load_encoder
from rashomon.weights.heads import load_head

PAIRS = [
    (
        "Nine people died when the mill burned down on Monday.",
        "Twelve people died when the mill burned down on Monday.",
    ),
    ("The mayor of Tarn resigned on Friday after a vote.", "The mayor of Tarn resigned."),
    ("The bank closed 14 branches.", "A violinist won the prize in Orlo."),
    ("", "The bank closed 14 branches."),
    ("!!!", "🔥🔥"),
]


TOOLS = Tools(encode=load_encoder().encode, places=load_encoder().encode_places)


def read(text: str) -> Annotated:
    return load_annotator().annotate(Article(id="s", text=text, published="2031-05-07"))


def relate(a: str, b: str) -> Verdict:
    return relate_sentences(read(a), read(b), TOOLS)


@pytest.mark.parametrize(("a", "b"), PAIRS)
def test_changing_places_mirrors_the_verdict(a: str, b: str) -> None:
    there, back = relate(a, b), relate(b, a)
    assert {MIRROR[r]: p for r, p in there.scores.items()} == pytest.approx(back.scores)
    assert sum(there.scores.values()) == pytest.approx(1, abs=1e-3)
    assert there.score == there.scores[there.relation]


def test_a_sentence_is_the_same_as_itself() -> None:
    for a, _ in PAIRS[:3]:
        assert relate(a, a).relation is PairRelation.SAME


def test_one_changed_figure_is_a_conflict_and_the_reason_names_both() -> None:
    verdict = relate(*PAIRS[0])
    assert verdict.relation is PairRelation.CONFLICT
    assert any("'Nine' against 'Twelve'" in reason for reason in verdict.reasons)


def test_saying_less_is_broader_and_other_things_are_unrelated() -> None:
    assert relate(*PAIRS[1]).relation is PairRelation.NARROWER
    assert relate(*PAIRS[2]).relation is PairRelation.UNRELATED


def test_a_claim_of_a_longer_text_is_borne_out_or_ruled_out_whatever_its_words() -> None:
    text = "In 1994 the oboist Oriol Banyuls left the Lisbon orchestra, where he had played for eleven years."
    assert relate(text, "Banyuls was a musician.").relation is PairRelation.NARROWER
    assert relate(text, "Banyuls never played in an orchestra.").relation is PairRelation.CONFLICT


def test_features_are_numbers_for_anything() -> None:
    for a, b in PAIRS:
        measure = measure_pair(read(a), read(b), TOOLS)
        said = name_reading(dict.fromkeys(PairRelation, 0.5))
        assert measure.there.keys() == measure.back.keys()
        assert measure.there.keys() | said.keys() == set(load_head().features)
        assert all(value == value and abs(value) < 100 for value in measure.there.values())
        assert measure_pair(read(b), read(a), TOOLS).there == pytest.approx(measure.back)


def test_sentences_that_conflict_are_alike_and_other_things_are_not() -> None:
    alike, other = relate(*PAIRS[0]).similarity, relate(*PAIRS[2]).similarity
    assert 0 <= other < 0.3 < 0.7 < alike <= 1
    assert relate(PAIRS[0][0], PAIRS[0][0]).similarity == pytest.approx(1, abs=1e-3)
