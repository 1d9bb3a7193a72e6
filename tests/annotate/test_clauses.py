"""Clauses: a partition of the words, never across the border of a zone."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

from rashomon.annotate.clauses import ClauseKind, split_clauses
from rashomon.annotate.parses import Parse, read_parse
from rashomon.weights.parsers import load_parser


def kinds_of(text: str) -> dict[str, ClauseKind]:
    parse = Parse(load_parser()(text))
    return {parse.texts[clause.head]: clause.kind for clause in split_clauses(parse, [0] * len(parse))}


def test_kinds() -> None:
    found = kinds_of(
        "The hall, which Orlen built, burned down after a passenger plane hit the tower, killing nine people."
    )
    assert found == {
        "burned": ClauseKind.MAIN,
        "built": ClauseKind.RELATIVE,
        "hit": ClauseKind.ADVERBIAL,
        "killing": ClauseKind.PARTICIPLE,
    }


def test_mended_parse_keeps_its_subject() -> None:
    parse = Parse(load_parser()("The captain, Jo Orm, 52, spent Friday in custody but has not been charged."))
    found = split_clauses(parse, [0] * len(parse))
    spent = next(clause for clause in found if parse.texts[clause.head] == "spent")
    assert spent.subject is not None
    assert spent.tokens[0] == 0


def test_moment_that_never_was_stays_whole() -> None:
    told = kinds_of("The valves stayed open at the moment the old plant exploded on Monday.")
    assert told["exploded"] is ClauseKind.ADVERBIAL
    found = kinds_of("There was never a moment when the box was out of sight.")
    assert list(found.values()) == [ClauseKind.MAIN]


def test_shared_subject_is_known() -> None:
    parse = Parse(load_parser()("The boat hit a pier and sank in the harbour."))
    found = split_clauses(parse, [0] * len(parse))
    assert [clause.subject for clause in found] == [1, 1]


def test_what_is_given_to_a_verb_that_completes_another_goes_with_it() -> None:
    """ "He said the seals meant to help were faulty overall", of which all after "said" is speech, with a bad parse."""
    doc = Doc(
        load_parser().vocab,
        words=["He", "said", "the", "seals", "meant", "to", "help", "were", "faulty", "overall", "."],
        heads=[1, 1, 3, 4, 1, 6, 4, 1, 7, 1, 1],
        deps=["nsubj", "ROOT", "det", "nsubj", "ccomp", "aux", "xcomp", "conj", "acomp", "advmod", "punct"],
        tags=["PRP", "VBD", "DT", "NNS", "VBD", "TO", "VB", "VBD", "JJ", "RB", "."],
        pos=["PRON", "VERB", "DET", "NOUN", "VERB", "PART", "VERB", "AUX", "ADJ", "ADV", "PUNCT"],
        sent_starts=[True, *[False] * 10],
    )
    found = split_clauses(Parse(doc), [0, 0, *[1] * 8, 0])
    assert [clause.tokens for clause in found] == [(0, 1, 10), tuple(range(2, 10))]


def test_parse_is_read_once() -> None:
    doc = load_parser()("The boat sank.")
    assert read_parse(doc) is read_parse(doc)


WORDS = st.sampled_from(
    ["The", "boat", "sank", "and", "who", "said", "that", ",", ";", ".", "when", "52", "of", "them", "(", '"', "-"]
)


@settings(max_examples=30, deadline=None)
@given(st.lists(WORDS, max_size=50), st.data())
def test_every_word_is_in_one_clause_of_its_zone(words: list[str], data: st.DataObject) -> None:
    parse = Parse(load_parser()(" ".join(words)))
    zones = data.draw(st.lists(st.integers(-1, 2), min_size=len(parse), max_size=len(parse)))
    found = split_clauses(parse, zones)
    assert sorted(i for clause in found for i in clause.tokens) == [i for i in range(len(parse)) if not parse.space[i]]
    assert all(zones[i] == clause.zone for clause in found for i in clause.tokens)
