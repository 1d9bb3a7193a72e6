"""How far one text follows another, fact by fact."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from tests.relate.drafts import draft, encode

from rashomon.model.records import Relation
from rashomon.relate.echoes import Profile, read_profiles
from rashomon.relate.followings import Following, find_following
from rashomon.relate.lineage import find_lineage
from rashomon.relate.outlets import read_outlets

#: What the earlier text says, and the same in other words: each keeps one word in three of its fact.
FACTS = (
    ("The freighter ran aground before dawn", "before dawn a vessel got stuck"),
    ("Nine containers fell into the water", "lost: nine containers altogether"),
    ("The crew walked ashore over sand", "everybody aboard could walk across sand"),
    ("A tug from the island pulled twice", "twice somebody came pulling, a tug"),
    ("The cable broke under the load", "what held them, a cable, snapped"),
    ("Owners bought the ship last winter", "since winter it has had those owners"),
    ("Oil was seen near the lighthouse", "close by the lighthouse lay black oil"),
    ("Divers will look at the hull", "its hull is for divers now"),
)
OWN = (
    "Farmers blocked mountain roads with hay",
    "Milk prices have fallen for months",
    "Police made no arrests that morning",
    "Bus passengers went home again angrily",
    "Ministers promised another round of talks",
    "Tractors filled every lane of tunnels",
    "Bakers brought rolls and hot soup",
    "Schools closed because teachers were late",
)


def _read(*texts: Sequence[str]) -> list[Profile]:
    """Return profiles of texts of which every sentence is a fact."""
    accounts = [
        draft(f"a{n}", " ".join(f"{fact}." for fact in facts), claims=[(fact, None) for fact in facts])
        for n, facts in enumerate(texts)
    ]
    return read_profiles(accounts, read_outlets(accounts), encode)


EARLY = [early for early, _ in FACTS]
TOLD_ANEW = [late for _, late in FACTS]


def test_a_text_told_anew_follows_and_a_report_of_something_else_does_not() -> None:
    early, anew, other = _read(EARLY, TOLD_ANEW, OWN)
    assert find_following(early, early).whole > find_following(early, anew).whole > 0.7
    assert find_following(early, other).whole < 0.2


def test_facts_in_another_order_follow_less() -> None:
    early, anew, mixed = _read(EARLY, TOLD_ANEW, [TOLD_ANEW[n] for n in (5, 2, 7, 0, 6, 1, 4, 3)])
    assert find_following(early, mixed).whole < find_following(early, anew).whole - 0.15


def test_new_names_and_figures_take_off() -> None:
    early, anew = _read(EARLY, TOLD_ANEW)
    details = replace(anew.details, own=frozenset({"brenn", "71"}), places=((0, "brenn"), (40, "71")))
    adds = replace(anew, details=details)
    assert find_following(early, adds).whole < find_following(early, anew).whole - 0.25
    known = replace(early, details=replace(early.details, given=frozenset({"brenn", "71"})))
    assert find_following(known, adds) == find_following(early, anew)


@pytest.mark.parametrize("first", [True, False])
def test_half_of_a_text_may_follow(first: bool) -> None:
    early, mixed, short = _read(
        EARLY, [*TOLD_ANEW, *OWN] if first else [*OWN, *TOLD_ANEW], TOLD_ANEW[:4] + list(OWN[:4])
    )
    found = find_following(early, mixed)
    assert found.whole < 0.6
    assert found.half > 0.7
    assert find_following(early, short).half == 0.0  # four facts a half are too few to tell


def test_what_another_text_explains_as_well_is_left_out() -> None:
    early, anew, sibling = _read(EARLY, TOLD_ANEW, [late.upper() for late in TOLD_ANEW])
    assert find_following(early, anew).whole > 0.7
    assert find_following(early, anew, [sibling]).whole == 0.0
    assert find_following(sibling, anew, [early]).whole > 0.7


def test_a_short_text_follows_a_long_one_only_in_its_order() -> None:
    long, anew, mixed = _read([*EARLY, *OWN, *OWN[:5]], TOLD_ANEW, [TOLD_ANEW[n] for n in (7, 4, 6, 3, 5, 2, 1, 0)])
    assert len(long.facts) > 2.5 * len(anew.facts)
    assert find_following(long, anew).whole > 0.6
    assert find_following(long, mixed) == Following()


def test_many_facts_are_surer_than_few() -> None:
    few, many = _read(EARLY[:6], EARLY)
    assert find_following(many, few).whole < find_following(many, many).whole


@given(st.integers(0, 5), st.integers(0, 8))
def test_few_facts_tell_nothing(mine: int, theirs: int) -> None:
    early, late = _read(EARLY[:theirs], TOLD_ANEW[:mine])
    assert find_following(early, late) == Following()
    assert not find_following(late, early).known


def test_a_rewrite_of_every_sentence_is_one_and_its_source_goes_before_a_rewrite() -> None:
    def tell(key: str, facts: Sequence[str], day: int) -> object:
        text = " ".join(f"{fact}." for fact in facts)
        claims = [(fact, None) for fact in facts]
        return draft(key, text, outlet=f"Paper {key}", published=f"2031-05-0{day}", claims=claims)

    source, rewrite = tell("a", EARLY, 1), tell("b", TOLD_ANEW, 2)
    again = tell("c", [f"now {late}" for late in TOLD_ANEW], 3)
    lines = find_lineage([source, rewrite], encode)  # type: ignore[list-item]
    assert [(line.a, line.b, line.relation) for line in lines] == [("a", "b", Relation.REWRITE)]
    assert any("Fact by fact" in reason for reason in lines[0].reasons)
    found = {(line.a, line.b): line.relation for line in find_lineage([source, rewrite, again], encode)}  # type: ignore[list-item]
    assert found["a", "c"] is Relation.REWRITE


def test_half_of_a_text_told_anew_is_a_rewrite() -> None:
    facts = [*TOLD_ANEW, *OWN]
    accounts = [
        draft(key, " ".join(f"{fact}." for fact in some), published=day, claims=[(fact, None) for fact in some])
        for key, day, some in (("a", "2031-05-01", EARLY), ("b", "2031-05-02", facts))
    ]
    (line,) = find_lineage(accounts, encode)
    assert line.relation is Relation.REWRITE
    assert np.isfinite(line.score)


def test_undated_texts_are_weighed_both_ways() -> None:
    texts = {"a": [*OWN, *EARLY, *OWN], "b": TOLD_ANEW}
    accounts = [
        draft(key, " ".join(f"{fact}." for fact in facts), claims=[(fact, None) for fact in dict.fromkeys(facts)])
        for key, facts in texts.items()
    ]
    (line,) = find_lineage(accounts, encode)
    assert line.relation is Relation.REWRITE
