"""The records of the ledger, version 1. Their JSON form is the product's public interface.

Every record is frozen; lists are tuples; every closed set is an Enum. The meaning of each field is described in
``docs/reference/ledger.md``; the JSON Schema is made from these classes.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Any

import msgspec

from rashomon.model.addresses import name_address
from rashomon.model.errors import SpanError
from rashomon.model.ids import digest_text
from rashomon.model.spans import Span

FORMAT = "rashomon-ledger"
VERSION = 1


class EntityKind(StrEnum):
    """What an entity is."""

    PERSON = "person"
    ORGANIZATION = "organization"
    PLACE = "place"
    OTHER = "other"


class QuoteKind(StrEnum):
    """How speech is reported: all of it in quotation marks, a part of it, or none."""

    DIRECT = "direct"
    MIXED = "mixed"
    INDIRECT = "indirect"


class Wording(StrEnum):
    """How the printed forms of one utterance differ; as a difference, IDENTICAL never occurs."""

    IDENTICAL = "identical"
    TRIMMED = "trimmed"
    ALTERED = "altered"
    PARAPHRASED = "paraphrased"


class ValueKind(StrEnum):
    """What a value measures."""

    NUMBER = "number"
    MONEY = "money"
    PERCENT = "percent"
    ORDINAL = "ordinal"
    DATE = "date"
    TIME = "time"
    DURATION = "duration"


class Voice(StrEnum):
    """Who speaks: the outlet itself, or somebody it quotes."""

    OUTLET = "outlet"
    QUOTED = "quoted"


class Polarity(StrEnum):
    """Whether a claim is affirmed or denied."""

    AFFIRMED = "affirmed"
    DENIED = "denied"


class Certainty(StrEnum):
    """Whether a claim is stated as fact, hedged, or about what is planned."""

    STATED = "stated"
    HEDGED = "hedged"
    PLANNED = "planned"


class OriginKind(StrEnum):
    """On whose word a claim rests. UNKNOWN never counts."""

    SOURCE = "source"
    AGENCY = "agency"
    OUTLET = "outlet"
    UNKNOWN = "unknown"


class Status(StrEnum):
    """On how many known origins an entry rests: two or more, one, none."""

    CORROBORATED = "corroborated"
    SINGLE_ORIGIN = "single-origin"
    UNKNOWN_ORIGIN = "unknown-origin"


class ConflictKind(StrEnum):
    """What the accounts differ in."""

    NUMBER = "number"
    DATE = "date"
    PLACE = "place"
    ACTOR = "actor"
    SPEAKER = "speaker"
    WORDING = "wording"
    DENIAL = "denial"
    SCOPE = "scope"
    SEQUENCE = "sequence"


#: Conflicts over who said something and in which words: they dispute no fact.
OF_SPEECH = frozenset({ConflictKind.WORDING, ConflictKind.SPEAKER})


class Nature(StrEnum):
    """Whether both can be true: no; no longer; yes."""

    CONTRADICTION = "contradiction"
    UPDATE = "update"
    DIFFERENCE = "difference"


class Relation(StrEnum):
    """How one article's text came from another's."""

    COPY = "copy"
    REWRITE = "rewrite"
    SHARED_SOURCE = "shared-source"
    INDEPENDENT = "independent"


class Direction(StrEnum):
    """Which of two articles was made from the other."""

    A_FROM_B = "a<-b"
    B_FROM_A = "b<-a"
    UNKNOWN = "unknown"


class PassageKind(StrEnum):
    """Whether an aligned passage has the same words or other words."""

    VERBATIM = "verbatim"
    PARAPHRASE = "paraphrase"


class Cell(StrEnum):
    """What one article does with one entry."""

    REPORTED = "reported"
    OMITTED = "omitted"
    CONTRADICTED = "contradicted"
    NOT_YET = "not-yet"


class FramingKind(StrEnum):
    """How a word colours what it says."""

    LOADED = "loaded"
    EVALUATIVE = "evaluative"
    LABEL = "label"
    HEDGE = "hedge"


class Tone(StrEnum):
    """Which way a coloured word leans."""

    POSITIVE = "positive"
    NEGATIVE = "negative"
    NEUTRAL = "neutral"


class PairRelation(StrEnum):
    """How the claim of one sentence stands to that of another; NARROWER: a says more than b."""

    SAME = "same"
    NARROWER = "narrower"
    BROADER = "broader"
    CONFLICT = "conflict"
    RELATED = "related"
    UNRELATED = "unrelated"


class EditKind(StrEnum):
    """What was changed from one version of an article to the next."""

    TITLE = "title"
    FIGURE = "figure"
    WORDING = "wording"
    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """What all records share: frozen, fields by name only."""


class Article(Record, frozen=True, kw_only=True):
    """One outlet's account, its text kept to the code point.

    ``version`` counts the texts that a library has seen at its address; None where no library keeps it.
    """

    id: str
    uri: str | None = None
    outlet: str | None = None
    title: str | None = None
    byline: tuple[str, ...] = ()
    published: str | None = None
    language: str | None = None
    text: str
    sha256: str = ""
    version: int | None = None

    def __post_init__(self) -> None:
        if not self.sha256:
            msgspec.structs.force_setattr(self, "sha256", digest_text(self.text))

    def span(self, start: int, end: int) -> Span:
        """Return the passage ``text[start:end]`` of this article.

        Raises:
            SpanError: the offsets are not in the text.

        >>> Article(id="a1", text="Three died.").span(0, 5).text
        'Three'

        """
        if not 0 <= start < end <= len(self.text):
            raise SpanError(f"span {start}..{end} is not in article {self.id!r} of {len(self.text)} characters")
        return Span(article=self.id, start=start, end=end, text=self.text[start:end])

    @property
    def label(self) -> str:
        """The name to show for this account: its outlet, else the host or file it came from, else its id."""
        return self.outlet or name_address(self.uri or "") or self.id


class Entity(Record, frozen=True, kw_only=True):
    """Somebody or something the accounts speak about, with every mention that was resolved to it."""

    id: str
    name: str
    kind: EntityKind = EntityKind.OTHER
    mentions: tuple[Span, ...] = ()


class Quote(Record, frozen=True, kw_only=True):
    """Reported speech in one article."""

    id: str
    kind: QuoteKind
    content: tuple[Span, ...]
    cue: tuple[Span, ...] = ()
    source: tuple[Span, ...] = ()
    speaker: str | None = None
    denies: bool = False


class Difference(Record, frozen=True, kw_only=True):
    """One place in which two printed forms of an utterance differ."""

    a: Span
    b: Span
    kind: Wording


class Utterance(Record, frozen=True, kw_only=True):
    """The same words, once said, as several articles print them."""

    id: str
    speaker: str | None = None
    quotes: tuple[str, ...]
    differences: tuple[Difference, ...] = ()
    wording: Wording


class Value(Record, frozen=True, kw_only=True):
    """A quantity or a time in the text, beside its normal form."""

    id: str
    span: Span
    kind: ValueKind
    low: int | float | str | None = None
    high: int | float | str | None = None
    approximate: bool = False
    unit: str | None = None
    timex: str | None = None


class Claim(Record, frozen=True, kw_only=True):
    """One checkable proposition as one article states it; ``part_of`` names the claim that others tell a part of."""

    id: str
    passage: tuple[Span, ...]
    voice: Voice = Voice.OUTLET
    source: str | None = None
    quote: str | None = None
    polarity: Polarity = Polarity.AFFIRMED
    certainty: Certainty = Certainty.STATED
    values: tuple[str, ...] = ()
    origin: str | None = None
    origin_reason: str = ""
    part_of: str | None = None


class Origin(Record, frozen=True, kw_only=True):
    """On whose word claims rest."""

    id: str
    kind: OriginKind
    name: str


class Entry(Record, frozen=True, kw_only=True):
    """The same proposition across accounts; ``whole`` unless no account tells it in a sentence with a finite verb."""

    id: str
    statement: str
    claims: tuple[str, ...]
    articles: int
    origins: int
    status: Status
    disputed: bool = False
    whole: bool = True


class Side(Record, frozen=True, kw_only=True):
    """One side of a conflict."""

    claims: tuple[str, ...] = ()
    spans: tuple[Span, ...] = ()


class Conflict(Record, frozen=True, kw_only=True):
    """Two or more tellings that differ; the most important come first in the ledger."""

    id: str
    kind: ConflictKind
    nature: Nature
    sides: tuple[Side, ...]
    why: str = ""
    reasons: tuple[str, ...] = ()


class Passage(Record, frozen=True, kw_only=True):
    """Two passages of two articles of which one came from the other, or both from a third."""

    a: Span
    b: Span
    kind: PassageKind


class Lineage(Record, frozen=True, kw_only=True):
    """How one article's text came from another's, and what earned that verdict."""

    a: str
    b: str
    relation: Relation
    direction: Direction = Direction.UNKNOWN
    score: float = 0.0
    passages: tuple[Passage, ...] = ()
    reasons: tuple[str, ...] = ()


class SignKind(StrEnum):
    """What shows that a text is another's in other words."""

    LEFT_OVER = "left-over"
    CREDIT = "credit"
    OPEN_MARK = "open-mark"
    STIFF = "stiff"


