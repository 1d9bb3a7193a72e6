"""Which identities are the same: by full name, by what is short for it, by a role that only one holds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence

from rashomon.annotate.roles import (
    BODY_HEADS,
    HELD_BODIES,
    OF_A_PLACE,
    PRESS_HEADS,
    list_same_roles,
    name_body,
    read_words,
)
from rashomon.model.records import EntityKind
from rashomon.relate.identities import MANY_HOLD, Identity

_SMALL = read_words("the of and for in on at & de la le du")
#: Descriptions that every account has of its own: "the company" of one is not that of another.
_ANY_BODY = read_words(
    "company firm operator line owner owners group team club office department board body agency authority council "
    "commission committee ministry union party court hospital school bank paper newspaper side unit camp campaign "
    "organisation organization force staff service services watchdog regulator developer contractor employer maker"
)
#: Papers are called by their last word: "Orthaven" is the town, and not short for the "Orthaven Courier".
_TOWN_PAPERS = PRESS_HEADS - {"news", "newswire"}


class Likenesses:
    """Groups identities; each step joins what is safest first, and looks only at those that share a word."""

    def __init__(self, identities: Sequence[Identity]) -> None:
        self._all = tuple(identities)
        self._parent = list(range(len(self._all)))
        self._kinds = self._settle_kinds()

    def group(self) -> list[list[Identity]]:
        """Return the groups of identities that are the same, each in the order they were given."""
        self._join_equal_names()
        self._join_people()
        self._join_surnames()
        self._join_short_bodies()
        self._join_roles()
        self._join_descriptions()
        groups: dict[int, list[Identity]] = defaultdict(list)
        for place in range(len(self._all)):
            groups[self._find(place)].append(self._all[place])
        return list(groups.values())

    def _find(self, place: int) -> int:
        while self._parent[place] != place:
            self._parent[place] = self._parent[self._parent[place]]
            place = self._parent[place]
        return place

    def _join(self, a: int, b: int) -> None:
        a, b = sorted((self._find(a), self._find(b)))
        self._parent[b] = a

    def _settle_kinds(self) -> list[EntityKind]:
        """Return the kinds, where accounts that print one name differ the kind most of them give."""
        votes: dict[tuple[str, ...], dict[EntityKind, int]] = defaultdict(lambda: defaultdict(int))
        for one in self._all:
            if one.key:
                votes[one.key][one.kind] += 1 + len(one.entity.mentions)
        order = list(EntityKind)
        best = {key: max(order, key=lambda k: (count[k], -order.index(k))) for key, count in votes.items()}
        return [best[one.key] if one.key else one.kind for one in self._all]

    def _block(self, where: Callable[[int], bool], by: Callable[[Identity], Iterable[Hashable]]) -> Iterator[list[int]]:
        """Yield the places of identities that share a key."""
        blocks: dict[Hashable, list[int]] = defaultdict(list)
        for place, one in enumerate(self._all):
            if where(place):
                for key in by(one):
                    blocks[key].append(place)
        yield from blocks.values()

    def _join_equal_names(self) -> None:
        """Join what has one id already, and equal names."""
        for block in self._block(lambda _: True, lambda one: [one.entity.id]):
            for place in block[1:]:
                self._join(block[0], place)
        for block in self._block(lambda p: bool(self._all[p].key), lambda one: [one.key]):
            for place in block[1:]:
                self._join(block[0], place)

    # persons

    def _join_people(self) -> None:
        """Join full names of one surname whose given names agree: equal, an initial, a short form."""
        full = self._block(
            lambda p: self._kinds[p] is EntityKind.PERSON and len(self._all[p].key) > 1,
            lambda one: [one.key[-1]],
        )
        for block in full:
            forms: dict[tuple[str, ...], int] = {}
            for place in block:
                forms.setdefault(self._all[place].key, place)
            ordered = sorted(forms, key=lambda key: (-len(key), [-len(w) for w in key], key))
            for number, key in enumerate(ordered):
                fitting = [other for other in ordered[:number] if agree_given(key, other)]
                if len({self._find(forms[other]) for other in fitting}) == 1:
                    self._join(forms[fitting[0]], forms[key])

    def _join_surnames(self) -> None:
        """Join a surname alone to the one person of that surname."""
        people: dict[str, list[int]] = defaultdict(list)
        for place, one in enumerate(self._all):
            if self._kinds[place] is EntityKind.PERSON and len(one.key) > 1:
                people[one.key[-1]].append(place)
        for place, one in enumerate(self._all):
            if len(one.key) != 1 or one.kind is EntityKind.PLACE:
                continue
            roots = {self._find(p) for p in people.get(one.key[0], ())}
            if len(roots) == 1:
                self._join(roots.pop(), place)

    def _join_roles(self) -> None:
        """Join "the harbourmaster" to the one person who is said to be it, and to the others of that role."""
        holders: dict[str, list[tuple[int, frozenset[str]]]] = defaultdict(list)
        for place, one in enumerate(self._all):
            for noun, words in one.roles:
                if noun not in MANY_HOLD:
                    holders[noun].append((place, words))
        with_name = {self._find(place) for place, one in enumerate(self._all) if one.key}
        for place, one in enumerate(self._all):
            if one.key or one.unnamed or self._kinds[place] is not EntityKind.PERSON:
                continue
            roots: set[int] = set()
            for noun, words in one.roles:
                for like in sorted(list_same_roles(noun)):
                    roots |= {
                        self._find(p)
                        for p, theirs in holders.get(like, ())
                        if (self._all[p].key or like == noun) and fits_role(words, theirs) and p != place
                    }
            named = {self._find(root) for root in roots if self._find(root) in with_name}
            if len(named) == 1:
                self._join(named.pop(), place)
            elif not named:
                for root in sorted(roots):
                    self._join(root, place)

    # bodies

    def _join_short_bodies(self) -> None:
        """Join what is short for one longer name of a body: its beginning, its end, its initials."""
        long: dict[str, set[int]] = defaultdict(set)
        for place, one in enumerate(self._all):
            if self._kinds[place] is not EntityKind.PERSON and len(one.key) > 1:
                for word in {one.key[0], one.key[-1], *list_initials(one.key)}:
                    long[word].add(place)
        for place, one in enumerate(self._all):
            if not one.key:
                continue
            fitting = {
                self._find(p)
                for word in dict.fromkeys((one.key[0], one.key[-1]))
                for p in long.get(word, ())
                if self._shortens(place, p)
            } - {self._find(place)}
            if len(fitting) == 1:
                self._join(fitting.pop(), place)

    def _shortens(self, short: int, long: int) -> bool:
        key, whole = self._all[short].key, self._all[long].key
        if len(key) >= len(whole):
            return False
        if len(key) == 1 and len(key[0]) > 1 and key[0] in list_initials(whole):
            return self._all[short].name.isupper()
        if self._kinds[long] is EntityKind.PLACE or self._kinds[short] in {EntityKind.PERSON, EntityKind.PLACE}:
            return False
        if whole[: len(key)] == key:
            own = whole[-1] not in HELD_BODIES | _TOWN_PAPERS and name_body(whole[-1]) not in OF_A_PLACE
            return own and self._kinds[short] is self._kinds[long] and key[-1] not in BODY_HEADS
        return whole[-len(key) :] == key and whole[-1] in BODY_HEADS

    def _join_descriptions(self) -> None:
        """Join "the coast guard" to the one body whose name holds those words, and to its like in other accounts."""
        heads: dict[str, set[int]] = defaultdict(set)
        for place, one in enumerate(self._all):
            if one.key and self._kinds[place] is EntityKind.ORGANIZATION:
                heads[one.key[-1]].add(place)
        like: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for place, one in enumerate(self._all):
            if one.described and not (len(one.described) == 1 and one.described[0] in _ANY_BODY):
                like[one.described].append(place)
        for words, places in like.items():
            for place in places[1:]:
                self._join(places[0], place)
            self._join_one(places[0], {p for p in heads.get(words[-1], ()) if set(words) <= set(self._all[p].key)})
        for words, places in like.items():
            heads[words[-1]].add(places[0])
        for words, places in like.items():  # "the fire service" is the county fire service, if there is no other
            if len(words) > 1:
                wider = {p for p in heads[words[-1]] if set(words) < set(self._all[p].described)}
                self._join_one(places[0], wider)

    def _join_one(self, place: int, others: Iterable[int]) -> None:
        """Join an identity to others that are all the same one."""
        roots = {self._find(other) for other in others}
        if len(roots) == 1:
            self._join(roots.pop(), place)


def agree_given(key: Sequence[str], other: Sequence[str]) -> bool:
    """Tell whether two full names of one surname can be one person's.

    >>> agree_given(("l", "orth"), ("lena", "orth")), agree_given(("tom", "orth"), ("lena", "orth"))
    (True, False)
    """
    mine, theirs = key[:-1], other[:-1]
    if set(mine) & set(theirs):
        return True
    short, long = sorted((mine[0], theirs[0]), key=len)
    return long.startswith(short) and (len(short) == 1 or len(short) > 2)


def fits_role(words: Iterable[str], theirs: Iterable[str]) -> bool:
    """Tell whether two descriptions of one role do not tell two holders apart.

    >>> fits_role({"interior"}, {"transport"}), fits_role(set(), {"interior"})
    (False, True)
    """
    mine, known = set(words), set(theirs)
    if ("former" in mine) != ("former" in known) or ("deputy" in mine) != ("deputy" in known):
        return False
    return not mine or not known or bool(mine & known)


def find_initials(key: Iterable[str]) -> str:
    """Return the initials of a name, small words left out.

    >>> find_initials(("bank", "of", "northern", "lakes"))
    'bnl'
    """
    return "".join(word[0] for word in key if word and word not in _SMALL)


def list_initials(key: Sequence[str]) -> set[str]:
    """Return the initials a name may go by: of all of it, and of what stands before the place or field it is of.

    >>> sorted(list_initials(("marine", "protection", "agency", "of", "fenn")))
    ['mpa', 'mpaf']
    """
    end = next((place for place, word in enumerate(key) if word in _SMALL), len(key))
    return {find_initials(key)} | ({find_initials(key[:end])} if end > 2 else set())
