"""Figures that a text itself sets against others."""

from __future__ import annotations

import pytest
from tests.relate.tellings import find_conflict, find_entry, relate

from rashomon.annotate.articles import Annotator
from rashomon.model.records import Article, ConflictKind, Nature
from rashomon.relate.replacements import find_replacements

EARLY, LATE = "2031-05-06T06:00:00+00:00", "2031-05-07T18:00:00+00:00"


@pytest.mark.parametrize(
    ("text", "old", "new", "changes"),
    [
        ("The number of workers was 58, not 61.", "61", "58", False),
        ("The zone was widened from two kilometres to three kilometres.", "two kilometres", "three kilometres", True),
        ("Turnout was corrected to 58.1 per cent from 58.3 per cent.", "58.3 per cent", "58.1 per cent", True),
        ("The sum was 54 million marks, not the 60 million reported earlier.", "60 million", "54 million marks", False),
        ("The flight would leave in January, not in September.", "September", "January", False),
    ],
)
def test_one_figure_replaces_another(annotator: Annotator, text: str, old: str, new: str, changes: bool) -> None:
    account = annotator.annotate(Article(id="a", text=text, language="en", published=EARLY))
    found = [*find_replacements(text, account.values).values()]
    assert [(one.old.span.text, one.new.span.text, one.changes) for one in found] == [(old, new, changes)]


@pytest.mark.parametrize(
    "text",
    [
        "The 61 workers did not know the 58 guests.",
        "The road runs from 12 houses in Varn and 14 in Orl.",
        "Six boxes were found. Not two days later came three more.",
    ],
)
def test_figures_side_by_side_replace_nothing(annotator: Annotator, text: str) -> None:
    account = annotator.annotate(Article(id="a", text=text, language="en", published=EARLY))
    assert not find_replacements(text, account.values)


def test_a_correction_is_an_update_of_the_earlier_figure(annotator: Annotator) -> None:
    ledger = relate(
        annotator,
        {
            "Bell": (EARLY, "The other 61 workers on duty had left the building before the explosion, the firm said."),
            "Post": (LATE, "The firm corrected the number of workers who had left the building to 58, not 61."),
        },
    )
    found = find_conflict(ledger, "61 workers", "58")
    assert found is not None
    assert (found.kind, found.nature) == (ConflictKind.NUMBER, Nature.UPDATE)
    assert find_entry(ledger, "61 workers") != find_entry(ledger, "58")


def test_the_rival_count_of_the_organisers_contradicts_that_of_the_police(annotator: Annotator) -> None:
    ledger = relate(
        annotator,
        {
            "Bell": (EARLY, "Police counted 2,000 demonstrators in Varn. The organisers claimed 5,000."),
            "Post": (LATE, "There were 2,000 demonstrators in Varn, police said. The organisers spoke of 5,000."),
        },
    )
    found = find_conflict(ledger, "2,000", "5,000")
    assert found is not None
    assert found.nature is Nature.CONTRADICTION
    figures = [c for c in ledger.conflicts if c.kind is ConflictKind.NUMBER]
    assert len(figures) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Ammonia reached 34 parts per million in Varn. The guideline for the public is 25.",
        "The square holds 5,000 people. Police spoke of 600.",
        "The two states exchanged 22 prisoners. Eleven came from each side.",
    ],
)
def test_limits_and_shares_answer_no_count(annotator: Annotator, text: str) -> None:
    ledger = relate(annotator, {"Bell": (EARLY, text), "Post": (LATE, "A dog barked in Orl.")})
    assert [c for c in ledger.conflicts if c.kind is ConflictKind.NUMBER] == []


def test_a_sum_is_known_again_by_itself(annotator: Annotator) -> None:
    ledger = relate(
        annotator,
        {
            "Bell": (EARLY, "Two officials in Varn said that a letter writes off 60 million marks of debt."),
            "Post": (
                LATE,
                "The spokeswoman in Varn said the sum was 54 million marks, not the 60 million reported earlier.",
            ),
        },
    )
    found = find_conflict(ledger, "60 million marks", "54 million")
    assert found is not None
    assert found.nature is Nature.UPDATE


def test_who_gave_the_later_date_all_along_contradicts_the_earlier(annotator: Annotator) -> None:
    ledger = relate(
        annotator,
        {
            "Bell": (EARLY, "The first flight is planned for September, minister Edda Tolvan said."),
            "Herald": (EARLY, "The first flight is planned for January, minister Bram Ossian said."),
            "Post": (LATE, "The first flight would leave in January, not in September, the ministry said."),
        },
    )
    update = find_conflict(ledger, "planned for September", "not in September")
    rival = find_conflict(ledger, "planned for September", "planned for January")
    assert update is not None and update.nature is Nature.UPDATE
    assert rival is not None and rival.nature is Nature.CONTRADICTION
