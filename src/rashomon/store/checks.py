"""Whether a library is whole: nothing half-written, nothing that points nowhere."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

import msgspec
from sqlalchemy import Connection, func, select, text

from rashomon.model.ids import digest_text
from rashomon.model.records import Article
from rashomon.store.articles import digest_version
from rashomon.store.tables import ARTICLES, MOVES, STORIES, VERSIONS


def find_damage(connection: Connection) -> Iterator[str]:
    """Yield a line for everything in a library that is not as a finished transaction leaves it."""
    if connection.dialect.name == "sqlite":
        for row in connection.execute(text("PRAGMA integrity_check")):
            if row[0] != "ok":
                yield f"the file: {row[0]}"
    counts = (
        select(VERSIONS.c.article, func.count().label("many"), func.max(VERSIONS.c.version).label("last"))
        .group_by(VERSIONS.c.article)
        .subquery()
    )
    rows = connection.execute(
        select(ARTICLES.c.id, ARTICLES.c.latest, ARTICLES.c.story, counts.c.many, counts.c.last).outerjoin(
            counts, counts.c.article == ARTICLES.c.number
        )
    )
    for row in rows:
        if not row.many == row.last == row.latest:
            yield f"article {row.id}: {row.many} versions, but the latest should be {row.latest}"
        if row.story is None:
            yield f"article {row.id}: it is in no story"
    yield from _find_unmoved(connection)
    for row in connection.execute(select(VERSIONS.c.number, VERSIONS.c.digest, VERSIONS.c.record)):
        article = msgspec.msgpack.decode(zlib.decompress(row.record), type=Article)
        if digest_version(article) != row.digest or digest_text(article.text) != article.sha256:
            yield f"version {row.number} of article {article.id}: its text is not the one that was written"


def _find_unmoved(connection: Connection) -> Iterator[str]:
    """Yield what is in no index, and what no judgement put where it is."""
    indexed = {int(row[0]) for row in connection.execute(text("SELECT rowid FROM words"))}
    for number in connection.execute(select(VERSIONS.c.number)).scalars():
        if number not in indexed:
            yield f"version {number}: its words are not in the index"
    moved = select(MOVES.c.article).where(MOVES.c.target == ARTICLES.c.story)
    for key in connection.execute(select(ARTICLES.c.id).where(ARTICLES.c.number.not_in(moved))).scalars():
        yield f"article {key}: no judgement put it into its story"
    lost = select(ARTICLES.c.id).where(ARTICLES.c.story.not_in(select(STORIES.c.number)))
    for key in connection.execute(lost).scalars():
        yield f"article {key}: its story is not there"
