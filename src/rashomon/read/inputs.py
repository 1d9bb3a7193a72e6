"""Files, folders and pipes in; articles, faults and ledgers out."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

import msgspec

from rashomon.model.codec import decode_ledger, is_ledger
from rashomon.model.errors import InputError, LedgerError
from rashomon.model.records import Article, Fault, Ledger, Record
from rashomon.read.containers import read_pieces, read_whole
from rashomon.read.drafts import Draft, draft_article
from rashomon.read.encodings import decode_text
from rashomon.read.files import STDIN, Opened, open_input, walk_folder
from rashomon.read.identities import order_drafts, settle_ids
from rashomon.read.languages import tell_language
from rashomon.read.lines import Found, find_objects, parse_json
from rashomon.read.objects import read_object
from rashomon.read.pages import read_page
from rashomon.read.texts import read_text

#: A file, a folder, "-", or an article that was read elsewhere.
Input = str | os.PathLike[str] | Article

_TAG = re.compile(r"<(?:!doctype html|html|head|body|article|div|p|h1|meta)\b", re.IGNORECASE)
_OBJECT = re.compile(r"(?:\{\s*\"|\[\s*\{)")
_Item = Draft | Fault | tuple[str, Ledger]


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

    >>> read_inputs(["no-such-file.txt"]).faults[0].uri
    'no-such-file.txt'
    """
    items = list(_stream(inputs, stdin))
    drafts = [item for item in items if isinstance(item, Draft)]
    faults = [item for item in items if isinstance(item, Fault)]
    ledgers = [item for item in items if isinstance(item, tuple)]
    if len(ledgers) == 1 and not drafts:
        return Reading(faults=tuple(faults), ledger=ledgers[0][1])
    for name, ledger in ledgers:
        faults.append(_tell_reread(name))
        drafts.extend(draft_article(article, name) for article in ledger.articles)
    settled = list(settle_ids(order_drafts(drafts)))
    faults.extend(item for item in settled if isinstance(item, Fault))
    return Reading(
        articles=tuple(_name_language(item) for item in settled if isinstance(item, Article)),
        faults=tuple(sorted(set(faults), key=lambda f: (f.uri or "", f.article or "", f.stage, f.message))),
    )


def stream_inputs(inputs: Sequence[Input], stdin: BinaryIO | None = None) -> Iterator[Article | Fault]:
    """Yield articles and faults one by one, in the order in which they come; ledgers give their articles."""
    for item in settle_ids(_flatten(_stream(inputs, stdin))):
        yield _name_language(item) if isinstance(item, Article) else item


def stream_drafts(inputs: Sequence[Input], stdin: BinaryIO | None = None) -> Iterator[Draft | Fault]:
    """Yield articles as they were read, each as often as it comes, before ids are settled; and faults."""
    return _flatten(_stream(inputs, stdin))


def settle_alone(draft: Draft, key: str) -> Article:
    """Return one article under an id that is known to be its own."""
    return _name_language(draft.settle(key))


def _flatten(items: Iterator[_Item]) -> Iterator[Draft | Fault]:
    for item in items:
        if isinstance(item, tuple):
            name, ledger = item
            yield from (draft_article(article, name) for article in ledger.articles)
        else:
            yield item


def _tell_reread(name: str) -> Fault:
    message = "a ledger among other inputs: its articles were read again; give it alone to show it as it is"
    return Fault(uri=name, stage="read", message=message)


def _name_language(article: Article) -> Article:
    """Return the article with its language, told from its text where it was not given."""
    if article.language:
        return article
    return msgspec.structs.replace(article, language=tell_language(article.text))


def _stream(inputs: Sequence[Input], stdin: BinaryIO | None) -> Iterator[_Item]:
    """Yield what every input holds, folders in the order of their names."""
    for given in inputs:
        if isinstance(given, Article):
            yield draft_article(given, given.uri or given.id)
            continue
        place = os.fspath(given)
        if place != STDIN and os.path.isdir(place):  # noqa: PTH112 - says no, not stop, to a name that is too long
            for item in walk_folder(Path(place)):
                if isinstance(item, Fault):
                    yield item
                else:
                    yield from _read_opened(open_input(str(item[0]), name=item[1]))
        else:
            yield from _read_opened(open_input(place, stdin))


