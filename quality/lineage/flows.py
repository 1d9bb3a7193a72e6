"""Reads the open set: short accounts of invented events and answers to questions, each with what it was made from."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from pathlib import Path

from rashomon.model.records import Article, Record

FOLDER = Path(__file__).parent
#: How far a rewrite stands from its source, the nearest first.
STRENGTHS = ("trimmed", "light", "spun", "heavy", "full")
#: On ``choose`` thresholds are chosen; the figures of ``seen`` were looked at while rules were made; ``held`` was added
#: before any rule of this time was written, and is measured once a round of work, at its end. ``fresh`` is
#: the same of a later round, and ``long`` of the one after that: a short answer beside a long source; ``brief`` of the
#: fourth: a few sentences each.
HALVES = ("choose", "seen", "held", "fresh", "long", "brief")


class Telling(Record, frozen=True, kw_only=True):
    """One account with the account it was made from, if any, and how far it stands from it."""

    article: Article
    source: str | None = None
    strength: str | None = None


class Event(Record, frozen=True, kw_only=True):
    """The accounts of one event, and the part of the set it belongs to (``HALVES``)."""

    name: str
    half: str
    tellings: tuple[Telling, ...]

    @property
    def dated(self) -> bool:
        """Whether it is news; answers to a question have no time."""
        return all(telling.article.published for telling in self.tellings)

    def sort_pairs(self) -> dict[str, list[tuple[str, str]]]:
        """Return the pairs of article ids as *made* (source, rewrite), *siblings* of one source, and *apart*."""
        found: dict[str, list[tuple[str, str]]] = {"made": [], "siblings": [], "apart": []}
        for n, late in enumerate(self.tellings):
            for early in self.tellings[:n]:
                pair = (early.article.id, late.article.id)
                if late.source == early.article.id:
                    found["made"].append(pair)
                elif late.source is not None and late.source == early.source:
                    found["siblings"].append(pair)
                else:
                    found["apart"].append(pair)
        return found


def read_event(path: Path) -> Event:
    """Return one event of the set."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    name = path.stem.partition("-")[2]
    tellings = tuple(_read_telling(name, account) for account in data["account"])
    return Event(name=name, half=data["half"], tellings=tellings)


def _read_telling(event: str, account: dict[str, str]) -> Telling:
    source = account.get("from")
    return Telling(
        article=Article(
            id=f"{event}-{account['id']}",
            outlet=account["outlet"],
            published=account.get("published"),
            byline=tuple(account.get("byline", ())),
            text=account["text"],
        ),
        source=f"{event}-{source}" if source else None,
        strength=account.get("strength"),
    )


def read_events(halves: Sequence[str] = HALVES) -> list[Event]:
    """Return the events of some parts of the set."""
    events = [read_event(path) for path in sorted(FOLDER.glob("*.toml"))]
    return [event for event in events if event.half in halves]
