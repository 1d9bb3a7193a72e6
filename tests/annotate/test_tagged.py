"""What the tagger marks, and how it goes together with the rules."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.annotate.additions import add_speech
from rashomon.annotate.articles import Annotator
from rashomon.annotate.quotes import find_speech
from rashomon.annotate.tagged import Run, Tagged, find_runs, make_text, mark_speech
from rashomon.annotate.units import Parsed, read_document
from rashomon.model.records import Article
from rashomon.weights.parsers import load_parser
from rashomon.weights.sessions import load_pieces
from rashomon.weights.tagger import LAYERS, WINDOW, cut_windows, load_tagger

NEWS = (
    "Police counted 2,000 marchers on Saturday. The organisers, who had hoped for more, put it at 5,000.\n\n"
    "“We came with a pen,” Lena Orth said. “They came with an eraser.”"
)


def _read(text: str) -> Parsed:
    return read_document(load_parser()(text))


@settings(max_examples=200)
@given(
    st.lists(st.tuples(*[st.floats(0.01, 1)] * 3), min_size=1, max_size=30),
    st.lists(st.booleans(), min_size=30, max_size=30),
)
def test_runs_are_apart_and_cross_no_barrier(rows: list[tuple[float, ...]], walls: list[bool]) -> None:
    odds = np.array(rows, dtype=np.float32)
    labels = np.log(odds / odds.sum(axis=1, keepdims=True))
    barriers = np.array([True, *walls[1 : len(rows)]])
    runs = find_runs(labels, barriers)
    places = [place for begin, end, _ in runs for place in range(begin, end)]
    assert len(places) == len(set(places))
    assert all(0 <= begin < end <= len(rows) for begin, end, _ in runs)
    assert not any(barriers[place] for begin, end, _ in runs for place in range(begin + 1, end))


def test_runs_are_the_likeliest() -> None:
    odds = np.log(np.array([[0.1, 0.8, 0.1], [0.3, 0.1, 0.6], [0.8, 0.1, 0.1], [0.1, 0.2, 0.7]], dtype=np.float32))
    runs = find_runs(odds, np.array([True, False, False, False]))
    assert [run[:2] for run in runs] == [(0, 2), (3, 4)]


@settings(max_examples=20, deadline=None)
@given(st.lists(st.sampled_from([NEWS, "word " * 300, "\n\n", "Ünïcödé „marks“ 🚢 here. ", "x" * 700]), max_size=5))
def test_windows_hold_every_piece_once(parts: list[str]) -> None:
    text = "".join(parts)
    parsed = _read(text)
    windows = cut_windows(make_text(parsed, []), load_pieces())
    whole = load_pieces().encode(text, add_special_tokens=False)
    kept = [number for number, (start, end) in zip(whole.ids, whole.offsets, strict=True) if end > start]
    assert [number for window in windows for number in window.ids.tolist()] == (kept if parsed.start else [])
    assert all(len(window.ids) <= WINDOW and window.features.shape == (len(window.ids), 8) for window in windows)


def test_what_rules_found_is_told_layer_by_layer() -> None:
    parsed = _read("Police said the driver had told them he was tired.")
    found = find_speech(parsed)
    text = make_text(parsed, found)
    assert len(text.found) == len(LAYERS)
    assert all(len(layer) == len(parsed.start) for layer in text.found)
    assert max(text.found[0]) == 2
    assert max(text.found[1]) == 2  # content inside content


def test_the_same_text_is_marked_the_same_whatever_came_before() -> None:
    parsed = _read(NEWS)
    found = find_speech(parsed)
    once = mark_speech(parsed, found, load_tagger())
    mark_speech(_read("Something else, he said."), [], load_tagger())
    assert once == mark_speech(parsed, found, load_tagger())
    assert once


def _mark(parsed: Parsed, words: str, worth: float, *, cue: str = "", layer: int = 0) -> Tagged:
    def run(text: str) -> Run:
        start = parsed.text.index(text)
        return Run(parsed.word_at(start), parsed.word_at(start + len(text)), worth)

    return Tagged(run=run(words), layer=layer, cue=run(cue) if cue else None, source=None)


@pytest.mark.parametrize(("worth", "cue", "added"), [(9.0, "noise", True), (9.0, "", True), (-1.0, "noise", False)])
def test_what_the_tagger_is_sure_of_is_added(worth: float, cue: str, added: bool) -> None:
    parsed = _read("There was noise about a sale of the mill.")
    assert not find_speech(parsed)
    more = add_speech(parsed, [], [_mark(parsed, "a sale of the mill", worth, cue=cue)])
    assert [parsed.text_of(*speech.content[0]) for speech in more] == (["a sale of the mill"] if added else [])


def test_what_rules_found_is_not_added_again() -> None:
    parsed = _read("Lena Orth said the mill was closed.")
    found = find_speech(parsed)
    assert add_speech(parsed, found, [_mark(parsed, "the mill was closed", 9.0, cue="said")]) == found


def test_content_inside_content_is_added() -> None:
    parsed = _read("Lena Orth said the old miller from the coast had often been heard to mutter about rats.")
    found = find_speech(parsed)
    inner = _mark(parsed, "about rats", 9.0, cue="mutter", layer=1)
    assert [parsed.text_of(*s.content[0]) for s in add_speech(parsed, found, [inner])][-1] == "about rats"


def test_a_noun_phrase_is_added_to_its_end() -> None:
    parsed = _read("There was noise about grain from the United States.")
    more = add_speech(parsed, [], [_mark(parsed, "grain from the United", 9.0, cue="noise")])
    assert [parsed.text_of(*speech.content[0]) for speech in more] == ["grain from the United States"]


def test_what_somebody_may_say_is_not_added() -> None:
    parsed = _read("The mayor may propose that the mill takes grain.")
    assert add_speech(parsed, [], [_mark(parsed, "the mill takes grain", 9.0, cue="propose")]) == []


def test_two_pieces_with_one_cue_are_one_speech() -> None:
    parsed = _read("Rats, there was noise, in the flour.")
    pieces = [_mark(parsed, words, 9.0, cue="noise") for words in ("Rats", "in the flour")]
    more = add_speech(parsed, [], pieces)
    assert [[parsed.text_of(*piece) for piece in speech.content] for speech in more] == [["Rats", "in the flour"]]


def test_bare_figures_are_speech(annotator: Annotator) -> None:
    quotes = annotator.annotate(Article(id="a1", text=NEWS)).quotes
    contents = [quote.content[0].text for quote in quotes]
    assert "2,000 marchers on Saturday" in contents or "2,000 marchers" in contents
