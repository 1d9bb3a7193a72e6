"""Who speaks for whom."""

from __future__ import annotations

import time

import msgspec
import pytest
from tests.relate.drafts import draft

from rashomon.model.annotated import Annotated
from rashomon.model.records import Entity, EntityKind
from rashomon.relate.affiliations import find_bodies, gather_entities
from rashomon.relate.introductions import find_officials

BOARD = "Harbour Board"


def _bodies(*accounts: Annotated) -> dict[str, str]:
    return find_bodies(accounts, gather_entities(accounts))


@pytest.mark.parametrize(
    "text",
    [
        "Ada Lund, spokeswoman for the Harbour Board, said so.",
        "Ada Lund of the Harbour Board said so.",
        "Harbour Board chairwoman Ada Lund said so.",
        "The Harbour Board's chairwoman, Ada Lund, said so.",
        "Ada Lund, the Harbour Board's director, said so.",
        "The Harbour Board denied it. Its director, Ada Lund, said so.",
        "The Harbour Board denied it. Ada Lund, its director, said so.",
        "Harbour boss Ada Lund spoke to the Harbour Board.",
        "Inspector Ada Lund of the Harbour Board said so.",
        "Ada Lund, who runs the Harbour Board, said so.",
        "The Harbour Board, whose chairwoman is Ada Lund, said so.",
        "The Harbour Board's Ada Lund said so.",
    ],
)
def test_ways_to_introduce_who_speaks_for_a_body(text: str) -> None:
    account = draft("a", text, people={"Ada Lund": ["Ada Lund"]}, bodies={BOARD: [BOARD]})
    assert _bodies(account)["Ada Lund"] == BOARD


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("an official at the Harbour Board", BOARD),
        ("the Harbour Board's chairman", BOARD),
        ("Harbour Board officials", BOARD),
        ("HB inspectors", BOARD),
        ("a former director of the Harbour Board", "a former director of the Harbour Board"),
        ("Harbour Board critics", "Harbour Board critics"),
    ],
)
def test_who_speaks_for_a_body_without_a_name_is_counted_with_it(name: str, body: str) -> None:
    one = draft("a", f"{name} said so.", people={name: [name]})
    two = draft("b", "The Harbour Board (HB) said so.", bodies={BOARD: [BOARD, "HB"]})
    assert _bodies(one, two)[name] == body


@pytest.mark.parametrize("text", ["Council leader Ada Lund said so.", "Ada Lund, leader of the council, said so."])
def test_a_paper_is_no_body_that_anybody_speaks_for(text: str) -> None:
    one = draft("a", text, people={"Ada Lund": ["Ada Lund"]})
    paper = "a council paper seen by the Post"
    two = draft("b", "A council paper says so.", bodies={paper: ["A council paper"]})
    assert _bodies(one, two)["Ada Lund"] == "Ada Lund"


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("Dov Carrel, the owner, said so.", "Carrel Mills"),
        ("The mill's owner, Dov Carrel, said so.", "Carrel Mills"),
        ("The owner of the mill, Dov Carrel said so.", "Carrel Mills"),
        ("Dov Carrel, a neighbour, said so.", "Dov Carrel"),
    ],
)
def test_the_holder_of_an_office_speaks_for_the_firm_that_has_his_name(text: str, body: str) -> None:
    whole = text.removesuffix(" said so.") if text.startswith("The owner") else "Dov Carrel"
    one = draft("a", text, people={"Dov Carrel": [whole]})
    two = draft("b", "Carrel Mills said so.", bodies={"Carrel Mills": ["Carrel Mills"]})
    assert _bodies(one, two)["Dov Carrel"] == body


@pytest.mark.parametrize(
    ("text", "owner"),
    [
        ("Lund's campaign manager, Tor Vik, said so.", "Ada Lund’s campaign"),
        ("Tor Vik, Lund’s campaign director, said so.", "Ada Lund’s campaign"),
        ("Tor Vik, Lund's campaign, and its rivals said so.", "Tor Vik"),
        ("A friend of Lund's campaign, Tor Vik, said so.", "Tor Vik"),
    ],
)
def test_who_runs_a_campaign_speaks_for_it(text: str, owner: str) -> None:
    one = draft("a", text, people={"Tor Vik": ["Tor Vik"]})
    two = draft("b", "Lund's campaign said so.", bodies={"Ada Lund’s campaign": ["Lund's campaign"]})
    assert _bodies(one, two)["Tor Vik"] == owner


