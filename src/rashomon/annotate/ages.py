"""Numbers that are somebody's age without saying so: *Ada Holt is twenty*, *the youngest was 58*, *a girl of 14*."""

from __future__ import annotations

from spacy.tokens import Token

from rashomon.annotate.codes import words
from rashomon.annotate.roles import is_role

#: The parser takes an age for a date; before these it may be one, and behind a verb of being.
_BEFORE = frozenset(words("at of over under"))
_BEING = frozenset(words("be turn"))
#: People who are told by their age more than by what they do.
_YOUNG_AND_OLD = frozenset(words("child baby infant toddler youth lad lass youngster gran granny victim"))


def tells_age(token: Token) -> bool:
    """Tell whether a number that counts no noun, and is no time, is an age.

    >>> from rashomon.weights.parsers import load_parser
    >>> [tells_age(load_parser()(text)[3]) for text in ("Ada Holt is twenty.", "The toll is twenty.")]
    [True, False]
    """
    head = token.head
    if head.lower_ == "of" and token.dep_ == "pobj" and head.head.tag_ == "NN":  # "a girl of 14"
        noun = head.head.lower_
        return noun in _YOUNG_AND_OLD or is_role(noun)
    being = head.lemma_ in _BEING and token.i > head.i
    if being and any(child.dep_ == "nsubj" and _is_one_person(child) for child in head.children):
        return True
    goes_on = token.i + 1 < len(token.doc) and token.nbor().ent_iob_ == "I"
    if token.ent_type_ != "DATE" or token.ent_iob_ != "B" or goes_on:
        return False
    return being or head.lower_ in _BEFORE


def _is_one_person(subject: Token) -> bool:
    return subject.lower_ in ("he", "she") or subject.ent_type_ == "PERSON"
