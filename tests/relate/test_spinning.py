"""Signs that a text is another's in other words."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from tests.relate.drafts import draft

from rashomon.model.records import Lineage, QuoteKind, Relation, Rewritten, SignKind
from rashomon.relate.spinning import find_rewritten

PLAIN = "A tug pulled the ship off the reef. The crew went home by bus. Nobody was hurt in the night. "
STIFF = "Persons stated that they commenced to utilise a vessel. Numerous individuals purchased tickets prior to it. "


def _find(text: str, lineage: Sequence[Lineage] = (), outlet: str = "The Lantern") -> tuple[Rewritten, ...]:
    return find_rewritten([draft("a", text, outlet=outlet)], lineage)


def _kinds(found: Sequence[Rewritten]) -> set[SignKind]:
    return {sign.kind for item in found for sign in item.signs}


def test_one_kind_of_sign_is_not_enough() -> None:
    assert _find(PLAIN) == ()
    assert _find(STIFF) == ()
    assert _find("The owner left Port X on Monday (APB).\n" + PLAIN) == ()


def test_an_agency_credit_with_stiff_words_is() -> None:
    found = _find("The owner left Port X on Monday (APB).\n" + STIFF)
    assert _kinds(found) == {SignKind.CREDIT, SignKind.STIFF}
    assert {sign.span.text for sign in found[0].signs if sign.kind is SignKind.CREDIT} == {"APB"} or "(APB)" in {
        sign.span.text for sign in found[0].signs
    }


def test_a_quotation_that_is_never_closed_is_one_sign() -> None:
    found = _find(STIFF + "\nHe replied, “Excellent idea!\n" + PLAIN)
    assert _kinds(found) == {SignKind.OPEN_MARK, SignKind.STIFF}


def test_our_in_reported_speech_without_marks_is_left_over() -> None:
    text = STIFF + "\nShe said that the deal would pay for our jails."
    account = draft(
        "a", text, people={"Ada": ["She"]}, quotes=[(QuoteKind.INDIRECT, "Ada", ["the deal would pay for our jails"])]
    )
    quote = account.quotes[0]
    source = (account.article.span(text.index("She"), text.index("She") + 3),)
    from msgspec.structs import replace

    (found,) = find_rewritten([replace(account, quotes=(replace(quote, source=source),))], ())
    assert [sign.span.text for sign in found.signs if sign.kind is SignKind.LEFT_OVER] == ["our"]


def test_an_account_whose_source_is_here_is_shown_by_its_lineage() -> None:
    text = "The owner left Port X on Monday (APB).\n" + STIFF
    assert _find(text, [Lineage(a="a", b="b", relation=Relation.REWRITE)]) == ()


@pytest.mark.parametrize("text", ["", "“", "(APB)", "our\n“our", "\u200f"])
def test_texts_of_nothing(text: str) -> None:
    assert _find(text) == () or _kinds(_find(text))
