"""What each word of one sentence finds in another."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.weights.markings import MISSING, NEAR, OTHER, SAME, mark_words, split_words


@pytest.mark.parametrize(
    ("a", "b", "marks"),
    [
        ("12 died", "Twelve died", [SAME, SAME]),
        ("Police arrested him", "The arrests", [MISSING, NEAR, MISSING]),
        ("on Monday", "on Friday", [SAME, OTHER]),
        ("1,200 tonnes", "1200 kilograms", [SAME, OTHER]),
    ],
)
def test_words_find_their_like(a: str, b: str, marks: list[int]) -> None:
    assert mark_words(split_words(a), split_words(b)) == marks


@given(st.text(max_size=60))
def test_a_sentence_finds_all_its_words_in_itself(text: str) -> None:
    words = split_words(text)
    assert mark_words(words, words) == [SAME] * len(words)
    assert all(text[start:end] for start, end, _, _ in words)
