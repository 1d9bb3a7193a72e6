"""Sentences cut into clauses that each carry one proposition.

A *zone* is a stretch of text in one voice: the outlet's own words, or the content of one quote. A clause never crosses
the border of a zone, so that what is reported stays apart from the words that report it.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from spacy.tokens import Doc, Token

from rashomon.model.records import Record


class ClauseSettings(Record, frozen=True, kw_only=True):
    """What makes a clause worth standing alone."""

    #: Words that a verb without a subject of its own must bring along; "kicked and screamed" stays one clause.
    least_own_words: int = 3


class ClauseKind(StrEnum):
    """How a clause hangs in its sentence."""

    MAIN = "main"
    COORDINATE = "coordinate"
    ADVERBIAL = "adverbial"
    RELATIVE = "relative"
    PARTICIPLE = "participle"
    CONTENT = "content"
    ABSOLUTE = "absolute"


class Clause(Record, frozen=True, kw_only=True):
    """One clause: the index of its governing token, its zone, its tokens in order.

    ``subject`` is the index of the token that heads its subject, that of an earlier clause where this one shares it, or
    None.
    """

    kind: ClauseKind
    head: int
    zone: int
    tokens: tuple[int, ...]
    subject: int | None = None
    shares_subject: bool = False


_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_HELPERS = frozenset({"aux", "auxpass"})
#: Subordinators that join two events of equal standing; conditions, reasons and purposes stay with what they qualify.
_JOINERS = frozenset({"when", "after", "as", "while", "although", "though", "whereas", "since", "once", "before"})
_PRONOUNS = frozenset({"PRP", "PRP$", "WP", "EX"})
#: Verbs that hold up evidence or belief: "records show that ...". What follows is the proposition.
EVIDENTIALS = frozenset(
    """appear believe conclude confirm demonstrate determine disclose discover emerge establish find indicate know learn
    mean note notice prove realise realize recall remember reveal say show suggest tell think understand""".split()
)


class _Tree:
    """The parse of a document, read once into lists: token attributes are slow to reach one by one."""

    def __init__(self, doc: Doc, zones: Sequence[int]) -> None:
        self.tokens: list[Token] = list(doc)
        self.zones = zones
        self.heads = [token.head.i for token in doc]
        self.deps = [token.dep_ for token in doc]
        self.tags = [token.tag_ for token in doc]
        self.lemmas = [token.lemma_.lower() for token in doc]
        self.left = list(range(len(doc)))
        self.size = [1] * len(doc)
        self.subject: dict[int, int] = {}
        self.finite = [tag in _FINITE for tag in self.tags]
        self.marks: dict[int, int] = {}
        self.objects: set[int] = set()
        for i, (head, dep) in enumerate(zip(self.heads, self.deps, strict=True)):
            if dep in _SUBJECTS:
                self.subject[head] = i if dep != "expl" else self.subject.get(head, i)
            elif dep in _HELPERS and self.tags[i] in _FINITE:
                self.finite[head] = True
            elif (dep == "mark" or (dep == "advmod" and self.lemmas[i] == "when")) and i < head:
                self.marks.setdefault(head, i)
            elif dep in {"dobj", "prep", "attr", "agent", "advmod", "npadvmod", "oprd", "acomp", "prt"}:
                self.objects.add(head)
        self._measure()

    def _measure(self) -> None:
        """Find the leftmost token and the size of each subtree, children before parents."""
        for i in self._bottom_up():
            head = self.heads[i]
            if head != i:
                self.left[head] = min(self.left[head], self.left[i])
                self.size[head] += self.size[i]

    def _bottom_up(self) -> list[int]:
        """Return the tokens so that each comes before its head; linear, whatever the depth."""
        waiting = [0] * len(self.heads)
        for i, head in enumerate(self.heads):
            if head != i:
                waiting[head] += 1
        order = [i for i, count in enumerate(waiting) if not count]
        for i in order:
            head = self.heads[i]
            if head != i:
                waiting[head] -= 1
                if not waiting[head]:
                    order.append(head)
        return order

    def is_verb(self, i: int) -> bool:
        """Tell whether a token governs a clause of its own."""
        return self.tags[i][:2] in {"VB", "MD"} or i in self.subject

    def is_top(self, i: int) -> bool:
        """Tell whether a token's head lies outside its zone."""
        return self.heads[i] == i or self.zones[self.heads[i]] != self.zones[i]

    def follows_comma(self, i: int) -> bool:
        """Tell whether a subtree comes after a comma or a dash."""
        before = self.left[i] - 1
        return before >= 0 and self.tokens[before].text in {",", "-", "–", "—", ";", ":"}