class Sign(Record, frozen=True, kw_only=True):
    """One place that shows it."""

    kind: SignKind
    span: Span


class Rewritten(Record, frozen=True, kw_only=True):
    """An article that is likely rewritten from a text that is not among the accounts, and the signs of that."""

    article: str
    signs: tuple[Sign, ...] = ()


class TimelineItem(Record, frozen=True, kw_only=True):
    """Something that happened at a time the accounts give."""

    id: str
    start: str
    end: str | None = None
    what: str
    claims: tuple[str, ...] = ()


class Coverage(Record, frozen=True, kw_only=True):
    """What each article does with each entry: ``entries[entry id][article id]``."""

    entries: dict[str, dict[str, Cell]] = {}


class Framing(Record, frozen=True, kw_only=True):
    """A word that colours."""

    id: str
    span: Span
    voice: Voice = Voice.OUTLET
    kind: FramingKind
    polarity: Tone = Tone.NEUTRAL
    target: str | None = None


class Edit(Record, frozen=True, kw_only=True):
    """One change from one version of an article to the next.

    ``around`` is the sentence that it stands in; ``span`` its place in the version that the ledger holds, where it is
    still there.
    """

    kind: EditKind
    before: str = ""
    after: str = ""
    around: str = ""
    span: Span | None = None


