"""Markdown as plain text: front matter read, marks of layout taken out, words kept."""

from __future__ import annotations

import re

_FRONT = re.compile(r"\A\s{0,9}---[ \t]*\n(?P<lines>.{0,8000}?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_KEY = re.compile(r"(?P<key>[A-Za-z][\w-]{0,30})[ \t]*:[ \t]*(?P<value>.*)")
_ITEM = re.compile(r"[ \t]*-[ \t]+(?P<value>.+)")
#: Each takes time in proportion to the text: no mark looks further than its bound.
_MARKS = (
    (re.compile(r"<!--.{0,2000}?-->", re.DOTALL), ""),
    (re.compile(r"^[ ]{0,3}\[[^\]\n]{1,99}\]:[ \t]*\S{1,999}.*$", re.MULTILINE), ""),
    (re.compile(r"^[ ]{0,3}(?:```|~~~).*$", re.MULTILINE), ""),
    (re.compile(r"^[ ]{0,3}(?:[-*_][ \t]*){3,99}$", re.MULTILINE), ""),
    (re.compile(r"^[ ]{0,3}#{1,6}[ \t]+(.*?)[ \t]*#*[ \t]*$", re.MULTILINE), r"\1"),
    (re.compile(r"^(?:[ ]{0,3}>[ \t]?){1,9}", re.MULTILINE), ""),
    (re.compile(r"^[ ]{0,3}[-*+][ \t]+(?=\S)", re.MULTILINE), ""),
    (re.compile(r"!\[[^\]\n]{0,400}\]\([^()\s]{0,900}(?:\s\"[^\"\n]{0,400}\")?\)"), ""),
    (re.compile(r"\[([^\[\]\n]{1,400})\]\([^()\s]{0,900}(?:\s\"[^\"\n]{0,400}\")?\)"), r"\1"),
    (re.compile(r"<((?:https?://|mailto:)[^<>\s]{1,900})>"), r"\1"),
    (re.compile(r"(\*\*|__)(?=\S)([^*_\n]{1,900}?)(?<=\S)\1"), r"\2"),
    (re.compile(r"(?<![\w*])\*(?=[^\s*])([^*\n]{1,900}?)(?<=[^\s*])\*(?![\w*])"), r"\1"),
    (re.compile(r"(?<![\w_])_(?=[^\s_])([^_\n]{1,900}?)(?<=[^\s_])_(?![\w_])"), r"\1"),
    (re.compile(r"`([^`\n]{1,400})`"), r"\1"),
    (re.compile(r"(?:[ ]{2,}|\\)(?=\n)"), ""),
    (re.compile(r"\\([\\`*_{}\[\]()#+.!|>~-])"), r"\1"),
    (re.compile(r"\n{3,}"), "\n\n"),
)  # fmt: skip


def split_front_matter(text: str) -> tuple[dict[str, tuple[str, ...]], str]:
    r"""Return the fields between two lines of three dashes, in small letters, and the text after them.

    Only what front matter usually holds is read: ``key: value``, ``key: [a, b]``, and lists with dashes.

    >>> split_front_matter("---\ntitle: 'A fire'\nauthor: [Ida Holm, Tor Vik]\n---\nIt burned.")
    ({'title': ('A fire',), 'author': ('Ida Holm', 'Tor Vik')}, 'It burned.')
    """
    found = _FRONT.match(text)
    if not found:
        return {}, text
    fields: dict[str, tuple[str, ...]] = {}
    key = ""
    for line in found["lines"].split("\n"):
        if pair := _KEY.match(line):
            key = pair["key"].lower()
            fields[key] = _read_value(pair["value"])
        elif (item := _ITEM.match(line)) and key:
            fields[key] += _read_value(item["value"])
    return ({name: value for name, value in fields.items() if value}, text[found.end() :]) if fields else ({}, text)


def _read_value(text: str) -> tuple[str, ...]:
    text = text.strip()
    if text.startswith("[") and text.endswith("]"):
        return tuple(part for piece in text[1:-1].split(",") for part in _read_value(piece))
    if len(text) >= 2 and text[0] == text[-1] and text[0] in "'\"":
        text = text[1:-1].replace('\\"', '"').replace("''", "'")
    return (text,) if text else ()


def strip_marks(text: str) -> str:
    """Return Markdown without its marks: headings, emphasis, links and lists keep their words alone.

    >>> strip_marks("He said *no* to [the board](https://board.example/a_b), **twice**.")
    'He said no to the board, twice.'
    >>> strip_marks("2 * 3 * 4 and snake_case_name stay")
    '2 * 3 * 4 and snake_case_name stay'
    """
    for pattern, put in _MARKS:
        text = pattern.sub(put, text)
    return text
