"""What is measured of a line: how many tell it, where in their texts, how late, and what it is made of."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from rashomon.model.records import Certainty, Claim, EntityKind, Polarity, Voice
from rashomon.report.hints import HINTS, find_hints
from rashomon.report.indexes import Index
from rashomon.report.lines import AMOUNTS, TIMES, BriefSettings, Line, claims_of, values_of
from rashomon.report.openings import (
    count_openings,
    end_paragraphs,
    find_depth,
    find_opening,
    measure_weight,
    weigh_words,
)
from rashomon.report.stages import drop_background, find_beginning, find_newest, find_stages

#: What is measured of a line, in the order of ``Traits.read``.
TRAITS = (
    "accounts, as a logarithm",
    "share of the accounts",
    "origins, as a logarithm",
    "on a known origin",
    "share of the accounts that open with it",
    "an account opens with it",
    "paragraphs before it, as a logarithm",
    "words in common with what accounts open with",
    "in dispute",
    "replaces what stood before",
    "the last account opens with it",
    "planned",
    "hedged",
    "denied",
    "in an outlet's own voice",
    "with a quote",
    "with a time",
    "with a time long ago",
    "with an amount",
    "persons",
    "bodies",
    "places",
    "words, as a logarithm",
    "place of the last account that tells it",
    "coloured, or the weaker side",
    "in a conflict",
    *HINTS,
)
_QUOTE = re.compile('[“"]')


class Traits:
    """Measures the lines of one ledger."""

    def __init__(self, index: Index, settings: BriefSettings) -> None:
        self._index = index
        self._many = max(len(index.accounts), 1)
        self._openings = count_openings(index)
        self._words = weigh_words(index)
        self._ends = end_paragraphs(index)
        self._latest = find_stages(index)[1]
        self._since = find_beginning(index, settings)
        self._last = {key for key, _, _ in find_opening(index)}
        self._names = [(item.name, item.kind) for item in index.entities.values() if item.name]

    def read(self, line: Line) -> tuple[float, ...]:
        """Return the numbers of ``TRAITS`` for a line."""
        entry, claims = line.entry, claims_of(self._index, line.entry)
        values = values_of(self._index, claims)
        times = [value for value in values if value.kind in TIMES]
        dated = bool(drop_background(times, self._since))
        opening = self._openings.get(entry.id, 0)
        kinds = [kind for name, kind in self._names if name in line.statement]
        return (
            math.log(max(entry.articles, 1)),
            entry.articles / self._many,
            math.log1p(entry.origins),
            float(entry.origins > 0),
            opening / self._many,
            float(opening > 0),
            math.log1p(find_depth(self._index, entry, self._ends)),
            measure_weight(line.statement, self._words),
            float(entry.disputed),
            float(entry.id in self._latest),
            float(entry.id in self._last),
            _share(claims, [claim.certainty is Certainty.PLANNED for claim in claims]),
            _share(claims, [claim.certainty is Certainty.HEDGED for claim in claims]),
            _share(claims, [claim.polarity is not Polarity.AFFIRMED for claim in claims]),
            _share(claims, [claim.voice is Voice.OUTLET for claim in claims]),
            float(_QUOTE.search(line.statement) is not None),
            float(dated),
            float(bool(times) and not dated),
            float(any(value.kind in AMOUNTS for value in values)),
            float(kinds.count(EntityKind.PERSON)),
            float(kinds.count(EntityKind.ORGANIZATION)),
            float(kinds.count(EntityKind.PLACE)),
            math.log(max(len(line.statement.split()), 1)),
            find_newest(self._index, claims) / self._many,
            float(line.aside),
            float(any(self._index.conflicts_of_claim.get(claim.id) for claim in claims)),
            *find_hints(self._index, line.statement),
        )


def _share(claims: Sequence[Claim], told: Sequence[bool]) -> float:
    return sum(told) / len(claims) if claims else 0.0
