"""kill -9 at random moments of ``add`` and ``watch``, on a file and on PostgreSQL: ``python -m quality.kills``.

After every kill the library is opened again and looked through: each article that was reported as added must be there
to the character, nothing may be half-written, and the next run must go on by itself. Prints a line for each of the
four and fails at the first loss. ``--rounds`` is how many kills each gets (200).
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from tests.library.sites import Site, run_site
from tests.servers import make_place, run_server

from rashomon.library.holdings import Library
from rashomon.store.checks import find_damage

#: Seconds in which a run is killed, counted from its first line, or from its start where it prints none: starting
#: takes .6 to 1.5 s here, adding the 60 articles of a round about .5 s.
WINDOW = 0.6
#: A round of a watch is killed within so many seconds of its first line.
WATCHED = 1.5
#: Articles in one round; a third of them are new versions of earlier ones.
BATCH = 30
#: Kills after which a new library is begun: a large one is fed to the grouping at every start, and no more is learned.
FRESH = 25
_VERBS = ("sank", "burned", "stopped", "returned", "collapsed", "opened")


def make_text(number: int, version: int) -> str:
    """Return a text that no other article has."""
    verb = _VERBS[number % len(_VERBS)]
    return (
        f"Vessel {number} {verb} off Port {number // 7} on Monday with {version + 1} people on board, harbour master "
        f"Tor Vik said in a statement. Nobody was hurt in incident {number}, he said, and the harbour stayed open."
    )


def make_batch(batch: int) -> list[tuple[str, str]]:
    """Return (address, text) of a round: new articles, and new versions of some of the round before."""
    first = batch * BATCH
    new = [(f"https://paper.example/{n}", make_text(n, 0)) for n in range(first, first + BATCH * 2 // 3)]
    old = [
        (f"https://paper.example/{n}", make_text(n, 1)) for n in range(first - BATCH, first - BATCH * 2 // 3) if n >= 0
    ]
    return [pair for pairs in zip(new, [*old, *[None] * len(new)], strict=False) for pair in pairs if pair]


def run_and_kill(command: list[str], folder: Path, moments: random.Random, window: float) -> tuple[list[str], bool]:
    """Kill a command at a random moment; return the whole lines that it had printed, and whether it was at work."""
    out = folder / "out.txt"
    with out.open("wb") as stream:
        process = subprocess.Popen(command, stdout=stream, stderr=subprocess.DEVNULL, cwd=folder, env=_environment())
    try:
        early = moments.random() < 0.25  # a quarter dies while it starts, opens the library and catches up
        deadline = time.monotonic() + (moments.uniform(0.0, 1.5) if early else 60.0)
        while process.poll() is None and time.monotonic() < deadline and (early or not out.stat().st_size):
            time.sleep(0.002)
        if not early:
            time.sleep(moments.uniform(0.0, window))
        killed = process.poll() is None
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait()
    text = out.read_bytes().decode()
    return text[: text.rfind("\n") + 1].splitlines(), killed


def _environment() -> dict[str, str]:
    root = str(Path(__file__).parent.parent)
    return {**os.environ, "PYTHONPATH": os.pathsep.join((str(Path(root, "src")), root)), "OPENBLAS_NUM_THREADS": "1"}


def check(place: str, promised: dict[tuple[str, int], str]) -> list[str]:
    """Return what is lost or damaged: ``promised`` holds the text of each article and version reported as added."""
    with Library.open(place) as library:
        with library.database.reading() as transaction:
            wrong = list(find_damage(transaction))
        known: dict[str, dict[int, str]] = {}
        for (key, version), text in promised.items():
            if key not in known:
                known[key] = {v.version: v.article.text for v in library.show(key).versions}
            if known[key].get(version) != text:
                wrong.append(f"article {key}, version {version}: it was reported as added, and is not there")
    return wrong


def kill_add(place: str, rounds: int, folder: Path, seed: int = 1) -> int:
    """Kill ``add`` so many times, and return in how many of them it was still at work.

    Raises:
        SystemExit: something was lost or damaged.
    """
    moments = random.Random(seed)
    Library.create(place).database.close()
    promised: dict[tuple[str, int], str] = {}
    killed = batch = 0
    path = folder / "batch.jsonl"
    command = [sys.executable, "-m", "rashomon", "add", str(path), "--library", place, "--json"]
    for _ in range(rounds):
        lines = make_batch(batch)
        path.write_text("".join(json.dumps({"url": u, "text": t, "outlet": "Post"}) + "\n" for u, t in lines))
        told, at_work = run_and_kill(command, folder, moments, WINDOW)
        killed += at_work
        _promise(told, dict(lines), lines, promised)
        if wrong := check(place, promised):
            raise SystemExit("\n".join(wrong))
        batch += not at_work or len(told) > BATCH // 2
    done = subprocess.run(command, check=False, capture_output=True, cwd=folder, env=_environment())
    if done.returncode or check(place, promised) or len(done.stdout.splitlines()) != len(lines):
        raise SystemExit(f"the last run did not go on: {done.stderr.decode()}")
    return killed


def _promise(
    told: list[str], texts: dict[str, str], lines: list[tuple[str, str]], promised: dict[tuple[str, int], str]
) -> None:
    """Note what the command reported: its lines come in the order of the articles."""
    for line, (address, _) in zip(told, lines, strict=False):
        report = json.loads(line)
        promised[report["id"], report["version"]] = texts[address]


def kill_watch(place: str, rounds: int, folder: Path, seed: int = 1) -> int:
    """Kill ``watch`` over a site that changes so many times, and return in how many of them it was still at work.

    Raises:
        SystemExit: something was lost or damaged.
    """
    moments = random.Random(seed)
    Library.create(place).database.close()
    promised: dict[tuple[str, int], str] = {}
    killed = 0
    with run_site() as site:
        command = [sys.executable, "-m", "tests.library.watching", place, site.feed]
        for number in range(rounds):
            _edit(site, number)
            told, at_work = run_and_kill(command, folder, moments, WATCHED)
            killed += at_work
            promised.update(((one["id"], one["version"]), one["text"]) for one in map(json.loads, told) if "id" in one)
            if wrong := check(place, promised):
                raise SystemExit("\n".join(wrong))
        done = subprocess.run([*command, "--once"], check=True, capture_output=True, cwd=folder, env=_environment())
        promised.update(
            ((one["id"], one["version"]), one["text"])
            for one in map(json.loads, done.stdout.decode().splitlines())
            if "id" in one
        )
        wrong = check(place, promised)
        with Library.open(place) as library:
            held = len(library.list_articles(100_000))
        if wrong or held != len(site.pages):
            raise SystemExit("\n".join([*wrong, f"{held} of {len(site.pages)} pages are in the library"]))
    return killed


def _edit(site: Site, number: int) -> None:
    """Publish two pages and change an earlier one."""
    for offset in range(2):
        site.write(f"page{2 * number + offset}", f"Vessel {2 * number + offset}", make_text(2 * number + offset, 0))
    if number:
        site.write(f"page{2 * number - 1}", f"Vessel {2 * number - 1}", make_text(2 * number - 1, 1))


def main() -> None:
    """Kill, look, and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=200)
    rounds = parser.parse_args().rounds
    killed: Counter[tuple[str, str]] = Counter()
    with tempfile.TemporaryDirectory() as name, run_server() as server:
        for start in range(0, rounds, FRESH):
            now = min(FRESH, rounds - start)
            for kind, where in itertools.product(("add", "watch"), ("file", "PostgreSQL")):
                file = str(Path(name, f"{kind}{start}.db"))
                place = file if where == "file" else make_place(server, f"killed_{kind}_{start}")
                killed[kind, where] += (kill_add if kind == "add" else kill_watch)(place, now, Path(name), seed=start)
                print(
                    f"{kind:5} on {where:10}: {start + now} runs killed, {killed[kind, where]} of them at work; "
                    "nothing lost, nothing half written",
                    flush=True,
                )


if __name__ == "__main__":
    main()
