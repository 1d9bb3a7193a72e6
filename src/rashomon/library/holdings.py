"""The library as a person uses it: make it, add, list, show, search, and read a story as a ledger."""

from __future__ import annotations

import contextlib
import os
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import BinaryIO, Self

import msgspec

from rashomon.library.addresses import Identity, identify, normalise_address
from rashomon.library.groupings import Grouping, Proposal
from rashomon.library.ledgers import GROUP, describe_makers, encode_within, relate_kept
from rashomon.model.captures import Capture
from rashomon.model.errors import LibraryError
from rashomon.model.records import Article, Fault, Ledger, Record, Revision
from rashomon.pipeline import Inputs, Progress
from rashomon.read.drafts import Draft
from rashomon.read.inputs import settle_alone, stream_drafts
from rashomon.read.settings import SETTINGS as OFFLINE
from rashomon.read.settings import ReadSettings
from rashomon.relate.revisions import compare_versions, drop_places
from rashomon.store.articles import (
    Line,
    Outcome,
    Version,
    digest_version,
    find_holders,
    find_ids,
    find_latest,
    find_window,
    list_articles,
    put_version,
    read_after,
    read_capture,
    read_last_number,
    read_latest,
    read_numbers,
    read_versions,
)
from rashomon.store.databases import Database, Transaction, create_database, open_database
from rashomon.store.results import forget_others, recall, replace
from rashomon.store.stories import (
    PROGRAM,
    Judgement,
    Move,
    StoryLine,
    find_settled,
    find_story,
    judge,
    list_stories,
    name_stories,
    open_story,
    read_members,
    read_places,
)
from rashomon.store.words import Term, find_versions, find_words, parse_question
from rashomon.stories.traits import describe_article

#: Where a library is looked for, unless told otherwise.
PLACE = "rashomon.db"
VARIABLE = "RASHOMON_LIBRARY"
Clock = Callable[[], datetime]


class LibrarySettings(Record, frozen=True, kw_only=True):
    """How far back a library looks."""

    #: Days of arrivals that the grouping is fed when a library is opened: a story silent for so long is over.
    days_open: int = 30
    #: Articles that it is fed at most, the latest ones: each takes 3 ms (``quality/shelves.py``), 6 s in all, where the
    #: grouping was not written down or has grown to twice as many.
    most_open: int = 2_000
    #: New articles after which the grouping is written down again, and when the library is closed after a tenth as
    #: many. It takes 2.3 kB an article in the database.
    most_unwritten: int = 500
    #: Characters of a passage that a search shows.
    passage: int = 160


SETTINGS = LibrarySettings()
#: What the one grouping that is written down goes by.
_WRITTEN = "stories"
#: Articles whose vectors are taken out of the library at once.
FED_AT_ONCE = 200
#: The latest articles of a story that say where it is now.
BESIDE = 24


class Added(Record, frozen=True, kw_only=True):
    """What became of an article that was given; by then it is on the disk."""

    outcome: Outcome
    version: Version
    story: str


class Shown(Record, frozen=True, kw_only=True):
    """An article with every version it had, the first one first."""

    id: str
    story: str
    versions: tuple[Version, ...]

    def choose(self, name: str) -> Version:
        """Return a version by its number; "last" is the latest.

        Raises:
            LibraryError: there is none of this number.
        """
        for version in self.versions:
            if name == str(version.version):
                return version
        if name == "last":
            return self.versions[-1]
        raise LibraryError(f"{self.id} has no version {name}: its versions are 1 to {len(self.versions)}, and last")


class Hit(Record, frozen=True, kw_only=True):
    """What a search found: a version, the words around what was asked for, and whether it is the latest one."""

    version: Version
    passage: str
    latest: bool
    story: str


def read_clock() -> datetime:
    """Return what time it is."""
    return datetime.now(UTC)


def find_place(given: str | None) -> str:
    """Return where the library is: what was said, else $RASHOMON_LIBRARY, else rashomon.db in this folder."""
    return given or os.environ.get(VARIABLE) or PLACE


