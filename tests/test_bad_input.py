"""Bad input on the real command: one clear line each, and nothing is lost."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from tests.commands import Ran, run

from rashomon.model.codec import check_ledger, decode_ledger
from rashomon.model.records import Article, Ledger

FERRY = "Six people died when the ferry sank off the island on Monday, coast guard chief Ada Lund said."
FIRE = "The fire broke out in the mill at noon on Monday, and fire chief Tor Vik said that nobody was hurt."
#: Marks of direction, letters made of two code points, a letter and emoji beyond the first plane.
MARKED = (
    "\u200f\u202bThe ferry\u202c \U0001f6a2 sank off \U0001d4d2ape Zoe\u0308.\n\n"
    "“\u200fNine people \U0001f469\u200d\U0001f692 died,” harbour chief Zoe\u0308 Lu\u0308nd \U0001f926\U0001f3fd said."
)
GERMAN = (
    "Beim Untergang der Fähre sind am Montag sechs Menschen ums Leben gekommen, teilte die Küstenwache mit. "
    "Die Leiterin der Küstenwache sprach von einem schweren Unglück und dankte den Helfern."
)


@pytest.fixture(scope="module")
def mixture(tmp_path_factory: pytest.TempPathFactory) -> tuple[Ran, Ledger, Path]:
    """Run one report over a folder of nearly everything that can be wrong, with good articles in between."""
    folder = tmp_path_factory.mktemp("mixture")

    def put(name: str, data: str | bytes) -> None:
        (folder / "in").mkdir(exist_ok=True)
        (folder / "in" / name).write_bytes(data.encode() if isinstance(data, str) else data)

    def lines(*items: dict[str, Any] | str) -> str:
        return "\n".join(item if isinstance(item, str) else json.dumps(item) for item in items)

    put(
        "broken-line.jsonl",
        lines({"id": "first", "text": FERRY}, '{"id": "2nd", "te', {"id": "third", "text": FIRE}),
    )
    put("two-of-one-id.jsonl", lines({"id": "same", "text": "One. " + FERRY}, {"id": "same", "text": "Two. " + FERRY}))
    put("twice.txt", "Here it is. " + FERRY)
    put("twice-again.txt", "Here it is. " + FERRY)
    put("empty.txt", "")
    put("binary.txt", bytes(range(256)) * 40)
    put(
        "latin.txt",
        ("The café was closed, and the owner, Zoë, said that it would stay so. " * 3).encode("cp1252"),
    )
    put("mixed.txt", "Zoë said that she was there.\n".encode() + "Noël said that he was not.\n".encode("cp1252"))
    put("no-article.html", "<html><head><title>Home</title></head><body><nav><a href='/'>Home</a></nav></body></html>")
    put("cut.txt.gz", gzip.compress("".join(f"{FIRE} {n}\n" for n in range(40)).encode(), mtime=0)[:-30])
    put("german.jsonl", lines({"id": "german", "text": GERMAN}))
    put("marked.jsonl", lines({"id": "marked", "text": MARKED}))
    ran = run("report", folder / "in", folder / "missing.txt", "-o", folder / "out.json", "-o", folder / "out.html")
    return ran, decode_ledger((folder / "out.json").read_bytes()), folder


def _find(ledger: Ledger, word: str) -> list[str]:
    """Return the messages of all faults whose address or article holds a word."""
    return [f.message for f in ledger.faults if word in f"{f.uri} {f.article}"]


def _texts(ledger: Ledger) -> dict[str, str]:
    return {article.uri or article.id: article.text for article in ledger.articles}


def test_the_rest_is_done_and_the_exit_code_tells_of_faults(mixture: tuple[Ran, Ledger, Path]) -> None:
    ran, ledger, folder = mixture
    assert ran.code == 3
    assert len(ledger.articles) == 10
    assert (folder / "out.html").read_text(encoding="utf-8").startswith("<!")
    assert check_ledger(ledger) == ()


def test_each_fault_is_one_line_that_names_the_input(mixture: tuple[Ran, Ledger, Path]) -> None:
    ran, ledger, _ = mixture
    assert len(ran.told) == len(ledger.faults)
    assert all(line.startswith("rashomon: ") and ": " in line.removeprefix("rashomon: ") for line in ran.told)
    assert not any("Traceback" in line for line in ran.told)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("missing.txt", "no such file"),
        ("empty.txt", "empty"),
        ("binary.txt", "binary"),
        ("latin.txt", "no UTF-8"),
        ("mixed.txt", "mixes encodings"),
        ("no-article.html", "no article"),
        ("cut.txt.gz", "truncated"),
        ("broken-line.jsonl", "line 2"),
        ("two-of-one-id.jsonl", "another article"),
        ("twice", "given twice"),
        ("german", "only English"),
    ],
)
def test_every_bad_input_is_told_once(mixture: tuple[Ran, Ledger, Path], name: str, words: str) -> None:
    assert sum(words in message for message in _find(mixture[1], name)) == 1


def test_lines_beside_a_broken_one_are_read(mixture: tuple[Ran, Ledger, Path]) -> None:
    texts = _texts(mixture[1])
    assert (texts["first"], texts["third"]) == (FERRY, FIRE)


def test_both_articles_of_one_id_are_kept(mixture: tuple[Ran, Ledger, Path]) -> None:
    texts = [article.text for article in mixture[1].articles]
    assert {"One. " + FERRY, "Two. " + FERRY} <= set(texts)
    assert "same" in {article.id for article in mixture[1].articles}


def test_the_same_article_twice_is_one(mixture: tuple[Ran, Ledger, Path]) -> None:
    assert [article.text for article in mixture[1].articles].count("Here it is. " + FERRY) == 1


def test_what_is_wrongly_encoded_or_cut_is_read_as_far_as_it_goes(mixture: tuple[Ran, Ledger, Path]) -> None:
    texts = _texts(mixture[1])
    assert "Zoë, said" in texts["latin.txt"]
    assert texts["mixed.txt"] == "Zoë said that she was there.\nNoël said that he was not.\n"
    assert texts["cut.txt.gz"].startswith(FIRE)


def test_another_language_is_kept_without_annotations(mixture: tuple[Ran, Ledger, Path]) -> None:
    ledger = mixture[1]
    article = next(article for article in ledger.articles if article.id == "german")
    assert (article.text, article.language) == (GERMAN, "de")
    assert not any(claim.passage[0].article == "german" for claim in ledger.claims)


def test_offsets_are_exact_among_marks_and_astral_letters(mixture: tuple[Ran, Ledger, Path]) -> None:
    ledger = mixture[1]
    article = next(article for article in ledger.articles if article.id == "marked")
    assert article.text == MARKED
    spans = [quote.content[0] for quote in ledger.quotes if quote.content[0].article == "marked"]
    assert [span.text for span in spans] == [MARKED[span.start : span.end] for span in spans]
    assert any("Nine people" in span.text for span in spans)


def test_a_ledger_is_shown_again_not_read_again(mixture: tuple[Ran, Ledger, Path]) -> None:
    _, ledger, folder = mixture
    ran = run("report", folder / "out.json", "-o", folder / "again.json", "-o", folder / "again.html")
    assert (folder / "again.json").read_bytes() == (folder / "out.json").read_bytes()
    assert (folder / "again.html").read_bytes() == (folder / "out.html").read_bytes()
    assert len(ran.told) == len(ledger.faults)


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("missing.txt", None, "no such file"),
        ("empty.jsonl", b"", "empty"),
        ("blank.txt", b" \n\n", "no text"),
        ("binary.bin", bytes(range(256)), "binary"),
        ("none.json", b"[]", "list of articles is empty"),
        ("no-article.html", b"<html><body><nav>Home</nav></body></html>", "no article"),
        (
            "cut.jsonl.gz",
            gzip.compress(b'{"text": "' + "".join(map(str, range(9999))).encode(), mtime=0)[:-9],
            "truncated",
        ),
        ("wrong.json", b"{'text': 'It burned.'}", "no JSON"),
        ("ledger.json", b'{"format": "rashomon-ledger", "version": 9}', "version 9"),
    ],
)
def test_nothing_to_read_is_one_line_and_no_output(tmp_path: Path, name: str, data: bytes | None, words: str) -> None:
    if data is not None:
        (tmp_path / name).write_bytes(data)
    ran = run("report", name, "-o", "out.html", folder=tmp_path)
    assert ran.code == 1
    assert any(words in line for line in ran.told)
    assert all(line.startswith(f"rashomon: {name}: ") for line in ran.told)
    assert len(ran.told) == (2 if name == "cut.jsonl.gz" else 1)
    assert not (tmp_path / "out.html").exists()


def test_no_input_and_a_folder_without_articles(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    assert run("report", "in", "-o", "out.md", folder=tmp_path).code == 1
    assert run("report", "-o", "out.md", folder=tmp_path).code == 2


def test_fifty_megabytes_are_kept_whole(tmp_path: Path) -> None:
    text = f"{FERRY}\n\n" + "word " * 40 + "\n\n" + ("x" * 999 + "\n") * 50_000
    (tmp_path / "big.txt").write_text(text, encoding="utf-8")
    ran = run("report", "big.txt", "-o", "big.json", folder=tmp_path)
    ledger = decode_ledger((tmp_path / "big.json").read_bytes())
    assert ran.code == 3
    assert len(ran.told) == 1
    assert "only the first" in ran.told[0]
    assert ledger.articles[0].text == text
    assert ledger.articles[0].sha256 == Article(id="a", text=text).sha256
    assert ledger.claims


def test_one_article_only_has_its_ledger(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text(FERRY, encoding="utf-8")
    ran = run("report", "one.txt", "-o", "one.json", "-o", "one.html", "-o", "one.md", folder=tmp_path)
    ledger = decode_ledger((tmp_path / "one.json").read_bytes())
    assert (ran.code, ran.told) == (0, [])
    assert [article.uri for article in ledger.articles] == ["one.txt"]
    assert ledger.claims
    assert not ledger.conflicts
    assert not ledger.lineage
