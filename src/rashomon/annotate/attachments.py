"""What the parser hangs in the wrong place, so that somebody else would do what is told.

*Subjects.* "She resigned on Wednesday and her deputy, Tolm Harrick, will lead the town": the small parser reads
"Wednesday and her deputy", and lets *her* lead the town. Where one *and* stands between two finite verbs and a noun
follows it, the noun cannot be joined to the one before as well: it is whose deed the second verb tells. Of 4,181
sentences of news (those of which ``train/judged`` is made) 13 are read so, of which these conditions mend five, all
rightly, and leave those in which another word may be the subject.

*Who.* "The owner of the ferry, who lives in Malta": the parser takes the nearest noun, and it is the ferry that lives
there. *Who* is a person: the next one up the phrase, where the nearest noun is none. Of the same sentences and the
articles of 44 events (``train/tellings``) 14 clauses are moved, 13 of them rightly.

*Reports.* "The company denied that a tip had been ignored and said it would cooperate": the parser joins *said* to
*ignored*, and the tip says it. What is no person says nothing: it joins the report before. Of 11,122 sentences one is
moved, rightly.
"""

from __future__ import annotations

from itertools import takewhile

from spacy.tokens import Doc, Token

from rashomon.annotate.parses import FINITE, SUBJECTS
from rashomon.annotate.roles import NOT_ROLES, PLACE_HEADS, PLACE_NOUNS, SPEECH_VERBS, THING_NOUNS, is_role, read_words

_NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS", "PRP", "CD", "DT"})
_BEFORE_A_VERB = frozenset({"aux", "auxpass", "neg", "advmod"})
#: What opens a clause of its own before the *and*: of "as demand for phones and wheat fell" both are subjects.
_OPENERS = frozenset({"as", "once", "while", "when", "because", "since", "if", "although", "though", "whether"})
_JOINING = frozenset({"and", "but"})
#: Nouns for people that say nothing of what they do.
_PEOPLE = read_words(
    "people person man woman child boy girl relative family couple crew guest member colleague migrant refugee fan "
    "user group team one other those"
)
#: Phrases climbed at most: "teachers in the north of the country, who".
_STEPS = 3
_THINGS = PLACE_NOUNS | PLACE_HEADS | THING_NOUNS | NOT_ROLES
_NAMES = frozenset({"NNP", "NNPS"})
#: Helpers and verbs that have one subject.
_OF_ONE = frozenset({"is", "was", "has"})


def mend_attachments(doc: Doc) -> Doc:
    """Return the document with verbs and relative clauses hung where they belong.

    >>> from rashomon.weights.parsers import load_parser
    >>> doc = mend_attachments(load_parser()("The owner of the ferry, who lives in Malta, was charged on Tuesday."))
    >>> [token.head.text for token in doc if token.text == "lives"]
    ['owner']
    """
    joined, relative = (doc.vocab.strings[name] for name in ("conj", "relcl"))
    labels = doc.to_array("DEP")
    for place in (labels == joined).nonzero()[0].tolist():
        _mend_subject(doc, doc[place])
        _mend_report(doc[place])
    for place in (labels == relative).nonzero()[0].tolist():
        _mend_who(doc[place])
    return doc


def _mend_who(verb: Token) -> None:
    """Hang a clause with "who" on the next person up the phrase, where it hangs on something else."""
    noun = verb.head
    if not any(child.tag_ == "WP" and child.lower_ == "who" for child in verb.lefts) or not _is_thing(noun):
        return
    one = any(token.lower_ in _OF_ONE for token in (verb, *verb.lefts))
    for _ in range(_STEPS):
        above = noun.head.head
        if noun.dep_ != "pobj" or above.tag_ not in _NOUNS or above.i > noun.i:
            return
        if noun.tag_ in _NAMES and noun.head.lower_ == "for":
            return  # "lawyers for Ruttledge, who had asked the state": the recogniser takes many a client for a firm
        noun = above
        if _is_person(noun):
            if not (one and noun.tag_ == "NNS"):
                verb.head = noun
            return


def _is_person(noun: Token) -> bool:
    """Tell whether a noun or a name is a person's, or one for people."""
    if noun.tag_ in _NAMES:
        return noun.ent_type_ == "PERSON"
    return noun.lemma_.lower() in _PEOPLE or noun.lower_ in _PEOPLE or is_role(noun.lemma_.lower())


def _is_thing(noun: Token) -> bool:
    """Tell whether a noun or a name is surely no person's; of a plural that is known of places and things alone."""
    if noun.tag_ in _NAMES:
        return noun.ent_type_ not in ("", "PERSON")
    return not _is_person(noun) and (noun.tag_ != "NNS" or noun.lemma_.lower() in _THINGS)


def _mend_subject(doc: Doc, verb: Token) -> None:
    """Mend one verb that the parser joins to another; nothing is hung below itself."""
    first = verb.head
    if first.i > verb.i or not (_is_finite(verb) and _is_finite(first)):
        return
    if any(child.dep_ in SUBJECTS for child in verb.children):
        return
    opens = min([verb.i, *(child.i for child in verb.lefts if child.dep_ in _BEFORE_A_VERB)])
    between = doc[first.i + 1 : opens]
    joining = next((token for token in reversed(between) if token.dep_ == "cc"), None)
    if joining is None or joining.lower_ not in _JOINING:
        return
    before = joining.head
    if before != first and (before.tag_ not in _NOUNS or not first.is_ancestor(before) or _is_in_clause(before, first)):
        return
    noun = next((token for token in before.rights if token.dep_ == "conj" and joining.i < token.i < opens), None)
    if noun is None or noun.tag_ not in _NOUNS or noun.left_edge.i != joining.i + 1:
        return
    # "searched homes and offices, arrested four": one comma and nothing more parts two deeds of one doer
    if sum(token.text in ",–—" for token in doc[noun.i + 1 : opens]) == 1:
        return
    passive = any(child.dep_ == "auxpass" for child in verb.children)
    for aside in [child for child in first.rights if noun.i < child.i < opens and not child.is_ancestor(noun)]:
        aside.head = noun  # "and three others, among them a child, were taken to hospital"
    joining.head, noun.head, noun.dep_ = first, verb, "nsubjpass" if passive else "nsubj"


def _mend_report(verb: Token) -> None:
    """Join a verb of speech to the report before it, where it is joined to what was done to a thing in that report."""
    done = verb.head
    said = done.head
    if verb.dep_ != "conj" or done.dep_ != "ccomp" or not (said.i < done.i < verb.i and _is_finite(said)):
        return
    if {verb.lemma_, said.lemma_} - SPEECH_VERBS or any(child.dep_ in SUBJECTS for child in verb.children):
        return
    if not any(child.dep_ == "ccomp" for child in verb.rights):
        return
    subjects = [child for child in done.lefts if child.dep_ == "nsubjpass"]
    if subjects and all(_is_thing(noun) for noun in subjects):
        for joining in [child for child in done.rights if child.dep_ == "cc" and child.i < verb.i]:
            joining.head = said
        verb.head = said


def _is_finite(token: Token) -> bool:
    """Tell whether a verb, with what helps it, has a tense."""
    return token.tag_ in FINITE or (
        token.tag_.startswith("VB")
        and any(child.dep_ in ("aux", "auxpass") and child.tag_ in FINITE for child in token.children)
    )


def _is_in_clause(noun: Token, verb: Token) -> bool:
    """Tell whether a noun belongs to a clause of its own behind the verb."""
    up = takewhile(lambda token: token != verb, (noun, *noun.ancestors))
    return any(token.lower_ in _OPENERS or token.tag_.startswith("VB") for token in up)
