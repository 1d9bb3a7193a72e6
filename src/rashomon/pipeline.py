"""Joins the stages; the one composition root."""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.annotate.articles import load_annotator
from rashomon.model.records import Article, Fault, Generator, Ledger
from rashomon.relate.accounts import relate_accounts
from rashomon.version import VERSION
from rashomon.weights.catalogue import ENCODER, PARSER
from rashomon.weights.encoder import load_encoder


def relate_articles(articles: Sequence[Article], faults: Sequence[Fault] = ()) -> Ledger:
    """Return the ledger of several articles on one event."""
    annotator = load_annotator()
    accounts = [annotator.annotate(article) for article in articles]
    generator = Generator(version=VERSION, models=(PARSER, ENCODER))
    return relate_accounts(accounts, load_encoder().encode, generator=generator, faults=faults)
