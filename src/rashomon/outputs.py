"""Results to files: what the suffix says, written whole or not at all."""

from __future__ import annotations

import contextlib
import os
import secrets
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from rashomon.model.codec import encode_ledger
from rashomon.model.errors import OutputError
from rashomon.model.records import Ledger

STDOUT = "-"
FORMATS = {".html": "html", ".htm": "html", ".md": "md", ".markdown": "md", ".json": "json"}
#: A file of this name, or with this before its suffix, holds the brief alone.
BRIEF = "brief"


def choose_format(target: str, given: str | None = None) -> str:
    """Return "html", "md", "json" or "brief" for an output: what its name says, else what was asked for.

    Raises:
        OutputError: neither tells.

    >>> choose_format("out/page.html"), choose_format("-"), choose_format("-", "md")
    ('html', 'json', 'md')
    >>> choose_format("out/brief.md"), choose_format("strike.brief.md"), choose_format("debrief.md")
    ('brief', 'brief', 'md')
    """
    known = FORMATS.get(Path(target).suffix.lower(), "json" if target == STDOUT else "")
    if known == "md" and Path(target).stem.lower().rpartition(".")[2] == BRIEF:
        known = BRIEF
    if not (given or known):
        raise OutputError(f"{target}: its suffix must say what to write: .html, .md or .json (or give --format)")
    return known if target != STDOUT and known else given or known


def render_ledger(ledger: Ledger, form: str) -> bytes:
    """Return a ledger as a page ("html"), as Markdown ("md"), as data ("json"), or its brief ("brief")."""
    if form == "json":
        return encode_ledger(ledger)
    if form == "md":
        from rashomon.report.markdown import render_markdown

        return render_markdown(ledger).encode()
    if form == BRIEF:
        from rashomon.report.markdown import render_brief

        return render_brief(ledger).encode()
    from rashomon.report.html import render_html

    return render_html(ledger).encode()


def write_bytes(target: str, data: bytes) -> None:
    """Write a file in one step, or to standard output where the target is "-".

    Raises:
        OutputError: it cannot be written.
    """
    with open_output(target) as stream:
        stream.write(data)


def check_output(target: str) -> None:
    """See that an output can be written, before the work is done.

    Raises:
        OutputError: its folder is missing, or it is a folder itself.
    """
    if target == STDOUT:
        return
    path = Path(target)
    try:
        path.exists()
    except OSError as error:
        raise OutputError(f"{target[:80]}: no file can have this name ({(error.strerror or '').lower()})") from error
    if path.is_dir():
        raise OutputError(f"{target}: this is a folder; name a file in it")
    if _is_device(path):
        return
    if not path.parent.is_dir():
        raise OutputError(f"{target}: there is no folder {str(path.parent)!r}: make it first")
    if not os.access(path.parent, os.W_OK):
        raise OutputError(f"{target}: you may not write in the folder {str(path.parent)!r}: choose another")


def keep_inputs(targets: Iterable[str], inputs: Iterable[str]) -> None:
    """See that no output would replace an input, or a file in a folder that is an input.

    Raises:
        OutputError: one would.
    """
    given = [Path(one).resolve() for one in inputs if one != STDOUT]
    for target in targets:
        path = Path(target).resolve()
        if target != STDOUT and path.is_file() and any(path == one or one in path.parents for one in given):
            raise OutputError(f"{target}: this is one of the inputs; write to another name")


def _is_device(path: Path) -> bool:
    """Tell whether a path is a device or a named pipe, which cannot be replaced by a new file."""
    return path.exists() and not path.is_file()


@contextlib.contextmanager
def open_output(target: str) -> Iterator[BinaryIO]:
    """Give a stream that becomes the file when all went well; until then the old file stays.

    Raises:
        OutputError: it cannot be written.
    """
    if target == STDOUT:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    check_output(target)
    path = Path(target)
    try:
        if _is_device(path):
            with path.open("wb") as stream:
                yield stream
            return
        path = path.resolve()  # a link stays a link
        part = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
        try:
            with part.open("wb") as stream:
                yield stream
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputError(f"{target}: it could not be written ({(error.strerror or str(error)).lower()})") from error
