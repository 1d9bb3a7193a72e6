"""Quantities and times in a text, each with its normal form beside the original wording."""

from __future__ import annotations

from spacy.tokens import Doc

from rashomon.model.records import Article, Value


def find_values(doc: Doc, article: Article) -> tuple[Value, ...]:
    """Return the numbers, amounts, percentages, ordinals, durations, dates and times of an article."""
    return ()
