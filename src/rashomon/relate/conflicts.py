"""Where the accounts part: number, date, place, actor, speaker, wording, denial, scope and sequence."""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.model.annotated import Annotated
from rashomon.model.ids import make_id
from rashomon.model.records import (
    Article,
    Claim,
    Conflict,
    ConflictKind,
    Entity,
    Nature,
    Quote,
    Record,
    Side,
    Utterance,
    Wording,
)  # fmt: skip
from rashomon.model.spans import Span
from rashomon.relate.comparisons import Comparison, compare
from rashomon.relate.entries import Group
from rashomon.relate.links import Table
from rashomon.relate.propositions import Proposition
from rashomon.relate.quantities import TIMES


class ConflictSettings(Record, frozen=True, kw_only=True):
    """When a difference is worth an editor's time."""

    #: How alike two claims must be for a difference of values to be one.
    alike: float = 0.75


SETTINGS = ConflictSettings()


class _Case(Record, frozen=True, kw_only=True):
    """A found conflict before it is ranked."""

    kind: ConflictKind
    nature: Nature
    sides: tuple[Side, ...]
    why: str
    reasons: tuple[str, ...]
    weight: float


def find_conflicts(
    accounts: Sequence[Annotated],
    entities: Sequence[Entity],
    utterances: Sequence[Utterance],
    groups: Sequence[Group],
    table: Table,
    settings: ConflictSettings = SETTINGS,
) -> tuple[Conflict, ...]:
    """Return the conflicts, the most important first, each with one plain sentence of why."""
    desk = _Desk(accounts, entities, groups, table)
    cases = [*_find_clashes(desk, settings), *_find_wordings(desk, utterances)]
    order = {Nature.CONTRADICTION: 0, Nature.UPDATE: 1, Nature.DIFFERENCE: 2}
    cases.sort(key=lambda case: (order[case.nature], -case.weight, case.why, _place(case)))
    found: dict[str, Conflict] = {}
    for case in cases:
        key = make_id("x", case.kind, case.nature, tuple(tuple(side.claims) + _spots(side) for side in case.sides))
        found.setdefault(
            key,
            Conflict(id=key, kind=case.kind, nature=case.nature, sides=case.sides, why=case.why, reasons=case.reasons),
        )
    return tuple(found.values())


def _place(case: _Case) -> tuple[tuple[str, ...], ...]:
    return tuple(side.claims + _spots(side) for side in case.sides)


def _spots(side: Side) -> tuple[str, ...]:
    return tuple(f"{span.article} {span.start:09d} {span.end:09d}" for span in side.spans)


class _Desk:
    """What the finders look up."""

    def __init__(
        self,
        accounts: Sequence[Annotated],
        entities: Sequence[Entity],
        groups: Sequence[Group],
        table: Table,
    ) -> None:
        self.articles: dict[str, Article] = {account.article.id: account.article for account in accounts}
        self.claims: dict[str, Claim] = {claim.id: claim for account in accounts for claim in account.claims}
        self.quotes: dict[str, Quote] = {quote.id: quote for account in accounts for quote in account.quotes}
        self.names = {entity.id: entity.name for entity in entities}
        self.table = table
        self.group_of = {key: group for group in groups for key in group.claims}

    def side(self, group: Group, spans: Sequence[Span]) -> Side:
        """Return a side: all claims of an entry, with the words that differ."""
        return Side(claims=group.claims, spans=tuple(sorted(set(spans))))

    def label(self, article: str) -> str:
        """Return the name to print for an article."""
        return self.articles[article].label


def _find_clashes(table: _Desk, settings: ConflictSettings) -> list[_Case]:
    """Return the entries whose values cannot both hold."""
    pairs: dict[tuple[str, str], list[tuple[Proposition, Proposition, Comparison]]] = {}
    for link in table.table.links:
        if link.cosine < settings.alike:
            continue
        a, b = table.table.claims[link.a], table.table.claims[link.b]
        first, second = table.group_of.get(a.claim), table.group_of.get(b.claim)
        if a.article == b.article or first is None or second is None or first.id == second.id:
            continue
        found = compare(a, b, link.cosine)
        if not found.clashing or any(x.noun != y.noun for x, y in found.clashing):
            continue
        if first.id > second.id:
            first, second, a, b = second, first, b, a
        pairs.setdefault((first.id, second.id), []).append((a, b, found))
    return [_tell_clash(table, found) for _, found in sorted(pairs.items())]


def _tell_clash(table: _Desk, found: list[tuple[Proposition, Proposition, Comparison]]) -> _Case:
    """Return the conflict of two entries from the pairs of claims that clash."""
    a, b, best = max(found, key=lambda item: (item[2].same, item[0].order, item[1].order))
    if b.order < a.order:
        a, b = b, a
    groups = table.group_of[a.claim], table.group_of[b.claim]
    times = all(x.value.kind in TIMES for x, _ in best.clashing)
    spans: tuple[list[Span], list[Span]] = ([], [])
    for x, y, comparison in found:
        for q, r in comparison.clashing:
            for value in (q.value, r.value):
                owner = x if value.span.article == x.article else y
                spans[0 if table.group_of[owner.claim].id == groups[0].id else 1].append(value.span)
    sides = tuple(table.side(group, words) for group, words in zip(groups, spans, strict=True))
    first, second = sorted(best.clashing[0], key=lambda q: q.value.span.article != a.article)
    return _Case(
        kind=ConflictKind.DATE if times else ConflictKind.NUMBER,
        nature=Nature.CONTRADICTION,
        sides=sides,
        why=(
            f"{table.label(a.article)} says “{first.value.span.text}”, "
            f"{table.label(b.article)} says “{second.value.span.text}”."
        ),
        reasons=best.reasons,
        weight=float(sum(len({table.claims[key].passage[0].article for key in group.claims}) for group in groups)),
    )


def _find_wordings(table: _Desk, utterances: Sequence[Utterance]) -> list[_Case]:
    """Return the utterances whose printed words differ inside quotation marks."""
    cases = []
    for utterance in utterances:
        if utterance.wording is not Wording.ALTERED:
            continue
        altered = [d for d in utterance.differences if d.kind is Wording.ALTERED]
        if not altered:
            continue
        one = altered[0]
        claims = [c for c in table.claims.values() if c.quote in utterance.quotes]
        sides = tuple(
            Side(claims=tuple(sorted(c.id for c in claims if c.passage[0].article == span.article)), spans=(span,))
            for span in (one.a, one.b)
        )
        cases.append(
            _Case(
                kind=ConflictKind.WORDING,
                nature=Nature.DIFFERENCE,
                sides=sides,
                why=(
                    f"{table.label(one.a.article)} prints “{one.a.text}”, "
                    f"{table.label(one.b.article)} prints “{one.b.text}”."
                ),
                reasons=("one utterance, other words inside the quotation marks",),
                weight=float(len(utterance.quotes)),
            )
        )
    return cases
