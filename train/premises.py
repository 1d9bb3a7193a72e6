"""Premises with claims to labelled pairs: ``python -m train.premises FOLDER OUT.jsonl``.

A block of ``train/premises/*.txt`` is a premise, claims with the letter of how the premise stands to each, and further premises
that turn the letters of the same claims over, so that no claim gives its answer away by itself::

    P: In 1994 Oriol Banyuls left the Lisbon orchestra to found a school for blind musicians.
    n: Oriol Banyuls was in an orchestra.
    c: The school that Banyuls founded is for painters.
    Q cr: In 1994 Oriol Banyuls, who had never played in an orchestra, opened a school.

Blocks are split, never pairs: every eighth of a file is held back. The same input gives the same lines.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

#: How a premise stands to a claim; a point in place of a letter leaves the claim out.
LETTERS = {"s": "same", "n": "narrower", "b": "broader", "c": "conflict", "r": "related", "u": "unrelated"}
#: Both tell the same main thing and each has details of its own: the one with more words says more, as in packs (``train.drawn``).
OVERLAP = "o"
#: Of so many blocks of a file one, this one, is held back.
FOLDS, HELD = 8, 3
_CLAIM = re.compile(r"([snbcruo]): (.+)")
_AGAIN = re.compile(r"Q ([snbcruo.]+): (.+)")


class Block(NamedTuple):
    """Claims, and premises with a letter for each claim."""

    name: str
    held: bool
    claims: tuple[str, ...]
    premises: tuple[tuple[str, str], ...]


def read_blocks(folder: Path) -> Iterator[Block]:
    """Yield the blocks of every file of a folder, in the order of names and lines.

    Raises:
        ValueError: a line is of no known form, or a premise has not one letter a claim; the file and the block are named.

    """
    for path in sorted(folder.glob("*.txt")):
        blocks = [part for part in re.split(r"\n\s*\n", path.read_text("utf-8").strip()) if part.strip()]
        for number, text in enumerate(blocks):
            yield _read_block(text, f"{path.stem}/{number:03}", held=number % FOLDS == HELD)


def _read_block(text: str, name: str, *, held: bool) -> Block:
    lines = [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]
    if not lines or not lines[0].startswith("P: "):
        raise ValueError(f"{name}: a block begins with 'P: '")
    letters, claims, premises = "", [], []
    for line in lines[1:]:
        claim, again = _CLAIM.fullmatch(line), _AGAIN.fullmatch(line)
        if claim:
            letters += claim[1]
            claims.append(claim[2])
        elif again and len(again[1]) == len(claims):
            premises.append((again[2], again[1]))
        else:
            raise ValueError(f"{name}: not a claim, nor a premise with {len(claims)} letters: {line[:60]!r}")
    return Block(name, held, tuple(claims), ((lines[0][3:], letters), *premises))


def draw_out(block: Block) -> Iterator[tuple[str, str, str, str]]:
    """Yield (a, b, relation, how made): premises against claims, and claims against claims that say the same as a premise."""
    for premise, letters in block.premises:
        told = [(claim, letter) for claim, letter in zip(block.claims, letters, strict=True) if letter != "."]
        for claim, letter in told:
            yield premise, claim, read_letter(letter, premise, claim), "premise"
        for alike in (claim for claim, letter in told if letter == "s"):
            for claim, letter in told:
                if claim != alike:
                    yield alike, claim, read_letter(letter, alike, claim), "premise reworded"


def read_letter(letter: str, premise: str, claim: str) -> str:
    """Return how a premise stands to a claim.

    >>> read_letter("o", "Three men were held in Lyon on Monday.", "Police held three men.")
    'narrower'
    """
    if letter == OVERLAP:
        return "narrower" if len(premise.split()) >= len(claim.split()) else "broader"
    return LETTERS[letter]


def main(folder: Path, out: Path) -> None:
    """Write the pairs, a line each."""
    with out.open("w", encoding="utf-8") as file:
        for block in read_blocks(folder):
            for a, b, label, made in draw_out(block):
                line = {"a": a, "b": b, "label": label, "kind": "", "made": f"{made} {block.name[:2]}"}
                file.write(json.dumps({**line, "family": block.name, "held": block.held}, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
