"""Documents and bodies whose findings a sentence gives."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from rashomon.annotate.articles import Annotator
from rashomon.model.records import Article, Claim, Entity, EntityKind
from rashomon.relate.evidence import find_evidence


def _find(annotator: Annotator, text: str, claim: str, body: str = "") -> tuple[str, str | None] | None:
    article = Article(id="a", text=text)
    start = text.index(claim)
    passage = article.span(start, start + len(claim))
    entities: tuple[Entity, ...] = ()
    if body:
        place = text.index(body)
        mention = article.span(place, place + len(body))
        entities = (Entity(id=body, name=body, kind=EntityKind.ORGANIZATION, mentions=(mention,)),)
    account = replace(annotator.annotate(article), entities=entities)
    found = find_evidence(account, Claim(id="c", passage=(passage,)), entities)
    return (found.key, found.entity) if found else None


@pytest.mark.parametrize(
    ("text", "claim", "key"),
    [
        ("Court records show that the owner was fined twice.", "the owner was fined twice", "court record"),
        ("The harbour log shows that she left at nine.", "she left at nine", "harbour log"),
    ],
)
def test_a_document_that_shows_something(annotator: Annotator, text: str, claim: str, key: str) -> None:
    found = _find(annotator, text, claim)
    assert found is not None
    assert found[0].split()[0] == key.split(maxsplit=1)[0]
    assert found[1] is None


def test_a_body_that_measured_something(annotator: Annotator) -> None:
    text = "The Water Agency measured 34 milligrams of lead in the river."
    assert _find(annotator, text, "34 milligrams of lead", "Water Agency") == ("Water Agency", "Water Agency")


@pytest.mark.parametrize("text", ["The captain showed courage in the storm.", "The ship sank in the harbour.", "Nine."])
def test_what_is_no_evidence(annotator: Annotator, text: str) -> None:
    assert _find(annotator, text, text) is None


def test_a_body_that_needs_no_name(annotator: Annotator) -> None:
    police = _find(annotator, "Police counted 2,000 demonstrators.", "2,000 demonstrators")
    officers = _find(annotator, "Officers estimated the turnout at two thousand.", "the turnout at two thousand")
    assert police == officers == ("police", None)


@pytest.mark.parametrize(
    ("text", "claim", "key"),
    [
        ("The Courier has read the signed treaty text. Article 4 allows both to leave.", "Article 4 allows", "text"),
        ("The Courier has seen the report. It lists nine failings.", "It lists nine failings", "report"),
        ("Tracking signals show the ship at 14 knots. The track stops at the pier.", "The track stops", "signal"),
    ],
)
def test_what_a_document_says_further_on_is_its_too(annotator: Annotator, text: str, claim: str, key: str) -> None:
    found = _find(annotator, text, claim)
    assert found is not None
    assert key in found[0].split()


@pytest.mark.parametrize(
    "text",
    [
        "The Courier has seen the report. The mayor was away.",
        "The Courier has seen the report.\n\nIt rained all day.",
        "It rained all day.",
    ],
)
def test_what_a_document_does_not_say(annotator: Annotator, text: str) -> None:
    assert _find(annotator, text, text.rsplit(". ", maxsplit=1)[-1].rsplit("\n\n", maxsplit=1)[-1]) is None


def test_a_ruling_is_its_courts(annotator: Annotator) -> None:
    text = "The Harbour Court ordered a recount of all ballots."
    assert _find(annotator, text, "ordered a recount", "Harbour Court") == ("Harbour Court", "Harbour Court")
    assert _find(annotator, text.replace("Court", "Board"), "ordered a recount", "Harbour Board") is None


@pytest.mark.parametrize(
    "text", ["Lund Mills was found to have paid twice.", "Lund Mills was convicted of fraud on Monday."]
)
def test_who_was_found_guilty_found_nothing(annotator: Annotator, text: str) -> None:
    assert _find(annotator, text, text[:-1], "Lund Mills") is None
