"""Claims of several accounts become entries."""

from __future__ import annotations

from itertools import combinations, permutations

import msgspec
import pytest
from tests.relate.tellings import find_entry, relate

from rashomon.annotate.articles import Annotator
from rashomon.model.records import (
    Article,
    Claim,
    Conflict,
    ConflictKind,
    Ledger,
    Nature,
    Origin,
    OriginKind,
    Side,
    Status,
)  # fmt: skip
from rashomon.relate.entries import EntrySettings, Group, cut_groups, describe_entries, find_apart, group_claims
from rashomon.relate.links import Link, Table, link_claims
from rashomon.relate.propositions import Proposition

BELL = (
    "2031-05-06T06:00:00+00:00",
    "A dam above the village of Varn broke on Monday night. Nine people were killed, the governor said. "
    "The water tore away about 40 houses. The dam was built in 1962.",
)
POST = (
    "2031-05-06T09:00:00+00:00",
    "The dam above Varn burst late on Monday. At least nine people have died. Some 42 homes were swept away. "
    "The governor flew over the valley in the morning.",
)
WIRE = (
    "2031-05-07T09:00:00+00:00",
    "Fourteen people are now known to have died after a dam broke above Varn. "
    "The company that runs the dam denied that it had ignored warnings.",
)


@pytest.fixture(scope="module")
def ledger(annotator: Annotator) -> Ledger:
    return relate(annotator, {"Bell": BELL, "Post": POST, "Wire": WIRE})


def test_every_claim_is_in_one_entry(ledger: Ledger) -> None:
    told = [claim for entry in ledger.entries for claim in entry.claims]
    assert sorted(told) == sorted(claim.id for claim in ledger.claims)


def test_one_fact_in_other_words_is_one_entry(ledger: Ledger) -> None:
    assert find_entry(ledger, "broke on Monday night") == find_entry(ledger, "burst late on Monday")
    assert find_entry(ledger, "Nine people were killed") == find_entry(ledger, "At least nine people have died")


def test_both_sides_of_a_contradiction_are_never_one_entry(annotator: Annotator) -> None:
    texts = {
        "Bell": "The proposal for the bridge was Varn's, the mayor of Orl said on Monday.",
        "Post": "The proposal for the bridge was not Varn's, the mayor of Varn said on Monday.",
        "Wire": "The proposal for the bridge was Varn's, the mayor of Orl told reporters.",
    }
    ledger = relate(annotator, {outlet: ("2031-05-06T06:00:00+00:00", text) for outlet, text in texts.items()})
    home = {claim: entry.id for entry in ledger.entries for claim in entry.claims}
    told = [c for c in ledger.conflicts if c.nature is Nature.CONTRADICTION]
    assert told
    for conflict in told:
        one, other = ({home[claim] for claim in side.claims} for side in conflict.sides)
        assert not one & other


@pytest.mark.parametrize(
    ("kind", "nature", "cut"),
    [
        (ConflictKind.DENIAL, Nature.CONTRADICTION, True),
        (ConflictKind.NUMBER, Nature.UPDATE, True),
        (ConflictKind.SCOPE, Nature.DIFFERENCE, False),
        (ConflictKind.WORDING, Nature.CONTRADICTION, False),
    ],
)
def test_a_group_is_cut_only_between_sides_that_shut_each_other_out(
    kind: ConflictKind, nature: Nature, *, cut: bool
) -> None:
    claims = tuple(Proposition(claim=f"a{i}", article=f"a{i}", text="x", gist="x") for i in range(3))
    table = Table(claims=claims, links=tuple(make_link(pair, 0.9) for pair in combinations(range(3), 2)))
    whole = Group(id="e", statement="", claims=("a0", "a1", "a2"))
    sides = (Side(claims=("a0", "elsewhere"), spans=()), Side(claims=("a2",), spans=()))
    conflict = Conflict(id="x", kind=kind, nature=nature, sides=sides, why="", reasons=())
    parts = cut_groups(table, [whole], [conflict])
    assert sorted(key for part in parts for key in part.claims) == ["a0", "a1", "a2"]
    assert any({"a0", "a2"} <= set(part.claims) for part in parts) is not cut


