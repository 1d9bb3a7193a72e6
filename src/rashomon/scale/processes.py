"""Work spread over processes: results in the order of the tasks, and a process that dies costs one task only."""

from __future__ import annotations

import contextlib
import importlib
import multiprocessing
import multiprocessing.connection
import os
import signal
import time
from collections.abc import Callable, Iterable, Iterator
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess

from rashomon.model.errors import RashomonError
from rashomon.model.records import Record

#: A task and its result are bytes, so that what crosses between processes is plain data.
Work = Callable[[bytes], bytes]


class ProcessSettings(Record, frozen=True, kw_only=True):
    """How long and how far ahead processes may work."""

    #: Seconds for one task, loading the models included; an article takes 0.1 to 0.3, one of 60,000 characters 8.
    seconds: float = 300.0
    #: Tasks begun before an earlier one is done, for each worker; more only costs memory.
    ahead: int = 16


SETTINGS = ProcessSettings()


class Crash(Record, frozen=True, kw_only=True):
    """What took the place of a result: the process died, took too long, or the work raised."""

    reason: str


def count_cores() -> int:
    """Return how many cores this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not on every system
        return os.cpu_count() or 1


def map_processes(
    work: Work, tasks: Iterable[bytes], workers: int, settings: ProcessSettings = SETTINGS
) -> Iterator[bytes | Crash]:
    """Yield the result of each task, in order; a task whose process dies gives a :class:`Crash`, and the rest goes on.

    ``work`` must be a function of a module, since each process imports it by name. Tasks are drawn as they are needed.

    Raises:
        RashomonError: no process could be started.

    """
    pool = _Pool(work, settings)
    source = iter(tasks)
    results: dict[int, bytes | Crash] = {}
    drawn = given = 0
    drained = False
    try:
        while True:
            while not drained and pool.has_room(workers) and drawn - given < workers * settings.ahead:
                task = next(source, None)
                if task is None:
                    drained = True
                    break
                pool.start(drawn, task)
                drawn += 1
            while given in results:
                yield results.pop(given)
                given += 1
            if drained and given == drawn:
                return
            if pool.busy:
                results.update(pool.collect())
    finally:
        pool.close()


class _Worker:
    """One process, the pipe to it, and the task it holds."""

    def __init__(self, work: Work) -> None:
        context = multiprocessing.get_context("spawn")
        self.pipe, other = context.Pipe()
        self.process: BaseProcess = context.Process(
            target=_serve, args=(other, work.__module__, work.__qualname__), daemon=True
        )
        try:
            with _deaf_to_interrupts():
                self.process.start()
        except OSError as error:
            raise RashomonError(f"no worker process could be started ({error}): give --workers 1") from error
        finally:
            other.close()
        self.task: int | None = None
        self.deadline = 0.0

    def stop(self) -> None:
        """End the process at once."""
        self.pipe.close()
        self.process.kill()
        self.process.join()
        self.process.close()


class _Pool:
    """The workers of one run; a dead one is replaced when the next task comes."""

    def __init__(self, work: Work, settings: ProcessSettings) -> None:
        self._work = work
        self._settings = settings
        self._workers: list[_Worker] = []

    @property
    def busy(self) -> bool:
        """Whether any worker holds a task."""
        return any(worker.task is not None for worker in self._workers)

    def has_room(self, workers: int) -> bool:
        """Tell whether another task can start at once."""
        return len(self._workers) < workers or any(worker.task is None for worker in self._workers)

    def start(self, number: int, task: bytes) -> None:
        """Give a task to a free worker, or to a new one."""
        worker = next((worker for worker in self._workers if worker.task is None), None)
        if worker is None:
            worker = _Worker(self._work)
            self._workers.append(worker)
        worker.task = number
        worker.deadline = time.monotonic() + self._settings.seconds
        with contextlib.suppress(OSError):  # where it died, collect() tells: its pipe is at its end
            worker.pipe.send_bytes(task)

    def collect(self) -> dict[int, bytes | Crash]:
        """Wait until a task is done or lost, and return what came."""
        holding = [(worker.task, worker) for worker in self._workers if worker.task is not None]
        wait = max(0.0, min(worker.deadline for _, worker in holding) - time.monotonic())
        ready = multiprocessing.connection.wait([worker.pipe for _, worker in holding], wait)
        found: dict[int, bytes | Crash] = {}
        for task, worker in holding:
            if worker.pipe in ready:
                found[task] = self._receive(worker)
            elif time.monotonic() >= worker.deadline:
                found[task] = Crash(reason=f"it took more than {self._settings.seconds:.0f} seconds")
                self._drop(worker)
            else:
                continue
            worker.task = None
        return found

    def _receive(self, worker: _Worker) -> bytes | Crash:
        try:
            answer = worker.pipe.recv_bytes()
        except (EOFError, OSError):
            worker.process.join(5)
            code = worker.process.exitcode
            self._drop(worker)
            return Crash(reason=f"its process died ({_describe_exit(code)})")
        return answer[1:] if answer[:1] == b"+" else Crash(reason=answer[1:].decode("utf-8", "replace"))

    def _drop(self, worker: _Worker) -> None:
        self._workers.remove(worker)
        worker.stop()

    def close(self) -> None:
        """End every worker."""
        for worker in self._workers:
            worker.stop()
        self._workers.clear()


def _describe_exit(code: int | None) -> str:
    if code is None:
        return "for an unknown reason"
    if code < 0:
        try:
            return f"signal {signal.Signals(-code).name}; too little memory is the usual cause"
        except ValueError:
            return f"signal {-code}"
    return f"exit code {code}"


@contextlib.contextmanager
def _deaf_to_interrupts() -> Iterator[None]:
    """Start processes that never hear Ctrl-C, which is the parent's business.

    A process inherits which signals are blocked; one that is still importing would answer with a traceback of its own.
    """
    if not hasattr(signal, "pthread_sigmask"):  # not on every system
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _serve(pipe: Connection, module: str, name: str) -> None:
    """Run in a worker: take a task, send back "+" and its result, or "-" and what went wrong."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    work = getattr(importlib.import_module(module), name)
    while True:
        try:
            task = pipe.recv_bytes()
        except (EOFError, OSError):
            return
        try:
            answer = b"+" + work(task)
        except Exception as error:  # whatever goes wrong is told to the parent
            answer = b"-" + f"{type(error).__name__}: {error}".encode("utf-8", "replace")
        try:
            pipe.send_bytes(answer)
        except OSError:
            return
