"""Which feeds to watch: an OPML file as readers export it, a list of addresses, or one address."""

from __future__ import annotations

import os
from pathlib import Path

from rashomon.model.captures import Capture
from rashomon.model.errors import InputError
from rashomon.model.records import Fault
from rashomon.read.documents import read_capture
from rashomon.read.drafts import Pointer
from rashomon.read.files import is_address

#: Bytes of a list that are read; one of 10,000 feeds has 2 million.
_MOST = 20_000_000


def read_feed_list(given: str | os.PathLike[str]) -> tuple[str, ...]:
    """Return the addresses of feeds, each once, in the order of the list; an address stands for itself.

    Raises:
        InputError: it cannot be read, or names no feed.

    >>> read_feed_list("https://paper.example/feed.xml")
    ('https://paper.example/feed.xml',)
    """
    name = os.fspath(given)
    if is_address(name):
        return (name,)
    try:
        with Path(name).open("rb") as stream:
            data = stream.read(_MOST + 1)
    except (OSError, ValueError) as error:
        reason = (getattr(error, "strerror", None) or "it cannot be opened").lower()
        raise InputError(f"{name}: {reason}: check the name") from error
    if len(data) > _MOST:
        raise InputError(f"{name}: this list of feeds is over {_MOST // 1_000_000} MB: split it")
    items = list(read_capture(Capture(address=name, body=data)))
    found = [item.known.uri for item in items if isinstance(item, Pointer) and item.known.uri]
    if not found:
        cause = next((f" ({item.message})" for item in items if isinstance(item, Fault)), "")
        raise InputError(f"{name}: it names no feed{cause}: give OPML with xmlUrl, or one address a line")
    return tuple(dict.fromkeys(found))
