"""Lineage as the report shows it: who took text from whom, how much, and the passages side by side."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from rashomon.model.records import Direction, Lineage, Passage, PassageKind, Record, Relation, SignKind
from rashomon.model.spans import Span
from rashomon.report.diffs import Change, Run, mark_changes, share_words
from rashomon.report.indexes import Account, Index
from rashomon.report.phrases import RELATIONS, clip_text, say_count

#: A passage is quoted up to here; the whole stands in the articles in full.
LONGEST = 700
#: Below this share of common words a rewording is shown as it is: every word would be marked.
_ALIKE = 0.3
_ORDER = {Relation.COPY: 0, Relation.REWRITE: 1, Relation.SHARED_SOURCE: 2, Relation.INDEPENDENT: 3}


class PassagePair(Record, frozen=True, kw_only=True):
    """Two aligned passages; ``right`` carries the marks. ``same`` where the words are the same and one is shown."""

    same: bool
    left: str
    left_href: str | None
    right: tuple[Run, ...]
    right_href: str | None


class Link(Record, frozen=True, kw_only=True):
    """One pair of related accounts: ``taker`` has its text from ``source`` where the direction is known.

    ``unseen`` where both go back to a text that is not among the accounts.
    """

    anchor: str
    source: Account
    taker: Account
    relation: str
    derived: bool
    unseen: bool
    directed: bool
    share: float
    verdict: str
    ending: str
    verb: str
    amount: str
    reasons: tuple[str, ...]
    passages: tuple[PassagePair, ...]


class SignGroup(Record, frozen=True, kw_only=True):
    """Signs of one kind in one account: what they show, and the words with their places."""

    what: str
    words: tuple[tuple[str, str | None], ...]


class RewrittenView(Record, frozen=True, kw_only=True):
    """An account that is likely rewritten from a text that is not among the accounts."""

    account: Account
    signs: tuple[SignGroup, ...]


#: What a kind of sign shows, after "It ...".
SIGNS = {
    SignKind.CREDIT: "is signed by an agency whose text is not among these accounts",
    SignKind.LEFT_OVER: "lets a speaker say “we” or “our” outside quotation marks, as where a quotation was turned",
    SignKind.OPEN_MARK: "opens a quotation that it never closes",
    SignKind.STIFF: "has stiff words where news has plain ones, as where words are exchanged one by one",
}


def view_rewritten(index: Index) -> tuple[RewrittenView, ...]:
    """Return the accounts that are likely rewritten text, with the signs of it."""
    found = []
    for item in index.ledger.rewritten:
        account = index.account(item.article)
        signs = [sign for sign in item.signs if index.stands(sign.span)]
        if account is None or not signs:
            continue
        groups = tuple(
            SignGroup(
                what=what,
                words=tuple((clip_text(s.span.text, 60), index.place(s.span)) for s in signs if s.kind is kind),
            )
            for kind, what in SIGNS.items()
            if any(sign.kind is kind for sign in signs)
        )
        found.append(RewrittenView(account=account, signs=groups))
    return tuple(sorted(found, key=lambda view: view.account.number))


def view_lineage(index: Index) -> tuple[Link, ...]:
    """Return the related pairs: copies, rewrites, then shared sources, the largest share first."""
    links = []
    for item in index.ledger.lineage:
        if item.relation is Relation.INDEPENDENT or item.a == item.b:
            continue
        one, other = index.account(item.a), index.account(item.b)
        if one is not None and other is not None:
            links.append((item, one, other))
    parents = _find_parents(index)
    found = [_view_link(index, item, (one, other), parents) for item, one, other in links]
    order = {anchor: number for number, anchor in enumerate(_ORDER)}
    ranked = sorted(
        zip((item for item, _, _ in links), found, strict=True),
        key=lambda pair: (order[pair[0].relation], -pair[1].share, pair[1].taker.number, pair[1].source.number),
    )
    return tuple(_number(link, number) for number, (_, link) in enumerate(ranked, 1))


def _number(link: Link, number: int) -> Link:
    fields = {name: getattr(link, name) for name in link.__struct_fields__}
    return Link(**{**fields, "anchor": f"lineage-{number}"})


def _find_parents(index: Index) -> dict[str, set[str]]:
    """Return for each account those that it has text from."""
    parents: dict[str, set[str]] = {}
    for item in index.ledger.lineage:
        if item.relation in (Relation.COPY, Relation.REWRITE) and item.direction is not Direction.UNKNOWN:
            late, early = (item.b, item.a) if item.direction is Direction.B_FROM_A else (item.a, item.b)
            parents.setdefault(late, set()).add(early)
    return parents


def find_taken(index: Index) -> dict[str, list[Span]]:
    """Return for each account its passages that it took from another."""
    taken: dict[str, list[Span]] = {}
    for item in index.ledger.lineage:
        if item.relation in (Relation.COPY, Relation.REWRITE) and item.direction is not Direction.UNKNOWN:
            for part in item.passages:
                span = part.b if item.direction is Direction.B_FROM_A else part.a
                taken.setdefault(span.article, []).append(span)
    return taken


def _view_link(index: Index, item: Lineage, pair: tuple[Account, Account], parents: Mapping[str, set[str]]) -> Link:
    one, other = pair
    directed = item.direction is not Direction.UNKNOWN
    if item.direction is Direction.A_FROM_B or (not directed and one.number > other.number):
        taker, source = one, other
    else:
        taker, source = other, one
    swap = taker is not one
    pairs = [(part.b, part.a, part) if swap else (part.a, part.b, part) for part in item.passages]
    pairs = [pair for pair in pairs if index.stands(pair[0]) and index.stands(pair[1])]
    pairs.sort(key=lambda pair: pair[0].start)
    share = measure_share(index, taker.id, (mine for mine, _, _ in pairs)) if pairs else item.score
    derived = item.relation in (Relation.COPY, Relation.REWRITE)
    both = sorted(parents.get(one.id, set()) & parents.get(other.id, set()), key=index.rank)
    shown = index.account(both[0]) if both and not derived else None
    between, ending = _say_verdict(item.relation, directed, shown)
    return Link(
        anchor="",
        source=source,
        taker=taker,
        relation=item.relation.value,
        derived=derived,
        unseen=not derived and shown is None,
        directed=directed and derived,
        share=min(max(share, 0.0), 1.0),
        verdict=between,
        ending=ending,
        verb=_say_verb(item.relation, directed, shown),
        amount=_say_amount(share, derived, len(pairs)),
        reasons=item.reasons,
        passages=tuple(_pair_passages(index, mine, theirs, part) for mine, theirs, part in pairs),
    )


def _say_verb(relation: Relation, directed: bool, shown: Account | None) -> str:
    """Return what an account's text is to the other's, in the table."""
    if shown is not None:
        return f"has, from {shown.label}, text in common with"
    return RELATIONS[relation] if directed or relation is Relation.SHARED_SOURCE else "made from, or the source of,"


def _say_verdict(relation: Relation, directed: bool, shown: Account | None) -> tuple[str, str]:
    """Return what stands between and after the names of two accounts; ``shown`` is a source that both have here."""
    if shown is not None:
        return "and", f" both have text from {shown.label}"
    if relation is Relation.SHARED_SOURCE:
        return "and", " seem to share a source, which is not among these accounts"
    verb = "copies" if relation is Relation.COPY else "rewrites"
    return (verb, "") if directed else ("and", f": one {verb} the other; which came first is not known")


def _say_amount(share: float, derived: bool, passages: int) -> str:
    per_cent = round(share * 100)
    size = "under 1% of its text" if per_cent < 1 else f"about {per_cent}% of its text"
    counted = say_count(passages, "passage") if passages else "no passage shown"
    return f"{size}, {counted}" if derived or passages else counted


def measure_share(index: Index, article: str, spans: Iterable[Span]) -> float:
    """Return which part of an article's text the spans cover, counting no character twice."""
    length = len(index.articles[article].text)
    covered, at = 0, 0
    for span in sorted(spans, key=lambda span: (span.start, span.end)):
        covered += max(span.end - max(span.start, at), 0)
        at = max(at, span.end)
    return covered / length if length else 0.0


def _pair_passages(index: Index, mine: Span, theirs: Span, part: Passage) -> PassagePair:
    left, right = _shorten(theirs.text), _shorten(mine.text)
    same = part.kind is PassageKind.VERBATIM and share_words(left, right) > 0.97
    runs: Sequence[Run] = (Run(text=right),)
    if not same and share_words(left, right) >= _ALIKE:
        runs = mark_changes(left, right)
    return PassagePair(
        same=same and all(run.change is Change.SAME for run in runs),
        left=left,
        left_href=index.place(theirs),
        right=tuple(runs),
        right_href=index.place(mine),
    )


def _shorten(text: str) -> str:
    return text if len(text) <= LONGEST else clip_text(text, LONGEST)
