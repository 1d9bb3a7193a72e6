"""Words, figures and marks of a text with their codes, split for reading numbers and times."""

from __future__ import annotations

import re
from typing import NamedTuple

from rashomon.annotate.codes import CODES


class Numeral(NamedTuple):
    """A number that ends before lexeme ``stop``. ``high`` is None and ``vague`` set for *dozens* and the like.

    ``spelled`` tells words from figures; ``share`` marks a fraction (*half*, *two-thirds*); ``set_word`` is the word
    where it names the number of a set or of times (*both*, *twice*).
    """

    stop: int
    low: float
    high: float | None
    vague: bool = False
    spelled: bool = True
    share: bool = False
    set_word: str = ""


class Lexeme(NamedTuple):
    """A word, figure or mark, or a whole number: ``text[start:end]``.

    ``key`` is its lower-case form without a possessive 's, ``code`` its letter of :mod:`rashomon.annotate.codes`;
    ``glued`` tells that no space stands before it; ``number`` is set once a number is read.
    """

    start: int
    end: int
    key: str
    code: str
    capital: bool = False
    glued: bool = False
    number: Numeral | None = None


# A figure is read from its first digit; repeats are bounded wherever a look-ahead could make the search start over.
_LEXEME = re.compile(
    r"""(?P<iso>[12][0-9]{3}-[01][0-9]-[0-3][0-9](?:T[0-2][0-9]:[0-5][0-9](?::[0-5][0-9])?)?(?![0-9]))
    |(?P<slashed>(?<![0-9/])[0-3]?[0-9]/[0-3]?[0-9]/(?:[12][0-9]{3}|[0-9]{2})(?![0-9/])
        |(?<![\w.-])[0-3][0-9]-[0-3][0-9]-(?:[12][0-9]{3}|[0-9]{2})(?![\w-]))
    |(?P<clock>[0-2]?[0-9][:.][0-5][0-9](?=[ \u00a0\u202f]?[AaPp]\.?[Mm]\b)|[0-2]?[0-9]:[0-5][0-9](?![0-9:]))
    |(?P<number>(?:[0-9]{1,3}(?:,[0-9]{3}){1,6}(?![0-9])|[0-9]+)(?:\.[0-9]+)?)
    |(?P<meridiem>[AaPp]\.[ ]?[Mm]\.|(?:(?<=[0-9])|(?<=[0-9][ \u00a0\u202f]))[AaPp]\.?[Mm]\b)
    |(?P<word>[Oo]['’]clock\b|[^\W\d_]+(?:['’]s\b)?)
    |(?P<mark>[^\w\s]|\n)""",
    re.VERBOSE,
)


_FORMS = {"iso": "I", "clock": "C", "slashed": "I", "number": "0", "meridiem": "m"}


def split_lexemes(text: str) -> list[Lexeme]:
    """Return the lexemes of a text in its order; white space but for line breaks is left out.

    >>> [lexeme.key for lexeme in split_lexemes("Port's toll: 1,204 by 10.30pm")]
    ['port', 'toll', ':', '1,204', 'by', '10.30', 'pm']
    """
    found = []
    last = -1
    for match in _LEXEME.finditer(text):
        start, end = match.span()
        raw = match[0]
        key = raw.lower()
        form = match.lastgroup
        capital = False
        if form == "word":
            capital = raw[0] != key[0]
            if key.endswith(("'s", "’s")):
                key = key[:-2]
            code = CODES.get(key, "x")
            if code != "x" and ((code in "WM") != capital) and code in "WMd":
                code = "x"  # "march" and "may" are no months, and "Dawn" is a name
        elif form == "mark":
            code = CODES.get(key, "x")
        else:
            code = _FORMS[form or ""]
            if code == "m":
                key = key[0] + "m"
        found.append(Lexeme(start, end, key, code, capital, start == last))
        last = end
    return found
