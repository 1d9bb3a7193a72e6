"""Read marked-up articles: news texts in which every piece of reported speech is marked.

A file holds articles in this form, any number of them:

    === slug | outlet | 2031-04-12T09:10:00+02:00 | title
    {q1:“We will rebuild,”} {s1:Mayor Lena Orth} {k1:said} on Friday. {q1:“All of it.”}

    A second paragraph.
    ---
    q1 direct speaker="Lena Orth"

``{q1:...}`` marks content (twice where the cue interrupts it), ``{s1:...}`` the source, ``{k1:...}`` the cue of quote 1; marks
may nest. Below ``---`` stands a line a quote: its kind (direct, mixed, indirect), then ``speaker="canonical name"`` (left out
where nobody is named), ``denies`` where the speech denies something, ``anonymous`` where the speaker is unnamed on purpose.
A backslash before { or } keeps it.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from pathlib import Path
from typing import Any

ROLES = {"q": "content", "s": "source", "k": "cue"}
_TOKEN = re.compile(r"\\[{}]|\{([qsk])(\d+):|\}")
_LINE = re.compile(r'q(\d+) (direct|mixed|indirect)((?: speaker="[^"]+"| denies| anonymous)*)')
_SPEAKER = re.compile(r'speaker="([^"]+)"')

Mark = tuple[str, int, int, int]


def read_marked(folder: Path) -> list[dict[str, Any]]:
    """Return a single-article ledger (articles, entities, quotes) for each article of a folder's ``.txt`` files.

    Raises:
        ValueError: marks or lines do not fit together; the message names file and article.

    """
    ledgers: dict[str, dict[str, Any]] = {}
    for path in sorted(folder.glob("*.txt")):
        for block in re.split(r"(?m)^=== ", path.read_text(encoding="utf-8"))[1:]:
            ledger = read_article(block, path.name)
            slug = ledger["articles"][0]["id"]
            if slug in ledgers:
                raise ValueError(f"{path.name}: {slug} stands twice")
            ledgers[slug] = ledger
    return list(ledgers.values())


def read_ledgers(path: Path) -> list[dict[str, Any]]:
    """Return the single-article ledgers of a JSON Lines file, packed or not."""
    data = path.read_bytes()
    text = (gzip.decompress(data) if path.suffix == ".gz" else data).decode("utf-8")
    return [json.loads(line) for line in text.splitlines()]


def is_held(ledger: dict[str, Any]) -> bool:
    """Tell whether an article is held back from learning for good: one in six, by its id."""
    return int(hashlib.sha256(ledger["articles"][0]["id"].encode()).hexdigest(), 16) % PART == 0


#: One article in so many is held back.
PART = 6


def read_article(block: str, file: str) -> dict[str, Any]:
    """Return the ledger of one article, from the line of its slug on."""
    head, _, rest = block.partition("\n")
    slug, outlet, published, title = (part.strip() for part in head.split("|", 3))
    where = f"{file}: {slug}"
    body, _, notes = rest.partition("\n---")
    text, marks = strip_marks(body.strip("\n"), where)
    entities: dict[str, dict[str, Any]] = {}
    quotes: dict[int, dict[str, Any]] = {}
    for line in filter(None, map(str.strip, notes.splitlines())):
        found = _LINE.fullmatch(line)
        if found is None:
            raise ValueError(f"{where}: cannot read {line!r}")
        number = int(found[1])
        roles = {
            role: [
                {"article": slug, "start": start, "end": end, "text": text[start:end]}
                for part, of, start, end in marks
                if (part, of) == (role, number)
            ]
            for role in ROLES.values()
        }
        if not roles["content"]:
            raise ValueError(f"{where}: q{number} has no content")
        name = _SPEAKER.search(found[3])
        speaker = None
        if name:
            entity = entities.setdefault(name[1], {"id": f"e{len(entities) + 1}", "name": name[1], "kind": "other"})
            speaker = entity["id"]
        denies = " denies" in found[3]
        quotes[number] = {"id": f"q{number}", "kind": found[2], **roles, "speaker": speaker, "denies": denies}
    stray = {number for _, number, _, _ in marks} - set(quotes)
    if stray:
        raise ValueError(f"{where}: marks without a line below: {sorted(stray)}")
    article = {"id": slug, "outlet": outlet, "title": title, "published": published, "language": "en", "text": text}
    return {"articles": [article], "entities": list(entities.values()), "quotes": list(quotes.values())}


def strip_marks(marked: str, where: str) -> tuple[str, list[Mark]]:
    """Return the plain text and its marks as (role, number, start, end), in code points."""
    text: list[str] = []
    marks: list[Mark] = []
    waiting: list[tuple[str, int, int]] = []
    size = at = 0
    for token in _TOKEN.finditer(marked):
        piece = marked[at : token.start()] + (token[0][1] if token[0][0] == "\\" else "")
        text.append(piece)
        size += len(piece)
        at = token.end()
        if token[1]:
            waiting.append((ROLES[token[1]], int(token[2]), size))
        elif token[0] == "}":
            if not waiting:
                raise ValueError(f"{where}: a closing brace too many near {marked[max(0, at - 40) : at]!r}")
            role, number, start = waiting.pop()
            marks.append((role, number, start, size))
    if waiting:
        raise ValueError(f"{where}: mark {waiting[-1][0]} {waiting[-1][1]} is not closed")
    return "".join((*text, marked[at:])), sorted(marks, key=lambda mark: mark[2:])
