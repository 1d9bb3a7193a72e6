"""Time and memory of the main job, each part by itself: ``python -m quality.bench [ARTICLES.jsonl]``.

Prints milliseconds for an article in each stage (median of three runs, models warm, one process), what relating costs
as accounts grow, and the peak memory. Figures are for reading and for the records in docs/; no test depends on them.
"""

from __future__ import annotations

import json
import resource
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

import msgspec

from quality.tellings import tell_again
from rashomon.annotate.articles import load_annotator
from rashomon.model.records import Article, Generator
from rashomon.relate.accounts import relate_accounts
from rashomon.report import render_html
from rashomon.weights.encoder import Encoder, load_encoder

ROOT = Path(__file__).parent.parent
RUNS = 3
#: Accounts of one event, and how many of them there are.
EVENT = ROOT / "examples" / "ferry-collision" / "articles.jsonl"
COUNTS = (5, 20, 40, 80)


def read_examples() -> list[Article]:
    """Return the articles of all packs."""
    files = [*(ROOT / "examples").glob("*/articles.jsonl"), *(ROOT / "tests" / "packs").glob("*/articles.jsonl")]
    return [
        msgspec.structs.replace(article, id=f"{path.parent.name}-{article.id}")
        for path in sorted(files)
        for article in read_articles(path)
    ]


def read_articles(path: Path) -> list[Article]:
    """Return the articles of a JSON Lines file."""
    return [msgspec.convert(json.loads(line), Article) for line in path.read_text("utf-8").splitlines()]


def time_of(work: Callable[[], object]) -> float:
    """Return the median seconds of three runs."""
    seconds = []
    for _ in range(RUNS):
        started = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - started)
    return statistics.median(seconds)


def main() -> None:
    """Measure and print."""
    articles = read_articles(Path(sys.argv[1])) if len(sys.argv) > 1 else read_examples()
    started = time.perf_counter()
    annotator, encoder = load_annotator(), load_encoder()
    print(f"loading the models          {time.perf_counter() - started:8.2f} s")
    words = sum(len(article.text.split()) for article in articles)
    seconds = time_of(lambda: [annotator.annotate(article) for article in articles])
    print(f"annotate, an article        {1000 * seconds / len(articles):8.1f} ms ({words / len(articles):.0f} words)")
    print(f"annotate, 650 words         {650_000 * seconds / words:8.1f} ms")
    accounts = [annotator.annotate(article) for article in articles]
    event = read_articles(EVENT)
    for count in COUNTS:
        some = [annotator.annotate(article) for article in tell_again(event, count)]
        claims = sum(len(account.claims) for account in some)
        encoder = Encoder(encoder._session, encoder._tokenizer)  # no vector is known
        started, spent = time.perf_counter(), time.process_time()
        relate_accounts(some, encoder.encode, generator=Generator(), pieces=encoder.encode_pieces)
        wall, cpu = time.perf_counter() - started, time.process_time() - spent
        print(
            f"relate {count:3} accounts         {wall:8.2f} s, {cpu:.2f} of a processor ({claims:,} claims)", flush=True
        )
    ledger = relate_accounts(accounts, encoder.encode, generator=Generator())
    print(f"the page of {len(accounts)} accounts     {time_of(lambda: render_html(ledger)):8.2f} s")
    print(f"peak memory                 {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:8.0f} MB")


if __name__ == "__main__":
    main()