def test_a_line_without_spaces_is_read_in_no_time() -> None:
    account = draft("a", "x" * 60_000 + " Tor Vik", people={"Tor Vik": ["Tor Vik"]})
    started = time.perf_counter()
    assert _bodies(account) == {"Tor Vik": "Tor Vik"}
    assert time.perf_counter() - started < 5  # half a minute, where every letter may begin a name


def test_a_governments_spokesman_and_its_country_are_one_voice() -> None:
    account = draft(
        "a", "Varn's government spokesman, Tor Vik, said so. Varn denied it.", people={"Tor Vik": ["Tor Vik"]}
    )
    places = [Entity(id=name, name=name, kind=EntityKind.PLACE) for name in ("Varn", "Radio Hill")]
    entities = [*gather_entities([account]), *places]
    assert find_bodies([account], entities)["Tor Vik"] == "Varn"
    assert find_bodies([account], entities, owned=False)["Tor Vik"] == "Tor Vik"


@pytest.mark.parametrize(
    "text",
    [
        "Ada Lund, former director of the Harbour Board, said so.",
        "Ada Lund, who was director of the Harbour Board until 2019, said so.",
        "Ada Lund sued the Harbour Board.",
        "The Harbour Board said so. Ada Lund, a passenger, wept.",
        "Ada Lund, a customer of the Harbour Board, wept.",
    ],
)
def test_who_does_not_speak_for_a_body(text: str) -> None:
    account = draft("a", text, people={"Ada Lund": ["Ada Lund"]}, bodies={BOARD: [BOARD]})
    assert _bodies(account)["Ada Lund"] == "Ada Lund"


def test_a_word_that_only_describes_a_body_makes_no_title() -> None:
    named = f"the embattled {BOARD}"
    account = draft(
        "a",
        f"Crowds faced {named}. They cheered for embattled President Ada Lund.",
        people={"Ada Lund": ["President Ada Lund"]},
        bodies={BOARD: [named]},
    )
    assert _bodies(account)["Ada Lund"] == "Ada Lund"


def test_what_stands_before_and_is_no_title() -> None:
    account = draft(
        "a",
        f"The harbour quarrelled with President Ada Lund, not the {BOARD}.",
        people={"Ada Lund": ["Ada Lund"]},
        bodies={BOARD: [BOARD]},
    )
    assert _bodies(account)["Ada Lund"] == "Ada Lund"


def test_what_one_account_says_holds_in_all() -> None:
    a = draft(
        "a",
        "Ada Lund, director of the Harbour Board, left.",
        people={"Ada Lund": ["Ada Lund"]},
        bodies={BOARD: [BOARD]},
    )
    b = draft("b", "Ada Lund left.", people={"Ada Lund": ["Ada Lund"]})
    assert _bodies(a, b)["Ada Lund"] == BOARD
    assert _bodies(b, a) == _bodies(a, b)


def test_whose_spokeswoman_speaks_for_a_body_speaks_for_it_too() -> None:
    text = "Tor Vik was silent. His spokeswoman, Ada Lund, wrote. Ada Lund, spokeswoman for the Harbour Board, left."
    account = draft("a", text, people={"Tor Vik": ["Tor Vik"], "Ada Lund": ["Ada Lund"]}, bodies={BOARD: [BOARD]})
    assert _bodies(account)["Tor Vik"] == BOARD


def test_a_described_body_is_the_one_named_body_that_holds_its_words() -> None:
    bodies = {"Orm County Fire Service": ["Orm County Fire Service"], "firefighters": ["firefighters"]}
    account = draft("a", "The Orm County Fire Service said so, and firefighters agreed.", bodies=bodies)
    assert _bodies(account)["firefighters"] == "Orm County Fire Service"


def test_of_two_named_bodies_a_description_is_neither() -> None:
    bodies = {name: [name] for name in ("Orm Harbour Police", "Orm City Police", "police")}
    account = draft("a", "Orm Harbour Police and Orm City Police met; police said so.", bodies=bodies)
    assert _bodies(account)["police"] == "police"


def test_people_with_an_office_speak_to_everybody() -> None:
    people = {name: [name] for name in ("Tor Vik", "Ada Lund", "Ida Holm")}
    account = draft(
        "a", "Mayor Tor Vik came. Ada Lund, the interior minister, left. Ida Holm, a baker, wept.", people=people
    )
    assert find_officials([account], gather_entities([account])) == {"Tor Vik", "Ada Lund"}


def test_nobody_and_nothing() -> None:
    assert find_bodies([], []) == {}
    assert _bodies(draft("a", "")) == {}


