"""Evidence that one article is made from another: text, facts, credits, and words said to one newsroom alone."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence

from rashomon.model.annotated import Annotated
from rashomon.model.records import Entity, EntityKind, QuoteKind, Record
from rashomon.relate.affiliations import find_bodies
from rashomon.relate.details import Details
from rashomon.relate.echoes import Echo, Fact, Profile, find_echo
from rashomon.relate.followings import Following, find_following
from rashomon.relate.introductions import find_officials
from rashomon.relate.outlets import Credit, Outlet, find_credits, read_names
from rashomon.relate.passages import Run, fold_word


class ReuseSettings(Record, frozen=True, kw_only=True):
    """How evidence is weighed."""

    #: Likeness at which a sentence that is said again counts for nothing, and for its whole length: between two reports
    #: of one event most of the best matches lie at .5 to .7, between a text and its rewrite at .7 to .9.
    nothing: float = 0.45
    whole: float = 0.85
    #: What a sentence counts that is said again in another order: a rewrite keeps the order, two reports do not.
    moved: float = 0.5
    #: How much better another article must match a sentence or a fact to be what it was made from.
    margin: float = 0.05
    #: Cosine of a sentence that names an outlet with something that outlet's article says.
    about: float = 0.4
    #: Two articles without a run or a fact in common, so little of the one said again in the other, and so small a
    #: share of its names and figures in it, cannot be related by any of the rules.
    trace: float = 0.1
    little: float = 0.6
    #: Nor can two of which the later one, or half of it, follows the earlier one so little.
    slight: float = 0.25
    #: Likeness of a sentence that is surely said again, where the figures in it and beside it are compared.
    again: float = 0.7
    #: The same where a third text may have passed it on.
    passed: float = 0.55
    #: Likeness of facts without an amount that are told as one tells the other's.
    plainly: float = 0.9
    #: Characters between the cue of a quote and "told the X".
    near: int = 60


SETTINGS = ReuseSettings()
_PRONOUNS = frozenset({"he", "she"})
_WORDS = re.compile(r"\w+")
#: So many accounts that quote one person are looked at; more settle nothing more.
_SEVERAL = 40
_CLAUSE = re.compile(r"[.;:!?\n,]")
_INTRODUCED = re.compile(r",\s+([^.;:!?\n]{1,60})")
_AGE = re.compile(r"(aged )?\d\d?\b(?! ?(per|%|p\.m|a\.m|votes|points))")
#: Words for people whom a reporter meets; whoever speaks for many, or to all, has another.
_EVERYDAY = re.compile(
    r"\b(residents?|neighbou?rs?|(eye)?witness|passengers?|survivors?|mother|father|mum|mom|dad|son|daughter|widow(er)?|"
    r"grandmother|grandfather|pensioner|villager|student|pupil|teacher|nurse|shopkeeper|farmer|fisherman|baker|butcher|"
    r"driver|skipper|electrician|plumber|carpenter|cook|waiter|waitress|caretaker|janitor|bystander|tourist|visitor|"
    r"commuter|customer|shopper|worker|who lives?|who lived|who works?)\b",
    re.IGNORECASE,
)
_TOLD_TO = re.compile(r"\b(told|tells|informed|to|with|in)\s+(the\s+)?$", re.IGNORECASE)


class Evidence(Record, frozen=True, kw_only=True):
    """What speaks for article ``late`` being made from ``early``.

    ``weight`` is the share of the later text that is in the earlier one, each sentence by its likeness, ``told`` the
    same for what stands outside quotation marks; ``reused`` the share of its words that are the same and stand outside
    quotation marks, ``verbatim`` of those inside too; ``facts`` how many facts both tell without naming a source;
    ``shared`` how many they tell at all; ``quoted`` how many words inside quotation marks are the same; ``credits``
    where the later one names the earlier outlet (-1 for its byline), ``credited`` how many claims it makes there;
    ``dense`` how many figures of the earlier text stand together in it; ``lifted`` how many stretches of words said to
    the earlier newsroom alone the later one prints; ``misgiven`` how many stretches it gives to somebody else;
    ``details`` how many names and figures the later one gives, ``kept`` how many of them stand in the earlier one,
    ``figures`` how many of those are figures;
    ``alike`` the mean likeness of its sentences to their nearest there; ``following`` how far its facts follow those
    there, one by one.
    """

    early: Profile
    late: Profile
    echo: Echo
    weight: float
    told: float
    reused: float
    verbatim: float
    facts: int
    shared: int
    quoted: int
    credits: tuple[int, ...]
    credited: int
    dense: int
    lifted: int
    misgiven: int
    details: int
    kept: int
    figures: int
    alike: float
    following: Following


class Newsroom(Record, frozen=True, kw_only=True):
    """What is known of an article's newsroom.

    ``alone`` are stretches of speech that it alone was told; ``credits`` the places that name an outlet.
    """

    outlet: Outlet
    alone: tuple[tuple[int, int], ...] = ()
    credits: tuple[Credit, ...] = ()


def read_newsrooms(accounts: Sequence[Annotated], outlets: Mapping[str, Outlet]) -> dict[str, Newsroom]:
    """Return for each article its outlet, whom it credits, and the speech that its newsroom alone was told.

    That is speech "told the X" in X itself, and the words of people without an office: nobody briefs the press there.
    """
    private = _find_private(accounts)
    names = read_names(outlets)
    found = {}
    for account in accounts:
        text, outlet = account.article.text, outlets[account.article.id]
        credits = find_credits(account, names)
        told = [
            credit.start
            for credit in credits
            if credit.outlet == outlet.key and _TOLD_TO.search(text[max(0, credit.start - 40) : credit.start])
        ]
        alone = []
        for quote in account.quotes:
            if quote.kind is QuoteKind.INDIRECT or not quote.speaker:
                continue
            near = [span.start for span in (*quote.cue, *quote.source)]
            heard = any(abs(place - spot) <= SETTINGS.near for place in told for spot in near)
            if heard or quote.speaker in private:
                alone.append((min(s.start for s in quote.content), max(s.end for s in quote.content)))
        found[account.article.id] = Newsroom(outlet=outlet, alone=tuple(alone), credits=credits)
    return found


def _find_private(accounts: Sequence[Annotated]) -> frozenset[str]:
    """Return the persons who spoke to one newsroom, as far as the accounts show.

    Some account introduces them as people are whom reporters meet, by their age or an everyday calling; none with an
    office or as somebody's spokesman; and no two accounts have words of theirs that are not the same: whom two
    newsrooms heard has spoken in public.
    """
    persons: set[str] = set()
    known: set[str] = set()
    heard: dict[str, list[frozenset[tuple[str, ...]]]] = {}
    for account in accounts:  # each by its own mentions, so that the work grows with the accounts alone
        persons.update(entity.id for entity in account.entities if _is_met(account.article.text, entity))
        known |= find_officials([account], account.entities)
        known.update(one for one, body in find_bodies([account], account.entities).items() if one != body)
        said: dict[str, set[tuple[str, ...]]] = {}
        for quote in account.quotes:
            if quote.speaker and quote.kind is not QuoteKind.INDIRECT:
                words = [fold_word(word) for span in quote.content for word in _WORDS.findall(span.text)]
                said.setdefault(quote.speaker, set()).update(zip(words, words[1:], words[2:], strict=False))
        for speaker, phrases in said.items():
            heard.setdefault(speaker, []).append(frozenset(phrases))
    for speaker, several in heard.items():
        if any(not one & other for n, one in enumerate(several[:_SEVERAL]) for other in several[:n]):
            known.add(speaker)
    return frozenset(persons - known)


def _is_met(text: str, entity: Entity) -> bool:
    """Tell whether an article introduces a person as "Ada Lund, 41", "a neighbour, Ada Lund", "Ada Lund, who lives"."""
    if entity.kind is not EntityKind.PERSON:
        return False
    for mention in entity.mentions:
        if mention.text[:1].isupper() and text[mention.start : mention.end] == mention.text:
            before = _CLAUSE.split(text[max(0, mention.start - 40) : mention.start])[-2:]
            after = _INTRODUCED.match(text, mention.end)
            near = " ".join([*before, mention.text, after.group(1) if after else ""])
            if (after and _AGE.match(after.group(1))) or _EVERYDAY.search(near):
                return True
    return False


class _Share(Record, frozen=True, kw_only=True):
    """What is counted of two articles: all they have in common, or what no other article explains as well."""

    echo: Echo
    places: tuple[int, ...]
    credits: tuple[int, ...]
    lifted: int
    misgiven: int
    details: Details
    following: Following


def weigh(early: Profile, late: Profile, newsrooms: Mapping[str, Newsroom]) -> Evidence | None:
    """Return what two articles have in common as evidence; None where it is nothing."""
    echo = find_echo(early, late)
    details, kept = late.details.share_kept(early.details)
    following = find_following(early, late)
    silent = not (echo.runs or echo.facts) and max(following.whole, following.half) < SETTINGS.slight
    if silent and kept < SETTINGS.little * details and read_weight(late, echo) < SETTINGS.trace:
        return None
    mine, theirs = newsrooms[early.account.article.id], newsrooms[late.account.article.id]
    other = mine.outlet.key != theirs.outlet.key
    wire = (-1,) if other and theirs.outlet.wire == mine.outlet.key else ()
    credits = [credit for credit in theirs.credits if other and credit.outlet == mine.outlet.key]
    share = _Share(
        echo=echo,
        places=tuple(run.b + k for run in echo.runs for k in range(run.size)),
        credits=wire + _find_about(early, late, credits),
        lifted=sum(_is_lifted(early, late, run, mine.alone) for run in echo.runs),
        misgiven=sum(_is_misgiven(early, late, run) for run in echo.runs),
        details=late.details,
        following=following,
    )
    return _read(early, late, share)


def subtract(case: Evidence, chosen: Sequence[Evidence]) -> Evidence:
    """Return the evidence without what other articles, of which the late one is made, explain as well."""
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
    margin = SETTINGS.margin
    places = tuple(run.b + k for run in case.echo.runs for k in range(run.size) if run.b + k not in words)
    quoted = any(case.late.tokens.quoted[place] for place in places)
    share = _Share(
        echo=Echo(
            runs=case.echo.runs,
            sentences=tuple(s for s in case.echo.sentences if s[2] > known.get(s[1], 0.0) + margin),
            facts=tuple(f for f in case.echo.facts if f.how.same > told.get(f.b.claim, 0.0) + margin),
        ),
        places=places,
        credits=tuple(place for place in case.credits if not any(a <= place < b for a, b in taken)),
        lifted=case.lifted if quoted else 0,
        misgiven=case.misgiven if quoted else 0,
        details=case.late.details.without([other.early.details for other in chosen]),
        following=find_following(case.early, case.late, [other.early for other in chosen]),
    )
    return _read(case.early, case.late, share)


def list_taken(case: Evidence) -> frozenset[int]:
    """Return the places of the later text's sentences that are said again from the earlier one, or tell its facts."""
    rows = {n for _, n, likeness in case.echo.sentences if likeness >= SETTINGS.passed}
    rows.update(_find_row(case.late, fact.b.claim) for fact in case.echo.facts)
    return frozenset(rows)


