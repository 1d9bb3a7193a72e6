from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.model.errors import WeightsError
from rashomon.weights.catalogue import describe_parser
from rashomon.weights.parsers import load_parser


def test_a_run_longer_than_any_word_is_one_token() -> None:
    run = "(" * 50_000
    doc = load_parser().make_doc(f"The mark {run} stood there. ")
    assert doc.text == f"The mark {run} stood there. "
    assert [token.text for token in doc if len(token) > 20] == [run]


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.one_of(st.text(max_size=20), st.sampled_from(["x" * 300, "\U0001f6a2" * 400, " ", "\n\n", "ends."])))
)
def test_tokens_put_together_are_the_text(pieces: list[str]) -> None:
    text = "".join(pieces)
    doc = load_parser().make_doc(text)
    assert doc.text == text
    assert all(text[token.idx : token.idx + len(token)] == token.text for token in doc)


def test_a_line_break_ends_a_sentence() -> None:
    sentences = [s.text.strip() for s in load_parser()("Ferry sinks off island\n\nSix people died on Monday.").sents]
    assert sentences == ["Ferry sinks off island", "Six people died on Monday."]


@pytest.mark.parametrize("opening", ["PORT AMARA, Dec 7 (XYZ) - ", "Hallen (XYZ) — ", "(XYZ) - ", "14.30 – "])
def test_what_opens_a_paragraph_is_no_part_of_its_first_sentence(opening: str) -> None:
    doc = load_parser()(f"{opening}Six people died on Monday.")
    assert [s.text.strip() for s in doc.sents][-1] == "Six people died on Monday."


def test_the_card_of_the_parser_holds_a_digest() -> None:
    card = describe_parser()
    assert (card.name, card.version) == ("en_core_web_sm", "3.8.0")
    assert len(card.sha256) == 64


def test_a_parser_that_is_not_installed_is_named_with_the_way_out() -> None:
    with pytest.raises(WeightsError, match="pip install no_such_parser"):
        load_parser("no_such_parser")
