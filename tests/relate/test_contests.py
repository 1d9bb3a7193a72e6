"""A reader of pairs as one more sign of a conflict."""

from __future__ import annotations

from tests.relate.tellings import relate

from rashomon.annotate.articles import Annotator
from rashomon.model.annotated import Annotated
from rashomon.model.records import Article, ConflictKind, Nature
from rashomon.relate.cases import Case, Desk
from rashomon.relate.contests import ContestSettings, Read, find_contests
from rashomon.relate.entities import merge_entities
from rashomon.relate.links import link_claims
from rashomon.weights.encoder import load_encoder
from rashomon.weights.reader import load_reader

ONE, OTHER = "The oil reached the lake.", "The oil has not reached the lake."


def _annotate(annotator: Annotator, outlet: str, text: str) -> Annotated:
    return annotator.annotate(Article(id=outlet, outlet=outlet, language="en", text=text))


def _find(annotator: Annotator, one: str, other: str, read: Read | None, least: float) -> list[Case]:
    entities, accounts = merge_entities([_annotate(annotator, "bell", one), _annotate(annotator, "post", other)])
    encoder = load_encoder()
    table = link_claims(accounts, entities, (), encoder.encode, encoder.encode_pieces)
    return find_contests(Desk(accounts, entities, (), table), read, ContestSettings(conflict=least))


def test_what_the_reader_calls_a_conflict_is_one(annotator: Annotator) -> None:
    (case,) = _find(annotator, ONE, OTHER, load_reader().read, 0.5)
    assert (case.kind, case.nature) == (ConflictKind.DENIAL, Nature.CONTRADICTION)
    assert {span.article for side in case.sides for span in side.spans} == {"bell", "post"}


def test_no_reader_and_no_agreement_give_nothing(annotator: Annotator) -> None:
    assert not _find(annotator, ONE, OTHER, None, 0.8)
    assert not _find(annotator, ONE, "The oil reached the lake on Monday evening.", load_reader().read, 0.5)


def test_the_ledger_is_made_without_a_reader(annotator: Annotator) -> None:
    ledger = relate(annotator, {"Bell": (None, ONE), "Post": (None, OTHER)})
    assert not [reason for conflict in ledger.conflicts for reason in conflict.reasons if "read together" in reason]
