"""What looks like a conflict, or like one statement, and is none; and what was taken back."""

from __future__ import annotations

import pytest
from tests.relate.tellings import find_conflict, find_entry, relate

from rashomon.annotate.articles import Annotator
from rashomon.model.records import ConflictKind, Nature, Polarity

EARLY, LATE = "2031-05-06T06:00:00+00:00", "2031-05-07T18:00:00+00:00"


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        # a mine is in all that befalls a mine
        (
            "Ivo Brand, one of the miners, said the men had felt a tremor an hour before the fall and had asked to be "
            "brought up.",
            "Rescuers brought 22 miners to the surface on Tuesday, 36 hours after a roof fall in the mine.",
            ConflictKind.SEQUENCE,
        ),
        # who goes to court, and when the court hears him
        (
            "The union applied to the High Court on Monday for an order halting the sale.",
            "The High Court will hear the union's application to halt the sale on Thursday.",
            ConflictKind.DATE,
        ),
        # the day on a letter, and that of its stamp
        (
            "The union warned the firm about the props in a letter dated 27 April.",
            "The union's letter to the firm about the props was received on 28 April.",
            ConflictKind.DATE,
        ),
        # a third of a million is a rounded figure
        (
            "The firm was fined 340,000 crowns in 2029 for safety breaches.",
            "The firm was slapped with a fine of a third of a million crowns over safety failings.",
            ConflictKind.NUMBER,
        ),
        # the last of several, and how many they were so far
        (
            "Four bodies have been pulled from the rubble.",
            "The bodies of the last three victims were found at nine.",
            ConflictKind.NUMBER,
        ),
        # what must not be is no report of what was not
        (
            "The council voted on Monday to sell the hospital for 182 million euros.",
            "“You cannot sell what the people of this city built,” said Ada Maro of the nurses' union.",
            ConflictKind.DENIAL,
        ),
        # one council, called so in both
        (
            "The 51-seat council met on Monday. The council rejected an offer of 140 million euros in 2026.",
            "Varn's city council met on Monday. The council rejected an offer of 140 million euros from a rival.",
            ConflictKind.ACTOR,
        ),
        # what would follow, and what is forbidden
        (
            "Should the appeal fail, the contract might be signed on Friday.",
            "A court barred the city from signing the contract before a hearing on 20 May.",
            ConflictKind.DATE,
        ),
        # how old somebody is, and how many there are
        (
            "The youngest of the dead was 58.",
            "Eight people are now known to have died.",
            ConflictKind.NUMBER,
        ),
        # what held before
        (
            "The new treaty lets 85 vessels fish in the bay.",
            "Under the former treaty 110 vessels fished in the bay.",
            ConflictKind.NUMBER,
        ),
        # one hour, in whichever half of the day it is read
        (
            "It was in the middle of the night. The foreman telephoned Ivo Haske at home at 2.40.",
            "Smoke had been seen in the afternoon. The foreman telephoned Ivo Haske at home at 2.40.",
            ConflictKind.DATE,
        ),
        # a part of those counted right before
        (
            "The hospital puts the dead at 29. Five are children.",
            "A bomb hit the market on Monday.",
            ConflictKind.NUMBER,
        ),
        # how often, and how many
        (
            "The barriers at the death crossing had broken down fourteen times.",
            "It had been warned of a defect at the crossing where seven people died.",
            ConflictKind.NUMBER,
        ),
        # a length, and what a bare figure counts
        (
            "Divers found a gash of 22 metres in the hull. The coastguard put the figure at 250.",
            "The ship ran aground on Monday.",
            ConflictKind.NUMBER,
        ),
        # a state asks for talks, a minister for water
        (
            "It was Korland that had asked for the talks.",
            "The minister Ada Holt asked for a glass of water.",
            ConflictKind.ACTOR,
        ),
        # of another day
        (
            "Police said 40 people marched on Monday. Four people were arrested.",
            "A second march passed off quietly on Wednesday. There were no arrests.",
            ConflictKind.NUMBER,
        ),
    ],
)
def test_what_only_looks_like_a_conflict_is_none(
    annotator: Annotator, one: str, other: str, kind: ConflictKind
) -> None:
    conflicts = relate(annotator, {"Bell": (EARLY, one), "Post": (LATE, other)}).conflicts
    assert [c.why for c in conflicts if c.kind is kind and c.nature is Nature.CONTRADICTION] == []


def test_the_number_at_work_changes_from_day_to_day(annotator: Annotator) -> None:
    texts = {
        "Bell": (EARLY, "Some 130 rescuers were at work at the mine, the ministry said."),
        "Post": (LATE, "More than 200 rescuers were at work at the mine."),
    }
    found = find_conflict(relate(annotator, texts), "130 rescuers", "200 rescuers")
    assert found is not None
    assert found.nature is Nature.UPDATE


