"""Read events told several times: invented accounts in which every proposition told more than once carries its number.

A file of ``train/tellings`` holds one event:

    # What happened, in a few words
    ~ update number 2 3 | two dead, then three
    == Outlet | 2031-02-11T22:40:00
    [1 An explosion tore through a block of flats on Tuesday], [2 killing two people], the fire service said.
    == Another outlet | 2031-02-12T07:15:00
    [2 Two are dead] after [1 a blast ripped apart a house].

Marks of one number make one entry, whatever their words; marks do not nest. What stands outside marks makes entries of its own.
A line that begins with ~ sets two entries against each other: the nature and the kind of their conflict, and why. In an update
the second replaces the first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from rashomon.model.records import Article, Claim, Conflict, ConflictKind, Entry, Ledger, Nature, Side, Status
from rashomon.model.spans import Span

#: Beginnings of the names of events from which nothing learns: while no weight knows them, they tell what a change is worth.
HELD_BACK = ("tf-",)
_MARK = re.compile(r"\[(\d+) ([^][]+)\]")
_CONFLICT = re.compile(r"~ (\w+) (\w+) (\d+) (\d+)(?: \| (.*))?")


def list_lessons(folder: Path) -> list[Path]:
    """Return the files of a folder from which models may learn."""
    return sorted(path for path in folder.glob("*.txt") if not path.name.startswith(HELD_BACK))


def read_tellings(path: Path) -> Ledger:
    """Return the articles of one event with a claim for every mark, an entry for every number, and the conflicts.

    Raises:
        ValueError: a bracket that belongs to no mark, or a conflict of a number that is nowhere; the message names the file.

    """
    articles: list[Article] = []
    claims: list[Claim] = []
    members: dict[int, list[str]] = {}
    opening, *blocks = re.split(r"(?m)^== ", path.read_text(encoding="utf-8"))
    for block in blocks:
        head, _, marked = block.partition("\n")
        outlet, _, published = (part.strip() for part in head.partition("|"))
        key = f"{path.stem}-{len(articles) + 1}"
        text, marks = strip_marks(marked.strip())
        if set(text) & set("[]"):
            raise ValueError(f"{path.name}: {outlet}: a bracket belongs to no mark")
        articles.append(Article(id=key, outlet=outlet, published=published, language="en", text=text))
        for number, start, end in marks:
            claim = f"{key}-{start}"
            span = Span(article=key, start=start, end=end, text=text[start:end])
            claims.append(Claim(id=claim, passage=(span,)))
            members.setdefault(number, []).append(claim)
    homes = {claim.id: claim.passage[0].article for claim in claims}
    entries = [
        Entry(
            id=f"{path.stem}-e{number}",
            statement="",
            claims=tuple(keys),
            articles=len({homes[key] for key in keys}),
            origins=0,
            status=Status.UNKNOWN_ORIGIN,
        )
        for number, keys in sorted(members.items())
    ]
    conflicts = tuple(_read_conflicts(path.name, opening, members))
    return Ledger(articles=tuple(articles), claims=tuple(claims), entries=tuple(entries), conflicts=conflicts)


def _read_conflicts(name: str, opening: str, members: dict[int, list[str]]) -> Iterator[Conflict]:
    """Yield a conflict for each line that tells of one."""
    for line in opening.splitlines():
        if not line.startswith("~"):
            continue
        found = _CONFLICT.fullmatch(line.strip())
        if found is None or not {int(found[3]), int(found[4])} <= set(members):
            raise ValueError(f"{name}: no conflict of two marked numbers: {line}")
        yield Conflict(
            id=f"{found[3]}-{found[4]}",
            kind=ConflictKind(found[2]),
            nature=Nature(found[1]),
            sides=tuple(Side(claims=tuple(members[int(number)])) for number in found.groups()[2:4]),
            why=found[5] or "",
        )


def strip_marks(marked: str) -> tuple[str, list[tuple[int, int, int]]]:
    """Return the plain text and its marks as (number, start, end), in code points.

    >>> strip_marks("[1 It sank], he said.")
    ('It sank, he said.', [(1, 0, 7)])
    """
    text: list[str] = []
    marks: list[tuple[int, int, int]] = []
    size = at = 0
    for found in _MARK.finditer(marked):
        text += (marked[at : found.start()], found[2])
        start = size + found.start() - at
        size = start + len(found[2])
        marks.append((int(found[1]), start, size))
        at = found.end()
    return "".join((*text, marked[at:])), marks
