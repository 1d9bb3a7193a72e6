"""A pair of sentences as one row of named numbers: what the weights in ``weights/relations`` are for.

What is called "a ..." is of the first sentence, "b ..." of the second; the rest is of both alike, so that a pair that
changes places changes the names and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from math import log, log1p

from rashomon.annotate.lexicons import load_lexicon
from rashomon.model.annotated import Annotated
from rashomon.model.records import PairRelation, Record
from rashomon.relate.edits import Detail, Edit, find_edit
from rashomon.relate.features import Encode, compare_sentences
from rashomon.relate.matches import GROUPS, EncodePlaces, Match, Reading, match_words

#: Words of a sentence beyond which more of them say no more of how two compare.
_LONG = 60
_NEGATED = re.compile(r"\b(?:not|no|never|nothing|nobody|none|neither|nor|cannot|without)\b|n['’]t\b", re.IGNORECASE)
#: Of the comparison of wholes, what is taken over.
_WHOLE = ("equal values", "near values", "clashing amounts", "clashing times", "shared names", "same subject",
          "one is passive", "same order", "moved words")  # fmt: skip
_CHANGES = ("figure", "time", "name", "negation", "role", "order", "word", "added")
_DEBUNKING = frozenset({"fake", "bogus", "debunk", "satire", "fictional", "fictitious", "photoshopped"})
_RUMOUR = frozenset({"rumor", "rumour", "unconfirmed", "purported", "alleged"})


class Measure(Record, frozen=True, kw_only=True):
    """The row of a pair both ways round, how one becomes the other by edits, and reasons a person can read."""

    there: dict[str, float]
    back: dict[str, float]
    cosine: float
    edit: Edit
    reasons: tuple[str, ...]


class Tools(Record, frozen=True, kw_only=True):
    """What turns sentences and their word pieces into vectors."""

    encode: Encode
    places: EncodePlaces


def measure_pair(a: Annotated, b: Annotated, tools: Tools) -> Measure:
    """Return the numbers of a pair of sentences, each annotated as an article of its own."""
    one, other = Reading(a, tools.places), Reading(b, tools.places)  # the vectors of the wholes are known from here on
    whole = compare_sentences(a, b, tools.encode)
    matches = match_words(one, other), match_words(other, one)
    edit = find_edit(a, b)
    sides = tuple(_read_side(account) for account in (a, b))
    shared = {name: whole.features[name] for name in _WHOLE}
    shared |= {f"edit {name}": float(edit.has(Detail(name))) for name in _CHANGES}
    shared |= {
        "kept": edit.kept,
        "cosine": whole.features["cosine"],
        "subject in common": float(bool(sides[0].subjects & sides[1].subjects)),
    }
    left = _name_side("a", whole.features, matches[0], sides[0], sides[1])
    right = _name_side("b", whole.features, matches[1], sides[1], sides[0])
    reasons = [*whole.reasons]
    for match in matches:
        if match.missing and match.rival:
            reasons.append(f"{match.missing!r} finds {match.rival!r} in its place")
            break
    return Measure(
        there=_combine({**shared, **left, **right}),
        back=_combine({**shared, **_rename(left), **_rename(right)}),
        cosine=whole.features["cosine"],
        edit=edit,
        reasons=tuple(reasons),
    )


def name_reading(read: Mapping[PairRelation, float]) -> dict[str, float]:
    """Return what the reader says of a pair, shares above nothing, as numbers beside the measured ones.

    They are logarithms, so that weights on them are powers of the shares.

    >>> name_reading({PairRelation.SAME: 1.0, PairRelation.CONFLICT: 0.1})
    {'reader same': 0.0, 'reader conflict': -2.3026}
    """
    return {f"reader {relation.value}": round(log(share), 4) for relation, share in read.items()}


class _Side(Record, frozen=True, kw_only=True):
    """What one sentence says no to, and whom it is about."""

    negated: int
    denied: int
    hedged: int
    subjects: frozenset[str]
    named: bool
    unknown: bool
    length: int


def _read_side(account: Annotated) -> _Side:
    words, lexicon = account.words, load_lexicon("claims")
    forms = {word.lemma.casefold() for word in words} | {word.text.casefold() for word in words}
    subject = next(
        (
            place
            for place, word in enumerate(words)
            if word.dep in ("nsubj", "nsubjpass") and words[word.head].dep in ("ROOT", "ccomp")
        ),
        None,
    )
    named = unknown = False
    if subject is not None:
        named = words[subject].pos == "PROPN"
        articles = {word.text.casefold() for word in words if word.head == subject and word.dep == "det"}
        unknown = not named and (not articles or not articles.isdisjoint({"a", "an"}))
    return _Side(
        negated=len(_NEGATED.findall(account.article.text)),
        denied=len(forms & (lexicon["falsity"] | lexicon["denial verbs"] | lexicon["dispute words"] | _DEBUNKING)),
        hedged=len(forms & (lexicon["hedges"] | lexicon["doubt verbs"] | _RUMOUR)),
        subjects=frozenset() if subject is None else frozenset({words[subject].lemma.casefold()}),
        named=named,
        unknown=unknown,
        length=len(words),
    )


def _name_side(side: str, whole: dict[str, float], match: Match, mine: _Side, theirs: _Side) -> dict[str, float]:
    """Return what is of one sentence of a pair."""
    row = {f"{side} {name}": value for name, value in match.figures.items()}
    row[f"{side} missing"] = sum(match.figures[f"missing {kind}"] for kind in GROUPS)
    row |= {
        f"{side} values alone": whole[f"values of {side} alone"],
        f"{side} planned alone": whole[f"{side} alone is planned"],
        f"{side} hedging alone": whole[f"{side} alone is hedged"],
        f"{side} negated alone": float(mine.negated > 0 and theirs.negated == 0),
        f"{side} denied alone": float(mine.denied > 0 and theirs.denied == 0),
        f"{side} hedged alone": float(mine.hedged > 0 and theirs.hedged == 0),
        f"{side} negated": float(mine.negated),
        f"{side} says no": float(mine.negated + mine.denied > 0),
        f"{side} named": float(mine.named),
        f"{side} unknown": float(mine.unknown),
        f"{side} length": log1p(min(mine.length, _LONG)),
    }
    return row


def _rename(side: dict[str, float]) -> dict[str, float]:
    """Return what is of one sentence as that of the other place."""
    return {("b" if name[0] == "a" else "a") + name[1:]: value for name, value in side.items()}


def _combine(row: dict[str, float]) -> dict[str, float]:
    """Return a row with what counts only together: a clash in sentences that are otherwise covered."""
    new = dict(row)
    high, low = max(row["a close"], row["b close"]), min(row["a close"], row["b close"])
    new |= {
        "higher close": high,
        "lower close": low,
        "higher found": max(row["a found"], row["b found"]),
        "lower found": min(row["a found"], row["b found"]),
        "one negated": (row["a negated"] + row["b negated"]) % 2,
        "one says no": float(row["a says no"] != row["b says no"]),
        "cosine and close": row["cosine"] * high,
        "cosine squared": row["cosine"] ** 2,
        "higher squared": high**2,
        "lower squared": low**2,
        "a is longer": row["a length"] - row["b length"],
        "any opposed": max(row["a opposed"], row["b opposed"]),
        "any excluded": max(row["a excluded"], row["b excluded"]),
    }
    for name in ("one negated", "one says no", "clashing amounts", "clashing times", "any opposed", "any excluded"):
        new[f"{name}, close"] = new[name] * high
    for name in ("one negated", "one says no", "clashing amounts", "clashing times"):
        new[f"{name}, both close"] = new[name] * low
    for side, other in ("ab", "ba"):  # "it is false that ...", with the other sentence behind it
        for name in ("denied alone", "hedged alone"):
            new[f"{side} {name}, close"] = row[f"{side} {name}"] * row[f"{other} close"]
    for name in _CHANGES:
        new[f"edit {name}, kept"] = row[f"edit {name}"] * row["kept"]
    for side in "ab":
        for kind in GROUPS:
            for what in ("rival", "missing"):
                new[f"{side} {what} {kind}, close"] = row[f"{side} {what} {kind}"] * high
        for name in ("negated", "says no"):
            del new[f"{side} {name}"]
    return new
