"""Reads the word lists of this package: plain text, a section in square brackets, ``#`` for comments."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def load_lexicon(name: str) -> dict[str, frozenset[str]]:
    """Return the sections of the word list ``lexicon/<name>.txt``; words are in lower case.

    Words are parted by white space; a section whose name ends in "phrase" holds one phrase a line instead.

    Raises:
        FileNotFoundError: there is no such list.

    >>> "reject" in load_lexicon("claims")["denial verbs"]
    True
    """
    sections: dict[str, set[str]] = {}
    current, by_line = "", False
    text = files("rashomon.annotate").joinpath("lexicon", f"{name}.txt").read_text(encoding="utf-8")
    for raw in text.splitlines():
        line = raw.partition("#")[0].strip().lower()
        if line.startswith("[") and line.endswith("]"):
            current = line[1:-1].strip()
            by_line = current.endswith("phrase")
            sections.setdefault(current, set())
        elif line:
            sections[current].update([line] if by_line else line.split())
    return {section: frozenset(words) for section, words in sections.items()}
