"""One JSON object -> the article it describes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from rashomon.model.errors import InputError
from rashomon.model.records import Fault
from rashomon.read.dates import normalise_date
from rashomon.read.drafts import Draft, Pointer, complete_draft, require_text
from rashomon.read.exports import LANGUAGES, Columns, find_columns, map_record
from rashomon.read.pages import read_page

#: Where NewsAPI cuts a story off: "… [+1234 chars]".
_CUT = re.compile(r"\s*(?:…|\.\.\.)?\s*\[\+\d{1,9} chars\]\s*$")
_LONGEST_CUT = 60
_SURROGATE = re.compile("[\ud800-\udfff]")


def read_object(data: Any, name: str, place: str = "", columns: Columns = ()) -> Iterator[Draft | Pointer | Fault]:
    """Yield the article of one JSON object, and a fault for each field of it that could not be used.

    An object that names a page without its text gives a pointer. ``columns`` say under which keys fields stand.

    >>> next(read_object({"text": "It burned.", "byline": "Ida Holm"}, "a.json")).byline
    ('Ida Holm',)
    """
    found = find_columns(data, columns) if isinstance(data, dict) else ()
    mapped = map_record(data, found) if found else data
    fields = Fields(mapped if isinstance(mapped, dict) else {}, name, place)
    try:
        if not isinstance(data, dict):
            raise InputError('no article: it must be an object with "text" or "html"')
        yield read_record(fields, name) or _read_article(fields, name)
    except InputError as error:
        fields.tell(str(error))
    yield from fields.faults


def _read_article(fields: Fields, name: str) -> Draft:
    text, html = fields.take("text"), fields.take("html")
    if text is None and html is None:
        raise InputError('no article: it has neither "text" nor "html" with anything in it')
    if text is not None or html is None:
        return fields.make_draft(require_text(text or ""), name)
    page = read_page(html, name, url=fields.take("uri", "url"))
    return complete_draft(fields.make_draft(page.text, name), page)


def read_record(fields: Fields, name: str) -> Pointer | None:
    """Return the page that an object without a whole text names; None where it has text, or names none."""
    if fields.take("html"):
        return None
    text = fields.take("text") or ""
    cut = _CUT.search(text, max(0, len(text) - _LONGEST_CUT))
    if text.strip() and not cut:
        return None
    uri = fields.take("uri", "url") or ""
    if not uri.lower().startswith(("http://", "https://")):
        return None
    text = (text[: cut.start()] if cut else "") or fields.take("summary", "description") or ""
    return Pointer(known=fields.make_draft(text.strip(), name))


class Fields:
    """The fields of one object, taken one by one; what does not fit is left out and told in ``faults``."""

    def __init__(self, data: dict[str, Any], name: str, place: str) -> None:
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
            if value is None or value == "":
                continue
            if isinstance(value, int | float) and not isinstance(value, bool):
                return str(value)
            if isinstance(value, str):
                return self._clean(value)
            self.tell(f"the field {key!r} is no text; it was left out")
        return None

    def make_draft(self, text: str, name: str) -> Draft:
        """Return an article of this text with what the fields say of it."""
        language = self.take("language")
        return Draft(
            text=text,
            id=self.take("id"),
            uri=self.take("uri", "url"),
            outlet=self.take("outlet"),
            title=self.take("title"),
            byline=self.take_names("byline"),
            published=self.take_date("published"),
            language=LANGUAGES.get((language or "").lower(), language),
            name=name,
        )

    def take_names(self, key: str) -> tuple[str, ...]:
        """Return a list of names, which may also be given as one name."""
        value = self._data.get(key)
        names = value if isinstance(value, list) else [value]
        if value is not None and not all(isinstance(name, str) for name in names):
            self.tell(f"the field {key!r} is neither a name nor a list of names; it was left out")
        return tuple(self._clean(name) for name in names if isinstance(name, str) and name.strip())

    def take_date(self, key: str) -> str | None:
        """Return a date or date-time in ISO 8601; None where it cannot be one."""
        value = self.take(key)
        date = normalise_date(value or "")
        if value and date is None:
            self.tell(f"{key} {value[:40]!r} is no date that can be read; it was left out: write it as 2031-02-06")
        return date

    def _clean(self, text: str) -> str:
        """Half a pair of surrogates stands for no character and cannot be written: one mark of replacement each."""
        if _SURROGATE.search(text):
            self.tell("half characters (lone surrogates) were replaced by U+FFFD")
            return _SURROGATE.sub("\ufffd", text)
        return text
