"""Times measured on marked sentences of ours: ``python -m quality.times [open|held|open2...] [--errors]``.

strict   the same letters and digits; relaxed: spans that overlap, best first, one to one;
value    relaxed, with the same TIMEX3 value. Durations and dates alike; numbers and ages are not counted.

``--errors`` prints what is missed, wrong and too much in the open parts alone.
"""

from __future__ import annotations

import argparse

from quality.times.sentences import PARTS, Marked, read_part
from rashomon.annotate.values import find_values
from rashomon.model.records import Article, Value, ValueKind
from rashomon.weights.parsers import load_parser

_KINDS = (ValueKind.DATE, ValueKind.TIME, ValueKind.DURATION)


def pair_times(gold: Marked, found: tuple[Value, ...]) -> dict[int, int]:
    """Return which marks meet which values, best first, one to one."""
    pairs = []
    for i, mark in enumerate(gold.marks):
        for j, value in enumerate(found):
            common = min(mark.end, value.span.end) - max(mark.start, value.span.start)
            if common > 0:
                whole = mark.end - mark.start + value.span.end - value.span.start - common
                pairs.append((-common / whole, i, j))
    matched: dict[int, int] = {}
    for _, i, j in sorted(pairs):
        if i not in matched and j not in matched.values():
            matched[i] = j
    return matched


def measure_times(texts: list[Marked], *, errors: bool = False) -> dict[str, float]:
    """Return F1 of spans, of overlaps and of values, with precision and recall of overlaps."""
    parser = load_parser()
    strict = relaxed = right = wanted = given = 0
    for gold in texts:
        article = Article(id="a1", text=gold.text, published=gold.published)
        found = tuple(v for v in find_values(parser(gold.text), article) if v.kind in _KINDS)
        matched = pair_times(gold, found)
        same = {i: j for i, j in matched.items() if found[j].timex == gold.marks[i].timex}
        strict += sum((m.start, m.end) in {(v.span.start, v.span.end) for v in found} for m in gold.marks)
        relaxed, right = relaxed + len(matched), right + len(same)
        wanted, given = wanted + len(gold.marks), given + len(found)
        if errors:
            print_errors(gold, found, matched, same)
    both = max(1, wanted + given)
    figures = {"strict f1": 2 * strict / both, "relaxed f1": 2 * relaxed / both, "value f1": 2 * right / both}
    figures |= {"relaxed precision": relaxed / max(1, given), "relaxed recall": relaxed / max(1, wanted)}
    return {name: round(figure, 3) for name, figure in figures.items()}


def print_errors(gold: Marked, found: tuple[Value, ...], matched: dict[int, int], same: dict[int, int]) -> None:
    """Print what a text has wrong."""
    for i, mark in enumerate(gold.marks):
        words = gold.text[mark.start : mark.end]
        if i not in matched:
            print(f"missed  {words!r} {mark.timex}: {gold.text}")
        elif i not in same:
            print(f"wrong   {words!r} {mark.timex} not {found[matched[i]].timex}: {gold.text}")
    for j, value in enumerate(found):
        if j not in matched.values():
            print(f"extra   {value.span.text!r} {value.timex}: {gold.text}")


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("part", nargs="?", choices=PARTS)
    parser.add_argument("--errors", action="store_true")
    args = parser.parse_args()
    for part in (args.part,) if args.part else PARTS:
        texts = read_part(part)
        figures = measure_times(texts, errors=args.errors and part.startswith("open"))
        print(f"{part}: {len(texts)} texts, {sum(len(text.marks) for text in texts)} times, {figures}")


if __name__ == "__main__":
    main()
