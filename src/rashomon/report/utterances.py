"""Speech as the report shows it: one speaker's words, and every form in which they were printed."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from rashomon.model.records import Quote, QuoteKind, Record, Utterance, Wording
from rashomon.report.diffs import Change, Run, find_words, mark_changes, share_words
from rashomon.report.indexes import Index
from rashomon.report.passages import Teller, make_teller
from rashomon.report.phrases import clip_text, join_words

#: Below this share of common words a print is shown as it is: every word would be marked.
_ALIKE = 0.35

_MARKS = {
    QuoteKind.DIRECT: "in quotation marks",
    QuoteKind.MIXED: "partly in quotation marks",
    QuoteKind.INDIRECT: "without quotation marks",
}


_DIFFER = "The words inside the quotation marks differ."
_UNSHOWN = "At most one print can be word for word, and these texts do not show which."


class Print(Record, frozen=True, kw_only=True):
    """One printed form: its words against the first print, who prints it, and whether in quotation marks."""

    runs: tuple[Run, ...]
    marks: str
    tellers: tuple[Teller, ...]
    compared: bool


class UtteranceView(Record, frozen=True, kw_only=True):
    """One utterance with its prints."""

    anchor: str
    speaker: str
    wording: str
    label: str
    warnings: tuple[str, ...]
    note: str
    prints: tuple[Print, ...]


class SpeakerQuotes(Record, frozen=True, kw_only=True):
    """What one speaker says in one account only."""

    anchor: str
    speaker: str
    prints: tuple[Print, ...]


def view_utterances(index: Index) -> tuple[UtteranceView, ...]:
    """Return the utterances, those with disputed speakers and altered words first."""
    return _tell_once([_view_utterance(index, item) for item in index.utterances])


def group_single_quotes(index: Index) -> tuple[tuple[str, tuple[Quote, ...]], ...]:
    """Return the quotes that only one account prints, by the name of the speaker; unnamed speakers last."""
    groups: dict[str, list[Quote]] = {}
    for quote in index.ledger.quotes:
        if quote.id not in index.utterance_of_quote and quote.content:
            groups.setdefault(index.name(quote.speaker), []).append(quote)
    names = sorted(groups, key=lambda name: (not name, name.casefold(), name))
    return tuple((name, tuple(groups[name])) for name in names)


def view_single_quotes(index: Index) -> tuple[SpeakerQuotes, ...]:
    """Return what each speaker says in one account only."""
    return tuple(
        SpeakerQuotes(
            anchor=f"speaker-{number}",
            speaker=name or "Speakers without a name",
            prints=tuple(_view_print(index, [quote], None) for quote in quotes),
        )
        for number, (name, quotes) in enumerate(group_single_quotes(index), 1)
    )


def _view_utterance(index: Index, utterance: Utterance) -> UtteranceView:
    quotes = [quote for key in utterance.quotes if (quote := index.quotes.get(key)) and quote.content]
    quotes.sort(key=lambda quote: (index.rank(quote.content[0].article), quote.content[0].start))
    marked = [quote for quote in quotes if quote.kind is not QuoteKind.INDIRECT]
    base = (marked or quotes)[0] if quotes else None
    groups: dict[tuple[str, str], list[Quote]] = {}
    for quote in sorted(quotes, key=lambda quote: quote is not base):
        words = " ".join(word for _, _, word in find_words(read_quote(quote)))
        groups.setdefault((_MARKS[quote.kind], words), []).append(quote)
    disputed = len(index.speakers_of(utterance)) > 1
    return UtteranceView(
        anchor=index.anchors["utterance", utterance.id],
        speaker=index.name(utterance.speaker) or join_words(index.speakers_of(utterance)) or "Speaker not named",
        wording="disputed" if index.speaker_disputed(utterance) else utterance.wording.value,
        label=index.say_wording(utterance),
        warnings=tuple(_warn(index, utterance, quotes)),
        note=_note(utterance),
        prints=tuple(_view_print(index, group, base, disputed=disputed) for group in groups.values()),
    )


def read_quote(quote: Quote) -> str:
    """Return the words of a quote, the parts on both sides of a cue joined."""
    return " ".join(span.text for span in quote.content)


def _view_print(index: Index, quotes: Sequence[Quote], base: Quote | None, *, disputed: bool = False) -> Print:
    text = read_quote(quotes[0])
    compared = base is not None and base not in quotes and share_words(read_quote(base), text) >= _ALIKE
    runs = mark_changes(read_quote(base), text) if compared and base is not None else (Run(text=text),)
    tellers = []
    for quote in quotes:
        span = quote.content[0]
        source = clip_text(quote.source[0].text, 80) if quote.source else ""
        speaker = index.name(quote.speaker) or source
        voice = (f"gives it to {speaker}" if speaker else "names no speaker") if disputed else ""
        tellers.append(make_teller(index, span, voice))
    return Print(
        runs=runs,
        marks=_MARKS[quotes[0].kind],
        tellers=tuple(tellers),
        compared=any(run.change is not Change.SAME for run in runs),
    )


def _tell_once(views: Sequence[UtteranceView]) -> tuple[UtteranceView, ...]:
    """Return utterances of which the first alone says what follows where words inside quotation marks differ."""
    full = f"{_DIFFER} {_UNSHOWN}"
    first = next((view.anchor for view in views if full in view.warnings), "")
    return tuple(
        view
        if view.anchor == first
        else msgspec.structs.replace(view, warnings=tuple(_DIFFER if w == full else w for w in view.warnings))
        for view in views
    )


def _warn(index: Index, utterance: Utterance, quotes: Sequence[Quote]) -> list[str]:
    warnings = []
    if utterance.wording is Wording.ALTERED:
        warnings.append(f"{_DIFFER} {_UNSHOWN}")
    if index.speaker_disputed(utterance):
        givers: dict[str, list[str]] = {}
        for quote in quotes:
            account = index.account(quote.content[0].article)
            if index.name(quote.speaker) and account:
                givers.setdefault(index.name(quote.speaker), []).append(account.label)
        told = [f"{name} (in {join_words(list(dict.fromkeys(labels)), most=4)})" for name, labels in givers.items()]
        warnings.append(f"The same words are given to different speakers: {join_words(told)}.")
    return warnings


def _note(utterance: Utterance) -> str:
    if utterance.wording is Wording.PARAPHRASED:
        return "Some print these words without quotation marks, in their own wording."
    if utterance.wording is Wording.TRIMMED:
        return "Some leave a part out; the words that remain are the same."
    return ""
