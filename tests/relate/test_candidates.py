"""Which pairs of many articles are compared."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.relate.drafts import draft, encode

from rashomon.relate.candidates import CandidateSettings, find_candidates
from rashomon.relate.echoes import Profile, read_profiles
from rashomon.relate.outlets import read_outlets

_TEXT = (
    "harbour tug cable lamp reef sand tide oil beach ship paint owner crew noon dawn hay milk price tunnel coffee road "
    "farmer bus driver winter police rope glove silver cup roof guard gold museum alarm field bridge girder crack gorge"
)
WORDS = _TEXT.split()
#: Below this no index would be used at all.
FEW = CandidateSettings(all_pairs=1)


def _profiles(texts: list[str]) -> list[Profile]:
    accounts = [draft(f"a{n:03}", text, outlet=f"The {n} Post") for n, text in enumerate(texts)]
    return read_profiles(accounts, read_outlets(accounts), encode, facts=False)


def test_of_few_all_are_compared() -> None:
    assert find_candidates(_profiles(["one", "two", "three"])) == [(0, 1), (0, 2), (1, 2)]


def test_the_same_rare_words_make_a_pair_and_other_subjects_make_none() -> None:
    copy = "the tug pulled twice and gave up when the cable broke near the lighthouse"
    texts = [f"Before dawn {copy}.", "Farmers blocked a mountain pass for cheaper hay.", f"As told: {copy}!"]
    assert find_candidates(_profiles(texts), FEW) == [(0, 2)]


def test_a_formula_of_many_makes_no_pair() -> None:
    formula = "all rights are reserved by the owners of this paper"
    texts = [f"{WORDS[n]} {WORDS[n + 1]} {WORDS[n + 2]}. {formula}." for n in range(0, 36, 3)]
    narrow = CandidateSettings(all_pairs=1, most_articles=4, near=1.1)
    wide = CandidateSettings(all_pairs=1, most_articles=40, near=1.1)
    profiles = _profiles(texts)
    assert find_candidates(profiles, narrow) == []
    assert len(find_candidates(profiles, wide)) == 12 * 11 // 2


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(st.sampled_from(WORDS), min_size=0, max_size=14), min_size=2, max_size=9))
def test_pairs_are_ordered_and_hold_all_that_share_words_or_subject(texts: list[list[str]]) -> None:
    profiles = _profiles([" ".join(text) for text in texts])
    everywhere = CandidateSettings(all_pairs=1, probes=9, nearest=9)
    found = find_candidates(profiles, everywhere)
    assert found == sorted(set(found), key=lambda pair: (pair[1], pair[0]))
    assert all(0 <= i < j < len(profiles) for i, j in found)
    means = [profile.vectors.mean(axis=0) if len(profile.vectors) else np.zeros(384) for profile in profiles]
    for j in range(len(profiles)):
        for i in range(j):
            shared = len(np.intersect1d(profiles[i].grams, profiles[j].grams))
            length = float(np.linalg.norm(means[i]) * np.linalg.norm(means[j]))
            near = length > 0 and float(means[i] @ means[j]) / length >= everywhere.near + 1e-4
            if shared >= everywhere.grams or near:
                assert (i, j) in found
