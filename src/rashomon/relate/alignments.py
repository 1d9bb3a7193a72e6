"""The passages that two articles have in common, each shown once: runs of the same words, sentences, and facts."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from rashomon.model.records import Passage, PassageKind, Record
from rashomon.model.spans import Span
from rashomon.relate.echoes import Echo, Fact, Profile
from rashomon.relate.passages import Run
from rashomon.relate.quantities import TIMES


class AlignmentSettings(Record, frozen=True, kw_only=True):
    """What is shown as a passage in common."""

    #: Share of a sentence's words that must be the same for the runs to be shown instead of the sentences. In a
    #: synonym-for-synonym rewrite the words that stayed are scraps; in a trimmed text they are the sentence.
    run: float = 0.6
    #: The same where not most of the text is taken: a sentence around a run of the same words is then one's own.
    any: float = 0.01
    #: Words of a run that are neither names nor function words, in such a pair, unless it is speech.
    plain: int = 3
    #: Words beyond the end of a sentence that a run may have; so few are an accident.
    beyond: int = 3
    #: Likeness of a neighbouring sentence, said nowhere else again, that belongs to the passage too.
    beside: float = 0.4
    #: Likeness of sentences that are shown where not most of the text is taken; ...
    shown: float = 0.85
    #: The same where some of it is.
    taken: float = 0.75
    #: Likeness of two quotations of one statement, ...
    quoted: float = 0.8
    #: The same of facts without an amount that no source is named for, where one text is made from the other.
    plain_fact: float = 0.8
    #: ... and share of their words that must be the same to be shown as such.
    same: float = 0.9
    #: Likeness of facts that are shown.
    told: float = 0.85


SETTINGS = AlignmentSettings()
_MARKS = '"“”„«»‘ \n'
#: Marks that belong to the words after them, and before them.
_OPENING, _CLOSING = '"“„«‘(', '"”»’.,;:!?)'


class Common(Record, frozen=True, kw_only=True):
    """What is to be shown of two articles. ``most`` where most of the later one is taken, ``derived`` where some is."""

    early: Profile
    late: Profile
    echo: Echo
    most: bool
    derived: bool


def find_passages(common: Common) -> tuple[Passage, ...]:
    """Return the passages in common in the order of the later text; no two share a word of it."""
    a, b = common.early, common.late
    runs = [run for whole in common.echo.runs for run in _cut_at_sentences(whole, b) if _tells(run, common)]
    found: list[Passage] = []
    for ms, ns, likeness in _join_neighbours(common):
        if not common.most and likeness < (SETTINGS.taken if common.derived else SETTINGS.shown):
            continue
        left = a.account.article.span(a.sentences[ms[0]][0], a.sentences[ms[-1]][1])
        right = b.account.article.span(b.sentences[ns[0]][0], b.sentences[ns[-1]][1])
        if _cover(runs, b, right) < (SETTINGS.run if common.most else SETTINGS.any):
            found.append(Passage(a=left, b=right, kind=PassageKind.PARAPHRASE))
    if not common.most:
        found += _find_said(common, runs, found)
    for run in runs:
        left, right = _read_run(a, b, run)
        if not any(passage.b.overlaps(right) for passage in found):
            found.append(Passage(a=left, b=right, kind=PassageKind.VERBATIM))
    found += _find_facts(common, found)
    return tuple(sorted(found, key=lambda p: (p.b.start, p.b.end, p.a.start)))


def _read_run(early: Profile, late: Profile, run: Run) -> tuple[Span, Span]:
    """Return a run of the same words in both texts, with the marks that both have around it."""
    one, other = early.account.article, late.account.article
    starts = early.tokens.starts[run.a], late.tokens.starts[run.b]
    ends = early.tokens.ends[run.a + run.size - 1], late.tokens.ends[run.b + run.size - 1]
    before = after = 0
    while before < min(starts) and _is_mark(
        one.text[starts[0] - 1 - before], other.text[starts[1] - 1 - before], _OPENING
    ):
        before += 1
    while after < min(len(one.text) - ends[0], len(other.text) - ends[1]) and _is_mark(
        one.text[ends[0] + after], other.text[ends[1] + after], _CLOSING
    ):
        after += 1
    return one.span(starts[0] - before, ends[0] + after), other.span(starts[1] - before, ends[1] + after)


def _is_mark(one: str, other: str, marks: str) -> bool:
    """Tell whether two characters are one mark: the same, or both some quotation mark."""
    return one in marks and other in marks and (one == other or (one in _MARKS and other in _MARKS))


def _cut_at_sentences(run: Run, late: Profile) -> list[Run]:
    """Return a run without the few words that it has beyond a sentence's beginning or end."""
    first, last = run.b, run.b + run.size
    starts = [bisect_left(late.tokens.starts, start) for start, _ in late.sentences]
    edges = [place for place in starts if first < place < last]
    if edges and edges[0] - first <= SETTINGS.beyond < last - edges[0]:
        first = edges[0]
    if edges and last - edges[-1] <= SETTINGS.beyond < edges[-1] - first:
        last = edges[-1]
    return [Run(a=run.a + first - run.b, b=first, size=last - first)]


