"""Pairs of sentences judged by readers, read from their lines."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from train.judged import read_pairs

FOLDER = Path(__file__).parents[2] / "train" / "judged"


def test_the_card_counts_the_pairs() -> None:
    pairs = list(read_pairs(FOLDER))
    card = (FOLDER / "CARD.md").read_text("utf-8")
    counts = Counter(pair.letter for pair in pairs)
    assert f"{len(pairs):,} pairs" in card
    assert ", ".join(f"{letter} {counts[letter]:,}" for letter in "snbocwru") in card


def test_events_are_split_and_not_pairs() -> None:
    pairs = list(read_pairs(FOLDER))
    held = {pair.event for pair in pairs if pair.held}
    assert held.isdisjoint(pair.event for pair in pairs if not pair.held)
    assert 0.2 < sum(pair.held for pair in pairs) / len(pairs) < 0.3


def test_no_pair_is_of_an_event_held_back_from_all_learning() -> None:
    assert not [pair.event for pair in read_pairs(FOLDER) if pair.event.startswith("tf-")]


def test_what_weakens_is_drawn_both_ways(tmp_path: Path) -> None:
    (tmp_path / "x.tsv").write_text("w\tone\tIt sank.\tThe owner denies it.\no\tone\tIt sank at noon.\tIt sank.\n")
    assert [pair.relations for pair in read_pairs(tmp_path)] == [("conflict", "related"), ("narrower",)]


@pytest.mark.parametrize("line", ["x\tone\tIt sank.\tIt did.", "s\tone\tIt sank."])
def test_a_line_of_another_form_is_told_with_its_place(tmp_path: Path, line: str) -> None:
    (tmp_path / "x.tsv").write_text(f"s\tone\tIt sank.\tIt went down.\n{line}\n")
    with pytest.raises(ValueError, match=r"x\.tsv, line 2"):
        list(read_pairs(tmp_path))
