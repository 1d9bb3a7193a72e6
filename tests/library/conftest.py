"""Libraries in a file and on a real PostgreSQL server; every test of a library runs on both."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.servers import make_place, run_server

from rashomon.library.holdings import Library

_NUMBERS = itertools.count()


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """Return how to reach a server that runs as long as the tests."""
    with run_server() as query:
        yield query


@pytest.fixture(params=["file", "server"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Return where an empty library may be made."""
    if request.param == "file":
        return str(tmp_path / "rashomon.db")
    return make_place(request.getfixturevalue("server"), f"test{next(_NUMBERS)}")


@pytest.fixture
def library(place: str) -> Iterator[Library]:
    """Return an empty library."""
    with Library.create(place) as made:
        yield made
