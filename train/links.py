"""Learn ``src/rashomon/relate/link_weights.py`` from annotated events: ``python -m train.links PACKS_FOLDER [--from N]``.

Every pair of claims that ``relate`` looks at is one example: are both in one entry? The four packs go in twice: with the
annotations of their gold ledgers, and with our own, whose claims take the entries of the gold claims they lie on; the events
of ``train/tellings`` go in with our own. Learned on the gold annotations alone the links of an event left out have an F1 of
.66 with our annotations, on both .70 to .71.

Three logistic regressions over named features are fitted by Newton's method. The first look sees two claims alone. The second
sees as well what stands around them, among it how likely the first look finds the pairs beside them: each event is looked at
with first weights learned on the others. The third sees what the claims model says of the pairs that are open after the
second, and learns only from events that this model has not learned from: of the others it is too sure. Looks before
``--from`` (3 unless given) stay as they are: the rules of conflicts have their thresholds on the first, and the second
learned from the packs and the short events. Each pack in turn is left out to print what the weights that are learned are
worth on an event they have not seen (``quality.events`` tells the same of events held back). Numpy only; the same input
gives the same weights.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

import numpy as np
from quality.figures import map_claims
from quality.oracle import annotate_from_gold

from rashomon.model.annotated import Annotated
from rashomon.model.codec import decode_ledger
from rashomon.model.records import Entity, Ledger, Lineage, Utterance
from rashomon.pipeline import annotate_article
from rashomon.relate.contexts import SECOND_FEATURES, THIRD_FEATURES, Contexts
from rashomon.relate.contexts import SETTINGS as SECOND
from rashomon.relate.entities import merge_entities
from rashomon.relate.entries import group_claims
from rashomon.relate.lineage import find_lineage
from rashomon.relate.link_weights import BIAS, SECOND_BIAS, SECOND_WEIGHTS, WEIGHTS
from rashomon.relate.links import FEATURES, Table, link_claims
from rashomon.relate.readings import find_open, read_verdicts
from rashomon.relate.utterances import find_utterances
from rashomon.weights.encoder import load_encoder
from rashomon.weights.reader import load_claim_reader
from train.tellings import list_lessons, read_tellings

OUT = Path(__file__).parent.parent / "src" / "rashomon" / "relate" / "link_weights.py"
TELLINGS = Path(__file__).parent / "tellings"
#: Strength of the pull towards zero, on standardised features, at the first and at the second look.
RIDGE = 3.0
SECOND_RIDGE = 10.0
#: How often a pair counts at the third look: of the packs as we annotate them, as their gold ledgers have them, and of
#: the short events. The packs say what one entry is, and what a ledger is made of are our annotations.
OWN, GOLD, SHORT = 36.0, 6.0, 1.0
#: How the names of the events of ``train/tellings`` begin that the claims model has not learned from.
UNREAD = "ta-"

Model = tuple[np.ndarray, float]


class Reading(NamedTuple):
    """The pairs of one event, annotated one way: which are one entry, and the entry of each claim that has one."""

    event: str
    own: bool
    table: Table
    same: np.ndarray
    home: dict[str, str]
    around: Contexts


def read_event(event: str, gold: Ledger, *, by_hand: bool) -> list[Reading]:
    """Return the pairs of one event with our annotations, and with those of its gold ledger where it has them."""
    found = [annotate_article(article) for article in gold.articles]
    entities, accounts = merge_entities(sorted(found, key=lambda a: (a.article.published or "~", a.article.id)))
    lineage = find_lineage(accounts, load_encoder().encode)
    utterances = find_utterances(accounts, entities, load_encoder().encode, lineage)
    home = {claim: entry.id for entry in gold.entries for claim in entry.claims}
    mapped = map_claims(gold, Ledger(claims=tuple(claim for account in accounts for claim in account.claims)))
    own = {claim: home.get(key, key) for claim, key in mapped.items()}
    readings = [_read(event, accounts, (entities, utterances, lineage), own, own=True)]
    if by_hand:
        given = annotate_from_gold(gold)
        readings.append(_read(event, given, (gold.entities, gold.utterances, lineage), home, own=False))
    return readings


def _read(
    event: str,
    accounts: Sequence[Annotated],
    known: tuple[Sequence[Entity], Sequence[Utterance], Sequence[Lineage]],
    home: dict[str, str],
    *,
    own: bool,
) -> Reading:
    entities, utterances, lineage = known
    encoder = load_encoder()
    table = link_claims(accounts, entities, utterances, encoder.encode, encoder.encode_pieces)
    keys = [home.get(claim.claim, claim.claim) for claim in table.claims]
    same = np.array([keys[link.a] == keys[link.b] for link in table.links], dtype=float)
    around = Contexts(table, lineage, encoder.encode, encoder.encode_pieces)
    return Reading(event, own, table, same, home, around)


def fit(rows: np.ndarray, truth: np.ndarray, ridge: float = RIDGE, counts: np.ndarray | float = 1.0) -> Model:
    """Return weights for the raw features and the bias of a ridge logistic regression; each row counts so often."""
    mean, scale = rows.mean(0), rows.std(0) + 1e-9
    x = np.c_[(rows - mean) / scale, np.ones(len(rows))]
    w = np.zeros(x.shape[1])
    pull = np.full(x.shape[1], ridge)
    pull[-1] = 0.0
    for _ in range(30):
        p = 1 / (1 + np.exp(-np.clip(x @ w, -30, 30)))
        curve = (x * (counts * p * (1 - p))[:, None]).T @ x
        step = np.linalg.solve(curve + np.diag(pull), x.T @ (counts * (p - truth)) + pull * w)
        w = w - step
        if np.abs(step).max() < 1e-9:
            break
    weights = w[:-1] / scale
    return weights, float(w[-1] - weights @ mean)


def apply(model: Model, rows: np.ndarray) -> np.ndarray:
    """Return how likely each row is a pair of one entry."""
    return np.asarray(1 / (1 + np.exp(-np.clip(rows @ model[0] + model[1], -30, 30))))


def learn_first(readings: Sequence[Reading]) -> Model:
    """Return the weights of the first look."""
    return fit(np.concatenate([np.array(r.table.rows) for r in readings]), np.concatenate([r.same for r in readings]))


def look_first(readings: Sequence[Reading]) -> list[np.ndarray]:
    """Return for each reading what the first look says with weights learned on the other events."""
    models = {
        event: learn_first([r for r in readings if r.event != event]) for event in sorted({r.event for r in readings})
    }
    return [apply(models[r.event], np.array(r.table.rows)) for r in readings]


def learn_second(readings: Sequence[Reading], looks: Sequence[np.ndarray]) -> Model:
    """Return the weights of the second look, given what the first says of each event."""
    rows, same = [], []
    for reading, likelihoods in zip(readings, looks, strict=True):
        places, found = look_around(reading, likelihoods)
        rows.append(found)
        same.append(reading.same[places])
    return fit(np.concatenate(rows), np.concatenate(same), SECOND_RIDGE)


def look_around(reading: Reading, likelihoods: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the places of the links worth a second look and their rows."""
    places = np.flatnonzero(likelihoods >= SECOND.worth)
    return places, np.array(reading.around.read(places.tolist(), [float(value) for value in likelihoods]))


