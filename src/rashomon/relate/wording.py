"""How two printed forms of the same words differ: altered, trimmed, paraphrased, or not at all."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapidfuzz.distance import Levenshtein

from rashomon.model.records import Article, Difference, Quote, QuoteKind, Record, Wording
from rashomon.model.spans import Span
from rashomon.relate.marks import find_marked
from rashomon.relate.spellings import fold_spelling


class WordingSettings(Record, frozen=True, kw_only=True):
    """Thresholds of the comparison of two prints."""

    #: Words of content outside the marks that the other print lacks: so many make a paraphrase, fewer fit the grammar.
    other: int = 3
    #: Share of the shorter print that the other must hold before fragments are compared word by word; with less in
    #: common, two mixed quotes print different parts of what was said.
    shared: float = 0.25
    #: Share of the words of a print that a longer one has where it holds that print, reworded or not.
    held: float = 0.5


SETTINGS = WordingSettings()


class Piece(Record, frozen=True, kw_only=True):
    """One printed word: its place, its folded form, and what stands around it.

    ``marked``: inside quotation marks; ``opens``: the first word of a sentence; ``bracketed``: an insertion in square
    brackets; ``gap``: an ellipsis stands before it.
    """

    start: int
    end: int
    key: str
    marked: bool
    opens: bool
    bracketed: bool
    gap: bool


class Print(Record, frozen=True, kw_only=True):
    """One quote as its article prints it; ``trailing_gap`` tells of an ellipsis after the last word."""

    quote: str
    article: str
    kind: QuoteKind
    pieces: tuple[Piece, ...]
    trailing_gap: bool = False

    @property
    def marked(self) -> tuple[Piece, ...]:
        """The words inside quotation marks."""
        return tuple(piece for piece in self.pieces if piece.marked)

    @property
    def keys(self) -> frozenset[str]:
        """The words in their folded form."""
        return frozenset(piece.key for piece in self.pieces)

    @property
    def form(self) -> tuple[tuple[str, bool], ...]:
        """The words without their places, to tell equal prints."""
        return tuple((piece.key, piece.marked) for piece in self.pieces)


#: Initials with their points ("U.S.") are one word, the same as without ("US").
_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:['’][^\W_]+)*|…|\.\.\.|\. \. \.|[\[\].!?]")
_ELLIPSES = frozenset({"…", "...", ". . ."})

#: Words that carry no content of their own: a mixed quote may change them outside its marks and is no paraphrase.
_LIGHT = frozenset(
    [
        "a",
        "an",
        "the",
        "this",
        "that",
        "these",
        "those",
        "it",
        "its",
        "he",
        "she",
        "they",
        "we",
        "i",
        "you",
        "his",
        "her",
        "their",
        "our",
        "my",
        "your",
        "him",
        "them",
        "us",
        "me",
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "being",
        "am",
        "has",
        "have",
        "had",
        "having",
        "do",
        "does",
        "did",
        "will",
        "would",
        "shall",
        "should",
        "can",
        "could",
        "may",
        "might",
        "must",
        "not",
        "no",
        "of",
        "in",
        "on",
        "at",
        "to",
        "for",
        "from",
        "by",
        "with",
        "as",
        "and",
        "or",
        "but",
        "if",
        "than",
        "then",
        "there",
        "here",
        "so",
        "very",
        "only",
        "just",
        "also",
        "about",
        "into",
        "over",
        "s",
        "t",
        "d",
        "ll",
        "ve",
        "re",
        "m",
        "who",
        "which",
        "what",
        "when",
        "where",
    ]
)


def read_print(article: Article, quote: Quote, marked: Sequence[tuple[int, int]] | None = None) -> Print:
    """Return the words of a quote as printed; ``marked`` are the stretches of the article inside quotation marks.

    All words of a direct quote count as inside the marks, of a mixed one those that are, of an indirect one none.
    """
    if marked is None:
        marked = find_marked(article.text)
    pieces: list[Piece] = []
    gap = False
    for span in quote.content:
        opens, inside = True, False
        for match in _WORD.finditer(article.text, span.start, span.end):
            text = match.group()
            if text in _ELLIPSES:
                gap = True
            elif text in ".!?":
                opens = True
            elif text in "[]":
                inside = text == "["
            else:
                key = fold_spelling(text.replace(".", ""))
                quoted = quote.kind is QuoteKind.DIRECT or (
                    quote.kind is QuoteKind.MIXED and any(a <= match.start() < b for a, b in marked)
                )
                pieces.append(
                    Piece(
                        start=match.start(),
                        end=match.end(),
                        key=key,
                        marked=quoted,
                        opens=opens,
                        bracketed=inside,
                        gap=gap,
                    )
                )
                opens = gap = False
    return Print(
        quote=quote.id, article=article.id, kind=quote.kind, pieces=tuple(pieces), trailing_gap=gap and bool(pieces)
    )


def compare_prints(a: Print, b: Print, texts: dict[str, str]) -> tuple[Difference, ...]:
    """Return the places in which two prints of the same words differ; none where they are identical.

    Words inside quotation marks on both sides are aligned one by one. What stands outside the marks is compared as a
    whole: the same words, a part of them, or other words.
    """
    if not a.pieces or not b.pieces:
        return ()
    found: list[Difference] = []
    inner_a, inner_b = a.marked, b.marked
    whole = a.kind is QuoteKind.DIRECT and b.kind is QuoteKind.DIRECT
    if inner_a and inner_b and (whole or _share(inner_a, inner_b) >= SETTINGS.shared):
        found += _compare_marked(a, b, texts)
        rest_a = [piece for piece in a.pieces if not piece.marked]
        rest_b = [piece for piece in b.pieces if not piece.marked]
        if _differ_outside(rest_a, rest_b, a, b):
            found.append(_whole(rest_a or a.pieces, rest_b or b.pieces, a, b, texts, Wording.PARAPHRASED))
    else:
        kind = _compare_loosely(a, b)
        if kind is not None:
            found.append(_whole(a.pieces, b.pieces, a, b, texts, kind))
    return tuple(found)


def are_other_parts(a: Print, b: Print, known: Sequence[Print]) -> bool:
    """Tell whether two prints are of other sentences of one speech: no word in common, and another print has both."""
    one, two = a.keys - _LIGHT, b.keys - _LIGHT
    if not one or not two or one & two:
        return False
    return any(
        min(len(part & whole.keys) / len(part) for part in (one, two)) >= SETTINGS.held
        for whole in known
        if whole is not a and whole is not b
    )


def judge_wording(differences: Sequence[Difference]) -> Wording:
    """Return the wording of an utterance: altered before paraphrased before trimmed before identical."""
    kinds = {difference.kind for difference in differences}
    for kind in (Wording.ALTERED, Wording.PARAPHRASED, Wording.TRIMMED):
        if kind in kinds:
            return kind
    return Wording.IDENTICAL


def _share(a: Sequence[Piece], b: Sequence[Piece]) -> float:
    """Return the share of the shorter text's words that the other has in the same order."""
    blocks = Levenshtein.opcodes([p.key for p in a], [p.key for p in b])
    same = sum(block.src_end - block.src_start for block in blocks if block.tag == "equal")
    return same / min(len(a), len(b))


