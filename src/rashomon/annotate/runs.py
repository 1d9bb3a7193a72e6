"""Runs of words with capitals that may be names: where one begins, what it goes over, where it ends."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from rashomon.annotate.codes import GIVEN_MONTHS, MONTH_OPENERS
from rashomon.annotate.marks import pair_marks
from rashomon.annotate.roles import BODY_HEADS, MONTHS_AND_DAYS, PARTICLES, PLACE_HEADS, SHORT_TITLES, read_words

#: The parser's labels for names.
NAME_LABELS = read_words("PERSON ORG GPE LOC FAC PRODUCT WORK_OF_ART EVENT LAW")
APOSTROPHES = frozenset(("'", "’", "'s", "’s", "'S", "’S"))
_CLOSED = read_words("DET ADP PRON SCONJ CCONJ ADV AUX INTJ PART PUNCT SPACE SYM NUM")
#: Tokens of the longest name; what is longer is a line in capitals.
_LONGEST_RUN = 14
#: Digits of a number that is part of a name ("Store 4").
_LONGEST_NUMBER = 4


def find_runs(doc: Doc) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of the runs of words that make names, in token numbers.

    A capital is no sign at the start of a sentence, nor in words that are shouted inside quotation marks.
    """
    words = [t for t in doc if t.is_alpha]
    quoted = find_quoted(doc)
    lower = {t.text for t in words if t.text.islower()}
    starts = [_starts_sentence(doc, i) for i in range(len(doc))]
    inner = {t.text for t in words if t.text[0].isupper() and not starts[t.i] and t.text[1:].islower()}
    named = [_is_upper(t.text) and _is_named(doc, t, starts[t.i], lower, inner) for t in doc]
    i = 0
    while i < len(doc):
        if not named[i]:
            i += 1
            continue
        end = _extend(doc, i, named)
        long = end - i > _LONGEST_RUN
        shouted = quoted[i] and end - i > 1 and all(t.text.isupper() for t in doc[i:end] if t.is_alpha)
        if not shouted and not long:
            yield i, end
        i = end


def _starts_sentence(doc: Doc, i: int) -> bool:
    token = doc[i]
    if i == 0 or token.is_sent_start:
        return True
    before = doc[i - 1]
    if before.is_quote:  # one that hangs on the word before it closes a quotation, or is an apostrophe
        return i == 1 or bool(doc[i - 2].whitespace_) or doc[i - 2].is_space
    return before.is_space or before.text in {":", "—", "–", "-", "•", "*", "(", "[", "..."}


def _is_named(doc: Doc, token: Token, starts: bool, lower: set[str], inner: set[str]) -> bool:
    """Tell whether a word with a capital can be a part of a name by its own shape and place."""
    text, word = token.text, token.text.casefold()
    if len(word) < 2:
        return word not in {"i", "a"} and token.pos_ == "PROPN"
    person = token.ent_type_ == "PERSON"
    closed = token.is_stop and not (person and token.pos_ == "PROPN")
    if (word in MONTHS_AND_DAYS and not _is_given_month(doc, token.i)) or closed:
        return False
    goes_on = _goes_on(doc, token.i + 1) or _is_short_title(doc, token.i)
    if token.pos_ in _CLOSED and not goes_on and token.ent_type_ not in NAME_LABELS:
        return False
    if not starts:
        return token.ent_type_ != "NORP" or goes_on or token.tag_ in {"NNP", "NNPS"}
    if goes_on:
        fits = token.pos_ in {"NOUN", "PROPN", "ADJ"} or text in inner
        return fits or person or _is_short_title(doc, token.i)
    known = token.tag_ in {"NNP", "NNPS"} or token.ent_type_ in NAME_LABELS or text in inner
    return known and word not in lower


def _is_given_month(doc: Doc, i: int) -> bool:
    """Tell whether a month is somebody's given name: "director Jan Petri", but "in June Petri said"."""
    if doc[i].lower_ not in GIVEN_MONTHS or not _goes_on(doc, i + 1) or doc[i + 1].lower_ in MONTHS_AND_DAYS:
        return False
    return i == 0 or not (doc[i - 1].like_num or doc[i - 1].lower_ in MONTH_OPENERS)


def _is_short_title(doc: Doc, i: int) -> bool:
    """Tell whether a word is "Cdr." or its like, which may be two tokens."""
    text = doc[i].lower_
    return text.rstrip(".") in SHORT_TITLES and (text.endswith(".") or doc[i + 1 : i + 2].text == ".")


def _goes_on(doc: Doc, i: int) -> bool:
    """Tell whether a word with a capital follows."""
    return i < len(doc) and doc[i].is_alpha and _is_upper(doc[i].text) and not doc[i].is_stop


def _is_upper(text: str) -> bool:
    first = text[0] if text[0].isalpha() else next((c for c in text if c.isalpha()), "a")
    return first.isupper() and not text.endswith(("'s", "’s"))


def _extend(doc: Doc, i: int, named: list[bool]) -> int:
    """Return the end of the run that begins at ``i``."""
    end = i + 1
    while end < len(doc):
        step = _bridge(doc, i, end, named)
        if not step:
            break
        end += step
    return end