def _tells(run: Run, common: Common) -> bool:
    """Tell whether a run is more than the name of a place or an office, which two reports of one event share."""
    tokens, places = common.late.tokens, range(run.b, run.b + run.size)
    said = sum(tokens.quoted[place] for place in places) * 2 > run.size
    return common.most or said or sum(tokens.plain[place] for place in places) >= SETTINGS.plain


def _cover(runs: Sequence[Run], profile: Profile, span: Span) -> float:
    """Return the share of a stretch's words that stand in runs."""
    starts = profile.tokens.starts
    first, last = bisect_left(starts, span.start), bisect_left(starts, span.end)
    inside = sum(max(0, min(run.b + run.size, last) - max(run.b, first)) for run in runs)
    return inside / max(1, last - first)


def _cover_early(runs: Sequence[Run], profile: Profile, span: Span) -> float:
    """Return the share of a stretch's words in the earlier text that stand in runs."""
    return _cover([Run(a=run.b, b=run.a, size=run.size) for run in runs], profile, span)


def _join_neighbours(common: Common) -> list[tuple[list[int], list[int], float]]:
    """Return aligned sentences as (earlier ones, later ones, likeness): one may be split in two, or two be joined."""
    a, b = common.early, common.late
    if not common.echo.sentences:
        return []
    likeness = a.vectors @ b.vectors.T
    taken = {m for m, _, _ in common.echo.sentences}
    said = {n for _, n, _ in common.echo.sentences}
    groups = [([m], [n], how) for m, n, how in common.echo.sentences]
    for ms, ns, _ in groups:
        for side, other, used, count in ((ms, ns, taken, len(a.sentences)), (ns, ms, said, len(b.sentences))):
            for near in (side[0] - 1, side[-1] + 1):
                if not 0 <= near < count or near in used:
                    continue
                row = likeness[near] if side is ms else likeness[:, near]
                if int(row.argmax()) in other and float(row.max()) >= SETTINGS.beside:
                    side.append(near)
                    side.sort()
                    used.add(near)
    return groups


def _find_said(common: Common, runs: Sequence[Run], found: Sequence[Passage]) -> list[Passage]:
    """Return what both quote in words that are not all the same, each quotation as far as its sentence goes."""
    a, b = common.early, common.late
    more: list[Passage] = []
    for fact in common.echo.facts:
        if not (fact.a.quote and fact.b.quote) or fact.how.same < (
            SETTINGS.quoted if common.derived else SETTINGS.told
        ):
            continue
        left, right = _read_said(a, fact.a.claim), _read_said(b, fact.b.claim)
        if min(_cover(runs, b, right), _cover_early(runs, a, left)) >= SETTINGS.same:
            continue
        if not any(passage.b.overlaps(right) for passage in (*found, *more)):
            more.append(Passage(a=left, b=right, kind=PassageKind.PARAPHRASE))
    return more


def _read_said(profile: Profile, name: str) -> Span:
    """Return the quotation that a claim is from, its marks left out, as far as it stands in the claim's sentence."""
    article, claim = profile.account.article, profile.claims[name]
    spans = sorted(claim.passage)
    start, end = spans[0].start, max(span.end for span in spans)
    first, last = next(((s, e) for s, e in profile.sentences if s <= start < e), (start, end))
    for quote in profile.account.quotes:
        if quote.id == claim.quote:
            for span in quote.content:
                if span.start <= start < span.end:
                    start, end = max(first, span.start), max(end, min(last, span.end))
    while start < end and article.text[start] in _MARKS:
        start += 1
    while end > start and article.text[end - 1] in _MARKS:
        end -= 1
    return article.span(start, end)


def _find_facts(common: Common, found: Sequence[Passage]) -> list[Passage]:
    """Return the facts told again outside the passages that were found already."""
    a, b = common.early, common.late
    more: list[Passage] = []
    for fact in common.echo.facts:
        same = fact.a.source is not None and fact.a.source == fact.b.source and fact.how.same >= SETTINGS.told
        plain = not (fact.a.source or fact.a.quote) and (_is_counted(fact) or fact.how.same >= SETTINGS.plain_fact)
        own = common.derived and (fact.how.same >= SETTINGS.told or plain)
        if not (common.most or own or same):
            continue
        left, right = _read_claim(a, fact.a.claim), _read_claim(b, fact.b.claim)
        if not any(passage.b.overlaps(right) for passage in (*found, *more)):
            more.append(Passage(a=left, b=right, kind=PassageKind.PARAPHRASE))
    return more


def _is_counted(fact: Fact) -> bool:
    """Tell whether two claims give one amount; a day is none."""
    return any(x.value.kind not in TIMES for x, _ in fact.how.agreeing)


def _read_claim(profile: Profile, claim: str) -> Span:
    """Return a claim's words in one span."""
    spans = sorted(profile.claims[claim].passage)
    return profile.account.article.span(spans[0].start, max(span.end for span in spans))
