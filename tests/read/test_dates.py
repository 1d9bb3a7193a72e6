from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.read.dates import normalise_date


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("2031-02-06", "2031-02-06"),
        ("2031-02-06T10:30:00+01:00", "2031-02-06T10:30:00+01:00"),
        ("2031-02-06 10:30", "2031-02-06T10:30"),
        ("2031-02-06T10:30:00Z", "2031-02-06T10:30:00Z"),
        ("2031-02", "2031-02"),
        ("6 February 2031", "2031-02-06"),
        ("6th of February, 2031", "2031-02-06"),
        ("Published: Thursday, Feb. 6, 2031", "2031-02-06"),
        ("Updated Sept 6, 2031 at 2:05 p.m.", "2031-09-06T14:05:00"),
        ("6 Feb 2031, 12:05 am", "2031-02-06T00:05:00"),
        ("Thu, 06 Feb 2031 10:30:00 +0100", "2031-02-06T10:30:00+01:00"),
    ],
)
def test_dates_in_the_forms_of_pages_and_feeds(written: str, iso: str) -> None:
    assert normalise_date(written) == iso


@pytest.mark.parametrize(
    "written",
    ["", "yesterday", "03/04/2031", "31 February 2031", "2031-13-01", "2031-13", "6 Fooary 2031",
     "6 Ma 2031", "ju 6, 2031", "in 2031 the ferry sank", "6 February 2031 25:00", "６ February 2031", "x" * 1000],
)  # fmt: skip
def test_what_is_no_date_or_may_be_two_is_none(written: str) -> None:
    assert normalise_date(written) is None


@given(st.text(max_size=90))
def test_whatever_comes_out_can_be_read_or_is_a_month_or_a_year(text: str) -> None:
    date = normalise_date(text)
    if date is not None and len(date) > 7:
        datetime.fromisoformat(date)


@given(st.datetimes(min_value=datetime(1900, 1, 1)))
def test_iso_stays_as_it_is(moment: datetime) -> None:
    assert normalise_date(moment.isoformat()) == moment.isoformat()