def split_clauses(doc: Doc, zones: Sequence[int], settings: ClauseSettings | None = None) -> tuple[Clause, ...]:
    """Return the clauses of a document in the order of their first token.

    ``zones`` gives a number for each token. Every token that is no white space is in one clause. Linear in the text.

    >>> from rashomon.weights.parsers import load_parser
    >>> doc = load_parser()("The boat hit a pier and two men drowned.")
    >>> [" ".join(doc[i].text for i in clause.tokens) for clause in split_clauses(doc, [0] * len(doc))]
    ['The boat hit a pier and', 'two men drowned .']
    """
    tree = _Tree(doc, zones)
    kinds = _choose_heads(tree, settings or ClauseSettings())
    owners = _own_tokens(tree, kinds)
    groups: dict[int, list[int]] = {}
    for i, owner in enumerate(owners):
        if not tree.tokens[i].is_space:
            groups.setdefault(owner, []).append(i)
    return tuple(
        _make_clause(tree, kinds, head, members) for head, members in sorted(groups.items(), key=lambda g: g[1][0])
    )


def _make_clause(tree: _Tree, kinds: dict[int, ClauseKind], head: int, members: list[int]) -> Clause:
    subject, place = tree.subject.get(head), head
    shares = False
    while subject is None and kinds.get(place) is ClauseKind.COORDINATE:
        place = tree.heads[place]
        subject = tree.subject.get(place)
        shares = subject is not None
    return Clause(
        kind=kinds[head],
        head=head,
        zone=tree.zones[head],
        tokens=tuple(members),
        subject=subject,
        shares_subject=shares,
    )


def _choose_heads(tree: _Tree, settings: ClauseSettings) -> dict[int, ClauseKind]:
    """Return the tokens that govern a clause of their own, each with its kind; heads are settled before dependents."""
    kinds: dict[int, ClauseKind] = {}
    for i in reversed(tree._bottom_up()):
        kind = ClauseKind.MAIN if tree.is_top(i) else _judge_token(tree, kinds, i, settings)
        if kind:
            kinds[i] = kind
    return kinds


def _judge_token(tree: _Tree, kinds: dict[int, ClauseKind], i: int, settings: ClauseSettings) -> ClauseKind | None:
    """Return the kind of clause that a token inside a zone governs, or None where it is a part of its head's."""
    dep, head = tree.deps[i], tree.heads[i]
    own = i in tree.subject
    if dep == "conj":
        if tree.is_verb(i) and head in kinds and (own or tree.size[i] >= settings.least_own_words):
            return ClauseKind.COORDINATE
    elif dep in {"ccomp", "parataxis"}:
        if own and (dep == "parataxis" or (i < head and i not in tree.marks)):
            return ClauseKind.MAIN
        if own and tree.lemmas[head] in EVIDENTIALS:
            return ClauseKind.CONTENT
    elif dep == "advcl":
        return _judge_adverbial(tree, i, settings)
    elif dep == "relcl":
        if tree.follows_comma(i):
            return ClauseKind.RELATIVE
    elif dep == "pcomp" and own:
        return ClauseKind.ABSOLUTE
    return None


def _judge_adverbial(tree: _Tree, i: int, settings: ClauseSettings) -> ClauseKind | None:
    """Part an adverbial clause off where it tells an event of its own."""
    subject = tree.subject.get(i)
    if subject is not None:
        mark = tree.marks.get(i)
        joins = mark is not None and tree.lemmas[mark] in _JOINERS
        return ClauseKind.ADVERBIAL if joins and tree.finite[i] and tree.tags[subject] not in _PRONOUNS else None
    loose = i > tree.heads[i] and tree.tags[i] == "VBG" and i not in tree.marks and tree.follows_comma(i)
    return ClauseKind.PARTICIPLE if loose and tree.size[i] >= settings.least_own_words else None


def _own_tokens(tree: _Tree, kinds: dict[int, ClauseKind]) -> list[int]:
    """Return for each token the governing token of its clause."""
    owners = [-1] * len(tree.heads)
    for i in reversed(tree._bottom_up()):
        owners[i] = i if i in kinds else owners[tree.heads[i]]
    _adopt_fragments(tree, kinds, owners)
    return owners


def _adopt_fragments(tree: _Tree, kinds: dict[int, ClauseKind], owners: list[int]) -> None:
    """Give tops without a verb ("In his day", cut off by the cue) to the nearest verb of their sentence and zone."""
    adopted: dict[int, int] = {}
    sentence: dict[tuple[int, int], list[int]] = {}
    number = -1
    for i, token in enumerate(tree.tokens):
        number += bool(token.is_sent_start) or i == 0
        if kinds.get(i) is ClauseKind.MAIN:
            sentence.setdefault((number, tree.zones[i]), []).append(i)
    for tops in sentence.values():
        verbs = [i for i in tops if tree.is_verb(i)]
        if not verbs:
            continue
        place = 0
        for i in tops:
            while place < len(verbs) - 1 and verbs[place] < i:
                place += 1
            if not tree.is_verb(i):
                adopted[i] = verbs[place]
    for i in adopted:
        del kinds[i]
    for i, owner in enumerate(owners):
        owners[i] = adopted.get(owner, owner)
