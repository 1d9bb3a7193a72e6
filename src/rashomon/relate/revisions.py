"""Two versions of one article -> what was changed between them: paragraphs first, then words in those that stayed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec
from rapidfuzz.distance import Indel

from rashomon.model.ids import make_id
from rashomon.model.records import Article, Edit, EditKind, Record, Revision


class RevisionSettings(Record, frozen=True, kw_only=True):
    """When two paragraphs are one that was edited, and how much of a change is told."""

    #: Share of words in both, in order, from which a paragraph is an edited one and not another. Of the 324 paragraphs
    #: in the packs no two of one article share .37 (1,322 pairs); one that lost one of
    #: three like sentences has .8.
    least_shared: float = 0.5
    #: Words of a paragraph that are compared; the alignment costs their square.
    most_words: int = 3000
    #: Words that may stand unchanged between two changes that are told as one: "12 dead" -> "15 people dead".
    bridge: int = 1
    #: Edits that are told of one revision; an article that was written anew has no more to tell by its words.
    most_edits: int = 200


SETTINGS = RevisionSettings()

_PARAGRAPH = re.compile(r"\S[^\n]*")
_WORD = re.compile(r"\d+(?:[.,:]\d+)*%?|[^\W\d_]+(?:[’'‐-][^\W\d_]+)*|[^\w\s]")
_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]{0,3}\s+")
_NUMERAL = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen|"
    r"(?:twen|thir|for|fif|six|seven|eigh|nine)ty|hundreds?|thousands?|millions?|billions?|dozens?|no|none)\b",
    re.IGNORECASE,
)
#: How an article says of itself that it was changed.
_NOTE = re.compile(
    r"\b(?:correct(?:ed|ion|ions|s)|clarif(?:ied|ication|ies)|amend(?:ed|ment|s)|updated?|retract(?:ed|ion)|"
    r"earlier version|previous version|editor[’']?s note|this (?:story|article|report) (?:was|has been))\b",
    re.IGNORECASE,
)
_Step = tuple[str, int, int, int, int]


class _Piece(Record, frozen=True, kw_only=True):
    """A paragraph or a word: its place in the text, and the form that is compared."""

    start: int
    end: int
    form: str


def compare_versions(old: Article, new: Article, seen: str, settings: RevisionSettings = SETTINGS) -> Revision:
    """Return what was changed from one version of an article to the next; ``seen`` is when the new one was found.

    >>> old = Article(id="a", text="Six people died in the fire.", version=1)
    >>> new = Article(id="a", text="Nine people died in the fire.", version=2)
    >>> [(edit.kind.value, edit.before, edit.after) for edit in compare_versions(old, new, "2031-02-06").edits]
    [('figure', 'Six', 'Nine')]
    """
    edits = []
    if (old.title or "") != (new.title or ""):
        edits.append(Edit(kind=EditKind.TITLE, before=old.title or "", after=new.title or ""))
    edits.extend(_compare_texts(old.text, new, settings))
    version = new.version or 1
    return Revision(
        id=make_id("n", new.id, version, old.sha256, new.sha256, old.title, new.title),
        article=new.id,
        version=version,
        seen=seen,
        noted=any(len(_NOTE.findall(edit.after)) > len(_NOTE.findall(edit.before)) for edit in edits),
        edits=tuple(edits[: settings.most_edits]),
    )


def drop_places(revision: Revision) -> Revision:
    """Return a revision without places in the text: for a version that is not the one at hand.

    >>> drop_places(Revision(id="n", article="a", version=2, seen="2031-02-06")).version
    2
    """
    return msgspec.structs.replace(
        revision, edits=tuple(msgspec.structs.replace(edit, span=None) for edit in revision.edits)
    )


def _compare_texts(old: str, new: Article, settings: RevisionSettings) -> Iterator[Edit]:
    """Yield the edits in the order of the new text; what was removed stands where it stood."""
    ours, theirs = _find_paragraphs(old), _find_paragraphs(new.text)
    steps = _align([p.form for p in ours], [p.form for p in theirs])
    lost = {ours[i].form for tag, a, b, _, _ in steps if tag != "equal" for i in range(a, b)}
    won = {theirs[i].form for tag, _, _, a, b in steps if tag != "equal" for i in range(a, b)}
    moved = lost & won
    for tag, old_from, old_to, new_from, new_to in steps:
        if tag == "equal":
            continue
        before = [p for p in ours[old_from:old_to] if p.form not in moved]
        after = theirs[new_from:new_to]
        partners = _pair(before, [p for p in after if p.form not in moved], settings)
        for paragraph in before:
            if paragraph not in partners.values():
                yield Edit(kind=EditKind.REMOVED, before=old[paragraph.start : paragraph.end])
        for paragraph in after:
            span = new.span(paragraph.start, paragraph.end)
            if paragraph.form in moved:
                yield Edit(kind=EditKind.MOVED, after=span.text, span=span)
            elif paragraph.start in partners:
                yield from _compare_words(old, partners[paragraph.start], new, paragraph, settings)
            else:
                yield Edit(kind=EditKind.ADDED, after=span.text, span=span)


def _find_paragraphs(text: str) -> list[_Piece]:
    return [
        _Piece(start=found.start(), end=found.start() + len(line.rstrip()), form=" ".join(line.split()))
        for found in _PARAGRAPH.finditer(text)
        for line in (found.group(),)
    ]


def _pair(before: Sequence[_Piece], after: Sequence[_Piece], settings: RevisionSettings) -> dict[int, _Piece]:
    """Return for each paragraph that was edited, by where it starts now, the one that it was: the most alike first."""
    words = {p.start: [w.lower() for w in _WORD.findall(p.form)][: settings.most_words] for p in after}
    rated = []
    for number, one in enumerate(before):
        ours = [w.lower() for w in _WORD.findall(one.form)][: settings.most_words]
        for other in after:
            share = Indel.normalized_similarity(ours, words[other.start])
            if share >= settings.least_shared:
                rated.append((-share, number, other.start))
    partners: dict[int, _Piece] = {}
    taken: set[int] = set()
    for _, number, start in sorted(rated):
        if number not in taken and start not in partners:
            taken.add(number)
            partners[start] = before[number]
    return partners


def _compare_words(old: str, before: _Piece, new: Article, after: _Piece, settings: RevisionSettings) -> Iterator[Edit]:
    """Yield the runs of words that differ in two states of one paragraph."""
    ours = _find_words(old, before)[: settings.most_words]
    theirs = _find_words(new.text, after)[: settings.most_words]
    for a, b, c, d in _bridge(_align([w.form for w in ours], [w.form for w in theirs]), settings.bridge):
        gone = old[ours[a].start : ours[b - 1].end] if b > a else ""
        came = new.span(theirs[c].start, theirs[d - 1].end) if d > c else None
        words = f"{gone} {came.text if came else ''}"
        if not any(character.isalnum() for character in words):
            continue  # marks alone
        figures = bool(_NUMERAL.search(gone)) and bool(came and _NUMERAL.search(came.text))
        place = theirs[min(c, len(theirs) - 1)].start if theirs else after.start
        yield Edit(
            kind=EditKind.FIGURE if figures else EditKind.WORDING,
            before=gone,
            after=came.text if came else "",
            around=read_sentence(new.text[after.start : after.end], place - after.start),
            span=came,
        )


def _find_words(text: str, paragraph: _Piece) -> list[_Piece]:
    return [
        _Piece(start=found.start(), end=found.end(), form=found.group().replace("’", "'"))
        for found in _WORD.finditer(text, paragraph.start, paragraph.end)
    ]


def _align(old: Sequence[str], new: Sequence[str]) -> list[_Step]:
    """Return the steps from one list to the other; lost and won runs at one place are one step."""
    steps: list[_Step] = []
    for step in Indel.opcodes(old, new):
        kind = "equal" if step.tag == "equal" else "change"
        if steps and steps[-1][0] == kind == "change":
            steps[-1] = ("change", steps[-1][1], step.src_end, steps[-1][3], step.dest_end)
        else:
            steps.append((kind, step.src_start, step.src_end, step.dest_start, step.dest_end))
    return steps


def _bridge(steps: Sequence[_Step], width: int) -> list[tuple[int, int, int, int]]:
    """Return the changed runs, two of them joined where few words stand between."""
    runs: list[tuple[int, int, int, int]] = []
    for tag, a, b, c, d in steps:
        if tag == "equal":
            continue
        if runs and a - runs[-1][1] <= width:
            runs[-1] = (runs[-1][0], b, runs[-1][2], d)
        else:
            runs.append((a, b, c, d))
    return runs


def read_sentence(paragraph: str, place: int) -> str:
    """Return the sentence of a paragraph around a place in it.

    >>> read_sentence("It sank. Six died. Rain fell.", 10)
    'Six died.'
    """
    edges = [0, *(found.end() for found in _SENTENCE_END.finditer(paragraph)), len(paragraph)]
    start = max(edge for edge in edges if edge <= max(place, 0))
    end = min((edge for edge in edges if edge > max(place, start)), default=len(paragraph))
    return paragraph[start:end].strip()
