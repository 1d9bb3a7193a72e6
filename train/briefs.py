"""Learn what a brief needs and where it stands: ``python -m train.briefs PACKS_FOLDER [--ledgers FOLDER]``.

    pip install scipy==1.17.1

``train/briefs`` has statements that the program took from marked events, each judged, as an editor would, with all its accounts in view:
under which question a reader would look for it, and how much a brief of two minutes needs it (3: it would be wrong or lame
without it, 2: good to have, 1: a detail, 0: trivia, or what misleads by itself). A statement is found again in the ledger of its
event by its words; the ledgers are made with the program as it is, and kept in the folder if one is named.

Two things are learned, each on all events but those held back: what the traits of a line weigh (ridge regression on the worth,
``report/salience_weights.py``), and which question it answers (multinomial regression on the traits and the vector of the
statement, ``weights/questions``). For each event left out in turn, and for those held back, it prints what they are worth.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from quality.briefs import LABELS, read_judgements
from scipy.optimize import minimize

from rashomon.model.codec import decode_ledger, encode_ledger
from rashomon.model.records import Article, Ledger
from rashomon.pipeline import relate_articles
from rashomon.report.brief import list_lines
from rashomon.report.entries import view_entries
from rashomon.report.indexes import Index
from rashomon.report.lines import SETTINGS
from rashomon.report.questions import BACKGROUND
from rashomon.report.traits import TRAITS, Traits
from rashomon.weights.encoder import load_encoder
from train.tellings import HELD_BACK, read_tellings

HERE = Path(__file__).parent
SOURCE = HERE.parent / "src" / "rashomon"
#: Strength of the pull towards zero, on standardised numbers; the vector as a whole counts as much as all named ones.
SALIENCE_RIDGE, QUESTION_RIDGE = 100.0, 1.0
#: Spreads below these are of numbers that hardly ever speak: they get no more weight for it.
LEAST_SPREAD = 0.05
#: Lines of an event that are looked at where the order is judged: what a brief has room for.
ROOM = 20


class Judged(NamedTuple):
    """A statement with how it was judged and what was measured of it."""

    event: str
    question: str
    worth: int
    traits: tuple[float, ...]
    vector: np.ndarray


def read_ledger(event: str, packs: Path, ledgers: Path | None) -> Ledger:
    """Return the ledger of an event as the program makes it, kept in a folder if one is named."""
    kept = ledgers / f"{event}.json" if ledgers else None
    if kept and kept.exists():
        return decode_ledger(kept.read_bytes())
    marked = HERE / "tellings" / f"{event}.txt"
    articles = read_tellings(marked).articles if marked.exists() else _read_pack(packs / event)
    ledger = relate_articles(articles)
    if kept:
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_bytes(encode_ledger(ledger))
    return ledger


def _read_pack(folder: Path) -> tuple[Article, ...]:
    return decode_ledger((folder / "ledger.json").read_bytes()).articles


def measure_event(event: str, ledger: Ledger) -> Iterator[Judged]:
    """Yield the judged statements of an event that its ledger has."""
    labels = read_judgements(LABELS / f"{event}.tsv")
    index = Index(ledger)
    traits = Traits(index, SETTINGS)
    lines = [line for line in list_lines(index, view_entries(index))[1] if line.statement in labels]
    vectors = load_encoder().encode([line.statement for line in lines])
    for line, vector in zip(lines, vectors, strict=True):
        yield Judged(event, *labels[line.statement], traits.read(line), vector)


def fit_salience(judged: Sequence[Judged]) -> tuple[np.ndarray, float]:
    """Return what each trait weighs, and the bias."""
    rows, worth = np.array([one.traits for one in judged]), np.array([float(one.worth) for one in judged])
    mean, spread = rows.mean(0), np.maximum(rows.std(0), LEAST_SPREAD)
    x = (rows - mean) / spread
    weights = np.linalg.solve(x.T @ x + SALIENCE_RIDGE * np.eye(len(TRAITS)), x.T @ (worth - worth.mean())) / spread
    return weights, float(worth.mean() - weights @ mean)


def fit_questions(judged: Sequence[Judged], questions: Sequence[str]) -> tuple[np.ndarray, np.ndarray]:
    """Return for each question what each number weighs, and the biases."""
    blocks = [np.array([one.traits for one in judged]), np.array([one.vector for one in judged], dtype=float)]
    means = np.concatenate([block.mean(0) for block in blocks])
    spreads = np.concatenate([np.maximum(b.std(0), LEAST_SPREAD / b.shape[1]) * b.shape[1] ** 0.5 for b in blocks])
    x = (np.concatenate(blocks, axis=1) - means) / spreads
    truth = np.eye(len(questions))[[questions.index(one.question) for one in judged]]
    shape = (len(questions), x.shape[1] + 1)

    def lose(flat: np.ndarray) -> tuple[float, np.ndarray]:
        weights = flat.reshape(shape)
        logits = x @ weights[:, :-1].T + weights[:, -1]
        logits -= logits.max(1, keepdims=True)
        logs = logits - np.log(np.exp(logits).sum(1, keepdims=True))
        wrong = np.exp(logs) - truth
        slope = np.concatenate([wrong.T @ x + QUESTION_RIDGE * weights[:, :-1], wrong.sum(0)[:, None]], axis=1)
        return float(-(logs * truth).sum() + QUESTION_RIDGE / 2 * (weights[:, :-1] ** 2).sum()), slope.ravel()

    found = minimize(lose, np.zeros(shape).ravel(), jac=True, method="L-BFGS-B", options={"maxiter": 500}).x
    weights = found.reshape(shape)
    return weights[:, :-1] / spreads, weights[:, -1] - (weights[:, :-1] / spreads) @ means


def check(judged: Sequence[Judged], learned: Sequence[Judged], questions: Sequence[str]) -> tuple[float, ...]:
    """Return, for one event, how far its lines are in the order of their worth and under the right question.

    The share of the best order's gain that the first lines have; their mean worth; the average precision of what is
    worth 3; the share of all lines, and of those worth 2 or more, under the question that was judged right.
    """
    weights, bias = fit_salience(learned)
    told = np.array([one.traits for one in judged]) @ weights + bias
    worth = np.array([one.worth for one in judged])
    order = np.argsort(-told, kind="stable")
    discount = 1 / np.log2(np.arange(2, ROOM + 2))
    gain = 2.0**worth - 1
    best = (np.sort(gain)[::-1][:ROOM] * discount).sum()
    hits = worth[order] >= 3
    precision = (np.cumsum(hits) / np.arange(1, len(hits) + 1))[hits].mean() if hits.any() else 1.0
    heads, biases = fit_questions(learned, questions)
    logits = np.array([(*one.traits, *one.vector) for one in judged]) @ heads.T + biases
    logits[:, questions.index(BACKGROUND)] = -np.inf
    right = np.array([questions[i] for i in logits.argmax(1)]) == np.array([one.question for one in judged])
    asked = np.array([one.question != BACKGROUND for one in judged])
    return (
        float((gain[order][:ROOM] * discount).sum() / best), float(worth[order][:ROOM].mean()), float(precision),
        float(right[asked].mean()), float(right[asked & (worth >= 2)].mean()),
    )  # fmt: skip


def write(weights: np.ndarray, bias: float, heads: np.ndarray, biases: np.ndarray, questions: Sequence[str]) -> None:
    """Write what was learned where the program reads it."""
    lines = [f'    "{name}": {weight:.3f},' for name, weight in zip(TRAITS, weights, strict=True)]
    (SOURCE / "report" / "salience_weights.py").write_text(
        '"""What each trait of a line weighs in how much a brief needs it; written by ``python -m train.briefs``."""\n\n'
        + "WEIGHTS: dict[str, float] = {\n" + "\n".join(lines) + f"\n}}\nBIAS = {bias:.3f}\n",
        encoding="utf-8",
    )  # fmt: skip
    file = {
        "questions": list(questions),
        "traits": list(TRAITS),
        "weights": np.round(heads, 3).tolist(),
        "bias": np.round(biases, 3).tolist(),
    }
    out = SOURCE / "weights" / "questions" / "head.json"
    out.parent.mkdir(exist_ok=True)
    out.write_text(json.dumps(file), encoding="utf-8")
    print(f"{out.name}: {out.stat().st_size / 1e3:.0f} kB, sha256: {hashlib.sha256(out.read_bytes()).hexdigest()}")


def main() -> None:
    """Measure, learn, tell, write."""
    parser = argparse.ArgumentParser(description="Learn what a brief needs and where it stands.")
    parser.add_argument("packs", type=Path)
    parser.add_argument("--ledgers", type=Path, help="read ledgers from this folder, and keep there what is made")
    arguments = parser.parse_args()
    judged: dict[str, list[Judged]] = {}
    for path in sorted(LABELS.glob("*.tsv")):
        judged[path.stem] = list(measure_event(path.stem, read_ledger(path.stem, arguments.packs, arguments.ledgers)))
        print(f"{path.stem}: {len(judged[path.stem])} of {len(read_judgements(path))} statements found", flush=True)
    questions = tuple(sorted({one.question for rows in judged.values() for one in rows}))
    known = {event: rows for event, rows in judged.items() if not event.startswith(HELD_BACK)}
    lessons = [one for rows in known.values() for one in rows]
    for name, some in (("left out in turn", known), ("held back", {e: r for e, r in judged.items() if e not in known})):
        figures = [
            check(rows, [one for one in lessons if one.event != event], questions) for event, rows in some.items()
        ]
        gain, worth, precision, all_right, right = np.mean(figures, axis=0)
        print(
            f"{len(some)} events {name}: {gain:.3f} of the best order's gain, mean worth of {ROOM} lines {worth:.2f}, "
            f"average precision of worth 3 {precision:.3f}; right question {all_right:.3f}, of worth 2 and 3 {right:.3f}"
        )
    write(*fit_salience(lessons), *fit_questions(lessons, questions), questions)


if __name__ == "__main__":
    main()
