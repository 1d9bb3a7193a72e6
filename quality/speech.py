"""Reported speech measured: ``python -m quality.speech figures|time|length|mutants [...]``.

    figures [GOLD.jsonl]   contents found and missed, on single-article ledgers or on the articles never learned from
    time                   milliseconds of each part for 650 words, one core, models warm
    length                 time and memory against the length of a text, up to 200,000 characters
    mutants [COUNT]        articles with broken marks: no exception, no broken span

Figures are for reading and for the records; only ``figures`` has a floor (quality/gate.py).
"""

from __future__ import annotations

import json
import random
import resource
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from train.marked import is_held, read_ledgers, read_marked

from rashomon.annotate.additions import add_speech
from rashomon.annotate.articles import load_annotator
from rashomon.annotate.quotes import find_speech
from rashomon.annotate.tagged import mark_speech
from rashomon.annotate.units import read_document
from rashomon.model.records import Article
from rashomon.weights.parsers import load_parser
from rashomon.weights.tagger import load_tagger

ROOT = Path(__file__).parent.parent
MARKED = ROOT / "train" / "speech"
#: Characters of content that must agree, of those in either, for a match (as the ledger scorer has it).
AGREE = 0.5
Spans = tuple[tuple[int, int], ...]
LENGTHS = (12_500, 25_000, 50_000, 100_000, 200_000)


def read_gold(path: Path | None) -> list[dict[str, Any]]:
    """Return the ledgers of a file, or the articles of train/speech that nothing was ever learned from."""
    if path is None:
        return [ledger for ledger in read_marked(MARKED) if is_held(ledger)]
    return read_ledgers(path)


def count_matches(gold: Sequence[Spans], found: Sequence[Spans]) -> int:
    """Return how many contents match one to one, best first.

    >>> count_matches([((0, 10),)], [((0, 8),), ((20, 30),)])
    1
    """
    pairs = sorted(
        (-share, i, j)
        for i, one in enumerate(gold)
        for j, other in enumerate(found)
        if (share := _share(one, other)) >= AGREE
    )
    left, right = set(range(len(gold))), set(range(len(found)))
    hits = 0
    for _, i, j in pairs:
        if i in left and j in right:
            left.remove(i)
            right.remove(j)
            hits += 1
    return hits


def _share(a: Spans, b: Spans) -> float:
    common = sum(max(0, min(x[1], y[1]) - max(x[0], y[0])) for x in a for y in b)
    return common / max(1, sum(e - s for s, e in a) + sum(e - s for s, e in b) - common)


def measure_speech(ledgers: Sequence[dict[str, Any]]) -> dict[str, float]:
    """Return precision, recall and F1 of contents over single-article ledgers, and recall by kind."""
    annotator = load_annotator()
    gold_count = found_count = hits = 0
    kinds: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for ledger in ledgers:
        article = ledger["articles"][0]
        quotes = annotator.annotate(Article(id=article["id"], text=article["text"])).quotes
        found = [tuple((span.start, span.end) for span in quote.content) for quote in quotes]
        gold = [tuple((span["start"], span["end"]) for span in quote["content"]) for quote in ledger["quotes"]]
        gold_count, found_count, hits = (
            gold_count + len(gold), found_count + len(found), hits + count_matches(gold, found)
        )  # fmt: skip
        for quote, spans in zip(ledger["quotes"], gold, strict=True):
            kinds[quote["kind"]][0] += any(_share(spans, other) >= AGREE for other in found)
            kinds[quote["kind"]][1] += 1
    figures = {
        "precision": hits / max(1, found_count),
        "recall": hits / max(1, gold_count),
        "f1": 2 * hits / max(1, gold_count + found_count),
    }
    figures |= {f"recall {kind}": hit / count for kind, (hit, count) in sorted(kinds.items())}
    return {name: round(value, 3) for name, value in figures.items()}


def read_examples() -> list[Article]:
    """Return the articles of the packs."""
    files = [*(ROOT / "examples").glob("*/articles.jsonl"), *(ROOT / "tests" / "packs").glob("*/articles.jsonl")]
    rows = [json.loads(line) for path in sorted(files) for line in path.read_text("utf-8").splitlines()]
    return [Article(id=f"{row['id']}-{number}", text=row["text"]) for number, row in enumerate(rows)]


