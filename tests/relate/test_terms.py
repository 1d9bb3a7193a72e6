"""On what terms an act is told of: for whom, and how far it has come."""

from __future__ import annotations

import pytest
from tests.relate.tellings import relate

from rashomon.annotate.articles import Annotator
from rashomon.model.records import Conflict, ConflictKind, Nature

EARLY, LATE = "2031-05-06T06:00:00+00:00", "2031-05-06T18:00:00+00:00"


def _tell(annotator: Annotator, one: str, other: str, first: str | None = EARLY) -> list[Conflict]:
    found = relate(annotator, {"Bell": (first, one), "Post": (LATE if first else None, other)}).conflicts
    return [conflict for conflict in found if conflict.kind is ConflictKind.SCOPE]


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        (
            "Norway will accept prisoners of any nationality, the paper says.",
            "President Ada Lund of Norway wrote that her country would accept only convicted prisoners.",
            "for whom it is",
        ),
        (
            "The Linn Hospital will treat patients of any age.",
            "The Linn Hospital would only treat patients over sixty.",
            "for whom it is",
        ),
        (
            "Benta offered to buy the Corrin brewery.",
            "Benta agreed to purchase the Corrin brewery, the union said.",
            "how far it has come",
        ),
    ],
)
def test_other_terms_of_one_act_are_a_difference(annotator: Annotator, one: str, other: str, reason: str) -> None:
    found = _tell(annotator, one, other, first=None)
    assert [conflict.nature for conflict in found] == [Nature.DIFFERENCE]
    assert reason in found[0].reasons[0]
    assert {span.article for side in found[0].sides for span in side.spans} == {"bell", "post"}


def test_an_offer_that_was_told_of_first_was_taken_up_later(annotator: Annotator) -> None:
    found = _tell(annotator, "Benta offered to buy the Corrin brewery.", "Benta agreed to buy the Corrin brewery.")
    assert [conflict.nature for conflict in found] == [Nature.UPDATE]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Benta offered to buy the Corrin brewery.", "Benta agreed to buy the glassworks at Lund."),
        ("Benta offered to buy the Corrin brewery.", "Orlo agreed to buy the Corrin brewery."),
        ("The Linn Hospital will treat patients of any age.", "The Terek Clinic would only treat patients over sixty."),
        ("The Linn Hospital will treat patients of any age.", "The Linn Hospital would only hire nurses over sixty."),
        ("Benta offered to buy the Corrin brewery.", "Benta has not agreed to buy the Corrin brewery."),
    ],
)
def test_another_act_doer_or_thing_is_no_conflict_of_terms(annotator: Annotator, one: str, other: str) -> None:
    reasons = [reason for conflict in _tell(annotator, one, other) for reason in conflict.reasons]
    assert not [reason for reason in reasons if reason.startswith("one act")]
