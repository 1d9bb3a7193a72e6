"""Times seen from what a text has told, and from its verbs."""

from __future__ import annotations

import pytest

from rashomon.annotate.values import find_values
from rashomon.model.records import Article, Value
from rashomon.weights.parsers import load_parser

#: A Thursday.
PUBLISHED = "1989-11-02"


def _find(text: str, published: str = PUBLISHED) -> list[Value]:
    article = Article(id="a1", text=text, published=published)
    return [value for value in find_values(load_parser()(text), article) if value.timex]


def _timex(text: str, published: str = PUBLISHED) -> list[str | None]:
    return [value.timex for value in _find(text, published)]


@pytest.mark.parametrize(
    ("text", "timex"),
    [
        ("Profit rose in the third quarter. In the 1988 quarter it fell.", ["1989-Q3", "1988-Q3"]),
        ("Profit rose in the third quarter from the same period last year.", ["1989-Q3", "1988-Q3"]),
        ("It paid a dividend of $1 in the year-ago third quarter.", ["1988-Q3"]),
        ("Profit fell in the first half of the year.", ["1989-H1"]),
        (
            "Profit rose in the third quarter. For the nine months, it rose from a year earlier.",
            ["1989-Q3", "P9M", "1988"],
        ),
        ("Profit is due in the first quarter of fiscal 1991.", ["1991-Q1"]),
        ("The period was marked by unrest.", []),
        ("Profit rose 3 percent in the comparable quarter of 1988.", ["1988-Q3"]),
        (
            "For the quarter ended June 30, profit fell. In the prior-year quarter it rose.",
            ["1989-Q2", "1989-06-30", "1988-Q2"],
        ),
        ("In the three months ended June 30, profit fell from a year ago.", ["P3M", "1989-06-30", "1988-Q2"]),
        ("Profit has risen for the past four quarters.", ["P4Q"]),
        ("The men lived in two cramped quarters.", []),
        ("It said 1990 sales would rise, and some 2000 people would be hired.", ["1990"]),
        (
            "Profit fell in the second quarter. "
            + "The mill was shut and its men were sent home, for nobody bought its steel. " * 4
            + "It lost $4 million, against a gain of $1 million a year earlier.",
            ["1989-Q2", "1988-Q2"],
        ),
        ("Profit was flat in the year-earlier period.", ["1988"]),
        ("Net fell in the third quarter. In the latest quarter a charge hurt.", ["1989-Q3", "1989-Q3"]),
        ("Profit in the December quarter was flat, as in the June quarter.", ["1988-Q4", "1989-Q2"]),
        (
            "It earned $4 million, up from $3 million in last year's third quarter. Loans grew from a year earlier.",
            ["1988-Q3", "1988-Q3"],
        ),
        (
            "Profit fell in the third quarter. It was $2 million, compared with $3 million in the second quarter and "
            "$4 million a year earlier.",
            ["1989-Q3", "1989-Q2", "1988-Q3"],
        ),
    ],
)
def test_quarters_taken_up_again(text: str, timex: list[str]) -> None:
    assert _timex(text) == timex