def list_given(case: Evidence) -> frozenset[int]:
    """Return the places of the earlier text's sentences that the later one says again, or whose facts it tells."""
    rows = {m for m, _, likeness in case.echo.sentences if likeness >= SETTINGS.passed}
    rows.update(_find_row(case.early, fact.a.claim) for fact in case.echo.facts)
    return frozenset(rows)


def _find_row(profile: Profile, claim: str) -> int:
    """Return the place of the sentence in which a claim begins."""
    start = min(profile.claims[claim].passage).start
    return bisect_right([first for first, _ in profile.sentences], start) - 1


def _read(early: Profile, late: Profile, share: _Share) -> Evidence:
    """Return the figures of the evidence."""
    words = max(1, len(late.tokens.keys))
    facts = share.echo.facts
    named = _find_named(late, share.credits)
    quoted = sum(late.tokens.quoted[place] for place in share.places)
    details, kept = share.details.share_kept(early.details)
    return Evidence(
        early=early,
        late=late,
        echo=share.echo,
        weight=round(read_weight(late, share.echo), 3),
        told=round(_read_told(late, share.echo), 3),
        reused=round((len(share.places) - quoted) / words, 3),
        verbatim=round(len(share.places) / words, 3),
        facts=sum(_is_unsourced(fact, named) for fact in facts),
        shared=len(facts),
        quoted=quoted,
        credits=share.credits,
        credited=_count_credited(late, share.credits, named),
        dense=_count_dense(early, late, share.echo),
        lifted=share.lifted,
        misgiven=share.misgiven,
        details=details,
        kept=kept,
        figures=share.details.count_figures(early.details),
        alike=_read_alike(early, late),
        following=share.following,
    )