class Library:
    """Articles with all their versions, in stories. Several processes may use one library; one writes at a time."""

    def __init__(self, database: Database, clock: Clock = read_clock, settings: LibrarySettings = SETTINGS) -> None:
        self.database = database
        self._clock = clock
        self._settings = settings
        self._grouping: Grouping | None = None
        self._fed = 0
        #: Articles that the grouping had been fed when it was last written down.
        self._written = 0

    @classmethod
    def create(cls, place: str | os.PathLike[str], clock: Clock = read_clock) -> Self:
        """Make a library in a file or a PostgreSQL database; one that is there is opened and stays as it is.

        Raises:
            LibraryError: it cannot be made there.
        """
        return cls(create_database(place), clock)

    @classmethod
    def open(cls, place: str | os.PathLike[str], clock: Clock = read_clock) -> Self:
        """Open a library.

        Raises:
            LibraryError: there is none.
        """
        return cls(open_database(place), clock)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._grouping and self._grouping.count - self._written >= self._settings.most_unwritten // 10:
            with contextlib.suppress(LibraryError), self.database.writing() as transaction:  # a short cut, no more
                self._write_grouping(transaction, self._grouping)
        self.database.close()

    def stamp(self) -> str:
        """Return the present moment, as it is written."""
        return self._clock().astimezone(UTC).isoformat(timespec="seconds")

    def add_inputs(
        self,
        inputs: Inputs,
        *,
        stdin: BinaryIO | None = None,
        progress: Progress = lambda *_: None,
        reading: ReadSettings = OFFLINE,
    ) -> Iterator[Added | Fault]:
        """Add every article of files, folders, addresses and pipes; each is yielded when it is on the disk.

        What each was read from is kept beside it. Faults are yielded as they come.
        """
        keeping = msgspec.structs.replace(reading, keep=True)
        for number, item in enumerate(stream_drafts(inputs, stdin, keeping)):
            progress("adding", number, 0)
            yield item if isinstance(item, Fault) else self.add(item, item.capture)

    def add(self, draft: Draft, capture: Capture | None = None) -> Added:
        """Put an article into the library, as one that is new, as a new version of one, or not at all if it is known.

        When this returns, the article, its version, its place in a story and its words in the index are on the disk;
        if the process ends before, none of them is.

        Raises:
            LibraryError: the database refuses.
        """
        with self.writing() as transaction:
            return self.add_within(transaction, draft, capture)

    @contextlib.contextmanager
    def writing(self) -> Iterator[Transaction]:
        """Give a transaction to add within; what is on the disk when the block is left is all of it, or nothing.

        Raises:
            LibraryError: the database refuses.
        """
        try:
            with self.database.writing() as transaction:
                yield transaction
        except BaseException:
            self._grouping = None  # it may have been fed what is not kept
            raise

    def add_within(self, transaction: Transaction, draft: Draft, capture: Capture | None = None) -> Added:
        """Do what :meth:`add` does as a part of a transaction that is open."""
        identity = identify(draft)
        latest = find_latest(transaction, identity.key)
        if latest is None:
            return self._add_new(transaction, draft, identity, capture)
        named = _settle(draft, latest.article.id, latest.version + 1)
        story = name_stories(transaction, [latest.story or 0]).get(latest.story or 0, "")
        if digest_version(named) == digest_version(latest.article):
            return Added(outcome=Outcome.KNOWN, version=latest, story=story)
        moment = self.stamp()
        version = msgspec.structs.replace(
            latest, version=latest.version + 1, seen=moment, article=named,
            revision=compare_versions(latest.article, named, moment), capture=None,
        )  # fmt: skip
        kept = put_version(transaction, version, identity.key, identity.given, capture)
        return Added(outcome=Outcome.CHANGED, version=kept, story=story)

    def _add_new(self, transaction: Transaction, draft: Draft, identity: Identity, capture: Capture | None) -> Added:
        grouping = self._catch_up(transaction)
        named = _settle(draft, identity.id, 1)
        moment = self.stamp()
        version = put_version(
            transaction, Version(number=0, holder=0, version=1, seen=moment, article=named),
            identity.key, identity.given, capture,
        )  # fmt: skip
        self._fed = version.number
        (vector,) = encode_within(transaction, [describe_article(named)])
        for proposal in grouping.place(named, vector):
            self._judge(transaction, proposal, moment)
        if grouping.count - self._written >= self._settings.most_unwritten:
            self._write_grouping(transaction, grouping)
        (placed,) = read_latest(transaction, [version.holder])
        story = name_stories(transaction, [placed.story or 0])[placed.story or 0]
        return Added(outcome=Outcome.NEW, version=placed, story=story)

    def _judge(self, transaction: Transaction, proposal: Proposal, moment: str) -> None:
        """Carry out what the program proposes; what a person put somewhere stays there."""
        holders = find_ids(transaction, proposal.articles)
        settled = find_settled(transaction, list(holders.values()))
        moving = [key for key in proposal.articles if holders[key] not in settled]
        if not moving:
            return
        there = Counter(read_places(transaction, proposal.beside[-BESIDE:]).values())
        # The story in which most of those are that these belong beside; of two that have as many, the older one.
        target = min(there, key=lambda story: (-there[story], story), default=0)
        target = target or open_story(transaction, moving[0], moment)
        places = read_places(transaction, moving)
        moves = tuple(
            Move(article=holders[key], origin=places.get(key), target=target)
            for key in moving
            if places.get(key) != target
        )
        if moves:
            judge(
                transaction,
                Judgement(kind=proposal.kind, by=PROGRAM, made=moment, moves=moves, reasons=proposal.reasons),
            )

    def _catch_up(self, transaction: Transaction) -> Grouping:
        """Return the grouping with all that is in the library, whoever added it."""
        since = (self._clock() - timedelta(days=self._settings.days_open)).astimezone(UTC).isoformat(timespec="seconds")
        if self._grouping is None:
            first = find_window(transaction, since, self._settings.most_open)
            self._grouping, self._fed = self._recall_grouping(transaction, first) or (Grouping(), first)
            self._written = self._grouping.count
        versions = iter(read_after(transaction, self._fed, firsts=True))
        while some := list(islice(versions, FED_AT_ONCE)):
            vectors = encode_within(transaction, [describe_article(version.article) for version in some])
            for version, vector in zip(some, vectors, strict=True):
                self._grouping.feed(version.article, vector)
                self._fed = version.number
        return self._grouping

    def _recall_grouping(self, transaction: Transaction, first: int) -> tuple[Grouping, int] | None:
        """Return the grouping that was written down, and how far it was fed; None where it is of no more use.

        ``first`` is where feeding would begin: one that ended before would miss articles in between.
        """
        written = recall(transaction, GROUP, [_WRITTEN], describe_makers()[GROUP]).get(_WRITTEN)
        if written is None:
            return None
        grouping, fed = Grouping.thaw(written)
        fits = first < fed <= read_last_number(transaction) and grouping.count <= 2 * self._settings.most_open
        return (grouping, fed) if fits else None

    def _write_grouping(self, transaction: Transaction, grouping: Grouping) -> None:
        replace(transaction, GROUP, _WRITTEN, grouping.freeze(self._fed), describe_makers()[GROUP])
        self._written = grouping.count

    def list_articles(self, most: int = 50, **matching: str) -> list[Line]:
        """Return the newest articles, the last published first; ``outlet``, ``story`` and ``since`` narrow them."""
        with self.database.reading() as transaction:
            return list_articles(transaction, most, matching)

    def list_stories(self, most: int = 50) -> list[StoryLine]:
        """Return the stories, the one with the latest arrival first."""
        with self.database.reading() as transaction:
            return list_stories(transaction, most)

    def show(self, name: str) -> Shown:
        """Return an article by its id, the id that its outlet gives it, or its address.

        Raises:
            LibraryError: there is none of this name, or more than one.
        """
        with self.database.reading() as transaction:
            holders = find_holders(transaction, normalise_address(name) or name)
            if not holders:
                raise LibraryError(f"{name}: no article of this id or address: see rashomon list")
            if len(holders) > 1:
                ids = ", ".join(version.article.id for version in read_latest(transaction, holders[:5]))
                raise LibraryError(f"{name}: {len(holders)} articles go by this id: give one of {ids}")
            versions = read_versions(transaction, holders[0])
            story = name_stories(transaction, [versions[0].story or 0]).get(versions[0].story or 0, "")
        return Shown(id=versions[0].article.id, story=story, versions=tuple(versions))

    def read_capture(self, version: Version) -> Capture:
        """Return what a version was read from, byte for byte.

        Raises:
            LibraryError: nothing was kept: whoever added it had the text alone.
        """
        if version.capture is None:
            raise LibraryError(f"{version.article.id}: what version {version.version} was read from was not kept")
        with self.database.reading() as transaction:
            return read_capture(transaction, version.capture)

    def forget_stale(self) -> int:
        """Take out the results that the present code, models and settings would not make; return how many."""
        with self.database.writing() as transaction:
            return forget_others(transaction, describe_makers())

    def search(self, question: str, most: int = 20) -> list[Hit]:
        """Return the versions that hold all the words and phrases asked for, the most fitting first.

        Of one article the best of its versions is shown; a passage that was taken out is still found.

        Raises:
            LibraryError: it asks for no word.
        """
        terms = parse_question(question)
        with self.database.reading() as transaction:
            versions = read_numbers(transaction, find_versions(transaction, terms, most * 3))
            newest = {v.holder: v.number for v in read_latest(transaction, [v.holder for v in versions])}
            names = name_stories(transaction, [version.story or 0 for version in versions])
        hits: dict[int, Hit] = {}
        for version in sorted(versions, key=lambda v: v.number != newest[v.holder]):
            hits.setdefault(
                version.holder,
                Hit(
                    version=version,
                    passage=_cut_passage(version.article.text, terms, self._settings.passage),
                    latest=version.number == newest[version.holder],
                    story=names.get(version.story or 0, ""),
                ),
            )
        order = [version.holder for version in versions]
        return sorted(hits.values(), key=lambda hit: order.index(hit.version.holder))[:most]

    def read_story(
        self, key: str, *, until: int | None = None, workers: int | None = 1, progress: Progress = lambda *_: None
    ) -> Ledger:
        """Return the ledger of a story, out of the latest version of each of its articles.

        ``until`` is the number of a version: the ledger as it was when that was the last in the library.

        Raises:
            LibraryError: there is no such story.
        """
        with self.database.reading() as transaction:
            number = find_story(transaction, key)
            if number is None:
                raise LibraryError(f"{key}: no story of this id: see rashomon list --stories")
            versions = read_latest(transaction, read_members(transaction, number), until)
            if not versions:
                raise LibraryError(f"{key}: this story holds no article (now): see rashomon story show {key}")
            revisions = _collect_revisions(transaction, versions)
        articles = [version.article for version in versions]
        ledger = relate_kept(self.database, articles, workers=workers, progress=progress)
        return msgspec.structs.replace(ledger, revisions=revisions)


