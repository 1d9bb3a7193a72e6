"""Articles and their versions: put in, listed, read back exactly as they were."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum

import msgspec
from sqlalchemy import Connection, Row, Select, and_, func, insert, or_, select, update

from rashomon.model.captures import Capture
from rashomon.model.ids import make_id
from rashomon.model.records import Article, Record, Revision
from rashomon.store.tables import ARTICLES, CAPTURES, STORIES, VERSIONS
from rashomon.store.words import index_words

_ARTICLES = msgspec.msgpack.Decoder(Article)
_REVISIONS = msgspec.msgpack.Decoder(Revision)


class Outcome(StrEnum):
    """What became of an article that was given to a library."""

    NEW = "new"
    CHANGED = "changed"
    KNOWN = "known"


class Version(Record, frozen=True, kw_only=True):
    """One text that an article had: ``number`` is its place in the order of arrival over the whole library."""

    number: int
    holder: int
    version: int
    seen: str
    article: Article
    revision: Revision | None = None
    capture: int | None = None
    story: int | None = None


class Line(Record, frozen=True, kw_only=True):
    """One article in a list, in its latest version."""

    id: str
    given: str
    outlet: str
    title: str
    published: str
    seen: str
    versions: int
    story: str


def find_latest(connection: Connection, identity: str) -> Version | None:
    """Return the latest version of what goes by this identity; None where the library does not hold it."""
    rows = connection.execute(_select_latest().where(ARTICLES.c.identity == identity)).all()
    return _read(rows[0]) if rows else None


def put_version(
    connection: Connection, version: Version, identity: str, given: str, capture: Capture | None = None
) -> Version:
    """Write one version, and the article where this is its first; return it with its numbers.

    ``version.holder`` is 0 where the article is not there yet. All of it is one part of the transaction that is open.
    """
    holder = version.holder
    if holder:
        connection.execute(update(ARTICLES).where(ARTICLES.c.number == holder).values(latest=version.version))
    else:
        made = connection.execute(
            insert(ARTICLES).values(id=version.article.id, identity=identity, given=given, latest=version.version)
        )
        holder = _number(made.inserted_primary_key)
    kept = _put_capture(connection, capture) if capture else None
    article = version.article
    done = connection.execute(
        insert(VERSIONS).values(
            article=holder, version=version.version, digest=digest_version(article),
            title=clean_text(article.title or ""), outlet=clean_text(article.label),
            published=clean_text(article.published or ""), seen=version.seen,
            record=pack(article), revision=pack(version.revision) if version.revision else None, capture=kept,
        )
    )  # fmt: skip
    number = _number(done.inserted_primary_key)
    index_words(connection, number, article)
    return msgspec.structs.replace(version, number=number, holder=holder, capture=kept)


def digest_version(article: Article) -> str:
    """Return what two versions differ in: the text and the headline. Dates and bylines are often read differently.

    >>> digest_version(Article(id="a", text="x")) == digest_version(Article(id="b", text="x", published="2031-02-06"))
    True
    """
    return make_id("t", article.sha256, article.title)


def clean_text(value: str) -> str:
    r"""Return a text as a column of PostgreSQL can hold it; the record beside it has it exactly.

    >>> clean_text("a\x00b")
    'a\ufffdb'
    """
    return value.replace("\0", "\ufffd").encode("utf-8", "replace").decode("utf-8")


def pack(record: Article | Revision) -> bytes:
    """Return a record as compressed bytes."""
    return zlib.compress(msgspec.msgpack.encode(record), 6)


def _put_capture(connection: Connection, capture: Capture) -> int:
    marks = msgspec.structs.replace(capture, body=b"")
    done = connection.execute(
        insert(CAPTURES).values(
            address=clean_text(capture.address), digest=capture.digest, marks=msgspec.msgpack.encode(marks),
            body=zlib.compress(capture.body, 6),
        )
    )  # fmt: skip
    return _number(done.inserted_primary_key)


def read_capture(connection: Connection, number: int) -> Capture:
    """Return what a version was read from, byte for byte."""
    row = connection.execute(select(CAPTURES).where(CAPTURES.c.number == number)).one()
    marks = msgspec.msgpack.decode(row.marks, type=Capture)
    return msgspec.structs.replace(marks, body=zlib.decompress(row.body))


def find_holders(connection: Connection, name: str) -> list[int]:
    """Return the numbers of the articles that a name may mean: an id, one given by an outlet, or an address."""
    exact = connection.execute(select(ARTICLES.c.number).where(ARTICLES.c.id == name)).scalars().all()
    if exact:
        return list(exact)
    found = select(ARTICLES.c.number).where(
        or_(ARTICLES.c.given == clean_text(name), ARTICLES.c.identity == clean_text(name))
    )
    return list(connection.execute(found.order_by(ARTICLES.c.number)).scalars())


def find_ids(connection: Connection, ids: Sequence[str]) -> dict[str, int]:
    """Return the numbers of articles by their ids."""
    rows = connection.execute(select(ARTICLES.c.id, ARTICLES.c.number).where(ARTICLES.c.id.in_(ids)))
    return {row.id: row.number for row in rows}


def find_window(connection: Connection, since: str, most: int) -> int:
    """Return the number before the first of the latest ``most`` first versions that were seen ``since`` a moment."""
    latest = (
        select(VERSIONS.c.number)
        .where(VERSIONS.c.version == 1, VERSIONS.c.seen >= since)
        .order_by(VERSIONS.c.number.desc())
        .limit(most)
        .subquery()
    )
    first = connection.execute(select(func.min(latest.c.number))).scalar_one_or_none()
    return read_last_number(connection) if first is None else int(first) - 1


def read_versions(connection: Connection, holder: int) -> list[Version]:
    """Return every version of an article, the first one first."""
    chosen = _select().where(VERSIONS.c.article == holder).order_by(VERSIONS.c.version)
    return [_read(row) for row in connection.execute(chosen)]


def read_latest(connection: Connection, holders: Sequence[int], until: int | None = None) -> list[Version]:
    """Return the latest version of each of these articles, or the latest that was there at ``until``."""
    found = []
    for start in range(0, len(holders), 500):
        some = holders[start : start + 500]
        if until is None:
            chosen = _select_latest().where(ARTICLES.c.number.in_(some))
        else:
            newest = (
                select(func.max(VERSIONS.c.number))
                .where(VERSIONS.c.article.in_(some), VERSIONS.c.number <= until)
                .group_by(VERSIONS.c.article)
            )
            chosen = _select().where(VERSIONS.c.number.in_(newest))
        found += [_read(row) for row in connection.execute(chosen)]
    return sorted(found, key=lambda version: version.number)


def read_after(connection: Connection, number: int, *, firsts: bool = False) -> Iterator[Version]:
    """Yield the versions that came after one of this number, in the order of arrival; or first versions alone."""
    chosen = _select().where(VERSIONS.c.number > number).order_by(VERSIONS.c.number)
    if firsts:
        chosen = chosen.where(VERSIONS.c.version == 1)
    with connection.execute(chosen.execution_options(yield_per=500)) as rows:  # closed too where not all are drawn
        for row in rows:
            yield _read(row)


def read_numbers(connection: Connection, numbers: Sequence[int]) -> list[Version]:
    """Return the versions of these numbers, in this order."""
    found = {row.number: _read(row) for row in connection.execute(_select().where(VERSIONS.c.number.in_(numbers)))}
    return [found[number] for number in numbers if number in found]


def read_last_number(connection: Connection) -> int:
    """Return the number of the version that came last; 0 in an empty library."""
    return int(connection.execute(select(func.coalesce(func.max(VERSIONS.c.number), 0))).scalar_one())


def list_articles(connection: Connection, most: int, matching: Mapping[str, str]) -> list[Line]:
    """Return the newest articles, the last published first; ``matching`` may name an outlet, a story, a first day."""
    chosen = (
        select(
            ARTICLES.c.id, ARTICLES.c.given, VERSIONS.c.outlet, VERSIONS.c.title, VERSIONS.c.published,
            VERSIONS.c.seen, ARTICLES.c.latest.label("versions"), func.coalesce(STORIES.c.id, "").label("story"),
        )
        .join(VERSIONS, and_(VERSIONS.c.article == ARTICLES.c.number, VERSIONS.c.version == ARTICLES.c.latest))
        .outerjoin(STORIES, STORIES.c.number == ARTICLES.c.story)
        .order_by(VERSIONS.c.published.desc(), VERSIONS.c.number.desc())
        .limit(most)
    )  # fmt: skip
    if outlet := matching.get("outlet"):
        chosen = chosen.where(func.lower(VERSIONS.c.outlet) == outlet.lower())
    if story := matching.get("story"):
        chosen = chosen.where(STORIES.c.id == story)
    if since := matching.get("since"):
        chosen = chosen.where(func.coalesce(func.nullif(VERSIONS.c.published, ""), VERSIONS.c.seen) >= since)
    return [Line(**dict(row._mapping)) for row in connection.execute(chosen)]


def _select() -> Select[tuple[object, ...]]:
    return select(
        VERSIONS.c.number, VERSIONS.c.article, VERSIONS.c.version, VERSIONS.c.seen, VERSIONS.c.record,
        VERSIONS.c.revision, VERSIONS.c.capture, ARTICLES.c.story,
    ).join(ARTICLES, ARTICLES.c.number == VERSIONS.c.article)  # fmt: skip


def _select_latest() -> Select[tuple[object, ...]]:
    return _select().where(VERSIONS.c.version == ARTICLES.c.latest)


def _read(row: Row[tuple[object, ...]]) -> Version:
    return Version(
        number=row.number,
        holder=row.article,
        version=row.version,
        seen=row.seen,
        article=_ARTICLES.decode(zlib.decompress(row.record)),
        revision=_REVISIONS.decode(zlib.decompress(row.revision)) if row.revision else None,
        capture=row.capture,
        story=row.story,
    )


def _number(key: Row[tuple[object, ...]] | None) -> int:
    if key is None:
        raise TypeError("a row without a number")  # no table of ours is without one
    return int(str(key[0]))
