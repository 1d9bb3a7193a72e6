"""The brief: what the accounts together describe, under the questions a reader asks, in the words of the accounts.

Nothing is written here but headings and counts. Lines are statements of entries, chosen by what they are about and
ordered by how many known origins and accounts they rest on; each carries its dispute and leads to its passages.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

import msgspec

from rashomon.model.records import (
    Certainty,
    Claim,
    Conflict,
    Direction,
    EntityKind,
    Entry,
    Nature,
    Polarity,
    Record,
    Relation,
    Value,
    ValueKind,
    Voice,
    Wording,
)
from rashomon.report.entries import EntryView
from rashomon.report.indexes import Account, Index
from rashomon.report.passages import Told, gather_told
from rashomon.report.phrases import join_words, say_count


class BriefSettings(Record, frozen=True, kw_only=True):
    """What fits on one page."""

    #: Lines under one question, and under the first one. Ten questions of five lines are read in about two minutes.
    lines: int = 4
    first_lines: int = 5
    #: Lines of what stands now that come from the opening of the last account, which news puts the latest state in.
    last_lines: int = 2
    #: Passages beside a line.
    passages: int = 2
    #: Warnings about single accounts.
    warnings: int = 8
    #: Share of its loaded words beyond the mean of all accounts, a thousand characters, from which an account is said
    #: to colour: at twice the mean the partisan accounts of the packs stand out, and no agency does.
    colour: float = 2.0
    #: Words in its own voice below which an account is not said to colour.
    coloured_words: int = 4


SETTINGS = BriefSettings()


class BriefLine(Record, frozen=True, kw_only=True):
    """One statement of the brief."""

    statement: str
    support: str
    names: str
    anchor: str
    disputes: tuple[tuple[str, str], ...]
    told: tuple[Told, ...]


class Question(Record, frozen=True, kw_only=True):
    """A question a reader asks, with the statements that answer it."""

    key: str
    name: str
    lines: tuple[BriefLine, ...]


class Caution(Record, frozen=True, kw_only=True):
    """Something to know of one account before relying on it."""

    account: Account
    words: str
    anchor: str


class Brief(Record, frozen=True, kw_only=True):
    """The questions that the accounts answer, and the warnings about single accounts."""

    questions: tuple[Question, ...]
    warnings: tuple[Caution, ...]


#: Each question with its heading, in the order of the page.
QUESTIONS = (
    ("happened", "What happened, and when"),
    ("parties", "Who is party to it"),
    ("affected", "Who is affected"),
    ("places", "Where"),
    ("figures", "How many and how much"),
    ("conditions", "On what conditions, within which limits"),
    ("next", "What stands now, and what comes next"),
    ("objections", "Who objects and who denies"),
    ("unknown", "What the accounts themselves say is unknown"),
)
#: The order in which a statement is asked which question it answers: the rarer answer first.
_ORDER = ("unknown", "objections", "conditions", "next", "affected", "figures", "parties", "places", "happened")


def _words(text: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(text.split())})\b".replace("_", " "), re.IGNORECASE)


_UNKNOWN = _words(
    "unknown undisclosed unclear unconfirmed unexplained unnamed not_known not_clear not_yet_known "
    "not_disclosed did_not_say not_saying not_say no_details undetermined remains_to_be_seen too_early "
    "not_been_established not_been_determined under_investigation still_looking no_figure not_given "
    "not_been_named not_been_published not_been_released declined_to refused_to_say would_not_say "
    "would_not_comment nobody_knows no_one_knows do_not_know does_not_know could_not_be_verified "
    "could_not_be_reached secret open_question"
)
_OBJECTING = _words(
    "object objects objected criticise criticised criticises criticize criticized criticizes condemn condemned "
    "condemns oppose opposed opposes protest protested protests protesters reject rejected rejects denounce "
    "denounced accuse accused accuses blame blamed blames dispute disputes disputed deny denies denied concern "
    "concerns concerned warn warned warns critics unlawful unconstitutional outrage appeal appealed complaint "
    "sue sued contest contested demanded demands untrue false nonsense refute refuted"
)
_CONDITIONS = _words(
    "if only unless provided conditional on_condition law laws legal legally court ruling ruled constitution "
    "consent licence license permitted limit limits limited rule rules treaty agreement requires required "
    "require must may_not cannot right rights subject_to in_exchange in_return fee clause allowed banned ban "
    "barred eligible"
)
_NEXT = _words(
    "will would expected plan plans planned due next tomorrow later_this intends intend scheduled set_to "
    "begin_on by_the_end_of to_be_held is_to are_to going_to remains remain still now continue continues "
    "continuing current currently"
)
_AFFECTED = _words(
    "killed dead died deaths death injured hurt wounded missing victims casualties evacuated evacuees "
    "residents families children passengers patients workers prisoners inmates detainees deportees migrants "
    "voters tenants pupils students survivors homeless rescued arrested detained jailed hospital people "
    "citizens customers employees"
)
_ACTING = _words(
    "agreed agree agreement signed announced ordered offered met invited asked appointed elected won hired "
    "promised accepted approved decided called_for launched arrested charged sued owns runs leads chairs "
    "minister president company union commission agency police party government"
)
#: Stands in the place of a difference that was told under an earlier line.
_AGAIN = "In dispute, as told above."
#: Accounts below which none is the last in any telling sense.
_FEW = 3
#: How a statement ends that was cut off: before its object, or after a verb of speech whose words stand elsewhere.
_CUT = re.compile(
    r"(?:\b(?:the|an?|of|in|into|to|for|from|with|and|or|at|by|as|than|that|which|who|this|its|their|his|her|stating|saying|"
    r"adding|noting|having \w+)|[,(])[.…]?$",
    re.IGNORECASE,
)
_PLACED = re.compile(r"\b(?:at|in|near|on|off|outside|beside|from|to)\s+(?:the\s+)?[A-Z]")
_AMOUNTS = frozenset({ValueKind.NUMBER, ValueKind.MONEY, ValueKind.PERCENT})
_TIMES = frozenset({ValueKind.DATE, ValueKind.TIME})


def view_brief(index: Index, entries: Sequence[EntryView], settings: BriefSettings = SETTINGS) -> Brief:
    """Return the brief of a ledger; ``entries`` are its entries as the report shows them, in the order of the index.

    >>> from rashomon.model.records import Ledger
    >>> view_brief(Index(Ledger()), ()).questions
    ()
    """
    chosen: dict[str, list[tuple[Entry, EntryView]]] = {key: [] for key, _ in QUESTIONS}
    ranked = sorted(zip(index.entries, entries, strict=True), key=lambda pair: _rank(pair[0]))
    old, latest = _find_stages(index)
    ranked = [pair for pair in ranked if pair[0].id not in old and pair[0].whole and _stands_alone(pair[1].statement)]
    views = {entry.id: (entry, view) for entry, view in ranked}
    now: list[tuple[Entry, EntryView]] = []
    for first, words in _find_opening(index):
        if first in views and first not in {entry.id for entry, _ in now} and len(now) < settings.last_lines:
            now.append((views[first][0], msgspec.structs.replace(views[first][1], statement=words)))
    newest = sorted(ranked, key=lambda pair: -_find_newest(index, pair[0]))
    opened = {entry.id for entry, _ in now}
    now += [pair for pair in newest if pair[0].id in latest and pair[0].id not in opened]
    chosen["next"] = now[: settings.lines]
    taken = {entry.id for entry, _ in chosen["next"]}
    lead = [pair for pair in ranked if pair[0].id not in taken and _is_lead(index, pair[0])][: settings.first_lines]
    chosen["happened"] = lead
    taken |= {entry.id for entry, _ in lead}
    for entry, view in ranked:
        if entry.id in taken or _is_repeated(view.statement, chosen.values()):
            continue
        key = _find_question(index, entry)
        if key is not None and len(chosen[key]) < settings.lines:
            chosen[key].append((entry, view))
            taken.add(entry.id)
    questions = tuple(
        Question(
            key=key, name=name, lines=tuple(_view_line(index, entry, view, settings) for entry, view in chosen[key])
        )
        for key, name in QUESTIONS
        if chosen[key]
    )
    questions = tuple(_tell_once(questions))
    return Brief(questions=questions, warnings=tuple(_find_warnings(index, settings)))


def _tell_once(questions: Sequence[Question]) -> Iterator[Question]:
    """Yield the questions with each difference told once; further lines in dispute over it lead to it."""
    told: set[str] = set()
    for question in questions:
        lines = []
        for line in question.lines:
            disputes = {_AGAIN if why in told else why: anchor for anchor, why in reversed(line.disputes)}
            told.update(why for _, why in line.disputes)
            shown = tuple((anchor, why) for why, anchor in reversed(disputes.items()))
            lines.append(msgspec.structs.replace(line, disputes=shown))
        yield msgspec.structs.replace(question, lines=tuple(lines))


def _rank(entry: Entry) -> tuple[int, int, int, str]:
    """Return what sorts what a reader should meet first to the front: disputed ones count as told twice more."""
    return (-(entry.origins + entry.articles + 2 * entry.disputed), -entry.articles, len(entry.statement), entry.id)


def _find_stages(index: Index) -> tuple[set[str], set[str]]:
    """Return the entries that a later report has replaced, and those that stand last."""
    old: set[str] = set()
    last: set[str] = set()
    for conflict in index.conflicts:
        if conflict.nature is Nature.UPDATE and len(conflict.sides) > 1:
            homes = [
                {entry.id for key in side.claims if (entry := index.entries_of_claim.get(key)) is not None}
                for side in conflict.sides
            ]
            old |= set().union(*homes[:-1]) - homes[-1]
            last |= homes[-1]
    return old - last, last - old


def _find_opening(index: Index) -> list[tuple[str, str]]:
    """Return (entry, words) of what the account that came out last opens with, in its own words and order.

    Only where every account is dated; a claim within another one, or that cannot be read by itself, is left out.
    """
    accounts = list(index.accounts.values())
    if len(accounts) < _FEW or not all(account.stamp for account in accounts):
        return []
    last = max(accounts, key=lambda account: account.number).id
    text = index.articles[last].text
    end = text.find("\n", len(text) - len(text.lstrip()))
    told = sorted(
        (claim.passage[0].start, -claim.passage[-1].end, key, claim)
        for key, claim in index.claims.items()
        if claim.passage and claim.passage[0].article == last and (end < 0 or claim.passage[0].start < end)
    )
    found: list[tuple[str, str]] = []
    reached = 0
    for start, stop, _, claim in told:
        entry = index.entries_of_claim.get(claim.id)
        words = " ".join(" ".join(span.text for span in claim.passage).split())
        firm = claim.polarity is Polarity.AFFIRMED and claim.certainty is not Certainty.HEDGED
        if start >= reached and entry is not None and firm and _stands_alone(words):
            found.append((entry.id, words[:1].upper() + words[1:]))
        reached = max(reached, -stop)
    return found


def _find_newest(index: Index, entry: Entry) -> int:
    """Return the place, in the order of publication, of the account that told of an entry last."""
    return max((index.rank(claim.passage[0].article) for claim in _claims(index, entry) if claim.passage), default=0)


def _is_repeated(statement: str, chosen: Iterable[Sequence[tuple[Entry, EntryView]]]) -> bool:
    """Tell whether a statement says no more than one that was chosen, or that one with more words around it."""
    plain = statement.casefold().strip(" .")
    others = [view.statement.casefold().strip(" .") for pairs in chosen for _, view in pairs]
    return any(plain in other or other in plain for other in others)


def _stands_alone(statement: str) -> bool:
    """Tell whether a statement can be read by itself.

    It has four words or more, no loose "it" or "that" at its head, and no word at its end that wants another after it.
    """
    if _CUT.search(statement):
        return False
    words = statement.strip(" “\"'").split()
    return len(words) > 3 and words[0].casefold() not in (
        "it",
        "that",
        "this",
        "they",
        "he",
        "she",
        "which",
        "who",
        "and",
    )


def _claims(index: Index, entry: Entry) -> list[Claim]:
    return [claim for key in entry.claims if (claim := index.claims.get(key)) is not None]


def _values(index: Index, claims: Iterable[Claim]) -> list[Value]:
    return [value for claim in claims for key in claim.values if (value := index.values.get(key)) is not None]


def _is_lead(index: Index, entry: Entry) -> bool:
    """Tell whether an entry says what happened: stated, affirmed, with a time, in an outlet's own voice."""
    claims = _claims(index, entry)
    stated = sum(claim.certainty is Certainty.STATED and claim.polarity is Polarity.AFFIRMED for claim in claims)
    dated = any(value.kind in _TIMES for value in _values(index, claims))
    own = any(claim.voice is Voice.OUTLET for claim in claims)
    return dated and own and 2 * stated > len(claims) and not _UNKNOWN.search(entry.statement)


