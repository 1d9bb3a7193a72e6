"""Where the accounts part: number, date, place, actor, speaker, wording, denial, scope and sequence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from itertools import permutations

from rashomon.model.annotated import Annotated
from rashomon.model.ids import make_id
from rashomon.model.records import OF_SPEECH, Conflict, ConflictKind, Entity, Nature, PairRelation, Side, Utterance
from rashomon.relate.cases import Case, Desk, join_cases, make_side
from rashomon.relate.causes import find_causes
from rashomon.relate.clashes import find_clashes
from rashomon.relate.corrections import find_revisions
from rashomon.relate.denials import find_denials
from rashomon.relate.doers import find_doers
from rashomon.relate.entries import Group
from rashomon.relate.fates import find_fates
from rashomon.relate.links import Table
from rashomon.relate.misquotes import find_misquotes
from rashomon.relate.negations import find_negations
from rashomon.relate.offices import find_offices
from rashomon.relate.oppositions import find_oppositions
from rashomon.relate.orders import find_orders
from rashomon.relate.readings import ReadPairs
from rashomon.relate.reversals import find_reversals
from rashomon.relate.rivals import find_rivals
from rashomon.relate.scopes import find_scopes
from rashomon.relate.tallies import find_tallies
from rashomon.relate.terms import find_terms
from rashomon.relate.turnabouts import find_turnabouts
from rashomon.relate.versions import find_versions

#: What an editor needs to know first.
_ORDER = (Nature.CONTRADICTION, Nature.UPDATE, Nature.DIFFERENCE)
#: Likelihood of a conflict, as the pair model reads it, below which two times are of two things. Of 38 contradictions
#: of times on 60 marked events six lie below, none of them right; of the others 13 are.
_TIMES_APART = 0.15
#: Claims of a side that are read: the first say what the others say.
_TIMES_READ = 2
#: How likely two claims speak of one thing that make one conflict of two that were found.
_LIKE = 0.5


def find_conflicts(
    accounts: Sequence[Annotated],
    entities: Sequence[Entity],
    utterances: Sequence[Utterance],
    groups: Sequence[Group],
    table: Table,
    read: ReadPairs | None = None,
) -> tuple[Conflict, ...]:
    """Return the conflicts, the most important first, each with one plain sentence of why.

    Contradictions come before updates and differences, and of each those that most articles take part in. What no rule
    names is found only where pairs of claims can be read.
    """
    desk = Desk(accounts, entities, groups, table)
    cases = [
        *find_revisions(desk),
        *_drop_other_times(desk, find_clashes(desk), read),
        *_join_denials(find_denials(desk, read), find_negations(desk)),
        *find_rivals(desk),
        *find_versions(desk),
        *find_tallies(desk),
        *find_doers(desk),
        *find_scopes(desk),
        *find_orders(desk),
        *find_terms(desk),
        *find_offices(desk),
        *find_fates(desk),
        *find_reversals(desk),
        *find_turnabouts(desk),
        *find_causes(desk),
        *find_misquotes(desk, utterances),
    ]
    cases += _drop_told(desk, find_oppositions(desk, read), cases)
    figures = [case for case in cases if case.kind is ConflictKind.NUMBER]
    cases = [case for case in cases if case.kind is not ConflictKind.NUMBER]
    cases += join_cases(figures, partial(_match_figures, desk))
    cases.sort(key=lambda case: (_ORDER.index(case.nature), -_count_articles(desk, case), -case.score, _place(case)))
    found: dict[str, Conflict] = {}
    for case in _drop_repeats(cases):
        key = make_id("x", case.kind.value, case.nature.value, _place(case))
        found.setdefault(
            key,
            Conflict(id=key, kind=case.kind, nature=case.nature, sides=case.sides, why=case.why, reasons=case.reasons),
        )
    return tuple(found.values())


def _drop_other_times(desk: Desk, cases: Sequence[Case], read: ReadPairs | None) -> list[Case]:
    """Return cases without the contradictions of times that the pair model does not read as a conflict at all."""
    kept = []
    for case in cases:
        if read is not None and case.kind is ConflictKind.DATE and case.nature is Nature.CONTRADICTION:
            one, other = ([desk.propositions[key].gist for key in side.claims] for side in case.sides)
            readings = read([(a, b) for a in one[:_TIMES_READ] for b in other[:_TIMES_READ]])
            if all(reading.of(PairRelation.CONFLICT) < _TIMES_APART for reading in readings):
                continue
        kept.append(case)
    return kept


def _join_denials(denials: Sequence[Case], negations: Sequence[Case]) -> list[Case]:
    """Return both, a negation of what is denied anyhow with its denial."""
    kept = list(denials)
    for case in negations:
        joined = [(n, join_cases([other, case])) for n, other in enumerate(kept)]
        place = next((n for n, cases in joined if len(cases) == 1), None)
        if place is None:
            kept.append(case)
        else:
            kept[place] = join_cases([kept[place], case])[0]
    return kept


def _match_figures(desk: Desk, case: Case, other: Case) -> tuple[Side, ...] | None:
    """Return as one the sides of two cases in which the same two figures part and one side is the same; else None.

    "13.8 knots" and "nine knots" are one dispute, though two accounts tell the first in statements of their own. Of the
    first case those claims come in that its figures stand in.
    """
    if case.nature is not other.nature or len(case.sides) != len(other.sides):
        return None
    for mine in (case.sides, case.sides[::-1]):
        pairs = list(zip(mine, other.sides, strict=True))
        alike = all(_list_figures(m) == _list_figures(t) != set() for m, t in pairs)
        if alike and any(set(m.claims) & set(t.claims) for m, t in pairs):
            return tuple(make_side([*t.claims, *_find_holders(desk, m)], [*t.spans, *m.spans]) for m, t in pairs)
    return None


def _list_figures(side: Side) -> set[str]:
    return {span.text.casefold() for span in side.spans}


def _find_holders(desk: Desk, side: Side) -> list[str]:
    """Return the claims of a side that its spans stand in."""
    return [
        key
        for key in side.claims
        if any(span.overlaps(part) for span in side.spans for part in desk.claims[key].passage)
    ]


def _drop_told(desk: Desk, cases: Sequence[Case], known: Sequence[Case]) -> list[Case]:
    """Return the cases that no known case tells: one side in the same claims, the other in those or others like them.

    Of what is planned one update is enough: that the dive was put off, or that it began at noon.
    """
    near: dict[str, set[str]] = {}
    for link in desk.table.links if cases else ():
        if link.topic >= _LIKE:
            a, b = desk.table.claims[link.a].claim, desk.table.claims[link.b].claim
            near.setdefault(a, {a}).add(b)
            near.setdefault(b, {b}).add(a)
    return [case for case in cases if not any(_tells_again(case, other, near) for other in known)]


def _tells_again(case: Case, other: Case, near: Mapping[str, set[str]]) -> bool:
    sides = [set(side.claims) for side in case.sides]
    if case.nature is other.nature is Nature.UPDATE and sides[0] & set(other.sides[0].claims):
        return True
    around = [set().union(side, *(near.get(key, ()) for key in side)) for side in sides]
    wide = [set(side.claims) for side in other.sides]
    return any(
        (sides[0] & one and around[1] & two) or (around[0] & one and sides[1] & two)
        for one, two in permutations(wide, 2)
    )


def _drop_repeats(cases: Sequence[Case]) -> list[Case]:
    """Return the cases without those whose two sides lie within the sides of one found with better reason.

    That one side says no is the least of reasons.
    """
    kept: list[Case] = []
    for case in sorted(cases, key=lambda case: (case.kind is ConflictKind.DENIAL, -case.score)):
        if not any(_repeats(case, other) for other in kept):
            kept.append(case)
    return [case for case in cases if case in kept]


def _repeats(case: Case, other: Case) -> bool:
    """Tell whether another case tells the same; that one side says no is told best by what it says no to."""
    if other.kind is case.kind:
        return _is_inside(case, other) or _is_told(case, other)
    grave = other.kind is ConflictKind.NUMBER or _ORDER.index(other.nature) <= _ORDER.index(case.nature)
    return case.kind is ConflictKind.DENIAL and grave and other.kind not in OF_SPEECH and _is_told(case, other)


def _is_told(case: Case, other: Case) -> bool:
    """Tell whether another case sets claims of both sides against each other as well."""
    sides = [set(side.claims) for side in case.sides]
    wide = [set(side.claims) for side in other.sides]
    return len(sides) == 2 and any(
        sides[0] & one and sides[1] & two and not (sides[0] & two or sides[1] & one)
        for one, two in permutations(wide, 2)
    )


def _is_inside(case: Case, other: Case) -> bool:
    """Tell whether the claims of every side are among those of a side of its own of another case."""
    homes = [
        {n for n, wide in enumerate(other.sides) if side.claims and set(side.claims) <= set(wide.claims)}
        for side in case.sides
    ]
    return len(case.sides) == 2 and all(homes) and len(homes[0] | homes[1]) > 1


def _count_articles(desk: Desk, case: Case) -> int:
    told = {span.article for side in case.sides for span in side.spans}
    return len(told | {desk.propositions[key].article for side in case.sides for key in side.claims})


def _place(case: Case) -> tuple[tuple[str, ...], ...]:
    return tuple(side.claims + _spots(side) for side in case.sides)


def _spots(side: Side) -> tuple[str, ...]:
    return tuple(f"{span.article} {span.start:09d} {span.end:09d}" for span in side.spans)
