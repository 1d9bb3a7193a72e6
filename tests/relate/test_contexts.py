"""What stands around a pair of claims corrects how likely they are one."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.annotate.articles import Annotator
from rashomon.model.annotated import Annotated
from rashomon.model.records import Article, Direction, Lineage, Passage, PassageKind, Relation
from rashomon.relate.contexts import SECOND_FEATURES, SETTINGS, Contexts, look_again
from rashomon.relate.entities import merge_entities
from rashomon.relate.links import Table, link_claims
from rashomon.weights.encoder import load_encoder

TEXTS = {
    "Bell": "A dam above Varn broke on Monday night. Nine people were killed. The governor flew over the valley.",
    "Post": "The dam above Varn burst late on Monday. At least nine people have died. The governor saw the valley.",
    "Wire": "Late on Monday the dam above Varn gave way. Nine people lost their lives. One worker is missing.",
}


@pytest.fixture(scope="module")
def accounts(annotator: Annotator) -> list[Annotated]:
    return [annotator.annotate(Article(id=key, outlet=key, language="en", text=text)) for key, text in TEXTS.items()]


def _link(accounts: Sequence[Annotated]) -> Table:
    entities, merged = merge_entities(accounts)
    encoder = load_encoder()
    return link_claims(merged, entities, (), encoder.encode, encoder.encode_pieces)


@pytest.fixture(scope="module")
def table(accounts: list[Annotated]) -> Table:
    return _link(accounts)


def _find(table: Table, one: str, other: str) -> int:
    """Return the place of the link between the claims with these words."""
    for place, link in enumerate(table.links):
        texts = table.claims[link.a].text, table.claims[link.b].text
        if (one in texts[0] and other in texts[1]) or (other in texts[0] and one in texts[1]):
            return place
    raise AssertionError(f"no link between {one!r} and {other!r}")


def _read(table: Table, place: int, likelihoods: Sequence[float], lineage: Sequence[Lineage] = ()) -> dict[str, float]:
    encoder = load_encoder()
    rows = Contexts(table, lineage, encoder.encode, encoder.encode_pieces).read([place], likelihoods)
    return dict(zip(SECOND_FEATURES, rows[0], strict=True))


def test_a_third_account_that_agrees_with_both_speaks_for_a_pair(table: Table) -> None:
    place = _find(table, "dam above Varn broke", "burst late")
    thirds = {_find(table, "dam above Varn broke", "gave way"), _find(table, "burst late", "gave way")}
    alone = [0.5 if i == place else 0.0 for i in range(len(table.links))]
    with_third = [0.9 if i in thirds else value for i, value in enumerate(alone)]
    with_one = [0.9 if i == min(thirds) else value for i, value in enumerate(alone)]
    assert _read(table, place, alone)["third accounts agree"] == 0
    assert _read(table, place, with_third)["third accounts agree"] == pytest.approx(0.81)
    assert _read(table, place, with_one)["third accounts differ"] == pytest.approx(0.9)


def test_neighbours_that_are_one_speak_for_a_pair(table: Table) -> None:
    place = _find(table, "Nine people were killed", "nine people have died")
    before = _find(table, "dam above Varn broke", "burst late")
    likelihoods = [0.8 if i == before else 0.1 if i == place else 0.0 for i in range(len(table.links))]
    assert _read(table, place, likelihoods)["nearest neighbours are one"] == pytest.approx(0.8)


def test_a_likelier_partner_speaks_against_a_pair(table: Table) -> None:
    place = _find(table, "Nine people were killed", "One worker is missing")
    better = _find(table, "Nine people were killed", "lost their lives")
    likelihoods = [0.9 if i == better else 0.2 if i == place else 0.0 for i in range(len(table.links))]
    row = _read(table, place, likelihoods)
    assert row["less likely than the best of one"] == pytest.approx(0.7)
    assert row["less likely than the best of both"] == pytest.approx(0.0)
    assert row["other partners"] == pytest.approx(0.9)


def test_a_passage_that_was_taken_over_is_seen(accounts: list[Annotated], table: Table) -> None:
    place = _find(table, "Nine people were killed", "nine people have died")
    spans = []
    for key, words in (("Bell", "Nine people were killed."), ("Post", "At least nine people have died.")):
        article = next(account.article for account in accounts if account.article.id == key)
        start = article.text.index(words)
        spans.append(article.span(start, start + len(words)))
    passage = Passage(a=spans[0], b=spans[1], kind=PassageKind.PARAPHRASE)
    line = Lineage(
        a="Bell", b="Post", relation=Relation.REWRITE, direction=Direction.B_FROM_A, score=0.5, passages=(passage,)
    )
    likelihoods = [link.same for link in table.links]
    assert _read(table, place, likelihoods, [line])["in a passage taken over"] == 1
    assert _read(table, place, likelihoods)["in a passage taken over"] == 0


def test_other_fates_are_told_apart(table: Table) -> None:
    likelihoods = [link.same for link in table.links]
    missing = _find(table, "Nine people were killed", "One worker is missing")
    dead = _find(table, "Nine people were killed", "nine people have died")
    assert _read(table, missing, likelihoods)["other state"] == 1
    assert _read(table, dead, likelihoods)["other state"] == 0


def test_only_the_likelihood_of_one_entry_changes(table: Table) -> None:
    encoder = load_encoder()
    after = look_again(table, (), encoder.encode, encoder.encode_pieces)
    assert [msgspec.structs.replace(link, same=0.0) for link in after.links] == [
        msgspec.structs.replace(link, same=0.0) for link in table.links
    ]
    for old, new in zip(table.links, after.links, strict=True):
        assert old == new or old.same >= SETTINGS.worth
    assert any(old != new for old, new in zip(table.links, after.links, strict=True))


def test_without_word_pieces_nothing_is_looked_at_again(table: Table) -> None:
    assert look_again(table, (), load_encoder().encode, None) is table


@pytest.fixture(scope="module")
def contexts(table: Table) -> Contexts:
    return Contexts(table, (), load_encoder().encode, load_encoder().encode_pieces)


@given(st.data())
def test_whatever_the_likelihoods_the_features_keep_their_bounds(
    table: Table, contexts: Contexts, data: st.DataObject
) -> None:
    size = len(table.links)
    likelihoods = data.draw(st.lists(st.floats(0, 1), min_size=size, max_size=size))
    place = data.draw(st.integers(0, size - 1))
    row = dict(zip(SECOND_FEATURES, contexts.read([place], likelihoods)[0], strict=True))
    assert 0 <= row["nearest neighbours are one"] <= 1
    assert 0 <= row["third accounts agree"] <= 1
    assert row["less likely than the best of one"] >= row["less likely than the best of both"] >= 0