def _find_named(late: Profile, credits: Sequence[int]) -> tuple[str, ...]:
    """Return the claims in the sentences of the later text that name the earlier outlet."""
    rows = [(start, end) for start, end in late.sentences if any(start <= place < end for place in credits)]
    return tuple(
        claim.id
        for claim in late.claims.values()
        if any(start <= min(claim.passage).start < end for start, end in rows)
    )


def _is_unsourced(fact: Fact, named: Sequence[str]) -> bool:
    """Tell whether neither text names a source of a fact, the later one not even the earlier outlet.

    It must have an amount, or be told plainly alike: that somebody was there is alike in any two reports.
    """
    if fact.a.source or fact.a.quote or fact.b.source or fact.b.quote or fact.b.claim in named:
        return False
    return bool(fact.how.agreeing) or fact.how.same >= SETTINGS.plainly


def _count_credited(late: Profile, credits: Sequence[int], named: Sequence[str]) -> int:
    """Return how many claims are credited to the earlier outlet; "the agency pointed out" is none of them."""
    claims = [late.claims[name] for name in named]
    bounds = [(min(claim.passage).start, max(span.end for span in claim.passage)) for claim in claims]
    return sum(
        not any(start <= place < end for place in credits)
        and not any(first <= start and end <= last and (first, last) != (start, end) for first, last in bounds)
        for start, end in set(bounds)
    )


