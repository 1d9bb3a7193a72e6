from __future__ import annotations

import itertools

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.model.records import Article
from rashomon.stories.changes import Bond, Change, Deed
from rashomon.stories.clusters import Clusters, KeptClusters, StorySettings
from rashomon.stories.traits import describe_article
from rashomon.weights.encoder import load_encoder

FERRY = "A passenger ferry struck a moored barge and sank in the harbour of Port Orrin. Divers searched the wreck."
FERRY_AGAIN = "Divers searched the passenger ferry that sank in Port Orrin harbour after it struck a moored barge."
FIRE = "A fire at the chemical plant in Vasgard burned through the night. Firemen in masks closed the northern road."
FIRE_AGAIN = "The chemical plant in Vasgard burned on; firemen in masks kept the northern road closed after the fire."


def _add(clusters: Clusters, *articles: Article) -> list[Change]:
    vectors = load_encoder().encode([describe_article(article) for article in articles])
    return [
        change for article, vector in zip(articles, vectors, strict=True) for change in clusters.add(article, vector)
    ]


def _add_drawn(clusters: Clusters, articles: list[Article]) -> list[Change]:
    """Add articles with vectors that are quick to make: by their first word."""
    vectors = np.eye(4, dtype=np.float32)
    return [change for article in articles for change in clusters.add(article, vectors[len(article.text) % 4])]


def _list(clusters: Clusters) -> list[tuple[str, ...]]:
    return [story.articles for story in clusters.list_stories()]


def _group(*articles: Article) -> list[tuple[str, ...]]:
    clusters = Clusters()
    _add(clusters, *articles)
    return _list(clusters)


def test_articles_on_one_event_are_one_story_in_order_of_their_coming() -> None:
    found = _group(
        Article(id="a", text=FERRY),
        Article(id="b", text=FIRE),
        Article(id="c", text=FERRY_AGAIN),
        Article(id="d", text=FIRE_AGAIN, title="Plant fire burns on"),
    )
    assert found == [("a", "c"), ("b", "d")]


def test_the_same_words_weeks_later_are_another_story() -> None:
    early = Article(id="a", text=FERRY, published="2031-01-02")
    assert _group(early, Article(id="b", text=FERRY_AGAIN, published="2031-01-03T10:00:00Z")) == [("a", "b")]
    assert _group(early, Article(id="b", text=FERRY_AGAIN, published="2031-03-20")) == [("a",), ("b",)]


def test_a_story_keeps_its_id_as_it_grows() -> None:
    clusters = Clusters()
    _add(clusters, Article(id="a", text=FERRY))
    before = clusters.list_stories()
    _add(clusters, Article(id="b", text=FERRY_AGAIN))
    assert [story.story for story in before] == [story.story for story in clusters.list_stories()]


def test_a_join_is_told_with_its_reasons() -> None:
    clusters = Clusters()
    opened, joined = _add(
        clusters,
        Article(id="a", text=FERRY, published="2031-01-02T10:00"),
        Article(id="b", text=FERRY_AGAIN, published="2031-01-02T15:00"),
    )
    assert (opened.deed, opened.articles) == (Deed.OPENED, ("a",))
    assert (joined.deed, joined.articles, joined.story) == (Deed.JOINED, ("b",), opened.story)
    assert joined.likeness > 0
    assert "both name Port, Orrin, Divers" in joined.reasons
    assert "5 hours apart" in joined.reasons


def test_a_person_can_take_a_join_back_and_it_stays_so() -> None:
    clusters = Clusters()
    *_, joined = _add(clusters, Article(id="a", text=FERRY), Article(id="b", text=FERRY_AGAIN))
    (undone,) = clusters.undo(joined)
    assert (undone.deed, undone.articles, undone.after) == (Deed.SPLIT, ("b",), "")
    assert _list(clusters) == [("a",), ("b",)]
    _add(clusters, Article(id="c", text=FERRY))
    assert not any({"a", "b"} <= set(story) for story in _list(clusters))


def test_what_a_person_puts_together_is_one_story() -> None:
    clusters = Clusters()
    _add(clusters, Article(id="a", text=FERRY), Article(id="b", text=FIRE))
    (merged,) = clusters.decide(Bond(a="a", b="b", together=True))
    assert merged.deed is Deed.MERGED
    assert merged.articles == ("b",)
    assert _list(clusters) == [("a", "b")]
    (split,) = clusters.undo(merged)
    assert split.deed is Deed.SPLIT
    assert _list(clusters) == [("a",), ("b",)]


def test_a_judgement_on_an_article_that_has_not_come_is_refused() -> None:
    clusters = Clusters()
    _add(clusters, Article(id="a", text=FERRY))
    with pytest.raises(KeyError):
        clusters.decide(Bond(a="a", b="b", together=True))