def _find_question(index: Index, entry: Entry) -> str | None:
    """Return the question that an entry answers, or None where it answers none of them plainly."""
    claims = _claims(index, entry)
    values = _values(index, claims)
    text = entry.statement
    planned = sum(claim.certainty is Certainty.PLANNED for claim in claims) * 2 > len(claims)
    denied = any(claim.polarity is Polarity.DENIED for claim in claims)
    people = any(value.kind is ValueKind.NUMBER for value in values) and bool(_AFFECTED.search(text))
    actors = _names(index, entry, (EntityKind.PERSON, EntityKind.ORGANIZATION))
    answers: dict[str, Callable[[], bool]] = {
        "unknown": lambda: bool(_UNKNOWN.search(text)),
        "objections": lambda: denied or bool(_OBJECTING.search(text)),
        "conditions": lambda: bool(_CONDITIONS.search(text)),
        "next": lambda: planned or bool(_NEXT.search(text)),
        "affected": lambda: people or bool(_AFFECTED.search(text)),
        "figures": lambda: any(value.kind in _AMOUNTS for value in values),
        "parties": lambda: bool(actors) and bool(_ACTING.search(text)),
        "places": lambda: bool(_PLACED.search(text)) and bool(_names(index, entry, (EntityKind.PLACE,))),
        "happened": lambda: any(value.kind in _TIMES for value in values),
    }
    return next((key for key in _ORDER if answers[key]()), None)


