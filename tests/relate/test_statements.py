"""What an entry says."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.relate.propositions import Proposition
from rashomon.relate.statements import choose_statement, choose_wording, trim_statement


def _claim(key: str, plain: str, **more: object) -> Proposition:
    return Proposition(claim=key, article="a", text=plain, plain=plain, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "trimmed"),
    [
        ("the dam broke,", "The dam broke"),
        ("“the dam broke,”", "The dam broke"),
        ('moored "with permission and with lights', "Moored with permission and with lights"),
        ("her crews fought it “from a distance”", "Her crews fought it “from a distance”"),
        ("that the dam broke", "The dam broke"),
        ("that error is ours", "That error is ours"),
        ("it opened at 4.30 a.m.", "It opened at 4.30 a.m."),
        ("and the wall fell.", "The wall fell"),
        ("However, the wall fell", "The wall fell"),
        ("However hard it blew, the wall stood", "However hard it blew, the wall stood"),
    ],
)
def test_trimming(text: str, trimmed: str) -> None:
    assert trim_statement(text) == trimmed


@given(st.text(max_size=80))
def test_trimming_takes_anything(text: str) -> None:
    assert trim_statement(trim_statement(text)) is not None


def test_the_wording_that_stands_alone_is_chosen() -> None:
    claims = [
        _claim("c1", "[Ada Lund] opened it", clumsy=1),
        _claim("c2", "we opened the sluice", clumsy=4, source="e1"),
        _claim("c3", "the keeper opened the sluice", start=9),
    ]
    assert choose_statement(claims, {"e1": "Ada Lund"}) == "The keeper opened the sluice"


def test_the_first_person_is_given_to_its_speaker() -> None:
    claim = _claim("c1", "we opened the sluice twice", clumsy=4, source="e1")
    assert choose_statement([claim], {"e1": "Ada Lund"}) == "Ada Lund: “We opened the sluice twice”"


def test_a_denial_is_marked_unless_it_says_no_itself() -> None:
    assert choose_statement([_claim("c1", "the sluice was open", denied=True)], {}) == "Denied: The sluice was open"
    said = _claim("c1", "the sluice was never open", denied=True, negated=True)
    assert choose_statement([said], {}) == "The sluice was never open"


def test_a_statement_is_never_empty() -> None:
    assert choose_statement([_claim("c1", "...")], {}) == "..."


def test_a_sentence_goes_before_what_has_no_finite_verb() -> None:
    fragment, whole = _claim("a", "three people hurt in the crash", finite=False), _claim("b", "three people were hurt")
    assert choose_statement([fragment, whole], {}) == "Three people were hurt"
    assert choose_wording([fragment]).finite is False
