"""What stands between quotation marks."""

from __future__ import annotations

from rashomon.annotate.marks import pair_marks

_MARKS = "\"'`＂“”„‟«»‘’‚‛"


def find_marked(text: str) -> tuple[tuple[int, int], ...]:
    """Return the stretches inside quotation marks of any shape, the marks left out, in order; the outermost count.

    >>> text = 'He said it was “quite safe”, or "safe enough".'
    >>> [text[start:end] for start, end in find_marked(text)]
    ['quite safe', 'safe enough']
    """
    found = []
    for marked in pair_marks(text):
        inside = text[marked.start : marked.end]
        start = marked.start + len(inside) - len(inside.lstrip(_MARKS))
        end = marked.end - (len(inside) - len(inside.rstrip(_MARKS)) if marked.closed else 0)
        if marked.depth == 0 and text[start:end].strip():
            found.append((start, end))
    return tuple(sorted(found))