def _count_dense(early: Profile, late: Profile, echo: Echo) -> int:
    """Return the most figures that a sentence said again, and the next one, have in common with theirs.

    Two reports of one event share its figures, but seldom three of them side by side in one sentence said again.
    """
    if not any(likeness >= SETTINGS.again for _, _, likeness in echo.sentences):
        return 0
    before, after = (*early.figures, frozenset()), (*late.figures, frozenset())
    return max(
        len((before[m] | before[m + 1]) & (after[n] | after[n + 1]))
        for m, n, likeness in echo.sentences
        if likeness >= SETTINGS.again
    )


def _read_alike(early: Profile, late: Profile) -> float:
    """Return the mean likeness of the later text's sentences to the nearest of the earlier one."""
    if not len(early.vectors) or not len(late.vectors):
        return 0.0
    return round(float((early.vectors @ late.vectors.T).max(axis=0).mean()), 3)


def _is_lifted(early: Profile, late: Profile, run: Run, alone: Sequence[tuple[int, int]]) -> bool:
    """Tell whether a run of words lies in speech that the earlier newsroom alone was told."""
    start, end = early.tokens.starts[run.a], early.tokens.ends[run.a + run.size - 1]
    quoted = sum(late.tokens.quoted[run.b : run.b + run.size]) * 2 > run.size
    return quoted and any(min(end, last) - max(start, first) > (end - start) / 2 for first, last in alone)


