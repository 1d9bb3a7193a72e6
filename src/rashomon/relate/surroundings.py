"""What the words around a figure say of it: a part of what was counted, a whole, a deadline, a bound."""

from __future__ import annotations

import re

from rashomon.model.records import Value, ValueKind
from rashomon.relate.cases import Desk
from rashomon.relate.counts import Quantity
from rashomon.relate.propositions import Proposition, sentence_at
from rashomon.relate.quantities import TIMES, Fit, compare_values

#: Characters before a time in which "no later than" stands.
_REACH = 16

_PART = re.compile(
    r"\s+of (?:them|whom|those|these|the (?:dead|victims|injured|wounded|missing|survivors|arrested|passengers))\b"
    r"|[^.;:,]{0,40}\b(?:are|is|were|was) among "
    r"(?:them|those|the (?:dead|victims|injured|missing|wounded|hurt|arrested))\b",
    re.IGNORECASE,
)
#: Between a year and what is told of it, and words that take up what the sentence before told.
_WHEN = re.compile(r",? when (?:at least |some |about )?")
_THOSE = re.compile(r"\b(?:in|during|over|from|by) (?:those|these)\b", re.IGNORECASE)
_FIRST = re.compile(
    r"[^.;:]{0,60}?\b(?:that|which) (?:was|were|had been) (?:first|initially|originally)\b", re.IGNORECASE
)
_BATCH = re.compile(r"\b(?:last|final|first) $", re.IGNORECASE)
_OF = re.compile(
    r"\b(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|dozen|some|most|half) of (?:the |its |their )?$"
)
_RATE = re.compile(
    r"(?: \w+){0,2}? (?:a|an|per|each|every) (hour|day|week|month|year|head|person|ticket|tonne|barrel)\b",
    re.IGNORECASE,
)
_BY = re.compile(r"\b(?:by|until|till|no later than)\s+$")
_FIRST_AT = re.compile(r"\b(?:before|until|till)\b", re.IGNORECASE)
#: What a sum may be, of which one is not another.
_SUMS = frozenset({
    "prize", "bribe", "fine", "ransom", "bail", "salary", "loan", "deposit", "reward", "subsidy", "grant", "fee",
    "rent", "tax", "debt", "pension", "dividend", "donation", "bonus",
})  # fmt: skip


def has_no_date(figure: Quantity) -> bool:
    """Tell whether the words of a time name no day of the year, so that it is read from the day of publication."""
    return not any(letter.isdigit() for letter in figure.value.span.text)


def find_year(desk: Desk, claim: Proposition) -> str:
    """Return the earlier year of which a claim without a date is told, "" for none.

    "Since 2019, when 14 died"; "there was unrest in 2019. Fourteen people were killed in those events".
    """
    account, text = desk.accounts[claim.article], desk.articles[claim.article].text
    sentence = sentence_at(account, claim.start)
    if sentence is None or any(q.value.kind in TIMES for q in claim.quantities):
        return ""
    told = [value for value in desk.values[claim.article] if value.kind is ValueKind.DATE and _is_year(value.low)]
    for value in told:
        if sentence.start <= value.span.start < claim.start and _WHEN.fullmatch(text[value.span.end : claim.start]):
            return str(value.low)
    before = sentence_at(account, max(0, text.rfind(".", 0, sentence.start)))
    if before is None or not _THOSE.search(claim.text):
        return ""
    return next((str(v.low) for v in reversed(told) if before.start <= v.span.start < before.end), "")


def _is_year(bound: float | str | None) -> bool:
    return isinstance(bound, str) and len(bound) == len("2019")


def count_other_years(desk: Desk, a: Proposition, b: Proposition, figure: Quantity) -> bool:
    """Tell whether two counts are of other years: "since 2019" and "last year", or "in 2023" and now."""
    if figure.value.kind in TIMES:
        return False
    years = [
        {str(bound) for q in claim.quantities if (bound := _read_year(q.value))} | ({find_year(desk, claim)} - {""})
        for claim in (a, b)
    ]
    if years[0] and years[1]:
        return not years[0] & years[1]
    published = max(a.published, b.published)[:4]
    return any(published and year.isdigit() and year < published for year in years[0] | years[1])


def _read_year(value: Value) -> str:
    """Return the year that a date names without a month or a day, with a mark where it is only where a time begins."""
    bounds = [str(bound) for bound in (value.low, value.high) if bound is not None]
    if value.kind is not ValueKind.DATE or not bounds or any(len(bound) > 4 for bound in bounds):
        return ""
    return bounds[0] if len(bounds) == 2 and bounds[0] == bounds[1] else f"{bounds[0]}-"


def is_part(desk: Desk, figure: Quantity) -> bool:
    """Tell whether a figure counts a part of what was counted: "143 of them passengers", "the last three victims"."""
    span, text = figure.value.span, desk.articles[figure.value.span.article].text
    first = _FIRST.match(text, span.end)
    return bool(first or _PART.match(text, span.end) or _BATCH.search(text[max(0, span.start - _REACH) : span.start]))


def is_not_before(desk: Desk, claim: Proposition, figure: Quantity) -> bool:
    """Tell whether a claim says that nothing happens before a time."""
    span = figure.value.span
    text = desk.articles[span.article].text
    before = text[max(0, span.start - len("before the ")) : span.start] + span.text
    return claim.negated and bool(_FIRST_AT.search(before))


def is_whole(desk: Desk, figure: Quantity) -> bool:
    """Tell whether a figure is the whole of which a part is counted: "two of eight"."""
    span = figure.value.span
    before = desk.articles[span.article].text[max(0, span.start - _REACH) : span.start]
    return figure.value.kind is ValueKind.NUMBER and bool(_OF.search(before))


def read_rate(desk: Desk, figure: Quantity) -> str:
    """Return the time for which an amount is told, "300,000 crowns a year"; "" where it is told for none."""
    span = figure.value.span
    match = _RATE.match(desk.articles[span.article].text, span.end)
    return match[1].lower() if match is not None and figure.value.kind is ValueKind.MONEY else ""


def is_deadline(desk: Desk, figure: Quantity) -> bool:
    """Tell whether a time is one by which something is to be done, not one at which it is."""
    span = figure.value.span
    before = desk.articles[span.article].text[max(0, span.start - _REACH) : span.start]
    return figure.value.kind in TIMES and bool(_BY.search(before))


def name_sum(desk: Desk, claim: Proposition, figure: Quantity) -> str:
    """Return what a sum is called where that tells what it is paid for: "a bribe of 50,000 florins"; "" where not."""
    if figure.value.kind is not ValueKind.MONEY:
        return ""
    words = desk.accounts[claim.article].words
    text = [words[i].lemma.lower() for i in desk.words_of(claim.claim) if words[i].end <= figure.value.span.start]
    name = next((word for word in reversed(text[-5:]) if word in _SUMS), "")
    return name if "of" in text[-4:] else ""


def gives_both(desk: Desk, a: Proposition, b: Proposition, figure: Quantity) -> bool:
    """Tell whether the article of a claim gives the other figure as well, for the deed that the other tells.

    "Fourteen containers have been examined, and nine are still held" does not contradict "nine containers are held".
    """
    if figure.value.kind in TIMES or a.article == b.article or a.verb == b.verb:
        return False
    return any(
        claim is not a and fits(quantity, figure)
        for claim in desk.figured.get((a.article, b.verb), ())
        for quantity in claim.quantities
    )


def fits(a: Quantity, b: Quantity) -> bool:
    """Tell whether two figures may be one."""
    return compare_values(a.value, b.value) in (Fit.EQUAL, Fit.COMPATIBLE)
