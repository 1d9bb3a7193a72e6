"""Numbers as news writes them, in figures and in words: ``43``, ``forty-three``, ``2.5m``, ``half a dozen``."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rashomon.annotate.codes import words
from rashomon.annotate.lexemes import Lexeme, Numeral

_ONES = words(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
SMALL = {word: value for value, word in enumerate(_ONES)}
TENS = {
    word: 10 * value
    for value, word in enumerate(words("twenty thirty forty fifty sixty seventy eighty ninety"), start=2)
}
SCALES = {"hundred": 10**2, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_GLUED_SCALES = {"k": 10**3, "m": 10**6, "mn": 10**6, "bn": 10**9, "b": 10**9, "tn": 10**12}
_BARE_SCALES = {"mn": 10**6, "bn": 10**9, "tn": 10**12, "dozen": 12} | SCALES
#: Plurals of a scale mean two of it or more.
VAGUE = {"tens": 20, "dozens": 24, "scores": 40, "hundreds": 200, "thousands": 2000, "millions": 2 * 10**6,
         "billions": 2 * 10**9, "trillions": 2 * 10**12}  # fmt: skip
_VAGUE_COUNTS = frozenset(("several", "few", "many"))
_AFTER_ARTICLE = {"dozen": 12, "hundred": 10**2, "thousand": 10**3, "million": 10**6, "billion": 10**9}
_SETS = {"both": 2, "twice": 2, "thrice": 3, "pair": 2, "couple": 2}
_PARTS = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "tenth": 10}
_PARTS |= {word + "s": parts for word, parts in _PARTS.items() if word != "half"} | {"halves": 2}
#: What fractions in figures have below the stroke: halves to sixty-fourths of a price, thirds and fifths.
_LOWER = frozenset(words("2 3 4 5 6 8 16 32 64"))
#: Longer figures are codes, not quantities (and Python refuses to read very long ones).
MAX_DIGITS = 15


def read_numeral(lexemes: Sequence[Lexeme], at: int) -> Numeral | None:
    """Return the number that begins at a lexeme, or None.

    >>> from rashomon.annotate.lexemes import split_lexemes
    >>> read_numeral(split_lexemes("two hundred and six people"), 0)[:3]
    (4, 206, 206)
    """
    lexeme = lexemes[at]
    if lexeme.code == "0":
        return _read_figures(lexemes, at)
    if lexeme.key not in OPENERS:
        return None
    if lexeme.key in SMALL or lexeme.key in TENS:
        value, stop = _read_words(lexemes, at)
        return _finish(lexemes, value, stop, spelled=True)
    return _READERS[lexeme.key](lexemes, at)


def _key(lexemes: Sequence[Lexeme], at: int) -> str:
    return lexemes[at].key if 0 <= at < len(lexemes) else ""


def _read_figures(lexemes: Sequence[Lexeme], at: int) -> Numeral | None:
    raw = lexemes[at].key.replace(",", "")
    if len(raw) > MAX_DIGITS:
        return None
    value: float = float(raw) if "." in raw else int(raw)
    stop = at + 1
    after = lexemes[stop] if stop < len(lexemes) else None
    if after is not None and after.key.isalpha():
        scale = _GLUED_SCALES.get(after.key) if after.glued else _BARE_SCALES.get(after.key)
        if scale:
            value, stop = round(value * scale, 6), stop + 1
    part, stop = _read_fraction(lexemes, stop) if value == int(value) else (0.0, stop)
    return _finish(lexemes, value + part, stop, spelled=False)


def _read_fraction(lexemes: Sequence[Lexeme], at: int) -> tuple[float, int]:
    """Return the fraction that goes on a whole number in figures, and where it ends: *2 1/2 years*, *12-3/4*."""
    start = at + 1 if _key(lexemes, at) == "-" else at
    upper, stroke, lower = (_key(lexemes, place) for place in (start, start + 1, start + 2))
    if stroke != "/" or not upper.isdigit() or lower not in _LOWER or not 0 < int(upper) < int(lower):
        return 0.0, at
    glued = lexemes[start + 1].glued and lexemes[start + 2].glued and (start > at or not lexemes[start].glued)
    return (int(upper) / int(lower), start + 3) if glued else (0.0, at)


def _finish(lexemes: Sequence[Lexeme], value: float, stop: int, *, spelled: bool) -> Numeral:
    """Take in what may follow a number: *and a half*, *dozen*, *thirds*."""
    after = _key(lexemes, stop)
    if (half := _skip_half(lexemes, stop)) > stop:
        value, stop = value + 0.5, half
        after = _key(lexemes, stop)
        if after in _BARE_SCALES:
            value, stop = value * _BARE_SCALES[after], stop + 1
    elif after == "dozen":
        value, stop = value * 12, stop + 1
    elif spelled and value < 10:
        step = stop + 1 if after == "-" else stop
        parts = _PARTS.get(_key(lexemes, step))
        singular = not _key(lexemes, step).endswith("s")
        if parts and parts > value and singular == (value == 1):
            if (part := _read_part_of_scale(lexemes, step + 1, int(value), parts)) is not None:
                return part
            return Numeral(step + 1, round(value / parts, 4), round(value / parts, 4), share=True)
    number = int(value) if value == int(value) else value
    return Numeral(stop, number, number, spelled=spelled)


def _read_part_of_scale(lexemes: Sequence[Lexeme], at: int, count: int, parts: int) -> Numeral | None:
    """Read what follows in *a third of a million*, *three quarters of a million*: to two digits, as it is meant."""
    scale = _BARE_SCALES.get(_key(lexemes, at + 2), 0)
    if _key(lexemes, at) != "of" or _key(lexemes, at + 1) not in ("a", "an") or scale < 1000:
        return None
    step = scale // 100
    low = count * scale // parts // step * step
    exact = low * parts == count * scale
    return Numeral(at + 3, low, low if exact else low + step)


def _skip_half(lexemes: Sequence[Lexeme], at: int) -> int:
    """Return the place after *and a half*, *-and-a-half*; the same place where there is none."""
    stop = at
    for word in ("and", "a", "half"):
        stop += _key(lexemes, stop) == "-"
        if _key(lexemes, stop) != word:
            return at
        stop += 1
    return stop


def _read_small(lexemes: Sequence[Lexeme], at: int) -> tuple[int, int] | None:
    """Read a number below a hundred."""
    key = _key(lexemes, at)
    if key in SMALL:
        return SMALL[key], at + 1
    if key not in TENS:
        return None
    step = at + 2 if _key(lexemes, at + 1) == "-" else at + 1
    ones = SMALL.get(_key(lexemes, step), 0)
    return (TENS[key] + ones, step + 1) if 1 <= ones <= 9 else (TENS[key], at + 1)


def _read_words(lexemes: Sequence[Lexeme], at: int) -> tuple[int, int]:
    """Read a number in words; scales must fall, so that *one two three* are three numbers."""
    total, stop, limit = 0, at, 10**15
    while True:
        # "and" joins only what stands below the last scale: "two hundred and six", "a thousand and one".
        start = stop + 1 if total and _key(lexemes, stop) == "and" else stop
        group = _read_small(lexemes, start)
        if group is None:
            return total, stop
        value, end = group
        if _key(lexemes, end) == "hundred":
            value, end = value * 100, end + 1
            rest = _read_small(lexemes, end + 1 if _key(lexemes, end) == "and" else end)
            if rest is not None:
                value, end = value + rest[0], rest[1]
        scale = SCALES.get(_key(lexemes, end), 0)
        if scale <= 100:
            return (total + value, end) if value < limit else (total, stop)
        if scale >= limit:
            return total, stop
        total, stop, limit = total + value * scale, end + 1, scale


def _read_article(lexemes: Sequence[Lexeme], at: int) -> Numeral | None:
    """Read *a dozen*, *a hundred and ten*, *a couple*, *a third*, *a few thousand*."""
    after = _key(lexemes, at + 1)
    if after in ("couple", "pair"):
        # "a couple of people" counts two; "the couple" and "a couple from the town" are a pair of people.
        of = _key(lexemes, at + 2) == "of"
        return Numeral(at + 3, 2, 2, set_word=after) if of else None
    if after == "few":
        scale = _BARE_SCALES.get(_key(lexemes, at + 2))
        return Numeral(at + 3, 2 * scale, None, vague=True) if scale else None
    if after in _PARTS and (part := _read_part_of_scale(lexemes, at + 2, 1, _PARTS[after])) is not None:
        return part
    if after in _PARTS and after not in ("half", "quarter"):
        # "a third of the boats" is a share; "a third boat" is one more.
        share = round(1 / _PARTS[after], 4)
        return Numeral(at + 2, share, share, share=True) if _key(lexemes, at + 2) == "of" else None
    scale = _AFTER_ARTICLE.get(after)
    if not scale:
        return None
    value, stop = scale, at + 2
    if _key(lexemes, stop) == "and":
        rest = _read_words(lexemes, stop + 1)
        if rest[1] > stop + 1 and rest[0] < scale:
            value, stop = value + rest[0], rest[1]
    elif _key(lexemes, stop) in SCALES:
        value, stop = value * SCALES[_key(lexemes, stop)], stop + 1
    return Numeral(stop, value, value)


def _read_half(lexemes: Sequence[Lexeme], at: int) -> Numeral | None:
    """Read *half a million*, *half a dozen*, *half the fleet*, *half of them*; *the first half of 1998* is a time."""
    if _key(lexemes, at - 1) in ("first", "second") or _key(lexemes, at - 2) in ("first", "second"):
        return None
    if _key(lexemes, at + 1) in ("a", "an"):
        scale = _BARE_SCALES.get(_key(lexemes, at + 2))
        if scale:
            return Numeral(at + 3, scale // 2, scale // 2)
    if _key(lexemes, at + 1) in ("of", "the", "its", "their", "his", "her", "our", "all"):
        return Numeral(at + 1, 0.5, 0.5, share=True)
    return None


def _read_vague(lexemes: Sequence[Lexeme], at: int) -> Numeral | None:
    """Read *dozens*, *tens of thousands*, *hundreds of millions*."""
    low, stop = VAGUE[lexemes[at].key], at + 1
    if _key(lexemes, stop) == "of" and _key(lexemes, stop + 1) in VAGUE and low < VAGUE[_key(lexemes, stop + 1)]:
        low, stop = low * VAGUE[_key(lexemes, stop + 1)] // 2, stop + 2
    elif lexemes[at].key == "tens":
        return None
    return Numeral(stop, low, None, vague=True)


def _read_set(lexemes: Sequence[Lexeme], at: int) -> Numeral:
    """Read *both*, *twice*, *couple*."""
    key = lexemes[at].key
    return Numeral(at + 1, _SETS[key], _SETS[key], set_word=key)


def _read_several(lexemes: Sequence[Lexeme], at: int) -> Numeral | None:
    """Read *several thousand*."""
    scale = _BARE_SCALES.get(_key(lexemes, at + 1))
    return Numeral(at + 2, 2 * scale, None, vague=True) if scale else None


def _read_dozen(lexemes: Sequence[Lexeme], at: int) -> Numeral:
    return Numeral(at + 1, 12, 12)


_READERS: dict[str, Callable[[Sequence[Lexeme], int], Numeral | None]] = {
    **dict.fromkeys(VAGUE, _read_vague),
    **dict.fromkeys(_SETS, _read_set),
    **dict.fromkeys(_VAGUE_COUNTS, _read_several),
    **dict.fromkeys(("a", "an"), _read_article),
    "half": _read_half,
    "dozen": _read_dozen,
}
#: Every word that may begin a numeral, so that all others are passed over at once.
OPENERS = frozenset((*SMALL, *TENS, *_READERS))
