"""How much a reader of two minutes needs a line: its traits weighed as lines of marked events were judged."""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.report.salience_weights import BIAS, WEIGHTS
from rashomon.report.traits import TRAITS


def weigh_salience(traits: Sequence[float]) -> float:
    """Return the worth of a line: 3 where the brief would be wrong without it, 2 good to have, 1 a detail, 0 none.

    >>> round(weigh_salience([0.0] * len(TRAITS)), 3) == round(BIAS, 3)
    True
    """
    return round(BIAS + sum(WEIGHTS[name] * value for name, value in zip(TRAITS, traits, strict=True)), 4)