def _is_misgiven(early: Profile, late: Profile, run: Run) -> bool:
    """Tell whether words of one person are another's in the later text: who heard them knows whose they are."""
    if sum(late.tokens.quoted[run.b : run.b + run.size]) * 2 <= run.size:
        return False
    first = _find_speaker(early, early.tokens.starts[run.a], early.tokens.ends[run.a + run.size - 1])
    then = _find_speaker(late, late.tokens.starts[run.b], late.tokens.ends[run.b + run.size - 1])
    if first is None or then is None or (first in _PRONOUNS) != (then in _PRONOUNS):
        return False
    return first != then


def _find_speaker(profile: Profile, start: int, end: int) -> str | None:
    """Return the surname of whoever is said to speak most of a stretch of text; of nested quotes the innermost.

    Only a name beside the words counts, or else "he" or "she" itself: whom they stand for can be read wrongly.
    """
    people = {e.id: e.name.split()[-1] for e in profile.account.entities if e.kind is EntityKind.PERSON and e.name}
    found: tuple[int, str] | None = None
    for quote in profile.account.quotes:
        surname = people.get(quote.speaker or "", "")
        named = surname[:1].isupper() and any(surname in span.text for span in quote.source)
        pronoun = next((word for span in quote.source if (word := fold_word(span.text)) in _PRONOUNS), "")
        for span in quote.content:
            inside = min(span.end, end) - max(span.start, start)
            size = span.end - span.start
            if inside * 2 > end - start and (found is None or size < found[0]):
                found = (size, fold_word(surname) if named else pronoun)
    return found[1] or None if found else None


def _find_about(early: Profile, late: Profile, credits: Sequence[Credit]) -> tuple[int, ...]:
    """Return the places at which the later article names the earlier outlet about something that one says."""
    found = []
    for credit in credits:
        rows = [n for n, (start, end) in enumerate(late.sentences) if start <= credit.start < end]
        if rows and len(early.vectors) and float((late.vectors[rows] @ early.vectors.T).max()) >= SETTINGS.about:
            found.append(credit.start)
    return tuple(found)


def _read_told(late: Profile, echo: Echo) -> float:
    """Return the share of the later text that is said again and stands outside quotation marks."""
    tokens = late.tokens
    outside = 0.0
    for _, n, likeness in echo.sentences:
        start, end = late.sentences[n]
        first, last = bisect_left(tokens.starts, start), bisect_left(tokens.starts, end)
        outside += _worth(likeness) * sum(not quoted for quoted in tokens.quoted[first:last])
    return outside / max(1, len(tokens.keys))


def _worth(likeness: float) -> float:
    """Return what share of a sentence counts as said again."""
    share = (likeness - SETTINGS.nothing) / (SETTINGS.whole - SETTINGS.nothing)
    return min(1.0, max(0.0, share))


def read_weight(late: Profile, echo: Echo) -> float:
    """Return the share of the later text that is in the earlier one, each sentence by its likeness.

    A rewrite keeps the order of what it rewrites; two reports of the same facts have their own. So what is off the
    heaviest row of sentences in the same order counts for less.
    """
    total = chain = 0.0
    ends: list[int] = []  # rows that end at a sentence of the earlier text: later ends only where they weigh more
    best: list[float] = []
    for m, n, likeness in echo.sentences:
        worth = (late.sentences[n][1] - late.sentences[n][0]) * _worth(likeness)
        total += worth
        place = bisect_right(ends, m)
        row = worth + (best[place - 1] if place else 0.0)
        chain = max(chain, row)
        while place < len(ends) and best[place] <= row:
            del ends[place], best[place]
        ends.insert(place, m)
        best.insert(place, row)
    total = chain + SETTINGS.moved * (total - chain)
    return total / max(1, sum(end - start for start, end in late.sentences))
