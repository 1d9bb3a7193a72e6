"""On what terms: for whom one act is open, and whether it is agreed, offered or only proposed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, pairwise

from rashomon.model.records import ConflictKind, Nature, Record
from rashomon.relate.cases import Case, Desk, make_side, shorten
from rashomon.relate.undertakings import Reach, Standing, Undertaking, UndertakingReader, find_lands


class TermSettings(Record, frozen=True, kw_only=True):
    """What a conflict of terms is worth beside others."""

    #: Behind every conflict that is found by what was done or counted: mostly two ways to tell of one thing.
    score: float = 0.3


SETTINGS = TermSettings()

_REACH_NAMES = {
    Reach.ONLY: "only these",
    Reach.ANY: "whoever it is",
    Reach.ALSO: "these as well",
    Reach.ALLEGED: "those of whom it is only alleged",
}
_STAGES = (Standing.PROPOSED, Standing.OFFERED, Standing.AGREED)


def find_terms(desk: Desk, settings: TermSettings = SETTINGS) -> list[Case]:
    """Return the cases of one act that is told with other terms: one case for an act and what parts the accounts."""
    accounts = [desk.accounts[key] for key in sorted(desk.accounts)]
    entities = [desk.entities[key] for key in sorted(desk.entities)]
    lands = find_lands(accounts, entities)
    kinds: dict[str, list[Undertaking]] = {}
    for account in accounts:
        for undertaking in UndertakingReader(account, entities, lands).read():
            kinds.setdefault(undertaking.act, []).append(undertaking)
    cases: list[Case] = []
    for act in sorted(kinds):
        cases += _find_reaches(desk, kinds[act], settings)
        cases += _find_standings(desk, kinds[act], settings)
    return cases


def _are_one(desk: Desk, a: Undertaking, b: Undertaking) -> bool:
    """Tell whether two tellings are of one act: the same doer, and something of what it is done to."""
    return bool(a.doers & b.doers) and a.named == b.named and bool(a.things & b.things)


def _have_two_voices(desk: Desk, a: Undertaking, b: Undertaking) -> bool:
    same = a.source == b.source or desk.speak_as_one(a.source, b.source)
    return a.article != b.article or not same


def _find_reaches(desk: Desk, told: Sequence[Undertaking], settings: TermSettings) -> Iterator[Case]:
    """Yield the cases of an act that is for nobody but some on one side, and for others on another."""
    for narrow in _gather(desk, [one for one in told if Reach.ONLY in one.reaches]):
        wide = _reach_out(desk, narrow, [one for one in told if one.reaches and Reach.ONLY not in one.reaches])
        wide = [one for one in wide if any(_have_two_voices(desk, one, other) for other in narrow)]
        if not wide:
            continue
        sides: dict[str, list[Undertaking]] = {_REACH_NAMES[Reach.ONLY]: narrow}
        for one in wide:
            reach = next(reach for reach in (Reach.ALLEGED, Reach.ANY, Reach.ALSO) if reach in one.reaches)
            name = _REACH_NAMES[Reach.ANY if reach is Reach.ALSO else reach]
            sides.setdefault(name, []).append(one)
        yield _tell(desk, Nature.DIFFERENCE, sides, f"one act ({told[0].act}): for whom it is", settings)


def _gather(desk: Desk, told: Sequence[Undertaking]) -> Iterator[list[Undertaking]]:
    """Yield those that are of one act, together."""
    rest = list(told)
    while rest:
        found = _reach_out(desk, [rest[0]], rest[1:])
        yield [rest[0], *found]
        rest = [one for one in rest[1:] if one not in found]


def _reach_out(desk: Desk, start: Sequence[Undertaking], told: Sequence[Undertaking]) -> list[Undertaking]:
    """Return those that are of one act with the first, or with one that is."""
    found: list[Undertaking] = []
    grown = True
    while grown:
        new = [
            one for one in told if one not in found and any(_are_one(desk, one, other) for other in (*start, *found))
        ]
        found += new
        grown = bool(new)
    return [one for one in told if one in found]


def _find_standings(desk: Desk, told: Sequence[Undertaking], settings: TermSettings) -> Iterator[Case]:
    """Yield the cases of an act that is agreed in one account, and offered or only proposed in another."""
    for group in _gather(desk, [one for one in told if one.standing is not None]):
        parted = any(a.standing is not b.standing and a.article != b.article for a, b in combinations(group, 2))
        if not parted:
            continue
        sides: dict[str, list[Undertaking]] = {}
        for standing in _STAGES:
            mine = [one for one in group if one.standing is standing]
            if mine:
                sides[standing.value] = mine
        nature = Nature.UPDATE if _rises(desk, list(sides.values())) else Nature.DIFFERENCE
        yield _tell(desk, nature, sides, f"one act ({told[0].act}): how far it has come", settings)


def _rises(desk: Desk, sides: Sequence[Sequence[Undertaking]]) -> bool:
    """Tell whether every stage was told of before the next one: then time explains it."""
    spans = [
        (desk.first_time([one.claim for one in side]), desk.last_time([one.claim for one in side])) for side in sides
    ]
    return all(
        before[1] is not None and after[0] is not None and before[1] < after[0] for before, after in pairwise(spans)
    )


def _tell(
    desk: Desk, nature: Nature, sides: Mapping[str, Sequence[Undertaking]], what: str, settings: TermSettings
) -> Case:
    told = [
        f"{desk.label(side[0].article)} has “{shorten(' '.join(side[0].span.text.split()))}” ({name})"
        for name, side in sides.items()
    ]
    return Case(
        kind=ConflictKind.SCOPE,
        nature=nature,
        sides=tuple(make_side([one.claim for one in side], [one.span for one in side]) for side in sides.values()),
        why="; ".join(told) + ".",
        reasons=(what, *(f"{name}: {len({one.article for one in side})} accounts" for name, side in sides.items())),
        score=settings.score,
    )