def _settle(draft: Draft, key: str, version: int) -> Article:
    return msgspec.structs.replace(settle_alone(draft, key), version=version)


def _collect_revisions(transaction: Transaction, versions: Sequence[Version]) -> tuple[Revision, ...]:
    """Return the revisions that led to these versions; those of earlier ones have no place in the present text."""
    found = []
    for latest in versions:
        if latest.version == 1:
            continue
        for version in read_versions(transaction, latest.holder):
            if version.revision and version.version <= latest.version:
                now = version.version == latest.version
                found.append(version.revision if now else drop_places(version.revision))
    return tuple(sorted(found, key=lambda revision: (revision.seen, revision.article, revision.version)))


def _cut_passage(text: str, terms: Sequence[Term], width: int) -> str:
    """Return the words around what was asked for; the beginning of the text where only the title has it."""
    words = find_words(text)
    forms = [form for _, _, form in words]
    wanted = [term for term in terms if not term.unwanted]
    place = min((start for term in wanted if (start := _find_term(forms, term)) is not None), default=0)
    middle = words[place][0] if words else 0
    start = max(0, min(middle - width // 3, len(text) - width))
    start = text.find(" ", start) + 1 if start else 0
    end = min(len(text), start + width)
    end = text.rfind(" ", start, end) if end < len(text) and text.rfind(" ", start, end) > start else end
    cut = " ".join(text[start:end].split())
    return f"{'… ' if start else ''}{cut}{' …' if end < len(text) else ''}"


def _find_term(forms: Sequence[str], term: Term) -> int | None:
    size = len(term.words)
    for place in range(len(forms) - size + 1):
        last = forms[place + size - 1]
        fits = last.startswith(term.words[-1]) if term.opened else last == term.words[-1]
        if fits and tuple(forms[place : place + size - 1]) == term.words[:-1]:
            return place
    return None
