"""Words that colour: which, in whose voice, about whom."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.annotate.framing import find_framing, load_colours
from rashomon.annotate.lexicons import load_lexicon
from rashomon.model.records import Article, Entity, Framing, FramingKind, Quote, QuoteKind, Tone, Voice
from rashomon.weights.parsers import load_parser


def framing_of(text: str, *contents: str, entities: tuple[Entity, ...] = ()) -> list[Framing]:
    article = Article(id="a1", text=text)
    quotes = tuple(
        Quote(
            id=content,
            kind=QuoteKind.DIRECT,
            content=(article.span(text.index(content), text.index(content) + len(content)),),
        )
        for content in contents
    )
    return list(find_framing(load_parser()(text), article, quotes, entities))


@pytest.mark.parametrize(
    ("text", "word", "kind", "tone"),
    [
        ("The shameful decision was taken on Monday.", "shameful", FramingKind.EVALUATIVE, Tone.NEGATIVE),
        ("A gruesome scene met the police.", "gruesome", FramingKind.LOADED, Tone.NEGATIVE),
        ("The heroic crew went back in.", "heroic", FramingKind.EVALUATIVE, Tone.POSITIVE),
        ("The thugs left by bus.", "thugs", FramingKind.LABEL, Tone.NEGATIVE),
        ("The alleged plan was found in a drawer.", "alleged", FramingKind.HEDGE, Tone.NEUTRAL),
        ("The so-called expert spoke for an hour.", "so-called", FramingKind.HEDGE, Tone.NEGATIVE),
        ("The board turned a blind eye to the leak.", "turned a blind eye", FramingKind.EVALUATIVE, Tone.NEGATIVE),
        ("The dam failed, it is understood.", "it is understood", FramingKind.HEDGE, Tone.NEUTRAL),
        ('The firm praised its "safe" tank.', '"safe"', FramingKind.HEDGE, Tone.NEGATIVE),
    ],
)
def test_words(text: str, word: str, kind: FramingKind, tone: Tone) -> None:
    found = framing_of(text)
    assert [(f.span.text, f.kind, f.polarity, f.voice) for f in found] == [(word, kind, tone, Voice.OUTLET)]


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n",
        "The council met on Tuesday and approved the budget by nine votes to four.",
        "Brave Street was closed.",
        'The film, called "safe", opened in May.',
        "The 'Blue Heron' was moored at the quay.",
        "The boss left the room.",
    ],
)
def test_plain_words_are_left_alone(text: str) -> None:
    assert framing_of(text) == []


def test_neighbours_are_one_span() -> None:
    assert [f.span.text for f in framing_of("A brutal mob came in.")] == ["brutal mob"]


def test_weak_words_count_in_company() -> None:
    assert [f.span.text for f in framing_of("The boss left the room.")] == []
    assert [f.span.text for f in framing_of("The greedy boss left the shameful room.")] == ["greedy boss", "shameful"]


def test_voice_is_that_of_the_quote() -> None:
    found = framing_of('"It is a flat-out lie," Orm said of the shameful report.', '"It is a flat-out lie,"')
    assert [(f.span.text, f.voice) for f in found] == [("flat-out lie", Voice.QUOTED), ("shameful", Voice.OUTLET)]


def test_reported_words_are_no_scare_quotes() -> None:
    assert framing_of('Orm called the tank "safe" and left.', '"safe"') == []


def test_target_is_whom_the_word_is_about() -> None:
    text = "The thuggish Orlen Guard was seen. A reckless Jo Orm drove off."
    article = Article(id="a1", text=text)
    start = text.index("Jo Orm")
    orm = Entity(id="e1", name="Jo Orm", mentions=(article.span(start, start + 6),))
    assert [f.target for f in framing_of(text, entities=(orm,)) if f.span.text == "reckless"] == ["e1"]


def test_lexicon_is_well_formed() -> None:
    words, phrases = load_colours()
    assert len(words) > 900
    assert len(phrases) > 80
    assert all(word == word.lower() for word in words)
    strong = {word for word, colours in words.items() if any(not c.weak for c in colours)}
    weak = {word for word, colours in words.items() if any(c.weak for c in colours)}
    for part in ("verb", "noun", "adjective"):
        parts = {w for w in strong & weak if {c.weak for c in words[w] if c.part == part} == {True, False}}
        assert not parts


def test_lexicon_sections() -> None:
    assert "turn a blind eye" in load_lexicon("framing")["evaluative negative phrase"]
    with pytest.raises(FileNotFoundError):
        load_lexicon("no such list")


@settings(max_examples=30, deadline=None)
@given(
    st.lists(
        st.sampled_from(["brutal", "mob", '"', "“", "”", "safe", "so", "-", "called", ",", "\n", "🙂", "A"]),
        max_size=40,
    )
)
def test_hits_never_overlap(words: list[str]) -> None:
    text = " ".join(words)
    found = framing_of(text)
    assert len({f.id for f in found}) == len(found)
    for a, b in pairwise(found):
        assert a.span.end <= b.span.start
    assert all(text[f.span.start : f.span.end] == f.span.text for f in found)