def time_parts() -> dict[str, float]:
    """Return the milliseconds of processor time of each part of annotating 650 words."""
    annotator, nlp, tagger = load_annotator(), load_parser(), load_tagger()
    articles = read_examples()
    words = sum(len(article.text.split()) for article in articles)
    spent: dict[str, float] = defaultdict(float)

    def timed(name: str, work: Callable[..., Any], *given: Any) -> Any:
        started = time.process_time()
        result = work(*given)
        spent[name] += time.process_time() - started
        return result

    for article in articles:
        annotator.annotate(article)
    for article in articles:
        doc = timed("tokens", nlp.make_doc, article.text)
        for name, pipe in nlp.pipeline:
            doc = timed(f"parser: {name}", pipe, doc)
        parsed = timed("speech: reading the parse", read_document, doc)
        found = timed("speech: rules", find_speech, parsed)
        marked = timed("speech: tagger", mark_speech, parsed, found, tagger)
        timed("speech: both together", add_speech, parsed, found, marked)
        timed("all of annotate", annotator.annotate, article)
    return {name: round(650_000 * seconds / words, 1) for name, seconds in spent.items()}


def time_lengths() -> Iterator[tuple[int, float, float, float]]:
    """Yield (characters, seconds of parsing, seconds of finding speech, peak megabytes) as a text grows."""
    text = "\n\n".join(article.text for article in read_examples())
    nlp, tagger = load_parser(), load_tagger()
    for length in LENGTHS:
        part = (text * (1 + length // len(text)))[:length]
        started = time.perf_counter()
        doc = nlp(part)
        parsed_at = time.perf_counter()
        parsed = read_document(doc)
        found = find_speech(parsed)
        add_speech(parsed, found, mark_speech(parsed, found, tagger))
        done = time.perf_counter()
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        yield length, parsed_at - started, done - parsed_at, memory


def make_mutants(count: int, seed: int = 1) -> Iterator[Article]:
    """Yield articles with marks added, lost, doubled and nested, sentences run together, and words repeated."""
    chance = random.Random(seed)
    texts = [article.text for article in read_examples()]
    for number in range(count):
        text = _mutate(chance.choice(texts), chance)
        yield Article(id=f"m{number}", text=text)


_WORDS = ("said ", "he said: ", "according to ", "\n\n", "\u200b", "\r\n")
_MARKS = "\"'“”‘’«»„‚()[]"


def _mutate(text: str, chance: random.Random) -> str:
    """Return a part of a text with one to twelve mutations."""
    begin = chance.randrange(max(1, len(text) - 900))
    part = text[begin : begin + chance.randrange(1, 900)]
    for _ in range(chance.randrange(1, 12)):
        at = chance.randrange(len(part) + 1)
        match chance.randrange(8):
            case 0:
                part = part[:at] + chance.choice(_MARKS) + part[at:]
            case 1:
                part = "".join(c for c in part if c != chance.choice(_MARKS))
            case 2:
                part = part[:at] + "".join(chance.choice(_MARKS) for _ in range(10)) + part[at:]
            case 3:
                part = part.replace(". ", " ").replace("\n", " ")
            case 4:
                part = part[:at] + chance.choice(_WORDS) + part[at:]
            case 5:
                part = part[:at] + part[at : at + 40] * 3 + part[at:]
            case 6:
                part = "“‘" * 5 + part + "’”" * chance.randrange(6)
            case _:
                part = part[at:] + part[:at]
    return part or chance.choice(_MARKS)


def try_mutants(count: int) -> int:
    """Annotate mutants; return how many broke. A span that is not in its text raises when it is made."""
    annotator = load_annotator()
    broken = 0
    for article in make_mutants(count):
        try:
            annotator.annotate(article)
        except Exception as error:
            broken += 1
            print(article.id, type(error).__name__, error, repr(article.text[:200]))
    return broken


def main() -> int:
    """Print what is asked for."""
    what, *rest = sys.argv[1:] or ["figures"]
    if what == "figures":
        for name, value in measure_speech(read_gold(Path(rest[0]) if rest else None)).items():
            print(f"{name:20} {value:.3f}")
    elif what == "time":
        for name, value in time_parts().items():
            print(f"{name:28} {value:7.1f} ms")
    elif what == "length":
        for length, parsing, finding, memory in time_lengths():
            print(f"{length:8,} characters: parse {parsing:6.2f} s, speech {finding:6.2f} s, peak {memory:6.0f} MB")
    elif what == "mutants":
        count = int(rest[0]) if rest else 10_000
        broken = try_mutants(count)
        print(f"{count - broken} passed, {broken} failed")
        return 1 if broken else 0
    else:
        print(__doc__)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
