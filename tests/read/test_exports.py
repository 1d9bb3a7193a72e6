from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.model.errors import InputError
from rashomon.model.records import Fault
from rashomon.read.documents import list_addresses
from rashomon.read.exports import map_record, parse_columns
from rashomon.read.inputs import Reading, read_inputs
from rashomon.read.lines import Found
from rashomon.read.settings import ReadSettings
from rashomon.read.tables import find_rows

STORY = "The ferry sank off the island on Monday, the coast guard said. Nobody was hurt."


def read(folder: Path, name: str, data: str | bytes, *pairs: str) -> Reading:
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return read_inputs([path], settings=ReadSettings(columns=parse_columns(pairs)))


def test_columns_of_a_table_are_named_on_the_command_line(tmp_path: Path) -> None:
    data = f'id,head,body,when,paper,link\n7,"Ferry, sunk","{STORY}\nIt was ""old"".",6 February 2031,Post,https://p.example/1\n'
    pairs = ("text=body", "title=head", "date=when", "outlet=paper", "url=link")
    (article,) = read(tmp_path, "a.csv", data, *pairs).articles
    assert article.text == STORY + '\nIt was "old".'
    assert (article.id, article.title, article.outlet) == ("7", "Ferry, sunk", "Post")
    assert (article.published, article.uri) == ("2031-02-06", "https://p.example/1")
    tabs = data.replace(",", "\t").replace('"Ferry\t sunk"', "Ferry").replace("Monday\t", "Monday,")
    assert read(tmp_path, "a.tsv", tabs, *pairs).articles[0].title == "Ferry"


def test_keys_within_keys_are_named_by_a_path(tmp_path: Path) -> None:
    item = {"story": {"parts": [{"body": STORY}]}, "by": ["Ada Lund", "Tor Vik"]}
    data = json.dumps(item) + "\n" + json.dumps({"story": {"parts": []}})
    reading = read(tmp_path, "a.jsonl", data, "text=story.parts.0.body", "author=by")
    assert reading.articles[0].text == STORY
    assert reading.articles[0].byline == ("Ada Lund", "Tor Vik")
    assert [fault.message for fault in reading.faults] == [
        'line 2: no article: it has neither "text" nor "html" with anything in it'
    ]


@pytest.mark.parametrize("pair", ["text", "body=text", "=x", "text=", "textual=body"])
def test_a_pair_that_is_none_is_told(pair: str) -> None:
    with pytest.raises(InputError, match="FIELD=COLUMN"):
        parse_columns((pair,))


def test_media_cloud(tmp_path: Path) -> None:
    row = {
        "id": "ab12", "indexed_date": "2031-02-07 01:02:03", "language": "en", "media_name": "post.example",
        "media_url": "post.example", "publish_date": "2031-02-06", "title": "Ferry sinks", "url": "https://post.example/1",
    }  # fmt: skip
    out = io.StringIO()
    writer = csv.DictWriter(out, row)
    writer.writeheader()
    writer.writerow({**row, "id": "x", "url": "https://post.example/2"})
    writer.writerow(row)
    reading = read(tmp_path, "mc.csv", out.getvalue())
    assert reading.articles == ()
    assert [f.message for f in reading.faults] == [
        "2 pages are named without their text, and were not read: --follow fetches them"
    ]
    (article,) = read(tmp_path, "mc.json", json.dumps({"stories": [{**row, "text": STORY}]})).articles
    assert (article.outlet, article.published, article.title) == ("post.example", "2031-02-06", "Ferry sinks")
    assert (article.id, article.text, article.uri) == ("ab12", STORY, "https://post.example/1")


def test_news_api(tmp_path: Path) -> None:
    item = {
        "source": {"id": None, "name": "Post"}, "author": "Ada Lund", "title": "Ferry sinks",
        "description": "A ferry sank.", "url": "https://post.example/1", "urlToImage": None,
        "publishedAt": "2031-02-06T10:30:00Z", "content": STORY + " The cap… [+1234 chars]",
    }  # fmt: skip
    whole = {**item, "url": "https://post.example/2", "content": STORY}
    data = {"status": "ok", "totalResults": 2, "articles": [item, whole]}
    reading = read(tmp_path, "n.json", json.dumps(data))
    cut, full = sorted(reading.articles, key=lambda a: a.uri or "")
    assert cut.text == STORY + " The cap"
    assert full.text == STORY
    assert (full.outlet, full.byline, full.published) == ("Post", ("Ada Lund",), "2031-02-06T10:30:00Z")
    assert [f.message for f in reading.faults] == ["1 page carries only a summary, which was read: --follow fetches it"]


