"""The same person, body and place across accounts."""

from __future__ import annotations

import itertools
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.model.annotated import Annotated
from rashomon.model.records import Article, Claim, Entity, EntityKind, Framing, FramingKind, Quote, QuoteKind
from rashomon.relate.entities import merge_entities

PERSON, BODY, PLACE, OTHER = EntityKind.PERSON, EntityKind.ORGANIZATION, EntityKind.PLACE, EntityKind.OTHER


def make(key: str, *named: tuple[str, EntityKind] | tuple[str, EntityKind, tuple[str, ...]]) -> Annotated:
    """Return an account whose text lists its entities' mentions."""
    text, entities = "", []
    for number, (name, kind, *forms) in enumerate(named):
        spans = []
        for form in forms[0] if forms else (name,):
            start, text = len(text), f"{text}{form}. "
            spans.append((start, start + len(form)))
        entities.append((f"{key}-{number}", name, kind, spans))
    article = Article(id=key, text=text or "x")
    return Annotated(
        article=article,
        entities=tuple(
            Entity(id=i, name=n, kind=k, mentions=tuple(article.span(*span) for span in spans))
            for i, n, k, spans in entities
        ),
    )


def names(*accounts: Annotated) -> list[str]:
    return sorted(entity.name for entity in merge_entities(accounts)[0])


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Lena Korth", "Korth", "Lena Korth"),
        ("L. Korth", "Lena Korth", "Lena Korth"),
        ("Lena Maria Korth", "Lena Korth", "Lena Maria Korth"),
        ("LENA KORTH", "Lena Korth", "Lena Korth"),
        ("Léna Korth", "Lena Korth", "Lena Korth"),
    ],
)
def test_forms_of_one_name_are_one(one: str, other: str, expected: str) -> None:
    assert names(make("a", (one, PERSON)), make("b", (other, PERSON))) == [expected]


@pytest.mark.parametrize(
    ("one", "other"),
    [("Lena Korth", "Tom Korth"), ("Tom Korth", "Tom Korth Jr."), ("Lena Korth", "Lena Vik")],
)
def test_different_people_stay_apart(one: str, other: str) -> None:
    assert len(names(make("a", (one, PERSON)), make("b", (other, PERSON)))) == 2


def test_a_surname_of_two_is_nobodys() -> None:
    found = names(make("a", ("Lena Korth", PERSON)), make("b", ("Tom Korth", PERSON)), make("c", ("Korth", PERSON)))
    assert found == ["Korth", "Lena Korth", "Tom Korth"]


def test_an_office_that_one_holds_names_its_holder() -> None:
    one = make("a", ("Aldo Brenn", PERSON, ("Aldo Brenn, the harbourmaster", "Brenn")))
    other = make("b", ("the harbourmaster", PERSON, ("the harbourmaster",)))
    assert names(one, other) == ["Aldo Brenn"]


@pytest.mark.parametrize(
    "role", ["the man", "the driver", "the spokesman", "a harbourmaster", "the former harbourmaster"]
)
def test_roles_that_many_hold_name_nobody(role: str) -> None:
    noun = role.rsplit(maxsplit=1)[-1]
    one = make("a", ("Aldo Brenn", PERSON, (f"the {noun}, Aldo Brenn",)))
    assert len(names(one, make("b", (role, PERSON)))) == 2


def test_an_office_that_two_hold_names_nobody() -> None:
    one = make("a", ("Ada Kolm", PERSON, ("the mayor, Ada Kolm",)), ("Tom Vik", PERSON, ("Mayor Tom Vik",)))
    assert len(names(one, make("b", ("the mayor", PERSON)))) == 3


def test_offices_with_different_fields_are_different() -> None:
    one = make("a", ("Ada Kolm", PERSON, ("Interior Minister Ada Kolm",)))
    assert len(names(one, make("b", ("the transport minister", PERSON)))) == 2
    assert names(one, make("b", ("the interior minister", PERSON))) == ["Ada Kolm"]


