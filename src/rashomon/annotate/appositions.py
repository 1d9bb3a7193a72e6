"""Roles that stand beside a name: "Lena Orth, the mayor of Orthaven", "the harbourmaster, Lena Orth"."""

from __future__ import annotations

from collections.abc import Mapping

from spacy.tokens import Doc

from rashomon.annotate.casts import Cast
from rashomon.annotate.descriptions import Description
from rashomon.annotate.figures import Figure
from rashomon.annotate.names import Name, closes_apposition
from rashomon.annotate.roles import HONORIFICS
from rashomon.model.records import EntityKind

#: Tokens that an apposition may have; the longest seen has 12.
LONGEST = 16


class Appositions:
    """Gives persons the roles that stand before or after their names, and the bodies in whose name they speak.

    ``reach`` holds, by the first token of a name, from where to where its mention goes; ``heads`` are the descriptions
    that are used up.
    """

    def __init__(self, cast: Cast, by_name: Mapping[int, Figure]) -> None:
        self._cast, self._doc, self._by_name = cast, cast.doc, by_name
        self.reach: dict[int, tuple[int, int]] = {}
        self.heads: set[int] = set()
        self._bodies = {
            figure.names[0][0].casefold(): figure
            for figure in reversed(list(by_name.values()))
            if figure.kind is EntityKind.ORGANIZATION and figure.names
        }
        ends = {d.end: d for d in cast.descriptions} | {d.reach: d for d in cast.descriptions}
        starts = {d.start: d for d in cast.descriptions}
        for name in cast.names:
            if name.kind is EntityKind.PERSON:
                self._read(name, ends, starts)

    def _read(self, name: Name, ends: Mapping[int, Description], starts: Mapping[int, Description]) -> None:
        """Read the words around one name."""
        figure = self._by_name[name.first]
        start, end = name.start, name.last
        self.tie(figure, start, name.first)
        before = ends.get(start - 1) if start > 1 and self._doc[start - 1].text == "," else None
        after = self._find_after(end, starts)
        if before is not None and self._fits_before(before, end):
            start = before.start
            self._take(figure, before)
        elif after is not None:
            end = after.reach
            self._take(figure, after)
        titled = bool(set(name.roles) - HONORIFICS)
        figure.introduced = figure.introduced or titled or (start, end) != (name.start, name.last)
        self.reach[name.first] = (start, end)

    def _take(self, figure: Figure, found: Description) -> None:
        self.heads.add(found.head)
        self.describe(figure, found)

    def _fits_before(self, before: Description, end: int) -> bool:
        """Tell whether a description and the name after it are one: "the mayor, Lena Orth, said".

        A list goes on with "and"; in "one captain, Orth said" the name has a verb of its own.
        """
        if before.sort != "person" or before.plural:
            return False
        return end >= len(self._doc) or self._doc[end].is_punct or self._doc[end].is_space

    def _find_after(self, end: int, starts: Mapping[int, Description]) -> Description | None:
        """Return the description that stands in apposition after a name."""
        place = end
        if place + 2 < len(self._doc) and self._doc[place].text == "," and self._doc[place + 1].like_num:
            place += 2
        if place + 1 >= len(self._doc) or self._doc[place].text != ",":
            return None
        found = starts.get(place + 1)
        if found is None or found.sort != "person" or found.plural or found.reach - end > LONGEST:
            return None
        return found if closes_apposition(self._doc, found.reach) else None

    def describe(self, figure: Figure, found: Description) -> None:
        """Give a figure the role that a description tells, and the body it names."""
        figure.add_roles((*found.words, *read_complement(self._doc, found)), found.noun)
        self.tie(figure, found.start, found.reach)

    def tie(self, figure: Figure, start: int, end: int) -> None:
        """Note the body in whose name a person speaks, where the words around the name tell it."""
        for i in range(start, end):
            body = self._bodies.get(self._doc[i].lower_)
            if figure.body is None and body is not None and body is not figure and self._doc[i].text[0].isupper():
                figure.body = body


def read_complement(doc: Doc, found: Description) -> tuple[str, ...]:
    """Return the lower-case words that belong to a description after its noun: "of transport"."""
    return tuple(t.lower_ for t in doc[found.end : found.reach] if t.is_alpha and not t.is_stop)
