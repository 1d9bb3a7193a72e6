"""Every checkable proposition of an article, clause by clause, with the attribution peeled off."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable

from spacy.tokens import Doc

from rashomon.annotate.clauses import EVIDENTIALS, Clause, ClauseKind, split_clauses
from rashomon.model.ids import make_id
from rashomon.model.records import Article, Certainty, Claim, Entity, Polarity, Quote, QuoteKind, Record, Value, Voice
from rashomon.model.spans import Span


class ClaimSettings(Record, frozen=True, kw_only=True):
    """What counts as a claim."""

    #: Words a claim has at least; shorter ones are splinters of a bad parse.
    least_words: int = 3


OUTSIDE = -1

_VERBS = frozenset({"VB", "VBD", "VBG", "VBN", "VBP", "VBZ", "MD"})
_NEGATIVES = frozenset({"no", "not", "n't", "n’t", "never", "nobody", "nothing", "none", "neither", "nowhere"})
_FALSITY = frozenset(
    {"lie", "untrue", "false", "nonsense", "fabrication", "falsehood", "slander", "baseless", "unfounded"}
)
_DENIALS = frozenset({"deny", "reject", "dismiss", "refute", "rebut", "contest", "dispute", "disavow", "repudiate"})
_DOUBTERS = frozenset({"claim", "allege", "rumour", "rumor", "speculate", "suggest"})
_HEDGES = frozenset(
    """reportedly allegedly purportedly supposedly apparently possibly perhaps probably likely presumably seemingly
    alleged purported rumoured rumored suspected believed feared thought""".split()
)
_MAYBE = frozenset({"may", "might"})
_FUTURE = frozenset({"will", "would", "shall", "'ll", "’ll", "wo"})
_PLANNED = frozenset({"plan", "schedule", "expect", "due", "intend", "set", "aim"})
#: "declined to say" and its like report a silence.
_SILENCES = frozenset({"decline", "refuse"})
_SPEECH = frozenset(
    {"say", "comment", "discuss", "disclose", "elaborate", "confirm", "name", "reveal", "draw", "speak"}
)
_TRIM = frozenset(
    {",", ";", ":", ".", "-", "–", "—", "...", "…", "!", "?", '"', "“", "”", "'", "‘", "’", "``", "''", "(", ")"}
)
_CLOSERS = (('"', '"'), ("“", "”"), ("‘", "’"), ("'", "'"))
_LEADERS = frozenset({"cc", "mark", "punct"})


def find_claims(
    doc: Doc, article: Article, quotes: tuple[Quote, ...], values: tuple[Value, ...], entities: tuple[Entity, ...]
) -> tuple[Claim, ...]:
    """Return the claims of an article in the order of the text."""
    if not len(doc):
        return ()
    return _Finder(doc, article, quotes, values).find()


class _Finder:
    """What is known of one article while its claims are found."""

    def __init__(self, doc: Doc, article: Article, quotes: tuple[Quote, ...], values: tuple[Value, ...]) -> None:
        self.doc = doc
        self.tokens = list(doc)
        self.starts = [token.idx for token in doc]
        self.lemmas = [token.lemma_.lower() for token in doc]
        self.article = article
        self.quotes = quotes
        self.values = sorted(values, key=lambda value: (value.span.start, value.span.end, value.id))
        self.zones = [OUTSIDE] * len(doc)
        self.pieces = [0] * len(doc)
        self.cues: dict[int, int] = {}
        self.folded: dict[int, int] = {}
        self.settings = ClaimSettings()
        self._lay_zones()
        self.clauses = split_clauses(doc, self.zones)

    def _reach(self, span: Span) -> range:
        """Return the indices of the tokens that begin inside a span."""
        return range(bisect_left(self.starts, span.start), bisect_left(self.starts, span.end))

    def _lay_zones(self) -> None:
        """Number each token by the innermost quote whose content holds it, where that content is clausal."""
        order = sorted(range(len(self.quotes)), key=lambda n: -sum(s.end - s.start for s in self.quotes[n].content))
        piece = 0
        for n in order:
            quote = self.quotes[n]
            inside = [self._reach(span) for span in quote.content]
            for span in quote.cue:
                for i in self._reach(span):
                    self.cues.setdefault(i, n)
            if self._is_clausal(quote, inside):
                for part in inside:
                    piece += 1
                    for i in part:
                        self.zones[i] = n
                        self.pieces[i] = piece
            else:
                for part in inside:
                    for i in part:
                        self.folded[i] = n

    def _is_clausal(self, quote: Quote, inside: list[range]) -> bool:
        """Tell whether some content holds a verb together with its subject, so that it states something by itself."""
        members = {i for part in inside for i in part}
        if quote.kind is QuoteKind.DIRECT and len(members) >= 4:
            return True
        return any(
            self.tokens[i].dep_ in {"nsubj", "nsubjpass", "expl", "csubj"}
            and self.tokens[i].head.i in members
            and self.tokens[i].head.tag_ in _VERBS
            for i in members
        )

    def find(self) -> tuple[Claim, ...]:
        """Return the claims in the order of the text."""
        found: dict[tuple[tuple[int, int], ...], Claim] = {}
        for clause in self.clauses:
            claim = self._weigh(clause)
            if claim:
                key = tuple((span.start, span.end) for span in claim.passage)
                found.setdefault(key, claim)
        return tuple(found[key] for key in sorted(found))

    def _weigh(self, clause: Clause) -> Claim | None:
        """Return the claim that a clause makes, or None where it makes none."""
        number = clause.zone if clause.zone != OUTSIDE else None
        if self._is_frame(clause):
            return None
        folded = self._folded_quote(clause)
        if folded is not None:
            number = folded
        if not self._is_checkable(clause):
            return None
        passage = self._passage(clause)
        if not passage:
            return None
        quote = self.quotes[number] if number is not None else None
        spans = tuple(self.article.span(start, end) for start, end in passage)
        return Claim(
            id=make_id("c", self.article.id, *(offset for pair in passage for offset in pair)),
            passage=spans,
            voice=Voice.QUOTED if quote else Voice.OUTLET,
            source=quote.speaker if quote else None,
            quote=quote.id if quote else None,
            polarity=self._polarity(clause, quote),
            certainty=self._certainty(clause, quote),
            values=self._values(passage),
        )

    def _is_frame(self, clause: Clause) -> bool:
        """Tell whether a clause only introduces speech or evidence that is a clause of its own."""
        cue = self.cues.get(clause.head)
        if cue is not None and not any(self.folded.get(i) == cue for i in clause.tokens):
            return True
        return self.lemmas[clause.head] in EVIDENTIALS and any(
            other.kind is ClauseKind.CONTENT and self.tokens[other.head].head.i == clause.head for other in self.clauses
        )

    def _folded_quote(self, clause: Clause) -> int | None:
        cue = self.cues.get(clause.head)
        if cue is not None and any(self.folded.get(i) == cue for i in clause.tokens):
            return cue
        return None

    def _is_checkable(self, clause: Clause) -> bool:
        head = self.tokens[clause.head]
        if head.tag_ not in _VERBS and clause.subject is None:
            return False
        last = head.sent.end - 1
        while last > head.sent.start and (self.tokens[last].is_space or self.tokens[last].text in {'"', "”", "’", "'"}):
            last -= 1
        if self.tokens[last].text == "?":
            return False
        if (
            clause.kind in {ClauseKind.MAIN, ClauseKind.COORDINATE}
            and clause.subject is None
            and clause.zone == OUTSIDE
        ):
            return False
        if self.lemmas[clause.head] in _SILENCES and any(self.lemmas[i] in _SPEECH for i in clause.tokens):
            return False
        words = [i for i in clause.tokens if self.tokens[i].is_alpha or self.tokens[i].like_num]
        return len(words) >= self.settings.least_words

    def _passage(self, clause: Clause) -> tuple[tuple[int, int], ...]:
        """Return the offsets of the passage of a clause: its tokens, with what it encloses in its own voice."""
        blocks: list[tuple[int, int]] = []
        for i in self._core(clause):
            if blocks and self._joins(blocks[-1][1], i):
                blocks[-1] = (blocks[-1][0], i)
            else:
                blocks.append((i, i))
        out = []
        for first, last in blocks:
            trimmed = self._trim(first, last)
            if trimmed:
                out.append((self.starts[trimmed[0]], self.starts[trimmed[1]] + len(self.tokens[trimmed[1]])))
        return tuple(out)

    def _core(self, clause: Clause) -> tuple[int, ...]:
        """Return the tokens of a clause without the conjunctions, subordinators and punctuation at its edges."""
        first, last = 0, len(clause.tokens)
        while first < last and self._is_edge(clause.tokens[first], clause):
            first += 1
        while last > first and self._is_edge(clause.tokens[last - 1], clause):
            last -= 1
        return clause.tokens[first:last]

    def _is_edge(self, i: int, clause: Clause) -> bool:
        token = self.tokens[i]
        if token.is_space or token.dep_ in _LEADERS or token.text in _TRIM:
            return True
        return clause.kind is ClauseKind.ADVERBIAL and token.dep_ == "advmod" and self.lemmas[i] == "when"

    def _joins(self, last: int, first: int) -> bool:
        zone, piece = self.zones[last], self.pieces[last]
        return all(self.zones[k] == zone and self.pieces[k] == piece for k in range(last + 1, first + 1))

    def _trim(self, first: int, last: int) -> tuple[int, int] | None:
        """Cut punctuation off the edges, and take in a closing quotation mark whose opener is inside."""
        while first <= last and (self.tokens[first].text in _TRIM or self.tokens[first].is_space):
            first += 1
        while first <= last and (self.tokens[last].text in _TRIM or self.tokens[last].is_space):
            last -= 1
        if first > last:
            return None
        inside = [self.tokens[k].text for k in range(first, last + 1)]
        for opener, closer in _CLOSERS:
            odd = inside.count(opener) % 2 if opener == closer else inside.count(opener) > inside.count(closer)
            after = last + 1
            if odd and after < len(self.tokens) and self.tokens[after].text in {",", "."}:
                after += 1
            if odd and after < len(self.tokens) and self.tokens[after].text == closer:
                return first, after
        return first, last

    def _polarity(self, clause: Clause, quote: Quote | None) -> Polarity:
        if quote is None:
            return Polarity.AFFIRMED
        cues = {self.lemmas[i] for span in quote.cue for i in self._reach(span)}
        if quote.denies and cues & _DENIALS:
            return Polarity.DENIED
        words = {self.lemmas[i] for i in clause.tokens} | {self.tokens[i].text.lower() for i in clause.tokens}
        if quote.denies and (words & _NEGATIVES or words & _FALSITY):
            return Polarity.DENIED
        return Polarity.AFFIRMED

    def _certainty(self, clause: Clause, quote: Quote | None) -> Certainty:
        lemmas = [self.lemmas[i] for i in clause.tokens]
        words = set(lemmas) | {self.tokens[i].text.lower() for i in clause.tokens}
        if words & _MAYBE or words & _HEDGES:
            return Certainty.HEDGED
        if (
            quote
            and quote.speaker is None
            and any(self.lemmas[i] in _DOUBTERS for span in quote.cue for i in self._reach(span))
        ):
            return Certainty.HEDGED
        if words & _FUTURE and not words & _NEGATIVES:
            return Certainty.PLANNED
        head = self.lemmas[clause.head]
        if head in _PLANNED and "to" in words:
            return Certainty.PLANNED
        return Certainty.STATED

    def _values(self, passage: Iterable[tuple[int, int]]) -> tuple[str, ...]:
        return tuple(
            value.id
            for value in self.values
            if any(start <= value.span.start and value.span.end <= end for start, end in passage)
        )
