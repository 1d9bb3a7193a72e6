"""Word forms that are kept are those that spaCy's own rules give."""

from __future__ import annotations

import importlib
import json
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from rashomon.weights import forms
from rashomon.weights.catalogue import PARSER_PACKAGES
from rashomon.weights.parsers import load_parser

PACK = Path(__file__).parent.parent.parent / "examples" / "plant-fire" / "articles.jsonl"
TEXTS = [json.loads(line)["text"] for line in PACK.read_text("utf-8").splitlines()]


@cache
def _load_plain() -> Language:
    """Return the pipeline with spaCy's own rules in place."""
    for package in PARSER_PACKAGES:
        try:
            nlp: Language = importlib.import_module(package).load()
        except ImportError:
            continue
        nlp.add_pipe("rashomon_paragraphs", before="parser")
        nlp.tokenizer = load_parser().tokenizer
        return nlp
    raise AssertionError("no pipeline")


def _read(nlp: Language, text: str) -> list[tuple[str, ...]]:
    return [(t.text, t.pos_, t.lemma_, str(t.morph), t.tag_, t.dep_, t.ent_type_) for t in nlp(text)]


@pytest.mark.parametrize("text", TEXTS[:4])
def test_forms_are_those_of_the_rules(text: str) -> None:
    assert _read(load_parser(), text) == _read(_load_plain(), text)


_PIECES = st.lists(
    st.sampled_from([
        *("There is", "there's", "ain't", "you're gonna", "let's", "gotta", "y'all", "c'mon", "All was", "do", "did"),
        *("but", "I", "saw", "the saw", "leaves", "her", "flies", "\n\n", " ", "said", "had", "“", "...", "£4m", "20"),
        *("running", "better", "that", "that", "what", "to", "left"),
    ]),
    min_size=1,
    max_size=14,
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(_PIECES)
def test_forms_are_those_of_the_rules_in_any_company(pieces: list[str]) -> None:
    text = " ".join(pieces) + "."
    assert _read(load_parser(), text) == _read(_load_plain(), text)


def test_what_is_kept_has_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forms, "MOST", 10)
    nlp = load_parser()
    kept = nlp.get_pipe("rashomon_forms")
    assert isinstance(kept, forms.WordForms)
    nlp("A dozen different words stand in this rather short and simple sentence.")
    assert len(kept._known) <= 10
