"""Why two articles are thought to tell of one event, in words."""

from __future__ import annotations

import numpy as np

from rashomon.stories.evidence import Shelf
from rashomon.stories.vocabularies import FAMILIES

#: What the times of an article are called; its numbers are told apart.
KINDS = ("day of the week", "month", "date", "year")
#: Words and names that are told at most.
MOST_TOLD = 5


def explain_pair(shelf: Shelf, a: int, b: int) -> tuple[str, ...]:
    """Return what two articles share and in what they differ: names, rare words, numbers, days, time, meaning."""
    words, names, numbers = (shelf.list_shared(a, b, family) for family in range(FAMILIES))
    told = []
    if names:
        told.append("both name " + ", ".join(names[:MOST_TOLD]))
    large = {name.casefold() for name in names}
    seldom = [word for word in words if word.casefold() not in large]
    if seldom:
        told.append("both say " + ", ".join(seldom[:MOST_TOLD]))
    if numbers:
        told.append("same numbers: " + ", ".join(numbers[:MOST_TOLD]))
    here, there = shelf.items[a], shelf.items[b]
    for kind, ours, theirs in zip(KINDS, here.times, there.times, strict=False):
        if ours and theirs:
            shared = sorted(ours & theirs)
            told.append(f"same {kind}: {', '.join(shared)}" if shared else f"no {kind} in common")
    hours = abs(here.seconds - there.seconds) / 3600.0
    if not np.isnan(hours):
        told.append(f"{hours:.0f} hours apart" if hours < 72 else f"{hours / 24:.0f} days apart")
    told.append(f"alike in meaning: {shelf.compare_meaning(a, b):.2f}")
    return tuple(told)
