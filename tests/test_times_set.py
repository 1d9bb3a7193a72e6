"""The marked sentences about time: well formed, and read no worse than when the rules were written."""

from __future__ import annotations

import re

import pytest
from quality.times.__main__ import measure_times, pair_times
from quality.times.sentences import PARTS, read_marks, read_part

from rashomon.annotate.values import find_values
from rashomon.model.records import Article
from rashomon.weights.parsers import load_parser

_VALUE = re.compile(
    r"(PAST|PRESENT|FUTURE)_REF|P(\d+|X)(Y|M|W|D|E|C|Q)|P1DT12H|PT(\d+|X)[HMS](\d+[MS])?"
    r"|(\d{2,4}|XXXX)(-(\d\d|XX)(-(\d\d|XX))?|-W(\d\d|XX)(-(\d|WE))?|-(Q[1-4]|H[12]|SP|SU|FA|WI))?(T(\d\d:\d\d|MO|AF|EV|NI))?|T\d\d:\d\d"
)


@pytest.mark.parametrize("part", PARTS)
def test_every_mark_has_a_value_of_timex3(part: str) -> None:
    texts = read_part(part)
    assert len(texts) > 70
    marks = [mark for text in texts for mark in text.marks]
    assert [mark.timex for mark in marks if not _VALUE.fullmatch(mark.timex)] == []
    assert all(not re.search("[{}|]", text.text) for text in texts)


@pytest.mark.parametrize(
    ("part", "least"),
    [("open", 0.93), ("held", 0.92), ("open2", 0.95), ("held2", 0.89), ("open3", 0.95), ("held3", 0.93)],
)
def test_times_are_read_as_well_as_when_the_rules_were_written(part: str, least: float) -> None:
    assert measure_times(read_part(part))["value f1"] >= least


def test_a_mark_meets_the_value_that_overlaps_it_most() -> None:
    marked = read_marks("1998-03-09", "It fell in {March 1998|1998-03}, and {on Friday|1998-03-06} it rose.")
    article = Article(id="a1", text=marked.text, published=marked.published)
    assert pair_times(marked, find_values(load_parser()(marked.text), article)) == {0: 0, 1: 1}
