"""Figures and times that cannot both hold: a contradiction, or an update where a later report replaces an earlier."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import timedelta

import msgspec

from rashomon.model.records import Certainty, ConflictKind, Nature, Record, Value, ValueKind
from rashomon.model.spans import Span
from rashomon.relate.cases import Case, Desk, make_side
from rashomon.relate.comparisons import count_one
from rashomon.relate.counts import PEOPLE, RUNNING, SPEEDS, Quantity
from rashomon.relate.courses import Clash, find_none, is_digit, is_slip, size_of, tell_courses
from rashomon.relate.deeds import fold_deed
from rashomon.relate.fates import SUFFERED
from rashomon.relate.links import Link
from rashomon.relate.moments import read_time
from rashomon.relate.natures import judge_nature
from rashomon.relate.partings import weigh_partings
from rashomon.relate.propositions import EMPTY, Proposition
from rashomon.relate.quantities import TIMES, Fit, compare_values
from rashomon.relate.surroundings import (
    count_other_years,
    fits,
    gives_both,
    has_no_date,
    is_deadline,
    is_not_before,
    is_part,
    is_whole,
    name_sum,
    read_rate,
)


class ClashSettings(Record, frozen=True, kw_only=True):
    """How sure it must be that two figures answer one question (the likelihood of one claim, figures left aside)."""

    #: Both count people of one state: the dead against the dead.
    surely: float = 0.12
    #: Both count one noun, or measure in one unit. Of 18 such conflicts of 28 events that nobody had looked at, between
    #: .45 and .55, one was right, 8 in some nature; none of the packs lies there.
    likely: float = 0.55
    #: How likely two amounts answer one question and part by all that is weighed of them, where no rule is sure (the
    #: figures: decision 40).
    parting: float = 0.6
    #: Share of words that find their like from which two amounts are weighed at all.
    worth: float = 0.3
    #: The same for two lengths of time.
    lasting: float = 0.45
    #: Both count people, and do not say of which kind: there are many kinds in one event.
    people: float = 0.75
    #: One of them does not say what it counts: never sure enough.
    perhaps: float = 2.0
    #: Times: most events of a story happen on a few days, so a different time is mostly a different event.
    time: float = 0.4
    #: Mean share of the words that find their like, for two times of one event.
    event: float = 0.5
    #: The same where more than a day lies between them.
    far: float = 0.7
    #: Mean share of words that find their like, for figures in one unit whose claims share no other word.
    measured: float = 0.6
    #: How many times as large one count may be as the other; beyond that the claims must be as alike as `people` asks.
    #: A first toll and the last are up to fifteen times apart.
    apart: float = 20.0
    #: One of them says that it replaces what was said earlier: then they need not say what they count.
    announced: float = 0.3
    #: One figure is the other with a nought too many or too few, and both have three digits that count: chance does
    #: not do that. Share of words that find their like.
    slip: float = 0.45
    #: Two speeds: an event has one thing whose speed is told. Likelihood of one claim, and share of words.
    speed: float = 0.02
    moving: float = 0.4
    #: A time that was planned and the time at which it was done: the same with any other figures, by the share of
    #: words that find their like.
    postponed: float = 0.35
    deed: float = 0.5
    #: A time for a thing of which another says that it does not come before a later one: share of words.
    bounded: float = 0.45
    #: The same where both have one verb: "I was not told before Sunday", "her office was told on Thursday". The packs
    #: have no case.
    barred: float = 0.35
    #: A count that was planned and the one that was reached differ by less than this.
    changed: float = 1.5
    #: A bill that is no more than this above a rounded estimate, or below it, bears it out.
    held: float = 1.1
    #: Share of words that find their like, for two lengths with one verb and one subject.
    lengths: float = 0.7
    #: Durations: "five minutes late" and "three minutes later" share all but what they are about.
    duration: float = 0.85
    #: The same for two sums that differ in one digit of three or more: hardly two sums of one event. On the packs and
    #: the marked stories nothing changes by it.
    digit: float = 0.4
    #: How alike two claims must be that give two times and tell them of two subjects, with verbs of two kinds. On the
    #: packs and the marked stories .65 and .8 are alike; at .65 an application and its hearing are one.
    verbs: float = 0.8


SETTINGS = ClashSettings()

#: Words that say that something else was said before.
_EARLIER = frozenset({"earlier", "previously", "initially", "originally"})
_SPEEDS_OF_ELSE = frozenset({
    "limit", "maximum", "minimum", "wind", "gust", "storm", "zone", "allow", "current", "hold",
    "restrict", "cap", "permit",
})  # fmt: skip
#: A crowd is counted by its organisers and by the police: of an event with one march there is one question.
_GATHERINGS = frozenset({"march", "rally", "demonstration", "protest", "vigil", "gathering", "procession"})
_DATED = re.compile(r"\bdated\b", re.IGNORECASE)
_SENDING = frozenset({"receive", "stamp", "post", "send", "mail", "arrive", "deliver", "get", "reach", "open", "leak"})
_BEGINNING = frozenset({"begin", "start", "open", "commence", "launch"})
#: What is done with a sum, in words that news uses for one another.
_DEALINGS = (
    frozenset({"demand", "ask", "want", "seek", "request", "claim"}),
    frozenset({"pay", "bear", "spend", "cost", "fund", "contribute", "foot", "shoulder"}),
    frozenset({"steal", "take", "rob", "embezzle", "pocket"}),
    frozenset({"find", "seize", "confiscate", "recover", "discover"}),
)
#: What has another price every hour.
_TRADED = frozenset({"share", "shares", "stock", "stocks", "bond", "bonds"})
#: What held before: "the old agreement covered 110 vessels".
_FORMER = re.compile(r"\b(?:former(?:ly)?|previous(?:ly)?|old|lapsed|expired|preceding|predecessor)\b", re.IGNORECASE)
_YEAR = re.compile(r"\b\d{4}\b")
_NEXT_DAY = re.compile(
    r"\b(?:second|third|fourth|fifth|another|final|last) (?:day|night|week|round|session)\b", re.IGNORECASE
)


def find_clashes(desk: Desk, settings: ClashSettings = SETTINGS) -> list[Case]:
    """Return the conflicts of number and date: one for each running count, one for each pair of entries else."""
    pairs: dict[tuple[bool, str, str], list[Clash]] = {}
    parting = _find_parting(desk, settings)
    for place, link in enumerate(desk.table.links):
        none = find_none(desk, link)
        for clash in [
            *([none] if none is not None else []),
            *_read_clashes(desk, link, parting.get(place, {}), settings),
        ]:
            if _measure_at_other_hours(desk, clash):
                continue
            homes = desk.home[clash.a.claim], desk.home[clash.b.claim]
            if homes[0] > homes[1]:
                clash = Clash(a=clash.b, b=clash.a, x=clash.y, y=clash.x, likelihood=clash.likelihood)  # noqa: PLW2901
            pairs.setdefault((clash.x.value.kind in TIMES, min(homes), max(homes)), []).append(clash)
    running: dict[str, dict[tuple[str, str], list[Clash]]] = {}
    single: dict[tuple[str, ...], list[Clash]] = {}  # two entries may rest on the same two figures
    for (_, *pair), clashes in sorted(pairs.items()):
        state = next((c.x.state for c in clashes if c.x.state == c.y.state and c.x.state in RUNNING), "")
        if state:
            running.setdefault(state, {})[pair[0], pair[1]] = clashes
        else:
            single.setdefault(_spots(clashes), []).extend(clashes)
    cases = [_tell_pair(desk, clashes) for _, clashes in sorted(single.items())]
    return cases + tell_courses(desk, running)


def _measure_at_other_hours(desk: Desk, clash: Clash) -> bool:
    """Tell whether two readings in one unit were taken at different hours: both hold."""
    if not clash.x.measure or clash.x.age or clash.x.value.kind in TIMES:
        return False
    hours = [
        [
            quantity.value
            for key in desk.groups[desk.home[claim.claim]].claims
            for quantity in desk.propositions[key].quantities
            if quantity.value.kind is ValueKind.TIME
        ]
        for claim in (clash.a, clash.b)
    ]
    return any(compare_values(one, other) is Fit.INCOMPATIBLE for one in hours[0] for other in hours[1])


def _spots(clashes: Sequence[Clash]) -> tuple[str, ...]:
    """Return the figures that clash, in a form that sorts; two sums that differ in a digit are one pair wherever."""
    if all(is_digit(clash.x, clash.y) for clash in clashes):
        return tuple(sorted({f"{size_of(q):.0f}" for c in clashes for q in (c.x, c.y)}))
    return tuple(sorted({f"{q.value.span.article} {q.value.span.start:09d}" for c in clashes for q in (c.x, c.y)}))


def _find_parting(desk: Desk, settings: ClashSettings) -> dict[int, dict[str, float]]:
    """Return by the places of links which amounts of the first claim part from one of the second, and how likely."""
    pairs = list_amounts(desk, settings)
    found: dict[int, dict[str, float]] = {}
    for (place, clash), likelihood in zip(pairs, weigh_partings(desk, pairs), strict=True):
        if likelihood >= settings.parting:
            found.setdefault(place, {})[clash.x.value.id] = likelihood
    return found


def list_amounts(desk: Desk, settings: ClashSettings = SETTINGS) -> list[tuple[int, Clash]]:
    """Return the pairs of amounts that are worth weighing, each with the place of its link."""
    return [
        (place, clash)
        for place, link in enumerate(desk.table.links)
        if link.clashing and link.alignment >= settings.worth and _may_clash(desk, link)
        for clash in _list_clashes(desk, link)
        if clash.x.value.kind not in TIMES
        and _are_of_one_kind(desk, clash)
        and not _count_others(desk, link, clash, settings)
    ]


def _are_of_one_kind(desk: Desk, clash: Clash) -> bool:
    """Tell whether both amounts count a whole of one state, and neither is a limit."""
    a, b, x, y = clash.a, clash.b, clash.x, clash.y
    limits = x.measure in SPEEDS and (_bounds(a) or _bounds(b))
    return a.denied == b.denied and x.state == y.state and not (limits or is_part(desk, x) or is_part(desk, y))


def _may_clash(desk: Desk, link: Link) -> bool:
    """Tell whether two claims are of two entries and two voices, and both say yes, or set a bound."""
    a, b = desk.table.claims[link.a], desk.table.claims[link.b]
    one = a.article == b.article and (a.source == b.source or desk.speak_as_one(a.source, b.source))
    if one or desk.home[a.claim] == desk.home[b.claim]:
        return False
    return a.denied == b.denied or (fold_deed(a.verb) == fold_deed(b.verb) and _sets_bound(desk, link, a, b))


def _list_clashes(desk: Desk, link: Link) -> list[Clash]:
    a, b = desk.table.claims[link.a], desk.table.claims[link.b]
    return [Clash(a=a, b=b, x=x, y=y, likelihood=link.bare) for x, y in link.clashing]


def _read_clashes(desk: Desk, link: Link, parting: Mapping[str, float], settings: ClashSettings) -> list[Clash]:
    """Return the clash of two claims in an amount and that in a time, where it is surely one question."""
    if not link.clashing or not _may_clash(desk, link):
        return []
    found = []
    for timed in (False, True):
        some = []
        for clash in _list_clashes(desk, link):
            if (clash.x.value.kind in TIMES) is timed:
                weighed = parting.get(clash.x.value.id)
                if _answer_one(desk, link, clash, settings):
                    some.append(clash)
                elif weighed is not None:
                    some.append(msgspec.structs.replace(clash, likelihood=weighed))
        if some:
            found.append(min(some, key=lambda c: (-count_one(c.x, c.y), c.x.value.id, c.y.value.id)))
    return found


def _sets_bound(desk: Desk, link: Link, a: Proposition, b: Proposition) -> bool:
    """Tell whether one claim says that nothing was before a time: "I was not told before Sunday"."""
    return any(is_not_before(desk, a, x) != is_not_before(desk, b, y) for x, y in link.clashing)


def _lies_back(desk: Desk, clash: Clash) -> bool:
    """Tell whether who says "not before Friday" looks ahead, and the other time is before he speaks: no breach."""
    if fold_deed(clash.a.verb) == fold_deed(clash.b.verb):
        return False
    first = is_not_before(desk, clash.a, clash.x)
    speaker, time = (clash.a, clash.y) if first else (clash.b, clash.x)
    bound = time.value.high if time.value.high is not None else time.value.low
    return bool(speaker.published) and isinstance(bound, str) and bound[:10] < speaker.published[:10]


def _answer_one(desk: Desk, link: Link, clash: Clash, settings: ClashSettings) -> bool:
    """Tell whether two claims surely answer one question by two figures."""
    a, b, x, y = clash.a, clash.b, clash.x, clash.y
    if x.value.kind in TIMES:
        if not _may_be_one_time(desk, clash):
            return False
        least = settings.bounded if fold_deed(a.verb) != fold_deed(b.verb) else settings.barred
        bound = is_not_before(desk, a, x) != is_not_before(desk, b, y) and link.alignment >= least
        bound = bound and not _lies_back(desk, clash)
        if bound or not _tell_times(a, b, link, settings):
            return bound  # "nobody would come before January" sets a bound, and says so
    elif _count_others(desk, link, clash, settings):
        return False
    slip = (is_slip(x, y) and link.alignment >= settings.slip) or (is_digit(x, y) and link.alignment >= settings.digit)
    if slip and _share_subject(a, b, x, y):
        return True
    moving = x.measure in SPEEDS and link.alignment >= settings.moving
    if x.measure and not x.age and not moving and not _share_subject(a, b, x, y) and link.alignment < settings.measured:
        return False
    return (link.topic if _is_plan_and_deed(a, b) else link.bare) >= _choose_bar(link, clash, settings)


def _may_be_one_time(desk: Desk, clash: Clash) -> bool:
    """Tell whether two times may be of one event: an account gives an hour for each thing it tells."""
    x, y = clash.x, clash.y
    if clash.a.article == clash.b.article or is_deadline(desk, x) != is_deadline(desk, y):
        return False
    if _are_read_apart(x.value, y.value):
        return False
    words = [figure.value.span.text.casefold() for figure in (x, y)]
    vague = words[0] == words[1] or all(word.startswith("that ") for word in words)
    return not (has_no_date(x) and vague)  # "that evening", "Saturday's": counted from two days of publication


def _are_read_apart(a: Value, b: Value) -> bool:
    """Tell whether two times are written alike, and only read as of two halves of a day, or of two years."""
    lows = [str(value.low if value.low is not None else value.high) for value in (a, b)]
    if "T" in lows[0] and "T" in lows[1]:
        hours = [int(low[11:13] or 0) for low in lows]
        return hours[0] != hours[1] and hours[0] % 12 == hours[1] % 12 and lows[0][13:] == lows[1][13:]
    undated = not any(_YEAR.search(value.span.text) for value in (a, b))
    return undated and lows[0][:4] != lows[1][:4] and lows[0][4:] == lows[1][4:] != ""


def _count_others(desk: Desk, link: Link, clash: Clash, settings: ClashSettings) -> bool:
    """Tell whether two figures are of other things: of other persons, years or sizes, a part and its whole."""
    a, b, x, y = clash.a, clash.b, clash.x, clash.y
    persons = x.age and y.age and bool(a.entities or b.entities) and not set(a.entities) & set(b.entities)
    parts = is_part(desk, x) != is_part(desk, y) or is_whole(desk, x) != is_whole(desk, y)
    former = bool(_FORMER.search(a.text)) != bool(_FORMER.search(b.text)) and not (_announces(a) or _announces(b))
    traded = not _TRADED.isdisjoint(a.subject) and not _TRADED.isdisjoint(b.subject)
    others = persons or parts or former or traded or count_other_years(desk, a, b, x)
    others = others or read_rate(desk, x) != read_rate(desk, y)
    others = others or gives_both(desk, a, b, y) or gives_both(desk, b, a, x)
    others = others or len({name_sum(desk, a, x), name_sum(desk, b, y)} - {""}) > 1
    return others or _is_estimate(clash, settings) or _lie_apart(x, y, link, settings)


def _is_estimate(clash: Clash, settings: ClashSettings) -> bool:
    """Tell whether a figure comes near a rounded one that was planned: an estimate that held."""
    if not _is_plan_and_deed(clash.a, clash.b):
        return False
    planned = clash.x if clash.a.certainty is Certainty.PLANNED else clash.y
    small, large = sorted((size_of(clash.x), size_of(clash.y)))
    return planned.value.approximate and small > 0 and large <= small * settings.held


def _lie_apart(x: Quantity, y: Quantity, link: Link, settings: ClashSettings) -> bool:
    """Tell whether two counts are so far apart that their claims must be very much alike to be of one question."""
    sizes = sorted((size_of(x), size_of(y)))
    return 0 < sizes[0] * settings.apart < sizes[1] and link.bare < settings.people


def _share_subject(a: Proposition, b: Proposition, x: Quantity, y: Quantity) -> bool:
    """Tell whether two claims share a name or a content word besides the unit; of sums, one besides who pays."""
    words = (set(a.words) & set(b.words)) - {x.noun, y.noun, x.measure}
    if x.value.kind is ValueKind.MONEY:
        if any(a.verb in verbs and b.verb in verbs for verbs in _DEALINGS):
            return True
        return bool(words - set(a.subject) - set(b.subject))
    return bool(words) or bool(set(a.entities) & set(b.entities))


def _tell_times(a: Proposition, b: Proposition, link: Link, settings: ClashSettings) -> bool:
    """Tell whether two claims may give two times of one event: a claim with a figure is about the figure."""
    if _NEXT_DAY.search(a.text) or _NEXT_DAY.search(b.text):
        return False  # "the strike went into its second day on Wednesday"
    figures = any(q.value.kind not in TIMES and not q.label for claim in (a, b) for q in claim.quantities)
    fates = {SUFFERED.get(claim.verb, "") for claim in (a, b)}
    if len(fates - {""}) > 1:
        return False  # arrested on Monday, charged on Tuesday
    if _is_sent(a, b) or (link.alignment < settings.verbs and _tell_other_deeds(a, b)):
        return False
    if _is_plan_and_deed(a, b) and link.alignment >= settings.deed:
        return True
    return not figures and not link.agreeing and link.alignment >= settings.event


def _is_sent(a: Proposition, b: Proposition) -> bool:
    """Tell whether one claim gives the day that stands on a letter, and the other when it was sent or came."""
    dated = [_DATED.search(claim.text) is not None for claim in (a, b)]
    return dated[0] != dated[1] and (b if dated[0] else a).verb in _SENDING


def _tell_other_deeds(a: Proposition, b: Proposition) -> bool:
    """Tell whether two claims are of two deeds of two doers: "the union applied", "the court will hear it"."""
    verbs = {fold_deed(claim.verb) for claim in (a, b) if claim.verb not in EMPTY | _BEGINNING}
    return len(verbs) > 1 and bool(a.subject and b.subject and not set(a.subject) & set(b.subject))


def _is_plan_and_deed(a: Proposition, b: Proposition) -> bool:
    return (a.certainty is Certainty.PLANNED) != (b.certainty is Certainty.PLANNED)


def _choose_bar(link: Link, clash: Clash, settings: ClashSettings) -> float:
    """Return how likely it must be that both claims answer one question."""
    a, b, x, y = clash.a, clash.b, clash.x, clash.y
    closeness = count_one(x, y)
    if _is_plan_and_deed(a, b) and (x.value.kind in TIMES or _are_near(x, y, settings)):
        return settings.postponed
    if x.value.kind in TIMES:
        return settings.far if _lie_far(x.value, y.value) else settings.time
    if x.value.kind is ValueKind.DURATION:
        one = link.alignment >= settings.lengths and a.verb == b.verb and set(a.subject) & set(b.subject)
        return settings.lasting if one else settings.duration
    bar = (2.0, settings.perhaps, settings.likely, settings.surely)[closeness]
    if x.measure in SPEEDS:
        bar = settings.perhaps if _bounds(a) or _bounds(b) else settings.speed
    elif closeness == 1 and (_announces(a) or _announces(b)):
        bar = settings.announced
    elif closeness == 2 and not x.measure and x.noun in PEOPLE and y.noun in PEOPLE:
        bar = settings.surely if _GATHERINGS & set(a.words) & set(b.words) else settings.people
    return bar


def _bounds(claim: Proposition) -> bool:
    """Tell whether a claim gives a speed that is allowed, or that of the wind."""
    return not _SPEEDS_OF_ELSE.isdisjoint(claim.words)


def _announces(claim: Proposition) -> bool:
    return not _EARLIER.isdisjoint(claim.text.casefold().split())


def _are_near(x: Quantity, y: Quantity, settings: ClashSettings) -> bool:
    sizes = sorted((size_of(x), size_of(y)))
    return x.value.kind is ValueKind.NUMBER and not x.measure and sizes[1] <= settings.changed * sizes[0]


def _lie_far(a: Value, b: Value) -> bool:
    """Tell whether more than a day lies between two times."""
    moments = [read_time(str(value.low if value.low is not None else value.high)) for value in (a, b)]
    if moments[0] is None or moments[1] is None:
        return True
    return abs(moments[0] - moments[1]) > timedelta(days=1)


def _tell_pair(desk: Desk, clashes: Sequence[Clash]) -> Case:
    """Return the conflict of two figures: of two entries, or of more that rest on the same two figures."""
    best = min(clashes, key=lambda clash: (-clash.likelihood, clash.a.order, clash.b.order))
    sides: tuple[list[str], list[str]] = ([], [])
    spans: tuple[list[Span], list[Span]] = ([], [])
    for clash in clashes:
        told = [(clash.a, clash.x), (clash.b, clash.y)]
        if not fits(clash.x, best.x):
            told.reverse()
        for place, (claim, quantity) in enumerate(told):
            sides[place].extend(desk.groups[desk.home[claim.claim]].claims)
            spans[place].append(quantity.value.span)
    pair = list(zip(sides, spans, ((best.a, best.x), (best.b, best.y)), strict=True))
    pair.sort(key=lambda item: min(desk.propositions[key].order for key in item[0]))
    texts = [desk.tell(claim.claim, quantity.value.span.text) for _, _, (claim, quantity) in pair]
    nature = judge_nature(desk, pair[0][0], pair[1][0], best)
    changes = "The account changes: " if nature is Nature.UPDATE else ""
    return Case(
        kind=ConflictKind.DATE if best.x.value.kind in TIMES else ConflictKind.NUMBER,
        nature=nature,
        sides=tuple(make_side(claims, words) for claims, words, _ in pair),
        why=f"{changes}{texts[0]}; {texts[1]}.",
        reasons=(
            f"“{best.x.value.span.text}” and “{best.y.value.span.text}” cannot both hold",
            f"one question: {best.likelihood:.2f}",
        ),
        score=best.likelihood,
    )
