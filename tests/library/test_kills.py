"""Ended by kill -9 at any moment, a library has lost nothing that was reported; quality/kills.py does it 200 times."""

from __future__ import annotations

from pathlib import Path

from quality.kills import check, kill_add, kill_watch
from sqlalchemy import text

from rashomon.library.holdings import Library
from rashomon.read.drafts import Draft


def test_add_is_killed_and_goes_on(place: str, tmp_path: Path) -> None:
    assert kill_add(place, 6, tmp_path) > 0


def test_watch_is_killed_and_goes_on(place: str, tmp_path: Path) -> None:
    assert kill_watch(place, 4, tmp_path) > 0


def test_the_check_after_a_kill_finds_what_is_lost(place: str) -> None:
    with Library.create(place) as library:
        added = library.add(Draft(text="Six people died when the ferry sank.", uri="https://a.example/1"))
        key = (added.version.article.id, 1)
    assert check(place, {key: "Six people died when the ferry sank."}) == []
    assert check(place, {key: "Nine people died."}) != []
    for damage in ("UPDATE articles SET latest = 2", "UPDATE versions SET digest = 'x'", "DELETE FROM moves"):
        with Library.open(place) as library, library.database.writing() as transaction:
            transaction.execute(text(damage))
        found = check(place, {})
        assert found != [], damage
        assert len(found) == ["UPDATE a", "UPDATE v", "DELETE F"].index(damage[:8]) + 1, damage
