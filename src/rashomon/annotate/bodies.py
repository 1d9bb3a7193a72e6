"""Which body a phrase without a name stands for: "the authority", "her group", "the Orth administration"."""

from __future__ import annotations

from rashomon.annotate.casts import Cast
from rashomon.annotate.descriptions import Description
from rashomon.annotate.figures import Figure
from rashomon.annotate.names import head_word
from rashomon.annotate.roles import name_body, read_words
from rashomon.model.records import EntityKind

#: Bodies looked at for one phrase: the last ones spoken of, which keeps long texts linear.
RECENT = 40
_WITHIN = read_words("in near outside around")
#: Words after a name that say what it is: "SGR mineworkers' union".
_AFTER_NAME = 3
#: Nouns for any company; a bank, an airline or a shipyard is one of its own kind.
_ANY_COMPANY = read_words(
    "company firm operator owner business corporation group giant manufacturer maker employer line"
)
#: Nouns that can take up the one body of their sort.
_ANY_BODY = read_words(
    "agency authority body watchdog regulator organisation organization group charity union party paper newspaper club "
    "school university hospital court airline bank shipyard railway publisher broadcaster retailer carrier developer "
    "contractor insurer utility watchdog inspectorate ministry"
)
#: Bodies that are their speaker's own: "her group". His campaign or team is a body beside him.
_OWN_BODIES = read_words(
    "group organisation organization charity department ministry office company firm party union agency institute bank "
    "hospital university force club association federation foundation movement council board commission network"
)
_BARE_BODIES = read_words("police coastguard prosecutors firefighters rescuers cops")
COLOUR = read_words("furious shaken embattled new old young same local own late lone senior top this that the our")
_SEVERAL = read_words("two both three rival")


class Bodies:
    """The bodies of one article, by the nouns that can take them up."""

    def __init__(self, cast: Cast) -> None:
        self._cast = cast
        self._by_noun: dict[str, list[Figure]] = {}
        self._by_sort: dict[str, list[Figure]] = {}

    def index(self, figure: Figure) -> None:
        """Make a named body findable by the last word of its names and by its sort."""
        for words in figure.names:
            self._by_noun.setdefault(head_word(words).casefold(), []).append(figure)
        self._by_sort.setdefault(figure.sort, []).append(figure)

    def find(self, found: Description, owner: Figure | None) -> Figure | None:
        """Return the body that a description stands for, None where it stands for none that is known.

        The same noun comes first ("the authority" for the Harbour Authority), then the sort of body, where the noun
        can take up any of it and there is only one.
        """
        words = set(found.words) - COLOUR
        if owner is not None:
            own = [f for f in self._list(found, words) if f.owner is owner]
            return own[-1] if own else self._find_of_owner(found, owner)
        figures = self._list(found, words)
        if not figures and found.owner < 0 and not found.plural:
            figures = self._list_sort(found, words)
        return max(figures, key=lambda f: f.mentions[-1].end if f.mentions else -1, default=None)

    def make(self, found: Description, text: str, owner: Figure | None) -> Figure | None:
        """Return a new body that is known by its description; None for several ("the governments")."""
        noun = self._cast.doc[found.head].lower_
        if found.plural and owner is None and noun not in _BARE_BODIES:
            return None
        figure = Figure(kind=EntityKind.ORGANIZATION, text=text, sort=_find_sort(found, noun), owner=owner)
        figure.roles[found.noun] = set(found.words) - COLOUR
        for key in dict.fromkeys((noun,) if found.plural else (noun, found.noun)):
            self._by_noun.setdefault(key, []).append(figure)
        return figure

    def stands_alone(self, found: Description) -> bool:
        """Tell whether a phrase can stand for one body at all: "the police", "police", but no "two ministries"."""
        noun = self._cast.doc[found.head].lower_
        if found.plural and set(found.words) & _SEVERAL:
            return False
        return found.definite or found.owner >= 0 or (found.bare and noun in _BARE_BODIES)

    def _list(self, found: Description, words: set[str]) -> list[Figure]:
        """Return the bodies whose names end in a description's noun, or that were described by it."""
        noun = self._cast.doc[found.head].lower_
        keys = dict.fromkeys((noun,) if found.plural else (noun, found.noun))
        return [f for key in keys for f in self._by_noun.get(key, ())[-RECENT:] if _fits(f, words)]

    def _list_sort(self, found: Description, words: set[str]) -> list[Figure]:
        """Return the bodies of a description's sort, where its noun can take up any of them."""
        if found.noun not in _ANY_BODY | _ANY_COMPANY:
            return []
        sort = _find_sort(found, self._cast.doc[found.head].lower_)
        figures = [
            f
            for f in self._by_sort.get(sort, ())[-RECENT:]
            if (sort == "company" and not self._is_told_otherwise(f)) or (sort != "company" and _fits(f, words))
        ]
        if found.noun not in _ANY_COMPANY and len(figures) > 1:
            return []
        known = [f for f in figures if f.mentions]
        told = [f for f in known if any(not self._cast.quoted[m.start] for m in f.mentions)]
        return told or known or (figures if len(figures) == 1 else [])

    def _is_told_otherwise(self, figure: Figure) -> bool:
        """Tell whether the words beside a name say that it is no company: "the union SGR", "SGR mineworkers' union".

        Nor is what is only ever "in" something: a place that was taken for a body.
        """
        doc = self._cast.doc
        names = [mention for mention in figure.mentions[:RECENT] if mention.form == "name"]
        before = [doc[mention.start - 1] for mention in names if mention.start]
        if len(before) == len(names) and before and all(token.lower_ in _WITHIN for token in before):
            return True
        for mention in names:
            if mention.start and name_body(doc[mention.start - 1].lower_) not in ("", "company"):
                return True
            for token in doc[mention.end : mention.end + _AFTER_NAME]:
                if token.pos_ not in ("NOUN", "PART"):
                    break
                if name_body(token.lower_) not in ("", "company"):
                    return True
        return False

    def _find_of_owner(self, found: Description, owner: Figure) -> Figure | None:
        """Return the body that "her group" means: the one in whose name she speaks."""
        if owner.body is None or found.words or found.noun not in _OWN_BODIES:
            return None
        return owner.body.resolve()


def _find_sort(found: Description, noun: str) -> str:
    return name_body(found.noun) or name_body(noun)


def _fits(figure: Figure, words: set[str]) -> bool:
    """Tell whether the words of a description do not speak against a body's name or description."""
    if not words:
        return True
    known = {w.casefold() for name in figure.names for w in name if w != head_word(name)}
    known |= {w for theirs in figure.roles.values() for w in theirs}
    return bool(known & words)