@pytest.mark.parametrize(
    "words",
    [
        "The ministry withdrew an earlier statement that a gas explosion had caused the collapse.",
        "The ministry no longer claims that a gas explosion had caused the collapse.",
        "The ministry took back its claim that a gas explosion had caused the collapse.",
        "The ministry stepped back from its statement that a gas explosion had caused the collapse.",
    ],
)
def test_what_is_taken_back_is_denied_and_a_change(annotator: Annotator, words: str) -> None:
    texts = {
        "Bell": (EARLY, "A gas explosion had caused the collapse, the energy ministry said on Tuesday."),
        "Post": (LATE, words),
    }
    ledger = relate(annotator, texts)
    claims = [claim for claim in ledger.claims if "had caused the collapse" in claim.passage[0].text]
    assert sorted(claim.polarity for claim in claims) == [Polarity.AFFIRMED, Polarity.DENIED]
    homes = [entry.id for claim in claims for entry in ledger.entries if claim.id in entry.claims]
    assert len(set(homes)) == 2
    (conflict,) = ledger.conflicts
    assert (conflict.kind, conflict.nature) == (ConflictKind.DENIAL, Nature.UPDATE)
    assert "withdrawn" in conflict.why


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("There were no arrests.", "There were no injuries."),
        ("If they sign that contract on Friday, we will strike.", "Signing of the contract is planned for Friday."),
        ("That was a warning.", "It did not amount to a warning."),
    ],
)
def test_short_claims_of_two_things_are_two_entries(annotator: Annotator, one: str, other: str) -> None:
    texts = {"Bell": (EARLY, f"The march ended at ten. {one}"), "Post": (LATE, f"It was over at ten. {other}")}
    ledger = relate(annotator, texts)
    told = [text.split(",")[0].rstrip(".") for text in (one, other)]
    assert find_entry(ledger, told[0]).id != find_entry(ledger, told[1]).id


def test_who_only_spoke_said_nothing(annotator: Annotator) -> None:
    text = "The roof fell at noon, and not at ten, as the company had first stated. It will reopen, the owner said."
    claims = [claim.passage[0].text for claim in relate(annotator, {"Bell": (EARLY, text)}).claims]
    assert not [words for words in claims if "first stated" in words or "the owner said" in words]


@pytest.mark.parametrize(
    ("first", "second", "old", "new"),
    [
        (
            "Police put the crowd at 3,500 by the evening.",
            "Police have revised their estimate of the crowd to 4,200. They had first put it at 3,500.",
            "3,500",
            "4,200",
        ),
        (
            "The roof of the mine gave way at 5.40 a.m. on Tuesday.",
            "The firm corrected the hour on Wednesday. It had given 5.40 a.m.; the roof in fact fell at 4.52.",
            "5.40",
            "4.52",
        ),
    ],
)
def test_a_figure_that_is_corrected_is_an_update(
    annotator: Annotator, first: str, second: str, old: str, new: str
) -> None:
    ledger = relate(annotator, {"Bell": (EARLY, first), "Post": (LATE, second)})
    found = [c for c in ledger.conflicts if c.kind in (ConflictKind.NUMBER, ConflictKind.DATE)]
    assert [conflict.nature for conflict in found] == [Nature.UPDATE]
    assert find_conflict(ledger, old, new) is not None


def test_two_sums_that_differ_in_one_digit_are_of_one_deal(annotator: Annotator) -> None:
    texts = {
        "Bell": (EARLY, "The council sold the hospital to Orva for 182 million euros."),
        "Post": (LATE, "Councillors approved the sale of the hospital for 192 million euros."),
    }
    found = find_conflict(relate(annotator, texts), "182 million", "192 million")
    assert found is not None
    assert found.nature is Nature.CONTRADICTION


MIDDLE = "2031-05-06T20:00:00+00:00"


