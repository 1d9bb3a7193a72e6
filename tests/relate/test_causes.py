"""What an event came of."""

from __future__ import annotations

import pytest
from tests.relate.tellings import relate

from rashomon.annotate.articles import Annotator
from rashomon.model.records import Nature

EARLY, LATE = "2031-05-06T06:00:00+00:00", "2031-05-06T18:00:00+00:00"


def _causes(annotator: Annotator, one: str, other: str) -> list[Nature]:
    ledger = relate(annotator, {"Bell": (EARLY, one), "Post": (LATE, other)})
    return [c.nature for c in ledger.conflicts if any("two causes" in reason for reason in c.reasons)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The fire was caused by a short circuit.", "The fire brigade says that the blaze was started by a cigarette."),
        ("The water came from a disused mine.", "A burst water main was the cause, the mayor said."),
        ("The explosion was due to a gas leak.", "The cause of the explosion was a bomb, police said."),
    ],
)
def test_causes_of_two_classes_contradict(annotator: Annotator, one: str, other: str) -> None:
    assert _causes(annotator, one, other) == [Nature.CONTRADICTION]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The fire was caused by a short circuit.", "A burnt cable was the cause of the fire."),
        ("The fire was not caused by a short circuit.", "The fire was started by a cigarette."),
        ("The fire may have been caused by arson.", "The fire was caused by a short circuit."),
        ("The fire was caused by a short circuit.", "The delay was caused by a signal."),
        ("A cable hit by lightning was the cause.", "The fire was caused by lightning."),
    ],
)
def test_one_cause_other_effects_and_what_is_not_sure_do_not(annotator: Annotator, one: str, other: str) -> None:
    assert _causes(annotator, one, other) == []
