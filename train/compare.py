"""Write what a tagger marks by itself, for comparing it with published systems on their data.

    python -m train.tagger PART.jsonl --ledgers --layers 6 --epochs 5 --batch 2048 --rate 2.5e-4 --hidden 0.1 --out MODEL
    python -m train.compare MODEL GOLD.jsonl PRED.jsonl --odds -0.8 -0.5 0.1 0

The published systems mark every word once and add no rules of their own to what they mark; neither does this. Each text
is read twice, with windows that begin at other places, and the mean counts. ``--odds`` is added to the log-odds of being
marked in each layer (content, content inside content, source, cue), to be chosen on data that is not the test.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from rashomon.annotate.quotes import find_speech
from rashomon.annotate.tagged import Run, Tagged, make_text, read_contents
from rashomon.annotate.units import Parsed, read_document
from rashomon.weights.parsers import load_parser
from rashomon.weights.tagger import LAYERS, WINDOW, Reading, SpeechTagger, open_tagger
from train.marked import read_ledgers


@dataclass
class Attribution:
    """Contents that point to one cue, with it and their source."""

    content: list[Run] = field(default_factory=list)
    cue: Run | None = None
    source: Run | None = None


def read_twice(parsed: Parsed, tagger: SpeechTagger, odds: list[float]) -> list[Reading]:
    """Return the readings of a text, the mean of two passes, with odds added."""
    text = make_text(parsed, find_speech(parsed))
    first, second = tagger.read(text), tagger.read(text, WINDOW // 2)
    if not first:
        return []
    chances = [np.exp(np.concatenate([reading.labels for reading in some])) for some in (first, second)]
    labels = np.log((chances[0] + chances[1]) / 2)
    labels[:, :, 0] -= np.array(odds, dtype=np.float32)
    ends = np.cumsum([len(reading.words) for reading in first])[:-1]
    return [
        Reading(words=reading.words, labels=part, links=reading.links)
        for reading, part in zip(first, np.split(labels, ends), strict=True)
    ]


def join_contents(contents: tuple[Tagged, ...]) -> list[Attribution]:
    """Return contents of one layer with one cue as one."""
    found: dict[tuple[int, int], Attribution] = {}
    for number, tagged in enumerate(contents):
        key = (tagged.layer, tagged.cue.first) if tagged.cue else (-1, number)
        one = found.setdefault(key, Attribution(cue=tagged.cue, source=tagged.source))
        one.content.append(tagged.run)
    return list(found.values())


def write_quote(parsed: Parsed, article: str, number: int, one: Attribution) -> dict[str, Any]:
    """Return an attribution as a quote of a ledger."""

    def spans(runs: list[Run | None]) -> list[dict[str, Any]]:
        return [
            {"article": article, "start": start, "end": end, "text": parsed.text[start:end]}
            for run in runs
            if run is not None
            for start, end in [(parsed.start[run.first], parsed.end[run.last - 1])]
        ]

    return {
        "id": f"q{number}", "kind": "indirect", "content": spans([*one.content]), "cue": spans([one.cue]),
        "source": spans([one.source]), "speaker": None, "denies": False,
    }  # fmt: skip


def main() -> None:
    """Write a ledger a line for each ledger of GOLD."""
    parser = argparse.ArgumentParser(description="Write what a tagger marks by itself.")
    parser.add_argument("model", type=Path, help="folder with model.onnx")
    parser.add_argument("gold", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--odds", type=float, nargs=len(LAYERS), default=[0.0] * len(LAYERS))
    args = parser.parse_args()
    tagger, nlp = open_tagger((args.model / "model.onnx").read_bytes()), load_parser()
    lines = []
    for ledger in read_ledgers(args.gold):
        article = ledger["articles"][0]
        parsed = read_document(nlp(article["text"]))
        found = join_contents(read_contents(parsed, read_twice(parsed, tagger, args.odds)))
        quotes = [write_quote(parsed, article["id"], number, one) for number, one in enumerate(found)]
        lines.append(json.dumps({"articles": [article], "quotes": quotes}, ensure_ascii=False) + "\n")
    args.out.write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
