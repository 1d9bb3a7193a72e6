"""What a reader must know of single accounts before relying on one: a line an account, the gravest first."""

from __future__ import annotations

from collections.abc import Iterator

from rashomon.model.records import Conflict, Direction, Nature, PassageKind, Record, Relation, Voice, Wording
from rashomon.report.entries import find_sources
from rashomon.report.indexes import Account, Index
from rashomon.report.lineages import view_rewritten
from rashomon.report.phrases import join_words, say_count


class CautionSettings(Record, frozen=True, kw_only=True):
    """What is worth a warning."""

    #: Accounts that are warned of.
    accounts: int = 8
    #: Share of its loaded words beyond the mean of all accounts, a thousand characters, from which an account is said
    #: to colour: at twice the mean the partisan accounts of the packs stand out, and no agency does.
    colour: float = 2.0
    #: Words in its own voice below which an account is not said to colour.
    coloured_words: int = 4
    #: Share of a text that is another's from which it takes text, though no passage is in the same words: rewrites of
    #: the packs have .48 and more, accounts that only tell facts again .22 and less.
    retold: float = 0.3


SETTINGS = CautionSettings()


class Point(Record, frozen=True, kw_only=True):
    """One thing to know of an account, as the end of a sentence that its name opens."""

    words: str
    anchor: str


class Caution(Record, frozen=True, kw_only=True):
    """All there is to know of one account before relying on it."""

    account: Account
    points: tuple[Point, ...]


#: An account, and what to know of it.
_Found = tuple[Account, Point]


def find_cautions(index: Index, settings: CautionSettings = SETTINGS) -> tuple[Caution, ...]:
    """Return a line for each account that a reader must know something of; those with most against them first.

    >>> from rashomon.model.records import Ledger
    >>> find_cautions(Index(Ledger()))
    ()
    """
    finders = (
        _warn_of_lone_sides(index),
        _warn_of_altered_words(index),
        _warn_of_colour(index, settings),
        _warn_of_lineage(index, settings),
        _warn_of_rewriting(index),
        _warn_of_early_accounts(index),
    )
    points: dict[str, list[Point]] = {}
    accounts: dict[str, Account] = {}
    for account, point in (found for finder in finders for found in finder):
        accounts[account.id] = account
        points.setdefault(account.id, []).append(point)
    ranked = sorted(accounts.values(), key=lambda account: (-len(points[account.id]), account.number))
    return tuple(Caution(account=one, points=tuple(points[one.id])) for one in ranked[: settings.accounts])


def _warn_of_lineage(index: Index, settings: CautionSettings) -> Iterator[_Found]:
    """Warn of accounts made from another: by its words or most of its text, or by single facts told again."""
    sources: dict[str, list[str]] = {}
    facts: dict[str, list[str]] = {}
    for item in sorted(index.ledger.lineage, key=lambda item: -item.score):
        if item.relation in (Relation.COPY, Relation.REWRITE) and item.direction is not Direction.UNKNOWN:
            taker, source = (item.a, item.b) if item.direction is Direction.A_FROM_B else (item.b, item.a)
            found, own = index.account(source), index.account(taker)
            # an outlet's update of its own report is nothing to be warned of
            if found is not None and own is not None and found.short != own.short:
                printed = item.score >= settings.retold or any(p.kind is PassageKind.VERBATIM for p in item.passages)
                (sources if printed else facts).setdefault(taker, []).append(found.label)
    for taker in sorted({*sources, *facts}, key=index.rank):
        account = index.account(taker)
        if account is not None:
            if taker in sources:
                words = f"takes text from {join_words(sources[taker], most=3)}: where they agree, they are one voice"
                yield account, Point(words=words, anchor="lineage")
            if taker in facts:
                words = f"repeats what {join_words(facts[taker], most=3)} told first, and may have it from there"
                yield account, Point(words=words, anchor="lineage")


