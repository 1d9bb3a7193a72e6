from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.model.errors import InputError
from rashomon.read.texts import read_byline, read_head, read_text

STORY = "A ferry sank off the island on Monday, the coast guard said.\nNobody was hurt."


@pytest.mark.parametrize(
    ("above", "title", "byline", "published"),
    [
        ("# Ferry sinks\n\nAda Lund  \n6 February 2031\n\n", "Ferry sinks", ("Ada Lund",), "2031-02-06"),
        ("\n\n# Ferry sinks #\n", "Ferry sinks", (), None),
        (
            "Ferry sinks off island\n\nBy Ada Lund and Tor Vik\n\n",
            "Ferry sinks off island",
            ("Ada Lund", "Tor Vik"),
            None,
        ),
        ("Ferry sinks off island\n======\nFebruary 6, 2031\n", "Ferry sinks off island", (), "2031-02-06"),
        ("Who sank the ferry?\n\n", "Who sank the ferry?", (), None),
        ("Ferry sinks\n2031-02-06 10:30\nAda Lund\n", "Ferry sinks", ("Ada Lund",), "2031-02-06T10:30"),
        ("By Ada Lund\n", None, ("Ada Lund",), None),
        ("6 February 2031\n", None, (), "2031-02-06"),
        ("", None, (), None),
    ],
)
def test_head_is_read_and_left_out_of_the_text(
    above: str, title: str | None, byline: tuple[str, ...], published: str | None
) -> None:
    draft = read_text(above + STORY, "a.txt")
    assert (draft.title, draft.byline, draft.published) == (title, byline, published)
    assert draft.text == STORY


@pytest.mark.parametrize(
    "text",
    [
        "The Harbour Post’s Ada Lund\n" + STORY,  # a credit above the story, or a headline? it stays in the text
        "“It sank at once”\n" + STORY,
        "It was dark. The ferry sank.\n" + STORY,
        "roses are red\nviolets are blue\nferries are slow\nand so are you",
        "Only one line",
    ],
)
def test_what_is_not_plainly_a_headline_stays_in_the_text(text: str) -> None:
    draft = read_text(text, "a.txt")
    assert draft.title is None
    assert draft.text == text


def test_a_plain_text_keeps_every_character_but_its_line_ends() -> None:
    text = "\u200fThe ferry \U0001f6a2 sank,\tZoe\u0308 said.\r\n\r\nNobody\u00a0was hurt.\r"
    assert (
        read_text(text, "a.txt").text == "\u200fThe ferry \U0001f6a2 sank,\tZoe\u0308 said.\n\nNobody\u00a0was hurt.\n"
    )


def test_front_matter_says_what_the_text_cannot() -> None:
    head = "---\ntitle: Ferry sinks\nauthors:\n  - Ada Lund\n  - Tor Vik\ndate: 2031-02-06\nsource: Harbour Post\n---\n"
    draft = read_text(head + STORY, "a.md", markdown=True)
    assert (draft.title, draft.outlet, draft.published) == ("Ferry sinks", "Harbour Post", "2031-02-06")
    assert draft.byline == ("Ada Lund", "Tor Vik")
    assert draft.text == STORY


def test_markdown_loses_its_marks_and_keeps_its_words() -> None:
    text = "# Ferry *sinks*\n\n> The **coast guard** said [no](https://board.example/a).\n\n"
    text += "## What next\n\n- One\n- Two 2 * 3 * 4"
    draft = read_text(text, "a.md", markdown=True)
    assert draft.title == "Ferry sinks"
    assert draft.text == "The coast guard said no.\n\nWhat next\n\nOne\nTwo 2 * 3 * 4"


@pytest.mark.parametrize("text", ["", " \n\t ", "\ufeff", "\u200b\n"])
def test_blank_text_is_an_error_that_says_so(text: str) -> None:
    with pytest.raises(InputError, match="no text"):
        read_text(text, "a.txt")


def test_a_headline_with_nothing_below_is_the_text() -> None:
    assert read_text("# Ferry sinks\n", "a.txt").text == "# Ferry sinks\n"


def test_a_byline_after_by_may_be_anybody_a_bare_one_only_names() -> None:
    assert read_byline("By the Harbour desk", bare=False) == ("the Harbour desk",)
    assert read_byline("Six dead in ferry disaster", bare=True) == ()
    assert read_byline("Jan van der Berg", bare=True) == ("Jan van der Berg",)
    assert read_byline("FERRY SINKS", bare=True) == ()


@given(st.text(max_size=400))
def test_the_story_is_always_the_end_of_the_text(text: str) -> None:
    head = read_head(text)
    assert 0 <= head.start <= len(text)
    if head.start == 0:
        assert (head.title, head.byline, head.published) == (None, (), None)
