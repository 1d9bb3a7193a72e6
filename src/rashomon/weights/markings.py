"""What each word of one sentence finds in another: its like, a near form, nothing, or another thing of its kind."""

from __future__ import annotations

import re
from collections.abc import Sequence

#: What a word finds in the other sentence. The numbers are inputs of the pair model.
SAME, NEAR, MISSING, OTHER = range(4)
#: Letters that two forms of one word share at the least ("arrest", "arrested").
STEM = 4

#: A figure, initials with their points ("U.S.", which is "US"), a word, a sign.
_WORD = re.compile(r"\d[\d,.]*\d|\d|(?:[A-Z]\.){2,}(?:['’]s\b)?|[^\W\d_]+(?:['’][^\W\d_]+)?|[%$€£]")
_UNITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
          "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_NUMBERS = {
    **{word: str(number) for number, word in enumerate(_UNITS)},
    **{word: str(10 * (number + 2)) for number, word in enumerate(_TENS)},
    "dozen": "12", "a": "a", "once": "1", "twice": "2", "first": "1", "second": "2", "third": "3", "fourth": "4",
    "fifth": "5", "half": "half", "double": "2", "triple": "3",
}  # fmt: skip
_DAYS = frozenset({"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"})
_NIGH = frozenset({"yesterday", "today", "tomorrow", "tonight"})
_MONTHS = frozenset({
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
})  # fmt: skip
_PARTS = frozenset({"morning", "noon", "afternoon", "evening", "night", "midnight", "dawn", "dusk"})
_SIZES = frozenset({"hundred", "thousand", "million", "billion", "trillion"})
_UNIT_WORDS = frozenset({
    "second", "minute", "hour", "day", "week", "month", "year", "decade", "metre", "meter", "kilometre", "kilometer",
    "mile", "foot", "feet", "tonne", "ton", "kilogram", "gram", "litre", "liter", "dollar", "euro", "pound", "crown",
    "percent",
})  # fmt: skip
_POINTS = frozenset({"north", "south", "east", "west", "northern", "southern", "eastern", "western"})
_KINDS = (_DAYS, _MONTHS, _PARTS, _SIZES, _POINTS, _NIGH)


class Token(tuple[int, int, str, str]):
    """A word: where it starts and ends, its normal form, and its kind ("" for most)."""

    __slots__ = ()


def split_words(text: str) -> list[Token]:
    """Return the words of a sentence with their normal forms and kinds.

    >>> [token[2:] for token in split_words("Twelve died on Friday.")]
    [('12', 'number'), ('died', ''), ('on', ''), ('friday', 'kind 0')]
    >>> [token[2] for token in split_words("The U.N. met.")]
    ['the', 'un', 'met']
    """
    tokens = []
    for match in _WORD.finditer(text):
        form = match.group().casefold().replace("’", "'").removesuffix("'s")
        kind = ""
        if "." in form and not form[0].isdigit():
            form, kind = form.replace(".", ""), "name"
        elif form[0].isdigit():
            form, kind = form.replace(",", ""), "number"
        elif form in _NUMBERS and form != "a":
            form, kind = _NUMBERS[form], "number"
        elif form.rstrip("s") in _UNIT_WORDS or form in _UNIT_WORDS:
            kind = "unit"
        else:
            kind = next((f"kind {place}" for place, words in enumerate(_KINDS) if form in words), "")
            if not kind and match.start() and match.group()[0].isupper():
                kind = "name"
        tokens.append(Token((match.start(), match.end(), form, kind)))
    return tokens


def mark_words(words: Sequence[Token], others: Sequence[Token]) -> list[int]:
    """Return for each word what it finds among the others.

    >>> mark_words(split_words("Two died on Monday"), split_words("Three were killed on Monday"))
    [3, 2, 0, 0]
    """
    forms = {token[2] for token in others}
    stems = {form[: max(STEM, len(form) - 3)] for form in forms if len(form) >= STEM}
    mine = {token[2] for token in words}
    loose = {token[3] for token in others if token[3] and token[2] not in mine}
    return [_mark(token, forms, stems, loose) for token in words]


def _mark(token: Token, forms: set[str], stems: set[str], loose: set[str]) -> int:
    form, kind = token[2], token[3]
    if form in forms:
        return SAME
    if kind and kind in loose:
        return OTHER
    if not kind.startswith(("number", "kind")) and len(form) >= STEM:
        stem = form[: max(STEM, len(form) - 3)]
        if stem in stems or any(other.startswith(stem) for other in forms):
            return NEAR
    return MISSING
