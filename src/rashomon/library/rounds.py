"""A watch from start to end: look, tell, wait, look again."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence

from rashomon.library.holdings import Added, Library
from rashomon.library.notices import begin_telling, post_news, take_news, write_atom
from rashomon.library.watches import Watch, WatchSettings
from rashomon.library.wires import Wires
from rashomon.model.news import News
from rashomon.model.records import Fault, Record
from rashomon.outputs import check_output
from rashomon.read.feed_lists import read_feed_list

#: Whoever called is a receiver like any other: what was written down but not told before the end is told at the start.
CALLER = "terminal"


class Receivers(Record, frozen=True, kw_only=True):
    """Who is told besides the caller: an Atom feed in a file, and addresses that take JSON."""

    atom: str | None = None
    webhooks: tuple[str, ...] = ()


class Round(Record, frozen=True, kw_only=True):
    """The end of one look: how many feeds and pages were asked for, and when the next feed is due."""

    asked: int
    due: str


def run_rounds(
    library: Library,
    feeds: Sequence[str],
    wires: Wires,
    receivers: Receivers,
    settings: WatchSettings,
    *,
    once: bool = False,
    sleep: Callable[[float], None] = time.sleep,
) -> Iterator[Added | News | Fault | Round]:
    """Watch feeds until the process ends, or ``once``; yield what was added, what is news, what went wrong, each round.

    Raises:
        InputError: a list of feeds cannot be read.
        OutputError: the Atom feed cannot be written.
    """
    addresses = [address for given in feeds for address in read_feed_list(given)]
    if receivers.atom:
        check_output(receivers.atom)
    begin_telling(library, (CALLER, *receivers.webhooks))
    watch = Watch(library, addresses, wires.fetch, settings)
    first = True
    while True:
        news = False
        for item in watch.poll():
            if not isinstance(item, News):
                yield item
        for told in take_news(library, CALLER):
            news = True
            yield told
        if receivers.atom and (news or first):
            write_atom(library, receivers.atom)
        for address in receivers.webhooks:
            yield from post_news(library, address, wires.post)
        yield Round(asked=watch.asked, due=watch.find_due())
        if once:
            return
        first = False
        sleep(settings.every)
