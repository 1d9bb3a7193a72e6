"""A ledger with its pages numbered: what stands where, what points to what, and the anchor of every line."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property

from rashomon.model.addresses import name_address
from rashomon.model.records import (
    Article,
    Claim,
    Conflict,
    ConflictKind,
    Entity,
    EntityKind,
    Entry,
    Framing,
    Ledger,
    Nature,
    Origin,
    OriginKind,
    Quote,
    Record,
    Utterance,
    Value,
    Wording,
)
from rashomon.model.spans import Span
from rashomon.report.phrases import WORDINGS, clip_text, read_instant, safe_link, say_briefly, say_when

#: The end of a sentence and the white space after it; a line break ends a sentence too.
_STOP = re.compile(r"[.!?…][\"”’'»)\]]*\s+|\n+")
#: Words that carry a full stop inside a sentence.
_SHORT = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "dr",
        "st",
        "sen",
        "rep",
        "gov",
        "gen",
        "col",
        "lt",
        "sgt",
        "capt",
        "cmdr",
        "cdr",
        "adm",
        "maj",
        "prof",
        "rev",
        "hon",
        "no",
        "vs",
        "inc",
        "ltd",
        "co",
        "corp",
        "jr",
        "sr",
        "u.s",
        "u.k",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sep",
        "sept",
        "oct",
        "nov",
        "dec",
        "e.g",
        "i.e",
        "approx",
        "dept",
    ]
)
#: Contradictions first: they are what an editor must settle; within a nature the ledger's own order holds.
_NATURE_ORDER = {Nature.CONTRADICTION: 0, Nature.UPDATE: 1, Nature.DIFFERENCE: 2}
_WORDING_ORDER = {Wording.ALTERED: 0, Wording.PARAPHRASED: 1, Wording.TRIMMED: 2, Wording.IDENTICAL: 3}


#: How a conflict tells the two details that cannot both hold: "“Friday” and “Sunday” cannot both be it".
_DETAIL = re.compile(r"(“[^”]+”) and (“[^”]+”) cannot both ")
#: The kinds of detail of which one pair of passages may have several.
_DETAILS = frozenset({ConflictKind.NUMBER, ConflictKind.DATE, ConflictKind.PLACE})
#: Claims of a side that are looked at: whoever crosses in one of these crosses.
_CROSSING = 8


class Account(Record, frozen=True, kw_only=True):
    """One article as the report names it."""

    id: str
    number: int
    anchor: str
    label: str
    short: str
    column: str
    title: str
    byline: str
    when: str
    brief: str
    clock: str
    stamp: str
    link: str | None
    language: str


def list_entries(ledger: Ledger) -> list[Entry]:
    """Return the entries that a reader reads: one of parts of claims alone repeats what these say."""
    parts = {claim.id for claim in ledger.claims if claim.part_of is not None}
    return [entry for entry in ledger.entries if not entry.claims or not parts.issuperset(entry.claims)]


class Index:
    """Looks things up in a ledger, by id, by place and by anchor; what is missing is never an error."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.articles = {article.id: article for article in ledger.articles}
        self.entities: dict[str, Entity] = {item.id: item for item in ledger.entities}
        self.quotes: dict[str, Quote] = {item.id: item for item in ledger.quotes}
        self.claims: dict[str, Claim] = {item.id: item for item in ledger.claims}
        self.values: dict[str, Value] = {item.id: item for item in ledger.values}
        self.origins: dict[str, Origin] = {item.id: item for item in ledger.origins}
        self.accounts = {account.id: account for account in _name_accounts(ledger.articles)}
        self.conflicts = sorted(ledger.conflicts, key=lambda item: _NATURE_ORDER[item.nature])
        self.utterances = sorted(ledger.utterances, key=self._rank_utterance)
        self.framings = sorted(
            ledger.framing, key=lambda item: (self.rank(item.span.article), item.span.start, item.id)
        )
        self.entries = sorted(list_entries(ledger), key=lambda item: (-item.origins, -item.articles))
        self._starts: dict[str, list[int]] = {}

    def _rank_utterance(self, utterance: Utterance) -> tuple[int, int, str]:
        disputed = self.speaker_disputed(utterance)
        return (
            0 if disputed else 1 + _WORDING_ORDER[utterance.wording],
            -len(utterance.quotes),
            self.name(utterance.speaker),
        )

    @cached_property
    def anchors(self) -> dict[tuple[str, str], str]:
        """The anchor of every line of the ledger, by section and id."""
        found: dict[tuple[str, str], str] = {}
        sections: tuple[tuple[str, Sequence[Conflict | Utterance | Entry | Framing]], ...] = (
            ("conflict", self.conflicts),
            ("utterance", self.utterances),
            ("entry", self.entries),
            ("framing", self.framings),
        )
        for section, items in sections:
            found.update({(section, item.id): f"{section}-{number}" for number, item in enumerate(items, 1)})
        for same in self.told_together.values():
            found.update({("conflict", item.id): found["conflict", same[0].id] for item in same})
        return found

    @cached_property
    def told_together(self) -> dict[str, list[Conflict]]:
        """The conflicts by the id of the first of those that are told as one.

        These read the same, or they are of one nature and set the same passages against each other, over a figure, a
        time or a place: two details of one sentence.
        """
        found: dict[str, list[Conflict]] = {}
        first: dict[tuple[str, str], str] = {}
        pairs: dict[tuple[str, str, str], str] = {}
        for conflict in self.conflicts:
            why = conflict.why.strip()
            key = first.get((conflict.nature.value, why)) if why else None
            crossing = _cross_sides(conflict)
            key = key or next((pairs[pair] for pair in crossing if pair in pairs), conflict.id)
            if why:
                first.setdefault((conflict.nature.value, why), key)
            for pair in crossing:
                pairs.setdefault(pair, key)
            found.setdefault(key, []).append(conflict)
        return found

    @cached_property
    def _first_told(self) -> dict[str, list[Conflict]]:
        return {one.id: same for same in self.told_together.values() for one in same}

    def say_why(self, conflict: Conflict) -> str:
        """Return in one line how the accounts part; of details of one pair of passages each is named."""
        same = self._first_told.get(conflict.id, [conflict])
        why = same[0].why.strip()
        if len({one.why.strip() for one in same}) < 2:
            return why
        matches = (_DETAIL.match(reason) for one in same for reason in one.reasons)
        details = list(dict.fromkeys(f"{found.group(1)} or {found.group(2)}" for found in matches if found is not None))
        return f"{why.rstrip('.')}. They give {', and '.join(details)}." if len(details) > 1 else why

    @cached_property
    def entries_of_claim(self) -> dict[str, Entry]:
        """The entry that each claim belongs to."""
        return {claim: entry for entry in self.entries for claim in entry.claims}

    @cached_property
    def utterance_of_quote(self) -> dict[str, Utterance]:
        """The utterance that each quote prints."""
        return {quote: utterance for utterance in self.utterances for quote in utterance.quotes}

    @cached_property
    def conflicts_of_claim(self) -> dict[str, list[Conflict]]:
        """The conflicts that each claim takes a side in, most important first."""
        found: dict[str, list[Conflict]] = defaultdict(list)
        for conflict in self.conflicts:
            for claim in dict.fromkeys(claim for side in conflict.sides for claim in side.claims):
                found[claim].append(conflict)
        return found

    @cached_property
    def claims_of_value(self) -> dict[str, list[Claim]]:
        """The claims that each value stands in."""
        found: dict[str, list[Claim]] = defaultdict(list)
        for claim in self.ledger.claims:
            for value in claim.values:
                found[value].append(claim)
        return found

    @cached_property
    def values_in(self) -> dict[str, list[Value]]:
        """The values of each article in the order of the text."""
        found: dict[str, list[Value]] = defaultdict(list)
        for value in sorted(self.ledger.values, key=lambda item: (item.span.start, item.span.end)):
            found[value.span.article].append(value)
        return found

    @cached_property
    def quotes_in(self) -> dict[str, list[Quote]]:
        """The quotes of each article in the order of the text."""
        found: dict[str, list[Quote]] = defaultdict(list)
        for quote in sorted(self.ledger.quotes, key=lambda item: item.content[0].start if item.content else 0):
            if quote.content:
                found[quote.content[0].article].append(quote)
        return found

    @cached_property
    def known_origins(self) -> list[Origin]:
        """The origins that count: known, and carrying at least one claim (all known ones where no claim names any)."""
        known = [origin for origin in self.ledger.origins if origin.kind is not OriginKind.UNKNOWN]
        used = {claim.origin for claim in self.ledger.claims if claim.origin}
        return [origin for origin in known if origin.id in used] if used else known

    @cached_property
    def _known(self) -> frozenset[str]:
        return frozenset(origin.id for origin in self.known_origins)

    def count_unsourced(self, claims: Iterable[Claim]) -> int:
        """Return how many accounts tell some claims and show nowhere on whose word."""
        told = [(claim.passage[0].article, claim.origin in self._known) for claim in claims if claim.passage]
        return len({article for article, _ in told} - {article for article, sourced in told if sourced})

    def name(self, entity: str | None) -> str:
        """Return the name of an entity, or nothing."""
        found = self.entities.get(entity or "")
        return found.name if found else ""

    def speakers_of(self, utterance: Utterance) -> list[str]:
        """Return the different speakers that the prints of an utterance give, by name."""
        quotes = (self.quotes.get(key) for key in utterance.quotes)
        return list(dict.fromkeys(self.name(q.speaker) for q in quotes if q and self.name(q.speaker)))

    def speaker_disputed(self, utterance: Utterance) -> bool:
        """Tell whether the prints give the words to two people, or to two bodies; somebody may speak for a body."""
        quotes = (self.quotes.get(key) for key in utterance.quotes)
        speakers = {quote.speaker for quote in quotes if quote and quote.speaker in self.entities}
        kinds = Counter(self.entities[key].kind for key in speakers)
        return kinds[EntityKind.PERSON] > 1 or (kinds[EntityKind.ORGANIZATION] > 1 and not kinds[EntityKind.PERSON])

    def say_wording(self, utterance: Utterance) -> str:
        """Return in a few words how the prints of an utterance differ."""
        return "Given to different speakers" if self.speaker_disputed(utterance) else WORDINGS[utterance.wording]

    def account(self, article: str) -> Account | None:
        """Return how the report names an article, or nothing for an unknown one."""
        return self.accounts.get(article)

    def stands(self, span: Span) -> bool:
        """Tell whether a span is at its place in a known article."""
        article = self.articles.get(span.article)
        return article is not None and article.text[span.start : span.end] == span.text

    def place(self, span: Span) -> str | None:
        """Return the anchor of a passage in the articles in full, or nothing where it is not at its place."""
        account = self.accounts.get(span.article)
        return f"a{account.number}-{span.start}-{span.end}" if account and self.stands(span) else None

    def rank(self, article: str) -> int:
        """Return the place of an article in the order of publication."""
        account = self.accounts.get(article)
        return account.number if account else len(self.accounts) + 1

    def sentence(self, span: Span) -> tuple[int, int]:
        """Return where the sentence or sentences around a span begin and end."""
        text = self.articles[span.article].text
        starts = self._starts.get(span.article)
        if starts is None:
            starts = self._starts[span.article] = find_sentences(text)
        first = starts[max(bisect_right(starts, span.start) - 1, 0)]
        after = bisect_right(starts, span.end - 1)
        return first, starts[after] if after < len(starts) else len(text)


