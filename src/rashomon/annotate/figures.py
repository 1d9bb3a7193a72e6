"""The figures of one article while it is read: who has which names, roles and mentions so far."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from rashomon.annotate.names import Name
from rashomon.annotate.roles import (
    FEMALE_NOUNS,
    MALE_NOUNS,
    PRESS_HEADS,
    find_gender,
    guess_gender,
    is_role,
    name_body,
    read_words,
)
from rashomon.model.records import EntityKind, Record

#: Nouns that tell a tie to one other person: "his wife" is not the next wife.
KINSHIP = read_words(
    "wife husband widow widower mother father mum mom dad son daughter brother sister aunt uncle cousin niece nephew "
    "friend partner girlfriend boyfriend fiance fiancee parent colleague neighbour neighbor grandmother grandfather "
    "lawyer barrister solicitor attorney counsel spokesman spokeswoman spokesperson aide adviser agent publisher"
)


#: Roles of people who stay unnamed: a name that follows is another's.
KEPT_BACK = read_words(
    "source insider aide ally adviser advisor official diplomat whistleblower person friend officer spokesman"
)


class Mention(Record, frozen=True, kw_only=True):
    """One place where a figure is mentioned, in token numbers; ``form`` is name, role or pronoun."""

    start: int
    end: int
    form: str
    weight: float = 0.0


@dataclass(eq=False)
class Figure:
    """Somebody or something in one article; it grows while the article is read."""

    kind: EntityKind
    text: str
    names: list[tuple[str, ...]] = field(default_factory=list)
    roles: dict[str, set[str]] = field(default_factory=dict)
    gender: str = ""
    #: Whether only a pronoun told the gender.
    guessed: bool = False
    plural: bool = False
    #: The sort of body it is, see :data:`rashomon.annotate.roles.BODY_NOUNS`.
    sort: str = ""
    #: Whether something said what it is when it was first named.
    introduced: bool = False
    #: Whose captain, wife or spokesman this is.
    owner: Figure | None = None
    #: The body this person speaks for.
    body: Figure | None = None
    mentions: list[Mention] = field(default_factory=list)
    #: The figure this one turned out to be.
    same_as: Figure | None = None

    def resolve(self) -> Figure:
        """Return the figure that this one turned out to be, or itself."""
        figure = self
        while figure.same_as is not None:
            figure = figure.same_as
        return figure

    @property
    def first(self) -> int:
        """The token of the first mention."""
        return min((m.start for m in self.mentions), default=-1)

    @property
    def surname(self) -> str:
        """The last word of the longest name, in one case."""
        longest = max(self.names, key=len, default=())
        return longest[-1].casefold() if longest else ""

    def add_name(self, name: Name) -> None:
        """Take in one more occurrence of a name, with what its titles say."""
        if name.words not in self.names:
            self.names.append(name.words)
        if len(name.words) > len(self.text.split()) or not self.text:
            self.text = name.text
        self.add_roles(name.roles)
        if self.kind is EntityKind.PERSON and not self.gender and len(name.words) > 1:
            self.gender = guess_gender(name.words[0])

    def add_roles(self, words: Iterable[str], noun: str = "") -> None:
        """Take in the words of a title or description; its role is ``noun``, else the last role noun among them."""
        known = tuple(words)
        nouns = [word for word in known if is_role(word)]
        noun = noun or (nouns[-1] if nouns else "")
        if noun:
            self.roles.setdefault(noun, set()).update(w for w in known if w != noun)
        for word in (*known, noun):
            if told := find_gender(word):
                self.gender, self.guessed = told, False

    def fits_gender(self, gender: str) -> bool:
        """Tell whether nothing speaks against a gender."""
        return not gender or not self.gender or self.gender == gender or self.guessed

    def absorb(self, other: Figure) -> None:
        """Take in another figure that turned out to be this one."""
        for noun, words in other.roles.items():
            self.roles.setdefault(noun, set()).update(words)
        self.gender = self.gender or other.gender
        self.owner = self.owner or other.owner
        self.body = self.body or other.body
        self.mentions.extend(other.mentions)
        self.mentions.sort(key=lambda m: m.start)
        other.mentions = []
        other.same_as = self


def find_sort(words: Iterable[str]) -> str:
    """Return the sort of body a name says it is; a name that says nothing is taken for a company.

    >>> find_sort(("Harbour", "Authority")), find_sort(("Nordwerk",))
    ('office', 'company')
    """
    for word in reversed(tuple(words)):
        if word.casefold() in PRESS_HEADS or word.casefold() == "news":
            return "paper"
        if sort := name_body(word.casefold()):
            return sort
    return "company"


def is_unnamed(figure: Figure) -> bool:
    """Tell whether a figure is a source whose name is kept back: "a police source", "two officials"."""
    return not figure.names and not figure.text.startswith("the ") and any(noun in KEPT_BACK for noun in figure.roles)


def is_gendered(noun: str) -> bool:
    """Tell whether a role noun itself says man or woman."""
    return noun in FEMALE_NOUNS or noun in MALE_NOUNS
