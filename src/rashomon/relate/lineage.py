"""Who took text from whom: shared passages, sentences said again, facts, credits, and words said to one newsroom."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set

from rashomon.model.annotated import Annotated
from rashomon.model.records import Direction, EntityKind, Lineage, Passage, PassageKind, QuoteKind, Record, Relation
from rashomon.model.spans import Span
from rashomon.relate.affiliations import find_bodies, find_officials, gather_entities
from rashomon.relate.echoes import Echo, Encode, Profile, find_echo, read_profiles
from rashomon.relate.outlets import Credit, Outlet, find_credits, read_outlets
from rashomon.relate.passages import Run


class LineageSettings(Record, frozen=True, kw_only=True):
    """Thresholds of the verdict on two articles."""

    #: Share of the later text, sentences said again counted by their likeness, that makes it a copy or a rewrite.
    derived: float = 0.33
    #: The same for words outside quotation marks that are the same; reporters at one briefing do not share those.
    reused: float = 0.12
    #: Facts that no source is named for in either text: so many shared with an agency's dispatch are taken from it.
    facts: int = 2
    #: Words inside quotation marks that are the same: so many come from one statement.
    statement: int = 5
    #: Share of the common text that must be verbatim in a copy.
    verbatim: float = 0.6
    #: Likeness of sentences that are shown as a passage in common, where not most of the text is; ...
    alike: float = 0.75
    #: ... and of facts.
    told: float = 0.85
    #: How much better another article must match a sentence to be what it was made from.
    margin: float = 0.05


SETTINGS = LineageSettings()
_TOLD_TO = re.compile(r"\b(told|tells|informed|to|with|in)\s+(the\s+)?$", re.IGNORECASE)
#: Characters between the cue of a quote and "told the X".
_NEAR = 60


class Evidence(Record, frozen=True, kw_only=True):
    """What speaks for article ``late`` being made from ``early``.

    ``weight`` is the share of the later text that is in the earlier one, each sentence by its likeness; ``reused``
    the share of its words that are the same and stand outside quotation marks; ``facts`` how many facts both tell
    without naming a source; ``credits`` where the later one names the outlet; ``shared`` how many facts they tell at all; ``quoted`` how many words inside quotation
    marks are the same; ``lifted`` how many stretches of words said to the earlier newsroom alone the later one prints.
    """

    early: Profile
    late: Profile
    echo: Echo
    weight: float
    reused: float
    verbatim: float
    facts: int
    shared: int
    quoted: int
    credits: tuple[int, ...]
    lifted: int


def find_lineage(
    accounts: Sequence[Annotated], encode: Encode, settings: LineageSettings = SETTINGS
) -> tuple[Lineage, ...]:
    """Return how each pair of articles is related; independent pairs are left out.

    A copy cannot come before what it copies: the direction follows the time of publication. Where an article has
    the same passages in common with several earlier ones, it is made from the one that explains most of it; the
    others are related to it by a shared source.
    """
    ordered = sorted(accounts, key=lambda a: (a.article.published or "~", a.article.id))
    outlets = read_outlets(ordered)
    profiles = read_profiles(ordered, encode)
    alone = _find_said_alone(ordered, outlets)
    found: list[Lineage] = []
    parents: dict[tuple[str, str], Evidence] = {}
    for number, late in enumerate(profiles):
        cases = [_weigh(early, late, outlets, alone[early.account.article.id]) for early in profiles[:number]]
        found += _judge(late, [case for case in cases if case is not None], parents, outlets, settings)
    return tuple(sorted(found, key=lambda line: (line.b, line.a)))


def _find_said_alone(accounts: Sequence[Annotated], outlets: Mapping[str, Outlet]) -> dict[str, list[tuple[int, int]]]:
    """Return for each article the speech in quotation marks that its newsroom alone was told.

    That is speech "told the X" in X itself, and the words of people without an office: nobody briefs the press there.
    """
    gathered = gather_entities(accounts)
    kinds = {entity.id: entity.kind for entity in gathered}
    officials, bodies = find_officials(accounts, gathered), find_bodies(accounts, gathered)
    found: dict[str, list[tuple[int, int]]] = {}
    for account in accounts:
        text, key = account.article.text, outlets[account.article.id].key
        told = [
            credit.start
            for credit in find_credits(account, outlets)
            if credit.outlet == key and _TOLD_TO.search(text[max(0, credit.start - 40) : credit.start])
        ]
        mine = found.setdefault(account.article.id, [])
        for quote in account.quotes:
            if quote.kind is QuoteKind.INDIRECT or not quote.speaker:
                continue
            start, end = min(s.start for s in quote.content), max(s.end for s in quote.content)
            person = kinds.get(quote.speaker) is EntityKind.PERSON
            private = person and quote.speaker not in officials and bodies.get(quote.speaker) == quote.speaker
            near = [s.start for s in (*quote.cue, *quote.source)]
            heard = any(abs(place - spot) <= _NEAR for place in told for spot in near)
            if private or heard:
                mine.append((start, end))
    return found


def _weigh(
    early: Profile, late: Profile, outlets: Mapping[str, Outlet], alone: Sequence[tuple[int, int]]
) -> Evidence | None:
    """Return what two articles have in common as evidence; None where it is nothing."""
    echo = find_echo(early, late)
    if not echo.runs and not echo.sentences and not echo.facts:
        return None
    tokens = late.tokens
    words = max(1, len(tokens.keys))
    quoted = sum(tokens.quoted[run.b + k] for run in echo.runs for k in range(run.size))
    total = sum(run.size for run in echo.runs)
    mine, theirs = outlets[early.account.article.id], outlets[late.account.article.id]
    credits = [c for c in find_credits(late.account, outlets) if c.outlet == mine.key != theirs.key]
    own = [f for f in echo.facts if not f.a.source and not f.a.quote]
    return Evidence(
        early=early,
        late=late,
        echo=echo,
        weight=round(_read_weight(late, echo), 3),
        reused=round((total - quoted) / words, 3),
        verbatim=round(total / words, 3),
        facts=sum(not fact.b.source and not fact.b.quote for fact in own),
        shared=len(echo.facts),
        quoted=quoted,
        credits=((-1,) if theirs.wire == mine.key != theirs.key else ()) + _find_about(early, late, credits),
        lifted=sum(_is_lifted(early, late, run, alone) for run in echo.runs),
    )


def _is_lifted(early: Profile, late: Profile, run: Run, alone: Sequence[tuple[int, int]]) -> bool:
    """Tell whether a run of words lies in speech that the earlier newsroom alone was told."""
    start, end = early.tokens.starts[run.a], early.tokens.ends[run.a + run.size - 1]
    quoted = sum(late.tokens.quoted[run.b : run.b + run.size]) * 2 > run.size
    return quoted and any(min(end, last) - max(start, first) > (end - start) / 2 for first, last in alone)


def _find_about(early: Profile, late: Profile, credits: Sequence[Credit], least: float = 0.4) -> tuple[int, ...]:
    """Return the places at which the later article names the earlier outlet about something that one says."""
    found = []
    for credit in credits:
        rows = [n for n, (start, end) in enumerate(late.sentences) if start <= credit.start < end]
        if rows and len(early.vectors) and float((late.vectors[rows] @ early.vectors.T).max()) >= least:
            found.append(credit.start)
    return tuple(found)


def _read_weight(late: Profile, echo: Echo) -> float:
    """Return the share of the later text that is in the earlier one, each sentence by its likeness."""
    weight = sum((late.sentences[n][1] - late.sentences[n][0]) * likeness for _, n, likeness in echo.sentences)
    return weight / max(1, sum(end - start for start, end in late.sentences))


def _judge(
    late: Profile,
    cases: Sequence[Evidence],
    parents: dict[tuple[str, str], Evidence],
    outlets: Mapping[str, Outlet],
    settings: LineageSettings,
) -> list[Lineage]:
    """Return the lineage of one article to all earlier ones, those that explain most of it first."""
    found = []
    chosen: list[Evidence] = []
    rest: list[Evidence] = []
    made = {late_id for _, late_id in parents}
    for case in sorted(cases, key=lambda c: -_rank(c, made)):
        reasons = _find_reasons(_subtract(case, chosen, settings), outlets, settings)
        if reasons:
            chosen.append(case)
            found.append(_describe(case, _kind(case, settings), reasons))
        else:
            rest.append(case)
    parents.update({(case.early.account.article.id, late.account.article.id): case for case in chosen})
    for case in rest:
        passed = _find_passed(case.early.account.article.id, chosen, parents) if case.shared else 0
        if passed >= settings.facts:
            reason = f"{passed} of its facts came by way of an article that is made from this one."
            found.append(_describe(case, Relation.REWRITE, (reason,)))
        elif common := _find_common_ground(case, chosen, parents, settings):
            found.append(_describe(case, Relation.SHARED_SOURCE, common))
    return found


def _find_common_ground(
    case: Evidence,
    chosen: Sequence[Evidence],
    parents: Mapping[tuple[str, str], Evidence],
    settings: LineageSettings,
) -> tuple[str, ...]:
    """Return why two articles that are not made from each other go back to one text, briefing or statement."""
    name = case.early.account.article.id
    reasons = []
    if any((other.early.account.article.id, name) in parents for other in chosen) and case.shared >= 1:
        reasons.append("Both are made from the same article.")
    if case.quoted >= settings.statement:
        reasons.append("Both print the same words of one statement.")
    same = sum(
        f.a.source is not None and f.a.source == f.b.source and f.how.same >= settings.told for f in case.echo.facts
    )
    if same >= settings.facts:
        reasons.append(f"Both tell {same} facts on the word of the same source.")
    return tuple(reasons)


def _find_passed(name: str, chosen: Sequence[Evidence], parents: Mapping[tuple[str, str], Evidence]) -> int:
    """Return how many facts of an article were passed on by those between it and the later one."""
    passed: set[str] = set()
    for case in chosen:
        first = parents.get((name, case.early.account.article.id))
        if first is not None:
            own = {fact.b.claim: fact.a.claim for fact in first.echo.facts}
            passed.update(own[fact.a.claim] for fact in case.echo.facts if fact.a.claim in own)
    return len(passed)


def _rank(case: Evidence, made: Set[str]) -> float:
    """Return how much of the later article the earlier one explains; an original goes before what is made from it."""
    rank = max(case.weight, case.verbatim) * (1.3 if case.credits else 1.0) + 0.02 * case.facts
    return rank * (0.8 if case.early.account.article.id in made else 1.0)


def _subtract(case: Evidence, chosen: Sequence[Evidence], settings: LineageSettings) -> Evidence:
    """Return the evidence without what the articles chosen before explain as well."""
    if not chosen:
        return case
    known: dict[int, float] = {}
    told: dict[str, float] = {}
    words: set[int] = set()
    taken: list[tuple[int, int]] = []
    for other in chosen:
        for _, n, likeness in other.echo.sentences:
            known[n] = max(known.get(n, 0.0), likeness)
        for fact in other.echo.facts:
            told[fact.b.claim] = max(told.get(fact.b.claim, 0.0), fact.how.same)
        for run in other.echo.runs:
            words.update(range(run.b, run.b + run.size))
            taken.append((case.late.tokens.starts[run.b], case.late.tokens.ends[run.b + run.size - 1]))
    sentences = tuple(s for s in case.echo.sentences if s[2] > known.get(s[1], 0.0) + settings.margin)
    facts = tuple(f for f in case.echo.facts if f.how.same > told.get(f.b.claim, 0.0) + settings.margin)
    left = [run.b + k for run in case.echo.runs for k in range(run.size) if run.b + k not in words]
    tokens = case.late.tokens
    count = max(1, len(tokens.keys))
    echo = Echo(runs=case.echo.runs, sentences=sentences, facts=facts)
    return Evidence(
        early=case.early,
        late=case.late,
        echo=echo,
        weight=round(_read_weight(case.late, echo), 3),
        reused=round(sum(not tokens.quoted[place] for place in left) / count, 3),
        verbatim=round(len(left) / count, 3),
        facts=sum(not f.a.source and not f.a.quote and not f.b.source and not f.b.quote for f in facts),
        shared=len(facts),
        quoted=sum(tokens.quoted[place] for place in left),
        credits=tuple(place for place in case.credits if not any(a <= place < b for a, b in taken)),
        lifted=case.lifted if any(place in left for place in _quoted_places(case)) else 0,
    )


def _find_reasons(case: Evidence, outlets: Mapping[str, Outlet], settings: LineageSettings) -> tuple[str, ...]:
    """Return in plain words why the later article is made from the earlier one; nothing where it is not."""
    early, late = outlets[case.early.account.article.id], outlets[case.late.account.article.id]
    reporting = late.agency and late.key != early.key
    reasons = []
    if case.weight >= settings.derived * (1.6 if reporting else 1):
        reasons.append(f"{case.weight:.0%} of the later text says again what the earlier one says.")
    if case.reused >= settings.reused:
        reasons.append(f"{case.reused:.0%} of its words, outside quotation marks, are the same.")
    if case.facts >= settings.facts and early.agency and not reporting:
        reasons.append(f"{case.facts} facts of the agency's dispatch are told again without a source.")
    if case.credits and case.shared >= 1 and not reporting:
        reasons.append(f"It names {early.name}.")
    if case.lifted and not reporting:
        reasons.append("It prints words that were said to the earlier newsroom alone.")
    return tuple(reasons)


def _quoted_places(case: Evidence) -> list[int]:
    """Return the words of the later text that are the same and stand in quotation marks."""
    places = [run.b + k for run in case.echo.runs for k in range(run.size)]
    return [place for place in places if case.late.tokens.quoted[place]]


def _kind(case: Evidence, settings: LineageSettings) -> Relation:
    return Relation.COPY if case.verbatim >= settings.verbatim * max(case.weight, 0.3) else Relation.REWRITE


def _describe(case: Evidence, relation: Relation, reasons: tuple[str, ...]) -> Lineage:
    derived = relation is not Relation.SHARED_SOURCE
    early, late = case.early.account.article, case.late.account.article
    sure = derived and early.published and late.published and early.published < late.published
    return Lineage(
        a=early.id,
        b=late.id,
        relation=relation,
        direction=Direction.B_FROM_A if sure else Direction.UNKNOWN,
        score=round(min(1.0, max(case.weight, case.verbatim)), 3),
        passages=_find_passages(case, derived),
        reasons=reasons,
    )


def _find_passages(case: Evidence, derived: bool) -> tuple[Passage, ...]:
    """Return the passages in common: runs of the same words, then sentences and facts that no run covers."""
    a, b = case.early, case.late
    found = [
        Passage(
            a=a.account.article.span(a.tokens.starts[run.a], a.tokens.ends[run.a + run.size - 1]),
            b=b.account.article.span(b.tokens.starts[run.b], b.tokens.ends[run.b + run.size - 1]),
            kind=PassageKind.VERBATIM,
        )
        for run in case.echo.runs
    ]
    least = 0.0 if case.weight >= SETTINGS.derived else SETTINGS.alike
    for m, n, likeness in case.echo.sentences:
        if likeness < least:
            continue
        other = b.account.article.span(*b.sentences[n])
        if not any(passage.b.overlaps(other) for passage in found):
            found.append(Passage(a=a.account.article.span(*a.sentences[m]), b=other, kind=PassageKind.PARAPHRASE))
    for fact in case.echo.facts:
        own = derived and not fact.a.source and not fact.a.quote
        if least and fact.how.same < SETTINGS.told and not own:
            continue
        left, right = _passage(a, fact.a.claim), _passage(b, fact.b.claim)
        if not any(passage.b.overlaps(right) for passage in found):
            found.append(Passage(a=left, b=right, kind=PassageKind.PARAPHRASE))
    return tuple(sorted(found, key=lambda p: (p.b.start, p.b.end, p.a.start)))


def _passage(profile: Profile, claim: str) -> Span:
    """Return a claim's words in one span."""
    spans = sorted(profile.claims[claim].passage)
    return profile.account.article.span(spans[0].start, max(span.end for span in spans))
