"""Events told several times, read from their marks."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from train.tellings import read_tellings, strip_marks

FOLDER = Path(__file__).parents[2] / "train" / "tellings"


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.txt")), ids=lambda path: path.stem)
def test_every_mark_is_a_claim_of_one_entry(path: Path) -> None:
    gold = read_tellings(path)
    texts = {article.id: article.text for article in gold.articles}
    assert len(texts) in (5, 6, 7)
    for claim in gold.claims:
        span = claim.passage[0]
        assert texts[span.article][span.start : span.end] == span.text
        assert span.text == span.text.strip()
    told = [key for entry in gold.entries for key in entry.claims]
    assert sorted(told) == sorted(claim.id for claim in gold.claims)
    assert sum(entry.articles > 1 for entry in gold.entries) >= 8


def test_marks_of_one_number_make_one_entry(tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_text(
        "# One\n== Bell | 2031-01-01\n[1 It sank]. [2 Two died].\n== Post | 2031-01-02\n[1 It went down].\n"
    )
    gold = read_tellings(path)
    assert [article.text for article in gold.articles] == ["It sank. Two died.", "It went down."]
    assert [(len(entry.claims), entry.articles) for entry in gold.entries] == [(2, 2), (1, 1)]


def test_a_bracket_that_belongs_to_no_mark_is_told(tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_text("# One\n== Bell | 2031-01-01\n[1 It [2 sank]].\n")
    with pytest.raises(ValueError, match="Bell"):
        read_tellings(path)


def test_marks_stand_in_order_where_their_words_are() -> None:
    text, marks = strip_marks("[3 A storm] came, [12 two trees fell] and [3 it blew].")
    assert [(number, text[start:end]) for number, start, end in marks] == [
        (3, "A storm"),
        (12, "two trees fell"),
        (3, "it blew"),
    ]
    assert all(one[2] <= other[1] for one, other in pairwise(marks))
