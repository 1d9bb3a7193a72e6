"""Which pairs of many articles are worth comparing: those that share rare words, rare details, or their subject.

A few articles are compared each with each. Of many, three indexes name the pairs: stretches of the same words that few
articles have, names and figures that few articles give (a rewrite that keeps no words keeps those), and the nearest
articles by the mean of their sentence vectors, found by cells so that the work grows little faster than the articles.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import isqrt
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from rashomon.model.records import Record
from rashomon.relate.echoes import Profile


class CandidateSettings(Record, frozen=True, kw_only=True):
    """How wide the search for pairs is."""

    #: So many articles are compared pair by pair.
    all_pairs: int = 60
    #: A stretch of words that more articles share is a formula; two articles must share so many others.
    most_articles: int = 40
    grams: int = 2
    #: The same for a name or figure: the event's own stand in all reports of it, the others in few.
    most_givers: int = 40
    details: int = 3
    #: The nearest articles by subject, and how near they must be. Of the 55 rewrites and copies of the open set and the
    #: packs together (108 articles) the ten nearest hold 54, rare details 53, rare words 31; together, all 55, in 542
    #: of 5,778 pairs.
    nearest: int = 10
    near: float = 0.6
    #: Cells looked at for each article: with four, 96 of 100 of the nearest are found there.
    probes: int = 4


SETTINGS = CandidateSettings()
_Codes = NDArray[np.int64]


def find_candidates(profiles: Sequence[Profile], settings: CandidateSettings = SETTINGS) -> list[tuple[int, int]]:
    """Return pairs of places (i, j), i < j, ordered by j and then i."""
    count = len(profiles)
    if count <= settings.all_pairs:
        return [(i, j) for j in range(count) for i in range(j)]
    codes = np.unique(
        np.concatenate(
            [
                _share([profile.grams for profile in profiles], settings.most_articles, settings.grams),
                _share([_hash_details(profile) for profile in profiles], settings.most_givers, settings.details),
                _find_neighbours(profiles, settings),
            ]
        )
    )
    return [(int(code) % count, int(code) // count) for code in codes]


def _hash_details(profile: Profile) -> NDArray[np.uint64]:
    """Return the names and figures of an article as numbers; two with one number cost a comparison, nothing else."""
    return np.unique(np.array([crc32(detail.encode()) for detail in profile.details.own], dtype=np.uint64))


def _share(sets: Sequence[NDArray[np.uint64]], most: int, least: int) -> _Codes:
    """Return the pairs, as j * count + i, that have at least so many keys in common; keys of many count for nothing."""
    count = len(sets)
    keys = np.concatenate(sets)
    if not len(keys):
        return np.zeros(0, dtype=np.int64)
    owners = np.repeat(np.arange(count, dtype=np.int64), [len(some) for some in sets])
    order = np.argsort(keys, kind="stable")
    keys, owners = keys[order], owners[order]
    bounds = np.flatnonzero(np.concatenate([[True], keys[1:] != keys[:-1], [True]]))
    sizes = np.repeat(np.diff(bounds), np.diff(bounds))
    kept = (sizes > 1) & (sizes <= most)
    keys, owners = keys[kept], owners[kept]
    found = [np.zeros(0, dtype=np.int64)]
    for lag in range(1, most):
        same = keys[lag:] == keys[:-lag]
        if not same.any():
            break
        found.append(owners[lag:][same] * count + owners[:-lag][same])  # the sort is stable: owners rise within a key
    codes, times = np.unique(np.concatenate(found), return_counts=True)
    return np.asarray(codes[times >= least], dtype=np.int64)


def _find_neighbours(profiles: Sequence[Profile], settings: CandidateSettings) -> _Codes:
    """Return each article with its nearest ones by the mean of their sentence vectors."""
    count = len(profiles)
    filled = [place for place, profile in enumerate(profiles) if len(profile.vectors)]
    if not filled:
        return np.zeros(0, dtype=np.int64)
    places = np.array(filled, dtype=np.int64)
    means = np.stack([profiles[place].vectors.mean(axis=0) for place in filled]).astype(np.float32)
    means /= np.maximum(np.linalg.norm(means, axis=1, keepdims=True), 1e-9)
    cells = max(1, isqrt(len(filled)))
    centres = means[:: max(1, len(filled) // cells)]
    probes = min(settings.probes, len(centres))
    visited = np.argsort(-(means @ centres.T), axis=1, kind="stable")[:, :probes]
    found = []
    for cell in range(len(centres)):
        asking = np.flatnonzero((visited == cell).any(axis=1))
        living = np.flatnonzero(visited[:, 0] == cell)
        if len(asking) and len(living):
            found.append(_take_nearest(means, asking, living, settings))
    rows = np.concatenate(found)
    rows = rows[np.lexsort((rows[:, 1], -rows[:, 2], rows[:, 0]))]
    first = np.flatnonzero(np.concatenate([[True], rows[1:, 0] != rows[:-1, 0]]))
    rank = np.arange(len(rows)) - np.repeat(first, np.diff(np.append(first, len(rows))))
    pairs = places[rows[rank < settings.nearest][:, :2].astype(np.int64)]
    return np.asarray(pairs.max(axis=1) * count + pairs.min(axis=1), dtype=np.int64)


def _take_nearest(
    means: NDArray[np.float32], asking: _Codes, living: _Codes, settings: CandidateSettings
) -> NDArray[np.float64]:
    """Return rows (one who asks, one who lives in the cell, cosine), the nearest of each; none is near to itself."""
    likeness = means[asking] @ means[living].T
    likeness[asking[:, None] == living[None, :]] = -1.0
    keep = min(settings.nearest, len(living))
    if len(living) > keep:
        columns = np.argpartition(-likeness, keep - 1, axis=1)[:, :keep]
    else:
        columns = np.broadcast_to(np.arange(len(living)), (len(asking), len(living)))
    rows = np.repeat(np.arange(len(asking)), columns.shape[1])
    columns = columns.ravel()
    close = likeness[rows, columns] >= settings.near
    rows, columns = rows[close], columns[close]
    return np.column_stack([asking[rows], living[columns], likeness[rows, columns]]).astype(np.float64)
