"""Lengths of time and their TIMEX3 values."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.annotate.lengths import PARTED, UNIT_CODES, join_lengths, name_unit, write_length

#: After the schema of TimeML 1.2.1, and the weekend that its guidelines add.
_SCHEMA = re.compile(r"P(?=.)(\d+Y)?(\d+M)?(\d+D)?(T(?=.)(\d+H)?(\d+M)?(\d+S)?)?|P\d+(W|E|C|Q|WE)")


@pytest.mark.parametrize(
    ("count", "unit", "timex"),
    [
        (3, "year", "P3Y"),
        (2, "fortnight", "P4W"),
        (None, "minute", "PTXM"),
        (6, "quarter", "P6Q"),
        (1.5, "hour", "PT1H30M"),
        (1.5, "day", "P1DT12H"),
        (2.5, "year", "P2Y6M"),
        (0.5, "century", "P50Y"),
        (1.5, "decade", "P15Y"),
    ],
)
def test_lengths(count: float | None, unit: str, timex: str) -> None:
    assert write_length(count, unit) == timex


@given(st.integers(1, 900), st.sampled_from(sorted(UNIT_CODES)))
def test_whole_lengths_keep_to_the_schema(count: int, unit: str) -> None:
    assert _SCHEMA.fullmatch(write_length(count, unit))


@given(st.integers(0, 900), st.sampled_from(sorted(PARTED)))
def test_halves_keep_to_the_schema(whole: int, unit: str) -> None:
    assert _SCHEMA.fullmatch(write_length(whole + 0.5, unit))


def test_two_lengths_share_their_marks() -> None:
    assert join_lengths("PT2M", "PT23S") == "PT2M23S"
    assert join_lengths("P3Y", "P4M") == "P3Y4M"


def test_units_have_a_singular() -> None:
    assert [name_unit(key) for key in ("days", "centuries", "hour")] == ["day", "century", "hour"]
