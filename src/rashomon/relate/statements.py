"""What an entry says, in the words of the account that says it best for somebody who reads nothing else."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from rashomon.relate.propositions import Proposition

#: Words that open a clause and say nothing without the one before.
_LEADING = re.compile(
    r"^(?:(?:and|but|yet|or|so|also|while|because|as(?! for| of| to)|when|who|which|thus) "
    r"|(?:however|meanwhile|moreover|furthermore|nevertheless|nonetheless|therefore|consequently|besides|instead|thus|"
    r"in addition|additionally|as a result|by contrast|in contrast|on the other hand|at the same time), "
    r"|that (?=(?:the|an?|it|he|she|they|there|this|these|those|his|her|its|their|no|all|some|any)\b|(?-i:[A-Z])|\d))",
    re.IGNORECASE,
)
_EDGES = " \t\n,;:.-–—"
_MARKS = (("“", "”"), ("‘", "’"), ("«", "»"), ("(", ")"))
#: What ends in a full stop of its own: "p.m", "U.S".
_SHORT = re.compile(r"\b[A-Za-z]\.[A-Za-z]$")
#: Words with which a claim says itself that it denies.
_NO = frozenset({
    "deny", "reject", "dismiss", "refute", "rebut", "contradict", "untrue", "false", "lie", "nonsense", "baseless",
    "wrong", "denial", "unfounded", "fabricate", "invent", "knock",
})  # fmt: skip
#: Characters within which a statement is read at a glance.
_GLANCE = 160
#: Words below which a statement hardly says anything.
_LEAST = 4


def choose_statement(claims: Sequence[Proposition], names: Mapping[str, str]) -> str:
    """Return what the claims of one entry say: the wording that stands alone best, else the earliest.

    Words that were added for it stand in square brackets; what only a speaker can say in the first person is given as
    that speaker's; a denial that does not say no itself is marked as one.
    """
    best = choose_wording(claims)
    text = trim_statement(best.plain or best.text) or best.text
    if hides_denial(best):
        text = f"Denied: {text}"
    name = names.get(best.source or "")
    if best.clumsy & 4 and name:
        return f"{name}: “{text}”"
    return text


def choose_wording(claims: Sequence[Proposition]) -> Proposition:
    """Return of the claims of one entry the one whose wording stands alone best, else the earliest."""
    return min(claims, key=lambda claim: (_hinder(claim), claim.order))


def _hinder(claim: Proposition) -> tuple[int, bool, bool]:
    """Return what hinders a wording from standing alone."""
    words = len(claim.plain.split())
    return (
        claim.clumsy + 2 * (words < _LEAST) + 3 * hides_denial(claim) + 3 * (not claim.finite),
        len(claim.plain) > _GLANCE,
        "[" in claim.plain,
    )


def hides_denial(claim: Proposition) -> bool:
    """Tell whether a passage reads as if it affirmed what is denied."""
    return claim.denied and not claim.negated and _NO.isdisjoint(claim.words)


def trim_statement(text: str) -> str:
    """Return a passage as a sentence: without marks that are open or loose, with a capital letter.

    >>> trim_statement('that the barge was moored "with lights,')
    'The barge was moored with lights'
    """
    text = " ".join(text.split()).strip(_EDGES)
    if _SHORT.search(text):
        text += "."
    if text.count('"') == 2 and text[0] == text[-1] == '"':
        text = text[1:-1]
    if text.count('"') % 2:
        text = text.replace('"', "")
    for left, right in _MARKS:
        if text.startswith(left) and text.endswith(right) and text.count(left) == 1:
            text = text[1:-1]
        # an apostrophe looks like a closing mark, and is none of ours to drop
        if text.count(left) > text.count(right) or (right != "’" and text.count(left) < text.count(right)):
            text = text.replace(left, "") if right == "’" else text.replace(left, "").replace(right, "")
    text = text.lstrip(_EDGES).rstrip(_EDGES.replace(".", ""))
    text = _LEADING.sub("", text, count=1)
    return text[:1].upper() + text[1:]
