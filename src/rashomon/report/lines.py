"""A line of the brief: an entry, what of it is said, and what a line must be to be read by itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence, Set

from rashomon.model.records import Claim, Conflict, Entry, Nature, Record, Value, ValueKind, Voice
from rashomon.model.spans import Span
from rashomon.report.diffs import share_words
from rashomon.report.entries import Dispute, EntryView, view_disputes
from rashomon.report.indexes import Index


class BriefSettings(Record, frozen=True, kw_only=True):
    """What fits on one page."""

    #: Lines under one question, and under the first two, at most: what is salient fills some 24 in all. With 4 and 5
    #: lines of a salience of 1.2 a brief had 22, 13% of them worth nothing, and 54% of what it cannot do without;
    #: with 6 and 8 of 1.4 it has 12% and 63% (four events held back: 13% and 63%, 12% and 72%).
    lines: int = 6
    first_lines: int = 8
    #: Lines of what persons and bodies do that stand below the list of them.
    party_lines: int = 1
    #: Lines of what stands now that come from the opening of the last account, which news puts the latest state in.
    last_lines: int = 2
    #: Lines of what was updated last and of what is planned: both have room beside what the last account opens with.
    updated_lines: int = 3
    planned_lines: int = 2
    #: Places where accounts part over a line, and passages beside it.
    disputes: int = 2
    #: Disputes that no line tells which are listed by themselves: more are in the page's own section on them.
    disputed: int = 12
    passages: int = 2
    #: Accounts that open with it from which a statement says what happened even without a time of its own.
    openings: int = 2
    #: Salience from which a line is told. Of 80 lines each of 52 events that were judged, events left out in turn,
    #: 23 have it, 14% of these are worth nothing and 62% worth 2 or 3; they are 68% of what is worth 3 (at 1.2: 34
    #: lines, 17%, 57% and 84%; at 1.6: 14, 11%, 71% and 50%).
    salient: float = 1.4
    #: Of so many lines the most salient are told whatever their salience: a few short accounts have none that is high.
    fewest: int = 15
    #: The same for what the accounts say is unknown: a reader wants to meet it though few tell it. Not varied.
    gap: float = 0.7
    #: What a coloured line or the weaker side of a dispute loses of it besides, so that the other is told first.
    aside: float = 0.3
    #: Lines that are asked which question they answer, the most salient first: a brief tells some 30.
    asked: int = 120
    #: Place of the last account that tells it, as a share, from which a line may say what stands now.
    recent: float = 0.67
    #: Accounts that tell it from which a statement with the name of a place says where: what one tells of a place is
    #: mostly something else that it adds.
    placing: int = 2
    #: A figure says little by itself below this: "five of the seven failings" and "five of the injured". Entries are
    #: made with the same figure (``PartSettings.telling``), and so is how far apart two roundings of one may lie.
    telling: float = 10
    near: float = 1.1
    #: Share of common words from which another account says what the last one opens with.
    alike: float = 0.5
    #: A conflict whose words are this many is over a passage, and concerns a line that shares so much with it.
    passage_words: int = 4
    concerned: float = 0.3
    #: What happened so many days before the first account came out is what the event is set against, not the event:
    #: news tells of the last days, and looks back at the last such case or the law of years ago.
    background: int = 365


SETTINGS = BriefSettings()

#: The kinds of value that tell when, and how many or how much.
TIMES = frozenset({ValueKind.DATE, ValueKind.TIME})
AMOUNTS = frozenset({ValueKind.NUMBER, ValueKind.MONEY, ValueKind.PERCENT})

#: Of these a brief tells one side with what stands against it.
_TOLD_ONCE = (Nature.CONTRADICTION, Nature.UPDATE)
#: How a statement ends that was cut off: before its object, or after a verb of speech whose words stand elsewhere.
_CUT = re.compile(
    r"(?:\b(?:the|an?|of|in|into|to|for|from|with|and|or|at|by|as|than|that|which|who|this|its|their|his|her|stating|saying|"
    r"adding|noting|pointed out|said|added|noted|explained|having \w+|"
    r"(?:den|refut|reject|disput|dismiss)\w+ (?:it|them|those|these))|[,(]|['’]s)[.…]?$",
    re.IGNORECASE,
)
#: What takes up a thing told before: "doing so would be hard", "the details of this agreement"; "this week" does not.
_LEANING = re.compile(
    r"^(?:doing|to do) (?:so|this|that|it)\b|^(?:that|those|such) "
    r"|^(?:in|with|for|on|from|after|before|by|at|under) (?:it|them|him|which|whom)\b"
    r"|\b(?<!is )(?<!are )(?<!was )(?<!were )there\b(?!['’]| (?:is|are|was|were|has|had|have|will|would|may|might|"
    r"could|should|can|cannot|must|to|seems?|seemed|remains?|remained|no|never|ought))"
    r"|\b(?:this|these)\b(?! (?:(?:past|coming|same|very|last) )?(?:week|weekend|month|year|morning|afternoon|evening|"
    r"spring|summer|autumn|winter|decade|century|time|season|quarter|day|days|weeks|months|years|\w+day|january|"
    r"february|march|april|may|june|july|august|september|october|november|december)\b)",
    re.IGNORECASE,
)
#: A clause that says when, or under which condition, and no more: "four days after the column ran aground".
_SUBORDINATE = re.compile(
    r"^(?:(?:\w+ ){0,2}(?:minutes|hours|days|weeks|months|years) (?:after|before|since|until)|after|before|since|while|"
    r"once|until|unless|if|when|whereas|although|though|because|despite|let alone|including|except|without)\b[^,]*$",
    re.IGNORECASE,
)
#: What a statement cannot begin with: it takes up what was told before, or its subject is missing.
_HEADS = frozenset({
    "it", "that", "this", "they", "he", "she", "which", "who", "and", "but", "or", "his", "her", "their", "its", "i",
    "we", "my", "our", "you", "your", "was", "were", "is", "are", "has", "had", "have", "does", "did", "do",
})  # fmt: skip
#: What is joined to such a word: "that's", "he'd".
_SHORTENED = re.compile(r"['’](?:s|d|ll|re|ve|m)$")
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"")


class Line(Record, frozen=True, kw_only=True):
    """An entry chosen for the brief, and what of it is said; ``aside`` if it is coloured or told better by others.

    ``salience`` is how much a reader needs it, ``question`` the key of the question that it answers.
    """

    entry: Entry
    view: EntryView
    statement: str
    lead: Claim | None = None
    aside: bool = False
    salience: float = 0.0
    question: str = ""


def claims_of(index: Index, entry: Entry) -> list[Claim]:
    """Return the claims of an entry."""
    return [claim for key in entry.claims if (claim := index.claims.get(key)) is not None]


def values_of(index: Index, claims: Iterable[Claim]) -> list[Value]:
    """Return the values of some claims."""
    return [value for claim in claims for key in claim.values if (value := index.values.get(key)) is not None]


def read_claim(claim: Claim) -> str:
    """Return the words of a claim."""
    return " ".join(span.text for span in claim.passage)


def find_best(claims: Iterable[Claim], statement: str) -> Claim | None:
    """Return of some claims the one whose words a statement has."""
    return max(claims, default=None, key=lambda claim: share_words(statement, read_claim(claim)))


def stands_alone(statement: str) -> bool:
    """Tell whether a statement can be read by itself.

    It has four words or more, no loose "it" or "that" at its head, no word at its end that wants another after it, and
    is more than a subordinate clause.
    """
    if _CUT.search(statement) or _LEANING.search(_QUOTED.sub("", statement)) or _SUBORDINATE.search(statement):
        return False
    words = statement.strip(" “\"'").split()
    return len(words) > 3 and _SHORTENED.sub("", words[0].casefold()) not in _HEADS


def is_repeated(statement: str, chosen: Iterable[Sequence[Line]]) -> bool:
    """Tell whether a statement says no more than one that was chosen, or that one with more words around it."""
    plain = statement.casefold().strip(" .")
    others = [line.statement.casefold().strip(" .") for lines in chosen for line in lines]
    return any(plain in other or other in plain for other in others)


def is_coloured(index: Index, line: Line, coloured: Mapping[str, Sequence[Span]]) -> bool:
    """Tell whether an outlet says a statement in words that colour: "the doomed ferry slammed into the barge"."""
    best = find_printed(index, line)
    return (
        best is not None
        and best.voice is Voice.OUTLET
        and any(span.overlaps(other) for span in best.passage for other in coloured.get(span.article, ()))
    )


def find_printed(index: Index, line: Line) -> Claim | None:
    """Return the claim whose words a line prints."""
    return line.lead or find_best((claim for claim in claims_of(index, line.entry) if claim.passage), line.statement)


def list_line_disputes(index: Index, line: Line, settings: BriefSettings) -> tuple[Dispute, ...]:
    """Return where accounts part over what a line prints; over other words of its entry they may part elsewhere."""
    printed = find_printed(index, line)
    if printed is None:
        return ()
    told = [x for x in index.conflicts_of_claim.get(printed.id, ()) if _concerns(x, printed, settings)]
    return view_disputes(index, told)[: settings.disputes]


def _concerns(conflict: Conflict, printed: Claim, settings: BriefSettings) -> bool:
    """Tell whether a conflict is over the words of a claim: a detail, or a passage that says what the claim says."""
    words = read_claim(printed)
    return any(
        printed.id in side.claims
        and (
            not side.spans
            or any(
                len(span.text.split()) < settings.passage_words
                or any(span.overlaps(own) for own in printed.passage)
                or share_words(span.text, words) >= settings.concerned
                for span in side.spans
            )
        )
        for side in conflict.sides
    )


def list_sides(
    index: Index, line: Line, settings: BriefSettings, natures: Sequence[Nature] = _TOLD_ONCE
) -> set[tuple[str, int]]:
    """Return the contradictions and updates shown under a line, each with the side that it prints; -1 of an update."""
    shown = {one.why: one.nature for one in list_line_disputes(index, line, settings) if one.nature in natures}
    printed = find_printed(index, line)
    return {
        (why, -1 if shown[why] is Nature.UPDATE else number)
        for conflict in (index.conflicts_of_claim.get(printed.id, ()) if printed is not None else ())
        for number, side in enumerate(conflict.sides)
        if printed is not None and printed.id in side.claims and (why := index.say_why(conflict)) in shown
    }


def is_other_side(sides: Set[tuple[str, int]], shown: Set[tuple[str, int]]) -> bool:
    """Tell whether what a line prints was told already: as the other side of a dispute, or as a stage of an update."""
    told = {why for why, _ in shown}
    return any(why in told and (side < 0 or (why, side) not in shown) for why, side in sides)


def bears(index: Index, claim: Claim, best: Claim, settings: BriefSettings) -> bool:
    """Tell whether a claim says what the best one of its entry says, and not only something beside it.

    It has one of its figures that is large enough to tell, or all of them where they are small.
    """
    ours, theirs = (
        [value for value in values_of(index, [one]) if value.kind not in TIMES and _bounds(value)]
        for one in (best, claim)
    )
    shared = [value for value in ours if any(_is_near(value, other, settings.near) for other in theirs)]
    return len(shared) == len(ours) or any(max(_bounds(value)) >= settings.telling for value in shared)


def is_alike(claim: Claim, line: Line, settings: BriefSettings) -> bool:
    """Tell whether a claim says what a line says, by its words."""
    return share_words(read_claim(claim), line.statement) >= settings.alike


def _bounds(value: Value) -> list[float]:
    return [float(bound) for bound in (value.low, value.high) if isinstance(bound, int | float)]


def _is_near(one: Value, other: Value, near: float) -> bool:
    """Tell whether two values may be one figure: "almost 40 million" and "38 million" are."""
    return one.kind is other.kind and any(max(a, b) <= near * min(a, b) for a in _bounds(one) for b in _bounds(other))
