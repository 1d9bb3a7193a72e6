"""The third look: which pairs are read, and what the reader changes."""

from __future__ import annotations

import numpy as np
import pytest

from rashomon.annotate.articles import Annotator
from rashomon.model.records import Article
from rashomon.relate.contexts import THIRD_FEATURES, look_again
from rashomon.relate.entities import merge_entities
from rashomon.relate.link_weights import THIRD_WEIGHTS
from rashomon.relate.links import Table, link_claims
from rashomon.relate.readings import READ_FEATURES, SETTINGS, VERDICT_FEATURES, find_open, read_rows, read_verdicts
from rashomon.weights.encoder import load_encoder
from rashomon.weights.reader import load_claim_reader, load_reader

TEXTS = (
    "The ferry sank off the quay on Monday. Nine people drowned. The captain blamed the fog.",
    "A passenger boat went down near the quay. Nine passengers died in the water. The fog was to blame, he said.",
)


@pytest.fixture(scope="module")
def table(annotator: Annotator) -> Table:
    accounts = [annotator.annotate(Article(id=f"a{n}", outlet=f"Paper {n}", text=t)) for n, t in enumerate(TEXTS)]
    entities, merged = merge_entities(accounts)
    encoder = load_encoder()
    return link_claims(merged, entities, (), encoder.encode, encoder.encode_pieces)


def test_only_open_pairs_are_read(table: Table) -> None:
    likelihoods = [0.01, SETTINGS.least, 0.5, SETTINGS.most, 0.99]
    assert find_open(table, likelihoods) == [1, 2, 3]
    assert find_open(Table(claims=table.claims), []) == []


def test_no_pairs_of_many_accounts_are_read(annotator: Annotator) -> None:
    texts = [f"Nine people drowned in harbour {n}." for n in range(SETTINGS.accounts + 1)]
    accounts = [annotator.annotate(Article(id=f"a{n:02d}", text=text)) for n, text in enumerate(texts)]
    entities, merged = merge_entities(accounts)
    encoder = load_encoder()
    many = link_claims(merged, entities, (), encoder.encode, encoder.encode_pieces)
    assert find_open(many, [0.5] * len(many.links)) == []


def test_a_row_has_what_the_reader_says(table: Table) -> None:
    places = list(range(len(table.links)))
    rows = read_rows(table, places, [0.5] * len(places), load_reader().read)
    assert rows.shape == (len(places), len(READ_FEATURES))
    assert np.all(rows[:, 0] == 0.0)  # as likely as not so far
    assert np.all((rows[:, -2:] >= 0) & (rows[:, -2:] <= 1))


def test_a_row_has_what_two_claims_are_to_each_other(table: Table) -> None:
    places = list(range(len(table.links)))
    rows = read_verdicts(table, places, [0.5] * len(places), load_claim_reader().read)
    assert rows.shape == (len(places), len(VERDICT_FEATURES))
    assert tuple(THIRD_WEIGHTS) == THIRD_FEATURES
    assert np.all(rows[:, 0] == 0.0)
    assert np.all((rows[:, -2:] >= 0) & (rows[:, -2:] <= 1))
    assert read_verdicts(table, [], [], load_claim_reader().read).shape == (0, len(VERDICT_FEATURES))


def test_the_reader_is_asked_where_it_is_given(table: Table) -> None:
    encoder, asked = load_encoder(), 0

    def read(pairs: list[tuple[str, str]]) -> list[object]:
        nonlocal asked
        asked += len(pairs)
        return list(load_claim_reader().read(pairs))

    without = look_again(table, (), encoder.encode, encoder.encode_pieces)
    after = look_again(table, (), encoder.encode, encoder.encode_pieces, read)  # type: ignore[arg-type]
    assert asked == sum(SETTINGS.least <= link.same <= SETTINGS.most for link in without.links)
    assert asked
    changed = [(old.same, new.same) for old, new in zip(without.links, after.links, strict=True) if old != new]
    assert changed
    assert all(SETTINGS.least <= old <= SETTINGS.most for old, _ in changed)
