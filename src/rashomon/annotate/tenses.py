"""What the parser knows about a place in the text: whether its verb tells of what is to come, what a number counts."""

from __future__ import annotations

from bisect import bisect_right

from spacy.tokens import Doc, Token

from rashomon.annotate.codes import words

_WILL = frozenset(words("will shall ll 'll ’ll would 'd ’d must may might can should"))
_NOW = frozenset(("is", "are", "am", "'s", "’s", "'re", "’re", "'m", "’m"))
_HAVE = frozenset(words("have has had 've ’ve"))
#: What is done to a day that is still to come: "planned for Friday", "due on Monday", "put off until May".
_AHEAD = frozenset(
    words("plan schedule expect due set postpone delay adjourn hope intend promise vow pledge aim await likely ready")
)
#: What the present tense says of a day to come, as timetables do: "sailings resume on Saturday".
_TIMETABLED = frozenset(
    words(
        "resume open reopen begin start close end finish meet vote leave depart arrive return go come run face appear "
        "travel fly sail expire launch play visit take hold head retire step stand"
    )
)
#: How far to climb from a time to its verb, and how far from a verb its auxiliaries stand.
MAX_CLIMB = 8
REACH = 5
#: How far before a "since" the superlative stands that it belongs to.
SUPERLATIVE_REACH = 14


class Grammar:
    """Answers questions about places of a parsed text, by offset; each costs the same however long the sentence."""

    def __init__(self, doc: Doc) -> None:
        self._doc = doc
        table = doc.to_array(["IDX", "SENT_START"])
        self._starts: list[int] = table[:, 0].tolist() if len(doc) else []
        self._opens: list[bool] = (table[:, 1] == 1).tolist() if len(doc) else []

    def token_at(self, offset: int) -> Token | None:
        """Return the token that an offset lies in."""
        place = bisect_right(self._starts, offset) - 1
        return self._doc[place] if place >= 0 else None

    def around(self, token: Token, before: int, after: int) -> list[Token]:
        """Return the tokens about a token, within its sentence."""
        first, last = token.i, token.i + 1
        while first > max(0, token.i - before) and not self._opens[first]:
            first -= 1
        while last < min(len(self._doc), token.i + after + 1) and not self._opens[last]:
            last += 1
        return [self._doc[place] for place in range(first, last)]

    def is_future(self, offset: int) -> bool:
        """Tell whether the verb that governs a place tells of what is still to come."""
        token = self.token_at(offset)
        for _ in range(MAX_CLIMB):
            if token is None:
                return False
            if token.pos_ in ("VERB", "AUX"):
                answer = self._verb_is_future(token)
                if answer is not None:
                    return answer
            elif token.lemma_ in _AHEAD:
                return True
            if token.head.i == token.i:
                return False
            token = token.head
        return False

    def _verb_is_future(self, verb: Token) -> bool | None:
        """Tell whether a verb looks ahead; None where the verb above it must say."""
        helpers = [token for token in self.around(verb, REACH, 0) if token.head.i == verb.i and token.i < verb.i]
        said = {token.lower_ for token in helpers if token.dep_ in ("aux", "auxpass", "neg")}
        if said & _WILL or verb.lemma_ in _AHEAD:
            return not said & _HAVE or verb.lemma_ in _AHEAD
        if verb.tag_ == "VB" and "to" in said:
            # "plans to open on Friday" looks ahead, "began to wail at noon" does not; "is to open" does.
            return False if said & _HAVE else verb.head.lemma_ == "be" or None
        if verb.tag_ in ("VBZ", "VBP", "VB") and "did" not in said:
            return verb.lemma_ in _TIMETABLED or any(token.lemma_ == "due" for token in self.around(verb, 0, 3))
        return verb.tag_ == "VBG" and bool(said & _NOW) and verb.lemma_ in _TIMETABLED

    def is_counted(self, offset: int) -> bool:
        """Tell whether a figure counts the plural noun after it ("2000 people"), so that it is no year."""
        token = self.token_at(offset)
        if token is None or token.head.i != token.i + 1 or token.dep_ != "nummod":
            return False
        return token.head.tag_ == "NNS"

    def follows_superlative(self, offset: int) -> bool:
        """Tell whether a *first*, a *last* or a superlative comes before a place: "the deadliest since 1987"."""
        token = self.token_at(offset)
        before = self.around(token, SUPERLATIVE_REACH, -1) if token is not None else []
        return any(word.tag_ in ("JJS", "RBS") or word.lower_ in ("first", "last", "not") for word in before)
