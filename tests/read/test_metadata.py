from __future__ import annotations

import json

import pytest
from lxml.html import fromstring
from quality.bench import read_examples
from quality.web import make_pages

from rashomon.read.metadata import Facts, read_facts
from rashomon.read.pages import read_page

STORY = "<p>The ferry sank off the island on Monday, the coast guard said. Nobody was hurt in the accident.</p>"


def facts(head: str, body: str = "", url: str | None = None) -> Facts:
    html = f"<html lang='en-GB'><head>{head}</head><body><article>{body}{STORY}</article></body></html>"
    return read_facts(fromstring(html), url)


def linked(**fields: object) -> str:
    data = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": "Ferry sinks", **fields}
    return f'<script type="application/ld+json">{json.dumps(data)}</script>'


def test_generated_pages_give_what_is_known_of_them() -> None:
    wrong = []
    for page in make_pages(read_examples(), 20):
        draft = read_page(page.html, "a.html", url=page.url)
        found = (draft.title, draft.outlet, draft.published, draft.uri)
        if found != (page.title, page.outlet, page.published, page.canonical):
            wrong.append((page.template, found))
        assert draft.text.split("\n") == list(page.paragraphs)
        assert draft.language == "en"
    assert wrong == []


def test_data_goes_before_tags_and_tags_before_lines() -> None:
    tag = "<meta name='author' content='Tor Vik'><meta property='article:published_time' content='2031-02-07'>"
    line = "<h1>Ferry sinks</h1><p class='byline'>By Ida Holm</p>"
    data = linked(author={"@type": "Person", "name": "Ada Lund"}, datePublished="2031-02-06T10:30:00Z")
    assert facts(data + tag, line).byline == ("Ada Lund",)
    assert facts(data + tag, line).published == "2031-02-06T10:30:00Z"
    assert facts(tag, line).byline == ("Tor Vik",)
    assert facts("", line).byline == ("Ida Holm",)


@pytest.mark.parametrize(
    "author",
    [
        "Ada Lund", ["Ada Lund"], {"name": "Ada Lund"}, [{"name": "Ada Lund"}, {"name": ""}, 7, None],
        {"@type": "Person", "name": ["Ada Lund"]}, [{"name": "Ada Lund"}, {"name": "https://x.example/ada"}],
    ],
)  # fmt: skip
def test_authors_come_in_many_shapes(author: object) -> None:
    assert facts(linked(author=author)).byline == ("Ada Lund",)


def test_an_agency_that_is_credited_is_in_the_byline() -> None:
    line = "<h1>Ferry sinks</h1><span class='article-source'>Source: Norwire</span>"
    assert facts(linked(author={"name": "Ada Lund"}), line).byline == ("Ada Lund", "Norwire")
    assert facts(linked(author={"name": "Norwire"}), line).byline == ("Norwire",)
    assert facts(linked(sourceOrganization={"name": "Norwire"})).byline == ("Norwire",)
    picture = "<figure><span class='source'>Norwire</span></figure>"
    assert facts(linked(author={"name": "Ada Lund"}), picture).byline == ("Ada Lund",)


def test_the_address_of_another_site_is_not_where_this_account_is() -> None:
    head = "<link rel='canonical' href='https://wire.example/1'>"
    assert facts(head, url="https://www.post.example/9").canonical is None
    own = "<link rel='canonical' href='/1'>"
    assert facts(own, url="https://www.post.example/9?x=1").canonical == "https://www.post.example/1"
    amp = "<link rel='canonical' href='https://www.post.example/1'>"
    assert facts(amp, url="https://amp.post.example/1").canonical == "https://www.post.example/1"
    assert facts(head).canonical == "https://wire.example/1"
    assert facts("<link rel='canonical' href='http://[bad'>", url="https://p.example").canonical is None


@pytest.mark.parametrize(
    "script",
    ["{", "[[[[" * 2000, '{"@graph": [{"@graph": 3}]}', "null", '{"@type": ["NewsArticle"]}', '"\\ud800"', "\x00"],
)
def test_broken_data_is_passed_over(script: str) -> None:
    found = facts(f'<title>Fire | Post</title><script type="application/ld+json">{script}</script>', "<h1>Fire</h1>")
    assert (found.title, found.outlet, found.language) == ("Fire", "Post", "en")


@pytest.mark.parametrize(
    ("title", "site", "wanted"),
    [
        ("Ferry sinks | Harbour Post", "Harbour Post", "Ferry sinks"),
        ("Ferry sinks - Harbour Post", "Harbour Post", "Ferry sinks"),
        ("Well-known ferry sinks", "Harbour Post", "Well-known ferry sinks"),
        ("Fire at Harbour Post", "Harbour Post", "Fire at Harbour Post"),
        ("Harbour Post", "Harbour Post", "Harbour Post"),
    ],
)
def test_the_outlet_behind_a_bar_is_no_part_of_the_title(title: str, site: str, wanted: str) -> None:
    head = f"<meta property='og:title' content='{title}'><meta property='og:site_name' content='{site}'>"
    assert facts(head).title == wanted
