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
from rashomon.model.records import Record, Value, ValueKind
from rashomon.relate.likenesses import find_initials
from rashomon.relate.propositions import CONTENT, NEGATIONS
from rashomon.relate.quantities import TIMES, Fit, compare_values
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

_NOUNS = frozenset({"NOUN", "PROPN", "NUM"})
_FULL_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_DAYS = ("kind 0", "kind 1", "kind 2")
_TIMES = (*_DAYS, "kind 5")
_FIGURES = ("number", "kind 3", "unit", "kind 4")
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
            values = _find_values(a, left[a0:a1]), _find_values(b, right[b0:b1])
            changes += _judge(left[a0:a1], right[b0:b1], values, settings)
    other = _find_other_day(a, b)
    if other is not None and not any(change.detail in (Detail.TIME, Detail.FIGURE) for change in changes):
        changes = [change for change in changes if not _is_left_out(change, other)] + [other]
    moved = _find_swap(a, b, left, right, settings)
    crossed = _find_crossing(a, b, changes)
    if moved is not None or crossed is not None:
        changes = [change for change in (moved, crossed) if change is not None]
    elif _is_reordered(left, right):
        changes.append(Change(detail=Detail.ORDER, a=a.article.text, b=b.article.text))
    total = len(left) + len(right)
    return Edit(kept=round(2 * kept / total, 3) if total else 1.0, changes=tuple(changes))


class _Piece(Record, frozen=True, kw_only=True):
    """A word with its normal form and kind."""

    start: int
    text: str
    form: str
    kind: str
    content: bool
    name: bool
    noun: bool
    negates: bool


def _read(account: Annotated) -> list[_Piece]:
    by_start = {word.start: word for word in account.words}
    times = [value.span for value in account.values if value.kind in TIMES]
    pieces = []
    for start, end, form, kind in split_words(account.article.text):
        word = by_start.get(start)
        text = account.article.text[start:end]
        if form in ("the", "a", "an"):
            continue
        pieces.append(
            _Piece(
                start=start,
                text=text,
                form=form,
                kind=kind,
                content=word is not None and word.pos in CONTENT and form not in _SMALL,
                name=word is not None and word.pos == "PROPN" and text[0].isupper(),
                noun=word is not None
                and word.pos in _NOUNS
                and kind not in _TIMES
                and form not in _SMALL
                and not any(span.start <= start < span.end for span in times),
                negates=form in NEGATIONS or form.endswith("n't") or form == "cannot",
            )
        )
    return pieces


def _find_values(account: Annotated, run: Sequence[_Piece]) -> list[Value]:
    """Return the values of which a word stands in a run."""
    return [value for value in account.values if any(value.span.start <= piece.start < value.span.end for piece in run)]


def _judge(
    left: Sequence[_Piece],
    right: Sequence[_Piece],
    values: tuple[Sequence[Value], Sequence[Value]],
    settings: EditSettings,
) -> list[Change]:
    """Return what a run changes: nothing where only small words differ, and of long ones only that they differ."""
    a, b = " ".join(piece.text for piece in left), " ".join(piece.text for piece in right)

    def change(detail: Detail) -> list[Change]:
        return [Change(detail=detail, a=a, b=b)]

    if max(len(left), len(right)) > settings.longest:
        return change(Detail.WORD if left and right else Detail.ADDED)
    if sum(piece.negates for piece in left) % 2 != sum(piece.negates for piece in right) % 2:
        return change(Detail.NEGATION)
    detail = _compare_figures(left, right, values)
    if detail is not None:
        return change(detail)
    if _is_other_name(left, right):
        return change(Detail.NAME)
    words = [[piece.form for piece in side if piece.content] for side in (left, right)]
    if words[0] and words[1]:
        return [] if sorted(words[0]) == sorted(words[1]) else change(Detail.WORD)
    return change(Detail.ADDED) if words[0] or words[1] else []


