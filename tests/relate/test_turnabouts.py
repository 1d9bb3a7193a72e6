"""What a later report ends: plans given up, refusals broken, denials admitted, rulings undone; what ends nothing."""

from __future__ import annotations

import pytest
from tests.relate.tellings import find_conflict, relate

from rashomon.annotate.articles import Annotator
from rashomon.model.records import Nature

EARLY, LATE = "2031-05-06T06:00:00+00:00", "2031-05-07T18:00:00+00:00"


@pytest.mark.parametrize(
    ("one", "other", "words"),
    [
        (
            "Orvan Dairy said it would sue the hospital for damages.",
            "Orvan Dairy dropped its threat to sue the hospital.",
            ("would sue", "dropped"),
        ),
        (
            "Orvan Dairy plans to reopen the plant on 16 May.",
            "The reopening, planned for 16 May, has been postponed indefinitely.",
            ("plans to reopen", "postponed"),
        ),
        (
            "The health minister, Ilse Brand, said she had no plans to resign.",
            "The health minister, Ilse Brand, resigned on Wednesday.",
            ("no plans to resign", "resigned on"),
        ),
        (
            "Interior Minister Tomas Velk said that he would not resign.",
            "Interior Minister Tomas Velk resigned on Wednesday morning.",
            ("would not resign", "resigned on"),
        ),
        (
            "The prime minister, Adela Roth, said that she would not step down.",
            "The prime minister, Adela Roth, stepped down on Wednesday.",
            ("not step down", "stepped down"),
        ),
        (
            "Police chief Viktor Halas was suspended on Monday.",
            "Police chief Viktor Halas was dismissed on Wednesday.",
            ("suspended", "dismissed"),
        ),
        (
            "The District Court upheld the ban on gatherings on Monday.",
            "The Court of Appeal struck down the ban on gatherings on Wednesday.",
            ("upheld", "struck down"),
        ),
        (
            "Goran Petrak was arrested on Sunday. Goran Petrak has not been charged, police said.",
            "Goran Petrak was charged on Wednesday with inciting disorder.",
            ("has not been charged", "was charged"),
        ),
        (
            "“No live ammunition was used by the police,” the minister, Tomas Velk, said, denying that officers had "
            "fired live ammunition.",
            "The force admitted on Wednesday that its officers had fired live ammunition.",
            ("live ammunition", "live ammunition"),
        ),
    ],
)
def test_a_later_report_ends_an_earlier(annotator: Annotator, one: str, other: str, words: tuple[str, str]) -> None:
    ledger = relate(annotator, {"Herald": (EARLY, one), "Mail": (LATE, other)})
    conflict = find_conflict(ledger, *words)
    assert conflict is not None, [c.why for c in ledger.conflicts]
    assert conflict.nature is Nature.UPDATE


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # another body gives up another thing
        ("Orvan Dairy plans to reopen the plant on 16 May.", "The city postponed the concert of 20 May."),
        # another person resigns
        ("Tomas Velk said that he would not resign.", "Oleg Brant, his deputy, resigned on Wednesday."),
        # who is asked to go has not gone
        ("Tomas Velk said that he would not resign.", "The union urged Tomas Velk to resign on Wednesday."),
        # told before it was planned
        ("Orvan Dairy dropped its threat to sue the hospital.", "Orvan Dairy said it would sue the hospital."),
    ],
)
def test_what_ends_nothing(annotator: Annotator, one: str, other: str) -> None:
    ledger = relate(annotator, {"Herald": (EARLY, one), "Mail": (LATE, other)})
    assert not [c for c in ledger.conflicts if c.nature is Nature.UPDATE]
