"""Stories and the judgements that made them: every move of an article is kept with its reason and can be undone."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from enum import StrEnum

import msgspec
from sqlalchemy import Connection, and_, func, insert, select, update

from rashomon.model.ids import make_id
from rashomon.model.records import Record
from rashomon.store.tables import ARTICLES, JUDGEMENTS, MOVES, STORIES, VERSIONS

#: Who judges: the program, or whoever uses it.
PROGRAM, PERSON = "program", "person"


class JudgementKind(StrEnum):
    """What was decided of articles and stories."""

    OPEN = "open"
    JOIN = "join"
    MERGE = "merge"
    SPLIT = "split"
    UNDO = "undo"


class Move(Record, frozen=True, kw_only=True):
    """An article's way from one story to another; ``origin`` is None where it was in none."""

    article: int
    origin: int | None
    target: int


class Judgement(Record, frozen=True, kw_only=True):
    """What was decided, by whom (the program or a person), on which articles, and why."""

    number: int = 0
    kind: JudgementKind
    by: str
    made: str
    moves: tuple[Move, ...] = ()
    reasons: tuple[str, ...] = ()
    undone: bool = False


class StoryLine(Record, frozen=True, kw_only=True):
    """One story in a list."""

    id: str
    number: int
    articles: int
    outlets: int
    title: str
    first: str
    last: str


def open_story(connection: Connection, article: str, moment: str) -> int:
    """Return the number of the story that begins with this article; its id comes from the article's."""
    key = make_id("s", article)
    found = connection.execute(select(STORIES.c.number).where(STORIES.c.id == key)).scalar_one_or_none()
    if found is not None:
        return int(found)
    done = connection.execute(insert(STORIES).values(id=key, opened=moment))
    return int(done.inserted_primary_key[0]) if done.inserted_primary_key else 0


def find_story(connection: Connection, key: str) -> int | None:
    """Return the number of a story; None where there is none of this id."""
    return connection.execute(select(STORIES.c.number).where(STORIES.c.id == key)).scalar_one_or_none()


def name_stories(connection: Connection, numbers: Sequence[int]) -> dict[int, str]:
    """Return the ids of stories."""
    rows = connection.execute(select(STORIES.c.number, STORIES.c.id).where(STORIES.c.number.in_(set(numbers))))
    return {row.number: row.id for row in rows}


def read_members(connection: Connection, story: int) -> list[int]:
    """Return the articles of a story, in the order in which they came into the library."""
    chosen = select(ARTICLES.c.number).where(ARTICLES.c.story == story).order_by(ARTICLES.c.number)
    return list(connection.execute(chosen).scalars())


def read_places(connection: Connection, articles: Sequence[str]) -> dict[str, int]:
    """Return the story of each of these articles."""
    found: dict[str, int] = {}
    for start in range(0, len(articles), 500):
        rows = connection.execute(
            select(ARTICLES.c.id, ARTICLES.c.story).where(
                ARTICLES.c.id.in_(articles[start : start + 500]), ARTICLES.c.story.is_not(None)
            )
        )
        found.update((row.id, row.story) for row in rows)
    return found


def judge(connection: Connection, judgement: Judgement) -> Judgement:
    """Carry out what was decided, and keep it."""
    packed = zlib.compress(msgspec.msgpack.encode(judgement))
    done = connection.execute(insert(JUDGEMENTS).values(made=judgement.made, by=judgement.by, undone=0, record=packed))
    number = int(done.inserted_primary_key[0]) if done.inserted_primary_key else 0
    for move in judgement.moves:
        connection.execute(
            insert(MOVES).values(judgement=number, article=move.article, origin=move.origin, target=move.target)
        )
        connection.execute(update(ARTICLES).where(ARTICLES.c.number == move.article).values(story=move.target))
    return msgspec.structs.replace(judgement, number=number)


def find_settled(connection: Connection, articles: Sequence[int]) -> set[int]:
    """Return those of these articles that a person put where they are: the program leaves them there."""
    chosen = (
        select(MOVES.c.article)
        .join(JUDGEMENTS, JUDGEMENTS.c.number == MOVES.c.judgement)
        .where(MOVES.c.article.in_(articles), JUDGEMENTS.c.by == PERSON, JUDGEMENTS.c.undone == 0)
    )
    return set(connection.execute(chosen).scalars())


def mark_undone(connection: Connection, number: int) -> None:
    """Note that a judgement holds no more."""
    connection.execute(update(JUDGEMENTS).where(JUDGEMENTS.c.number == number).values(undone=1))


def read_judgement(connection: Connection, number: int) -> Judgement | None:
    """Return one judgement; None where there is none of this number."""
    row = connection.execute(select(JUDGEMENTS).where(JUDGEMENTS.c.number == number)).one_or_none()
    return None if row is None else _unpack(row.number, row.undone, row.record)


def read_judgements(connection: Connection, story: int) -> list[Judgement]:
    """Return the judgements that moved an article into or out of a story, in the order in which they were made."""
    touching = select(MOVES.c.judgement).where((MOVES.c.target == story) | (MOVES.c.origin == story))
    rows = connection.execute(select(JUDGEMENTS).where(JUDGEMENTS.c.number.in_(touching)).order_by(JUDGEMENTS.c.number))
    return [_unpack(row.number, row.undone, row.record) for row in rows]


def list_stories(connection: Connection, most: int) -> list[StoryLine]:
    """Return the stories that were told last, those with news first; a story goes by its first article's headline."""
    chosen = (
        select(
            STORIES.c.id, STORIES.c.number, func.count(ARTICLES.c.number).label("articles"),
            func.count(VERSIONS.c.outlet.distinct()).label("outlets"),
            func.min(ARTICLES.c.number).label("opener"),
            func.min(func.coalesce(func.nullif(VERSIONS.c.published, ""), VERSIONS.c.seen)).label("first"),
            func.max(func.coalesce(func.nullif(VERSIONS.c.published, ""), VERSIONS.c.seen)).label("last"),
        )
        .join(ARTICLES, ARTICLES.c.story == STORIES.c.number)
        .join(VERSIONS, and_(VERSIONS.c.article == ARTICLES.c.number, VERSIONS.c.version == ARTICLES.c.latest))
        .group_by(STORIES.c.number, STORIES.c.id)
        .order_by(func.max(VERSIONS.c.number).desc())
        .limit(most)
    )  # fmt: skip
    rows = connection.execute(chosen).all()
    titles = _read_titles(connection, [row.opener for row in rows])
    return [
        StoryLine(
            id=row.id, number=row.number, articles=row.articles, outlets=row.outlets,
            title=titles.get(row.opener, ""), first=row.first, last=row.last,
        )
        for row in rows
    ]  # fmt: skip


def _read_titles(connection: Connection, articles: Sequence[int]) -> dict[int, str]:
    rows = connection.execute(
        select(ARTICLES.c.number, VERSIONS.c.title)
        .join(VERSIONS, and_(VERSIONS.c.article == ARTICLES.c.number, VERSIONS.c.version == ARTICLES.c.latest))
        .where(ARTICLES.c.number.in_(articles))
    )
    return {row.number: row.title for row in rows}


def _unpack(number: int, undone: int, record: bytes) -> Judgement:
    judgement = msgspec.msgpack.decode(zlib.decompress(record), type=Judgement)
    return msgspec.structs.replace(judgement, number=number, undone=bool(undone))
