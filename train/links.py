"""Learn ``src/rashomon/relate/link_weights.py`` from annotated events: ``python -m train.links PACKS_FOLDER``.

Every pair of claims that ``relate`` looks at is one example: are both in one entry of the gold ledger? The annotations of
the packs go in, so that errors of ``annotate`` do not teach. A logistic regression over the named features of a pair is
fitted by Newton's method; each event in turn is left out to print what the weights are worth on an event not learned.
Numpy only; the same input gives the same weights.
"""

from __future__ import annotations

import sys
from itertools import combinations
from pathlib import Path

import numpy as np
from quality.oracle import annotate_from_gold

from rashomon.model.codec import decode_ledger
from rashomon.relate.clusters import cluster
from rashomon.relate.entries import SETTINGS
from rashomon.relate.links import FEATURES, Table, link_claims
from rashomon.weights.encoder import load_encoder

OUT = Path(__file__).parent.parent / "src" / "rashomon" / "relate" / "link_weights.py"
#: Strength of the pull towards zero, on standardised features.
RIDGE = 3.0


def read_pack(folder: Path) -> tuple[Table, np.ndarray, dict[str, str]]:
    """Return the pairs of one pack, which of them are one entry, and the entry of each claim."""
    gold = decode_ledger((folder / "ledger.json").read_bytes())
    encoder = load_encoder()
    table = link_claims(annotate_from_gold(gold), gold.entities, gold.utterances, encoder.encode, encoder.encode_pieces)
    home = {claim: entry.id for entry in gold.entries for claim in entry.claims}
    keys = [home[claim.claim] for claim in table.claims]
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
    for group in cluster(len(claims), strengths, least=SETTINGS.least):
        for a, b in combinations(group, 2):
            if claims[a].article != claims[b].article:
                found += 1
                right += home[claims[a].claim] == home[claims[b].claim]
    true = sum(a.article != b.article and home[a.claim] == home[b.claim] for a, b in combinations(claims, 2))
    return right, found, true


def main(packs: Path) -> None:
    """Print what is reached on each pack from the others, then learn from all and write the weights."""
    data = [read_pack(folder) for folder in sorted(p for p in packs.iterdir() if (p / "ledger.json").exists())]
    counts = np.zeros(3)
    for number, (table, _, home) in enumerate(data):
        rest = [item for other, item in enumerate(data) if other != number]
        weights, bias = fit(
            np.concatenate([np.array(t.rows) for t, _, _ in rest]), np.concatenate([y for _, y, _ in rest])
        )
        same = 1 / (1 + np.exp(-(np.array(table.rows) @ weights + bias)))
        right, found, true = count_links(table, home, same)
        counts += (right, found, true)
        print(f"left out: links F1 {2 * right / (found + true):.3f}")
    print(
        f"pooled: precision {counts[0] / counts[1]:.3f}, recall {counts[0] / counts[2]:.3f}, "
        f"F1 {2 * counts[0] / (counts[1] + counts[2]):.3f}"
    )
    weights, bias = fit(np.concatenate([np.array(t.rows) for t, _, _ in data]), np.concatenate([y for _, y, _ in data]))
    lines = [f'    "{name}": {weight:.3f},' for name, weight in zip(FEATURES, weights, strict=True)]
    OUT.write_text(
        '"""What each feature of a pair of claims weighs; written by ``python -m train.links``, not by hand."""\n\n'
        "WEIGHTS: dict[str, float] = {\n" + "\n".join(lines) + f"\n}}\nBIAS = {bias:.3f}\n",
        encoding="utf-8",
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
