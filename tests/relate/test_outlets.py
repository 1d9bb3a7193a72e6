"""Outlets, agencies and credits."""

from __future__ import annotations

import pytest
from tests.relate.drafts import draft

from rashomon.relate.outlets import find_credits, read_names, read_outlets


@pytest.mark.parametrize(
    ("outlet", "text", "agency"),
    [
        ("Alpha Press Bureau", "PORT X, March 3 (APB) - A boat sank.", True),
        ("Sundown", "PORT X (Sundown) — A boat sank.", True),
        ("Western Newswire", "A boat sank.", True),
        ("The Evening Lantern", "A boat sank.", False),
        ("The Evening Lantern", "PORT X, March 3 (APB) - A boat sank.", False),
        (None, "A boat sank.", False),
        ("", "", False),
    ],
)
def test_an_agency_says_so(outlet: str | None, text: str, agency: bool) -> None:
    assert read_outlets([draft("a", text, outlet=outlet)])["a"].agency is agency


def test_a_byline_or_dateline_names_the_agency_whose_dispatch_is_printed() -> None:
    wire = draft("a", "PORT X, March 3 (APB) - A boat sank.", outlet="Alpha Press Bureau")
    by_byline = draft("b", "A boat sank.", outlet="The Lantern", byline=("APB", "Lantern staff"))
    by_dateline = draft("c", "PORT X (APB) - A boat sank.", outlet="The Beacon")
    own = draft("d", "A boat sank.", outlet="The Herald", byline=("Ida Holm",))
    outlets = read_outlets([wire, by_byline, by_dateline, own])
    assert outlets["b"].wire == outlets["c"].wire == outlets["a"].key
    assert outlets["d"].wire is None


@pytest.mark.parametrize(
    ("byline", "wire"),
    [
        (("Ida Holm, Northern News Agency",), "northern news agency"),
        (("Northern Wire and Lantern staff",), "northern wire"),
        (("By Ida Holm",), None),
        (("Wire",), None),
        (("our press agency desk",), None),
    ],
)
def test_a_byline_names_an_agency_of_which_no_dispatch_is_here(byline: tuple[str, ...], wire: str | None) -> None:
    assert read_outlets([draft("a", "A boat sank.", outlet="The Lantern", byline=byline)])["a"].wire == wire


def test_credits_are_names_of_outlets_not_the_same_words() -> None:
    text = "In Lantern Street, the Lantern reported, the APB agency and Alpha Press Bureau said so."
    accounts = [
        draft("a", text, outlet="The Beacon"),
        draft("b", "x", outlet="The Evening Lantern"),
        draft("c", "PORT X (APB) - y", outlet="Alpha Press Bureau"),
    ]
    outlets = read_outlets(accounts)
    found = [(text[c.start : c.end], c.outlet) for c in find_credits(accounts[0], read_names(outlets))]
    assert found == [
        ("Lantern", "the evening lantern"),
        ("APB", "alpha press bureau"),
        ("Alpha Press Bureau", "alpha press bureau"),
    ]
    assert text[: find_credits(accounts[0], read_names(outlets))[0].start].endswith("the ")


def test_a_dateline_of_brackets_alone_is_none() -> None:
    assert read_outlets([draft("a", "(((((" * 60, outlet=None)])["a"].key == "a"
