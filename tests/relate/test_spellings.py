"""One form for two spellings."""

from __future__ import annotations

import pytest

from rashomon.relate.spellings import fold_spelling


@pytest.mark.parametrize(
    ("british", "american"),
    [
        ("harbour", "harbor"),
        ("neighbours", "neighbors"),
        ("organised", "organized"),
        ("analyse", "analyze"),
        ("centre", "center"),
        ("metres", "meters"),
        ("travelled", "traveled"),
        ("dialogue", "dialog"),
        ("grey", "gray"),
        ("defence", "defense"),
        ("Storey", "story"),
        ("don’t", "don't"),
        ("seven", "7"),
    ],
)
def test_two_spellings_have_one_form(british: str, american: str) -> None:
    assert fold_spelling(british) == fold_spelling(american)


@pytest.mark.parametrize(
    ("one", "other"), [("four", "for"), ("ship", "boat"), ("asked", "begged"), ("not", "never"), ("hour", "hor")]
)
def test_two_words_keep_two_forms(one: str, other: str) -> None:
    assert fold_spelling(one) != fold_spelling(other)
