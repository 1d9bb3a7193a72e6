"""Who is party to an event: whom many accounts name, in the words that say best who that is."""

from __future__ import annotations

import msgspec
import pytest
from tests.report import ledgers

from rashomon.model.ids import make_id
from rashomon.model.records import (
    Article,
    Claim,
    Conflict,
    ConflictKind,
    Entity,
    EntityKind,
    Framing,
    FramingKind,
    Ledger,
    Nature,
    Origin,
    OriginKind,
    Quote,
    QuoteKind,
    Side,
    Tone,
    Voice,
)
from rashomon.report.brief import view_brief
from rashomon.report.entries import view_entries
from rashomon.report.html import render_html
from rashomon.report.indexes import Index
from rashomon.report.markdown import render_brief
from rashomon.report.parties import SETTINGS, view_parties

TEXTS = (
    "The disgraced mayor, Ada Brook, opened the mill. Its spokesman Ben Holt spoke. She smiled at the Old Tower.",
    "Mayor Ada Brook opened the mill, the Herald Agency said. Ben Holt, the spokesman of the mill, smiled.",
    "Ada Brook, the mayor, opened it. Mr Holt said so near the Old Tower.",
)


def build(texts: tuple[str, ...], named: dict[str, tuple[EntityKind, tuple[str, ...]]], speaking: str = "") -> Ledger:
    """Return a ledger of some articles with the mentions of some names; who speaks says the whole of each article."""
    articles = tuple(
        Article(id=make_id("a", str(number)), outlet=f"Paper {number}", language="en", text=text)
        for number, text in enumerate(texts)
    )
    entities = []
    for name, (kind, forms) in named.items():
        mentions = tuple(
            ledgers.find_span(article, form) for article in articles for form in forms if form in article.text
        )
        entities.append(Entity(id=make_id("e", name), name=name, kind=kind, mentions=mentions))
    quotes = tuple(
        Quote(
            id=make_id("q", article.id),
            kind=QuoteKind.INDIRECT,
            content=(article.span(0, len(article.text)),),
            speaker=make_id("e", speaking),
        )
        for article in articles
        if speaking
    )
    return Ledger(articles=articles, entities=tuple(entities), quotes=quotes)


def read(ledger: Ledger) -> list[tuple[str, str]]:
    return [(party.form, party.support) for party in view_parties(Index(ledger))]


PEOPLE = {
    "Ada Brook": (
        EntityKind.PERSON,
        ("The disgraced mayor, Ada Brook", "Mayor Ada Brook", "Ada Brook, the mayor", "She"),
    ),
    "Ben Holt": (EntityKind.PERSON, ("Its spokesman Ben Holt", "Ben Holt, the spokesman of the mill", "Mr Holt")),
    "Old Tower": (EntityKind.ORGANIZATION, ("Old Tower",)),
    "Herald Agency": (EntityKind.ORGANIZATION, ("Herald Agency",)),
}


def test_a_body_that_says_nothing_is_no_party_and_who_is_named_most_stands_first() -> None:
    assert [form for form, _ in read(build(TEXTS, PEOPLE))] == [
        "The disgraced mayor, Ada Brook",
        "Ben Holt, the spokesman of the mill",
    ]
    heard = read(build(TEXTS, PEOPLE, speaking="Old Tower"))
    assert ("Old Tower", "named by 2 accounts, speaks in 3") in heard


def test_words_that_colour_are_not_chosen() -> None:
    ledger = build(TEXTS, PEOPLE)
    loaded = Framing(
        id="f",
        span=ledgers.find_span(ledger.articles[0], "disgraced"),
        voice=Voice.OUTLET,
        kind=FramingKind.LOADED,
        polarity=Tone.NEGATIVE,
    )
    assert read(msgspec.structs.replace(ledger, framing=(loaded,)))[0][0] == "Ada Brook, the mayor"


@pytest.mark.parametrize(
    ("text", "name", "mention", "form"),
    [
        ("Dr Ada Brook, the mayor, spoke.", "Ada Brook", "Dr Ada Brook, the mayor", "Dr Ada Brook, the mayor"),
        ("M. L. Holt Jr., a pastor, spoke.", "M. L. Holt Jr.", "M. L. Holt Jr., a pastor", "M. L. Holt Jr., a pastor"),
        ("The WHO spoke.", "World Health Office", "WHO", "World Health Office"),
        ("A Plus Media spoke.", "A Plus Media", "A Plus Media", "A Plus Media"),
        ("<b>Ada</b> Brook spoke.", "<b>Ada</b> Brook", "<b>Ada</b> Brook", "<b>Ada</b> Brook"),
    ],
)
def test_names_of_many_forms_are_told(text: str, name: str, mention: str, form: str) -> None:
    ledger = build((text, text), {name: (EntityKind.PERSON, (mention,))}, speaking=name)
    assert read(ledger) == [(form, "named by 2 accounts, speaks in 2")]
    assert "<b>Ada" not in render_html(ledger)


