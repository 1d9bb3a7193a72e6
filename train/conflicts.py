"""Learn ``src/rashomon/relate/conflict_weights.py`` from marked conflicts: ``python -m train.conflicts PACKS_FOLDER``.

Every two amounts that cannot both hold, and every two claims that may oppose each other, are one example: do they stand in a
marked contradiction or update? Of claims whose conflict is one of numbers or dates only the amounts are examples. The packs
and the long events of ``train/tellings`` go in with our own annotations, whose claims take the entries of the marked claims
they lie on. First it prints what weights are worth that were learned on the other events, each sixth of the events in turn.

Four logistic regressions are learned: whether two amounts part; whether two claims may be in conflict; whether those that may
are, with what the reader says of them; and whether a conflict is an update. The third learns from likelihoods that the second
gives to events left out.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from itertools import combinations, product
from pathlib import Path
from typing import NamedTuple

import numpy as np
from quality.figures import map_claims

from rashomon.model.codec import decode_ledger
from rashomon.model.records import ConflictKind, Ledger, Nature
from rashomon.pipeline import annotate_article
from rashomon.relate.cases import Desk
from rashomon.relate.clashes import list_amounts
from rashomon.relate.contexts import look_again
from rashomon.relate.entities import merge_entities
from rashomon.relate.entries import align_claims
from rashomon.relate.lineage import find_lineage
from rashomon.relate.links import link_claims
from rashomon.relate.oppositions import OPPOSITION_FEATURES, SETTINGS, list_oppositions, read_opposition
from rashomon.relate.partings import PARTING_FEATURES, read_parting
from rashomon.relate.readings import READ_FEATURES, read_rows
from rashomon.relate.utterances import find_utterances
from rashomon.weights.encoder import load_encoder
from rashomon.weights.reader import load_claim_reader, load_reader
from train.links import TELLINGS, Model, apply, fit
from train.tellings import list_lessons, read_tellings

OUT = Path(__file__).parent.parent / "src" / "rashomon" / "relate" / "conflict_weights.py"
#: Strength of the pull towards zero, on standardised features.
RIDGE = 10.0
#: Events are left out by so many at a time: every sixth.
FOLDS = 6
#: Shares of the examples, the likeliest first, of which it is printed how many are right.
SHARES = (0.02, 0.04, 0.06)

_OPEN_CONFLICTS = (Nature.CONTRADICTION, Nature.UPDATE)
_NONE = (None, None)
#: What a pair of entries is marked as, and in what they part.
Marks = dict[frozenset[str], tuple[Nature, ConflictKind]]


class Examples(NamedTuple):
    """The pairs of one event: a row of features for each, and whether it is in conflict (1) or not (0)."""

    rows: np.ndarray
    truth: np.ndarray


class Event(NamedTuple):
    """One event: its pairs of amounts, its pairs of claims with their places and whether each is an update, its desk."""

    desk: Desk
    amounts: Examples
    claims: Examples
    places: list[int]
    updates: np.ndarray


def read_marks(gold: Ledger) -> Marks:
    """Return the pairs of entries that are marked as a conflict."""
    entry = {key: one.id for one in gold.entries for key in one.claims}
    return {
        frozenset((entry[a], entry[b])): (conflict.nature, conflict.kind)
        for conflict in gold.conflicts
        for one, other in combinations(conflict.sides, 2)
        for a, b in product(one.claims, other.claims)
        if a in entry and b in entry
    }


def open_desk(gold: Ledger) -> Desk:
    """Return the desk at which the conflicts of an event are sought, with our own annotations."""
    found = [annotate_article(article) for article in gold.articles]
    entities, accounts = merge_entities(sorted(found, key=lambda a: (a.article.published or "~", a.article.id)))
    encoder = load_encoder()
    lineage = find_lineage(accounts, encoder.encode)
    utterances = find_utterances(accounts, entities, encoder.encode, lineage)
    table = link_claims(accounts, entities, utterances, encoder.encode, encoder.encode_pieces)
    table = look_again(table, lineage, encoder.encode, encoder.encode_pieces, load_claim_reader().read)
    return Desk(accounts, entities, align_claims(table, entities), table)


def read_event(gold: Ledger, desk: Desk) -> Event:
    """Return the pairs of one event whose claims lie on marked ones."""
    marked = read_marks(gold)
    entry = {key: one.id for one in gold.entries for key in one.claims}
    mapped = map_claims(gold, Ledger(claims=tuple(desk.claims.values())))
    home = {claim: entry[key] for claim, key in mapped.items() if key in entry}
    amounts = [(place, c) for place, c in list_amounts(desk) if c.a.claim in home and c.b.claim in home]
    rows = np.array([read_parting(desk, place, clash) for place, clash in amounts])
    parted = [
        marked.get(frozenset((home[c.a.claim], home[c.b.claim])), _NONE)[0] in _OPEN_CONFLICTS for _, c in amounts
    ]
    places, truth, updates = [], [], []
    for place in list_oppositions(desk):
        link = desk.table.links[place]
        pair = [desk.table.claims[n].claim for n in (link.a, link.b)]
        if not all(claim in home for claim in pair):
            continue
        homes = frozenset(home[claim] for claim in pair)
        nature, kind = marked.get(homes, _NONE) if len(homes) > 1 else _NONE
        if nature is not Nature.DIFFERENCE and kind not in (ConflictKind.NUMBER, ConflictKind.DATE):
            places.append(place)
            truth.append(nature is not None)
            updates.append(nature is Nature.UPDATE)
    read = np.array([read_opposition(desk, place) for place in places])
    return Event(
        desk,
        Examples(rows.reshape(-1, len(PARTING_FEATURES)), np.array(parted, dtype=float)),
        Examples(read.reshape(-1, len(OPPOSITION_FEATURES)), np.array(truth, dtype=float)),
        places,
        np.array(updates, dtype=float),
    )


def read_golds(packs: Path) -> Iterator[Ledger]:
    """Yield the events with marked conflicts: the packs, and those of our own."""
    for path in sorted(packs.iterdir()):
        if (path / "ledger.json").exists():
            yield decode_ledger((path / "ledger.json").read_bytes())
    for path in list_lessons(TELLINGS):
        gold = read_tellings(path)
        if gold.conflicts:
            yield gold


def learn(examples: Sequence[Examples]) -> Model:
    """Return the weights learned from some events."""
    return fit(np.concatenate([one.rows for one in examples]), np.concatenate([one.truth for one in examples]), RIDGE)


def leave_out(examples: Sequence[Examples]) -> list[np.ndarray]:
    """Return for each event how likely each example is a conflict, by weights learned on the other events."""
    models = [learn([one for n, one in enumerate(examples) if n % FOLDS != fold]) for fold in range(FOLDS)]
    return [apply(models[n % FOLDS], one.rows) for n, one in enumerate(examples)]


def read_likely(event: Event, likelihoods: np.ndarray) -> Examples:
    """Return the pairs of claims worth reading with what the reader says of them."""
    chosen = np.flatnonzero(likelihoods >= SETTINGS.worth).tolist()
    places = [event.places[n] for n in chosen]
    rows = read_rows(event.desk.table, places, likelihoods[chosen].tolist(), load_reader().read)
    return Examples(rows, event.claims.truth[chosen])


def learn_updates(events: Sequence[Event]) -> Model:
    """Return the weights by which a conflict is an update."""
    held = [event.claims.truth > 0 for event in events]
    rows = np.concatenate([event.claims.rows[kept] for event, kept in zip(events, held, strict=True)])
    return fit(rows, np.concatenate([event.updates[kept] for event, kept in zip(events, held, strict=True)]), RIDGE)


def tell(examples: Sequence[Examples]) -> str:
    """Return how many are right of the likeliest examples of events left out."""
    likely, truth = np.concatenate(leave_out(examples)), np.concatenate([one.truth for one in examples])
    order = np.argsort(-likely, kind="stable")
    told = []
    for share in SHARES:
        first = order[: int(share * len(order))]
        found = truth[first].sum() / truth.sum()
        told.append(f"from {likely[first[-1]]:.2f} {truth[first].mean():.0%} right, {found:.0%} found")
    return f"{len(truth)} pairs, {truth.mean():.1%} in conflict; {'; '.join(told)}"


def write(models: Sequence[tuple[str, Sequence[str], Model]]) -> None:
    """Write the weights as a module, each model with its name and the names of its features."""
    parts = [
        '"""What each feature of two claims that may be in conflict weighs; written by ``python -m train.conflicts``."""\n'
    ]
    for title, names, (weights, bias) in models:
        lines = "\n".join(f'    "{name}": {weight:.3f},' for name, weight in zip(names, weights, strict=True))
        parts.append(f"{title}_WEIGHTS: dict[str, float] = {{\n{lines}\n}}\n{title}_BIAS = {bias:.3f}\n")
    OUT.write_text("\n".join(parts), encoding="utf-8")


def learn_all(events: Sequence[Event]) -> None:
    """Print what is reached on events left out, then learn from all and write the weights."""
    amounts, claims = [event.amounts for event in events], [event.claims for event in events]
    print(f"amounts: {tell(amounts)}")
    print(f"claims: {tell(claims)}")
    read = [read_likely(event, likely) for event, likely in zip(events, leave_out(claims), strict=True)]
    print(f"claims that were read: {tell(read)}")
    write(
        [
            ("PARTING", PARTING_FEATURES, learn(amounts)),
            ("OPPOSITION", OPPOSITION_FEATURES, learn(claims)),
            ("READING", READ_FEATURES, learn(read)),
            ("UPDATE", OPPOSITION_FEATURES, learn_updates(events)),
        ]
    )


def main() -> None:
    """Read the events and learn from them."""
    parser = argparse.ArgumentParser(description="Learn the weights of conflicts.")
    parser.add_argument("packs", type=Path)
    args = parser.parse_args()
    learn_all([read_event(gold, open_desk(gold)) for gold in read_golds(args.packs)])


if __name__ == "__main__":
    main()