@pytest.mark.parametrize(
    ("text", "timex"),
    [
        ("Sales rose 4 percent in September from a year earlier.", ["1989-09", "1988-09"]),
        ("They met in April. A month later the talks broke off.", ["1989-04", "1989-05"]),
        ("They will vote on Nov. 20. The following day the cabinet meets.", ["1989-11-20", "1989-11-21"]),
        ("Prices rose in May. For the month, they were up 5 percent.", ["1989-05", "1989-05"]),
        ("It must be done within the month.", ["1989-11"]),
        ("Last year the mill was shut for two weeks in July.", ["1988", "P2W", "1988-07"]),
        ("Sales fell from those of 1988. For the year to date they are up.", ["1988", "1989"]),
        ("The dam broke a year ago today.", ["1988-11-02"]),
        ("The dam broke ten years ago this week.", ["1979-W44"]),
        ("Profit in the fiscal year ended Sept. 30 was flat.", ["1989", "1989-09-30"]),
        ("It was closed on the last day.", []),
        ("He left a week ago Monday.", ["1989-10-23"]),
        ("He left on Tuesday of last week.", ["1989-10-24"]),
        ("In October last year it fell, and in June of this year it rose.", ["1988-10", "1989-06"]),
        ("It was sold in June last week.", ["1989-06", "1989-W43"]),
        ("The ship sank on Oct. 3 last year.", ["1988-10-03"]),
        ("In the January-September period sales fell.", ["1989-01", "1989-09"]),
        ("Prices fell on Friday the 13th, and on the 16th, they rose.", ["1989-10-13", "1989-10-16"]),
        ("The rent is due on the 14th.", ["1989-11-14"]),
        ("He lives on the 14th floor.", []),
        ("It met on Feb. 3 and 12.", ["1989-02-03", "1989-02-12"]),
        ("They meet next week and may vote Thursday.", ["1989-W45", "1989-11-09"]),
        ("Spending in the current year rose. Sales in 1987 fell.", ["1989", "1987"]),
        ("Sales rose to $2 million from $1 million a year before. In the prior year they fell.", ["1988", "1988"]),
        ("The record was set the previous Friday, and the following Monday it fell.", ["1989-10-27", "1989-10-30"]),
        (
            "The shuttle will lift off Saturday at 7:20 a.m. and land nine days later.",
            ["1989-11-04T07:20", "1989-11-13"],
        ),
        ("From January through June, sales fell.", ["1989-01", "1989-06"]),
        ("Prices fell in September. In the year-earlier month they rose.", ["1989-09", "1988-09"]),
        ("The visit, set for September, was put off.", ["1989-09"]),
        ("It will reopen in September.", ["1990-09"]),
        ("It fell in the last quarter of 1987.", ["1987-Q4"]),
        ("It will reopen this Christmas.", ["1989-12-25"]),
        ("It was in the last week of July.", ["1989-07"]),
        ("In the past fiscal year it lost money.", ["1988"]),
        ("The contract covers the year ending March 31.", ["1990", "1990-03-31"]),
        ("It was shut for all summer.", ["1989-SU"]),
    ],
)
def test_times_counted_from_what_is_told(text: str, timex: list[str]) -> None:
    assert _timex(text) == timex


@pytest.mark.parametrize(
    ("text", "timex"),
    [
        ("A decade ago it was a village.", "197"),
        ("He waited two minutes and 23 seconds.", "PT2M23S"),
        ("It took two and a half hours, 15 minutes longer than planned.", "PT2H30M"),
        ("It meets every Tuesday and Thursday.", "XXXX-WXX-4"),
        ("In the year to June 30, exports rose.", "P1Y"),
        ("The stock fell to 19 in a single day.", "P1D"),
        ("It is a centuries-old rite.", "PXC"),
        ("It lasted six straight quarters.", "P6Q"),
        ("The clinic treats 90 people a day.", "P1D"),
        ("Every few minutes the ground shook.", "PTXM"),
        ("It began at midnight.", "1989-11-01T24:00"),
        ("It ends at midnight on Friday.", "1989-11-03T24:00"),
        ("It will be sold in five years.", "P5Y"),
        ("It snowed during the night.", "1989-11-02TNI"),
        ("In the years ahead it will be dry.", "PXY"),
    ],
)
def test_values_as_the_guidelines_have_them(text: str, timex: str) -> None:
    assert timex in _timex(text)


def test_a_length_to_come_names_its_day_as_well() -> None:
    (value,) = _find("It will be sold in five years.")
    assert (value.low, value.high, value.timex) == ("1994", "1994", "P5Y")


def test_a_fiscal_year_has_the_ends_that_its_last_day_gives() -> None:
    value = _find("Profit in the fiscal year ended Sept. 30 was flat.")[0]
    assert (value.low, value.high) == ("1988-10-01", "1989-09-30")


def test_half_a_century_ago_is_fifty_years() -> None:
    (value,) = _find("Half a century ago it was a village.")
    assert (value.low, value.timex) == ("1939", "1939")


def test_hours_ago_are_told_from_the_hour_of_publication() -> None:
    assert _timex("Two hours ago he walked out.", "1998-02-20T18:30:00") == ["1998-02-20T16:30"]
    assert _timex("Two hours ago he walked out.") == ["PT2H"]


