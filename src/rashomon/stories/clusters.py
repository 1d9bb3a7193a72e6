"""A stream of articles -> stories, one article at a time: it joins, opens, and may merge or split what stood before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Self

import numpy as np

from rashomon.model.ids import make_id
from rashomon.model.records import Article, Record
from rashomon.stories.agreements import group_twice
from rashomon.stories.changes import Bond, Change, Deed, Story
from rashomon.stories.evidence import Doubles, KeptShelf, Numbers, Shelf, estimate_odds
from rashomon.stories.linkage import APART
from rashomon.stories.neighbours import KeptNeighbours, Neighbours
from rashomon.stories.reasons import explain_pair
from rashomon.stories.traits import READING, ReadingSettings, read_traits
from rashomon.stories.vocabularies import Floats, Vocabulary


class StorySettings(Record, frozen=True, kw_only=True):
    """When articles are one story. One setting for all kinds of news.

    Chosen on our own stories and ECB+ train, the thresholds also on ECB+ dev; the figures are mean B3 F1 on those, and
    of the thresholds on kinds of our own stories that were left out.
    """

    #: Mean log odds from which groups are looked at again together: .901; -1.5 gives .897, -2.5 .896.
    loose: float = -2.0
    #: Log odds from which two articles that no other is looked at with are one story.
    threshold: float = -1.0
    #: Mean log odds of the second look from which groups become one: .901; -.6 gives .900, -.2 .898.
    again: float = -0.4
    #: Log odds of two articles that were not compared, because they share too little, and the least of any pair.
    unlike: float = -3.0
    #: Invented articles that are counted as seen before the first: without them all words of the first
    #: are common, and .006 is lost.
    prior: float = 300.0
    #: The heaviest words of an article, by which those like it are looked up; 48 find no more.
    keys: int = 32
    #: The latest articles that are remembered for a word (up to twice as many); 64, and 40 candidates, give .0004 more.
    latest: int = 32
    #: Articles compared in full.
    candidates: int = 24
    #: The latest articles of a story that stand for it: with these a new article is compared, and these may split;
    #: 12 give .001 less.
    core: int = 24
    #: What is read of an article.
    reading: ReadingSettings = READING


SETTINGS = StorySettings()


class KeptClusters(Record, frozen=True, kw_only=True):
    """The stories as they stood, with all that is needed to go on, written down."""

    shelf: KeptShelf
    neighbours: KeptNeighbours
    #: For each article those it was compared with, and the log odds.
    others: tuple[bytes, ...]
    odds: tuple[bytes, ...]
    stories: tuple[tuple[int, ...], ...]
    bonds: tuple[tuple[int, int, bool], ...]


class Clusters:
    """Stories as they grow; they depend on the articles and their order alone, not on how many come at once."""

    def __init__(self, settings: StorySettings = SETTINGS) -> None:
        self._settings = settings
        vocabulary = Vocabulary(settings.prior)
        self._shelf = Shelf(vocabulary)
        self._neighbours = Neighbours(settings.keys, settings.latest, settings.candidates)
        self._numbers: dict[str, int] = {}
        #: Log odds of the pairs that were compared and are not wholly unlike.
        self._edges: list[dict[int, float]] = []
        #: For each article the story it is in, and for each story its articles, sorted; a story is named by its first.
        self._home: list[int] = []
        self._stories: dict[int, list[int]] = {}
        self._bonds: dict[tuple[int, int], bool] = {}
        self._bound: defaultdict[int, list[int]] = defaultdict(list)

    def add(self, article: Article, vector: Floats) -> tuple[Change, ...]:
        """Take one more article of the stream and the vector of its description, and return what that changed.

        Raises:
            ValueError: an article with that id has come before.

        """
        if article.id in self._numbers:
            raise ValueError(f"the article {article.id!r} has come before: give each version an id of its own")
        traits = read_traits(article, self._settings.reading)
        number = self._shelf.add(article.id, traits, vector)
        self._numbers[article.id] = number
        self._edges.append({})
        self._home.append(number)
        self._stories[number] = [number]
        packed = self._shelf.items[number].packed
        self._compare(number, self._neighbours.find(packed), first=True)
        self._neighbours.add(number, packed)
        touched = self._touch(number)
        self._compare(number, self._list_unseen(number, touched), first=False)
        return self._arrange([number, *touched], after=number)

    def freeze(self) -> KeptClusters:
        """Return the stories with all that is needed to go on from here, to be written down."""
        return KeptClusters(
            shelf=self._shelf.freeze(),
            neighbours=self._neighbours.freeze(),
            others=tuple(np.array(list(edges), dtype="<i8").tobytes() for edges in self._edges),
            odds=tuple(np.array(list(edges.values()), dtype="<f8").tobytes() for edges in self._edges),
            stories=tuple((name, *members) for name, members in sorted(self._stories.items())),
            bonds=tuple((a, b, together) for (a, b), together in self._bonds.items()),
        )

    @classmethod
    def thaw(cls, kept: KeptClusters, settings: StorySettings = SETTINGS) -> Self:
        """Return what goes on exactly as the one that was written down would have, under the same settings."""
        clusters = cls(settings)
        clusters._shelf = Shelf.thaw(kept.shelf, settings.prior)
        clusters._neighbours.thaw(kept.neighbours)
        clusters._numbers = {item.key: number for number, item in enumerate(clusters._shelf.items)}
        for others, odds in zip(kept.others, kept.odds, strict=True):
            numbers, values = np.frombuffer(others, dtype="<i8"), np.frombuffer(odds, dtype="<f8")
            clusters._edges.append(dict(zip(numbers.tolist(), values.tolist(), strict=True)))
        clusters._stories = {name: list(members) for name, *members in kept.stories}
        clusters._home = [0] * len(clusters._numbers)
        for name, members in clusters._stories.items():
            for number in members:
                clusters._home[number] = name
        for a, b, together in kept.bonds:
            clusters._bonds[a, b] = together
            clusters._bound[a].append(b)
            clusters._bound[b].append(a)
        return clusters

    def decide(self, bond: Bond) -> tuple[Change, ...]:
        """Heed what a person decided of two articles, from now on, and return what that changed.

        Raises:
            KeyError: one of the articles has not come.

        """
        return self._decide([(self._numbers[bond.a], self._numbers[bond.b])], together=bond.together)

    def _decide(self, pairs: list[tuple[int, int]], *, together: bool) -> tuple[Change, ...]:
        """Bind some pairs, and group their stories anew."""
        for one, two in pairs:
            a, b = sorted((one, two))
            if (a, b) not in self._bonds:
                self._bound[a].append(b)
                self._bound[b].append(a)
            self._bonds[a, b] = together
        numbers = sorted({number for pair in pairs for number in pair})
        return self._arrange(sorted({self._home[number] for number in numbers}), after=None, also=tuple(numbers))

    def undo(self, change: Change) -> tuple[Change, ...]:
        """Take a join, a merge or a split back, from now on, and return what that changed.

        Articles that came later go where they are most at home then.
        """
        moved = [self._numbers[key] for key in change.articles]
        if change.deed is Deed.OPENED:
            return ()
        if change.deed is Deed.SPLIT:
            anchor = self._find(change.story)
            return self._decide([(anchor, number) for number in moved], together=True)
        rest = [number for number in self._stories[self._home[moved[0]]] if number not in moved]
        core = {*rest[:1], *rest[-self._settings.core :]}
        return self._decide([(a, b) for a in moved for b in sorted(core)], together=False)

    def list_bonds(self) -> tuple[Bond, ...]:
        """Return what persons decided, so that it can be kept."""
        return tuple(
            Bond(a=self._key(a), b=self._key(b), together=together) for (a, b), together in sorted(self._bonds.items())
        )

    def list_stories(self) -> tuple[Story, ...]:
        """Return the stories so far, in the order in which they began.

        >>> clusters = Clusters()
        >>> texts = ["A ferry sank off Estmark on Friday", "Council votes on tax", "Ferry sinks on Friday off Estmark"]
        >>> for key, (text, vector) in enumerate(zip(texts, np.array([[1, 0], [0, 1], [1, 0]], np.float32))):
        ...     _ = clusters.add(Article(id=str(key), text=text), vector)
        >>> [story.articles for story in clusters.list_stories()]
        [('0', '2'), ('1',)]
        """
        return tuple(
            Story(story=self._name(name), articles=tuple(self._key(number) for number in members))
            for name, members in sorted(self._stories.items())
        )

    def _compare(self, number: int, others: Numbers, *, first: bool) -> None:
        """Find the log odds of an article with others."""
        if not len(others):
            return
        odds = estimate_odds(self._shelf.compare(number, others, first=first))
        for other, found in zip(others.tolist(), odds.tolist(), strict=True):
            if found > self._settings.unlike:
                self._edges[number][other] = self._edges[other][number] = found

    def _touch(self, number: int) -> list[int]:
        """Return the stories with an article that is alike enough to make a group with this one."""
        least = self._settings.threshold
        return sorted({self._home[other] for other, odds in self._edges[number].items() if odds >= least})

    def _list_unseen(self, number: int, stories: Iterable[int]) -> Numbers:
        """Return what stands for those stories and has not been compared."""
        seen = self._edges[number]
        unseen = [m for story in stories for m in self._stories[story][-self._settings.core :] if m not in seen]
        return np.array(sorted(unseen), dtype=np.int64)

    def _arrange(self, stories: list[int], after: int | None, also: tuple[int, ...] = ()) -> tuple[Change, ...]:
        """Group what stands for some stories anew, and return what that changed."""
        if len(stories) == 1 and after is not None:
            return (self._open(after),)
        before = {story: self._stories.pop(story) for story in stories}
        rows = self._choose_rows(before, also)
        groups = [[rows[place] for place in part] for part in self._group(rows)]
        chosen = set(rows)
        for story, members in before.items():
            rest = [number for number in members if number not in chosen]
            if rest:
                max(groups, key=lambda group: sum(self._home[number] == story for number in group)).extend(rest)
        return self._tell(before, self._settle(before, [sorted(group) for group in groups]), after)

    def _group(self, rows: list[int]) -> list[list[int]]:
        """Return the places of these articles, those of one story together."""
        places = {number: place for place, number in enumerate(rows)}
        given = self._settings
        return group_twice(
            self._fill(rows, places), self._bind(rows, places), given.loose, given.threshold, given.again
        )

    def _choose_rows(self, before: dict[int, list[int]], also: tuple[int, ...]) -> list[int]:
        """Return the articles that are grouped anew: the latest of each story and those of which a person decided."""
        chosen = set(also)
        for members in before.values():
            chosen.update(members[-self._settings.core :])
            chosen.update(number for number in members if number in self._bound)
        return sorted(chosen)

    def _fill(self, rows: list[int], places: dict[int, int]) -> Doubles:
        """Return the likeness of every two of these articles."""
        likeness = np.full((len(rows), len(rows)), self._settings.unlike)
        for place, number in enumerate(rows):
            edges = self._edges[number]
            shared = edges.keys() & places.keys()
            likeness[place, [places[other] for other in shared]] = [edges[other] for other in shared]
            for other in self._bound.get(number, ()):
                if other in places and not self._bonds[min(number, other), max(number, other)]:
                    likeness[place, places[other]] = APART
        return likeness

    def _bind(self, rows: list[int], places: dict[int, int]) -> list[list[int]]:
        """Return the places of these articles, those that a person put together in one group."""
        group = list(range(len(rows)))
        for place, number in enumerate(rows):
            for other in self._bound.get(number, ()):
                if other in places and self._bonds[min(number, other), max(number, other)]:
                    one, two = group[place], group[places[other]]
                    group = [min(one, two) if g in (one, two) else g for g in group]
        parts: defaultdict[int, list[int]] = defaultdict(list)
        for place, number in enumerate(group):
            parts[number].append(place)
        return list(parts.values())

    def _settle(self, before: dict[int, list[int]], groups: list[list[int]]) -> dict[int, list[int]]:
        """Name every group: by the oldest story whose first article it has, else by its own first article."""
        named = {}
        for group in groups:
            name = next((number for number in group if number in before), group[0])
            named[name] = group
        for name, group in named.items():
            self._stories[name] = group
        return named

    def _tell(self, before: dict[int, list[int]], named: dict[int, list[int]], after: int | None) -> tuple[Change, ...]:
        """Return what became of the stories, and move the articles to their new homes."""
        for name, group in named.items():
            for number in group:
                self._home[number] = name
        changes = []
        if after is not None and self._home[after] == after:
            changes.append(self._open(after))
        for story in sorted(before):
            pieces: defaultdict[int, list[int]] = defaultdict(list)
            for number in before[story]:
                pieces[self._home[number]].append(number)
            for name, piece in sorted(pieces.items()):
                if name == story:
                    continue
                if story not in piece:
                    rest = [number for number in before[story] if number not in piece]
                    changes.append(self._describe(Deed.SPLIT, (story, name), piece, rest, after))
                    continue
                rest = [number for number in named[name] if number not in piece]
                deed = Deed.JOINED if story == after else Deed.MERGED
                changes.append(self._describe(deed, (name, story), piece, rest, after))
        return tuple(changes)

    def _describe(
        self, deed: Deed, stories: tuple[int, int], piece: list[int], rest: list[int], after: int | None
    ) -> Change:
        """Return a change with the mean likeness of the piece to the rest, and the reasons of the pair most alike."""
        here, there = piece[-self._settings.core :], rest[-self._settings.core :]
        odds = np.array([[self._edges[a].get(b, self._settings.unlike) for b in there] for a in here])
        first, second = divmod(int(odds.argmax()), len(there)) if odds.size else (0, 0)
        return Change(
            deed=deed,
            story=self._name(stories[0]),
            other="" if deed is Deed.JOINED else self._name(stories[1]),
            articles=tuple(self._key(number) for number in piece),
            after="" if after is None else self._key(after),
            likeness=round(float(odds.mean()), 2) if odds.size else 0.0,
            reasons=explain_pair(self._shelf, here[first], there[second]) if odds.size else (),
        )

    def _open(self, number: int) -> Change:
        key = self._key(number)
        return Change(deed=Deed.OPENED, story=self._name(number), articles=(key,), after=key)

    def _key(self, number: int) -> str:
        return self._shelf.items[number].key

    def _find(self, story: str) -> int:
        """Return the number of the article that a story is named by."""
        return next(number for number in sorted(self._stories) if self._name(number) == story)

    def _name(self, number: int) -> str:
        return make_id("s", self._key(number))
