"""A ledger as the report shows it: what each section holds, sorted, in plain words, with anchors."""

from __future__ import annotations

import re
from collections import Counter

from markupsafe import Markup

from rashomon.model.records import Fault, Ledger, Nature, Record, Status, Wording
from rashomon.report.brief import Brief, view_brief
from rashomon.report.conflicts import ConflictGroup, view_conflicts
from rashomon.report.entries import EntryView, view_entries
from rashomon.report.indexes import Account, Index
from rashomon.report.lineages import Link, RewrittenView, view_lineage, view_rewritten
from rashomon.report.lines import claims_of
from rashomon.report.outlets import Naming, Outlet, view_namings, view_outlets
from rashomon.report.phrases import (
    STAGES,
    clip_text,
    join_words,
    open_sentence,
    say_count,
    strip_controls,
)
from rashomon.report.revisions import RevisionView, say_changed, view_revisions
from rashomon.report.stemma import draw_stemma
from rashomon.report.tables import Grid, Moment, ValueGroup, view_coverage, view_timeline, view_values
from rashomon.report.texts import Text, view_texts
from rashomon.report.utterances import SpeakerQuotes, UtteranceView, view_single_quotes, view_utterances

#: A time of day, and the zone behind one.
_CLOCK = re.compile(r"[T ]\d\d:?\d\d")
_ZONE = re.compile(r"(?:Z|[+-]\d\d(?::?\d\d)?)$")


class Fact(Record, frozen=True, kw_only=True):
    """One of the figures at the head of the page, leading to its section."""

    number: int
    words: str
    target: str


class FaultView(Record, frozen=True, kw_only=True):
    """Something that could not be done, in plain words."""

    what: str
    message: str
    account: Account | None


class Report(Record, frozen=True, kw_only=True):
    """Everything the report shows, section by section."""

    title: str
    first: tuple[str, str]
    first_is: str
    headline: str
    facts: tuple[Fact, ...]
    warnings: tuple[str, ...]
    faults: tuple[FaultView, ...]
    accounts: tuple[Account, ...]
    brief: Brief
    conflicts: tuple[ConflictGroup, ...]
    utterances: tuple[UtteranceView, ...]
    singles: tuple[SpeakerQuotes, ...]
    agreed: tuple[EntryView, ...]
    alone: int
    unplaced: tuple[EntryView, ...]
    lineage: tuple[Link, ...]
    stemma: Markup
    rewritten: tuple[RewrittenView, ...]
    timeline: tuple[Moment, ...]
    values: tuple[ValueGroup, ...]
    coverage: Grid
    outlets: tuple[Outlet, ...]
    namings: tuple[Naming, ...]
    revisions: tuple[RevisionView, ...]
    texts: tuple[Text, ...]
    made_by: str


def view_report(ledger: Ledger) -> Report:
    """Return what the report shows of a ledger; nothing in the ledger can make it fail.

    >>> view_report(Ledger()).headline
    'No accounts'
    """
    index = Index(ledger)
    entries = view_entries(index)
    brief = view_brief(index, entries)
    links = view_lineage(index)
    namings = view_namings(index)
    outlets = view_outlets(index)
    revisions = view_revisions(index)
    changed = say_changed(revisions)
    alone = {addition.anchor for outlet in outlets for addition in outlet.additions}
    agreed = tuple(entry for entry in entries if entry.anchor not in alone and entry.chains)
    shown = alone | {entry.anchor for entry in agreed}
    return Report(
        title=_find_title(index),
        first=_find_headline(index, dated=True),
        first_is=_say_first(index),
        headline=say_headline(ledger),
        facts=tuple(_find_facts(index, links)),
        warnings=(*_list_strangers(ledger), *_find_warnings(index), *((changed,) if changed else ())),
        faults=tuple(_view_fault(index, fault) for fault in ledger.faults if not _is_of_all(fault)),
        accounts=tuple(index.accounts.values()),
        brief=brief,
        conflicts=view_conflicts(index),
        utterances=view_utterances(index),
        singles=view_single_quotes(index),
        agreed=agreed,
        alone=sum(len(outlet.additions) for outlet in outlets),
        unplaced=tuple(entry for entry in entries if entry.anchor not in shown),
        lineage=links,
        stemma=draw_stemma(index, links),
        rewritten=view_rewritten(index),
        timeline=view_timeline(index),
        values=view_values(index),
        coverage=view_coverage(index),
        outlets=outlets,
        namings=namings,
        revisions=revisions,
        texts=view_texts(index, links, namings, [party for question in brief.questions for party in question.parties]),
        made_by=f"{ledger.generator.name} {ledger.generator.version}".strip(),
    )


def _is_of_all(fault: Fault) -> bool:
    """Tell whether a fault is of the accounts together: some do not tell of the event of the rest."""
    return fault.stage == "stories" and not fault.article and not fault.uri


def _list_strangers(ledger: Ledger) -> tuple[str, ...]:
    """Return what is to be known before all else: that the accounts are not of one event."""
    found = (open_sentence(clip_text(fault.message, 500)) for fault in ledger.faults if _is_of_all(fault))
    return tuple(f"{words.rstrip('.')}." for words in found)


