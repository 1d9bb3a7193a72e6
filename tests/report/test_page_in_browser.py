"""The page in a real browser: no request, no complaint, accessible, usable by hand, readable without JavaScript."""

from __future__ import annotations

import itertools
import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from tests.report import ledgers

from rashomon.model.records import Ledger
from rashomon.report import render_html

pytestmark = pytest.mark.browser

DRIVER = Path(__file__).parent.parent / "browser"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")

#: name -> (ledger, whether to run every width and colour scheme, whether to use it by hand)
PAGES: dict[str, tuple[Ledger, bool, bool]] = {
    "pack": (ledgers.read_pack(), True, False),
    "pair": (ledgers.make_pair(), True, True),
    "hostile": (ledgers.make_hostile(), False, False),
    "broken": (ledgers.make_broken(), False, False),
    "many": (ledgers.make_many(), False, False),
    "lonely": (ledgers.make_lonely(), False, False),
    "faults": (ledgers.make_faults(), False, False),
    "empty": (Ledger(), False, False),
}
NAMES = tuple(PAGES)


def _need(found: Any, what: str) -> None:
    """Skip where a tool is missing on somebody's own machine; in CI that is a failure."""
    if not found:
        if os.environ.get("CI") == "true":
            pytest.fail(what)
        pytest.skip(what)


@pytest.fixture(scope="session")
def seen(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Open every page in the browser once, and return what it saw."""
    node = shutil.which("node")
    browser = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    _need(node, "node is not installed: install Node.js 20 or later")
    _need(browser, "no browser: install Chromium (apt-get install chromium)")
    _need((DRIVER / "node_modules").is_dir(), f"the browser driver is missing: run npm ci in {DRIVER}")
    folder = tmp_path_factory.mktemp("pages")
    tasks = []
    for name, (ledger, full, used) in PAGES.items():
        page = folder / f"{name}.html"
        page.write_text(render_html(ledger), encoding="utf-8")
        tasks.append({"name": name, "file": str(page), "axe": full, "use": used})
    done = subprocess.run(
        [str(node), str(DRIVER / "check.mjs"), str(browser), json.dumps(tasks)],
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    result: dict[str, Any] = json.loads(done.stdout)
    return result


@pytest.mark.parametrize("name", NAMES)
def test_the_page_asks_nothing_of_the_network_and_nothing_is_forbidden(seen: dict[str, Any], name: str) -> None:
    runs = {**seen[name]["runs"], "plain": seen[name]["plain"]}
    for run in runs.values():
        assert run["requests"] == []
        assert run["complaints"] == []


@pytest.mark.parametrize("name", NAMES)
def test_axe_finds_nothing_serious_with_every_line_open(seen: dict[str, Any], name: str) -> None:
    for where, run in seen[name]["runs"].items():
        assert run["axe"] == [], where


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_wider_than_the_window(seen: dict[str, Any], name: str) -> None:
    for where, run in seen[name]["runs"].items():
        assert run["width"][0] <= run["width"][1], where
        assert run["openWidth"][0] <= run["openWidth"][1], where


@pytest.mark.parametrize("name", NAMES)
def test_every_anchor_has_one_target(seen: dict[str, Any], name: str) -> None:
    for run in seen[name]["runs"].values():
        assert run["dangling"] == []
        assert run["doubled"] == []


@pytest.mark.parametrize("name", NAMES)
def test_headings_go_down_in_order_and_landmarks_are_there(seen: dict[str, Any], name: str) -> None:
    run = seen[name]["runs"]["390 light"]
    headings = run["headings"]
    assert headings.count(1) == 1
    assert all(later <= earlier + 1 for earlier, later in itertools.pairwise(headings))
    assert run["landmarks"] == ["main", "nav", "header", "footer"]


@pytest.mark.parametrize("name", ["hostile", "pack"])
def test_article_text_is_only_ever_text(seen: dict[str, Any], name: str) -> None:
    for run in seen[name]["runs"].values():
        assert run["ran"] is None
        assert run["foreign"] == []
        assert run["handlers"] == 0
        assert all(protocol in ("http:", "https:") for protocol, _, _ in run["outside"])
        assert all(rel == "noreferrer noopener" for _, rel, _ in run["outside"])


def test_payloads_show_as_they_are_written(seen: dict[str, Any]) -> None:
    text = seen["hostile"]["runs"]["390 light"]["text"]
    for payload in ledgers.PAYLOADS:
        assert payload in text


def test_the_reader_goes_to_the_words_and_back(seen: dict[str, Any]) -> None:
    used = seen["pair"]["used"]
    assert used["first"] == "skip"
    assert used["lit"] and used["seen"]
    assert used["both"] == 2, "the passages of both sides are lit"
    assert used["backShown"] and used["backAt"]
    assert used["fromText"] == "conflict-1"
    assert used["requests"] == [] and used["complaints"] == []


def test_keys_walk_the_lines_and_the_filter_narrows_them(seen: dict[str, Any]) -> None:
    used = seen["pair"]["used"]
    assert (used["j"], used["jj"], used["k"]) == ("conflict-1", "utterance-1", "conflict-1")
    assert used["slash"] == "filter"
    assert used["none"] == 0
    assert used["all"] == 0, "an empty filter hides nothing"
    shown, hidden = used["some"]
    assert shown > 0 and hidden > 0
    assert used["note"] == f"{shown} lines match"


def test_a_passage_is_copied_with_its_source(seen: dict[str, Any]) -> None:
    command, text = seen["pair"]["used"]["copied"]
    assert command == "copy"
    assert text == (
        "“Three people were hurt” "
        "(The Lantern, “Three hurt at the mill”, 2 May 2031, 09:00, https://lantern.example/mill)"
    )


@pytest.mark.parametrize("name", NAMES)
def test_the_page_reads_without_javascript(seen: dict[str, Any], name: str) -> None:
    plain = seen[name]["plain"]
    assert plain["headings"] >= 10
    assert not plain["tools"] and not plain["back"], "what needs JavaScript is not shown without it"
    assert plain.get("opened", True)
    assert plain.get("arrived", True)


def test_the_checks_above_had_something_to_check(seen: dict[str, Any]) -> None:
    assert seen["pack"]["runs"]["390 light"]["links"] > 1000
    assert seen["pair"]["plain"]["opened"] and seen["pair"]["plain"]["arrived"]
