from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from rashomon.model.records import Article
from rashomon.stories.clusters import Clusters, StorySettings

FERRY = "A passenger ferry struck a moored barge and sank in the harbour of Port Orrin. Divers searched the wreck."
FIRE = "A fire at the chemical plant in Vasgard burned through the night. Firemen in masks closed the northern road."


def _group(*articles: Article, settings: StorySettings | None = None) -> list[tuple[str, ...]]:
    clusters = Clusters(settings) if settings else Clusters()
    for article in articles:
        clusters.add(article)
    return [story.articles for story in clusters.list_stories()]


def test_articles_on_one_event_are_one_story_in_order_of_their_coming() -> None:
    found = _group(
        Article(id="a", text=FERRY),
        Article(id="b", text=FIRE),
        Article(id="c", text="Divers searched the ferry that sank in Port Orrin harbour after it struck a barge."),
        Article(id="d", text="The Vasgard plant burned on; firemen closed another road.", title="Plant fire burns on"),
    )
    assert found == [("a", "c"), ("b", "d")]


def test_the_same_words_weeks_later_are_another_story() -> None:
    early = Article(id="a", text=FERRY, published="2031-01-02")
    assert _group(early, Article(id="b", text=FERRY, published="2031-01-05T10:00:00Z")) == [("a", "b")]
    assert _group(early, Article(id="b", text=FERRY, published="2031-03-20")) == [("a",), ("b",)]


def test_a_story_keeps_its_id_as_it_grows() -> None:
    clusters = Clusters()
    clusters.add(Article(id="a", text=FERRY))
    before = clusters.list_stories()
    clusters.add(Article(id="b", text=FERRY))
    assert [story.story for story in before] == [story.story for story in clusters.list_stories()]


@given(st.lists(st.text(alphabet="abc .\U0001f6a2", max_size=40), max_size=12), st.sampled_from([1, 3, 200]))
def test_every_article_is_in_one_story(texts: list[str], learning: int) -> None:
    articles = [Article(id=str(number), text=text) for number, text in enumerate(texts)]
    found = _group(*articles, settings=StorySettings(learning=learning))
    assert sorted(key for story in found for key in story) == sorted(article.id for article in articles)
