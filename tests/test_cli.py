"""The command line as people and scripts meet it."""

from __future__ import annotations

import json
import os
import pty
import signal
import subprocess
import sys
import time
from pathlib import Path

import jsonschema
import pytest
from tests.commands import run

from rashomon.model.codec import decode_ledger, encode_ledger
from rashomon.model.records import Article, Ledger, PairRelation

FERRY = "Six people died when the ferry sank off the island on Monday, coast guard chief Ada Lund said."
FIRE = "The fire broke out in the mill at noon on Monday, and fire chief Tor Vik said that nobody was hurt."
COMMAND = [sys.executable, "-m", "rashomon"]


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    """Two short articles in JSON Lines."""
    path = tmp_path / "articles.jsonl"
    lines = [{"id": "ferry", "text": FERRY}, {"id": "fire", "text": FIRE}]
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return path


def test_help_and_version_load_nothing_heavy() -> None:
    code = (
        "import sys; sys.argv = ['rashomon', '--help']\n"
        "from rashomon.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "heavy = {'spacy', 'numpy', 'onnxruntime', 'trafilatura', 'rich', 'msgspec', 'jinja2'}\n"
        "sys.exit(','.join(sorted(heavy & set(sys.modules))))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert done.stderr.strip() == b""
    assert b"rashomon report" in done.stdout
    assert run("--version").out.startswith(b"rashomon 0.")


@pytest.mark.parametrize("command", ["report", "annotate", "relate", "stories", "schema"])
def test_every_command_has_help_with_an_example(command: str) -> None:
    ran = run(command, "--help")
    assert ran.code == 0
    assert f"rashomon {command}" in ran.out.decode().split("Options")[0].split("\n", 1)[1]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["report", "a.txt"], "-o"),
        (["report", "-o", "x.html"], "INPUT"),
        (["reprot", "a.txt"], "reprot"),
        (["report", "a.txt", "-o", "x.html", "--workers", "0"], "--workers"),
        (["report", "a.txt", "-o", "x.html", "--bogus"], "--bogus"),
        (["report", "a.txt", "-o", "x.docx"], "suffix"),
        (["report", "a.txt", "-o", "nowhere/x.html"], "make it first"),
        (["report", "a.txt", "-o", "."], "folder"),
        (["annotate", "a.txt", "-o", "nowhere/x.jsonl"], "make it first"),
    ],
)
def test_what_cannot_work_is_told_in_one_line_before_any_work(tmp_path: Path, arguments: list[str], words: str) -> None:
    (tmp_path / "a.txt").write_text(FERRY, encoding="utf-8")
    ran = run(*arguments, folder=tmp_path)
    assert ran.code == 2
    assert [line for line in ran.told if words in line]
    assert len(ran.told) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


def test_nothing_asked_is_answered_with_help() -> None:
    ran = run()
    assert ran.code == 2
    assert ran.told[0].startswith("Usage: rashomon")


def test_report_to_the_pipe_meets_the_schema_and_is_quiet_beside(articles: Path) -> None:
    ran = run("report", "-", "-o", "-", stdin=articles.read_bytes())
    assert (ran.code, ran.told) == (0, [])
    assert [article.id for article in decode_ledger(ran.out).articles] == ["ferry", "fire"]
    schema = json.loads(run("schema").out)
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(json.loads(ran.out), schema)
    again = run("report", "-", "-o", "-", "--format", "md", stdin=ran.out)
    assert (again.code, again.told) == (0, [])
    assert b"2 accounts" in again.out


