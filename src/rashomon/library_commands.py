"""The commands of the library; no logic."""

from __future__ import annotations

import re
import sys
from datetime import datetime
from typing import TYPE_CHECKING, Any

import click

from rashomon.consoles import JSON, LIBRARY, SAY, Say, talking
from rashomon.sources import Sources, sources

if TYPE_CHECKING:
    from rashomon.library.holdings import Library

#: A year, a month, a day or a time: what can be compared as text.
_DAY = re.compile(r"\d{4}(?:-\d\d(?:-\d\d(?:T\d\d:\d\d.*)?)?)?$")
_MOST = click.option("-n", "most", type=click.IntRange(1), default=50, show_default=True, help="Lines at most.")


def _check_day(ctx: click.Context, param: click.Parameter, value: str) -> str:
    """Refuse what is no date: as text it would be compared all the same, and match anything or nothing."""
    whole = value + "-01-01"[len(value) - 4 :] if len(value) < 10 else value
    try:
        if value and not _DAY.match(value):
            raise ValueError(value)
        datetime.fromisoformat(whole if value else "2031-01-01")
    except ValueError:
        raise click.UsageError(
            f"--since {value}: no date: write a year, a month or a day as 2031, 2031-02 or 2031-02-06, "
            "or a time as 2031-02-06T09:30"
        ) from None
    return value


def _open(place: str | None) -> Library:
    from rashomon.library.holdings import Library, find_place

    return Library.open(find_place(place))


@click.command(short_help="Make a library.")
@click.argument("place", required=False, metavar="[PLACE]")
@talking
@SAY
def init(say: Say, place: str | None) -> None:
    """Make a library: a file, or a PostgreSQL database by its address. One that is there stays as it is.

    \b
    rashomon init
    rashomon init postgresql://desk@localhost/news
    """
    from rashomon.library.holdings import Library, find_place

    with Library.create(find_place(place)) as library:
        say.answer(f"library: {library.database.place}")


@click.command(short_help="Bring articles into the library.")
@sources
@LIBRARY
@JSON
@talking
@SAY
def add(say: Say, sources: Sources, place: str | None, as_json: bool) -> None:
    """Bring articles into the library; a line each when it is on the disk.

    An article that is there already, at the same address or under the same id of its outlet, becomes a new version
    where its text or headline differ.

    \b
    rashomon add saved-pages/ today.jsonl.gz
    rashomon add https://paper.example/ferry
    rashomon add https://paper.example/feed.xml --follow
    """
    from rashomon.listings import list_added
    from rashomon.model.records import Fault
    from rashomon.pipeline import describe_fault

    with _open(place) as library:
        for item in library.add_inputs(sources.inputs, stdin=sys.stdin.buffer, reading=sources.settings):
            if isinstance(item, Fault):
                say.fault(describe_fault(item))
            else:
                say.answer(list_added(item, as_json=as_json))


@click.command("list", short_help="List the articles or stories of the library.")
@click.option("--stories", is_flag=True, help="List stories, the one with the latest arrival first.")
@click.option("--story", metavar="ID", default="", help="Only articles of this story.")
@click.option("--outlet", metavar="NAME", default="", help="Only articles of this outlet.")
@click.option(
    "--since", metavar="DAY", default="", callback=_check_day,
    help="Only what came out on this day (2031-02-06; or 2031-02, 2031) or later.",
)  # fmt: skip
@_MOST
@LIBRARY
@JSON
@talking
@SAY
def list_(
    say: Say, /, stories: bool, most: int, place: str | None, as_json: bool, **matching: str
) -> None:  # fmt: skip
    """List articles, the last published first; or stories.

    \b
    rashomon list --outlet "Fenn Observer"
    rashomon list --stories
    """
    from rashomon.listings import list_lines, list_stories

    with _open(place) as library:
        lines = list(
            list_stories(library.list_stories(most), as_json=as_json)
            if stories
            else list_lines(library.list_articles(most, **matching), as_json=as_json)
        )
        for line in lines:
            say.answer(line)
        if not lines:
            asked = ", ".join(f"--{name} {given}" for name, given in matching.items() if given and not stories)
            say.note(f"no article matches {asked}" if asked else "the library holds no article yet: rashomon add INPUT")


@click.command(short_help="Show an article with every version it had.")
@click.argument("name", metavar="ARTICLE")
@click.option("--text", "version", metavar="VERSION", help="Print the text of this version; 'last' is the latest.")
@click.option("--raw", metavar="VERSION", help="Print what this version was read from, byte for byte.")
@LIBRARY
@JSON
@talking
@SAY
def show(say: Say, name: str, version: str | None, raw: str | None, place: str | None, as_json: bool) -> None:
    """Show an article by its id or address: its versions, and what each of them changed.

    \b
    rashomon show https://paper.example/ferry
    rashomon show a-0123456789ab --text 1
    """
    from rashomon.listings import list_shown

    with _open(place) as library:
        shown = library.show(name)
        if version:
            click.echo(shown.choose(version).article.text)
        elif raw:
            sys.stdout.buffer.write(library.read_capture(shown.choose(raw)).body)
        else:
            for line in list_shown(shown, as_json=as_json):
                say.answer(line)


@click.command(short_help="Search the full text of the library.")
@click.argument("words", nargs=-1, required=True, metavar="WORDS...")
@_MOST
@LIBRARY
@JSON
@talking
@SAY
def search(say: Say, words: tuple[str, ...], most: int, place: str | None, as_json: bool) -> None:
    """Find articles that hold all of these words, in any version.

    Words in quotation marks must stand together; harb* finds harbour and harbours; a word after - must not be there
    (then put the whole question in quotation marks of the shell, or it is taken for an option).

    \b
    rashomon search ferry harbour
    rashomon search 'ferry "coast guard" -strike'
    """
    from rashomon.listings import list_hits

    with _open(place) as library:
        hits = library.search(" ".join(words), most)
        for line in list_hits(hits, as_json=as_json):
            say.answer(line)
        if not hits:
            say.note(f"no article holds all of: {' '.join(words)}")


