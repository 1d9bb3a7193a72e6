"""What a grouping changed, and why: every join, merge and split is a record that a person can take back."""

from __future__ import annotations

from enum import StrEnum

from rashomon.model.records import Record


class Deed(StrEnum):
    """What was done."""

    OPENED = "opened"
    JOINED = "joined"
    MERGED = "merged"
    SPLIT = "split"


class Change(Record, frozen=True, kw_only=True):
    """One thing that was done to the stories when an article came."""

    deed: Deed
    #: The story that was opened, joined, that took in another, or that was left by a part.
    story: str
    #: The articles concerned: the one that opened or joined; those that came with a merge; those that left.
    articles: tuple[str, ...]
    #: The other story: the one that was taken in, or the one that a part became or went to; else empty.
    other: str = ""
    #: The article whose coming was the occasion; empty where a person's judgement was.
    after: str = ""
    #: The mean likeness of the articles concerned to the rest of the story: log odds, 0 is even.
    likeness: float = 0.0
    #: What speaks for it, or against where parts were split, in words.
    reasons: tuple[str, ...] = ()


class Story(Record, frozen=True, kw_only=True):
    """Articles on one event; the id comes from the first of them, so that it stays as the story grows."""

    story: str
    articles: tuple[str, ...]


class Bond(Record, frozen=True, kw_only=True):
    """What a person decided of two articles: they belong to one story, or they do not."""

    a: str
    b: str
    together: bool
