"""One deed told at two places, at two times, or with two lengths."""

from __future__ import annotations

import pytest
from tests.relate.tellings import relate

from rashomon.annotate.articles import Annotator
from rashomon.model.records import Conflict, ConflictKind, Nature

EARLY, LATE = "2031-05-06T06:00:00+00:00", "2031-05-06T18:00:00+00:00"


def _tell(annotator: Annotator, one: str, other: str) -> tuple[Conflict, ...]:
    return relate(annotator, {"Bell": (EARLY, one), "Post": (LATE, other)}).conflicts


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        (
            "The ministers put their names to the treaty at the Customs House in Terek.",
            "The pact, signed in Port Amory on Monday, will cost 40 million marks.",
            ConflictKind.PLACE,
        ),
        (
            "The explosion happened in the boiler room of the hospital in Varn.",
            "The blast occurred in the hospital kitchen, nurses said.",
            ConflictKind.PLACE,
        ),
        (
            "A coach smashed into the wall of a chapel on Saturday.",
            "The coach ran into the fence of a nursery on Saturday.",
            ConflictKind.PLACE,
        ),
        (
            "Minister Ada Kolb toured the prison in Varn on Monday.",
            "Ada Kolb inspected the cells in person on Tuesday.",
            ConflictKind.DATE,
        ),
        (
            "Minister Ada Kolb visited the prison in Varn for an hour on Monday.",
            "Ada Kolb stayed for ten minutes, the book at the gate shows.",
            ConflictKind.NUMBER,
        ),
    ],
)
def test_two_versions_of_one_deed_contradict(annotator: Annotator, one: str, other: str, kind: ConflictKind) -> None:
    found = [conflict for conflict in _tell(annotator, one, other) if conflict.kind is kind]
    assert [conflict.nature for conflict in found] == [Nature.CONTRADICTION]
    assert "cannot both be it" in found[0].reasons[1]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # a spot and the town it is in
        ("The treaty was signed at the Old Mint.", "The treaty was signed in Terek."),
        # an account names the one as a part of the other
        (
            "The treaty was signed at the Customs House. The Customs House in Palace Street is old.",
            "The treaty was signed in Palace Street.",
        ),
        # another of its class
        (
            "Ada Kolb toured the prison on Monday.",
            "Ada Kolb paid a second visit: she toured the prison again on Friday.",
        ),
        ("An earthquake struck Varn on Saturday.", "The earthquake of 2010 was stronger."),
        ("Ada Kolb signed the water treaty in Varn.", "Piet Hallow signed the trade bill in Orl."),
        # an hour and sixty minutes
        ("Ada Kolb visited the prison for an hour.", "Ada Kolb toured the prison for sixty minutes."),
    ],
)
def test_other_deeds_and_places_within_places_do_not(annotator: Annotator, one: str, other: str) -> None:
    assert _tell(annotator, one, other) == ()


def test_a_plan_and_what_was_done_later_is_an_update(annotator: Annotator) -> None:
    found = _tell(
        annotator,
        "The ministers will sign the treaty in Paris on Friday.",
        "The ministers signed the treaty in Madrid on Friday.",
    )
    assert {conflict.nature for conflict in found if conflict.kind is ConflictKind.PLACE} == {Nature.UPDATE}
