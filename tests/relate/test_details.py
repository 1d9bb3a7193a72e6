"""Names and figures of a text."""

from __future__ import annotations

from msgspec.structs import replace
from tests.relate.drafts import draft, span

from rashomon.model.records import Value, ValueKind
from rashomon.relate.details import Details, read_details
from rashomon.relate.outlets import read_outlets


def _read(text: str, outlet: str = "The Skell Lantern") -> Details:
    account = draft("a", text, outlet=outlet)
    words = tuple(replace(word, pos="PROPN") if word.text[:1].isupper() else word for word in account.words)
    number = Value(id="v", span=span(account.article, "some 2,300"), kind=ValueKind.NUMBER, low=2300.0, high=2300.0)
    return read_details(replace(account, words=words, values=(number,)), read_outlets([account])["a"])


def test_names_and_figures_are_details_and_the_own_outlet_is_none() -> None:
    assert _read("Hallen lost some 2,300 people, Ada Brune told the Lantern.").own == {"hallen", "ada", "brune", "2300"}


def test_a_name_is_found_in_any_form_and_a_figure_by_its_amount() -> None:
    late = _read("Hallen's some 2,300 people know Mia.")
    early = Details(own=frozenset(), given=frozenset({"hallen", "2300"}))
    assert late.share_kept(early) == (3, 2)
    assert late.count_figures(early) == 1
    assert late.without([early]).own == {"mia"}
