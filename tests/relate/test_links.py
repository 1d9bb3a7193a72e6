"""Pairs of claims, and what speaks for and against their being one."""

from __future__ import annotations

import numpy as np
import pytest

from rashomon.annotate.articles import Annotator
from rashomon.model.records import Article
from rashomon.relate.link_weights import WEIGHTS
from rashomon.relate.links import FEATURES, Link, LinkSettings, Table, link_claims, weigh
from rashomon.weights.encoder import load_encoder

TIME = "2031-05-06T06:00:00+00:00"


def _link(annotator: Annotator, one: str, other: str, *, pieces: bool = True) -> Table:
    accounts = [
        annotator.annotate(Article(id=key, text=text, language="en", published=TIME))
        for key, text in (("a", one), ("b", other))
    ]
    entities = [entity for account in accounts for entity in account.entities]
    encoder = load_encoder()
    return link_claims(accounts, entities, [], encoder.encode, encoder.encode_pieces if pieces else None)


def _across(table: Table) -> Link:
    return max((k for k in table.links if table.claims[k.a].article != table.claims[k.b].article), key=lambda k: k.same)


def test_every_feature_has_a_weight() -> None:
    assert set(WEIGHTS) == set(FEATURES)


@pytest.mark.parametrize("pieces", [True, False])
def test_one_fact_outweighs_another(annotator: Annotator, pieces: bool) -> None:
    told = "A dam above Varn broke on Monday."
    same = _across(_link(annotator, told, "The dam above the town of Varn burst on Monday.", pieces=pieces))
    other = _link(annotator, told, "The governor of Varn has a new spokesman.", pieces=pieces)
    assert same.same > max((link.same for link in other.links), default=0.0)


def test_leaving_figures_aside_shows_one_question(annotator: Annotator) -> None:
    link = _across(_link(annotator, "Six people were killed in Varn.", "Fourteen people were killed in Varn."))
    assert link.clashing
    assert link.same < 0.25 < link.bare


def test_names_become_what_they_are(annotator: Annotator) -> None:
    table = _link(
        annotator,
        "The ferry Silver Heron sank off Varn. The ferry Silver Heron had left late.",
        "The captain, Olan Brek, was questioned. Brek left the port at noon.",
    )
    gists = [claim.gist for claim in table.claims]
    assert any("captain" in gist.casefold() and "Brek" not in gist for gist in gists)


def test_a_claim_is_compared_with_so_many_in_all(annotator: Annotator) -> None:
    texts = [f"A dam above Varn broke on Monday, and {n} people were killed there." for n in range(3, 8)]
    accounts = [
        annotator.annotate(Article(id=f"a{n}", text=text, language="en", published=TIME))
        for n, text in enumerate(texts)
    ]
    encode = load_encoder().encode
    every = link_claims(accounts, [], [], encode)
    few = link_claims(accounts, [], [], encode, settings=LinkSettings(partners_in_all=1))
    assert len(few.links) <= len(few.claims) < len(every.links)
    assert {(link.a, link.b) for link in few.links} <= {(link.a, link.b) for link in every.links}


def test_likelihoods_lie_between_nothing_and_one() -> None:
    rows = np.array([[0.0] * len(FEATURES), [1e6] * len(FEATURES), [-1e6] * len(FEATURES)])
    assert all(0.0 <= value <= 1.0 for value in weigh(rows))
    assert weigh(np.zeros((0, len(FEATURES)))) == []
