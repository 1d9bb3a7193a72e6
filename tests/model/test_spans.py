from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.model.errors import SpanError
from rashomon.model.records import Article
from rashomon.model.spans import Span


@given(st.text(min_size=1), st.data())
def test_a_span_of_any_text_gives_back_that_text(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    span = Article(id="a", text=text).span(start, end)
    assert span.text == text[start:end]
    assert text[span.start : span.end] == span.text


@pytest.mark.parametrize(("start", "end"), [(3, 3), (4, 2), (-1, 2), (0, 99)])
def test_offsets_outside_the_text_are_refused(start: int, end: int) -> None:
    with pytest.raises(SpanError, match="'a'"):
        Article(id="a", text="Three died.").span(start, end)


def test_a_span_must_be_as_long_as_its_text() -> None:
    with pytest.raises(SpanError, match="holds 2 characters"):
        Span(article="a", start=0, end=3, text="ab")


def test_emoji_and_combining_characters_count_as_code_points() -> None:
    article = Article(id="a", text="🔥 e\u0301clair \u200f“no”")
    assert article.span(2, 4).text == "e\u0301"


def test_overlap_and_containment_are_within_one_article() -> None:
    long, short = Article(id="a", text="one two").span(0, 7), Article(id="a", text="one two").span(4, 7)
    other = Article(id="b", text="one two").span(4, 7)
    assert long.overlaps(short) and short.overlaps(long) and long.contains(short) and not short.contains(long)
    assert not long.overlaps(other) and not long.contains(other)