@pytest.mark.parametrize(
    "texts",
    [
        # nobody was arrested on the other day, and others had told of the first
        (
            "Police said 40 people marched on Monday. Four people were arrested.",
            "A second march passed off quietly on Tuesday. There were no arrests.",
            "Of the four people arrested on Monday, three were released without charge.",
        ),
        # a promise that was not kept
        (
            "The council voted to sell the public hospital to Orva.",
            "The minister had said that no public hospital would be sold.",
            "The public hospital was sold to Orva.",
        ),
        # what must not be
        (
            "The council voted to sell the hospital that the people built.",
            "“You cannot sell the hospital that the people built,” said Ada Maro.",
            "The council sold the hospital that the people built.",
        ),
        # who did not
        (
            "And who wrote that memo? Not some timid clerk at City Hall. It was drafted by Orva's own consultants.",
            "The leaked memo was written by Margit Sorel, the deputy finance director, the council said.",
            "Rain fell.",
        ),
    ],
)
def test_what_another_account_seems_to_deny_it_does_not(annotator: Annotator, texts: tuple[str, str, str]) -> None:
    told = dict(zip(("Bell", "Post", "Star"), zip((EARLY, MIDDLE, LATE), texts, strict=True), strict=True))
    assert [conflict.why for conflict in relate(annotator, told).conflicts] == []


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        # "about four" on the dial, and the minute
        (
            "Gunfire began at about 4.20 p.m. on Monday, witnesses said.",
            "The gunfire began at 4.22 p.m. on Monday, the report found.",
            ConflictKind.DATE,
        ),
        # an hour told without its day
        (
            "The shots began at 4.20 p.m., witnesses said.",
            "The shots began at 4.20 p.m. on Sunday, the report found.",
            ConflictKind.DATE,
        ),
        # the dead of another year
        (
            "At least five people were killed in Oselin.",
            "There was unrest in Oselin in 2019. Fourteen people were killed in those events, among them a policeman.",
            ConflictKind.NUMBER,
        ),
        # a place by name, and by what it is
        (
            "Shots were fired at a march in the Varnian capital on Monday.",
            "Shots were fired at a march in Oselin on Monday.",
            ConflictKind.PLACE,
        ),
        # a part of the hurt, and how they were not hurt
        (
            "Eleven police officers were among those hurt, the ministry said.",
            "The police chief, Tor Halas, rejected the charge. “Not one of my officers was hurt by a bullet,” he said.",
            ConflictKind.DENIAL,
        ),
        # jars that were recalled are not denied by what was not sold abroad
        (
            "“We would rather recall one jar too many than one too few,” the director, Ada Moll, said.",
            "The ministry denied that the jars went abroad. “None of the recalled jars were exported,” it said.",
            ConflictKind.DENIAL,
        ),
        # an outlet's own correction
        (
            "The plant employs 640 people.",
            "The plant was shut on Monday.\n\nCorrection: An earlier version of this article said the plant employs "
            "460 people. It employs 640.",
            ConflictKind.NUMBER,
        ),
    ],
)
def test_what_only_seems_so_in_two_more_events(annotator: Annotator, one: str, other: str, kind: ConflictKind) -> None:
    ledger = relate(annotator, {"Herald": (EARLY, one), "Mail": (LATE, other)})
    found = [c for c in ledger.conflicts if c.kind is kind and c.nature is Nature.CONTRADICTION]
    assert not [c.why for c in found]


def test_what_is_told_anew_after_a_bound_breaks_it(annotator: Annotator) -> None:
    ledger = relate(
        annotator,
        {
            "Herald": (
                EARLY,
                "The opposition says that Ilse Brand lied. She rejected that: “I was not told of the sick children "
                "before Sunday, and that is the truth,” the minister said.",
            ),
            "Mail": (LATE, "Ilse Brand's office was told of the sick children on Thursday, an email shows."),
        },
    )
    assert find_conflict(ledger, "not told", "was told") is not None


def test_a_crowd_is_counted_twice(annotator: Annotator) -> None:
    text = "Some 4,000 people marched through Varn on Monday, organisers said. Police put the crowd at 1,500."
    ledger = relate(annotator, {"Herald": (EARLY, text), "Mail": (LATE, "The march was the third this month.")})
    assert find_conflict(ledger, "4,000", "1,500") is not None


@pytest.mark.parametrize(
    ("one", "other", "words"),
    [
        # two denials of which only the text before says what they deny
        (
            "The union said the gate was locked. The manager, Tor Vik, denied it.",
            "The prison was said to be full. The warden, Ada Moll, denied it.",
            ("Vik", "Moll"),
        ),
        # what each says of himself
        (
            "“I did everything they told me,” said Anna Moll, a mother.",
            "“I did everything that the law asks of me,” said the minister, Ilse Brand.",
            ("they told me", "the law asks"),
        ),
        # a toll that goes on
        (
            "At least five people were killed in Varn on Monday.",
            "At least six people were killed in Varn on Monday.",
            ("five", "six"),
        ),
    ],
)
def test_what_is_no_one_entry(annotator: Annotator, one: str, other: str, words: tuple[str, str]) -> None:
    ledger = relate(annotator, {"Herald": (EARLY, one), "Mail": (LATE, other)})
    assert find_entry(ledger, words[0]).id != find_entry(ledger, words[1]).id
