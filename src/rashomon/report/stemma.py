"""The drawing of who took text from whom: inline SVG, time downwards, one line an account."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from markupsafe import Markup, escape

from rashomon.model.records import Record
from rashomon.report.indexes import Account, Index
from rashomon.report.lineages import Link
from rashomon.report.phrases import clip_text, join_words, say_weekday, say_when, strip_controls

#: Room for a time and a name.
_NAMES = 248
#: Curves stand in lanes between the unseen sources and the line of accounts; a source has one lane for all it gave.
_LANES_FROM, _LANES_ROOM, _LANE = 44, 110, 11
_NARROWEST = 4
_ROW = 34
_DAY = 30
#: Unseen sources stand in this column, at least so far apart.
_UNSEEN = 12
_APART = 20
#: More dotted nodes than this would hide the drawing; the table has all pairs.
_MOST_UNSEEN = 24
#: Sources take turns in so many colours, so that the eye can follow one curve among many.
COLOURS = 5


class Row(Record, frozen=True, kw_only=True):
    """One line of the drawing."""

    y: int
    account: Account


class Lanes(Record, frozen=True, kw_only=True):
    """Where the line of accounts stands, and in which lane the curves of each source run."""

    axis: int
    x_of: dict[str, float]
    colour_of: dict[str, int]


def draw_stemma(index: Index, links: Sequence[Link]) -> Markup:
    """Return the drawing, or nothing where no account is related to another."""
    if not links:
        return Markup("")
    rows, days, height = _place_rows(index)
    y_of = {row.account.id: row.y for row in rows}
    derived = [link for link in links if link.derived]
    lanes = _place_lanes(derived, y_of)
    takers = {link.taker.id for link in links if link.directed}
    parts = [
        Markup('<path class="axis" d="M{} {}V{}"/>').format(lanes.axis, rows[0].y, rows[-1].y),
        *(Markup('<text class="day" x="{}" y="{}">{}</text>').format(lanes.axis + 14, y, day) for y, day in days),
        _draw_unseen(_place_unseen(_gather_unseen(index, links), y_of), y_of, lanes.axis, index),
        *_draw_links(derived, y_of, lanes),
        *(_draw_account(row, lanes.axis, row.account.id in takers) for row in rows),
    ]
    marker = Markup(
        '<marker id="arrow-{n}" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="9" markerHeight="9" '
        'markerUnits="userSpaceOnUse" orient="auto"><path class="tip s{n}" d="M0 0L10 5L0 10z"/></marker>'
    )
    return Markup(
        '<svg class="stemma" viewBox="0 0 {w} {h}" width="{w}" height="{h}" role="group" '
        'aria-labelledby="stemma-name stemma-note"><title id="stemma-name">Who took text from whom</title>'
        '<desc id="stemma-note">The accounts stand below each other in the order of publication. An arrow runs from '
        "the text that came first to the text made from it. The table that follows says the same in words.</desc>"
        "<defs>{markers}</defs>{body}</svg>"
    ).format(
        w=lanes.axis + _NAMES,
        h=height,
        markers=Markup("").join(marker.format(n=n) for n in range(COLOURS)),
        body=Markup("").join(parts),
    )


def _place_rows(index: Index) -> tuple[list[Row], list[tuple[int, str]], int]:
    rows: list[Row] = []
    days: list[tuple[int, str]] = []
    y, day = 8, None
    for account in index.accounts.values():
        today = f"{say_weekday(account.stamp)} {say_when(account.stamp[:10])}".strip() or "No date given"
        if today != day:
            y += _DAY
            days.append((y - 8, today))
            day = today
        y += _ROW
        rows.append(Row(y=y - _ROW // 2 + 4, account=account))
    return rows, days, y + 12


def find_unseen(links: Sequence[Link]) -> list[tuple[str, ...]]:
    """Return groups of accounts that seem to share one source that is not among them.

    A group grows while all its members are related to each other and each shares a source with one of them: two
    accounts that have nothing in common are never tied by a third.
    """
    shared: dict[str, set[str]] = defaultdict(set)
    related: dict[str, set[str]] = defaultdict(set)
    number = {account.id: account.number for link in links for account in (link.taker, link.source)}
    open_pairs: list[tuple[str, str]] = []
    for link in links:
        one, other = sorted((link.taker.id, link.source.id), key=lambda key: number[key])
        related[one].add(other)
        related[other].add(one)
        if link.unseen:
            shared[one].add(other)
            shared[other].add(one)
            open_pairs.append((one, other))
    groups: list[tuple[str, ...]] = []
    done: set[tuple[str, str]] = set()
    for pair in sorted(open_pairs, key=lambda pair: (number[pair[0]], number[pair[1]])):
        if pair in done:
            continue
        group = list(pair)
        for key in sorted(related, key=lambda key: (-len(shared[key]), number[key])):
            if key not in group and all(key in related[member] for member in group) and shared[key] & set(group):
                group.append(key)
        group.sort(key=lambda key: number[key])
        done.update((one, other) for at, one in enumerate(group) for other in group[at + 1 :])
        groups.append(tuple(group))
    return groups


def _gather_unseen(index: Index, links: Sequence[Link]) -> list[tuple[str, ...]]:
    """Return the groups that share an unseen source, and each account that is likely rewritten from one, alone."""
    alone = [item.article for item in index.ledger.rewritten if index.account(item.article) is not None]
    return find_unseen(links) + [(key,) for key in alone]


def _place_unseen(groups: Sequence[tuple[str, ...]], y_of: dict[str, int]) -> list[tuple[int, tuple[str, ...]]]:
    """Return each group with its height: the middle of its members, pushed down where another stands there."""
    largest = sorted(groups, key=lambda group: -len(group))[:_MOST_UNSEEN]
    wanted = sorted((sum(y_of[key] for key in group) // len(group), group) for group in largest)
    placed: list[tuple[int, tuple[str, ...]]] = []
    for y, group in wanted:
        placed.append((max(y, placed[-1][0] + _APART) if placed else y, group))
    return placed


def _place_lanes(links: Sequence[Link], y_of: dict[str, int]) -> Lanes:
    """Return a lane for each source, the shortest stretches nearest to the accounts; no two in a lane overlap."""
    reach: dict[str, list[int]] = defaultdict(list)
    for link in links:
        reach[link.source.id] += [y_of[link.source.id], y_of[link.taker.id]]
    taken: list[list[tuple[int, int]]] = []
    lane_of: dict[str, int] = {}
    for key in sorted(reach, key=lambda key: (max(reach[key]) - min(reach[key]), y_of[key])):
        top, bottom = min(reach[key]), max(reach[key])
        free = (n for n, lane in enumerate(taken) if all(bottom <= above or below <= top for above, below in lane))
        lane_of[key] = next(free, len(taken))
        if lane_of[key] == len(taken):
            taken.append([])
        taken[lane_of[key]].append((top, bottom))
    width = max(min(_LANE, _LANES_ROOM / len(taken)), _NARROWEST) if taken else 0.0
    axis = _LANES_FROM + round(width * len(taken)) + 28
    order = sorted(lane_of, key=lambda key: y_of[key])
    return Lanes(
        axis=axis,
        x_of={key: round(axis - 24 - width * lane, 1) for key, lane in lane_of.items()},
        colour_of={key: number % COLOURS for number, key in enumerate(order)},
    )


def _draw_unseen(
    unseen: Sequence[tuple[int, tuple[str, ...]]], y_of: dict[str, int], axis: int, index: Index
) -> Markup:
    parts = []
    line = Markup('<path class="dotted" d="M{x0} {y0}C{x1} {y0} {x1} {y1} {x2} {y1}"/>')
    for y, group in unseen:
        labels = join_words([account.label for key in group if (account := index.account(key))], most=12)
        title = f"A source that is not among these accounts, and that {labels} seem to share"
        if len(group) == 1:
            title = f"A text that is not among these accounts, from which {labels} is likely rewritten"
        parts += [line.format(x0=_UNSEEN + 6, y0=y, x1=_UNSEEN + 40, x2=axis - 7, y1=y_of[key]) for key in group]
        parts.append(
            Markup('<circle class="unseen" cx="{x}" cy="{y}" r="6"><title>{title}</title></circle>').format(
                x=_UNSEEN,
                y=y,
                title=strip_controls(title),
            )
        )
    return Markup("").join(parts)


def _draw_links(links: Sequence[Link], y_of: dict[str, int], lanes: Lanes) -> list[Markup]:
    """Return the arrows; those into one account end a little apart, the nearest source lowest."""
    arriving: dict[str, list[Link]] = defaultdict(list)
    for link in links:
        arriving[link.taker.id].append(link)
    parts = []
    for key, incoming in arriving.items():
        incoming.sort(key=lambda link: (y_of[link.source.id], link.anchor))
        for number, link in enumerate(incoming):
            end = y_of[key] + (number - (len(incoming) - 1) / 2) * min(6.0, 16 / len(incoming))
            parts.append(_draw_link(link, y_of[link.source.id], end, lanes))
    return parts


def _draw_link(link: Link, start: float, end: float, lanes: Lanes) -> Markup:
    x, colour = lanes.x_of[link.source.id], lanes.colour_of[link.source.id]
    bend = min(12.0, abs(end - start) / 2)
    down = bend if end >= start else -bend
    curve = (
        f"M{lanes.axis - 5} {start:.1f}H{x + bend:.1f}Q{x} {start:.1f} {x} {start + down:.1f}"
        f"V{end - down:.1f}Q{x} {end:.1f} {x + bend:.1f} {end:.1f}H{lanes.axis - 8}"
    )
    label = strip_controls(f"{link.taker.label} {link.verdict} {link.source.label}{link.ending}: {link.amount}")
    return Markup(
        '<a href="#{anchor}" aria-label="{label}"><path class="arrow s{colour}{open}" d="{curve}" '
        'stroke-width="{width:.1f}"{tip}/><path class="grip" d="{curve}"/><title>{label}</title></a>'
    ).format(
        anchor=link.anchor,
        label=label,
        colour=colour,
        open="" if link.directed else " undirected",
        curve=curve,
        width=1.2 + 5 * link.share,
        tip=Markup(' marker-end="url(#arrow-{})"').format(colour) if link.directed else "",
    )


def _draw_account(row: Row, axis: int, made: bool) -> Markup:
    account = row.account
    clock = account.clock if "T" in account.stamp else ""
    label = clip_text(account.short, 30 if clock else 36)
    return Markup(
        '<circle class="{kind}" cx="{x}" cy="{y}" r="5"/><a href="#{anchor}"><text x="{tx}" y="{ty}">'
        '{clock}<tspan class="outlet">{label}</tspan></text></a>'
    ).format(
        kind="made" if made else "own",
        x=axis,
        y=row.y,
        anchor=account.anchor,
        tx=axis + 14,
        ty=row.y + 5,
        clock=Markup('<tspan class="clock">{} </tspan>').format(clock) if clock else "",
        label=escape(strip_controls(label)),
    )
