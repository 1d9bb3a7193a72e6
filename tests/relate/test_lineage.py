"""Who took text from whom."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import permutations

import pytest
from tests.relate.drafts import draft, encode

from rashomon.model.annotated import Annotated
from rashomon.model.records import Direction, Lineage, PassageKind, QuoteKind, Relation
from rashomon.relate.lineage import LineageSettings, find_lineage

WIRE = (
    "PORT X, May 1 (APB) - A freighter ran aground on the northern reef before dawn and lost nine containers. "
    "The crew of fourteen walked ashore over the sand at low tide. "
    "A tug from the island pulled twice and gave up when the cable broke. "
    "The owners bought the ship in 2019 and had it painted green. "
    "Oil was seen on the beach near the lighthouse by noon."
)
OTHER = (
    "Farmers blocked the mountain road with hay on Friday and drank coffee in the tunnel. "
    "They want a better price for milk, which has fallen since the winter. "
    "The police looked on and made no arrests during the morning. "
    "A bus driver turned round and took his passengers home again."
)
COPY = WIRE.partition(" - ")[2]


def _wire(key: str = "a", published: str | None = "2031-05-01T06:00") -> Annotated:
    return draft(key, WIRE, outlet="Alpha Press Bureau", published=published)


def _article(
    key: str, text: str, *, outlet: str = "", published: str | None = "2031-05-02", **more: object
) -> Annotated:
    return draft(key, text, outlet=outlet or f"The {key.upper()} Lantern", published=published)


def _pairs(lines: Sequence[Lineage]) -> dict[tuple[str, str], Lineage]:
    return {(line.a, line.b): line for line in lines}


def test_a_copy_is_made_from_the_earlier_article() -> None:
    (line,) = find_lineage([_article("b", COPY), _wire()], encode)
    assert (line.a, line.b) == ("a", "b")
    assert line.relation is Relation.COPY
    assert line.direction is Direction.B_FROM_A
    assert line.score > 0.9
    assert line.reasons
    assert all(passage.a.text.lower() == passage.b.text.lower() for passage in line.passages)
    assert {passage.kind for passage in line.passages} == {PassageKind.VERBATIM}


def test_sentences_said_again_in_other_words_are_a_rewrite() -> None:
    text = (
        "Nine containers were lost before dawn: a freighter aground, the northern reef. "
        "Over sand, ashore at low tide, walked a crew, fourteen of them. "
        "The cable broke, so the island tug gave up: twice it pulled. "
        "Painted green, the ship was one that owners bought in 2019. "
        "By noon oil, near the lighthouse, on the beach, was seen."
    )
    (line,) = find_lineage([_wire(), _article("b", text)], encode)
    assert line.relation is Relation.REWRITE
    assert line.direction is Direction.B_FROM_A
    assert {passage.kind for passage in line.passages} == {PassageKind.PARAPHRASE}


def test_two_reports_of_other_things_are_independent() -> None:
    assert find_lineage([_wire(), _article("b", OTHER)], encode) == ()


def test_siblings_of_one_dispatch_share_a_source() -> None:
    lines = _pairs(find_lineage([_wire(), _article("b", COPY), _article("c", COPY, published="2031-05-03")], encode))
    assert lines["a", "b"].relation is Relation.COPY
    assert lines["a", "c"].relation is Relation.COPY
    assert ("b", "c") not in lines or lines["b", "c"].relation is Relation.SHARED_SOURCE


def test_a_quotation_alone_points_to_one_statement() -> None:
    said = '"We will search every cellar in this town until she is found and home again,"'
    accounts = [
        draft(
            key,
            f"{opening} {said} Mayor Tor Vik said.",
            published=f"2031-05-0{day}",
            people={"Tor Vik": ["Tor Vik"]},
            quotes=[(QuoteKind.DIRECT, "Tor Vik", [said])],
        )
        for key, day, opening in (("a", 1, "Volunteers met at the school."), ("b", 2, "Rain fell on the river."))
    ]
    (line,) = find_lineage(accounts, encode)
    assert line.relation is Relation.SHARED_SOURCE
    assert line.direction is Direction.UNKNOWN


def test_words_told_to_one_newsroom_are_taken_from_it() -> None:
    said = '"We will search every cellar in this town until she is found and home again,"'
    first = draft(
        "a", f"Volunteers met at the school. {said} Ida Holm told the Lantern.", outlet="The Lantern",
        published="2031-05-01", people={"Ida Holm": ["Ida Holm"]}, quotes=[(QuoteKind.DIRECT, "Ida Holm", [said])],
    )  # fmt: skip
    second = draft("b", f"Rain fell on the river. {said} Ida Holm said.", outlet="The Beacon", published="2031-05-02")
    (line,) = find_lineage([first, second], encode)
    assert line.relation in (Relation.COPY, Relation.REWRITE)
    assert line.direction is Direction.B_FROM_A


@pytest.mark.parametrize("times", [(None, None), ("2031-05-02", "2031-05-02"), ("yesterday", "soon")])
def test_without_times_what_is_held_by_the_other_is_the_copy(times: tuple[str | None, str | None]) -> None:
    part = COPY.partition(" The owners")[0]
    long, short = _wire("a", times[0]), _article("b", part, published=times[1])
    (line,) = find_lineage([short, long], encode)
    made = {Direction.B_FROM_A: line.b, Direction.A_FROM_B: line.a}[line.direction]
    assert made == "b"


def test_order_changes_nothing() -> None:
    accounts = [_wire(), _article("b", COPY), _article("c", OTHER), _article("d", COPY[:200] + OTHER)]
    first = find_lineage(accounts, encode)
    assert all(find_lineage(some, encode) == first for some in permutations(accounts))


def test_of_many_articles_those_that_share_nothing_are_not_compared() -> None:
    accounts = [_wire(), _article("b", COPY), _article("c", OTHER)]
    assert find_lineage(accounts, encode, LineageSettings(all_pairs=1)) == find_lineage(accounts, encode)


@pytest.mark.parametrize("text", ["", "?!", "…", "\u200f\u200e", "🦊", "word"])
def test_texts_of_nothing(text: str) -> None:
    assert find_lineage([draft("a", text), draft("b", text)], encode) is not None
    assert find_lineage([], encode) == ()
