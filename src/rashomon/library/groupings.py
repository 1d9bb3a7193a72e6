"""Where a new article belongs, as the program sees it: the grouping of stories, fed from the library."""

from __future__ import annotations

from typing import Self

import msgspec
import numpy as np
from numpy.typing import NDArray

from rashomon.model.records import Article, Record
from rashomon.store.stories import JudgementKind
from rashomon.stories.changes import Change, Deed
from rashomon.stories.clusters import Clusters, KeptClusters

_KINDS = {
    Deed.OPENED: JudgementKind.OPEN,
    Deed.JOINED: JudgementKind.JOIN,
    Deed.MERGED: JudgementKind.MERGE,
    Deed.SPLIT: JudgementKind.SPLIT,
}


class Proposal(Record, frozen=True, kw_only=True):
    """Articles that belong beside others, and why; beside none, they are a story of their own."""

    kind: JudgementKind
    articles: tuple[str, ...]
    beside: tuple[str, ...]
    reasons: tuple[str, ...]


class KeptGrouping(Record, frozen=True, kw_only=True):
    """A grouping written down: how far it was fed, and where the program would have each article."""

    fed: int
    count: int
    clusters: KeptClusters
    members: dict[str, tuple[str, ...]]


_KEPT = msgspec.msgpack.Decoder(KeptGrouping)


class Grouping:
    """The stories as the program sees them, article by article in the order of arrival.

    The library's own stories lead: this only proposes which articles belong beside which. So it does not matter that
    it may have been fed the last weeks alone, or that a person has decided otherwise.
    """

    def __init__(self) -> None:
        self._clusters = Clusters()
        self._homes: dict[str, str] = {}
        self._members: dict[str, dict[str, None]] = {}
        #: Articles that it was fed.
        self.count = 0

    def freeze(self, fed: int) -> bytes:
        """Return it as bytes, with the number of the version up to which it was fed."""
        members = {story: tuple(keys) for story, keys in self._members.items() if keys}
        return msgspec.msgpack.encode(
            KeptGrouping(fed=fed, count=self.count, clusters=self._clusters.freeze(), members=members)
        )

    @classmethod
    def thaw(cls, written: bytes) -> tuple[Self, int]:
        """Return a grouping that goes on as the one that was written down, and how far that was fed."""
        kept = _KEPT.decode(written)
        grouping = cls()
        grouping._clusters = Clusters.thaw(kept.clusters)
        grouping._members = {story: dict.fromkeys(keys) for story, keys in kept.members.items()}
        grouping._homes = {key: story for story, keys in kept.members.items() for key in keys}
        grouping.count = kept.count
        return grouping, kept.fed

    def feed(self, article: Article, vector: NDArray[np.float32]) -> None:
        """Take in an article whose place is known already."""
        self.place(article, vector)

    def place(self, article: Article, vector: NDArray[np.float32]) -> tuple[Proposal, ...]:
        """Take in a new article with the vector of its description, and return what follows: its place comes first.

        >>> one, two = np.array([[1, 0], [1, 0]], np.float32)
        >>> grouping = Grouping()
        >>> grouping.feed(Article(id="a", text="A ferry sank off Estmark on Friday"), one)
        >>> grouping.place(Article(id="b", text="Ferry sinks on Friday off Estmark"), two)[0].beside
        ('a',)
        """
        self.count += 1
        return tuple(self._propose(change) for change in self._clusters.add(article, vector))

    def _propose(self, change: Change) -> Proposal:
        target = change.other if change.deed is Deed.SPLIT else change.story
        beside = tuple(key for key in self._members.get(target, {}) if key not in change.articles)
        for key in change.articles:
            self._members.get(self._homes.get(key, ""), {}).pop(key, None)
            self._members.setdefault(target, {})[key] = None
            self._homes[key] = target
        return Proposal(kind=_KINDS[change.deed], articles=change.articles, beside=beside, reasons=change.reasons)
