"""A denial against the claim it denies."""

from __future__ import annotations

from rashomon.model.records import ConflictKind, Nature, Record
from rashomon.relate.cases import Case, Desk, make_side
from rashomon.relate.links import Link


class DenialSettings(Record, frozen=True, kw_only=True):
    """Which claim a denial denies."""

    #: Likelihood that both speak of one thing.
    topic: float = 0.3


SETTINGS = DenialSettings()


def find_denials(desk: Desk, settings: DenialSettings = SETTINGS) -> list[Case]:
    """Return for each entry of denials the entries they most likely deny."""
    best: dict[str, tuple[float, str, Link]] = {}
    claims = desk.table.claims
    for link in desk.table.links:
        a, b = claims[link.a], claims[link.b]
        if a.denied == b.denied or link.topic < settings.topic:
            continue
        denial, denied = (a, b) if a.denied else (b, a)
        home, against = desk.home[denial.claim], desk.home[denied.claim]
        if home != against and (home not in best or (-link.topic, against) < (-best[home][0], best[home][1])):
            best[home] = (link.topic, against, link)
    return [_tell(desk, home, against, link) for home, (_, against, link) in sorted(best.items())]


def _tell(desk: Desk, home: str, against: str, link: Link) -> Case:
    pair = [desk.table.claims[link.a], desk.table.claims[link.b]]
    denial, denied = sorted(pair, key=lambda claim: not claim.denied)
    sides = tuple(
        make_side(
            desk.groups[key].claims,
            [span for claim in desk.groups[key].claims for span in desk.claims[claim].passage],
        )
        for key in (against, home)
    )
    return Case(
        kind=ConflictKind.DENIAL,
        nature=Nature.CONTRADICTION,
        sides=sides,
        why=f"{desk.tell(denied.claim)}; that is denied: {desk.tell(denial.claim)}.",
        reasons=(f"both speak of one thing: {link.topic:.2f}", "one side denies"),
        score=link.topic,
    )
