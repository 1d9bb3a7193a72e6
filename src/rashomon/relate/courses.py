"""Running counts: how the number of the dead, the missing, the saved changes from report to report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rashomon.annotate.roles import may_be_role
from rashomon.model.annotated import Word
from rashomon.model.records import Certainty, ConflictKind, Nature, Record, Value, ValueKind
from rashomon.model.spans import Span
from rashomon.relate.cases import Case, Desk, make_side
from rashomon.relate.counts import FALLING, PEOPLE, RUNNING, STATES, Quantity
from rashomon.relate.links import Link
from rashomon.relate.propositions import SUBJECTS, Proposition, find_limits, is_nobody
from rashomon.relate.quantities import are_times_apart
from rashomon.relate.surroundings import fits, is_part

#: Words that announce that a figure replaces another.
REVISING = frozenset({
    "revise", "lower", "correct", "correction", "reduce", "raise", "rise", "climb", "increase", "fall", "drop", "now",
    "update", "later", "final", "newly", "latest", "extend", "widen", "twice", "reschedule", "postpone", "recount",
    "instead", "longer", "stand", "grow", "jump", "widened", "extended", "mistake", "error", "wrongly", "mistakenly",
    "amend",
})  # fmt: skip


class CourseSettings(Record, frozen=True, kw_only=True):
    """When "nobody" answers the question that a number of people answers."""

    #: Share of words that find their like: an event has one answer to how many were hurt.
    alike: float = 0.15


SETTINGS = CourseSettings()

#: States of which an account says that nobody is in them; that no homes or engines were is another thing.
_STATES = RUNNING - {"sent", "moved", "freed", "saved"}
#: States that end by themselves, so that nobody may be in them any more; that nobody was arrested is no later figure.
_ENDING = frozenset({"missing", "critical", "treated"})
#: Nobody at all; "no women" and "no others" are some.
_NO_ONE = frozenset({"nobody", "no-one", "one"})
AT_ALL = frozenset({"people", "person", "life", "soul", "human", "individual"})
#: What there is none of, and verbs by which there is none.
_EVENTS = frozenset({"death", "fatality", "injury", "casualty", "arrest", "infection"})
_OCCURRING = frozenset({"report", "confirm", "be", "occur", "record", "register", "announce", "follow", "make"})
#: Verbs that say of their object, and not of their subject, what became of it.
_TRANSITIVE = frozenset({
    "kill", "injure", "hurt", "wound", "harm", "lose", "admit", "treat", "arrest", "detain", "jail", "imprison",
    "infect",
})  # fmt: skip
#: Words that take some out of "nobody".
_QUALIFYING = frozenset({
    "else", "other", "badly", "seriously", "gravely", "critically", "severely", "yet", "otherwise", "apparently",
})  # fmt: skip
#: Digits of two sums that count, from which one that differs in one of them is a slip.
_DIGITS = 3
_TURNS = frozenset({"first", "second", "third", "fourth", "fifth", "last"})


class Clash(Record, frozen=True, kw_only=True):
    """Two claims of two entries with the figures that cannot both hold, and how likely both answer one question."""

    a: Proposition
    b: Proposition
    x: Quantity
    y: Quantity
    likelihood: float


def tell_courses(desk: Desk, running: Mapping[str, Mapping[tuple[str, str], list[Clash]]]) -> list[Case]:
    """Return the conflicts of running counts, given for each state the pairs of entries whose figures clash."""
    return [
        case for state in sorted(running) for part in _split(running[state]) for case in _tell_course(desk, state, part)
    ]


def find_none(desk: Desk, link: Link, settings: CourseSettings = SETTINGS) -> Clash | None:
    """Return the clash of "nobody is missing any longer" with a number of people who are; None where there is none.

    Nobody is a figure like others in what it counts to: the first of a toll, or the last of those who are sought. That
    nobody was harmed after all is no later figure.
    """
    a, b = desk.table.claims[link.a], desk.table.claims[link.b]
    if a.nobody == b.nobody or link.alignment < settings.alike or desk.home[a.claim] == desk.home[b.claim]:
        return None
    if a.article == b.article and (a.source == b.source or desk.speak_as_one(a.source, b.source)):
        return None
    one, other = (a, b) if a.nobody else (b, a)
    none = _read_none(desk, one)
    # that nobody is held any longer ends a count; that nobody was arrested is of another day
    ends = none is not None and none.state in _ENDING and none.noun not in _EVENTS and one.verb not in _TRANSITIVE
    late = none is not None and not ends and one.order > other.order
    unsaid = other.denied or other.negated or other.certainty is not Certainty.STATED
    if none is None or late or unsaid or _are_apart(one, other) or tell_other_turns(desk, one, other):
        return None
    for quantity in other.quantities:
        if quantity.state == none.state and _counts_people(desk, quantity) and not fits(none, quantity):
            return Clash(a=one, b=other, x=none, y=quantity, likelihood=link.topic)
    return None


def _are_apart(a: Proposition, b: Proposition) -> bool:
    return are_times_apart([q.value for q in a.quantities], [q.value for q in b.quantities])


def tell_other_turns(desk: Desk, one: Proposition, other: Proposition) -> bool:
    """Tell whether two claims are of other turns of a thing: "in the first blast", "in the second blast"."""
    turns = [_read_turns(desk, claim) for claim in (one, other)]
    return any(not turns[0][noun] & turns[1][noun] for noun in turns[0].keys() & turns[1].keys())


def _read_turns(desk: Desk, claim: Proposition) -> dict[str, set[str]]:
    words, found = desk.accounts[claim.article].words, dict[str, set[str]]()
    for i in desk.words_of(claim.claim):
        if words[i].text.lower() in _TURNS and words[i].dep == "amod":
            found.setdefault(words[words[i].head].lemma.lower(), set()).add(words[i].text.lower())
    return found


def _counts_people(desk: Desk, quantity: Quantity) -> bool:
    """Tell whether a figure counts the people of its state, and not a part of them or what is told of a thing."""
    noun, told = quantity.noun, quantity.value.kind is ValueKind.NUMBER and not quantity.replaced
    people = not noun or noun in PEOPLE | STATES[quantity.state] or may_be_role(noun)
    return told and people and not (quantity.measure or quantity.label or quantity.age or is_part(desk, quantity))


def _read_none(desk: Desk, claim: Proposition) -> Quantity | None:
    """Return nobody as a figure, where a claim says of nobody at all that he is dead, missing, held."""
    if claim.denied or claim.certainty is not Certainty.STATED:
        return None
    words, inside = desk.accounts[claim.article].words, desk.words_of(claim.claim)
    for i, state in read_states(desk, claim):
        whole = words[i].text.lower() in _NO_ONE or words[i].lemma.lower() in AT_ALL | _EVENTS
        if whole and not find_limits(words, i, inside):
            below = [i, *(k for k in inside if words[k].head == i)]
            span = desk.articles[claim.article].span(words[min(below)].start, words[max(below)].end)
            value = Value(id=f"{claim.claim} nobody", span=span, kind=ValueKind.NUMBER, low=0, high=0)
            return Quantity(value=value, noun=words[i].lemma.lower(), state=state)
    return None


def read_states(desk: Desk, claim: Proposition) -> list[tuple[int, str]]:
    """Return the subjects of a claim that are nobody, by their places, with the state that is said of them.

    It is the verb of the subject, or what that makes of it: "nobody is missing", "no passengers were hurt"; or the
    subject says it, and the verb that there are none: "no deaths had been reported".
    """
    words, inside = desk.accounts[claim.article].words, desk.words_of(claim.claim)
    subjects = [i for i in inside if words[i].dep in SUBJECTS and is_nobody(words, i, inside)]
    return [(i, state) for i in subjects if (state := _read_state(words, i, inside))]


def _read_state(words: Sequence[Word], subject: int, inside: Sequence[int]) -> str:
    """Return what is said of nobody: the state of a count that runs, "" for anything else."""
    verb, noun = words[subject].head, words[subject].lemma.lower()
    beside = [i for i in inside if words[i].head == verb and i != subject]
    near = [subject, *beside, *(i for i in inside if words[i].head == subject)]
    if any(words[i].lemma.lower() in _QUALIFYING for i in near):
        return ""  # "nobody else was killed", "nobody was badly hurt"
    made = [i for i in beside if words[i].dep in ("acomp", "attr", "oprd")]
    if noun in _EVENTS:  # "no deaths were reported", but "no injuries were grave"
        said = [noun] if not made and words[verb].lemma.lower() in _OCCURRING else []
    elif noun == "life":
        said = ["dead"] if words[verb].lemma.lower() == "lose" else []
    else:
        active = words[subject].dep != "nsubjpass" and words[verb].lemma.lower() in _TRANSITIVE
        has_object = any(words[i].dep in ("dobj", "ccomp", "xcomp") for i in beside)
        told = made if active or has_object else [verb, *made]
        said = [words[i].lemma.lower() for i in told] + [words[i].text.lower() for i in told]
    states = {state for state in sorted(_STATES) if STATES[state] & set(said)}
    return states.pop() if len(states) == 1 else ""


def _split(pairs: Mapping[tuple[str, str], list[Clash]]) -> list[dict[tuple[str, str], list[Clash]]]:
    """Return the pairs of entries in connected parts."""
    home: dict[str, str] = {}

    def find(key: str) -> str:
        while home.setdefault(key, key) != key:
            key = home[key]
        return key

    for one, other in sorted(pairs):
        first, second = sorted((find(one), find(other)))
        home[second] = first
    parts: dict[str, dict[tuple[str, str], list[Clash]]] = {}
    for pair, clashes in sorted(pairs.items()):
        parts.setdefault(find(pair[0]), {})[pair] = clashes
    return [parts[key] for key in sorted(parts)]


class _Stage(Record, frozen=True, kw_only=True):
    """One figure of a running count, with the entries that give it."""

    figure: Quantity
    claims: tuple[str, ...]
    spans: tuple[Span, ...]
    first: str
    teller: str


def _tell_course(desk: Desk, state: str, pairs: Mapping[tuple[str, str], list[Clash]]) -> list[Case]:
    """Return how a count changed from report to report, and apart from it the figures that do not fit its course."""
    stages = _read_stages(desk, pairs)
    stages = [stage for stage in stages if not _comes_late(stage, stages)]
    if len(stages) < 2:
        return []
    likelihood = max(clash.likelihood for clashes in pairs.values() for clash in clashes)
    last = stages[-1]
    strange = [
        stage
        for stage in stages[:-1]
        if state not in FALLING and size_of(stage.figure) > size_of(last.figure) and not is_revised(desk, last.claims)
    ]
    if not all(stage.first for stage in stages) or len({stage.first for stage in stages}) < 2:
        strange = stages[:-1]
    course = [stage for stage in stages if stage not in strange]
    cases = []
    if len(course) > 1:
        cases.append(_tell_update(desk, course, state, likelihood))
    for stage in strange:
        rest = [other for other in stages if other != stage and other not in strange[: strange.index(stage)]]
        cases.append(
            Case(
                kind=ConflictKind.NUMBER,
                nature=Nature.CONTRADICTION,
                sides=(
                    make_side(stage.claims, stage.spans),
                    make_side([c for s in rest for c in s.claims], [w for s in rest for w in s.spans]),
                ),
                why=f"{_tell_stage(desk, stage)}; {_tell_stage(desk, rest[-1])}.",
                reasons=(f"both count the {state}", f"one question: {likelihood:.2f}"),
                score=likelihood,
            )
        )
    return cases


def _comes_late(stage: _Stage, stages: Sequence[_Stage]) -> bool:
    """Tell whether a text says that there was none after others gave a number: "no arrests" is of another day."""
    return stage.figure.noun in _EVENTS and not size_of(stage.figure) and any(o.first < stage.first for o in stages)


def _tell_stage(desk: Desk, stage: _Stage) -> str:
    return desk.tell(stage.teller, stage.figure.value.span.text)


def _tell_update(desk: Desk, course: Sequence[_Stage], state: str, likelihood: float) -> Case:
    told = "; ".join(_tell_stage(desk, stage) for stage in course[:4])
    return Case(
        kind=ConflictKind.NUMBER,
        nature=Nature.UPDATE,
        sides=tuple(make_side(stage.claims, stage.spans) for stage in course),
        why=f"The figure changes from report to report: {told}.",
        reasons=(f"all count the {state}", f"one question: {likelihood:.2f}", "later reports give later figures"),
        score=likelihood,
    )


def _read_stages(desk: Desk, pairs: Mapping[tuple[str, str], list[Clash]]) -> list[_Stage]:
    """Return the figures of a count in the order of their first report; entries of one figure are one stage."""
    figures: dict[str, list[tuple[Proposition, Quantity]]] = {}
    for (one, other), clashes in sorted(pairs.items()):
        for clash in clashes:
            figures.setdefault(one, []).append((clash.a, clash.x))
            figures.setdefault(other, []).append((clash.b, clash.y))
    stages: list[_Stage] = []
    for home, told in sorted(figures.items(), key=lambda item: min(claim.order for claim, _ in item[1])):
        teller, figure = min(told, key=lambda item: item[0].order)
        claims = desk.groups[home].claims
        first = desk.first_time(claims)
        spans = tuple(quantity.value.span for _, quantity in told)
        place = next((n for n, s in enumerate(stages) if fits(s.figure, figure)), None)
        if place is None:
            stamp = first.isoformat() if first else ""
            stages.append(_Stage(figure=figure, claims=claims, spans=spans, first=stamp, teller=teller.claim))
        else:
            old = stages[place]
            stages[place] = _Stage(
                figure=old.figure,
                claims=(*old.claims, *claims),
                spans=(*old.spans, *spans),
                first=old.first,
                teller=old.teller,
            )
    return stages


def size_of(quantity: Quantity) -> float:
    """Return the number that a figure stands for, 0 where it is none."""
    bound = quantity.value.low if quantity.value.low is not None else quantity.value.high
    return float(bound) if isinstance(bound, (int, float)) else 0.0


def is_revised(desk: Desk, claims: Sequence[str]) -> bool:
    """Tell whether any of the claims says that it replaces a figure."""
    told = [desk.propositions[key] for key in claims]  # "now" is no content word
    return any(not REVISING.isdisjoint(claim.words) or "now" in claim.text.casefold().split() for claim in told)


def is_slip(x: Quantity, y: Quantity) -> bool:
    """Tell whether one count is the other with one nought more, 114 and 1,140."""
    small, large = sorted((size_of(x), size_of(y)))
    return x.value.kind is ValueKind.NUMBER and small >= 100 and small % 10 != 0 and large == 10 * small


def is_digit(x: Quantity, y: Quantity) -> bool:
    """Tell whether one sum is the other but for one of its leading digits: 182 million and 192 million."""
    if x.value.kind is not ValueKind.MONEY or x.value.approximate or y.value.approximate:
        return False
    one, two = (f"{size_of(figure):.0f}" for figure in (x, y))
    told = [digits.rstrip("0") for digits in (one, two)]
    digits = len(one) == len(two) and min(map(len, told)) == max(map(len, told)) >= _DIGITS
    return digits and sum(a != b for a, b in zip(*told, strict=True)) == 1
