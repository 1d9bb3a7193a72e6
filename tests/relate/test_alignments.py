"""Passages in common are shown whole, and once."""

from __future__ import annotations

from tests.relate.drafts import draft, encode

from rashomon.model.records import Passage, PassageKind
from rashomon.relate.alignments import Common, find_passages
from rashomon.relate.echoes import find_echo, read_profiles
from rashomon.relate.outlets import read_outlets

EARLY = (
    "Two tugs pulled the freighter from the northern reef at dawn. Police counted fourteen sailors. "
    "Harbour masters counted twelve sailors. The owners had painted the hull green in spring."
)


def _passages(late: str, *, most: bool = True) -> tuple[Passage, ...]:
    accounts = [draft("a", EARLY), draft("b", late)]
    one, other = read_profiles(accounts, read_outlets(accounts), encode)
    return find_passages(Common(early=one, late=other, echo=find_echo(one, other), most=most, derived=most))


def test_scraps_of_words_do_not_hide_a_sentence_said_again() -> None:
    late = "From the northern reef at dawn the freighter was, by tugs, two of them, pulled. Nothing else is known here."
    (passage,) = _passages(late)
    assert passage.kind is PassageKind.PARAPHRASE
    assert passage.b.text == late.partition(". ")[0] + "."
    assert passage.a.text == EARLY.partition(". ")[0] + "."


def test_a_sentence_of_the_same_words_is_shown_as_such() -> None:
    (passage,) = _passages("Two tugs pulled the freighter from the northern reef at dawn. Milk is dear.")
    assert passage.kind is PassageKind.VERBATIM
    assert passage.a.text == passage.b.text


def test_two_sentences_told_in_one_are_one_passage() -> None:
    (passage,) = _passages("Fourteen sailors were counted by police, twelve sailors by harbour masters. Hay is cheap.")
    assert passage.a.text == "Police counted fourteen sailors. Harbour masters counted twelve sailors."


def test_no_two_passages_share_a_word_of_the_later_text() -> None:
    found = _passages(EARLY + " " + "The hull was painted green in spring by the owners.")
    assert found
    assert all(not x.b.overlaps(y.b) for n, x in enumerate(found) for y in found[:n])
