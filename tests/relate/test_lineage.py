"""Who took text from whom."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import permutations

import pytest
from msgspec.structs import replace
from tests.relate.drafts import draft, encode, span

from rashomon.model.annotated import Annotated
from rashomon.model.records import Direction, Lineage, PassageKind, Quote, QuoteKind, Relation, Value, ValueKind
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


def _counted(account: Annotated) -> Annotated:
    """Return an account with its numbers of two figures or words read as values."""
    amounts = {"nine": 9.0, "fourteen": 14.0}
    values = tuple(
        Value(
            id=f"{account.article.id}-v{n}",
            span=account.article.span(m.start(), m.end()),
            kind=ValueKind.NUMBER,
            low=amounts[m.group().lower()],
            high=amounts[m.group().lower()],
        )
        for n, m in enumerate(re.finditer(r"(?i)\b(nine|fourteen)\b", account.article.text))
    )
    return replace(account, values=values)


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


@pytest.mark.parametrize(
    ("wire", "copy", "sure"),
    [
        ("2031-05-01T10:00+00:00", "2031-05-01T08:00", False),  # at 08:00 on a clock that may be 14 hours off
        ("2031-05-01T10:00+00:00", "2031-05-01T23:00", False),
        ("2031-05-01T10:00+00:00", "2031-05-02T00:30", True),
        ("2031-05-01T10:00", "2031-05-01T11:00", True),
        ("2031-05-01T10:00+02:00", "2031-05-01T09:00+00:00", True),
    ],
)
def test_a_time_without_zone_beside_one_with_a_zone_does_not_turn_a_copy_round(
    wire: str, copy: str, sure: bool
) -> None:
    text = f"{COPY} The lighthouse keeper, who made tea for all of them, is to be given a medal in the summer."
    (line,) = find_lineage([_article("b", text, published=copy), _wire(published=wire)], encode)
    assert {line.a, line.b} == {"a", "b"}
    assert line.relation is Relation.COPY
    assert not sure or (line.a, line.direction) == ("a", Direction.B_FROM_A)
    assert sure or line.direction is Direction.UNKNOWN
    assert any("no zone and may be 14 hours off" in reason for reason in line.reasons) is not sure


def test_sentences_said_again_in_other_words_are_a_rewrite() -> None:
    text = (
        "Nine containers were lost before dawn: a freighter aground, the northern reef. "
        "Over sand, ashore at low tide, walked a crew, fourteen of them. "
        "The cable broke, so the island tug gave up: twice it pulled. "
        "Painted green, the ship was one that owners bought in 2019. "
        "By noon oil, near the lighthouse, on the beach, was seen."
    )
    (line,) = find_lineage([_counted(_wire()), _counted(_article("b", text))], encode)
    assert line.relation is Relation.REWRITE
    assert line.direction is Direction.B_FROM_A
    assert {passage.kind for passage in line.passages} == {PassageKind.PARAPHRASE}


def test_alike_sentences_alone_do_not_show_who_was_at_the_other_text() -> None:
    page = (
        "A cache is a small fast store that keeps copies of data from a large slow one. "
        "If the data asked for is in the cache, that is a hit, and if it is not, a miss."
    )
    answer = (
        "A fast small store, for copies of data that a slow large one keeps, is a cache. "
        "A hit is that, if in the cache the data is asked for, and, if not in it, a miss."
    )
    assert find_lineage([_article("a", page), _article("b", answer)], encode) == ()


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


@pytest.mark.parametrize(
    ("introduced", "alone"), [("Ida Holm, 41,", True), ("a neighbour, Ida Holm,", True), ("Ida Holm", False)]
)
def test_words_told_to_one_newsroom_are_taken_from_it(introduced: str, alone: bool) -> None:
    said = '"We will search every cellar in this town until she is found and home again,"'
    first = draft(
        "a", f"Volunteers met at the school. {said} {introduced} said.", outlet="The Lantern",
        published="2031-05-01", people={"Ida Holm": ["Ida Holm"]}, quotes=[(QuoteKind.DIRECT, "Ida Holm", [said])],
    )  # fmt: skip
    second = draft("b", f"Rain fell on the river. {said} Ida Holm said.", outlet="The Beacon", published="2031-05-02")
    (line,) = find_lineage([first, second], encode)
    assert (line.relation in (Relation.COPY, Relation.REWRITE)) is alone
    assert (line.direction is Direction.B_FROM_A) is alone


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


def test_without_facts_a_copy_is_still_one() -> None:
    accounts = [_wire(), _article("b", COPY), _article("c", OTHER)]
    (line,) = find_lineage(accounts, encode, LineageSettings(all_facts=0))
    assert (line.a, line.b, line.relation) == ("a", "b", Relation.COPY)


def test_a_text_that_brings_no_name_or_figure_of_its_own_is_a_rewrite() -> None:
    early = _valued("a", "Ada Lund of Skell said that 48 boats and 1,911 nets burned. Karl Wenzel counted 73 men.")
    late = "Nets gone: 1,911. Of Skell's boats 48 burned, as Ada Lund said; Karl Wenzel counted men."
    own = (
        "Nets gone: 1,911. Of Skell's boats 48 burned, as Mia Horn said; Bo Tarn, Lotte Frey and Uwe Palm counted men."
    )
    (line,) = find_lineage([early, _valued("b", late, published="2031-05-02")], encode)
    assert line.relation is Relation.REWRITE
    assert any("names and figures" in reason for reason in line.reasons)
    found = find_lineage([early, _valued("b", own, published="2031-05-02")], encode)
    assert not any("names and figures" in reason for line in found for reason in line.reasons)


@pytest.mark.parametrize(("late", "made"), [("Karl Wenzel", True), ("Ada Lund", False)])
def test_words_that_change_hands_were_not_heard(late: str, made: bool) -> None:
    words = "“The lamps were dark when we came round the point”"
    people = {"Ada Lund": ["Ada Lund"], "Karl Wenzel": ["Karl Wenzel"]}
    accounts = []
    for key, speaker in (("a", "Ada Lund"), ("b", late)):
        text = f"{words}, said {speaker}. " + (WIRE if key == "a" else OTHER)
        account = draft(
            key, text, published=f"2031-05-0{ord(key) - 96}", outlet=f"The {key.upper()} Post", people=people
        )
        quote = Quote(
            id=f"{key}-q", kind=QuoteKind.DIRECT, content=(span(account.article, words),),
            source=(span(account.article, speaker),), speaker=speaker,
        )  # fmt: skip
        accounts.append(replace(account, quotes=(quote,)))
    (line,) = find_lineage(accounts, encode)
    assert (line.relation is Relation.REWRITE) is made
    assert ("It gives the same words to somebody else." in line.reasons) is made


@pytest.mark.parametrize(
    ("claims", "made"),
    [(("lost nine containers", "walked ashore"), True), (("lost nine containers",), False)],
)
def test_one_credited_claim_is_a_citation_two_are_a_text_at_hand(claims: tuple[str, ...], made: bool) -> None:
    wire = draft(
        "a", WIRE, outlet="Alpha Press Bureau", published="2031-05-01T06:00",
        claims=[("lost nine containers", None), ("walked ashore over the sand", None)],
    )  # fmt: skip
    told = "a freighter ran aground on the northern reef and lost nine containers and the crew walked ashore."
    text = f"{OTHER} Alpha Press Bureau reported that {told}"
    late = draft(
        "b", text, outlet="The B Lantern", published="2031-05-02", claims=[(claim, None) for claim in claims]
    )  # fmt: skip
    lines = find_lineage([wire, late], encode)
    assert any("It names Alpha Press Bureau." in line.reasons for line in lines) is made


@pytest.mark.parametrize(("figure", "made"), [("300", True), ("900", False)])
def test_three_figures_side_by_side_are_no_accident(figure: str, made: bool) -> None:
    first = _valued("a", f"The prison on the spit has 640 beds, 212 men and 300 steps. {OTHER}")
    farmers = (
        "Bees came late this year. The orchard keeper painted his ladder blue. Nobody picked the plums before rain. "
    )
    second = _valued("b", f"{farmers}The prison on the spit has 640 beds, 212 men and {figure} steps.", "2031-05-02")
    reason = "3 figures stand side by side as they do there, in a sentence said again."
    assert any(reason in line.reasons for line in find_lineage([first, second], encode)) is made


def _valued(key: str, text: str, published: str = "2031-05-01") -> Annotated:
    """Return an account with its figures read and its capitalised words taken for names."""
    account = _article(key, text, published=published)
    values = tuple(
        Value(
            id=f"{key}-v{n}", span=account.article.span(m.start(), m.end()), kind=ValueKind.NUMBER,
            low=float(m.group().replace(",", "")), high=float(m.group().replace(",", "")),
        )
        for n, m in enumerate(re.finditer(r"[0-9][0-9,]*[0-9]", text))
    )  # fmt: skip
    named = {"Ada", "Lund", "Skell", "Karl", "Wenzel", "Mia", "Horn", "Bo", "Tarn", "Lotte", "Frey", "Uwe", "Palm"}
    words = tuple(
        replace(word, pos="PROPN") if word.text.removesuffix("'s") in named else word for word in account.words
    )
    return replace(account, values=values, words=words)


@pytest.mark.parametrize("text", ["", "?!", "…", "\u200f\u200e", "🦊", "word"])
def test_texts_of_nothing(text: str) -> None:
    assert find_lineage([draft("a", text), draft("b", text)], encode) is not None
    assert find_lineage([], encode) == ()
