"""Who took text from whom: shared passages and order-preserving paraphrase."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from rashomon.model.annotated import Annotated
from rashomon.model.records import Lineage


def find_lineage(
    accounts: Sequence[Annotated], encode: Callable[[Sequence[str]], NDArray[np.float32]]
) -> tuple[Lineage, ...]:
    """Return how each pair of articles is related; independent pairs are left out."""
    return ()
