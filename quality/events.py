"""How an event that is marked by hand comes out: ``python -m quality.events FILE...`` (``train/tellings/tf-*.txt``).

Links are pairs of claims of two articles in one entry. A conflict that is shown is right where claims on two of its
sides stand in a marked conflict of its nature; a marked conflict is found where a shown one has claims of both its
entries on two sides. Events from which the models have learned come out better than others: what tells is an event that
was written afterwards.
"""

from __future__ import annotations

import sys
from collections import Counter
from itertools import combinations, product
from pathlib import Path

from train.tellings import read_tellings

from quality.figures import map_claims
from rashomon.model.records import OF_SPEECH, Ledger, Nature
from rashomon.pipeline import relate_articles

Counts = Counter[str]
_NATURES = (Nature.CONTRADICTION, Nature.UPDATE)


def count_event(gold: Ledger, ledger: Ledger) -> Counts:
    """Return the counts of links and conflicts of one event: right, found and true ones."""
    entry = {key: one.id for one in gold.entries for key in one.claims}
    home = {claim: entry[key] for claim, key in map_claims(gold, ledger).items() if key in entry}
    article = {claim.id: claim.passage[0].article for claim in ledger.claims}
    counts: Counts = Counter()
    for one in ledger.entries:
        for a, b in combinations([key for key in one.claims if key in home], 2):
            if article[a] != article[b]:
                counts["links found"] += 1
                counts["links right"] += home[a] == home[b]
    counts["links true"] = sum(
        article[a] != article[b] and home[a] == home[b] for a, b in combinations(sorted(home), 2)
    )
    return counts + _count_conflicts(gold, ledger, entry, home)


def _count_conflicts(gold: Ledger, ledger: Ledger, entry: dict[str, str], home: dict[str, str]) -> Counts:
    marked = {
        frozenset((entry[a], entry[b])): conflict.nature
        for conflict in gold.conflicts
        for one, other in combinations(conflict.sides, 2)
        for a, b in product(one.claims, other.claims)
    }
    counts: Counts = Counter()
    shown: set[frozenset[str]] = set()
    for conflict in ledger.conflicts:
        if conflict.kind in OF_SPEECH or conflict.nature not in _NATURES:
            continue
        pairs = {
            frozenset((home[a], home[b]))
            for one, other in combinations(conflict.sides, 2)
            for a, b in product(one.claims, other.claims)
            if a in home and b in home
        }
        told = {marked[pair] for pair in pairs if pair in marked}
        counts[f"{conflict.nature.value}s shown"] += 1
        counts[f"{conflict.nature.value}s right"] += conflict.nature in told
        counts[f"{conflict.nature.value}s of some nature"] += bool(told)
        shown |= pairs
    for pair, nature in marked.items():
        if nature in _NATURES and len(pair) > 1:
            counts[f"{nature.value}s marked"] += 1
            counts[f"{nature.value}s found"] += pair in shown
    return counts


def report(counts: Counts) -> str:
    """Return the counts in one line."""
    right, found, true = (counts[f"links {name}"] for name in ("right", "found", "true"))
    told = [
        f"links P {right / max(1, found):.3f} R {right / max(1, true):.3f} F1 {2 * right / max(1, found + true):.3f}"
    ]
    for nature in _NATURES:
        name = f"{nature.value}s"
        told.append(
            f"{name}: {counts[f'{name} shown']} shown, {counts[f'{name} right']} right,"
            f" {counts[f'{name} of some nature']} in some nature; {counts[f'{name} found']} of"
            f" {counts[f'{name} marked']} found"
        )
    return "; ".join(told)


def main() -> None:
    """Print the figures of each event and of all together."""
    total: Counts = Counter()
    for path in map(Path, sys.argv[1:]):
        gold = read_tellings(path)
        counts = count_event(gold, relate_articles(gold.articles))
        print(f"{path.stem}: {report(counts)}", flush=True)
        total += counts
    print(f"all: {report(total)}")


if __name__ == "__main__":
    main()
