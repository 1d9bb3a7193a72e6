"""RSS, Atom, JSON Feed and OPML: the pages they name, and what they say of each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.entities import html5
from typing import Any
from urllib.parse import urljoin

from rashomon.model.errors import InputError
from rashomon.model.records import Record
from rashomon.read.dates import normalise_date
from rashomon.read.drafts import Draft, Pointer
from rashomon.read.fragments import read_fragment


class FeedSettings(Record, frozen=True, kw_only=True):
    """Bounds on a feed, and when what it carries is the whole of a story."""

    #: Characters of markup: feeds have 0.02 to 5 million.
    most_markup: int = 30_000_000
    #: Pages that one feed may name: feeds have 10 to 500, lists of feeds up to 10,000.
    most_entries: int = 50_000
    #: Characters from which a description is the story itself: summaries have 50 to 500.
    least_whole: int = 800


SETTINGS = FeedSettings()

#: Plain names of XML that are no entity of HTML to be put in place beforehand.
_KEPT = frozenset({"amp", "lt", "gt", "quot", "apos"})
_NAMED = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,31});")
_DECLARED = re.compile(r"<!ENTITY", re.IGNORECASE)
_HEAD = re.compile(r"^\s*<\?xml[^>]{0,400}\?>", re.IGNORECASE)
_DOCTYPE = re.compile(r"<!DOCTYPE[^>\[]{0,1000}(?:\[[^\]]{0,10000}\]\s{0,9})?>", re.IGNORECASE)
#: What may stand before the root of XML; each is matched by itself, so that no text can make it try all partitions.
_BEFORE = re.compile(
    r"\s+|<\?[^>]{0,1000}>|<!--.{0,2000}?-->|<!DOCTYPE[^>\[]{0,1000}(?:\[[^\]]{0,10000}\]\s{0,9})?>",
    re.IGNORECASE | re.DOTALL,
)
_ROOT = re.compile(r"<(?:rss|feed|rdf:RDF|opml|urlset)\b", re.IGNORECASE)
#: Characters of an author's name, with an address of mail before it.
_LONGEST_NAME = 200
_AUTHOR = re.compile(r"\S+@\S+\s+\(([^)]+)\)")


def is_feed(text: str) -> bool:
    """Tell whether a text is RSS, Atom, OPML or a site map by how it begins.

    >>> is_feed("<?xml version='1.0'?><rss version='2.0'>"), is_feed("<html><body>")
    (True, False)
    """
    head = text[:20_000].removeprefix("\ufeff")
    at = 0
    while before := _BEFORE.match(head, at):
        at = before.end()
    return bool(_ROOT.match(head, at))


def is_json_feed(data: Any) -> bool:
    """Tell whether decoded JSON says of itself that it is a JSON Feed."""
    return isinstance(data, dict) and str(data.get("version", "")).startswith("https://jsonfeed.org/version/")


def read_feed(text: str, name: str, *, base: str = "", settings: FeedSettings = SETTINGS) -> Iterator[Pointer]:
    """Yield the pages that an RSS or Atom feed, a list of feeds or a site map names, in its order.

    ``base`` is the address of the feed, to which relative addresses are added.

    Raises:
        InputError: it is none of these, or declares entities, as no feed needs.

    """
    root = _parse(text, settings)
    kind = _tag(root)
    if kind == "opml":
        found = _read_outlines(root, name, base)
    elif kind == "urlset":
        found = _read_map(root, name, base)
    elif kind in {"rss", "rdf", "feed"}:
        found = _read_entries(root, name, base, settings)
    else:
        raise InputError(f"it is XML, but no feed (it begins with <{kind[:40]}>); nothing was read from it")
    for number, pointer in enumerate(found):
        if number >= settings.most_entries:
            raise InputError(f"it names over {settings.most_entries:,} pages; the rest was left out")
        yield pointer


def _parse(text: str, settings: FeedSettings) -> Any:
    """Return the root of a feed: no entity is expanded, nothing outside it is looked at, what is broken is mended."""
    from lxml.etree import LxmlError, XMLParser, fromstring

    if len(text) > settings.most_markup:
        raise InputError(f"the feed is over {settings.most_markup:,} characters; nothing was read from it")
    root_at = _ROOT.search(text)
    if _DECLARED.search(text, 0, root_at.start() if root_at else len(text)):
        raise InputError("it declares entities, which can grow without end and no feed needs; nothing was read from it")
    plain = _DOCTYPE.sub("", _HEAD.sub("", text.removeprefix("\ufeff")), count=1)
    plain = _NAMED.sub(lambda found: _put_letter(found[0], found[1]), plain)
    parser = XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        root = fromstring(plain.encode("utf-8", "replace"), parser=parser)
    except (LxmlError, ValueError) as error:
        raise InputError(f"the feed cannot be parsed ({error}); nothing was read from it") from error
    if root is None:
        raise InputError("the feed holds nothing that can be parsed; nothing was read from it")
    return root


def _put_letter(whole: str, name: str) -> str:
    return whole if name in _KEPT else html5.get(f"{name};", whole)


def _tag(element: Any) -> str:
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def _children(element: Any, *names: str) -> Iterator[Any]:
    for name in names:
        yield from (child for child in element if _tag(child) == name)


def _text(element: Any, *names: str) -> str:
    """Return the words of the first child of one of these names that has any."""
    for child in _children(element, *names):
        if found := "".join(child.itertext()).strip():
            return found
    return ""


def _read_entries(root: Any, name: str, base: str, settings: FeedSettings) -> Iterator[Pointer]:
    channel = next(_children(root, "channel"), root)
    outlet = _line(_text(channel, "title"))
    language = _text(channel, "language") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or ""
    authors = _read_authors(channel)
    for entry in (*_children(channel, "item", "entry"), *(_children(root, "item") if channel is not root else ())):
        text, whole = _read_story(entry, settings)
        address = _read_link(entry, base)
        if not address and not text:
            continue
        known = Draft(
            text=text,
            uri=address or None,
            outlet=_line(_text(entry, "source")) or outlet or None,
            title=_line(_text(entry, "title")) or None,
            byline=_read_authors(entry) or authors,
            published=_read_date(entry),
            language=_short(language),
            name=name,
        )
        yield Pointer(known=known, whole=whole)


def _line(html: str) -> str:
    """Return the words of a piece of HTML on one line."""
    return " ".join(read_fragment(html).split())


def _short(language: str) -> str | None:
    """Return the language of a code with a country: "en" of "en-GB"."""
    code = re.match(r"[A-Za-z]{2,3}(?![A-Za-z])", language.strip())
    return code[0].lower() if code else None


def _read_story(entry: Any, settings: FeedSettings) -> tuple[str, bool]:
    """Return what an entry says, and whether that is the whole story."""
    content = next((found for child in _children(entry, "encoded", "content") if (found := _markup(child))), "")
    if text := read_fragment(content):
        return text, True
    text = read_fragment(next((found for c in _children(entry, "description", "summary") if (found := _markup(c))), ""))
    return text, len(text) >= settings.least_whole


def _markup(element: Any) -> str:
    """Return what an element holds as HTML: escaped in it, or as elements (Atom's xhtml)."""
    if len(element):
        from lxml.etree import tostring

        return "".join([element.text or "", *(tostring(child, encoding="unicode") for child in element)])
    text = (element.text or "").strip()
    return text.replace("&", "&amp;").replace("<", "&lt;") if element.get("type") == "text" else text


def _read_link(entry: Any, base: str) -> str:
    """Return the address of an entry's page, or ""."""
    links = list(_children(entry, "link"))
    for link in links:
        if (link.get("href") or "").strip() and link.get("rel", "alternate") == "alternate":
            return _join(base, link.get("href"))
    for link in links:
        if (link.text or "").strip():
            return _join(base, link.text)
    guid = next(_children(entry, "guid", "id"), None)
    if guid is not None and guid.get("isPermaLink", "true") != "false":
        return _join("", guid.text or "")
    return ""


def _join(base: str, address: str) -> str:
    """Return an address made whole, or "" where it is none of the web."""
    if not address.strip():
        return ""
    try:
        whole = urljoin(base, address.strip()) if base else address.strip()
    except ValueError:
        return ""
    return whole if whole.lower().startswith(("http://", "https://")) else ""


def _read_authors(element: Any) -> tuple[str, ...]:
    names = []
    for author in _children(element, "creator", "author"):
        name = _text(author, "name") if len(author) else (author.text or "").strip()
        found = _AUTHOR.fullmatch(name[:_LONGEST_NAME])
        name = found[1] if found else name
        if name and "@" not in name and len(name) <= _LONGEST_NAME:
            names.append(_line(name))
    return tuple(dict.fromkeys(names))


def _read_date(entry: Any) -> str | None:
    for name in ("pubdate", "published", "date", "issued", "updated", "modified"):
        if date := normalise_date(_text(entry, name)):
            return date
    return None


def _read_outlines(root: Any, name: str, base: str) -> Iterator[Pointer]:
    for outline in root.iter():
        attributes = {str(key).lower(): value for key, value in outline.attrib.items()}
        address = _join(base, attributes.get("xmlurl", ""))
        if _tag(outline) == "outline" and address:
            title = attributes.get("title") or attributes.get("text")
            yield Pointer(known=Draft(text="", uri=address, title=title, name=name))


def _read_map(root: Any, name: str, base: str) -> Iterator[Pointer]:
    for place in _children(root, "url"):
        news = next(_children(place, "news"), place)
        outlet = next(_children(news, "publication"), None)
        known = Draft(
            text="",
            uri=_join(base, _text(place, "loc")) or None,
            title=_text(news, "title") or None,
            outlet=(_text(outlet, "name") or None) if outlet is not None else None,
            published=normalise_date(_text(news, "publication_date")),
            name=name,
        )
        if known.uri:
            yield Pointer(known=known)


def read_json_feed(data: dict[str, Any], name: str, *, base: str = "") -> Iterator[Pointer]:
    """Yield the pages that a JSON Feed names, in its order; a field of the wrong kind is passed over."""
    items = data.get("items")
    outlet, language = _string(data, "title"), _string(data, "language")
    for item in items if isinstance(items, list) else ():
        if not isinstance(item, dict):
            continue
        text = _string(item, "content_text") or read_fragment(_string(item, "content_html"))
        whole = bool(text)
        text = text or read_fragment(_string(item, "summary"))
        address = _join(base, _string(item, "url") or _string(item, "external_url") or _string(item, "id"))
        if not address and not text:
            continue
        known = Draft(
            text=text,
            uri=address or None,
            outlet=outlet or None,
            title=_string(item, "title") or None,
            byline=_json_authors(item) or _json_authors(data),
            published=normalise_date(_string(item, "date_published")),
            language=_short(_string(item, "language") or language),
            name=name,
        )
        yield Pointer(known=known, whole=whole)


def _string(data: dict[str, Any], key: str) -> str:
    value = data.get(key)
    return value.strip() if isinstance(value, str) else ""


def _json_authors(data: dict[str, Any]) -> tuple[str, ...]:
    authors = data.get("authors")
    listed = authors if isinstance(authors, list) else [data.get("author")]
    names = (_string(author, "name") for author in listed if isinstance(author, dict))
    return tuple(dict.fromkeys(name for name in names if name))