def test_a_rounded_figure_stays_in_its_entry(ledger: Ledger) -> None:
    assert find_entry(ledger, "tore away about 40 houses") == find_entry(ledger, "Some 42 homes")


def test_figures_that_cannot_both_hold_are_two_entries(ledger: Ledger) -> None:
    assert find_entry(ledger, "Nine people were killed") != find_entry(ledger, "Fourteen people")


def test_what_one_account_adds_stands_alone(ledger: Ledger) -> None:
    assert find_entry(ledger, "built in 1962").articles == 1
    assert find_entry(ledger, "flew over the valley").articles == 1


def test_a_denial_is_its_own_entry(ledger: Ledger) -> None:
    entry = find_entry(ledger, "ignored warnings")
    claims = {claim.id: claim for claim in ledger.claims}
    assert {claims[key].polarity.value for key in entry.claims} == {"denied"}


@pytest.mark.parametrize(
    ("told", "negated"),
    [
        ("The captain was arrested.", "No one has been arrested."),
        ("Two crew members were missing.", "Nobody was missing."),
        ("Three passengers were injured.", "No passengers were injured."),
    ],
)
def test_what_is_told_and_that_nobody_did_it_are_two_entries(annotator: Annotator, told: str, negated: str) -> None:
    ledger = relate(
        annotator, {"Bell": ("2031-05-06T06:00:00+00:00", told), "Post": ("2031-05-06T09:00:00+00:00", negated)}
    )
    assert len(ledger.entries) == 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("No fewer than twelve people were injured.", "At least twelve people were injured."),
        ("None other than the mayor resigned.", "The mayor resigned."),
        ("No one in the village was hurt.", "Nobody in the village was hurt."),
    ],
)
def test_a_no_that_negates_nothing_keeps_no_claims_apart(annotator: Annotator, one: str, other: str) -> None:
    ledger = relate(
        annotator, {"Bell": ("2031-05-06T06:00:00+00:00", one), "Post": ("2031-05-06T09:00:00+00:00", other)}
    )
    assert len(ledger.entries) == 1


def test_one_missing_and_one_dead_are_two_entries(annotator: Annotator) -> None:
    ledger = relate(
        annotator,
        {
            "Bell": (BELL[0], "One worker is missing after the fire at the mill."),
            "Post": (POST[0], "One worker was killed in the fire at the mill."),
        },
    )
    assert len(ledger.entries) == 2


def test_the_order_of_the_accounts_changes_nothing(annotator: Annotator) -> None:
    texts = {"Bell": BELL, "Post": POST, "Wire": WIRE}
    first, *others = [relate(annotator, dict(order)) for order in permutations(texts.items())]
    for other in others:
        assert (other.entries, other.conflicts, other.coverage) == (first.entries, first.conflicts, first.coverage)


@pytest.mark.parametrize(
    "text", ["", "...", "?!", "🙂🙂 🙂", "„“»", "\u202eabc\u202c", "e\u0301\u0301 1 1 1 1", "1" * 400]
)
def test_odd_texts_break_nothing(annotator: Annotator, text: str) -> None:
    ledger = relate(annotator, {"Bell": BELL, "Odd": (None, text), "Same": ("not a time", text)})
    assert sorted(c for e in ledger.entries for c in e.claims) == sorted(claim.id for claim in ledger.claims)


def test_nothing_gives_nothing() -> None:
    table = link_claims([], [], [], lambda sentences: pytest.fail("nothing to encode"))
    assert (table.claims, table.links) == ((), ())
    assert relate_nothing() == ()


def relate_nothing() -> tuple[object, ...]:
    return describe_entries([], [], [], [])


def _claim(article: Article, key: str, origin: str) -> Claim:
    return Claim(id=key, passage=(article.span(0, 3),), origin=origin)


