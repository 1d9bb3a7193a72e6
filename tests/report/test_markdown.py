"""The brief in Markdown: it says the same, and no text of an article can format it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token
from tests.report import ledgers

from rashomon.model.records import Ledger
from rashomon.report import render_markdown
from rashomon.report.markdown import escape_markdown

PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def walk(tokens: list[Token]) -> list[Token]:
    return [part for token in tokens for part in (token, *walk(token.children or []))]


def read_text(source: str) -> str:
    return "".join(t.content for t in walk(PARSER.parse(source)) if t.type in ("text", "text_special"))


@given(st.text(alphabet=st.sampled_from("ab 1.)#+-=_*`~<>&;[]()!|\\:/@\n\"'"), max_size=60))
def test_escaped_text_is_read_as_it_was_written(text: str) -> None:
    escaped = escape_markdown(text)
    tokens = walk(PARSER.parse(escaped))
    assert {token.type for token in tokens} <= {"paragraph_open", "paragraph_close", "inline", "text", "text_special"}
    assert read_text(escaped) == " ".join(text.split())


@pytest.mark.parametrize("ledger", [ledgers.make_hostile(), ledgers.make_broken(), ledgers.make_pair()])
def test_nothing_from_an_article_becomes_html_a_picture_or_code(ledger: Ledger) -> None:
    kinds = {token.type for token in walk(PARSER.parse(render_markdown(ledger)))}
    assert not kinds & {"html_block", "html_inline", "image", "code_inline", "fence", "code_block"}


def test_payloads_are_read_as_they_are_written() -> None:
    text = read_text(render_markdown(ledgers.make_hostile()))
    assert "<script>window.__ran = 1</script>" in text
    assert '<img src=x onerror="window.__ran = 1">' in text


def test_links_go_to_pages_alone() -> None:
    tokens = walk(PARSER.parse(render_markdown(ledgers.make_hostile())))
    assert all(str(t.attrs["href"]).startswith("https://") for t in tokens if t.type == "link_open")
    tokens = walk(PARSER.parse(render_markdown(ledgers.make_pair())))
    assert [t.attrs["href"] for t in tokens if t.type == "link_open"] == ["https://lantern.example/mill"]


def test_the_brief_has_sides_differences_support_and_lineage() -> None:
    brief = render_markdown(ledgers.make_pair())
    assert brief.startswith("# Tom Reed\n\nThe first of these accounts: “Three hurt at the mill”, The Lantern\n\n")
    assert "\n\n**2 accounts on 1 known origin.**" in brief
    assert "**Three or five were hurt** (a number)" in brief
    assert (
        "> **Three people were hurt** at the mill on Monday.\n>\n> — The Lantern, 2 May 09:00, in its own words"
        in brief
    )
    assert '> "We ~~shut~~ **slammed** the gate at once,"' in brief
    assert "| The gate was shut at once | 2 | 1 | Tom Reed, foreman |" in brief
    assert "- Daily Oak rewrites The Lantern" in brief
    assert "- **broken.html could not be read in full.** No article was found on this page" in brief


def test_every_quoted_difference_is_read_as_a_mark() -> None:
    brief = render_markdown(ledgers.read_pack())
    assert "~~" not in read_text(brief)
    assert "**" not in read_text(brief)


def test_an_empty_ledger_has_a_brief() -> None:
    assert "No place was found where the accounts part." in render_markdown(Ledger())
