"""A second opinion on two claims of one thing: a reader of pairs that is given with the desk, where one is."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rashomon.model.records import Certainty, Nature, PairRelation, Record
from rashomon.relate.cases import Case, Desk, join_cases, make_side
from rashomon.relate.links import Link
from rashomon.weights.reader import Reading

#: Reads pairs of sentences, as :meth:`rashomon.weights.reader.PairReader.read` does.
Read = Callable[[Sequence[tuple[str, str]]], Sequence[Reading]]


class ContestSettings(Record, frozen=True, kw_only=True):
    """When a reader's word is enough to say that two claims cannot both be true.

    Measured with the reader of today on the 489 pairs of the open stories whose words find their like: from .8 on it
    adds one contradiction and one false one, from .95 on nothing that is false and nothing new.
    """

    #: Probability of a conflict.
    conflict: float = 0.95
    #: Share of words that find their like, and likelihood that both speak of one thing: fewer pairs are not read.
    alike: float = 0.5
    topic: float = 0.5
    #: Behind every conflict that a typed comparison finds.
    score: float = 0.2


SETTINGS = ContestSettings()


def find_contests(desk: Desk, read: Read | None, settings: ContestSettings = SETTINGS) -> list[Case]:
    """Return the pairs of likely one thing that the reader calls a conflict; nothing where there is no reader."""
    if read is None:
        return []
    links = [link for link in desk.table.links if _is_worth_reading(desk, link, settings)]
    claims = desk.table.claims
    readings = read([(claims[link.a].plain, claims[link.b].plain) for link in links])
    cases = []
    for link, reading in zip(links, readings, strict=True):
        likely = reading.of(PairRelation.CONFLICT)
        if likely >= settings.conflict:
            one, other = claims[link.a].claim, claims[link.b].claim
            cases.append(
                Case(
                    kind=reading.kind,
                    nature=Nature.CONTRADICTION,
                    sides=(make_side([one], desk.claims[one].passage), make_side([other], desk.claims[other].passage)),
                    why=f"{desk.tell(one)}; {desk.tell(other)}.",
                    reasons=(f"read together they are a conflict ({likely:.2f})",),
                    score=settings.score,
                )
            )
    return join_cases(cases)


def _is_worth_reading(desk: Desk, link: Link, settings: ContestSettings) -> bool:
    """Tell whether two claims are stated in two voices and likely of one thing."""
    a, b = desk.table.claims[link.a], desk.table.claims[link.b]
    same = a.article == b.article and (a.source == b.source or desk.speak_as_one(a.source, b.source))
    stated = a.certainty is Certainty.STATED and b.certainty is Certainty.STATED
    return not same and stated and link.alignment >= settings.alike and link.topic >= settings.topic
