"""Where accounts part, and where they only seem to."""

from __future__ import annotations

import pytest
from tests.relate.tellings import find_conflict, relate

from rashomon.annotate.articles import Annotator
from rashomon.model.records import Article, Conflict, ConflictKind, Generator, Ledger, Nature
from rashomon.relate.accounts import relate_accounts
from rashomon.relate.conflicts import find_conflicts
from rashomon.relate.entities import merge_entities
from rashomon.relate.entries import Group
from rashomon.relate.links import link_claims
from rashomon.weights.encoder import load_encoder

EARLY, LATE = "2031-05-06T06:00:00+00:00", "2031-05-07T18:00:00+00:00"


def _relate(annotator: Annotator, early: str, late: str, *, times: bool = True) -> Ledger:
    return relate(annotator, {"Bell": (EARLY if times else None, early), "Post": (LATE if times else None, late)})


def _facts(ledger: Ledger) -> list[Conflict]:
    return [c for c in ledger.conflicts if c.kind not in (ConflictKind.WORDING, ConflictKind.SPEAKER)]


def test_a_rising_toll_is_an_update(annotator: Annotator) -> None:
    ledger = _relate(
        annotator,
        "Six people were killed when a dam broke above Varn, officials said.",
        "Fourteen people were killed when a dam broke above Varn, officials said.",
    )
    found = find_conflict(ledger, "Six", "Fourteen")
    assert found is not None
    assert (found.kind, found.nature) == (ConflictKind.NUMBER, Nature.UPDATE)
    assert "Bell" in found.why
    assert "Post" in found.why
    assert found.why.endswith(".")


def test_without_times_two_tolls_contradict(annotator: Annotator) -> None:
    ledger = _relate(
        annotator,
        "Six people were killed when a dam broke above Varn, officials said.",
        "Fourteen people were killed when a dam broke above Varn, officials said.",
        times=False,
    )
    found = find_conflict(ledger, "Six", "Fourteen")
    assert found is not None
    assert found.nature is Nature.CONTRADICTION


def test_two_ages_of_one_person_contradict(annotator: Annotator) -> None:
    ledger = _relate(
        annotator,
        "The driver, Olan Brek, 52, was taken into custody after the crash in Varn.",
        "The driver, Olan Brek, 54, was taken into custody after the crash in Varn.",
    )
    found = find_conflict(ledger, "52", "54")
    assert found is not None
    assert found.nature is Nature.CONTRADICTION


@pytest.mark.parametrize(
    ("early", "late"),
    [
        ("Nine people were killed in the mine at Varn.", "Twelve people are missing in the mine at Varn."),
        ("The ferry sold 128 tickets for the crossing.", "The ferry carried 143 passengers."),
        ("The hall is licensed for 200 guests.", "About 120 guests were in the hall."),
        ("About 3,000 residents had to leave Varn.", "Police said 3,150 residents had to leave Varn."),
        ("More than 40 people were hurt in Varn.", "44 people were hurt in Varn."),
        ("The river stood at 34 metres at 8.15 p.m.", "The river stood at 36 metres at 11 p.m."),
        ("The firm was fined 250,000 crowns in May.", "The firm gave the party 90,000 crowns in May."),
    ],
)
def test_figures_of_two_things_are_no_conflict(annotator: Annotator, early: str, late: str) -> None:
    assert _facts(_relate(annotator, early, late)) == []


def test_a_denial_stands_against_what_it_denies(annotator: Annotator) -> None:
    ledger = _relate(
        annotator,
        "A guard said that the captain, Olan Brek, had failed a breath test.",
        "Police denied that Captain Olan Brek had failed a breath test.",
    )
    found = next(iter(_facts(ledger)))
    assert (found.kind, found.nature) == (ConflictKind.DENIAL, Nature.CONTRADICTION)
    assert len(found.sides) == 2
    assert "prints a denial of “Captain Olan Brek had failed a breath test”" in found.why
    assert "that is denied" not in found.why, "words that repeat what is denied are not what anybody says"


