"""What the brief of an event prints, against how its statements were judged (``train/briefs``)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from rashomon.model.records import Ledger
from rashomon.report.brief import view_brief
from rashomon.report.entries import view_entries
from rashomon.report.indexes import Index
from rashomon.report.questions import BACKGROUND

LABELS = Path(__file__).parent.parent / "train" / "briefs"
#: Worth from which a statement belongs in a brief: 3 without which it would be lame, 2 good to have.
GOOD = 2


class Judgement(NamedTuple):
    """How a statement was judged: the question that it answers, and how much a brief needs it, 0 to 3."""

    question: str
    worth: int


@cache
def read_judgements(path: Path) -> Mapping[str, Judgement]:
    """Return how each statement of an event was judged.

    Raises:
        ValueError: a line has not three parts, or a worth that is no number.

    """
    found = {}
    for line in path.read_text("utf-8").splitlines():
        question, worth, statement = line.split("\t")
        found[statement] = Judgement(question, int(worth))
    return found


def list_printed(ledger: Ledger) -> list[tuple[str, Judgement]]:
    """Return the judgements of the lines that the brief prints, each with the key of the question it stands under.

    The event is the one whose judged statements the ledger has most of.
    """
    statements = {entry.statement for entry in ledger.entries}
    events = [read_judgements(path) for path in sorted(LABELS.glob("*.tsv"))]
    judged = max(events, key=lambda event: len(statements & event.keys()))
    index = Index(ledger)
    brief = view_brief(index, view_entries(index))
    lines = [(question.key, line.statement) for question in brief.questions for line in question.lines]
    return [(key, judged[statement]) for key, statement in lines if statement in judged]


def measure_briefs(ledgers: Sequence[Ledger]) -> dict[str, float]:
    """Return the shares of the judged lines of some briefs that are worth 2 or 3, and under the right question.

    The second is of those that answer a question; both are rounded to three decimals.
    """
    printed = [one for ledger in ledgers for one in list_printed(ledger)]
    good = [said.worth >= GOOD for _, said in printed]
    right = [key == said.question for key, said in printed if said.question != BACKGROUND]
    return {"worth": round(sum(good) / len(good), 3), "places": round(sum(right) / len(right), 3)}