@pytest.mark.parametrize("source", ["a police source", "an official", "two officials", "one former minister"])
def test_sources_without_a_name_are_never_one(source: str) -> None:
    accounts = [make(key, (source, OTHER)) for key in "abc"]
    assert names(*accounts) == [source] * 3


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("OPB", "Orlen Press Bureau"),
        ("Norvik", "Norvik Foods"),
        ("Courier", "Orlen Courier"),
        ("the coast guard", "Estland Coast Guard"),
        ("the fire service", "the county fire service"),
    ],
)
def test_bodies_go_by_short_forms(short: str, long: str) -> None:
    assert names(make("a", (short, BODY)), make("b", (long, BODY))) == [long]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Orlen", PLACE), ("Orlen Harbour Authority", BODY)),
        (("Orlen", BODY), ("Orlen Courier", BODY)),
        (("Korth", PERSON), ("the Korth administration", BODY)),
        (("the company", BODY), ("the company", BODY)),
        (("Justice Ministry", BODY), ("Transport Ministry", BODY)),
    ],
)
def test_bodies_that_share_a_word_stay_apart(one: tuple[str, EntityKind], other: tuple[str, EntityKind]) -> None:
    assert len(names(make("a", one), make("b", other))) == 2


def test_the_kind_that_most_accounts_see_wins() -> None:
    accounts = [make("a", ("Norvik", PERSON)), make("b", ("Norvik", BODY)), make("c", ("Norvik", BODY))]
    (found,) = merge_entities(accounts)[0]
    assert found.kind is BODY


def test_what_has_one_id_already_stays_one() -> None:
    one, other = make("a", ("a source", OTHER)), make("b", ("a source", OTHER))
    shared = tuple(Entity(id="a-0", name=e.name, kind=e.kind, mentions=e.mentions) for e in other.entities)
    assert names(one, Annotated(article=other.article, entities=shared)) == ["a source"]


def test_everything_that_points_to_an_entity_is_renamed() -> None:
    account = make("a", ("Korth", PERSON))
    span = account.entities[0].mentions[0]
    account = Annotated(
        article=account.article,
        entities=account.entities,
        quotes=(Quote(id="q", kind=QuoteKind.DIRECT, content=(span,), speaker="a-0"),),
        claims=(Claim(id="c", passage=(span,), source="a-0"),),
        framing=(Framing(id="f", span=span, kind=FramingKind.LABEL, target="a-0"),),
    )
    entities, (changed, _) = merge_entities([account, make("b", ("Lena Korth", PERSON))])
    key = entities[0].id
    assert len(entities) == 1
    assert (changed.quotes[0].speaker, changed.claims[0].source, changed.framing[0].target) == (key, key, key)
    assert [(e.id, e.name, [m.article for m in e.mentions]) for e in changed.entities] == [(key, "Lena Korth", ["a"])]


_NAMES = st.sampled_from([
    ("Lena Korth", PERSON), ("Korth", PERSON), ("Tom Korth", PERSON), ("L Korth", PERSON), ("the mayor", PERSON),
    ("Norvik", BODY), ("Norvik Foods", BODY), ("Norvik", PERSON), ("OPB", BODY), ("Orlen Press Bureau", BODY),
    ("Orlen", PLACE), ("a police source", OTHER), ("the company", BODY), ("the coast guard", BODY), ("!", OTHER),
])  # fmt: skip


@settings(max_examples=50, deadline=None)
@given(st.lists(st.lists(_NAMES, max_size=5, unique=True), min_size=1, max_size=4))
def test_the_order_of_accounts_changes_nothing(lists: list[list[tuple[str, EntityKind]]]) -> None:
    accounts = [make(f"a{number}", *some) for number, some in enumerate(lists)]
    expected = merge_entities(accounts)
    for order in itertools.islice(itertools.permutations(accounts), 6):
        entities, renamed = merge_entities(order)
        assert entities == expected[0]
        assert sorted(renamed, key=lambda a: a.article.id) == expected[1]
    assert len({e.id for e in expected[0]}) == len(expected[0])
    spans = [m for e in expected[0] for m in e.mentions]
    assert len(spans) == len(set(spans)) == sum(len(some) for some in lists)


def test_many_accounts_are_merged_without_comparing_all_pairs() -> None:
    def account(n: int) -> Annotated:
        return make(f"a{n:04}", *((f"Given{n % 97} Name{n * 10 + i}", PERSON) for i in range(9)), ("the mayor", PERSON))

    accounts = [account(n) for n in range(300)]
    started = time.process_time()
    merge_entities(accounts)
    assert time.process_time() - started < 5