def test_a_denial_that_points_back_finds_its_claim(annotator: Annotator) -> None:
    ledger = _relate(
        annotator,
        "The union said crews were shouted at for every minute they lost. The company rejected that.",
        "The market in Varn was closed on Tuesday.",
    )
    found = find_conflict(ledger, "shouted at", "rejected that")
    assert found is not None
    assert found.kind is ConflictKind.DENIAL
    assert "that is denied by" in found.why
    assert "rejected" not in found.why, "what an account says of a denial is nothing the denier says"


def test_two_forms_of_one_denial_each_find_what_they_deny(annotator: Annotator) -> None:
    texts = {
        "bell": "The line said its captain had met an unlit wall of steel in the fairway.",
        "post": "A barge that was dark was hit by a ferry in Varn on Monday.",
        "wire": "The port authority denied that the barge had been dark. “To call it an unlit wall of steel is a "
        "flat-out lie,” its director, Tor Vik, said.",
    }
    accounts = [
        annotator.annotate(Article(id=key, outlet=key, language="en", text=text)) for key, text in texts.items()
    ]
    entities, accounts = merge_entities(accounts)
    encoder = load_encoder()
    table = link_claims(accounts, entities, (), encoder.encode, encoder.encode_pieces)
    denying = tuple(claim.claim for claim in table.claims if claim.denied)
    others = [claim.claim for claim in table.claims if not claim.denied]
    groups = [Group(id="e0", statement="", claims=denying)]
    groups += [Group(id=f"e-{key}", statement="", claims=(key,)) for key in others]
    found = find_conflicts(accounts, entities, (), groups, table)
    denied = {
        claim for case in found if case.kind is ConflictKind.DENIAL for side in case.sides for claim in side.claims
    }
    told = {claim.claim: claim.text for claim in table.claims}
    assert len(denying) == 2
    assert sorted(told[key].split()[0] for key in denied - set(denying)) == ["A", "its"]


def test_words_changed_inside_marks_are_shown_by_version(annotator: Annotator) -> None:
    told = '"We asked the company {} to slow its trains in the valley," Mayor Ada Lund said on Monday in Varn.'
    ledger = relate(
        annotator,
        {
            "Bell": (EARLY, told.format("twice")),
            "Post": (EARLY, told.format("twice")),
            "Spark": (LATE, told.format("again and again")),
        },
    )
    found = next(c for c in ledger.conflicts if c.kind is ConflictKind.WORDING)
    assert len(found.sides) == 2
    assert {span.article for span in found.sides[0].spans} == {"bell", "post"}
    assert {span.article for span in found.sides[1].spans} == {"spark"}
    assert "twice" in found.why


def test_one_utterance_with_two_speakers(annotator: Annotator) -> None:
    words = '"There was no light on the bridge and then there was only a wall of water," {} said.'
    ledger = _relate(annotator, words.format("nurse Mira Dahl"), words.format("fisherman Ivo Brand"))
    found = next(c for c in ledger.conflicts if c.kind is ConflictKind.SPEAKER)
    assert found.nature is Nature.CONTRADICTION
    assert "Mira Dahl" in found.why
    assert "Ivo Brand" in found.why


def test_what_an_account_only_reports_is_said_by_its_source(annotator: Annotator) -> None:
    ledger = _relate(annotator, "Nine people died, nurse Mira Dahl said.", "Six people died when a dam broke.")
    (found,) = (c for c in ledger.conflicts if c.kind is ConflictKind.NUMBER)
    assert "Mira Dahl (Bell) says “Nine people died”" in found.why
    assert "Post says “Six people died" in found.why


def test_contradictions_come_first_and_the_most_told_of_them(annotator: Annotator) -> None:
    ledger = _relate(
        annotator,
        "Six people were killed when a dam broke above Varn. The engineer, Olan Brek, 52, was arrested in Varn.",
        "Fourteen people were killed when a dam broke above Varn. The engineer, Olan Brek, 54, was arrested in Varn.",
    )
    order = [conflict.nature for conflict in ledger.conflicts]
    assert order == sorted(order, key=[Nature.CONTRADICTION, Nature.UPDATE, Nature.DIFFERENCE].index)
    assert len(order) == 2


