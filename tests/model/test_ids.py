from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from rashomon.model.ids import digest_text, make_id


@given(st.text(), st.text())
def test_parts_are_not_joined(a: str, b: str) -> None:
    assert make_id("x", a, b) == make_id("x", a, b)
    assert make_id("x", a, b) != make_id("x", a + b)
    assert (make_id("x", a, b) == make_id("x", b, a)) == (a == b)


def test_an_id_shows_what_it_names() -> None:
    assert make_id("claim", 1).startswith("claim-")
    assert len(make_id("claim", 1)) == len("claim-") + 12


def test_lone_surrogates_have_a_digest() -> None:
    assert digest_text("\ud800") != digest_text("")
