"""The library as people and scripts meet it on the command line."""

from __future__ import annotations

import json
import shutil
import time
from pathlib import Path

import pytest
from tests.commands import Ran, run
from tests.library.sites import run_site

FERRY = "Six people died when the ferry sank off the island on Monday, coast guard chief Ada Lund said."
FIRE = "The fire broke out in the mill at noon on Monday, and fire chief Tor Vik said that nobody was hurt."


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a library of three articles, one of them in two versions."""
    folder = tmp_path_factory.mktemp("filled")
    given = [
        ("https://a.example/1", "Ferry sinks", "Post", "2031-02-03", FERRY),
        ("https://b.example/1", "Ferry sank", "Oak", "2031-02-04", FERRY.replace("Six", "At least six")),
        ("https://a.example/2", "Mill burns", "Post", "2031-02-05", FIRE),
        ("https://a.example/1", "Ferry sinks", "Post", None, FERRY.replace("Six", "Nine")),
    ]
    lines = [dict(zip(("url", "title", "outlet", "published", "text"), one, strict=True)) for one in given]
    (folder / "news.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    assert run("init", folder=folder).out == b"library: rashomon.db\n"
    ran = run("add", "news.jsonl", folder=folder)
    assert (ran.code, ran.told) == (0, [])
    assert [line.split()[0] for line in ran.out.decode().splitlines()] == ["new", "new", "new", "changed"]
    return folder


@pytest.fixture
def desk(filled: Path, tmp_path: Path) -> Path:
    """A folder of the test's own with that library."""
    return shutil.copytree(filled, tmp_path / "desk")


def lines_of(ran: Ran) -> list[str]:
    assert (ran.code, ran.told) == (0, [])
    return ran.out.decode().splitlines()


def objects_of(ran: Ran) -> list[dict[str, object]]:
    return [json.loads(line) for line in lines_of(ran)]


def test_list_shows_articles_and_stories(desk: Path) -> None:
    assert [line.partition(", ")[2] for line in lines_of(run("list", folder=desk))] == [
        "Post: Mill burns", "Oak: Ferry sank", "Post: Ferry sinks (2 versions)",
    ]  # fmt: skip
    assert len(lines_of(run("list", "--outlet", "oak", folder=desk))) == 1
    assert len(lines_of(run("list", "--since", "2031-02-05", "-n", "5", folder=desk))) == 1
    stories = objects_of(run("list", "--stories", "--json", folder=desk))
    assert sorted((story["articles"], story["title"]) for story in stories) == [(1, "Mill burns"), (2, "Ferry sinks")]
    story = next(str(story["id"]) for story in stories if story["articles"] == 2)
    assert {line["outlet"] for line in objects_of(run("list", "--story", story, "--json", folder=desk))} == {
        "Post",
        "Oak",
    }


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["search", "zeppelin"], "no article holds all of: zeppelin"),
        (["list", "--outlet", "Nobody"], "no article matches --outlet Nobody"),
        (["list", "--since", "2032"], "no article matches --since 2032"),
        (["list", "--since", "2032-01-02T09:30"], "no article matches --since 2032-01-02T09:30"),
    ],
)
def test_nothing_found_is_said(desk: Path, arguments: list[str], words: str) -> None:
    ran = run(*arguments, folder=desk)
    assert (ran.code, ran.out, ran.told) == (0, b"", [f"rashomon: {words}"])
    assert run(*arguments, "-q", folder=desk).told == []


@pytest.mark.parametrize("day", ["gestern", "2031-13-01", "06.02.2031", "20310206", "2031-2-6", "2031-02-06 09:30"])
def test_what_is_no_date_is_refused_with_the_forms_that_are(desk: Path, day: str) -> None:
    ran = run("list", "--since", day, folder=desk)
    assert (ran.code, ran.out, len(ran.told)) == (2, b"", 1)
    assert "2031, 2031-02 or 2031-02-06" in ran.told[0]


def test_an_empty_library_says_so(tmp_path: Path) -> None:
    run("init", folder=tmp_path)
    assert "holds no article yet" in run("list", folder=tmp_path).told[0]


def test_show_tells_what_each_version_changed(desk: Path) -> None:
    shown = lines_of(run("show", "https://a.example/1", folder=desk))
    assert shown[0] == "Post: Ferry sinks"
    assert shown[-2].startswith("version 2, seen ")
    assert shown[-2].endswith(": no note")
    assert shown[-1].startswith("    “Six” became “Nine” in “Nine people died")
    assert run("show", "https://a.example/1", "--text", "1", folder=desk).out.decode() == FERRY + "\n"
    assert "Nine" in run("show", "https://a.example/1", "--text", "last", folder=desk).out.decode()
    raw = json.loads(run("show", "https://a.example/1", "--raw", "1", folder=desk).out)
    assert raw["text"] == FERRY
    (shown_json,) = objects_of(run("show", "https://a.example/1", "--json", folder=desk))
    assert [version["version"] for version in shown_json["versions"]] == [1, 2]  # type: ignore[attr-defined]


def test_search_prints_the_words_around(desk: Path) -> None:
    found = lines_of(run("search", "mill", folder=desk))
    assert found[0].endswith("Post: Mill burns")
    assert "broke out in the mill" in found[1]
    assert lines_of(run("search", "submarine", "-q", folder=desk)) == []
    assert [hit["latest"] for hit in objects_of(run("search", "six -least", "--json", folder=desk))] == [False]


