"""What several accounts tell of a claim is cut out of it."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.relate.tellings import find_entry, relate

from rashomon.annotate.articles import Annotator
from rashomon.model.codec import encode_ledger
from rashomon.model.records import Article, Claim, Entry, Ledger
from rashomon.relate.parts import cut_claims
from rashomon.report.indexes import list_entries

COURT = ("2031-05-06T06:00:00+00:00", "The court ordered a recount of the ballots in 14 of the 96 precincts on Friday.")
POST = (
    "2031-05-06T09:00:00+00:00",
    "Volunteers who watched the tables said the ballots of 14 precincts were sorted again.",
)
BELL = (
    "2031-05-07T09:00:00+00:00",
    "Nothing was found in the 14 precincts that had given cause for doubt, the commission said.",
)
ACCOUNTS = {"Court": COURT, "Post": POST, "Bell": BELL}


@pytest.fixture(scope="module")
def ledger(annotator: Annotator) -> Ledger:
    return relate(annotator, ACCOUNTS)


def cut(annotator: Annotator, text: str) -> list[str]:
    account = annotator.annotate(Article(id="a", language="en", text=text))
    return [" … ".join(span.text for span in part.passage) for part in cut_claims(account, account.claims)]


def parts_of(ledger: Ledger) -> list[Claim]:
    return [claim for claim in ledger.claims if claim.part_of is not None]


def test_a_figure_that_three_accounts_tell_is_an_entry_of_its_own(ledger: Ledger) -> None:
    assert {part.passage[0].article for part in parts_of(ledger)} == {"court", "post", "bell"}
    shared = [entry for entry in ledger.entries if entry not in list_entries(ledger)]
    assert len(shared) == 1
    assert shared[0].articles == 3
    assert "14" in shared[0].statement


def test_a_part_rests_on_what_its_claim_rests_on(ledger: Ledger) -> None:
    whole = {claim.id: claim for claim in ledger.claims}
    for part in parts_of(ledger):
        claim = whole[part.part_of or ""]
        assert (part.origin, part.voice, part.source, part.polarity) == (
            claim.origin,
            claim.voice,
            claim.source,
            claim.polarity,
        )
        assert all(any(s.start <= p.start and p.end <= s.end for s in claim.passage) for p in part.passage)


def test_what_two_accounts_tell_is_not_cut(annotator: Annotator) -> None:
    assert parts_of(relate(annotator, {"Court": COURT, "Post": POST})) == []


def test_figures_that_do_not_clash_but_lie_far_apart_are_no_shared_part(annotator: Annotator) -> None:
    post = (POST[0], POST[1].replace("14", "up to 30"))
    bell = (BELL[0], BELL[1].replace("14", "at least 10"))
    assert parts_of(relate(annotator, {"Court": COURT, "Post": post, "Bell": bell})) == []


def test_a_small_number_of_two_things_is_no_shared_part(annotator: Annotator) -> None:
    ledger = relate(
        annotator,
        {
            "Court": (None, "Inspectors closed five of the seven points on their list last autumn."),
            "Post": (None, "Doctors at the hospital say five of the injured are still in danger."),
            "Bell": (None, "The mayor had met five members of the board before the vote."),
        },
    )
    assert parts_of(ledger) == []


def test_a_reader_is_shown_whole_claims(ledger: Ledger) -> None:
    entries: list[Entry] = list_entries(ledger)
    told = {key for entry in entries for key in entry.claims}
    assert told == {claim.id for claim in ledger.claims if claim.part_of is None}
    assert find_entry(ledger, "ordered a recount") in entries


def test_the_order_of_the_accounts_changes_nothing(annotator: Annotator) -> None:
    found = {
        encode_ledger(relate(annotator, {outlet: ACCOUNTS[outlet] for outlet in order}))
        for order in permutations(ACCOUNTS)
    }
    assert len(found) == 1


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("The deal covers up to 300 convicts from both sides of the water.", "up to 300 convicts from both sides"),
        (
            "The bill is 38 million marks a year, or 190 million over the whole term.",
            "The bill is 38 million marks a year",
        ),
        ("The agency put the speed of the ferry at 13.8 knots and the first call at 10:43 p.m.", "13.8 knots"),
        ("The minister stayed for 90 minutes because the road was closed.", "The minister stayed for 90 minutes"),
    ],
)
def test_cuts(annotator: Annotator, text: str, part: str) -> None:
    assert any(part in found for found in cut(annotator, text))


def test_a_claim_without_a_figure_is_left_whole(annotator: Annotator) -> None:
    assert cut(annotator, "The court, which sat in the old town hall, ordered a recount and left.") == []


@given(
    st.lists(
        st.sampled_from(["five", "of", "the", "14", "precincts", ",", "were", "counted", "and", "$3m", "."]),
        max_size=25,
    )
)
@settings(max_examples=60, deadline=None)
def test_parts_lie_in_their_claims_and_hold_their_values(annotator: Annotator, words: list[str]) -> None:
    account = annotator.annotate(Article(id="a", language="en", text=" ".join(words)))
    whole = {claim.id: claim for claim in account.claims}
    values = {value.id: value for value in account.values}
    parts = list(cut_claims(account, account.claims))
    assert len({part.id for part in parts} | set(whole)) == len(parts) + len(whole)
    for part in parts:
        claim = whole[part.part_of or ""]
        assert part.values
        assert set(part.values) <= set(claim.values)
        for key in part.values:
            span = values[key].span
            assert any(place.start <= span.start and span.end <= place.end for place in part.passage)
        assert sum(len(p.text) for p in part.passage) < sum(len(p.text) for p in claim.passage)
