"""What happened, and what stands now: what accounts open with, what was updated last, what is still planned."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from rashomon.model.records import Certainty, Entry, Nature, Polarity, Voice
from rashomon.report.hints import UNKNOWN
from rashomon.report.indexes import Index
from rashomon.report.lines import (
    TIMES,
    BriefSettings,
    Line,
    bears,
    claims_of,
    find_best,
    is_alike,
    is_other_side,
    is_repeated,
    list_sides,
    stands_alone,
    values_of,
)
from rashomon.report.openings import count_openings, find_opening
from rashomon.report.stages import find_newest, is_background, is_still_planned


def choose_latest(
    index: Index, lines: Sequence[Line], ranked: Sequence[Line], latest: set[str], settings: BriefSettings
) -> list[Line]:
    """Return what stands now: what the last account opens with, what was updated last, and then what is planned."""
    homes = {line.entry.id: line for line in lines}
    now: dict[str, Line] = {}
    for key, words, claim in find_opening(index)[: settings.last_lines]:
        if words and key in homes:
            now.setdefault(key, msgspec.structs.replace(homes[key], statement=words, lead=claim))
        elif key in homes and stands_alone(homes[key].statement):
            now.setdefault(key, homes[key])
    salient = [line for line in ranked if line.salience >= settings.salient]
    newest = sorted(salient, key=lambda line: -find_newest(index, claims_of(index, line.entry)))
    planned = [line for line in newest if is_still_planned(index, line.entry)]
    planned.sort(key=lambda line: not _is_dated(index, line.entry))
    updated = [line for line in newest if line.entry.id in latest]
    for found, room in ((updated, settings.updated_lines), (planned, settings.planned_lines)):
        full = len(now) + room
        for line in found:
            if len(now) < full and not is_repeated(line.statement, [tuple(now.values())]):
                now.setdefault(line.entry.id, line)
    return list(now.values())


def choose_leads(
    index: Index, ranked: Sequence[Line], latest: Sequence[Line], since: str, settings: BriefSettings
) -> list[Line]:
    """Return what happened: what most accounts open with, then what rests on most."""
    opened = count_openings(index)
    taken = {line.entry.id for line in latest if not _says_else(index, line, settings)}
    least = settings.openings - 1
    leads: list[Line] = []
    shown: set[tuple[str, int]] = set()
    # the lines come in the order of their salience
    for line in sorted(ranked, key=lambda line: (-max(opened.get(line.entry.id, 0), least), line.aside)):
        if len(leads) == settings.first_lines:
            break
        if line.entry.id in taken or not _is_lead(index, line, opened, since, settings):
            continue
        sides = list_sides(index, line, settings, (Nature.CONTRADICTION,))
        if not is_other_side(sides, shown) and not is_repeated(line.statement, [leads, latest]):
            leads.append(line)
            shown.update(sides)
    return leads


def _says_else(index: Index, line: Line, settings: BriefSettings) -> bool:
    """Tell whether a line has words of one account that say something else than its entry does."""
    if line.lead is None:
        return False
    claims = [claim for claim in claims_of(index, line.entry) if claim.passage]
    best = find_best(claims, line.view.statement) or line.lead
    told = bears(index, best, line.lead, settings) and is_alike(best, line, settings)
    return best is not line.lead and not told


def _is_lead(index: Index, line: Line, opened: Mapping[str, int], since: str, settings: BriefSettings) -> bool:
    """Tell whether a line says what happened: affirmed, and what several accounts open with, or salient news.

    That must be in an outlet's own voice, for what somebody says is part of an argument, on a known origin or in two
    accounts, and not of years ago.
    """
    entry, claims = line.entry, claims_of(index, line.entry)
    affirmed = [claim for claim in claims if claim.polarity is Polarity.AFFIRMED]
    if UNKNOWN.search(entry.statement):
        return False
    if opened.get(entry.id, 0) >= settings.openings:
        return 2 * sum(claim.certainty is not Certainty.HEDGED for claim in affirmed) > len(claims)
    own = any(claim.voice is Voice.OUTLET for claim in claims)
    stated = sum(claim.certainty is Certainty.STATED for claim in affirmed)
    known = entry.origins > 0 or entry.articles > 1
    told = line.question == "happened" and line.salience >= settings.salient
    return told and own and known and 2 * stated > len(claims) and not is_background(index, claims, since)


def _is_dated(index: Index, entry: Entry) -> bool:
    return any(value.kind in TIMES for value in values_of(index, claims_of(index, entry)))
