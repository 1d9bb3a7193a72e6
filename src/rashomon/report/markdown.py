"""A ledger in brief as Markdown, to paste into a content system or an issue."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from rashomon.model.records import Ledger
from rashomon.report.conflicts import ConflictView
from rashomon.report.diffs import Change, Run
from rashomon.report.indexes import Account
from rashomon.report.passages import Passage, Teller, Told
from rashomon.report.phrases import NATURE_SIGNS, clip_text, join_words, say_count, strip_controls
from rashomon.report.revisions import RevisionView
from rashomon.report.utterances import UtteranceView
from rashomon.report.views import Report, view_report

#: Marks that Markdown or HTML would take for its own.
_MARKS = re.compile(r"[\\`*_\[\]<>|~&]")
#: What would make the head of a line a heading, a list or a rule.
_HEAD = re.compile(r"(?:[#+=:-]|\d{1,9}(?=[.)](?:\s|$)))")
_UNFIT = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")

_PUNCTUATION = "\"'“”‘’„«»‹›()[]{}.,;:!?…—–-*_~`|<>"

#: How many lines of a section a brief has; the page has them all.
MOST = 40
#: Passages shown a side of a conflict.
MOST_PASSAGES = 3


def render_markdown(ledger: Ledger) -> str:
    r"""Return a ledger in brief as Markdown; text from articles keeps its words and loses every power to format.

    >>> render_markdown(Ledger()).splitlines()[0]
    '# Accounts of one event'
    """
    report = view_report(ledger)
    sections = (
        _write_head(report),
        _write_warnings(report),
        _write_brief(report, level=2),
        _write_conflicts(report),
        _write_utterances(report),
        _write_entries(report),
        _write_lineage(report),
        _write_timeline(report),
        _write_revisions(report),
    )
    return "\n".join(line for section in sections for line in section).rstrip("\n") + "\n"


def render_brief(ledger: Ledger) -> str:
    """Return the brief alone as Markdown: what the accounts together describe, on one page.

    >>> render_brief(Ledger()).splitlines()[0]
    '# Accounts of one event'
    """
    report = view_report(ledger)
    sections = (_write_head(report), _write_warnings(report), _write_brief(report, level=1, passages=True))
    return "\n".join(line for section in sections for line in section).rstrip("\n") + "\n"


def escape_markdown(text: str) -> str:
    r"""Return a text on one line in which no mark means anything.

    >>> escape_markdown("# <b>*hi*</b>")
    '\\# \\<b\\>\\*hi\\*\\</b\\>'
    """
    return escape_head(_escape_marks(text))


def _escape_marks(text: str) -> str:
    text = " ".join(_UNFIT.sub(" ", strip_controls(text)).split())
    return _MARKS.sub(lambda found: "\\" + found.group(), text)


def escape_head(line: str) -> str:
    """Return a line that is no heading, list or rule, whatever it begins with."""
    head = _HEAD.match(line)
    if not head:
        return line
    return f"\\{line}" if head.group()[0] in "#+=:-" else f"{head.group()}\\{line[head.end() :]}"


def _write_head(report: Report) -> Iterator[str]:
    yield f"# {escape_markdown(report.title)}"
    yield ""
    if report.first[0] and report.first[0] != report.title:
        yield f"{report.first_is}: “{escape_markdown(report.first[0])}”, {escape_markdown(report.first[1])}"
        yield ""
    yield (
        f"**{report.headline}.** An origin is the one on whose word something rests; ten papers repeating one agency "
        "line are one origin. Nothing here says who is right."
    )
    yield ""
    for fact in report.facts:
        yield f"- **{fact.number}** {fact.words}"
    if report.facts:
        yield ""
    if report.accounts:
        yield f"The accounts: {'; '.join(_link(account) for account in report.accounts)}"
        yield ""


def _link(account: Account) -> str:
    name = escape_markdown(account.label)
    name = f"[{name}](<{account.link}>)" if account.link else name
    return f"{name}, {escape_markdown(account.brief)}" if account.brief and account.brief not in account.label else name


def _write_warnings(report: Report) -> Iterator[str]:
    if not (report.warnings or report.faults):
        return
    yield "## Before you rely on this"
    yield ""
    for warning in report.warnings:
        yield f"- {escape_markdown(warning)}"
    for fault in report.faults:
        yield f"- **{escape_markdown(fault.what)}** {escape_markdown(fault.message)}"
    yield ""


def _write_brief(report: Report, *, level: int, passages: bool = False) -> Iterator[str]:
    """Yield the questions with their lines; with ``passages`` the words of the accounts under each."""
    brief = report.brief
    if not (brief.questions or brief.warnings):
        return
    marks = "#" * (level + 1)
    if level > 1:
        yield "## In brief"
        yield ""
    for question in brief.questions:
        yield f"{marks} {question.name}"
        yield ""
        for party in question.parties:
            yield f"- **{escape_markdown(party.form)}** ({escape_markdown(party.support)})"
            yield from _write_told(party.told if passages else ())
        for line in question.lines:
            names = f": {escape_markdown(line.names)}" if line.names else ""
            when = f"; as of {escape_markdown(line.when)}" if line.when else ""
            speaker = f"{escape_markdown(line.speaker)}: " if line.speaker else ""
            yield f"- {speaker}**{escape_markdown(line.statement)}** ({escape_markdown(line.support)}{names}{when})"
            for dispute in line.disputes:
                yield f"  - {NATURE_SIGNS[dispute.nature]} {escape_markdown(dispute.why)}"
            yield from _write_told(line.told if passages else ())
        for dispute in question.disputes:
            yield f"- {NATURE_SIGNS[dispute.nature]} {escape_markdown(dispute.why)}"
        if question.rest:
            yield f"- and {question.rest} more"
        yield ""
    if brief.warnings:
        yield f"{marks} Before you rely on a single account"
        yield ""
        for caution in brief.warnings:
            points = "; ".join(point.words for point in caution.points)
            yield f"- **{escape_markdown(caution.account.label)}** {escape_markdown(points)}."
        yield ""


def _write_told(told: Iterable[Told]) -> Iterator[str]:
    for one in told:
        yield f"  - “{_quote_passage(one.passage)}” — {_name_tellers(one.tellers)}"


def _write_conflicts(report: Report) -> Iterator[str]:
    yield "## Where the accounts part"
    yield ""
    if not report.conflicts:
        yield "No place was found where the accounts part."
        yield ""
    for group in report.conflicts:
        yield f"### {group.name}"
        yield ""
        for item in group.items[:MOST]:
            yield from _write_conflict(item)
        yield from _count_rest(len(group.items), MOST)


def _write_conflict(item: ConflictView) -> Iterator[str]:
    yield f"**{escape_markdown(item.why)}** ({item.kind})"
    yield ""
    for number, side in enumerate(item.sides):
        if number:
            yield "against"
            yield ""
        for told in side.told[:MOST_PASSAGES]:
            yield f"> {_quote_passage(told.passage)}"
            yield ">"
            yield f"> — {_name_tellers(told.tellers)}"
            yield ""
        yield from _count_rest(len(side.told), MOST_PASSAGES)


def _count_rest(number: int, shown: int) -> Iterator[str]:
    if number > shown:
        yield f"… and {number - shown} more"
        yield ""


def _quote_passage(passage: Passage) -> str:
    stretches = (
        ("".join(piece.text for piece in stretch.pieces), "**" if stretch.marked else "")
        for stretch in passage.stretches
    )
    return _join_marked(((passage.before, ""), *stretches, (passage.after, "")))


def _join_marked(parts: Iterable[tuple[str, str]]) -> str:
    """Return runs of text as one line, each within its marks.

    A mark takes effect only beside white space or beside a letter on its inner side: punctuation at the edge of a
    marked run that touches the next word is put outside.
    """
    kept = [(text, mark) for text, mark in parts if text]
    line = ""
    for number, (text, mark) in enumerate(kept):
        before, after = line[-1:], kept[number + 1][0][:1] if number + 1 < len(kept) else ""
        head = text[: len(text) - len(text.lstrip())]
        tail = text[len(text.rstrip()) :] if text.strip() else ""
        words = text.strip()
        if mark and not head and before.isalnum():
            core = words.lstrip(_PUNCTUATION)
            head, words = words[: len(words) - len(core)], core
        if mark and not tail and after.isalnum():
            core = words.rstrip(_PUNCTUATION)
            tail, words = words[len(core) :], core
        body = _escape_marks(words)
        line += f"{_escape_edge(head)}{mark}{body}{mark}{_escape_edge(tail)}" if body else _escape_edge(head + tail)
    return escape_head(" ".join(line.split()))


def _escape_edge(text: str) -> str:
    return " " if text.isspace() else _escape_marks(text)


def _name_tellers(tellers: Iterable[Teller]) -> str:
    return "; ".join(
        ", ".join(filter(None, map(escape_markdown, (teller.name, teller.when, teller.voice)))) for teller in tellers
    )


def _write_utterances(report: Report) -> Iterator[str]:
    differing = [item for item in report.utterances if item.warnings or item.wording == "altered"]
    if not differing:
        return
    yield "## Quotes whose words or speakers differ"
    yield ""
    yield "Compared with the first print: ~~missing words~~ and **new words**."
    yield ""
    for item in differing[:MOST]:
        yield from _write_utterance(item)
    yield from _count_rest(len(differing), MOST)


def _write_utterance(item: UtteranceView) -> Iterator[str]:
    yield f"**{escape_markdown(item.speaker)}**"
    yield ""
    for warning in item.warnings:
        yield f"{escape_markdown(warning)}"
        yield ""
    for form in item.prints:
        yield f"> {_mark_runs(form.runs)}"
        yield ">"
        yield f"> — {_name_tellers(form.tellers)} ({form.marks})"
        yield ""


def _mark_runs(runs: Sequence[Run]) -> str:
    marks = {Change.SAME: "", Change.LOST: "~~", Change.NEW: "**"}
    return _join_marked((run.text, marks[run.change]) for run in runs)


def _write_entries(report: Report) -> Iterator[str]:
    shared = [entry for entry in report.agreed if entry.articles > 1]
    if not shared:
        return
    yield "## What several accounts tell"
    yield ""
    yield "| Statement | Accounts | Origins | On whose word | |"
    yield "| --- | ---: | ---: | --- | --- |"
    for entry in shared[:MOST]:
        origins = str(entry.origins) if entry.origins else "not shown"
        yield (
            f"| {escape_markdown(entry.statement)} | {entry.articles} | {origins} | {escape_markdown(entry.names)} "
            f"| {'disputed' if entry.disputed else ''} |"
        )
    yield ""
    yield from _count_rest(len(shared), MOST)


def _write_lineage(report: Report) -> Iterator[str]:
    if not (report.lineage or report.rewritten):
        return
    yield "## Who took text from whom"
    yield ""
    derived = [link for link in report.lineage if link.derived]
    for link in derived[:MOST]:
        names = escape_markdown(link.taker.label), escape_markdown(link.source.label)
        yield f"- {names[0]} {link.verdict} {names[1]}{link.ending} ({link.amount})"
    shared = sum(link.unseen for link in report.lineage)
    if shared:
        yield f"- {say_count(shared, 'pair')} of accounts seem to share a source that is not among these accounts"
    for view in report.rewritten:
        signs = "; ".join(
            f"it {group.what} ({', '.join(escape_markdown(words) for words, _ in group.words)})" for group in view.signs
        )
        yield f"- {escape_markdown(view.account.label)} is likely rewritten from a text that is not here: {signs}"
    yield ""


def _write_timeline(report: Report) -> Iterator[str]:
    if not report.timeline:
        return
    yield "## What happened when"
    yield ""
    for moment in report.timeline[:MOST]:
        when = escape_markdown(", ".join(filter(None, (moment.day, moment.when))))
        told = escape_markdown(join_words([clip_text(teller.name, 40) for teller in moment.tellers], most=4))
        disputed = "; time disputed" if moment.disputed else ""
        yield f"- **{when}**: {escape_markdown(moment.what)}{f' ({told}{disputed})' if told else ''}"
    yield ""
    yield from _count_rest(len(report.timeline), MOST)


def _write_revisions(report: Report) -> Iterator[str]:
    if not report.revisions:
        return
    yield "## What was changed later"
    yield ""
    for item in report.revisions[:MOST]:
        yield from _write_revision(item)
    yield from _count_rest(len(report.revisions), MOST)


def _write_revision(item: RevisionView) -> Iterator[str]:
    name = escape_markdown(item.account.label) if item.account else "An account that is not here"
    noted = "the article says that it was changed" if item.noted else "no note"
    yield f"**{name}** ({item.heading}; {noted})"
    yield ""
    for edit in item.edits[:MOST]:
        yield f"- {edit.what}: {_mark_runs(edit.runs)}"
    yield ""
    yield from _count_rest(len(item.edits), MOST)
