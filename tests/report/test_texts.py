"""The articles in full: every character once, every passage anchored, crossing passages split."""

from __future__ import annotations

import html
import re

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.report import ledgers

from rashomon.model.records import Article, Claim, Entry, Ledger, Status
from rashomon.report.indexes import Index
from rashomon.report.texts import view_texts


def show(text: str, places: list[tuple[int, int]]) -> tuple[str, list[str]]:
    """Return the markup of an article with claims at these places, a paragraph a line, and its anchors."""
    article = Article(id="a", text=text)
    claims = tuple(Claim(id=f"c{n}", passage=(article.span(*place),)) for n, place in enumerate(places))
    entries = tuple(
        Entry(id=f"n{n}", statement="it", claims=(f"c{n}",), articles=1, origins=0, status=Status.UNKNOWN_ORIGIN)
        for n in range(len(places))
    )
    index = Index(Ledger(articles=(article,), claims=claims, entries=entries))
    paragraphs = view_texts(index, (), ())[0].paragraphs
    return "\n\n".join(str(paragraph.body) for paragraph in paragraphs), re.findall(
        r' id="([^"]+)"', "".join(str(paragraph.body) for paragraph in paragraphs)
    )


def strip(markup: str) -> str:
    return html.unescape(re.sub(r"<[^>]*>", "", markup))


def check_nesting(markup: str) -> None:
    """Fail where the elements of a paragraph are not nested."""
    for paragraph in markup.split("\n\n"):
        stack: list[str] = []
        for close, name in re.findall(r"<(/?)(\w+)[^>]*>", paragraph):
            if close:
                assert stack.pop() == name
            else:
                stack.append(name)
        assert stack == []


@st.composite
def texts_with_places(draw: st.DrawFn) -> tuple[str, list[tuple[int, int]]]:
    text = draw(st.text(alphabet=st.sampled_from("ab <&>\"'\n🙂\u0301\u202e"), min_size=1, max_size=60))
    bounds = st.integers(0, len(text))
    pairs = draw(st.lists(st.tuples(bounds, bounds), max_size=8))
    return text, [(min(pair), max(pair)) for pair in pairs if pair[0] != pair[1]]


@settings(deadline=None)  # the first page loads a model
@given(texts_with_places())
def test_every_character_stands_once_and_every_passage_has_one_anchor(
    given_text: tuple[str, list[tuple[int, int]]],
) -> None:
    text, places = given_text
    markup, anchors = show(text, places)
    assert "".join(strip(markup).split()) == "".join(text.split())
    assert sorted(anchors) == sorted({f"a1-{start}-{end}" for start, end in places})
    check_nesting(markup)


def test_crossing_passages_are_split_and_keep_their_words() -> None:
    markup, anchors = show("one two three four", [(0, 13), (8, 18)])
    assert anchors == ["a1-0-13", "a1-8-18"]
    assert 'data-p="a1-8-18"' in markup
    assert strip(markup) == "one two three four"


def test_a_passage_over_two_paragraphs_is_anchored_where_it_begins() -> None:
    markup, anchors = show("First here.\n\nThen there.", [(6, 17)])
    assert anchors == ["a1-6-17"]
    assert markup.index('id="a1-6-17"') < markup.index("\n\n") < markup.index('data-p="a1-6-17"')


def test_a_word_leads_to_the_most_important_line_that_holds_it() -> None:
    ledger = ledgers.make_pair()
    paragraphs = view_texts(Index(ledger), (), ())[0].paragraphs
    assert 'href="#conflict-1">Three</a>' in str(paragraphs[0].body)
    notes = [note.target for note in (*paragraphs[0].loud, *paragraphs[0].quiet)]
    assert notes[0] == "conflict-1"
    assert "values-1" in notes
    assert len(notes) == len(set(notes))
