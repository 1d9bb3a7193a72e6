"""The same proposition across accounts: claims aligned by meaning, then checked by names and values."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from functools import lru_cache
from itertools import combinations, product
from typing import NamedTuple

from rashomon.model.ids import make_id
from rashomon.model.records import (
    OF_SPEECH,
    Claim,
    Conflict,
    Entity,
    Entry,
    Nature,
    Origin,
    OriginKind,
    Record,
    Status,
)  # fmt: skip
from rashomon.relate.clusters import cluster
from rashomon.relate.deeds import fold_class
from rashomon.relate.links import Link, Table
from rashomon.relate.opposites import find_opposite
from rashomon.relate.propositions import EMPTY, Proposition, says_no
from rashomon.relate.reaches import reach_apart
from rashomon.relate.statements import choose_statement, choose_wording


class EntrySettings(Record, frozen=True, kw_only=True):
    """What makes claims one entry."""

    #: Mean likelihood of the links between two groups that may merge. Links of the packs have an F1 of .797 at .28, of
    #: .800 at .26, of .786 at .25; those of our own long events, left out in turn, .575 at .28 and .580 at .26.
    least: float = 0.26
    #: What the likelihoods are raised to before they are averaged, so that a few sure links weigh more than many that
    #: are merely not refuted: "the plant exploded" is surely "an explosion tore through a plant" and hardly "the works
    #: went up". Plain means at .25 give an F1 of .745 (packs left out) and .645, squares at their best .741 and .644.
    power: float = 1.5
    #: Share of words that find their like from which two claims that both say no are one, though only one of them is
    #: a denial: "no warning reached us" and "he denied it: nobody had alerted the firm". Links on the packs have an F1
    #: of .771 at .65, .772 at .5, .777 at .4 and below.
    both_negated: float = 0.4
    #: The same from which what two people say in the first person is one sentence, given to the wrong one of them.
    own_words: float = 0.5


SETTINGS = EntrySettings()
_SUPPOSED = re.compile(r"(?:(?:[A-Z]\w+ ){0,2}(?:[Ii]f|[Uu]nless)|Should)\b")  # a speaker's name may be lent
_BARE_DENIAL = re.compile(
    r"\b(?:den(?:y|ies|ied)|reject(?:s|ed)?|dismiss(?:es|ed)?|disput(?:es|ed?)) (?:it|this|that|them|these|those|the "
    r"(?:claim|charge|accusation|allegation|report|suggestion)s?)\W*(?:$|from\b|on\b|in\b)",
    re.IGNORECASE,
)
_OWN = re.compile(r"\b(?:I|[Ww]e|[Mm]y|[Oo]urs?|me)\b")
_NONE = re.compile(r"there (?:is|are|was|were|has been|have been|had been) (?:no|not any|never any)\b", re.IGNORECASE)
_IS_NOT = re.compile(r"\b(?:is|are|was|were|do|does|did)(?: not|n['’]t)\b", re.IGNORECASE)
#: Content words of a claim that says no more than what something is.
_SHORT = 3


class Group(Record, frozen=True, kw_only=True):
    """Claims of several articles that make the same proposition; what an entry is before its origins are known."""

    id: str
    statement: str
    claims: tuple[str, ...]
    whole: bool = True


def align_claims(
    table: Table, entities: Sequence[Entity] = (), settings: EntrySettings = SETTINGS
) -> tuple[Group, ...]:
    """Return every claim in exactly one group, in the order of the first claim.

    Claims merge by average linkage over the likelihoods of their pairs, so that one bad link never chains two entries;
    claims that deny and claims that affirm never meet, nor what nobody did and what somebody did, nor values that
    cannot both hold.
    """
    likelihoods = [link.same for link in table.links]
    names = {entity.id: entity.name for entity in entities}
    return tuple(
        _make_group([table.claims[i] for i in group], names) for group in group_claims(table, likelihoods, settings)
    )


def cut_groups(
    table: Table,
    groups: Sequence[Group],
    conflicts: Sequence[Conflict],
    entities: Sequence[Entity] = (),
    settings: EntrySettings = SETTINGS,
) -> tuple[Group, ...]:
    """Return the groups, one that holds both sides of a contradiction or an update cut so that they lie apart.

    A difference may be two tellings of one statement, and so may what differs in who said it or in which words.
    Groups without a conflict inside stay as they are.
    """
    places = {claim.claim: place for place, claim in enumerate(table.claims)}
    home = {key: number for number, group in enumerate(groups) for key in group.claims}
    never: dict[int, set[tuple[int, int]]] = {}
    for conflict in conflicts:
        if conflict.nature is Nature.DIFFERENCE or conflict.kind in OF_SPEECH:
            continue
        for one, other in combinations(conflict.sides, 2):
            inside = {home[key] for key in one.claims if key in home} & {
                home[key] for key in other.claims if key in home
            }
            for number in inside:
                sides = [[places[key] for key in side.claims if home.get(key) == number] for side in (one, other)]
                never.setdefault(number, set()).update((a, b) for a, b in product(*sides) if a != b)
    links: dict[int, dict[tuple[int, int], float]] = {number: {} for number in never}
    for link in table.links:
        number = home[table.claims[link.a].claim]
        if number in never and number == home[table.claims[link.b].claim]:
            links[number][link.a, link.b] = link.same**settings.power
            if _keeps_apart(table, link, settings):
                never[number].add((link.a, link.b))
    names = {entity.id: entity.name for entity in entities}
    whole: list[Group] = []
    for number, group in enumerate(groups):
        if number not in never:
            whole.append(group)
            continue
        parts = _cut(sorted(places[key] for key in group.claims), links[number], never[number], settings)
        whole += [_make_group([table.claims[i] for i in part], names) for part in parts]
    return tuple(sorted(whole, key=lambda group: min(places[key] for key in group.claims)))


def _cut(
    inside: Sequence[int],
    links: Mapping[tuple[int, int], float],
    never: Set[tuple[int, int]],
    settings: EntrySettings,
) -> list[list[int]]:
    """Return the places of a group's claims in groups that hold no pair of ``never``."""
    local = {place: number for number, place in enumerate(inside)}
    near = {(local[a], local[b]): same for (a, b), same in links.items()}
    apart = sorted((local[a], local[b]) for a, b in never)
    found = cluster(len(local), near, apart, least=settings.least**settings.power)
    return [[inside[i] for i in part] for part in found]