def test_a_clock_time_to_come_is_of_the_day_where_no_hour_is_known() -> None:
    assert _timex("Polls will close at 7 p.m.") == ["1989-11-02T19:00"]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Markets will be closed Monday for the holiday.", "1989-11-06"),
        ("The launch was put off until Sunday.", "1989-11-05"),
        ("They have until Friday to appeal.", "1989-11-03"),
        ("It gave them until Jan. 15 to reply.", "1990-01-15"),
        ("If no deal is reached by Sunday, the strike goes on.", "1989-11-05"),
        ("In an interview to be broadcast Sunday, he denied it.", "1989-11-05"),
        ("Ahead of Friday's vote, both sides held firm.", "1989-11-03"),
        ("On Monday, she sees the minister.", "1989-11-06"),
        ("It will open this Saturday.", "1989-11-04"),
        ("They had planned to march Sunday but were stopped.", "1989-10-29"),
        ("The company may appeal Tuesday's ruling.", "1989-10-31"),
        ("The crash on Monday is expected to hurt earnings.", "1989-10-30"),
        ("Because of repairs due to Tuesday's fire, it will be shut.", "1989-10-31"),
        ("Jurors begin their work after hearing the last of them Monday.", "1989-10-30"),
        ("Neither side would comment Monday.", "1989-10-30"),
        ("Investigators believe Monday's fire was set.", "1989-10-30"),
        ("The record shows that the track stops on Wednesday.", "1989-11-01"),
        ("If Monday's vote fails, the cabinet will resign.", "1989-11-06"),
        ("He was told to report Monday.", "1989-11-06"),
        ("By Friday, the river will have crested.", "1989-11-03"),
        ("The show is on view through Sunday.", "1989-11-05"),
        ("The papers lay in a drawer until Wednesday.", "1989-11-01"),
        ("The minister speaks Tuesday in Brest.", "1989-11-07"),
        ("The last hostages were let go Tuesday.", "1989-10-31"),
        ("Tuesday's offer is set to expire.", "1989-10-31"),
        ("Oil may rise from Wednesday's close of $19.", "1989-11-01"),
        ("The group announced plans Tuesday to sell its mills.", "1989-10-31"),
    ],
)
def test_the_verb_tells_whether_a_day_is_to_come(text: str, day: str) -> None:
    assert _timex(text) == [day]


@pytest.mark.parametrize(
    "text",
    [
        "The Sunday Times would not comment.",
        "He was not meant for the night.",
        "USA Today had the story first.",
        "Now that the strike is over, the yard is open.",
        "Now, back to the capital, where the court is still sitting.",
        "One day he will know.",
    ],
)
def test_names_and_purposes_are_no_times(text: str) -> None:
    assert _timex(text) == []


def test_a_programme_named_after_a_length_is_no_length() -> None:
    assert _timex('The report on "60 Minutes" named two of them.') == []


@pytest.mark.parametrize(
    ("text", "timex"),
    [
        # the fall of a roof is no season
        ("They felt a tremor half an hour before the fall.", ["PT30M"]),
        ("It will open in the fall.", ["1990-FA"]),
        ("The fall of the roof killed two.", []),
        # the hours of a story are not of the day on a letter
        (
            "The mine collapsed on Tuesday. A letter dated October 12 had warned of it. The roof fell at 4.52 a.m.",
            ["1989-10-31", "1989-10-12", "1989-10-31T04:52"],
        ),
        ("It could be signed as early as Friday.", ["1989-11-03"]),
    ],
)
def test_the_day_that_a_story_is_of(text: str, timex: list[str]) -> None:
    assert _timex(text) == timex


@pytest.mark.parametrize(
    ("text", "published", "timex"),
    [
        # the part of a day that was named last, if the hour falls into it and no other day followed
        (
            "They had met on Wednesday afternoon. The shots fell at 4.20 p.m.",
            "1989-11-02T18:00",
            ["1989-11-01TAF", "1989-11-01T16:20"],
        ),
        (
            "They had met on Wednesday morning. The shots fell at 4.20 p.m.",
            "1989-11-02T18:00",
            ["1989-11-01TMO", "1989-11-02T16:20"],
        ),
        # an hour of yesterday at the latest is that of the day before, if that is what is told
        (
            "They met on Tuesday. The shots fell at 4.20 p.m.",
            "1989-11-02T07:00",
            ["1989-10-31", "1989-10-31T16:20"],
        ),
        # an evening that is still to come is not the one that was
        ("The alert came on Thursday evening.", "1989-11-02T07:00", ["1989-10-26TEV"]),
        ("The shop will open on Thursday evening.", "1989-11-02T07:00", ["1989-11-02TEV"]),
        # a given name is no month
        ("Director Jan Petri said so.", "1989-11-02T07:00", []),
        ("It began in Jan. 1988.", "1989-11-02T07:00", ["1988-01"]),
    ],
)
def test_the_day_of_an_hour(text: str, published: str, timex: list[str]) -> None:
    assert _timex(text, published) == timex
