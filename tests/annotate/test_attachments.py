"""What a small parser hangs in the wrong place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.annotate.attachments import mend_attachments
from rashomon.annotate.roles import read_words
from rashomon.weights.parsers import load_parser


def _list_subjects(text: str) -> list[tuple[str, str]]:
    """Return every verb that has a subject, with it."""
    return [
        (token.head.text, doc[token.left_edge.i : token.right_edge.i + 1].text)
        for doc in [mend_attachments(load_parser()(text))]
        for token in doc
        if token.dep_ in ("nsubj", "nsubjpass") and token.head.tag_[:2] == "VB"
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "She resigned on Wednesday and her deputy, Tolm Harrick, will lead the town.",
            ("lead", "her deputy, Tolm Harrick,"),
        ),
        (
            "Two people died in the fire and three others, among them a child, were taken to hospital.",
            ("taken", "three others, among them a child"),
        ),
        (
            "Officials closed the bridge on Friday and engineers from the university, led by Ana Pell, inspected it.",
            ("inspected", "engineers from the university, led by Ana Pell,"),
        ),
    ],
)
def test_the_noun_behind_the_and_does_what_the_second_verb_tells(text: str, told: tuple[str, str]) -> None:
    assert told in _list_subjects(text)


@pytest.mark.parametrize(
    "text",
    [
        "The police searched homes and offices, arrested four men and left.",
        "Attempts to clone sheep, cattle and mice end in miscarriage.",
        "The company cut jobs and wages and closed two plants.",
        "Sales fell 38 percent as weak demand for computers and phones forced it to cut jobs.",
    ],
)
def test_what_one_doer_does_twice_stays_its_own(text: str) -> None:
    assert len(_list_subjects(text)) <= 2
    assert not {subject for _, subject in _list_subjects(text)} & {"offices", "mice", "wages", "phones"}


def test_the_tree_stays_a_tree() -> None:
    doc = mend_attachments(
        load_parser()("She resigned on Wednesday and her deputy, Tolm Harrick, will lead the town until June.")
    )
    assert [sent.root.text for sent in doc.sents] == ["resigned"]
    lead = next(token for token in doc if token.text == "lead")
    assert (
        doc[lead.left_edge.i : lead.right_edge.i + 1].text == "her deputy, Tolm Harrick, will lead the town until June"
    )


@pytest.mark.parametrize(
    ("text", "verb", "person"),
    [
        ("The owner of the ferry, who lives in Malta, was charged on Tuesday.", "lives", "owner"),
        ("Workers at the plant in Essen, who walked out on Friday, won a pay rise.", "walked", "Workers"),
        ("Residents of the village, who fled on Sunday, returned.", "fled", "Residents"),
        ("The city, which lies on a river, was flooded.", "lies", "city"),
    ],
)
def test_who_is_a_person(text: str, verb: str, person: str) -> None:
    doc = mend_attachments(load_parser()(text))
    assert [token.head.text for token in doc if token.text == verb] == [person]


@pytest.mark.parametrize(
    ("text", "head"),
    [
        ("The company denied that a tip had been ignored and said it would cooperate.", "denied"),
        ("The union denied that any car had been built and told reporters that no one had worked.", "denied"),
        ("The minister said that the driver had been arrested and told police that he was alone.", "arrested"),
    ],
)
def test_a_thing_says_nothing(text: str, head: str) -> None:
    doc = mend_attachments(load_parser()(text))
    assert [token.head.text for token in doc if token.text in ("said", "told") and token.i > 3] == [head]


_WORDS = read_words(
    "and but , who resigned was led is taken the mayor of Lund town ferry Tolm Harrick on Monday her deputy they – said"
)


@given(st.lists(st.sampled_from(sorted(_WORDS)), max_size=24))
def test_whatever_stands_there_every_word_hangs_on_a_root(words: list[str]) -> None:
    doc = mend_attachments(load_parser()(" ".join(words)))
    for token in doc:
        above = token
        for _ in range(len(doc)):
            above = above.head
        assert above.head == above
