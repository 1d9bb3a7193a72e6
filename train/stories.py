"""Learn ``src/rashomon/stories/pair_weights.py``: ``python -m train.stories [ECB_TRAIN_FOLDER] [--vectors FILE] [--write]``.

Every pair of articles that the grouping compares is one example: are both in one story? With the folder, as for the
weights that ship, the pairs come from our first 121 stories (as dated, crowded into a season, and undated) and from ECB+
train, whole and cut to a few lines; without it from all our own stories alone: as dated, crowded, undated, and syndicated
(longer articles put together of their sentences, up to ten a story). Each stream weighs the same.
A logistic regression over the named figures is fitted by Newton's method. Each half of the kinds of events in turn is left
out to print what weights and threshold are worth on kinds not learned. Numpy only; same input, same weights.
"""

from __future__ import annotations

import argparse
import zlib
from pathlib import Path
from typing import NamedTuple

import msgspec
import numpy as np
from quality.groupings import Stream, Vectors, crowd_dates, drop_dates, read_own, read_set, score, shorten, syndicate

from rashomon.stories.clusters import SETTINGS, StorySettings
from rashomon.stories.evidence import FIGURES, MOST, Shelf
from rashomon.stories.linkage import link
from rashomon.stories.neighbours import Neighbours
from rashomon.stories.traits import read_traits
from rashomon.stories.vocabularies import Vocabulary

OUT = Path(__file__).parent.parent / "src" / "rashomon" / "stories" / "pair_weights.py"
#: Strength of the pull towards zero, on standardised figures.
RIDGE = 1.0
#: The files of our own stories from which the weights that ship were learned.
FIRST = ("abroad", "day_after_day", "near_misses", "politics")
THRESHOLDS = (-2.5, -2.0, -1.5, -1.0, -0.5, 0.0)


class Pairs(NamedTuple):
    """The pairs of one stream that were compared."""

    stream: Stream
    a: np.ndarray
    b: np.ndarray
    figures: np.ndarray
    same: np.ndarray
    fold: np.ndarray  # of each article


def collect(stream: Stream, vectors: list[np.ndarray], settings: StorySettings = SETTINGS) -> Pairs:
    """Compare each article with its neighbours, as the grouping does."""
    shelf = Shelf(Vocabulary(settings.prior))
    neighbours = Neighbours(settings.keys, settings.latest, settings.candidates)
    a, b, rows = [], [], []
    for article, vector in zip(stream.articles, vectors, strict=True):
        number = shelf.add(article.id, read_traits(article, settings.reading), vector)
        others = neighbours.find(shelf.items[number].packed)
        neighbours.add(number, shelf.items[number].packed)
        if len(others):
            rows.append(shelf.compare(number, others))
            a.append(np.full(len(others), number))
            b.append(others)
    first, second = np.concatenate(a), np.concatenate(b)
    stories = np.array(stream.stories)
    fold = np.array([zlib.crc32(kind.encode()) % 2 for kind in stream.kinds])
    return Pairs(stream, first, second, np.concatenate(rows), stories[first] == stories[second], fold)


def fit(parts: list[Pairs], fold: int | None = None) -> tuple[np.ndarray, float]:
    """Return weights for the raw figures, and the bias."""
    rows, truth, weight = [], [], []
    for part in parts:
        keep = np.ones(len(part.a), bool) if fold is None else (part.fold[part.a] == fold) & (part.fold[part.b] == fold)
        rows.append(part.figures[keep])
        truth.append(part.same[keep].astype(float))
        weight.append(np.full(keep.sum(), 1.0 / part.same[keep].sum()))
    x, y, w = np.concatenate(rows), np.concatenate(truth), np.concatenate(weight)
    w *= len(w) / w.sum()
    mean, scale = np.average(x, 0, w), np.sqrt(np.average((x - np.average(x, 0, w)) ** 2, 0, w)) + 1e-9
    x = np.c_[(x - mean) / scale, np.ones(len(x))]
    found = np.zeros(x.shape[1])
    pull = np.append(np.full(x.shape[1] - 1, RIDGE), 0.0)
    for _ in range(50):
        p = 1 / (1 + np.exp(-np.clip(x @ found, -30, 30)))
        hessian = (x * (w * p * (1 - p))[:, None]).T @ x + np.diag(pull)
        step = np.linalg.solve(hessian, x.T @ (w * (p - y)) + pull * found)
        found = found - step
        if np.abs(step).max() < 1e-9:
            break
    weights = found[:-1] / scale
    return weights, float(found[-1] - weights @ mean)


def group_pairs(part: Pairs, weights: np.ndarray, bias: float, threshold: float, fold: int | None = None) -> float:
    """Return B3 F1 of average linkage over all pairs at once, on the kinds outside a fold."""
    rows = np.arange(len(part.fold)) if fold is None else np.flatnonzero(part.fold != fold)
    likeness = np.full((len(part.fold), len(part.fold)), SETTINGS.unlike)
    odds = np.clip(part.figures @ weights + bias, -MOST, MOST)
    likeness[part.a, part.b] = likeness[part.b, part.a] = odds
    gold = [part.stream.stories[row] for row in rows]
    home = {}
    for number, members in enumerate(link(likeness[np.ix_(rows, rows)], [[i] for i in range(len(rows))], threshold)):
        home.update({member: str(number) for member in members})
    return score(gold, [home[i] for i in range(len(rows))]).b3


def read_streams(folder: Path | None) -> list[Stream]:
    """Return what is learned from: our first stories and ECB+ train in this folder, or without one all our own."""
    if folder is None:
        own = read_own()
        return [own, crowd_dates(own), drop_dates(own), syndicate(read_own(0))]
    own, ecb = read_own(0, FIRST), read_set(folder)
    return [own, crowd_dates(own, 30), drop_dates(own), ecb, shorten(ecb)]


def main() -> None:
    """Learn, print what is held out, and write."""
    parser = argparse.ArgumentParser(description="Learn the weights of the pairs.")
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--vectors", type=Path)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--try", dest="tried", default="{}", help="other settings, as JSON")
    given = parser.parse_args()
    vectors = Vectors(given.vectors)
    streams = read_streams(given.folder)
    settings = msgspec.json.decode(given.tried, type=StorySettings)
    parts = [collect(stream, vectors.read(stream.articles), settings) for stream in streams]
    folds = [fit(parts, fold) for fold in (0, 1)]
    print("B3 F1 on kinds of events not learned, average linkage of the whole")
    for threshold in THRESHOLDS:
        rates = [np.mean([group_pairs(part, *folds[fold], threshold, fold) for fold in (0, 1)]) for part in parts]
        cells = "  ".join(f"{part.stream.name} {rate:.3f}" for part, rate in zip(parts, rates, strict=True))
        print(f"threshold {threshold:4.1f}  mean {np.mean(rates):.4f}  {cells}", flush=True)
    weights, bias = fit(parts)
    text = (
        '"""What each figure of a pair of articles weighs; written by ``python -m train.stories``, not by hand."""\n\n'
    )
    text += "WEIGHTS: dict[str, float] = {\n"
    text += "".join(f'    "{name}": {weight:.3f},\n' for name, weight in zip(FIGURES, weights, strict=True))
    text += f"}}\nBIAS = {bias:.3f}\n"
    print(text)
    if given.write:
        OUT.write_text(text, "utf-8")


if __name__ == "__main__":
    main()