def test_annotate_writes_one_ledger_a_line_in_order_whatever_the_workers(tmp_path: Path) -> None:
    lines = [{"id": f"n{n}", "text": f"{n + 2} people died. {FERRY}"} for n in range(5)]
    lines[3]["text"] = "Die Fähre sank am Montag vor der Insel, teilte die Küstenwache in einer langen Erklärung mit."
    path = tmp_path / "many.jsonl"
    path.write_text("\n".join([*map(json.dumps, lines), "broken"]), encoding="utf-8")
    ran = run("annotate", path, "-o", tmp_path / "one.jsonl", "--workers", "1")
    assert ran.code == 3
    assert len(ran.told) == 1
    assert "line 6" in ran.told[0]
    apart = run("annotate", path, "-o", "-", "--workers", "2")
    assert apart.out == (tmp_path / "one.jsonl").read_bytes()
    ledgers = [decode_ledger(line) for line in apart.out.splitlines()]
    assert [ledger.articles[0].id for ledger in ledgers] == ["n0", "n1", "n2", "n3", "n4"]
    assert [bool(ledger.faults) for ledger in ledgers] == [False, False, False, True, False]
    assert all(ledger.quotes and ledger.values and ledger.entities and ledger.claims for ledger in ledgers[:3])


def test_relate_gives_each_line_back_with_its_relation(tmp_path: Path) -> None:
    lines: list[dict[str, object]] = [
        {"id": 1, "a": FERRY, "b": "Six people died when the ferry sank, Ada Lund said.", "label": "kept"},
        {"a": FERRY, "b": FIRE},
    ]
    path = tmp_path / "pairs.jsonl"
    path.write_text("\n".join([json.dumps(lines[0]), "broken", '{"a": "x"}', json.dumps(lines[1])]), encoding="utf-8")
    ran = run("relate", path, "-o", "-", "--workers", "1")
    assert ran.code == 3
    assert [line.split(": ")[2] for line in ran.told] == ["line 2", "line 3"]
    found = [json.loads(line) for line in ran.out.splitlines()]
    assert [{key: line[key] for key in given} for line, given in zip(found, lines, strict=True)] == lines
    for line in found:
        assert line["relation"] in {relation.value for relation in PairRelation}
        assert 0 <= line["score"] <= 1


def test_stories_puts_articles_on_one_event_together(tmp_path: Path) -> None:
    texts = {
        "a": FERRY,
        "b": FIRE,
        "c": "The ferry off the island sank with six people, Ada Lund said.",
    }
    path = tmp_path / "stream.jsonl"
    path.write_text("".join(json.dumps({"id": k, "text": t}) + "\n" for k, t in texts.items()), encoding="utf-8")
    ran = run("stories", path, "-o", "-")
    assert ran.code == 0
    assert [json.loads(line)["articles"] for line in ran.out.splitlines()] == [["a", "c"], ["b"]]


def test_old_output_stays_where_the_run_fails(tmp_path: Path) -> None:
    (tmp_path / "out.json").write_text("old", encoding="utf-8")
    assert run("report", "gone.txt", "-o", "out.json", folder=tmp_path).code == 1
    assert run("annotate", "gone.txt", "-o", "out.json", folder=tmp_path).code == 1
    assert (tmp_path / "out.json").read_text(encoding="utf-8") == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["out.json"]


def test_a_reader_that_goes_away_is_no_error(tmp_path: Path) -> None:
    path = tmp_path / "many.jsonl"
    path.write_text("".join(json.dumps({"text": f"{n} died. " * 40}) + "\n" for n in range(40)), encoding="utf-8")
    command = f"{sys.executable} -m rashomon annotate {path} -o - --workers 1 | head -c 100"
    done = subprocess.run(["bash", "-c", command], capture_output=True, check=False)
    assert len(done.stdout) == 100
    assert done.stderr == b""


