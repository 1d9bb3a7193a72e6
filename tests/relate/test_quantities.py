"""When two values can be one figure."""

from __future__ import annotations

import pytest

from rashomon.model.records import Value, ValueKind
from rashomon.model.spans import Span
from rashomon.relate.quantities import Fit, compare_values, fill_date

Bound = int | float | str | None


def _value(
    low: Bound, high: Bound, *, kind: ValueKind = ValueKind.NUMBER, about: bool = False, unit: str = ""
) -> Value:
    span = Span(article="a", start=0, end=1, text="x")
    return Value(id="v", span=span, kind=kind, low=low, high=high, approximate=about, unit=unit)


@pytest.mark.parametrize(
    ("a", "b", "fit"),
    [
        (_value(40, 40), _value(40, 40), Fit.EQUAL),
        (_value(3000, 3000, about=True), _value(3150, 3150), Fit.COMPATIBLE),
        (_value(3000, 3000, about=True), _value(4600, 4600), Fit.INCOMPATIBLE),
        # said to the ten, so not 40 more
        (_value(640, 640, about=True), _value(680, 680), Fit.INCOMPATIBLE),
        (_value(640, 640, about=True), _value(650, 650), Fit.COMPATIBLE),
        (_value(40, None), _value(44, 44), Fit.COMPATIBLE),
        (_value(40, None), _value(4000, 4000), Fit.INCOMPATIBLE),
        (_value(None, 14, about=True), _value(13.8, 13.8), Fit.COMPATIBLE),
        (_value(None, None), _value(1, 1), Fit.OTHER),
        (_value(5, 5, kind=ValueKind.MONEY, unit="crowns"), _value(6, 6, kind=ValueKind.MONEY, unit="crown"),
         Fit.INCOMPATIBLE),
        (_value(5, 5, kind=ValueKind.MONEY, unit="crowns"), _value(6, 6, kind=ValueKind.MONEY, unit="dollars"),
         Fit.OTHER),
        (_value(5, 5, kind=ValueKind.PERCENT), _value(5, 5), Fit.OTHER),
        (_value(1, 1, kind=ValueKind.DURATION, unit="hour"), _value(60, 60, kind=ValueKind.DURATION, unit="minutes"),
         Fit.EQUAL),
        (_value(1, 1, kind=ValueKind.DURATION, unit="hour"), _value(10, 10, kind=ValueKind.DURATION, unit="minutes"),
         Fit.INCOMPATIBLE),
        (_value(1, 1, kind=ValueKind.DURATION, unit="month"), _value(9, 9, kind=ValueKind.DURATION, unit="days"),
         Fit.OTHER),
    ],
)  # fmt: skip
def test_amounts(a: Value, b: Value, fit: Fit) -> None:
    assert compare_values(a, b) is fit
    assert compare_values(b, a) is fit


@pytest.mark.parametrize(
    ("a", "b", "fit"),
    [
        ("2031-02-03", "2031-02-03T10:41", Fit.COMPATIBLE),
        ("2031-02", "2031-02-03", Fit.COMPATIBLE),
        ("2031-02-03", "2031-02-04", Fit.INCOMPATIBLE),
        ("2031-02-03T10:41", "2031-02-03T10:41", Fit.EQUAL),
        ("2031-02-03T10:41", "2031-02-03T10:30", Fit.INCOMPATIBLE),
    ],
)
def test_times_are_compared_by_the_finer_form(a: str, b: str, fit: Fit) -> None:
    first, second = (_value(x, x, kind=ValueKind.TIME if "T" in x else ValueKind.DATE) for x in (a, b))
    assert compare_values(first, second) is fit


def test_an_open_time_reaches_to_the_edge_of_its_day() -> None:
    before = _value(None, "2031-02-03T22:30", kind=ValueKind.TIME)
    assert compare_values(before, _value("2031-02-03T22:10", "2031-02-03T22:10", kind=ValueKind.TIME)) is Fit.COMPATIBLE
    late = _value("2031-02-03T22:41", "2031-02-03T22:41", kind=ValueKind.TIME)
    assert compare_values(before, late) is Fit.INCOMPATIBLE


@pytest.mark.parametrize("text", ["", "soon", "20", "2031-13", "2031-00-99T99:99", "٢٠٣١"])
def test_a_date_that_is_none_breaks_nothing(text: str) -> None:
    fill_date(text, last=True)
    odd = _value(text, text, kind=ValueKind.DATE)
    assert compare_values(odd, _value("2031-02-03", "2031-02-03", kind=ValueKind.DATE)) in set(Fit)
