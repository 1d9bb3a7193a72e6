"""What an address is called on a page."""

from __future__ import annotations

from pathlib import PurePath
from urllib.parse import unquote, urlsplit


def name_address(uri: str) -> str:
    """Return the short name of an address: the host of a page, the name of a file.

    >>> name_address("https://paper.example/2031/mill"), name_address("in/mill.txt")
    ('paper.example', 'mill.txt')
    """
    try:
        parts = urlsplit(uri)
        if parts.scheme in ("http", "https"):
            return parts.hostname or ""
        return PurePath(unquote(parts.path) if parts.scheme == "file" else uri).name
    except ValueError:
        return ""
