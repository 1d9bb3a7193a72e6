"""Learn ``src/rashomon/stories/pair_weights.py``: ``python -m train.stories [ECB_TRAIN_FOLDER] [--vectors FILE] [--write]``.

Every pair of articles that the grouping compares is one example: are both in one story? The pairs come from our own
stories: as dated, crowded into a season, with every second one told again weeks later, and undated; and syndicated, that
is as longer articles put together of their sentences, up to ten a story, dated, crowded and undated. Undated streams come
once more with three articles a story at most. Each stream weighs the same. With the folder, ECB+ train is learned from
too, whole and cut to a few lines; the weights that ship do without it.
A logistic regression over the named figures is fitted by Newton's method; a second one over the log odds of the first
and what pairs of a loose group agree about (`stories/agreements.py`). Each half of the kinds of events in turn is left
out to print what weights and threshold are worth on kinds not learned. Numpy only; same input, same weights.
"""

from __future__ import annotations

import argparse
import re
import zlib
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import msgspec
import numpy as np
from quality.groupings import (
    Stream,
    Vectors,
    crowd_dates,
    cut_stories,
    drop_dates,
    echo_stories,
    read_own,
    read_set,
    score,
    shorten,
    syndicate,
)

from rashomon.stories.agreements import measure_agreement
from rashomon.stories.clusters import SETTINGS, StorySettings
from rashomon.stories.evidence import FIGURES, MOST, Shelf
from rashomon.stories.linkage import link
from rashomon.stories.neighbours import Neighbours
from rashomon.stories.traits import read_traits
from rashomon.stories.vocabularies import Vocabulary

OUT = Path(__file__).parent.parent / "src" / "rashomon" / "stories" / "pair_weights.py"
#: Strength of the pull towards zero, on standardised figures.
RIDGE = 1.0
THRESHOLDS = (-0.8, -0.6, -0.5, -0.4, -0.3, -0.2, 0.0)
#: What a story of ECB+ is named after: its topic, of which it is one of two near misses.
_TOPIC = re.compile(r"\d+")


class Pairs(NamedTuple):
    """The pairs of one stream that were compared."""

    stream: Stream
    a: np.ndarray
    b: np.ndarray
    figures: np.ndarray
    same: np.ndarray
    fold: np.ndarray  # of each article


class Weights(NamedTuple):
    """What each figure weighs, and the bias."""

    each: np.ndarray
    bias: float

    def odds(self, figures: np.ndarray) -> np.ndarray:
        """Return the log odds."""
        return np.clip(figures @ self.each + self.bias, -MOST, MOST)


class Group(NamedTuple):
    """Articles that were grouped loosely, and the log odds of every two of them."""

    rows: list[int]
    odds: np.ndarray


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


def regress(examples: list[tuple[np.ndarray, np.ndarray]]) -> Weights:
    """Fit a logistic regression over streams of figures and truths that weigh the same; the raw figures' weights."""
    x, y = (np.concatenate(part) for part in zip(*examples, strict=True))
    w = np.concatenate([np.full(len(truth), 1.0 / max(1, truth.sum())) for _, truth in examples])
    y = y.astype(float)
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
    return Weights(weights, float(found[-1] - weights @ mean))


def choose(part: Pairs, fold: int | None, *, inside: bool) -> np.ndarray:
    """Return which articles are in a fold, or outside of it; all if there is none."""
    return np.ones(len(part.fold), bool) if fold is None else (part.fold == fold) == inside


def learn_first(parts: list[Pairs], fold: int | None = None) -> Weights:
    """Return what the figures of a pair weigh."""
    examples = []
    for part in parts:
        chosen = choose(part, fold, inside=True)
        keep = chosen[part.a] & chosen[part.b]
        examples.append((part.figures[keep], part.same[keep]))
    return regress(examples)


def group_loosely(part: Pairs, odds: np.ndarray, chosen: np.ndarray) -> Iterator[Group]:
    """Yield what average linkage makes of the chosen articles at the loose threshold.

    Groups never grow over what no pair joins, so that what hangs together by pairs is linked for itself.
    """
    root = np.arange(len(part.fold))

    def find(row: int) -> int:
        while root[row] != row:
            root[row] = root[root[row]]
            row = int(root[row])
        return row

    keep = chosen[part.a] & chosen[part.b]
    a, b, odds = part.a[keep], part.b[keep], odds[keep]
    for one, two in zip(a[odds >= SETTINGS.loose].tolist(), b[odds >= SETTINGS.loose].tolist(), strict=True):
        root[find(one)] = find(two)
    home = np.array([find(row) for row in range(len(root))])
    edges: defaultdict[int, list[int]] = defaultdict(list)
    for edge in np.flatnonzero(home[a] == home[b]).tolist():
        edges[int(home[a[edge]])].append(edge)
    for name in np.unique(home[chosen]).tolist():
        rows = np.flatnonzero((home == name) & chosen)
        square = np.full((len(rows), len(rows)), SETTINGS.unlike)
        held = edges[name]
        one, two = np.searchsorted(rows, a[held]), np.searchsorted(rows, b[held])
        square[one, two] = square[two, one] = odds[held]
        for group in link(square, [[row] for row in range(len(rows))], SETTINGS.loose):
            yield Group(rows[group].tolist(), square[np.ix_(group, group)])


