"""One id for each article: given ids stay, the others come from content; the same article twice is one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rashomon.model.ids import make_id
from rashomon.model.records import Article, Fault
from rashomon.read.drafts import Draft


def settle_ids(drafts: Iterable[Draft | Fault]) -> Iterator[Article | Fault]:
    """Yield each article once, under an id of its own; faults pass through.

    The same article again is left out with a fault; another article under a taken id gets a new id and a fault.
    """
    taken: dict[str, str] = {}
    for draft in drafts:
        if isinstance(draft, Fault):
            yield draft
            continue
        content = draft.make_content_id()
        key = draft.id or content
        if key in taken and taken[key] != content:
            new = make_id("a", key, content)
            if new not in taken:
                yield Fault(
                    article=new, uri=draft.name, stage="read",
                    message=f"the id {key!r} is used by another article; this one is now {new!r}: give each its own id",
                )  # fmt: skip
            key = new
        if key in taken:
            yield Fault(
                article=key, uri=draft.name, stage="read",
                message="the same article was given twice and counts once; if two outlets printed it, name the outlets",
            )  # fmt: skip
            continue
        taken[key] = content
        yield draft.settle(key)


def order_drafts(drafts: Iterable[Draft]) -> list[Draft]:
    """Return drafts in an order that the order of the inputs does not change, so that ids do not depend on it."""
    return sorted(drafts, key=lambda d: (d.id or "", d.published or "~", d.make_content_id(), d.uri or "", d.name))
