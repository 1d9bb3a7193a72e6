"""Files, folders and pipes in; articles, faults and ledgers out."""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, BinaryIO

from rashomon.model.codec import decode_ledger, is_ledger
from rashomon.model.errors import InputError, LedgerError
from rashomon.model.records import Article, Fault, Ledger, Record
from rashomon.read.containers import read_lines, read_pieces, read_whole
from rashomon.read.drafts import Draft, Fields, clean_name, draft_article, require_text
from rashomon.read.encodings import decode_text
from rashomon.read.identities import order_drafts, settle_ids
from rashomon.read.languages import tell_language
from rashomon.read.pages import read_page
from rashomon.read.texts import read_text

#: What a file's name says of what is in it; ``.gz`` may follow each.
SUFFIXES = {
    ".txt": "text", ".text": "text", ".md": "markdown", ".markdown": "markdown",
    ".html": "html", ".htm": "html", ".xhtml": "html",
    ".json": "json", ".jsonl": "lines", ".ndjson": "lines",
}  # fmt: skip
_KNOWN = ".txt .md .html .json .jsonl, each also .gz"
_URL = re.compile(r"[a-z][a-z0-9+.-]{1,20}://", re.IGNORECASE)
_TAG = re.compile(r"<(?:!doctype html|html|head|body|article|div|p|h1|meta)\b", re.IGNORECASE)
STDIN = "-"
#: A file, a folder, "-", or an article that was read elsewhere.
Input = str | os.PathLike[str] | Article


class Reading(Record, frozen=True, kw_only=True):
    """What a set of inputs holds: articles with their own ids, and what could not be read.

    ``ledger`` is set where the one input is a finished ledger, which is to be shown as it is.
    """

    articles: tuple[Article, ...] = ()
    faults: tuple[Fault, ...] = ()
    ledger: Ledger | None = None


def read_inputs(inputs: Sequence[Input], stdin: BinaryIO | None = None) -> Reading:
    """Return all articles of files, folders and "-"; their order changes nothing.

    Nothing is raised for an input that cannot be read: it becomes a fault, and the others are read.
    """
    drafts: list[Draft] = []
    faults: list[Fault] = []
    ledgers: list[tuple[str, Ledger]] = []
    for item in _stream(inputs, stdin):
        if isinstance(item, Draft):
            drafts.append(item)
        elif isinstance(item, Fault):
            faults.append(item)
        else:
            ledgers.append(item)
    if len(ledgers) == 1 and not drafts:
        return Reading(faults=tuple(faults), ledger=ledgers[0][1])
    for name, ledger in ledgers:
        faults.append(_tell_reread(name))
        drafts.extend(draft_article(article, name) for article in ledger.articles)
    settled = list(settle_ids(order_drafts(drafts)))
    faults.extend(item for item in settled if isinstance(item, Fault))
    return Reading(
        articles=tuple(_name_language(item) for item in settled if isinstance(item, Article)),
        faults=tuple(sorted(faults, key=lambda f: (f.uri or "", f.article or "", f.stage, f.message))),
    )


def stream_inputs(inputs: Sequence[Input], stdin: BinaryIO | None = None) -> Iterator[Article | Fault]:
    """Yield articles and faults one by one, in the order in which they come; ledgers give their articles."""
    yield from (
        _name_language(item) if isinstance(item, Article) else item for item in settle_ids(_flatten(inputs, stdin))
    )


def _flatten(inputs: Sequence[Input], stdin: BinaryIO | None) -> Iterator[Draft | Fault]:
    for item in _stream(inputs, stdin):
        if isinstance(item, tuple):
            name, ledger = item
            yield from (draft_article(article, name) for article in ledger.articles)
        else:
            yield item


def _tell_reread(name: str) -> Fault:
    return Fault(
        uri=name, stage="read",
        message="a ledger among other inputs: its articles were read again; give it alone to show it as it is",
    )  # fmt: skip


