"""Other ways to group, on the same articles: ``python -m train.rivals FOLDER [--vectors FILE]``, for the record of a decision.

Every way sees the whole set at once and has one threshold, the best on average over our own streams; the figures on the
other sets follow from it. FOLDER holds the sets.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

import numpy as np
from quality.groupings import Stream, Vectors, crowd_dates, drop_dates, read_own, read_set, score, syndicate

from rashomon.stories.evidence import FIGURES, MOST, estimate_odds
from rashomon.stories.linkage import link
from train.stories import Pairs, collect

PLACE = {name: number for number, name in enumerate(FIGURES)}
Grouping = Callable[[np.ndarray, float], list[list[int]]]


def spread(part: Pairs, values: np.ndarray, missing: float) -> np.ndarray:
    """Return a square of what each pair has."""
    square = np.full((len(part.fold), len(part.fold)), missing)
    square[part.a, part.b] = square[part.b, part.a] = values
    return square


def fade(part: Pairs) -> np.ndarray:
    """Return how near in time the pairs are: 1 up to two days, then less by a factor of e in each two days."""
    hours = np.expm1(part.figures[:, PLACE["hours"]]) * 12
    return np.exp(-np.maximum(hours - 48, 0) / 48)


def average(square: np.ndarray, threshold: float) -> list[list[int]]:
    """Average linkage."""
    return link(square, [[row] for row in range(len(square))], threshold)


def correlate(square: np.ndarray, threshold: float) -> list[list[int]]:
    """Correlation clustering by moves: each article goes where its summed odds are highest, until none moves."""
    gain = square - threshold
    np.fill_diagonal(gain, 0.0)
    home = np.arange(len(square))
    sums = gain.copy()  # of each article with each group
    for _ in range(30):
        before = home.copy()
        for row in range(len(square)):
            best = int(np.argmax(sums[row]))
            if sums[row, best] <= max(0.0, sums[row, home[row]]):
                if sums[row, home[row]] >= 0:
                    continue
                best = int(np.flatnonzero(np.bincount(home, minlength=len(square)) == 0)[0])
            sums[:, home[row]] -= gain[:, row]
            sums[:, best] += gain[:, row]
            home[row] = best
        if (home == before).all():
            break
    return [np.flatnonzero(home == number).tolist() for number in np.unique(home)]


def single_pass(square: np.ndarray, threshold: float) -> list[list[int]]:
    """Each article joins the story with the highest mean likeness, or opens one, and stays."""
    stories: list[list[int]] = []
    sums = np.zeros_like(square)
    for row in range(len(square)):
        means = sums[: len(stories), row] / np.array([len(story) for story in stories] or [1])[: len(stories)]
        if len(means) and means.max() >= threshold:
            number = int(np.argmax(means))
            stories[number].append(row)
        else:
            number = len(stories)
            stories.append([row])
        sums[number] += square[row]
    return stories


def measure(stream: Stream, groups: list[list[int]]) -> float:
    """Return B3 F1."""
    home = {row: str(number) for number, group in enumerate(groups) for row in group}
    return score(stream.stories, [home[row] for row in range(len(stream.articles))]).b3


def main() -> None:
    """Compare, and print a table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--vectors", type=Path)
    given = parser.parse_args()
    vectors, own = Vectors(given.vectors), read_own()
    chosen = [own, crowd_dates(own), drop_dates(own), syndicate(read_own(0))]
    others = [read_set(p.parent) for p in sorted(given.folder.glob("*/gold.jsonl"))]
    parts = [collect(stream, vectors.read(stream.articles)) for stream in (*chosen, *others)]
    print("way, threshold: " + ", ".join(part.stream.name for part in parts))

    def column(name: str) -> Callable[[Pairs], np.ndarray]:
        return lambda part: part.figures[:, PLACE[name]]

    def mix(part: Pairs) -> np.ndarray:
        return (part.figures[:, PLACE["words"]] + 0.6 * part.figures[:, PLACE["meaning"]]) * fade(part)

    cosines = np.arange(0.05, 0.9, 0.05)
    odds = np.arange(-1.5, 0.51, 0.5)
    ways: list[tuple[str, Callable[[Pairs], np.ndarray], float, Grouping, np.ndarray]] = [
        ("words, single pass", column("words"), 0.0, single_pass, cosines),
        ("words, average linkage", column("words"), 0.0, average, cosines),
        ("names, average linkage", column("names"), 0.0, average, cosines),
        ("vectors, average linkage", column("meaning"), 0.0, average, cosines),
        ("words, vectors, time by hand, average linkage", mix, 0.0, average, cosines),
        ("learned odds, single pass", lambda part: estimate_odds(part.figures), -MOST, single_pass, odds),
        ("learned odds, correlation clustering", lambda part: estimate_odds(part.figures), -MOST, correlate, odds),
        ("learned odds, average linkage", lambda part: estimate_odds(part.figures), -MOST, average, odds),
    ]
    for name, value, missing, grouping, thresholds in ways:
        squares = [spread(part, value(part), missing) for part in parts]
        means = []
        for threshold in thresholds:
            few = zip(squares[: len(chosen)], chosen, strict=True)
            means.append(np.mean([measure(stream, grouping(square, threshold)) for square, stream in few]))
        best = float(thresholds[int(np.argmax(means))])
        every = zip(squares, (*chosen, *others), strict=True)
        cells = " ".join(f"{measure(stream, grouping(square, best)):.3f}" for square, stream in every)
        print(f"{name}, {best:.2f}: {cells}", flush=True)


if __name__ == "__main__":
    main()
