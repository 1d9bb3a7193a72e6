from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator

import pytest

from rashomon.scale.processes import Crash, ProcessSettings, count_cores, map_processes


def work(task: bytes) -> bytes:
    """Do what a task says."""
    if task == b"die":
        os.kill(os.getpid(), signal.SIGKILL)
    if task == b"leave":
        os._exit(7)
    if task == b"hang":
        time.sleep(60)
    if task == b"raise":
        raise ValueError("no such thing")
    if task.startswith(b"slow"):
        time.sleep(0.2)
    return b"done " + task


def test_results_come_in_the_order_of_the_tasks() -> None:
    tasks = [b"slow 0", *(b"%d" % number for number in range(1, 60))]
    assert list(map_processes(work, tasks, 2)) == [b"done " + task for task in tasks]


@pytest.mark.parametrize(
    ("task", "words"),
    [(b"die", "SIGKILL"), (b"leave", "exit code 7"), (b"raise", "ValueError: no such thing"), (b"hang", "seconds")],
)
def test_a_task_that_is_lost_costs_nothing_else(task: bytes, words: str) -> None:
    tasks = [b"a", task, b"b", task, b"c"]
    found = list(map_processes(work, tasks, 2, ProcessSettings(seconds=4.0)))
    assert [found[0], found[2], found[4]] == [b"done a", b"done b", b"done c"]
    for lost in (found[1], found[3]):
        assert isinstance(lost, Crash)
        assert words in lost.reason


def test_large_tasks_pass() -> None:
    task = bytes(5_000_000)
    assert list(map_processes(work, [task, task], 2)) == [b"done " + task] * 2


def test_tasks_are_drawn_as_they_are_needed_and_processes_end_with_the_run() -> None:
    drawn = 0

    def draw() -> Iterator[bytes]:
        nonlocal drawn
        while True:
            drawn += 1
            yield b"%d" % drawn

    results = map_processes(work, draw(), 1, ProcessSettings(ahead=3))
    assert next(results) == b"done 1"
    assert drawn <= 8
    results.close()  # type: ignore[attr-defined]  # a generator, so that leaving it ends its processes


def test_no_tasks_start_no_process() -> None:
    assert list(map_processes(work, [], 2)) == []
    assert count_cores() >= 1
