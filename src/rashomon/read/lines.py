"""JSON and JSON Lines to objects; a broken line is a fault, and the others are read."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from rashomon.model.errors import InputError
from rashomon.model.records import Fault, Record
from rashomon.read.containers import read_lines
from rashomon.read.encodings import decode_text

_BOM = "\ufeff"


class Found(Record, frozen=True, kw_only=True):
    """One JSON value, the text it came from, and its place in the file ("line 3")."""

    data: Any
    text: str
    place: str


def parse_json(text: str) -> Any:
    """Return what a JSON text holds.

    Raises:
        InputError: it is no JSON, or nested too deep.

    >>> parse_json('{"a": 1}')
    {'a': 1}
    """
    try:
        return json.loads(text.removeprefix(_BOM))
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, " if error.lineno > 1 else ""
        raise InputError(f"it is no JSON ({where}column {error.colno}: {error.msg.lower()})") from error
    except (ValueError, RecursionError) as error:
        raise InputError("it is no JSON that can be read: nested too deep, or a number too long") from error


def find_objects(pieces: Iterable[bytes], name: str) -> Iterator[Found | Fault]:
    """Yield the value of every line of JSON Lines, and a fault for every line that is broken."""
    seen = False
    try:
        for number, line in read_lines(pieces):
            if line.strip():
                seen = True
                yield from _parse_line(line, name, f"line {number}")
    except InputError as error:
        yield Fault(uri=name, stage="read", message=str(error))
    if not seen:
        yield Fault(uri=name, stage="read", message="it is empty; nothing was read from it")


def _parse_line(line: bytes, name: str, place: str) -> Iterator[Found | Fault]:
    try:
        text, told = decode_text(line)
        if told:
            yield Fault(uri=name, stage="read", message=f"{place}: {told}")
        text = text.removeprefix(_BOM).strip()
        yield Found(data=parse_json(text), text=text, place=place)
    except InputError as error:
        yield Fault(uri=name, stage="read", message=f"{place}: {error}; the line was left out: mend it")
