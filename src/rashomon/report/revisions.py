"""What was changed in the articles since they were first seen, in words."""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.model.records import Edit, EditKind, Record, Revision
from rashomon.report.diffs import Change, Run
from rashomon.report.indexes import Account, Index
from rashomon.report.phrases import clip_text, join_words, say_count, say_when

#: Characters of a changed stretch, and of the words around it, that are shown.
_MOST, _AROUND = 160, 200
#: Edits of one revision told in its one line; the page has them all.
_TOLD = 3


class EditView(Record, frozen=True, kw_only=True):
    """One change: what it is, and the words that went and came."""

    what: str
    runs: tuple[Run, ...]
    around: str


class RevisionView(Record, frozen=True, kw_only=True):
    """One revision: whose, when it was seen, whether the article says so, and each change."""

    anchor: str
    account: Account | None
    heading: str
    noted: bool
    edits: tuple[EditView, ...]


def view_revisions(index: Index) -> tuple[RevisionView, ...]:
    """Return the revisions of a ledger in the order in which they were seen."""
    return tuple(
        RevisionView(
            anchor=f"revision-{number}",
            account=index.account(revision.article),
            heading=f"Version {revision.version}, seen {say_when(revision.seen)}",
            noted=revision.noted,
            edits=tuple(_view_edit(edit) for edit in revision.edits),
        )
        for number, revision in enumerate(index.ledger.revisions, 1)
    )


_WHATS = {
    EditKind.TITLE: "The headline was changed",
    EditKind.FIGURE: "A figure was changed",
    EditKind.ADDED: "A paragraph was added",
    EditKind.REMOVED: "A paragraph was removed",
    EditKind.MOVED: "A paragraph was moved",
}


def _view_edit(edit: Edit) -> EditView:
    what = _WHATS.get(edit.kind) or (
        "Words were changed"
        if edit.before and edit.after
        else "Words were added"
        if edit.after
        else "Words were removed"
    )
    change = Change.SAME if edit.kind is EditKind.MOVED else Change.NEW
    parts = (Run(text=edit.before, change=Change.LOST), Run(text=" "), Run(text=edit.after, change=change))
    runs = tuple(run for run in parts if run.text and (run.text != " " or (edit.before and edit.after)))
    return EditView(what=what, runs=runs, around=clip_text(edit.around, _AROUND))


def say_revision(revision: Revision) -> str:
    """Return what one revision changed, in one line: figures first, then what was removed.

    >>> edits = (Edit(kind=EditKind.FIGURE, before="12", after="15", around="At least 15 people died."),)
    >>> say_revision(Revision(id="n", article="a", version=2, seen="2031-02-06T14:05", edits=edits))
    '“12” became “15” in “At least 15 people died.”; no note'
    """
    ordered = sorted(revision.edits, key=lambda edit: _ORDER[edit.kind])
    told = [say_edit(edit) for edit in ordered[:_TOLD]]
    rest = len(ordered) - len(told)
    if rest:
        told.append(f"{say_count(rest, 'more change')}")
    told.append("the article says it was changed" if revision.noted else "no note")
    return "; ".join(told)


_ORDER = {
    kind: rank
    for rank, kind in enumerate(
        (EditKind.FIGURE, EditKind.TITLE, EditKind.REMOVED, EditKind.WORDING, EditKind.ADDED, EditKind.MOVED)
    )
}  # fmt: skip


def say_edit(edit: Edit) -> str:
    """Return one change in words.

    >>> say_edit(Edit(kind=EditKind.REMOVED, before="Inspector Hale had warned of the pumps."))
    'a paragraph was removed: “Inspector Hale had warned of the pumps.”'
    """
    before, after = (f"“{clip_text(' '.join(text.split()), _MOST)}”" for text in (edit.before, edit.after))
    if edit.kind is EditKind.TITLE:
        return f"the headline {before} became {after}"
    if edit.kind in (EditKind.ADDED, EditKind.MOVED):
        return f"a paragraph was {edit.kind.value}: {after}"
    if edit.kind is EditKind.REMOVED:
        return f"a paragraph was removed: {before}"
    where = f" in “{clip_text(edit.around, _MOST)}”" if edit.around and edit.around != edit.after else ""
    if not edit.before:
        return f"added: {after}{where}"
    return f"{before} became {after}{where}" if edit.after else f"taken out: {before}{where}"


def say_changed(views: Sequence[RevisionView]) -> str:
    """Return which accounts were changed after they were first seen, in one sentence; "" where none was."""
    names = list(dict.fromkeys(view.account.label for view in views if view.account))
    if not names:
        return ""
    return f"{join_words(names)} {'was' if len(names) == 1 else 'were'} changed after the first version was seen here."
