"""Records of other tools -> articles: Media Cloud, GDELT, NewsAPI, or columns that the user names."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape
from typing import Any

from rashomon.model.errors import InputError
from rashomon.model.records import Record

#: What a column can be said to hold.
FIELDS = ("text", "html", "summary", "uri", "outlet", "title", "byline", "published", "language", "id")
_URI_NAMES = {"url": "uri", "address": "uri", "link": "uri", "author": "byline", "date": "published"}
#: Names of languages as GDELT writes them; other names are told from the text.
LANGUAGES = {"english": "en", "eng": "en", "german": "de", "french": "fr", "spanish": "es", "italian": "it"}
_TITLE = re.compile(r"<PAGE_TITLE>(.{0,1000}?)</PAGE_TITLE>", re.DOTALL)
_AUTHORS = re.compile(r"<PAGE_AUTHORS>(.{0,1000}?)</PAGE_AUTHORS>", re.DOTALL)

Columns = tuple[tuple[str, str], ...]


class Export(Record, frozen=True, kw_only=True):
    """How one tool writes its records: the keys by which they are known, and which holds what."""

    name: str
    keys: frozenset[str]
    columns: Columns


#: The more particular come first.
EXPORTS = (
    Export(
        name="Media Cloud",
        keys=frozenset({"media_name", "publish_date", "url"}),
        columns=(
            ("text", "story_text"), ("text", "text"), ("uri", "url"), ("outlet", "media_name"), ("title", "title"),
            ("published", "publish_date"), ("language", "language"),
        ),
    ),
    Export(
        name="GDELT DOC API",
        keys=frozenset({"seendate", "domain", "url"}),
        columns=(
            ("uri", "url"), ("outlet", "domain"), ("title", "title"), ("published", "seendate"),
            ("language", "language"),
        ),
    ),
    Export(
        name="NewsAPI",
        keys=frozenset({"publishedAt", "source", "url"}),
        columns=(
            ("text", "content"), ("summary", "description"), ("uri", "url"), ("outlet", "source.name"),
            ("outlet", "source"), ("title", "title"), ("byline", "author"), ("published", "publishedAt"),
        ),
    ),
    Export(
        name="GDELT GKG",
        keys=frozenset({"GKGRECORDID", "V2DOCUMENTIDENTIFIER"}),
        columns=(
            ("uri", "V2DOCUMENTIDENTIFIER"), ("outlet", "V2SOURCECOMMONNAME"), ("published", "V2.1DATE"),
            ("title", "PAGE_TITLE"), ("byline", "PAGE_AUTHORS"),
        ),
    ),
)  # fmt: skip

#: The columns of a GKG 2.1 file, which has no line of names, up to the last one that is used.
_GKG = {0: "GKGRECORDID", 1: "V2.1DATE", 3: "V2SOURCECOMMONNAME", 4: "V2DOCUMENTIDENTIFIER"}
_GKG_EXTRAS = 26


def parse_columns(pairs: tuple[str, ...]) -> Columns:
    """Return what ``--map text=body`` says: which column or dotted path holds which field.

    Raises:
        InputError: a pair is none, or its field is none of an article.

    >>> parse_columns(("text=body", "url=link.href"))
    (('text', 'body'), ('uri', 'link.href'))
    """
    found = []
    for pair in pairs:
        field, _, column = pair.partition("=")
        field = _URI_NAMES.get(field.strip().lower(), field.strip().lower())
        if field not in FIELDS or not column.strip():
            raise InputError(f"--map {pair!r}: write FIELD=COLUMN, where FIELD is one of {', '.join(FIELDS)}")
        found.append((field, column.strip()))
    return tuple(found)


def find_columns(data: Mapping[str, Any], columns: Columns) -> Columns:
    """Return which key of a record holds which field: as the user says, then as the tool that wrote it does."""
    export = next((known for known in EXPORTS if known.keys <= data.keys()), None)
    if export is None:
        return columns
    said = {field for field, _ in columns}
    return (*columns, *(pair for pair in export.columns if pair[0] not in said))


def map_record(data: Mapping[str, Any], columns: Columns) -> dict[str, Any]:
    """Return a record under the names of an article's fields; the keys that are not mapped stay.

    >>> map_record({"body": "It burned.", "src": {"name": "Post"}}, (("text", "body"), ("outlet", "src.name")))
    {'body': 'It burned.', 'src': {'name': 'Post'}, 'text': 'It burned.', 'outlet': 'Post'}
    """
    found: dict[str, Any] = {}
    for field, path in columns:
        value = _take(data, path)
        if field not in found and value not in (None, "", [], {}) and not isinstance(value, dict):
            found[field] = value
    mapped = {key for key, _ in columns}
    return {**{key: value for key, value in data.items() if key not in mapped}, **found}


def _take(data: Mapping[str, Any], path: str) -> Any:
    """Return what is under a key, or down a dotted path of keys and places in lists."""
    if path in data:
        return data[path]
    value: Any = data
    for step in path.split("."):
        if isinstance(value, dict):
            value = value.get(step)
        elif isinstance(value, list) and step.isdigit() and int(step) < len(value):
            value = value[int(step)]
        else:
            return None
    return value


def name_gkg(row: list[str]) -> dict[str, str] | None:
    """Return a row of a GDELT GKG file under the names of its columns; None where it is none.

    >>> row = ["20310206103000-1", "20310206103000", "1", "post.example", "https://post.example/1", *[""] * 22]
    >>> name_gkg(row)["V2DOCUMENTIDENTIFIER"]
    'https://post.example/1'
    """
    if len(row) != _GKG_EXTRAS + 1 or not re.fullmatch(r"\d{14}-T?\d+", row[0]):
        return None
    found = {key: row[column] for column, key in _GKG.items()}
    for key, pattern in (("PAGE_TITLE", _TITLE), ("PAGE_AUTHORS", _AUTHORS)):
        if match := pattern.search(row[_GKG_EXTRAS]):
            found[key] = unescape(match[1]).strip()
    return found
