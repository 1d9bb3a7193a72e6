from __future__ import annotations

import contextlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.model.errors import InputError
from rashomon.read.drafts import Pointer
from rashomon.read.feeds import FeedSettings, is_feed, read_feed, read_json_feed
from rashomon.read.fragments import read_fragment

STORY = "<p>The ferry sank off the island on Monday.</p><p>Nobody was hurt, the coast guard said.</p>"
RSS = f"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Harbour Post</title><link>https://post.example/</link><language>en-gb</language>
<item><title>Ferry &amp; fire&nbsp;news</title><link>/ferry</link><pubDate>Thu, 06 Feb 2031 10:30:00 GMT</pubDate>
<dc:creator>Ada Lund</dc:creator><description>A ferry sank.</description>
<content:encoded><![CDATA[{STORY}]]></content:encoded></item>
<item><title>Fire</title><guid>https://post.example/fire</guid><author>desk@post.example (Tor Vik)</author>
<description>&lt;b&gt;A mill&lt;/b&gt; burned.</description></item>
<item><title>Tip</title><guid isPermaLink="false">x-17</guid></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">
<title>Gazette</title><author><name>Desk</name></author>
<entry><title type="html">&lt;i&gt;Ferry&lt;/i&gt; sinks</title><link rel="self" href="https://g.example/self"/>
<link href="https://g.example/1"/><published>2031-02-06T10:30:00Z</published><updated>2031-02-07T10:30:00Z</updated>
<summary type="text">5 &lt; 6 died.</summary></entry>
<entry><title>Fire</title><link href="2"/><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>It
burned.</p><p>Six <b>died</b>.</p></div></content></entry></feed>"""
OPML = """<opml version="2.0"><body><outline text="News"><outline type="rss" text="Post" xmlUrl="https://p.example/f"/>
<outline type="rss" title="Gazette" XMLURL="https://g.example/f"/><outline xmlUrl="file:///etc/passwd"/></outline></body></opml>"""
MAP = """<urlset xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>https://p.example/1</loc><news:news>
<news:publication><news:name>Post</news:name></news:publication><news:title>Ferry</news:title>
<news:publication_date>2031-02-06</news:publication_date></news:news></url></urlset>"""


def read(text: str, base: str = "https://post.example/feed.xml") -> list[Pointer]:
    return list(read_feed(text, "feed.xml", base=base))


def test_rss_gives_its_items_with_all_that_it_says_of_them() -> None:
    ferry, fire = read(RSS)
    assert ferry.whole
    assert ferry.known.text == "The ferry sank off the island on Monday.\nNobody was hurt, the coast guard said."
    assert (ferry.known.title, ferry.known.uri) == ("Ferry & fire news", "https://post.example/ferry")
    assert (ferry.known.outlet, ferry.known.byline, ferry.known.language) == ("Harbour Post", ("Ada Lund",), "en")
    assert ferry.known.published == "2031-02-06T10:30:00+00:00"
    assert not fire.whole
    assert (fire.known.text, fire.known.byline) == ("A mill burned.", ("Tor Vik",))
    assert fire.known.uri == "https://post.example/fire"


def test_atom_gives_its_entries() -> None:
    ferry, fire = read(ATOM, "https://g.example/feeds/all")
    assert (ferry.known.title, ferry.known.uri, ferry.known.text) == (
        "Ferry sinks",
        "https://g.example/1",
        "5 < 6 died.",
    )
    assert (ferry.known.published, ferry.known.byline) == ("2031-02-06T10:30:00Z", ("Desk",))
    assert (fire.known.text, fire.known.uri, fire.whole) == ("It burned.\nSix died.", "https://g.example/feeds/2", True)


def test_opml_and_site_maps_give_addresses_of_the_web_alone() -> None:
    assert [(p.known.uri, p.known.title) for p in read(OPML)] == [
        ("https://p.example/f", "Post"), ("https://g.example/f", "Gazette"),
    ]  # fmt: skip
    (found,) = read(MAP)
    assert (found.known.uri, found.known.outlet, found.known.published) == ("https://p.example/1", "Post", "2031-02-06")


def test_json_feed_gives_its_items_and_passes_over_what_is_of_the_wrong_kind() -> None:
    data = {
        "version": "https://jsonfeed.org/version/1.1", "title": "Post", "authors": [{"name": "Desk"}, 7],
        "items": [
            {"id": "1", "url": "https://p.example/1", "content_html": STORY, "title": "Ferry", "date_published": 5},
            {"id": "https://p.example/2", "summary": "It burned.", "authors": [{"name": "Ada Lund"}]}, "x", {"id": 3},
        ],
    }  # fmt: skip
    one, two = read_json_feed(json.loads(json.dumps(data)), "feed.json")
    assert (one.whole, one.known.byline, one.known.published, one.known.outlet) == (True, ("Desk",), None, "Post")
    assert (two.whole, two.known.byline, two.known.uri) == (False, ("Ada Lund",), "https://p.example/2")


BOMB = (
    '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    + "]><rss><channel><item><title>&j;</title><link>https://p.example/1</link></item></channel></rss>"
)
OUTSIDE = (
    '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss><channel><item><title>&x;</title>'
    "<link>https://p.example/1</link></item></channel></rss>"
)
ATTRIBUTE = BOMB.replace("<link>", '<link href="&j;">')


@pytest.mark.parametrize("text", [BOMB, OUTSIDE, ATTRIBUTE, BOMB.replace("<!ENTITY", "<!eNTITY"), "\ufeff" + BOMB])
def test_a_feed_that_declares_entities_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="declares entities") as raised:
        read(text)
    assert "\n" not in str(raised.value)


def test_an_entity_that_nobody_declared_stays_unexpanded() -> None:
    text = "<rss><channel><item><title>a &x; b</title><link>https://p.example/1</link></item></channel></rss>"
    (found,) = read(text)
    assert "passwd" not in (found.known.title or "")


def test_a_doctype_without_entities_is_no_bomb() -> None:
    assert (
        len(read(RSS.replace("<rss", '<!DOCTYPE rss PUBLIC "-//N//DTD RSS 0.91//EN" "http://n.example/x.dtd"><rss')))
        == 2
    )


def test_what_is_broken_is_mended_as_far_as_it_goes() -> None:
    found = read(RSS.replace("</channel></rss>", "").replace("A ferry sank.", "A & B < C"))
    assert found[0].known.uri == "https://post.example/ferry"


def test_bounds() -> None:
    with pytest.raises(InputError, match="characters"):
        list(read_feed(RSS, "f", settings=FeedSettings(most_markup=100)))
    with pytest.raises(InputError, match="over 1 pages"):
        list(read_feed(RSS, "f", settings=FeedSettings(most_entries=1)))
    with pytest.raises(InputError, match="no feed"):
        read("<svg></svg>")
    deep = "<rss><channel><item><description>" + "&lt;div&gt;" * 50_000 + "deep</description></item></channel></rss>"
    assert isinstance(read(deep), list)


@pytest.mark.parametrize("text", [RSS, ATOM, OPML, MAP, BOMB])
def test_feeds_are_known_by_how_they_begin(text: str) -> None:
    assert is_feed(text)
    assert not is_feed("<html>" + text)


@given(st.text(alphabet="<>&;/ab=\"'!-[]CDATArss item", max_size=300))
def test_nothing_but_an_input_error_comes_of_any_text(text: str) -> None:
    try:
        assert all(isinstance(found, Pointer) for found in read("<rss>" + text))
    except InputError as error:
        assert str(error)


@given(st.lists(st.text(alphabet="abc &<>\n", min_size=1, max_size=20), max_size=5))
def test_words_of_paragraphs_come_through(words: list[str]) -> None:
    from html import escape

    html = "".join(f"<p>{escape(word)}</p>" for word in words)
    wanted = [" ".join(word.split()) for word in words if word.split()]
    assert read_fragment(html) == "\n".join(wanted)


@pytest.mark.parametrize(
    "text",
    [
        " " * 20_000 + "x", "<?" * 10_000, "<!-- " * 5_000, "<!DOCTYPE [" * 2_000, "\n \n" * 7_000 + "<html>",
        "<rss><channel><item><author>" + "@" * 100_000 + "</author><link>https://p.example</link></item></channel></rss>",
    ],
)  # fmt: skip
def test_no_text_makes_the_reader_try_all_ways(text: str) -> None:
    assert is_feed(text) is text.startswith("<rss")
    with contextlib.suppress(InputError):
        assert len(read(text)) <= 1
