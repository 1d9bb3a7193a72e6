"""How likely two amounts answer one question and part: what they count, how far apart they lie, how alike their claims.

The rules of ``clashes`` know counts of one noun and measures in one unit whose claims are much alike. What no rule
decides ("police put the number at 200", "on the square 600 chanted") is weighed here; the weights are learned from
events whose conflicts were marked by hand (``train/conflicts.py``).
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from rashomon.model.records import ValueKind
from rashomon.relate.cases import Desk
from rashomon.relate.comparisons import count_one, tell_apart
from rashomon.relate.conflict_weights import PARTING_BIAS, PARTING_WEIGHTS
from rashomon.relate.counts import RUNNING
from rashomon.relate.courses import Clash, size_of
from rashomon.relate.links import FEATURES
from rashomon.relate.pairings import judge
from rashomon.relate.propositions import Proposition
from rashomon.relate.quantities import TIMES
from rashomon.relate.surroundings import fits

#: What two claims have as a pair of any kind that tells whether their amounts part.
_OF_PAIRS = (
    "alignment of the less covered",
    "alignment of the more covered",
    "behind the best of one",
    "behind squared",
    "alignment behind",
    "shared words",
    "other length",
    "length",
)
#: What a pair of amounts is weighed by.
PARTING_FEATURES = (
    *_OF_PAIRS,
    "one question",
    "one topic",
    "perhaps of one thing",
    "without a noun",
    "measured",
    "age",
    "money",
    "percent",
    "duration",
    "times as large",
    "told elsewhere",
    "running",
    "two sources",
    "hours between",
    "within hours",
    "grew",
    "both quoted",
)
_COLUMNS = [FEATURES.index(name) for name in _OF_PAIRS]
#: Logarithm of how many times as large one amount is, beyond which it makes no difference, and that of an unknown one.
_MOST = 5.0
_UNKNOWN = 3.0
#: Hours within which two counts of one crowd are of one moment.
_HOURS = 6.0


def weigh_partings(desk: Desk, pairs: Sequence[tuple[int, Clash]]) -> list[float]:
    """Return for pairs of amounts, each with the place of its link, how likely they answer one question and part."""
    if not pairs:
        return []
    rows = np.array([read_parting(desk, place, clash) for place, clash in pairs])
    return [round(value, 4) for value in judge(rows, PARTING_FEATURES, PARTING_WEIGHTS, PARTING_BIAS).tolist()]


def read_parting(desk: Desk, place: int, clash: Clash) -> list[float]:
    """Return what speaks for and against a pair of amounts, in the order of ``PARTING_FEATURES``."""
    link, a, b, x, y = desk.table.links[place], clash.a, clash.b, clash.x, clash.y
    ratio = tell_apart(x.value, y.value)
    hours = _count_hours(desk, a, b)
    return [
        *desk.table.rows[place, _COLUMNS].tolist(),
        link.bare,
        link.topic,
        float(count_one(x, y) == 1),
        float(not (x.noun or x.measure) or not (y.noun or y.measure)),
        float(bool(x.measure)),
        float(x.age),
        float(x.value.kind is ValueKind.MONEY),
        float(x.value.kind is ValueKind.PERCENT),
        float(x.value.kind is ValueKind.DURATION),
        min(math.log(ratio), _MOST) if ratio else _UNKNOWN,
        float(_is_told_elsewhere(desk, clash)),
        float(x.state in RUNNING),
        float(a.source is not None and b.source is not None and a.source != b.source),
        math.log1p(hours),
        float(hours < _HOURS),
        float((size_of(x) < size_of(y)) == (a.order < b.order)),
        float(a.quote is not None and b.quote is not None),
    ]


def _count_hours(desk: Desk, a: Proposition, b: Proposition) -> float:
    one, other = desk.first_time([a.claim]), desk.first_time([b.claim])
    return abs((one - other).total_seconds()) / 3600 if one is not None and other is not None else 0.0


def _is_told_elsewhere(desk: Desk, clash: Clash) -> int:
    """Return for how many of two amounts the other article has the same of the same thing in another claim."""
    found = 0
    for figure, other in ((clash.x, clash.b), (clash.y, clash.a)):
        found += any(
            count_one(figure, told) > 1 and fits(figure, told)
            for claim in desk.counting.get(other.article, ())
            if claim is not other
            for told in claim.quantities
            if told.value.kind not in TIMES
        )
    return found
