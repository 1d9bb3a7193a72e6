"""Which feeds to watch: an OPML file as readers export it, a list of addresses, or one address."""

from __future__ import annotations

import os
import re
from pathlib import Path
from xml.parsers import expat

from rashomon.model.errors import InputError

_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)
#: Characters of a list that are read; 10,000 feeds have 2 million.
_MOST = 20_000_000


def read_feed_list(given: str | os.PathLike[str]) -> tuple[str, ...]:
    """Return the addresses of feeds, each once, in the order of the list; an address stands for itself.

    Raises:
        InputError: it cannot be read, or names no feed.

    >>> read_feed_list("https://paper.example/feed.xml")
    ('https://paper.example/feed.xml',)
    """
    name = os.fspath(given)
    if _ADDRESS.fullmatch(name):
        return (name,)
    try:
        with Path(name).open("rb") as stream:
            data = stream.read(_MOST + 1)
    except (OSError, ValueError) as error:
        reason = (getattr(error, "strerror", None) or "it cannot be opened").lower()
        raise InputError(f"{name}: {reason}: check the name") from error
    if len(data) > _MOST:
        raise InputError(f"{name}: this list of feeds is over {_MOST // 1_000_000} MB: split it")
    found = _read_outlines(data, name) if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") else _read_lines(data)
    if not found:
        raise InputError(f"{name}: it names no feed: give OPML with xmlUrl, or one address a line")
    return tuple(dict.fromkeys(found))


def _read_lines(data: bytes) -> list[str]:
    lines = (line.strip() for line in data.decode("utf-8", "replace").splitlines())
    return [line.split()[0] for line in lines if _ADDRESS.match(line)]


def _read_outlines(data: bytes, name: str) -> list[str]:
    """Return the feeds of an OPML file; one that declares entities is refused, since they can grow without end."""
    found: list[str] = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        address = next((value for key, value in attributes.items() if key.lower() == "xmlurl"), "").strip()
        if tag.lower() == "outline" and _ADDRESS.fullmatch(address):
            found.append(address)

    def refuse(*_: object) -> None:
        raise InputError(f"{name}: it declares entities, as no list of feeds does; nothing was read from it")

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.EntityDeclHandler = refuse
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise InputError(f"{name}: this is no OPML: {error}: export it again") from error
    return found
