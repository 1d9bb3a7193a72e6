"""Reads an article from the first word to the last, and gives every name, description and pronoun to its figure."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence

from spacy.tokens import Doc, Token

from rashomon.annotate.appositions import Appositions, read_complement
from rashomon.annotate.bodies import COLOUR, RECENT, Bodies
from rashomon.annotate.casts import Cast, open_cast
from rashomon.annotate.descriptions import Description
from rashomon.annotate.figures import KEPT_BACK, KINSHIP, Figure, is_gendered
from rashomon.annotate.names import Name
from rashomon.annotate.namesakes import group_names
from rashomon.annotate.pronouns import PRONOUNS, Pronouns
from rashomon.annotate.roles import HELD_BODIES, SPEECH_VERBS, find_gender, list_same_roles, name_body, read_words
from rashomon.model.records import Article, EntityKind, Quote

#: Sentences within which somebody who was only described may get a name ("the hospital's director said ... Dr Lena
#: Orth told"): news names its source in the next paragraph.
AHEAD = 5
_NOBODY = read_words("no any every each what which whatever")
_DETERMINERS = read_words("The A An His Her Its Their One Two Three")


def read_cast(doc: Doc, article: Article, quotes: Sequence[Quote] = ()) -> Cast:
    """Return the figures of an article with their names, roles and mentions, pronouns included.

    Where the quotes are known already, who speaks draws pronouns more, and whom speech is about less.
    """
    cast = open_cast(doc, quotes)
    _Reader(cast, article).read()
    return cast


class _Reader:
    """Reads one article into its cast."""

    def __init__(self, cast: Cast, article: Article) -> None:
        self.cast, self.doc = cast, cast.doc
        self.by_name = group_names(cast.names, article)
        self.by_role: dict[str, list[Figure]] = {}
        self.named = {i: self.by_name[n.first] for n in cast.names for i in range(n.first, n.last)}
        self.pronouns = Pronouns(cast, self.named)
        self.bodies = Bodies(cast)
        self.beside = Appositions(cast, self.by_name)
        self.waiting: deque[tuple[Figure, int]] = deque()

    def read(self) -> None:
        """Give every name, description and pronoun its figure."""
        for name in self.cast.names:
            if name.kind is EntityKind.ORGANIZATION and name.last < len(self.doc):
                figure = self.by_name[name.first]
                noun = self.doc[name.last].lower_
                # "the Orth agency" is mostly a news agency, and no authority
                figure.sort = "paper" if noun == "agency" else name_body(noun) or figure.sort
        for figure in dict.fromkeys(self.by_name.values()):
            self._index(figure)
        items: list[tuple[int, int, Name | Description | Token]] = []
        items += [(n.start, 0, n) for n in self.cast.names if not n.absorbed]
        items += [(d.head, 1, d) for d in self.cast.descriptions if d.head not in self.beside.heads]
        items += [(t.i, 2, t) for t in self.doc if t.lower_ in PRONOUNS]
        for _, _, item in sorted(items, key=lambda entry: entry[:2]):
            if isinstance(item, Name):
                self._read_name(item)
            elif isinstance(item, Description):
                self._read_description(item)
            else:
                self.pronouns.read(item)
        self.cast.figures = [f for f in self.cast.figures if f.same_as is None and f.mentions]

    def _index(self, figure: Figure) -> None:
        for noun in figure.roles:
            self.by_role.setdefault(noun, []).append(figure)
        if figure.kind is EntityKind.ORGANIZATION:
            self.bodies.index(figure)

    def _read_name(self, name: Name) -> None:
        figure = self.by_name[name.first]
        if not figure.mentions:
            self.cast.figures.append(figure)
            if figure.kind is EntityKind.PERSON:
                self._take_waiting(figure, name)
        start, end = self.beside.reach.get(name.first, (name.start, name.last))
        if any(i in self.cast.at for i in range(start, end)):
            start, end = name.first, name.last
        self.cast.add(figure, start, end, "name")
        self.pronouns.note(figure)

    def _take_waiting(self, figure: Figure, name: Name) -> None:
        """A person named without a word of who they are has just been described: "the surgeon said. Lena Orth ..."."""
        here = self.cast.sentence[name.start]
        while self.waiting and here - self.waiting[0][1] > AHEAD:
            self.waiting.popleft()
        if figure.introduced or not self.waiting or len(name.words) < 2 or self.cast.quoted[name.first]:
            return
        described, _ = self.waiting[-1]
        if described.same_as is None and described.fits_gender(figure.gender) and self._is_told(name):
            figure.absorb(described)
            self._index(figure)
        self.waiting.clear()

    def _is_told(self, name: Name) -> bool:
        """Tell whether somebody is named as one who speaks: "Lena Orth told", "said Lena Orth"."""
        token = self.doc[name.last - 1]
        while token.dep_ in ("appos", "compound", "conj") and token.head is not token:
            token = token.head
        return token.head.lemma_.casefold() in SPEECH_VERBS or token.head.head.lemma_.casefold() in SPEECH_VERBS

    # descriptions

    def _read_description(self, found: Description) -> None:
        """Give a description to its figure, with the words before it unless they are a name of their own."""
        if found.head in self.cast.at or (found.start in self.cast.at and found.owner < 0):
            return
        beside = self._find_beside(found) if found.sort == "body" and found.noun not in HELD_BODIES else None
        figure = beside or (self._resolve_body(found) if found.sort == "body" else self._resolve_person(found))
        if figure is None:
            return
        if not figure.mentions:
            self.cast.figures.append(figure)
        named = [i for i in range(found.start, found.head) if i in self.named]
        start = found.start
        if named and found.head - 1 not in self.named:  # "Orth's captain": the owner is a mention of its own
            start = min(max(named) + 2, found.head)
        elif named and found.noun not in HELD_BODIES and figure is not beside:
            start = found.head
        self.cast.take(figure, start, found.end, "role")
        self.pronouns.note(figure)

    def _find_beside(self, found: Description) -> Figure | None:
        """Return the body named beside its description: "the Nordwerk company", "the auditing firm, Nordwerk, said"."""
        before = self.cast.at.get(found.head - 1) if found.head - 1 in self.named else None
        if before is not None:
            return before.resolve() if before.kind is not EntityKind.PERSON else None
        if found.end + 1 >= len(self.doc) or self.doc[found.end].text != ",":
            return None
        figure = self.named.get(found.end + 1) or self.named.get(found.end + 2)
        if figure is None or figure.kind is not EntityKind.ORGANIZATION:
            return None
        end = next((i for i in range(found.end + 3, len(self.doc)) if i not in self.named), len(self.doc))
        return figure if end >= len(self.doc) or self.doc[end].text == "," else None

    def _resolve_body(self, found: Description) -> Figure | None:
        if not self.bodies.stands_alone(found):
            return None
        owner = self._find_owner(found)
        return self.bodies.find(found, owner) or self.bodies.make(found, self._name(found), owner)

    def _resolve_person(self, found: Description) -> Figure | None:
        if found.plural or not (found.definite or found.owner >= 0):
            return self._start_indefinite(found)
        owner = self._find_owner(found)
        gender = find_gender(found.noun)
        nouns = list_same_roles(found.noun)
        fitting = [
            figure
            for noun in sorted(nouns)
            for figure in self.by_role.get(noun, ())[-RECENT:]
            if figure.same_as is None and figure.fits_gender(gender) and self._fits(found, figure, noun, owner)
        ]
        chosen = self._choose(fitting, found)
        if chosen is not None:
            return chosen
        figure = self._make(found)
        figure.owner = owner
        if self._speaks(found):
            self.waiting.append((figure, self.cast.sentence[found.start]))
        return figure

    def _start_indefinite(self, found: Description) -> Figure | None:
        """A new somebody: "a police source", "two officials"; bare plurals ("doctors") are nobody in particular."""
        if found.bare or self.doc[found.start].lower_ in _NOBODY:
            return None
        figure = self._make(found)
        figure.plural = found.plural
        if not found.plural and self._speaks(found) and found.noun not in KEPT_BACK:
            self.waiting.append((figure, self.cast.sentence[found.start]))
        return figure

    def _make(self, found: Description) -> Figure:
        figure = Figure(kind=EntityKind.PERSON, text=self._name(found))
        figure.add_roles((*found.words, *read_complement(self.doc, found)), found.noun)
        self.beside.tie(figure, found.start, found.reach)
        self._index(figure)
        return figure

    def _name(self, found: Description) -> str:
        """Return the words of a description, with the owner's name in place of "his"."""
        text = self.doc[found.start : found.reach].text
        if found.noun in HELD_BODIES and found.head - 1 in self.named:  # "the weary Orth administration"
            first = next(i for i in range(found.head - 1, -1, -1) if i == 0 or i - 1 not in self.named)
            return f"the {self.doc[first : found.end].text}"
        owner = self.cast.at.get(found.owner)
        his = found.owner == found.start and self.doc[found.start].tag_ == "PRP$"
        if his and owner is not None and owner.resolve().names:
            return f"{owner.resolve().text}’s {self.doc[found.start + 1 : found.reach].text}"
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
        mine, theirs = set(found.words) - COLOUR, figure.roles.get(noun, set()) - COLOUR
        for word in ("former", "deputy", "vice", "acting"):
            if (word in mine) != (word in theirs) and (mine or word in theirs):
                return False
        if noun != found.noun and (is_gendered(noun) or is_gendered(found.noun)):
            return True
        # "the interior minister" is not "the transport minister"
        # nor is "the police chief" the boss of whom nothing else is told
        return not mine or bool(mine & theirs) or (not theirs and noun == found.noun)

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
