"""Whether a later figure replaces an earlier one, or contradicts it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from rashomon.model.records import Certainty, Nature, Record, ValueKind
from rashomon.relate.cases import Desk
from rashomon.relate.counts import SPEEDS
from rashomon.relate.courses import Clash, is_digit, is_revised, size_of
from rashomon.relate.quantities import TIMES


class NatureSettings(Record, frozen=True, kw_only=True):
    """When a figure has changed by itself."""

    #: Between two reports so far apart the number of those at work at a scene, or gathered there, has changed. Police
    #: and organisers count one crowd within hours. The packs and the marked stories have no case.
    shift: timedelta = timedelta(hours=6)


SETTINGS = NatureSettings()

#: Who comes and goes at the scene of an event.
_AT_WORK = frozenset({
    "rescuer", "firefighter", "diver", "volunteer", "soldier", "troop", "officer", "medic", "engine", "crew", "boat",
    "vessel", "helicopter", "ambulance", "protester", "demonstrator", "marcher", "mourner", "picket",
})  # fmt: skip


def judge_nature(
    desk: Desk, earlier: Sequence[str], later: Sequence[str], clash: Clash, settings: NatureSettings = SETTINGS
) -> Nature:
    """Tell whether the later entry replaces the earlier.

    It came out after it, and says so, comes from its source, or counts those whose number changes within hours.
    """
    end, start = desk.last_time(earlier), desk.first_time(later)
    if end is None or start is None or start <= end:
        return Nature.CONTRADICTION
    sources = {clash.a.source, clash.b.source}
    one_source = len(sources) == 1 and None not in sources
    done = _has(desk, earlier, Certainty.PLANNED) and not _has(desk, later, Certainty.PLANNED)
    grown = clash.x.noun in _AT_WORK and clash.y.noun in _AT_WORK and start - end >= settings.shift
    grown = grown or (start - end >= settings.shift and _has_grown(clash, later))
    moved = clash.x.value.kind in TIMES and all(c.certainty is Certainty.PLANNED for c in (clash.a, clash.b))
    grown = grown or (moved and not are_disputed(clash) and start - end >= settings.shift)  # what is planned may change
    if is_digit(clash.x, clash.y) and not _share_outlet(desk, earlier, later):
        return Nature.CONTRADICTION  # of two such sums one is a slip
    if one_source or done or grown or _share_outlet(desk, earlier, later) or is_revised(desk, later):
        return Nature.UPDATE
    return Nature.CONTRADICTION


def _has_grown(clash: Clash, later: Sequence[str]) -> bool:
    """Tell whether a count is larger in the later report: what an event does adds up, if nobody disputes it."""
    new, old = (clash.x, clash.y) if clash.a.claim in later else (clash.y, clash.x)
    stated = all(claim.certainty is Certainty.STATED for claim in (clash.a, clash.b))
    counts = new.value.kind is ValueKind.NUMBER and not new.age and new.measure not in SPEEDS
    return stated and counts and not are_disputed(clash) and size_of(new) > size_of(old)


def are_disputed(clash: Clash) -> bool:
    """Tell whether two who are named give the two figures."""
    return clash.a.source is not None and clash.b.source is not None


def _share_outlet(desk: Desk, earlier: Sequence[str], later: Sequence[str]) -> bool:
    """Tell whether one outlet alone gives both figures: its later article replaces its earlier one."""
    outlets = {desk.articles[desk.propositions[key].article].outlet for key in (*earlier, *later)}
    articles = {desk.propositions[key].article for key in (*earlier, *later)}
    return len(outlets) == 1 and None not in outlets and len(articles) > 1


def _has(desk: Desk, claims: Sequence[str], certainty: Certainty) -> bool:
    return any(desk.propositions[key].certainty is certainty for key in claims)
