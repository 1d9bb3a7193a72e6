"""Results of the stages, kept under what went in and what made them: nothing is computed twice."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from sqlalchemy import Connection, delete, func, select
from sqlalchemy.dialects import postgresql, sqlite

from rashomon.store.tables import RESULTS

_T = TypeVar("_T")
#: Keys asked for in one statement; a statement of SQLite takes 32,766 values.
_MOST = 500


def recall(connection: Connection, stage: str, sources: Sequence[str], maker: str) -> dict[str, bytes]:
    """Return what a stage made of these inputs, for those of which this maker made something."""
    found: dict[str, bytes] = {}
    for some in _cut(sources):
        rows = connection.execute(
            select(RESULTS.c.source, RESULTS.c.value).where(
                RESULTS.c.stage == stage, RESULTS.c.maker == maker, RESULTS.c.source.in_(some)
            )
        )
        found.update((row.source, zlib.decompress(row.value)) for row in rows)
    return found


def keep(connection: Connection, stage: str, found: Mapping[str, bytes], maker: str) -> None:
    """Keep what a stage made; what is there already stays, since the same maker makes the same."""
    rows = [
        {"stage": stage, "source": source, "maker": maker, "value": zlib.compress(value, 1)}
        for source, value in sorted(found.items())
    ]
    for some in _cut(rows):
        connection.execute(_insert(connection).on_conflict_do_nothing(), some)


def replace(connection: Connection, stage: str, source: str, value: bytes, maker: str) -> None:
    """Keep one result of a stage in the place of all that it made before."""
    connection.execute(delete(RESULTS).where(RESULTS.c.stage == stage))
    keep(connection, stage, {source: value}, maker)


def _insert(connection: Connection) -> Any:
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    return dialect.insert(RESULTS)


def count_results(connection: Connection) -> dict[tuple[str, str], int]:
    """Return how many results each stage has of each maker."""
    rows = connection.execute(
        select(RESULTS.c.stage, RESULTS.c.maker, func.count()).group_by(RESULTS.c.stage, RESULTS.c.maker)
    )
    return {(row[0], row[1]): row[2] for row in rows}


def forget_others(connection: Connection, makers: Mapping[str, str]) -> int:
    """Take away the results of every maker but the present one of each stage, and return how many there were."""
    gone = 0
    for stage, maker in sorted(makers.items()):
        done = connection.execute(delete(RESULTS).where(RESULTS.c.stage == stage, RESULTS.c.maker != maker))
        gone += done.rowcount
    return gone


def _cut(items: Iterable[_T]) -> Iterator[list[_T]]:
    everything = list(items)
    for start in range(0, len(everything), _MOST):
        yield everything[start : start + _MOST]
