"""Who an article speaks about: names, titles, bodies and pronouns."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from rashomon.annotate.articles import Annotator
from rashomon.annotate.entities import find_entities
from rashomon.model.records import Article, Entity, EntityKind
from rashomon.weights.parsers import load_parser

PERSON, BODY, PLACE = EntityKind.PERSON, EntityKind.ORGANIZATION, EntityKind.PLACE


def find(text: str, outlet: str | None = None) -> dict[str, Entity]:
    """Return the entities of a text by their names."""
    article = Article(id="a1", text=text, outlet=outlet)
    return {entity.name: entity for entity in find_entities(load_parser()(text), article)}


def mentions(entity: Entity) -> list[str]:
    return [mention.text for mention in entity.mentions]


def test_a_name_has_no_title_and_its_mention_has() -> None:
    found = find("Mayor Lena Korth opened the bridge. Korth cut the ribbon.")
    assert mentions(found["Lena Korth"]) == ["Mayor Lena Korth", "Korth"]
    assert found["Lena Korth"].kind is PERSON


@pytest.mark.parametrize(
    ("text", "name", "mention"),
    [
        ("Dena Wick, spokeswoman for the Orlen Harbour Board, said no.", "Dena Wick",
         "Dena Wick, spokeswoman for the Orlen Harbour Board"),
        ("The stationmaster, Aldo Brenn, said the line was clear.", "Aldo Brenn", "The stationmaster, Aldo Brenn"),
        ("His lawyer, Dena Wick, said nothing was proved.", "Dena Wick", "His lawyer, Dena Wick"),
        ("Transport chief Halina Storr quit on Monday.", "Halina Storr", "Transport chief Halina Storr"),
        ("Cdr. Ruta Sellin told reporters it was over.", "Ruta Sellin", "Cdr. Ruta Sellin"),
        ("Secretary of State Marvin Rudd arrived on Monday.", "Marvin Rudd", "Secretary of State Marvin Rudd"),
        ("Miriam Stade KC rose.", "Miriam Stade", "Miriam Stade KC"),
    ],
)  # fmt: skip
def test_titles_and_appositions_are_one_mention(text: str, name: str, mention: str) -> None:
    assert mention in mentions(find(text)[name])


def test_no_apposition_where_the_phrase_has_its_own_verb() -> None:
    found = find("A slope slid near Campo Brill, the rescue chief said. He asked for help.")
    assert "Campo Brill, the rescue chief" not in [text for entity in found.values() for text in mentions(entity)]


def test_two_who_share_a_surname_stay_two() -> None:
    found = find("Lena Korth and her brother Emil Korth came. Mr Korth spoke first. Ms Korth followed him.")
    assert "Mr Korth" in mentions(found["Emil Korth"])
    assert "Ms Korth" in mentions(found["Lena Korth"])


def test_the_son_is_another_than_the_father() -> None:
    found = find("Emil Korth founded the yard. Emil Korth Jr. sold it. Korth died in 1990.")
    assert "Korth" in mentions(found["Emil Korth"])
    assert len(found["Emil Korth Jr."].mentions) == 1


def test_the_title_of_a_person_tells_which_role_is_meant() -> None:
    text = "Interior Minister Ada Kolm and the mayor, Pieter Hall, met. The minister left early. The mayor stayed."
    found = find(text)
    assert "The minister" in mentions(found["Ada Kolm"])
    assert "The mayor" in mentions(found["Pieter Hall"])


def test_the_former_holder_of_an_office_is_not_its_holder() -> None:
    found = find("Governor Ada Kolm spoke. The former governor, Emil Rask, listened. The governor smiled.")
    assert "The governor" in mentions(found["Ada Kolm"])


def test_pronouns_follow_gender_and_subject() -> None:
    found = find("Petra Vossen met Otto Brandt. She thanked him for his help. He left.")
    assert mentions(found["Petra Vossen"]) == ["Petra Vossen", "She"]
    assert mentions(found["Otto Brandt"]) == ["Otto Brandt", "him", "his", "He"]


def test_a_ship_is_no_she() -> None:
    found = find("Anna Dahl watched as the ferry came in. Her captain waved from the bridge.")
    assert mentions(found["Anna Dahl"]) == ["Anna Dahl"]


def test_bodies_go_by_short_forms_initials_and_nouns() -> None:
    text = (
        "The Orlen Press Bureau (OPB) reported it. OPB had two sources. The Harbour Authority of Orlen replied. "
        "The authority would not say more."
    )
    found = find(text)
    assert {"OPB"} <= set(mentions(found["Orlen Press Bureau"]))
    assert "The authority" in mentions(found["Harbour Authority of Orlen"])
    assert found["Orlen Press Bureau"].kind is BODY


def test_a_place_is_not_short_for_the_body_that_bears_its_name() -> None:
    found = find("The Orlen Port Authority met in Orlen on Monday. People in Orlen were angry.")
    assert mentions(found["Orlen Port Authority"]) == ["Orlen Port Authority"]
    assert found["Orlen"].kind is PLACE


def test_an_administration_is_not_the_person_it_is_named_after() -> None:
    found = find("President Emil Korth spoke on Monday. The Korth administration had fallen. Korth wept.")
    assert mentions(found["Emil Korth"]) == ["President Emil Korth", "Korth"]


def test_an_outlet_that_names_itself_is_known_by_its_full_name() -> None:
    found = find("The letter, seen by the Packet, is dated Monday. He told the Packet it was a fake.", "Orlen Packet")
    assert mentions(found["Orlen Packet"]) == ["Packet", "Packet"]


def test_places_are_told_by_what_stands_before_them() -> None:
    found = find("ORLEN, March 3 (OPB) - The harbour town of Orlen was quiet. The ferry Mary Holt lay at Coal Quay.")
    assert found["Coal Quay"].kind is PLACE
    assert found["Mary Holt"].kind is EntityKind.OTHER


@pytest.mark.parametrize(
    ("text", "mention", "name", "kind"),
    [
        # a month that is a given name, a title in capitals, a firm by its first word
        ("Hospital director Jan Petri said so. He left.", "He", "Jan Petri", EntityKind.PERSON),
        ("PM Adela Roszik promised an inquiry.", "PM Adela Roszik", "Adela Roszik", EntityKind.PERSON),
        (
            "The powder is made by Orvan Dairy. Shares in Orvan fell. On Monday Orvan denied it.",
            "Orvan",
            "Orvan Dairy",
            EntityKind.ORGANIZATION,
        ),
        # the chief of one body is no boss of another
        (
            "Dockers' boss Goran Petrak was held. The police chief said so. He left.",
            "The police chief",
            "the police chief",
            EntityKind.PERSON,
        ),
        # who is named next is no spokeswoman where she says nothing
        (
            "A police spokeswoman denied it. Adela Roszik resigned on Monday.",
            "Adela Roszik",
            "Adela Roszik",
            EntityKind.PERSON,
        ),
    ],
)
def test_whom_a_mention_means(text: str, mention: str, name: str, kind: EntityKind, annotator: Annotator) -> None:
    entities = annotator.annotate(Article(id="x", text=text)).entities
    found = [entity for entity in entities if mention in [m.text for m in entity.mentions]]
    assert [(entity.name, entity.kind) for entity in found] == [(name, kind)]
    assert not any("A police spokeswoman" in [m.text for m in entity.mentions] for entity in found)


@pytest.mark.parametrize("text", ["", " \n\n ", "...", "“”\"'", "\u202e\u0301 🙂🙂", "A" * 3000, "and of the " * 500])
def test_odd_texts_have_no_entities_or_sound_ones(text: str, annotator: Annotator) -> None:
    annotated = annotator.annotate(Article(id="x", text=text))
    assert all(text[m.start : m.end] == m.text for entity in annotated.entities for m in entity.mentions)


_WORDS = (
    "Mayor Lena Korth the Harbour Board said She his , . ’s of and “ ” Jr. Dr captain her police St Orlen - (OPB) 😀 "
    "minister who is é \n"
)
_PIECES = st.lists(st.sampled_from(_WORDS.split(" ")), max_size=40)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(_PIECES)
@example(["Korth", ",", "police", ",", "Korth"])
def test_mentions_never_nest_and_ids_are_unique(pieces: list[str]) -> None:
    text = " ".join(pieces)
    entities = find_entities(load_parser()(text), Article(id="a1", text=text))
    spans = sorted((m.start, m.end) for entity in entities for m in entity.mentions)
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(spans))
    assert len({entity.id for entity in entities}) == len(entities)
    assert entities == find_entities(load_parser()(text), Article(id="a1", text=text))
