"""The cast of one article: its text read once from the first word to the last, every mention given to its figure."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from rashomon.annotate.descriptions import Description, find_descriptions
from rashomon.annotate.figures import KINSHIP, Figure, Mention, is_gendered
from rashomon.annotate.names import Name, closes_apposition, find_names
from rashomon.annotate.namesakes import group_names
from rashomon.annotate.pronouns import PRONOUNS, Pronouns
from rashomon.annotate.roles import HONORIFICS, SPEECH_VERBS, find_gender, list_same_roles, name_body, read_words
from rashomon.annotate.runs import find_quoted
from rashomon.model.records import Article, EntityKind, Quote, Record
from rashomon.model.spans import Span


class CastSettings(Record, frozen=True, kw_only=True):
    """How far the reading of a cast looks.

    ``ahead``: sentences within which a figure that was first only described may get its name ("the hospital's medical
    director said ... Dr Lena Orth told"); news names its source in the next paragraph.
    ``apposition``: tokens that an apposition may have.
    """

    #: A mention inside quotation marks, one in other speech, and the source of speech, for later pronouns.
    in_marks: float = 0.3
    in_speech: float = 0.6
    as_source: float = 1.4
    ahead: int = 5
    apposition: int = 16


SETTINGS = CastSettings()


@dataclass
class Cast:
    """Everybody and everything one article speaks about, and where."""

    doc: Doc
    sentence: list[int]
    paragraph: list[int]
    quoted: list[bool]
    #: How much a mention at a token counts: less in what somebody says, more as a source.
    factors: list[float]
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


def read_cast(doc: Doc, article: Article, quotes: Sequence[Quote] = ()) -> Cast:
    """Return the figures of an article with their names, roles and mentions, pronouns included.

    Where the quotes are known already, who speaks draws pronouns more, and whom speech is about less.
    """
    names = find_names(doc)
    quoted = find_quoted(doc)
    cast = Cast(
        doc=doc,
        sentence=_number_sentences(doc),
        paragraph=_number_paragraphs(doc),
        quoted=quoted,
        factors=_find_factors(doc, quoted, quotes),
        sources=_find_sources(doc, quoted, quotes),
        names=names,
        descriptions=find_descriptions(doc, names),
    )
    _Reader(cast, article).read()
    return cast


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


def _number_sentences(doc: Doc) -> list[int]:
    numbers, number = [], -1
    for token in doc:
        number += bool(token.is_sent_start) or not token.i
        numbers.append(number)
    return numbers


def _number_paragraphs(doc: Doc) -> list[int]:
    numbers, number = [], 0
    for token in doc:
        numbers.append(number)
        number += token.is_space and "\n" in token.text
    return numbers


class _Reader:
    """Reads one article into its cast."""

    def __init__(self, cast: Cast, article: Article) -> None:
        self.cast, self.doc = cast, cast.doc
        self.by_name = group_names(cast.names, article)
        #: Heads of descriptions that stand in apposition to a name.
        self.consumed: set[int] = set()
        self.by_role: dict[str, list[Figure]] = {}
        self.by_noun: dict[str, list[Figure]] = {}
        self.pronouns = Pronouns(cast)
        self.pronouns.named = {i: self.by_name[n.first] for n in cast.names for i in range(n.first, n.last)}
        self.named = {i for name in cast.names for i in range(name.first, name.last)}
        self.waiting: deque[tuple[Figure, int]] = deque()
        self.bodies = {
            figure.names[0][0].casefold(): figure
            for figure in reversed(list(self.by_name.values()))
            if figure.kind is EntityKind.ORGANIZATION and figure.names
        }

    def read(self) -> None:
        """Give every name, description and pronoun its figure."""
        self._attach_appositions()
        for name in self.cast.names:
            if name.kind is EntityKind.ORGANIZATION and name.last < len(self.doc):
                figure = self.by_name[name.first]
                figure.sort = name_body(self.doc[name.last].lower_) or figure.sort
        for figure in dict.fromkeys(self.by_name.values()):
            self._index(figure)
        items: list[tuple[int, int, Name | Description | Token]] = [(n.start, 0, n) for n in self.cast.names]
        items = [item for item in items if not (isinstance(item[2], Name) and item[2].absorbed)]
        items += [(d.head, 1, d) for d in self.cast.descriptions if d.head not in self.consumed]
        items += [(t.i, 2, t) for t in self.doc if t.lower_ in PRONOUNS and t.i not in self.cast.at]
        for _, order, item in sorted(items, key=lambda entry: entry[:2]):
            if order == 0 and isinstance(item, Name):
                self._read_name(item)
            elif isinstance(item, Description):
                self._read_description(item)
            elif isinstance(item, Token):
                self.pronouns.read(item)
        self.cast.figures = [f for f in self.cast.figures if f.same_as is None and f.mentions]

    # names

    def _attach_appositions(self) -> None:
        """Give persons the roles that stand after a comma, or before one, and let the mention reach over them."""
        ends = {d.end: d for d in self.cast.descriptions} | {d.reach: d for d in self.cast.descriptions}
        heads = {d.start: d for d in self.cast.descriptions}
        self.reach: dict[int, tuple[int, int]] = {}
        for name in self.cast.names:
            if name.kind is not EntityKind.PERSON:
                continue
            figure = self.by_name[name.first]
            start, end = name.start, name.last
            self._tie(figure, start, name.first)
            before = ends.get(start - 1) if start > 1 and self.doc[start - 1].text == "," else None
            if before is not None and self._fits_before(before, end):
                start = before.start
                self.consumed.add(before.head)
                self._describe(figure, before)
            elif (after := self._find_after(end, heads)) is not None:
                end = after.reach
                self.consumed.add(after.head)
                self._describe(figure, after)
            figure.introduced = (
                figure.introduced or bool(set(name.roles) - HONORIFICS) or (start, end) != (name.start, name.last)
            )
            self.reach[name.first] = (start, end)

    def _fits_before(self, before: Description, end: int) -> bool:
        """Tell whether a description and the name after it are one: "the mayor, Lena Orth, said".

        A list goes on with "and"; in "one captain, Orth said" the name has a verb of its own.
        """
        if before.sort != "person" or before.plural:
            return False
        return end >= len(self.doc) or self.doc[end].is_punct or self.doc[end].is_space

    def _find_after(self, end: int, heads: dict[int, Description]) -> Description | None:
        """Return the description that stands in apposition after a name."""
        place = end
        if place + 2 < len(self.doc) and self.doc[place].text == "," and self.doc[place + 1].like_num:
            place += 2
        if place + 1 >= len(self.doc) or self.doc[place].text != ",":
            return None
        found = heads.get(place + 1)
        if found is None or found.sort != "person" or found.plural or found.reach - end > SETTINGS.apposition:
            return None
        return found if closes_apposition(self.doc, found.reach) else None

    def _describe(self, figure: Figure, found: Description) -> None:
        figure.add_roles((*found.words, *self._complement(found)), found.noun)
        self._tie(figure, found.start, found.reach)

    def _tie(self, figure: Figure, start: int, end: int) -> None:
        """Note the body in whose name a person speaks, where the words around the name tell it."""
        for i in range(start, end):
            body = self.bodies.get(self.doc[i].lower_)
            if figure.body is None and body is not None and body is not figure and self.doc[i].text[0].isupper():
                figure.body = body

    def _complement(self, found: Description) -> tuple[str, ...]:
        return tuple(t.lower_ for t in self.doc[found.end : found.reach] if t.is_alpha and not t.is_stop)

    def _index(self, figure: Figure) -> None:
        for noun in figure.roles:
            self.by_role.setdefault(noun, []).append(figure)
        if figure.kind is EntityKind.ORGANIZATION:
            for words in figure.names:
                self.by_noun.setdefault(words[-1].casefold(), []).append(figure)
            self.by_noun.setdefault("." + figure.sort, []).append(figure)

    def _read_name(self, name: Name) -> None:
        figure = self.by_name[name.first]
        if not figure.mentions:
            self.cast.figures.append(figure)
            if figure.kind is EntityKind.PERSON:
                self._take_waiting(figure, name)
        start, end = self.reach.get(name.first, (name.start, name.last))
        if any(i in self.cast.at for i in range(start, end)):
            start, end = name.first, name.last
        self.cast.add(figure, start, end, "name")
        self.pronouns.note(figure)

    def _take_waiting(self, figure: Figure, name: Name) -> None:
        """A person named without a word of who they are has just been described: "the surgeon said. Lena Orth ..."."""
        here = self.cast.sentence[name.start]
        while self.waiting and here - self.waiting[0][1] > SETTINGS.ahead:
            self.waiting.popleft()
        if figure.introduced or not self.waiting or len(name.words) < 2 or self.cast.quoted[name.first]:
            return
        described, _ = self.waiting[-1]
        if described.same_as is None and described.fits_gender(figure.gender):
            figure.absorb(described)
            self._index(figure)
        self.waiting.clear()

    # descriptions

    def _read_description(self, found: Description) -> None:
        if found.head in self.cast.at or (found.start in self.cast.at and found.owner < 0):
            return
        named = [i for i in range(found.start, found.head) if i in self.named]
        beside = self.cast.at.get(found.head - 1) if found.head - 1 in self.named else None
        if beside is None and found.sort == "body":
            beside = self._find_beside(found)
        if found.sort == "body" and beside is not None and beside.kind is not EntityKind.PERSON:
            figure: Figure | None = beside.resolve()  # "the Nordwerk company" is Nordwerk
        else:
            figure = self._resolve_body(found) if found.sort == "body" else self._resolve_person(found)
        if figure is None:
            return
        if not figure.mentions:
            self.cast.figures.append(figure)
        start = found.start
        if named and found.head - 1 not in self.named:
            start = min(max(named) + 2, found.head)
        elif named and beside is not None and figure is not beside.resolve():
            start = found.head
        self.cast.take(figure, start, found.end, "role")
        self.pronouns.note(figure)

    def _find_beside(self, found: Description) -> Figure | None:
        """Return the body that stands in apposition to a description: "the auditing firm, Nordwerk, said"."""
        if found.end + 1 >= len(self.doc) or self.doc[found.end].text != ",":
            return None
        figure = self.pronouns.named.get(found.end + 1) or self.pronouns.named.get(found.end + 2)
        if figure is None or figure.kind is not EntityKind.ORGANIZATION:
            return None
        end = next(i for i in range(found.end + 1, len(self.doc) + 1) if i not in self.named and i > found.end + 2)
        return figure if end >= len(self.doc) or self.doc[end].text == "," else None

    def _resolve_person(self, found: Description) -> Figure | None:
        if found.plural or not (found.definite or found.owner >= 0):
            return self._start_indefinite(found)
        owner = self._find_owner(found)
        gender = find_gender(found.noun)
        nouns = list_same_roles(found.noun)
        fitting = [
            figure
            for noun in sorted(nouns)
            for figure in self.by_role.get(noun, ())
            if figure.same_as is None and figure.fits_gender(gender) and self._fits(found, figure, noun, owner)
        ]
        chosen = self._choose(fitting, found)
        if chosen is not None:
            return chosen
        figure = self._make(found, EntityKind.PERSON)
        figure.owner = owner
        if self._speaks(found):
            self.waiting.append((figure, self.cast.sentence[found.start]))
        return figure

    def _start_indefinite(self, found: Description) -> Figure | None:
        """A new somebody: "a police source", "two officials"; bare plurals ("doctors") are nobody in particular."""
        if found.bare or self.doc[found.start].lower_ in _NOBODY:
            return None
        figure = self._make(found, EntityKind.PERSON)
        figure.plural = found.plural
        if not found.plural and self._speaks(found) and found.noun not in _SHY:
            self.waiting.append((figure, self.cast.sentence[found.start]))
        return figure

    def _make(self, found: Description, kind: EntityKind) -> Figure:
        figure = Figure(kind=kind, text=self._name(found))
        figure.add_roles((*found.words, *self._complement(found)), found.noun)
        self._tie(figure, found.start, found.reach)
        self._index(figure)
        return figure

    def _name(self, found: Description) -> str:
        """Return the words of a description, with the owner's name in place of "his"."""
        text = self.doc[found.start : found.end].text
        owner = self.cast.at.get(found.owner)
        his = found.owner == found.start and self.doc[found.start].tag_ == "PRP$"
        if his and owner is not None and owner.resolve().names:
            return f"{owner.resolve().text}’s {self.doc[found.start + 1 : found.end].text}"
        return text[:1].lower() + text[1:] if text.partition(" ")[0] in _DETERMINERS else text

    def _speaks(self, found: Description) -> bool:
        token = self.doc[found.head]
        head = token.head
        said = token.dep_ == "nsubj" and head.lemma_.casefold() in SPEECH_VERBS
        before = self.doc[found.start - 1].lower_ if found.start else ""
        return said or before == "to"

    def _find_owner(self, found: Description) -> Figure | None:
        if found.owner < 0:
            return None
        token = self.doc[found.owner]
        if token.lower_ in PRONOUNS and found.owner not in self.cast.at:
            self.pronouns.read(token)
        owner = self.cast.at.get(found.owner)
        return owner.resolve() if owner is not None else None

    def _fits(self, found: Description, figure: Figure, noun: str, owner: Figure | None) -> bool:
        """Tell whether a description can be this figure: the same role, and nothing that tells them apart."""
        if owner is figure:
            return False
        if noun in KINSHIP and found.owner >= 0 and (figure.owner or owner) is not None:
            return figure.owner is owner or (figure.owner is None and noun == found.noun)
        mine, theirs = set(found.words) - _COLOUR, figure.roles.get(noun, set()) - _COLOUR
        for word in ("former", "deputy", "vice", "acting"):
            if (word in mine) != (word in theirs) and (mine or word in theirs):
                return False
        if noun != found.noun and (is_gendered(noun) or is_gendered(found.noun)):
            return True
        # "the interior minister" is not "the transport minister"
        return not mine or not theirs or bool(mine & theirs) or noun != found.noun

    def _choose(self, fitting: Iterable[Figure], found: Description) -> Figure | None:
        """Return the figure mentioned last before, same noun first; else the one that comes first after."""
        best: tuple[int, int, float] | None = None
        chosen: Figure | None = None
        for figure in fitting:
            exact = int(found.noun in figure.roles)
            overlap = int(bool(set(found.words) & figure.roles.get(found.noun, set())))
            pull = max((self.pronouns.pull(m, found.head) for m in figure.mentions[-3:]), default=-1.0)
            rank = (overlap, exact, round(pull, 6))
            if best is None or rank > best:
                best, chosen = rank, figure
        return chosen

    # bodies

    def _find_body_of_owner(self, found: Description) -> Figure | None:
        """Return the body that "her group" means: the one in whose name she speaks."""
        owner = self._find_owner(found)
        if owner is None or owner.body is None or found.words or found.noun not in _OWN_BODIES:
            return None
        return owner.body.resolve()

    def _resolve_body(self, found: Description) -> Figure | None:
        if not (found.definite or found.owner >= 0 or found.bare):
            return None
        if found.plural and set(found.words) & {"two", "both", "three", "rival"}:
            return None  # two bodies together are no third one
        noun = self.doc[found.head].lower_
        lemma = found.noun
        if found.bare and noun not in _BARE_BODIES:
            return None
        mine = set(found.words) - _COLOUR
        figures = [f for key in dict.fromkeys((noun, lemma)) for f in self.by_noun.get(key, ()) if _fits_body(f, mine)]
        if not figures and not (found.owner >= 0 and found.sort != "company"):
            sort = name_body(lemma) or name_body(noun)
            figures = [f for f in self.by_noun.get("." + sort, ()) if sort == "company" or _fits_body(f, mine)]
            if lemma not in _ANY_COMPANY and sort == "company" and len(figures) > 1:
                figures = []
            figures = [f for f in figures if f.mentions] or (figures if len(figures) == 1 else [])
            figures = [f for f in figures if any(not self.cast.quoted[m.start] for m in f.mentions)] or figures
        if not figures and (body := self._find_body_of_owner(found)) is not None:
            return body
        if figures:
            return max(figures, key=lambda f: f.mentions[-1].end if f.mentions else -1)
        figure = Figure(kind=EntityKind.ORGANIZATION, text=self._name(found))
        figure.sort = name_body(lemma) or name_body(noun)
        figure.roles[lemma] = mine
        self.by_noun.setdefault(noun, []).append(figure)
        if lemma != noun:
            self.by_noun.setdefault(lemma, []).append(figure)
        return figure


_COLOUR = read_words("furious shaken embattled new old young same local own late lone senior top this that the our")
#: Roles of people who stay unnamed: a name that follows is another's.
_SHY = read_words(
    "source insider aide ally adviser advisor official diplomat whistleblower person friend officer spokesman"
)
#: Bodies that are their speaker's own: "her group". His campaign or team is a body beside him.
_OWN_BODIES = read_words(
    "group organisation organization charity department ministry office company firm party union agency institute bank "
    "hospital university force club association federation foundation movement council board commission network"
)
_NOBODY = read_words("no any every each what which whatever")
_DETERMINERS = read_words("The A An His Her Its Their One Two Three")
_BARE_BODIES = read_words("police coastguard prosecutors firefighters rescuers cops army troops rebels")


#: Nouns for any company; a bank, an airline or a shipyard is one of its own kind.
_ANY_COMPANY = read_words(
    "company firm operator owner business corporation group giant manufacturer maker employer line"
)


def _fits_body(figure: Figure, words: set[str]) -> bool:
    """Tell whether the words of a description do not speak against a body's name or description."""
    if not words:
        return True
    known = {w.casefold() for name in figure.names for w in name[:-1]}
    known |= {w for theirs in figure.roles.values() for w in theirs}
    return bool(known & words)
