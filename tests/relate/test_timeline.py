"""Entries placed in time by the values of their claims."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from rashomon.model.annotated import Annotated, Word
from rashomon.model.records import Article, Claim, Entry, Polarity, Status, Value, ValueKind
from rashomon.relate.timeline import find_timeline

TEXT = "It sank on Thursday at 10:41 p.m., the worst loss since 1987."


def _encode(sentences: Sequence[str]) -> NDArray[np.float32]:
    """Give sentences that begin with the same word the same direction."""
    first = sorted({sentence.split()[0] for sentence in sentences})
    return np.asarray([np.eye(len(first))[first.index(s.split()[0])] for s in sentences], dtype=np.float32)


def _account(article: str, claims: dict[str, list[Value]], denied: Sequence[str] = ()) -> Annotated:
    source = Article(id=article, text=TEXT)
    words: list[Word] = []
    start = 0
    for text in TEXT.split(" "):
        words.append(
            Word(start=start, end=start + len(text), text=text, lemma="", pos="", tag="", dep="", head=len(words))
        )
        start += len(text) + 1
    return Annotated(
        article=source,
        words=tuple(words),
        values=tuple(value for values in claims.values() for value in values),
        claims=tuple(
            Claim(
                id=claim,
                passage=(source.span(0, 7),),
                values=tuple(value.id for value in values),
                polarity=Polarity.DENIED if claim in denied else Polarity.AFFIRMED,
            )
            for claim, values in claims.items()
        ),
    )


def _value(name: str, low: str | None, high: str | None, words: str = "Thursday") -> Value:
    start = TEXT.index(words)
    kind = ValueKind.TIME if "T" in (low or high or "") else ValueKind.DATE
    span = Article(id="a", text=TEXT).span(start, start + len(words))
    return Value(id=name, span=span, kind=kind, low=low, high=high)


def _entry(name: str, statement: str, *claims: str) -> Entry:
    return Entry(
        id=name, statement=statement, claims=claims, articles=len(claims), origins=1, status=Status.SINGLE_ORIGIN
    )


def test_items_stand_in_the_order_of_time_and_the_less_exact_first() -> None:
    starts = ["2026-03-12T22:41", "2026-03-12", "2026-03", "2025", "2026-03-11"]
    account = _account("a", {f"c{i}": [_value(f"v{i}", start, start)] for i, start in enumerate(starts)})
    entries = [_entry(f"e{i}", f"w{i} happened.", f"c{i}") for i in range(len(starts))]
    found = find_timeline([account], entries, _encode)
    assert [item.start for item in found] == ["2025-01-01", "2026-03", "2026-03-11", "2026-03-12", "2026-03-12T22:41"]


def test_an_entry_stands_at_the_hour_that_most_claims_give() -> None:
    hour, late = "2026-03-12T22:41", "2026-03-12T22:30"
    claims = {
        "c1": [_value("v1", "2026-03-12", "2026-03-12")],
        "c2": [_value("v2", hour, hour)],
        "c3": [_value("v3", late, late)],
        "c4": [_value("v4", hour, hour)],
    }
    (item,) = find_timeline([_account("a", claims)], [_entry("e", "It sank.", "c1", "c2", "c3", "c4")], _encode)
    assert (item.start, item.end, item.claims) == (hour, hour, ("c1", "c2", "c3", "c4"))


def test_an_open_end_stays_open() -> None:
    claims = {"c1": [_value("v1", "2026-03-12T22:30", None)]}
    (item,) = find_timeline([_account("a", claims)], [_entry("e", "It sank.", "c1")], _encode)
    assert (item.start, item.end) == ("2026-03-12T22:30", None)


def test_what_names_only_the_day_joins_the_event_of_that_day_that_says_the_same() -> None:
    claims = {
        "c1": [_value("v1", "2026-03-12T22:41", "2026-03-12T22:41")],
        "c2": [_value("v2", "2026-03-12", "2026-03-12")],
        "c3": [_value("v3", "2026-03-12", "2026-03-12")],
    }
    entries = [_entry("e1", "Ships met.", "c1"), _entry("e2", "Ships struck.", "c2"), _entry("e3", "A talk.", "c3")]
    found = find_timeline([_account("a", claims)], entries, _encode)
    assert [(item.start, item.claims) for item in found] == [
        ("2026-03-12", ("c3",)),
        ("2026-03-12T22:41", ("c1", "c2")),
    ]


def test_comparisons_denials_and_open_beginnings_are_no_events() -> None:
    claims = {
        "c1": [_value("v1", "1987", "1987", "since 1987")],
        "c2": [_value("v2", "1987", "1987", "1987")],
        "c3": [_value("v3", "2026-03-12", "2026-03-12")],
        "c4": [_value("v4", None, "2026-03-12T22:30")],
    }
    entries = [_entry(f"e{i}", "It was so.", f"c{i}") for i in range(1, 5)]
    assert find_timeline([_account("a", claims, denied=["c3"])], entries, _encode) == ()


def test_the_order_of_entries_changes_nothing() -> None:
    claims = {f"c{i}": [_value(f"v{i}", "2026-03-12", "2026-03-12")] for i in range(4)}
    entries = [_entry(f"e{i}", f"w{i} happened.", f"c{i}") for i in range(4)]
    account = _account("a", claims)
    assert find_timeline([account], entries, _encode) == find_timeline([account], entries[::-1], _encode)
