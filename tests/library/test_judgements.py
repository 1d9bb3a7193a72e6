"""Merges and splits are kept with their reasons and can be undone."""

from __future__ import annotations

import pytest

from rashomon.library.holdings import Library
from rashomon.library.judgements import list_judgements, merge_stories, split_story, undo_judgement
from rashomon.model.errors import LibraryError
from rashomon.read.drafts import Draft
from rashomon.store.checks import find_damage
from rashomon.store.stories import JudgementKind

FERRY = "Six people died when the ferry sank off the island on Monday, coast guard chief Ada Lund said."
FIRE = "The fire broke out in the mill at noon on Monday, and fire chief Tor Vik said that nobody was hurt."


def place_of(library: Library) -> dict[str, str]:
    return {line.id: line.story for line in library.list_articles()}


@pytest.fixture
def keys(library: Library) -> list[str]:
    """Two articles of one story and one of another."""
    texts = [FERRY, FERRY.replace("Six", "At least six"), FIRE]
    added = [library.add(Draft(text=text, uri=f"https://p{n}.example/")) for n, text in enumerate(texts)]
    assert added[0].story == added[1].story != added[2].story
    return [item.version.article.id for item in added]


def test_a_merge_is_kept_with_its_reason_and_undone(library: Library, keys: list[str]) -> None:
    before = place_of(library)
    ferry, fire = before[keys[0]], before[keys[2]]
    done = merge_stories(library, ferry, fire, "one night")
    assert set(place_of(library).values()) == {ferry}
    assert library.add(Draft(text=FIRE + " It burned.", uri="https://p9.example/")).story == ferry
    back = undo_judgement(library, done.number)
    assert place_of(library)[keys[2]] == fire
    found = list_judgements(library, fire)
    assert [(one.kind, one.by, one.undone) for one, _ in found] == [
        (JudgementKind.OPEN, "program", False), (JudgementKind.MERGE, "person", True),
        (JudgementKind.UNDO, "person", False),
    ]  # fmt: skip
    assert found[1][0].reasons == ("one night",)
    assert found[1][1] == (keys[2],)
    undo_judgement(library, back.number)
    assert place_of(library)[keys[2]] == ferry
    with library.database.reading() as transaction:
        assert list(find_damage(transaction)) == []


def test_a_split_opens_a_story_and_its_undoing_closes_it(library: Library, keys: list[str]) -> None:
    story = place_of(library)[keys[0]]
    done, new = split_story(library, story, ["https://p1.example/"], "another ferry")
    assert new != story
    assert place_of(library)[keys[1]] == new
    assert [line.id for line in library.list_stories()].count(new) == 1
    undo_judgement(library, done.number)
    assert place_of(library)[keys[1]] == story
    assert new not in [line.id for line in library.list_stories()]
    with pytest.raises(LibraryError, match="holds no article"):
        library.read_story(new)
    again, same = split_story(library, story, [keys[1]])
    assert same == new
    assert again.number > done.number


def test_the_joining_of_an_article_can_be_undone(library: Library, keys: list[str]) -> None:
    story = place_of(library)[keys[0]]
    joining = next(one for one, moved in list_judgements(library, story) if moved == (keys[1],))
    assert joining.kind is JudgementKind.JOIN
    undo_judgement(library, joining.number)
    assert place_of(library)[keys[1]] not in (story, "")


def test_what_makes_no_sense_is_refused_and_changes_nothing(library: Library, keys: list[str]) -> None:
    before = place_of(library)
    ferry, fire = before[keys[0]], before[keys[2]]
    done = merge_stories(library, ferry, fire)
    undo_judgement(library, done.number)
    for attempt, words in (
        (lambda: merge_stories(library, ferry, "s-0"), "no story"),
        (lambda: merge_stories(library, ferry, ferry), "nothing in it"),
        (lambda: split_story(library, ferry, [keys[2]]), "no one article of the story"),
        (lambda: split_story(library, ferry, keys[:2]), "not all or none"),
        (lambda: split_story(library, ferry, [keys[0]]), "split the others off"),
        (lambda: undo_judgement(library, done.number), "undone already"),
        (lambda: undo_judgement(library, 999), "none of this number"),
    ):
        with pytest.raises(LibraryError, match=words):
            attempt()
    assert place_of(library) == before
