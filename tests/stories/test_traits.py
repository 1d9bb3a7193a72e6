from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.model.records import Article
from rashomon.stories.evidence import match_times
from rashomon.stories.traits import ReadingSettings, read_times, read_traits


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("July 28, 2004", {"jul 28"}),
        ("on 9 Sept. in Toll", {"sep 9"}),
        ("APR 28", {"apr 28"}),
        ("November 28th , 2005", {"nov 28"}),
        ("They may 3 times", set()),
        ("Marching 4 miles", set()),
        ("August 10:30", set()),
    ],
)
def test_days_of_a_month_are_read(text: str, dates: set[str]) -> None:
    assert read_times("", text, 500)[2] == dates


def test_times_below_the_opening_are_not_those_of_the_event() -> None:
    text = "x " * 600 + "On Monday, 3 May 1999, somebody said so."
    assert read_times("", text, 500) == (frozenset(),) * 5


def test_a_word_that_is_also_written_small_is_no_name() -> None:
    traits = read_traits(Article(id="a", title="Ferry Sinks Off Orrin", text="The ferry sinks."))
    assert set(traits.names) == {"orrin", "off"}


def test_only_the_top_of_an_article_is_read() -> None:
    settings = ReadingSettings(most_characters=10)
    assert read_traits(Article(id="a", text="Ferry sank in Port Orrin"), settings).words == {"ferry": 1, "sank": 1}


SETS = st.lists(st.frozensets(st.sampled_from("abc")), min_size=3, max_size=3).map(tuple)


@given(SETS, SETS)
def test_times_match_both_ways_and_never_are_the_same_and_others_at_once(
    a: tuple[frozenset[str], ...], b: tuple[frozenset[str], ...]
) -> None:
    found = match_times(a, b)
    assert found == match_times(b, a)
    assert not any(same and other for same, other in zip(found[::2], found[1::2], strict=True))


@given(st.text(max_size=200))
def test_any_text_can_be_read(text: str) -> None:
    read_traits(Article(id="a", title=text[:20], text=text, published=text[:10]))
