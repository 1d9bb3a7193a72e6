"""Ledgers to bytes and back, and the JSON Schema made from the records."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec

from rashomon.model.errors import LedgerError
from rashomon.model.records import FORMAT, VERSION, Ledger
from rashomon.model.spans import Span

_DECODER = msgspec.json.Decoder(Ledger)


def encode_ledger(ledger: Ledger, *, indent: int = 1) -> bytes:
    """Return a ledger as UTF-8 JSON; the same ledger gives the same bytes. ``indent`` 0 puts it on one line.

    >>> encode_ledger(Ledger(), indent=0)[:27]
    b'{"format":"rashomon-ledger"'
    """
    raw = msgspec.json.encode(ledger)
    return msgspec.json.format(raw, indent=indent) + b"\n" if indent else raw


def decode_ledger(data: bytes | str) -> Ledger:
    """Return the ledger that some JSON holds; sections that are left out are empty, unknown fields are passed over.

    Raises:
        LedgerError: not JSON, not a ledger, of a later version, or a field of the wrong shape (with its path).

    """
    try:
        ledger = _DECODER.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise LedgerError(f"this is no ledger: {error}") from error
    if ledger.format != FORMAT:
        raise LedgerError(f"this is no ledger: its format is {ledger.format!r}, not {FORMAT!r}")
    if ledger.version > VERSION:
        raise LedgerError(f"this ledger is of version {ledger.version}; this program reads up to {VERSION}: upgrade it")
    return ledger


def is_ledger(data: Any) -> bool:
    """Tell whether decoded JSON says of itself that it is a ledger.

    >>> is_ledger({"format": "rashomon-ledger"}), is_ledger([1])
    (True, False)
    """
    return isinstance(data, dict) and data.get("format") == FORMAT


def make_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of a ledger, made from the records."""
    schema = msgspec.json.schema(Ledger)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "rashomon ledger, version 1", **schema}


def check_ledger(ledger: Ledger) -> tuple[str, ...]:
    """Return what is broken, a line each: spans that are not in their article, unknown or double ids.

    >>> check_ledger(Ledger())
    ()
    """
    texts = {article.id: article.text for article in ledger.articles}
    found = [
        f"{where}: {span.text!r} is not at {span.start}..{span.end} of article {span.article!r}"
        for where, span in _walk_spans(ledger)
        if texts.get(span.article, "")[span.start : span.end] != span.text
    ]
    ids = _collect_ids(ledger, found)
    for where, section, key in _walk_references(ledger):
        if key not in ids[section]:
            found.append(f"{where}: no {section} {key!r}")
    return tuple(found)


_SECTIONS = (
    "articles", "entities", "quotes", "utterances", "values", "claims",
    "origins", "entries", "conflicts", "timeline", "framing", "revisions",
)  # fmt: skip


def _collect_ids(ledger: Ledger, found: list[str]) -> dict[str, set[str]]:
    """Return the ids of every section, adding a line to ``found`` for each that is used twice."""
    ids: dict[str, set[str]] = {}
    for section in _SECTIONS:
        seen: set[str] = set()
        for item in getattr(ledger, section):
            if item.id in seen:
                found.append(f"{section} {item.id}: the id is used twice")
            seen.add(item.id)
        ids[section] = seen
    return ids


def _walk_spans(ledger: Ledger) -> Iterable[tuple[str, Span]]:
    """Yield every span of a ledger with the name of its place."""
    for section in (*_SECTIONS[1:], "lineage", "rewritten"):
        for number, item in enumerate(getattr(ledger, section)):
            where = f"{section} {getattr(item, 'id', number)}"
            yield from ((where, span) for span in _spans_in(item))


def _spans_in(item: Any) -> Iterable[Span]:
    if isinstance(item, Span):
        yield item
    elif isinstance(item, msgspec.Struct):
        for name in item.__struct_fields__:
            yield from _spans_in(getattr(item, name))
    elif isinstance(item, tuple):
        for part in item:
            yield from _spans_in(part)


#: (section, field, section that the field points into); a field holds one id, several, or None.
_REFERENCES = (
    ("quotes", "speaker", "entities"),
    ("utterances", "speaker", "entities"),
    ("utterances", "quotes", "quotes"),
    ("claims", "source", "entities"),
    ("claims", "quote", "quotes"),
    ("claims", "origin", "origins"),
    ("claims", "values", "values"),
    ("entries", "claims", "claims"),
    ("lineage", "a", "articles"),
    ("lineage", "b", "articles"),
    ("rewritten", "article", "articles"),
    ("timeline", "claims", "claims"),
    ("framing", "target", "entities"),
    ("revisions", "article", "articles"),
)


def _walk_references(ledger: Ledger) -> Iterable[tuple[str, str, str]]:
    """Yield (where, section, id) for every id that points into a section."""
    for section, field, target in _REFERENCES:
        for number, item in enumerate(getattr(ledger, section)):
            value = getattr(item, field)
            for key in value if isinstance(value, tuple) else (value,):
                if key is not None:
                    yield f"{section} {getattr(item, 'id', number)}.{field}", target, key
    for conflict in ledger.conflicts:
        for side in conflict.sides:
            yield from ((f"conflicts {conflict.id}", "claims", key) for key in side.claims)
    for entry_id, row in ledger.coverage.entries.items():
        yield "coverage", "entries", entry_id
        yield from ((f"coverage {entry_id}", "articles", key) for key in row)
