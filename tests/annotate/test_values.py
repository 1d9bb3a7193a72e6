"""Quantities and times with their normal forms."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

from rashomon.annotate.values import find_values
from rashomon.model.records import Article, Value
from rashomon.weights.parsers import load_parser

#: A Friday.
PUBLISHED = "2026-03-13T18:30:00+01:00"

Bounds = tuple[str, str, object, object]


def _find(text: str, published: str | None = PUBLISHED) -> tuple[Value, ...]:
    return find_values(load_parser()(text), Article(id="a1", text=text, published=published))


def _read(text: str, published: str | None = PUBLISHED) -> list[Bounds]:
    return [(value.span.text, str(value.kind), value.low, value.high) for value in _find(text, published)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("At least six people were killed.", ("At least six", "number", 6, None)),
        ("More than 90 people were saved.", ("More than 90", "number", 90, None)),
        ("Nearly 40 boats put out.", ("Nearly 40", "number", 35, 40)),
        ("It was nearly 14.", ("nearly 14", "number", 13, 14)),
        ("It cost almost half a million crowns.", ("almost half a million crowns", "money", 450_000, 500_000)),
        ("They waited for months.", ("months", "duration", 2, None)),
        ("In the past year rents doubled.", ("the past year", "duration", 1, 1)),
        ("About 850 people slept there.", ("About 850", "number", 850, 850)),
        ("Up to 300 convicts may be moved.", ("Up to 300", "number", None, 300)),
        ("Fewer than ten boxes were found.", ("Fewer than ten", "number", None, 10)),
        ("Ten or more boxes were found.", ("Ten or more", "number", 10, None)),
        ("Between 3 and 5 boats sank.", ("3 and 5", "number", 3, 5)),
        ("The crew of 10-12 men slept.", ("10-12", "number", 10, 12)),
        ("It cost between $10 and $12 million.", ("$10 and $12 million", "money", 10_000_000, 12_000_000)),
        ("It fell to minus 12 degrees.", ("minus 12 degrees", "number", -12, -12)),
        ("Boys aged between 12 and 15 were hurt.", ("12 and 15", "number", 12, 15)),
        ("No deaths were reported.", ("No", "number", 0, 0)),
        ("It is the first count since 1994.", ("first", "ordinal", 1, 1)),
        ("Dozens of boats joined in.", ("Dozens", "number", 24, None)),
        ("Both lamps had burned.", ("Both", "number", 2, 2)),
        ("The port was fined 450,000 crowns.", ("450,000 crowns", "money", 450_000, 450_000)),
        ("It cost $2.5m to build.", ("$2.5m", "money", 2_500_000, 2_500_000)),
        ("Turnout was 58.1 per cent.", ("58.1 per cent", "percent", 58.1, 58.1)),
        ("Four in ten of the seals were loose.", ("Four in ten", "percent", 40, 40)),
        ("The barge lay at buoy 14.", ("14", "ordinal", 14, 14)),
        ("A 53-year-old driver was found.", ("53-year-old", "number", 53, 53)),
        ("Lena Orth, 38, told reporters so.", ("38", "number", 38, 38)),
        ("She sank within a minute.", ("within a minute", "duration", None, 1)),
        ("It burned for more than two hours.", ("more than two hours", "duration", 2, None)),
        ("They waited for half an hour.", ("half an hour", "duration", 30, 30)),
        ("She sank 38 minutes later.", ("38 minutes later", "duration", 38, 38)),
    ],
)
def test_quantities_and_their_bounds(text: str, expected: Bounds) -> None:
    assert expected in _read(text)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("At least six people were killed.", "dead"),
        ("Another 21 are missing.", "missing"),
        ("It was doing 13.8 knots.", "knots"),
        ("The plume held 34 parts per million of ammonia.", "parts per million"),
        ("It has 220 passengers.", "passengers"),
        ("Dozens of fishing boats joined the search.", "boats"),
        ("Five of the seven failings had been closed.", "failings"),
        ("They lie in 14 of the city's 96 precincts.", "precincts"),
        ("The toll rose to 14.", "dead"),
        ("It was widened from two to three kilometres.", "kilometres"),
        ("She is twenty and a student.", "years of age"),
        ("The youngest of the dead was 58.", "years of age"),
        ("The dead were all over 70.", "years of age"),
        ("The victim is a gran of 74 from the lower town.", "years of age"),
        ("The toll is 19.", "dead"),
    ],
)
def test_units(text: str, unit: str) -> None:
    assert _find(text)[0].unit == unit


def test_approximate_and_exact() -> None:
    rough = {value.span.text: value.approximate for value in _find("About 60 people saw 43 boats and nearly 40 dogs.")}
    assert rough == {"About 60": True, "43": False, "nearly 40": True}


@pytest.mark.parametrize(
    "text",
    [
        "The barge Gant 7 sank.",
        "It was moved to Store 4 again.",
        "No one said it at one point, one by one.",
        "The file was 31/26.",
        "He spoke of MS-13.",
        "The No 3 reactor was shut.",
        "They put the mum-of-two there.",
    ],
)
def test_what_is_no_value(text: str) -> None:
    assert _read(text) == []


@pytest.mark.parametrize(
    ("text", "kind", "low", "high"),
    [
        ("It sank on Thursday.", "date", "2026-03-12", "2026-03-12"),
        ("It sank late on Thursday.", "date", "2026-03-12", "2026-03-12"),
        ("It burned on Tuesday afternoon.", "date", "2026-03-10", "2026-03-10"),
        ("It will sail on Tuesday.", "date", "2026-03-17", "2026-03-17"),
        ("The sailings resume on Saturday.", "date", "2026-03-14", "2026-03-14"),
        ("He began to wail on Monday.", "date", "2026-03-09", "2026-03-09"),
        ("He is due to be sworn in on Monday.", "date", "2026-03-16", "2026-03-16"),
        ("Snow is forecast for Monday.", "date", "2026-03-16", "2026-03-16"),
        ("The mayor called a meeting planned for Sunday.", "date", "2026-03-15", "2026-03-15"),
        ("He would not comment on Monday.", "date", "2026-03-09", "2026-03-09"),
        ("March sales were flat.", "date", "2026-03", "2026-03"),
        ("It burned last night.", "date", "2026-03-12", "2026-03-12"),
        ("She was there this morning.", "date", "2026-03-13", "2026-03-13"),
        ("She came yesterday.", "date", "2026-03-12", "2026-03-12"),
        ("The port was fined last month.", "date", "2026-02", "2026-02"),
        ("The port was fined in February.", "date", "2026-02", "2026-02"),
        ("The town was warned last November.", "date", "2025-11", "2025-11"),
        ("It was built in 2019.", "date", "2019", "2019"),
        ("He has ruled since 2022.", "date", "2022", None),
        ("It is the worst storm since 1987.", "date", "1987", "1987"),
        ("It sank on March 12, 2025.", "date", "2025-03-12", "2025-03-12"),
        ("It sank on 12 March.", "date", "2026-03-12", "2026-03-12"),
        ("They must finish by April 2.", "date", "2026-04-02", "2026-04-02"),
        ("A visit had been planned for 25 February.", "date", "2026-02-25", "2026-02-25"),
        ("He left a fortnight ago.", "date", "2026-02-27", "2026-02-27"),
        ("He left three months ago.", "date", "2025-12", "2025-12"),
        ("He will leave in two weeks.", "date", "2026-03-27", "2026-03-27"),
        ("He ruled on Friday last week.", "date", "2026-03-06", "2026-03-06"),
        ("It closed last week.", "date", "2026-03-02", "2026-03-08"),
        ("She expects a list by the end of the month.", "date", "2026-03-31", "2026-03-31"),
        ("Profit fell in the third quarter of 2025.", "date", "2025-07-01", "2025-09-30"),
        ("It struck at 10:41 p.m. on Thursday.", "time", "2026-03-12T22:41", "2026-03-12T22:41"),
        ("It struck on Thursday at 10:41 p.m.", "time", "2026-03-12T22:41", "2026-03-12T22:41"),
        ("The guard spoke at 5pm.", "time", "2026-03-13T17:00", "2026-03-13T17:00"),
        ("It struck at 10.43pm.", "time", "2026-03-12T22:43", "2026-03-12T22:43"),
        ("It struck shortly before 10.30pm.", "time", None, "2026-03-12T22:30"),
        ("The hall opened soon after midnight.", "time", "2026-03-13T00:00", None),
        ("Some were missing at six this morning.", "time", "2026-03-13T06:00", "2026-03-13T06:00"),
        ("A vigil will be held at seven this evening.", "time", "2026-03-13T19:00", "2026-03-13T19:00"),
        ("The clock stopped at seven minutes past seven.", "time", "2026-03-13T07:07", "2026-03-13T07:07"),
        ("It rang at half past two.", "time", "2026-03-13T14:30", "2026-03-13T14:30"),
        ("Divers came at noon.", "time", "2026-03-13T12:00", "2026-03-13T12:00"),
        ("By two in the morning they slept.", "time", "2026-03-13T02:00", "2026-03-13T02:00"),
        ("It opened at ten, they say.", "time", "2026-03-13T10:00", "2026-03-13T10:00"),
        ("It ran between 10 a.m. and 3 p.m. on Monday.", "time", "2026-03-09T10:00", "2026-03-09T10:00"),
        ("It was timed at 19.07.", "time", "2026-03-12T19:07", "2026-03-12T19:07"),
    ],
)
def test_times(text: str, kind: str, low: object, high: object) -> None:
    assert (kind, low, high) in [found[1:] for found in _read(text)]


@pytest.mark.parametrize(
    ("text", "low"),
    [
        ("It began at 5 p.m. on Thursday. The gate was opened at 4.52.", "2026-03-12T16:52"),
        ("It began at 5 p.m. on Thursday. The gate was opened at 4.52 on Thursday.", "2026-03-12T16:52"),
        ("Crowds came on Tuesday night. The gate was opened at 6.40.", "2026-03-10T18:40"),
        ("Crowds came on Tuesday night. The last left at 2.10.", "2026-03-10T02:10"),
        ("He spoke at 7.30am. It had burned all evening; his launch passed at nine o'clock.", "2026-03-12T21:00"),
        ("It began before dawn on Tuesday. They came at ten to four.", "2026-03-10T03:50"),
        ("It began before dawn on Tuesday. He left at five minutes to five.", "2026-03-10T04:55"),
        ("Trains stopped at 16.20 on Monday. The board met at 3.30.", "2026-03-09T03:30"),
        ("Trains stopped at 16.20 on Monday. By 6.40 on Tuesday they ran.", "2026-03-10T06:40"),
        ("It rang at 7.30.", "2026-03-13T07:30"),
        ("Smoke rose before dawn on Tuesday. It was 5.20 when the roof fell in.", "2026-03-10T05:20"),
        ("Smoke rose before dawn on Tuesday. It was ten to five when the roof fell in.", "2026-03-10T04:50"),
        ("They were told on Tuesday. A bus took them away at ten that morning.", "2026-03-10T10:00"),
    ],
)
def test_the_half_of_the_day_is_the_one_the_text_tells_of(text: str, low: str) -> None:
    assert [value.low for value in _find(text) if value.kind.value == "time"][-1] == low


@pytest.mark.parametrize(
    "text", ["They voted ten to four.", "Police put the toll at ten to twelve.", "The vote was ten to seven."]
)
def test_a_range_is_no_time(text: str) -> None:
    assert not [value for value in _find(text) if value.kind.value == "time"]


@pytest.mark.parametrize(
    ("text", "timex"),
    [
        ("The band plays every Friday.", "XXXX-WXX-5"),
        ("It is shut on Sundays.", "XXXX-WXX-7"),
        ("It rains every morning.", "XXXX-XX-XXTMO"),
        ("They meet twice a month.", "P1M"),
        ("It comes by every 76 years.", "P76Y"),
        ("A bus leaves every half hour.", "PT30M"),
        ("The index is published monthly.", "P1M"),
        ("Loans lasted for decades.", "PXE"),
        ("It was founded in the 17th century.", "16"),
        ("It stood since the 1800s.", "18"),
        ("In the '80s it was larger.", "198"),
        ("In the sixties it was larger.", "196"),
        ("Profit rose in the first half of 2025.", "2025-H1"),
        ("Profit rose in the 2025 third quarter.", "2025-Q3"),
        ("They will return at Easter.", "2026-04-05"),
        ("He died on Christmas Day.", "2025-12-25"),
        ("The gates close at Christmas", "2025-12-25"),
        ("It was signed on 10/19/25.", "2025-10-19"),
        ("It was signed on 19/10/2025.", "2025-10-19"),
        ("By year's end it was gone.", "2026"),
        ("Last year's third-quarter profit was flat.", "2025-Q3"),
        ("The plant will be shut for the week of March 30.", "2026-W14"),
        ("He died at 6:15 on Friday evening.", "2026-03-13T18:15"),
        ("The 10-day-old strike ended.", "P10D"),
        ("In the months since the accident little has changed.", "PXM"),
        ("It will be dry in the year 2030.", "2030"),
        ("He left several years ago.", "PAST_REF"),
        ("It was founded in '91.", "1991"),
        ("It was signed on 10-25-25.", "2025-10-25"),
        ("They met on the Fourth of July.", "2025-07-04"),
        ("It stood for a quarter century.", "P25Y"),
        ("In the past half-century it grew.", "P50Y"),
        ("The monthlong strike ended.", "P1M"),
        ("The months-long talks ended.", "PXM"),
        ("He left long ago.", "PAST_REF"),
        ("He has no plans at this time.", "PRESENT_REF"),
        ("It is open each weekend.", "XXXX-WXX-WE"),
        ("It lasted 2 1/2 years.", "P2Y6M"),
        ("It lasted 1-1/2 hours.", "PT1H30M"),
        ("A two-and-a-half-year wait ended.", "P2Y6M"),
        ("Prices rose in recent months.", "PXM"),
        ("He will speak in the coming weeks.", "PXW"),
        ("It is now empty.", "PRESENT_REF"),
        ("It houses 212 at present.", "PRESENT_REF"),
        ("The future is open.", "FUTURE_REF"),
        ("The plane came down at 4:30 in the afternoon.", "2026-03-13T16:30"),
    ],
)
def test_timex(text: str, timex: str) -> None:
    assert timex in [value.timex for value in _find(text)]


@pytest.mark.parametrize(
    "text",
    [
        "A future leader spoke.",
        "He rang the moment it blew up.",
        "Annual sales rose.",
        "The current is strong.",
        "It came as recently as then.",
    ],
)
def test_words_about_time_that_name_none(text: str) -> None:
    assert _read(text) == []


def test_words_that_name_no_date_have_no_ends() -> None:
    assert _read("It is now empty.") == [("now", "date", None, None)]


def test_a_quarter_is_compared_with_that_of_a_year_earlier() -> None:
    found = _find("Profit in the third quarter of 2025 rose from a year earlier.")
    assert [value.timex for value in found] == ["2025-Q3", "2024-Q3"]


def test_a_year_earlier_is_seen_from_the_year_told_of() -> None:
    found = _find("It sold ten in 1988, up from nine a year earlier.")
    assert [value.timex for value in found if value.timex] == ["1988", "1987"]


@pytest.mark.parametrize(
    ("text", "timex"),
    [
        ("It rose 2 percent last year, down from 3 percent the year before.", ["2025", "2024"]),
        ("It grew 5 percent in 1996 and 3 percent the following year.", ["1996", "1997"]),
        ("It was the second time in a week.", ["P1W"]),
        ("Output fell in the week ended March 6.", ["2026-W10", "2026-03-06"]),
        ("The deadline is noon Saturday.", ["2026-03-14T12:00"]),
    ],
)
def test_times_seen_from_what_stands_around(text: str, timex: list[str]) -> None:
    assert [value.timex for value in _find(text) if value.timex] == timex


def test_a_verb_that_sets_a_figure_names_no_hour() -> None:
    assert _read("The guard put the toll at nine.") == [("nine", "number", 9, 9)]


def test_the_day_before_is_seen_from_the_day_told_of() -> None:
    found = _read("The ship sank on Tuesday. It had left the day before. The same day a bell rang.")
    assert [value[2] for value in found] == ["2026-03-10", "2026-03-09", "2026-03-09"]


def test_a_clock_time_belongs_to_the_older_day_that_the_text_tells_of() -> None:
    found = _read("The ship sank on Tuesday night, the port said. It put the collision at 10:41 p.m.")
    assert found[-1][2] == "2026-03-10T22:41"


def test_a_clock_time_close_to_one_already_placed_falls_on_its_day() -> None:
    found = _read("It struck at 10:41 p.m. on Monday. The port spoke on Thursday. A call came at 10:43 p.m.")
    assert found[-1][2] == "2026-03-09T22:43"


def test_a_text_put_out_after_midnight_calls_the_day_before_today() -> None:
    assert _read("There was no fire here today.", "2027-03-10T00:35:00")[0][2] == "2027-03-09"


def test_without_a_publication_date_relative_times_stay_open() -> None:
    text = "It sank on Thursday at 10:41 p.m., last month, yesterday, in March and on March 3."
    assert [found[2:] for found in _read(text, None)] == [(None, None)] * 5
    assert _read("It sank on March 3, 2026.", None)[0][2] == "2026-03-03"


def test_a_figure_that_stands_alone_takes_the_kind_of_the_one_before() -> None:
    found = _find("Turnout was corrected to 58.1 per cent from 58.3.")
    assert [(value.low, str(value.kind)) for value in found] == [(58.1, "percent"), (58.3, "percent")]


def test_ids_come_from_the_place() -> None:
    assert [v.id for v in _find("Two men and two dogs.")] == [v.id for v in _find("Two men and two dogs.")]
    assert len({v.id for v in _find("Two men and two dogs.")}) == 2


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet=st.sampled_from("at 1239:.,-$%'\n\u0301\u202e😀MWmay of")), st.none() | st.just(PUBLISHED))
def test_values_of_any_text_lie_in_order_and_hold_their_words(text: str, published: str | None) -> None:
    values = find_values(_split(text), Article(id="a1", text=text, published=published))
    assert all(text[v.span.start : v.span.end] == v.span.text for v in values)
    assert all(a.span.end <= b.span.start for a, b in pairwise(values))


@pytest.mark.parametrize(
    "piece",
    [
        "1",
        "1,",
        "one ",
        "just ",
        "10:41 ",
        "March 3 ",
        "a ",
        "first ",
        "99999999999 days ago ",
        "two hundred ",
        "every ",
        "the year ",
        "New Year's ",
        "10/19/25 ",
        "recent ",
    ],
)
def test_long_runs_are_read_in_linear_time(piece: str) -> None:
    text = piece * (60_000 // len(piece))
    doc = _split(text)
    started = time.process_time()
    find_values(doc, Article(id="a1", text=text, published=PUBLISHED))
    # A quadratic reader takes minutes; the slowest piece takes about two seconds on a busy machine.
    assert time.process_time() - started < 20


def _split(text: str) -> Doc:
    """Return a document without a parse, split at spaces; the parser's own speed is not at question here."""
    pieces = [piece for part in text.split(" ") for piece in (part, " ")][:-1]
    return Doc(load_parser().vocab, words=[p for p in pieces if p], spaces=[False] * sum(1 for p in pieces if p))
