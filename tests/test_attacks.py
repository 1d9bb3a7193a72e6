"""What hostile or careless input did to earlier versions, kept from coming back."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from rashomon.annotate.articles import Annotator
from rashomon.model.codec import encode_ledger
from rashomon.model.errors import OutputError
from rashomon.model.records import Article, Ledger, Lineage, Relation
from rashomon.outputs import keep_inputs
from rashomon.read.dates import normalise_date
from rashomon.read.files import walk_folder
from rashomon.terminal import explain


@pytest.mark.parametrize(
    "text", ["Thu, 06 Feb 2031 10:30:00 +99999999999999", "Thu, 99999999999 Feb 2031 10:30:00 GMT", "0000", "0000-01"]
)
def test_a_date_beyond_the_calendar_is_none(text: str) -> None:
    assert normalise_date(text) is None


@pytest.mark.parametrize(
    ("text", "published"),
    [
        ("He ran on the 99999999999th of May.", "2031-01-01"),
        ("He will run tomorrow.", "0001-01-01T00:00:00+14:00"),
        ("He ran last week and last weekend.", "0001-01-02"),
        ("He will run next week, next weekend and at noon.", "9999-12-31T23:59:00"),
    ],
)
def test_dates_at_the_ends_of_the_calendar_cost_no_article(annotator: Annotator, text: str, published: str) -> None:
    assert annotator.annotate(Article(id="a", text=text, published=published)).claims


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_in_a_folder_is_a_fault_and_never_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere")
    (tmp_path / "story.txt").write_text("Six died.")
    found = list(walk_folder(tmp_path))
    assert [type(item).__name__ for item in found] == ["Fault", "Fault", "tuple"]


def test_no_output_replaces_an_input(tmp_path: Path) -> None:
    story, page = tmp_path / "story.md", tmp_path / "page.html"
    story.write_text("Six died.")
    keep_inputs([str(page)], [str(story), str(tmp_path), "-"])
    for inputs in ([str(story)], [str(tmp_path)]):
        with pytest.raises(OutputError, match="one of the inputs"):
            keep_inputs([str(story)], inputs)
    command = [sys.executable, "-m", "rashomon", "report", str(story), "-o", str(story)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (2, "", 1)
    assert story.read_text() == "Six died."


def test_what_comes_from_outside_cannot_steer_the_terminal(tmp_path: Path) -> None:
    name = "a\x1b[2J\x07b.html"
    command = [sys.executable, "-m", "rashomon", "report", "x.txt", "-o", f"{tmp_path}/no/{name}"]
    done = subprocess.run(command, capture_output=True, check=False)
    assert done.returncode == 2
    assert b"\x1b" not in done.stderr
    assert b"\x07" not in done.stderr


def test_reasons_are_told_even_where_a_ledger_points_nowhere() -> None:
    ledger = Ledger(articles=(Article(id="a", text="x"),), lineage=(Lineage(a="a", b="nope", relation=Relation.COPY),))
    assert "nope" in "\n".join(explain(ledger))
    assert msgspec.json.decode(encode_ledger(ledger))
