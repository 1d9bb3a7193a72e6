"""What a person decides of stories: merge, split, undo. Nothing is lost: each can be taken back."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from rashomon.library.addresses import normalise_address
from rashomon.library.holdings import Library
from rashomon.model.errors import LibraryError
from rashomon.store.articles import find_holders, read_latest
from rashomon.store.databases import Transaction
from rashomon.store.stories import (
    PERSON,
    Judgement,
    JudgementKind,
    Move,
    find_story,
    judge,
    mark_undone,
    name_stories,
    open_story,
    read_judgement,
    read_judgements,
    read_members,
)


def merge_stories(library: Library, keep: str, take: str, reason: str = "") -> Judgement:
    """Move the articles of one story into another, and return the judgement.

    Raises:
        LibraryError: one of them is not there, or they are the same.
    """
    with library.database.writing() as transaction:
        target, origin = _find(transaction, keep), _find(transaction, take)
        moves = _move(read_members(transaction, origin), origin, target)
        if target == origin or not moves:
            raise LibraryError(f"{take}: there is nothing in it to move into {keep}")
        return judge(transaction, _decide(library, JudgementKind.MERGE, moves, reason))


def split_story(library: Library, story: str, articles: Sequence[str], reason: str = "") -> tuple[Judgement, str]:
    """Move articles out of a story into one of their own, and return the judgement and the new story's id.

    Raises:
        LibraryError: the story or one of the articles is not there, or nothing would be left in it.
    """
    with library.database.writing() as transaction:
        origin = _find(transaction, story)
        members = read_members(transaction, origin)
        chosen: list[int] = []
        for name in articles:
            found = [one for one in find_holders(transaction, normalise_address(name) or name) if one in members]
            if len(found) != 1:
                raise LibraryError(f"{name}: no one article of the story {story}: see rashomon list --story {story}")
            chosen += [one for one in found if one not in chosen]
        if not chosen or len(chosen) == len(members):
            raise LibraryError(f"{story}: a split takes some of its articles, not all or none")
        ids = [version.article.id for version in read_latest(transaction, sorted(chosen))]
        # The first article's own story, unless that is the one it leaves.
        free = [number for key in ids if (number := open_story(transaction, key, library.stamp())) != origin]
        if not free:
            raise LibraryError(f"{story}: it is the story of {ids[0]}: split the others off instead")
        target = free[0]
        judgement = judge(
            transaction, _decide(library, JudgementKind.SPLIT, _move(sorted(chosen), origin, target), reason)
        )
        return judgement, name_stories(transaction, [target])[target]


def undo_judgement(library: Library, number: int, reason: str = "") -> Judgement:
    """Take a judgement back: its articles return to where they were, unless they have been moved on since.

    Raises:
        LibraryError: there is none of this number, it was undone before, or it was the first of its articles.
    """
    with library.database.writing() as transaction:
        past = read_judgement(transaction, number)
        if past is None:
            raise LibraryError(f"judgement {number}: there is none of this number: see rashomon story show ID")
        if past.undone:
            raise LibraryError(f"judgement {number}: it was undone already")
        moves: list[Move] = []
        for move in past.moves:
            if move.article in read_members(transaction, move.target):
                moves += _move([move.article], move.target, move.origin or _own_story(transaction, library, move))
        moves = [move for move in moves if move.origin != move.target]
        if not moves:
            raise LibraryError(f"judgement {number}: its articles have been moved on since, or were nowhere before")
        mark_undone(transaction, number)
        return judge(transaction, _decide(library, JudgementKind.UNDO, tuple(moves), reason or f"undoes {number}"))


def list_judgements(library: Library, story: str) -> list[tuple[Judgement, tuple[str, ...]]]:
    """Return the judgements on a story with the ids of the articles that each moved, in the order they were made.

    Raises:
        LibraryError: there is no such story.
    """
    with library.database.reading() as transaction:
        found = read_judgements(transaction, _find(transaction, story))
        names = {
            version.holder: version.article.id
            for version in read_latest(transaction, sorted({m.article for j in found for m in j.moves}))
        }
    return [(one, tuple(names[move.article] for move in one.moves)) for one in found]


def _own_story(transaction: Transaction, library: Library, move: Move) -> int:
    """Return the story of an article alone: where it goes when its joining is undone."""
    article = read_latest(transaction, [move.article])[0].article
    return open_story(transaction, article.id, library.stamp())


def _find(transaction: Transaction, key: str) -> int:
    number = find_story(transaction, key)
    if number is None:
        raise LibraryError(f"{key}: no story of this id: see rashomon list --stories")
    return number


def _move(articles: Sequence[int], origin: int, target: int) -> tuple[Move, ...]:
    return tuple(Move(article=article, origin=origin, target=target) for article in articles)


def _decide(library: Library, kind: JudgementKind, moves: tuple[Move, ...], reason: str) -> Judgement:
    judgement = Judgement(kind=kind, by=PERSON, made=library.stamp(), moves=moves)
    return msgspec.structs.replace(judgement, reasons=(reason,)) if reason else judgement
