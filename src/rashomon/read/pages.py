"""HTML pages: the story found among menus and notices, and what the page says of itself."""

from __future__ import annotations

import ctypes
import re
import threading
from typing import Any
from urllib.parse import urlsplit

import msgspec

from rashomon.model.errors import InputError
from rashomon.model.records import Record
from rashomon.read.dates import normalise_date
from rashomon.read.drafts import Draft
from rashomon.read.languages import tell_language
from rashomon.read.metadata import Facts, read_facts
from rashomon.read.texts import read_byline


class PageSettings(Record, frozen=True, kw_only=True):
    """Bounds on the work that one page may cause."""

    #: Characters of markup; news pages have 0.05 to 2 million, and the time grows faster than the size.
    most_markup: int = 5_000_000
    #: Seconds; a page takes 0.01 to 0.2.
    seconds: float = 20.0
    #: Lines above a story that repeat its headline, names and date.
    most_head: int = 5
    #: Letters in whole sentences that a story has, and that it has in an element marked as an article: menus and lists
    #: of headlines have no full stops, and "You need to enable JavaScript to run this app." has 37 letters.
    least_letters: int = 50
    least_marked: int = 15


SETTINGS = PageSettings()

_WAY_OUT = "save its text as .txt and give that"
#: The date search must not ask the clock, so that the same page gives the same ledger on every day.
_DATE_PARAMETERS = {"original_date": True, "extensive_search": False, "max_date": "2199-12-31"}
#: Characters of a line of names or a date.
_LONGEST_HEAD = 120
_SENTENCE_END = re.compile(r"[.!?…。！？؟।][\"'”’»)\]]{0,3}\s*$")
_MARKED = re.compile(r"<article\b|itemprop=[\"']articleBody", re.IGNORECASE)


def read_page(html: str, name: str, *, url: str | None = None, settings: PageSettings = SETTINGS) -> Draft:
    """Return the article of a page; paragraphs are parted by a line break.

    Raises:
        InputError: there is no article in it, or finding it takes too long.

    """
    if not html.strip():
        raise InputError("it is empty; nothing was read from it")
    if len(html) > settings.most_markup:
        raise InputError(f"the page is over {settings.most_markup:,} characters; {_WAY_OUT}")
    found = _extract(html, url, settings)
    text = (found.text or "").strip() if found else ""
    if found is None or not _is_prose(text, html, settings):
        raise InputError(f"no article was found in this page; {_WAY_OUT}")
    facts = found.facts
    story = _drop_head(text, facts.title, settings)
    return Draft(
        text=story,
        uri=facts.canonical or url or name,
        outlet=facts.outlet or (urlsplit(facts.canonical or url or "").hostname or "").removeprefix("www.") or None,
        title=facts.title,
        byline=facts.byline,
        published=facts.published,
        language=tell_language(story) or facts.language,
        name=name,
    )


def _drop_head(text: str, title: str | None, settings: PageSettings) -> str:
    """Return a story without the lines above it that were told apart already: headline, names, date."""
    lines = text.split("\n")
    at = 0
    while at < min(settings.most_head, len(lines) - 1):
        line = lines[at].strip()
        known = line in ("", title, "Published") or normalise_date(line) or read_byline(line, bare=False)
        if not known or (len(line) > _LONGEST_HEAD and line != title):
            break
        at += 1
    return "\n".join(lines[at:])


def _is_prose(text: str, html: str, settings: PageSettings) -> bool:
    """Tell whether what was found on a page is a story, and no menu, list of headlines or notice."""
    sentences = (line for line in text.split("\n") if _SENTENCE_END.search(line))
    letters = sum(character.isalpha() for line in sentences for character in line)
    return letters >= (settings.least_marked if _MARKED.search(html) else settings.least_letters)


class _Found(Record, frozen=True, kw_only=True):
    """The text of a page, and what it says of itself."""

    text: str | None
    facts: Facts


class _TooLongError(Exception):
    """Thrown into a thread whose time is over."""


def _extract(html: str, url: str | None, settings: PageSettings) -> _Found | None:
    """Run the extraction beside the main thread, so that a page that never ends can be left behind."""
    import trafilatura  # noqa: F401 - loading it (0.2 s, more where the disk is busy) is no work on this page

    found: list[_Found | Exception | None] = []

    def work() -> None:
        try:
            found.append(_find(html, url))
        except Exception as error:  # a page may break any of the parsers behind it
            found.append(error)

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    thread.join(settings.seconds)
    if not found:
        # It stops at its next step in Python, so that it does not go on beside the pages to come.
        ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread.ident or 0), ctypes.py_object(_TooLongError))
        raise InputError(f"the page took over {settings.seconds:g} seconds; {_WAY_OUT}")
    if isinstance(found[0], Exception):
        raise InputError(f"the page cannot be parsed ({type(found[0]).__name__}: {found[0]}); {_WAY_OUT}")
    return found[0]


def _find(html: str, url: str | None) -> _Found | None:
    from trafilatura import bare_extraction, load_html

    tree = load_html(html)
    if tree is None:
        return None
    facts = read_facts(tree, url)
    if not facts.title or not facts.byline or not facts.published:
        facts = _ask_further(tree, url, facts)
    page = bare_extraction(tree, url=url, include_comments=False, include_tables=False)
    return _Found(text=getattr(page, "text", None), facts=facts)


def _ask_further(tree: Any, url: str | None, facts: Facts) -> Facts:
    """Return the facts with what trafilatura guesses where the page says nothing plainly."""
    from trafilatura import extract_metadata

    guess = extract_metadata(tree, default_url=url, date_config=dict(_DATE_PARAMETERS))
    byline = tuple(part.strip() for part in (guess.author or "").split(";") if part.strip())
    return msgspec.structs.replace(
        facts,
        title=facts.title or guess.title,
        byline=facts.byline or byline,
        outlet=facts.outlet or guess.sitename,
        published=facts.published or normalise_date(guess.date or ""),
    )
