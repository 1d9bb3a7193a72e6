"""Pages that a feed, a list or an export names: fetched where the user asks for it, else told of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from rashomon.model.errors import InputError
from rashomon.model.records import Fault, Ledger
from rashomon.read.documents import Item, read_capture
from rashomon.read.drafts import Draft, Pointer, complete_draft
from rashomon.read.files import clean_name
from rashomon.read.settings import ReadSettings


def follow_pointers(
    items: Iterable[Item], name: str, settings: ReadSettings
) -> Iterator[Draft | Fault | tuple[str, Ledger]]:
    """Yield articles and faults; each page that is named is fetched, or what its list says of it is read instead.

    One fault tells how many pages are named without their text, and one how many with a summary alone.
    """
    seen = named = summaries = 0
    for item in items:
        seen += 1
        if not isinstance(item, Pointer):
            yield item
        elif settings.follow and settings.fetch is not None and item.known.uri:
            yield from _follow(item, settings, 1)
        elif item.known.text.strip():
            summaries += not item.whole
            yield item.known
        else:
            named += 1
    if not seen:
        yield Fault(uri=name, stage="read", message="it names no page and holds no article; nothing was read from it")
    if summaries:
        yield _count(name, summaries, "carries only a summary, which was", "carry only a summary, which were")
    if named:
        yield _count(
            name, named, "is named without its text, and was not", "are named without their text, and were not"
        )


def _count(name: str, count: int, one: str, many: str) -> Fault:
    what = f"1 page {one} read" if count == 1 else f"{count:,} pages {many} read"
    return Fault(uri=name, stage="read", message=f"{what}: --follow fetches {'it' if count == 1 else 'them'}")


def _follow(pointer: Pointer, settings: ReadSettings, depth: int) -> Iterator[Draft | Fault | tuple[str, Ledger]]:
    """Fetch a page and yield what it holds; where that fails, what its list says of it, with a fault."""
    known = pointer.known
    address = known.uri or ""
    found = 0
    try:
        if settings.fetch is None:
            raise InputError("nothing is fetched here")
        for item in read_capture(settings.fetch(address), settings):
            if isinstance(item, Pointer):
                found += 1
                if depth < settings.deepest and item.known.uri:
                    yield from _follow(item, settings, depth + 1)
                elif item.known.text.strip():
                    yield item.known
                else:
                    raise InputError("it is a list of pages in a list of lists; its pages were not fetched")
            elif isinstance(item, Draft):
                found += 1
                yield complete_draft(item, known)
            else:
                yield item
    except InputError as error:
        yield Fault(uri=clean_name(address), stage="read", message=str(error))
    if not found and known.text.strip():
        yield msgspec.structs.replace(known, name=address)
        yield Fault(uri=clean_name(address), stage="read", message="what its list says of it was read instead")
