"""One article with everything that was found in it; what ``annotate`` gives and ``relate`` takes."""

from __future__ import annotations

from rashomon.model.records import Article, Claim, Entity, Fault, Framing, Quote, Record, Value


class Word(Record, frozen=True, kw_only=True):
    """One token as the parser saw it: offsets into the article, and Universal Dependencies-style tags.

    ``head`` is the index of the governing word in :attr:`Annotated.words` (its own index for a root); ``name`` is the
    named-entity label ("" outside names).
    """

    start: int
    end: int
    text: str
    lemma: str
    pos: str
    tag: str
    dep: str
    head: int
    name: str = ""


class Sentence(Record, frozen=True, kw_only=True):
    """A sentence: ``text[start:end]``, and its words ``words[first:last]``."""

    start: int
    end: int
    first: int
    last: int


class Annotated(Record, frozen=True, kw_only=True):
    """An article, its words and sentences, and what was found in them.

    Entity ids are local to the article until ``relate`` merges entities across accounts.
    """

    article: Article
    words: tuple[Word, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    entities: tuple[Entity, ...] = ()
    quotes: tuple[Quote, ...] = ()
    values: tuple[Value, ...] = ()
    claims: tuple[Claim, ...] = ()
    framing: tuple[Framing, ...] = ()
    faults: tuple[Fault, ...] = ()
