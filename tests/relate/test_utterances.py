"""The same words, once said, in several articles."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import permutations

from tests.relate.drafts import draft, encode

from rashomon.model.annotated import Annotated
from rashomon.model.records import Direction, Lineage, QuoteKind, Relation, Utterance, Wording
from rashomon.relate.affiliations import gather_entities
from rashomon.relate.utterances import find_utterances

D, R = QuoteKind.DIRECT, QuoteKind.INDIRECT


def _said(key: str, text: str, speaker: str | None = "Tor Vik", kind: QuoteKind = D, day: int = 1) -> Annotated:
    who = speaker or "Somebody"
    people = {who: [who]} if speaker else {}
    return draft(
        key, f"{text} said {who}.", published=f"2031-05-0{day}", people=people, quotes=[(kind, speaker, [text])]
    )


def _find(accounts: Sequence[Annotated], lineage: Sequence[Lineage] = ()) -> tuple[Utterance, ...]:
    return find_utterances(accounts, gather_entities(accounts), encode, lineage)


def test_one_word_changed_inside_the_marks_is_found() -> None:
    a = _said("a", '"We asked the company twice to slow its boats in the strait,"')
    b = _said("b", '"We begged the company twice to slow its boats in the strait,"', day=2)
    (found,) = _find([a, b])
    assert found.wording is Wording.ALTERED
    assert found.quotes == ("a-q0", "b-q0")
    assert [(d.a.text, d.b.text) for d in found.differences] == [("asked", "begged")]


def test_words_given_to_somebody_else_stay_with_the_first_speaker() -> None:
    a = _said("a", '"There was no light on that barge at all,"', "Ida Holm")
    b = _said("b", '"There was no light on that barge at all,"', "Rolf Dahl", day=2)
    (found,) = _find([b, a])
    assert found.speaker == "Ida Holm"
    assert found.wording is Wording.IDENTICAL


def test_different_words_of_one_speaker_are_two_utterances() -> None:
    a = _said("a", '"We asked the company twice to slow its boats,"')
    b = _said("b", '"My mother lives in that street and she is well,"', day=2)
    assert _find([a, b]) == ()


def test_a_short_phrase_of_two_speakers_is_no_utterance() -> None:
    assert _find([_said("a", '"Thank you all,"', "Ida Holm"), _said("b", '"Thank you all,"', "Rolf Dahl", day=2)]) == ()


def test_a_paraphrase_counts_where_one_article_is_made_from_the_other() -> None:
    a = _said("a", "two of seven faults had been left open by the owners", kind=R)
    b = _said("b", "owners left a pair of seven faults unrepaired", kind=R, day=2)
    made = Lineage(a="a", b="b", relation=Relation.REWRITE, direction=Direction.B_FROM_A, score=0.9)
    assert _find([a, b]) == ()
    (found,) = _find([a, b], [made])
    assert found.wording is Wording.PARAPHRASED


def test_quotes_of_one_article_alone_are_no_utterance() -> None:
    text = '"We asked the company twice," he said. "We asked the company twice," he said again.'
    content = '"We asked the company twice,"'
    account = draft("a", text, people={"he": ["he"]}, quotes=[(D, "he", [content]), (D, "he", [content])])
    assert _find([account]) == ()


def test_order_changes_nothing() -> None:
    accounts = [
        _said("a", '"We asked the company twice to slow its boats in the strait,"'),
        _said("b", '"We begged the company twice to slow its boats in the strait,"', day=2),
        _said("c", '"We asked the company twice to slow its ships,"', day=3),
        _said("d", '"Nobody came to us that night, nobody at all,"', day=3),
    ]
    first = _find(accounts)
    assert first
    assert all(_find(some) == first for some in permutations(accounts))
    quotes = [quote for utterance in first for quote in utterance.quotes]
    assert len(quotes) == len(set(quotes))


def test_quotes_without_words() -> None:
    assert _find([_said("a", '"…"'), _said("b", '"?!"')]) == ()
