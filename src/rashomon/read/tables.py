"""CSV and tab-separated files to rows by name; a broken row is a fault, and the others are read."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from itertools import chain

from rashomon.model.errors import InputError
from rashomon.model.records import Fault
from rashomon.read.containers import SETTINGS as CONTAINERS
from rashomon.read.containers import read_lines
from rashomon.read.exports import name_gkg
from rashomon.read.lines import Found

_DELIMITERS = (",", "\t", ";", "|")


def find_rows(pieces: Iterable[bytes], name: str) -> Iterator[Found | Fault]:
    """Yield every row of a table under the names in its first line; GDELT's GKG has none and is known by its form."""
    faults: list[Fault] = []
    lines = _decode(pieces, name, faults)
    first = next(lines, "")
    yield from _drain(faults)
    if not first:
        yield Fault(uri=name, stage="read", message="it is empty; nothing was read from it")
        return
    csv.field_size_limit(CONTAINERS.most_bytes)
    if name_gkg(first.rstrip("\r\n").split("\t")):
        yield from _find_gkg(chain((first,), lines), name, faults)
        return
    delimiter = max(_DELIMITERS, key=first.count)
    rows = csv.reader(chain((first,), lines), delimiter=delimiter)
    try:
        heads = [head.strip() for head in next(rows)]
        for row in rows:
            yield from _drain(faults)
            if row:
                yield _name_row(heads, row, f"line {rows.line_num}", name)
    except csv.Error as error:
        yield Fault(uri=name, stage="read", message=f"line {rows.line_num}: it is no table ({error}); reading stopped")
    yield from _drain(faults)


def _name_row(heads: list[str], row: list[str], place: str, name: str) -> Found | Fault:
    if len(row) > len(heads):
        message = (
            f"{place}: it has {len(row)} columns where the first line names {len(heads)}; it was left out: mend it"
        )
        return Fault(uri=name, stage="read", message=message)
    return Found(data=dict(zip(heads, row, strict=False)), text="", place=place)


def _find_gkg(lines: Iterable[str], name: str, faults: list[Fault]) -> Iterator[Found | Fault]:
    for number, line in enumerate(lines, 1):
        yield from _drain(faults)
        if row := name_gkg(line.rstrip("\r\n").split("\t")):
            yield Found(data=row, text="", place=f"line {number}")
        elif line.strip():
            yield Fault(uri=name, stage="read", message=f"line {number}: it is no line of GKG 2.1; it was left out")
    yield from _drain(faults)


def _decode(pieces: Iterable[bytes], name: str, faults: list[Fault]) -> Iterator[str]:
    """Yield the lines of a table as text: each that is no UTF-8 as Windows-1252, which is told once."""
    guessed = False
    try:
        for number, line in read_lines(pieces):
            try:
                text = line.decode("utf-8")
            except UnicodeDecodeError:
                text = line.decode("cp1252", "replace")
                if not guessed:
                    guessed = True
                    message = f"line {number} is no UTF-8; it and others like it were read as Windows-1252"
                    faults.append(Fault(uri=name, stage="read", message=f"{message}: save the file as UTF-8"))
            yield (text.removeprefix("\ufeff") if number == 1 else text) + "\n"
    except InputError as error:
        faults.append(Fault(uri=name, stage="read", message=str(error)))


def _drain(faults: list[Fault]) -> Iterator[Fault]:
    yield from faults
    faults.clear()
