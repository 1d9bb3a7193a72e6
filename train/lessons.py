"""What the pair model is taught: pairs drawn evenly over relations and ways of making, and put into batches."""

from __future__ import annotations

from collections import defaultdict

import numpy as np
import torch
from tokenizers import Tokenizer

from rashomon.weights.markings import mark_words, split_words

RELATIONS = ("same", "narrower", "broader", "conflict", "related", "unrelated")
KINDS = ("number", "date", "place", "actor", "speaker", "wording", "denial", "scope", "sequence")
#: How often each relation is drawn, and how often, of those, a pair made by an automatic change.
SHARE = {"same": 0.22, "narrower": 0.13, "broader": 0.09, "conflict": 0.28, "related": 0.17, "unrelated": 0.11}
AUTOMATIC = 0.45
#: How often a pair is one of a premise and a claim (``train.premises``), and how often, of those, each relation is drawn:
#: seldom *same*, as seldom as they are there.
PREMISES = 0.6
PREMISE_SHARE = {"same": 0.1, "narrower": 0.26, "broader": 0.08, "conflict": 0.29, "related": 0.22, "unrelated": 0.05}
#: Files of premises whose blocks count as so many: sentences that overlap and rumours are few; of judged pairs each is a block.
BLOCKS_COUNT = {"po": 2.0, "pr": 2.0, "judged": 0.4}
#: Ways of making a pair that are drawn twice as often: who did it to whom is the last thing that is learned.
TWICE = frozenset({"distorted role", "distorted names"})
SWAPPED = {"narrower": "broader", "broader": "narrower"}
MOST_PIECES = 160
#: Lengths of batches are multiples of this.
STEP = 4
#: Four marks for each of two sides.
MARKS = 8


def read_pair(tokenizer: Tokenizer, a: str, b: str) -> tuple[list[int], list[int]]:
    """Return the ids of the pieces and their marks."""
    encoded = tokenizer.encode(a, b)
    sides = [split_words(a), split_words(b)]
    marks = [mark_words(sides[0], sides[1]), mark_words(sides[1], sides[0])]
    kinds = []
    for (start, _), side in zip(encoded.offsets, encoded.type_ids, strict=True):
        mark = 0
        for word, found in zip(sides[side], marks[side], strict=True):
            if word[0] <= start < word[1]:
                mark = found
                break
        kinds.append(4 * side + mark)
    return encoded.ids, kinds


def batch(tokenizer: Tokenizer, pairs: list[tuple[str, str]]) -> dict[str, torch.Tensor]:
    """Return padded tensors."""
    read = [read_pair(tokenizer, a, b) for a, b in pairs]
    length = -(-max(len(ids) for ids, _ in read) // STEP) * STEP
    return {
        "input_ids": torch.tensor([ids + [0] * (length - len(ids)) for ids, _ in read]),
        "attention_mask": torch.tensor([[1] * len(ids) + [0] * (length - len(ids)) for ids, _ in read]),
        "token_type_ids": torch.tensor([marks + [0] * (length - len(marks)) for _, marks in read]),
    }


class Draws:
    """Draws pairs evenly: first where from, then a relation, then how it was made, then a family, then a pair, either way round."""

    def __init__(self, lines: list[dict], seed: int) -> None:
        self.random = np.random.default_rng(seed)
        self.bins: dict[str, dict[str, dict[str, dict[object, list[dict]]]]] = {
            source: {r: {} for r in RELATIONS} for source in ("premises", "automatic", "families")
        }
        for line in lines:
            source, made = name_source(line["made"])
            self.bins[source][line["label"]].setdefault(made, defaultdict(list))[line["family"]].append(line)

    def pick(self, options):
        return options[int(self.random.integers(len(options)))]

    def draw(self) -> tuple[str, str, str, str]:
        premise = any(self.bins["premises"].values()) and self.random.random() < PREMISES
        share = PREMISE_SHARE if premise else SHARE
        label = str(self.random.choice(RELATIONS, p=[share[r] for r in RELATIONS]))
        turned = premise and label in SWAPPED and self.random.random() < 0.5
        source = SWAPPED[label] if turned else label
        bins = self.bins["premises"] if premise else self.bins["families"]
        if not premise:
            if not bins[source]:
                source = SWAPPED[label]
            if self.bins["automatic"][source] and self.random.random() < AUTOMATIC:
                bins = self.bins["automatic"]
        made = bins[source]
        if premise:  # by the number of their blocks
            ways = sorted(made)
            many = np.array([len(made[way]) * BLOCKS_COUNT.get(way, 1.0) for way in ways])
            families = made[str(self.random.choice(ways, p=many / many.sum()))]
        else:
            families = made[self.pick([*sorted(made), *(name for name in sorted(made) if name in TWICE)])]
        line = self.pick(families[self.pick(sorted(families))])
        a, b = line["a"], line["b"]
        if source != label or (label not in SWAPPED and self.random.random() < 0.5):
            a, b = b, a
        if label == "same" and self.random.random() < 0.02:
            b = a
        return a, b, label, line["kind"]


def name_source(made: str) -> tuple[str, str]:
    """Return where a pair is from, and how it was made."""
    if made.startswith("premise"):
        return "premises", made.rsplit(maxsplit=1)[-1]
    if made.startswith(("distorted", "form", "packs")):
        return "automatic", made.removesuffix(" reworded").removesuffix(" of less")
    return "families", "family"