def test_who_has_no_name_or_speaks_in_no_account_is_left_out() -> None:
    unnamed = build(TEXTS, {" ": (EntityKind.PERSON, ())}, speaking=" ")
    assert read(unnamed) == []
    ledger = build(TEXTS, {"Ada Brook": (EntityKind.PERSON, ())}, speaking="Ada Brook")
    strange = [
        msgspec.structs.replace(quote, content=(msgspec.structs.replace(quote.content[0], article="x"),))
        for quote in ledger.quotes
    ]
    assert read(msgspec.structs.replace(ledger, quotes=tuple(strange))) == []


def test_what_stands_before_the_name_of_a_body_is_left_out() -> None:
    text = "The ruthless Skell Line spoke. Skell Line, the owner of the ferry, spoke."
    for mention, form in (
        ("The ruthless Skell Line", "Skell Line"),
        ("Skell Line, the owner of the ferry", "Skell Line, the owner of the ferry"),
    ):
        ledger = build((text, text), {"Skell Line": (EntityKind.ORGANIZATION, (mention,))}, speaking="Skell Line")
        assert [one for one, _ in read(ledger)] == [form]


def test_who_is_at_odds_stands_before_who_is_named_as_often() -> None:
    ledger = build(TEXTS, PEOPLE)
    claims = tuple(
        Claim(id=key, passage=(ledger.articles[0].span(0, 5),), source=make_id("e", "Ben Holt") if key == "x" else None)
        for key in "xy"
    )
    sides = (Side(claims=("x",)), Side(claims=("y",)))
    conflict = Conflict(id="c", kind=ConflictKind.DENIAL, nature=Nature.CONTRADICTION, sides=sides, why="they part")
    assert next(form for form, _ in read(ledger)).endswith("Ada Brook")
    odd = msgspec.structs.replace(ledger, claims=claims, conflicts=(conflict,))
    assert next(form for form, _ in read(odd)).startswith("Ben Holt")


def test_an_agency_that_tells_of_it_is_no_party() -> None:
    ledger = build(TEXTS[1:2] * 2, PEOPLE, speaking="Herald Agency")
    assert "Herald Agency" in [form for form, _ in read(ledger)]
    agency = Origin(id="o", kind=OriginKind.AGENCY, name="Herald Agency")
    assert "Herald Agency" not in [form for form, _ in read(msgspec.structs.replace(ledger, origins=(agency,)))]


def test_whom_one_account_of_many_names_is_not_central() -> None:
    texts = (TEXTS[0], *("Nothing is told here." for _ in range(4)))
    assert read(build(texts, PEOPLE)) == []


def test_a_broken_mention_is_passed_over() -> None:
    ledger = build(TEXTS, PEOPLE)
    first = ledger.entities[0]
    off = tuple(msgspec.structs.replace(span, start=span.start + 1, end=span.end + 1) for span in first.mentions)
    broken = msgspec.structs.replace(ledger, entities=(msgspec.structs.replace(first, mentions=off),))
    assert read(broken) == []
    heard = build(TEXTS, {"Ada Brook": (EntityKind.PERSON, ())}, speaking="Ada Brook")
    (party,) = view_parties(Index(heard))
    assert (party.form, party.place, party.told) == ("Ada Brook", None, ())


@pytest.mark.parametrize("name", ["election-recount", "prisoner-exchange"])
def test_parties_of_a_pack_are_named_by_many_and_lead_to_their_words(name: str) -> None:
    ledger = ledgers.read_pack(name)
    index = Index(ledger)
    parties = view_parties(index)
    assert 3 <= len(parties) <= SETTINGS.most
    outlets = {article.outlet for article in ledger.articles}
    assert outlets.isdisjoint(party.form for party in parties)
    page = render_html(ledger)
    for party in parties:
        assert f'id="{party.anchor}"' in page
        assert party.place is not None
        assert f'id="{party.place}"' in page
        assert party.told


def test_the_brief_names_them_before_what_they_do() -> None:
    ledger = ledgers.read_pack()
    index = Index(ledger)
    question = next(one for one in view_brief(index, view_entries(index)).questions if one.key == "parties")
    text = render_brief(ledger).partition(question.name)[2]
    places = [text.index(f"- **{party.form}**") for party in question.parties]
    assert places == sorted(places)
    assert all(places[-1] < text.index(line.statement[:40], places[-1]) for line in question.lines)
