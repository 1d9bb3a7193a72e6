"""What has become of a person, and how old he is."""

from __future__ import annotations

import pytest
from tests.relate.tellings import find_conflict, relate

from rashomon.annotate.articles import Annotator
from rashomon.model.records import Nature

EARLY, LATE = "2031-05-06T06:00:00+00:00", "2031-05-07T18:00:00+00:00"


@pytest.mark.parametrize(
    ("one", "other", "sides", "nature"),
    [
        (
            "The gunman, Olaf Brenner, was shot dead by the police on Monday.",
            "Olaf Brenner is in intensive care, the hospital said on Tuesday.",
            ("shot dead", "intensive care"),
            Nature.CONTRADICTION,
        ),
        (
            "Olaf Brenner is in a critical condition after the crash.",
            "Olaf Brenner died on Tuesday.",
            ("critical", "died"),
            Nature.UPDATE,
        ),
        (
            "The banker Olaf Brenner remains in custody.",
            "Olaf Brenner was released on Tuesday afternoon.",
            ("custody", "released"),
            Nature.UPDATE,
        ),
        (
            "Olaf Brenner was released on Monday afternoon.",
            "The banker Olaf Brenner is still in prison.",
            ("released", "prison"),
            Nature.CONTRADICTION,
        ),
        (
            "Olaf Brenner resigned as head of the clinic on Monday.",
            "The board has dismissed Olaf Brenner as head of the clinic.",
            ("resigned", "dismissed"),
            Nature.CONTRADICTION,
        ),
        (
            "The driver, Olaf Brenner, 47, was arrested in the harbour.",
            "Police questioned the 52-year-old driver Olaf Brenner for hours.",
            ("47", "52"),
            Nature.CONTRADICTION,
        ),
        (
            "Police arrested the courier Olaf Brenner at his flat on Monday.",
            "The courier Olaf Brenner was released on bail on Tuesday.",
            ("arrested", "released"),
            Nature.UPDATE,
        ),
        (
            "The courier Olaf Brenner was arrested at his flat on Monday.",
            "Olaf Brenner was charged with theft on Tuesday.",
            ("arrested", "charged"),
            Nature.UPDATE,
        ),
        (
            "The courier Olaf Brenner is missing.",
            "Olaf Brenner was found on Tuesday in a barn.",
            ("missing", "found"),
            Nature.UPDATE,
        ),
        (
            "The priest Olaf Brenner, who was 66, died in the church.",
            "The priest, Olaf Brenner, 71, died under the rubble.",
            ("66", "71"),
            Nature.CONTRADICTION,
        ),
    ],
)
def test_two_fates_of_one_person_part(
    annotator: Annotator, one: str, other: str, sides: tuple[str, str], nature: Nature
) -> None:
    conflict = find_conflict(relate(annotator, {"Bell": (EARLY, one), "Post": (LATE, other)}), *sides)
    assert conflict is not None
    assert conflict.nature is nature


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Olaf Brenner was feared dead on Monday.", "Olaf Brenner is alive."),
        ("Olaf Brenner is in hospital.", "Reports that Olaf Brenner died are false."),
        ("Olaf Brenner remains in custody.", "Jon Vester was released on Tuesday."),
        ("Olaf Brenner, 47, was arrested.", "Olaf Brenner, 48, was arrested."),
        ("Olaf Brenner, 47, was arrested.", "Jon Vester, 29, was arrested."),
        ("Olaf Brenner may have died in the fire.", "Olaf Brenner survived the fire."),
    ],
)
def test_other_persons_and_what_is_not_sure_do_not(annotator: Annotator, one: str, other: str) -> None:
    ledger = relate(annotator, {"Bell": (EARLY, one), "Post": (LATE, other)})
    reasons = [reason for conflict in ledger.conflicts for reason in conflict.reasons]
    assert not [reason for reason in reasons if reason.startswith(("one person is", "two ages"))]
