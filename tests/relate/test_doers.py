"""One deed given to two doers."""

from __future__ import annotations

import pytest
from tests.relate.tellings import relate

from rashomon.annotate.articles import Annotator
from rashomon.model.records import Conflict, ConflictKind, Nature

EARLY, LATE = "2031-05-06T06:00:00+00:00", "2031-05-06T18:00:00+00:00"


def _tell(annotator: Annotator, one: str, other: str) -> tuple[Conflict, ...]:
    return relate(annotator, {"Bell": (EARLY, one), "Post": (LATE, other)}).conflicts


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "The employers had broken off the talks, the union said.",
            "It was the union that walked away, Hans Orff said.",
        ),
        ("It was Ovaria that had asked for talks.", "The initiative for the talks was Sarn's own."),
        ("The crew put out the flames themselves.", "Firemen from the mainland put out the blaze."),
        (
            "The boxes had been driven to the depot by a contractor.",
            "Who drove the boxes to the depot? The party's own activists.",
        ),
        (
            "The raid was led by Inspector Dora Velk of the fraud squad.",
            "Anton Ruys, who commanded the operation, had waited there since noon.",
        ),
        ("The search is led by Martha Quill, the fire chief.", "Per Anders is in command of the search."),
        (
            "The minister, Rita Hallam, ordered the storming of the bank.",
            "Ulla Marten said she herself had given the order to storm the bank.",
        ),
        ("The avalanche was set off by the skiers.", "The avalanche was set off by a blast."),
    ],
)
def test_two_doers_contradict_where_one_is_stressed(annotator: Annotator, one: str, other: str) -> None:
    found = [conflict for conflict in _tell(annotator, one, other) if conflict.kind is ConflictKind.ACTOR]
    assert [conflict.nature for conflict in found] == [Nature.CONTRADICTION]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("It is the first time that a court has ordered a recount.", "A judge ordered a recount on Friday."),
        ("It was the union that walked away.", "The union broke off the talks."),
        ("It was a shepherd who found the climbers.", "A farmer found a wallet."),
        ("Police searched the house.", "Firemen left the house."),
        ("The search was led by Martha Quill.", "Per Anders took over and leads the search."),
        ("The search was led by Martha Quill.", "Per Anders leads the inquiry."),
        ("Rita Hallam ordered the storming of the bank.", "Ulla Marten herself ordered the closure of the road."),
    ],
)
def test_one_doer_and_two_deeds_do_not(annotator: Annotator, one: str, other: str) -> None:
    assert [c for c in _tell(annotator, one, other) if c.kind is ConflictKind.ACTOR] == []
