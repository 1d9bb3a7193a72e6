"""A watch over a site that changes: what is new is told in words, once, whatever ends the process."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.library.sites import Site, fetch, post, run_site

from rashomon.library.holdings import Added, Library
from rashomon.library.notices import begin_telling, post_news, take_news, write_atom
from rashomon.library.watches import Watch, WatchSettings, write_news
from rashomon.model.news import News, NewsKind
from rashomon.model.records import EditKind, Fault
from rashomon.read.drafts import Draft
from rashomon.read.fetch import Fetcher
from rashomon.store.articles import Outcome

FIRST = (
    "At least 12 people were killed when the ferry Petrel hit a barge in Port Orrin on Monday, the coast guard said."
)
INSPECTOR = (
    "Inspector Hale had warned the company of the state of the bilge pumps in a letter last month, records show."
)
CREW = "The crew of the barge were not hurt, and the harbour was closed to all traffic until the evening, police said."


class Clock:
    """A clock that goes on when it is told to."""

    def __init__(self) -> None:
        self.now = datetime(2031, 2, 3, 14, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def wait(self, minutes: float) -> None:
        self.now += timedelta(minutes=minutes)


@pytest.fixture
def site() -> Iterator[Site]:
    with run_site() as running:
        yield running


@pytest.fixture
def clock() -> Clock:
    return Clock()


def poll(watch: Watch) -> tuple[list[Added], list[News], list[Fault]]:
    items = list(watch.poll())
    return (
        [item for item in items if isinstance(item, Added)],
        [item for item in items if isinstance(item, News)],
        [item for item in items if isinstance(item, Fault)],
    )


def test_an_article_edited_three_times_shows_its_versions_and_their_differences(
    place: str, site: Site, clock: Clock
) -> None:
    address = site.write("petrel", "Twelve dead in Port Orrin", FIRST, INSPECTOR, CREW)
    with Library.create(place, clock) as library:
        watch = Watch(library, [site.feed], fetch)
        added, news, _ = poll(watch)
        assert [item.outcome for item in added] == [Outcome.NEW]
        assert [item.kind for item in news] == [NewsKind.NEW_STORY]
        edits = [
            (FIRST.replace("12", "15"), INSPECTOR, CREW),
            (FIRST.replace("12", "15"), CREW),
            (FIRST.replace("12", "14"), CREW, "Correction: an earlier version of this article gave a wrong toll."),
        ]
        told = []
        for paragraphs in edits:
            clock.wait(65)
            site.write("petrel", "Twelve dead in Port Orrin", *paragraphs)
            added, news, faults = poll(watch)
            assert [item.outcome for item in added] == [Outcome.CHANGED]
            assert [item.kind for item in news] == [NewsKind.CHANGED_ARTICLE]
            assert faults == []
            told.append(news[0].words)
        assert "at 15:05" in told[0]
        assert "“12” became “15” in “At least 15 people were killed" in told[0]
        assert told[0].endswith("no note")
        assert "a paragraph was removed: “Inspector Hale" in told[1]
        assert "the article says it was changed" in told[2]
        shown = library.show(address)
        assert [version.version for version in shown.versions] == [1, 2, 3, 4]
        kinds = [[edit.kind for edit in v.revision.edits] for v in shown.versions if v.revision]
        assert kinds == [[EditKind.FIGURE], [EditKind.REMOVED], [EditKind.FIGURE, EditKind.ADDED]]
        assert [v.revision.noted for v in shown.versions if v.revision] == [False, False, True]
        page = library.read_capture(shown.versions[0])
        assert b"Inspector Hale" in page.body
        assert ("Content-Type", "text/html; charset=utf-8") in page.headers


def test_what_did_not_change_is_not_fetched_again_and_is_no_news(place: str, site: Site, clock: Clock) -> None:
    site.write("petrel", "Twelve dead", FIRST, CREW)
    with Library.create(place, clock) as library:
        watch = Watch(library, [site.feed], fetch)
        poll(watch)
        assert poll(watch) == ([], [], [])
        assert site.asked == [("/feed.xml", 200), ("/petrel", 200)]
        clock.wait(10)
        assert poll(watch) == ([], [], [])
        assert site.asked[2:] == [("/feed.xml", 304), ("/petrel", 304)]
        clock.wait(60 * 24 * 4)
        poll(watch)
        asked = len(site.asked)
        clock.wait(60 * 24)
        poll(watch)
        assert [path for path, _ in site.asked[asked:]] == ["/feed.xml"]  # the page is old by now


def test_a_second_account_a_conflict_and_a_denial_are_told(place: str, site: Site, clock: Clock) -> None:
    site.write("petrel", "Ferry hits barge in Port Orrin", FIRST, CREW)
    with Library.create(place, clock) as library:
        watch = Watch(library, [site.feed], fetch)
        poll(watch)
        clock.wait(30)
        site.write(
            "blame", "Ferry Petrel hits barge in Port Orrin: company denies fault",
            "Nine people were killed when the ferry Petrel hit a barge in Port Orrin on Monday, the coast guard said.",
            "Mara Quill, director of the ferry company, denied that any warning about the pumps had been ignored.",
        )  # fmt: skip
        _, news, _ = poll(watch)
        kinds = [item.kind for item in news]
        assert kinds[0] is NewsKind.NEW_ACCOUNT
        conflict = next(item for item in news if item.kind is NewsKind.NEW_CONFLICT)
        assert "Until now undisputed: told by 1 account on 1 known origin." in conflict.words
        assert len(conflict.sources) == 2
        assert any("12" in passage for passage in conflict.passages)
        denials = [item.words for item in news if item.kind is NewsKind.DENIAL]
        assert any("denied that any warning about the pumps had been ignored" in words for words in denials)
        assert len({item.id for item in news}) == len(news)
        assert write_news(library) == []


def test_a_page_without_an_article_is_told_and_given_up_in_the_end(place: str, site: Site, clock: Clock) -> None:
    site.write("petrel", "Twelve dead", FIRST, CREW)
    site.pages["/empty"] = "<html><body></body></html>"
    with Library.create(place, clock) as library:
        watch = Watch(library, [site.feed], fetch, WatchSettings(most_failures=2))
        added, _, faults = poll(watch)
        assert len(added) == 1
        assert [fault.uri for fault in faults] == [f"{site.address}/empty"]
        clock.wait(60 * 24)
        _, _, faults = poll(watch)
        assert "given up after 2 attempts" in faults[0].message
        clock.wait(60 * 24 * 2)
        assert poll(watch)[2] == []


def test_a_feed_that_does_not_answer_is_a_fault_and_waits_ever_longer(place: str, site: Site, clock: Clock) -> None:
    with Library.create(place, clock) as library:
        watch = Watch(library, [f"{site.address}/gone.xml", site.feed], fetch)
        assert [fault.message for fault in poll(watch)[2]] == ["the server answered 404"]
        clock.wait(6)
        assert poll(watch)[2] == []
        clock.wait(6)
        assert len(poll(watch)[2]) == 1


def test_an_address_that_is_not_public_is_asked_as_soon_as_it_is_allowed(place: str, site: Site, clock: Clock) -> None:
    site.write("petrel", "Twelve dead", FIRST, CREW)
    with Library.create(place, clock) as library:
        [fault] = poll(Watch(library, [site.feed], Fetcher()))[2]
        assert "--allow-host" in fault.message
        added, _, faults = poll(Watch(library, [site.feed], fetch))
        assert len(added) == 1
        assert faults == []


def test_news_reach_every_receiver_once_in_order_and_wait_for_one_that_refuses(
    place: str, site: Site, clock: Clock, tmp_path: Path
) -> None:
    hook = f"{site.address}/hook"
    with Library.create(place, clock) as library:
        library.add(Draft(text=FIRST, uri="https://old.example/1", title="Old news"))
        begin_telling(library, [hook])
        watch = Watch(library, [site.feed], fetch)
        site.write(
            "mill", "Fire at the mill", "The fire broke out in the mill at noon, fire chief Tor Vik told reporters."
        )
        site.write(
            "vote", "Council votes on tax", "The council voted for the new property tax on Tuesday evening, 9 to 4."
        )
        poll(watch)
        site.post_status = 503
        assert [fault.uri for fault in post_news(library, hook, post)] == [hook]
        assert len(site.posted) == 1
        site.post_status = 204
        assert list(post_news(library, hook, post)) == []
        assert list(post_news(library, hook, post)) == []
        titles = [json.loads(body)["title"] for body in site.posted]
        assert titles == ["Fire at the mill", "Fire at the mill", "Council votes on tax"]
        assert [news.title for news in take_news(library, "another")] == titles[1:]
        write_atom(library, str(tmp_path / "news.xml"))
    root = ET.fromstring((tmp_path / "news.xml").read_bytes())
    names = {"a": "http://www.w3.org/2005/Atom"}
    assert [entry.findtext("a:title", "", names) for entry in root.iterfind("a:entry", names)] == [
        "New story: “Council votes on tax” (Estmark Post)", "New story: “Fire at the mill” (Estmark Post)",
    ]  # fmt: skip
    links = [link.attrib["href"] for link in root.iterfind("a:entry/a:link", names)]
    assert links == [f"{site.address}/vote", f"{site.address}/mill"]


def test_news_that_were_not_told_before_the_end_are_told_at_the_next_start(
    place: str, site: Site, clock: Clock
) -> None:
    site.write("petrel", "Twelve dead", FIRST, CREW)
    with Library.create(place, clock) as library:
        for item in Watch(library, [site.feed], fetch).poll():
            assert isinstance(item, Added)
            break  # the process ends here, before the news are written
    with Library.open(place, clock) as library:
        assert [news.kind for news in poll(Watch(library, [site.feed], fetch))[1]] == [NewsKind.NEW_STORY]


def test_news_of_many_arrivals_are_written_some_at_a_time(
    place: str, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rashomon.library.watches.ARRIVALS", 2)
    with Library.create(place, clock) as library:
        Watch(library, [], fetch)
        for number, text in enumerate((FIRST, CREW, FIRST.replace("12", "15"))):
            library.add(Draft(text=text, uri=f"https://paper{number % 2}.example/", title="Ferry"))
        news = write_news(library)
        assert NewsKind.CHANGED_ARTICLE in {item.kind for item in news}
        assert write_news(library) == []