def test_only_known_origins_count_and_the_widest_come_first() -> None:
    articles = [Article(id=key, text="abc") for key in ("a", "b", "c")]
    claims = [
        _claim(articles[0], "c1", "o1"), _claim(articles[1], "c2", "o2"), _claim(articles[2], "c3", "o0"),
        _claim(articles[0], "c4", "o0"), _claim(articles[0], "c5", "o1"), _claim(articles[1], "c6", "o1"),
    ]  # fmt: skip
    origins = [
        Origin(id="o0", kind=OriginKind.UNKNOWN, name="unknown"),
        Origin(id="o1", kind=OriginKind.SOURCE, name="the governor"),
        Origin(id="o2", kind=OriginKind.OUTLET, name="Bell"),
    ]
    groups = [
        Group(id="e2", statement="", claims=("c4",)),
        Group(id="e3", statement="", claims=("c5", "c6")),
        Group(id="e1", statement="", claims=("c1", "c2", "c3")),
    ]
    clash = Conflict(
        id="x1", kind=ConflictKind.NUMBER, nature=Nature.CONTRADICTION,
        sides=(Side(claims=("c5",)), Side(claims=("c4",))),
    )  # fmt: skip
    form = Conflict(
        id="x2", kind=ConflictKind.WORDING, nature=Nature.CONTRADICTION,
        sides=(Side(claims=("c1",)), Side(claims=("c2",))),
    )  # fmt: skip
    entries = describe_entries(claims, origins, groups, [clash, form])
    assert [(e.id, e.articles, e.origins, e.status, e.disputed) for e in entries] == [
        ("e1", 3, 2, Status.CORROBORATED, False),
        ("e3", 2, 1, Status.SINGLE_ORIGIN, True),
        ("e2", 1, 0, Status.UNKNOWN_ORIGIN, True),
    ]


def test_two_claims_that_both_say_no_are_one_though_one_answers_a_charge(annotator: Annotator) -> None:
    ledger = relate(
        annotator,
        {
            "Bell": (None, "Nobody will be sent abroad who has a right to stay in Varn, the minister said."),
            "Post": (
                None,
                "The minister denied the charge: nobody will be sent abroad who has a right to stay in Varn.",
            ),
        },
    )
    assert find_entry(ledger, "Nobody will be sent") == find_entry(ledger, "nobody will be sent")


def test_a_few_sure_links_join_what_many_weak_ones_do_not() -> None:
    """Two are surely one, though each is likely to .05 to be one with the companion of the other."""
    claims = tuple(Proposition(claim=name, article=name, text=name, gist=name) for name in "abcd")
    pairs = {(0, 1): 0.9, (2, 3): 0.9, (0, 2): 0.75, (1, 3): 0.15, (0, 3): 0.05, (1, 2): 0.05}
    table = Table(claims=claims, links=tuple(make_link(pair, same) for pair, same in pairs.items()))
    likelihoods = list(pairs.values())
    assert group_claims(table, likelihoods) == [[0, 1, 2, 3]]
    assert group_claims(table, likelihoods, EntrySettings(power=1.0)) == [[0, 1], [2, 3]]


def make_link(pair: tuple[int, int], same: float) -> Link:
    return Link(a=pair[0], b=pair[1], same=same, bare=same, topic=same, cosine=same, alignment=same)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # lawful and not; all and a part; no sentence, and no word in common
        ({"text": "The march was illegal", "words": ("march", "illegal")},
         {"text": "The march was lawful", "words": ("march", "lawful")}),
        ({"text": "A judge ordered every vote to be counted again", "words": ("judge", "order", "vote", "count")},
         {"text": "A judge ordered votes in 14 of 96 precincts to be counted again",
          "words": ("judge", "order", "vote", "precinct", "count")}),
        # what one denies is told before, and another denies something
        ({"text": "Lund denies it", "denied": True, "entities": ("Lund",)},
         {"text": "Not one of our people touched a box", "denied": True, "source": "Reed"}),
        ({"text": "A letter attached to the bill", "words": ("letter", "attach", "bill"), "finite": False},
         {"text": "The pact, signed on Wednesday", "words": ("pact", "sign"), "finite": False}),
    ],
)  # fmt: skip
def test_what_is_never_one_however_likely(one: dict[str, object], other: dict[str, object]) -> None:
    claims = tuple(
        Proposition(claim=name, article=name, gist=name, **told)  # type: ignore[arg-type]
        for name, told in (("a", one), ("b", other))
    )
    table = Table(claims=claims, links=(make_link((0, 1), 0.9),))
    assert find_apart(table) == [(0, 1)]
    same = tuple(msgspec.structs.replace(claims[0], claim=name, article=name) for name in "ab")
    assert find_apart(Table(claims=same, links=table.links)) == []
