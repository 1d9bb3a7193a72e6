"""What a user asks of reading: how pages are got, whether lists are followed, which column is which."""

from __future__ import annotations

from functools import cached_property
from typing import Protocol

from rashomon.model.captures import Capture
from rashomon.model.records import Record
from rashomon.read.exports import parse_columns


class Fetch(Protocol):
    """Gets what is at an address, safely and politely; :class:`rashomon.read.fetch.Fetcher` is one."""

    def __call__(self, address: str, *, etag: str = "", modified: str = "") -> Capture:
        """Return what is there now; status 304 where it is still what the marks stand for.

        Raises:
            InputError: it is not fetched, or cannot be.

        """


class ReadSettings(Record, frozen=True, kw_only=True):
    """How inputs are read."""

    #: What gets the pages that a user names; without it an address is a fault, and nothing is fetched.
    fetch: Fetch | None = None
    #: Whether the pages that a feed, a list or an export names are fetched too.
    follow: bool = False
    #: Pairs of a field of an article and the column or dotted path that holds it: ("text", "story.body").
    columns: tuple[tuple[str, str], ...] = ()
    #: Whether each article comes with the capture that it was read from.
    keep: bool = False
    #: Lists that name lists that name pages: OPML, its feeds, their pages.
    deepest: int = 2


SETTINGS = ReadSettings()


def make_reading(*, follow: bool = False, pairs: tuple[str, ...] = (), hosts: tuple[str, ...] = ()) -> ReadSettings:
    """Return settings with which what a user names is fetched, by the clock and the network of this machine.

    Raises:
        InputError: a pair of ``FIELD=COLUMN`` is none.

    >>> make_reading(pairs=("text=body",)).columns
    (('text', 'body'),)
    """
    return ReadSettings(fetch=_LazyFetch(hosts), follow=follow, columns=parse_columns(pairs))


class _LazyFetch:
    """A fetcher that is made, and its library loaded (70 ms), when the first address is asked for."""

    def __init__(self, hosts: tuple[str, ...]) -> None:
        self._hosts = hosts

    def __call__(self, address: str, *, etag: str = "", modified: str = "") -> Capture:
        return self._fetch(address, etag=etag, modified=modified)

    @cached_property
    def _fetch(self) -> Fetch:
        from rashomon.read.fetch import Fetcher, FetchSettings

        return Fetcher(FetchSettings(allowed=self._hosts))
