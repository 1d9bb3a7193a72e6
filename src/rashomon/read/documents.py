"""A capture -> the articles in it: what kind of document its bytes are, and what that holds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import msgspec

from rashomon.model.captures import Capture
from rashomon.model.codec import decode_ledger, is_ledger
from rashomon.model.errors import InputError, LedgerError
from rashomon.model.records import Fault, Ledger
from rashomon.read.containers import read_whole, unpack_pieces
from rashomon.read.drafts import Draft, Pointer
from rashomon.read.encodings import decode_text
from rashomon.read.feeds import is_feed, is_json_feed, read_feed, read_json_feed
from rashomon.read.files import KINDS, MEDIA
from rashomon.read.lines import Found, find_objects, parse_json
from rashomon.read.objects import read_object
from rashomon.read.pages import read_page
from rashomon.read.settings import SETTINGS, ReadSettings
from rashomon.read.tables import find_rows
from rashomon.read.texts import read_text
from rashomon.read.warcs import read_warc

Item = Draft | Pointer | Fault | tuple[str, Ledger]

_TAG = re.compile(r"<(?:!doctype html|html|head|body|article|div|p|h1|meta)\b", re.IGNORECASE)
_OBJECT = re.compile(r"(?:\{\s*\"|\[\s*\{)")
_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)
_XML = frozenset({"application/xml", "text/xml"})
_LISTS = frozenset({"json", "lines", "table"})


def read_capture(capture: Capture, settings: ReadSettings = SETTINGS) -> Iterator[Item]:
    r"""Yield the articles of a capture, the pages that it names, and a fault for what cannot be read.

    The same capture gives the same articles, whenever that is done: this is how extraction is repeated.

    >>> found = read_capture(Capture(address="https://post.example/1.md", body=b"# Fire\n\nIt *burned* on Monday."))
    >>> next(found).text
    'It burned on Monday.'
    """
    name = capture.address
    try:
        data, told = read_whole(unpack_pieces(iter((capture.body,))))
        yield from tell(told, name)
        if not data:
            raise InputError("it is empty; nothing was read from it")
        if data.startswith(b"WARC/"):
            yield from read_archive(iter((data,)), name, settings)
            return
        text, told = decode_text(data, html=not capture.media or "html" in capture.media, charset=capture.charset)
        yield from tell(told, name)
        for item in _read_document(text, capture, settings):
            yield _keep_capture(item, capture) if settings.keep else item
    except (InputError, LedgerError) as error:
        yield Fault(uri=name, stage="read", message=str(error))


def read_article(capture: Capture, settings: ReadSettings = SETTINGS) -> Draft:
    """Return the one article of a page.

    Raises:
        InputError: there is none in it; the message says why.

    >>> read_article(Capture(address="a.txt", body=b"It burned.")).text
    'It burned.'
    """
    items = list(read_capture(capture, settings))
    found = next((item for item in items if isinstance(item, Draft)), None)
    if found is None:
        told = next(
            (item.message for item in items if isinstance(item, Fault)), "it is a list of pages, and no article"
        )
        raise InputError(told)
    return found


def read_pointers(capture: Capture) -> tuple[Pointer, ...]:
    """Return the pages that a feed or a list names, with what it says of each; a feed may be empty.

    Raises:
        InputError: it is none, or cannot be read; the message says why.

    >>> [item.known.uri for item in read_pointers(Capture(address="urls.txt", body=b"https://post.example/1"))]
    ['https://post.example/1']
    """
    items = list(read_capture(capture))
    found = tuple(item for item in items if isinstance(item, Pointer))
    if items and not found:
        told = next((item.message for item in items if isinstance(item, Fault)), "it is an article, and names no pages")
        raise InputError(told)
    return found


def _keep_capture(item: Item, capture: Capture) -> Item:
    """Return an article with what it was read from; one that has a nearer capture keeps that."""
    if isinstance(item, Pointer):
        return Pointer(known=msgspec.structs.replace(item.known, capture=capture), whole=item.whole)
    if isinstance(item, Draft) and item.capture is None:
        return msgspec.structs.replace(item, capture=capture)
    return item


def read_archive(pieces: Iterator[bytes], name: str, settings: ReadSettings = SETTINGS) -> Iterator[Item]:
    """Yield the articles of the pages in a WARC, one page after another."""
    for item in read_warc(pieces, name):
        if isinstance(item, Fault):
            yield item
        else:
            yield from read_capture(item, settings)


def tell(message: str, name: str) -> Iterator[Fault]:
    """Yield a fault of reading where there is something to tell."""
    if message:
        yield Fault(uri=name, stage="read", message=message)


def choose_kind(text: str, media: str, name: str) -> str:
    """Return what kind of document a text is: what its media type says, or its name, or how it begins.

    A media type that servers give to anything is not believed: feeds come as text/html, JSON as text/plain.

    >>> choose_kind("<rss version='2.0'>", "text/html", ""), choose_kind("It burned.", "", "https://a.example/b.md")
    ('feed', 'markdown')
    """
    if is_feed(text):
        return "feed"
    kind = next((kind for kind, known in MEDIA.items() if known == media), "")
    if media.endswith("+json"):
        kind = "json"
    if media == "application/octet-stream" or not media:
        path = name.partition("?")[0].lower().removesuffix(".gz")
        kind = next((kind for suffix, kind in KINDS.items() if path.endswith(suffix)), "")
    if media in _XML or media.endswith("+xml"):
        kind = "html" if _TAG.search(text[:4000]) else "feed"
    sniffed = sniff_kind(text)
    return sniffed if not kind or (kind == "json" and sniffed == "lines") else kind


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
    if is_feed(text):
        return "feed"
    if start.startswith("<") and _TAG.search(start):
        return "html"
    return "markdown" if start.startswith(("---\n", "---\r\n", "# ")) else "text"


def _read_document(text: str, capture: Capture, settings: ReadSettings) -> Iterator[Item]:
    name = capture.address
    base = name if _ADDRESS.match(name) else ""
    kind = choose_kind(text, capture.media, name)
    if kind == "html":
        yield read_page(text, name, url=base or None)
    elif kind == "feed":
        yield from read_feed(text, name, base=base)
    elif kind == "lines":
        yield from read_found(find_objects([text.encode("utf-8", "surrogatepass")], name), name, settings)
    elif kind == "table":
        yield from read_found(find_rows([text.encode("utf-8", "surrogatepass")], name), name, settings)
    elif kind == "json":
        yield from _read_json(text, name, base, settings)
    elif addresses := list_addresses(text):
        yield from (Pointer(known=Draft(text="", uri=address, name=name)) for address in addresses)
    else:
        yield read_text(text, name, markdown=kind == "markdown")


def list_addresses(text: str) -> tuple[str, ...]:
    r"""Return the addresses of a text that is a list of them, one a line ("#" begins a remark), and () for any other.

    >>> list_addresses("# today\nhttps://a.example/1\nhttps://b.example/2\n")
    ('https://a.example/1', 'https://b.example/2')
    >>> list_addresses("https://a.example/1 is down.")
    ()
    """
    if "http" not in text[:100_000]:
        return ()
    lines = [line for given in text.splitlines() if (line := given.strip("\ufeff \t")) and not line.startswith("#")]
    return tuple(dict.fromkeys(lines)) if all(_ADDRESS.fullmatch(line) for line in lines) else ()


def _read_json(text: str, name: str, base: str, settings: ReadSettings) -> Iterator[Item]:
    """Yield the articles of a JSON file: one, a list of them, a feed, or a ledger."""
    try:
        data = parse_json(text)
    except InputError as error:
        raise InputError(f"{error}; mend it, or name it .jsonl where each line is one article") from error
    if is_json_feed(data):
        yield from read_json_feed(data, name, base=base)
        return
    listed = data
    if isinstance(data, dict) and not is_ledger(data):
        listed = next(
            (data[key] for key in ("articles", "stories", "results") if isinstance(data.get(key), list)), data
        )
    if not isinstance(listed, list):
        yield from read_found([Found(data=data, text=text, place="")], name, settings)
        return
    if not listed:
        yield Fault(uri=name, stage="read", message="the list of articles is empty; nothing was read from it")
    found = [Found(data=item, text="", place=f"article {n}") for n, item in enumerate(listed, 1)]
    yield from read_found(found, name, settings)


def read_found(found: Iterable[Found | Fault], name: str, settings: ReadSettings = SETTINGS) -> Iterator[Item]:
    """Yield the article, the pointer or the ledger that each JSON value holds."""
    for item in found:
        if isinstance(item, Fault):
            yield item
        elif is_ledger(item.data):
            yield from _reopen(item, name)
        else:
            for made in read_object(item.data, name, item.place, settings.columns):
                yield _keep_value(made, item, name) if settings.keep and isinstance(made, Draft) else made


def _keep_value(draft: Draft, found: Found, name: str) -> Draft:
    """Return an article with the JSON that it was read from as its capture."""
    body = found.text.encode("utf-8", "surrogatepass") or msgspec.json.encode(found.data)
    capture = Capture(address=name, headers=(("Content-Type", MEDIA["json"]),), body=body)
    return msgspec.structs.replace(draft, capture=capture)


def _reopen(found: Found, name: str) -> Iterator[Item]:
    try:
        yield name, decode_ledger(found.text.lstrip("\ufeff") or msgspec.json.encode(found.data))
    except LedgerError as error:
        yield Fault(uri=name, stage="read", message=f"{found.place}: {error}" if found.place else str(error))
