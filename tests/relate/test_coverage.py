"""What each article does with each entry."""

from __future__ import annotations

import pytest

from rashomon.model.annotated import Annotated
from rashomon.model.records import Article, Cell, Claim, Conflict, ConflictKind, Coverage, Entry, Nature, Side, Status
from rashomon.relate.coverage import find_coverage

TIMES = {"a": "2031-05-06T06:00:00+02:00", "b": "2031-05-06T05:00:00+00:00", "c": "2031-05-06T09:00:00+00:00"}


def _accounts(times: dict[str, str | None], claims: dict[str, str]) -> list[Annotated]:
    accounts = []
    for key, published in times.items():
        article = Article(id=key, text="abc", published=published)
        mine = tuple(Claim(id=c, passage=(article.span(0, 3),)) for c, home in claims.items() if home == key)
        accounts.append(Annotated(article=article, claims=mine))
    return accounts


def _entry(key: str, *claims: str) -> Entry:
    return Entry(id=key, statement="", claims=claims, articles=1, origins=0, status=Status.UNKNOWN_ORIGIN)


def _conflict(kind: ConflictKind, nature: Nature, *sides: tuple[str, ...]) -> Conflict:
    return Conflict(id="x", kind=kind, nature=nature, sides=tuple(Side(claims=side) for side in sides))


def _cover(accounts: list[Annotated], entries: list[Entry], *conflicts: Conflict) -> Coverage:
    claims = [claim for account in accounts for claim in account.claims]
    return find_coverage(accounts, claims, entries, conflicts)


def test_reported_omitted_and_not_yet() -> None:
    # a came out at 04:00 UTC, an hour before b
    found = _cover(_accounts(dict(TIMES), {"c1": "b"}), [_entry("e1", "c1")])
    assert found.entries == {"e1": {"a": Cell.NOT_YET, "b": Cell.REPORTED, "c": Cell.OMITTED}}


def test_a_time_without_zone_beside_others_is_too_early_only_where_that_is_sure() -> None:
    times: dict[str, str | None] = {"a": "2031-05-06T01:00:00", "b": "2031-05-06T05:00:00Z", "c": "2031-05-05T01:00:00"}
    found = _cover(_accounts(times, {"c1": "b"}), [_entry("e1", "c1")])
    assert found.entries == {"e1": {"a": Cell.OMITTED, "b": Cell.REPORTED, "c": Cell.NOT_YET}}


@pytest.mark.parametrize(
    ("kind", "nature", "early", "late"),
    [
        (ConflictKind.NUMBER, Nature.CONTRADICTION, Cell.CONTRADICTED, Cell.CONTRADICTED),
        (ConflictKind.DENIAL, Nature.CONTRADICTION, Cell.NOT_YET, Cell.CONTRADICTED),
        (ConflictKind.NUMBER, Nature.UPDATE, Cell.NOT_YET, Cell.CONTRADICTED),
        (ConflictKind.WORDING, Nature.CONTRADICTION, Cell.NOT_YET, Cell.OMITTED),
        (ConflictKind.SCOPE, Nature.DIFFERENCE, Cell.NOT_YET, Cell.OMITTED),
    ],
)
def test_the_other_side_of_a_conflict(kind: ConflictKind, nature: Nature, early: Cell, late: Cell) -> None:
    accounts = _accounts(dict(TIMES), {"c0": "a", "c1": "b", "c2": "c"})
    conflict = _conflict(kind, nature, ("c1",), ("c0", "c2"))
    row = _cover(accounts, [_entry("e1", "c1")], conflict).entries["e1"]
    assert row == {"a": early, "b": Cell.REPORTED, "c": late}


def test_an_earlier_figure_replaces_nothing() -> None:
    accounts = _accounts(dict(TIMES), {"c1": "b", "c2": "c"})
    update = _conflict(ConflictKind.NUMBER, Nature.UPDATE, ("c1",), ("c2",))
    rows = _cover(accounts, [_entry("e1", "c1"), _entry("e2", "c2")], update).entries
    assert rows["e1"]["c"] is Cell.CONTRADICTED
    assert rows["e2"]["b"] is Cell.NOT_YET


@pytest.mark.parametrize("published", [None, "", "yesterday", "2031-99-99"])
def test_an_article_without_time_is_never_too_early(published: str | None) -> None:
    accounts = _accounts({"a": published, "b": TIMES["b"]}, {"c1": "b"})
    assert _cover(accounts, [_entry("e1", "c1")]).entries["e1"]["a"] is Cell.OMITTED
