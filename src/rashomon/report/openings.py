"""What accounts open with: news puts first what matters most."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence

from rashomon.model.records import Certainty, Claim, Entry, Polarity
from rashomon.report.entries import find_sources
from rashomon.report.indexes import Index
from rashomon.report.lines import claims_of, read_claim, stands_alone

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


def count_openings(index: Index) -> dict[str, int]:
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


def find_opening(index: Index) -> list[tuple[str, str, Claim]]:
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


def end_paragraphs(index: Index) -> dict[str, list[int]]:
    """Return where the paragraphs of each account end."""
    return {
        key: [match.end() for match in _PARAGRAPH.finditer(article.text)] for key, article in index.articles.items()
    }


def find_depth(index: Index, entry: Entry, ends: Mapping[str, Sequence[int]]) -> int:
    """Return how many paragraphs stand before an entry in the account that tells it nearest its head."""
    starts = [claim.passage[0] for claim in claims_of(index, entry) if claim.passage]
    return min((bisect_right(ends.get(span.article, ()), span.start) for span in starts), default=0)
