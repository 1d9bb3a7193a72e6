"""Reported speech: direct, mixed and indirect, with its source and cue."""

from __future__ import annotations

from spacy.tokens import Doc

from rashomon.model.records import Article, Quote


def find_quotes(doc: Doc, article: Article) -> tuple[Quote, ...]:
    """Return the reported speech of an article in the order of the text; speakers are not resolved yet."""
    return ()