def test_ctrl_c_ends_in_one_line_and_leaves_nothing(tmp_path: Path) -> None:
    path = tmp_path / "many.jsonl"
    path.write_text("".join(json.dumps({"id": n, "text": FERRY * 90}) + "\n" for n in range(400)), encoding="utf-8")
    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # the background jobs of a shell ignore it
    process = subprocess.Popen(
        [*COMMAND, "annotate", str(path), "-o", str(tmp_path / "out.jsonl"), "--workers", "2"],
        stderr=subprocess.PIPE, start_new_session=True,
    )  # fmt: skip
    signal.signal(signal.SIGINT, before)
    deadline = time.monotonic() + 60
    while not list(tmp_path.glob(".out.jsonl.*.part")) and time.monotonic() < deadline:
        time.sleep(0.05)
    time.sleep(1.0)
    os.killpg(process.pid, signal.SIGINT)
    _, told = process.communicate(timeout=30)
    assert process.returncode == 130
    assert told.strip() == b"rashomon: stopped"
    assert [found.name for found in tmp_path.iterdir()] == ["many.jsonl"]


def test_a_terminal_sees_progress_and_a_summary(articles: Path, tmp_path: Path) -> None:
    main, other = pty.openpty()
    command = [*COMMAND, "report", str(articles), "-v", "-o", str(tmp_path / "out.json")]
    screen = {**os.environ, "TERM": "xterm", "COLUMNS": "100"}
    process = subprocess.Popen(command, stderr=other, stdin=other, close_fds=True, env=screen)
    os.close(other)
    seen = b""
    try:
        while piece := os.read(main, 65536):
            seen += piece
    except OSError:  # the terminal ends with the process
        pass
    assert process.wait(timeout=60) == 0
    text = seen.decode()
    assert "annotating" in text or "relating" in text
    assert "2 accounts" in text
    assert "out.json" in text
    assert "en_core_web_sm" in text


def test_quiet_tells_nothing_but_faults(tmp_path: Path) -> None:
    (tmp_path / "ledger.json").write_bytes(encode_ledger(Ledger(articles=(Article(id="a", text=FERRY),))))
    ran = run("-q", "report", tmp_path / "ledger.json", "gone.txt", "-v", "-o", tmp_path / "out.json")
    assert ran.code == 3
    assert ran.told == ["rashomon: gone.txt: no such file or directory: check the name, and that you may read it"]


SHIP = (
    "The ferry Lark struck the pier at Estmark harbour on Thursday morning, injuring 14 passengers. The Estmark "
    "Harbour Board said the ship had lost steering. Captain Ola Berg said the engines had failed twice. The ferry was "
    "towed to the yard at Orth. Passengers were taken to the town hospital by bus, and the pier stays closed."
)
AGAIN = (
    "Fourteen passengers were hurt when the ferry Lark hit the pier in Estmark on Thursday, the Harbour Board said. "
    "Captain Ola Berg told the Post that the engines had failed twice before the crash. The vessel stays at Orth. "
    "Divers looked at the pier, of which two piles are broken, and the town council meets on Friday."
)
POOL = (
    "The town council of Dellmouth voted on Wednesday to reject plans for a new swimming pool that would have cost 12 "
    "million crowns. Mayor Ida Holm said the town could not afford it. Some 60 parents protested outside the hall. "
    "The old pool in Mill Lane, which was closed when its roof leaked, is to be pulled down in the autumn."
)


def test_an_account_of_another_event_is_named_on_top_and_at_the_terminal(tmp_path: Path) -> None:
    lines = [{"outlet": name, "published": "2031-02-06", "text": text}
             for name, text in (("Fenn Observer", SHIP), ("Varn Post", AGAIN), ("Dell Times", POOL))]  # fmt: skip
    (tmp_path / "all.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    (tmp_path / "two.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines[:2]), encoding="utf-8")
    ran = run("report", "all.jsonl", "-o", "x.md", "-o", "x.json", folder=tmp_path)
    assert ran.code == 3
    assert [line for line in ran.told if "same event as the rest: Dell Times" in line]
    page = (tmp_path / "x.md").read_text(encoding="utf-8")
    assert page.index("same event as the rest: Dell Times") < page.index("## In brief")
    again = run("report", "x.json", "-o", "y.md", folder=tmp_path)
    assert (tmp_path / "y.md").read_text(encoding="utf-8") == page
    assert again.code == 3
    assert run("report", "two.jsonl", "-o", "x.md", folder=tmp_path).told == []
