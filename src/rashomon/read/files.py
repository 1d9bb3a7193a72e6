"""Files, folders and pipes: what is where, under which name, and what its name says of it."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import BinaryIO

from rashomon.model.records import Fault, Record

STDIN = "-"
#: What a file's name says of what is in it; ``.gz`` may follow each.
KINDS = {
    ".txt": "text", ".text": "text", ".md": "markdown", ".markdown": "markdown",
    ".html": "html", ".htm": "html", ".xhtml": "html",
    ".json": "json", ".jsonl": "lines", ".ndjson": "lines",
    ".xml": "feed", ".rss": "feed", ".atom": "feed", ".opml": "feed",
    ".csv": "table", ".tsv": "table", ".warc": "warc",
}  # fmt: skip
#: The media type under which a document of each kind is captured.
MEDIA = {
    "text": "text/plain", "markdown": "text/markdown", "html": "text/html", "json": "application/json",
    "lines": "application/x-ndjson", "feed": "application/xml", "table": "text/csv", "warc": "application/warc",
}  # fmt: skip
_KNOWN = ".txt, .md, .html, .json, .jsonl, .csv, .tsv, .xml, .rss, .opml or .warc, each also .gz"
_URL = re.compile(r"[a-z][a-z0-9+.-]{1,20}://", re.IGNORECASE)


class Opened(Record, frozen=True, kw_only=True):
    """An open file or pipe: its name without folders, what the name says is in it ("" where nothing), its bytes."""

    name: str
    kind: str
    stream: AbstractContextManager[BinaryIO]


def open_input(given: str, stdin: BinaryIO | None = None, name: str = "") -> Opened | Fault:
    """Open a file, or standard input for "-"; what cannot be opened is a fault.

    >>> open_input("https://paper.example/story").message
    'an address was given where nothing is fetched: save the page as .html and give the file'
    """
    if given == STDIN:
        return Opened(name="stdin", kind="", stream=nullcontext(stdin or sys.stdin.buffer))
    if is_address(given):
        message = "an address was given where nothing is fetched: save the page as .html and give the file"
        return Fault(uri=clean_name(given), stage="read", message=message)
    path = Path(given)
    name = name or clean_name(path.name or given)
    try:
        return Opened(name=name, kind=tell_kind(path.name), stream=path.open("rb"))
    except (OSError, ValueError) as error:
        reason = (getattr(error, "strerror", None) or "it cannot be opened").lower()
        return Fault(uri=name, stage="read", message=f"{reason}: check the name, and that you may read it")


def is_address(given: str) -> bool:
    """Tell whether an input is an address of the network and no file.

    >>> is_address("https://paper.example/story"), is_address("story.html")
    (True, False)
    """
    return bool(_URL.match(given))


def walk_folder(folder: Path) -> Iterator[tuple[Path, str] | Fault]:
    """Yield the path and name of every file in a folder and its folders, in the order of their names.

    Hidden files are passed over; a file whose name does not say what is in it is a fault.
    """
    seen = False
    for root, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for file in sorted(name for name in files if not name.startswith(".")):
            seen = True
            name = clean_name(Path(root, file).relative_to(folder).as_posix())
            if not Path(root, file).is_file():
                yield Fault(uri=name, stage="read", message="not read: this is no regular file (or a broken link)")
            elif tell_kind(file):
                yield Path(root, file), name
            else:
                yield Fault(uri=name, stage="read", message=f"not read: in a folder only {_KNOWN}, are")
    if not seen:
        name = clean_name(folder.resolve().name)
        yield Fault(uri=name, stage="read", message=f"the folder holds no file: put {_KNOWN} in it")


def tell_kind(name: str) -> str:
    """Return what a file's name says is in it, or "".

    >>> tell_kind("story.HTML.gz"), tell_kind("story")
    ('html', '')
    """
    return KINDS.get(os.path.splitext(name.lower().removesuffix(".gz"))[1], "")  # noqa: PTH122 - a name, not a path


def clean_name(name: str) -> str:
    r"""Return a file's name fit for one line and for UTF-8.

    >>> clean_name("a\nb.txt")
    'a b.txt'
    """
    whole = name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return " ".join("".join(c if c.isprintable() else " " for c in whole).split()) or "?"
