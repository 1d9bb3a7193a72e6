"""How two prints of the same words differ."""

from __future__ import annotations

import pytest

from rashomon.model.records import Article, Quote, QuoteKind, Wording
from rashomon.relate.wording import Print, are_other_parts, compare_prints, judge_wording, read_print

D, M, R = QuoteKind.DIRECT, QuoteKind.MIXED, QuoteKind.INDIRECT


def _print(key: str, text: str, kind: QuoteKind) -> tuple[Print, str]:
    article = Article(id=key, text=text)
    quote = Quote(id=f"{key}-q", kind=kind, content=(article.span(0, len(text)),))
    return read_print(article, quote), text


def _compare(a: str, b: str, kind_a: QuoteKind = D, kind_b: QuoteKind = D) -> tuple[Wording, list[tuple[str, str]]]:
    one, text_a = _print("a", a, kind_a)
    other, text_b = _print("b", b, kind_b)
    found = compare_prints(one, other, {"a": text_a, "b": text_b})
    return judge_wording(found), [(d.a.text, d.b.text) for d in found]


@pytest.mark.parametrize(
    ("a", "b", "wording"),
    [
        ('"We asked them twice."', "“We asked them twice,”", Wording.IDENTICAL),
        ('"We asked them twice."', '"WE ASKED THEM TWICE!"', Wording.IDENTICAL),
        ('"The harbour is organised."', '"The harbor is organized."', Wording.IDENTICAL),
        ('"They are U.S. citizens."', '"They are US citizens."', Wording.IDENTICAL),
        ('"We asked them twice."', '"We begged them twice."', Wording.ALTERED),
        ('"It had not come."', '"It hadn\'t come."', Wording.ALTERED),
        ('"We knew that it burned."', '"We knew it burned."', Wording.ALTERED),
        ('"We asked them twice. Nobody came."', '"We asked them twice."', Wording.TRIMMED),
        ('"Sadly, we asked them twice."', '"we asked them twice"', Wording.TRIMMED),
        ('"We took 90 people out of the water and off the hull, and we count."',
         '"We took 90 people out of the water ... and we count."', Wording.TRIMMED),
        ('"They moved it on Monday."', '"[The crew] moved it on Monday."', Wording.IDENTICAL),
        ('"It burns. Nobody came. We wait."', '"It burns. We wait."', Wording.TRIMMED),
        ('"It burns. Nobody came."', '"It burns. Go home."', Wording.TRIMMED),
    ],
)  # fmt: skip
def test_direct_prints(a: str, b: str, wording: Wording) -> None:
    assert _compare(a, b)[0] is wording
    assert _compare(b, a)[0] is wording


def test_the_words_that_differ_are_shown() -> None:
    _, pairs = _compare('"We asked the line twice to slow its boats."', '"We begged the line to slow its ships."')
    assert ("asked", "begged") in pairs
    assert ("boats", "ships") in pairs
    assert ("the", "the") not in pairs


def test_of_a_mixed_quote_only_the_words_in_marks_count_as_printed() -> None:
    assert _compare('the boat was "quite safe" then', 'the boat was "quite safe" now', M, M)[0] is Wording.IDENTICAL
    assert _compare('the boat was "quite safe"', 'the boat was "very safe"', M, M)[0] is Wording.ALTERED
    assert _compare("“The boat is quite safe”", 'the boat was "quite safe"', D, M)[0] is Wording.TRIMMED


def test_other_words_outside_marks_are_a_paraphrase() -> None:
    assert _compare('"We asked them twice."', "they had been warned repeatedly", D, R)[0] is Wording.PARAPHRASED
    assert _compare("he had asked them twice", "he had asked them twice", R, R)[0] is Wording.IDENTICAL
    assert _compare("he had asked them twice on Monday", "he had asked them twice", R, R)[0] is Wording.TRIMMED


def test_other_sentences_of_one_speech_are_not_one_in_other_words() -> None:
    smoke, fire = '"If you see smoke, close the windows."', '"We fight it from a distance."'
    whole = _print("c", '"We fight it from a distance. If you see smoke, close the windows."', D)[0]
    one, other = _print("a", smoke, D)[0], _print("b", fire, D)[0]
    assert are_other_parts(one, other, [one, other, whole])
    assert not are_other_parts(one, other, [one, other]), "nobody prints both: it may be a free rendering"
    assert not are_other_parts(one, whole, [one, other, whole])


@pytest.mark.parametrize("text", ["…", '"…"', "?!", "“”"])
def test_prints_without_words_do_not_differ(text: str) -> None:
    assert _compare(text, '"We asked them twice."')[1] == []
