"""Claims that likely contradict each other, or of which the later replaces the earlier, by all that is known of both.

The rules of conflicts know a denial, a deed with and without a "not", a plan that is given up. What no rule names
("nobody laid a hand on the valve", "an isolating valve was shut by hand") is weighed here in two steps: what stands in
both claims and around them, and for the pairs that may then be in conflict what a model says that reads both. The
weights are learned from events whose conflicts were marked by hand (``train/conflicts.py``).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from rashomon.model.records import OF_SPEECH, Certainty, ConflictKind, Nature, Record
from rashomon.relate.cases import Case, Desk, join_cases, make_side
from rashomon.relate.conflict_weights import (
    OPPOSITION_BIAS,
    OPPOSITION_WEIGHTS,
    READING_BIAS,
    READING_WEIGHTS,
    UPDATE_BIAS,
    UPDATE_WEIGHTS,
)
from rashomon.relate.deeds import fold_deed
from rashomon.relate.links import FEATURES, Link
from rashomon.relate.pairings import judge
from rashomon.relate.propositions import EMPTY, Proposition, says_no
from rashomon.relate.readings import READ_FEATURES, ReadPairs, read_rows


class OppositionSettings(Record, frozen=True, kw_only=True):
    """Which pairs of claims are weighed, read, and told (the figures: decision 40)."""

    #: Share of words that find their like from which a pair is weighed: 98 of 100 that come out likely have it.
    alignment: float = 0.35
    #: Likelihood from which a pair is read, and how many are read at the most, the likeliest first.
    worth: float = 0.1
    reads: int = 120
    #: Likelihood, after reading, from which a pair is told: as a contradiction; as an update one side of which says no;
    #: as an update of what both say (the figures: decision 40). Real news contradicts itself less often than the events
    #: from which this was learned, so a contradiction must be surer than it need be there (.52).
    contradiction: float = 0.65
    undone: float = 0.7
    update: float = 0.45


SETTINGS = OppositionSettings()

#: What two claims have as a pair of any kind that tells whether they are in conflict.
_OF_PAIRS = (
    "alignment of the less covered",
    "alignment of the more covered",
    "behind the best of one",
    "shared names",
    "same amount",
    "other amount",
    "other counted",
    "one is planned",
    "other certainty",
    "other time",
)
#: What a pair is weighed by. One of the two may say no; of two that say yes, the later one
#: stands in its place.
OPPOSITION_FEATURES = (
    *_OF_PAIRS,
    "one topic",
    "one side says no",
    "one deed",
    "one subject",
    "length of the no",
    "length of the other",
    "names in common",
    "denier is named",
    "two sources",
    "the no has a source",
    "the other has a source",
    "one source",
    "the no is quoted",
    "the other is quoted",
    "the no comes later",
    "hours between",
    "figures part",
    "the other is against",
    "plan, then deed",
    "alignment of plan and deed",
    "the earlier is planned",
    "the later is planned",
)
_COLUMNS = [FEATURES.index(name) for name in _OF_PAIRS]
#: Logarithm of the hours between two claims beyond which it makes no difference.
_LONG = 5.0


class Opposition(NamedTuple):
    """Two claims, by the place of their link: how likely a conflict, and an update, and what the reader says."""

    place: int
    likelihood: float
    update: float
    read: float


def find_oppositions(desk: Desk, read: ReadPairs | None, settings: OppositionSettings = SETTINGS) -> list[Case]:
    """Return the pairs of entries that are likely in conflict; none where nobody reads."""
    best: dict[frozenset[str], Opposition] = {}
    if read is None:
        return []
    for found in weigh_oppositions(desk, list_oppositions(desk, settings), read, settings):
        link = desk.table.links[found.place]
        pair = [desk.table.claims[place] for place in (link.a, link.b)]
        homes = frozenset(desk.home[claim.claim] for claim in pair)
        key = homes if len(homes) > 1 else frozenset(claim.claim for claim in pair)
        if found.likelihood >= _choose_least(desk, found, settings) and (
            key not in best or found.likelihood > best[key].likelihood
        ):
            best[key] = found
    return join_cases([_tell(desk, best[key], read) for key in sorted(best, key=sorted)])


def _choose_least(desk: Desk, found: Opposition, settings: OppositionSettings) -> float:
    if not _is_update(desk, found):
        return settings.contradiction
    return settings.undone if _say_no(*_order(desk, desk.table.links[found.place])) else settings.update


def list_oppositions(desk: Desk, settings: OppositionSettings = SETTINGS) -> list[int]:
    """Return the places of the links worth weighing: of two voices, one of which says no or comes later.

    What somebody denies is left to ``denials``: read beside another claim its words say the opposite.
    """
    return [
        place
        for place, link in enumerate(desk.table.links)
        if link.alignment >= settings.alignment and _may_oppose(desk, link)
    ]


def _may_oppose(desk: Desk, link: Link) -> bool:
    a, b = desk.table.claims[link.a], desk.table.claims[link.b]
    one = a.article == b.article and (a.source == b.source or desk.speak_as_one(a.source, b.source))
    if one or a.denied != b.denied:
        return False
    return _say_no(a, b) or (a.article != b.article and a.published != b.published)


def _say_no(a: Proposition, b: Proposition) -> bool:
    return a.negated != b.negated


def weigh_oppositions(
    desk: Desk, places: Sequence[int], read: ReadPairs, settings: OppositionSettings = SETTINGS
) -> list[Opposition]:
    """Return the pairs that were read, of those at some places, each with how likely it is in conflict."""
    if not places:
        return []
    rows = np.array([read_opposition(desk, place) for place in places])
    first = judge(rows, OPPOSITION_FEATURES, OPPOSITION_WEIGHTS, OPPOSITION_BIAS)
    order = np.argsort(-first, kind="stable")[: settings.reads]
    chosen = sorted(int(n) for n in order if first[n] >= settings.worth)
    if not chosen:
        return []
    told = read_rows(desk.table, [places[n] for n in chosen], first[chosen].tolist(), read)
    likely = judge(told, READ_FEATURES, READING_WEIGHTS, READING_BIAS)
    updates = judge(rows[chosen], OPPOSITION_FEATURES, UPDATE_WEIGHTS, UPDATE_BIAS)
    conflicts = told[:, READ_FEATURES.index("probably a conflict")]
    return [
        Opposition(places[n], round(float(p), 4), round(float(u), 4), round(float(c), 4))
        for n, p, u, c in zip(chosen, likely, updates, conflicts, strict=True)
    ]


def read_opposition(desk: Desk, place: int) -> list[float]:
    """Return what speaks for and against a pair being in conflict, in the order of ``OPPOSITION_FEATURES``."""
    link = desk.table.links[place]
    a, b = _order(desk, link)
    no, other = (a, b) if a.negated and not b.negated else (b, a)
    start, end = desk.first_time([other.claim]), desk.first_time([no.claim])
    hours = (end - start).total_seconds() / 3600 if start is not None and end is not None else 0.0
    done = a.certainty is Certainty.PLANNED and b.certainty is Certainty.STATED
    one_deed = a.verb not in EMPTY and fold_deed(a.verb) == fold_deed(b.verb)
    return [
        *desk.table.rows[place, _COLUMNS].tolist(),
        link.topic,
        float(_say_no(a, b)),
        float(one_deed),
        float(not set(a.subject).isdisjoint(b.subject)),
        math.log1p(len(set(no.words) - EMPTY)),
        math.log1p(len(set(other.words) - EMPTY)),
        float(len(set(a.entities) & set(b.entities))),
        float(no.source is not None and no.source in other.entities),
        float(a.source is not None and b.source is not None and a.source != b.source),
        float(no.source is not None),
        float(other.source is not None),
        float(desk.speak_as_one(a.source, b.source)),
        float(no.quote is not None),
        float(other.quote is not None),
        float(hours > 0),
        min(math.log1p(abs(hours)), _LONG),
        float(bool(link.clashing)),
        float(says_no(other)),
        float(done),
        done * link.alignment,
        float(a.certainty is Certainty.PLANNED),
        float(b.certainty is Certainty.PLANNED),
    ]


def _order(desk: Desk, link: Link) -> tuple[Proposition, Proposition]:
    """Return the two claims of a link, the earlier one first."""
    a, b = desk.table.claims[link.a], desk.table.claims[link.b]
    return (a, b) if a.order <= b.order else (b, a)


def _is_update(desk: Desk, found: Opposition) -> bool:
    earlier, later = _order(desk, desk.table.links[found.place])
    return found.update > 0.5 and desk.came_after([earlier.claim], [later.claim])


def _tell(desk: Desk, found: Opposition, read: ReadPairs) -> Case:
    link, update = desk.table.links[found.place], _is_update(desk, found)
    a, b = _order(desk, link)
    alone = desk.home[a.claim] == desk.home[b.claim]
    sides = [
        make_side((c.claim,) if alone else desk.groups[desk.home[c.claim]].claims, desk.claims[c.claim].passage)
        for c in (a, b)
    ]
    signs = [
        f"likely in conflict by all that is weighed: {found.likelihood:.2f}",
        f"read together as a conflict: {found.read:.2f}",
    ]
    if _say_no(a, b):
        signs.append("one side says no")
    if a.certainty is Certainty.PLANNED and b.certainty is Certainty.STATED:
        signs.append("planned on one side, told as done on the other")
    return Case(
        kind=_name_kind(desk, link, read, update=update),
        nature=Nature.UPDATE if update else Nature.CONTRADICTION,
        sides=tuple(sides),
        why=f"{'The account changes: ' if update else ''}{desk.tell(a.claim)}; {desk.tell(b.claim)}.",
        reasons=tuple(signs),
        score=found.likelihood,
    )


def _name_kind(desk: Desk, link: Link, read: ReadPairs, *, update: bool) -> ConflictKind:
    """Return in what two claims part: that one says no, that one is later, or what the reader takes it for."""
    a, b = desk.table.claims[link.a], desk.table.claims[link.b]
    if _say_no(a, b):
        return ConflictKind.DENIAL
    if update:
        return ConflictKind.SEQUENCE
    kind = read([(a.gist, b.gist)])[0].kind
    return ConflictKind.DENIAL if kind in OF_SPEECH or kind is ConflictKind.SEQUENCE else kind
