"""The documents are right: their commands run, their output is what comes out, their links lead somewhere."""

from __future__ import annotations

import doctest
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from rashomon.model.codec import make_schema
from rashomon.model.records import Ledger

ROOT = Path(__file__).parent.parent
PAGES = sorted([ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", *ROOT.glob("docs/**/*.md")])
BLOCK = re.compile(r"^```(console|pycon)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(([^)#\s]+)(#[^)\s]*)?\)")
OPTIONS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE


def blocks(path: Path, kind: str) -> list[str]:
    return [text for found, text in BLOCK.findall(path.read_text(encoding="utf-8")) if found == kind]


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder as a reader has it: the examples, and the program on the path."""
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    return tmp_path


@pytest.mark.parametrize("path", [p for p in PAGES if blocks(p, "console")], ids=named)
def test_commands_run_and_print_what_the_page_says(path: Path, desk: Path) -> None:
    checker = doctest.OutputChecker()
    for block in blocks(path, "console"):
        for command, expected in re.findall(r"^\$ (.*(?:\\\n.*)*)\n((?:(?!\$ ).*\n)*)", block, re.MULTILINE):
            done = subprocess.run(
                ["bash", "-c", command],
                cwd=desk,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                check=False,
                text=True,
                timeout=300,
            )
            got = done.stdout
            assert done.returncode == 0, f"{command}\n{got}"
            assert "Traceback" not in got, f"{command}\n{got}"
            if expected.strip():
                assert checker.check_output(expected, got, OPTIONS), f"{command}\nexpected:\n{expected}\ngot:\n{got}"


@pytest.mark.parametrize("path", [p for p in PAGES if blocks(p, "pycon")], ids=named)
def test_python_examples_run(path: Path, desk: Path) -> None:
    parser, runner = doctest.DocTestParser(), doctest.DocTestRunner(optionflags=OPTIONS)
    for number, block in enumerate(blocks(path, "pycon")):
        runner.run(parser.get_doctest(block, {}, f"{path.name}[{number}]", str(path), 0))
    assert runner.tries > 0
    assert runner.failures == 0


@pytest.mark.parametrize("path", PAGES, ids=named)
def test_links_lead_to_files_that_are_there(path: Path) -> None:
    for target, _ in LINK.findall(path.read_text(encoding="utf-8")):
        if not target.startswith(("http://", "https://", "mailto:")):
            assert (path.parent / target).exists(), f"{path.name} links to {target}"


def test_the_schema_on_file_is_the_one_made_from_the_records() -> None:
    filed = json.loads((ROOT / "docs" / "reference" / "ledger.schema.json").read_text(encoding="utf-8"))
    assert filed == json.loads(json.dumps(make_schema()))


def test_the_reference_describes_every_section_of_the_ledger() -> None:
    text = (ROOT / "docs" / "reference" / "ledger.md").read_text(encoding="utf-8")
    assert [name for name in Ledger.__struct_fields__ if f"`{name}`" not in text] == []
