"""News: what is worth telling of what came into a library, in words, with what it rests on."""

from __future__ import annotations

from enum import StrEnum

from rashomon.model.records import Record


class NewsKind(StrEnum):
    """What happened in a story."""

    NEW_STORY = "new-story"
    NEW_ACCOUNT = "new-account"
    CHANGED_ARTICLE = "changed-article"
    NEW_CONFLICT = "new-conflict"
    DENIAL = "denial"


class Source(Record, frozen=True, kw_only=True):
    """An article that a piece of news rests on."""

    article: str
    outlet: str
    title: str = ""
    uri: str | None = None
    version: int | None = None


class News(Record, frozen=True, kw_only=True):
    """One piece of news: ``words`` is one plain line; ``passages`` are the exact words it rests on."""

    id: str
    kind: NewsKind
    made: str
    story: str
    title: str
    words: str
    passages: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()
