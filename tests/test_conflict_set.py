"""The stories with marked conflicts: every mark stands in its story, and the count counts what it says."""

from __future__ import annotations

import pytest
from quality.conflicts.__main__ import PARTS, Story, find_spots, read_stories, score_story

from rashomon.pipeline import relate_articles

STORIES = [story for part in PARTS for story in read_stories(part)]


@pytest.mark.parametrize("story", STORIES, ids=[story.name for story in STORIES])
def test_every_mark_stands_in_its_story(story: Story) -> None:
    assert story.marks
    for mark in story.marks:
        assert all(find_spots(story, words) for words in mark.passages)
        assert mark.passages[0] != mark.passages[1]


def test_a_mark_that_stands_nowhere_is_a_mistake() -> None:
    with pytest.raises(SystemExit, match="nowhere"):
        find_spots(STORIES[0], "words that nobody wrote")


def test_names_are_unique() -> None:
    assert len({story.name for story in STORIES}) == len(STORIES)


def test_the_dock_strike_is_told_in_two_ways() -> None:
    story = next(story for story in STORIES if story.name == "strike")
    rows = list(score_story(story, relate_articles(story.articles)))
    found = {words for what, _, words in rows if what == "found"}
    assert "All dockers in Port Sayle walked out | Part of the dockers walked out" in found
    assert "met both sides at the Seamen's Home | met the two sides at the town hall" in found
    assert not [row for row in rows if row[0] in ("wrong", "fallen")]
    assert len(rows) >= len(story.marks)
