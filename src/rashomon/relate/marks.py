"""What stands between quotation marks, in marks of any shape."""

from __future__ import annotations

#: Marks that only open, with the marks that close them.
_CLOSERS = {"“": "”", "„": "“”", "«": "»", "‘": "’", "‚": "‘’", "‹": "›", "”": "”"}
_STRAIGHT = "\"'"
_SINGLE = frozenset("'‘‚’")
#: Characters after which a straight mark opens.
_BEFORE_OPENING = frozenset("([{-–—/“‘\"'…")


def find_marked(text: str) -> tuple[tuple[int, int], ...]:
    """Return the stretches inside quotation marks, the marks left out, in order.

    A quotation ends at the end of its paragraph even where the closing mark is missing. Marks inside a quotation do
    not open another one: the outermost counts.

    >>> text = 'He said it was “quite safe”, or "safe enough".'
    >>> [text[start:end] for start, end in find_marked(text)]
    ['quite safe', 'safe enough']
    """
    found: list[tuple[int, int]] = []
    start, closers = -1, ""
    for place, char in enumerate(text):
        if start < 0:
            if _opens(text, place, char):
                start, closers = place + 1, char if char in _STRAIGHT else _CLOSERS[char]
        elif char == "\n" and text[place + 1 : place + 2] == "\n":
            if closers not in _SINGLE:
                found.append((start, place))
            start = -1
        elif char in closers and _closes(text, place, char):
            found.append((start, place))
            start = -1
    if start >= 0 and closers not in _SINGLE:
        found.append((start, len(text)))
    return tuple((a, b) for a, b in found if text[a:b].strip())


def _opens(text: str, place: int, char: str) -> bool:
    """Tell whether a mark opens: a closing shape never does, a straight one at the start of a word."""
    if char == "”":
        return False
    before, after = text[place - 1 : place], text[place + 1 : place + 2]
    if char in _STRAIGHT:
        free = not before or before.isspace() or before in _BEFORE_OPENING
        return free and bool(after) and not after.isspace()
    if char not in _CLOSERS:
        return False
    return bool(after) and not after.isspace()


def _closes(text: str, place: int, char: str) -> bool:
    """Tell whether a mark closes: a single one in the middle of a word is an apostrophe."""
    after = text[place + 1 : place + 2]
    if char in _SINGLE:
        return not after.isalnum()
    if char == '"':
        return not (after.isalnum() and text[place - 1 : place].isspace())
    return True
