"""Which feeds to watch: an OPML file as readers export it, a list of addresses, or one address."""

from __future__ import annotations

import os
from pathlib import Path

from rashomon.model.captures import Capture
from rashomon.model.errors import InputError
from rashomon.read.documents import read_pointers
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
    try:
        pointers = read_pointers(Capture(address=name, body=data))
    except InputError as error:
        raise InputError(f"{name}: it names no feed ({error}): give OPML with xmlUrl, or one address a line") from error
    found = tuple(dict.fromkeys(pointer.known.uri for pointer in pointers if pointer.known.uri))
    if not found:
        raise InputError(f"{name}: it names no feed: give OPML with xmlUrl, or one address a line")
    return found
