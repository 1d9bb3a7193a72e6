"""What the parser knows about a place in the text: whether its verb tells of what is to come, what a number counts."""

from __future__ import annotations

from bisect import bisect_right

from spacy.tokens import Doc, Token

_WILL = frozenset(("will", "shall", "ll", "'ll", "’ll", "would", "'d"))
#: What is done to a day that is still to come: "planned for Friday", "due on Monday", "put off until May".
_AHEAD = frozenset(
    "plan schedule expect due set postpone delay adjourn hope intend promise vow pledge want aim await prepare ready".split()
)
_TOLD = frozenset(("VBD", "VBN"))
_PRESENT = frozenset(("VBZ", "VBP"))
#: Verbs of telling take the past of the text in any tense: "Officials say the boat sank on Friday".
_TELLING = frozenset("say tell report think believe suggest claim warn insist show put know".split())
#: How far to climb from a time to its verb, and how far from a verb its auxiliaries stand.
MAX_CLIMB = 8
REACH = 5


class Grammar:
    """Answers questions about places of a parsed text, by offset; each costs the same however long the sentence."""

    def __init__(self, doc: Doc) -> None:
        self._doc = doc
        self._starts = [token.idx for token in doc]
        self.sentences = [token.idx for token in doc if token.is_sent_start]

    def token_at(self, offset: int) -> Token | None:
        """Return the token that an offset lies in."""
        place = bisect_right(self._starts, offset) - 1
        return self._doc[place] if place >= 0 else None

    def around(self, token: Token, before: int, after: int) -> list[Token]:
        """Return the tokens about a token, within its sentence."""
        first, last = token.i, token.i + 1
        while first > max(0, token.i - before) and not self._doc[first].is_sent_start:
            first -= 1
        while last < min(len(self._doc), token.i + after + 1) and not self._doc[last].is_sent_start:
            last += 1
        return [self._doc[place] for place in range(first, last)]

    def is_future(self, offset: int) -> bool:
        """Tell whether the verb that governs a place tells of what is still to come."""
        token = self.token_at(offset)
        for _ in range(MAX_CLIMB):
            if token is None:
                return False
            if token.pos_ in ("VERB", "AUX"):
                return self._verb_is_future(token)
            if token.lemma_ == "due" or token.head.i == token.i:
                return token.lemma_ == "due"
            token = token.head
        return False

    def _verb_is_future(self, verb: Token) -> bool:
        helpers = [token for token in self.around(verb, REACH, 0) if token.head.i == verb.i and token.i < verb.i]
        words = {token.lower_ for token in helpers if token.dep_ in ("aux", "auxpass", "neg")}
        if words & _WILL:
            return True
        if verb.lemma_ in _AHEAD and verb.tag_ in ("VBN", "VBZ", "VBP", "VB", "VBG", "VBD"):
            return True
        if "to" in words and verb.tag_ == "VB":
            # "is to open on Friday", "plans to open on Friday"; but "was said to have sunk on Friday".
            return not words & {"have"}
        if verb.tag_ in _PRESENT and verb.lemma_ not in _TELLING and verb.lemma_ != "be":
            return not words & {"have", "has", "had"}
        if verb.tag_ == "VBG" and words & {"is", "are", "am", "'s", "’s", "'re"}:
            return True
        return verb.lemma_ == "be" and verb.tag_ in _PRESENT and any(t.lemma_ == "due" for t in self.around(verb, 0, 3))
