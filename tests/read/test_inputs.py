from __future__ import annotations

import gzip
import io
import itertools
import json
from pathlib import Path

import pytest

from rashomon.model.codec import encode_ledger
from rashomon.model.records import Article, Fault, Ledger
from rashomon.read.documents import sniff_kind
from rashomon.read.inputs import read_inputs, stream_inputs

FERRY = "The ferry sank off the island on Monday, the coast guard said. Nobody was hurt."
FIRE = "The fire broke out in the mill at noon, and the chief said that nobody was hurt."


def _write(folder: Path, name: str, data: str | bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def _lines(*items: object) -> str:
    return "".join((item if isinstance(item, str) else json.dumps(item)) + "\n" for item in items)


def test_every_kind_of_file_plain_and_gzipped(tmp_path: Path) -> None:
    page = "<html><body><article>" + f"<p>{FERRY}</p>" * 5 + "</article></body></html>"
    kinds = {
        "a.txt": "1 " + FERRY, "b.md": "2 " + FERRY, "c.html": page, "d.json": json.dumps({"text": "4 " + FERRY}),
        "e.jsonl": _lines({"text": "5 " + FERRY}, {"text": "6 " + FERRY}),
        "f.json": json.dumps([{"text": "7 " + FERRY}]),
    }  # fmt: skip
    for name, text in kinds.items():
        _write(tmp_path, name, text)
        _write(tmp_path, f"z/{name}.gz", gzip.compress(text.replace("island", "coast").encode()))
    reading = read_inputs([tmp_path])
    assert reading.faults == ()
    assert len(reading.articles) == 14
    assert {article.uri for article in reading.articles if article.uri} >= {"a.txt", "z/a.txt.gz", "b.md", "c.html"}
    assert {article.language for article in reading.articles} == {"en"}


def test_text_of_json_is_kept_to_the_code_point(tmp_path: Path) -> None:
    text = "  \u200fZoe\u0308 said \U0001f6a2\r\nno.\x0c \n"
    path = _write(
        tmp_path, "a.json", json.dumps({"id": 7, "text": text, "byline": "Ada Lund", "url": "https://x.example/1"})
    )
    article = read_inputs([path]).articles[0]
    assert article.text == text
    assert (article.id, article.byline, article.uri) == ("7", ("Ada Lund",), "https://x.example/1")


def test_a_broken_line_is_told_and_the_others_are_read(tmp_path: Path) -> None:
    bad = [
        b'{"text": "cut off',
        b"[1, 2]",
        b'{"text": 5, "html": {}}',
        b'{"id": "x"}',
        b"\x00\x01\x02\x03",
        b'{"text": "  "}',
    ]
    data = b"\n".join([_lines({"text": FERRY}).strip().encode(), *bad, b"", _lines({"text": FIRE}).strip().encode()])
    reading = read_inputs([_write(tmp_path, "a.jsonl", data)])
    assert [article.text for article in sorted(reading.articles, key=lambda a: a.text)] == ["5", FERRY, FIRE]
    told = " ".join(fault.message for fault in reading.faults)
    assert all(f"line {number}" in told for number in (2, 3, 5, 6, 7))


def test_fields_of_the_wrong_kind_are_left_out_and_told(tmp_path: Path) -> None:
    line = {"text": FERRY, "outlet": {"name": "x"}, "published": "last week", "byline": [1], "title": "half \ud83d"}
    reading = read_inputs([_write(tmp_path, "a.jsonl", _lines(line))])
    article = reading.articles[0]
    assert (article.outlet, article.published, article.byline, article.title) == (None, None, (), "half \ufffd")
    assert len(reading.faults) == 4


def test_a_ledger_alone_is_shown_again_among_others_its_articles_are_read(tmp_path: Path) -> None:
    ledger = Ledger(articles=(Article(id="a1", text=FERRY, language="en"),))
    path = _write(tmp_path, "ledger.json", encode_ledger(ledger))
    assert read_inputs([path]).ledger == ledger
    other = _write(tmp_path, "b.txt", FIRE)
    reading = read_inputs([path, other])
    assert reading.ledger is None
    assert {article.text for article in reading.articles} == {FERRY, FIRE}
    assert any("ledger" in fault.message for fault in reading.faults)


def test_a_broken_ledger_names_the_field(tmp_path: Path) -> None:
    path = _write(tmp_path, "ledger.json", '{"format": "rashomon-ledger", "version": 1, "articles": [{"id": 3}]}')
    assert "$.articles[0].id" in read_inputs([path]).faults[0].message


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        ('{"text": "a"}', "json"), ('[{"text": "a"}]', "json"), ('{"text": "a"}\n{"text": "b"}', "lines"),
        ('{\n "text": "a"\n}', "json"), ("<!DOCTYPE html><p>", "html"), ("# Title\ntext", "markdown"),
        ("[Editor's note] text", "text"), ("<3 you", "text"), ("", "text"),
    ],
)  # fmt: skip
def test_a_pipe_is_known_by_how_it_begins(data: str, kind: str) -> None:
    assert sniff_kind(data) == kind


