from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from rashomon.model.errors import OutputError
from rashomon.model.records import Article, Ledger
from rashomon.outputs import choose_format, open_output, render_ledger, write_bytes


@pytest.mark.parametrize(
    ("target", "given", "form"),
    [
        ("a.HTML", None, "html"),
        ("a.md", "json", "md"),
        ("-", None, "json"),
        ("-", "html", "html"),
        ("a.out", "md", "md"),
    ],
)
def test_the_suffix_says_what_is_written(target: str, given: str | None, form: str) -> None:
    assert choose_format(target, given) == form


def test_every_form_is_written() -> None:
    ledger = Ledger(articles=(Article(id="a", text="It burned."),))
    assert render_ledger(ledger, "html").startswith(b"<!")
    assert render_ledger(ledger, "md").startswith(b"#")
    assert render_ledger(ledger, "json").startswith(b"{")


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "out.json"
    path.write_bytes(b"old")
    with pytest.raises(ZeroDivisionError), open_output(str(path)) as stream:
        stream.write(b"half")
        _ = 1 // 0
    assert path.read_bytes() == b"old"
    write_bytes(str(path), b"new")
    assert path.read_bytes() == b"new"
    assert [found.name for found in tmp_path.iterdir()] == ["out.json"]


def test_a_new_file_has_the_usual_rights_and_a_link_stays_a_link(tmp_path: Path) -> None:
    mask = os.umask(0o022)
    try:
        write_bytes(str(tmp_path / "a.json"), b"{}")
    finally:
        os.umask(mask)
    assert stat.S_IMODE((tmp_path / "a.json").stat().st_mode) == 0o644
    (tmp_path / "link.json").symlink_to(tmp_path / "a.json")
    write_bytes(str(tmp_path / "link.json"), b"[]")
    assert (tmp_path / "link.json").is_symlink()
    assert (tmp_path / "a.json").read_bytes() == b"[]"


def test_a_device_is_written_to_not_replaced() -> None:
    write_bytes("/dev/null", b"{}")
    assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)


def test_what_cannot_be_written_names_the_way_out(tmp_path: Path) -> None:
    for target, words in (
        (tmp_path, "folder"),
        (tmp_path / "no" / "a.md", "make it first"),
        (tmp_path / ("x" * 300), "long"),
    ):
        with pytest.raises(OutputError, match=words):
            write_bytes(str(target), b"{}")
