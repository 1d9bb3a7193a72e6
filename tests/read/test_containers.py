from __future__ import annotations

import gzip
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.read.containers import ContainerSettings, CutShortError, read_lines, read_pieces, read_whole

LINES = b"".join(b"line %d of the file\n" % number for number in range(2000))


def _whole(data: bytes) -> tuple[bytes, str]:
    return read_whole(read_pieces(io.BytesIO(data)))


def test_gzip_is_known_by_its_first_bytes_and_may_have_several_members() -> None:
    assert _whole(LINES) == (LINES, "")
    assert _whole(gzip.compress(LINES)) == (LINES, "")
    assert _whole(gzip.compress(LINES) + gzip.compress(b"more") + b"\0" * 50) == (LINES + b"more", "")


@given(st.integers(min_value=1, max_value=500))
def test_a_truncated_gzip_gives_what_came_through(cut: int) -> None:
    data = gzip.compress(LINES, mtime=0)
    found, told = _whole(data[:-cut])
    assert LINES.startswith(found)
    assert "truncated" in told


def test_damaged_gzip_and_bytes_after_it_are_told() -> None:
    data = bytearray(gzip.compress(LINES, mtime=0))
    data[len(data) // 2] ^= 0xFF
    found, told = _whole(bytes(data))
    assert len(found) <= len(LINES) + 100_000
    assert "damaged" in told or "truncated" in told
    assert "not gzip" in _whole(gzip.compress(LINES) + b"tail")[1]


def test_a_gzip_bomb_stops_at_the_bound() -> None:
    bomb = gzip.compress(b"a" * 5_000_000)
    found, told = read_whole(read_pieces(io.BytesIO(bomb)), ContainerSettings(most_bytes=1 << 20))
    assert len(found) == 1 << 20
    assert "over 1 MB" in told


def test_lines_come_numbered_and_the_last_needs_no_end() -> None:
    assert list(read_lines([b"a\nb", b"c\n\nd"])) == [(1, b"a"), (2, b"bc"), (3, b""), (4, b"d")]


def test_lines_before_a_cut_are_given_out_first() -> None:
    found: list[tuple[int, bytes]] = []
    lines = read_lines(read_pieces(io.BytesIO(gzip.compress(LINES, mtime=0)[:-20])))
    with pytest.raises(CutShortError):
        while True:
            found.append(next(lines))
    assert found[0] == (1, b"line 0 of the file")
    assert len(found) > 100


@given(st.binary(max_size=200), st.integers(min_value=1, max_value=20))
def test_where_pieces_end_makes_no_difference(data: bytes, size: int) -> None:
    pieces = [data[at : at + size] for at in range(0, len(data), size)]
    *ended, last = data.split(b"\n")
    assert [line for _, line in read_lines(pieces)] == ([*ended, last] if last else ended)