def test_the_same_article_twice_is_refused() -> None:
    clusters = Clusters()
    _add(clusters, Article(id="a", text=FERRY))
    with pytest.raises(ValueError, match="'a'"):
        _add(clusters, Article(id="a", text=FIRE))


WORDS = "ferry barge harbour Orrin Vasgard plant fire road minister vote Lena Orth strike 12 Monday Friday"
TEXTS = st.lists(
    st.tuples(
        st.lists(st.sampled_from(WORDS.split()), max_size=10).map(" ".join),
        st.sampled_from([None, "2031-01-02", "2031-01-03T10:00", "2031-02-01", "soon"]),
    ),
    max_size=14,
)
SETTINGS = st.builds(
    StorySettings,
    threshold=st.sampled_from([-7.5, -1.0, 2.0]),
    core=st.sampled_from([1, 2, 24]),
    latest=st.sampled_from([1, 64]),
    candidates=st.sampled_from([1, 40]),
)


def _make(texts: list[tuple[str, str | None]]) -> list[Article]:
    return [Article(id=str(number), text=text, published=day) for number, (text, day) in enumerate(texts)]


def _replay(changes: list[Change]) -> dict[str, set[str]]:
    """Return the stories that follow from the changes alone."""
    stories: dict[str, set[str]] = {}
    for change in changes:
        moved = set(change.articles)
        if change.deed is Deed.OPENED:
            stories.setdefault(change.story, set()).update(moved)
        elif change.deed is Deed.JOINED:
            stories[change.story] |= moved
        elif change.deed is Deed.MERGED:
            stories[change.other] -= moved
            stories[change.story] |= moved
        else:
            stories[change.story] -= moved
            stories.setdefault(change.other, set()).update(moved)
    return {story: articles for story, articles in stories.items() if articles}


@settings(deadline=None, max_examples=40)
@given(TEXTS, SETTINGS)
def test_every_article_is_in_one_story_and_the_changes_tell_all(
    texts: list[tuple[str, str | None]], chosen: StorySettings
) -> None:
    articles = _make(texts)
    clusters = Clusters(chosen)
    changes: list[Change] = []
    for article in articles:
        changes += _add_drawn(clusters, [article])
        now = {story.story: set(story.articles) for story in clusters.list_stories()}
        assert _replay(changes) == now
    assert sorted(key for story in _list(clusters) for key in story) == sorted(article.id for article in articles)


@settings(deadline=None, max_examples=40)
@given(TEXTS, SETTINGS, st.data())
def test_judgements_hold_whatever_comes_later(
    texts: list[tuple[str, str | None]], chosen: StorySettings, data: st.DataObject
) -> None:
    articles = _make([("ferry Orrin", None), ("fire Vasgard", None), *texts])
    half = data.draw(st.integers(2, len(articles)))
    clusters = Clusters(chosen)
    changes = _add_drawn(clusters, articles[:half])
    a, b = data.draw(st.sampled_from(list(itertools.combinations(range(half), 2))))
    together = data.draw(st.booleans())
    changes += clusters.decide(Bond(a=str(a), b=str(b), together=together))
    changes += _add_drawn(clusters, articles[half:])
    home = {key: number for number, story in enumerate(_list(clusters)) for key in story}
    assert (home[str(a)] == home[str(b)]) is together
    assert _replay(changes) == {story.story: set(story.articles) for story in clusters.list_stories()}


@settings(deadline=None, max_examples=40)
@given(TEXTS)
def test_looking_at_the_stories_changes_nothing(texts: list[tuple[str, str | None]]) -> None:
    seen, unseen = Clusters(), Clusters()
    for article in _make(texts):
        _add_drawn(seen, [article])
        seen.list_stories()
    _add_drawn(unseen, _make(texts))
    assert seen.list_stories() == unseen.list_stories()


@given(texts=TEXTS, settings=SETTINGS, cut=st.integers(0, 14), bound=st.booleans())
def test_what_was_written_down_goes_on_as_if_it_had_not_been(
    texts: list[tuple[str, str | None]], settings: StorySettings, cut: int, bound: bool
) -> None:
    articles = _make(texts)
    clusters = Clusters(settings)
    _add_drawn(clusters, articles[:cut])
    if bound and min(cut, len(articles)) > 1:
        clusters.decide(Bond(a="0", b="1", together=False))
    kept = msgspec.msgpack.decode(msgspec.msgpack.encode(clusters.freeze()), type=KeptClusters)
    thawed = Clusters.thaw(kept, settings)
    assert _list(thawed) == _list(clusters)
    assert thawed.list_bonds() == clusters.list_bonds()
    assert _add_drawn(thawed, articles[cut:]) == _add_drawn(clusters, articles[cut:])
    assert msgspec.msgpack.encode(thawed.freeze()) == msgspec.msgpack.encode(clusters.freeze())
