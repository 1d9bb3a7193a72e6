"""What one sentence changes in another worded almost alike: a figure, a day, a name, a "not", who did it to whom.

Two sentences that share most of their words in one order are one sentence with changes. Each change is a run of words
that stands in the place of another, and a person can read what it changes.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher
from enum import StrEnum

from rashomon.model.annotated import Annotated, Word
from rashomon.model.records import Record, ValueKind
from rashomon.relate.propositions import CONTENT, NEGATIONS
from rashomon.weights.markings import split_words


class Detail(StrEnum):
    """What a change is of."""

    FIGURE = "figure"
    TIME = "time"
    NAME = "name"
    NEGATION = "negation"
    ROLE = "role"
    ORDER = "order"
    WORD = "word"
    ADDED = "added"


class Change(Record, frozen=True, kw_only=True):
    """Words of one sentence that stand in the place of words of the other; one of both may be empty."""

    detail: Detail
    a: str
    b: str


class Edit(Record, frozen=True, kw_only=True):
    """How one sentence becomes the other: the share of words both keep in order, and the changes."""

    kept: float
    changes: tuple[Change, ...]

    def has(self, *details: Detail) -> bool:
        """Tell whether any change is of one of some details."""
        return any(change.detail in details for change in self.changes)


class EditSettings(Record, frozen=True, kw_only=True):
    """What counts as one changed detail."""

    #: Words of a run that stands in the place of another; longer ones are told anew, not changed.
    longest: int = 5
    #: Share of the words of both that two sentences with their parts moved about have in common.
    moved: float = 0.9


SETTINGS = EditSettings()

_FULL_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_TIMES = ("kind 0", "kind 1", "kind 2", "kind 5")
_SMALL = frozenset({
    "a", "an", "the", "of", "to", "in", "on", "at", "by", "for", "from", "as", "that", "which", "who", "and", "but",
    "is", "are", "was", "were", "be", "been", "has", "have", "had", "it", "its", "their", "his", "her", "'s",
})  # fmt: skip


def find_edit(a: Annotated, b: Annotated, settings: EditSettings = SETTINGS) -> Edit:
    """Return how sentence ``a`` becomes sentence ``b``."""
    left, right = _read(a), _read(b)
    matcher = SequenceMatcher(None, [w.form for w in left], [w.form for w in right], autojunk=False)
    changes: list[Change] = []
    kept = 0
    for what, a0, a1, b0, b1 in matcher.get_opcodes():
        if what == "equal":
            kept += a1 - a0
        else:
            changes += _judge(left[a0:a1], right[b0:b1], settings)
    if not any(change.detail in (Detail.TIME, Detail.FIGURE) for change in changes):
        changes += _find_other_day(a, b)
    moved = _find_swap(a, b, left, right, settings)
    crossed = _find_crossing(a, b, changes)
    if moved is not None or crossed is not None:
        changes = [change for change in (moved, crossed) if change is not None]
    elif _has_moved(changes) or (not changes and _is_reordered(left, right)):
        changes.append(Change(detail=Detail.ORDER, a=a.article.text, b=b.article.text))
    total = len(left) + len(right)
    return Edit(kept=round(2 * kept / total, 3) if total else 1.0, changes=tuple(changes))


class _Piece(Record, frozen=True, kw_only=True):
    """A word with its normal form and kind."""

    text: str
    form: str
    kind: str
    content: bool
    name: bool
    negates: bool


def _read(account: Annotated) -> list[_Piece]:
    by_start = {word.start: word for word in account.words}
    pieces = []
    for start, end, form, kind in split_words(account.article.text):
        word = by_start.get(start)
        text = account.article.text[start:end]
        if form in ("the", "a", "an"):
            continue
        pieces.append(
            _Piece(
                text=text,
                form=form,
                kind=kind,
                content=word is not None and word.pos in CONTENT and form not in _SMALL,
                name=word is not None and word.pos == "PROPN" and text[0].isupper(),
                negates=form in NEGATIONS or form.endswith("n't") or form == "cannot",
            )
        )
    return pieces


def _judge(left: Sequence[_Piece], right: Sequence[_Piece], settings: EditSettings) -> list[Change]:
    """Return what a run changes: nothing where only small words differ, and of long ones only that they differ."""
    a, b = " ".join(piece.text for piece in left), " ".join(piece.text for piece in right)

    def change(detail: Detail) -> list[Change]:
        return [Change(detail=detail, a=a, b=b)]

    if max(len(left), len(right)) > settings.longest:
        return change(Detail.WORD if left and right else Detail.ADDED)
    if sum(piece.negates for piece in left) % 2 != sum(piece.negates for piece in right) % 2:
        return change(Detail.NEGATION)
    for detail, kinds in ((Detail.TIME, _TIMES), (Detail.FIGURE, ("number", "kind 3", "unit", "kind 4"))):
        one = Counter(piece.form for piece in left if piece.kind in kinds)
        two = Counter(piece.form for piece in right if piece.kind in kinds)
        if one and two and one != two:
            return change(detail)
    names = [
        {piece.form for piece in side if piece.name and not piece.kind.startswith("kind")} for side in (left, right)
    ]
    if names[0] and names[1] and not names[0] & names[1]:
        return change(Detail.NAME)
    words = [[piece.form for piece in side if piece.content] for side in (left, right)]
    if words[0] and words[1]:
        return [] if sorted(words[0]) == sorted(words[1]) else change(Detail.WORD)
    return change(Detail.ADDED) if words[0] or words[1] else []


def _find_other_day(a: Annotated, b: Annotated) -> list[Change]:
    """Return the full dates of two sentences that give one each, and another, in whatever order they write it.

    Of "May 5, 2030" and "6 May 2030" no word stands in the place of another: one is left out, and one put in.
    """
    one, two = _list_days(a), _list_days(b)
    if len(one) != 1 or len(two) != 1 or one.keys() == two.keys():
        return []
    (first,), (second,) = one.values(), two.values()
    return [Change(detail=Detail.TIME, a=first, b=second)]


def _list_days(account: Annotated) -> dict[str, str]:
    """Return the days that a sentence names with their year, each as it is first written."""
    days: dict[str, str] = {}
    for value in account.values:
        low, text = str(value.low), value.span.text
        if value.kind is ValueKind.DATE and low == value.high and _FULL_DAY.fullmatch(low) and low[:4] in text:
            days.setdefault(low, text)
    return days


def _find_swap(
    a: Annotated, b: Annotated, left: Sequence[_Piece], right: Sequence[_Piece], settings: EditSettings
) -> Change | None:
    """Return who changed places with whom: the same words, one voice, and another subject."""
    one, two = Counter(p.form for p in left if p.content), Counter(p.form for p in right if p.content)
    both, either = sum((one & two).values()), max(sum(one.values()), sum(two.values()))
    if not either or both / either < settings.moved:
        return None
    first, second = _find_subject(a), _find_subject(b)
    if first is None or second is None or first[0] != second[0] or first[2] != second[2] or first[1] == second[1]:
        return None
    return Change(detail=Detail.ROLE, a=first[1], b=second[1])


def _find_crossing(a: Annotated, b: Annotated, changes: Sequence[Change]) -> Change | None:
    """Return the words that changed places with each other, where neither sentence turned into the passive."""
    if _is_passive(a) != _is_passive(b):
        return None
    pairs = {(_reduce(change.a), _reduce(change.b)) for change in changes if change.a and change.b}
    return next(
        (
            Change(detail=Detail.ROLE, a=change.a, b=change.b)
            for change in changes
            if _reduce(change.a) and (_reduce(change.b), _reduce(change.a)) in pairs
        ),
        None,
    )


def _reduce(text: str) -> str:
    """Return words in normal form without small ones: "The 2 per cent" is "2 percent"."""
    forms = " ".join(token[2] for token in split_words(text) if token[2] not in _SMALL)
    return forms.replace("per cent", "percent")


def _is_passive(account: Annotated) -> bool:
    return any(word.dep == "nsubjpass" for word in account.words)


def _has_moved(changes: Sequence[Change]) -> bool:
    """Tell whether words that one sentence lacks in one place stand in another of it; a time may stand anywhere."""
    gone, new = ([change for change in changes if bool(change.a) != bool(change.b) and bool(change.a) is side]
                 for side in (True, False))  # fmt: skip
    words = [
        [{t[2] for t in split_words(c.a or c.b) if t[3] not in _TIMES} - _SMALL for c in side] for side in (gone, new)
    ]
    return any(
        one and two and len(one & two) * 3 >= 2 * min(len(one), len(two)) for one in words[0] for two in words[1]
    )


def _is_reordered(left: Sequence[_Piece], right: Sequence[_Piece]) -> bool:
    """Tell whether the same content words stand in another order; a time may stand anywhere."""
    one, two = ([p.form for p in side if p.content and p.kind not in _TIMES] for side in (left, right))
    return one != two and sorted(one) == sorted(two)


def _find_subject(account: Annotated) -> tuple[str, str, bool] | None:
    """Return the main verb, its subject and whether it is passive."""
    words: Sequence[Word] = account.words
    for word in words:
        if word.dep in ("nsubj", "nsubjpass") and words[word.head].dep == "ROOT":
            return words[word.head].lemma.casefold(), word.lemma.casefold(), word.dep == "nsubjpass"
    return None
