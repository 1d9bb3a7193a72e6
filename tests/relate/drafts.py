"""Accounts written by hand: words, sentences, quotes, claims and entities found by their text."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from rashomon.model.annotated import Annotated, Sentence, Word
from rashomon.model.records import Article, Claim, Entity, EntityKind, Quote, QuoteKind, Voice
from rashomon.model.spans import Span

_TOKEN = re.compile(r"\w+(?:['’]\w+)?|[^\w\s]")
_FUNCTION = frozenset("the a an of in on at to for from by with and or it he she they was were had has is".split())  # noqa: SIM905


def span(article: Article, text: str, after: str = "") -> Span:
    """Return the place of some words in an article, the first behind ``after``."""
    start = article.text.index(text, article.text.index(after))
    return article.span(start, start + len(text))


def draft(
    key: str,
    text: str,
    *,
    outlet: str | None = None,
    published: str | None = None,
    byline: tuple[str, ...] = (),
    people: Mapping[str, Sequence[str]] | None = None,
    bodies: Mapping[str, Sequence[str]] | None = None,
    quotes: Sequence[tuple[QuoteKind, str | None, Sequence[str]]] = (),
    claims: Sequence[tuple[str, str | None]] = (),
) -> Annotated:
    """Return an account.

    ``people`` and ``bodies`` give for each name the texts of its mentions; ``quotes`` kind, speaker and contents;
    ``claims`` passage and source.
    """
    article = Article(id=key, text=text, outlet=outlet, published=published, byline=byline)
    words, sentences = _read(text)
    entities = [
        Entity(
            id=name,
            name=name,
            kind=kind,
            mentions=tuple(article.span(m.start(), m.end()) for t in texts for m in re.finditer(re.escape(t), text)),
        )
        for kind, some in ((EntityKind.PERSON, people or {}), (EntityKind.ORGANIZATION, bodies or {}))
        for name, texts in some.items()
    ]
    said = tuple(
        Quote(id=f"{key}-q{n}", kind=kind, content=tuple(span(article, part) for part in parts), speaker=speaker)
        for n, (kind, speaker, parts) in enumerate(quotes)
    )
    told = tuple(
        Claim(
            id=f"{key}-c{n}",
            passage=(span(article, passage),),
            source=source,
            voice=Voice.QUOTED if source else Voice.OUTLET,
        )
        for n, (passage, source) in enumerate(claims)
    )
    return Annotated(
        article=article, words=words, sentences=sentences, entities=tuple(entities), quotes=said, claims=told
    )


def encode(sentences: Sequence[str]) -> NDArray[np.float32]:
    """Return a vector for each sentence: its words, hashed into 384 places; like sentences share words."""
    rows = np.zeros((len(sentences), 384), dtype=np.float32)
    for number, sentence in enumerate(sentences):
        row = rows[number]
        for word in re.findall(r"\w+", sentence.casefold()):
            if word not in _FUNCTION:
                row[sum(ord(char) * (k + 7) ** 2 for k, char in enumerate(word)) % 384] += 1
        length = float(np.linalg.norm(row))
        if length:
            rows[number] /= length
    return rows


def _read(text: str) -> tuple[tuple[Word, ...], tuple[Sentence, ...]]:
    words: list[Word] = []
    sentences: list[Sentence] = []
    first = 0
    for match in _TOKEN.finditer(text):
        lower = match.group().lower()
        pos = "PUNCT" if not lower[0].isalnum() else "DET" if lower in _FUNCTION else "NOUN"
        words.append(
            Word(
                start=match.start(),
                end=match.end(),
                text=match.group(),
                lemma=lower,
                pos=pos,
                tag="",
                dep="dep",
                head=first,
            )
        )
        if lower in ".!?" and text[match.end() : match.end() + 1] in ("", " ", "\n", '"', "”"):
            sentences.append(Sentence(start=words[first].start, end=match.end(), first=first, last=len(words)))
            first = len(words)
    if first < len(words):
        sentences.append(Sentence(start=words[first].start, end=words[-1].end, first=first, last=len(words)))
    return tuple(words), tuple(sentences)