def _cross_sides(conflict: Conflict) -> list[tuple[str, str, str]]:
    """Return the pairs of claims that a conflict over a detail sets against each other, with its nature."""
    if conflict.kind not in _DETAILS or len(conflict.sides) != 2:
        return []
    one, other = (side.claims[:_CROSSING] for side in conflict.sides)
    return [(conflict.nature.value, a, b) for a in one for b in other]


def find_sentences(text: str) -> list[int]:
    """Return where sentences begin; good enough to show a passage in its context, and linear in the text.

    >>> find_sentences("Dr. Orth left at 7 p.m. on Friday. She came back.")
    [0, 35]
    """
    starts = [0]
    for stop in _STOP.finditer(text):
        end = stop.end()
        if "\n" in stop.group():
            starts.append(end)
            continue
        following = text[end : end + 1]
        word = text[max(stop.start() - 8, 0) : stop.start()].rsplit(" ", maxsplit=1)[-1].lower()
        initial = text[stop.start()] == "." and (word in _SHORT or (len(word) == 1 and word.isalpha()))
        if not (initial or following.islower()):
            starts.append(end)
    return starts


def _name_accounts(articles: tuple[Article, ...]) -> list[Account]:
    """Return the accounts in the order of publication, undated ones last, each with a name of its own."""

    def rank(article: Article) -> tuple[bool, float, str, str]:
        moment = read_instant(article.published)
        # files come in the order of their names where nothing else tells
        return (moment is None, moment.timestamp() if moment else 0.0, article.uri or "", article.id)

    ordered = sorted(articles, key=rank)
    names = [_name_article(article, number) for number, article in enumerate(ordered, 1)]
    times = Counter(names)
    stamped = [
        f"{name} ({say_briefly(article.published)})" if times[name] > 1 and article.published else name
        for name, article in zip(names, ordered, strict=True)
    ]
    again = Counter(stamped)
    seen: Counter[str] = Counter()
    accounts = []
    for number, (article, label) in enumerate(zip(ordered, stamped, strict=True), 1):
        seen[label] += 1
        accounts.append(
            Account(
                id=article.id,
                number=number,
                anchor=f"account-{number}",
                label=f"{label} [{seen[label]}]" if again[label] > 1 else label,
                short=names[number - 1],
                column=_name_column(names[number - 1], article, times),
                title=clip_text(article.title or "", 400),
                byline=clip_text(", ".join(article.byline), 400),
                when=say_when(article.published),
                brief=say_briefly(article.published),
                clock=say_when(article.published, day=False),
                stamp=article.published or "",
                link=safe_link(article.uri),
                language=article.language or "",
            )
        )
    return accounts


def _name_column(name: str, article: Article, times: Counter[str]) -> str:
    """Return a name that fits the head of a narrow column."""
    when = say_briefly(article.published)
    return f"{clip_text(name, 22)} · {when}" if times[name] > 1 and when else clip_text(name, 30)


def _name_article(article: Article, number: int) -> str:
    """Return what to call an article: its outlet, the host or the file it came from, its title, its number."""
    name = article.outlet or name_address(article.uri or "") or article.title or f"Account {number}"
    return clip_text(name, 80) or f"Account {number}"
