"""One deed told in two versions: at another place, at another time, or of another length."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import combinations

from rashomon.model.records import Certainty, ConflictKind, Nature, Record, Value
from rashomon.model.spans import Span
from rashomon.relate.cases import Case, Desk, make_side
from rashomon.relate.deeds import SINGULAR, Deed, Place, read_deed
from rashomon.relate.moments import read_time
from rashomon.relate.quantities import TIMES, Fit, compare_values


class VersionSettings(Record, frozen=True, kw_only=True):
    """When two tellings are of one deed, and two places of one place."""

    #: Characters between two names of which one place holds the other: "the Old Mint in Tarsk".
    holds: int = 12
    #: Days between two times of one deed; what lies further apart is told of another of its class.
    days: int = 14
    #: What such a conflict is worth beside one of two claims that are likely one.
    score: float = 0.5


SETTINGS = VersionSettings()
#: What is only supposed, and what somebody is kept from doing.
_IF = re.compile(r"(?:if|should|unless|whether|were)\b", re.IGNORECASE)
_BARRED = re.compile(
    r"\b(?:bar|block|prevent|prohibit|ban|stop|restrain)\w* (?:\S+ ){0,6}?from \w+ing\b", re.IGNORECASE
)


class _Version(Record, frozen=True, kw_only=True):
    """Two tellings of one deed with the words in which they part."""

    kind: ConflictKind
    a: Deed
    x: Span
    b: Deed
    y: Span
    names: tuple[str, str]


def find_versions(desk: Desk, settings: VersionSettings = SETTINGS) -> list[Case]:
    """Return the deeds that are told with two places, times or lengths, one case for each two of them."""
    found: dict[tuple[str, ...], list[_Version]] = {}
    kinds: dict[str, list[Deed]] = {}
    for deed in _read_deeds(desk):
        kinds.setdefault(deed.kind, []).append(deed)
    for kind in sorted(kinds):
        for a, b in combinations(kinds[kind], 2):
            if _may_be_one(desk, a, b):
                for version in _part(desk, a, b, settings):
                    found.setdefault((kind, version.kind.value, *sorted(version.names)), []).append(version)
    return [_tell(desk, rows, settings) for _, rows in sorted(found.items())]


def _read_deeds(desk: Desk) -> list[Deed]:
    """Return the deeds of all claims that affirm one, in the order of the table."""
    mentions: dict[str, list[tuple[Span, str]]] = {}
    for key, entity in desk.entities.items():
        for span in entity.mentions:
            mentions.setdefault(span.article, []).append((span, key))
    found = []
    for claim in desk.table.claims:
        if not (claim.denied or claim.negated or _IF.match(claim.text) or _BARRED.search(claim.text)):
            account = desk.accounts[claim.article]
            deed = read_deed(account, claim, desk.words_of(claim.claim), mentions.get(claim.article, ()))
            if deed is not None:
                found.append(deed)
    return found


def _may_be_one(desk: Desk, a: Deed, b: Deed) -> bool:
    """Tell whether two deeds of one class may be one: of a story's only one, or of the same doer and thing."""
    one, other = a.claim, b.claim
    if one.article == other.article and (one.source == other.source or desk.speak_as_one(one.source, other.source)):
        return False
    if a.things & b.things:
        return True
    if a.kind in SINGULAR:
        return not (a.things and b.things) or bool(a.doers & b.doers)
    if a.kind == "entry" and not (a.doers and b.doers):
        return True
    return bool(a.doers & b.doers) and not (a.named and b.named)


