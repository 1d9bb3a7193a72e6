"""What a page says of itself: in JSON-LD, in meta tags, in microdata, in the lines above its story."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any
from urllib.parse import urljoin, urlsplit

from rashomon.model.records import Record
from rashomon.read.dates import normalise_date
from rashomon.read.texts import read_byline


class Facts(Record, frozen=True, kw_only=True):
    """What was found; ``canonical`` is the address that the page gives as its own."""

    title: str | None = None
    byline: tuple[str, ...] = ()
    outlet: str | None = None
    published: str | None = None
    language: str | None = None
    canonical: str | None = None


class FactSettings(Record, frozen=True, kw_only=True):
    """Bounds on what is looked at, and on what can be a name."""

    #: Scripts of JSON-LD and characters of one: pages have 1 to 5 of 1 to 50 kB.
    most_scripts: int = 40
    most_script: int = 1_000_000
    #: Elements of one kind that are looked at: a page names its authors in 1 to 10.
    most_elements: int = 40
    #: Objects within objects that are looked into; real ones are 2 to 4 deep.
    deepest: int = 6
    #: Characters of an author's or agency's name, and of a title.
    most_name: int = 80
    most_title: int = 400


SETTINGS = FactSettings()

_SPACE = re.compile(r"\s+")
_BY = re.compile(r"(?:by|words by|reporting by|written by)[: ]\s*(?=\S)", re.IGNORECASE)
_JOINED = re.compile(r"\s*(?:;|,|\band\b|&)\s*")
#: Between a headline and the outlet's name in the title of a page.
_BAR = re.compile(r"\s+[|–—·•-]\s+|\s*[|»]\s*")
_ARTICLE_TYPE = re.compile(r"(?:\w*Article|BlogPosting|LiveBlogPosting|Report)$")
_HANDLE = re.compile(r"https?://|www\.|@|\.com\b", re.IGNORECASE)
_AUTHOR_TAGS = ("author", "article:author", "byl", "dc.creator", "dcterms.creator", "parsely-author", "sailthru.author")
_DATE_TAGS = (
    "article:published_time", "og:article:published_time", "datepublished", "parsely-pub-date", "sailthru.date",
    "pubdate", "publishdate", "publish-date", "publication_date", "dc.date.issued", "dcterms.created", "dc.date",
    "date",
)  # fmt: skip
_OUTLET_TAGS = ("og:site_name", "application-name", "dc.publisher", "publisher")
#: An element whose class has one of these words names who a text came from, where it is short and under no picture.
_AGENCY_CLASS = re.compile(r"(?:^|[\s_-])(?:agency|source|wire)(?:$|[\s_-])", re.IGNORECASE)
_BYLINE_CLASS = re.compile(r"byline|(?:^|[\s_-])authors?(?:$|[\s_-])", re.IGNORECASE)
_AGENCY_LEAD = re.compile(r"(?:source|agency|credit)\s*:\s*", re.IGNORECASE)


def read_facts(tree: Any, url: str | None = None, settings: FactSettings = SETTINGS) -> Facts:
    """Return what a parsed page says of itself; what is given in data goes before what stands in tags and lines."""
    tags = _read_tags(tree)
    data = _read_linked(tree, settings)
    headline = _first_text(tree.iter("h1"), settings.most_title)
    whole_title = _first_text(tree.iter("title"), settings.most_title)
    outlet = _pick(tags, _OUTLET_TAGS) or _name_of(data.get("publisher")) or _tail(whole_title, headline)
    named = _clean(data.get("headline")) or tags.get("og:title") or headline or whole_title or ""
    title = headline if headline and named.startswith(headline) else _trim_title(named, outlet)
    byline = _read_names(tree, tags, data, settings)
    agencies = (*_agencies(tree, settings), *_names_of(data.get("sourceOrganization")))
    fresh = [name for name in agencies if name != outlet and not any(name in line for line in byline)]
    return Facts(
        title=title or None,
        byline=tuple(dict.fromkeys((*byline, *fresh))),
        outlet=outlet or None,
        published=_read_published(tree, tags, data),
        language=_read_language(tree, tags),
        canonical=_read_canonical(tree, tags, url),
    )


def _clean(value: Any) -> str:
    return _SPACE.sub(" ", value).strip() if isinstance(value, str) else ""


def _text(element: Any) -> str:
    return _clean("".join(element.itertext()))


def _first_text(elements: Iterable[Any], most: int) -> str:
    return next((text for element in elements if (text := _text(element)) and len(text) <= most), "")


def _read_tags(tree: Any) -> dict[str, str]:
    """Return what the meta tags say, the first of each name."""
    found: dict[str, str] = {}
    for meta in tree.iter("meta"):
        key = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        value = _clean(meta.get("content"))
        if key and value:
            found.setdefault(key.strip().lower(), value)
    return found


def _pick(tags: dict[str, str], names: Iterable[str]) -> str:
    return next((tags[name] for name in names if name in tags), "")


def _read_linked(tree: Any, settings: FactSettings) -> dict[str, Any]:
    """Return the first object of JSON-LD that describes an article, or an empty one."""
    scripts = [s for s in tree.iter("script") if "ld+json" in (s.get("type") or "")][: settings.most_scripts]
    for script in scripts:
        text = script.text or ""
        if len(text) > settings.most_script:
            continue
        try:
            data = json.loads(text.strip().removeprefix("<!--").removesuffix("-->"), strict=False)
        except (ValueError, RecursionError):
            continue
        if found := next(_find_articles(data, settings.deepest), None):
            return found
    return {}


def _find_articles(data: Any, depth: int) -> Iterator[dict[str, Any]]:
    if isinstance(data, dict):
        kinds = data.get("@type")
        if any(isinstance(kind, str) and _ARTICLE_TYPE.search(kind) for kind in _listed(kinds)) and "headline" in data:
            yield data
        elif depth:
            for key in ("@graph", "mainEntity", "mainEntityOfPage"):
                yield from _find_articles(data.get(key), depth - 1)
    elif isinstance(data, list) and depth:
        for item in data:
            yield from _find_articles(item, depth - 1)


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _name_of(value: Any) -> str:
    return next(iter(_names_of(value)), "")


def _names_of(value: Any) -> tuple[str, ...]:
    """Return the names of people or bodies in JSON-LD: objects, plain names, or lists of both."""
    names = (item.get("name") if isinstance(item, dict) else item for item in _listed(value))
    flat = (name for listed in names for name in _listed(listed))
    return tuple(name for name in map(_clean, flat) if _may_be_name(name))


def _may_be_name(name: str) -> bool:
    return bool(name) and len(name) <= SETTINGS.most_name and not _HANDLE.search(name)


def _tail(title: str, headline: str) -> str:
    """Return what follows the headline in a page's title, behind a bar: the outlet."""
    rest = title[len(headline) :] if headline and title.startswith(headline) else ""
    bar = _BAR.match(rest)
    return rest[bar.end() :].strip() if bar else ""