def test_every_conflict_has_two_sides_of_known_claims_and_reasons(annotator: Annotator) -> None:
    ledger = _relate(
        annotator,
        "Six people were killed when a dam broke above Varn. The mayor denied that the dam had been unsafe.",
        "Fourteen people were killed when a dam broke above Varn. A report said that the dam had been unsafe.",
    )
    known = {claim.id for claim in ledger.claims}
    assert ledger.conflicts
    for conflict in ledger.conflicts:
        assert len(conflict.sides) >= 2
        assert conflict.why
        assert conflict.reasons
        assert {key for side in conflict.sides for key in side.claims} <= known
        assert all(side.spans for side in conflict.sides)


def test_a_plan_put_off_is_an_update_of_the_day_and_of_the_count(annotator: Annotator) -> None:
    ledger = _relate(
        annotator,
        "The exchange of 24 prisoners between Arl and Brun is to take place on Friday at Sund airfield.",
        "On Sunday Arl and Brun exchanged 22 prisoners at Sund airfield, two days later than planned.",
    )
    kinds = {(c.kind, c.nature) for c in _facts(ledger)}
    assert kinds == {(ConflictKind.DATE, Nature.UPDATE), (ConflictKind.NUMBER, Nature.UPDATE)}


def test_a_nought_too_many_is_seen_whatever_each_figure_counts(annotator: Annotator) -> None:
    ledger = _relate(
        annotator,
        "The party said 1,140 postal ballots were accepted in Varn without a matching signature.",
        "The commission said postal ballots with a doubtful signature in Varn numbered 114.",
    )
    assert find_conflict(ledger, "1,140", "114") is not None


def test_two_speeds_of_one_ship_contradict_and_a_limit_contradicts_neither(annotator: Annotator) -> None:
    told = "Tracking data put the ferry at 13.8 knots in the Varn narrows."
    ledger = _relate(annotator, told, "The ferry was doing nine knots in the Varn narrows, the line said.")
    found = find_conflict(ledger, "13.8", "nine")
    assert found is not None
    assert found.nature is Nature.CONTRADICTION
    assert _facts(_relate(annotator, told, "Ships are held to 10 knots in the Varn narrows.")) == []


def test_a_day_by_which_is_no_other_day_than_that_on_which(annotator: Annotator) -> None:
    ledger = _relate(
        annotator,
        "The judge wants the ballots of Varn counted by next Friday.",
        "The judge had the ballots of Varn counted on Monday.",
    )
    assert _facts(ledger) == []


@pytest.mark.parametrize(
    ("early", "late"),
    [
        # counted from two days of publication
        ("The band played in the hall in Varn that evening.", "The band played in the hall in Varn that night."),
        ("The strike in Varn began on Tuesday.", "The strike in Varn went into its second day on Wednesday."),
        # a part, and a whole of which a part is counted
        ("Forty-one people died in Varn.", "Forty-one people died in Varn. Eleven children are among them."),
        ("The court in Varn found him guilty on six counts.", "The court in Varn cleared him on two of eight counts."),
        # ages of two persons
        ("Susan Myer, 16, was found in the lake in Varn.", "Ellen Myer, 86, was at home in Varn."),
        # what is traded has another price every hour
        ("Shares in Varn Steel closed at 66 crowns.", "Shares in Varn Steel closed at 57 crowns."),
        # a part of people told by what is left
        ("All but two of the patients had stayed in Varn.", "Two of the patients had never stayed in Varn."),
        # an estimate and the bill that bears it out
        ("The recount in Varn would cost about 240,000 crowns.", "The recount in Varn cost 252,000 crowns."),
    ],
)
def test_what_only_looks_like_another_figure_is_no_contradiction(annotator: Annotator, early: str, late: str) -> None:
    assert [c for c in _facts(_relate(annotator, early, late)) if c.nature is Nature.CONTRADICTION] == []


def test_a_bound_contradicts_the_date_it_rules_out(annotator: Annotator) -> None:
    ledger = _relate(annotator, "Payment is due in March, Brandt said.", "Nobody will pay before May, Dunn said.")
    found = find_conflict(ledger, "March", "before May")
    assert found is not None and found.kind is ConflictKind.DATE


