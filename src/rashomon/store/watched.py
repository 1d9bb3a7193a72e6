"""What is watched and what was told: feeds, pages that are due, news, and how far each receiver was told."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from sqlalchemy import Connection, func, insert, select, update

from rashomon.model.records import Record
from rashomon.store.tables import FACTS, FEEDS, NEWS, PAGES, RECEIVERS


class Feed(Record, frozen=True, kw_only=True):
    """A feed, what its server said of it last, and when it is asked again."""

    address: str
    etag: str = ""
    modified: str = ""
    due: str = ""
    failures: int = 0


class Page(Record, frozen=True, kw_only=True):
    """A page that a feed named, first found at ``found`` and to be fetched at ``due`` ("" for never again).

    ``title`` and ``published`` are what the feed says of it, for pages that do not say it themselves.
    """

    address: str
    feed: str
    title: str = ""
    published: str = ""
    etag: str = ""
    modified: str = ""
    found: str
    due: str
    failures: int = 0


def read_feed(connection: Connection, address: str) -> Feed:
    """Return what is known of a feed; one that is new is due at once."""
    row = connection.execute(select(FEEDS).where(FEEDS.c.address == address)).one_or_none()
    return Feed(**dict(row._mapping)) if row else Feed(address=address)


def put_feed(connection: Connection, feed: Feed) -> None:
    """Write what is known of a feed."""
    fields = msgspec.structs.asdict(feed)
    done = connection.execute(update(FEEDS).where(FEEDS.c.address == feed.address).values(fields))
    if not done.rowcount:
        connection.execute(insert(FEEDS).values(fields))


def read_page(connection: Connection, address: str) -> Page | None:
    """Return what is known of a page; None where no feed named it."""
    row = connection.execute(select(PAGES).where(PAGES.c.address == address)).one_or_none()
    return Page(**dict(row._mapping)) if row else None


def put_page(connection: Connection, page: Page) -> None:
    """Write what is known of a page."""
    fields = msgspec.structs.asdict(page)
    done = connection.execute(update(PAGES).where(PAGES.c.address == page.address).values(fields))
    if not done.rowcount:
        connection.execute(insert(PAGES).values(fields))


def list_due_pages(connection: Connection, feeds: Sequence[str], moment: str) -> list[Page]:
    """Return the pages of these feeds that are due, those that wait longest first."""
    chosen = (
        select(PAGES)
        .where(PAGES.c.feed.in_(feeds), PAGES.c.due != "", PAGES.c.due <= moment)
        .order_by(PAGES.c.due, PAGES.c.address)
    )
    return [Page(**dict(row._mapping)) for row in connection.execute(chosen)]


def read_fact(connection: Connection, name: str) -> str:
    """Return what the library says of itself; "" where it says nothing."""
    found = connection.execute(select(FACTS.c.value).where(FACTS.c.name == name)).scalar_one_or_none()
    return found or ""


def put_fact(connection: Connection, name: str, value: str) -> None:
    """Write what the library says of itself."""
    done = connection.execute(update(FACTS).where(FACTS.c.name == name).values(value=value))
    if not done.rowcount:
        connection.execute(insert(FACTS).values(name=name, value=value))


def put_news(connection: Connection, key: str, record: bytes) -> bool:
    """Write a piece of news, and tell whether it was not there yet."""
    if connection.execute(select(NEWS.c.number).where(NEWS.c.id == key)).first():
        return False
    connection.execute(insert(NEWS).values(id=key, record=record))
    return True


def read_news(connection: Connection, after: int, most: int) -> list[tuple[int, bytes]]:
    """Return (number, record) of the news after one of this number, the oldest first."""
    chosen = select(NEWS.c.number, NEWS.c.record).where(NEWS.c.number > after).order_by(NEWS.c.number).limit(most)
    return [(row.number, row.record) for row in connection.execute(chosen)]


def read_newest(connection: Connection, most: int) -> list[bytes]:
    """Return the records of the last news, the newest first."""
    return list(connection.execute(select(NEWS.c.record).order_by(NEWS.c.number.desc()).limit(most)).scalars())


def read_told(connection: Connection, receiver: str) -> int | None:
    """Return the number of the last news that a receiver was told; None for one that is new."""
    return connection.execute(select(RECEIVERS.c.told).where(RECEIVERS.c.name == receiver)).scalar_one_or_none()


def put_told(connection: Connection, receiver: str, number: int) -> None:
    """Note how far a receiver was told."""
    done = connection.execute(update(RECEIVERS).where(RECEIVERS.c.name == receiver).values(told=number))
    if not done.rowcount:
        connection.execute(insert(RECEIVERS).values(name=receiver, told=number))


def read_last_news(connection: Connection) -> int:
    """Return the number of the last news; 0 where there are none."""
    return int(connection.execute(select(func.coalesce(func.max(NEWS.c.number), 0))).scalar_one())
