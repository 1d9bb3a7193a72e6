"""Which articles stand with a new one: the grouping of stories, fed from the library."""

from __future__ import annotations

from rashomon.model.records import Article
from rashomon.stories.clusters import Clusters


class Grouping:
    """The stories as the program sees them, article by article in the order of arrival.

    The library's own stories lead: this says only which articles a new one stands with. Where a person has merged or
    split, the new article goes where the first of those is now.
    """

    def __init__(self) -> None:
        self._clusters = Clusters()

    def feed(self, article: Article) -> None:
        """Take in an article whose place is known already."""
        self._clusters.add(article)

    def place(self, article: Article) -> tuple[str, ...]:
        """Take in a new article, and return the ids of those it stands with, the first one first.

        >>> grouping = Grouping()
        >>> grouping.feed(Article(id="a", text="Ferry sinks off Estmark"))
        >>> grouping.place(Article(id="b", text="Ferry sank off Estmark"))
        ('a',)
        """
        self._clusters.add(article)
        for story in reversed(self._clusters.list_stories()):
            if story.articles[-1] == article.id:
                return story.articles[:-1]
        return ()
