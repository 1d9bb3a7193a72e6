"""Who took text from whom: shared passages and order-preserving paraphrase."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from rashomon.model.annotated import Annotated
from rashomon.model.records import Direction, Lineage, Passage, PassageKind, Record, Relation
from rashomon.relate.passages import Tokens, find_runs, read_tokens


class LineageSettings(Record, frozen=True, kw_only=True):
    """Thresholds of the verdict on two articles."""

    #: Cosine at which a sentence of the later article counts as said again.
    meaning: float = 0.6
    #: Share of the later text that makes it a copy or a rewrite.
    derived: float = 0.3


SETTINGS = LineageSettings()


def find_lineage(
    accounts: Sequence[Annotated],
    encode: Callable[[Sequence[str]], NDArray[np.float32]],
    settings: LineageSettings = SETTINGS,
) -> tuple[Lineage, ...]:
    """Return how each pair of articles is related; independent pairs are left out."""
    ordered = sorted(accounts, key=lambda a: (a.article.published or "~", a.article.id))
    tokens = [read_tokens(account) for account in ordered]
    vectors = [encode([a.article.text[s.start : s.end] for s in a.sentences]) for a in ordered]
    found = []
    for i in range(len(ordered)):
        for j in range(i + 1, len(ordered)):
            line = _relate(ordered[i], ordered[j], tokens[i], tokens[j], vectors[i] @ vectors[j].T, settings)
            if line is not None:
                found.append(line)
    return tuple(found)


def _relate(
    early: Annotated,
    late: Annotated,
    tokens_a: Tokens,
    tokens_b: Tokens,
    likeness: NDArray[np.float32],
    settings: LineageSettings,
) -> Lineage | None:
    runs = [run for run in find_runs(tokens_a, tokens_b) if sum(tokens_b.plain[run.b : run.b + run.size]) >= 2]
    passages = []
    covered = 0
    for run in runs:
        a = early.article.span(tokens_a.starts[run.a], tokens_a.ends[run.a + run.size - 1])
        b = late.article.span(tokens_b.starts[run.b], tokens_b.ends[run.b + run.size - 1])
        covered += b.end - b.start
        passages.append(Passage(a=a, b=b, kind=PassageKind.VERBATIM))
    verbatim = covered
    if likeness.size:
        for n, m in enumerate(likeness.argmax(axis=0)):
            sentence_a, sentence_b = early.sentences[int(m)], late.sentences[n]
            if likeness[m, n] < settings.meaning:
                continue
            b = late.article.span(sentence_b.start, sentence_b.end)
            if any(p.b.overlaps(b) for p in passages):
                continue
            a = early.article.span(sentence_a.start, sentence_a.end)
            covered += b.end - b.start
            passages.append(Passage(a=a, b=b, kind=PassageKind.PARAPHRASE))
    share = covered / max(1, len(late.article.text))
    if not passages or share < 0.05:
        return None
    if share >= settings.derived:
        relation = Relation.COPY if verbatim * 2 > covered else Relation.REWRITE
    elif len(passages) >= 2:
        relation = Relation.SHARED_SOURCE
    else:
        return None
    derived = relation is not Relation.SHARED_SOURCE
    return Lineage(
        a=early.article.id,
        b=late.article.id,
        relation=relation,
        direction=Direction.B_FROM_A if derived else Direction.UNKNOWN,
        score=round(min(1.0, share), 3),
        passages=tuple(sorted(passages, key=lambda p: (p.b.start, p.a.start))),
        reasons=(f"{share:.0%} of the later text is in the earlier one",),
    )
