"""Quotation marks: every family, apostrophes, marks that are never closed, and time."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.annotate.marks import pair_marks


def passages(text: str) -> list[str]:
    return [text[mark.start : mark.end] for mark in pair_marks(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"Go," he said.', ['"Go,"']),
        ("“Go,” he said.", ["“Go,”"]),
        ("‘Go,’ he said. ‘It’s late.’", ["‘Go,’", "‘It’s late.’"]),
        ("'Go,' he said. 'It's late.'", ["'Go,'", "'It's late.'"]),
        ("« La mer », dit-il.", ["« La mer »"]),
        ("»Das Meer«, sagte er.", ["»Das Meer«"]),
        ("„Das Meer“, sagte er.", ["„Das Meer“"]),
        ("``Go,'' he said.", ["``Go,''"]),
        ("„Das Meer”, he said, “is late”.", ["„Das Meer”", "“is late”"]),
    ],
)
def test_families(text: str, expected: list[str]) -> None:
    assert passages(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The boys' toys and the '90s and rock 'n' roll: it's Ann's, isn't it?",
        'A man of 6\'2" stood 5" from the wall.',
        "Give ’em the ’80s.",
        "",
        "\n\n",
        '"',
        "“",
        "…",
    ],
)
def test_what_is_no_passage(text: str) -> None:
    assert passages(text) == []


def test_plural_possessive_closes_nothing() -> None:
    assert passages("‘The boys’ toys were late,’ he said.") == ["‘The boys’ toys were late,’"]


def test_nesting() -> None:
    marks = pair_marks("“She said ‘no’ to me,” he said.")
    assert [mark.depth for mark in marks] == [0, 1]


def test_missing_close_ends_with_the_paragraph() -> None:
    text = "He said: “We go.\n\nThe sea was calm. “It is late,” she said."
    marks = pair_marks(text)
    assert [text[m.start : m.end] for m in marks] == ["“We go.", "“It is late,”"]
    assert [m.closed for m in marks] == [False, True]


def test_missing_close_before_another_passage_costs_only_itself() -> None:
    assert passages("“We go, he said. “And we stay,” he said.") == ["“And we stay,”"]


def test_close_of_another_family() -> None:
    assert passages("\"They moved back,' she said. “Then” she left.") == ["\"They moved back,'", "“Then”"]


def test_wrapped_line_goes_on() -> None:
    assert passages("“We go\nwhen it is late,” he said.") == ["“We go\nwhen it is late,”"]


@given(st.text(alphabet="\"'“”‘’„«»`ab .,!\n", max_size=80))
@settings(max_examples=300, deadline=None)
def test_passages_lie_in_the_text_and_never_cross(text: str) -> None:
    marks = pair_marks(text)
    for mark in marks:
        assert 0 <= mark.start < mark.end <= len(text)
        assert any(c.isalnum() for c in text[mark.start : mark.end])
    for one in marks:
        for other in marks:
            crossing = one.start < other.start < one.end < other.end
            assert not crossing


@pytest.mark.parametrize("text", ['"', "“", "‘a", "s' a", "“‘", "' "])
def test_time_is_linear(text: str) -> None:
    def measure(size: int) -> float:
        begin = time.process_time()
        pair_marks(text * (size // len(text)))
        return time.process_time() - begin

    measure(1000)
    # ten times the text: a quadratic method would take a hundred times as long
    assert measure(200_000) < 40 * max(measure(20_000), 0.01)
