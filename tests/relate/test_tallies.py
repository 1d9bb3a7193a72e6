"""One vote with two results."""

from __future__ import annotations

import pytest
from tests.relate.tellings import relate

from rashomon.annotate.articles import Annotator
from rashomon.model.records import Conflict, ConflictKind

EARLY, LATE = "2031-05-06T06:00:00+00:00", "2031-05-06T18:00:00+00:00"


def _find(annotator: Annotator, *texts: str) -> list[Conflict]:
    told = {f"Paper {n}": (LATE if n else EARLY, text) for n, text in enumerate(texts)}
    return [c for c in relate(annotator, told).conflicts if any("two results of one vote" in r for r in c.reasons)]


@pytest.mark.parametrize(
    "other",
    [
        "By 26 votes to 23 the councillors let the hospital go.",
        "Councillors voted 28-21 in favour.",
    ],
)
def test_two_results_of_one_vote_are_a_contradiction(annotator: Annotator, other: str) -> None:
    found = _find(
        annotator, "Councillors backed the sale by 27 votes to 22.", other, "It was carried by 27 votes to 22."
    )
    assert [conflict.kind for conflict in found] == [ConflictKind.NUMBER]
    assert sorted(len(side.claims) for side in found[0].sides) == [1, 2]


@pytest.mark.parametrize(
    "other",
    [
        "Councillors backed the sale by 27 votes to 22.",
        # a committee has fewer members
        "The health committee had approved the sale by 7 votes to 4.",
        # who tells both tells of two votes
        "Councillors rejected the first offer by 26 votes to 23 and backed the second by 27 votes to 22.",
        # no vote
        "The home side won the match 26-23 on the day of the vote.",
    ],
)
def test_other_results_are_none(annotator: Annotator, other: str) -> None:
    assert _find(annotator, "Councillors backed the sale by 27 votes to 22.", other) == []
