"""Records of WARC files, made by hand so that they can lie."""

from __future__ import annotations

import gzip

DATE = "2031-02-06T10:30:00Z"


def record(
    body: bytes,
    url: str = "https://post.example/1",
    *,
    kind: str = "response",
    length: int | None = None,
    date: str = DATE,
) -> bytes:
    """Return one record; ``length`` is what it claims where that is not true."""
    size = len(body) if length is None else length
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: {date}\r\n"
        f"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000001>\r\n"
        f"Content-Type: application/http; msgtype={kind}\r\nContent-Length: {size}\r\n\r\n"
    )
    return head.encode() + body + b"\r\n\r\n"


def answer(body: bytes, media: str = "text/html; charset=utf-8", *, status: str = "200 OK", **headers: str) -> bytes:
    """Return an answer of HTTP as a record holds it."""
    lines = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in headers.items())
    return f"HTTP/1.1 {status}\r\nContent-Type: {media}\r\n{lines}\r\n".encode() + body


def pack(*records: bytes) -> bytes:
    """Return an archive in which each record is a gzip member of its own."""
    return b"".join(gzip.compress(one) for one in records)
