"""What a person at a terminal sees: progress, a short summary, reasons. Nothing of it goes to standard output."""

from __future__ import annotations

import sys
import threading
from collections import Counter
from collections.abc import Iterator
from types import TracebackType
from typing import TYPE_CHECKING

from rashomon.model.records import Conflict, Ledger, Nature, Wording
from rashomon.report.indexes import list_entries
from rashomon.report.phrases import say_count
from rashomon.report.views import say_headline

if TYPE_CHECKING:
    from rich.progress import Progress as Bar
    from rich.progress import TaskID

#: Seconds before progress shows: what is done at once needs none.
PATIENCE = 1.0


class ProgressLine:
    """One line on a terminal that tells how far the work is; shows nothing where there is no terminal."""

    def __init__(self, *, shown: bool) -> None:
        self._shown = shown and sys.stderr.isatty()
        self._lock = threading.Lock()
        self._bar: Bar | None = None
        self._task: TaskID | None = None
        self._state = ("starting", 0, 0)
        self._timer: threading.Timer | None = None

    def __enter__(self) -> ProgressLine:
        if self._shown:
            self._timer = threading.Timer(PATIENCE, self._start)
            self._timer.daemon = True
            self._timer.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._timer:
            self._timer.cancel()
        with self._lock:
            self._shown = False
            if self._bar:
                self._bar.stop()
                self._bar = None

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Take note of how far the work is."""
        with self._lock:
            self._state = (stage, done, total)
            self._show()

    def _start(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn

        with self._lock:
            if not self._shown:
                return
            self._bar = Progress(
                SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[amount]}"),
                console=Console(stderr=True), transient=True,
            )  # fmt: skip
            self._task = self._bar.add_task(self._state[0], total=None, amount="")
            self._bar.start()
            self._show()

    def _show(self) -> None:
        if self._bar and self._task is not None:
            stage, done, total = self._state
            amount = f"{done} of {total}" if total else str(done or "")
            # A task keeps the total it once had: only one that is begun anew has none.
            self._bar.reset(self._task, total=total or None, completed=done, description=stage, amount=amount)


def summarise(ledger: Ledger) -> Iterator[str]:
    """Yield a few lines on what is in a ledger, most worth knowing first."""
    entries = list_entries(ledger)
    shared = sum(entry.articles > 1 for entry in entries)
    yield say_headline(ledger)
    if entries:
        yield f"{say_count(len(entries), 'entry', 'entries')}, {shared} told by more than one account"
    natures = Counter(conflict.nature for conflict in ledger.conflicts)
    if natures:
        told = [say_count(natures[nature], nature.value) for nature in Nature if natures[nature]]
        yield f"{say_count(len(ledger.conflicts), 'conflict')}: {', '.join(told)}"
    altered = sum(utterance.wording is Wording.ALTERED for utterance in ledger.utterances)
    if altered:
        yield f"{say_count(altered, 'quote')} printed in different words"


def explain(ledger: Ledger) -> Iterator[str]:
    """Yield the reasons behind a ledger's conflicts and lineage, a line each."""
    outlets = {article.id: article.label for article in ledger.articles}
    for conflict in ledger.conflicts:
        yield f"{conflict.kind.value}, {conflict.nature.value}: {conflict.why or _quote_sides(conflict)}"
        yield from (f"    {reason}" for reason in conflict.reasons)
    for line in ledger.lineage:
        pair = f"{outlets.get(line.a, line.a)} and {outlets.get(line.b, line.b)}"
        yield f"{pair}: {line.relation.value} ({line.direction.value}, {line.score})"
        yield from (f"    {reason}" for reason in line.reasons)
    models = ", ".join(f"{model.name} {model.version}".strip() for model in ledger.generator.models)
    yield f"made by {ledger.generator.name} {ledger.generator.version} with {models or 'no model'}"


def _quote_sides(conflict: Conflict) -> str:
    return " / ".join(side.spans[0].text for side in conflict.sides if side.spans)