def _trim_title(title: str, outlet: str) -> str:
    """Return a title without the outlet's name behind a bar."""
    if outlet and title.endswith(outlet):
        head = title[: -len(outlet)]
        bars = list(_BAR.finditer(f"{head.rstrip()} "))
        if bars and bars[-1].end() >= len(head.rstrip()):
            return head[: bars[-1].start()].strip()
    return title


def _read_names(tree: Any, tags: dict[str, str], data: dict[str, Any], settings: FactSettings) -> tuple[str, ...]:
    """Return who wrote it."""
    if names := _names_of(data.get("author")) or _names_of(data.get("creator")):
        return tuple(name for given in names for name in split_names(given))
    for tag in _AUTHOR_TAGS:
        if (said := tags.get(tag, "")) and not _HANDLE.search(said):
            return split_names(said)
    authors = (e for e in tree.iter() if e.get("itemprop") == "author" or e.get("rel") == "author")
    marked = [_short_text(element, settings) for element in islice(authors, settings.most_elements)]
    if names := tuple(name for given in marked if _may_be_name(given) for name in split_names(given)):
        return tuple(dict.fromkeys(names))
    for element in tree.iter("p", "div", "span", "address", "a", "li"):
        if not _BYLINE_CLASS.search(element.get("class") or "") or not (line := _short_text(element, settings)):
            continue
        if _BY.match(line):
            return split_names(line)
        if names := read_byline(line, bare=True):
            return names
    return ()