def _name_language(article: Article) -> Article:
    """Return the article with its language, told from its text where it was not given."""
    if article.language:
        return article
    import msgspec

    return msgspec.structs.replace(article, language=tell_language(article.text))


_Item = Draft | Fault | tuple[str, Ledger]


def _stream(inputs: Sequence[Input], stdin: BinaryIO | None) -> Iterator[_Item]:
    """Yield what every input holds, folders in the order of their names."""
    for given in inputs:
        if isinstance(given, Article):
            yield draft_article(given, given.uri or given.id)
            continue
        text = os.fspath(given)
        if text == STDIN:
            yield from _read_stream(stdin or sys.stdin.buffer, "stdin", "")
        elif _URL.match(text):
            yield Fault(
                uri=text, stage="read",
                message="rashomon does not fetch yet: save the page as .html and give the file",
            )  # fmt: skip
        elif Path(text).is_dir():
            yield from _read_folder(Path(text))
        else:
            yield from _read_file(Path(text), clean_name(Path(text).name))


def _read_folder(folder: Path) -> Iterator[_Item]:
    """Yield what the files of a folder and its folders hold; hidden ones are passed over."""
    seen = False
    for root, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for file in sorted(name for name in files if not name.startswith(".")):
            path = Path(root, file)
            name = clean_name(path.relative_to(folder).as_posix())
            seen = True
            if _kind_of(file):
                yield from _read_file(path, name)
            else:
                yield Fault(uri=name, stage="read", message=f"not read: of a folder's files only {_KNOWN} are")
    if not seen:
        yield Fault(uri=clean_name(folder.name), stage="read", message=f"the folder holds no file: put {_KNOWN} in it")


def _kind_of(file: str) -> str:
    """Return what a file's name says of what is in it, or ""."""
    lower = file.lower().removesuffix(".gz")
    return SUFFIXES.get(os.path.splitext(lower)[1], "")  # noqa: PTH122 - a name, not a path


def _read_file(path: Path, name: str) -> Iterator[_Item]:
    if path.name.lower().removesuffix(".gz").endswith(".warc"):
        yield Fault(uri=name, stage="read", message="rashomon does not read WARC yet: save its pages as .html")
        return
    try:
        with path.open("rb") as stream:
            yield from _read_stream(stream, name, _kind_of(path.name))
    except OSError as error:
        reason = (error.strerror or "cannot be read").lower()
        yield Fault(uri=name, stage="read", message=f"{reason}: check the name and that you may read it")


def _read_stream(stream: BinaryIO, name: str, kind: str) -> Iterator[_Item]:
    """Yield what one file or pipe holds."""
    pieces = read_pieces(stream)
    if kind == "lines":
        yield from _read_lines(pieces, name)
        return
    data, told = read_whole(pieces)
    if told:
        yield Fault(uri=name, stage="read", message=told)
    try:
        if not data:
            raise InputError("it is empty; nothing was read from it")
        text, told = decode_text(data, html=kind == "html")
        if told:
            yield Fault(uri=name, stage="read", message=told)
        yield from _read_document(text, name, kind or _sniff(text))
    except (InputError, LedgerError) as error:
        yield Fault(uri=name, stage="read", message=str(error))


def _sniff(text: str) -> str:
    """Return what a text without a telling name most likely is."""
    start = text.lstrip()[:2000]
    if start.startswith(("{", "[")):
        first, _, rest = text.strip().partition("\n")
        if first.startswith("{") and first.rstrip().endswith("}") and rest.lstrip().startswith("{"):
            return "lines"
        return "json" if _may_be_json(text) else "text"
    if start.startswith("<") and _TAG.search(start):
        return "html"
    return "markdown" if start.startswith(("---\n", "# ")) else "text"


def _may_be_json(text: str) -> bool:
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return bool(re.match(r"\s*(?:\{\s*\"|\[\s*\{)", text))
    return True