def _names(index: Index, entry: Entry, kinds: Sequence[EntityKind]) -> list[str]:
    """Return the names of some kinds that a statement prints."""
    return [
        item.name
        for item in index.entities.values()
        if item.kind in kinds and item.name and item.name in entry.statement
    ]


def _view_line(index: Index, entry: Entry, view: EntryView, settings: BriefSettings) -> BriefLine:
    claims = [claim for claim in _claims(index, entry) if claim.passage]
    told = gather_told(index, [claim.passage[0] for claim in claims], claims)
    return BriefLine(
        statement=view.statement,
        support=view.counts,
        names=view.names,
        anchor=view.anchor,
        disputes=view.conflicts[:2],
        told=told[: settings.passages],
    )


def _find_warnings(index: Index, settings: BriefSettings) -> list[Caution]:
    """Return what a reader must know of single accounts; of each kind of warning the gravest first."""
    kinds = [
        list(found)
        for found in (
            _warn_of_lone_sides(index),
            _warn_of_altered_words(index),
            _warn_of_early_accounts(index),
            _warn_of_colour(index, settings),
            _warn_of_lineage(index),
        )
    ]
    rounds = range(max(map(len, kinds)))
    return [found[place] for place in rounds for found in kinds if place < len(found)][: settings.warnings]


