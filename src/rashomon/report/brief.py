"""The brief: what the accounts together describe, under the questions a reader asks, in the words of the accounts.

Nothing is written here but headings and counts. Lines are statements of entries, chosen by what they are about and
ordered by how many known origins and accounts they rest on; each carries its dispute and leads to its passages. Who
is party to it is told by name first (``parties``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from rashomon.model.records import (
    Certainty,
    Claim,
    ConflictKind,
    Entry,
    Nature,
    Polarity,
    Record,
    Value,
    Voice,
)
from rashomon.report.cautions import Caution, find_cautions
from rashomon.report.diffs import share_words
from rashomon.report.entries import Dispute, EntryView, find_sources, list_disputes, name_origins
from rashomon.report.indexes import Index
from rashomon.report.parties import Party, view_parties
from rashomon.report.passages import Told, gather_told
from rashomon.report.phrases import say_support
from rashomon.report.questions import QUESTIONS, TIMES, UNKNOWN, find_question


class BriefSettings(Record, frozen=True, kw_only=True):
    """What fits on one page."""

    #: Lines under one question, and under the first one. Ten questions of five lines are read in about two minutes.
    lines: int = 4
    first_lines: int = 5
    #: Lines of what persons and bodies do that stand below the list of them.
    party_lines: int = 1
    #: Lines of what stands now that come from the opening of the last account, which news puts the latest state in.
    last_lines: int = 2
    #: Places where accounts part over a line, and passages beside it.
    disputes: int = 2
    passages: int = 2
    #: Accounts that open with it from which a statement says what happened even without a time of its own.
    openings: int = 2
    #: A figure says little by itself below this: "five of the seven failings" and "five of the injured". Entries are
    #: made with the same figure (``PartSettings.telling``), and so is how far apart two roundings of one may lie.
    telling: float = 10
    near: float = 1.1
    #: Share of common words from which another account says what the last one opens with.
    alike: float = 0.5


SETTINGS = BriefSettings()


class BriefLine(Record, frozen=True, kw_only=True):
    """One statement of the brief."""

    statement: str
    support: str
    names: str
    when: str
    anchor: str
    disputes: tuple[Dispute, ...]
    told: tuple[Told, ...]


class Question(Record, frozen=True, kw_only=True):
    """A question a reader asks, with who and which statements answer it."""

    key: str
    name: str
    lines: tuple[BriefLine, ...]
    parties: tuple[Party, ...] = ()


class Brief(Record, frozen=True, kw_only=True):
    """The questions that the accounts answer, and the warnings about single accounts."""

    questions: tuple[Question, ...]
    warnings: tuple[Caution, ...]


#: Stands in the place of a difference that was told under an earlier line.
_AGAIN = {
    Nature.CONTRADICTION: "In dispute, as told above.",
    Nature.UPDATE: "Changed since, as told above.",
    Nature.DIFFERENCE: "Told in two ways, as above.",
}
#: Questions whose answers change from hour to hour: their lines say as of when they are.
_FAST = frozenset({"next", "affected"})
#: Accounts below which none is the last in any telling sense.
_FEW = 3
#: What a paragraph ends with, and a headline does not.
_STOPS = (".", "!", "?", "”", '"', "’", ")", "…")
#: How a statement ends that was cut off: before its object, or after a verb of speech whose words stand elsewhere.
_CUT = re.compile(
    r"(?:\b(?:the|an?|of|in|into|to|for|from|with|and|or|at|by|as|than|that|which|who|this|its|their|his|her|stating|saying|"
    r"adding|noting|pointed out|said|added|noted|explained|having \w+|"
    r"(?:den|refut|reject|disput|dismiss)\w+ (?:it|them|those|these))|[,(])[.…]?$",
    re.IGNORECASE,
)
#: What takes up a deed told before: "doing so would be hard".
_LEANING = re.compile(r"^(?:doing|to do) (?:so|this|that|it)\b|^(?:this|that|these|those|such) ", re.IGNORECASE)


class _Line(Record, frozen=True, kw_only=True):
    """An entry chosen for the brief, and what of it is said."""

    entry: Entry
    view: EntryView
    statement: str
    lead: Claim | None = None


def view_brief(index: Index, entries: Sequence[EntryView], settings: BriefSettings = SETTINGS) -> Brief:
    """Return the brief of a ledger; ``entries`` are its entries as the report shows them, in the order of the index.

    >>> from rashomon.model.records import Ledger
    >>> view_brief(Index(Ledger()), ()).questions
    ()
    """
    old, latest = _find_stages(index)
    lines = [
        _Line(entry=entry, view=view, statement=view.statement)
        for entry, view in sorted(zip(index.entries, entries, strict=True), key=lambda pair: _rank(pair[0]))
    ]
    ranked = [line for line in lines if line.entry.id not in old and line.entry.whole and _stands_alone(line.statement)]
    chosen: dict[str, list[_Line]] = {key: [] for key, _ in QUESTIONS}
    parties = view_parties(index)
    room = {key: settings.party_lines if key == "parties" and parties else settings.lines for key in chosen}
    chosen["next"] = _choose_latest(index, lines, ranked, latest, settings)
    chosen["happened"] = _choose_leads(index, ranked, chosen["next"], settings)
    taken = {line.entry.id for found in chosen.values() for line in found}
    denied = _find_denied(index)
    for line in ranked:
        if line.entry.id in taken or _is_repeated(line.statement, chosen.values()):
            continue
        claims = _claims(index, line.entry)
        key = find_question(index, line.entry, claims, _values(index, claims))
        key = "objections" if line.entry.id in denied else key
        if key is not None and len(chosen[key]) < room[key]:
            chosen[key].append(line)
            taken.add(line.entry.id)
    questions = tuple(
        Question(
            key=key,
            name=name,
            lines=tuple(_view_line(index, line, settings, dated=key in _FAST) for line in chosen[key]),
            parties=parties if key == "parties" else (),
        )
        for key, name in QUESTIONS
        if chosen[key] or (key == "parties" and parties)
    )
    return Brief(questions=tuple(_tell_once(questions)), warnings=find_cautions(index))


def _choose_latest(
    index: Index, lines: Sequence[_Line], ranked: Sequence[_Line], latest: set[str], settings: BriefSettings
) -> list[_Line]:
    """Return what stands now: what the last account opens with, what was updated last, and then what is planned."""
    homes = {line.entry.id: line for line in lines}
    now: dict[str, _Line] = {}
    for key, words, claim in _find_opening(index)[: settings.last_lines]:
        if key in homes:
            now.setdefault(key, msgspec.structs.replace(homes[key], statement=words, lead=claim))
    newest = sorted(ranked, key=lambda line: -_find_newest(index, _claims(index, line.entry)))
    planned = [line for line in newest if _is_still_planned(index, line.entry)]
    planned.sort(key=lambda line: not _is_dated(index, line.entry))
    for line in (*(line for line in newest if line.entry.id in latest), *planned):
        if not _is_repeated(line.statement, [tuple(now.values())]):
            now.setdefault(line.entry.id, line)
    return list(now.values())[: settings.lines]


def _choose_leads(
    index: Index, ranked: Sequence[_Line], latest: Sequence[_Line], settings: BriefSettings
) -> list[_Line]:
    """Return what happened: what most accounts open with, then what rests on most."""
    opened = _count_openings(index)
    taken = {line.entry.id for line in latest if not _says_else(index, line, settings)}
    least = settings.openings - 1
    leads: list[_Line] = []
    for line in sorted(ranked, key=lambda line: -max(opened.get(line.entry.id, 0), least)):
        free = line.entry.id not in taken and not _is_repeated(line.statement, [leads, latest])
        if free and len(leads) < settings.first_lines and _is_lead(index, line.entry, opened, settings):
            leads.append(line)
    return leads


def _says_else(index: Index, line: _Line, settings: BriefSettings) -> bool:
    """Tell whether a line has words of one account that say something else than its entry does."""
    if line.lead is None:
        return False
    claims = [claim for claim in _claims(index, line.entry) if claim.passage]
    best = max(claims, key=lambda claim: share_words(line.view.statement, _read(claim)))
    told = _bears(index, best, line.lead, settings) and _is_alike(best, line, settings)
    return best is not line.lead and not told


def _find_denied(index: Index) -> set[str]:
    """Return the entries that are denied in words which say nothing without them: "he denies it"."""
    found: set[str] = set()
    for conflict in index.conflicts:
        if conflict.kind is ConflictKind.DENIAL and len(conflict.sides) > 1:
            first, *rest = [
                [entry for key in side.claims if (entry := index.entries_of_claim.get(key)) is not None]
                for side in conflict.sides
            ]
            if any(not _stands_alone(entry.statement) for side in rest for entry in side):
                found.update(entry.id for entry in first)
    return found


def _tell_once(questions: Sequence[Question]) -> Iterator[Question]:
    """Yield the questions with each difference told once; further lines in dispute over it lead to it."""
    told: set[str] = set()
    for question in questions:
        lines = []
        for line in question.lines:
            disputes = {_AGAIN[one.nature] if one.why in told else one.why: one for one in reversed(line.disputes)}
            told.update(one.why for one in line.disputes)
            shown = tuple(msgspec.structs.replace(one, why=why) for why, one in reversed(disputes.items()))
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


def _find_opening(index: Index) -> list[tuple[str, str, Claim]]:
    """Return (entry, words, claim) of what the account that came out last opens with, in its own words and order.

    Only where every account is dated; a claim within another one, or that cannot be read by itself, is left out.
    """
    accounts = list(index.accounts.values())
    if len(accounts) < _FEW or not all(account.stamp for account in accounts):
        return []
    last = max(accounts, key=lambda account: account.number).id
    end = _end_opening(index.articles[last].text)
    told = sorted(
        (claim.passage[0].start, -claim.passage[-1].end, key, claim)
        for key, claim in index.claims.items()
        if claim.passage and claim.passage[0].article == last and claim.passage[0].start < end
    )
    found: list[tuple[str, str, Claim]] = []
    reached = 0
    for start, stop, _, claim in told:
        entry = index.entries_of_claim.get(claim.id)
        words = " ".join(_read(claim).split())
        words = words if _stands_alone(words) else _read_with_speaker(index, claim)
        firm = claim.polarity is Polarity.AFFIRMED and claim.certainty is not Certainty.HEDGED
        if start >= reached and entry is not None and firm and _stands_alone(words):
            found.append((entry.id, words[:1].upper() + words[1:], claim))
        reached = max(reached, -stop)
    return found


def _read_with_speaker(index: Index, claim: Claim) -> str:
    """Return reported words with who reports them, where that stands before: "The line confirmed that it would pay".

    Nothing where it stands elsewhere.
    """
    quote = index.quotes.get(claim.quote or "")
    last = claim.passage[-1]
    if quote is None or not quote.source or quote.source[0].article != last.article:
        return ""
    start, end = index.sentence(claim.passage[0])
    inside = start <= quote.source[0].start < claim.passage[0].start and last.end <= end
    return " ".join(index.articles[last.article].text[quote.source[0].start : last.end].split()) if inside else ""


def _count_openings(index: Index) -> dict[str, int]:
    """Return for each entry how many accounts open with it: news puts first what matters most.

    Of accounts made from another that opens with the same none counts.
    """
    ends = {key: _end_opening(article.text) for key, article in index.articles.items()}
    taken = find_sources(index)
    counts: dict[str, int] = {}
    for entry in index.entries:
        spans = [claim.passage[0] for claim in _claims(index, entry) if claim.passage]
        opening = {span.article for span in spans if span.start < ends.get(span.article, 0)}
        counts[entry.id] = sum(opening.isdisjoint(source for source, _ in taken.get(key, ())) for key in opening)
    return counts


def _end_opening(text: str) -> int:
    r"""Return where the first paragraph of an account ends; a headline above it is none.

    >>> _end_opening("# Two hurt\n\nTwo people were hurt.\nThe rest.")
    33
    """
    at = 0
    for line in text.splitlines(keepends=True):
        at += len(line)
        if line.rstrip().endswith(_STOPS):
            return at - (len(line) - len(line.rstrip()))
    return len(text)


def _find_newest(index: Index, claims: Sequence[Claim]) -> int:
    """Return the place, in the order of publication, of the account that made one of some claims last."""
    return max((index.rank(claim.passage[0].article) for claim in claims if claim.passage), default=0)


def _is_repeated(statement: str, chosen: Iterable[Sequence[_Line]]) -> bool:
    """Tell whether a statement says no more than one that was chosen, or that one with more words around it."""
    plain = statement.casefold().strip(" .")
    others = [line.statement.casefold().strip(" .") for lines in chosen for line in lines]
    return any(plain in other or other in plain for other in others)


def _stands_alone(statement: str) -> bool:
    """Tell whether a statement can be read by itself.

    It has four words or more, no loose "it" or "that" at its head, and no word at its end that wants another after it.
    """
    if _CUT.search(statement) or _LEANING.search(statement):
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


def _is_lead(index: Index, entry: Entry, opened: Mapping[str, int], settings: BriefSettings) -> bool:
    """Tell whether an entry says what happened: affirmed, and what several accounts open with, or stated with a time.

    What is dated must be in an outlet's own voice: what somebody says of a day is part of an argument.
    """
    claims = _claims(index, entry)
    affirmed = [claim for claim in claims if claim.polarity is Polarity.AFFIRMED]
    if UNKNOWN.search(entry.statement):
        return False
    if opened.get(entry.id, 0) >= settings.openings:
        return 2 * sum(claim.certainty is not Certainty.HEDGED for claim in affirmed) > len(claims)
    own = any(claim.voice is Voice.OUTLET for claim in claims)
    stated = sum(claim.certainty is Certainty.STATED for claim in affirmed)
    return own and _is_dated(index, entry) and 2 * stated > len(claims)


def _is_dated(index: Index, entry: Entry) -> bool:
    return any(value.kind in TIMES for value in _values(index, _claims(index, entry)))


def _is_still_planned(index: Index, entry: Entry) -> bool:
    """Tell whether an entry is planned, and no account came out after its time, or, where it has none, after it."""
    claims = _claims(index, entry)
    if 2 * sum(claim.certainty is Certainty.PLANNED for claim in claims) <= len(claims):
        return False
    last = max(index.accounts.values(), key=lambda account: account.number, default=None)
    if last is None or not last.stamp:
        return True
    times = [str(value.high or value.low or "") for value in _values(index, claims) if value.kind in TIMES]
    if any(times):
        return max(times)[:10] >= last.stamp[:10]
    return _find_newest(index, claims) == last.number


def _view_line(index: Index, line: _Line, settings: BriefSettings, *, dated: bool) -> BriefLine:
    """Return a line with the support of those who tell what it says; ``dated`` says when the last of them did."""
    claims = [claim for claim in _claims(index, line.entry) if claim.passage]
    best = line.lead or max(
        claims,
        default=None,
        key=lambda claim: share_words(line.statement, _read(claim)),
    )
    rivals = _find_rivals(index, best) if best is not None else set()
    bearing = [
        claim
        for claim in claims
        if best is None
        or claim is best
        or (
            claim.id not in rivals
            and _bears(index, claim, best, settings)
            and (line.lead is None or _is_alike(claim, line, settings))
        )
    ]
    support, names = line.view.counts, line.view.names
    if len(bearing) < len(claims):
        names, origins = name_origins(index, bearing)
        articles = len({claim.passage[0].article for claim in bearing})
        support = say_support(msgspec.structs.replace(line.entry, articles=articles, origins=origins))
    newest = max((claim.passage[0].article for claim in bearing), default="", key=index.rank)
    account = index.account(newest)
    told = gather_told(index, [claim.passage[0] for claim in bearing], bearing)
    return BriefLine(
        statement=line.statement,
        support=support,
        names=names,
        when=account.brief if dated and account is not None else "",
        anchor=line.view.anchor,
        disputes=list_disputes(index, bearing)[: settings.disputes],
        told=_choose_told(told, line.statement, settings),
    )


def _find_rivals(index: Index, claim: Claim) -> set[str]:
    """Return the claims that stand against one in a contradiction: who refutes it does not tell it."""
    found: set[str] = set()
    for conflict in index.conflicts_of_claim.get(claim.id, ()):
        if conflict.nature is Nature.CONTRADICTION:
            found.update(key for side in conflict.sides if claim.id not in side.claims for key in side.claims)
    return found


def _bears(index: Index, claim: Claim, best: Claim, settings: BriefSettings) -> bool:
    """Tell whether a claim says what the best one of its entry says, and not only something beside it.

    It has one of its figures that is large enough to tell, or all of them where they are small.
    """
    ours, theirs = (
        [value for value in _values(index, [one]) if value.kind not in TIMES and _bounds(value)]
        for one in (best, claim)
    )
    shared = [value for value in ours if any(_is_near(value, other, settings.near) for other in theirs)]
    return len(shared) == len(ours) or any(max(_bounds(value)) >= settings.telling for value in shared)


def _is_alike(claim: Claim, line: _Line, settings: BriefSettings) -> bool:
    return share_words(_read(claim), line.statement) >= settings.alike


def _read(claim: Claim) -> str:
    return " ".join(span.text for span in claim.passage)


def _bounds(value: Value) -> list[float]:
    return [float(bound) for bound in (value.low, value.high) if isinstance(bound, int | float)]


def _is_near(one: Value, other: Value, near: float) -> bool:
    """Tell whether two values may be one figure: "almost 40 million" and "38 million" are."""
    return one.kind is other.kind and any(max(a, b) <= near * min(a, b) for a in _bounds(one) for b in _bounds(other))


def _choose_told(told: Sequence[Told], statement: str, settings: BriefSettings) -> tuple[Told, ...]:
    """Return the passage with the words of a line, and then those of other accounts."""
    if not told:
        return ()
    first = max(told, key=lambda one: share_words(statement, one.passage.words))
    names = {teller.name for teller in first.tellers}
    others = [one for one in told if one is not first and names.isdisjoint(teller.name for teller in one.tellers)]
    return (first, *others)[: settings.passages]