def _bridge(doc: Doc, start: int, end: int, named: list[bool]) -> int:
    """Return how many tokens the run from ``start`` to ``end`` goes on with; 0 where it ends."""
    token, last = doc[end], doc[end - 1]
    if token.is_space or last.is_space:
        return 0
    if named[end]:
        # "Cdr" and "." are two tokens to the parser, and a sentence may seem to begin after them
        return 0 if token.is_sent_start and last.text.casefold().rstrip(".") not in SHORT_TITLES else 1
    if token.is_digit:
        return int(len(token.text) <= _LONGEST_NUMBER and _ends_number(doc, end))
    return _bridge_word(doc, start, end, named)


def _bridge_word(doc: Doc, start: int, end: int, named: list[bool]) -> int:
    """Go over a small word or a sign inside a name."""
    token = doc[end]
    if token.lower_ in PARTICLES and not token.is_sent_start:
        return _bridge_particle(doc, end, named)
    if token.lower_ in {"of", "for"}:
        return _bridge_of(doc, end, named)
    if end + 1 >= len(doc) or not named[end + 1]:
        return 0
    return _bridge_sign(doc, start, end, named)


def _bridge_sign(doc: Doc, start: int, end: int, named: list[bool]) -> int:
    """Go over a sign or an "and" before another word of the name."""
    token, last = doc[end], doc[end - 1]
    joined = not last.whitespace_ and not token.whitespace_
    short = last.lower_ in SHORT_TITLES or len(last.text) == 1
    if token.text == "&" or (token.text == "." and short) or (token.text == "-" and joined):
        return 2
    if token.lower_ == "and":
        return _bridge_and(doc, start, end, named)
    return _bridge_possessive(doc, end, named) if token.text in APOSTROPHES and token.whitespace_ else 0


def _bridge_particle(doc: Doc, end: int, named: list[bool]) -> int:
    """Go over a small word inside a name: "Ana de Vries", "Noor el-Hadi"."""
    if end + 1 < len(doc) and named[end + 1]:
        return 2
    joined = end + 2 < len(doc) and doc[end + 1].text == "-" and named[end + 2] and not doc[end + 1].whitespace_
    return 3 if joined else 0


def _bridge_of(doc: Doc, end: int, named: list[bool]) -> int:
    """Go over "of" and "of the" in the name of a body or a place: "Bank of Orthaven", "Agency for Rural Works"."""
    head = doc[end - 1].lower_
    if doc[end].lower_ == "for" and head not in BODY_HEADS:
        return 0
    if head not in BODY_HEADS and head not in PLACE_HEADS and head not in {"republic", "isle", "cape", "gulf"}:
        return 0
    if end + 1 < len(doc) and named[end + 1]:
        return 2
    return 3 if end + 2 < len(doc) and doc[end + 1].lower_ == "the" and named[end + 2] else 0


def _ends_number(doc: Doc, i: int) -> bool:
    """Tell whether a number after a name belongs to it ("Store 4"), rather than to a noun that follows."""
    if i + 1 >= len(doc):
        return True
    return doc[i + 1].pos_ not in {"NOUN", "PROPN", "NUM", "ADJ"} and doc[i + 1].text not in {"%", ":", "-"}


def _bridge_and(doc: Doc, start: int, end: int, named: list[bool]) -> int:
    """Go over "and" where both sides make one body ("Dock and Rail Workers' Union")."""
    stop = end + 1
    while stop < len(doc) and (
        named[stop] or (doc[stop].text in APOSTROPHES and stop + 1 < len(doc) and named[stop + 1])
    ):
        stop += 1
    single = end - start == 1
    head = doc[stop - 1].text.casefold()
    return 2 if single and stop - end > 2 and head in BODY_HEADS and doc[start - 1].lower_ == "the" else 0


def _bridge_possessive(doc: Doc, end: int, named: list[bool]) -> int:
    """Go over an apostrophe where the two parts make one name ("St Anna's Hospital", "Miners' Union")."""
    stop = end + 1
    while stop < len(doc) and named[stop] and not doc[stop].is_space:
        stop += 1
    head, before = doc[stop - 1].text.casefold(), doc[end - 1].text.casefold()
    if head not in BODY_HEADS and head not in PLACE_HEADS:
        return 0
    saint = end >= 2 and doc[end - 2].lower_ in {"st", "st.", "saint"}
    plural = before.endswith("s") and doc[end].text in {"'", "’"}
    return 2 if saint or plural or head in PLACE_HEADS else 0


def find_quoted(doc: Doc) -> list[bool]:
    """Return for every token whether it stands inside quotation marks."""
    inside = [False] * len(doc)
    marks = [(m.start, m.end) for m in pair_marks(doc.text) if m.depth == 0]
    place = 0
    for i, start in enumerate(doc.to_array("IDX").tolist()):
        while place < len(marks) and marks[place][1] <= start:
            place += 1
        inside[i] = place < len(marks) and marks[place][0] <= start
    return inside