def _warn_of_altered_words(index: Index) -> Iterator[_Found]:
    """Warn of accounts that print other words inside quotation marks than two or more others do."""
    counts: dict[str, int] = {}
    for utterance in index.utterances:
        later = {
            max((difference.a, difference.b), key=lambda span: index.rank(span.article)).article
            for difference in utterance.differences
            if difference.kind is Wording.ALTERED
        }
        for article in later if utterance.wording is Wording.ALTERED else ():
            counts[article] = counts.get(article, 0) + 1
    for article, count in sorted(counts.items(), key=lambda item: (-item[1], index.rank(item[0]))):
        account = index.account(article)
        if account is not None and count > 1:
            words = f"prints {say_count(count, 'quote')} in other words than an earlier account does"
            yield account, Point(words=words, anchor="speech")


def _warn_of_lone_sides(index: Index) -> Iterator[_Found]:
    """Warn of accounts that stand alone against two or more others."""
    lone: dict[str, list[Conflict]] = {}
    taken = find_sources(index)  # an account and its copy are one voice
    for conflict in index.conflicts:
        if conflict.nature is not Nature.CONTRADICTION:
            continue
        sides = [_articles(index, conflict, number) for number in range(len(conflict.sides))]
        for number, articles in enumerate(sides):
            others = {article for at, side in enumerate(sides) if at != number for article in side} - articles
            others -= {one for one in others if any(source in others for source, _ in taken.get(one, ()))}
            if len(articles) == 1 and len(others) > 1:
                lone.setdefault(next(iter(articles)), []).append(conflict)
    for article, conflicts in sorted(lone.items(), key=lambda item: (-len(item[1]), index.rank(item[0]))):
        account = index.account(article)
        if account is not None and len(conflicts) > 1:
            words = f"stands alone against several others in {say_count(len(conflicts), 'place')}"
            yield account, Point(words=words, anchor=index.anchors["conflict", conflicts[0].id])


def _articles(index: Index, conflict: Conflict, number: int) -> set[str]:
    side = conflict.sides[number]
    claims = [index.claims[key] for key in side.claims if key in index.claims]
    return {span.article for span in side.spans} | {claim.passage[0].article for claim in claims if claim.passage}


def _warn_of_early_accounts(index: Index) -> Iterator[_Found]:
    """Warn of accounts that came out before most of what the others tell."""
    for account in index.accounts.values():
        cells = [row[account.id].value for row in index.ledger.coverage.entries.values() if account.id in row]
        early = cells.count("not-yet")
        if early * 2 > len(cells) > 0:
            words = "came out before most of what the others tell, so what it lacks it did not leave out"
            yield account, Point(words=words, anchor=account.anchor)


def _warn_of_colour(index: Index, settings: CautionSettings) -> Iterator[_Found]:
    """Warn of accounts whose own voice colours far more than that of the others."""
    counts = dict.fromkeys(index.articles, 0)
    for framing in index.framings:
        if framing.voice is Voice.OUTLET and framing.kind.value != "hedge" and framing.span.article in counts:
            counts[framing.span.article] += 1
    rates = {key: count * 1000 / max(1000, len(index.articles[key].text)) for key, count in counts.items()}
    mean = sum(rates.values()) / len(rates) if rates else 0.0
    for article, rate in sorted(rates.items(), key=lambda item: (-item[1], index.rank(item[0]))):
        account = index.account(article)
        if account is not None and counts[article] >= settings.coloured_words and rate > settings.colour * mean:
            words = f"colours in its own voice: {say_count(counts[article], 'loaded or judging word')}"
            yield account, Point(words=words, anchor="framing")


def _warn_of_rewriting(index: Index) -> Iterator[_Found]:
    """Warn of accounts that are likely rewritten from a text that nobody here can check them against."""
    for view in view_rewritten(index):
        yield view.account, Point(words="is likely rewritten from a text that is not among these", anchor="rewritten")
