from __future__ import annotations

import pytest

from rashomon.model.errors import InputError
from rashomon.read.pages import PageSettings, read_page

BODY = "".join(
    f"<p>Paragraph {n}: the ferry sank off the island on Monday, the coast guard said in a long statement.</p>"
    for n in range(6)
)
PAGE = f"""<!DOCTYPE html><html lang="en"><head><title>Ferry sinks off island | Harbour Post</title>
<meta property="og:site_name" content="Harbour Post"><meta property="og:title" content="Ferry sinks off island">
<meta name="author" content="Ada Lund; Tor Vik">
<meta property="article:published_time" content="2031-02-06T10:30:00+01:00">
<link rel="canonical" href="https://post.example/ferry"></head>
<body><nav><a href="/">Home</a><a href="/sport">Sport</a></nav><article><h1>Ferry sinks off island</h1>{BODY}</article>
<footer>All rights reserved. Subscribe to our newsletter.</footer></body></html>"""

MENU = "<html><body><a href='/'>Home</a><ul><li>Ferry sinks off island</li><li>Fire in mill</li></ul></body></html>"
SHELL = "<html><body><div>You need to enable JavaScript to run this app.</div></body></html>"


def test_a_short_story_is_one_where_it_is_marked_as_such() -> None:
    page = "<html><body><article><h1>Fire</h1><p>Three people died, police said.</p></article></body></html>"
    assert "Three people died, police said." in read_page(page, "x.html").text


def test_a_page_gives_its_story_and_what_it_says_of_itself() -> None:
    draft = read_page(PAGE, "ferry.html")
    assert draft.text.count("Paragraph") == 6
    assert "Subscribe" not in draft.text
    assert "Sport" not in draft.text
    assert draft.title == "Ferry sinks off island"
    assert draft.outlet == "Harbour Post"
    assert draft.published == "2031-02-06T10:30:00+01:00"
    assert draft.uri == "https://post.example/ferry"
    assert set(draft.byline) == {"Ada Lund", "Tor Vik"}


def test_paragraphs_are_parted_by_a_line_break() -> None:
    lines = read_page(PAGE, "ferry.html").text.split("\n")
    assert sum(line.startswith("Paragraph") for line in lines) == 6


@pytest.mark.parametrize(
    "html", ["<html><body></body></html>", "<html><head><title>x</title></head></html>", "<", "   ", MENU, SHELL]
)
def test_a_page_without_an_article_says_what_to_do(html: str) -> None:
    with pytest.raises(InputError, match=r"save its text|nothing was read"):
        read_page(html, "x.html")


def test_a_page_beyond_the_bounds_is_left() -> None:
    with pytest.raises(InputError, match="characters"):
        read_page(PAGE, "x.html", settings=PageSettings(most_markup=100))
    with pytest.raises(InputError, match="seconds"):
        read_page(
            PAGE.replace("</p>", "</p>" + "<p>More of it.</p>" * 5_000), "x.html", settings=PageSettings(seconds=0.001)
        )