def _read_opened(opened: Opened | Fault) -> Iterator[_Item]:
    """Yield what one file or pipe holds."""
    if isinstance(opened, Fault):
        yield opened
        return
    try:
        with opened.stream as stream:
            pieces = read_pieces(stream)
            if opened.kind == "lines":
                yield from _read_found(find_objects(pieces, opened.name), opened.name)
                return
            data, told = read_whole(pieces)
            yield from _tell(told, opened.name)
        if not data:
            raise InputError("it is empty; nothing was read from it")
        text, told = decode_text(data, html=opened.kind == "html")
        yield from _tell(told, opened.name)
        yield from _read_document(text, opened.name, opened.kind or sniff_kind(text))
    except (InputError, LedgerError) as error:
        yield Fault(uri=opened.name, stage="read", message=str(error))
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        yield Fault(uri=opened.name, stage="read", message=f"reading stopped ({reason}): get the file again")


def _tell(message: str, name: str) -> Iterator[Fault]:
    if message:
        yield Fault(uri=name, stage="read", message=message)


def sniff_kind(text: str) -> str:
    r"""Return what a text whose name does not tell most likely is.

    >>> sniff_kind('{"text": "It burned."}\n{"text": "It sank."}'), sniff_kind("<p>It burned.</p>"), sniff_kind("Fire!")
    ('lines', 'html', 'text')
    """
    start = text[:4000].lstrip("\ufeff \t\r\n")
    if _OBJECT.match(start):
        first, _, rest = text.strip("\ufeff \t\r\n").partition("\n")
        several = first.rstrip().endswith("}") and rest.lstrip().startswith("{")
        return "lines" if start.startswith("{") and several else "json"
    if start.startswith("<") and _TAG.search(start):
        return "html"
    return "markdown" if start.startswith(("---\n", "---\r\n", "# ")) else "text"


def _read_document(text: str, name: str, kind: str) -> Iterator[_Item]:
    if kind == "html":
        yield read_page(text, name)
    elif kind == "lines":
        yield from _read_found(find_objects([text.encode("utf-8", "surrogatepass")], name), name)
    elif kind == "json":
        yield from _read_json(text, name)
    else:
        yield read_text(text, name, markdown=kind == "markdown")


def _read_json(text: str, name: str) -> Iterator[_Item]:
    """Yield the articles of a JSON file: one, a list of them, or a ledger."""
    try:
        data = parse_json(text)
    except InputError as error:
        raise InputError(f"{error}; mend it, or name it .jsonl where each line is one article") from error
    listed = data.get("articles") if isinstance(data, dict) and not is_ledger(data) else data
    if not isinstance(listed, list):
        yield from _read_found([Found(data=data, text=text, place="")], name)
        return
    if not listed:
        yield Fault(uri=name, stage="read", message="the list of articles is empty; nothing was read from it")
    yield from _read_found([Found(data=item, text="", place=f"article {n}") for n, item in enumerate(listed, 1)], name)


def _read_found(found: Iterator[Found | Fault] | list[Found], name: str) -> Iterator[_Item]:
    """Yield the article or the ledger that each JSON value holds."""
    for item in found:
        if isinstance(item, Fault):
            yield item
        elif is_ledger(item.data):
            yield from _reopen(item, name)
        else:
            yield from read_object(item.data, name, item.place)


def _reopen(found: Found, name: str) -> Iterator[_Item]:
    try:
        yield name, decode_ledger(found.text.lstrip("\ufeff") or msgspec.json.encode(found.data))
    except LedgerError as error:
        yield Fault(uri=name, stage="read", message=f"{found.place}: {error}" if found.place else str(error))
