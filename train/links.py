"""Learn ``src/rashomon/relate/link_weights.py`` from annotated events: ``python -m train.links PACKS_FOLDER``.

Every pair of claims that ``relate`` looks at is one example: are both in one entry of the gold ledger? Each event goes in
twice: with the annotations of its gold ledger, and with our own, whose claims take the entries of the gold claims they lie
on. Learned on the gold annotations alone the links of an event left out have an F1 of .66 with our annotations, on both
.70 to .71. A logistic regression over the named features of a pair is fitted by Newton's method; each event in turn is
left out to print what the weights are worth on an event not learned. Numpy only; the same input gives the same weights.
"""

from __future__ import annotations

import sys
from itertools import combinations
from pathlib import Path

import numpy as np
from quality.figures import map_claims
from quality.oracle import annotate_from_gold

from rashomon.model.codec import decode_ledger
from rashomon.model.records import Ledger
from rashomon.pipeline import annotate_article
from rashomon.relate.clusters import cluster
from rashomon.relate.entities import merge_entities
from rashomon.relate.entries import SETTINGS
from rashomon.relate.lineage import find_lineage
from rashomon.relate.links import FEATURES, Table, link_claims
from rashomon.relate.utterances import find_utterances
from rashomon.weights.encoder import load_encoder

OUT = Path(__file__).parent.parent / "src" / "rashomon" / "relate" / "link_weights.py"
#: Strength of the pull towards zero, on standardised features.
RIDGE = 3.0


Pack = tuple[Table, np.ndarray, dict[str, str]]


def read_pack(folder: Path) -> tuple[Pack, Pack]:
    """Return the pairs of one pack with gold and with our own annotations.

    Each with which pairs are one entry, and the entry of each claim that has one.
    """
    gold = decode_ledger((folder / "ledger.json").read_bytes())
    encoder = load_encoder()
    table = link_claims(annotate_from_gold(gold), gold.entities, gold.utterances, encoder.encode, encoder.encode_pieces)
    home = {claim: entry.id for entry in gold.entries for claim in entry.claims}
    found = [annotate_article(article) for article in gold.articles]
    entities, accounts = merge_entities(sorted(found, key=lambda a: (a.article.published or "~", a.article.id)))
    lineage = find_lineage(accounts, encoder.encode)
    utterances = find_utterances(accounts, entities, encoder.encode, lineage)
    own = link_claims(accounts, entities, utterances, encoder.encode, encoder.encode_pieces)
    mapped = map_claims(gold, Ledger(claims=tuple(claim for account in accounts for claim in account.claims)))
    return _label(table, home), _label(own, {claim: home.get(key, key) for claim, key in mapped.items()})


def _label(table: Table, home: dict[str, str]) -> Pack:
    keys = [home.get(claim.claim, claim.claim) for claim in table.claims]
    return table, np.array([keys[link.a] == keys[link.b] for link in table.links], dtype=float), home


def fit(rows: np.ndarray, truth: np.ndarray) -> tuple[np.ndarray, float]:
    """Return weights for the raw features and the bias of a ridge logistic regression."""
    mean, scale = rows.mean(0), rows.std(0) + 1e-9
    x = np.c_[(rows - mean) / scale, np.ones(len(rows))]
    w = np.zeros(x.shape[1])
    pull = np.full(x.shape[1], RIDGE)
    pull[-1] = 0.0
    for _ in range(30):
        p = 1 / (1 + np.exp(-np.clip(x @ w, -30, 30)))
        step = np.linalg.solve((x * (p * (1 - p))[:, None]).T @ x + np.diag(pull), x.T @ (p - truth) + pull * w)
        w = w - step
        if np.abs(step).max() < 1e-9:
            break
    weights = w[:-1] / scale
    return weights, float(w[-1] - weights @ mean)


def count_links(table: Table, home: dict[str, str], same: np.ndarray) -> tuple[int, int, int]:
    """Return right, found and true links between claims of different articles."""
    claims = table.claims
    strengths = {(link.a, link.b): float(p) for link, p in zip(table.links, same, strict=True)}
    right = found = 0
    apart = [(x.a, x.b) for x in table.links if x.clashing or claims[x.a].denied != claims[x.b].denied]
    for group in cluster(len(claims), strengths, apart, least=SETTINGS.least):
        for a, b in combinations([i for i in group if claims[i].claim in home], 2):
            if claims[a].article != claims[b].article:
                found += 1
                right += home[claims[a].claim] == home[claims[b].claim]
    known = [claim for claim in claims if claim.claim in home]
    true = sum(a.article != b.article and home[a.claim] == home[b.claim] for a, b in combinations(known, 2))
    return right, found, true


def main(packs: Path) -> None:
    """Print what is reached on each pack from the others, then learn from all and write the weights."""
    data = [read_pack(folder) for folder in sorted(p for p in packs.iterdir() if (p / "ledger.json").exists())]
    counts = np.zeros(3)
    for number, (_, (table, _, home)) in enumerate(data):
        weights, bias = learn([pack for other, both in enumerate(data) if other != number for pack in both])
        same = 1 / (1 + np.exp(-(np.array(table.rows) @ weights + bias)))
        right, found, true = count_links(table, home, same)
        counts += (right, found, true)
        print(f"left out: links F1 {2 * right / (found + true):.3f}")
    print(
        f"pooled: precision {counts[0] / counts[1]:.3f}, recall {counts[0] / counts[2]:.3f}, "
        f"F1 {2 * counts[0] / (counts[1] + counts[2]):.3f}"
    )
    write(*learn([pack for both in data for pack in both]))


def learn(packs: list[Pack]) -> tuple[np.ndarray, float]:
    """Return weights and bias learned from some packs."""
    return fit(np.concatenate([np.array(t.rows) for t, _, _ in packs]), np.concatenate([y for _, y, _ in packs]))


def write(weights: np.ndarray, bias: float) -> None:
    """Write the weights as a module."""
    lines = [f'    "{name}": {weight:.3f},' for name, weight in zip(FEATURES, weights, strict=True)]
    OUT.write_text(
        '"""What each feature of a pair of claims weighs; written by ``python -m train.links``, not by hand."""\n\n'
        "WEIGHTS: dict[str, float] = {\n" + "\n".join(lines) + f"\n}}\nBIAS = {bias:.3f}\n",
        encoding="utf-8",
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