def _differ_outside(rest_a: Sequence[Piece], rest_b: Sequence[Piece], a: Print, b: Print) -> bool:
    """Tell whether words outside the marks of one print are said in other words, or not at all, by the other."""
    other_a = {p.key for p in a.pieces} - _LIGHT
    other_b = {p.key for p in b.pieces} - _LIGHT
    new_a = {p.key for p in rest_a} - _LIGHT - other_b
    new_b = {p.key for p in rest_b} - _LIGHT - other_a
    return max(len(new_a), len(new_b)) >= SETTINGS.other


def _compare_loosely(a: Print, b: Print) -> Wording | None:
    """Return how two prints of which one stands outside the marks differ as a whole."""
    keys_a, keys_b = [p.key for p in a.pieces], [p.key for p in b.pieces]
    if keys_a == keys_b:
        return None
    short, long = sorted((keys_a, keys_b), key=len)
    if any(long[i : i + len(short)] == short for i in range(len(long) - len(short) + 1)):
        return Wording.TRIMMED
    return Wording.PARAPHRASED


def _compare_marked(a: Print, b: Print, texts: dict[str, str]) -> list[Difference]:
    """Return the differences between the words inside the marks, aligned one by one."""
    left, right = a.marked, b.marked
    codes = Levenshtein.opcodes([p.key for p in left], [p.key for p in right])
    found = []
    for code in codes:
        if code.tag == "equal":
            continue
        cut_a, cut_b = left[code.src_start : code.src_end], right[code.dest_start : code.dest_end]
        first = code.src_start == 0 and code.dest_start == 0
        last = code.src_end == len(left) and code.dest_end == len(right)
        after_a = left[code.src_end : code.src_end + 1]
        after_b = right[code.dest_end : code.dest_end + 1]
        if _is_bracketed(cut_a) or _is_bracketed(cut_b):
            continue
        # The word beside a cut may be matched before or behind an ellipsis ("and off the hull, and" / "... and").
        gap_a = any(piece.gap for piece in left[max(0, code.src_start - 1) : code.src_end + 1])
        gap_b = any(piece.gap for piece in right[max(0, code.dest_start - 1) : code.dest_end + 1])
        if cut_a and cut_b:
            apart = (first and _ends(after_a) and _ends(after_b)) or (last and cut_a[0].opens and cut_b[0].opens)
            trimmed = apart and not _alike(cut_a, cut_b)
        else:
            whole = bool(cut_a or cut_b) and (cut_a or cut_b)[0].opens and _ends(after_a) and _ends(after_b)
            trimmed = first or last or whole or (gap_b if cut_a else gap_a)
        span_a = _span(cut_a or _beside(left, code.src_start), a, texts)
        span_b = _span(cut_b or _beside(right, code.dest_start), b, texts)
        found.append(Difference(a=span_a, b=span_b, kind=Wording.TRIMMED if trimmed else Wording.ALTERED))
    return found


def _is_bracketed(cut: Sequence[Piece]) -> bool:
    return bool(cut) and all(piece.bracketed for piece in cut)


def _ends(after: Sequence[Piece]) -> bool:
    """Tell whether a sentence ends before these words."""
    return not after or after[0].opens


def _alike(a: Sequence[Piece], b: Sequence[Piece]) -> bool:
    """Tell whether two sentences that stand at the same edge share words of content."""
    return bool(({p.key for p in a} & {p.key for p in b}) - _LIGHT)


def _beside(pieces: Sequence[Piece], place: int) -> Sequence[Piece]:
    """Return the word next to a cut, to have something to show."""
    return pieces[place - 1 : place] if place else pieces[:1]


def _span(pieces: Sequence[Piece], print_: Print, texts: dict[str, str]) -> Span:
    start, end = pieces[0].start, pieces[-1].end
    return Span(article=print_.article, start=start, end=end, text=texts[print_.article][start:end])


def _whole(
    rest_a: Sequence[Piece], rest_b: Sequence[Piece], a: Print, b: Print, texts: dict[str, str], kind: Wording
) -> Difference:
    return Difference(a=_span(rest_a, a, texts), b=_span(rest_b, b, texts), kind=kind)
