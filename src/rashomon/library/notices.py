"""Telling the news: as an Atom feed in a file, and to whoever listens at an address."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

import msgspec
from markupsafe import escape

from rashomon.library.holdings import Library
from rashomon.model.errors import RashomonError
from rashomon.model.news import News
from rashomon.model.records import Fault
from rashomon.outputs import write_bytes
from rashomon.report.phrases import safe_link, strip_controls
from rashomon.store.watched import put_told, read_last_news, read_newest, read_news, read_told

#: Sends a body to an address, and returns the status of the answer.
#:
#: It must keep the rules of fetching: no address inside the house unless a setting allows it.
Post = Callable[[str, bytes], int]

#: News in the Atom file, and news taken out of the library at once.
MOST = 100
_NEWS = msgspec.json.Decoder(News)
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def begin_telling(library: Library, receivers: Sequence[str]) -> None:
    """Let receivers that are new begin with the present; what was before is not sent to them."""
    with library.database.writing() as transaction:
        last = read_last_news(transaction)
        for name in receivers:
            if read_told(transaction, name) is None:
                put_told(transaction, name, last)


def take_news(library: Library, receiver: str) -> Iterator[News]:
    """Yield the news that a receiver has not been told, each noted as told when the next one is asked for.

    If the process ends between, the last one is told again: at least once, never not at all.
    """
    while True:
        with library.database.reading() as transaction:
            some = read_news(transaction, read_told(transaction, receiver) or 0, MOST)
        if not some:
            return
        for number, record in some:
            yield _NEWS.decode(record)
            with library.database.writing() as transaction:
                put_told(transaction, receiver, number)


def post_news(library: Library, address: str, post: Post) -> Iterator[Fault]:
    """Send the news that an address has not had, oldest first; where one is refused, it and the rest wait.

    Each has an ``id``: a receiver that gets one twice can tell.
    """
    for news in take_news(library, address):
        try:
            status = post(address, msgspec.json.encode(news))
        except RashomonError as error:
            yield Fault(uri=address, stage="watch", message=f"the news wait until it answers: {error}")
            return
        if not 200 <= status < 300:
            message = f"it answered {status} to a piece of news; it and those after it are sent again later"
            yield Fault(uri=address, stage="watch", message=message)
            return


def write_atom(library: Library, path: str) -> None:
    """Write the last news as an Atom feed, the whole file at once.

    Raises:
        OutputError: it cannot be written.
    """
    with library.database.reading() as transaction:
        newest = [_NEWS.decode(record) for record in read_newest(transaction, MOST)]
    write_bytes(path, render_atom(newest, library.stamp()).encode())


def render_atom(newest: Sequence[News], moment: str) -> str:
    """Return news as an Atom feed (RFC 4287), the newest first; ``moment`` dates a feed without news.

    >>> "<title>What is new</title>" in render_atom((), "2031-02-06T14:05:00+00:00")
    True
    """
    updated = newest[0].made if newest else moment
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom">',
        "<title>What is new</title>",
        "<id>urn:rashomon:news</id>",
        "<author><name>rashomon</name></author>",
        f"<updated>{escape(updated)}</updated>",
    ]
    for news in newest:
        lines += _render_entry(news)
    return "\n".join([*lines, "</feed>", ""])


def _render_entry(news: News) -> Iterator[str]:
    yield "<entry>"
    yield f"<id>urn:rashomon:news:{escape(news.id)}</id>"
    yield f"<title>{_escape(news.words)}</title>"
    yield f"<updated>{escape(news.made)}</updated>"
    yield f'<category term="{escape(news.kind.value)}"/>'
    for number, source in enumerate(news.sources):
        if link := safe_link(source.uri):
            relation = "related" if number else "alternate"
            yield f'<link rel="{relation}" href="{_escape(link)}" title="{_escape(source.outlet)}"/>'
    body = "\n".join((news.words, *news.passages))
    yield f'<content type="text">{_escape(body)}</content>'
    yield "</entry>"


def _escape(text: str) -> str:
    return str(escape(_UNFIT.sub("\ufffd", strip_controls(text))))
