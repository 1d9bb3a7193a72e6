"""How far a thing reaches."""

from __future__ import annotations

import pytest
from tests.relate.tellings import relate

from rashomon.annotate.articles import Annotator
from rashomon.model.records import Conflict, ConflictKind, Nature

EARLY, LATE = "2031-05-06T06:00:00+00:00", "2031-05-06T18:00:00+00:00"


def _tell(annotator: Annotator, one: str, other: str) -> tuple[Conflict, ...]:
    return relate(annotator, {"Bell": (EARLY, one), "Post": (LATE, other)}).conflicts


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        (
            "A judge ordered every vote in the city of Varn to be counted again.",
            "A judge ordered a partial recount of the votes in the city of Varn.",
            "all on one side",
        ),
        (
            "Ada Kolb has shut down every ferry in the harbour after dark.",
            "Ada Kolb ordered the Skell Line to stop its ferry after dark. Other lines are not affected.",
            "spares the rest",
        ),
        ("Only farms will receive water.", "Towns will receive water as well.", "others too"),
        (
            "Only foreign prisoners will be transferred, Ada Kolb said.",
            "The text also covers prisoners who are citizens, the Post has learned.",
            "citizen too",
        ),
        (
            "Their consent is not required, Ada Kolb said.",
            "No prisoner may be moved without his consent, the lawyer Ines Maro said.",
            "consent: needed",
        ),
        (
            "Rescuers pulled all four skiers out of the snow alive.",
            "One of the four skiers was dead when rescuers pulled him out of the snow.",
            "alive on one side",
        ),
        (
            "The prisons of Varn hold 3,100 foreign convicts.",
            "In the prisons of Varn are 3,100 foreigners, a figure that includes people who await trial.",
            "one figure of convict",
        ),
        ("Fishing is banned in all lakes of Varn.", "Fishing is banned only in the Sund lake of Varn.", "a part"),
    ],
)
def test_two_reaches_contradict(annotator: Annotator, one: str, other: str, reason: str) -> None:
    found = [conflict for conflict in _tell(annotator, one, other) if conflict.kind is ConflictKind.SCOPE]
    assert [conflict.nature for conflict in found] == [Nature.CONTRADICTION]
    assert reason in found[0].reasons[0]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Every ferry was searched.", "Ada Kolb searched the Skell Line's ferry."),
        ("Only farms will receive water.", "Only farms will receive water, even though towns asked for it."),
        ("A licence is required to fish.", "A licence is needed to fish in Varn."),
        ("Only adults may vote.", "Farmers may sell eggs as well."),
    ],
)
def test_one_reach_in_other_words_does_not(annotator: Annotator, one: str, other: str) -> None:
    assert [c for c in _tell(annotator, one, other) if c.kind is ConflictKind.SCOPE] == []
