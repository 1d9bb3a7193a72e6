"""He and she: whom a third-person pronoun means, by what was spoken of last, and how."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping

from spacy.tokens import Token

from rashomon.annotate.casts import Cast
from rashomon.annotate.figures import Figure, Mention
from rashomon.annotate.roles import SHIP_PARTS, read_words
from rashomon.model.records import EntityKind, Record

PRONOUNS = {
    "he": "m", "him": "m", "his": "m", "himself": "m",
    "she": "f", "her": "f", "hers": "f", "herself": "f",
}  # fmt: skip
_VESSELS = read_words("ship ferry boat vessel yacht trawler tanker submarine liner barge tug frigate freighter")


class PronounSettings(Record, frozen=True, kw_only=True):
    """How a pronoun finds its person.

    Chosen on 1,427 quotes of open marked articles, seen on 659 others: speakers found move by less than half a point
    for decays from .6 to .8 and gains from 1 to 1.3, so these are round figures.
    """

    #: What is left of a mention's pull after each sentence, and after each paragraph.
    sentence: float = 0.7
    paragraph: float = 0.6
    #: The gain of a person whose gender is known to fit.
    known: float = 1.15
    #: What is left of the pull of a person whom an earlier pronoun gave the other gender.
    doubted: float = 0.25
    #: How much stronger the first must be than the second for the pronoun to tell the person's gender.
    margin: float = 1.5
    #: Persons remembered, and sentences looked back: bounds that keep long texts linear.
    recent: int = 40
    reach: int = 12


SETTINGS = PronounSettings()


class Pronouns:
    """Remembers who was spoken of, and resolves pronouns as the text goes on."""

    def __init__(self, cast: Cast, named: Mapping[int, Figure]) -> None:
        self._cast = cast
        #: The figures of names, by token: known before the reading comes to them.
        self._named = named
        self._sure = False
        self._recent: deque[Figure] = deque(maxlen=SETTINGS.recent)
        self._vessels = any(t.lemma_.casefold() in _VESSELS for t in cast.doc)

    def note(self, figure: Figure) -> None:
        """Remember that somebody was just mentioned."""
        if figure.kind is EntityKind.PERSON and not figure.plural:
            if figure in self._recent:
                self._recent.remove(figure)
            self._recent.append(figure)

    def read(self, token: Token) -> None:
        """Give a pronoun to the person it most likely means, if there is one."""
        if token.i in self._cast.at:
            return
        figure = self.choose(token)
        if figure is not None:
            if self._sure and not self._cast.quoted[token.i]:
                figure.guessed = figure.guessed or not figure.gender
                figure.gender = figure.gender or PRONOUNS[token.lower_]
            self._cast.add(figure, token.i, token.i + 1, "pronoun")
            self.note(figure)

    def choose(self, token: Token) -> Figure | None:
        """Return the person that a pronoun most likely means."""
        gender = PRONOUNS[token.lower_]
        if gender == "f" and self._vessels and self._is_vessel(token):
            return None
        best, second, chosen = 0.0, 0.0, None
        barred = self._find_barred(token)
        for figure in reversed(self._recent):
            if figure.same_as is not None or figure in barred or not figure.fits_gender(gender):
                continue
            pull = self._pull(figure, token) * self._fit(figure, gender)
            if pull > best:
                best, second, chosen = pull, best, figure
            else:
                second = max(second, pull)
        self._sure = best > SETTINGS.margin * second
        return chosen

    def _pull(self, figure: Figure, token: Token) -> float:
        """Return how strongly a figure's mentions draw a pronoun."""
        cast, pulls = self._cast, []
        for mention in figure.mentions[-3:]:
            near = cast.sentence[token.i] - cast.sentence[mention.end - 1] <= SETTINGS.reach
            if mention.end <= token.i and near:
                pulls.append(self.pull(mention, token.i))
        pulls.sort(reverse=True)
        return float(sum(pull / 4**place for place, pull in enumerate(pulls)))

    def pull(self, mention: Mention, place: int) -> float:
        """Return how strongly one mention draws what stands at a later token."""
        sentences = self._cast.sentence[place] - self._cast.sentence[mention.end - 1]
        paragraphs = self._cast.paragraph[place] - self._cast.paragraph[mention.end - 1]
        return float(mention.weight * SETTINGS.sentence**sentences * SETTINGS.paragraph**paragraphs)

    def _fit(self, figure: Figure, gender: str) -> float:
        """Return how well a person fits a pronoun; what only another pronoun said can be wrong."""
        if not figure.gender:
            return 1.0
        return SETTINGS.known if figure.gender == gender else SETTINGS.doubted

    def _find_barred(self, token: Token) -> list[Figure]:
        """Return who it cannot be: who says the words it stands in, and the subject of the verb whose object it is."""
        barred = [self._named[i] for i in self._cast.sources.get(token.i, ()) if i in self._named]
        if token.dep_ in {"dobj", "dative", "iobj"}:
            subjects = (self._cast.at.get(child.i) for child in token.head.children if child.dep_ == "nsubj")
            barred.extend(figure.resolve() for figure in subjects if figure is not None)
        return barred

    def _is_vessel(self, token: Token) -> bool:
        if token.tag_ != "PRP$":
            return False
        return any(child.lemma_.casefold() in SHIP_PARTS for child in (token.head,))
