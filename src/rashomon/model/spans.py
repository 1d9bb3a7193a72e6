"""A piece of an article's text, held with its place so that it can always be checked."""

from __future__ import annotations

import msgspec

from rashomon.model.errors import SpanError


class Span(msgspec.Struct, frozen=True, kw_only=True, order=True):
    """A passage: ``text[start:end]`` of one article, in Unicode code points, end exclusive.

    Raises:
        SpanError: the offsets are empty, reversed, negative, or do not fit the text.

    >>> Span(article="a1", start=0, end=5, text="Three").text
    'Three'

    """

    article: str
    start: int
    end: int
    text: str

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise SpanError(f"span {self.start}..{self.end} of article {self.article!r} is empty or reversed")
        if self.end - self.start != len(self.text):
            raise SpanError(
                f"span {self.start}..{self.end} of article {self.article!r} holds {len(self.text)} characters, "
                f"not {self.end - self.start}"
            )

    def overlaps(self, other: Span) -> bool:
        """Tell whether two spans share a character.

        >>> a = Span(article="a1", start=0, end=5, text="Three")
        >>> a.overlaps(Span(article="a1", start=4, end=6, text="e "))
        True
        """
        return self.article == other.article and self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """Tell whether the other span lies wholly inside this one."""
        return self.article == other.article and self.start <= other.start and other.end <= self.end
