"""Pieces of HTML, as feeds carry them, to text: one line a paragraph, words kept."""

from __future__ import annotations

import re
from typing import Any

_BREAKING = frozenset(
    """address article aside blockquote br dd div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6 header hr li main ol
    p pre section table td th tr ul""".split()  # noqa: SIM905
)
_SILENT = frozenset({"script", "style", "template", "noscript", "iframe", "object", "figcaption", "svg", "head"})
_MARKUP = re.compile(r"<[a-zA-Z!/]|&(?:#\d+|#x[0-9a-fA-F]+|[a-zA-Z]+\d*);")
_SPACE = re.compile(r"\s+")
#: Elements within elements that are followed: pages have 30; a bomb has a million.
_DEEPEST = 200


def read_fragment(html: str) -> str:
    r"""Return the words of a piece of HTML; what has no markup is text already.

    >>> read_fragment("<p>It burned.<br/>Six died.</p><script>x()</script><p>A &amp; B</p>")
    'It burned.\nSix died.\nA & B'
    >>> read_fragment("Fish & chips cost < 5.")
    'Fish & chips cost < 5.'
    """
    if not _MARKUP.search(html):
        return "\n".join(line.strip() for line in html.splitlines() if line.strip())
    from lxml.etree import LxmlError
    from lxml.html import HTMLParser, fromstring

    try:
        root = fromstring(f"<div>{html}</div>", parser=HTMLParser(remove_comments=True, remove_pis=True))
    except (LxmlError, ValueError):
        return ""
    parts: list[str] = []
    _collect(root, parts, 0)
    lines = (_SPACE.sub(" ", line).strip() for line in "".join(parts).split("\n"))
    return "\n".join(line for line in lines if line)


def _collect(element: Any, parts: list[str], depth: int) -> None:
    """Add the words of an element to the parts, with a line break where it begins and ends a block."""
    block = element.tag in _BREAKING
    if block:
        parts.append("\n")
    if element.tag not in _SILENT and depth < _DEEPEST:
        parts.append(_SPACE.sub(" ", element.text or ""))
        for child in element:
            _collect(child, parts, depth + 1)
    if block:
        parts.append("\n")
    parts.append(_SPACE.sub(" ", element.tail or ""))