def learn_third(readings: Sequence[Reading], looks: Sequence[np.ndarray], second: Model) -> Model:
    """Return the weights of the third look, at the pairs that are open after the second."""
    rows, same, counts = [], [], []
    known = {reading.event for reading in readings if not reading.own}
    for reading, likelihoods in zip(readings, looks, strict=True):
        if reading.event not in known and not reading.event.startswith(UNREAD):
            continue
        places, found = look_around(reading, likelihoods)
        chosen, read = look_closely(reading, places, apply(second, found))
        rows.append(np.column_stack([found[chosen], read]))
        same.append(reading.same[places[chosen]])
        often = (OWN if reading.own else GOLD) if reading.event in known else SHORT
        counts.append(np.full(len(chosen), often))
    return fit(np.concatenate(rows), np.concatenate(same), SECOND_RIDGE, np.concatenate(counts))


def look_closely(reading: Reading, places: np.ndarray, likelihoods: np.ndarray) -> tuple[list[int], np.ndarray]:
    """Return which of some links are open, and what the reader says of them."""
    chosen = find_open(reading.table, likelihoods.tolist())
    likely = likelihoods[chosen].tolist()
    return chosen, read_verdicts(reading.table, places[chosen].tolist(), likely, load_claim_reader().read)


def count_links(reading: Reading, same: np.ndarray) -> np.ndarray:
    """Return right, found and true links between claims of different articles."""
    table, home = reading.table, reading.home
    claims = table.claims
    right = found = 0
    for group in group_claims(table, [float(likelihood) for likelihood in same]):
        for a, b in combinations([i for i in group if claims[i].claim in home], 2):
            if claims[a].article != claims[b].article:
                found += 1
                right += home[claims[a].claim] == home[claims[b].claim]
    known = [claim for claim in claims if claim.claim in home]
    true = sum(a.article != b.article and home[a.claim] == home[b.claim] for a, b in combinations(known, 2))
    return np.array([right, found, true])


