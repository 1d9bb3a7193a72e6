"""Files, folders and pipes in; articles, faults and ledgers out."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import BinaryIO

import msgspec

from rashomon.model.captures import Capture
from rashomon.model.errors import InputError
from rashomon.model.records import Article, Fault, Ledger, Record
from rashomon.read.containers import read_pieces, read_whole
from rashomon.read.documents import Item, read_archive, read_capture, read_found, tell
from rashomon.read.drafts import Draft, draft_article
from rashomon.read.files import MEDIA, STDIN, Opened, clean_name, is_address, open_input, walk_folder
from rashomon.read.following import follow_pointers
from rashomon.read.identities import order_drafts, settle_ids
from rashomon.read.languages import tell_language
from rashomon.read.lines import find_objects
from rashomon.read.settings import SETTINGS, ReadSettings
from rashomon.read.tables import find_rows

#: A file, a folder, "-", or an article that was read elsewhere.
Input = str | os.PathLike[str] | Article

#: Bytes of an archive that are read at a time.
_PIECE = 1 << 18
_Item = Draft | Fault | tuple[str, Ledger]


class Reading(Record, frozen=True, kw_only=True):
    """What a set of inputs holds: articles with their own ids, and what could not be read.

    ``ledger`` is set where the one input is a finished ledger, which is to be shown as it is.
    """

    articles: tuple[Article, ...] = ()
    faults: tuple[Fault, ...] = ()
    ledger: Ledger | None = None


def read_inputs(inputs: Sequence[Input], stdin: BinaryIO | None = None, settings: ReadSettings = SETTINGS) -> Reading:
    """Return all articles of files, folders and "-"; their order changes nothing.

    Nothing is raised for an input that cannot be read: it becomes a fault, and the others are read.

    >>> read_inputs(["no-such-file.txt"]).faults[0].uri
    'no-such-file.txt'
    """
    items = list(_stream(inputs, stdin, settings))
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


def stream_inputs(
    inputs: Sequence[Input], stdin: BinaryIO | None = None, settings: ReadSettings = SETTINGS
) -> Iterator[Article | Fault]:
    """Yield articles and faults one by one, in the order in which they come; ledgers give their articles."""
    for item in settle_ids(stream_drafts(inputs, stdin, settings)):
        yield _name_language(item) if isinstance(item, Article) else item


def stream_drafts(
    inputs: Sequence[Input], stdin: BinaryIO | None = None, settings: ReadSettings = SETTINGS
) -> Iterator[Draft | Fault]:
    """Yield articles as they were read, each as often as it comes, before ids are settled; and faults."""
    return _flatten(_stream(inputs, stdin, settings))


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


def _stream(inputs: Sequence[Input], stdin: BinaryIO | None, settings: ReadSettings) -> Iterator[_Item]:
    """Yield what every input holds, folders in the order of their names."""
    for given in inputs:
        if isinstance(given, Article):
            yield draft_article(given, given.uri or given.id)
            continue
        place = os.fspath(given)
        if is_address(place):
            yield from follow_pointers(_read_address(place, settings), clean_name(place), settings)
        elif place != STDIN and os.path.isdir(place):  # noqa: PTH112 - says no, not stop, to a name that is too long
            for item in walk_folder(Path(place)):
                if isinstance(item, Fault):
                    yield item
                else:
                    yield from _read_followed(open_input(str(item[0]), name=item[1]), settings)
        else:
            yield from _read_followed(open_input(place, stdin), settings)


def _read_address(place: str, settings: ReadSettings) -> Iterator[Item]:
    """Yield what is at an address that the user named."""
    if settings.fetch is None:
        opened = open_input(place)
        if isinstance(opened, Fault):
            yield opened
        return
    try:
        capture = settings.fetch(place)
    except InputError as error:
        yield Fault(uri=clean_name(place), stage="read", message=str(error))
        return
    yield from read_capture(capture, settings)


def _read_followed(opened: Opened | Fault, settings: ReadSettings) -> Iterator[_Item]:
    """Yield what one file or pipe holds, and what it names where that is to be followed."""
    if isinstance(opened, Fault):
        yield opened
    else:
        yield from follow_pointers(_read_opened(opened, settings), opened.name, settings)


def _read_opened(opened: Opened, settings: ReadSettings) -> Iterator[Item]:
    """Yield what one file or pipe holds: tables, lines and archives as they come, other documents whole."""
    name = opened.name
    try:
        with opened.stream as stream:
            if opened.kind == "warc":
                yield from read_archive(iter(lambda: stream.read(_PIECE), b""), name, settings)
                return
            pieces = read_pieces(stream)
            if opened.kind in {"lines", "table"}:
                find = find_objects if opened.kind == "lines" else find_rows
                yield from read_found(find(pieces, name), name, settings)
                return
            first = next(pieces, b"")
            if first.startswith(b"WARC/"):
                yield from read_archive(chain((first,), pieces), name, settings)
                return
            data, told = read_whole(chain((first,), pieces))
            yield from tell(told, name)
        headers = (("Content-Type", MEDIA[opened.kind]),) if opened.kind else ()
        yield from read_capture(Capture(address=name, headers=headers, body=data), settings)
    except InputError as error:
        yield Fault(uri=name, stage="read", message=str(error))
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        yield Fault(uri=name, stage="read", message=f"reading stopped ({reason}): get the file again")
