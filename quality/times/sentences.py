"""Reads the marked sentences: ``It fell in {March|1998-03}.``, under the date of publication of what follows."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent
PARTS = ("open", "held", "open2", "held2", "open3", "held3")
_MARK = re.compile(r"\{([^{}|]*)\|([^{}|]*)\}")


@dataclass(frozen=True)
class Mark:
    """A time at the offsets ``start`` to ``end`` of its text, with its TIMEX3 value."""

    start: int
    end: int
    timex: str


@dataclass(frozen=True)
class Marked:
    """A short text, when it came out, and the times in it."""

    published: str
    text: str
    marks: tuple[Mark, ...]


def read_marks(published: str, raw: str) -> Marked:
    """Return a text without its marks, and the marks.

    >>> read_marks("1998-03-09", "It fell in {March|1998-03}.").marks
    (Mark(start=11, end=16, timex='1998-03'),)
    """
    text, at, marks = "", 0, []
    for match in _MARK.finditer(raw):
        text += raw[at : match.start()]
        marks.append(Mark(len(text), len(text) + len(match[1]), match[2]))
        text += match[1]
        at = match.end()
    return Marked(published, text + raw[at:], tuple(marks))


def read_part(part: str) -> list[Marked]:
    """Return the texts of a part: a line each, but one that begins with ``+`` goes on with the text before it."""
    published = ""
    texts: list[tuple[str, str]] = []
    for line in (FOLDER / f"{part}.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("= "):
            published = line[2:]
        elif line.startswith("+ "):
            texts[-1] = (published, f"{texts[-1][1]} {line[2:]}")
        elif line:
            texts.append((published, line))
    return [read_marks(*text) for text in texts]
