"""What connects a watch with the network: fetching, reading feeds, posting news. Everything else is handed it."""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.library.notices import Post
from rashomon.library.watches import Fetch, Reader, read_fetched_page
from rashomon.model.records import Record
from rashomon.read.feeds import read_feed
from rashomon.read.fetch import Fetcher, FetchSettings
from rashomon.read.posts import post


class Wires(Record, frozen=True, kw_only=True):
    """The ways in and out."""

    fetch: Fetch
    reader: Reader
    post: Post


def open_wires(allowed: Sequence[str] = ()) -> Wires:
    """Return the ways in and out; ``allowed`` hosts may lie inside the house, all others must not."""
    settings = FetchSettings(allowed=tuple(allowed))
    return Wires(
        fetch=Fetcher(settings),
        reader=Reader(read_feed=read_feed, read_page=read_fetched_page),
        post=lambda address, body: post(address, body, settings),
    )
