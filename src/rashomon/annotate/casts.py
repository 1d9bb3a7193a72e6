"""The cast of one article: its text read once from the first word to the last, every mention given to its figure."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from rashomon.annotate.descriptions import Description, find_descriptions
from rashomon.annotate.figures import KINSHIP, Figure, Mention, is_gendered
from rashomon.annotate.names import Name, find_names, find_quoted
from rashomon.annotate.namesakes import group_names
from rashomon.annotate.pronouns import PRONOUNS, Pronouns
from rashomon.annotate.roles import SPEECH_VERBS, find_gender, list_same_roles, name_body, read_words
from rashomon.model.records import Article, EntityKind, Record


class CastSettings(Record, frozen=True, kw_only=True):
    """How far the reading of a cast looks.

    ``ahead``: sentences within which a figure that was first only described may get its name ("the hospital's medical
    director said ... Dr Lena Orth told"); news names its source in the next paragraph.
    ``apposition``: tokens that an apposition may have.
    """

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
    names: tuple[Name, ...]
    descriptions: tuple[Description, ...]
    figures: list[Figure] = field(default_factory=list)
    #: The figure mentioned at a token.
    at: dict[int, Figure] = field(default_factory=dict)

    def add(self, figure: Figure, start: int, end: int, form: str) -> None:
        """Give a figure one more mention, unless its place is taken."""
        if any(i in self.at for i in range(start, end)):
            return
        weight = weigh_mention(self.doc, end - 1, self.quoted)
        figure.mentions.append(Mention(start=start, end=end, form=form, weight=weight))
        for i in range(start, end):
            self.at[i] = figure

    def find(self, start: int, end: int) -> list[Figure]:
        """Return the figures mentioned between two tokens, in order."""
        found: list[Figure] = []
        for i in range(start, end):
            figure = self.at.get(i)
            if figure is not None and figure.resolve() not in found:
                found.append(figure.resolve())
        return found


def weigh_mention(doc: Doc, last: int, quoted: Sequence[bool]) -> float:
    """Return how much a mention draws a later pronoun: a subject most, words inside quotation marks little."""
    token = doc[last]
    while token.dep_ in {"appos", "conj", "compound", "flat"} and token.head.i < token.i:
        token = token.head
    weight = {"nsubj": 1.0, "nsubjpass": 0.9, "agent": 0.6, "dobj": 0.6, "poss": 0.5}.get(token.dep_, 0.5)
    if token.dep_ == "ROOT":
        weight = 0.8
    return weight * (0.3 if quoted[last] else 1.0)


def read_cast(doc: Doc, article: Article) -> Cast:
    """Return the figures of an article with their names, roles and mentions, pronouns included."""
    names = find_names(doc)
    cast = Cast(
        doc=doc,
        sentence=_number_sentences(doc),
        paragraph=_number_paragraphs(doc),
        quoted=find_quoted(doc),
        names=names,
        descriptions=find_descriptions(doc, names),
    )
    _Reader(cast, article).read()
    return cast


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
        self.by_role: dict[str, list[Figure]] = {}
        self.by_noun: dict[str, list[Figure]] = {}
        self.pronouns = Pronouns(cast)
        self.waiting: deque[tuple[Figure, int]] = deque()

    def read(self) -> None:
        """Give every name, description and pronoun its figure."""
        self._attach_appositions()
        for figure in dict.fromkeys(self.by_name.values()):
            self._index(figure)
        items: list[tuple[int, int, Name | Description | Token]] = [(n.start, 0, n) for n in self.cast.names]
        items += [(d.start, 1, d) for d in self.cast.descriptions if d.head not in self.cast.at]
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
            before = ends.get(start - 1) if start > 1 and self.doc[start - 1].text == "," else None
            if before is not None and before.sort == "person" and not before.plural and self._closes(end):
                start = before.start
                self._describe(figure, before)
            elif (after := self._find_after(end, heads)) is not None:
                end = after.reach
                self._describe(figure, after)
            figure.introduced = figure.introduced or bool(name.roles) or (start, end) != (name.start, name.last)
            self.reach[name.first] = (start, end)

    def _closes(self, end: int) -> bool:
        """Tell whether a name after an apposition is not the first of a list ("the mayor, Lena Orth and ...")."""
        return end >= len(self.doc) or self.doc[end].lower_ not in {"and", "or"}

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
        return found

    def _describe(self, figure: Figure, found: Description) -> None:
        figure.add_roles((*found.words, *self._complement(found), found.noun))

    def _complement(self, found: Description) -> tuple[str, ...]:
        return tuple(self.doc[i].lower_ for i in range(found.end, found.reach) if self.doc[i].is_alpha)

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
        """A person who comes without a word of who they are has just been described: "the surgeon said. Lena Orth ..."."""
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
        figure = self._resolve_body(found) if found.sort == "body" else self._resolve_person(found)
        if figure is None:
            return
        if not figure.mentions:
            self.cast.figures.append(figure)
        start = found.start
        while start <= found.head and start in self.cast.at:
            start += 1
        self.cast.add(figure, start, found.end, "role")
        self.pronouns.note(figure)

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
        if not found.plural and self._speaks(found):
            self.waiting.append((figure, self.cast.sentence[found.start]))
        return figure

    def _start_indefinite(self, found: Description) -> Figure | None:
        """A new somebody: "a police source", "two officials"; bare plurals ("doctors") are nobody in particular."""
        if found.bare:
            return None
        figure = self._make(found, EntityKind.PERSON)
        figure.plural = found.plural
        if not found.plural and self._speaks(found) and not set(found.words) & {"source", "insider"}:
            self.waiting.append((figure, self.cast.sentence[found.start]))
        return figure

    def _make(self, found: Description, kind: EntityKind) -> Figure:
        text = self.doc[found.start : found.end].text
        figure = Figure(kind=kind, text=text)
        figure.add_roles((*found.words, *self._complement(found), found.noun))
        if kind is EntityKind.PERSON:
            figure.roles.setdefault(found.noun, set()).update(found.words)
        self._index(figure)
        return figure

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
        best: tuple[int, int, int] | None = None
        chosen: Figure | None = None
        for figure in fitting:
            exact = int(found.noun in figure.roles)
            overlap = int(bool(set(found.words) & figure.roles.get(found.noun, set())))
            rank = (overlap, exact, figure.mentions[-1].end if figure.mentions else -1)
            if best is None or rank > best:
                best, chosen = rank, figure
        return chosen

    # bodies

    def _resolve_body(self, found: Description) -> Figure | None:
        if not (found.definite or found.owner >= 0 or found.bare):
            return None
        noun = self.doc[found.head].lower_
        lemma = found.noun
        if found.bare and noun not in _BARE_BODIES:
            return None
        mine = set(found.words) - _COLOUR
        figures = [f for key in dict.fromkeys((noun, lemma)) for f in self.by_noun.get(key, ()) if _fits_body(f, mine)]
        if not figures and not (found.owner >= 0 and found.sort != "company"):
            sort = name_body(lemma) or name_body(noun)
            figures = [f for f in self.by_noun.get("." + sort, ()) if sort == "company" or _fits_body(f, mine)]
            figures = [f for f in figures if f.mentions] or (figures if len(figures) == 1 else [])
        if figures:
            return max(figures, key=lambda f: f.mentions[-1].end if f.mentions else -1)
        figure = Figure(kind=EntityKind.ORGANIZATION, text=self.doc[found.start : found.end].text)
        figure.sort = name_body(lemma) or name_body(noun)
        figure.roles[lemma] = mine
        self.by_noun.setdefault(noun, []).append(figure)
        if lemma != noun:
            self.by_noun.setdefault(lemma, []).append(figure)
        return figure


_COLOUR = read_words("furious shaken embattled new old young same local own late lone senior top this that the our")
_BARE_BODIES = read_words("police coastguard prosecutors firefighters rescuers cops army troops rebels")


def _fits_body(figure: Figure, words: set[str]) -> bool:
    """Tell whether the words of a description do not speak against a body's name or description."""
    if not words:
        return True
    known = {w.casefold() for name in figure.names for w in name[:-1]}
    known |= {w for theirs in figure.roles.values() for w in theirs}
    return bool(known & words) or not known
