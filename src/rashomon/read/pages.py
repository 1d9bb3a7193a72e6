"""HTML pages: the story found among menus and notices, and what the page says of itself."""

from __future__ import annotations

import re
import threading
from typing import Any

from rashomon.model.errors import InputError
from rashomon.model.records import Record
from rashomon.read.dates import normalise_date
from rashomon.read.drafts import Draft


class PageSettings(Record, frozen=True, kw_only=True):
    """Bounds on the work that one page may cause."""

    #: Characters of markup; news pages have 0.05 to 2 million, and the time grows faster than the size.
    most_markup: int = 5_000_000
    #: Seconds; a page takes 0.02 to 0.2.
    seconds: float = 30.0
    #: Letters in whole sentences that a story has, and that it has in an element marked as an article: menus and lists
    #: of headlines have no full stops, and "You need to enable JavaScript to run this app." has 37 letters.
    least_letters: int = 50
    least_marked: int = 15


SETTINGS = PageSettings()

_WAY_OUT = "save its text as .txt and give that"
#: The date search must not ask the clock, so that the same page gives the same ledger on every day.
_DATE_PARAMETERS = {"original_date": True, "extensive_search": False, "max_date": "2199-12-31"}
_SENTENCE_END = re.compile(r"[.!?…。！？؟।][\"'”’»)\]]{0,3}\s*$")
_MARKED = re.compile(r"<article\b|itemprop=[\"']articleBody", re.IGNORECASE)
_MOMENTS = (
    re.compile(r'"datePublished"\s{0,9}:\s{0,9}"([^"]{10,40})"'),
    re.compile(r'property=["\']article:published_time["\']\s{1,9}content=["\']([^"\']{10,40})["\']'),
    re.compile(r'content=["\']([^"\']{10,40})["\']\s{1,9}property=["\']article:published_time["\']'),
)


def read_page(html: str, name: str, *, url: str | None = None, settings: PageSettings = SETTINGS) -> Draft:
    """Return the article of a page; paragraphs are parted by a line break.

    Raises:
        InputError: there is no article in it, or finding it takes too long.

    """
    if not html.strip():
        raise InputError("it is empty; nothing was read from it")
    if len(html) > settings.most_markup:
        raise InputError(f"the page is over {settings.most_markup:,} characters; {_WAY_OUT}")
    page = _extract(html, url, settings)
    text = (page.text or "").strip() if page else ""
    if page is None or not _is_prose(text, html, settings):
        raise InputError(f"no article was found in this page; {_WAY_OUT}")
    return Draft(
        text=text,
        uri=url or page.url or name,
        outlet=page.sitename or page.hostname,
        title=page.title,
        byline=tuple(part.strip() for part in (page.author or "").split(";") if part.strip()),
        published=_find_moment(html, page.date),
        name=name,
    )


def _is_prose(text: str, html: str, settings: PageSettings) -> bool:
    """Tell whether what was found on a page is a story, and no menu, list of headlines or notice."""
    sentences = (line for line in text.split("\n") if _SENTENCE_END.search(line))
    letters = sum(character.isalpha() for line in sentences for character in line)
    return letters >= (settings.least_marked if _MARKED.search(html) else settings.least_letters)


def _extract(html: str, url: str | None, settings: PageSettings) -> Any:
    """Run the extraction beside the main thread, so that a page that never ends can be left behind."""
    found: list[Any] = []

    def work() -> None:
        from trafilatura import bare_extraction

        try:
            found.append(
                bare_extraction(
                    html,
                    url=url,
                    with_metadata=True,
                    include_comments=False,
                    include_tables=False,
                    date_extraction_params=dict(_DATE_PARAMETERS),
                )
            )
        except Exception as error:  # a page may break any of the parsers behind it
            found.append(error)

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    thread.join(settings.seconds)
    if not found:
        raise InputError(f"the page took over {settings.seconds:.0f} seconds; {_WAY_OUT}")
    if isinstance(found[0], Exception):
        raise InputError(f"the page cannot be parsed ({type(found[0]).__name__}: {found[0]}); {_WAY_OUT}")
    return found[0]


def _find_moment(html: str, date: str | None) -> str | None:
    """Return the moment of publication where the page gives one for that day, else the day."""
    for pattern in _MOMENTS:
        if found := pattern.search(html):
            moment = normalise_date(found[1])
            if moment and (date is None or moment[:10] == date[:10]):
                return moment
    return normalise_date(date or "")
