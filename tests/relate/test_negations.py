"""None against some, not done against done, open against closed."""

from __future__ import annotations

import msgspec
import pytest
from tests.relate.tellings import relate

from rashomon.annotate.articles import Annotator
from rashomon.model.records import Conflict, ConflictKind, Nature
from rashomon.relate.cases import Case, join_cases, make_side

EARLY, LATE = "2031-05-06T06:00:00+00:00", "2031-05-06T18:00:00+00:00"


def _tell(annotator: Annotator, one: str, other: str) -> tuple[Conflict, ...]:
    return relate(annotator, {"Bell": (EARLY, one), "Post": (LATE, other)}).conflicts


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        (
            "We informed every household by telephone, the company said.",
            "No household was called, the mayor said.",
            ConflictKind.DENIAL,
        ),
        (
            "The council had approved the trip in advance, the mayor said.",
            "No councillor approved the trip to Lisport, the minutes show.",
            ConflictKind.DENIAL,
        ),
        ("A lamp had fallen on the stage.", "Nothing had fallen on the stage, a fireman said.", ConflictKind.DENIAL),
        (
            "The vehicle had passed its inspection on 12 April.",
            "No coach of the firm had been inspected since January.",
            ConflictKind.DENIAL,
        ),
        (
            "The committee voted to close the clinic for a month.",
            "The committee has refused to close the clinic.",
            ConflictKind.DENIAL,
        ),
        (
            "We have contact with all of the trapped men, he said.",
            "There had been no contact with the trapped men.",
            ConflictKind.DENIAL,
        ),
        ("Nobody was hurt.", "Six people were treated for bruises.", ConflictKind.NUMBER),
        ("No passengers were hurt in the crash.", "Two passengers were hurt in the crash.", ConflictKind.NUMBER),
        ("No one on the barge was hurt.", "Three people on the barge were hurt.", ConflictKind.NUMBER),
        ("The slope had been closed since Thursday.", "The slope was open, a guide said.", ConflictKind.DENIAL),
    ],
)
def test_what_cannot_both_be_contradicts(annotator: Annotator, one: str, other: str, kind: ConflictKind) -> None:
    found = [conflict for conflict in _tell(annotator, one, other) if conflict.kind is kind]
    assert [conflict.nature for conflict in found] == [Nature.CONTRADICTION]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Two crew members of the ferry were still missing on Monday.", "None of the crew is missing any more."),
        ("The bridge over the Varn is open so far.", "The bridge over the Varn is not open, police said."),
        ("No jury has convicted the mayor of fraud yet.", "A jury convicted the mayor of fraud, the court said."),
    ],
)
def test_a_state_that_has_ended_is_an_update_whose_later_side_stands_last(
    annotator: Annotator, one: str, other: str
) -> None:
    (conflict,) = _tell(annotator, one, other)
    assert (conflict.kind, conflict.nature) == (ConflictKind.DENIAL, Nature.UPDATE)
    assert [side.spans[0].text.strip(".")[:20] for side in conflict.sides] == [one[:20], other[:20]]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The alarm of the ship was still working at the time.", "The alarm of the ship was not working, they said."),
        ("The divers found three bodies in the hold.", "The divers did not find any more bodies in the hold."),
        ("Passengers waited for hours on the quay.", "Passengers did not wait on the quay, no longer than usual."),
    ],
)
def test_a_dispute_over_the_past_is_no_update(annotator: Annotator, one: str, other: str) -> None:
    assert Nature.UPDATE not in {conflict.nature for conflict in _tell(annotator, one, other)}


@pytest.mark.parametrize("natures", [(Nature.UPDATE, Nature.CONTRADICTION), (Nature.CONTRADICTION, Nature.UPDATE)])
def test_an_update_and_a_contradiction_are_not_joined(natures: tuple[Nature, Nature]) -> None:
    cases = [
        Case(
            kind=ConflictKind.DENIAL,
            nature=nature,
            sides=(make_side([key], ()), make_side(["c"], ())),
            why=key,
            reasons=(),
            score=0.5,
        )
        for nature, key in zip(natures, "ab", strict=True)
    ]
    assert join_cases(cases) == cases
    one = [msgspec.structs.replace(case, nature=Nature.UPDATE) for case in cases]
    assert [side.claims for side in join_cases(one)[0].sides] == [("a", "b"), ("c",)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # a clause under a "never" says what did not happen
        ("There was never a moment when a box was out of sight.", "There was not a moment when a box was out of view."),
        # no in other words
        ("Ada Kolb refused to annul the vote.", "Ada Kolb would not annul the vote."),
        ("Two of the seven failings remained uncorrected.", "Two of the seven failings had not been put right."),
        # a broken leg is no grave harm
        ("Nobody was seriously hurt.", "One of them, a man of 31, was injured in the leg."),
        # other subjects
        ("The road was open.", "The harbour was closed."),
        ("About 350 households were called.", "No jobs will go."),
        # one signed, another did not
        (
            "Rune Dahl signed the order to pay for it.",
            "Mette Holt is minister. She never signed the order to pay for it.",
        ),
        # no to the opposite
        ("Ivo Karsk is dead.", "Ivo Karsk is no longer alive."),
    ],
)
def test_two_ways_of_saying_no_do_not(annotator: Annotator, one: str, other: str) -> None:
    kinds = (ConflictKind.DENIAL, ConflictKind.NUMBER)
    assert [c for c in _tell(annotator, one, other) if c.kind in kinds] == []