class Revision(Record, frozen=True, kw_only=True):
    """What changed when an article's address was seen with another text; ``noted``: the article says so itself."""

    id: str
    article: str
    version: int
    seen: str
    noted: bool = False
    edits: tuple[Edit, ...] = ()


class Fault(Record, frozen=True, kw_only=True):
    """Something that could not be done; it never silently drops an article."""

    article: str | None = None
    uri: str | None = None
    stage: str
    message: str


class ModelCard(Record, frozen=True, kw_only=True):
    """A model that took part, by name and digest."""

    name: str
    version: str = ""
    sha256: str = ""


class Generator(Record, frozen=True, kw_only=True):
    """Whatever made this ledger."""

    name: str = "rashomon"
    version: str = ""
    models: tuple[ModelCard, ...] = ()
    settings: dict[str, Any] = {}


class Ledger(Record, frozen=True, kw_only=True):
    """The whole account of several accounts."""

    format: str = FORMAT
    version: int = VERSION
    generator: Generator = Generator()
    articles: tuple[Article, ...] = ()
    entities: tuple[Entity, ...] = ()
    quotes: tuple[Quote, ...] = ()
    utterances: tuple[Utterance, ...] = ()
    values: tuple[Value, ...] = ()
    claims: tuple[Claim, ...] = ()
    origins: tuple[Origin, ...] = ()
    entries: tuple[Entry, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    lineage: tuple[Lineage, ...] = ()
    rewritten: tuple[Rewritten, ...] = ()
    timeline: tuple[TimelineItem, ...] = ()
    coverage: Coverage = Coverage()
    framing: tuple[Framing, ...] = ()
    revisions: tuple[Revision, ...] = ()
    faults: tuple[Fault, ...] = ()
