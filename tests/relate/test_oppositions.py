"""Conflicts that no rule names: plans and what came of them, and claims that cannot both be true; what is none."""

from __future__ import annotations

import pytest
from tests.relate.tellings import find_conflict, relate

from rashomon.annotate.articles import Annotator
from rashomon.model.records import OF_SPEECH, Nature
from rashomon.relate.oppositions import OPPOSITION_FEATURES
from rashomon.weights.reader import load_reader

EARLY, LATE = "2031-05-06T06:00:00+00:00", "2031-05-07T18:00:00+00:00"
VISIT = "The foreign minister, Ilse Brand, will travel to Marn on Wednesday."
VISITED = "Ilse Brand, the foreign minister, visited Marn on Wednesday afternoon and spoke to survivors."


@pytest.mark.parametrize(
    ("one", "other", "words"),
    [
        (VISIT, VISITED, ("will travel", "visited")),
        (
            "The schools of Marn will stay shut until Monday.",
            "Lessons resumed at the schools of Marn this morning.",
            ("stay shut", "resumed"),
        ),
    ],
)
def test_a_plan_and_what_came_of_it_are_an_update(
    annotator: Annotator, one: str, other: str, words: tuple[str, str]
) -> None:
    ledger = relate(annotator, {"Courier": (EARLY, one), "Herald": (LATE, other)}, read=load_reader().read)
    conflict = find_conflict(ledger, *words)
    assert conflict is not None
    assert conflict.nature is Nature.UPDATE
    assert conflict.reasons[0].startswith("likely in conflict by all that is weighed")
    assert conflict.why.startswith("The account changes: Courier says")


def test_the_order_of_the_accounts_changes_nothing(annotator: Annotator) -> None:
    accounts = {"Courier": (EARLY, VISIT), "Herald": (LATE, VISITED)}
    turned = dict(reversed(accounts.items()))
    read = load_reader().read
    assert relate(annotator, accounts, read=read).conflicts == relate(annotator, turned, read=read).conflicts


def test_nothing_is_weighed_where_nobody_reads(annotator: Annotator) -> None:
    ledger = relate(annotator, {"Courier": (EARLY, VISIT), "Herald": (LATE, VISITED)})
    assert find_conflict(ledger, "will travel", "visited") is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (VISIT, "On Wednesday the foreign minister, Ilse Brand, will go to Marn."),
        (
            VISITED,
            "The foreign minister, Ilse Brand, talked to survivors when she visited Marn on Wednesday afternoon.",
        ),
        ("The schools of Marn are shut.", "The schools of Marn stay closed."),
        ("Divers found no oil in the bay.", "The bay is free of oil, divers reported."),
        (VISIT, "Ilse Brand has been foreign minister since 2029."),
    ],
)
def test_what_says_the_same_or_something_else_is_none(annotator: Annotator, one: str, other: str) -> None:
    ledger = relate(annotator, {"Courier": (EARLY, one), "Herald": (LATE, other)}, read=load_reader().read)
    assert [c.why for c in ledger.conflicts if c.kind not in OF_SPEECH] == []


def test_no_feature_has_two_names() -> None:
    assert len(set(OPPOSITION_FEATURES)) == len(OPPOSITION_FEATURES)


@pytest.mark.parametrize(
    ("one", "other", "words", "shown"),
    [
        (
            "The frigate Skarv was launched in May 2034.",
            "The ministry names 2037 for the handover of the frigate Skarv.",
            ("May 2034", "2037"), False,
        ),
        (
            "The minister offered her resignation on Saturday.",
            "The minister handed in her resignation on Sunday evening.",
            ("Saturday", "Sunday evening"), True,
        ),
    ],
)  # fmt: skip
def test_times_of_two_things_are_no_contradiction_where_pairs_are_read(
    annotator: Annotator, one: str, other: str, words: tuple[str, str], *, shown: bool
) -> None:
    accounts = {"Courier": (EARLY, one), "Herald": (LATE, other)}
    assert find_conflict(relate(annotator, accounts), *words) is not None
    assert (find_conflict(relate(annotator, accounts, read=load_reader().read), *words) is not None) is shown
