"""What the words of one sentence find in another."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.annotate.articles import load_annotator
from rashomon.annotate.lexicons import load_lexicon
from rashomon.model.records import Article
from rashomon.relate.matches import FIGURES, Match, Reading, match_words
from rashomon.weights.encoder import load_encoder

LONG = "Ilse Varga, a Hungarian novelist born in 1961, won the national prize in Varn on Monday."
WORDS = st.lists(st.sampled_from(["Six", "miners", "met", "not", "Varn", "on", "the", "won", "lost", "🔥"]), max_size=8)


def read(text: str) -> Reading:
    return Reading(load_annotator().annotate(Article(id="s", text=text, language="en")), load_encoder().encode_places)


def match(one: str, other: str) -> Match:
    return match_words(read(one), read(other))


def test_a_part_finds_all_its_words_and_the_whole_does_not() -> None:
    part = "Ilse Varga won the national prize."
    assert match(part, LONG).figures["found"] == pytest.approx(1)
    assert match(LONG, part).figures["found"] < 0.8


def test_another_year_is_missing_and_the_true_one_is_its_rival() -> None:
    found = match("Ilse Varga was born in 1971.", LONG)
    assert (found.missing, found.rival) == ("1971", "1961")
    assert found.figures["rival number"] > 0


@pytest.mark.parametrize(
    ("text", "name"),
    [("Ilse Varga lost the national prize.", "opposed"), ("Ilse Varga is a Romanian novelist.", "excluded")],
)
def test_what_excludes_a_word_is_known(text: str, name: str) -> None:
    assert match(text, LONG).figures[name] > 0
    assert match("Ilse Varga won the national prize.", LONG).figures[name] == 0


def test_she_stands_for_the_subject_of_a_claim() -> None:
    told = "She was born in Varn and won the national prize."
    assert match("Ilse Varga won the national prize.", told).figures["missing name"] == 0
    assert match("Ilse Varga won the national prize.", "A miner won the national prize.").figures["missing name"] > 0


def test_no_word_excludes_itself_in_the_list() -> None:
    lexicon = load_lexicon("exclusions")
    for pair in lexicon["pairs"]:
        one, two = pair.split("/")
        assert one != two, pair


@settings(deadline=None, max_examples=30)  # a sentence is parsed in each
@given(WORDS, WORDS)
def test_figures_are_of_all_names_and_within_bounds(one: list[str], two: list[str]) -> None:
    found = match(" ".join(one), " ".join(two)).figures
    assert found.keys() == set(FIGURES)
    assert all(0 <= found[name] <= 1.0001 for name in ("found", "close", "least", "opposed", "excluded"))
