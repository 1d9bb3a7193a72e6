"""The measure itself, and the four invented events through the real pipeline."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from quality.groupings import crowd_dates, cut_stories, drop_dates, echo_stories, read_own, score, syndicate

from rashomon.pipeline import group_inputs

ROOT = Path(__file__).parents[2]


def _write_packs(folder: Path, files: int) -> list[str]:
    """Write all articles of the packs, the events mixed, into some files."""
    packs = sorted((*ROOT.glob("examples/*/articles.jsonl"), *ROOT.glob("tests/packs/*/articles.jsonl")))
    items = [
        {**json.loads(line), "id": f"{path.parent.name}-{number}"}
        for path in packs
        for number, line in enumerate(path.read_text("utf-8").splitlines())
    ]
    items.sort(key=lambda item: item["id"].rpartition("-")[::-1])
    size = -(-len(items) // files)
    paths = []
    for number in range(files):
        path = folder / f"{files}-{number}.jsonl"
        path.write_text(
            "".join(json.dumps(item) + "\n" for item in items[number * size : (number + 1) * size]), "utf-8"
        )
        paths.append(str(path))
    return paths


def test_four_events_never_mix_however_many_files_they_come_in(tmp_path: Path) -> None:
    whole = list(group_inputs(_write_packs(tmp_path, 1)))
    assert list(group_inputs(_write_packs(tmp_path, 5))) == whole
    stories = [json.loads(line)["articles"] for line in whole if isinstance(line, bytes)]
    events = [{key.rpartition("-")[0] for key in story} for story in stories]
    assert all(len(found) == 1 for found in events)
    # What an outlet tells days later may begin a story of its own.
    assert sum(len(story) >= 8 for story in stories) == 4


GROUPS = st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("xyz")), min_size=1, max_size=20)


@given(GROUPS)
def test_figures_are_shares_and_perfect_only_for_the_same_grouping(pairs: list[tuple[str, str]]) -> None:
    gold, found = zip(*pairs, strict=True)
    figures = score(gold, found)
    same = len(set(gold)) == len(set(found)) == len(set(pairs))
    assert (figures.b3 == pytest.approx(1.0)) is same
    assert figures.b3 <= 1 + 1e-9
    assert -1e-9 <= figures.v_measure <= 1 + 1e-9
    back = score(found, gold)
    assert (back.b3_precision, back.b3_recall) == pytest.approx((figures.b3_recall, figures.b3_precision))


def test_b3_of_a_known_case() -> None:
    figures = score(["a", "a", "a", "b", "b"], ["x", "x", "y", "y", "y"])
    assert figures.b3_precision == pytest.approx((1 + 1 + 1 / 3 + 2 / 3 + 2 / 3) / 5)
    assert figures.b3_recall == pytest.approx((2 / 3 + 2 / 3 + 1 / 3 + 1 + 1) / 5)
    assert figures.pairs == pytest.approx(2 * 2 / (4 + 4))


def test_our_own_stories_are_whole() -> None:
    own = read_own(0)
    assert len({article.id for article in own.articles}) == len(own.articles)
    assert all(article.text and article.title and article.published for article in own.articles)
    sizes = {story: own.stories.count(story) for story in own.stories}
    assert min(sizes.values()) >= 2
    crowded = crowd_dates(own)
    assert sorted(crowded.stories) == sorted(own.stories)
    assert not any(article.published for article in drop_dates(own).articles)


def test_a_story_told_again_weeks_later_is_another_one() -> None:
    own = read_own()
    echoed = echo_stories(own)
    assert len({article.id for article in echoed.articles}) == len(echoed.articles) > 1.3 * len(own.articles)
    days = [article.published or "" for article in echoed.articles]
    assert [day[:16] for day in days] == sorted(day[:16] for day in days)
    begins = dict(sorted(zip(echoed.stories, days, strict=True), key=lambda pair: pair[1], reverse=True))
    again = [story for story in begins if story.endswith(", again")]
    assert again
    assert all(begins[story.removesuffix(", again")] < begins[story] for story in again)


def test_syndicated_articles_have_dates_if_asked_for_and_are_the_same_otherwise() -> None:
    own = read_own(0)
    plain, dated = syndicate(own), syndicate(own, dated=True)
    assert {article.text for article in plain.articles} == {article.text for article in dated.articles}
    assert not any(article.published for article in plain.articles)
    told = zip(own.articles[::-1], own.stories[::-1], strict=True)
    first = {story: (article.published or "")[:10] for article, story in told}
    for article, story in zip(dated.articles, dated.stories, strict=True):
        assert (article.published or "")[:10] >= first[story]


def test_a_cut_story_keeps_three_articles_at_most_in_their_order() -> None:
    own = syndicate(read_own(0))
    few = cut_stories(own)
    for story in set(own.stories):
        assert few.stories.count(story) == min(3, own.stories.count(story))
    kept = {article.id for article in few.articles}
    assert [article for article in own.articles if article.id in kept] == list(few.articles)
