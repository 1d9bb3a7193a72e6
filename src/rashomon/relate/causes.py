"""What an event came of, where accounts name causes of two classes: a leak of gas, a burst main, a driver."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from rashomon.model.records import ConflictKind, Nature, Record
from rashomon.relate.cases import Case, Desk, join_cases, make_side
from rashomon.relate.deeds import fold_class
from rashomon.relate.propositions import Proposition


class CauseSettings(Record, frozen=True, kw_only=True):
    """What such conflicts are worth."""

    #: Beside one of two claims that are likely one.
    score: float = 0.5


SETTINGS = CauseSettings()

#: Classes of causes by their words. A cause with words of two classes is of both, and stands against neither.
_CLASSES = {
    "electricity": r"short[- ]circuits?|wiring|cables?|electrical|sockets?|batter(?:y|ies)|power surge",
    "gas": r"gas|propane|butane|methane",
    "arson": r"arson|arsonists?|deliberately|set on purpose|firebombs?|sabotage|saboteurs?|bombs?|explosives?",
    "smoking": r"cigarettes?|cigars?|candles?|matches|barbecues?|fireworks?|welding|welders?|blowtorch",
    "weather": r"lightning|storms?|heavy rain|rainfall|winds?|gusts?|frost|ice|heat|drought|fog|avalanches?|floods?",
    "pipes": r"water mains?|burst pipes?|burst mains?|leaking pipes?",
    "mine": r"(?:disused|old|abandoned) (?:mines?|shafts?)|mining",
    "driver": r"driver error|pilot error|human error|speeding|drunk|alcohol|fatigue|fell asleep|phone|inattention",
    "brakes": r"brakes?|tyres?|tires?|steering|gearbox|engine (?:fault|failure|trouble)|rudder|mechanical",
    "signals": r"signals?|points failure|switch failure",
    "quake": r"earthquakes?|tremors?",
    "attack": r"cyber-?attacks?|hackers?|ransomware|malware",
    "software": r"software|programming error|faulty update",
}  # fmt: skip
_CAUSES = {name: re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for name, words in _CLASSES.items()}
#: How a text says what something came of: the effect before it, the cause after it, or the other way round.
_FORWARD = re.compile(
    r"(?P<effect>[^.;“”\"]*?)\b(?:(?:was|were|is|been|be) (?:\w+ly )?(?:caused|started|triggered|set off|sparked) by"
    r"|(?:was|is|were|are) (?:\w+ly )?(?:due to|the result of|down to)|resulted from|came from"
    r"|blame[ds]?|(?:put|puts) (?:it|the \w+) down to)\s+(?P<cause>[^.;“”\"]+)",
    re.IGNORECASE,
)
_BACKWARD = re.compile(
    r"(?P<cause>[^.;“”\"]*?)\b(?:(?:was|is|were|as) (?:the|its) (?:likely |probable |main |real )?cause"
    r"(?: of (?P<of>[^.;,]+))?"
    r"|(?:had |has |have )?(?:caused|started|triggered|sparked|set off) the (?P<effect>[\w -]+))",
    re.IGNORECASE,
)
_NAMED = re.compile(r"\bcause(?: of (?P<effect>[\w '’-]+?))? (?:was|is|had been) (?P<cause>[^.;“”\"]+)", re.IGNORECASE)
_NOT = re.compile(r"\b(?:not|no|never|n['’]t|whether|if|may|might|could|rule[ds]? out|neither)\b", re.IGNORECASE)
#: Words that ask for no particular effect.
_EMPTY = frozenset({"it", "this", "that", "the", "a", "an", "accident", "disaster", "incident"})


class _Cause(Record, frozen=True, kw_only=True):
    """A claim of what something came of: the class of the cause, and the words of the effect where it has some."""

    claim: Proposition
    classes: frozenset[str]
    effect: frozenset[str]


def find_causes(desk: Desk, settings: CauseSettings = SETTINGS) -> list[Case]:
    """Return the conflicts of what one event came of."""
    told = [cause for claim in desk.table.claims if not claim.denied for cause in _read_causes(claim)]
    return join_cases([_tell(desk, a, b, settings) for a, b in combinations(told, 2) if _are_rivals(desk, a, b)])


def _read_causes(claim: Proposition) -> Iterator[_Cause]:
    """Yield what a claim names as the cause; nothing where it says no or may be."""
    if claim.negated or _NOT.search(claim.text):
        return
    for pattern in (_FORWARD, _BACKWARD, _NAMED):
        match = pattern.search(claim.text)
        if match is not None:
            groups = match.groupdict()
            classes = frozenset(name for name, words in _CAUSES.items() if words.search(groups["cause"] or ""))
            words = re.findall(r"[^\W\d_]+", (groups.get("effect") or groups.get("of") or "").lower())
            if classes:
                effect = frozenset(fold_class(word) for word in words[-4:] if word in claim.words) - _EMPTY
                yield _Cause(claim=claim, classes=classes, effect=effect)
                return


def _are_rivals(desk: Desk, a: _Cause, b: _Cause) -> bool:
    """Tell whether two claims name causes of two classes for one effect, told by two accounts or two speakers."""
    one, other = a.claim, b.claim
    if a.classes & b.classes or (a.effect and b.effect and not a.effect & b.effect):
        return False
    same = one.source == other.source or desk.speak_as_one(one.source, other.source)
    return not (one.article == other.article and same)


def _tell(desk: Desk, a: _Cause, b: _Cause, settings: CauseSettings) -> Case:
    first, second = sorted((a, b), key=lambda cause: cause.claim.order)
    return Case(
        kind=ConflictKind.ACTOR,
        nature=Nature.CONTRADICTION,
        sides=tuple(make_side([c.claim.claim], desk.claims[c.claim.claim].passage) for c in (first, second)),
        why=f"{desk.tell(first.claim.claim)}; {desk.tell(second.claim.claim)}.",
        reasons=(f"two causes of one event: {min(first.classes)} and {min(second.classes)}",),
        score=settings.score,
    )
