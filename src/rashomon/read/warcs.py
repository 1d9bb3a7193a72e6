"""WARC, plain or gzipped, as web archives and CC-NEWS write it: one record after another, never the whole."""

from __future__ import annotations

from collections.abc import Iterator
from io import SEEK_CUR, SEEK_SET, RawIOBase, UnsupportedOperation
from typing import TYPE_CHECKING, Any

from rashomon.model.captures import Capture
from rashomon.model.errors import InputError
from rashomon.model.records import Fault, Record
from rashomon.read.containers import CutShortError, say_size, unpack_encoded

if TYPE_CHECKING:
    from fastwarc.warc import WarcRecord


class ArchiveSettings(Record, frozen=True, kw_only=True):
    """Bounds on one record, and which records are read."""

    #: Bytes of a record, and after unpacking: pages have 0.05 to 5 MB; a record may claim 2 GB and have it.
    most_bytes: int = 16 << 20
    most_unpacked: int = 32 << 20
    #: Bytes of the headers of a record; real ones have 0.3 to 4 kB.
    most_header: int = 256 << 10
    media: tuple[str, ...] = ("text/html", "application/xhtml+xml", "text/plain")


SETTINGS = ArchiveSettings()

_PIECE = 1 << 20


def read_warc(pieces: Iterator[bytes], name: str, settings: ArchiveSettings = SETTINGS) -> Iterator[Capture | Fault]:
    """Yield every page of an archive that was answered with success, and a fault for each that cannot be read.

    Requests, pictures, redirects and errors are passed over.
    """
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    seen = False
    try:
        archive = ArchiveIterator(
            _Forward(pieces),
            record_types=WarcRecordType.response | WarcRecordType.resource,
            parse_http=True,
            max_header_len=settings.most_header,
        )
        for record in archive:
            seen = True
            yield from _read_record(record, name, settings)
    except BaseException as error:
        # What the parser did not foresee it throws as a panic, which is no Exception; a page may bring that about.
        if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
            raise
        message = f"the archive is damaged ({' '.join(str(error).split())[:120]}); the records before were read"
        yield Fault(uri=name, stage="read", message=message)
        return
    if not seen:
        yield Fault(uri=name, stage="read", message="the archive holds no page; nothing was read from it")


def _read_record(record: WarcRecord, name: str, settings: ArchiveSettings) -> Iterator[Capture | Fault]:
    address = (record.headers.get("WARC-Target-URI") or "").strip("<> ")
    headers: tuple[tuple[str, str], ...] = (("Content-Type", record.headers.get("Content-Type") or ""),)
    if record.is_http:
        if not 200 <= int(record.http_headers.status_code or 200) < 300:
            return
        headers = tuple((str(key), str(value)) for key, value in record.http_headers)
    capture = Capture(address=address, fetched=record.headers.get("WARC-Date") or "", headers=headers)
    if capture.media and capture.media not in settings.media:
        return
    place = f"{name}: {address}" if address else name
    try:
        body = _read_payload(record, capture, settings)
    except InputError as error:
        yield Fault(uri=place, stage="read", message=str(error))
        return
    yield Capture(address=address or name, fetched=capture.fetched, headers=capture.headers, body=body)


def _read_payload(record: WarcRecord, capture: Capture, settings: ArchiveSettings) -> bytes:
    """Return the body of a record, its chunks and packing undone.

    Raises:
        InputError: it is too long, or damaged.

    """
    if record.content_length > settings.most_bytes:
        raise InputError(f"the record claims {say_size(record.content_length)}; it was passed over")
    announced = record.content_length
    raw = record.reader.read(settings.most_bytes)
    if len(raw) < announced:
        raise InputError("the record is cut short: get the archive again")
    if "chunked" in capture.header("transfer-encoding").lower():
        raw = _join_chunks(raw)
    encoding = capture.header("content-encoding")
    data = bytearray()
    try:
        # Archives say how a page was packed even where they keep it unpacked: the bytes themselves decide.
        packed = not encoding.lower().endswith("gzip") or raw.startswith(b"\x1f\x8b")
        for piece in unpack_encoded(_cut(raw), encoding if packed else ""):
            data += piece
            if len(data) > settings.most_unpacked:
                raise InputError(f"the record unpacks to over {say_size(settings.most_unpacked)}; it was passed over")
    except CutShortError as error:
        raise InputError(f"the record is damaged: {error}") from error
    return bytes(data)


def _cut(data: bytes) -> Iterator[bytes]:
    yield from (data[at : at + _PIECE] for at in range(0, len(data), _PIECE))


def _join_chunks(data: bytes) -> bytes:
    """Return a body whose chunks are undone; one that only says that it has chunks stays as it is."""
    parts: list[bytes] = []
    at = 0
    while True:
        end = data.find(b"\r\n", at, at + 100)
        size = data[at:end].split(b";")[0].strip() if end >= 0 else b""
        try:
            length = int(size, 16)
        except ValueError:
            return data
        if length <= 0:
            return b"".join(parts)
        parts.append(data[end + 2 : end + 2 + length])
        at = end + 2 + length + 2


class _Forward(RawIOBase):
    """Pieces of bytes as a stream that only goes forward, and knows how far it is: the parser asks."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._rest = b""
        self._at = 0

    def readable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = SEEK_SET) -> int:
        if (offset, whence) not in ((0, SEEK_CUR), (self._at, SEEK_SET)):
            raise UnsupportedOperation("an archive is read forward only")
        return self._at

    def readinto(self, buffer: Any) -> int:
        if not self._rest:
            self._rest = next(self._pieces, b"")
        count = min(len(buffer), len(self._rest))
        buffer[:count] = self._rest[:count]
        self._rest = self._rest[count:]
        self._at += count
        return count
