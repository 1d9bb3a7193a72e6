"""The brief: what the accounts together describe, under the questions a reader asks, in the words of the accounts.

Nothing is written here but headings and counts. Lines are statements of entries, chosen by what they are about and
ordered by how many known origins and accounts they rest on; each carries its dispute and leads to its passages. Who
is party to it is told by name first (``parties``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set

import msgspec

from rashomon.model.records import (
    OF_SPEECH,
    Claim,
    ConflictKind,
    EntityKind,
    Nature,
    OriginKind,
    Record,
    Voice,
)
from rashomon.model.spans import Span
from rashomon.report.cautions import Caution, find_cautions
from rashomon.report.diffs import share_words
from rashomon.report.entries import Dispute, EntryView, name_origins, view_disputes
from rashomon.report.indexes import Index
from rashomon.report.leads import choose_latest, choose_leads
from rashomon.report.lineages import find_taken
from rashomon.report.lines import (
    SETTINGS,
    BriefSettings,
    Line,
    bears,
    claims_of,
    find_printed,
    is_alike,
    is_coloured,
    is_other_side,
    is_repeated,
    list_line_disputes,
    list_sides,
    stands_alone,
)
from rashomon.report.openings import read_with_speaker
from rashomon.report.parties import Party, find_coloured, view_parties
from rashomon.report.passages import Told, gather_told
from rashomon.report.phrases import say_support
from rashomon.report.questions import QUESTIONS, find_questions
from rashomon.report.salience import weigh_salience
from rashomon.report.stages import find_beginning, find_newest, find_stages, is_background, is_overdue
from rashomon.report.traits import Traits


class BriefLine(Record, frozen=True, kw_only=True):
    """One statement of the brief; ``speaker`` is on whose word alone all accounts tell it."""

    statement: str
    speaker: str
    support: str
    names: str
    when: str
    anchor: str
    disputes: tuple[Dispute, ...]
    told: tuple[Told, ...]


class Question(Record, frozen=True, kw_only=True):
    """A question a reader asks, with who and which statements answer it, and where accounts part besides.

    ``rest`` is how many more disputes there are than are told.
    """

    key: str
    name: str
    lines: tuple[BriefLine, ...]
    parties: tuple[Party, ...] = ()
    disputes: tuple[Dispute, ...] = ()
    rest: int = 0


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
#: What may stand around a word, and words that are part of many names.
_POINTS = " ,.;:’'“”\"()[]"
_SHORT = 3
#: Questions whose answers change from hour to hour: their lines say as of when they are.
_FAST = frozenset({"next", "affected"})


def view_brief(index: Index, entries: Sequence[EntryView], settings: BriefSettings = SETTINGS) -> Brief:
    """Return the brief of a ledger; ``entries`` are its entries as the report shows them, in the order of the index.

    >>> from rashomon.model.records import Ledger
    >>> view_brief(Index(Ledger()), ()).questions
    ()
    """
    lines, readable = list_lines(index, entries)
    ranked = _rank_lines(index, readable, settings)
    if ranked:
        least = ranked[min(settings.fewest, len(ranked)) - 1].salience
        settings = msgspec.structs.replace(settings, salient=min(settings.salient, least))
    latest, since = find_stages(index)[1], find_beginning(index, settings)
    chosen: dict[str, list[Line]] = {key: [] for key, _ in QUESTIONS}
    chosen["next"] = choose_latest(index, lines, ranked, latest, settings)
    chosen["happened"] = choose_leads(index, ranked, chosen["next"], since, settings)
    parties, taken = view_parties(index), find_taken(index)
    room = dict.fromkeys(chosen, settings.lines)
    room |= {"next": settings.first_lines}
    room |= {"parties": settings.party_lines} if parties else {}
    _answer(index, ranked, chosen, room, since, settings)
    answers = {
        key: tuple(_view_line(index, line, settings, taken if key in _FAST else None) for line in chosen[key])
        for key, _ in QUESTIONS
    }
    told = {one.anchor for lines in answers.values() for line in lines for one in line.disputes}
    others = _list_other_disputes(index, told)
    questions = tuple(
        Question(
            key=key,
            name=name,
            lines=answers[key],
            parties=parties if key == "parties" else (),
            disputes=others[: settings.disputed] if key == "disputed" else (),
            rest=max(len(others) - settings.disputed, 0) if key == "disputed" else 0,
        )
        for key, name in QUESTIONS
        if answers[key] or (key == "parties" and parties) or (key == "disputed" and others)
    )
    return Brief(questions=tuple(_tell_once(questions)), warnings=find_cautions(index))


def _list_other_disputes(index: Index, told: Set[str]) -> tuple[Dispute, ...]:
    """Return what no line tells: where the accounts cannot all be right, then quotes printed in two wordings."""
    first = [same[0] for same in index.told_together.values()]
    apart = [one for one in first if one.nature is Nature.CONTRADICTION]
    printed = [one for one in first if one.nature is Nature.DIFFERENCE and one.kind is ConflictKind.WORDING]
    found = [*view_disputes(index, apart), *view_disputes(index, printed)]
    return tuple(one for one in found if one.anchor not in told)


def list_lines(index: Index, entries: Sequence[EntryView]) -> tuple[list[Line], list[Line]]:
    """Return every entry as a line, and of them those that can be read by themselves and were not replaced since."""
    old, coloured = find_stages(index)[0], find_coloured(index)
    lines = [
        Line(entry=entry, view=view, statement=view.statement)
        for entry, view in zip(index.entries, entries, strict=True)
    ]
    readable = [found for line in lines if line.entry.id not in old and (found := _make_readable(index, line))]
    weaker = _find_weaker(index, {line.entry.id for line in readable})
    return lines, [
        msgspec.structs.replace(line, aside=line.entry.id in weaker or is_coloured(index, line, coloured))
        for line in readable
    ]


def _rank_lines(index: Index, readable: Sequence[Line], settings: BriefSettings) -> list[Line]:
    """Return the most salient lines in the order of their salience, each with the question that it answers.

    What is told plainly comes before what is coloured, and of a dispute the side that more tell before the other.
    """
    traits = Traits(index, settings)
    measured = []
    for line in readable:
        row = traits.read(line)
        measured.append((msgspec.structs.replace(line, salience=weigh_salience(row)), row))
    measured.sort(key=lambda one: (settings.aside * one[0].aside - one[0].salience, one[0].entry.id))
    asked = measured[: settings.asked]
    keys = find_questions([line.statement for line, _ in asked], [row for _, row in asked])
    return [msgspec.structs.replace(line, question=key) for (line, _), key in zip(asked, keys, strict=True)]


def _answer(
    index: Index,
    ranked: Sequence[Line],
    chosen: Mapping[str, list[Line]],
    room: Mapping[str, int],
    since: str,
    settings: BriefSettings,
) -> None:
    """Add each line to those of the question that it answers, while there is room."""
    taken = {line.entry.id for found in chosen.values() for line in found}
    shown = {one for found in chosen.values() for line in found for one in list_sides(index, line, settings)}
    denied = _find_denied(index)
    for line in ranked:
        gap = line.question == "unknown"
        if line.salience < (min(settings.gap, settings.salient) if gap else settings.salient) or line.entry.id in taken:
            continue
        if is_repeated(line.statement, chosen.values()) or is_overdue(index, line.entry):
            continue
        key = "objections" if line.entry.id in denied else line.question
        if len(chosen[key]) >= room[key]:
            continue
        if not _fits(index, line, key, since, settings):
            continue
        sides = list_sides(index, line, settings)
        # who objects is asked by itself, with the dispute told above
        if key == "objections" or not is_other_side(sides, shown):
            chosen[key].append(line)
            taken.add(line.entry.id)
            shown.update(sides)


def _fits(index: Index, line: Line, key: str, since: str, settings: BriefSettings) -> bool:
    """Tell whether a line is one for a question: not of years ago, not of what only stood early, not of one place."""
    claims = claims_of(index, line.entry)
    if key == "happened":
        return not is_background(index, claims, since)
    if key == "next":
        return find_newest(index, claims) >= settings.recent * len(index.accounts)
    return key != "places" or line.entry.articles >= settings.placing


def _find_denied(index: Index) -> set[str]:
    """Return the entries that are denied in words which say nothing without them: "he denies it"."""
    found: set[str] = set()
    for conflict in index.conflicts:
        if conflict.kind is ConflictKind.DENIAL and len(conflict.sides) > 1:
            first, *rest = [
                [entry for key in side.claims if (entry := index.entries_of_claim.get(key)) is not None]
                for side in conflict.sides
            ]
            if any(not stands_alone(entry.statement) for side in rest for entry in side):
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


def _find_weaker(index: Index, printable: Set[str]) -> set[str]:
    """Return the entries against whose facts better supported ones stand that a brief can print."""
    found: set[str] = set()
    for conflict in index.conflicts:
        if conflict.nature is not Nature.CONTRADICTION or conflict.kind in OF_SPEECH:
            continue
        sides = [
            {entry.id: entry for key in side.claims if (entry := index.entries_of_claim.get(key)) is not None}
            for side in conflict.sides
        ]
        support = [
            max((entry.origins + entry.articles for entry in side.values() if entry.id in printable), default=0)
            for side in sides
        ]
        for side, many in zip(sides, support, strict=True):
            found.update(key for key in side if many < max(support))
    return found


def _make_readable(index: Index, line: Line) -> Line | None:
    """Return a line that can be read by itself, in the words of one account with its speaker if need be, or None."""
    if not line.entry.whole:
        return None
    if stands_alone(line.statement):
        return line
    for claim in claims_of(index, line.entry) if line.entry.articles > 1 else ():
        words = read_with_speaker(index, claim) if claim.passage else ""
        if stands_alone(words):
            return msgspec.structs.replace(line, statement=words[:1].upper() + words[1:], lead=claim)
    return None


def _view_line(
    index: Index, line: Line, settings: BriefSettings, taken: Mapping[str, Sequence[Span]] | None
) -> BriefLine:
    """Return a line with the support of those who tell what it says.

    Given the passages that accounts took from others it says as of when it is: whoever copies at noon what another
    wrote at nine says what stood at nine.
    """
    claims = [claim for claim in claims_of(index, line.entry) if claim.passage]
    best = find_printed(index, line)
    rivals = _find_rivals(index, best) if best is not None else set()
    bearing = [
        claim
        for claim in claims
        if best is None
        or claim is best
        or (
            claim.id not in rivals
            and bears(index, claim, best, settings)
            and (line.lead is None or is_alike(claim, line, settings))
        )
    ]
    support, names = line.view.counts, line.view.names
    if len(bearing) < len(claims):
        names, origins = name_origins(index, bearing)
        articles = len({claim.passage[0].article for claim in bearing})
        support = say_support(articles, origins, index.count_unsourced(bearing))
    told = gather_told(index, [claim.passage[0] for claim in bearing], bearing)
    alike = [claim for claim in bearing if claim is best or is_alike(claim, line, settings)]
    return BriefLine(
        statement=line.statement,
        speaker=_find_speaker(index, bearing, line.statement),
        support=support,
        names=names,
        when=_find_moment(index, alike or bearing, taken) if taken is not None else "",
        anchor=line.view.anchor,
        disputes=list_line_disputes(index, line, settings),
        told=_choose_told(told, line.statement, settings),
    )


def _find_speaker(index: Index, claims: Sequence[Claim], statement: str) -> str:
    """Return who says what some claims tell, where all of them give it as the word of one party, and of no outlet.

    What a party says reads like a fact without it. A statement that names its speaker needs it no more.
    """
    keys = {claim.origin for claim in claims}
    origin = next((one for one in index.known_origins if keys == {one.id}), None)
    if origin is None or origin.kind is not OriginKind.SOURCE or any(c.voice is not Voice.QUOTED for c in claims):
        return ""
    sources = {claim.source: index.entities.get(claim.source or "") for claim in claims}
    people = {one.name for one in sources.values() if one is not None and one.kind is EntityKind.PERSON}
    name = people.pop() if len(people) == 1 else origin.name
    told = {word.strip(_POINTS) for word in statement.casefold().split()}
    named = not told.isdisjoint(word for word in name.casefold().split() if len(word) > _SHORT)
    return "" if named or "“" in statement else name[:1].upper() + name[1:]


def _find_moment(index: Index, claims: Sequence[Claim], taken: Mapping[str, Sequence[Span]]) -> str:
    """Return when the last account came out that tells one of some claims in its own words, in short."""
    own = [
        claim
        for claim in claims
        if not any(s.start <= claim.passage[0].start < s.end for s in taken.get(claim.passage[0].article, ()))
    ]
    newest = max((claim.passage[0].article for claim in own or claims), default="", key=index.rank)
    account = index.account(newest)
    return account.brief if account is not None else ""


def _find_rivals(index: Index, claim: Claim) -> set[str]:
    """Return the claims that stand against one in a contradiction: who refutes it does not tell it."""
    found: set[str] = set()
    for conflict in index.conflicts_of_claim.get(claim.id, ()):
        if conflict.nature is Nature.CONTRADICTION:
            found.update(key for side in conflict.sides if claim.id not in side.claims for key in side.claims)
    return found


def _choose_told(told: Sequence[Told], statement: str, settings: BriefSettings) -> tuple[Told, ...]:
    """Return the passage with the words of a line, and then those of other accounts, the latest first."""
    if not told:
        return ()
    first = max(told, key=lambda one: share_words(statement, one.passage.words))
    names = {teller.name for teller in first.tellers}
    others = [one for one in told if one is not first and names.isdisjoint(teller.name for teller in one.tellers)]
    return (first, *reversed(others))[: settings.passages]
