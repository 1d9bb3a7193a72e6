"""A deed on one side and its opposite on the other."""

from __future__ import annotations

import pytest
from tests.relate.tellings import relate

from rashomon.annotate.articles import Annotator
from rashomon.model.records import Nature

EARLY, LATE = "2031-05-06T06:00:00+00:00", "2031-05-06T18:00:00+00:00"


def _opposed(annotator: Annotator, one: str, other: str) -> list[Nature]:
    ledger = relate(annotator, {"Bell": (EARLY, one), "Post": (LATE, other)})
    return [c.nature for c in ledger.conflicts if any("opposite deeds" in reason for reason in c.reasons)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Inspectors approved the drainage plan in August.", "The Inspectorate rejected the plan in August."),
        ("The old theatre will be torn down.", "The club will keep the old theatre."),
        ("The council raised the fee on Monday.", "The council cut the fee, the mayor said."),
        ("Dr Platt recommended against the closure.", "Dr Platt spoke for the closure."),
    ],
)
def test_opposite_deeds_to_one_thing_contradict(annotator: Annotator, one: str, other: str) -> None:
    assert _opposed(annotator, one, other) == [Nature.CONTRADICTION]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The committee approved the plan.", "The senate rejected the plan."),
        ("The council approved the budget.", "The council rejected the motion."),
        ("The council may reject the plan.", "The council approved the plan."),
        ("The plan was approved on 3 May 2030.", "The plan was rejected on 9 April 2031."),
        # what is only wished or held, each by himself
        ("The governor is urged to veto the bill.", "The governor approved the bill."),
        ("I support the law, she said.", "The union opposed the law."),
        # what only qualifies the thing
        ("The council raised the retirement age.", "The council cut retirement benefits."),
        # one of many
        ("The minister accepted an invitation.", "The minister turned down an invitation to dinner."),
        ("The council will reject the plan.", "The council approved the plan."),
    ],
)
def test_other_hands_things_and_times_do_not(annotator: Annotator, one: str, other: str) -> None:
    assert _opposed(annotator, one, other) == []
