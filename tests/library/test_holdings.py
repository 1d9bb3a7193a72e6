"""What is put into a library comes out as it was, with every version, on a file and on a server alike."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from rashomon.library.groupings import Grouping
from rashomon.library.holdings import Added, Library, LibrarySettings
from rashomon.model.captures import Capture
from rashomon.model.codec import check_ledger, encode_ledger
from rashomon.model.errors import LibraryError
from rashomon.model.records import EditKind, Fault
from rashomon.pipeline import report_inputs
from rashomon.read.drafts import Draft
from rashomon.store.articles import Outcome
from rashomon.store.databases import create_database, open_database
from rashomon.store.watched import put_fact

FERRY = "Six people died when the ferry sank off the island on Monday, coast guard chief Ada Lund said."
FIRE = "The fire broke out in the mill at noon on Monday, and fire chief Tor Vik said that nobody was hurt."
PLACE = "https://paper.example/ferry"


def draft(text: str, uri: str | None = None, **fields: str) -> Draft:
    return Draft(text=text, uri=uri, **fields)  # type: ignore[arg-type]


def test_an_article_comes_back_as_it_was_given(library: Library) -> None:
    odd = "Zoë’s \x00 naïve 🛳 ferry\r\n\tsank.  \u2028 Ida said: “No.”"
    given = Draft(text=odd, uri=PLACE, outlet="A\x00B", title="T\x00", byline=("x", "y"), published="2031-02-06")
    added = library.add(given)
    assert added.outcome is Outcome.NEW
    article = library.show(PLACE).versions[0].article
    assert (article.text, article.outlet, article.title, article.byline, article.published) == (
        odd, "A\x00B", "T\x00", ("x", "y"), "2031-02-06",
    )  # fmt: skip
    assert article.version == 1
    assert library.list_articles()[0].outlet == "A\ufffdB"


def test_odd_ids_and_addresses_are_taken_in_stride(library: Library) -> None:
    odd = [{"id": "a\x00b"}, {"id": "ü" * 3000}, {"uri": "https://a.example/\x00x"}, {"uri": "https://[broken/"},
           {"uri": "https://a.example/é?q=ü", "title": "\x00"}]  # fmt: skip
    for number, fields in enumerate(odd):
        given = Draft(text=f"{FERRY} {number}", **fields)  # type: ignore[arg-type]
        assert [library.add(given).outcome for _ in range(2)] == [Outcome.NEW, Outcome.KNOWN]
    assert library.show("https://a.example/%C3%A9?q=%C3%BC").versions[0].article.uri == "https://a.example/é?q=ü"


def test_the_same_again_changes_nothing_and_other_text_is_a_new_version(place: str) -> None:
    times = iter(datetime(2031, 2, 6, 14, minute, tzinfo=UTC) for minute in range(60))
    with Library.create(place, clock=lambda: next(times)) as library:
        first = library.add(draft(FERRY, PLACE + "?utm_source=mail", title="Ferry sinks"))
        again = library.add(draft(FERRY, PLACE + "#top", title="Ferry sinks", published="2031-02-06"))
        changed = library.add(draft(FERRY.replace("Six", "Nine"), PLACE, title="Ferry sinks"))
        assert [item.outcome for item in (first, again, changed)] == [Outcome.NEW, Outcome.KNOWN, Outcome.CHANGED]
        assert first.version.article.id == changed.version.article.id
        shown = library.show(PLACE)
        assert [version.article.text.split()[0] for version in shown.versions] == ["Six", "Nine"]
        revision = shown.versions[1].revision
        assert revision is not None
        assert [(edit.kind, edit.before, edit.after) for edit in revision.edits] == [(EditKind.FIGURE, "Six", "Nine")]
        assert revision.seen == shown.versions[1].seen > shown.versions[0].seen
        assert not revision.noted
        assert len(library.list_articles()) == 1


def test_ids_given_by_outlets_and_contents_tell_articles_apart(library: Library) -> None:
    one = library.add(draft(FERRY, "a.txt", id="7", outlet="Post"))
    other = library.add(draft(FIRE, "a.txt", id="7", outlet="Herald"))
    changed = library.add(draft(FERRY + " More follows.", "b.txt", id="7", outlet="Post"))
    alone = library.add(draft(FERRY, "a.txt"))
    longer = library.add(draft(FERRY + " And more.", "a.txt"))
    assert [item.outcome.value for item in (one, other, changed, alone, longer)] == [
        "new", "new", "changed", "new", "new",
    ]  # fmt: skip
    with pytest.raises(LibraryError, match="2 articles go by this id"):
        library.show("7")
    with pytest.raises(LibraryError, match="no article of this id"):
        library.show("8")


def test_articles_on_one_event_share_a_story_across_openings_and_the_rest_do_not(place: str) -> None:
    with Library.create(place) as library:
        ferry = library.add(draft(FERRY, "https://a.example/1"))
    with Library.open(place) as library:
        fire = library.add(draft(FIRE, "https://a.example/2"))
        more = library.add(
            draft("The ferry off the island sank with six people, Ada Lund said.", "https://b.example/1")
        )
        assert ferry.story == more.story != fire.story
        assert [(line.id, line.articles) for line in library.list_stories()] == [(ferry.story, 2), (fire.story, 1)]
        assert {line.story for line in library.list_articles(story=ferry.story)} == {ferry.story}


def test_two_openings_see_what_the_other_adds(place: str) -> None:
    with Library.create(place) as one, Library.open(place) as other:
        first = one.add(draft(FERRY, "https://a.example/1"))
        second = other.add(draft(FERRY.replace("Six", "At least six"), "https://b.example/1"))
        third = one.add(draft(FERRY.replace("Six", "As many as six"), "https://c.example/1"))
        assert first.story == second.story == third.story
        assert one.add(draft(FERRY.replace("Six", "At least six"), "https://b.example/1")).outcome is Outcome.KNOWN


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("ferry", ["ferry"]), ("FERRIES monday", ["ferry"]), ("monday", ["ferry", "fire"]), ('"fire chief"', ["fire"]),
        ('"chief fire"', []), ("monday -mill", ["ferry"]), ("isl*", ["ferry"]), ("island’s", ["ferry"]), ("sunk", []),
        ("headline", ["ferry"]), ("ferry OR", []), ("ferry ' \" ) ; -- & | ! :* (", ["ferry"]), ("Zoe", ["fire"]),
    ],
)  # fmt: skip
def test_search_finds_words_phrases_and_beginnings(library: Library, question: str, found: list[str]) -> None:
    library.add(draft(FERRY, "https://a.example/ferry", title="A headline"))
    library.add(draft(FIRE + " Zoë Holm left.", "https://a.example/fire"))
    hits = library.search(question)
    assert sorted((hit.version.article.uri or "").rpartition("/")[2] for hit in hits) == found
    assert all(hit.passage in hit.version.article.text for hit in hits)


def test_search_finds_what_was_taken_out_and_says_so(library: Library) -> None:
    inspector = "Inspector Hale had warned of the bilge pumps."
    library.add(draft(f"{FERRY}\n{inspector}", PLACE))
    library.add(draft(FERRY, PLACE))
    (hit,) = library.search("bilge")
    assert not hit.latest
    assert hit.version.version == 1
    (hit,) = library.search("ferry")
    assert hit.latest


def test_search_for_nothing_is_refused(library: Library) -> None:
    for question in ("", "-ferry", '"" ...'):
        with pytest.raises(LibraryError, match="asks for no word"):
            library.search(question)


def test_captures_are_kept_to_the_byte(library: Library) -> None:
    capture = Capture(
        address=PLACE, fetched="2031-02-06T14:00:00+00:00", headers=(("ETag", '"é"'),), body=bytes(range(256))
    )
    library.add(Draft(text=FERRY, uri=PLACE), capture)
    version = library.show(PLACE).versions[0]
    assert library.read_capture(version) == capture
    library.add(Draft(text=FIRE, uri=PLACE))
    with pytest.raises(LibraryError, match="was not kept"):
        library.read_capture(library.show(PLACE).choose("last"))


def test_a_story_reads_as_the_ledger_of_its_articles(library: Library, tmp_path: Path) -> None:
    lines = Path("examples/ferry-collision/articles.jsonl").read_text("utf-8").splitlines()[:2]
    (tmp_path / "two.jsonl").write_text("\n".join(lines), encoding="utf-8")
    added = [item for item in library.add_inputs([tmp_path / "two.jsonl"]) if isinstance(item, Added)]
    assert len({item.story for item in added}) == 1
    ledger = library.read_story(added[0].story)
    assert check_ledger(ledger) == ()
    assert encode_ledger(library.read_story(added[0].story)) == encode_ledger(ledger)
    plain = report_inputs([item.version.article for item in added])
    assert encode_ledger(plain).replace(b'"version": null', b'"version": 1') == encode_ledger(ledger)


def test_a_ledger_says_which_versions_it_rests_on(library: Library) -> None:
    story = library.add(draft(f"{FERRY}\n\nInspector Hale had warned of the pumps.", PLACE)).story
    library.add(draft(FERRY.replace("Six", "Nine"), PLACE))
    library.add(draft(FERRY.replace("Six", "Eight") + "\n\nThis article was corrected.", PLACE))
    ledger = library.read_story(story)
    assert [article.version for article in ledger.articles] == [3]
    assert [(revision.version, revision.noted) for revision in ledger.revisions] == [(2, False), (3, True)]
    assert check_ledger(ledger) == ()
    before = library.read_story(story, until=1)
    assert (before.articles[0].version, before.revisions) == (1, ())


def test_faults_of_reading_are_yielded_and_the_rest_is_added(library: Library, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(FERRY, encoding="utf-8")
    items = list(library.add_inputs([tmp_path / "gone.txt", tmp_path / "a.txt"]))
    assert [type(item) for item in items] == [Fault, Added]


def test_what_is_no_library_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("my notes, do not touch", encoding="utf-8")
    with pytest.raises(LibraryError, match="no library"):
        Library.create(path)
    assert path.read_text(encoding="utf-8") == "my notes, do not touch"
    with pytest.raises(LibraryError, match="rashomon init"):
        Library.open(tmp_path / "gone.db")
    with pytest.raises(LibraryError, match="make it first"):
        Library.create(tmp_path / "gone" / "x.db")
    with pytest.raises(LibraryError, match="a library is a file, or postgresql"):
        Library.open("mysql://u:secret@host/x")


def test_a_library_may_have_any_name(tmp_path: Path) -> None:
    with Library.create(tmp_path / "a?b%20c#d.db") as library:
        library.add(draft(FERRY, PLACE))
    assert (tmp_path / "a?b%20c#d.db").is_file()
    with Library.open(tmp_path / "a?b%20c#d.db") as library:
        assert len(library.list_articles()) == 1


def test_a_library_of_a_later_version_is_refused(place: str) -> None:
    with Library.create(place) as library, library.database.writing() as transaction:
        put_fact(transaction, "format", "99")
    for attempt in (Library.open, Library.create):
        with pytest.raises(LibraryError, match="upgrade rashomon"):
            attempt(place)


def test_a_server_that_is_not_there_is_told_without_the_password() -> None:
    with pytest.raises(LibraryError) as caught:
        Library.open("postgresql://me:s3cret@localhost:1/x")
    assert "s3cret" not in str(caught.value)


def test_a_library_that_is_opened_again_goes_on_from_the_grouping_that_was_written_down(
    place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = LibrarySettings(most_unwritten=10)  # on closing, one new article is enough
    with Library(create_database(place), settings=settings) as library:
        ferry = library.add(draft(FERRY, "https://a.example/1"))
        library.add(draft(FIRE, "https://a.example/2"))
    fed: list[str] = []
    with monkeypatch.context() as patch:
        patch.setattr(Grouping, "feed", lambda _, article, vector: fed.append(article.id))
        with Library(open_database(place), settings=settings) as library:
            again = library.add(draft(FERRY.replace("Six", "At least six"), "https://b.example/1"))
    assert (again.story, fed) == (ferry.story, [])


def test_a_grouping_that_was_not_written_down_in_time_is_fed_the_rest(place: str) -> None:
    with Library(create_database(place), settings=LibrarySettings(most_unwritten=10)) as library:
        library.add(draft(FIRE, "https://a.example/2"))
    with Library.open(place) as library:  # what comes now is too little to be written down
        ferry = library.add(draft(FERRY, "https://a.example/1"))
    with Library.open(place) as library:
        again = library.add(draft(FERRY.replace("Six", "At least six"), "https://b.example/1"))
    assert again.story == ferry.story


def test_a_grouping_from_before_the_window_is_left_aside(place: str) -> None:
    settings = LibrarySettings(most_unwritten=10, days_open=30)
    early, late = datetime(2031, 2, 6, tzinfo=UTC), datetime(2031, 6, 6, tzinfo=UTC)
    with Library(create_database(place), clock=lambda: early, settings=settings) as library:
        ferry = library.add(draft(FERRY, "https://a.example/1"))
    with Library(open_database(place), clock=lambda: late, settings=settings) as library:
        again = library.add(draft(FERRY.replace("Six", "At least six"), "https://b.example/1"))
    assert again.story != ferry.story
