"""How two claims of two texts stand to each other by meaning, names, words and values, and which values are one."""

from __future__ import annotations

from rashomon.model.records import Record, Value, ValueKind
from rashomon.relate.counts import GOALS, PEOPLE, STATES, Quantity
from rashomon.relate.propositions import Proposition
from rashomon.relate.quantities import TIMES, Fit, compare_values


class Comparison(Record, frozen=True, kw_only=True):
    """What two claims of two texts share and where they part.

    ``same`` is 0 to 1: how likely both say the same. ``apart`` tells that they do not, whatever their words.
    ``agreeing`` holds the values that are one figure.
    """

    same: float
    apart: bool = False
    agreeing: tuple[tuple[Quantity, Quantity], ...] = ()


class ComparisonSettings(Record, frozen=True, kw_only=True):
    """What the parts of a comparison weigh."""

    value_bonus: float = 0.12
    name_bonus: float = 0.05
    word_bonus: float = 0.2


SETTINGS = ComparisonSettings()


def compare(a: Proposition, b: Proposition, cosine: float, settings: ComparisonSettings = SETTINGS) -> Comparison:
    """Return how two claims stand to each other; ``cosine`` is that of the vectors of their texts."""
    agreeing, clashing = match_quantities(a.quantities, b.quantities)
    shared = len(set(a.words).intersection(b.words))
    either = len(a.words) + len(b.words) - shared
    same = cosine + settings.word_bonus * (shared / either if either else 0.0)
    if any(x.value.kind not in TIMES for x, _ in agreeing):
        same += settings.value_bonus
    if not set(a.entities).isdisjoint(b.entities):
        same += settings.name_bonus
    return Comparison(
        same=round(max(0.0, min(1.0, same)), 3),
        apart=bool(clashing) or a.denied != b.denied,
        agreeing=agreeing,
    )


def match_quantities(
    a: tuple[Quantity, ...], b: tuple[Quantity, ...]
) -> tuple[tuple[tuple[Quantity, Quantity], ...], tuple[tuple[Quantity, Quantity], ...]]:
    """Pair the values of two claims: those that are one figure, and of the rest those that cannot both hold.

    Values that surely count different things never clash, nor do those that their own sentence replaces; those that
    count the same thing are paired first.
    """
    if not a or not b:
        return (), ()
    a, b = tuple(x for x in a if not x.replaced), tuple(y for y in b if not y.replaced)
    options = []
    for i, x in enumerate(a):
        for j, y in enumerate(b):
            fit = compare_values(x.value, y.value)
            if fit is Fit.OTHER:
                continue
            closeness = count_one(x, y)
            # one missing and one dead are two facts, though the figures are equal
            if closeness or (fit is not Fit.INCOMPATIBLE and not (x.state and y.state and x.state != y.state)):
                order = (Fit.EQUAL, Fit.COMPATIBLE, Fit.INCOMPATIBLE).index(fit)
                options.append((order, -closeness, tell_apart(x.value, y.value), i, j, fit))
    agreeing: list[tuple[Quantity, Quantity]] = []
    clashing: list[tuple[Quantity, Quantity]] = []
    used_a: set[int] = set()
    used_b: set[int] = set()
    for _, _, _, i, j, fit in sorted(options):
        if i not in used_a and j not in used_b:
            used_a.add(i)
            used_b.add(j)
            (clashing if fit is Fit.INCOMPATIBLE else agreeing).append((a[i], b[j]))
    return tuple(agreeing), tuple(clashing)


def tell_apart(a: Value, b: Value) -> float:
    """Return how many times as large one amount is as the other: of several, those nearest in size are paired."""
    sizes = [value.low if value.low is not None else value.high for value in (a, b)]
    if any(isinstance(size, str) or not size for size in sizes):
        return 0.0
    low, high = sorted(abs(float(size)) for size in sizes if size is not None)
    return round(high / low, 3)


def count_one(a: Quantity, b: Quantity) -> int:
    """Return how surely two values of one kind count the same thing: 0 not at all, 1 perhaps, 2 likely, 3 surely."""
    if a.value.kind in TIMES:
        return 2
    lengths = a.value.kind is b.value.kind is ValueKind.DURATION  # an hour and ten minutes measure one thing
    if (a.measure != b.measure and not lengths) or a.age != b.age or a.label or b.label:
        return 0
    if a.state != b.state and (not GOALS.isdisjoint((a.state, b.state)) or (a.state and b.state)):
        return 0
    if a.state == b.state and a.state in STATES and a.state not in GOALS:
        return 3
    if a.measure or (a.noun and a.noun == b.noun) or (a.noun in PEOPLE and b.noun in PEOPLE):
        return 2
    return 1
