"""Names and figures of a text: a rewrite has few that its source has not, a report of one's own brings its own."""

from __future__ import annotations

from collections.abc import Iterable

from rashomon.model.annotated import Annotated
from rashomon.model.records import Record, Value, ValueKind
from rashomon.relate.outlets import Outlet
from rashomon.relate.passages import fold_word

#: Days and dates are shared by all who write about one event, so they tell no two texts apart.
_TIMES = frozenset({ValueKind.DATE, ValueKind.TIME})
_LETTERS = 3
#: "One" and "two" stand in every text.
_SMALL = 2


class Details(Record, frozen=True, kw_only=True):
    """The names and figures of one text, and everything in it that a detail of another text may be found among.

    ``places`` tells where each name and figure is first given.
    """

    own: frozenset[str]
    given: frozenset[str]
    places: tuple[tuple[int, str], ...] = ()

    def share_kept(self, source: Details) -> tuple[int, int]:
        """Return how many details there are, and how many of them another text gives too."""
        return len(self.own), len(self.own & source.given)

    def count_figures(self, source: Details) -> int:
        """Return how many of the figures another text gives too."""
        return sum(detail[0].isdigit() for detail in self.own & source.given)

    def list_fresh(self, source: Details) -> tuple[int, ...]:
        """Return where the text first gives a detail that another text does not give."""
        return tuple(start for start, detail in self.places if detail in self.own and detail not in source.given)

    def without(self, others: Iterable[Details]) -> Details:
        """Return the details that none of some other texts gives."""
        own = self.own.difference(*(other.given for other in others))
        return Details(own=own, given=self.given, places=self.places)


def read_details(account: Annotated, outlet: Outlet) -> Details:
    """Return the details of an account; its own outlet's name and the days are none.

    A figure is known by its amount, however it is written: "2,300" and "some 2.3 thousand" are one detail.
    """
    figures: dict[str, int] = {}
    inside: set[int] = set()
    for value in account.values:
        inside.update(range(value.span.start, value.span.end))
        figure = name_figure(value)
        if figure is not None:
            figures[figure] = min(value.span.start, figures.get(figure, value.span.start))
    known = {fold_word(part) for name in outlet.names for part in name.split()}
    names: dict[str, int] = {}
    for word in account.words:
        name = _strip(fold_word(word.text))
        capitalised = word.pos == "PROPN" and word.start not in inside and word.text[:1].isupper()
        if capitalised and len(name) >= _LETTERS and name.isalpha() and name not in known:
            names.setdefault(name, word.start)
    words = {_strip(fold_word(word.text)) for word in account.words}
    return Details(
        own=frozenset(names.keys() | figures.keys()),
        given=frozenset(words | figures.keys()),
        places=tuple(sorted((start, detail) for detail, start in {**names, **figures}.items())),
    )


def name_figure(value: Value) -> str | None:
    """Return the amount of a figure as text; None for days, and for amounts that stand in every text."""
    amount = value.low if value.low is not None else value.high
    if value.kind in _TIMES or not isinstance(amount, int | float) or amount <= _SMALL:
        return None
    return f"{float(amount):g}"


def _strip(word: str) -> str:
    return word.removesuffix("'s").removesuffix("'")
