"""The open set for lineage, and what is reached on it."""

from __future__ import annotations

import pytest
from quality.lineage.__main__ import annotate_plainly, measure
from quality.lineage.flows import HALVES, STRENGTHS, read_events
from quality.lineage.speed import disguise, make_stream, write_over

from rashomon.weights.encoder import load_encoder


def test_the_set_is_what_it_says_it_is() -> None:
    events = read_events()
    tellings = [telling for event in events for telling in event.tellings]
    assert (len(events), sum(event.dated for event in events)) == (51, 33)
    assert len(tellings) == 345
    assert {telling.strength for telling in tellings} - {None} == set(STRENGTHS)
    assert {event.half for event in events} == set(HALVES)
    names = {telling.article.id for telling in tellings}
    assert all(telling.source in names for telling in tellings if telling.source)
    assert all((telling.source is None) == (telling.strength is None) for telling in tellings)


@pytest.mark.parametrize("half", [half for half in HALVES if half != "long"])
def test_rewrites_are_found_and_independent_reports_are_left_alone(half: str) -> None:
    events = [event for event in read_events((half,)) if event.dated]
    tally = measure(events, annotate_plainly, load_encoder().encode)
    assert tally.rate("found: heavy and full together") >= 0.8
    assert tally.rate("false lineage between independent reports") <= 0.03
    strengths = [s for s in ("trimmed", "light", "spun", "heavy") if tally.all[f"found: {s}"]]
    assert min(tally.rate(f"found: {strength}") for strength in strengths) == 1.0
    assert tally.rate("direction right, where told") == 1.0


@pytest.mark.parametrize("half", ["choose", "fresh", "long", "brief"])
def test_answers_made_from_a_source_are_found(half: str) -> None:
    events = [event for event in read_events((half,)) if not event.dated]
    tally = measure(events, annotate_plainly, load_encoder().encode)
    assert tally.rate("found: heavy") >= 0.85
    assert tally.rate("false lineage between independent reports") <= 0.05
    strengths = [strength for strength in ("trimmed", "light", "spun") if tally.all[f"found: {strength}"]]
    assert min(tally.rate(f"found: {strength}") for strength in strengths) == 1.0


def test_another_event_keeps_places_and_shares_no_name() -> None:
    seeds = [annotate_plainly(event) for event in read_events()[:1]]
    first, other = seeds[0][0], write_over(seeds[0][0], 5)
    assert len(first.article.text) == len(other.article.text)
    assert other.article.text[: len("HALLEN")] == disguise("HALLEN", 5)
    assert "Mirren" not in other.article.text
    stream = make_stream(seeds, 15)
    assert len({account.article.id for account in stream}) == 15
