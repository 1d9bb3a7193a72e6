"""The Python interface."""

from __future__ import annotations

import importlib
import subprocess
import sys
from pathlib import Path

import pytest

import rashomon
from rashomon.model.codec import decode_ledger

FERRY = '"It went down at once," Ada Lund, the coast guard chief, said on Monday. Six people died.'
OTHER = '"It went down slowly," said coast guard chief Ada Lund on Monday. Nine people died.'


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> rashomon.OpenLedger:
    """Return the ledger of two files."""
    folder = tmp_path_factory.mktemp("api")
    (folder / "a.txt").write_text(FERRY, encoding="utf-8")
    (folder / "b.txt").write_text(OTHER, encoding="utf-8")
    return rashomon.read(folder / "a.txt", str(folder / "b.txt"))


def test_importing_is_cheap() -> None:
    code = "import sys, rashomon; print(*{'msgspec', 'spacy', 'numpy', 'click', 'jinja2'} & set(sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=False).stdout == b"\n"


def test_every_name_that_is_offered_is_there() -> None:
    for name in rashomon.__all__:
        assert getattr(rashomon, name) is not None
    assert set(rashomon.__all__) <= set(dir(rashomon))
    with pytest.raises(AttributeError, match="nothing_of_this_name"):
        _ = rashomon.nothing_of_this_name


def test_read_gives_the_sections_of_a_ledger(ledger: rashomon.OpenLedger) -> None:
    assert isinstance(ledger, rashomon.Ledger)
    assert [article.uri for article in ledger.articles] == ["a.txt", "b.txt"] or len(ledger.articles) == 2
    assert ledger.quotes
    assert ledger.claims
    assert ledger.faults == ()
    assert all(conflict.why for conflict in ledger.conflicts)


def test_reading_still_works_where_its_room_was_imported_before(ledger: rashomon.OpenLedger) -> None:
    room = importlib.import_module("rashomon.read.inputs")
    assert room.read_inputs([]).articles == ()
    assert callable(rashomon.read)


def test_a_ledger_is_written_and_read_again(ledger: rashomon.OpenLedger, tmp_path: Path) -> None:
    ledger.to_json(tmp_path / "l.json")
    ledger.to_html(tmp_path / "l.html")
    ledger.to_markdown(tmp_path / "l.md")
    assert rashomon.load(tmp_path / "l.json") == ledger
    assert "Ada Lund" in (tmp_path / "l.html").read_text(encoding="utf-8")
    assert "Ada Lund" in (tmp_path / "l.md").read_text(encoding="utf-8")
    assert rashomon.open_ledger(decode_ledger((tmp_path / "l.json").read_bytes())) == ledger


def test_a_notebook_shows_it(ledger: rashomon.OpenLedger) -> None:
    shown = ledger._repr_html_()
    assert shown.lstrip().startswith("<")
    assert "<script" not in shown


def test_annotate_takes_bare_text() -> None:
    found = rashomon.annotate(FERRY)
    assert found.quotes[0].content[0].text.startswith('"It went')
    assert found.article.text == FERRY


def test_errors_are_of_one_tree_and_name_the_file(tmp_path: Path) -> None:
    with pytest.raises(rashomon.RashomonError, match=r"gone\.txt"):
        rashomon.read("gone.txt")
    with pytest.raises(rashomon.RashomonError, match=r"gone\.json"):
        rashomon.load("gone.json")
    (tmp_path / "no.json").write_text("{}x", encoding="utf-8")
    with pytest.raises(rashomon.RashomonError, match="no ledger"):
        rashomon.load(tmp_path / "no.json")
    with pytest.raises(rashomon.RashomonError, match="make it first"):
        rashomon.open_ledger(rashomon.Ledger()).to_html(tmp_path / "gone" / "l.html")