def describe_group(group: Group) -> np.ndarray:
    """Return the figures of the second look, a square for each."""
    return np.stack([group.odds, measure_agreement(group.odds)], -1)


def learn_again(parts: list[Pairs], first: Weights, fold: int | None = None) -> Weights:
    """Return what weighs in the second look: at pairs of loose groups of three and more."""
    examples = []
    for part in parts:
        figures, same = [np.zeros((0, 2))], [np.zeros(0, bool)]
        stories = np.array(part.stream.stories)
        for group in group_loosely(part, first.odds(part.figures), choose(part, fold, inside=True)):
            if len(group.rows) > 2:
                one, two = np.triu_indices(len(group.rows), 1)
                figures.append(describe_group(group)[one, two])
                same.append(stories[group.rows][one] == stories[group.rows][two])
        examples.append((np.concatenate(figures), np.concatenate(same)))
    return regress(examples)


def measure(part: Pairs, groups: list[Group], again: Weights, threshold: float) -> float:
    """Return B3 F1 of loose groups grouped again."""
    home: dict[int, str] = {}
    for group in groups:
        square, least = group.odds, SETTINGS.threshold
        if len(group.rows) > 2:
            square, least = again.odds(describe_group(group)), threshold
        for members in link(square, [[row] for row in range(len(group.rows))], least):
            home.update({group.rows[row]: str(group.rows[members[0]]) for row in members})
    return score([part.stream.stories[row] for row in home], list(home.values())).b3


def read_topics(folder: Path) -> Stream:
    """Return ECB+ with its topics for kinds."""
    stream = read_set(folder)
    topics = (_TOPIC.match(story) for story in stream.stories)
    return stream._replace(kinds=tuple(topic.group() if topic else "" for topic in topics))


def read_streams(folder: Path | None) -> list[Stream]:
    """Return what is learned from: all our own stories and, where there is a folder, ECB+ train in it."""
    own, whole = read_own(), read_own(0)
    undated = [drop_dates(own), syndicate(whole)]
    wired = syndicate(whole, dated=True)
    dated = [own, crowd_dates(own), echo_stories(own), wired, crowd_dates(wired)]
    if folder is not None:
        ecb = read_topics(folder)
        undated += [ecb, shorten(ecb)]
    return [*dated, *undated, *map(cut_stories, undated)]


def print_held_out(parts: list[Pairs]) -> None:
    """Print what weights and threshold are worth on kinds of events that were not learned."""
    rates: defaultdict[float, list[float]] = defaultdict(list)
    single: list[float] = []
    folds = []
    for fold in (0, 1):
        first = learn_first(parts, fold)
        folds.append((first, learn_again(parts, first, fold)))
    for part in parts:
        found: defaultdict[float, list[float]] = defaultdict(list)
        for fold, (first, again) in enumerate(folds):
            groups = list(group_loosely(part, first.odds(part.figures), choose(part, fold, inside=False)))
            for threshold in THRESHOLDS:
                found[threshold].append(measure(part, groups, again, threshold))
            plain = Weights(np.array([1.0, 0.0]), 0.0)
            found[-np.inf].append(measure(part, groups, plain, SETTINGS.threshold))
        single.append(float(np.mean(found[-np.inf])))
        for threshold in THRESHOLDS:
            rates[threshold].append(float(np.mean(found[threshold])))
    print("B3 F1 on kinds of events not learned: " + "; ".join(part.stream.name for part in parts))
    print(f"one look        mean {np.mean(single):.4f}  " + " ".join(f"{rate:.3f}" for rate in single))
    for threshold in THRESHOLDS:
        cells = " ".join(f"{rate:.3f}" for rate in rates[threshold])
        print(f"threshold {threshold:5.2f} mean {np.mean(rates[threshold]):.4f}  {cells}", flush=True)


def write_weights(first: Weights, again: Weights) -> str:
    """Return the module."""

    def show(name: str, names: tuple[str, ...], weights: Weights) -> str:
        lines = "".join(f'    "{key}": {each:.3f},\n' for key, each in zip(names, weights.each, strict=True))
        return f"{name}: dict[str, float] = {{\n{lines}}}\n"

    return (
        '"""What each figure of a pair of articles weighs; written by ``python -m train.stories``, not by hand."""\n\n'
        + show("WEIGHTS", FIGURES, first)
        + f"BIAS = {first.bias:.3f}\n#: The same for the second look.\n"
        + show("AGAIN", ("odds", "agreement"), again)
        + f"AGAIN_BIAS = {again.bias:.3f}\n"
    )


def main() -> None:
    """Learn, print what is held out, and write."""
    parser = argparse.ArgumentParser(description="Learn the weights of the pairs.")
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--vectors", type=Path)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--try", dest="tried", default="{}", help="other settings, as JSON")
    given = parser.parse_args()
    vectors = Vectors(given.vectors)
    settings = msgspec.json.decode(given.tried, type=StorySettings)
    parts = [collect(stream, vectors.read(stream.articles), settings) for stream in read_streams(given.folder)]
    print_held_out(parts)
    first = learn_first(parts)
    text = write_weights(first, learn_again(parts, first))
    print(text)
    if given.write:
        OUT.write_text(text, "utf-8")


if __name__ == "__main__":
    main()
