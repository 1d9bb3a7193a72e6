"""Words, figures and marks of a text, split for reading numbers and times."""

from __future__ import annotations

import re
from enum import Enum
from typing import NamedTuple


class Form(Enum):
    """What a lexeme looks like."""

    ISO = "iso"
    CLOCK = "clock"
    NUMBER = "number"
    MERIDIEM = "meridiem"
    WORD = "word"
    MARK = "mark"


class Lexeme(NamedTuple):
    """A word, figure or mark: ``text[start:end]``; ``key`` is its lower-case form without a possessive 's."""

    start: int
    end: int
    key: str
    form: Form
    capital: bool
    glued: bool


# A figure is read from its first digit; repeats are bounded wherever a look-ahead could make the search start over.
_LEXEME = re.compile(
    r"""(?P<iso>[12][0-9]{3}-[01][0-9]-[0-3][0-9](?:T[0-2][0-9]:[0-5][0-9](?::[0-5][0-9])?)?(?![0-9]))
    |(?P<clock>[0-2]?[0-9][:.][0-5][0-9](?=[ \u00a0\u202f]?[AaPp]\.?[Mm]\b)|[0-2]?[0-9]:[0-5][0-9](?![0-9:]))
    |(?P<number>(?:[0-9]{1,3}(?:,[0-9]{3}){1,6}(?![0-9])|[0-9]+)(?:\.[0-9]+)?)
    |(?P<meridiem>[AaPp]\.[ ]?[Mm]\.|(?:(?<=[0-9])|(?<=[0-9][ \u00a0\u202f]))[AaPp]\.?[Mm]\b)
    |(?P<word>[Oo]['’]clock\b|[^\W\d_]+(?:['’]s\b)?)
    |(?P<mark>[^\w\s]|\n)""",
    re.VERBOSE,
)


def words(text: str) -> tuple[str, ...]:
    """Return the words of a table written as one string.

    >>> words("first second third")
    ('first', 'second', 'third')
    """
    return tuple(text.split())


def split_lexemes(text: str) -> list[Lexeme]:
    """Return the lexemes of a text in its order; white space but for line breaks is left out.

    >>> [lexeme.key for lexeme in split_lexemes("Port's toll: 1,204 by 10.30pm")]
    ['port', 'toll', ':', '1,204', 'by', '10.30', 'pm']
    """
    found = []
    last = -1
    for match in _LEXEME.finditer(text):
        form = Form(match.lastgroup)
        start, end = match.span()
        raw = match[0]
        key = raw.lower()
        if form is Form.WORD and key.endswith(("'s", "’s")):
            key = key[:-2]
        elif form is Form.MERIDIEM:
            key = key[0] + "m"
        found.append(Lexeme(start, end, key, form, raw[0].isupper(), start == last))
        last = end
    return found