def test_gdelt_doc_api(tmp_path: Path) -> None:
    item = {
        "url": "https://post.example/1", "url_mobile": "", "title": "Ferry sinks", "seendate": "20310206T103000Z",
        "socialimage": "", "domain": "post.example", "language": "English", "sourcecountry": "Norway",
    }  # fmt: skip
    reading = read(
        tmp_path, "g.json", json.dumps({"articles": [item, {**item, "text": STORY, "url": "https://p.example"}]})
    )
    (article,) = reading.articles
    assert (article.published, article.language) == ("2031-02-06T10:30:00+00:00", "en")
    assert "1 page is named without its text" in reading.faults[0].message


def gkg(number: int, extras: str = "<PAGE_TITLE>Ferry &amp; fire</PAGE_TITLE>") -> str:
    row = [""] * 27
    row[0], row[1], row[2] = f"20310206103000-{number}", "20310206103000", "1"
    row[3], row[4], row[26] = "post.example", f"https://post.example/{number}", extras
    return "\t".join(row)


def test_gdelt_gkg(tmp_path: Path) -> None:
    reading = read(tmp_path, "20310206103000.gkg.csv", f"{gkg(1)}\n{gkg(2)}\nbroken\n")
    messages = sorted(fault.message for fault in reading.faults)
    assert messages == [
        "2 pages are named without their text, and were not read: --follow fetches them",
        "line 3: it is no line of GKG 2.1; it was left out",
    ]
    (found,) = find_rows([gkg(7).encode()], "x.csv")
    assert isinstance(found, Found)
    assert found.data["PAGE_TITLE"] == "Ferry & fire"
    assert found.data["V2DOCUMENTIDENTIFIER"] == "https://post.example/7"


def test_a_broken_row_is_told_and_the_others_are_read(tmp_path: Path) -> None:
    data = f"text,title\n{STORY.replace(',', ' ')},one\na,b,c,d\n\n{STORY.replace(',', ';')},two\n"
    reading = read(tmp_path, "a.csv", data)
    assert [article.title for article in sorted(reading.articles, key=lambda a: a.title or "")] == ["one", "two"]
    assert [f.message for f in reading.faults] == [
        "line 3: it has 4 columns where the first line names 2; it was left out: mend it"
    ]


def test_a_quote_that_is_never_closed_takes_no_more_than_the_file(tmp_path: Path) -> None:
    reading = read(tmp_path, "a.csv", b'text,title\n"' + b"never closed, \xe9\n" * 2_000)
    assert len(reading.articles) + len(reading.faults) >= 1
    assert read(tmp_path, "b.csv", b"").faults[0].message.startswith("it is empty")


@given(
    st.lists(
        st.lists(st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\r\x00")), min_size=2, max_size=2)
    )
)
def test_what_the_csv_writer_writes_is_read(rows: list[list[str]]) -> None:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerows([["first", "second"], *rows])
    found = [item.data for item in find_rows([out.getvalue().encode()], "a.csv") if not isinstance(item, Fault)]
    assert found == [{"first": first, "second": second} for first, second in rows]


VALUES = st.sampled_from([None, "x", ["y", {"b": "z"}], [{"b": "w"}], {"b": "v"}, 7])


@given(st.dictionaries(st.sampled_from(["text", "a", "b", "a.0.b"]), VALUES))
def test_mapping_keeps_what_is_not_mapped(data: dict[str, Any]) -> None:
    found = map_record(data, (("text", "a.0.b"),))
    for key in data.keys() - {"text", "a.0.b"}:
        assert found[key] == data[key]


def test_a_list_of_addresses_is_told_from_a_text() -> None:
    assert list_addresses("\ufeffhttps://a.example/1\r\n\r\n# two\r\nhttps://a.example/1\r\n") == (
        "https://a.example/1",
    )
    assert list_addresses("See\nhttps://a.example/1") == ()
    assert list_addresses("") == ()
