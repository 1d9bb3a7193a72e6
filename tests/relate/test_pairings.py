"""What speaks for a pair, in columns: the same as counted pair by pair."""

from __future__ import annotations

import math
from collections import Counter
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.model.records import Certainty, Utterance, Wording
from rashomon.relate.pairings import Pairs, cross, read_rivals, read_shared
from rashomon.relate.propositions import Proposition

BAGS = st.lists(st.frozensets(st.sampled_from("abcdefg"), max_size=5), min_size=2, max_size=6)


def claim(place: int, words: frozenset[str] = frozenset(), **more: object) -> Proposition:
    """Return a claim of an account of its own, with some words."""
    given = {"claim": f"c{place}", "article": f"a{place}", "text": "", "words": tuple(sorted(words)), **more}
    return Proposition(**given)  # type: ignore[arg-type]


@given(BAGS)
def test_shared_words_weigh_what_they_weigh_one_by_one(bags: list[frozenset[str]]) -> None:
    """Those of a pair are the sum over the words that both have, rare ones counting more."""
    claims = [claim(place, words) for place, words in enumerate(bags)]
    pairs = list(combinations(range(len(claims)), 2))
    spread = Counter(word for words in bags for word in words)

    def weigh(words: frozenset[str]) -> float:
        return math.fsum(math.log((len(claims) + 1) / (spread[word] + 0.5)) for word in words)

    column = read_shared(Pairs(pairs), claims, (), [((), ())] * len(pairs))["shared words"]
    for (i, j), found in zip(pairs, column.tolist(), strict=True):
        either = weigh(bags[i]) + weigh(bags[j]) - weigh(bags[i] & bags[j])
        assert found == pytest.approx(weigh(bags[i] & bags[j]) / either if either > 1e-9 else 0.0)


@given(st.lists(st.floats(0, 1), min_size=6, max_size=6))
def test_a_pair_stays_behind_the_best_of_its_claims_between_two_accounts(scores: list[float]) -> None:
    """Four claims of two accounts: what stands beside a pair in those two decides."""
    claims = [claim(place, article=f"a{place // 2}") for place in range(4)]
    pairs = [(0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3)]
    columns = read_rivals(Pairs(pairs), claims, np.array(scores))
    across = {pair: score for pair, score in zip(pairs, scores, strict=True) if pair not in ((0, 1), (2, 3))}
    for place, (i, j) in enumerate(pairs):
        if (i, j) in across:
            best = [max(score for pair, score in across.items() if side in pair) for side in (i, j)]
            assert columns["behind the best of one"][place] == max(best) - scores[place]
            assert columns["behind the best of both"][place] == min(best) - scores[place]


def test_stances_sources_and_utterances_are_told_apart() -> None:
    """Two of one source and one utterance; a third denies, plans, and has no source."""
    claims = [
        claim(0, source="e1", quote="q1", gist="the ferry sank"),
        claim(1, source="e1", quote="q2", gist="the ferry went down"),
        claim(2, denied=True, certainty=Certainty.PLANNED, gist="it"),
    ]
    said = (Utterance(id="u1", quotes=("q1", "q2"), wording=Wording.IDENTICAL),)
    columns = read_shared(Pairs([(0, 1), (0, 2)]), claims, said, [((), ())] * 2)
    assert columns["same source"].tolist() == columns["one utterance"].tolist() == [1.0, 0.0]
    assert columns["one denies"].tolist() == columns["one is planned"].tolist() == [0.0, 1.0]
    assert columns["same article"].tolist() == [0.0, 0.0]
    assert columns["length"].tolist() == pytest.approx([math.log(4), math.log(2)])


def test_no_pairs_give_empty_columns() -> None:
    """An event whose claims have nothing in common has columns without rows."""
    columns = read_shared(Pairs([]), [claim(0), claim(1)], (), [])
    columns |= read_rivals(Pairs([]), [claim(0), claim(1)], np.zeros(0))
    columns |= cross(np.zeros(0), columns)
    assert {len(column) for column in columns.values()} == {0}
