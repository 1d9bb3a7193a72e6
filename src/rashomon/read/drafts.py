"""An article as it was read, before ids are settled."""

from __future__ import annotations

import re

import msgspec

from rashomon.model.captures import Capture
from rashomon.model.errors import InputError
from rashomon.model.ids import make_id
from rashomon.model.records import Article, Record

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
    #: What it was read from, where that is to be kept.
    capture: Capture | None = None

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


class Pointer(Record, frozen=True, kw_only=True):
    """A page that a feed, a list or an export names: what is known of it, its address among that.

    The text of ``known`` is what the list itself carries: nothing, a summary, or, where ``whole``, the story.
    """

    known: Draft
    whole: bool = False


def complete_draft(draft: Draft, known: Draft) -> Draft:
    """Return the article of a page with what a list says of it where the page itself says nothing."""
    return msgspec.structs.replace(
        draft, outlet=draft.outlet or known.outlet, title=draft.title or known.title,
        byline=draft.byline or known.byline, published=draft.published or known.published,
        language=draft.language or known.language, id=draft.id or known.id, uri=draft.uri or known.address,
    )  # fmt: skip


def draft_article(article: Article, name: str) -> Draft:
    """Return the draft of an article that is read from a ledger."""
    return Draft(
        id=article.id, uri=article.uri, outlet=article.outlet, title=article.title, byline=article.byline,
        published=article.published, language=article.language, text=article.text, name=name,
    )  # fmt: skip


def require_text(text: str) -> str:
    """Return the text if it holds anything to read.

    Raises:
        InputError: it is empty or blank.

    """
    if not text.strip("\ufeff\u200b \t\r\n\f\v\x00"):
        raise InputError("it holds no text; nothing was read from it")
    return text
