"""Watching feeds: what is due is fetched, what is new is added, what is worth telling is told.

Every step is written down before the next is taken, so that a watch that is ended at any moment goes on by itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import islice

import msgspec

from rashomon.library.addresses import normalise_address
from rashomon.library.holdings import Added, Library
from rashomon.library.news import find_news
from rashomon.model.captures import Capture
from rashomon.model.errors import LibraryError, RashomonError
from rashomon.model.news import News
from rashomon.model.records import Fault, Ledger, Record
from rashomon.read.connections import ClosedAddressError
from rashomon.read.documents import read_article, read_pointers
from rashomon.read.drafts import Draft
from rashomon.read.settings import Fetch
from rashomon.store.articles import Outcome, clean_text, read_after, read_last_number
from rashomon.store.stories import name_stories
from rashomon.store.watched import (
    Feed,
    Page,
    list_due_pages,
    put_fact,
    put_feed,
    put_news,
    put_page,
    read_fact,
    read_feed,
    read_page,
)


class WatchSettings(Record, frozen=True, kw_only=True):
    """When feeds and pages are asked again."""

    #: Seconds between two looks at a feed.
    every: float = 300.0
    #: A page is looked at again after this share of its age, and at least ``every`` seconds after the last look: most
    #: changes come in the first hours. So a page costs some 28 requests in its three days, most of them "not modified".
    share: float = 0.25
    days: float = 3.0
    #: Failures after which a page is given up; each doubles the wait. Feeds are never given up, but asked once a day.
    most_failures: int = 6
    longest: float = 86_400.0


SETTINGS = WatchSettings()
#: Arrivals whose news are written at once: each of their stories is read twice, before and after.
ARRIVALS = 100


class Watch:
    """Feeds that are polled into a library."""

    def __init__(
        self, library: Library, feeds: Sequence[str], fetch: Fetch, settings: WatchSettings = SETTINGS
    ) -> None:
        self._library = library
        self._feeds = tuple(dict.fromkeys(feeds))
        self._fetch = fetch
        self._settings = settings
        #: How many feeds and pages the last look asked for.
        self.asked = 0
        with library.database.writing() as transaction:
            if not read_fact(transaction, "told"):  # what was there before anybody watched is no news
                put_fact(transaction, "told", str(read_last_number(transaction)))

    def poll(self) -> Iterator[Added | News | Fault]:
        """Look once at whatever is due; yield each article that is on the disk, each fault, and the news last.

        News of what came in before, but was not told because the process ended, is told too.
        """
        self.asked = 0
        for address in self._feeds:
            yield from self._poll_feed(address)
        with self._library.database.reading() as transaction:
            due = list_due_pages(transaction, self._feeds, self._library.stamp())
        for page in due:
            yield from self._visit(page)
        yield from write_news(self._library)

    def find_due(self) -> str:
        """Return when the next feed is due; what is due at once has no moment."""
        with self._library.database.reading() as transaction:
            return min((read_feed(transaction, address).due for address in self._feeds), default="")

    def _poll_feed(self, address: str) -> Iterator[Fault]:
        with self._library.database.reading() as transaction:
            feed = read_feed(transaction, address)
        if feed.due > self._library.stamp():
            return
        try:
            fetched = self._get(address, feed.etag, feed.modified)
            pointers = () if fetched.status == 304 else read_pointers(fetched)
        except ClosedAddressError as error:  # nobody was asked: once it is allowed it is due at once
            yield Fault(uri=address, stage="watch", message=str(error))
            return
        except RashomonError as error:
            failures = feed.failures + 1
            with self._library.database.writing() as transaction:
                put_feed(transaction, msgspec.structs.replace(feed, failures=failures, due=self._back_off(failures)))
            yield Fault(uri=address, stage="watch", message=str(error))
            return
        moment = self._library.stamp()
        # The feed's own mark and the pages it names are kept together: a mark alone would hide the pages for ever.
        with self._library.database.writing() as transaction:
            for pointer in pointers:
                page = normalise_address(pointer.known.uri or "")
                if page and read_page(transaction, page) is None:
                    put_page(transaction, _plan_page(page, feed, pointer.known, moment))
            put_feed(
                transaction,
                Feed(
                    address=address, etag=fetched.etag or feed.etag, modified=fetched.modified or feed.modified,
                    due=self._after(self._settings.every),
                ),
            )  # fmt: skip

    def _visit(self, page: Page) -> Iterator[Added | Fault]:
        """Fetch a page that is due; the article and what is known of the page are kept together."""
        try:
            fetched = self._get(page.address, page.etag, page.modified)
            draft = None if fetched.status == 304 else read_article(fetched)
        except ClosedAddressError as error:
            yield Fault(uri=page.address, stage="watch", message=str(error))
            return
        except RashomonError as error:
            failures = page.failures + 1
            given_up = failures >= self._settings.most_failures
            due = "" if given_up else self._back_off(failures)
            with self._library.database.writing() as transaction:
                put_page(transaction, msgspec.structs.replace(page, failures=failures, due=due))
            tail = f"; given up after {failures} attempts" if given_up else ""
            yield Fault(uri=page.address, stage="watch", message=f"{error}{tail}")
            return
        state = msgspec.structs.replace(
            page, etag=fetched.etag or page.etag, modified=fetched.modified or page.modified, failures=0,
            due=self._next_look(page),
        )  # fmt: skip
        added = None
        with self._library.writing() as transaction:
            if draft is not None:
                added = self._library.add_within(transaction, _complete(draft, page), fetched)
            put_page(transaction, state)
        if added is not None and added.outcome is not Outcome.KNOWN:
            yield added

    def _get(self, address: str, etag: str, modified: str) -> Capture:
        self.asked += 1
        fetched = self._fetch(address, etag=etag, modified=modified)
        if fetched.status not in (200, 304):
            raise LibraryError(f"the server answered {fetched.status}")
        return fetched

    def _next_look(self, page: Page) -> str:
        """Return when a page is looked at again: ever more seldom, until it is old."""
        now = datetime.fromisoformat(self._library.stamp())
        age = (now - datetime.fromisoformat(page.found)).total_seconds()
        if age > self._settings.days * 86_400:
            return ""
        return self._after(max(self._settings.every, age * self._settings.share))

    def _back_off(self, failures: int) -> str:
        return self._after(min(self._settings.every * 2 ** min(failures, 20), self._settings.longest))

    def _after(self, seconds: float) -> str:
        now = datetime.fromisoformat(self._library.stamp())
        return (now + timedelta(seconds=seconds)).astimezone(UTC).isoformat(timespec="seconds")


def _plan_page(address: str, feed: Feed, known: Draft, moment: str) -> Page:
    """Return what is known of a page when its feed first names it: it is due at once."""
    return Page(
        address=address, feed=feed.address, title=clean_text(known.title or ""), published=known.published or "",
        found=moment, due=moment,
    )  # fmt: skip


def _complete(draft: Draft, page: Page) -> Draft:
    """Return an article at the address of its feed, with what the feed says where the page says nothing."""
    return msgspec.structs.replace(
        draft,
        uri=page.address,
        title=draft.title or page.title or None,
        published=draft.published or page.published or None,
    )


def write_news(library: Library) -> list[News]:
    """Write down what is new since this was last done, and return it.

    Arrivals are taken some at a time; their news and the mark of how far they go are kept together, so that ended in
    between, it is done again for these alone.
    """
    written: list[News] = []
    while (fresh := _write_some(library)) is not None:
        written += fresh
    return written


def _write_some(library: Library) -> list[News] | None:
    """Write the news of the next arrivals; None where there are no more."""
    with library.database.reading() as transaction:
        told = int(read_fact(transaction, "told") or 0)
        arrivals = list(islice(read_after(transaction, told), ARRIVALS))
        names = name_stories(transaction, [version.story or 0 for version in arrivals])
    if not arrivals:
        return None
    moment, last = library.stamp(), arrivals[-1].number
    found: list[News] = []
    for number in dict.fromkeys(version.story for version in arrivals):
        if number in names:
            found += _read_news(library, names[number], told, last, moment)
    with library.database.writing() as transaction:
        fresh = [news for news in found if put_news(transaction, news.id, msgspec.json.encode(news))]
        put_fact(transaction, "told", str(last))
    return fresh


def _read_news(library: Library, story: str, told: int, last: int, moment: str) -> Sequence[News]:
    before: Ledger | None
    try:
        before = library.read_story(story, until=told) if told else None
    except LibraryError:  # the story held nothing then
        before = None
    return find_news(story, before, library.read_story(story, until=last), moment)
