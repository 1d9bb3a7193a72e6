"""A parsed document read once into lists: reaching token attributes one by one through spaCy is slow."""

from __future__ import annotations

from bisect import bisect_left

from spacy.tokens import Doc, Token

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
VERBS = frozenset({"VB", "VBD", "VBG", "VBN", "VBP", "VBZ", "MD"})
PRONOUNS = frozenset({"PRP", "PRP$", "WP", "EX", "DT"})
WH_WORDS = frozenset({"WRB", "WP", "WP$"})
#: Where a document keeps its parse.
_KEY = "rashomon_parse"
_HELPERS = frozenset({"aux", "auxpass"})
#: Verbs that under a "not" leave open what they tell; "did not reveal that he was dead" does not.
_OPEN = frozenset({
    "say", "claim", "believe", "think", "confirm", "suggest", "show", "prove", "indicate", "establish", "allege",
    "state", "assert", "report", "conclude", "find", "demonstrate", "substantiate", "verify",
})  # fmt: skip
#: What is said of somebody who did not do what follows: "failed to show that", "were unable to confirm that".
_FAILING = frozenset({"fail", "refuse", "decline", "unable"})


class Parse:
    """Words, tags and the dependency tree of one document, by token index."""

    def __init__(self, doc: Doc) -> None:
        tokens = list(doc)
        self.texts: list[str] = [token.text for token in tokens]
        self.lower: list[str] = [text.lower() for text in self.texts]
        self.lemmas: list[str] = [token.lemma_.lower() for token in tokens]
        self.tags: list[str] = [token.tag_ for token in tokens]
        self.pos: list[str] = [token.pos_ for token in tokens]
        self.deps: list[str] = [token.dep_ for token in tokens]
        self.heads: list[int] = [token.head.i for token in tokens]
        self.names: list[str] = [token.ent_type_ for token in tokens]
        self.starts: list[int] = [token.idx for token in tokens]
        self.ends: list[int] = [start + len(text) for start, text in zip(self.starts, self.texts, strict=True)]
        self.space: list[bool] = [token.is_space for token in tokens]
        self.sentences: list[int] = self._number_sentences(tokens)
        self.bottom_up: list[int] = self._order_bottom_up()
        self.subject: dict[int, int] = {}
        self.mark: dict[int, int] = {}
        self.negated: set[int] = set()
        self.finite: list[bool] = [tag in FINITE for tag in self.tags]
        self.left: list[int] = list(range(len(self.texts)))
        self.right: list[int] = list(range(len(self.texts)))
        self.size: list[int] = [1] * len(self.texts)
        self._read_dependents()
        self._measure_subtrees()

    def __len__(self) -> int:
        return len(self.texts)

    def reach(self, start: int, end: int) -> range:
        """Return the indices of the tokens that begin within two offsets of the text."""
        return range(bisect_left(self.starts, start), bisect_left(self.starts, end))

    def is_verb(self, i: int) -> bool:
        """Tell whether a token can govern a clause: a verb, or anything that has a subject."""
        return self.tags[i] in VERBS or i in self.subject

    def leaves_unsaid(self, i: int) -> bool:
        """Tell whether a verb leaves open what it tells: "they cannot say that", "the ministry failed to show that"."""
        if self.lemmas[i] not in _OPEN:
            return False
        above = self.heads[i]
        failed = self.deps[i] == "xcomp" and self.lemmas[above] in _FAILING and above not in self.negated
        return i in self.negated or failed

    def follows_break(self, i: int) -> bool:
        """Tell whether a subtree comes right after a comma, a dash, a colon or a bracket."""
        before = self.left[i] - 1
        return before >= 0 and self.texts[before] in {",", "-", "–", "—", ";", ":", "(", "--"}

    @staticmethod
    def _number_sentences(tokens: list[Token]) -> list[int]:
        numbers, number = [], -1
        for token in tokens:
            number += bool(token.is_sent_start) or number < 0
            numbers.append(number)
        return numbers

    def _order_bottom_up(self) -> list[int]:
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

    def _read_dependents(self) -> None:
        for i, (head, dep) in enumerate(zip(self.heads, self.deps, strict=True)):
            if dep in SUBJECTS:
                if dep != "expl" or head not in self.subject:
                    self.subject[head] = i
            elif dep in _HELPERS and self.tags[i] in FINITE:
                self.finite[head] = True
            elif dep == "neg" and i < head:
                self.negated.add(head)
            elif (dep == "mark" or (dep == "advmod" and self.lemmas[i] == "when")) and i < head:
                self.mark.setdefault(head, i)
        for i, dep in enumerate(self.deps):
            # The parser hangs some subjects on the auxiliary: "one worker was unaccounted for".
            if dep in _HELPERS and i in self.subject:
                self.subject.setdefault(self.heads[i], self.subject[i])

    def _measure_subtrees(self) -> None:
        """Find the first and last token and the size of each subtree, children before parents."""
        for i in self.bottom_up:
            head = self.heads[i]
            if head != i:
                self.left[head] = min(self.left[head], self.left[i])
                self.right[head] = max(self.right[head], self.right[i])
                self.size[head] += self.size[i]


def read_parse(doc: Doc) -> Parse:
    """Return the parse of a document; it is read once and kept with the document."""
    found = doc.user_data.get(_KEY)
    if not isinstance(found, Parse):
        found = Parse(doc)
        doc.user_data[_KEY] = found
    return found
