"""What two articles have in common: runs of the same words, sentences said again, and facts told again."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from rashomon.model.annotated import Annotated
from rashomon.model.records import Claim, Record
from rashomon.relate.comparisons import Comparison, compare
from rashomon.relate.details import Details, name_figure, read_details
from rashomon.relate.outlets import Outlet
from rashomon.relate.passages import Run, Tokens, find_runs, hash_grams, read_tokens
from rashomon.relate.propositions import Proposition, read_propositions
from rashomon.relate.quantities import TIMES

Encode = Callable[[Sequence[str]], NDArray[np.float32]]


class EchoSettings(Record, frozen=True, kw_only=True):
    """What counts as said or told again."""

    #: Cosine of two sentences of which one says the other again.
    sentence: float = 0.6
    #: The same where both give one figure.
    with_figure: float = 0.5
    #: How far that must stand above the likeness to the text's other sentences: all that is written on one subject is
    #: alike, and a sentence that is like every other is like none.
    apart: float = 0.35
    #: Sentences from which on a text has a usual likeness.
    several: int = 4
    #: The same between two sentences that both follow, or both precede, such a pair: order is evidence of its own.
    in_order: float = 0.42
    #: Likeness (see ``comparisons``) of two claims that tell one fact.
    fact: float = 0.68
    #: What an amount that both give adds to that.
    amount: float = 0.1
    #: Words of a run that are neither names nor function words; a run of names and titles alone proves nothing.
    plain: int = 2


SETTINGS = EchoSettings()


class Profile(Record, frozen=True, kw_only=True):
    """One article, read once for all its comparisons. ``vectors`` and ``fact_vectors`` are rows of unit vectors."""

    account: Annotated
    tokens: Tokens
    sentences: tuple[tuple[int, int], ...]
    vectors: NDArray[np.float32]
    facts: tuple[Proposition, ...]
    fact_vectors: NDArray[np.float32]
    claims: Mapping[str, Claim]
    details: Details
    grams: NDArray[np.uint64]
    figures: tuple[frozenset[str], ...]


class Fact(Record, frozen=True, kw_only=True):
    """A fact that two articles tell, as claims ``a`` of the one and ``b`` of the other."""

    a: Proposition
    b: Proposition
    how: Comparison


class Echo(Record, frozen=True, kw_only=True):
    """All that article ``b`` has in common with article ``a``; ``sentences`` are pairs of indices with their cosine."""

    runs: tuple[Run, ...]
    sentences: tuple[tuple[int, int, float], ...]
    facts: tuple[Fact, ...]


def read_profiles(
    accounts: Sequence[Annotated], outlets: Mapping[str, Outlet], encode: Encode, *, facts: bool = True
) -> list[Profile]:
    """Return what is compared of each article; without ``facts`` its text alone."""
    told = _read_facts(accounts) if facts else {}
    texts = {
        account.article.id: [account.article.text[span.start : span.end] for span in account.sentences]
        for account in accounts
    }
    claims = {account.article.id: [fact.text for fact in told.get(account.article.id, ())] for account in accounts}
    # all at once: a few sentences at a time keep one core waiting
    encode([text for some in (*texts.values(), *claims.values()) for text in some])
    return [
        _read_profile(
            account,
            outlets[account.article.id],
            encode(texts[account.article.id]),
            told.get(account.article.id, ()),
            encode(claims[account.article.id]),
        )
        for account in accounts
    ]


def _read_profile(
    account: Annotated,
    outlet: Outlet,
    vectors: NDArray[np.float32],
    facts: Sequence[Proposition],
    fact_vectors: NDArray[np.float32],
) -> Profile:
    tokens = read_tokens(account)
    return Profile(
        account=account,
        tokens=tokens,
        sentences=tuple((sentence.start, sentence.end) for sentence in account.sentences),
        vectors=vectors,
        facts=tuple(facts),
        fact_vectors=fact_vectors,
        claims={claim.id: claim for claim in account.claims},
        details=read_details(account, outlet),
        grams=hash_grams(tokens),
        figures=_read_figures(account),
    )


def _read_figures(account: Annotated) -> tuple[frozenset[str], ...]:
    """Return the figures in each sentence."""
    found: list[set[str]] = [set() for _ in account.sentences]
    starts = [sentence.start for sentence in account.sentences]
    for value in account.values:
        figure = name_figure(value)
        place = bisect_right(starts, value.span.start) - 1
        if figure is not None and place >= 0:
            found[place].add(figure)
    return tuple(frozenset(some) for some in found)


def _read_facts(accounts: Sequence[Annotated]) -> dict[str, list[Proposition]]:
    """Return the propositions of each article."""
    entities = {entity.id: entity for account in accounts for entity in account.entities}
    found: dict[str, list[Proposition]] = {}
    for proposition in read_propositions(accounts, list(entities.values())):
        found.setdefault(proposition.article, []).append(proposition)
    return found


def find_echo(a: Profile, b: Profile, settings: EchoSettings = SETTINGS) -> Echo:
    """Return what ``b`` has in common with ``a``."""
    runs: tuple[Run, ...] = ()
    if len(np.intersect1d(a.grams, b.grams, assume_unique=True)):
        runs = tuple(
            run
            for run in find_runs(a.tokens, b.tokens)
            if sum(b.tokens.plain[run.b : run.b + run.size]) >= settings.plain
        )
    return Echo(runs=runs, sentences=_match_sentences(a, b, settings), facts=_match_facts(a, b, settings))


def _match_sentences(a: Profile, b: Profile, settings: EchoSettings) -> tuple[tuple[int, int, float], ...]:
    """Return for each sentence of ``b`` the one of ``a`` that it says again, if any."""
    if not len(a.vectors) or not len(b.vectors):
        return ()
    likeness = a.vectors @ b.vectors.T
    likeness[:, [n for n in range(len(b.sentences)) if not _tells(b, n)]] = 0.0
    found: dict[int, int] = {}
    usual_ones = np.median(likeness, axis=0) if len(likeness) >= settings.several else np.zeros(likeness.shape[1])
    for n in range(likeness.shape[1]):
        m, usual = int(likeness[:, n].argmax()), float(usual_ones[n])
        if (likeness[m, n] >= settings.sentence and likeness[m, n] - usual >= settings.apart) or (
            likeness[m, n] >= settings.with_figure
            and likeness[m, n] - usual >= settings.apart
            and a.figures[m] & b.figures[n]
        ):
            found[n] = m
    for step in (1, -1):
        places = range(likeness.shape[1]) if step > 0 else range(likeness.shape[1] - 1, -1, -1)
        for n in places:
            if n in found or n - step not in found:
                continue
            near = [
                m
                for m in (found[n - step] + step, found[n - step] + 2 * step, found[n - step])
                if 0 <= m < len(a.vectors)
            ]
            best = max(near, key=lambda m: float(likeness[m, n]))
            if likeness[best, n] >= settings.in_order:
                found[n] = best
    return tuple((m, n, round(float(likeness[m, n]), 3)) for n, m in sorted(found.items()))


def _tells(profile: Profile, n: int) -> bool:
    """Tell whether a sentence is more than names, such as a dateline."""
    start, end = profile.sentences[n]
    first, last = bisect_left(profile.tokens.starts, start), bisect_left(profile.tokens.starts, end)
    return any(profile.tokens.plain[first:last])


def _match_facts(a: Profile, b: Profile, settings: EchoSettings) -> tuple[Fact, ...]:
    """Return the facts that both tell: each claim of ``b`` with the best of ``a``, and that one with it."""
    if not a.facts or not b.facts:
        return ()
    cosines = a.fact_vectors @ b.fact_vectors.T
    scored: dict[tuple[int, int], Comparison] = {}
    for i, j in zip(*np.nonzero(cosines >= settings.fact - 0.3), strict=True):
        how = compare(a.facts[int(i)], b.facts[int(j)], float(cosines[i, j]))
        bonus = settings.amount if any(x.value.kind not in TIMES for x, _ in how.agreeing) else 0.0
        if how.same + bonus >= settings.fact and not how.apart:
            scored[int(i), int(j)] = how
    best_a: dict[int, float] = {}
    best_b: dict[int, float] = {}
    for (i, j), how in scored.items():
        best_a[i] = max(best_a.get(i, 0.0), how.same)
        best_b[j] = max(best_b.get(j, 0.0), how.same)
    return tuple(
        Fact(a=a.facts[i], b=b.facts[j], how=how)
        for (i, j), how in sorted(scored.items(), key=lambda item: (item[0][1], item[0][0]))
        if how.same >= best_a[i] and how.same >= best_b[j]
    )
