"""The brief: the questions a reader asks, in the words of the accounts."""

from __future__ import annotations

import msgspec
import pytest
from tests.report import ledgers

from rashomon.model.records import ConflictKind, Ledger, Nature
from rashomon.report.brief import QUESTIONS, SETTINGS, Brief, view_brief
from rashomon.report.entries import view_entries
from rashomon.report.html import render_html
from rashomon.report.indexes import Index
from rashomon.report.markdown import render_brief, render_markdown


def read(ledger: Ledger) -> Brief:
    index = Index(ledger)
    return view_brief(index, view_entries(index))


@pytest.mark.parametrize("name", ["election-recount", "prisoner-exchange"])
def test_every_line_is_a_statement_of_the_ledger_and_stands_once(name: str) -> None:
    ledger = ledgers.read_pack(name)
    brief = read(ledger)
    lines = [line.anchor for question in brief.questions for line in question.lines]
    assert len(lines) == len(set(lines))
    assert set(lines) <= {f"entry-{number}" for number in range(1, len(ledger.entries) + 1)}
    assert [question.key for question in brief.questions] == [
        key for key, _ in QUESTIONS if key in {question.key for question in brief.questions}
    ]
    assert all(len(question.lines) <= SETTINGS.first_lines for question in brief.questions)


@pytest.mark.parametrize("name", ["election-recount", "prisoner-exchange"])
def test_the_latest_figure_is_told_and_those_it_replaced_are_not(name: str) -> None:
    ledger = ledgers.read_pack(name)
    index = Index(ledger)
    told = {line.anchor for question in read(ledger).questions for line in question.lines}
    homes = index.entries_of_claim
    updates = [conflict for conflict in ledger.conflicts if conflict.nature is Nature.UPDATE]
    last = {homes[key].id for conflict in updates for key in conflict.sides[-1].claims if key in homes}
    first = {
        homes[key].id for conflict in updates for side in conflict.sides[:-1] for key in side.claims if key in homes
    }
    assert not told & {index.anchors["entry", key] for key in first - last}
    assert told & {index.anchors["entry", key] for key in last}


def test_a_copy_is_named_as_one_voice_with_its_source() -> None:
    words = [warning.words for warning in read(ledgers.read_pack("election-recount")).warnings]
    assert any("takes text from" in text and "one voice" in text for text in words)


def test_the_brief_alone_has_the_passages_and_the_whole_has_the_brief() -> None:
    ledger = ledgers.read_pack("election-recount")
    alone, whole, page = render_brief(ledger), render_markdown(ledger), render_html(ledger)
    assert "## What happened, and when" in alone
    assert "## Where the accounts part" not in alone
    assert "### What happened, and when" in whole
    assert page.index('id="brief"') < page.index('id="conflicts"')
    assert any(ledger.articles[0].text[:40].split()[-1] in line for line in alone.splitlines() if "  - “" in line)


@pytest.mark.parametrize("ledger", [ledgers.make_hostile(), ledgers.make_broken(), Ledger()])
def test_nothing_in_a_ledger_makes_it_fail(ledger: Ledger) -> None:
    assert render_brief(ledger).startswith("# ")


def test_what_stands_now_opens_with_what_the_last_account_opens_with() -> None:
    ledger = ledgers.read_pack("election-recount")
    now = next(question for question in read(ledger).questions if question.key == "next")
    assert "lead from 312 votes to 271" in now.lines[0].statement


def test_without_dates_no_account_is_the_last() -> None:
    ledger = ledgers.read_pack("election-recount")
    undated = tuple(msgspec.structs.replace(article, published=None) for article in ledger.articles)
    found = read(msgspec.structs.replace(ledger, articles=undated))
    now = [line.statement for question in found.questions if question.key == "next" for line in question.lines]
    assert not [line for line in now if "lead from 312 votes to 271" in line]


def test_no_line_repeats_another_or_breaks_off() -> None:
    for name in ("election-recount", "prisoner-exchange"):
        lines = [line.statement for question in read(ledgers.read_pack(name)).questions for line in question.lines]
        assert not [(a, b) for a in lines for b in lines if a is not b and a.casefold() in b.casefold()]
        assert not [line for line in lines if line.endswith((" the", " of", " saying", " that"))]


def test_what_is_no_sentence_is_left_out() -> None:
    ledger = ledgers.read_pack("election-recount")
    line = next(line for question in read(ledger).questions for line in question.lines)
    entries = tuple(
        msgspec.structs.replace(entry, whole=entry.statement.casefold() != line.statement.casefold())
        for entry in ledger.entries
    )
    fewer = read(msgspec.structs.replace(ledger, entries=entries))
    assert line.statement in [one.statement for question in read(ledger).questions for one in question.lines]
    assert line.statement not in [one.statement for question in fewer.questions for one in question.lines]


@pytest.mark.parametrize("name", ["election-recount", "prisoner-exchange"])
def test_a_difference_is_told_once(name: str) -> None:
    whys = [why for question in read(ledgers.read_pack(name)).questions for line in question.lines
            for _, why in line.disputes if not why.startswith("In dispute")]  # fmt: skip
    assert whys
    assert len(whys) == len(set(whys))


def test_conflicts_that_read_the_same_are_one_on_the_page() -> None:
    ledger = ledgers.make_pair()
    (one, *_) = ledger.conflicts
    day = msgspec.structs.replace(one, id="x2", kind=ConflictKind.DATE, reasons=("“Friday” and “Sunday”",))
    double = msgspec.structs.replace(ledger, conflicts=(one, day, *ledger.conflicts[1:]))
    text = render_markdown(double)
    assert text.count("**Three or five were hurt**") == 1
    assert "**Three or five were hurt** (a number and a date or time)" in text
    page = render_html(double)
    assert page.count('id="conflict-1"') == 1
    assert 'href="#conflict-2"' not in page or 'id="conflict-2"' in page


def test_what_follows_from_words_that_differ_is_told_once() -> None:
    text = render_markdown(ledgers.read_pack("election-recount"))
    assert text.count("The words inside the quotation marks differ.") > 1
    assert text.count("At most one print can be word for word") == 1
