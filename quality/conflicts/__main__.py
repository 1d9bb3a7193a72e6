"""The command: ``python -m quality.conflicts [open|held|long|denials|denials-held] [--show]``."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from rashomon.model.ids import make_id
from rashomon.model.records import Article, Conflict, Ledger, Nature
from rashomon.model.spans import Span
from rashomon.pipeline import relate_articles

HERE = Path(__file__).parent
PARTS = ("open", "held", "long", "denials", "denials-held")


class Mark(NamedTuple):
    """Two passages of a story and what there is between them: ``kind`` says in what they part, "" for those who do not.

    ``sign`` is "!" for a contradiction, "?" for a difference that wants showing, "~" for what only seems a
    contradiction, and "-" for two that have nothing to do with each other.
    """

    kind: str
    passages: tuple[str, str]
    sign: str = "!"


class Story(NamedTuple):
    """The accounts of one event with what is marked in them."""

    name: str
    articles: tuple[Article, ...]
    marks: tuple[Mark, ...]


class Tally(NamedTuple):
    """What was found: marked contradictions by kind (found, all), reports, those of them marked, and traps."""

    kinds: dict[str, tuple[int, int]]
    reported: int
    right: int
    fallen: int
    traps: int


def read_stories(part: str) -> list[Story]:
    """Read the stories of a part: ``open``, ``held``, ``long``, ``denials`` or ``denials-held``."""
    stories = []
    for block in (HERE / f"{part}.txt").read_text("utf-8").split("## ")[1:]:
        name, *lines = block.splitlines()
        articles: list[Article] = []
        marks = []
        for line in lines:
            if line.startswith("@ "):
                outlet, published, title = line[2:].split(" | ", 2)
                key = make_id("a", outlet, published, title)
                articles.append(Article(id=key, outlet=outlet, title=title, text="", published=published))
            elif line.startswith(("! ", "~ ", "? ", "- ")):
                parts = line[2:].split(" | ")
                marks.append(Mark(parts[0] if line[0] in "!?" else "", (parts[-2], parts[-1]), line[0]))
            elif line.strip():
                old = articles[-1]
                articles[-1] = Article(
                    id=old.id, outlet=old.outlet, title=old.title, published=old.published,
                    text=f"{old.text}\n\n{line}".strip(),
                )  # fmt: skip
        stories.append(Story(name, tuple(articles), tuple(marks)))
    return stories


def find_spots(story: Story, words: str) -> list[tuple[str, int, int]]:
    """Return every place where words stand in the story; words that stand nowhere are a mistake in the file."""
    spots = [
        (article.id, start, start + len(words))
        for article in story.articles
        if (start := article.text.find(words)) >= 0
    ]
    if not spots:
        raise SystemExit(f"{story.name}: nowhere: {words}")
    return spots


def read_sides(ledger: Ledger, conflict: Conflict) -> list[list[Span]]:
    """Return the spans of each side of a conflict, with those of its claims."""
    passages = {claim.id: claim.passage for claim in ledger.claims}
    return [[*side.spans, *(span for key in side.claims for span in passages[key])] for side in conflict.sides]


def is_hit(story: Story, mark: Mark, sides: Sequence[Sequence[Span]]) -> bool:
    """Tell whether two different sides lie on the two passages of a mark."""
    touched = [
        {
            number
            for number, spans in enumerate(sides)
            for span in spans
            for article, start, end in find_spots(story, words)
            if span.article == article and span.start < end and start < span.end
        }
        for words in mark.passages
    ]
    return any(one != other for one in touched[0] for other in touched[1])


def score_story(story: Story, ledger: Ledger) -> Iterator[tuple[str, str, str]]:
    """Yield (what, kind, words): *found*, *missed*, *shown*, *hidden*, *right*, *wrong*, *fallen* or *avoided*."""
    said = [conflict for conflict in ledger.conflicts if conflict.nature is Nature.CONTRADICTION]
    shown = {conflict.id: read_sides(ledger, conflict) for conflict in ledger.conflicts}
    real = [mark for mark in story.marks if mark.kind]
    for mark in story.marks:
        words = " | ".join(mark.passages)
        found = any(is_hit(story, mark, sides) for sides in shown.values())
        if mark.kind:
            yes, no = ("found", "missed") if mark.sign == "!" else ("shown", "hidden")
            yield yes if found else no, mark.kind, words
        elif mark.sign == "~":
            loose = [c for c in said if not any(is_hit(story, other, shown[c.id]) for other in real)]
            fallen = any(is_hit(story, mark, shown[conflict.id]) for conflict in loose)
            yield "fallen" if fallen else "avoided", "", words
        else:
            yield "fallen" if found else "avoided", "", words
    for conflict in said:
        right = any(is_hit(story, mark, shown[conflict.id]) for mark in real)
        yield "right" if right else "wrong", conflict.kind.value, f"{conflict.why} {conflict.reasons}"


def main() -> None:
    """Print the figures of a part; ``--show`` prints every line."""
    parser = argparse.ArgumentParser(description="Count the marked contradictions that are found.")
    parser.add_argument("part", nargs="?", default="open", choices=PARTS)
    parser.add_argument("--show", action="store_true", help="print what was missed and what was wrong")
    args = parser.parse_args()
    rows = [
        (story.name, *row)
        for story in read_stories(args.part)
        for row in score_story(story, relate_articles(story.articles))
    ]
    if args.show:
        for row in rows:
            print(" | ".join(row))
    whats = ("found", "missed", "shown", "hidden", "right", "wrong", "fallen", "avoided")
    counts = {what: sum(row[1] == what for row in rows) for what in whats}
    print(f"contradictions found {counts['found']} of {counts['found'] + counts['missed']}")
    for kind in sorted({row[2] for row in rows if row[1] in ("found", "missed")}):
        mine = [row[1] for row in rows if row[2] == kind and row[1] in ("found", "missed")]
        print(f"  {kind:8} {mine.count('found')} of {len(mine)}")
    print(f"differences shown {counts['shown']} of {counts['shown'] + counts['hidden']}")
    print(f"reported contradictions that are marked {counts['right']} of {counts['right'] + counts['wrong']}")
    denials = [row[1] for row in rows if row[1] in ("right", "wrong") and row[2] == "denial"]
    print(f"  of these denials {denials.count('right')} of {len(denials)}")
    print(f"traps fallen into {counts['fallen']} of {counts['fallen'] + counts['avoided']}")


if __name__ == "__main__":
    main()
