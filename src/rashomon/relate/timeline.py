"""What happened when, by the times the accounts give."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from rashomon.model.annotated import Annotated
from rashomon.model.records import Entry, TimelineItem


def find_timeline(
    accounts: Sequence[Annotated], entries: Sequence[Entry], encode: Callable[[Sequence[str]], NDArray[np.float32]]
) -> tuple[TimelineItem, ...]:
    """Return the dated items in the order of time."""
    return ()
