"""What a user asks of reading: how pages are got, whether lists are followed, which column is which."""

from __future__ import annotations

from typing import Protocol

from rashomon.model.captures import Capture
from rashomon.model.records import Record


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