def _compare_figures(
    left: Sequence[_Piece], right: Sequence[_Piece], values: tuple[Sequence[Value], Sequence[Value]]
) -> Detail | None:
    """Return whether two runs give another time or another figure; None where they do not, or where it cannot be told.

    "Ten years" and "a decade" are one figure, and "tomorrow" may be any day of the week.
    """

    def differ(kinds: tuple[str, ...]) -> bool:
        one, two = (Counter(form for form, kind in side if kind in kinds) for side in sides)
        return bool(one and two and one != two)

    sides = [_spell_out([(piece.form, piece.kind) for piece in side]) for side in (left, right)]
    if values[0] and values[1] and all(any(_agree(x, y) for y in values[1]) for x in values[0]):
        return None
    if differ(_DAYS) or differ(("kind 5",)):
        return Detail.TIME
    return Detail.FIGURE if differ(_FIGURES) else None


def _spell_out(forms: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return normal forms with their kinds, "decade" as ten years."""
    whole: list[tuple[str, str]] = []
    for form, kind in forms:
        whole += [("10", "number"), ("years", "unit")] if form == "decade" else [(form, kind)]
    return whole


def _agree(x: Value, y: Value) -> bool:
    """Tell whether two values written in other words are one: not two bounds that happen to overlap."""
    fit = compare_values(x, y)
    return fit is Fit.EQUAL or (fit is Fit.COMPATIBLE and x.unit != y.unit)


def _is_other_name(left: Sequence[_Piece], right: Sequence[_Piece]) -> bool:
    """Tell whether a name stands in the place of another, with nothing else about it.

    "the banker's plans" in the place of "Orlo's plans" may be of one man, and "NHA" is "National Harbour Authority".
    """
    one, two = ([piece for piece in side if piece.name and not piece.kind.startswith("kind")] for side in (left, right))
    names = [[piece.form for piece in side] for side in (one, two)]
    if not one or not two or set(names[0]) & set(names[1]) or _is_short_for(*names) or _is_short_for(*names[::-1]):
        return False
    words = [{piece.form for piece in side if piece.content and not piece.name} for side in (left, right)]
    return words[0] == words[1]


def _is_short_for(short: Sequence[str], long: Sequence[str]) -> bool:
    """Tell whether names are the initials of others, or beginnings of them.

    >>> _is_short_for(["nha"], ["national", "harbour", "authority"]), _is_short_for(["mich"], ["michigan"])
    (True, True)
    """
    if len(short) == 1 and len(long) > 1 and short[0] in (find_initials(long), "".join(word[0] for word in long)):
        return True
    return len(short) == len(long) and all(word.startswith(start) for start, word in zip(short, long, strict=True))


def _find_other_day(a: Annotated, b: Annotated) -> Change | None:
    """Return the full dates of two sentences that give one each, and another, in whatever order they write it.

    Of "May 5, 2030" and "6 May 2030" no word stands in the place of another: one is left out, and one put in.
    """
    one, two = _list_days(a), _list_days(b)
    if len(one) != 1 or len(two) != 1 or one.keys() == two.keys():
        return None
    (first,), (second,) = one.values(), two.values()
    return Change(detail=Detail.TIME, a=first, b=second)


def _is_left_out(change: Change, day: Change) -> bool:
    """Tell whether what is left out or put in is no more than the day of that side, which stands in another place."""
    sides = ((change.a, day.a), (change.b, day.b))
    return change.detail is Detail.ADDED and all(
        {form for *_, form, _ in split_words(said)} - _SMALL <= {form for *_, form, _ in split_words(told)}
        for said, told in sides
    )


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
    if not _is_reordered(left, right):  # the parser reads the same words in the same order in two ways
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


def _is_reordered(left: Sequence[_Piece], right: Sequence[_Piece]) -> bool:
    """Tell whether two nouns that both sentences name once each stand the other way round.

    A time, a manner or a "said" may stand anywhere; those who do something and those to whom it is done may not.
    """
    one, two = (Counter(piece.form for piece in side if piece.noun) for side in (left, right))
    once = {form for form in one.keys() & two.keys() if one[form] == two[form] == 1}
    orders = [[piece.form for piece in side if piece.noun and piece.form in once] for side in (left, right)]
    return orders[0] != orders[1]


def _find_subject(account: Annotated) -> tuple[str, str, bool] | None:
    """Return the main verb, its subject and whether it is passive."""
    words: Sequence[Word] = account.words
    for word in words:
        if word.dep in ("nsubj", "nsubjpass") and words[word.head].dep == "ROOT":
            return words[word.head].lemma.casefold(), word.lemma.casefold(), word.dep == "nsubjpass"
    return None
