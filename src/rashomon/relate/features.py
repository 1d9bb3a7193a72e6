"""What two sentences share and where they part as wholes, as named numbers and as reasons."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from difflib import SequenceMatcher

import numpy as np
from numpy.typing import NDArray

from rashomon.model.annotated import Annotated, Word
from rashomon.model.records import Record, Value, ValueKind
from rashomon.relate.propositions import CONTENT, EMPTY, NEGATIONS
from rashomon.relate.quantities import TIMES, Fit, compare_values

Encode = Callable[[Sequence[str]], NDArray[np.float32]]

#: Words that move a sentence from fact to plan, guess or denial.
PLANNED = frozenset(
    {"will", "would", "shall", "plan", "intend", "expect", "propose", "due", "set", "schedule", "consider"}
)
HEDGED = frozenset(
    {
        "may",
        "might",
        "could",
        "allege",
        "allegedly",
        "reportedly",
        "apparently",
        "suspect",
        "claim",
        "possibly",
        "likely",
        "seem",
        "appear",
    }
)
DENIED = frozenset(
    {
        "deny",
        "reject",
        "dismiss",
        "refute",
        "dispute",
        "fail",
        "refuse",
        "false",
        "untrue",
        "without",
        "unable",
        "halt",
        "cancel",
    }
)


class Comparison(Record, frozen=True, kw_only=True):
    """Named features of a pair of sentences, and what they rest on in words."""

    features: dict[str, float]
    reasons: tuple[str, ...]


class Side:
    """One sentence, read once: its content words, names, values and small signs."""

    def __init__(self, account: Annotated) -> None:
        self.text = account.article.text
        self.words = [w for w in account.words if w.pos != "PUNCT"]
        covered = {i for v in account.values for i in range(v.span.start, v.span.end)}
        self.values = account.values
        self.content = [_base(w) for w in self.words if _counts(w) and w.start not in covered]
        self.names = {w.text.casefold() for w in self.words if w.pos == "PROPN" and w.start not in covered}
        bases = {_base(w) for w in self.words}
        self.negated = sum(w.text.casefold() in NEGATIONS for w in self.words) % 2
        self.signs = {"planned": bases & PLANNED, "hedged": bases & HEDGED, "denied": bases & DENIED}
        self.subject = {_base(w) for w in self.words if w.dep in ("nsubj", "nsubjpass") and _counts(w)}
        self.passive = any(w.dep == "nsubjpass" for w in self.words)


def _base(word: Word) -> str:
    return word.lemma.casefold()


def _counts(word: Word) -> bool:
    return word.pos in CONTENT and _base(word) not in EMPTY and word.text.casefold() not in NEGATIONS


def compare_sentences(a: Annotated, b: Annotated, encode: Encode) -> Comparison:
    """Return the features of a pair. Swapping a and b swaps the features of the two sides and nothing else."""
    x, y = Side(a), Side(b)
    vectors = encode([x.text, y.text])
    features = {"cosine": float(vectors[0] @ vectors[1])}
    reasons = [f"meaning {features['cosine']:.2f}"]
    _compare_words(x, y, features)
    _compare_values(x.values, y.values, features, reasons)
    _compare_names(x, y, features, reasons)
    _compare_signs(x, y, features, reasons)
    return Comparison(features={k: round(v, 4) for k, v in features.items()}, reasons=tuple(reasons))


def _compare_words(x: Side, y: Side, features: dict[str, float]) -> None:
    left, right = set(x.content), set(y.content)
    shared = len(left & right)
    features["words of a in b"] = shared / len(left) if left else 0.0
    features["words of b in a"] = shared / len(right) if right else 0.0
    features["words in common"] = shared / len(left | right) if left | right else 0.0
    features["a is longer"] = float(np.log((len(x.words) + 1) / (len(y.words) + 1)))
    order = SequenceMatcher(None, x.content, y.content, autojunk=False).ratio()
    bag = 2 * sum(min(x.content.count(w), y.content.count(w)) for w in left & right)
    features["same order"] = order
    features["moved words"] = (bag / (len(x.content) + len(y.content)) if x.content or y.content else 0.0) - order


def _compare_values(
    left: Sequence[Value], right: Sequence[Value], features: dict[str, float], reasons: list[str]
) -> None:
    equal = near = clash = clash_time = 0
    rest_a, rest_b = list(left), list(right)
    for wanted in (Fit.EQUAL, Fit.COMPATIBLE, Fit.INCOMPATIBLE):
        for value in list(rest_a):
            other = next((v for v in rest_b if compare_values(value, v) is wanted and _alike(value, v)), None)
            if other is None:
                continue
            rest_a.remove(value)
            rest_b.remove(other)
            if wanted is Fit.INCOMPATIBLE:
                clash += value.kind not in TIMES
                clash_time += value.kind in TIMES
                reasons.append(f"{value.span.text!r} against {other.span.text!r}")
            elif wanted is Fit.EQUAL:
                equal += 1
                reasons.append(f"same value {value.span.text!r}")
            else:
                near += 1
                reasons.append(f"{value.span.text!r} fits {other.span.text!r}")
    features |= {
        "equal values": min(equal, 3),
        "near values": min(near, 3),
        "clashing amounts": min(clash, 2),
        "clashing times": min(clash_time, 2),
        "values of a alone": min(len(rest_a), 3),
        "values of b alone": min(len(rest_b), 3),
    }


def _alike(a: Value, b: Value) -> bool:
    """Tell whether two values may be of one thing: dates with times, else of one kind."""
    return a.kind is b.kind or (a.kind in TIMES and b.kind in TIMES and ValueKind.DATE in (a.kind, b.kind))


def _compare_names(x: Side, y: Side, features: dict[str, float], reasons: list[str]) -> None:
    only_a, only_b = sorted(x.names - y.names), sorted(y.names - x.names)
    features["shared names"] = min(len(x.names & y.names), 4)
    features["names of a alone"] = min(len(only_a), 3)
    features["names of b alone"] = min(len(only_b), 3)
    features["names on both sides"] = float(bool(only_a) and bool(only_b))
    features["same subject"] = float(bool(x.subject & y.subject))
    if only_a and only_b:
        reasons.append(f"names {', '.join(only_a[:3])} against {', '.join(only_b[:3])}")


def _compare_signs(x: Side, y: Side, features: dict[str, float], reasons: list[str]) -> None:
    features["one is negated"] = float(x.negated != y.negated)
    features["both are negated"] = float(bool(x.negated and y.negated))
    features["one is passive"] = float(x.passive != y.passive)
    if x.negated != y.negated:
        reasons.append("one side is negated")
    for sign in ("planned", "hedged", "denied"):
        first, second = bool(x.signs[sign]), bool(y.signs[sign])
        features[f"a alone is {sign}"] = float(first and not second)
        features[f"b alone is {sign}"] = float(second and not first)
        if first != second:
            reasons.append(f"only one side is {sign}: {', '.join(sorted(x.signs[sign] | y.signs[sign]))}")
