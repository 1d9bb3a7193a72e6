"""The index of words: what an article holds, folded alike for both databases, and what a search asks for."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from sqlalchemy import Connection, text

from rashomon.model.errors import LibraryError
from rashomon.model.records import Article, Record


class WordSettings(Record, frozen=True, kw_only=True):
    """How much of an article is indexed, within what both databases can hold."""

    #: Characters; an index entry of PostgreSQL holds 1 MB, and a position up to 16,383 words.
    most_characters: int = 200_000
    #: Characters of one word; longer ones are addresses and codes, cut alike in the index and in the question.
    longest: int = 60


SETTINGS = WordSettings()

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_PART = re.compile(r'(-?)"([^"]*)"?|(-?)(\S+)')


class Term(Record, frozen=True, kw_only=True):
    """Words in a row that are asked for; the last of an opened one may go on, an unwanted one must be missing."""

    words: tuple[str, ...]
    opened: bool = False
    unwanted: bool = False


def fold_words(text: str) -> list[str]:
    """Return the words of a text as they are compared: small letters, no accents, no possessive, no plural "s".

    >>> fold_words("The Mayor's ferries, Zoë said")
    ['the', 'mayor', 'ferry', 'zoe', 'said']
    """
    return [_fold(found.group()) for found in _WORD.finditer(text)]


def find_words(text: str) -> list[tuple[int, int, str]]:
    """Return (start, end, folded form) of the words of a text."""
    return [(found.start(), found.end(), _fold(found.group())) for found in _WORD.finditer(text)]


def _fold(word: str) -> str:
    if not word.isascii():
        marks = unicodedata.normalize("NFKD", word.casefold())
        word = "".join(character for character in marks if not unicodedata.combining(character))
    word = word.lower().replace("’", "'").removesuffix("'s").replace("'", "")[: SETTINGS.longest]
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def parse_question(question: str) -> tuple[Term, ...]:
    """Return what a search asks for; every word and phrase must be there, those after "-" must not.

    Raises:
        LibraryError: it asks for no word.

    >>> [term.words for term in parse_question('ferry "Fenn Island" -strikes')]
    [('ferry',), ('fenn', 'island'), ('strike',)]
    """
    terms = []
    for minus, phrase, other, word in _PART.findall(question):
        opened = word.endswith("*")
        words = tuple(fold_words(phrase or word))
        if words:
            terms.append(Term(words=words, opened=opened, unwanted=bool(minus or other)))
    if not any(not term.unwanted for term in terms):
        raise LibraryError(f"{question!r} asks for no word: give one, as in rashomon search ferry")
    return tuple(terms)


def index_words(connection: Connection, number: int, article: Article) -> None:
    """Take one version of an article into the index."""
    title = " ".join(fold_words(article.title or ""))
    body = " ".join(fold_words(article.text[: SETTINGS.most_characters]))
    if connection.dialect.name == "postgresql":
        statement = (
            "INSERT INTO words (rowid, body) VALUES (:number, "
            "setweight(to_tsvector('simple', :title), 'A') || setweight(to_tsvector('simple', :body), 'B'))"
        )
    else:
        statement = "INSERT INTO words (rowid, title, body) VALUES (:number, :title, :body)"
    connection.execute(text(statement), {"number": number, "title": title, "body": body})


def find_versions(connection: Connection, terms: Sequence[Term], most: int) -> list[int]:
    """Return the numbers of the versions that hold what is asked for, the most fitting first.

    Which fit is the same in both databases; how well, each rates its own way.
    """
    if connection.dialect.name == "postgresql":
        statement = (
            "SELECT rowid FROM words, to_tsquery('simple', :question) AS q WHERE body @@ q "
            "ORDER BY ts_rank(body, q) DESC, rowid DESC LIMIT :most"
        )
        question = _ask_server(terms)
    else:
        statement = "SELECT rowid FROM words WHERE words MATCH :question ORDER BY rank, rowid DESC LIMIT :most"
        question = _ask_file(terms)
    rows = connection.execute(text(statement), {"question": question, "most": most})
    return [int(row[0]) for row in rows]


def _ask_file(terms: Sequence[Term]) -> str:
    """Return the question in the words of FTS5; folded words hold no mark that it could take for its own."""
    wanted = [f'"{" ".join(term.words)}"{" *" if term.opened else ""}' for term in terms if not term.unwanted]
    unwanted = [f'"{" ".join(term.words)}"{" *" if term.opened else ""}' for term in terms if term.unwanted]
    return " AND ".join(wanted) if not unwanted else f"({' AND '.join(wanted)}) NOT ({' OR '.join(unwanted)})"


def _ask_server(terms: Sequence[Term]) -> str:
    """Return the question in the words of PostgreSQL."""
    parts = []
    for term in terms:
        words = [f"'{word}'" for word in term.words]
        if term.opened:
            words[-1] += ":*"
        parts.append(f"{'!' if term.unwanted else ''}({' <-> '.join(words)})")
    return " & ".join(parts)
