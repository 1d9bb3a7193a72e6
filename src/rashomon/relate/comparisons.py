"""How two claims stand to each other, with what speaks for and against: names, values, words and polarity."""

from __future__ import annotations

from rashomon.model.records import Record, ValueKind
from rashomon.relate.propositions import Proposition, Quantity
from rashomon.relate.quantities import AMOUNTS, TIMES, Fit, compare_values


class Comparison(Record, frozen=True, kw_only=True):
    """What two claims share and where they part.

    ``same`` is 0 to 1: how likely both make the same proposition. ``apart`` says that they cannot be one entry
    whatever their words. ``agreeing`` and ``clashing`` hold the values that are, or cannot be, one figure.
    """

    same: float
    cosine: float
    apart: bool = False
    agreeing: tuple[tuple[Quantity, Quantity], ...] = ()
    clashing: tuple[tuple[Quantity, Quantity], ...] = ()
    reasons: tuple[str, ...] = ()


class ComparisonSettings(Record, frozen=True, kw_only=True):
    """What the parts of a comparison weigh."""

    value_bonus: float = 0.12
    name_bonus: float = 0.05
    word_bonus: float = 0.2


SETTINGS = ComparisonSettings()


def compare(a: Proposition, b: Proposition, cosine: float, settings: ComparisonSettings = SETTINGS) -> Comparison:
    """Return how two claims stand to each other; ``cosine`` is that of the vectors of their texts."""
    agreeing, clashing = match_quantities(a.quantities, b.quantities)
    shared = set(a.words) & set(b.words)
    either = len(set(a.words) | set(b.words))
    overlap = len(shared) / either if either else 0.0
    names = sorted(set(a.entities) & set(b.entities))
    strong = [pair for pair in agreeing if pair[0].value.kind not in TIMES]
    same = cosine + settings.value_bonus * min(len(strong), 1) + settings.name_bonus * min(len(names), 1)
    same += settings.word_bonus * overlap
    reasons = [f"meaning {cosine:.2f}"]
    reasons += [f"same value {x.value.span.text!r}" for x, _ in agreeing]
    reasons += [f"{x.value.span.text!r} against {y.value.span.text!r}" for x, y in clashing]
    apart = bool(clashing) or a.denied != b.denied
    return Comparison(
        same=round(max(0.0, min(1.0, same)), 3),
        cosine=round(cosine, 3),
        apart=apart,
        agreeing=agreeing,
        clashing=clashing,
        reasons=tuple(reasons),
    )


def match_quantities(
    a: tuple[Quantity, ...], b: tuple[Quantity, ...]
) -> tuple[tuple[tuple[Quantity, Quantity], ...], tuple[tuple[Quantity, Quantity], ...]]:
    """Pair the values of two claims: those that are one figure, and of the rest those that cannot both hold."""
    if not a or not b:
        return (), ()
    agreeing: list[tuple[Quantity, Quantity]] = []
    left, right = list(a), list(b)
    for wanted in (Fit.EQUAL, Fit.COMPATIBLE):
        for x in list(left):
            for y in right:
                if compare_values(x.value, y.value) is wanted and _may_count_one(x, y):
                    agreeing.append((x, y))
                    left.remove(x)
                    right.remove(y)
                    break
    clashing: list[tuple[Quantity, Quantity]] = []
    for x in left:
        for y in right:
            if compare_values(x.value, y.value) is Fit.INCOMPATIBLE and _may_count_one(x, y):
                clashing.append((x, y))
                right.remove(y)
                break
    return tuple(agreeing), tuple(clashing)


def _may_count_one(a: Quantity, b: Quantity) -> bool:
    """Tell whether two values of one kind may count the same thing."""
    if a.value.kind is ValueKind.NUMBER:
        return not a.noun or not b.noun or a.noun == b.noun or True
    return a.value.kind in AMOUNTS or a.value.kind in TIMES
