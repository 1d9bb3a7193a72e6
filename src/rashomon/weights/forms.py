"""Parts of speech and lemmas of words, each kind of word worked out once.

spaCy's rules for them (its attribute ruler and its lemmatizer) look at a word, its tag and its place in the tree, in a
few cases at the words beside it too, and take a fifth of the time of the whole pipeline. The same word in the same
role always gets the same answer, so the answers are kept: 20 ms of a 650-word article become 3, none changes.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

#: What is kept of a word; TAG and DEP are what the rules look at, and DEP they may correct (of white space).
_ASKED: list[int | str] = ["ORTH", "LOWER", "TAG", "DEP"]
_KEPT: list[int | str] = ["POS", "MORPH", "LEMMA", "DEP"]
_BOUND_WORDS = """
    ai n't nt n’t gon na got ta let 's ’s c'm on y y' all is are was were 're ’re
    """
#: Words that some rule reads together with a neighbour ("gon" + "na", "there" + "is").
_BOUND = frozenset(_BOUND_WORDS.split())
#: Answers kept at most, some 40 MB; then it starts anew. A day of news has fewer.
MOST = 200_000
#: Stands between two words that are looked at by themselves, so that no rule joins them.
_APART = "¶"

Rules = Callable[[Doc], Doc]
Key = tuple[int, ...]


class WordForms:
    """Fills part of speech, morphology and lemma of each word as the wrapped rules would."""

    def __init__(self, vocab: Vocab, rules: tuple[Rules, ...]) -> None:
        self._vocab = vocab
        self._rules = rules
        self._known: dict[Key, tuple[int, ...]] = {}
        self._bound = {vocab.strings.add(word) for word in _BOUND}

    def __call__(self, doc: Doc) -> Doc:
        """Return the document with the forms of its words."""
        if not len(doc):
            return doc
        keys = self._read_keys(doc.to_array(_ASKED).astype(np.uint64).tolist())
        new = {key: here for here, key in enumerate(keys) if key not in self._known}
        if new:
            self._work_out(doc, new)
        answers: Any = np.array([self._known[key] for key in keys], dtype=np.uint64)
        filled: Doc = doc.from_array(_KEPT, answers)
        if len(self._known) > MOST:
            self._known.clear()
        return filled

    def _read_keys(self, rows: list[list[int]]) -> list[Key]:
        """Return what the rules look at for each word: itself, and for some words the neighbours."""
        keys: list[Key] = [(orth, tag, dep) for orth, _, tag, dep in rows]
        last = len(rows) - 1
        for here, (_, lower, _, _) in enumerate(rows):
            if lower in self._bound:
                before = rows[here - 1] if here else [0, 0, 0, 0]
                after = rows[here + 1] if here < last else [0, 0, 0, 0]
                keys[here] = (*keys[here], *before, *after)
        return keys

    def _work_out(self, doc: Doc, new: dict[Key, int]) -> None:
        """Run the rules on new words, each between its neighbours, and keep what they say."""
        words: list[str] = []
        tags: list[str] = []
        deps: list[str] = []
        middles: list[int] = []
        for here in new.values():
            for place in range(max(0, here - 1), min(len(doc), here + 2)):
                if place == here:
                    middles.append(len(words))
                words.append(doc[place].text)
                tags.append(doc[place].tag_)
                deps.append(doc[place].dep_)
            words.append(_APART)
            tags.append("NFP")
            deps.append("punct")
        small = Doc(self._vocab, words=words, tags=tags, deps=deps, heads=list(range(len(words))))
        for rule in self._rules:
            small = rule(small)
        answers = small.to_array(_KEPT).astype(np.uint64).tolist()
        self._known.update(zip(new, (tuple(answers[middle]) for middle in middles), strict=True))


@Language.factory("rashomon_forms")
def make_word_forms(nlp: Language, name: str) -> WordForms:
    """Return the component that stands in for the attribute ruler and the lemmatizer of a pipeline."""
    return WordForms(nlp.vocab, tuple(pipe for part, pipe in nlp.components if part in RULES))


#: The pipes whose work is kept.
RULES = ("attribute_ruler", "lemmatizer")