@click.group(short_help="Merge and split stories, and undo it.")
def story() -> None:
    """Decide which articles stand in which story. Every decision is kept and can be undone.

    \b
    rashomon story merge s-0123456789ab s-ba9876543210 --reason "same collision"
    rashomon story show s-0123456789ab
    """


_REASON = click.option("--reason", default="", metavar="WHY", help="Kept with the decision.")


@story.command("show")
@click.argument("story_id", metavar="STORY")
@LIBRARY
@JSON
@talking
@SAY
def show_story(say: Say, story_id: str, place: str | None, as_json: bool) -> None:
    """Show how a story came to be: every decision on it, by the program and by people."""
    from rashomon.library.judgements import list_judgements
    from rashomon.listings import list_judgements as list_found

    with _open(place) as library:
        for line in list_found(list_judgements(library, story_id), as_json=as_json):
            say.answer(line)


@story.command()
@click.argument("keep", metavar="STORY")
@click.argument("take", metavar="OTHER")
@_REASON
@LIBRARY
@talking
@SAY
def merge(say: Say, keep: str, take: str, reason: str, place: str | None) -> None:
    """Move all articles of OTHER into STORY."""
    from rashomon.library.judgements import merge_stories

    with _open(place) as library:
        done = merge_stories(library, keep, take, reason)
        say.answer(f"merged {len(done.moves)} into {keep}; to undo it: rashomon story undo {done.number}")


@story.command()
@click.argument("story_id", metavar="STORY")
@click.argument("articles", nargs=-1, required=True, metavar="ARTICLE...")
@_REASON
@LIBRARY
@talking
@SAY
def split(say: Say, story_id: str, articles: tuple[str, ...], reason: str, place: str | None) -> None:
    """Move articles of STORY into a story of their own."""
    from rashomon.library.judgements import split_story

    with _open(place) as library:
        done, new = split_story(library, story_id, articles, reason)
        say.answer(f"split {len(done.moves)} off into {new}; to undo it: rashomon story undo {done.number}")


@story.command()
@click.argument("number", type=int, metavar="NUMBER")
@_REASON
@LIBRARY
@talking
@SAY
def undo(say: Say, number: int, reason: str, place: str | None) -> None:
    """Take a decision back: its articles return to where they were."""
    from rashomon.library.judgements import undo_judgement

    with _open(place) as library:
        done = undo_judgement(library, number, reason)
        say.answer(f"moved {len(done.moves)} back; to undo that: rashomon story undo {done.number}")


@click.command(short_help="Take results of earlier models out of the library.")
@LIBRARY
@talking
@SAY
def tidy(say: Say, place: str | None) -> None:
    """Take out what earlier models, settings and versions of the program computed; articles and stories stay.

    \b
    rashomon tidy
    """
    with _open(place) as library:
        say.answer(f"{library.forget_stale()} results of earlier models taken out")


@click.command(short_help="Watch feeds, and tell what is new in words.")
@click.argument("feeds", nargs=-1, required=True, metavar="FEEDS...")
@click.option("--every", type=click.FloatRange(1), default=300.0, show_default=True, help="Seconds between two looks.")
@click.option("--once", is_flag=True, help="Look once at what is due, and end.")
@click.option("--atom", metavar="FILE", help="Keep the last news in this file, as an Atom feed.")
@click.option("--webhook", "webhooks", multiple=True, metavar="URL", help="Send each piece of news there, as JSON.")
@click.option(
    "--allow-host", "allowed", multiple=True, metavar="HOST",
    help="A host that may be asked though it is not on the public network, as it stands in addresses.",
)  # fmt: skip
@LIBRARY
@JSON
@talking
@SAY
def watch(
    say: Say, /, feeds: tuple[str, ...], once: bool, place: str | None, as_json: bool, **given: Any
) -> None:  # fmt: skip
    """Look at feeds again and again: add what they name, and tell what is new.

    FEEDS is an OPML file, a file with an address a line, or an address. Told are new stories, new accounts, changed
    articles, new conflicts with what was told before, and denials. Ended at any moment, it goes on where it was.

    \b
    rashomon watch feeds.opml
    rashomon watch feeds.opml --atom news.xml --webhook https://desk.example/hook
    rashomon watch https://paper.example/feed.xml --once
    """
    from rashomon.library.rounds import Receivers, Round, run_rounds
    from rashomon.library.watches import WatchSettings
    from rashomon.library.wires import open_wires
    from rashomon.listings import list_added, list_news, tell_round
    from rashomon.model.news import News
    from rashomon.model.records import Fault
    from rashomon.pipeline import describe_fault

    with _open(place) as library:
        receivers = Receivers(atom=given["atom"], webhooks=given["webhooks"])
        wires, settings = open_wires(given["allowed"]), WatchSettings(every=given["every"])
        silent = True
        for item in run_rounds(library, feeds, wires, receivers, settings, once=once):
            if isinstance(item, Round):
                if once and silent:
                    say.note(tell_round(item.asked, item.due))
                continue
            silent = silent and not isinstance(item, Fault | News)
            if isinstance(item, Fault):
                say.fault(describe_fault(item))
            elif isinstance(item, News):
                say.answer(list_news(item, as_json=as_json))
            elif say.verbose:
                say.tell(list_added(item, as_json=False))


COMMANDS = (watch, init, add, list_, show, search, story, tidy)
