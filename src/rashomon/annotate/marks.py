"""Pairs quotation marks: straight, curly, single, guillemets, German; one pass over the text.

A mark that is never closed costs at most its own passage: it ends with its paragraph, or is dropped where the same mark
opens again before that.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from rashomon.model.records import Record


class MarkSettings(Record, frozen=True, kw_only=True):
    """What pairing may look at.

    ``lookahead``: characters searched for a better closing mark after an apostrophe ("the boys' toys");
    a quoted word or sentence ends well within it, and the bound keeps the pass linear. ``nesting``: marks open at once;
    printed text has at most three.
    """

    lookahead: int = 300
    nesting: int = 4


SETTINGS = MarkSettings()


class Marked(Record, frozen=True, kw_only=True):
    """A passage with its quotation marks: ``text[start:end]``.

    ``closed`` is False where the closing mark is missing and the passage ends with its paragraph; ``single`` tells the
    family of the mark; ``depth`` is 0 for a passage that lies in no other.
    """

    start: int
    end: int
    closed: bool = True
    single: bool = False
    depth: int = 0


@dataclass
class _Open:
    """An opening mark that waits for its closing one; ``fallback`` is the end at a mark of the other family."""

    style: str
    start: int
    strong: bool
    fallback: int = -1


_SINGLE = frozenset("'‘’‚‛")
_SIGNS = re.compile("``|''|[\"＂“”„‟«»'‘’‚‛]|\n")
_OPENS_AFTER = frozenset("([{<—–-/*_>“‘«„‚\"'…")
#: Words that are written with an apostrophe in front.
_ELIDED = re.compile(
    r"(?:\d|(?:em|tis|twas|til|till|cause|cos|n|bout|round|ere|ave|im|er|is|ad|course)\b)", re.IGNORECASE
)
#: What stands before a single mark that surely opens speech.
_STRONG = frozenset({": ", ", ", ". ", "! ", "? "})
_ENDINGS = frozenset(".,!?…;:)—–")


def pair_marks(text: str) -> tuple[Marked, ...]:
    """Return the passages in quotation marks, in the order of the text, outer before inner.

    Line breaks end a paragraph, unless the next line goes on in lower case. Passages without a letter or digit are left
    out.

    >>> [text[m.start : m.end] for text in ['“Go,” he said. ‘It’s late.’'] for m in pair_marks(text)]
    ['“Go,”', '‘It’s late.’']
    """
    found: list[Marked] = []
    stack: list[_Open] = []
    for sign in _SIGNS.finditer(text):
        place, mark = sign.start(), sign.group()
        if mark == "\n":
            if not _goes_on(text, sign.end()):
                _flush(text, stack, place, found)
        else:
            _take(text, mark, place, stack, found)
    _flush(text, stack, len(text), found)
    kept = [m for m in found if any(c.isalnum() for c in text[m.start : m.end])]
    return _nest(kept)


def _goes_on(text: str, place: int) -> bool:
    """Tell whether a line break is only a wrapped line: the next line begins in lower case."""
    return text[place : place + 1].islower()


def _take(text: str, mark: str, place: int, stack: list[_Open], found: list[Marked]) -> None:
    """Open or close with one mark."""
    end = place + len(mark)
    before, after = text[place - 1 : place], text[end : end + 1]
    if mark in _SINGLE:
        _take_single(text, mark, place, stack, found)
        return
    held = _last(stack, single=False)
    opens = _fits_opening(before, after)
    if held is not None and _closes(stack[held].style, mark, before, after, opens):
        _close(stack, held, end, found)
    elif mark in {"”", "''"} and not opens:
        inner = _last(stack, single=True)  # ‘...”: the writer mixed the families
        if inner is not None and before in _ENDINGS:
            stack[inner].fallback = end
    elif opens or mark in {"“", "„", "«", "``"} or (before.isspace() and after.isspace()):
        if held is not None:
            _reopen(stack, held, found)
        _push(stack, _Open(mark, place, strong=True))


def _closes(style: str, mark: str, before: str, after: str, opens: bool) -> bool:
    """Tell whether a double mark closes one that was opened as ``style``."""
    if mark in {'"', "＂"}:
        return style != "«" and (not opens or before.isalnum() or before in _ENDINGS)
    if mark in {"”", "''"}:
        return style != "«" and bool(before)
    if mark in {"“", "‟"}:
        return style == "„" or (style in {'"', "“"} and not opens and not before.isspace() and not after.isalnum())
    if mark == "»":
        return style == "«"
    return mark == "«" and style == "»"


def _take_single(text: str, mark: str, place: int, stack: list[_Open], found: list[Marked]) -> None:
    """Open or close with a single mark, which may as well be an apostrophe."""
    before, after = text[place - 1 : place], text[place + 1 : place + 2]
    if before.isalnum() and after.isalnum():
        return
    held = _last(stack, single=True)
    opens = _fits_opening(before, after) and mark != "’" and not _ELIDED.match(text, place + 1)
    if mark == "‚":
        opens = opens and not before.isalnum()
    if held is not None and before and not before.isspace() and not opens:
        if mark in {"'", "’"} and _is_possessive(text, place, stack[held].start):
            return
        _close(stack, held, place + 1, found)
    elif opens:
        if held is not None:
            _reopen(stack, held, found)
        strong = after.isupper() and (not before or before == "\n" or text[max(0, place - 2) : place] in _STRONG)
        _push(stack, _Open(mark, place, strong=strong))
    elif held is None and before in _ENDINGS and (outer := _last(stack, single=False)) is not None:
        stack[outer].fallback = place + 1


def _is_possessive(text: str, place: int, start: int) -> bool:
    """Tell whether a mark after an s is an apostrophe: a word follows, and a better closing mark comes later."""
    if text[place - 1 : place].lower() != "s" or not re.match(r" [a-z]", text[place + 1 : place + 3]):
        return False
    ahead = text[place + 1 : place + 1 + SETTINGS.lookahead].partition("\n")[0]
    better = re.search(r"(?<=\S)['’](?!\w)", ahead)
    opening = re.search(r"(?:^|\s)['‘](?=\w)", ahead)
    return better is not None and (opening is None or better.start() < opening.start()) and start < place


def _fits_opening(before: str, after: str) -> bool:
    """Tell whether a mark between these characters can open a passage."""
    if not after or after.isspace() or after in ".,;:!?)":
        return False
    return not before or before.isspace() or before in _OPENS_AFTER


def _last(stack: list[_Open], *, single: bool) -> int | None:
    """Return the place in the stack of the innermost open mark of a family."""
    for place in range(len(stack) - 1, -1, -1):
        if (stack[place].style in _SINGLE) == single:
            return place
    return None


def _push(stack: list[_Open], mark: _Open) -> None:
    if len(stack) < SETTINGS.nesting:
        stack.append(mark)


def _close(stack: list[_Open], place: int, end: int, found: list[Marked]) -> None:
    """Close the mark at a place in the stack; what was opened inside it and never closed is dropped."""
    mark = stack[place]
    found.append(Marked(start=mark.start, end=end, single=mark.style in _SINGLE))
    del stack[place:]


def _reopen(stack: list[_Open], place: int, found: list[Marked]) -> None:
    """The same family opens again: the earlier mark was never closed, and is lost unless another mark ended it."""
    mark = stack[place]
    if mark.fallback > 0:
        found.append(Marked(start=mark.start, end=mark.fallback, single=mark.style in _SINGLE))
    del stack[place:]


def _flush(text: str, stack: list[_Open], end: int, found: list[Marked]) -> None:
    """End a paragraph: the outermost open mark reaches to its end, if it surely was a quotation mark."""
    for mark in stack:
        single = mark.style in _SINGLE
        if mark.fallback > 0:
            found.append(Marked(start=mark.start, end=mark.fallback, single=single))
        elif mark.strong or _opens_next(text, end) == mark.style:
            stop = mark.start + len(text[mark.start : end].rstrip())
            found.append(Marked(start=mark.start, end=stop, closed=False, single=single))
            break
    stack.clear()


def _opens_next(text: str, end: int) -> str:
    """Return the first character of the next paragraph: speech over several paragraphs repeats its opening mark."""
    while end < len(text) and text[end].isspace():
        end += 1
    return text[end : end + 1]


def _nest(found: list[Marked]) -> tuple[Marked, ...]:
    """Sort the passages and count how deep each lies; one that crosses another is dropped."""
    kept: list[Marked] = []
    around: list[Marked] = []
    for mark in sorted(found, key=lambda m: (m.start, -m.end)):
        while around and around[-1].end <= mark.start:
            around.pop()
        if around and mark.end > around[-1].end:
            continue
        depth = len(around)
        kept.append(Marked(start=mark.start, end=mark.end, closed=mark.closed, single=mark.single, depth=depth))
        around.append(mark)
    return tuple(kept)
