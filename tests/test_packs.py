"""The four packs from end to end: nothing broken, no figure below its floor, every output by the schema."""

from __future__ import annotations

import json

import jsonschema
import pytest
from quality.briefs import measure_briefs
from quality.figures import FIGURES, Count, measure
from quality.gate import FLOORS, compare, lift, read_packs, run_packs
from quality.speech import measure_speech, read_gold

from rashomon.model.codec import check_ledger, encode_ledger, make_schema
from rashomon.model.records import Ledger

Runs = list[tuple[str, Ledger, Ledger]]


@pytest.fixture(scope="module")
def runs() -> Runs:
    return run_packs()


def test_no_span_and_no_id_is_broken_and_every_ledger_follows_the_schema(runs: Runs) -> None:
    assert len(runs) == 4
    for _, _, found in runs:
        assert check_ledger(found) == ()
        jsonschema.validate(json.loads(encode_ledger(found)), make_schema())


def test_every_section_has_something_in_it(runs: Runs) -> None:
    # revisions come from a library alone, and not every event has a text that is likely rewritten
    outside = ("format", "version", "generator", "faults", "revisions", "rewritten")
    sections = [name for name in Ledger.__struct_fields__ if name not in outside]
    for name, _, found in runs:
        empty = [section for section in sections if not getattr(found, section)]
        assert empty == [], name
        assert found.coverage.entries.keys() == {entry.id for entry in found.entries}


def test_counts_follow_from_the_claims(runs: Runs) -> None:
    for _, _, found in runs:
        claims = {claim.id: claim for claim in found.claims}
        known = {origin.id for origin in found.origins if origin.kind != "unknown"}
        for entry in found.entries:
            mine = [claims[key] for key in entry.claims]
            assert entry.articles == len({span.article for claim in mine for span in claim.passage})
            assert entry.origins == len({claim.origin for claim in mine} & known)
        inside = [key for entry in found.entries for key in entry.claims]
        assert sorted(inside) == sorted(claims)


def test_no_figure_is_below_its_floor(runs: Runs) -> None:
    floors = json.loads(FLOORS.read_text(encoding="utf-8"))["figures"]
    assert floors.keys() == FIGURES.keys()
    assert compare(measure([(gold, found) for _, gold, found in runs]), floors) == []


def test_briefs_print_what_was_judged_worth_it_under_the_right_question(runs: Runs) -> None:
    floors = json.loads(FLOORS.read_text(encoding="utf-8"))["briefs"]
    figures = measure_briefs([found for _, _, found in runs])
    assert floors.keys() == figures.keys()
    assert compare(figures, floors) == []


def test_speech_in_articles_that_nothing_was_learned_from_keeps_its_floor() -> None:
    floors = json.loads(FLOORS.read_text(encoding="utf-8"))["speech"]
    reached = measure_speech(read_gold(None))
    assert floors.keys() == reached.keys()
    assert compare(reached, floors) == []


def test_gold_against_itself_is_perfect_and_against_nothing_is_worth_nothing() -> None:
    golds = [gold for _, gold in read_packs()]
    # two gold claims of one passage cannot be told apart, hence not quite 1
    assert min(measure([(gold, gold) for gold in golds]).values()) > 0.99
    assert set(measure([(gold, Ledger(articles=gold.articles)) for gold in golds]).values()) == {0.0}


def test_a_floor_never_falls() -> None:
    assert lift({"x f1": 0.6, "y over_count": 0.2}, {"x f1": 0.7, "y over_count": 0.1}) == {
        "x f1": 0.7,
        "y over_count": 0.1,
    }
    assert compare({"x f1": 0.6, "y over_count": 0.2}, {"x f1": 0.7, "y over_count": 0.1}) == [
        "x f1: 0.6 is below the floor of 0.7",
        "y over_count: 0.2 is above the floor of 0.1",
    ]


def test_rates_of_counts() -> None:
    count = Count(1, 2, 4).plus(Count(1, 2, 0))
    assert (count.precision, count.recall, count.f1) == (0.5, 0.5, 0.5)
    assert Count(0, 0, 0).f1 == Count(0, 0, 0).precision == 0.0
