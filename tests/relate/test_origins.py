"""On whose word claims rest."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import permutations

import pytest
from msgspec.structs import replace
from tests.relate.drafts import draft, span

from rashomon.annotate.articles import Annotator
from rashomon.model.annotated import Annotated
from rashomon.model.records import (
    Article,
    Claim,
    Direction,
    Lineage,
    Origin,
    OriginKind,
    Passage,
    PassageKind,
    Quote,
    QuoteKind,
    Relation,
    Utterance,
    Value,
    ValueKind,
    Voice,
    Wording,
)
from rashomon.relate.affiliations import gather_entities
from rashomon.relate.entries import Group
from rashomon.relate.origins import find_origins

DAY = "2031-05-0"


def _find(
    accounts: Sequence[Annotated],
    lineage: Sequence[Lineage] = (),
    utterances: Sequence[Utterance] = (),
    groups: Sequence[Group] = (),
) -> tuple[dict[str, Origin], dict[str, Claim]]:
    origins, claims = find_origins(accounts, gather_entities(accounts), lineage, utterances, groups)
    return {o.id: o for o in origins}, {c.id: c for c in claims}


def _group(*claims: str) -> Group:
    return Group(id="e", statement="", claims=claims)


def test_people_of_one_body_are_one_origin() -> None:
    bodies = {"Harbour Board": ["Harbour Board"]}
    a = draft(
        "a", "It burned, said Ada Lund, spokeswoman for the Harbour Board.", people={"Ada Lund": ["Ada Lund"]},
        bodies=bodies, claims=[("It burned", "Ada Lund")],
    )  # fmt: skip
    b = draft("b", "It burned, the Harbour Board said.", bodies=bodies, claims=[("It burned", "Harbour Board")])
    origins, claims = _find([a, b])
    assert claims["a-c0"].origin == claims["b-c0"].origin
    origin = origins[claims["a-c0"].origin or ""]
    assert (origin.kind, origin.name) == (OriginKind.SOURCE, "Harbour Board")
    assert "speaks for" in claims["a-c0"].origin_reason


def test_an_unsourced_line_in_a_dispatch_rests_on_the_agency() -> None:
    a = draft("a", "PORT X (APB) - The hull broke.", outlet="Alpha Press Bureau", claims=[("The hull broke", None)])
    origins, claims = _find([a])
    assert origins[claims["a-c0"].origin or ""].kind is OriginKind.AGENCY


def test_an_unsourced_line_in_a_paper_is_unknown_and_each_its_own() -> None:
    a = draft(
        "a", "The hull broke. It sank.", outlet="The Lantern", claims=[("The hull broke", None), ("It sank", None)]
    )
    origins, claims = _find([a])
    assert {origin.kind for origin in origins.values()} == {OriginKind.UNKNOWN}
    assert claims["a-c0"].origin != claims["a-c1"].origin


def test_a_credited_agency_and_its_dispatch_are_one_origin() -> None:
    wire = draft(
        "a", "PORT X (APB) - The hull broke.", outlet="Alpha Press Bureau", published=DAY + "1",
        claims=[("The hull broke", None)],
    )  # fmt: skip
    paper = draft(
        "b", "The Alpha Press Bureau reported that the hull broke.", outlet="The Lantern", published=DAY + "2",
        bodies={"Alpha Press Bureau": ["Alpha Press Bureau"]}, claims=[("the hull broke", "Alpha Press Bureau")],
    )  # fmt: skip
    _, claims = _find([wire, paper], groups=[_group("a-c0", "b-c0")])
    assert claims["a-c0"].origin == claims["b-c0"].origin


def test_what_was_taken_rests_on_what_it_was_taken_from() -> None:
    wire = draft(
        "a", "PORT X (APB) - The hull broke.", outlet="Alpha Press Bureau", published=DAY + "1",
        claims=[("The hull broke", None)],
    )  # fmt: skip
    middle = draft("b", "The hull broke.", outlet="The Lantern", published=DAY + "2", claims=[("The hull broke", None)])
    last = draft("c", "The hull broke.", outlet="The Beacon", published=DAY + "3", claims=[("The hull broke", None)])

    def line(a: Annotated, b: Annotated) -> Lineage:
        text = "The hull broke"
        passage = Passage(a=span(a.article, text), b=span(b.article, text), kind=PassageKind.VERBATIM)
        return Lineage(
            a=a.article.id, b=b.article.id, relation=Relation.COPY, direction=Direction.B_FROM_A, score=1.0,
            passages=(passage,),
        )  # fmt: skip

    origins, claims = _find([wire, middle, last], [line(wire, middle), line(middle, last)])
    assert claims["a-c0"].origin == claims["b-c0"].origin == claims["c-c0"].origin
    assert origins[claims["c-c0"].origin or ""].kind is OriginKind.AGENCY
    assert "taken from" in claims["c-c0"].origin_reason


def test_words_given_to_a_second_speaker_keep_the_first_origin() -> None:
    said = '"There was no light,"'
    accounts = []
    for key, who, day in (("a", "Ida Holm", "1"), ("b", "Rolf Dahl", "2")):
        quotes, text = [(QuoteKind.DIRECT, who, [said])], f"{said} said {who}."
        account = draft(key, text, published=DAY + day, people={who: [who]}, quotes=quotes, claims=[(said, who)])
        claims = tuple(replace(claim, quote=account.quotes[0].id) for claim in account.claims)
        accounts.append(replace(account, claims=claims))
    same = Utterance(id="u", speaker="Ida Holm", quotes=("a-q0", "b-q0"), wording=Wording.IDENTICAL)
    origins, rested = _find(accounts, utterances=[same])
    assert rested["a-c0"].origin == rested["b-c0"].origin
    assert origins[rested["b-c0"].origin or ""].name == "Ida Holm"


def test_what_the_outlet_found_itself_is_its_own() -> None:
    text = "The notice, seen by the Lantern, is dated Monday. The hull broke, the mate told the Lantern."
    a = draft("a", text, outlet="The Lantern", claims=[("is dated Monday", None), ("The hull broke", None)])
    origins, claims = _find([a])
    assert origins[claims["a-c0"].origin or ""].kind is OriginKind.OUTLET
    assert origins[claims["a-c1"].origin or ""].kind is OriginKind.UNKNOWN


def test_an_unsourced_telling_adds_no_origin_to_a_named_one() -> None:
    wire = draft("a", "PORT X (APB) - Nine died.", outlet="Alpha Press Bureau", claims=[("Nine died", None)])
    paper = draft("b", "Nine died, Tor Vik said.", people={"Tor Vik": ["Tor Vik"]}, claims=[("Nine died", "Tor Vik")])
    origins, claims = _find([wire, paper], groups=[_group("a-c0", "b-c0")])
    assert origins[claims["a-c0"].origin or ""].kind is OriginKind.UNKNOWN


def test_agencies_that_tell_one_thing_in_their_own_dispatches_are_two_origins() -> None:
    one = draft("a", "PORT X (APB) - Nine died.", outlet="Alpha Press Bureau", claims=[("Nine died", None)])
    two = draft("b", "PORT X (BNS) - Nine are dead.", outlet="Beta News Service", claims=[("Nine are dead", None)])
    paper = draft("c", "Nine lives were lost.", outlet="The Lantern", claims=[("Nine lives were lost", None)])
    origins, claims = _find([one, two, paper], groups=[_group("a-c0", "b-c0", "c-c0")])
    kinds = [origins[claims[key].origin or ""].kind for key in ("a-c0", "b-c0", "c-c0")]
    assert kinds == [OriginKind.AGENCY, OriginKind.AGENCY, OriginKind.UNKNOWN]
    assert claims["a-c0"].origin != claims["b-c0"].origin


def test_an_unnamed_source_adds_no_origin_to_a_named_one() -> None:
    a = draft("a", "Nine died, rescuers said.", bodies={"rescuers": ["rescuers"]}, claims=[("Nine died", "rescuers")])
    b = draft("b", "Nine died, Tor Vik said.", people={"Tor Vik": ["Tor Vik"]}, claims=[("Nine died", "Tor Vik")])
    _, alone = _find([a])
    _, claims = _find([a, b], groups=[_group("a-c0", "b-c0")])
    assert claims["a-c0"].origin == claims["b-c0"].origin != alone["a-c0"].origin


def test_unnamed_sources_described_alike_are_one_origin_of_one_statement() -> None:
    accounts = [
        draft(key, f"Nine died, {who} said.", people={who: [who]}, claims=[("Nine died", who)])
        for key, who in (("a", "a U.S. official"), ("b", "a US official"), ("c", "a harbour official"))
    ]
    _, claims = _find(accounts, groups=[_group("a-c0", "b-c0", "c-c0")])
    assert claims["a-c0"].origin == claims["b-c0"].origin != claims["c-c0"].origin


def test_order_changes_nothing() -> None:
    accounts = [
        draft(
            "a", "PORT X (APB) - Nine died.", outlet="Alpha Press Bureau", published=DAY + "1", claims=[("Nine", None)]
        ),
        draft("b", "Nine died, Tor Vik said.", people={"Tor Vik": ["Tor Vik"]}, claims=[("Nine died", "Tor Vik")]),
        draft("c", "Nine died.", published=DAY + "3", claims=[("Nine died", None)]),
    ]
    groups = [_group("a-c0", "b-c0", "c-c0")]
    first = _find(accounts, groups=groups)
    assert all(_find(some, groups=groups) == first for some in permutations(accounts))


def test_a_credit_to_another_accounts_outlet_is_followed_to_what_it_rests_on_there() -> None:
    first = draft(
        "a", "The wing was empty, said Pim Tasker.", outlet="The Brack Messenger", published=DAY + "1",
        people={"Pim Tasker": ["Pim Tasker"]}, claims=[("The wing was empty", "Pim Tasker")],
    )  # fmt: skip
    then = draft(
        "b", "It was an empty wing, the Brack Messenger reported.", outlet="The Lantern", published=DAY + "2",
        bodies={"Brack Messenger": ["Brack Messenger"]}, claims=[("It was an empty wing", "Brack Messenger")],
    )  # fmt: skip
    origins, claims = _find([first, then], groups=[_group("a-c0", "b-c0")])
    assert claims["a-c0"].origin == claims["b-c0"].origin
    assert origins[claims["b-c0"].origin or ""].name == "Pim Tasker"
    assert "There it rests on Pim Tasker" in claims["b-c0"].origin_reason
    _, apart = _find([first, then])
    assert apart["a-c0"].origin != apart["b-c0"].origin


def test_who_rejects_a_charge_does_not_vouch_for_it() -> None:
    account = draft(
        "a", "Ada Lund rejected the charge that boxes had been left alone.", people={"Ada Lund": ["Ada Lund"]},
        quotes=[(QuoteKind.INDIRECT, "Ada Lund", ["the charge that boxes had been left alone"])],
        claims=[("boxes had been left alone", "Ada Lund")],
    )  # fmt: skip
    for denies, kind in ((True, OriginKind.UNKNOWN), (False, OriginKind.SOURCE)):
        quote = replace(account.quotes[0], denies=denies)
        claim = replace(account.claims[0], quote=quote.id)
        origins, claims = _find([replace(account, quotes=(quote,), claims=(claim,))])
        assert origins[claims["a-c0"].origin or ""].kind is kind


def test_what_somebody_says_while_rejecting_a_charge_is_his_own() -> None:
    account = draft(
        "a", "“It was a courtesy call,” said Ada Lund.", people={"Ada Lund": ["Ada Lund"]},
        quotes=[(QuoteKind.DIRECT, "Ada Lund", ["“It was a courtesy call,”"])],
        claims=[("It was a courtesy call", "Ada Lund")],
    )  # fmt: skip
    quote = replace(account.quotes[0], denies=True)
    claim = replace(account.claims[0], quote=quote.id)
    origins, claims = _find([replace(account, quotes=(quote,), claims=(claim,))])
    assert origins[claims["a-c0"].origin or ""].name == "Ada Lund"


def _say(key: str, who: str, cue: str, day: str) -> Annotated:
    text = f"{who} {cue} that a letter exists."
    account = draft(
        key, text, published=DAY + day, people={who: [who]}, quotes=[(QuoteKind.INDIRECT, who, ["a letter exists"])],
        claims=[("a letter exists", who)],
    )  # fmt: skip
    quote = replace(account.quotes[0], cue=(span(account.article, cue),))
    claims = tuple(replace(claim, quote=quote.id) for claim in account.claims)
    return replace(account, quotes=(quote,), claims=claims)


def test_who_confirms_what_others_said_is_another_voice() -> None:
    same = Utterance(id="u", speaker="two officials", quotes=("a-q0", "b-q0"), wording=Wording.PARAPHRASED)
    first = _say("a", "two officials", "said", "1")
    for cue, different in (("said", False), ("confirmed", True)):
        _, claims = _find([first, _say("b", "The Treasury", cue, "2")], utterances=[same])
        assert (claims["a-c0"].origin != claims["b-c0"].origin) is different


def test_a_named_speaker_of_some_words_goes_before_one_who_is_only_described() -> None:
    same = Utterance(id="u", speaker="rescuers", quotes=("a-q0", "b-q0"), wording=Wording.IDENTICAL)
    origins, claims = _find([_say("a", "rescuers", "said", "1"), _say("b", "Ada Lund", "said", "2")], utterances=[same])
    assert {origin.name for origin in origins.values()} == {"Ada Lund"}
    assert claims["a-c0"].origin == claims["b-c0"].origin


def test_an_agency_that_tells_before_anybody_is_named_is_an_origin() -> None:
    def tell(day: str, text: str = "PORT X (APB) - Nine died.") -> Annotated:
        return draft("a", text, outlet="Alpha Press Bureau", published=DAY + day, claims=[("Nine died", None)])

    named = draft(
        "b", "Nine died, Tor Vik said.", published=DAY + "2", people={"Tor Vik": ["Tor Vik"]},
        claims=[("Nine died", "Tor Vik")],
    )  # fmt: skip
    leading = "PORT X (APB) - Nine died. “I counted them,” a mate said."
    for first, kind in (
        (tell("1"), OriginKind.AGENCY), (tell("3"), OriginKind.UNKNOWN), (tell("1", leading), OriginKind.UNKNOWN),
    ):  # fmt: skip
        origins, claims = _find([first, named], groups=[_group("a-c0", "b-c0")])
        assert origins[claims["a-c0"].origin or ""].kind is kind


def test_a_source_that_a_rewriter_adds_is_not_believed() -> None:
    first = draft("a", "Nine died.", outlet="The Lantern", published=DAY + "1", claims=[("Nine died", None)])
    then = draft(
        "b", "Nine died, police said.", outlet="The Beacon", published=DAY + "2", bodies={"police": ["police"]},
        claims=[("Nine died", "police")],
    )  # fmt: skip
    passage = Passage(a=span(first.article, "Nine died"), b=span(then.article, "Nine died"), kind=PassageKind.VERBATIM)
    for score, kind in ((0.9, OriginKind.UNKNOWN), (0.1, OriginKind.SOURCE)):
        line = Lineage(
            a="a", b="b", relation=Relation.COPY, direction=Direction.B_FROM_A, score=score, passages=(passage,)
        )
        origins, claims = _find([first, then], [line], groups=[_group("a-c0", "b-c0")])
        assert origins[claims["b-c0"].origin or ""].kind is kind


def test_an_outlets_own_reckoning_is_its_own_whoever_spoke_before() -> None:
    text = "The pool costs 40 crowns, the town said. Filled it would cost 30, by the Lantern’s reckoning."
    account = draft(
        "a", text, outlet="The Lantern", bodies={"the town": ["the town"]},
        claims=[("The pool costs 40 crowns", "the town"), ("Filled it would cost 30", "the town")],
    )  # fmt: skip
    origins, claims = _find([account])
    kinds = [origins[claims[key].origin or ""].kind for key in ("a-c0", "a-c1")]
    assert kinds == [OriginKind.SOURCE, OriginKind.OUTLET]


def test_the_state_agency_is_the_one_whose_initials_follow() -> None:
    wire = draft("a", "PORT X (APB) - Bread is dear.", outlet="Alpha Press Bureau", claims=[("Bread is dear", None)])
    paper = draft(
        "b", "The state agency APB says bread is dear.", outlet="The Lantern",
        bodies={"the state agency": ["The state agency"]}, claims=[("bread is dear", "the state agency")],
    )  # fmt: skip
    origins, claims = _find([wire, paper], groups=[_group("a-c0", "b-c0")])
    assert claims["a-c0"].origin == claims["b-c0"].origin
    assert origins[claims["b-c0"].origin or ""].kind is OriginKind.AGENCY


def test_a_ruling_is_its_courts_unless_somebody_is_cited_for_the_same(annotator: Annotator) -> None:
    text = "The Harbour Court ordered a recount of all ballots."
    article = Article(id="a", text=text, published=DAY + "1")
    claim = Claim(id="a-c0", passage=(article.span(0, len(text) - 1),))
    court = draft("a", text, bodies={"Harbour Court": ["Harbour Court"]}).entities
    ruling = replace(annotator.annotate(article), claims=(claim,), entities=court, quotes=())
    cited = draft(
        "b", "A recount was ordered, Tor Vik said.", published=DAY + "2", people={"Tor Vik": ["Tor Vik"]},
        claims=[("A recount was ordered", "Tor Vik")],
    )  # fmt: skip
    origins, claims = _find([ruling])
    assert origins[claims["a-c0"].origin or ""].name == "Harbour Court"
    assert "ruling" in claims["a-c0"].origin_reason
    origins, claims = _find([ruling, cited], groups=[_group("a-c0", "b-c0")])
    assert origins[claims["a-c0"].origin or ""].kind is OriginKind.UNKNOWN


def test_a_clause_behind_the_cue_is_the_speakers_too(annotator: Annotator) -> None:
    text = "Some 4,600 people had left their homes by the morning, she said, after the cleared zone was extended."
    article = Article(id="a", text=text)
    said, clause = "Some 4,600 people had left their homes by the morning", "the cleared zone was extended"
    quote = Quote(
        id="q",
        kind=QuoteKind.INDIRECT,
        content=(span(article, said),),
        cue=(span(article, "said"),),
        speaker="Ada Lund",
    )
    claims = (Claim(id="a-c0", passage=(span(article, clause),)),)
    account = replace(annotator.annotate(article), quotes=(quote,), claims=claims, entities=())
    origins, rested = _find([account])
    assert origins[rested["a-c0"].origin or ""].name == "Ada Lund"


@pytest.mark.parametrize(("day", "taken"), [("2031-05-01", True), ("2031-05-02", False)])
def test_what_happened_after_an_article_came_out_was_not_taken_from_it(day: str, *, taken: bool) -> None:
    wire = draft(
        "a", "PORT X (APB) - The hull broke.", outlet="Alpha Press Bureau", published=DAY + "1",
        claims=[("The hull broke", None)],
    )  # fmt: skip
    paper = draft("b", "The hull broke.", outlet="The Lantern", published=DAY + "3", claims=[("The hull broke", None)])
    value = Value(id="v", span=paper.claims[0].passage[0], kind=ValueKind.DATE, low=day, high=day)
    paper = replace(paper, values=(value,), claims=(replace(paper.claims[0], values=("v",)),))
    passage = Passage(a=wire.claims[0].passage[0], b=paper.claims[0].passage[0], kind=PassageKind.VERBATIM)
    line = Lineage(a="a", b="b", relation=Relation.COPY, direction=Direction.B_FROM_A, score=1.0, passages=(passage,))
    _, claims = _find([wire, paper], [line])
    assert (claims["a-c0"].origin == claims["b-c0"].origin) is taken


def test_what_the_newsroom_counted_is_its_own_though_it_reads_as_somebodys_words() -> None:
    text = "Police spoke of about 600. From the balcony of this newspaper we counted 580."
    a = draft("a", text, outlet="The Lantern", claims=[("we counted 580", None)])
    quoted = replace(a, claims=(replace(a.claims[0], voice=Voice.QUOTED),))
    origins, claims = _find([quoted])
    assert origins[claims["a-c0"].origin or ""].kind is OriginKind.OUTLET
