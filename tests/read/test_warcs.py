from __future__ import annotations

import gzip
import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.read.archives import answer, pack, record
from tests.read.villains import PAGE

from rashomon.model.captures import Capture
from rashomon.model.records import Fault
from rashomon.read.inputs import read_inputs
from rashomon.read.warcs import ArchiveSettings, read_warc

GOOD = record(answer(PAGE.encode()))
OTHER = record(answer(PAGE.replace("Paragraph", "Part").encode()), "https://post.example/2")
CLAIM = record(answer(PAGE.encode()), "https://post.example/big", length=2 << 30)


def read(data: bytes, size: int = 1000) -> tuple[list[Capture], list[str]]:
    """Return the captures of an archive that comes in small pieces, and what was told."""
    found = list(read_warc((data[at : at + size] for at in range(0, len(data), size)), "a.warc"))
    messages = [item.message for item in found if isinstance(item, Fault)]
    assert not any("\n" in message for message in messages)
    return [item for item in found if isinstance(item, Capture)], messages


@pytest.mark.parametrize("data", [GOOD + OTHER, pack(GOOD, OTHER), gzip.compress(GOOD + OTHER)])
def test_pages_come_with_address_headers_and_time(data: bytes) -> None:
    (one, two), told = read(data)
    assert told == []
    assert (one.address, one.fetched, one.body) == ("https://post.example/1", "2031-02-06T10:30:00Z", PAGE.encode())
    assert (one.media, one.charset) == ("text/html", "utf-8")
    assert two.address == "https://post.example/2"


def test_what_is_no_page_is_passed_over() -> None:
    others = (
        record(answer(b"gone", status="404 Not Found")), record(answer(b"", status="301 Moved", Location="/x")),
        record(answer(b"\x89PNG", "image/png")), record(b"GET / HTTP/1.1\r\n\r\n", kind="request"),
    )  # fmt: skip
    assert read(pack(*others, GOOD))[0][0].address == "https://post.example/1"
    assert len(read(pack(*others, GOOD))[0]) == 1


def test_packing_and_chunks_are_undone() -> None:
    body = PAGE.encode()
    chunks = b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body)
    for inner in (
        answer(gzip.compress(body), Content_Encoding="gzip"), answer(body, Content_Encoding="gzip"),
        answer(chunks, Transfer_Encoding="chunked"), answer(body, Transfer_Encoding="chunked"),
    ):  # fmt: skip
        assert read(record(inner))[0][0].body == body


@pytest.mark.parametrize("data", [GOOD + CLAIM, pack(GOOD, CLAIM, OTHER)])
def test_a_record_that_claims_2_gb_is_told_of_and_passed_over(data: bytes) -> None:
    captures, told = read(data)
    assert [capture.address for capture in captures] == ["https://post.example/1"]
    assert told == ["the record claims 2 GB; it was passed over"]


def test_a_record_that_has_what_it_claims_is_passed_over_piece_by_piece() -> None:
    size = 600 << 20
    taken = 0

    def pieces() -> Iterator[bytes]:
        nonlocal taken
        start = answer(b"")
        head, _, _ = record(start, length=size + len(start)).partition(b"HTTP/1.1")
        yield head + start
        for _ in range(size >> 18):
            taken += 1
            yield bytes(1 << 18)
        yield b"\r\n\r\n" + OTHER

    import tracemalloc

    tracemalloc.start()
    found = list(read_warc(pieces(), "a.warc"))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert taken == size >> 18
    assert [item.message if isinstance(item, Fault) else item.address for item in found] == [
        "the record claims 600 MB; it was passed over", "https://post.example/2",
    ]  # fmt: skip
    assert peak < 20 << 20


def test_a_record_that_unpacks_without_end_is_passed_over() -> None:
    bomb = record(answer(gzip.compress(bytes(64 << 20)), Content_Encoding="gzip"))
    captures, told = read(bomb + OTHER, 1 << 16)
    assert [capture.address for capture in captures] == ["https://post.example/2"]
    assert told == ["the record unpacks to over 32 MB; it was passed over"]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "holds no page"),
        (b"no archive at all\n" * 50, "damaged"),
        (pack(GOOD)[:-30], "cut short"),
        (GOOD[:-200], "cut short"),
        (pack(GOOD) + b"\0junk\0" * 20 + pack(OTHER), "damaged"),
        (b"WARC/1.0\r\nX: " + b"y" * 1_000_000 + b"\r\n\r\n", "damaged"),
        (record(answer(gzip.compress(PAGE.encode())[:-30], Content_Encoding="gzip")), "damaged"),
        (record(answer(b"x", Content_Encoding="br")), "packed as 'br'"),
    ],
)
def test_damage_is_told_in_one_line(data: bytes, says: str) -> None:
    assert says in read(data)[1][0]


def test_bytes_that_are_changed_by_chance_never_end_the_reading() -> None:
    chance = random.Random(7)
    plain = GOOD + OTHER
    for _ in range(300):
        data = bytearray(plain)
        for _ in range(chance.randint(1, 8)):
            data[chance.randrange(len(data) if chance.random() < 0.3 else 420)] = chance.randrange(256)
        read(bytes(data))
        read(gzip.compress(bytes(data)))


def test_bounds_are_settings() -> None:
    found = list(read_warc(iter((GOOD,)), "a", ArchiveSettings(most_bytes=100)))
    assert isinstance(found[0], Fault)


@pytest.mark.parametrize("name", ["news.warc", "news.warc.gz"])
def test_an_archive_gives_its_articles(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    empty = record(answer(b"<html><body></body></html>"), "https://post.example/empty")
    path.write_bytes(pack(GOOD, empty, OTHER) if name.endswith("gz") else GOOD + empty + OTHER)
    reading = read_inputs([path])
    assert {article.uri for article in reading.articles} == {"https://post.example/1", "https://post.example/2"}
    assert [(fault.uri, "no article" in fault.message) for fault in reading.faults] == [
        ("https://post.example/empty", True)
    ]
    with path.open("rb") as pipe:
        assert len(read_inputs(["-"], pipe).articles) == 2
