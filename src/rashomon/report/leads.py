"""What happened, and what stands now: what accounts open with, what was updated last, what is still planned."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta

import msgspec

from rashomon.model.records import Certainty, Claim, Entry, Nature, Polarity, Value, Voice
from rashomon.report.entries import find_sources
from rashomon.report.indexes import Index
from rashomon.report.lines import (
    BriefSettings,
    Line,
    bears,
    claims_of,
    find_best,
    is_alike,
    is_other_side,
    is_repeated,
    list_sides,
    read_claim,
    stands_alone,
    values_of,
)
from rashomon.report.phrases import read_instant
from rashomon.report.questions import TIMES, UNKNOWN

#: Accounts below which none is the last in any telling sense.
_FEW = 3
#: What may stand between a verb of speech and what is reported.
_OPENING = ' \n:,“"‘'
#: Words that say something are at least this long, and forms of one word begin alike.
_WORD = re.compile(r"[^\W\d_]{4,}")
_STEM = 6
_PARAGRAPH = re.compile(r"\n\s*\n")
#: What a paragraph ends with, and a headline does not.
_STOPS = (".", "!", "?", "”", '"', "’", ")", "…")


def find_stages(index: Index) -> tuple[set[str], set[str]]:
    """Return the entries that a later report has replaced, and those that stand last."""
    old: set[str] = set()
    last: set[str] = set()
    for conflict in index.conflicts:
        if conflict.nature is Nature.UPDATE and len(conflict.sides) > 1:
            homes = [
                {entry.id for key in side.claims if (entry := index.entries_of_claim.get(key)) is not None}
                for side in conflict.sides
            ]
            old |= set().union(*homes[:-1]) - homes[-1]
            last |= homes[-1]
    return old - last, last - old


def find_beginning(index: Index, settings: BriefSettings) -> str:
    """Return the day before which things are background; "" where no account is dated."""
    moments = [moment for account in index.accounts.values() if (moment := read_instant(account.stamp))]
    first = min(moments, default=datetime.min.replace(tzinfo=UTC))
    return (first - timedelta(days=settings.background)).date().isoformat() if first.year > 1 else ""


def drop_background(values: Iterable[Value], since: str) -> list[Value]:
    """Return values without the times that were over before a day: "in 1994" does not tell when this happened."""
    return [
        value
        for value in values
        if value.kind not in TIMES or not isinstance(value.high, str) or value.high >= since[: len(value.high)]
    ]


def weigh_words(index: Index) -> dict[str, float]:
    """Return for the beginning of each word the share of the accounts whose headline or first paragraph has it."""
    counts: Counter[str] = Counter()
    for article in index.articles.values():
        counts.update(_read_stems(f"{article.title or ''} {article.text[: _end_opening(article.text)]}"))
    return {stem: count / len(index.articles) for stem, count in counts.items()}


def measure_weight(statement: str, weights: Mapping[str, float]) -> float:
    """Return how much a statement has to do with what accounts open with: the mean weight of its words, 0 to 1."""
    stems = _read_stems(statement)
    return round(sum(weights.get(stem, 0.0) for stem in stems) / len(stems), 3) if stems else 0.0


def _read_stems(text: str) -> set[str]:
    return {word[:_STEM].casefold() for word in _WORD.findall(text)}


def choose_latest(
    index: Index, lines: Sequence[Line], ranked: Sequence[Line], latest: set[str], settings: BriefSettings
) -> list[Line]:
    """Return what stands now: what the last account opens with, what was updated last, and then what is planned."""
    homes = {line.entry.id: line for line in lines}
    now: dict[str, Line] = {}
    for key, words, claim in _find_opening(index)[: settings.last_lines]:
        if words and key in homes:
            now.setdefault(key, msgspec.structs.replace(homes[key], statement=words, lead=claim))
        elif key in homes and stands_alone(homes[key].statement):
            now.setdefault(key, homes[key])
    newest = sorted(ranked, key=lambda line: -_find_newest(index, claims_of(index, line.entry)))
    planned = [line for line in newest if _is_still_planned(index, line.entry)]
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
    opened = _count_openings(index)
    taken = {line.entry.id for line in latest if not _says_else(index, line, settings)}
    least = settings.openings - 1
    leads: list[Line] = []
    shown: set[tuple[str, int]] = set()
    ends = {
        key: [match.end() for match in _PARAGRAPH.finditer(article.text)] for key, article in index.articles.items()
    }
    # of what equally many tell, news puts first what matters most
    deep = {line.entry.id: _find_depth(index, line.entry, ends) for line in ranked}
    for line in sorted(
        ranked,
        key=lambda line: (
            -max(opened.get(line.entry.id, 0), least),
            line.aside,
            -min(line.entry.articles, settings.several),
            max(min(deep[line.entry.id], settings.deep), 1),
        ),
    ):
        if len(leads) == settings.first_lines:
            break
        if line.entry.id in taken or not _is_lead(index, line.entry, opened, since, settings):
            continue
        sides = list_sides(index, line, settings, (Nature.CONTRADICTION,))
        if not is_other_side(sides, shown) and not is_repeated(line.statement, [leads, latest]):
            leads.append(line)
            shown.update(sides)
    return leads


def _find_depth(index: Index, entry: Entry, ends: Mapping[str, Sequence[int]]) -> int:
    """Return how many paragraphs stand before an entry in the account that tells it nearest its head."""
    starts = [claim.passage[0] for claim in claims_of(index, entry) if claim.passage]
    return min((bisect_right(ends.get(span.article, ()), span.start) for span in starts), default=0)


def _says_else(index: Index, line: Line, settings: BriefSettings) -> bool:
    """Tell whether a line has words of one account that say something else than its entry does."""
    if line.lead is None:
        return False
    claims = [claim for claim in claims_of(index, line.entry) if claim.passage]
    best = find_best(claims, line.view.statement) or line.lead
    told = bears(index, best, line.lead, settings) and is_alike(best, line, settings)
    return best is not line.lead and not told


def _find_opening(index: Index) -> list[tuple[str, str, Claim]]:
    """Return (entry, words, claim) of what the account that came out last opens with, in its own words and order.

    Only where every account is dated; a claim within another one is left out, and of one that cannot be read by itself
    the words are.
    """
    accounts = list(index.accounts.values())
    if len(accounts) < _FEW or not all(account.stamp for account in accounts):
        return []
    last = max(accounts, key=lambda account: account.number).id
    end = _end_opening(index.articles[last].text)
    told = sorted(
        (claim.passage[0].start, -claim.passage[-1].end, key, claim)
        for key, claim in index.claims.items()
        if claim.passage and claim.passage[0].article == last and claim.passage[0].start < end
    )
    found: list[tuple[str, str, Claim]] = []
    reached = 0
    for start, stop, _, claim in told:
        entry = index.entries_of_claim.get(claim.id)
        words = " ".join(read_claim(claim).split())
        words = words if stands_alone(words) else read_with_speaker(index, claim)
        firm = claim.polarity is Polarity.AFFIRMED and claim.certainty is not Certainty.HEDGED
        if start >= reached and entry is not None and firm:
            found.append((entry.id, words[:1].upper() + words[1:] if stands_alone(words) else "", claim))
        reached = max(reached, -stop)
    return found


def read_with_speaker(index: Index, claim: Claim) -> str:
    """Return reported words with who reports them, where that stands before: "The line confirmed that it would pay".

    Nothing where it stands elsewhere.
    """
    quote = index.quotes.get(claim.quote or "")
    last = claim.passage[-1]
    if quote is None or not quote.source or quote.source[0].article != last.article:
        return ""
    start, end = index.sentence(claim.passage[0])
    first, text = claim.passage[0].start, index.articles[last.article].text
    before = [text[cue.end : first].strip(_OPENING).casefold() for cue in quote.cue if quote.source[0].end <= cue.start]
    if (
        not any(not words or words.endswith("that") for words in before)
        or quote.source[0].start < start
        or last.end > end
    ):
        return ""
    words = " ".join(text[quote.source[0].start : last.end].split())
    return f"{words}”" if words.count("“") > words.count("”") else words


def _count_openings(index: Index) -> dict[str, int]:
    """Return for each entry how many accounts open with it: news puts first what matters most.

    Of accounts made from another that opens with the same none counts. The first sentence of the first account counts
    twice: it is the news itself, what later ones open with is what has become of it.
    """
    news = _find_news(index)
    ends = {key: _end_opening(article.text) for key, article in index.articles.items()}
    taken = find_sources(index)
    counts: dict[str, int] = {}
    for entry in index.entries:
        spans = [claim.passage[0] for claim in claims_of(index, entry) if claim.passage]
        opening = {span.article for span in spans if span.start < ends.get(span.article, 0)}
        counts[entry.id] = sum(opening.isdisjoint(source for source, _ in taken.get(key, ())) for key in opening)
        counts[entry.id] += any(news == (span.article, *index.sentence(span)) for span in spans if index.stands(span))
    return counts


def _find_news(index: Index) -> tuple[str, int, int] | None:
    """Return the account that came out first and where its first sentence with a claim begins and ends."""
    first = next((account.id for account in index.accounts.values() if account.number == 1 and account.stamp), "")
    spans = [claim.passage[0] for claim in index.claims.values() if claim.passage]
    opening = min(
        (span for span in spans if span.article == first and index.stands(span)),
        key=lambda span: span.start,
        default=None,
    )
    return (first, *index.sentence(opening)) if opening is not None else None


def _end_opening(text: str) -> int:
    r"""Return where the first paragraph of an account ends; a headline above it is none.

    >>> _end_opening("# Two hurt\n\nTwo people were hurt.\nThe rest.")
    33
    """
    at = 0
    for line in text.splitlines(keepends=True):
        at += len(line)
        if line.rstrip().endswith(_STOPS):
            return at - (len(line) - len(line.rstrip()))
    return len(text)


def _find_newest(index: Index, claims: Sequence[Claim]) -> int:
    """Return the place, in the order of publication, of the account that made one of some claims last."""
    return max((index.rank(claim.passage[0].article) for claim in claims if claim.passage), default=0)


def _is_lead(index: Index, entry: Entry, opened: Mapping[str, int], since: str, settings: BriefSettings) -> bool:
    """Tell whether an entry says what happened: affirmed, and what several accounts open with, or stated with a time.

    What is dated must be in an outlet's own voice, for what somebody says of a day is part of an argument, and on a
    known origin or in two accounts.
    """
    claims = claims_of(index, entry)
    affirmed = [claim for claim in claims if claim.polarity is Polarity.AFFIRMED]
    if UNKNOWN.search(entry.statement):
        return False
    if opened.get(entry.id, 0) >= settings.openings:
        return 2 * sum(claim.certainty is not Certainty.HEDGED for claim in affirmed) > len(claims)
    own = any(claim.voice is Voice.OUTLET for claim in claims)
    stated = sum(claim.certainty is Certainty.STATED for claim in affirmed)
    times = [value for value in values_of(index, claims) if value.kind in TIMES]
    known = entry.origins > 0 or entry.articles > 1
    return own and known and bool(drop_background(times, since)) and 2 * stated > len(claims)


def _is_dated(index: Index, entry: Entry) -> bool:
    return any(value.kind in TIMES for value in values_of(index, claims_of(index, entry)))


def _is_still_planned(index: Index, entry: Entry) -> bool:
    """Tell whether an entry is planned, and no account came out after its time, or, where it has none, after it."""
    claims = claims_of(index, entry)
    if not _is_planned(claims):
        return False
    last = max(index.accounts.values(), key=lambda account: account.number, default=None)
    if last is None or not last.stamp:
        return True
    times = _list_times(index, claims)
    if times:
        return not all(_is_over(time, last.stamp) for time in times)
    return _find_newest(index, claims) == last.number


def is_overdue(index: Index, entry: Entry) -> bool:
    """Tell whether an entry is only planned, for a day that was over when the last account came out."""
    claims = claims_of(index, entry)
    stamps = [account.stamp for account in index.accounts.values() if account.stamp]
    times = _list_times(index, claims)
    return _is_planned(claims) and bool(times and stamps) and all(_is_over(time, max(stamps)) for time in times)


def _is_over(time: str, stamp: str) -> bool:
    """Tell whether a time ended before the day of a stamp: "2031-05" is not over on the ninth."""
    day = stamp[: len("2031-05-07")]
    return time[: len(day)] < day[: len(time)]


def _is_planned(claims: Sequence[Claim]) -> bool:
    return 2 * sum(claim.certainty is Certainty.PLANNED for claim in claims) > len(claims)


def _list_times(index: Index, claims: Sequence[Claim]) -> list[str]:
    """Return when the times in some claims end."""
    ends = [str(value.high or value.low or "") for value in values_of(index, claims) if value.kind in TIMES]
    return [end for end in ends if end]