def group_claims(table: Table, likelihoods: Sequence[float], settings: EntrySettings = SETTINGS) -> list[list[int]]:
    """Return the places of the claims in groups, given how likely each link of the table joins one proposition."""
    links = {
        (link.a, link.b): float(same) ** settings.power for link, same in zip(table.links, likelihoods, strict=True)
    }
    return cluster(len(table.claims), links, find_apart(table, settings), least=settings.least**settings.power)


def find_apart(table: Table, settings: EntrySettings = SETTINGS) -> list[tuple[int, int]]:
    """Return the pairs that are never one: values that cannot both hold, a denial or negation and what it denies."""
    return [(link.a, link.b) for link in table.links if _keeps_apart(table, link, settings)]


def _keeps_apart(table: Table, link: Link, settings: EntrySettings) -> bool:
    if link.clashing or _denies_one(table, link, settings) or _negates_one(table, link):
        return True
    a, b = table.claims[link.a], table.claims[link.b]
    if find_opposite(a, b) or _count_on(a, b) or _speak_for_themselves(link, a, b, settings):
        return True
    return _miss_each_other(a, b) or reach_apart(a, b) or _are_fragments(link, a, b)


def _speak_for_themselves(link: Link, a: Proposition, b: Proposition, settings: EntrySettings) -> bool:
    """Tell whether two people each say something of themselves: "I first read it in the papers" is one for each.

    The same words given to two speakers are one statement all the same.
    """
    if a.source is None or b.source is None or a.source == b.source or link.alignment >= settings.own_words:
        return False
    return _OWN.search(a.text) is not None and _OWN.search(b.text) is not None


def _count_on(a: Proposition, b: Proposition) -> bool:
    """Tell whether both give a least number of the same, and not one: "at least five died", "at least six died"."""
    if not a.quantities or not b.quantities:
        return False
    least = [
        {(q.noun, q.state, q.value.low) for q in c.quantities if q.value.high is None and q.value.low is not None}
        for c in (a, b)
    ]
    kinds = [{(noun, state) for noun, state, _ in some} for some in least]
    return bool(kinds[0] & kinds[1]) and not least[0] & least[1]


def _are_fragments(link: Link, a: Proposition, b: Proposition) -> bool:
    """Tell whether one claim is no sentence and has no word, name or value in common with the other.

    "A letter attached to last week's agreement", "the pact, signed on Wednesday": they share what they are about.
    """
    if (a.finite and b.finite) or link.agreeing or set(a.entities) & set(b.entities):
        return False
    return not {fold_class(word) for word in a.words} & {fold_class(word) for word in b.words}


