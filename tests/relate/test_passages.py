"""Runs of the same words in two articles."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from tests.relate.drafts import draft

from rashomon.relate.passages import PassageSettings, Tokens, find_runs, read_tokens


def _tokens(words: list[str]) -> Tokens:
    flags = (False,) * len(words)
    places = tuple(range(len(words)))
    return Tokens(keys=tuple(words), starts=places, ends=places, quoted=flags, plain=flags)


def test_a_moved_block_is_one_run() -> None:
    block = ["the", "boat", "left", "the", "quay", "at", "nine"]
    other = ["rain", "fell", "on", "the", "town", "all", "night"]
    runs = find_runs(_tokens([*block, *other]), _tokens([*other, *block]))
    assert [(run.a, run.b, run.size) for run in runs] == [(0, 7, 7), (7, 0, 7)]


def test_letter_case_and_marks_do_not_break_a_run() -> None:
    a = draft("a", 'She said: "It was dark, and the boat didn\'t stop." Then she left.')
    b = draft("b", "“It was dark and the BOAT didn’t stop,” she said.")
    (run,) = find_runs(read_tokens(a), read_tokens(b))
    assert run.size == 8


def test_a_shorter_run_is_none() -> None:
    assert find_runs(_tokens(["one", "two", "three", "four", "x"]), _tokens(["one", "two", "three", "four", "y"])) == ()


def test_a_text_of_one_word_stays_fast() -> None:
    many = _tokens(["so"] * 5_000)
    assert find_runs(many, many) == ()


def test_words_in_marks_are_told_from_others() -> None:
    tokens = read_tokens(draft("a", 'It was "very dark" outside.'))
    assert [key for key, quoted in zip(tokens.keys, tokens.quoted, strict=True) if quoted] == ["very", "dark"]


_WORDS = st.lists(st.sampled_from("abcde"), max_size=40)


@given(_WORDS, _WORDS)
def test_runs_hold_equal_words_and_share_none(a: list[str], b: list[str]) -> None:
    used_a: set[int] = set()
    used_b: set[int] = set()
    for run in find_runs(_tokens(a), _tokens(b), PassageSettings(gram=3)):
        assert a[run.a : run.a + run.size] == b[run.b : run.b + run.size]
        places_a, places_b = set(range(run.a, run.a + run.size)), set(range(run.b, run.b + run.size))
        assert not places_a & used_a
        assert not places_b & used_b
        used_a |= places_a
        used_b |= places_b
