"""How far the words of a claim reach: all of something, a part of it, only these, these as well."""

from __future__ import annotations

import re
from functools import lru_cache

from rashomon.model.records import Record
from rashomon.relate.propositions import Proposition

#: "16,000 in all", "not at all" and "each other" are of no whole.
_ALL = re.compile(
    r"\b(?:(?<!\bat )(?<!\bafter )(?<!\babove )(?<!\bin )all(?! over\b)|in all(?= [a-z])|every|each(?! other\b)"
    r"|the whole|the entire|whole of the)\b",
    re.IGNORECASE,
)
_PART = re.compile(
    r"\bpartial(?:ly)?\b|\bone in (?:two|three|four|five|six|seven|eight|nine|ten|\d+)\b|"
    r"\b(?:part|half|some|few|one|two|three|four|five|six|seven|eight|nine|ten|\d+|"
    r"a (?:third|quarter|fraction)) of\b",
    re.IGNORECASE,
)
#: A part that leaves open whether it was all: "at least some of the seals" holds of all of them too.
_OPEN_PART = re.compile(r"\bsome of\b|\bat least \w+ of\b", re.IGNORECASE)
_CLOSED = re.compile(r"\b(?:not all|others?|the rest|but no)\b", re.IGNORECASE)
_ONLY = re.compile(r"\b(?:only|alone|solely|exclusively|nobody but|no one but|none but)\b", re.IGNORECASE)
_ALSO = re.compile(r"\b(?:also|too|as well|including|even(?! (?:though|if))|both)\b", re.IGNORECASE)


class Reach(Record, frozen=True, kw_only=True):
    """How far the words of a claim reach: all, a part, only these, these too."""

    whole: bool
    part: bool
    only: bool
    also: bool


def read_reach(claim: Proposition) -> Reach:
    """Return how far the words of a claim reach."""
    return _read(claim.text)


@lru_cache(maxsize=1 << 14)  # each claim is held against a hundred others
def _read(text: str) -> Reach:
    return Reach(
        whole=bool(_ALL.search(text)),
        part=bool(_PART.search(text)),
        only=bool(_ONLY.search(text)),
        also=bool(_ALSO.search(text)),
    )


def leaves_open(claim: Proposition) -> bool:
    """Tell whether a claim of a part may be one of all: "at least some of the seals", but "only two of the seals"."""
    shut = _ONLY.search(claim.text) or _CLOSED.search(claim.text)
    return bool(_OPEN_PART.search(claim.text)) and not shut


def reach_apart(a: Proposition, b: Proposition) -> bool:
    """Tell whether one claim is of all and the other only of a part: "every vote", "14 of 96 precincts".

    >>> every = Proposition(claim="c1", article="a", text="The judge ordered every vote to be counted again")
    >>> some = Proposition(claim="c2", article="b", text="The judge ordered a partial recount")
    >>> reach_apart(every, some)
    True
    """
    for wide, narrow in ((a, b), (b, a)):
        one, other = read_reach(wide), read_reach(narrow)
        if one.whole and not one.part and other.part and not other.whole:
            return not leaves_open(narrow)
    return False
