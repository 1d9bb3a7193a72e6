"""Other doers of one thing, and all against some."""

from __future__ import annotations

import pytest
from tests.relate.tellings import find_conflict, relate

from rashomon.annotate.articles import Annotator
from rashomon.model.records import Conflict, ConflictKind, Nature

EARLY, LATE = "2031-05-06T06:00:00+00:00", "2031-05-07T18:00:00+00:00"


def _conflicts(annotator: Annotator, early: str, late: str) -> tuple[Conflict | None, list[Conflict]]:
    ledger = relate(annotator, {"Bell": (EARLY, early), "Post": (LATE, late)})
    kinds = (ConflictKind.ACTOR, ConflictKind.SCOPE)
    return find_conflict(ledger, early[:12], late[:12]), [c for c in ledger.conflicts if c.kind in kinds]


def test_two_people_who_gave_one_order_contradict(annotator: Annotator) -> None:
    found, _ = _conflicts(
        annotator,
        "Fire chief Dana Orrel ordered everyone within two kilometres of the works in Varn to leave.",
        "Mayor Piet Hallow ordered everyone within two kilometres of the works in Varn to leave.",
    )
    assert found is not None
    assert (found.kind, found.nature) == (ConflictKind.ACTOR, Nature.CONTRADICTION)
    assert "Hallow" in found.reasons[0]


def test_all_contradicts_a_part(annotator: Annotator) -> None:
    found, _ = _conflicts(
        annotator,
        "Both lamps on the barge in Varn had burned all evening, the port said.",
        "Only one of the two lamps on the barge in Varn had burned, an inquiry found.",
    )
    assert found is not None
    assert found.nature is Nature.CONTRADICTION


def test_some_may_be_all(annotator: Annotator) -> None:
    found, _ = _conflicts(
        annotator,
        "At least some of the old seals were still being fitted in Varn on the day before the vote.",
        "The old seals were all still being fitted in Varn on the day before the vote.",
    )
    assert found is not None
    assert (found.kind, found.nature) == (ConflictKind.SCOPE, Nature.DIFFERENCE)


@pytest.mark.parametrize(
    ("early", "late"),
    [
        ("None of the seals were broken, the mayor said.", "At least some of the seals were broken."),
        ("All of the seals in Varn were broken.", "Only two of the seals in Varn were broken."),
    ],
)
def test_a_part_that_is_closed_or_against_none_contradicts(annotator: Annotator, early: str, late: str) -> None:
    _, found = _conflicts(annotator, early, late)
    assert [conflict.nature for conflict in found] == [Nature.CONTRADICTION]


@pytest.mark.parametrize(
    ("early", "late"),
    [
        ("Mayor Piet Hallow visited the works in Varn.", "Minister Ada Kolb visited the harbour of Orl."),
        ("Not all of the seals in Varn were broken.", "Some of the seals in Varn were broken."),
        ("Each of those letters was checked by hand.", "Every one of the letters was checked by hand."),
        ("Piet Hallow said the works in Varn were safe.", "Ada Kolb said the works in Varn were safe."),
    ],
)
def test_two_deeds_and_two_ways_of_saying_all_are_no_conflict(annotator: Annotator, early: str, late: str) -> None:
    assert _conflicts(annotator, early, late)[1] == []
