"""A ledger as one HTML page that asks nothing of the network, and as a short fragment for a notebook."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from rashomon.model.records import Ledger, Record
from rashomon.report.phrases import strip_controls
from rashomon.report.tables import CELLS, Moment
from rashomon.report.utterances import UtteranceView
from rashomon.report.views import Report, view_report

#: What HTML cannot hold: control characters and lone surrogates.
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


class Section(Record, frozen=True, kw_only=True):
    """One line of the contents."""

    anchor: str
    name: str
    count: int = 0


class UtteranceGroup(Record, frozen=True, kw_only=True):
    """The utterances whose prints differ in the same way."""

    name: str
    items: tuple[UtteranceView, ...]


def render_html(ledger: Ledger) -> str:
    """Return a ledger as one HTML page: no request, no script but its own, readable without any.

    The page forbids itself everything but its own inline style and script, which it names by their digests. Text from
    articles is only ever text. Write it in UTF-8.

    >>> render_html(Ledger()).startswith("<!DOCTYPE html>")
    True
    """
    report = view_report(ledger)
    style, script = _read("page.css"), _read("page.js")
    page = (
        _load_environment()
        .get_template("page.html.j2")
        .render(
            r=report,
            policy=make_policy(style, script),
            style=Markup(style),  # noqa: S704 - ours, from the package
            script=Markup(script),  # noqa: S704 - ours, from the package
            window_title=strip_controls(f"{report.headline}: {report.title}"),
            sections=list_sections(report),
            utterance_groups=_group_utterances(report.utterances),
            days=_group_days(report.timeline),
            legend=tuple((sign, words) for _, sign, _, words in CELLS.values()),
            shared_rows=[row for row in report.coverage.rows if row.shared],
            single_rows=[row for row in report.coverage.rows if not row.shared],
            coloured=[outlet for outlet in report.outlets if outlet.colours],
        )
    )
    return _UNFIT.sub("\ufffd", page)


def render_summary(ledger: Ledger) -> str:
    """Return the head of the report as an HTML fragment without style or script: what a notebook shows.

    >>> "No accounts" in render_summary(Ledger())
    True
    """
    report = view_report(ledger)
    return _UNFIT.sub("\ufffd", _load_environment().get_template("summary.html.j2").render(r=report))


def make_policy(style: str, script: str) -> str:
    """Return the Content-Security-Policy of a page: nothing but this style and this script.

    >>> make_policy("", "")[:18]
    "default-src 'none'"
    """
    return (
        f"default-src 'none'; style-src 'sha256-{_digest(style)}'; script-src 'sha256-{_digest(script)}'; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )


def _digest(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def list_sections(report: Report) -> tuple[Section, ...]:
    """Return the contents of the page, with how many lines each section has."""
    conflicts = sum(len(group.items) for group in report.conflicts)
    sections = [
        Section(anchor="conflicts", name="Where the accounts part", count=conflicts),
        Section(anchor="speech", name="In their own words", count=len(report.utterances)),
        Section(anchor="agreed", name="What several accounts tell", count=len(report.agreed)),
        Section(anchor="lineage", name="Who took text from whom", count=len(report.lineage)),
        Section(anchor="timeline", name="What happened when", count=len(report.timeline)),
        Section(anchor="values", name="The figures", count=sum(len(group.rows) for group in report.values)),
        Section(anchor="coverage", name="Who tells what"),
        Section(anchor="single", name="What one account alone tells", count=report.alone),
        Section(anchor="framing", name="Words that colour", count=sum(o.coloured for o in report.outlets)),
        *(
            (Section(anchor="revisions", name="What was changed later", count=len(report.revisions)),)
            if report.revisions
            else ()
        ),
        Section(anchor="texts", name="The accounts in full", count=len(report.texts)),
    ]
    if report.brief.questions or report.brief.warnings:
        sections.insert(0, Section(anchor="brief", name="In brief"))
    if report.warnings or report.faults:
        count = len(report.warnings) + len(report.faults)
        sections.insert(0, Section(anchor="warnings", name="Before you rely on this page", count=count))
    return tuple(sections)


def _group_utterances(utterances: Sequence[UtteranceView]) -> tuple[UtteranceGroup, ...]:
    groups: dict[str, list[UtteranceView]] = {}
    for item in utterances:
        groups.setdefault("The words or the speaker differ" if item.warnings else item.label, []).append(item)
    return tuple(UtteranceGroup(name=name, items=tuple(items)) for name, items in groups.items())


def _group_days(moments: Sequence[Moment]) -> tuple[tuple[str, tuple[Moment, ...]], ...]:
    groups: dict[str, list[Moment]] = {}
    for moment in moments:
        groups.setdefault(moment.day, []).append(moment)
    return tuple((day, tuple(items)) for day, items in groups.items())


@cache
def _load_environment() -> Environment:
    return Environment(
        loader=FunctionLoader(_read),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
    )


@cache
def _read(name: str) -> str:
    """Return a file of the page as text."""
    return files("rashomon.report").joinpath("page", name).read_text(encoding="utf-8")
