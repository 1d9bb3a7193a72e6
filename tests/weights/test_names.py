from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st
from quality.speech import MARKED, read_examples
from spacy.tokens import Doc
from train.marked import read_marked

from rashomon.weights.names import RECOGNISER
from rashomon.weights.parsers import load_parser

Found = list[tuple[int, int, str]]


def list_names(doc: Doc) -> Found:
    return [(name.start, name.end, name.label_) for name in doc.ents]


def list_recognised(doc: Doc) -> Found:
    """Return what spaCy's own recogniser finds in a parsed document."""
    recogniser = dict(load_parser().components)[RECOGNISER]
    copy = doc.copy()
    copy.set_ents([], default="missing")
    return list_names(recogniser(copy))


def test_the_same_names_as_the_parsers_own_recogniser() -> None:
    texts = [article.text for article in read_examples()]
    texts += [ledger["articles"][0]["text"] for ledger in list(read_marked(MARKED))[::8]]
    docs = [load_parser()(text) for text in texts]
    assert sum(len(doc.ents) for doc in docs) > 2000
    for doc in docs:
        assert list_names(doc) == list_recognised(doc)


WORDS = st.sampled_from(["Lena", "Orth", "of", "the", "Port", "Board", "12", "May", "\n\n", " ", ".", "said", "$", "x"])


@settings(max_examples=150, deadline=None)
@given(st.lists(WORDS, max_size=30))
def test_the_same_names_in_any_row_of_words(words: list[str]) -> None:
    doc = load_parser()(" ".join(words))
    assert list_names(doc) == list_recognised(doc)
    assert all(first.end <= second.start for first, second in pairwise(doc.ents))


def test_every_word_is_marked_as_a_name_or_as_none() -> None:
    doc = load_parser()("Lena Orth met the Harbour Board in Orthaven.")
    assert {token.ent_iob_ for token in doc} == {"O", "B", "I"}
