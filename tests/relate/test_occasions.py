"""On what occasion something was said."""

from __future__ import annotations

import pytest
from tests.relate.tellings import relate

from rashomon.annotate.articles import Annotator
from rashomon.model.records import Article, ConflictKind, Nature
from rashomon.relate.occasions import read_occasion

EARLY, LATE = "2031-05-06T06:00:00+00:00", "2031-05-07T18:00:00+00:00"


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ('"We will not sell the mill to anyone," Lena Orth said during a press briefing.', "press", "a press briefing"),
        ('"We will not sell the mill," Lena Orth said at a signing ceremony for a bridge.', "ceremony", "ceremony"),
        ('In a post on Tuesday, Lena Orth wrote: "We will not sell the mill to anyone."', "post", "a post"),
        ('"We will not sell the mill to anyone," Lena Orth said.', "", ""),
        ('"We will not sell the mill to anyone," Lena Orth said after the ceremony.', "", ""),
        ('"We will not sell the mill at the ceremony," Lena Orth said.', "", ""),
    ],
)
def test_an_occasion_stands_with_the_cue(annotator: Annotator, text: str, kind: str, words: str) -> None:
    account = annotator.annotate(Article(id="a1", text=text))
    found = read_occasion(account, account.quotes[0])
    assert (found is not None) == bool(kind)
    if found is not None:
        assert kind in found.kind
        assert words in found.span.text


def test_what_goes_on_was_said_on_the_same_occasion(annotator: Annotator) -> None:
    text = '"It is late," Lena Orth said at a rally. She added that "the mill will stay where it has always been".'
    account = annotator.annotate(Article(id="a1", text=text))
    assert [getattr(read_occasion(account, quote), "kind", "") for quote in account.quotes] == ["a speech", "a speech"]


def test_two_occasions_of_one_utterance_are_a_difference(annotator: Annotator) -> None:
    words = '"We will never sell the old mill to anybody from the coast," Lena Orth said'
    ledger = relate(
        annotator, {"Bell": (EARLY, f"{words} during a press briefing."), "Post": (LATE, f"{words} at a ceremony.")}
    )
    found = [c for c in ledger.conflicts if c.kind is ConflictKind.SPEAKER]
    assert [c.nature for c in found] == [Nature.DIFFERENCE]
    assert "press briefing" in found[0].why
    assert "ceremony" in found[0].why


def test_one_occasion_is_none(annotator: Annotator) -> None:
    words = '"We will never sell the old mill to anybody from the coast," Lena Orth said'
    ledger = relate(
        annotator, {"Bell": (EARLY, f"{words} at a press briefing."), "Post": (LATE, f"{words} at a news conference.")}
    )
    assert not [c for c in ledger.conflicts if c.kind is ConflictKind.SPEAKER]