def _miss_each_other(a: Proposition, b: Proposition) -> bool:
    """Tell whether two short claims differ in all that they say.

    One is told and the other supposed ("if they sign on Friday"); two people deny what only the text before tells ("the
    minister denied it"); there was none of one thing, and none of another ("no arrests", "no injuries"); or one says
    that something is what the other says it is not ("that was a warning").
    """
    one, other = _read_form(a.text), _read_form(b.text)
    if one.supposed != other.supposed:
        return True
    bare = a.denied and b.denied and (one.bare_denial or other.bare_denial)
    if bare and not {*a.entities, a.source} & {*b.entities, b.source} - {None}:
        return True
    none = one.none and other.none
    denying = one.is_not != other.is_not and not (a.denied or b.denied)
    if not none and not (denying and max(len(a.words), len(b.words)) <= _SHORT):
        return False
    mine, theirs = ({fold_class(word) for word in claim.words} - {claim.verb} for claim in (a, b))
    return bool(mine and theirs) and not mine & theirs if none else bool(mine) and mine == theirs


class _Form(NamedTuple):
    """In which form a claim is put."""

    supposed: bool
    bare_denial: bool
    none: bool
    is_not: bool


@lru_cache(maxsize=1 << 13)  # a claim of forty accounts is compared 160 times
def _read_form(text: str) -> _Form:
    return _Form(
        supposed=_SUPPOSED.match(text) is not None,
        bare_denial=_BARE_DENIAL.search(text) is not None,
        none=_NONE.match(text) is not None,
        is_not=_IS_NOT.search(text) is not None,
    )


def _denies_one(table: Table, link: Link, settings: EntrySettings) -> bool:
    a, b = table.claims[link.a], table.claims[link.b]
    return a.denied != b.denied and not (a.negated and b.negated and link.alignment >= settings.both_negated)


def _negates_one(table: Table, link: Link) -> bool:
    """Tell whether one claim says of nobody what the other says of somebody: "was arrested" and "no one was arrested".

    A "not" elsewhere in a claim tells nothing: "we keep away as we do not know what is inside" is "they keep away".
    """
    a, b = table.claims[link.a], table.claims[link.b]
    affirming, negating = (b, a) if a.nobody else (a, b)
    if a.nobody == b.nobody or affirming.negated or a.denied or b.denied or says_no(affirming):
        return False
    if negating.verb in EMPTY:
        return bool(set(a.words) & set(b.words) - {*a.subject, *b.subject})
    return a.verb == b.verb != ""


def _make_group(claims: Sequence[Proposition], names: Mapping[str, str]) -> Group:
    keys = tuple(claim.claim for claim in claims)
    whole = choose_wording(claims).finite
    return Group(id=make_id("e", *sorted(keys)), statement=choose_statement(claims, names), claims=keys, whole=whole)


def describe_entries(
    claims: Sequence[Claim],
    origins: Sequence[Origin],
    groups: Sequence[Group],
    conflicts: Sequence[Conflict],
) -> tuple[Entry, ...]:
    """Return the groups as entries, those on most origins first, with their counts, status and dispute."""
    known = {origin.id for origin in origins if origin.kind is not OriginKind.UNKNOWN}
    by_id = {claim.id: claim for claim in claims}
    disputed = _find_disputed(conflicts, claims)
    entries = []
    for group in groups:
        members = [by_id[key] for key in group.claims if key in by_id]
        articles = {span.article for claim in members for span in claim.passage}
        words = {claim.origin for claim in members if claim.origin in known}
        status = Status.UNKNOWN_ORIGIN
        if words:
            status = Status.SINGLE_ORIGIN if len(words) == 1 else Status.CORROBORATED
        entries.append(
            Entry(
                id=group.id,
                statement=group.statement,
                claims=group.claims,
                articles=len(articles),
                origins=len(words),
                status=status,
                disputed=not disputed.isdisjoint(group.claims),
                whole=group.whole,
            )
        )
    return tuple(sorted(entries, key=lambda entry: (-entry.origins, -entry.articles, -len(entry.claims), entry.id)))


def _find_disputed(conflicts: Sequence[Conflict], claims: Sequence[Claim]) -> set[str]:
    """Return the claims that a contradiction touches, and the parts of claims that hold the words it rests on.

    Who said it and in which words disputes no fact.
    """
    sides = [
        side
        for conflict in conflicts
        if conflict.nature is Nature.CONTRADICTION and conflict.kind not in OF_SPEECH
        for side in conflict.sides
    ]
    whole = {key for side in sides for key in side.claims}
    spans = {span for side in sides for span in side.spans}
    return whole | {
        claim.id
        for claim in claims
        if claim.part_of in whole
        and any(
            part.article == span.article and part.start <= span.start and span.end <= part.end
            for part in claim.passage
            for span in spans
        )
    }
