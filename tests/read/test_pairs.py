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
        ("He said -lrb- in Lyon -rrb- that they did n't", "He said (in Lyon) that they didn't"),
        ("It ended 3 : 2 , at 10 : 30 .", "It ended 3:2, at 10:30."),
        ("The sign read 're-elect Holt ' , he said .", "The sign read 're-elect Holt ', he said."),
        ("Paid in $ and £ , the % of voters , he said .", "Paid in $ and £, the % of voters, he said."),
    ],
)
def test_a_sentence_cut_into_tokens_is_put_together(cut: str, whole: str) -> None:
    assert join_tokens(cut) == whole


@pytest.mark.parametrize(
    "text",
    [
        "Six died, he said.",
        "",
        "It rose .5 points",
        "a - b",
        "Wait ... what?",
        "He said ''no''.",
        "We use ``ls`` here.",
    ],
)
def test_what_was_not_cut_stays(text: str) -> None:
    assert join_tokens(text) == text


@given(st.text(alphabet="abst .,;:!?()[]“”'`-n%$5", max_size=60))
def test_putting_together_loses_nothing_but_blanks(text: str) -> None:
    kept = text.replace("``", "“").replace("''", "”")
    joined = join_tokens(text).replace("``", "“").replace("''", "”")
    assert joined.replace(" ", "") == kept.replace(" ", "")


def test_the_line_keeps_its_own_words() -> None:
    line = {"id": "x", "a": "Six died , he said .", "b": "Six died, he said."}
    answer = msgspec.json.decode(relate_packed(msgspec.json.encode(line)))
    assert (answer["a"], answer["relation"]) == (line["a"], "same")
    assert annotate_sentence(line["a"]).article.text == "Six died, he said."
