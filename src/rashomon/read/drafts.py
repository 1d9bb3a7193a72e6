"""An article as it was read, before ids are settled, and how a JSON object becomes one."""

from __future__ import annotations

import re
from typing import Any

from rashomon.model.errors import InputError
from rashomon.model.ids import make_id
from rashomon.model.records import Article, Fault, Record
from rashomon.read.dates import normalise_date

_SURROGATE = re.compile("[\ud800-\udfff]")
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)


class Draft(Record, frozen=True, kw_only=True):
    """An article whose id is not settled: ``id`` is None where the input gave none; ``name`` says where it was read."""

    text: str
    id: str | None = None
    uri: str | None = None
    outlet: str | None = None
    title: str | None = None
    byline: tuple[str, ...] = ()
    published: str | None = None
    language: str | None = None
    name: str = ""

    @property
    def address(self) -> str | None:
        """The uri where it is a real address; a file's name tells nothing of what is in it."""
        return self.uri if self.uri and _SCHEME.match(self.uri) else None

    def make_content_id(self) -> str:
        """Return an id made from all that the article holds, and from nothing of where it was found."""
        return make_id("a", self.text, self.title, self.outlet, self.byline, self.published, self.address)

    def settle(self, key: str) -> Article:
        """Return the article under its id."""
        return Article(
            id=key, uri=self.uri, outlet=self.outlet, title=self.title, byline=self.byline,
            published=self.published, language=self.language, text=self.text,
        )  # fmt: skip


def draft_article(article: Article, name: str) -> Draft:
    """Return the draft of an article that is read from a ledger."""
    return Draft(
        id=article.id, uri=article.uri, outlet=article.outlet, title=article.title, byline=article.byline,
        published=article.published, language=article.language, text=article.text, name=name,
    )  # fmt: skip


class Fields:
    """The fields of one JSON article, taken one by one; what does not fit is left out and told in ``faults``."""

    def __init__(self, data: dict[str, Any], name: str, place: str = "") -> None:
        self._data = data
        self._name = name
        self._place = f"{place}: " if place else ""
        self.faults: list[Fault] = []

    def tell(self, message: str) -> None:
        """Note a fault of this article."""
        self.faults.append(Fault(uri=self._name, stage="read", message=self._place + message))

    def take(self, *keys: str) -> str | None:
        """Return the first of these fields that holds text; None where there is none."""
        for key in keys:
            value = self._data.get(key)
            if isinstance(value, bool) or value is None or value == "":
                continue
            if isinstance(value, int | float):
                return str(value)
            if isinstance(value, str):
                return self._clean(value)
            self.tell(f"the field {key!r} is no text; it was left out")
        return None

    def take_names(self, key: str) -> tuple[str, ...]:
        """Return a list of names, which may also be given as one name."""
        value = self._data.get(key)
        if value is None or value == "":
            return ()
        names = value if isinstance(value, list) else [value]
        if not all(isinstance(name, str) for name in names):
            self.tell(f"the field {key!r} is neither a name nor a list of names; it was left out")
            return ()
        return tuple(self._clean(name) for name in names if name.strip())

    def take_date(self, key: str) -> str | None:
        """Return a date or date-time in ISO 8601; None where it cannot be one."""
        value = self.take(key)
        if value is None:
            return None
        date = normalise_date(value)
        if date is None:
            self.tell(f"{key} {value[:40]!r} is no date that can be read; it was left out: write it as 2031-02-06")
        return date

    def _clean(self, text: str) -> str:
        """Half a pair of surrogates stands for no character and cannot be written: one mark of replacement each."""
        if _SURROGATE.search(text):
            self.tell("half characters (lone surrogates) were replaced by U+FFFD")
            return _SURROGATE.sub("\ufffd", text)
        return text


def clean_name(name: str) -> str:
    r"""Return a file's name fit for one line and for UTF-8.

    >>> clean_name("a\nb.txt")
    'a b.txt'
    """
    whole = name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return " ".join("".join(c if c.isprintable() else " " for c in whole).split()) or "?"


def require_text(text: str) -> str:
    """Return the text if it holds anything to read.

    Raises:
        InputError: it is empty or blank.

    """
    if not text.strip("\ufeff\u200b \t\r\n\f\v\x00"):
        raise InputError("it holds no text; nothing was read from it")
    return text
