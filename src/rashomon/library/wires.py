"""What connects a watch with the network: getting pages and sending news. Everything else is handed it."""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.library.notices import Post
from rashomon.model.records import Record
from rashomon.read.fetch import Fetcher, FetchSettings
from rashomon.read.posts import post_json
from rashomon.read.settings import Fetch


class Wires(Record, frozen=True, kw_only=True):
    """The ways in and out."""

    fetch: Fetch
    post: Post


def open_wires(allowed: Sequence[str] = ()) -> Wires:
    """Return the ways in and out; ``allowed`` hosts may lie inside the house, all others must not."""
    settings = FetchSettings(allowed=tuple(allowed))
    return Wires(fetch=Fetcher(settings), post=lambda address, body: post_json(address, body, settings))
