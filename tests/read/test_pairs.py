"""Pairs of sentences: those that were cut into tokens are put together again."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.pipeline import annotate_sentence, relate_packed
from rashomon.read.pairs import join_tokens


@pytest.mark.parametrize(
    ("cut", "whole"),
    [
        ("The ferry -LRB- built in 1998 -RRB- sank .", "The ferry (built in 1998) sank."),
        ("`` We were n't told , '' she said .", "“We weren't told,” she said."),
        ("The firm 's loss was $ 5 million , or 3 % .", "The firm's loss was $5 million, or 3%."),
        ("They 've left ; he 'd stay : why ?", "They've left; he'd stay: why?"),
    ],
)
def test_a_sentence_cut_into_tokens_is_put_together(cut: str, whole: str) -> None:
    assert join_tokens(cut) == whole


@pytest.mark.parametrize("text", ["Six died, he said.", "", "It rose .5 points", "a - b", "Wait ... what?"])
def test_what_was_not_cut_stays(text: str) -> None:
    assert join_tokens(text) == text


@given(st.text(alphabet="ab .,;:!?()[]“”'`-LRBn%$5", max_size=60))
def test_putting_together_twice_is_once_and_loses_no_letter(text: str) -> None:
    joined = join_tokens(text)
    assert join_tokens(joined) == joined
    assert [c for c in joined if c.isdigit()] == [c for c in text if c.isdigit()]


def test_the_line_keeps_its_own_words() -> None:
    line = {"id": "x", "a": "Six died , he said .", "b": "Six died , he said ."}
    answer = msgspec.json.decode(relate_packed(msgspec.json.encode(line)))
    assert (answer["a"], answer["relation"]) == (line["a"], "same")
    assert annotate_sentence(line["a"]).article.text == "Six died, he said."
