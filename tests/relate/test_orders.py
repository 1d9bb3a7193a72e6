"""What came first, told in two ways."""

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
            "A siren sounded before the gates of the dam were opened, the company said.",
            "The siren sounded after the gates had been opened, the log shows.",
        ),
        (
            "An alert was sent to phones five minutes before the explosion, the works said.",
            "The alert on her phone came only when the family was out in the road, she said.",
        ),
    ],
)
def test_two_orders_contradict(annotator: Annotator, one: str, other: str) -> None:
    found = [conflict for conflict in _tell(annotator, one, other) if conflict.kind is ConflictKind.SEQUENCE]
    assert [conflict.nature for conflict in found] == [Nature.CONTRADICTION]


def test_one_sentence_answers_the_other_in_one_account(annotator: Annotator) -> None:
    text = (
        "Jonas Petrik spoke on Monday. The seals of two boxes had been damaged in the lorry, he said, and were "
        "replaced before counting began.\n\n"
        "Gerda Lunt remembers the order differently. The count had been going for an hour, she said, by the time the "
        "new seals came."
    )
    found = relate(annotator, {"Echo": (EARLY, text)}).conflicts
    assert [conflict.kind for conflict in found] == [ConflictKind.SEQUENCE]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The siren sounded before the gates were opened.", "The gates were opened after the siren had sounded."),
        ("Police came after the shooting.", "The man fired before police came."),
        ("The vote was held before the summer.", "The summer was hot after the vote."),
    ],
)
def test_one_order_in_other_words_does_not(annotator: Annotator, one: str, other: str) -> None:
    assert [c for c in _tell(annotator, one, other) if c.kind is ConflictKind.SEQUENCE] == []
