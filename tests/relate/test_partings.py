"""Amounts that answer one question in other words, and amounts of other things."""

from __future__ import annotations

import pytest
from tests.relate.tellings import find_conflict, relate

from rashomon.annotate.articles import Annotator
from rashomon.model.records import ConflictKind
from rashomon.relate.conflict_weights import OPPOSITION_WEIGHTS, PARTING_WEIGHTS, READING_WEIGHTS, UPDATE_WEIGHTS
from rashomon.relate.oppositions import OPPOSITION_FEATURES
from rashomon.relate.partings import PARTING_FEATURES
from rashomon.relate.readings import READ_FEATURES

EARLY, LATE = "2031-05-06T06:00:00+00:00", "2031-05-06T08:00:00+00:00"


@pytest.mark.parametrize(
    ("one", "other", "figures"),
    [
        ("The ship carried 22 crew.", "The ship had a crew of 24.", ("22", "24")),
        (
            "The spill came to 60 tonnes of oil, the coastguard said.",
            "The owner of the ship says that 20 tonnes of oil were spilled.",
            ("60 tonnes", "20 tonnes"),
        ),
        (
            "The fire destroyed 300 hectares of forest.",
            "The fire has eaten 450 hectares of woodland.",
            ("300 hectares", "450 hectares"),
        ),
    ],
)
def test_amounts_part_in_other_words(annotator: Annotator, one: str, other: str, figures: tuple[str, str]) -> None:
    ledger = relate(annotator, {"Courier": (EARLY, one), "Herald": (LATE, other)})
    conflict = find_conflict(ledger, *figures)
    assert conflict is not None
    assert conflict.kind is ConflictKind.NUMBER


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Of the 152 people on the ferry 143 of them were passengers.", "139 of them are alive."),
        ("Vessels are held to ten knots in the narrows.", "The ferry made nine knots in the narrows."),
        ("Two men were arrested at the bridge.", "Three men were freed at the prison."),
        ("Sixty soldiers guard the bridge.", "The hospital has 80 beds."),
        ("About 40 boats lay in the harbour.", "Some 41 boats were moored in the harbour."),
    ],
)
def test_amounts_of_other_things_do_not_part(annotator: Annotator, one: str, other: str) -> None:
    ledger = relate(annotator, {"Courier": (EARLY, one), "Herald": (LATE, other)})
    assert [c.why for c in ledger.conflicts if c.kind is ConflictKind.NUMBER] == []


@pytest.mark.parametrize(
    ("names", "weights"),
    [
        (PARTING_FEATURES, PARTING_WEIGHTS),
        (OPPOSITION_FEATURES, OPPOSITION_WEIGHTS),
        (OPPOSITION_FEATURES, UPDATE_WEIGHTS),
        (READ_FEATURES, READING_WEIGHTS),
    ],
)
def test_every_feature_has_its_weight(names: tuple[str, ...], weights: dict[str, float]) -> None:
    assert tuple(weights) == names