def _part(desk: Desk, a: Deed, b: Deed, settings: VersionSettings) -> Iterator[_Version]:
    """Yield in what two tellings of one deed part."""
    pair = _find_places(desk, a.places, b.places, settings)
    if pair is not None:
        names = (pair[0].head.lower(), pair[1].head.lower())
        yield _Version(kind=ConflictKind.PLACE, a=a, x=pair[0].span, b=b, y=pair[1].span, names=names)
    for kind, mine, theirs in (
        (ConflictKind.DATE, a.times, b.times),
        (ConflictKind.NUMBER, a.lengths, b.lengths),
    ):
        if mine and theirs and all(_exclude(x.value, y.value, settings) for x in mine for y in theirs):
            x, y = mine[0].value, theirs[0].value
            names = (f"{x.low} {x.high}", f"{y.low} {y.high}")
            yield _Version(kind=kind, a=a, x=x.span, b=b, y=y.span, names=names)


def _exclude(x: Value, y: Value, settings: VersionSettings) -> bool:
    """Tell whether two times or lengths cannot both be it; a mere year, or one long before, is of another deed."""
    if compare_values(x, y) is not Fit.INCOMPATIBLE or x.span.text.casefold() == y.span.text.casefold():
        return False  # "on Friday" in two accounts is mostly one Friday
    if x.kind not in TIMES:
        return True
    moments = [read_time(str(value.low if value.low is not None else value.high)) for value in (x, y)]
    years = any(len(str(value.low or value.high)) <= 4 for value in (x, y))
    if years or moments[0] is None or moments[1] is None:
        return False
    return abs(moments[0] - moments[1]) <= timedelta(days=settings.days)


def _find_places(
    desk: Desk, mine: Sequence[Place], theirs: Sequence[Place], settings: VersionSettings
) -> tuple[Place, Place] | None:
    """Return two places that cannot both be it: two towns, or two spots; a spot may be in any town."""
    for grain in ("spot", "town", "struck"):
        ours = [place for place in mine if place.grain == grain]
        others = [place for place in theirs if place.grain == grain]
        one = any(x.words & y.words or (grain == "town" and _is_told_by_kind(x, y)) for x in ours for y in others)
        if ours and others and not one and not _is_held(desk, ours[0], others[0], settings):
            return ours[0], others[0]
    return None


def _is_told_by_kind(x: Place, y: Place) -> bool:
    """Tell whether one of two places is named and the other only told by what it is: "Amory", "the capital"."""
    return x.head.islower() != y.head.islower()


def _is_held(desk: Desk, x: Place, y: Place, settings: VersionSettings) -> bool:
    """Tell whether any account names one of two places as a part of the other, or both for one."""
    articles = desk.articles.values()
    for one, other in ((x.head, y.head), (y.head, x.head)):
        gap = rf"[^.;\n]{{0,{settings.holds}}}"
        link = r"(?:\b(?:in|of|at|near|on)|[,(])\s(?:the )?"
        near = re.compile(rf"\b{re.escape(one)}\b{gap}{link}{gap}\b{re.escape(other)}\b")
        if any(one in article.text and other in article.text and near.search(article.text) for article in articles):
            return True
    return False


def _tell(desk: Desk, rows: Sequence[_Version], settings: VersionSettings) -> Case:
    first = min(rows, key=lambda row: (row.a.claim.order, row.b.claim.order))
    sides: dict[str, tuple[list[str], list[Span]]] = {}
    for row in rows:
        for deed, span, name in ((row.a, row.x, row.names[0]), (row.b, row.y, row.names[1])):
            claims, spans = sides.setdefault(name, ([], []))
            claims.append(deed.claim.claim)
            spans.append(span)
    planned = [deed.claim.certainty is Certainty.PLANNED for deed in (first.a, first.b)]
    nature = Nature.CONTRADICTION
    if planned == [True, False] and first.a.claim.order < first.b.claim.order:
        nature = Nature.UPDATE
    return Case(
        kind=first.kind,
        nature=nature,
        sides=tuple(make_side(claims, spans) for claims, spans in sides.values()),
        why=f"{desk.tell(first.a.claim.claim, first.x.text)}; {desk.tell(first.b.claim.claim, first.y.text)}.",
        reasons=(f"both tell of one {first.a.kind}", f"“{first.x.text}” and “{first.y.text}” cannot both be it"),
        score=settings.score,
    )
