"""What stands between quotation marks, without the marks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.relate.marks import find_marked


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ('He said it was "quite safe".', ["quite safe"]),
        ("He said it was “quite safe”.", ["quite safe"]),
        ("It was ‘quite safe’, she said.", ["quite safe"]),
        ("“He told me ‘go’ and left,” she said.", ["He told me ‘go’ and left,"]),
        ("\"It never ends.\n\nThe next paragraph is nobody's.", ["It never ends."]),
        ("The workers' union and the dog's bowl.", []),
        ('"" and “”', []),
        ("", []),
    ],
)
def test_the_outermost_stretches(text: str, inside: list[str]) -> None:
    assert [text[start:end].rstrip() for start, end in find_marked(text)] == inside


@given(st.text(alphabet="ab \n'\"“”‘’«»„.", max_size=80))
def test_stretches_are_ordered_and_inside_the_text(text: str) -> None:
    last = 0
    for start, end in find_marked(text):
        assert last <= start < end <= len(text)
        last = end