@pytest.mark.parametrize(
    ("early", "late", "nature"),
    [
        # what an event does adds up; it cannot have shrunk
        (
            "Two tonnes of dead fish were taken from the Varn.",
            "Five tonnes of dead fish were taken from the Varn.",
            "update",
        ),
        (
            "Five tonnes of dead fish were taken from the Varn.",
            "Two tonnes of dead fish were taken from the Varn.",
            "contradiction",
        ),
        # a plan that changes
        (
            "The funeral of Ada Holt is to take place in Varn on Saturday.",
            "The funeral of Ada Holt will be held in Varn on Sunday.",
            "update",
        ),
        ("The mill pond in Varn will be drained.", "The mill pond in Varn will not be drained after all.", "update"),
        ("The line to Varn was closed.", "The line to Varn opened again at noon.", "update"),
    ],
)
def test_what_a_later_report_may_change(annotator: Annotator, early: str, late: str, nature: str) -> None:
    assert [c.nature.value for c in _facts(_relate(annotator, early, late))] == [nature]


def test_one_outlet_replaces_its_own_figure(annotator: Annotator) -> None:
    text = "{} of the fire in Varn is contained."
    first, second = (
        annotator.annotate(Article(id=key, outlet="Bell", published=time, language="en", text=text.format(share)))
        for key, time, share in (("a", EARLY, "Ten percent"), ("b", LATE, "Sixty percent"))
    )
    encoder = load_encoder()
    found = relate_accounts([first, second], encoder.encode, generator=Generator(), pieces=encoder.encode_pieces)
    assert {conflict.nature for conflict in found.conflicts} == {Nature.UPDATE}


def test_a_denial_of_any_wrongdoing_denies_nothing_that_stands_before_it(annotator: Annotator) -> None:
    text = "She had sent her rival a message of sympathy, Mirela Castane said. New Harbour denies any wrongdoing."
    assert find_conflict(relate(annotator, {"Bell": (EARLY, text)}), "message of sympathy", "wrongdoing") is None


def test_a_denial_of_a_charge_means_the_charge_and_not_what_says_who_denies(annotator: Annotator) -> None:
    text = (
        "Prosecutors said that a developer had paid for her roof. Ada Selby, the first woman to lead the port of "
        "300,000, denied the accusations."
    )
    ledger = relate(
        annotator, {"Bell": (EARLY, "Ada Selby is the first woman to lead the port."), "Post": (LATE, text)}
    )
    assert find_conflict(ledger, "had paid for her roof", "denied the accusations") is not None
    assert find_conflict(ledger, "Ada Selby is the first woman", "denied the accusations") is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "Nine containers have been held in the port since November.",
            "Fourteen containers have been examined since November, and nine containers are held.",
        ),
        (
            "The prize of 250,000 florins for the rider has been withheld.",
            "The rider turned down a bribe of 50,000 florins.",
        ),
    ],
)
def test_figures_of_other_deeds_and_payments_do_not_clash(annotator: Annotator, one: str, other: str) -> None:
    assert [c for c in _facts(_relate(annotator, one, other)) if c.nature is Nature.CONTRADICTION] == []


def test_the_same_two_figures_are_one_dispute_whoever_tells_them(annotator: Annotator) -> None:
    texts = {
        "bell": "The ferry was doing nine knots when it hit the barge off Varn.",
        "post": "The ferry was doing 14 knots when it hit the barge off Varn.",
        "wire": "The ferry was doing 14 knots when it hit the barge off Varn.",
    }
    accounts = [
        annotator.annotate(Article(id=key, outlet=key, language="en", text=text)) for key, text in texts.items()
    ]
    entities, accounts = merge_entities(accounts)
    encoder = load_encoder()
    table = link_claims(accounts, entities, (), encoder.encode, encoder.encode_pieces)
    # each in an entry of its own, as where two tell the figure among other things
    groups = [Group(id=f"e-{claim.claim}", statement="", claims=(claim.claim,)) for claim in table.claims]
    found = [one for one in find_conflicts(accounts, entities, (), groups, table) if one.kind is ConflictKind.NUMBER]
    assert len(found) == 1
    assert {span.article for side in found[0].sides for span in side.spans} == set(texts)
    assert {frozenset(span.text for span in side.spans) for side in found[0].sides} == {
        frozenset({"nine knots"}),
        frozenset({"14 knots"}),
    }