def test_a_pipe_may_be_gzipped() -> None:
    data = gzip.compress(_lines({"text": FERRY}, {"text": FIRE}).encode())
    assert len(read_inputs(["-"], io.BytesIO(data)).articles) == 2


def test_files_that_cannot_be_read_are_faults_and_the_rest_is_read(tmp_path: Path) -> None:
    _write(tmp_path, "folder/notes.docx", b"PK\x03\x04")
    _write(tmp_path, "folder/.hidden.txt", FIRE)
    good = _write(tmp_path, "good.txt", FERRY)
    (tmp_path / "empty").mkdir()
    inputs: list[str | Path] = [
        good,
        tmp_path / "folder",
        tmp_path / "empty",
        tmp_path / "gone.txt",
        "https://x.example/",
        tmp_path / "a\0b",
        tmp_path / ("x" * 300),
    ]
    reading = read_inputs([*inputs, _write(tmp_path, "site.warc.gz", b"x"), _write(tmp_path, "zero.txt", b"")])
    assert [article.text for article in reading.articles] == [FERRY]
    assert len(reading.faults) == 8
    assert all(fault.uri and ":" not in fault.uri.removeprefix("https:") for fault in reading.faults)


def test_json_that_goes_too_deep_is_a_fault(tmp_path: Path) -> None:
    reading = read_inputs([_write(tmp_path, "deep.json", "[" * 100_000), _write(tmp_path, "n.jsonl", "9" * 10_000)])
    assert len(reading.faults) == 2


def test_order_of_inputs_changes_nothing(tmp_path: Path) -> None:
    items = [{"id": "a", "text": FERRY}, {"id": "a", "text": FIRE}, {"text": FERRY}, {"text": FERRY}]
    paths = [_write(tmp_path, f"{n}.jsonl", _lines(item, "broken")) for n, item in enumerate(items)]
    readings = [read_inputs(order) for order in itertools.permutations(paths)]
    assert all(reading == readings[0] for reading in readings)
    assert len(readings[0].articles) == 3


def test_a_stream_keeps_the_order_in_which_articles_come(tmp_path: Path) -> None:
    path = _write(tmp_path, "a.jsonl", _lines({"id": "z", "text": FERRY}, "broken", {"id": "b", "text": FIRE}))
    items = list(stream_inputs([path]))
    assert [item.id if isinstance(item, Article) else "fault" for item in items] == ["z", "fault", "b"]
    assert isinstance(items[1], Fault)


def test_articles_at_hand_are_taken_as_they_are() -> None:
    article = Article(id="a1", text=FERRY, outlet="Harbour Post", language="en")
    assert read_inputs([article]).articles == (article,)
