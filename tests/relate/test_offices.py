"""Who holds an office, as the accounts have it."""

from __future__ import annotations

from tests.relate.tellings import find_conflict, relate

from rashomon.annotate.articles import Annotator
from rashomon.model.records import ConflictKind, Ledger, Nature

DAY = "2031-05-06T06:00:00+00:00"


def _relate(annotator: Annotator, *texts: str) -> Ledger:
    return relate(annotator, {f"Paper {number}": (DAY, text) for number, text in enumerate(texts)})


def test_former_against_the_bare_title_is_a_difference_of_who_it_is(annotator: Annotator) -> None:
    ledger = _relate(
        annotator,
        "Former President Ada Lund opened the fair in Terek on Monday.",
        "President Ada Lund opened the fair in Terek on Monday.",
    )
    found = find_conflict(ledger, "Former President Ada Lund", "President Ada Lund opened")
    assert found is not None
    assert (found.kind, found.nature) == (ConflictKind.ACTOR, Nature.DIFFERENCE)


def test_who_leaves_office_in_the_story_is_both(annotator: Annotator) -> None:
    ledger = _relate(
        annotator,
        "President Ada Lund resigned on Monday.",
        "Former President Ada Lund opened the fair in Terek on Thursday.",
    )
    assert not [conflict for conflict in ledger.conflicts if conflict.kind is ConflictKind.ACTOR]


def test_an_office_of_an_earlier_time_is_no_conflict(annotator: Annotator) -> None:
    ledger = _relate(
        annotator,
        "Former President Ada Lund opened the fair in Terek on Monday.",
        "When President Ada Lund came to Terek in 2009 there was no fair.",
    )
    assert not [conflict for conflict in ledger.conflicts if conflict.kind is ConflictKind.ACTOR]


def test_one_article_that_uses_both_is_courteous(annotator: Annotator) -> None:
    ledger = _relate(
        annotator,
        "Former President Ada Lund opened the fair in Terek on Monday. President Lund cut a ribbon.",
        "The fair in Terek opened on Monday.",
    )
    assert not [conflict for conflict in ledger.conflicts if conflict.kind is ConflictKind.ACTOR]


def test_a_government_of_one_who_serves_in_another_is_set_against_it(annotator: Annotator) -> None:
    ledger = _relate(
        annotator,
        "Energy Minister Eva Brandt spoke in Terek on Monday. Brandt's government has yet to name a price.",
        "Chancellor Erik Hald wants the plan. The Hald government needs two votes.",
        "The Hald government passed the plan in the night, said Chancellor Erik Hald.",
    )
    assert find_conflict(ledger, "Brandt's government", "Hald government") is not None


def test_a_government_of_a_head_is_its_own(annotator: Annotator) -> None:
    ledger = _relate(
        annotator,
        "Prime Minister Eva Brandt spoke in Terek on Monday. Brandt's government has yet to name a price.",
        "Chancellor Erik Hald wants the plan. The Hald government needs two votes.",
        "The Hald government passed the plan in the night, said Chancellor Erik Hald.",
    )
    assert find_conflict(ledger, "Brandt's government", "Hald government") is None
