"""What one sentence changes in another that is worded almost alike."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.annotate.articles import load_annotator
from rashomon.model.annotated import Annotated
from rashomon.model.records import Article, PairRelation
from rashomon.relate.edits import Detail, Edit, find_edit
from rashomon.relate.measures import Tools
from rashomon.relate.pairs import relate_sentences
from rashomon.weights.encoder import load_encoder

BASE = "The union rejected the offer of 12 crowns at a meeting in Varn on Monday."
WORDS = st.lists(
    st.sampled_from(["Six", "nine", "12", "miners", "police", "met", "not", "Varn", "on", "Monday", "the", "Friday"]),
    max_size=9,
)


TOOLS = Tools(encode=load_encoder().encode, places=load_encoder().encode_places)


def read(text: str) -> Annotated:
    return load_annotator().annotate(Article(id="s", text=text, language="en"))


def edit(a: str, b: str) -> Edit:
    return find_edit(read(a), read(b))


@pytest.mark.parametrize(
    ("text", "detail"),
    [
        ("The union rejected the offer of 14 crowns at a meeting in Varn on Monday.", Detail.FIGURE),
        ("The union rejected the offer of 12 euros at a meeting in Varn on Monday.", Detail.FIGURE),
        ("The union rejected the offer of 12 crowns at a meeting in Varn on Friday.", Detail.TIME),
        ("The union did not reject the offer of 12 crowns at a meeting in Varn on Monday.", Detail.NEGATION),
        ("The union accepted the offer of 12 crowns at a meeting in Varn on Monday.", Detail.WORD),
    ],
)
def test_one_changed_detail_is_named(text: str, detail: Detail) -> None:
    found = edit(BASE, text)
    assert found.kept > 0.7
    assert [change.detail for change in found.changes] == [detail]


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("The U.S. and Peru signed the treaty in Varn.", "The US and Peru signed the treaty in Varn."),
        ("The National Harbour Authority closed the quay.", "The NHA closed the quay."),
        ("The bridge fell in Varn ten years ago.", "The bridge fell in Varn a decade ago."),
        ("The probe flew 2.8 billion miles to reach Varn.", "The probe flew 4.5 billion kilometres to reach Varn."),
        ("The ash rose 9,000 metres over Varn.", "The ash rose nine kilometres over Varn."),
        ("The hearing opens tomorrow in Varn.", "The hearing opens on Tuesday in Varn."),
        ("Orlo's plans for the harbour were praised.", "The former banker Lindt's plans for the harbour were praised."),
    ],
)
def test_another_way_to_write_or_to_name_it_is_no_changed_detail(a: str, b: str) -> None:
    for found in (edit(a, b), edit(b, a)):
        assert not found.has(Detail.FIGURE, Detail.TIME, Detail.NAME)


def test_what_the_parser_reads_otherwise_is_no_exchange_of_parts() -> None:
    base = "Candidate wrong on doubling of crime: the increase was {}%, according to police data"
    assert not edit(base.format(4), base.format("four")).has(Detail.ROLE)


def test_a_moved_time_or_attribution_is_no_exchange_of_parts() -> None:
    base = "Kerr last month outlined a plan for the harbour."
    assert not edit(base, "Kerr outlined a plan for the harbour last month.").has(Detail.ORDER, Detail.ROLE)


def test_another_measure_of_its_own_unit_is_a_changed_figure() -> None:
    assert edit("The probe flew 28 miles to Varn.", "The probe flew 28 kilometres to Varn.").has(Detail.FIGURE)
    assert edit("The probe flew 28 miles to Varn.", "The probe flew 60 kilometres to Varn.").has(Detail.FIGURE)


def test_who_did_it_to_whom_is_a_change_and_the_passive_is_none() -> None:
    base = "The club sued the league on Monday."
    assert edit(base, "The league sued the club on Monday.").has(Detail.ROLE)
    assert not edit(base, "The league was sued by the club on Monday.").has(Detail.ROLE)


def test_what_changed_places_is_known_in_another_form() -> None:
    told = edit("The rate did not reach 2 per cent in May in Varn.", "2 percent did not reach the rate in May in Varn.")
    assert told.has(Detail.ROLE)


@pytest.mark.parametrize(
    "text",
    [
        "Union rejected offer of 12 crowns at meeting in Varn on Monday.",
        "The union rejected the offer of twelve crowns at a meeting in Varn on Monday.",
        "The union rejected the offer of 12 crowns at a meeting in Varn on Monday",
    ],
)
def test_form_alone_changes_nothing(text: str) -> None:
    assert edit(BASE, text).changes == ()
    verdict = relate_sentences(read(BASE), read(text), TOOLS)
    assert verdict.relation is PairRelation.SAME


def test_a_changed_day_is_a_conflict_and_says_so() -> None:
    verdict = relate_sentences(read(BASE), read(BASE.replace("Monday", "Friday")), TOOLS)
    assert verdict.relation is PairRelation.CONFLICT
    assert "'Monday' against 'Friday'" in verdict.reasons[0]


@settings(deadline=None, max_examples=40)  # a sentence is parsed in each
@given(WORDS, WORDS)
def test_a_sentence_changes_nothing_in_itself(one: list[str], two: list[str]) -> None:
    a, b = read(" ".join(one)), read(" ".join(two))
    assert find_edit(a, a).changes == ()
    assert 0 <= find_edit(a, b).kept <= 1


@pytest.mark.parametrize(
    ("a", "b", "relation"),
    [
        ("The bridge opened on May 5, 2030.", "The bridge opened on 6 May 2030.", PairRelation.CONFLICT),
        ("On May 5, 2030, the bridge opened.", "The bridge opened on 6 May 2030.", PairRelation.CONFLICT),
        ("The bridge opened on May 5, 2030.", "The bridge opened on 5 May 2030.", PairRelation.SAME),
        (
            "A jury cleared Lena Korth on 3 April 2031.",
            "On April 4, 2031, a jury cleared Lena Korth.",
            PairRelation.CONFLICT,
        ),
    ],
)
def test_full_dates_are_compared_in_whatever_order_they_are_written(a: str, b: str, relation: PairRelation) -> None:
    assert relate_sentences(read(a), read(b), TOOLS).relation is relation
