"""Choose the pairs of the gate from families held back: ``python -m train.hold PAIRS.jsonl OUT.jsonl``.

PAIRS are the lines of ``train.expansions``. Of every ten families one is for choosing settings (place 4 of ten) and one for
testing (place 9): ``--choose`` takes the former. Half of the lines are distorted, in ten kinds; half are not.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np

#: Ten kinds of distortion, each with the ways in which it is made: written by hand first, else by an automatic change.
KINDS = {
    "number": ("family number", "distorted number"),
    "magnitude": ("distorted magnitude",),
    "unit": ("distorted unit",),
    "day": ("distorted day",),
    "date": ("family date", "distorted date"),
    "place": ("family place", "distorted place"),
    "actor": ("family actor", "distorted actor"),
    "role": ("distorted role",),
    "negation": ("family denial", "distorted negation"),
    "status": ("family wording", "family sequence", "family scope", "distorted status"),
}
#: Lines of each kind, and lines without a distortion: by hand in very other words, and changed in form only.
EACH, BY_HAND, BY_FORM = 21, 130, 80


def main() -> None:
    """Write the lines."""
    parser = argparse.ArgumentParser()
    parser.add_argument("pairs", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--choose", action="store_true")
    arguments = parser.parse_args()
    place = 4 if arguments.choose else 9
    lines = [json.loads(line) for line in arguments.pairs.read_text("utf-8").splitlines()]
    lines = [line for line in lines if line["held"] and line["family"] % 10 == place]
    random = np.random.default_rng(11)
    lines = [lines[int(i)] for i in random.permutation(len(lines))]
    chosen = []
    for kind, ways in KINDS.items():
        found = []
        for way in ways:
            of_way = [
                line for line in lines if line["label"] == "conflict"
                and way == (f"family {line['kind']}" if line["made"] == "family" else line["made"])
            ]  # fmt: skip
            found += _spread(of_way, EACH - len(found))
        chosen += [
            {"kind": kind, "distorted": True, "a": line["b"], "b": line["a"], "made": line["made"]} for line in found
        ]
    same = [line for line in lines if line["label"] == "same"]
    for kind, found in (
        ("paraphrase", _spread([line for line in same if line["made"] == "family"], BY_HAND)),
        ("form", _spread([line for line in same if line["made"] != "family"], BY_FORM)),
    ):
        chosen += [
            {"kind": kind, "distorted": False, "a": line["b"], "b": line["a"], "made": line["made"]} for line in found
        ]
    text = "".join(json.dumps({"id": f"d{n:03d}", **line}, ensure_ascii=False) + "\n" for n, line in enumerate(chosen))
    arguments.out.write_text(text, encoding="utf-8")
    print({kind: sum(line["kind"] == kind for line in chosen) for kind in (*KINDS, "paraphrase", "form")}, len(chosen))


def _spread(lines: list[dict], most: int) -> list[dict]:
    """Return up to so many lines, a family at a time, so that no family fills the set."""
    homes: dict[int, list[dict]] = {}
    for line in lines:
        homes.setdefault(line["family"], []).append(line)
    found = []
    while len(found) < most and any(homes.values()):
        for key in list(homes):
            if homes[key] and len(found) < most:
                found.append(homes[key].pop())
    return found


if __name__ == "__main__":
    main()
