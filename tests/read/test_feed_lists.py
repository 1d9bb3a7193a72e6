"""Lists of feeds as readers export them, and those that are none."""

from __future__ import annotations

from pathlib import Path

import pytest

from rashomon.model.errors import InputError
from rashomon.read.feed_lists import read_feed_list

OPML = b"""<?xml version="1.0" encoding="UTF-8"?><opml version="2.0"><head><title>Mine</title></head><body>
<outline text="News"><outline type="rss" text="A" xmlUrl="https://a.example/feed?x=1&amp;y=2" htmlUrl="https://a.example"/>
<outline text="B" xmlurl="http://b.example/rss"/></outline><outline text="A again" xmlUrl="https://a.example/feed?x=1&amp;y=2"/>
<outline text="script" xmlUrl="javascript:alert(1)"/><outline text="none"/></body></opml>"""


@pytest.mark.parametrize(
    ("data", "feeds"),
    [
        (OPML, ("https://a.example/feed?x=1&y=2", "http://b.example/rss")),
        (b"\xef\xbb\xbf" + OPML, ("https://a.example/feed?x=1&y=2", "http://b.example/rss")),
        (b"https://a.example/1\n\nhttps://b.example/2\nhttps://a.example/1\n",
         ("https://a.example/1", "https://b.example/2")),
    ],
)  # fmt: skip
def test_lists_are_read(tmp_path: Path, data: bytes, feeds: tuple[str, ...]) -> None:
    (tmp_path / "feeds").write_bytes(data)
    assert read_feed_list(tmp_path / "feeds") == feeds


BOMB = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><opml><body><outline xmlUrl="&b;"/></body></opml>'


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "names no feed"), (b"<opml><body/></opml>", "names no feed"), (b"<opml><body>", "names no feed"),
        (BOMB, "declares entities"), (b"just words", "names no feed"),
    ],
)  # fmt: skip
def test_what_is_no_list_is_refused_in_one_line(tmp_path: Path, data: bytes, words: str) -> None:
    (tmp_path / "feeds").write_bytes(data)
    with pytest.raises(InputError, match=words) as caught:
        read_feed_list(tmp_path / "feeds")
    assert "\n" not in str(caught.value)


def test_a_list_that_is_not_there_is_told() -> None:
    with pytest.raises(InputError, match=r"gone\.opml: no such file"):
        read_feed_list("gone.opml")
