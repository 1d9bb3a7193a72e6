"""The cast of one article: everybody and everything it speaks about, and where."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from rashomon.annotate.descriptions import Description, find_descriptions
from rashomon.annotate.figures import Figure, Mention
from rashomon.annotate.names import Name, find_names
from rashomon.annotate.runs import find_quoted
from rashomon.model.records import Quote, Record
from rashomon.model.spans import Span


class CastSettings(Record, frozen=True, kw_only=True):
    """How much a mention counts for later pronouns: in quotation marks, in other speech, as the source of speech.

    Of 421 quotes of four invented events 413 get their speaker with these, 410 where all are 1; of 2,086 quotes of open
    marked articles 1,926 and 1,922. Twice the weight for sources loses five.
    """

    in_marks: float = 0.3
    in_speech: float = 0.6
    as_source: float = 1.4


SETTINGS = CastSettings()


#: Where a document keeps its ground.
_GROUND = "rashomon_ground"


class Ground(Record, frozen=True, kw_only=True):
    """What a text shows before anybody is told apart: sentence and paragraph of each token, names, descriptions."""

    sentence: tuple[int, ...]
    paragraph: tuple[int, ...]
    quoted: tuple[bool, ...]
    names: tuple[Name, ...]
    descriptions: tuple[Description, ...]


@dataclass
class Cast:
    """Everybody and everything one article speaks about, and where."""

    doc: Doc
    sentence: Sequence[int]
    paragraph: Sequence[int]
    quoted: Sequence[bool]
    #: How much a mention at a token counts: less in what somebody says, more as a source.
    factors: Sequence[float]
    #: The tokens that name who says the directly quoted words a token stands in.
    sources: dict[int, tuple[int, ...]]
    names: tuple[Name, ...]
    descriptions: tuple[Description, ...]
    figures: list[Figure] = field(default_factory=list)
    #: The figure mentioned at a token.
    at: dict[int, Figure] = field(default_factory=dict)

    def add(self, figure: Figure, start: int, end: int, form: str) -> None:
        """Give a figure one more mention, unless its place is taken."""
        if any(i in self.at for i in range(start, end)):
            return
        weight = weigh_mention(self.doc[end - 1]) * self.factors[end - 1]
        figure.mentions.append(Mention(start=start, end=end, form=form, weight=weight))
        for i in range(start, end):
            self.at[i] = figure

    def take(self, figure: Figure, start: int, end: int, form: str) -> None:
        """Give a figure a mention in place of the shorter ones inside it."""
        for i in range(start, end):
            inner = self.at.get(i)
            if inner is None:
                continue
            inner = inner.resolve()
            lost = [m for m in inner.mentions if m.start < end and start < m.end]
            if any(m.start < start or m.end > end for m in lost):
                return
            inner.mentions = [m for m in inner.mentions if m not in lost]
            for mention in lost:
                for place in range(mention.start, mention.end):
                    self.at.pop(place, None)
        self.add(figure, start, end, form)

    def find(self, start: int, end: int) -> list[Figure]:
        """Return the figures mentioned between two tokens, in order."""
        found: list[Figure] = []
        for i in range(start, end):
            figure = self.at.get(i)
            if figure is not None and figure.resolve() not in found:
                found.append(figure.resolve())
        return found


def weigh_mention(token: Token) -> float:
    """Return how much a mention that ends with a token draws a later pronoun: the subject of a main clause most."""
    while token.dep_ in {"appos", "conj", "compound", "flat"} and token.head.i < token.i:
        token = token.head
    weight = {"nsubj": 1.0, "nsubjpass": 0.9, "ROOT": 0.8, "agent": 0.6, "dobj": 0.6}.get(token.dep_, 0.5)
    if token.dep_ in {"nsubj", "nsubjpass"} and token.head.dep_ in {"ccomp", "relcl", "acl", "advcl"}:
        weight *= 0.8
    return weight


def open_cast(doc: Doc, quotes: Sequence[Quote] = ()) -> Cast:
    """Return the cast of a text before it is read: its names and descriptions, without figures."""
    ground = doc.user_data.get(_GROUND)
    if not isinstance(ground, Ground):  # the text is read twice, with and without its quotes: what is the same is kept
        ground = doc.user_data[_GROUND] = _read_ground(doc)
    return Cast(
        doc=doc,
        sentence=ground.sentence,
        paragraph=ground.paragraph,
        quoted=ground.quoted,
        factors=_find_factors(doc, ground.quoted, quotes),
        sources=_find_sources(doc, ground.quoted, quotes),
        names=ground.names,
        descriptions=ground.descriptions,
    )


def _read_ground(doc: Doc) -> Ground:
    """Return the names and descriptions of a text, and where sentences, paragraphs and quotation marks are."""
    names = find_names(doc)
    sentence, paragraph = [], []
    sentences, paragraphs = -1, 0
    for token in doc:
        sentences += bool(token.is_sent_start) or not token.i
        sentence.append(sentences)
        paragraph.append(paragraphs)
        paragraphs += token.is_space and "\n" in token.text
    return Ground(
        sentence=tuple(sentence),
        paragraph=tuple(paragraph),
        quoted=tuple(find_quoted(doc)),
        names=names,
        descriptions=find_descriptions(doc, names),
    )


def _find_factors(doc: Doc, quoted: Sequence[bool], quotes: Sequence[Quote]) -> list[float]:
    """Return how much a mention at each token counts."""
    factors = [SETTINGS.in_marks if inside else 1.0 for inside in quoted]
    for quote in quotes:
        for span in quote.content:
            for i in range(*cover(doc, span)):
                factors[i] = min(factors[i], SETTINGS.in_speech)
    for quote in quotes:
        for span in quote.source:
            for i in range(*cover(doc, span)):
                factors[i] *= SETTINGS.as_source
    return factors


def _find_sources(doc: Doc, quoted: Sequence[bool], quotes: Sequence[Quote]) -> dict[int, tuple[int, ...]]:
    """Return for each token inside quotation marks the tokens of the source of the innermost quote around it."""
    found: dict[int, tuple[int, ...]] = {}
    for quote in sorted(quotes, key=lambda q: (q.content[0].start, -q.content[-1].end)):
        source = tuple(i for span in quote.source for i in range(*cover(doc, span)))
        for span in quote.content:
            found.update((i, source) for i in range(*cover(doc, span)) if quoted[i])
    return found


def cover(doc: Doc, span: Span) -> tuple[int, int]:
    """Return the tokens that a span touches, (0, 0) where it touches none."""
    found = doc.char_span(span.start, span.end, alignment_mode="expand")
    return (found.start, found.end) if found is not None and len(found) else (0, 0)
