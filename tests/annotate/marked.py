"""Short texts with the marks of quotes in them: ``{q1:words}`` is content, ``{s1:source}``, ``{k1:cue}``."""

from __future__ import annotations

import re

from rashomon.model.records import Article, Quote, QuoteKind
from rashomon.model.spans import Span

_OPEN = re.compile(r"\{([qsk])(\d):")


def read_marked(marked: str, *, outlet: str | None = None) -> tuple[Article, tuple[Quote, ...]]:
    """Return the article and the quotes that its marks say, without speakers."""
    text, stack, found = "", [], []
    place = 0
    while place < len(marked):
        opened = _OPEN.match(marked, place)
        if opened:
            stack.append((opened[1], opened[2], len(text)))
            place = opened.end()
        elif marked[place] == "}":
            role, number, start = stack.pop()
            found.append((number, role, start, len(text)))
            place += 1
        else:
            text += marked[place]
            place += 1
    article = Article(id="a1", text=text, outlet=outlet)
    return article, tuple(_make_quote(article, number, found) for number in sorted({n for n, *_ in found}))


def _make_quote(article: Article, number: str, found: list[tuple[str, str, int, int]]) -> Quote:
    def spans(role: str) -> tuple[Span, ...]:
        return tuple(article.span(start, end) for n, r, start, end in found if (n, r) == (number, role))

    content = spans("q")
    direct = content[0].text[0] in '“"‘'
    kind = QuoteKind.DIRECT if direct else QuoteKind.INDIRECT
    return Quote(id=number, kind=kind, content=content, source=spans("s"), cue=spans("k"))
