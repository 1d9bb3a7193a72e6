"""Judged pairs of sentences to labelled pairs: ``python -m train.judged FOLDER OUT.jsonl``.

A line of ``train/judged/*.tsv`` is a letter, the event, and a sentence of each of two accounts of it, as they come in the
accounts: nobody wrote one for the other. The letters are those of ``train.premises`` and one more: what weakens a sentence
without excluding it stands between *conflict* and *related*, and is drawn as often as the one and as the other.

Events are split, never pairs: every fourth of a file is held back. The same input gives the same lines.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from train.premises import LETTERS, OVERLAP, read_letter

#: One makes a careful reader doubt the other, though both may be true.
WEAKENS = "w"
#: Of so many events of a file one, this one, is held back.
FOLDS, HELD = 4, 3


class Pair(NamedTuple):
    """Two sentences, how the first stands to the second, and whether learning may see them."""

    event: str
    letter: str
    a: str
    b: str
    held: bool

    @property
    def relations(self) -> tuple[str, ...]:
        """How it may be labelled."""
        return ("conflict", "related") if self.letter == WEAKENS else (read_letter(self.letter, self.a, self.b),)


def read_pairs(folder: Path) -> Iterator[Pair]:
    """Yield the pairs of every file of a folder, in the order of names and lines.

    Raises:
        ValueError: a line has not four columns or its letter is not known; the file and the line are named.

    """
    for path in sorted(folder.glob("*.tsv")):
        rows = [line.split("\t") for line in path.read_text("utf-8").splitlines()]
        for number, row in enumerate(rows, 1):
            if len(row) != 4 or row[0] not in (*LETTERS, OVERLAP, WEAKENS):
                raise ValueError(
                    f"{path.name}, line {number}: not a letter, an event and two sentences: {row[0][:20]!r}"
                )
        events = sorted({row[1] for row in rows})
        held = set(events[HELD::FOLDS])
        for letter, event, a, b in rows:
            yield Pair(event, letter, a, b, event in held)


def main(folder: Path, out: Path) -> None:
    """Write the pairs, a line each."""
    with out.open("w", encoding="utf-8") as file:
        for number, pair in enumerate(read_pairs(folder)):
            for label in pair.relations:
                line = {"a": pair.a, "b": pair.b, "label": label, "kind": "", "made": "premise judged"}
                rest = {"family": f"judged/{number:05}", "held": pair.held}
                file.write(json.dumps({**line, **rest}, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