def _warn_of_lineage(index: Index) -> Iterator[Caution]:
    sources: dict[str, list[str]] = {}
    for item in sorted(index.ledger.lineage, key=lambda item: -item.score):
        if item.relation in (Relation.COPY, Relation.REWRITE) and item.direction is not Direction.UNKNOWN:
            taker, source = (item.a, item.b) if item.direction is Direction.A_FROM_B else (item.b, item.a)
            found = index.account(source)
            if found is not None:
                sources.setdefault(taker, []).append(found.label)
    for taker in sorted(sources, key=index.rank):
        account = index.account(taker)
        if account is not None:
            names = join_words(sources[taker], most=3)
            words = f"{account.label} takes text from {names}: where they agree, they are one voice."
            yield Caution(account=account, words=words, anchor="lineage")


def _warn_of_altered_words(index: Index) -> Iterator[Caution]:
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
            words = f"{account.label} prints {say_count(count, 'quote')} in other words than an earlier account does."
            yield Caution(account=account, words=words, anchor="speech")


def _warn_of_lone_sides(index: Index) -> Iterator[Caution]:
    """Warn of accounts that stand alone against two or more others."""
    lone: dict[str, list[Conflict]] = {}
    for conflict in index.conflicts:
        if conflict.nature is not Nature.CONTRADICTION:
            continue
        sides = [_articles(index, conflict, number) for number in range(len(conflict.sides))]
        for number, articles in enumerate(sides):
            others = {article for at, side in enumerate(sides) if at != number for article in side} - articles
            if len(articles) == 1 and len(others) > 1:
                lone.setdefault(next(iter(articles)), []).append(conflict)
    for article, conflicts in sorted(lone.items(), key=lambda item: (-len(item[1]), index.rank(item[0]))):
        account = index.account(article)
        if account is not None and len(conflicts) > 1:
            words = f"{account.label} stands alone against several others in {say_count(len(conflicts), 'place')}."
            yield Caution(account=account, words=words, anchor=index.anchors["conflict", conflicts[0].id])


def _articles(index: Index, conflict: Conflict, number: int) -> set[str]:
    side = conflict.sides[number]
    claims = [index.claims[key] for key in side.claims if key in index.claims]
    return {span.article for span in side.spans} | {claim.passage[0].article for claim in claims if claim.passage}


def _warn_of_early_accounts(index: Index) -> Iterator[Caution]:
    """Warn of accounts that came out before most of what the others tell."""
    for account in index.accounts.values():
        cells = [row[account.id].value for row in index.ledger.coverage.entries.values() if account.id in row]
        early = cells.count("not-yet")
        if early * 2 > len(cells) > 0:
            words = f"{account.label} came out before most of what the others tell; what it lacks it did not leave out."
            yield Caution(account=account, words=words, anchor=account.anchor)


def _warn_of_colour(index: Index, settings: BriefSettings) -> Iterator[Caution]:
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
            words = f"{account.label} colours in its own voice: {say_count(counts[article], 'loaded or judging word')}."
            yield Caution(account=account, words=words, anchor="framing")
