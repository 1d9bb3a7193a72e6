"""What came over the network or out of a file, as it came: kept, so that extraction can be repeated."""

from __future__ import annotations

import hashlib

import msgspec

from rashomon.model.records import Record


class Capture(Record, frozen=True, kw_only=True):
    """The bytes that were read at an address, their headers, and when.

    ``address`` is where they were in the end, after every redirect, or the name of a file; ``asked`` is the address
    that was asked for, where that was another. ``body`` is what the server wanted to say: the encodings of its way
    here (chunks, gzip) are undone, so that the same page has the same ``digest`` however it came. ``fetched`` is a
    date-time in ISO 8601; a file has none. ``status`` 304 says that nothing changed, and has no body.

    >>> Capture(address="https://a.example/1", headers=(("ETag", '"x1"'),), body=b"It burned.").etag
    '"x1"'
    """

    address: str
    asked: str = ""
    fetched: str = ""
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""
    digest: str = ""

    def __post_init__(self) -> None:
        if not self.digest:
            msgspec.structs.force_setattr(self, "digest", hashlib.sha256(self.body).hexdigest())

    def header(self, name: str) -> str:
        """Return the value of a header, whatever the case of its name; "" where there is none."""
        wanted = name.lower()
        return next((value for key, value in self.headers if key.lower() == wanted), "")

    @property
    def etag(self) -> str:
        """The mark by which the server knows this state of the page again."""
        return self.header("etag")

    @property
    def modified(self) -> str:
        """When the server says the page was last changed."""
        return self.header("last-modified")

    @property
    def media(self) -> str:
        """The media type without its parameters, in small letters: "text/html"."""
        return self.header("content-type").partition(";")[0].strip().lower()

    @property
    def charset(self) -> str:
        """The encoding of letters that the headers name, in small letters; "" where they name none."""
        for part in self.header("content-type").split(";")[1:]:
            key, _, value = part.partition("=")
            if key.strip().lower() == "charset":
                return value.strip().strip("\"'").lower()
        return ""
