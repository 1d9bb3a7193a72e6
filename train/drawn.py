"""The pairs that teach how numbers of a pair weigh: drawn from six sources, none of which taught the reader.

Families held back to choose settings (place 4 of ten), families of captions and of short claims against one sentence (kept
from the reader), blocks of premises and judged pairs held back, sentences of the packs against sentences, and claims of the packs against sentences. A pair of the
packs is *narrower*, *broader* or *same* where the gold ledger has both in one entry, *conflict* where it sets them against each
other, else *related*: of those, the ones with most words in common are taken.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations, permutations
from pathlib import Path

import numpy as np

from train import judged, premises
from train.expansions import draw_out, is_held, read_families

#: Pairs taken of the families, and how many at a time of one way of making: of those written by hand four.
FROM_FAMILIES, BY_HAND = 2200, 4
#: Of each pack: pairs of sentences, and claims against sentences, by relation.
SENTENCES = {"same": 80, "narrower": 70, "broader": 70, "conflict": 90, "related": 100}
CLAIMS = {"same": 60, "narrower": 130, "conflict": 80, "related": 220}
#: Prefixes of the families that the reader has not seen.
NEW = ("fj", "fk")
SWAPPED = {"narrower": "broader", "broader": "narrower"}


def draw_families(pairs: Path, folder: Path, random: np.random.Generator) -> list[dict]:
    """Return pairs of families held back, by turns from each relation and way of making, either way round."""
    families = read_families(folder)
    kinds: dict[tuple[str, str], list[dict]] = defaultdict(list)
    for text in pairs.read_text("utf-8").splitlines():
        line = json.loads(text)
        if line["made"].startswith("premise"):
            continue  # drawn by themselves
        new = line["family"] < len(families) and families[line["family"]]["id"].startswith(NEW)
        if line["held"] and line["family"] % 10 == 4 and not new:
            kinds[line["label"], line["made"]].append(line)
    for number, family in enumerate(families):
        if is_held(number) and number % 10 == 4:
            for a, b in combinations(family.get("narrower", []), 2):
                label = "narrower" if len(a) >= len(b) else "broader"
                kinds[label, "both add"].append({"a": a, "b": b, "label": label, "made": "both add", "family": number})
    for key in sorted(kinds):
        kinds[key] = [kinds[key][int(i)] for i in random.permutation(len(kinds[key]))]
    found: list[dict] = []
    turn = 0
    while len(found) < FROM_FAMILIES and any(kinds.values()):
        for key in sorted(kinds):
            many = BY_HAND if key[1] in ("family", "difference", "both add") else 1
            found += kinds[key][turn * many : (turn + 1) * many]
        turn += 1
        if turn > max(len(lines) for lines in kinds.values()):
            break
    return [_turn(line, random) for line in found[:FROM_FAMILIES]]


def _turn(line: dict, random: np.random.Generator) -> dict:
    if random.random() < 0.5:
        return line
    return {**line, "a": line["b"], "b": line["a"], "label": SWAPPED.get(line["label"], line["label"])}


def draw_new(folder: Path) -> list[dict]:
    """Return what the families say of themselves that the reader has not seen."""
    return [
        {"a": a, "b": b, "label": label, "made": family["id"][:2], "family": number}
        for number, family in enumerate(read_families(folder))
        if family["id"].startswith(NEW)
        for a, b, label, _, how in draw_out(family)
        if how != "drawn" or label == "narrower"
    ]


def draw_premises(folder: Path) -> list[dict]:
    """Return the premises of blocks held back, each against its claims."""
    return [
        {"a": a, "b": b, "label": label, "made": f"premises {block.name[:2]}", "family": block.name}
        for block in premises.read_blocks(folder)
        if block.held
        for a, b, label, how in premises.draw_out(block)
        if how == "premise"
    ]


def draw_judged(folder: Path) -> list[dict]:
    """Return the judged pairs of events held back; what only weakens counts as *conflict* and as *related*."""
    return [
        {"a": pair.a, "b": pair.b, "label": label, "made": "judged", "family": pair.event}
        for pair in judged.read_pairs(folder)
        if pair.held
        for label in pair.relations
    ]


class Event:
    """A pack: its sentences with the gold claims in each, and how claims stand to each other."""

    def __init__(self, folder: Path, nlp) -> None:
        ledger = json.loads((folder / "ledger.json").read_text("utf-8"))
        self.name = folder.name
        self.claims = {claim["id"]: claim for claim in ledger["claims"]}
        self.home = {claim: claim for claim in self.claims}
        self.home |= {claim: entry["id"] for entry in ledger["entries"] for claim in entry["claims"]}
        self.sentences = [
            (article["id"], sentence.start_char, sentence.end_char, sentence.text.strip())
            for article in ledger["articles"]
            for sentence in nlp(article["text"]).sents
        ]
        self.inside: dict[int, set[str]] = defaultdict(set)
        for claim in ledger["claims"]:
            first = claim["passage"][0]
            for place, (article, start, end, _) in enumerate(self.sentences):
                if article == first["article"] and start <= first["start"] < end:
                    self.inside[place].add(claim["id"])
        self.against: dict[str, set[str]] = defaultdict(set)
        for conflict in ledger["conflicts"]:
            for x, y in permutations(conflict["sides"], 2):
                for claim in x["claims"] if conflict["nature"] != "difference" else ():
                    self.against[claim] |= set(y["claims"])

    def pair_sentences(self) -> Iterator[tuple[str, str, str]]:
        """Yield (a, b, relation) for sentences of two accounts."""
        for x, y in combinations(sorted(self.inside), 2):
            one, other = self.sentences[x], self.sentences[y]
            a, b = one[3], other[3]
            if one[0] == other[0] or a == b or min(len(a), len(b)) < 30 or max(len(a), len(b)) > 350:
                continue
            left = {self.home[claim] for claim in self.inside[x]}
            right = {self.home[claim] for claim in self.inside[y]}
            both = len(left & right)
            if any(self.against[claim] & self.inside[y] for claim in self.inside[x]):
                yield a, b, "conflict"
            elif not both:
                yield a, b, "related"
            elif both * 2 >= min(len(left), len(right)):
                more = (len(left), len(a)) > (len(right), len(b))
                yield a, b, "same" if left == right else "narrower" if more else "broader"

    def pair_claims(self) -> Iterator[tuple[str, str, str]]:
        """Yield (sentence, claim, relation) for claims and sentences of other accounts."""
        for key, claim in self.claims.items():
            text = " ".join(span["text"] for span in claim["passage"]).rstrip('.,;:"” ') + "."
            text = text[0].upper() + text[1:]
            if not 5 <= len(text.split()) <= 22:
                continue
            apart = []
            for place, claims in self.inside.items():
                article, _, _, sentence = self.sentences[place]
                if article == claim["passage"][0]["article"] or len(sentence) > 320 or len(sentence.split()) < 8:
                    continue
                if claims & self.against[key]:
                    yield sentence, text, "conflict"
                elif self.home[key] in {self.home[other] for other in claims}:
                    longer = len(sentence.split()) > len(text.split()) * 1.25
                    yield sentence, text, "narrower" if longer else "same"
                else:
                    apart.append((-_share(text, sentence), sentence))
            for _, sentence in sorted(apart)[:2]:
                yield sentence, text, "related"


def _share(text: str, other: str) -> float:
    """Return the share of the words of a text that stand in another."""
    words = set(text.lower().split())
    return len(words & set(other.lower().split())) / len(words)


def draw_packs(folder: Path, nlp, random: np.random.Generator) -> list[dict]:
    """Return the pairs of the packs."""
    found = []
    for home in sorted(path for path in folder.iterdir() if (path / "ledger.json").exists()):
        event = Event(home, nlp)
        for made, pairs, most in (
            ("packs", event.pair_sentences(), SENTENCES),
            ("packs claims", event.pair_claims(), CLAIMS),
        ):
            by_label: dict[str, list[tuple[str, str]]] = defaultdict(list)
            for a, b, label in pairs:
                by_label[label].append((a, b))
            if made == "packs":  # the hard ones, and some
                near = sorted(by_label["related"], key=lambda line: -min(_share(*line), _share(line[1], line[0])))
                by_label["related"] = near[:250] + near[-150:]
            for label, lines in sorted(by_label.items()):
                chosen = random.permutation(len(lines))[: most.get(label, 0)]
                found += [
                    {"a": lines[int(i)][0], "b": lines[int(i)][1], "label": label, "made": made, "family": event.name}
                    for i in sorted(chosen)
                ]
    return found
