"""Score lineage on the open set: ``python -m quality.lineage [--half choose|seen|held|fresh]``.

Printed for each part, news and answers apart: how many rewrites of each strength are found, with how many directions
right; how many pairs of independent reports are called a copy or a rewrite; how many siblings, made from one dispatch,
are. Then the same accounts with every dispatch taken away: how many pairs of siblings are still tied to a source that
nobody holds, and how many independent pairs are, and which accounts are called likely rewritten text.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Callable, Sequence

import msgspec

from quality.lineage.flows import HALVES, STRENGTHS, Event, read_events
from rashomon.model.annotated import Annotated
from rashomon.model.records import Direction, Lineage, Relation
from rashomon.relate.echoes import Encode
from rashomon.relate.entities import merge_entities
from rashomon.relate.lineage import find_lineage

DERIVED = (Relation.COPY, Relation.REWRITE)
Annotate = Callable[[Event], Sequence[Annotated]]


class Tally:
    """Counts of hits and chances by name."""

    def __init__(self) -> None:
        self.hits: Counter[str] = Counter()
        self.all: Counter[str] = Counter()

    def add(self, name: str, hit: bool) -> None:
        """Count one chance."""
        self.hits[name] += hit
        self.all[name] += 1

    def rate(self, name: str) -> float:
        """Return the share of hits; 0 where there was no chance."""
        return self.hits[name] / self.all[name] if self.all[name] else 0.0

    def describe(self, name: str) -> str:
        """Return one line."""
        return f"{name:58} {self.rate(name):6.3f}  {self.hits[name]}/{self.all[name]}"


def measure(events: Sequence[Event], annotate: Annotate, encode: Encode) -> Tally:
    """Return the counts over some events."""
    tally = Tally()
    for event in events:
        _, accounts = merge_entities(annotate(event))
        _count_whole(event, find_lineage(accounts, encode), tally)
        sources = {telling.source for telling in event.tellings}
        rest = [account for account in accounts if account.article.id not in sources]
        _count_orphans(event, find_lineage(rest, encode), sources, tally)
    return tally


def _count_whole(event: Event, lines: Sequence[Lineage], tally: Tally) -> None:
    found = {frozenset((line.a, line.b)): line for line in lines}
    strengths = {telling.article.id: telling.strength for telling in event.tellings}
    pairs = event.sort_pairs()
    for early, late in pairs["made"]:
        line = found.get(frozenset((early, late)))
        hit = line is not None and line.relation in DERIVED
        tally.add(f"found: {strengths[late]}", hit)
        if strengths[late] in ("heavy", "full"):
            tally.add("found: heavy and full together", hit)
        if line is not None and hit:
            tally.add("copy told from rewrite", (line.relation is Relation.COPY) == (strengths[late] == "trimmed"))
        if line is not None and hit and line.direction is not Direction.UNKNOWN:
            made = line.b if line.direction is Direction.B_FROM_A else line.a
            tally.add("direction right, where told", made == late)
    for kind, name in (("apart", "false lineage between independent reports"), ("siblings", "siblings called made")):
        for pair in pairs[kind]:
            line = found.get(frozenset(pair))
            tally.add(name, line is not None and line.relation in DERIVED)


def _count_orphans(event: Event, lines: Sequence[Lineage], gone: set[str | None], tally: Tally) -> None:
    found = {frozenset((line.a, line.b)): line for line in lines}
    pairs = event.sort_pairs()
    for kind, name in (("siblings", "source taken away: siblings tied"), ("apart", "source taken away: others tied")):
        for pair in pairs[kind]:
            if not gone & set(pair):
                tally.add(name, frozenset(pair) in found)


def annotate_plainly(event: Event) -> list[Annotated]:
    """Return the accounts of an event, annotated as the program does it."""
    from rashomon.annotate.articles import load_annotator

    return [load_annotator().annotate(telling.article) for telling in event.tellings]


def strip_times(event: Event) -> Event:
    """Return an event whose accounts do not say when they came out."""
    tellings = tuple(
        msgspec.structs.replace(t, article=msgspec.structs.replace(t.article, published=None)) for t in event.tellings
    )
    return msgspec.structs.replace(event, tellings=tellings)


def main() -> None:
    """Print the figures of each part."""
    parser = argparse.ArgumentParser(description="Score lineage on the open set of invented events and answers.")
    parser.add_argument("--half", choices=HALVES, help="one part alone; thresholds are chosen on 'choose'")
    parser.add_argument("--undated", action="store_true", help="take the times of publication away")
    args = parser.parse_args()
    for half in (args.half,) if args.half else HALVES:
        events = read_events((half,))
        for kind, dated in (("news", True), ("answers", False)):
            some = [event for event in events if event.dated is dated]
            if some:
                _print_part(f"{half}, {kind}", [strip_times(event) for event in some] if args.undated else some)


def _print_part(name: str, events: Sequence[Event]) -> None:
    """Print the figures of some events."""
    from rashomon.weights.encoder import load_encoder

    tally = measure(events, annotate_plainly, load_encoder().encode)
    print(f"{name}: {len(events)} events, {sum(len(event.tellings) for event in events)} accounts")
    order = [f"found: {strength}" for strength in STRENGTHS]
    for title in [*order, *(title for title in tally.all if title not in order)]:
        if tally.all[title]:
            print("  " + tally.describe(title))


if __name__ == "__main__":
    main()
