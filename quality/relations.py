"""How often the pair model mistakes a distorted sentence for the same, and a paraphrase for a conflict.

``python -m quality.relations`` prints the figures for each of ten kinds of distortion. The 420 pairs of
``distortions.jsonl`` are from claim families that did not teach the model (``train/hold.py``): half are distorted.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

from rashomon.annotate.articles import load_annotator
from rashomon.model.annotated import Annotated
from rashomon.model.records import Article, PairRelation
from rashomon.relate.measures import Tools
from rashomon.relate.pairs import relate_sentences
from rashomon.weights.encoder import load_encoder

PAIRS = Path(__file__).parent / "distortions.jsonl"
Counts = dict[tuple[str, bool], Counter[PairRelation]]


def count_relations() -> Counts:
    """Return for each kind of pair, distorted or not, how often each relation was given."""
    annotator, encoder = load_annotator(), load_encoder()
    tools = Tools(encode=encoder.encode, places=encoder.encode_places)
    known: dict[str, Annotated] = {}

    def read(text: str) -> Annotated:
        if text not in known:
            known[text] = annotator.annotate(Article(id="s", text=text, language="en"))
        return known[text]

    counts: Counts = {}
    for line in PAIRS.read_text(encoding="utf-8").splitlines():
        pair = json.loads(line)
        verdict = relate_sentences(read(pair["a"]), read(pair["b"]), tools)
        counts.setdefault((pair["kind"], pair["distorted"]), Counter())[verdict.relation] += 1
    return counts


def summarise(counts: Counts) -> dict[str, float]:
    """Return the shares that the gate watches.

    >>> summarise({("day", True): Counter({PairRelation.SAME: 1, PairRelation.CONFLICT: 3})})["distortions same"]
    0.25
    """
    sums = {True: Counter[PairRelation](), False: Counter[PairRelation]()}
    for (_, distorted), counter in counts.items():
        sums[distorted].update(counter)

    def share(relation: PairRelation, *, distorted: bool) -> float:
        return round(sums[distorted][relation] / max(1, sums[distorted].total()), 3)

    return {
        "distortions same": share(PairRelation.SAME, distorted=True),
        "distortions conflict": share(PairRelation.CONFLICT, distorted=True),
        "paraphrases conflict": share(PairRelation.CONFLICT, distorted=False),
        "paraphrases same": share(PairRelation.SAME, distorted=False),
    }


def main() -> None:
    """Print the figures."""
    counts = count_relations()
    for (kind, _), counter in counts.items():
        told = ", ".join(f"{relation.value} {number}" for relation, number in counter.most_common())
        print(f"{kind:12} {told}")
    for name, figure in summarise(counts).items():
        print(f"{name:25} {figure:.3f}")


if __name__ == "__main__":
    main()