def say_headline(ledger: Ledger) -> str:
    """Return how many accounts there are and on how many known origins they rest, in one line.

    >>> say_headline(Ledger())
    'No accounts'
    """
    if not ledger.articles:
        return "No accounts"
    known = len(Index(ledger).known_origins)
    accounts = say_count(len(ledger.articles), "account")
    return f"{accounts} on {say_count(known, 'known origin')}" if known else f"{accounts}, no known origin"


def _find_title(index: Index) -> str:
    """Return what the accounts are about: the names that most of them mention.

    No sentence of one outlet heads the page: even a plain one is that outlet's choice of words.
    """
    outlets = {account.short.casefold() for account in index.accounts.values()}
    named = []
    for entity in index.ledger.entities:
        articles = {span.article for span in entity.mentions}
        if len(articles) * 2 > len(index.accounts) and entity.name.casefold() not in outlets:
            named.append((-len(articles), -len(entity.mentions), entity.name, entity.id))
    if named:
        return join_words([clip_text(name, 60) for _, _, name, _ in sorted(named)[:3]])
    return _find_headline(index)[0] or "Accounts of one event"


def _find_headline(index: Index, *, dated: bool = False) -> tuple[str, str]:
    """Return the headline of the first account that has one, and that account's name; ``dated`` ones alone."""
    for account in index.accounts.values():
        if account.title and (account.stamp or not dated):
            return clip_text(account.title, 160), account.short
    return "", ""


def _say_first(index: Index) -> str:
    """Return which account the first one with a headline is: without all dates nobody knows who came first."""
    undated = any(not account.stamp for account in index.accounts.values())
    return "The first account with a date" if undated else "The first of these accounts"


def _find_facts(index: Index, links: tuple[Link, ...]) -> list[Fact]:
    contradictions = sum(same[0].nature is Nature.CONTRADICTION for same in index.told_together.values())
    altered = sum(item.wording is Wording.ALTERED for item in index.utterances)
    leaning = sum(
        entry.articles > 1
        and entry.status is Status.SINGLE_ORIGIN
        and not index.count_unsourced(claims_of(index, entry))
        for entry in index.entries
    )
    made = len({link.taker.id for link in links if link.directed})
    facts = [
        (
            contradictions,
            "place where the accounts cannot all be right",
            "places where the accounts cannot all be right",
            "conflicts",
        ),
        (
            altered,
            "quote with different words inside the quotation marks",
            "quotes with different words inside the quotation marks",
            "speech",
        ),
        (
            leaning,
            "statement told by several accounts but resting on one origin",
            "statements told by several accounts but resting on one origin",
            "agreed",
        ),
        (
            made,
            "account made, in part or whole, from another",
            "accounts made, in part or whole, from another",
            "lineage",
        ),
    ]
    return [
        Fact(number=number, words=one if number == 1 else many, target=target)
        for number, one, many, target in facts
        if number
    ]


def _find_warnings(index: Index) -> list[str]:
    """Return what a reader must know before relying on the page."""
    ledger = index.ledger
    warnings = []
    if not ledger.articles:
        return ["There is no account in this ledger, so there is nothing to show."]
    if len(ledger.articles) == 1:
        warnings.append("There is only one account: nothing can be compared, and every statement stands alone.")
    undated = [account.label for account in index.accounts.values() if not account.when]
    if undated:
        warnings.append(
            f"{join_words(undated)} {'carries' if len(undated) == 1 else 'carry'} no date. Words such as “Monday” in "
            f"{'it' if len(undated) == 1 else 'them'} cannot be placed, and who wrote first is uncertain."
        )
    timed = [account for account in index.accounts.values() if _CLOCK.search(account.stamp)]
    zoned = {account.label: _ZONE.search(account.stamp) is not None for account in timed}
    if set(zoned.values()) == {True, False}:
        bare = [label for label, has_zone in zoned.items() if not has_zone]
        warnings.append(
            f"{join_words(bare)} {'gives' if len(bare) == 1 else 'give'} the time without a zone, others with one: who "
            "wrote first is uncertain by up to 14 hours."
        )
    same = Counter(article.sha256 for article in ledger.articles)
    twins = [account.label for account in index.accounts.values() if same[index.articles[account.id].sha256] > 1]
    if twins:
        warnings.append(f"{join_words(twins)} have exactly the same text.")
    unfit = sum(not index.stands(span) for claim in ledger.claims for span in claim.passage)
    if unfit:
        warnings.append(
            f"{say_count(unfit, 'passage')} in this ledger could not be found at the place given for "
            f"{'it' if unfit == 1 else 'them'}, and cannot be followed to the article."
        )
    return warnings


def _view_fault(index: Index, fault: Fault) -> FaultView:
    account = index.account(fault.article or "")
    name = account.label if account else strip_controls(fault.uri or "") or "One input"
    stage = STAGES.get(fault.stage, "could not be handled in full")
    return FaultView(
        what=f"{clip_text(name, 120)} {stage}.", message=open_sentence(clip_text(fault.message, 500)), account=account
    )
