"""Noun phrases that stand for somebody without a name: "the minister", "her captain", "a police source"."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc, Token

from rashomon.annotate.names import Name
from rashomon.annotate.roles import MONTHS_AND_DAYS, PAPERS, is_role, may_be_role, name_body, read_words
from rashomon.model.records import Record

#: Words a noun phrase may have before its head; longer ones are parser trouble.
REACH = 9
_DEFINITE = read_words("the this that these those both")
_COMPLEMENTS = read_words("of for in at from with on to within inside near behind under")
_MODIFIERS = read_words("ADJ NOUN PROPN NUM")


class Description(Record, frozen=True, kw_only=True):
    """A noun phrase, in token numbers.

    ``start`` to ``end`` is the phrase with its determiner, ``head`` its noun, ``reach`` the end of what belongs to it
    ("the minister of transport"). ``owner`` is the token of a possessor ("the line's chief executive", "her
    captain"), or -1; ``sort`` is "person", "body", "paper" or ""; ``words`` are the lower-case words before the head.
    """

    start: int
    head: int
    end: int
    reach: int
    noun: str
    sort: str
    definite: bool
    plural: bool
    bare: bool = False
    owner: int = -1
    words: tuple[str, ...] = ()


def find_descriptions(doc: Doc, names: Sequence[Name]) -> tuple[Description, ...]:
    """Return the phrases for a person or a body that are no part of a name, in the order of the text."""
    inside = {i for name in names for i in range(name.start, name.last)}
    found = []
    for token in doc:
        if token.i in inside or token.pos_ not in {"NOUN", "PROPN"} or not _is_head(doc, token, inside):
            continue
        noun = token.lemma_.casefold()
        if not (is_role(noun) or name_body(noun) or name_body(token.lower_)):
            continue
        described = describe(doc, token.i, inside)
        if described.sort in {"person", "body"}:
            found.append(described)
    return tuple(found)


def _is_head(doc: Doc, token: Token, inside: set[int]) -> bool:
    """Tell whether a noun ends its noun phrase: no other noun or name follows at once."""
    if token.i + 1 >= len(doc):
        return True
    after = doc[token.i + 1]
    if token.i + 1 in inside or after.tag_ == "HYPH":
        return False
    return after.pos_ not in {"NOUN", "PROPN"} or after.lower_ in MONTHS_AND_DAYS


def describe(doc: Doc, head: int, inside: set[int]) -> Description:
    """Return what the noun phrase with this head says; ``inside`` are the tokens of names."""
    start, owner, definite, bare = _read_left(doc, head, inside)
    token = doc[head]
    noun = token.lemma_.casefold()
    plural = token.tag_ in {"NNS", "NNPS"}
    return Description(
        start=start,
        head=head,
        end=head + 1,
        reach=_read_right(doc, head, inside),
        noun=noun,
        sort=_sort(noun, token.lower_),
        definite=definite,
        plural=plural,
        bare=bare,
        owner=owner,
        words=tuple(doc[i].lower_ for i in range(max(start, owner + 1), head) if _tells(doc[i])),
    )


def _tells(token: Token) -> bool:
    """Tell whether a word before a noun says more of whom it means."""
    return any(c.isalpha() for c in token.text) and token.pos_ not in {"DET", "PRON"} and token.tag_ != "PRP$"


def _sort(noun: str, form: str) -> str:
    if noun in PAPERS or form in PAPERS:
        return "paper"
    if is_role(noun):
        return "person"
    if name_body(noun) or name_body(form):
        return "body"
    return "person" if may_be_role(noun) else ""


def _read_left(doc: Doc, head: int, inside: set[int]) -> tuple[int, int, bool, bool]:
    """Return (start, owner, definite, bare) of a noun phrase, read from its head to the left."""
    start = head
    for i in range(head - 1, max(-1, head - 1 - REACH), -1):
        token = doc[i]
        if doc[i + 1].is_sent_start or token.is_space:
            break
        if token.tag_ == "PRP$":
            return i, i, False, False
        if token.pos_ == "DET":
            return i, -1, token.lower_ in _DEFINITE, False
        if token.tag_ == "POS" or (token.text in {"’", "'"} and not doc[i - 1].whitespace_):
            return (_start_owner(doc, i - 1, inside), i - 1, False, False) if i else (start, -1, False, True)
        participle = token.tag_ in {"VBN", "VBG"} and token.dep_ == "amod"
        if token.pos_ not in _MODIFIERS and token.tag_ != "HYPH" and not participle and i not in inside:
            break
        start = i
    return start, -1, False, True


def _start_owner(doc: Doc, owner: int, inside: set[int]) -> int:
    """Return where a possessor begins ("the ferry's" in "the ferry's captain")."""
    start = owner
    for i in range(owner, max(-1, owner - REACH), -1):
        if doc[i].pos_ not in _MODIFIERS and doc[i].pos_ != "DET" and doc[i].tag_ != "PRP$" and i not in inside:
            break
        start = i
        if doc[i].pos_ == "DET" or doc[i].tag_ == "PRP$" or doc[i].is_sent_start:
            break
    return start


def _read_right(doc: Doc, head: int, inside: set[int]) -> int:
    """Return the end of the complement of a noun ("of transport"), or the end of the noun itself."""
    place = head + 1
    if place + 1 >= len(doc) or doc[place].lower_ not in _COMPLEMENTS:
        return place
    end = place + 1
    while end < min(len(doc), place + REACH):
        token = doc[end]
        inner = token.pos_ in _MODIFIERS or token.pos_ == "DET" or token.tag_ in {"POS", "HYPH", "PRP$"}
        if not inner and end not in inside:
            break
        end += 1
    return end if doc[end - 1].pos_ in {"NOUN", "PROPN", "NUM"} else place
