"""What a library costs: ``python -m quality.shelves [--articles 2000]``, on a file and on PostgreSQL.

The articles are made of sentences of the packs, 250 words each, 20 to an event with names of its own; so sizes are
real and variety is not. Prints adding, opening, searching, showing, and reading a story anew and again.
"""

from __future__ import annotations

import argparse
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.servers import make_place, run_server

from quality.bench import read_examples
from rashomon.library.holdings import Library
from rashomon.read.drafts import Draft


def make_drafts(count: int) -> Iterator[Draft]:
    """Yield so many articles, 20 on each event, in an order in which events overlap."""
    choice = random.Random(1)
    sentences = [line for article in read_examples() for line in article.text.split("\n") if len(line.split()) > 12]
    events = [
        (f"Port{number}a Holm{number}b", choice.sample(sentences, min(8, len(sentences)))) for number in range(count)
    ]
    for number in range(count):
        event = max(0, number // 20 - choice.randrange(3))
        name, own = events[event]
        body = "\n\n".join(f"{name} {name}: {line}" for line in choice.sample(own, 5))
        yield Draft(
            text=f"Report {number} from {name}.\n\n{body}",
            uri=f"https://paper{number % 40}.example/{number}",
            title=f"{name} news {number}",
            published=f"2031-02-{1 + number * 27 // count:02}T10:00:00+00:00",
        )


def time_of(work: Callable[[], object], times: int = 20) -> float:
    """Return the median milliseconds."""
    seconds = []
    for _ in range(times):
        started = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - started)
    return 1000 * statistics.median(seconds)


def measure(place: str, where: str, count: int) -> None:
    """Fill a library and print what it costs."""
    with Library.create(place) as library:
        halves, started = [], time.perf_counter()
        for number, draft in enumerate(make_drafts(count)):
            library.add(draft)
            if number + 1 in (count // 2, count):
                halves.append(time.perf_counter() - started)
        first, second = halves[0] / (count // 2), (halves[1] - halves[0]) / (count - count // 2)
        print(f"{where:10} add, the first half     {1000 * first:8.1f} ms an article")
        print(f"{where:10} add, the second half    {1000 * second:8.1f} ms an article")
    with Library.open(place) as library:
        started = time.perf_counter()
        library.add(Draft(text="One more about nothing at all that was there.", uri="https://paper.example/last"))
        print(f"{where:10} the first add after opening {time.perf_counter() - started:6.2f} s")
        name = f"Port{count // 50}a"
        print(f"{where:10} search, one event       {time_of(lambda: library.search(name)):8.1f} ms")
        print(f"{where:10} search, a common word   {time_of(lambda: library.search('report')):8.1f} ms")
        print(f"{where:10} list 50                 {time_of(library.list_articles):8.1f} ms")
        print(f"{where:10} show                    {time_of(lambda: library.show('https://paper1.example/1')):8.1f} ms")
        story = max(library.list_stories(100), key=lambda line: min(line.articles, 8) * 100 - line.articles)
        started = time.perf_counter()
        library.read_story(story.id)
        print(f"{where:10} read a story of {story.articles:3}     {1000 * (time.perf_counter() - started):8.0f} ms")
        print(f"{where:10} read it again           {time_of(lambda: library.read_story(story.id)):8.1f} ms")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=2000)
    count = parser.parse_args().articles
    with tempfile.TemporaryDirectory() as name, run_server() as server:
        measure(str(Path(name, "rashomon.db")), "file", count)
        print(f"file       size                    {Path(name, 'rashomon.db').stat().st_size / 1e6:8.1f} MB")
        measure(make_place(server, "shelves"), "PostgreSQL", count)


if __name__ == "__main__":
    main()
