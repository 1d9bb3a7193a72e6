"""Bytes out of files: gzip undone, sizes bounded, what is cut short still read as far as it goes."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from rashomon.model.errors import InputError
from rashomon.model.records import Record

_GZIP = b"\x1f\x8b"
_PIECE = 1 << 20


class ContainerSettings(Record, frozen=True, kw_only=True):
    """How much is read of one input."""

    #: Bytes of one document or line, after unpacking: 50 MB of text must read, a gzip bomb must not fill the memory.
    most_bytes: int = 256 << 20


SETTINGS = ContainerSettings()


class CutShortError(InputError):
    """An input that ends too early or is too long; all that was read before is good."""


def read_pieces(stream: BinaryIO) -> Iterator[bytes]:
    """Yield the bytes of a stream in pieces, unpacked where they are gzip by their first bytes.

    Raises:
        CutShortError: at the end, where the gzip is cut or damaged; what came before has been given out.

    """
    yield from unpack_pieces(iter(lambda: stream.read(_PIECE), b""))


def unpack_pieces(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Yield pieces of bytes, unpacked where they are gzip by their first bytes.

    Raises:
        CutShortError: at the end, where the gzip is cut or damaged; what came before has been given out.

    """
    first = next(pieces, b"")
    while 0 < len(first) < len(_GZIP) and (more := next(pieces, b"")):
        first += more
    if first.startswith(_GZIP):
        yield from _unpack(_chain(first, pieces))
    elif first:
        yield from _chain(first, pieces)


def unpack_encoded(pieces: Iterable[bytes], encoding: str) -> Iterator[bytes]:
    """Yield the bytes of a body whose Content-Encoding is undone, in pieces of 1 MB at most.

    Raises:
        CutShortError: they are damaged or cut; what came before has been given out.
        InputError: the encoding is one that is not read.

    >>> b"".join(unpack_encoded([zlib.compress(b"It burned.")], "deflate"))
    b'It burned.'
    """
    name = encoding.strip().lower()
    if name in {"", "identity", "none"}:
        yield from pieces
    elif name in {"gzip", "x-gzip"}:
        first = next(iterator := iter(pieces), b"")
        yield from _unpack(_chain(first, iterator)) if first else ()
    elif name == "deflate":
        yield from _unpack_deflate(iter(pieces))
    else:
        raise InputError(f"it is packed as {name[:40]!r}, which is not read; nothing was read from it")


def _unpack_deflate(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Yield unpacked bytes with or without the two bytes of zlib before them: servers send both."""
    data = next(pieces, b"")
    zlib_head = len(data) > 1 and data[0] & 15 == 8 and int.from_bytes(data[:2], "big") % 31 == 0
    inflate = zlib.decompressobj(15 if zlib_head else -15)
    try:
        for piece in _chain(data, pieces):
            rest = piece
            while rest and not inflate.eof:
                yield inflate.decompress(rest, _PIECE)
                rest = inflate.unconsumed_tail
        while not inflate.eof and (out := inflate.flush(_PIECE)):
            yield out
    except zlib.error as error:
        raise CutShortError(f"the packed data is damaged ({error}); all before that point was read") from error
    if not inflate.eof:
        raise CutShortError("the packed data is cut short; all that came through was read")


def _chain(first: bytes, rest: Iterable[bytes]) -> Iterator[bytes]:
    yield first
    yield from rest


def _unpack(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Yield the unpacked bytes of one or several gzip members."""
    inflate = zlib.decompressobj(31)
    started = False
    for piece in pieces:
        data = piece
        while data:
            if inflate.eof:
                data = data.lstrip(b"\0")
                if not data:
                    break
                inflate, started = zlib.decompressobj(31), False
            try:
                out = inflate.decompress(data, _PIECE)
            except zlib.error as error:
                if not started and not data.startswith(_GZIP):
                    raise CutShortError("bytes that are not gzip follow the gzip data; they were left out") from error
                raise CutShortError(
                    f"the gzip data is damaged ({error}); all before that point was read: get the file again"
                ) from error
            started = True
            if out:
                yield out
            data = inflate.unused_data if inflate.eof else inflate.unconsumed_tail
    while not inflate.eof and (out := inflate.flush(_PIECE)):
        yield out
    if not inflate.eof:
        raise CutShortError("the gzip file is truncated; all that came through was read: get the file again")


def read_whole(pieces: Iterable[bytes], settings: ContainerSettings = SETTINGS) -> tuple[bytes, str]:
    """Return all bytes, and what is to be told about them ("" where nothing is)."""
    data = bytearray()
    try:
        for piece in pieces:
            data += piece
            if len(data) > settings.most_bytes:
                size = settings.most_bytes >> 20
                return bytes(data[: settings.most_bytes]), f"it is over {size} MB; the rest was not read: split it"
    except CutShortError as cut:
        return bytes(data), str(cut)
    return bytes(data), ""


def read_lines(pieces: Iterable[bytes], settings: ContainerSettings = SETTINGS) -> Iterator[tuple[int, bytes]]:
    """Yield (number from 1, line) for every line; a line that is too long comes out cut, and so cannot be JSON.

    Raises:
        CutShortError: at the end, where the input is cut; the lines before have been given out.

    """
    number, rest = 1, bytearray()
    cut: CutShortError | None = None
    iterator = iter(pieces)
    while True:
        try:
            piece = next(iterator)
        except StopIteration:
            break
        except CutShortError as error:
            cut = error
            break
        *whole, tail = piece.split(b"\n")
        for line in whole:
            yield number, bytes(rest + line)
            rest.clear()
            number += 1
        if len(rest) <= settings.most_bytes:
            rest += tail
    if rest:
        yield number, bytes(rest)
    if cut:
        raise cut


def say_size(count: int) -> str:
    """Return a number of bytes in words.

    >>> say_size(2 << 30), say_size(64 << 20), say_size(1000)
    ('2 GB', '64 MB', '1,000 bytes')
    """
    for power, unit in ((30, "GB"), (20, "MB")):
        if count >= 1 << power:
            return f"{round(count / (1 << power), 1):g} {unit}"
    return f"{count:,} bytes"