def _read_document(text: str, name: str, kind: str) -> Iterator[_Item]:
    if kind == "html":
        yield read_page(text, name)
    elif kind == "json":
        yield from _read_json(text, name)
    elif kind == "lines":
        yield from _read_lines([text.encode("utf-8", "surrogatepass")], name)
    else:
        yield read_text(text, name, markdown=kind == "markdown")


def _read_json(text: str, name: str) -> Iterator[_Item]:
    """Yield the articles of a JSON file: one, a list of them, or a ledger."""
    try:
        data = json.loads(text.lstrip("\ufeff"))
    except ValueError as error:
        where = f"line {error.lineno}: {error.msg}" if isinstance(error, json.JSONDecodeError) else str(error)
        raise InputError(f"it is no JSON ({where}); mend it, or name it .jsonl if each line is one article") from error
    except RecursionError as error:
        raise InputError("it is JSON nested too deep for an article") from error
    if is_ledger(data):
        yield name, decode_ledger(text.lstrip("\ufeff"))
        return
    items = data.get("articles") if isinstance(data, dict) and isinstance(data.get("articles"), list) else data
    if not isinstance(items, list):
        yield from _read_object(items, name, "")
        return
    if not items:
        yield Fault(uri=name, stage="read", message="the list of articles is empty")
    for number, item in enumerate(items, 1):
        yield from _read_object(item, name, f"article {number}")


def _read_lines(pieces: Iterable[bytes], name: str) -> Iterator[_Item]:
    """Yield the articles of JSON Lines; a broken line is a fault, and the others are read."""
    seen = False
    try:
        for number, line in read_lines(pieces):
            bare = line.strip().removeprefix(b"\xef\xbb\xbf")
            if not bare:
                continue
            seen = True
            yield from _read_line(bare, name, f"line {number}")
    except InputError as error:
        yield Fault(uri=name, stage="read", message=str(error))
    if not seen:
        yield Fault(uri=name, stage="read", message="it is empty; nothing was read from it")


def _read_line(line: bytes, name: str, place: str) -> Iterator[_Item]:
    try:
        text, told = decode_text(line)
        if told:
            yield Fault(uri=name, stage="read", message=f"{place}: {told}")
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        what = error.msg if isinstance(error, json.JSONDecodeError) else str(error)
        yield Fault(uri=name, stage="read", message=f"{place}: no JSON ({what}); the line was left out: mend it")
        return
    except InputError as error:
        yield Fault(uri=name, stage="read", message=f"{place}: {error}")
        return
    if is_ledger(data):
        try:
            yield name, decode_ledger(text)
        except LedgerError as error:
            yield Fault(uri=name, stage="read", message=f"{place}: {error}")
    else:
        yield from _read_object(data, name, place)


def _read_object(data: Any, name: str, place: str) -> Iterator[_Item]:
    """Yield the article of one JSON object, and what did not fit in it."""
    if not isinstance(data, dict):
        where = f"{place}: " if place else ""
        yield Fault(uri=name, stage="read", message=f'{where}no article: it must be an object with "text" or "html"')
        return
    fields = Fields(data, name, place)
    try:
        yield _draft_object(fields, name)
    except InputError as error:
        fields.tell(str(error))
    yield from fields.faults


def _draft_object(fields: Fields, name: str) -> Draft:
    text, html = fields.take("text"), fields.take("html")
    if text is None and html is None:
        raise InputError('no article: it has neither "text" nor "html"')
    uri = fields.take("uri", "url")
    page = read_page(html, name, url=uri) if text is None and html is not None else None
    return Draft(
        text=require_text(text or "") if page is None else page.text,
        id=fields.take("id"),
        uri=uri or (page.address if page else None),
        outlet=fields.take("outlet") or (page.outlet if page else None),
        title=fields.take("title") or (page.title if page else None),
        byline=fields.take_names("byline") or (page.byline if page else ()),
        published=fields.take_date("published") or (page.published if page else None),
        language=fields.take("language"),
        name=name,
    )
