"""What a library answers, as lines: for a person to read, or each a JSON object for a script."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from rashomon.library.holdings import Added, Hit, Shown
from rashomon.model.news import News
from rashomon.model.records import Article
from rashomon.report.phrases import clip_text, say_count, say_when
from rashomon.report.revisions import say_edit, say_revision
from rashomon.store.articles import Line, Outcome, Version
from rashomon.store.stories import Judgement, StoryLine

_TITLE = 100


def list_added(added: Added, *, as_json: bool) -> str:
    """Return one line on an article that is in the library now."""
    article = added.version.article
    if as_json:
        told = {"outcome": added.outcome, "id": article.id, "version": added.version.version, "story": added.story}
        return _encode(told)
    tail = f": {say_revision(added.version.revision)}" if _is_changed(added) and added.version.revision else ""
    version = f" (version {added.version.version})" if added.outcome is Outcome.CHANGED else ""
    return f"{added.outcome.value:7} {article.id} {added.story} {_name(article)}{version}{tail}"


def _is_changed(added: Added) -> bool:
    return added.outcome is Outcome.CHANGED


def list_news(news: News, *, as_json: bool) -> str:
    """Return one line on a piece of news."""
    if as_json:
        return _encode(news)
    return f"{say_when(news.made, day=False)} {news.words}"


def tell_round(asked: int, due: str) -> str:
    """Return one line on a look that found nothing new.

    >>> tell_round(0, "2031-02-06T09:30:00+00:00")
    'nothing was due: the next feed is due on 6 February 2031, 09:30 UTC'
    """
    if asked:
        return f"nothing new: {say_count(asked, 'address', 'addresses')} looked at"
    return "nothing was due" + (f": the next feed is due on {say_when(due)} UTC" if due else "")


def list_lines(lines: Iterable[Line], *, as_json: bool) -> Iterator[str]:
    """Yield a line for each article."""
    for line in lines:
        if as_json:
            yield _encode(line)
            continue
        versions = f" ({line.versions} versions)" if line.versions > 1 else ""
        when = say_when(line.published) or "no date"
        yield f"{line.id} {line.story} {when}, {line.outlet}: {clip_text(line.title, _TITLE)}{versions}"


def list_stories(lines: Iterable[StoryLine], *, as_json: bool) -> Iterator[str]:
    """Yield a line for each story."""
    for line in lines:
        if as_json:
            yield _encode(line)
            continue
        counts = f"{say_count(line.articles, 'article')} of {say_count(line.outlets, 'outlet')}"
        yield f"{line.id} {say_when(line.last)}, {counts}: {clip_text(line.title, _TITLE)}"


def list_hits(hits: Iterable[Hit], *, as_json: bool) -> Iterator[str]:
    """Yield two lines for each hit: what was found, and the words around it."""
    for hit in hits:
        article = hit.version.article
        if as_json:
            yield _encode({"id": article.id, "version": hit.version.version, "latest": hit.latest, "story": hit.story,
                           "outlet": article.outlet, "title": article.title, "passage": hit.passage})  # fmt: skip
            continue
        note = "" if hit.latest else f" (only in version {hit.version.version}, no longer there)"
        yield f"{article.id} {hit.story} {_name(article)}{note}"
        yield f"    {hit.passage}"


def list_shown(shown: Shown, *, as_json: bool) -> Iterator[str]:
    """Yield what is known of an article: where it is from, its story, and every version with what it changed."""
    latest = shown.versions[-1].article
    if as_json:
        yield _encode({"id": shown.id, "story": shown.story, "versions": [_describe(v) for v in shown.versions]})
        return
    yield _name(latest)
    yield f"    {latest.uri or 'no address'}; published {say_when(latest.published) or 'no date'}"
    yield f"    article {shown.id}, story {shown.story or 'none'}"
    for version in shown.versions:
        head = f"version {version.version}, seen {say_when(version.seen)}"
        if version.revision is None:
            yield f"{head}: {say_count(len(version.article.text.split()), 'word')}"
            continue
        yield f"{head}: {'the article says it was changed' if version.revision.noted else 'no note'}"
        for edit in version.revision.edits:
            yield f"    {say_edit(edit)}"


def list_judgements(found: Iterable[tuple[Judgement, tuple[str, ...]]], *, as_json: bool) -> Iterator[str]:
    """Yield a line for each judgement on a story."""
    for judgement, articles in found:
        if as_json:
            yield _encode({"number": judgement.number, "kind": judgement.kind, "by": judgement.by,
                           "made": judgement.made, "articles": articles, "reasons": judgement.reasons,
                           "undone": judgement.undone})  # fmt: skip
            continue
        why = f": {'; '.join(judgement.reasons)}" if judgement.reasons else ""
        undone = " (undone)" if judgement.undone else ""
        yield (
            f"{judgement.number} {say_when(judgement.made)}, {judgement.by}: {judgement.kind.value} "
            f"{', '.join(articles)}{why}{undone}"
        )


def _describe(version: Version) -> dict[str, Any]:
    return {"version": version.version, "seen": version.seen, "article": version.article, "revision": version.revision,
            "captured": version.capture is not None}  # fmt: skip


def _name(article: Article) -> str:
    title = clip_text(article.title or " ".join(article.text.split()), _TITLE)
    return f"{article.label}: {title}"


def _encode(record: Any) -> str:
    return msgspec.json.encode(record).decode()
