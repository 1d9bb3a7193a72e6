"""Numbers in figures and words, and the elements that times are read from."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.annotate.elements import split_elements
from rashomon.annotate.lexemes import split_lexemes
from rashomon.annotate.numerals import SMALL, TENS, read_numeral


def _spell(number: int) -> str:
    """Write a number below a million in words."""
    ones = {value: word for word, value in SMALL.items()}
    tens = {value: word for word, value in TENS.items()}
    if number < 20:
        return ones[number]
    if number < 100:
        return tens[number // 10 * 10] + (f"-{ones[number % 10]}" if number % 10 else "")
    if number < 1000:
        rest = f" and {_spell(number % 100)}" if number % 100 else ""
        return f"{ones[number // 100]} hundred{rest}"
    rest = f" {_spell(number % 1000)}" if number % 1000 else ""
    return f"{_spell(number // 1000)} thousand{rest}"


@given(st.integers(1, 999_999))
def test_a_number_in_words_is_read_back_whole(number: int) -> None:
    lexemes = split_lexemes(_spell(number))
    found = read_numeral(lexemes, 0)
    assert found is not None
    assert (found.low, found.high, found.stop) == (number, number, len(lexemes))


@given(st.integers(0, 10**12))
def test_a_number_in_figures_is_read_back_with_or_without_commas(number: int) -> None:
    for text in (str(number), f"{number:,}"):
        found = read_numeral(split_lexemes(text), 0)
        assert found is not None
        assert (found.low, found.stop) == (number, 1)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("a dozen", 12, 12),
        ("half a dozen", 6, 6),
        ("two dozen", 24, 24),
        ("dozens", 24, None),
        ("tens of thousands", 20_000, None),
        ("several thousand", 2000, None),
        ("a few hundred", 200, None),
        ("half a million", 500_000, 500_000),
        ("2.5m", 2_500_000, 2_500_000),
        ("3.4 billion", 3_400_000_000, 3_400_000_000),
        ("two and a half", 2.5, 2.5),
        ("two and a half million", 2_500_000, 2_500_000),
        ("two-thirds", 0.6667, 0.6667),
        ("a third of", 0.3333, 0.3333),
        ("a third of a million", 330_000, 340_000),
        ("three quarters of a million", 750_000, 750_000),
        ("a quarter of a million", 250_000, 250_000),
        ("half of", 0.5, 0.5),
        ("a couple of", 2, 2),
        ("twice", 2, 2),
        ("a hundred and ten", 110, 110),
    ],
)
def test_forms_of_numbers(text: str, low: float, high: float | None) -> None:
    found = read_numeral(split_lexemes(text), 0)
    assert found is not None
    assert (found.low, found.high) == (low, high)


@pytest.mark.parametrize("text", ["a boat", "half past", "several boats", "the pair", "a quarter past", "9" * 400])
def test_no_number_begins_here(text: str) -> None:
    assert read_numeral(split_lexemes(text), 0) is None


def test_numbers_side_by_side_stay_apart() -> None:
    found = [element.number for element in split_elements("one two three")]
    assert [number.low for number in found if number] == [1, 2, 3]


@pytest.mark.parametrize("text", ["MS-13", "F16", "4x4", "7A", "COVID-19"])
def test_a_figure_against_letters_is_a_part_of_a_name(text: str) -> None:
    assert all(element.number is None for element in split_elements(text))


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("shortly before 10.30pm on Tuesday, May 4", "z<Cm#W,MD"),
        ("the 1990s and 16th Street", "qG&Ox"),
        ("half past ten", "hpn"),
        ("at 19.07, at 3.50 metres", "@C,@Nx"),
        ("1830 GMT", "C"),
        ("Dec. 3 in the dawn", "MDiqd"),
        ("Dawn may march", "xxx"),
        ("2026-03-12", "I"),
        ("a 46-metre hull", "wN-xx"),
    ],
)
def test_codes(text: str, codes: str) -> None:
    assert "".join(element.code for element in split_elements(text)) == codes


@given(st.text())
def test_elements_lie_in_order_in_any_text(text: str) -> None:
    elements = split_elements(text)
    assert all(0 <= element.start < element.end <= len(text) for element in elements)
    assert all(a.end <= b.start for a, b in pairwise(elements))
    assert all(len(element.code) == 1 for element in elements)