def test_report_reads_a_story_from_the_library(desk: Path) -> None:
    (story,) = {line.split()[1] for line in lines_of(run("search", "ferry", folder=desk)) if line.startswith("a-")}
    ran = run("report", "--story", story, "-o", "out.json", "-o", "out.html", folder=desk)
    assert (ran.code, ran.told) == (0, [])
    ledger = json.loads((desk / "out.json").read_bytes())
    assert sorted(article["version"] for article in ledger["articles"]) == [1, 2]
    assert "What was changed later" in (desk / "out.html").read_text(encoding="utf-8")


def test_stories_are_merged_split_and_set_back(desk: Path) -> None:
    ferry, fire = (
        str(story["id"])
        for story in sorted(
            objects_of(run("list", "--stories", "--json", folder=desk)), key=lambda story: -int(str(story["articles"]))
        )
    )
    (merged,) = lines_of(run("story", "merge", ferry, fire, "--reason", "one night", folder=desk))
    assert len(lines_of(run("list", "--stories", folder=desk))) == 1
    assert "one night" in lines_of(run("story", "show", fire, folder=desk))[-1]
    lines_of(run("story", "undo", merged.split()[-1], folder=desk))
    assert len(lines_of(run("list", "--stories", folder=desk))) == 2
    lines_of(run("story", "split", ferry, "https://b.example/1", folder=desk))
    assert len(lines_of(run("list", "--stories", folder=desk))) == 3


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["add", "news.jsonl", "--library", "gone.db"], 1, "rashomon init"),
        (["show", "a-0"], 1, "no article of this id"),
        (["show", "https://a.example/1", "--text", "9"], 1, "has no version 9"),
        (["search", "..."], 1, "asks for no word"),
        (["report", "--story", "s-0", "-o", "x.html"], 1, "no story of this id"),
        (["report", "-o", "x.html"], 2, "give INPUT..., or --story ID"),
        (["report", "news.jsonl", "--story", "s-0", "-o", "x.html"], 2, "give INPUT..., or --story ID"),
        (["story", "undo", "999"], 1, "none of this number"),
        (["add", "gone.txt"], 3, "gone.txt: no such file"),
    ],
)
def test_what_cannot_be_done_is_told_in_one_line(desk: Path, arguments: list[str], code: int, words: str) -> None:
    ran = run(*arguments, folder=desk)
    assert (ran.code, ran.out) == (code, b"")
    assert len(ran.told) == 1
    assert words in ran.told[0]


def test_a_title_cannot_steer_the_terminal(desk: Path) -> None:
    line = {"url": "https://x.example/1", "title": "A\u001b[2J\nB", "text": "It was a quiet day in the town of Orrin."}
    ran = run("add", "-", folder=desk, stdin=json.dumps(line).encode())
    assert b"\x1b" not in ran.out
    assert len(ran.out.splitlines()) == 1
    assert b"\x1b" not in run("list", folder=desk).out


def test_the_place_comes_from_the_environment(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RASHOMON_LIBRARY", str(desk / "other.db"))
    assert lines_of(run("init", folder=desk)) == [f"library: {desk}/other.db"]
    assert lines_of(run("list", "-q", folder=desk)) == []
    assert len(lines_of(run("list", "--library", str(desk / "rashomon.db"), folder=desk))) == 3


@pytest.mark.parametrize("command", ["init", "add", "list", "show", "search", "story", "tidy", "watch"])
def test_every_command_has_help_with_an_example(command: str) -> None:
    ran = run(command, "--help")
    assert ran.code == 0
    assert f"rashomon {command}" in ran.out.decode().split("Options")[0].split("\n", 1)[1]


def test_watch_tells_what_is_new_to_all_who_listen(tmp_path: Path) -> None:
    run("init", folder=tmp_path)
    with run_site() as site:
        site.write(
            "ferry", "Ferry sinks off Fenn Island", FERRY, "The harbour was closed until the evening, police said."
        )
        (tmp_path / "feeds.opml").write_text(
            f"<opml version='2.0'><body><outline text='Post' xmlUrl='{site.feed}'/></body></opml>", encoding="utf-8"
        )
        common = ("watch", "feeds.opml", "--once", "--allow-host", "127.0.0.1", "--every", "1")
        listeners = ("--atom", "news.xml", "--webhook", f"{site.address}/hook")
        (told,) = lines_of(run(*common, *listeners, folder=tmp_path))
        assert told.endswith("New story: “Ferry sinks off Fenn Island” (Estmark Post)")
        assert json.loads(site.posted[0])["kind"] == "new-story"
        assert "New story: “Ferry sinks off Fenn Island”" in (tmp_path / "news.xml").read_text(encoding="utf-8")
        site.write("ferry", "Ferry sinks off Fenn Island", FERRY.replace("Six", "Nine"))
        time.sleep(1.1)  # until the feed is due again
        (changed,) = objects_of(run(*common, "--json", folder=tmp_path))
        assert changed["kind"] == "changed-article"
        time.sleep(1.1)
        (silent,) = run(*common[:-1], "600", folder=tmp_path).told
        assert silent.startswith("rashomon: nothing new: ")
        (silent,) = run(*common[:-1], "600", folder=tmp_path).told
        assert silent.startswith("rashomon: nothing was due: the next feed is due on ")
    ran = run("watch", "gone.opml", "--once", folder=tmp_path)
    assert (ran.code, ran.told) == (1, ["rashomon: gone.opml: no such file or directory: check the name"])


def test_watch_asks_nobody_inside_the_house(tmp_path: Path) -> None:
    run("init", folder=tmp_path)
    with run_site() as site:
        ran = run("watch", site.feed, "--once", folder=tmp_path)
        assert site.asked == []
    assert ran.code == 3
    assert "--allow-host 127.0.0.1" in ran.told[0]