def _short_text(element: Any, settings: FactSettings) -> str:
    text = _text(element) if len(element) < 12 else ""
    return text if len(text) <= 2 * settings.most_name else ""


def split_names(line: str) -> tuple[str, ...]:
    """Return the names of a line; "Editor, The Post" is one, since not every part is a whole name.

    >>> split_names("By Ada Lund, Tor Vik and AFP"), split_names("Editor, The Post")
    (('Ada Lund', 'Tor Vik', 'AFP'), ('Editor, The Post',))
    """
    plain = _BY.sub("", line, count=1) if _BY.match(line) else line
    parts = [part for part in _JOINED.split(plain) if part]
    if len(parts) > 1 and all(len(part.split()) > 1 or part.isupper() for part in parts):
        return tuple(parts)
    return tuple(part for part in re.split(r"\s*;\s*", plain) if part)


def _agencies(tree: Any, settings: FactSettings) -> Iterator[str]:
    """Yield who a text came from, where the page names that in an element of its own."""
    for article in tree.iter("article", "main"):
        named = (e for e in article.iter("span", "div", "p", "a", "cite") if _AGENCY_CLASS.search(e.get("class") or ""))
        for element in islice(named, settings.most_elements):
            name = _AGENCY_LEAD.sub("", _short_text(element, settings)).strip(" -–—/()|")
            beside = next(element.iterancestors("figure", "aside", "footer", "nav"), None) is not None
            if not beside and _may_be_name(name) and len(name) <= settings.most_name // 2:
                yield name
        return


def _read_published(tree: Any, tags: dict[str, str], data: dict[str, Any]) -> str | None:
    """Return when it came out; a moment is better than a day, and the page's own data than a time beside it."""
    said = [_clean(data.get("datePublished")), *(tags[tag] for tag in _DATE_TAGS if tag in tags)]
    said += [
        element.get("datetime") or element.get("content") or _text(element)
        for element in tree.iter("time", "span", "abbr", "meta")
        if element.get("itemprop") == "datePublished" or element.get("pubdate") is not None
    ]
    found = [date for text in said if (date := normalise_date(text))]
    if found:
        return next((date for date in found if date[:10] == found[0][:10] and "T" in date), found[0])
    headline = next(tree.iter("h1"), None)
    for parent in list(headline.iterancestors())[:3] if headline is not None else ():
        for time in parent.iter("time"):
            if date := normalise_date(time.get("datetime") or _text(time)):
                return date
    return None


def _read_language(tree: Any, tags: dict[str, str]) -> str | None:
    root = tree.getroottree().getroot()
    said = root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or tags.get("og:locale", "")
    code = re.match(r"[A-Za-z]{2,3}(?![A-Za-z])", str(said).strip())
    return code[0].lower() if code else None


def _read_canonical(tree: Any, tags: dict[str, str], url: str | None) -> str | None:
    """Return the address that the page gives as its own: on its own host, where it is known.

    A page that prints another outlet's story may name that one's address, which is not where this account is.
    """
    links = (link.get("href") for link in tree.iter("link") if (link.get("rel") or "").lower() == "canonical")
    for said in filter(None, (*links, tags.get("og:url"))):
        try:
            whole = str(urljoin(url or "", said.strip()))
            split = urlsplit(whole)
            host = split.hostname
        except ValueError:
            continue
        if split.scheme in {"http", "https"} and host and (url is None or _site(host) == _site(urlsplit(url).hostname)):
            return whole
    return None


def _site(host: str | None) -> str:
    """Return a host without the names of its forms for phones and the like."""
    return re.sub(r"^(?:www|m|mobile|amp|edition)\.", "", host or "")
