"""Word-level differences of two printed forms, marked so that a reader sees them at once."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from enum import StrEnum

from rapidfuzz.distance import Indel

from rashomon.model.records import Record

#: A number with its separators, or a word with its inner apostrophes and hyphens. Everything else is not compared.
_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|\d+(?:[.,:]\d+)*|[^\W\d_]+(?:[’'‐-][^\W\d_]+)*|\w")
#: Longer texts are compared by their first so many words: the alignment costs their product.
MOST_WORDS = 3000


class Change(StrEnum):
    """What became of a run of words."""

    SAME = "same"
    LOST = "lost"
    NEW = "new"


class Run(Record, frozen=True, kw_only=True):
    """A run of text with one fate."""

    text: str
    change: Change = Change.SAME


def find_words(text: str) -> list[tuple[int, int, str]]:
    """Return the words of a text as (start, end, form to compare).

    Letter case, the shape of apostrophes and the points of initials do not count.

    >>> find_words("Don’t go")
    [(0, 5, "don't"), (6, 8, 'go')]
    """
    return [(found.start(), found.end(), _fold(found.group())) for found in _WORD.finditer(text)]


def _fold(word: str) -> str:
    if word.isascii():
        return word.lower().replace(".", "") if word[:1].isalpha() else word
    word = unicodedata.normalize("NFKC", word).casefold().replace("’", "'").replace("‐", "-")
    return word.replace(".", "") if word[:1].isalpha() else word


def align_words(old: str, new: str) -> list[tuple[Change, int, int, int, int]]:
    """Return the steps from one text's words to another's: (change, old from, old to, new from, new to), in words.

    A lone word of three letters or fewer between two changes is taken into the change: a reader follows
    "~~put the clock before~~ **order time ahead of**" more easily than the same with "the" kept in the middle.
    """
    ours, theirs = find_words(old), find_words(new)
    steps = [
        (step.tag, step.src_start, step.src_end, step.dest_start, step.dest_end)
        for step in Indel.opcodes([w[2] for w in ours[:MOST_WORDS]], [w[2] for w in theirs[:MOST_WORDS]])
    ]
    merged: list[tuple[bool, list[tuple[str, int, int, int, int]]]] = []
    for number, step in enumerate(steps):
        tag, first, last, _, _ = step
        lone = last - first == 1 and ours[first][1] - ours[first][0] <= 3 and 0 < number < len(steps) - 1
        same = tag == "equal" and not lone
        if merged and merged[-1][0] == same:
            merged[-1][1].append(step)
        else:
            merged.append((same, [step]))
    return list(_split_changes((same, run[0][1], run[-1][2], run[0][3], run[-1][4]) for same, run in merged))


def _split_changes(
    steps: Iterable[tuple[bool, int, int, int, int]],
) -> Iterable[tuple[Change, int, int, int, int]]:
    for same, old_from, old_to, new_from, new_to in steps:
        if same:
            yield Change.SAME, old_from, old_to, new_from, new_to
            continue
        if old_to > old_from:
            yield Change.LOST, old_from, old_to, new_from, new_from
        if new_to > new_from:
            yield Change.NEW, old_to, old_to, new_from, new_to


def mark_changes(old: str, new: str) -> tuple[Run, ...]:
    """Return how the new text reads against the old: its own words, with those it lost and those it gained marked.

    >>> [(run.change.value, run.text) for run in mark_changes("a simply untrue story", "a flat-out lie story")]
    [('same', 'a '), ('lost', 'simply untrue'), ('same', ' '), ('new', 'flat-out lie'), ('same', ' story')]
    """
    ours, theirs = find_words(old), find_words(new)
    runs: list[Run] = []
    for change, old_from, old_to, new_from, new_to in align_words(old, new):
        words, text, first, last = (
            (ours, old, old_from, old_to) if change is Change.LOST else (theirs, new, new_from, new_to)
        )
        start, end = _find_edge(text, words, first), _find_edge(text, words, last)
        runs.append(Run(text=text[start:end], change=change))
    covered = sum(len(run.text) for run in runs if run.change is not Change.LOST)
    if covered < len(new):
        runs.append(Run(text=new[covered:]))
    return _join_runs(runs)


def _find_edge(text: str, words: Sequence[tuple[int, int, str]], number: int) -> int:
    """Return where a word begins with the marks before it that open it, a quotation mark or bracket."""
    if number == 0:
        return 0
    if number >= len(words):
        return len(text)
    gap = text[words[number - 1][1] : words[number][0]]
    opening = len(gap) - len(gap.rstrip("([{<\"'“‘„«‹¿¡")) if gap.strip() != gap else 0
    return words[number][0] - opening


def _join_runs(runs: Iterable[Run]) -> tuple[Run, ...]:
    joined: list[Run] = []
    for run in _space_runs(runs):
        words = run.text if run.change is Change.SAME else run.text.strip()
        lead = run.text[: len(run.text) - len(run.text.lstrip())] if words != run.text else ""
        for part, change in (
            (lead, Change.SAME),
            (words, run.change),
            (run.text[len(lead) + len(words) :], Change.SAME),
        ):
            if part and joined and joined[-1].change is change:
                joined[-1] = Run(text=joined[-1].text + part, change=change)
            elif part:
                joined.append(Run(text=part, change=change))
    return tuple(joined)


def _space_runs(runs: Iterable[Run]) -> Iterable[Run]:
    """Yield runs with white space around lost words that would stick to what stands there now."""
    before = ""
    for run in runs:
        lost = run.change is Change.LOST
        if lost and before[-1:].strip():
            run = Run(text=f" {run.text}", change=run.change)  # noqa: PLW2901 - the same run, kept apart
        if not lost and before == "lost" and run.text[:1].isalnum():
            yield Run(text=" ")
        before = "lost" if lost and not run.text[-1:].isspace() else run.text[-1:] if not lost else ""
        yield run


def find_unmatched(text: str, other: str) -> tuple[tuple[int, int], ...]:
    """Return the stretches of a text whose words the other does not have in their place.

    >>> find_unmatched("It was simply untrue.", "It was a lie.")
    ((7, 20),)
    """
    words = find_words(text)
    return tuple(
        (words[first][0], words[last - 1][1])
        for change, first, last, _, _ in align_words(text, other)
        if change is Change.LOST
    )


def share_words(one: str, other: str) -> float:
    """Return which part of the words of two texts stand in both in the same order, 0 to 1.

    >>> share_words("a b c d", "a b x d")
    0.75
    """
    ours = [word[2] for word in find_words(one)[:MOST_WORDS]]
    theirs = [word[2] for word in find_words(other)[:MOST_WORDS]]
    return float(Indel.normalized_similarity(ours, theirs))
