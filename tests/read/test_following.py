"""Addresses, feeds and lists through to articles, over a real server on loopback."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from tests.commands import run
from tests.read.villains import PAGE, Villain, gzip_bomb, redirect, run_villain, whole

from rashomon.model.captures import Capture
from rashomon.model.errors import InputError
from rashomon.model.records import Fault
from rashomon.read.documents import read_article, read_capture, read_pointers
from rashomon.read.drafts import Draft, Pointer
from rashomon.read.fetch import Fetcher, FetchSettings
from rashomon.read.inputs import read_inputs, stream_drafts
from rashomon.read.settings import ReadSettings

XML = {"Content_Type": "application/rss+xml; charset=utf-8"}


@pytest.fixture
def site() -> Iterator[Villain]:
    with run_villain("127.0.0.1", "127.0.0.2") as server:
        for name in ("one", "two"):
            server.answers[f"/{name}"] = whole(PAGE.replace("Paragraph", f"{name.title()} line").encode())
        items = "".join(
            f"<item><title>Feed {name}</title><link>/{name}</link><pubDate>Thu, 06 Feb 2031 10:30:00 GMT</pubDate>"
            f"<description>A summary of {name}.</description></item>"
            for name in ("one", "two", "gone")
        )
        feed = f"<rss><channel><title>Harbour Post</title>{items}</channel></rss>"
        server.answers["/feed"] = whole(feed.encode(), **XML)
        yield server


def reading(**settings: Any) -> ReadSettings:
    fetch = Fetcher(FetchSettings(allowed=("127.0.0.1",), tries=1, delay=0, seconds=10))
    return ReadSettings(**{"fetch": fetch, **settings})


def messages(found: tuple[Fault, ...]) -> list[str]:
    return sorted(fault.message for fault in found)


def test_an_address_gives_its_article(site: Villain) -> None:
    (article,) = read_inputs([site.url("/one")], settings=reading()).articles
    assert article.uri == site.url("/one")
    assert (article.title, article.language) == ("Ferry sinks", "en")
    assert article.text.startswith("One line 0. The ferry sank")


def test_nothing_is_fetched_but_what_the_user_names(site: Villain, tmp_path: Path) -> None:
    feed = tmp_path / "feed.xml"
    feed.write_text(f"<rss><channel><item><link>{site.url('/one')}</link></item></channel></rss>", "utf-8")
    urls = tmp_path / "urls.txt"
    urls.write_text(f"# today\n{site.url('/one')}\n", "utf-8")
    page = tmp_path / "page.html"
    page.write_text(PAGE.replace("<head>", f"<head><link rel=canonical href='{site.url('/one')}'>"), "utf-8")
    found = read_inputs([feed, urls, page], settings=reading())
    assert site.asked == []
    assert messages(found.faults) == ["1 page is named without its text, and was not read: --follow fetches it"] * 2
    assert read_inputs([site.url("/one")]).faults[0].message.startswith("an address was given where nothing is fetched")
    assert site.asked == []


def test_no_library_of_the_network_is_loaded_before_an_address_is_given(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("It burned.", "utf-8")
    program = (
        "import sys, rashomon.pipeline; from rashomon.read.inputs import read_inputs; "
        "from rashomon.read.settings import make_reading; "
        "assert read_inputs(['a.txt'], settings=make_reading(follow=True)).articles; "
        "print([name for name in ('httpcore', 'h11', 'lxml', 'fastwarc') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=tmp_path, capture_output=True, check=True)
    assert done.stdout.strip() == b"[]"


def test_a_feed_gives_its_summaries_or_with_follow_its_pages(site: Villain) -> None:
    plain = read_inputs([site.url("/feed")], settings=reading())
    assert {article.text for article in plain.articles} == {f"A summary of {n}." for n in ("one", "two", "gone")}
    assert messages(plain.faults) == ["3 pages carry only a summary, which were read: --follow fetches them"]
    assert [request.path for request in site.pages()] == ["/feed"]
    followed = read_inputs([site.url("/feed")], settings=reading(follow=True))
    assert {article.text.split(".")[0] for article in followed.articles} == {
        "One line 0",
        "Two line 0",
        "A summary of gone",
    }
    assert {article.published for article in followed.articles} == {"2031-02-06T10:30:00+00:00"}
    assert messages(followed.faults) == [
        "the server answered 404; nothing was read", "what its list says of it was read instead",
    ]  # fmt: skip


def test_lists_of_feeds_and_of_addresses_are_followed(site: Villain, tmp_path: Path) -> None:
    opml = tmp_path / "feeds.opml"
    opml.write_text(f"<opml><body><outline xmlUrl='{site.url('/feed')}'/></body></opml>", "utf-8")
    assert len(read_inputs([opml], settings=reading(follow=True)).articles) == 3
    urls = tmp_path / "urls.txt"
    urls.write_text(f"{site.url('/two')}\n{site.url('/one')}\n", "utf-8")
    assert len(read_inputs([urls], settings=reading(follow=True)).articles) == 2
    site.answers["/opml"] = whole(f"<opml><body><outline xmlUrl='{site.url('/opml')}'/></body></opml>".encode(), **XML)
    around = read_inputs([site.url("/opml")], settings=reading(follow=True))
    assert around.articles == ()
    assert len(messages(around.faults)) == 1


def test_what_a_feed_names_inside_the_house_is_refused(site: Villain, tmp_path: Path) -> None:
    feed = tmp_path / "feed.xml"
    feed.write_text(f"<rss><channel><item><link>{site.url('/one', '127.0.0.2')}</link></item></channel></rss>", "utf-8")
    found = read_inputs([feed], settings=reading(follow=True))
    assert "not a public address" in found.faults[0].message
    assert site.asked == []


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        ("text/html; charset=iso-8859-1", PAGE.replace("ferry", "Zoë").encode("cp1252")),
        ("text/html; charset=utf-8", PAGE.replace("ferry", "Zoë").encode("cp1252")),
        ("text/html; charset=iso-8859-1", PAGE.replace("ferry", "Zoë").encode("utf-8")),
        ("text/html", PAGE.replace("ferry", "Zoë").replace("<head>", "<head><meta charset=latin1>").encode("cp1252")),
        ("text/html; charset=no-such-thing", PAGE.replace("ferry", "Zoë").encode("utf-8-sig")),
        ("text/html; charset=utf-16", PAGE.replace("ferry", "Zoë").encode("utf-16")),
        ("text/html; charset=rot13", PAGE.replace("ferry", "Zoë").encode("cp1252")),
    ],
)
def test_letters_come_through_whatever_the_server_says_of_them(site: Villain, headers: str, body: bytes) -> None:
    site.answers["/z"] = whole(body, Content_Type=headers)
    (article,) = read_inputs([site.url("/z")], settings=reading()).articles
    assert article.text.count("The Zoë sank") == 5
    assert "\ufffd" not in article.text


@pytest.mark.parametrize(
    ("media", "body", "count"),
    [
        ("application/json", json.dumps([{"text": "It burned."}, {"text": "It sank."}]).encode(), 2),
        ("text/plain", b'{"text": "It burned."}\n{"text": "It sank."}\n', 1),
        ("application/x-ndjson", b'{"text": "It burned."}\n{"text": "It sank."}\n', 2),
        ("application/octet-stream", b'{"text": "It burned."}\n{"text": "It sank."}\n', 2),
        ("text/csv", b"text,title\nIt burned.,Fire\n", 1),
        (
            "text/html",
            b"<?xml version='1.0'?><rss><channel><item><description>It burned.</description></item></channel></rss>",
            1,
        ),
        ("application/xml", PAGE.encode(), 1),
        ("text/markdown", b"# Fire\n\nIt **burned**.", 1),
    ],
)
def test_a_document_is_told_by_its_type_and_by_how_it_begins(media: str, body: bytes, count: int) -> None:
    found = list(read_capture(Capture(address="https://p.example/x", headers=(("content-type", media),), body=body)))
    assert len([item for item in found if not isinstance(item, Fault)]) == count


def test_extraction_from_a_capture_can_be_repeated(site: Villain, tmp_path: Path) -> None:
    page, lines = tmp_path / "a.html", tmp_path / "b.jsonl"
    page.write_text(PAGE, "utf-8")
    lines.write_text(json.dumps({"text": "It burned.", "title": "Fire"}) + "\n", "utf-8")
    table = tmp_path / "c.csv"
    table.write_text("text,title\nIt sank.,Ferry\n", "utf-8")
    inputs: list[str | Path] = [page, lines, table, site.url("/one"), site.url("/feed")]
    drafts = [d for d in stream_drafts(inputs, settings=reading(keep=True)) if isinstance(d, Draft)]
    assert len(drafts) == 7
    for draft in drafts:
        assert draft.capture is not None
        again = list(read_capture(draft.capture, ReadSettings(keep=True)))
        known = [item.known if isinstance(item, Pointer) else item for item in again]
        texts = [item.text for item in known if isinstance(item, Draft)]
        assert draft.text in texts
    assert all(d.capture is None for d in stream_drafts([page], settings=reading()) if isinstance(d, Draft))


def test_a_page_gives_one_article_and_a_feed_its_pointers(site: Villain) -> None:
    fetch = reading().fetch
    assert fetch is not None
    page, feed = fetch(site.url("/one")), fetch(site.url("/feed"))
    assert read_article(page).title == "Ferry sinks"
    assert [item.known.title for item in read_pointers(feed)] == ["Feed one", "Feed two", "Feed gone"]
    with pytest.raises(InputError, match="no article"):
        read_article(feed)
    with pytest.raises(InputError, match="names no pages"):
        read_pointers(page)
    with pytest.raises(InputError, match="it is empty"):
        read_article(Capture(address="https://p.example/"))
    site.answers["/none"] = whole(b"<rss><channel></channel></rss>", **XML)
    assert read_pointers(fetch(site.url("/none"))) == ()
    assert "names no page" in read_inputs([site.url("/none")], settings=reading()).faults[0].message


def test_the_villain_costs_its_own_page_alone(site: Villain, tmp_path: Path) -> None:
    site.answers["/bomb"] = gzip_bomb
    site.answers["/loop"] = redirect("/loop")
    urls = [site.url(path) for path in ("/bomb", "/loop", "/one", "/nowhere")]
    found = read_inputs(urls, settings=reading())
    assert [article.uri for article in found.articles] == [site.url("/one")]
    assert len(found.faults) == 3
    assert {fault.uri for fault in found.faults} == {urls[0], urls[1], urls[3]}


def test_the_commands_read_addresses_and_feeds(site: Villain, tmp_path: Path) -> None:
    refused = run("annotate", site.url("/one"), "-o", "-")
    assert refused.code == 1
    assert "--allow-host 127.0.0.1" in " ".join(refused.told)
    assert site.asked == []
    out = tmp_path / "report.json"
    done = run("report", site.url("/one"), site.url("/two"), "--allow-host", "127.0.0.1", "-o", out)
    assert (done.code, done.told) == (0, [])
    ledger = msgspec.json.decode(out.read_bytes())
    assert {article["uri"] for article in ledger["articles"]} == {site.url("/one"), site.url("/two")}
    feed = tmp_path / "feed.xml"
    feed.write_text(
        "<rss><channel><item><link>https://p.example/1</link><description>Six died, police said.</description></item>"
        "</channel></rss>", "utf-8",
    )  # fmt: skip
    done = run("annotate", feed, "-o", "-")
    assert done.code == 3
    assert msgspec.json.decode(done.out)["articles"][0]["text"] == "Six died, police said."
    assert "--follow" in done.told[0]
    bad = run("annotate", feed, "--map", "nonsense", "-o", "-")
    assert (bad.code, len(bad.told)) == (2, 1)
