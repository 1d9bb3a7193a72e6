"""Pairs of sentences from JSON Lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

import msgspec

from rashomon.model.records import Fault, Record
from rashomon.read.containers import read_pieces
from rashomon.read.files import open_input
from rashomon.read.lines import find_objects

#: How the Penn Treebank writes brackets and quotation marks; corpora made by its tools keep them.
_ESCAPES = {
    "-lrb-": "(", "-rrb-": ")", "-lsb-": "[", "-rsb-": "]", "-lcb-": "{", "-rcb-": "}", "``": "“", "''": "”",
}  # fmt: skip
_ESCAPED = re.compile(rf"(?<!\S)(?:{'|'.join(_ESCAPES)})(?!\S)", re.IGNORECASE)
#: A mark or half a word that stands by itself, as no one writes it: "the end .", "in Lyon , he said", "did n't".
_CUT = re.compile(rf"[\w)\]”%] (?:[.,;:!?]|n['’]t)(?: |$)|{_ESCAPED.pattern}", re.IGNORECASE)
_BEFORE = re.compile(
    r" (?=[.,;:!?)\]}”](?: |$|[.,;:!?)\]}”])|(?:n['’]t|['’](?:s|re|ve|ll|d|m))(?![-\w'’]))|(?<=\d) (?=%)"
)
_AFTER = re.compile(r"(?<=[(\[{“]) |(?<=[$£€]) (?=\d)")
#: A score or a time of day: "3 : 2".
_BETWEEN = re.compile(r"(?<=\d) : (?=\d)")


def join_tokens(text: str) -> str:
    """Return a sentence that was cut into tokens as people write it; any other is returned as it is.

    Straight quotation marks keep their blanks, and so does the "'" of a plural ("workers ' union").

    >>> join_tokens("He -LRB- born in 1950 -RRB- did n't stay , she said .")
    "He (born in 1950) didn't stay, she said."
    >>> join_tokens("Six died, he said.")
    'Six died, he said.'
    """
    if _CUT.search(text) is None:
        return text
    text = _ESCAPED.sub(lambda found: _ESCAPES[found[0].lower()], text)
    return _AFTER.sub("", _BEFORE.sub("", _BETWEEN.sub(":", text)))


class Pair(Record, frozen=True, kw_only=True):
    """The whole line in which two sentences stand, as JSON, and where that was ("line 3")."""

    line: bytes
    place: str


def stream_pairs(given: str, stdin: BinaryIO | None = None) -> Iterator[Pair | Fault]:
    """Yield the pairs of a file or of "-", and a fault for every line that holds none."""
    opened = open_input(given, stdin)
    if isinstance(opened, Fault):
        yield opened
        return
    with opened.stream as stream:
        for item in find_objects(read_pieces(stream), opened.name):
            if isinstance(item, Fault):
                yield item
                continue
            line = item.data if isinstance(item.data, dict) else {}
            a, b = line.get("a"), line.get("b")
            if isinstance(a, str) and isinstance(b, str) and a.strip() and b.strip():
                try:
                    yield Pair(line=msgspec.json.encode(line), place=item.place)
                    continue
                except UnicodeEncodeError:
                    why = "it holds half characters (lone surrogates)"
            else:
                why = 'no pair: it must have two sentences, "a" and "b"'
            yield Fault(uri=opened.name, stage="read", message=f"{item.place}: {why}; the line was left out: mend it")
