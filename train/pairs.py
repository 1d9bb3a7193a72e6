"""Learn ``src/rashomon/weights/pairs/head.json`` from claim families: ``python -m train.pairs FAMILIES_FOLDER``.

Each family expands to labelled pairs; pairs are drawn evenly over the six relations. One family in five is held back to
choose the size of the head and its temperature. Numpy only; the same input gives the same weights.
"""

from __future__ import annotations

import hashlib
import json
import sys
from itertools import combinations
from pathlib import Path

import msgspec
import numpy as np

from rashomon.annotate.articles import load_annotator
from rashomon.model.annotated import Annotated
from rashomon.model.records import Article
from rashomon.relate.features import compare_sentences
from rashomon.weights.catalogue import HERE
from rashomon.weights.encoder import load_encoder
from rashomon.weights.heads import Head

LABELS = ("same", "narrower", "broader", "conflict", "related", "unrelated")
#: Pairs of one relation taken from one family, so that large families do not drown small ones.
MOST = 4
HIDDEN, EPOCHS, RATE, DECAY = 24, 400, 0.02, 3e-4
SWAPPED = {"narrower": "broader", "broader": "narrower"}


def expand(family: dict, random: np.random.Generator) -> list[tuple[str, str, str]]:
    """Return (a, b, relation) for one family, both ways round, at most MOST of each relation."""
    told = [family["base"], *family.get("same", [])]
    pairs = [(a, b, "same") for a, b in combinations(told, 2)]
    for base in told:
        pairs += [(text, base, "narrower") for text in family.get("narrower", [])]
        pairs += [(text, base, "broader") for text in family.get("broader", [])]
        pairs += [(item["text"], base, "conflict") for item in family.get("conflict", [])]
        pairs += [
            (item["text"], base, item["relation"])
            for item in family.get("difference", [])
            if item.get("relation") in LABELS
        ]
        pairs += [(_text(item), base, "related") for item in family.get("related", [])]
        pairs += [(_text(item), base, "unrelated") for item in family.get("unrelated", [])]
    pairs += [(b, a, SWAPPED.get(label, label)) for a, b, label in pairs]
    chosen = []
    for label in LABELS:
        some = [pair for pair in pairs if pair[2] == label]
        chosen += [some[i] for i in sorted(random.permutation(len(some))[:MOST])]
    # Families hold no near-copies but conflicts; without these the head would take likeness itself for a conflict.
    chosen += [(text, text, "same") for text in told[:2]]
    head, comma, _ = family["base"].partition(", ")
    if comma and len(head.split()) > 6:
        chosen += [(family["base"], head + ".", "narrower"), (head + ".", family["base"], "broader")]
    return chosen


def _text(item: dict | str) -> str:
    return item if isinstance(item, str) else item["text"]


def fit(x: np.ndarray, y: np.ndarray, weight: np.ndarray) -> list[np.ndarray]:
    """Return [hidden, hidden bias, out, out bias] by Adam on weighted cross-entropy."""
    random = np.random.default_rng(7)
    w = [
        random.normal(0, 0.2, (x.shape[1], HIDDEN)),
        np.zeros(HIDDEN),
        random.normal(0, 0.2, (HIDDEN, len(LABELS))),
        np.zeros(len(LABELS)),
    ]
    m, v = [np.zeros_like(p) for p in w], [np.zeros_like(p) for p in w]
    truth = np.eye(len(LABELS))[y]
    for step in range(1, EPOCHS + 1):
        h = np.tanh(x @ w[0] + w[1])
        z = h @ w[2] + w[3]
        p = np.exp(z - z.max(1, keepdims=True))
        p /= p.sum(1, keepdims=True)
        dz = (p - truth) * weight[:, None] / weight.sum()
        dh = (dz @ w[2].T) * (1 - h * h)
        for i, slope in enumerate([x.T @ dh, dh.sum(0), h.T @ dz, dz.sum(0)]):
            g = slope + DECAY * w[i] * (i in (0, 2))
            m[i], v[i] = 0.9 * m[i] + 0.1 * g, 0.999 * v[i] + 0.001 * g * g
            w[i] = w[i] - RATE * (m[i] / (1 - 0.9**step)) / (np.sqrt(v[i] / (1 - 0.999**step)) + 1e-8)
    return w


def main(folder: Path) -> None:
    """Learn, print the held-back figures, write the head."""
    families = [
        json.loads(line) for path in sorted(folder.glob("*.jsonl")) for line in path.read_text("utf-8").splitlines()
    ]
    annotator, encoder = load_annotator(), load_encoder()
    known: dict[tuple[str, str | None], Annotated] = {}

    def read(text: str, published: str | None) -> Annotated:
        if (text, published) not in known:
            known[text, published] = annotator.annotate(Article(id="s", text=text, published=published))
        return known[text, published]

    rows, labels, held = [], [], []
    for number, family in enumerate(families):
        random = np.random.default_rng(number)
        for a, b, label in expand(family, random):
            published = family.get("published")
            rows.append(compare_sentences(read(a, published), read(b, published), encoder.encode).features)
            labels.append(LABELS.index(label))
            held.append(number % 5 == 4)
        known.clear()
    names = tuple(sorted(rows[0]))
    x = np.array([[row[name] for name in names] for row in rows])
    y, back = np.array(labels), np.array(held)
    np.savez(folder_cache(), x=x, y=y, back=back)
    mean, scale = x[~back].mean(0), x[~back].std(0) + 1e-6
    weight = (1 / np.bincount(y[~back], minlength=len(LABELS)))[y[~back]]
    w = fit((x[~back] - mean) / scale, y[~back], weight)
    z = np.tanh((x[back] - mean) / scale @ w[0] + w[1]) @ w[2] + w[3]
    temperature = min(np.arange(0.6, 3, 0.1), key=lambda t: _loss(z / t, y[back]))
    guess = z.argmax(1)
    print(f"{len(families)} families, {len(y)} pairs; held back {back.sum()}: accuracy {np.mean(guess == y[back]):.3f}")
    for i, label in enumerate(LABELS):
        print(label, [int(((y[back] == i) & (guess == j)).sum()) for j in range(len(LABELS))])
    head = Head(
        features=names,
        labels=LABELS,
        mean=_round(mean),
        scale=_round(scale),
        hidden=tuple(map(_round, w[0])),
        hidden_bias=_round(w[1]),
        out=tuple(map(_round, w[2])),
        out_bias=_round(w[3]),
        temperature=round(float(temperature), 2),
    )
    out = HERE / "pairs" / "head.json"
    out.parent.mkdir(exist_ok=True)
    out.write_bytes(msgspec.json.format(msgspec.json.encode(head), indent=0) + b"\n")
    print("sha256:", hashlib.sha256(out.read_bytes()).hexdigest())


def folder_cache() -> Path:
    """Return where the features are kept for trying other heads."""
    path = Path("build")
    path.mkdir(exist_ok=True)
    return path / "pairs.npz"


def _loss(z: np.ndarray, y: np.ndarray) -> float:
    z = z - z.max(1, keepdims=True)
    return float(-(z - np.log(np.exp(z).sum(1, keepdims=True)))[np.arange(len(y)), y].mean())


def _round(values: np.ndarray) -> tuple[float, ...]:
    return tuple(round(float(value), 4) for value in values)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