def leave_out(
    readings: Sequence[Reading], looks: Sequence[np.ndarray], event: str, given: Model | None
) -> list[np.ndarray]:
    """Return the links of one event at each of the three looks, with weights learned on the others.

    ``looks`` are what the first says of each event; ``given`` the weights of the second where they are kept.
    """
    pairs = list(zip(readings, looks, strict=True))
    reading, first = next((one, look) for one, look in pairs if one.event == event and one.own)
    others = [one for one, _ in pairs if one.event != event]
    looks = [look for one, look in pairs if one.event != event]
    places, rows = look_around(reading, first)
    model = given or learn_second(others, looks)
    second = first.copy()
    second[places] = apply(model, rows)
    chosen, read = look_closely(reading, places, second[places])
    third = second.copy()
    third[places[chosen]] = apply(learn_third(others, looks, model), np.column_stack([rows[chosen], read]))
    return [count_links(reading, found) for found in (first, second, third)]


def main() -> None:
    """Print what is reached on each pack from all other events, then learn from all and write the weights."""
    parser = argparse.ArgumentParser(description="Learn the weights of links.")
    parser.add_argument("packs", type=Path)
    parser.add_argument(
        "--from", dest="start", type=int, default=3, help="the first of the looks that is learned again"
    )
    args = parser.parse_args()
    packs = sorted(path for path in args.packs.iterdir() if (path / "ledger.json").exists())
    readings = [
        reading
        for path in packs
        for reading in read_event(path.name, decode_ledger((path / "ledger.json").read_bytes()), by_hand=True)
    ]
    for path in list_lessons(TELLINGS):
        if args.start > 2 and not path.stem.startswith(UNREAD):
            continue
        readings += read_event(path.stem, read_tellings(path), by_hand=False)
    if args.start == 1:
        first, looks = learn_first(readings), look_first(readings)
    else:
        first = np.array([WEIGHTS[name] for name in FEATURES]), BIAS
        looks = [apply(first, np.array(r.table.rows)) for r in readings]
    given = None
    if args.start > 2:
        given = np.array([SECOND_WEIGHTS[name] for name in SECOND_FEATURES]), SECOND_BIAS
    total = np.zeros((3, 3))
    for path in packs:
        counts = leave_out(readings, looks, path.name, given)
        total += counts
        print(f"{path.name} left out: {'; '.join(map(_tell, counts))}")
    print(f"packs: {'; '.join(map(_tell, total))}")
    second = given or learn_second(readings, looks)
    write(first, second, learn_third(readings, looks, second))


def _tell(counts: np.ndarray) -> str:
    right, found, true = counts
    return f"precision {right / found:.3f}, recall {right / true:.3f}, F1 {2 * right / (found + true):.3f}"


def write(first: Model, second: Model, third: Model) -> None:
    """Write the weights as a module."""
    parts = ['"""What each feature of a pair of claims weighs; written by ``python -m train.links``, not by hand."""\n']
    for prefix, names, (weights, bias) in (
        ("", FEATURES, first),
        ("SECOND_", SECOND_FEATURES, second),
        ("THIRD_", THIRD_FEATURES, third),
    ):
        lines = [f'    "{name}": {weight:.3f},' for name, weight in zip(names, weights, strict=True)]
        parts.append(
            f"{prefix}WEIGHTS: dict[str, float] = {{\n" + "\n".join(lines) + f"\n}}\n{prefix}BIAS = {bias:.3f}\n"
        )
    OUT.write_text("\n".join(parts), encoding="utf-8")


if __name__ == "__main__":
    main()
