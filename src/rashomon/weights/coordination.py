"""Subjects that the parser takes for a part of the clause before theirs.

"She resigned on Wednesday and her deputy, Tolm Harrick, will lead the town": the small parser reads "Wednesday and her
deputy", and lets *her* lead the town. Where one *and* stands between two finite verbs and a noun follows it, the noun
cannot be joined to the one before as well: it is whose deed the second verb tells. Of 4,181 sentences of news (those
of which ``train/judged`` is made) 13 are read so, of which these conditions mend five, all rightly, and leave those in
which another word may be the subject. What is mended would otherwise come out as a wrong doer of a true deed.
"""

from __future__ import annotations

from itertools import takewhile

from spacy.language import Language
from spacy.tokens import Doc, Token

#: What it is called in a pipeline.
COORDINATION = "rashomon_coordination"
_NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS", "PRP", "CD", "DT"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})
_BEFORE_A_VERB = frozenset({"aux", "auxpass", "neg", "advmod"})
#: What opens a clause of its own before the *and*: of "as demand for phones and wheat fell" both are subjects.
_OPENERS = frozenset({"as", "once", "while", "when", "because", "since", "if", "although", "though", "whether"})
_JOINING = frozenset({"and", "but"})


@Language.component(COORDINATION)
def mend_subjects(doc: Doc) -> Doc:
    """Give a verb the noun behind the *and* before it for its subject, where it has none of its own."""
    joined = doc.vocab.strings["conj"]
    for place in (doc.to_array("DEP") == joined).nonzero()[0].tolist():
        _mend(doc, doc[place])
    return doc


def _mend(doc: Doc, verb: Token) -> None:
    """Mend one verb that the parser joins to another."""
    first = verb.head
    if first.i > verb.i or not (_is_finite(verb) and _is_finite(first)):
        return
    if any(child.dep_ in _SUBJECTS for child in verb.children):
        return
    opens = min([verb.i, *(child.i for child in verb.lefts if child.dep_ in _BEFORE_A_VERB)])
    between = doc[first.i + 1 : opens]
    joining = next((token for token in reversed(between) if token.dep_ == "cc"), None)
    if joining is None or joining.lower_ not in _JOINING:
        return
    before = joining.head
    if before != first and (before.tag_ not in _NOUNS or before.i < first.i or _is_in_clause(before, first)):
        return
    noun = next((token for token in before.rights if token.dep_ == "conj" and joining.i < token.i < opens), None)
    if noun is None or noun.tag_ not in _NOUNS or noun.left_edge.i != joining.i + 1:
        return
    # "searched homes and offices, arrested four": one comma and nothing more parts two deeds of one doer
    if sum(token.text in ",–—" for token in doc[noun.i + 1 : opens]) == 1:
        return
    passive = any(child.dep_ == "auxpass" for child in verb.children)
    for aside in [child for child in first.rights if noun.i < child.i < opens]:
        aside.head = noun  # "and three others, among them a child, were taken to hospital"
    joining.head, noun.head, noun.dep_ = first, verb, "nsubjpass" if passive else "nsubj"


def _is_finite(token: Token) -> bool:
    """Tell whether a verb, with what helps it, has a tense."""
    return token.tag_ in _FINITE or (
        token.tag_.startswith("VB")
        and any(child.dep_ in ("aux", "auxpass") and child.tag_ in _FINITE for child in token.children)
    )


def _is_in_clause(noun: Token, verb: Token) -> bool:
    """Tell whether a noun belongs to a clause of its own behind the verb."""
    up = takewhile(lambda token: token != verb, (noun, *noun.ancestors))
    return any(token.lower_ in _OPENERS or token.tag_.startswith("VB") for token in up)