def test_a_place_that_acts_has_a_spokesman() -> None:
    text = "The Harbour Board was asked. New Quay denies it. “Nothing of the sort,” its secretary, Ada Lund, said."
    account = draft("a", text, people={"Ada Lund": ["Ada Lund"]}, bodies={BOARD: [BOARD]})
    place = Entity(
        id="New Quay", name="New Quay", kind=EntityKind.PLACE,
        mentions=(account.article.span(text.index("New Quay"), text.index("New Quay") + 8),),
    )  # fmt: skip
    assert find_bodies([account], [*gather_entities([account]), place])["Ada Lund"] == "New Quay"


def test_another_ministry_is_not_the_one_that_is_known() -> None:
    text = "The Justice Ministry was silent. Ada Lund, a spokeswoman for the Finance Ministry, said so."
    people = {"Ada Lund": ["Ada Lund, a spokeswoman for the Finance Ministry"]}
    account = draft("a", text, people=people, bodies={"Justice Ministry": ["Justice Ministry"]})
    assert _bodies(account)["Ada Lund"] == "Ada Lund"


def test_aides_speak_for_a_person_and_a_department_for_its_head() -> None:
    text = "Justice Minister Ada Lund of the Justice Ministry said so. Ms Lund’s aides agreed. Her department did."
    staff = {"Ms Lund’s aides": ["aides"], "Ada Lund’s department": ["Her department"]}
    account = draft(
        "a", text, people={"Ada Lund": ["Ada Lund"]}, bodies={"Justice Ministry": ["Justice Ministry"], **staff}
    )
    found = _bodies(account)
    assert {found[name] for name in ("Ada Lund", *staff)} == {"Justice Ministry"}
    assert find_bodies([account], gather_entities([account]), owned=False)["Ms Lund’s aides"] == "Ms Lund’s aides"
    alone = draft("b", "Ms Lund’s aides agreed with Ada Lund.", people={"Ada Lund": ["Ada Lund"]}, bodies=staff)
    assert _bodies(alone)["Ms Lund’s aides"] == "Ada Lund"


def test_of_several_courts_the_court_is_the_one_its_own_account_names() -> None:
    here = draft(
        "a", "A court spoke. The City Court did.", bodies={"a court": ["A court"], "City Court": ["City Court"]}
    )
    there = draft("b", "The High Court was silent.", bodies={"High Court": ["High Court"]})
    assert _bodies(here, there)["a court"] == "City Court"


def test_its_is_of_the_body_that_opens_the_sentence_before() -> None:
    text = "Orvan knew nothing until the Harbour Board called. Its chief executive, Ada Lund, said so."
    account = draft("a", text, people={"Ada Lund": ["Ada Lund"]}, bodies={BOARD: ["Harbour Board"], "Orvan": ["Orvan"]})
    assert _bodies(account)["Ada Lund"] == "Orvan"


def test_a_minister_speaks_for_no_body_that_only_shares_the_field() -> None:
    one = draft("a", "Health Minister Ada Lund said so.", people={"Ada Lund": ["Health Minister Ada Lund"]})
    two = draft("b", "The Global Health Board said so.", bodies={"Global Health Board": ["Global Health Board"]})
    three = draft("b", "The Health Ministry said so.", bodies={"Health Ministry": ["Health Ministry"]})
    assert _bodies(one, two)["Ada Lund"] == "Ada Lund"
    assert _bodies(one, three)["Ada Lund"] == "Health Ministry"


def test_nobody_speaks_for_an_outlet_that_prints_what_others_say() -> None:
    text = "The Orlen Courier was told of it. Its director, Ada Lund, denied it."
    people, bodies = {"Ada Lund": ["Ada Lund"]}, {"The Orlen Courier": ["Orlen Courier"]}
    account = draft("a", text, people=people, bodies=bodies)
    assert _bodies(account)["Ada Lund"] == "The Orlen Courier"
    printed = msgspec.structs.replace(account, article=msgspec.structs.replace(account.article, outlet="Orlen Courier"))
    assert _bodies(printed)["Ada Lund"] == "Ada Lund"


def test_their_lawyer_is_that_of_the_people_spoken_of() -> None:
    text = "Police looked for the Harbour Board on Monday. Three men were charged. Their lawyer, Ada Lund, denied it."
    account = draft("a", text, people={"Ada Lund": ["Ada Lund"]}, bodies={BOARD: [BOARD]})
    assert _bodies(account)["Ada Lund"] == "Ada Lund"
