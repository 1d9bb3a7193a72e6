"""What lineage costs as articles grow: ``python -m quality.lineage.speed [1000 3000 10000 30000]``.

The 108 accounts of the open set's eighteen events with a dispatch and rewrites of it, those of the last part left out,
and the packs' 36, written over again as other events: every name, noun, verb, adjective and adverb becomes a made-up
word of the same length, the same one in all accounts of one event, and figures are shifted. So each event keeps its
flow and shares nothing but function words with the others. Sentence vectors are sums of vectors of the words; making
them is what annotation costs, and is taken off.

``--verbatim`` compares the part that finds the same words with MinHash (datasketch, where it is installed).
"""

from __future__ import annotations

import argparse
import json
import resource
import time
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from zlib import crc32

import msgspec
import numpy as np
from numpy.typing import NDArray

from quality.lineage.flows import HALVES, read_events
from rashomon.model.annotated import Annotated, Word
from rashomon.model.records import Article, Entity, Quote, Relation, Value
from rashomon.model.spans import Span
from rashomon.relate.candidates import find_candidates
from rashomon.relate.echoes import find_echo, read_profiles
from rashomon.relate.entities import merge_entities
from rashomon.relate.lineage import find_lineage
from rashomon.relate.outlets import read_outlets
from rashomon.relate.passages import fold_word

ROOT = Path(__file__).parents[2]
_OPEN = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "ADV"})
_VOWELS, _OTHERS = "aeiou", "bcdfghjklmnpqrstvwxyz"


def annotate_seeds() -> list[list[Annotated]]:
    """Return the accounts that are written over, an event at a time."""
    from rashomon.annotate.articles import load_annotator

    annotator = load_annotator()
    flows = [event for event in read_events(HALVES[:3]) if event.dated and event.sort_pairs()["made"]]
    events = [[telling.article for telling in event.tellings] for event in flows]
    for folder in sorted(
        {*(ROOT / "examples").glob("*/articles.jsonl"), *(ROOT / "tests/packs").glob("*/articles.jsonl")}
    ):
        lines = folder.read_text("utf-8").splitlines()
        events.append([msgspec.convert(json.loads(line), Article) for line in lines])
    return [list(merge_entities([annotator.annotate(article) for article in event])[1]) for event in events]


@lru_cache(maxsize=500_000)
def disguise(word: str, event: int) -> str:
    """Return a made-up word of the same length and letter case.

    >>> len(disguise("Harbour", 3)), disguise("Harbour", 3) == disguise("Harbour", 3)
    (7, True)
    """
    seed = crc32(f"{event} {word.casefold()}".encode())
    letters = []
    for place, char in enumerate(word):
        seed = (seed * 1103515245 + 12345) & 0x7FFFFFFF
        row = _VOWELS if place % 2 else _OTHERS
        new = row[(seed >> 8) % len(row)] if char.isalpha() else char
        letters.append(new.upper() if char.isupper() else new)
    return "".join(letters)


def write_over(account: Annotated, event: int) -> Annotated:
    """Return an account of another event: the same sentences in other words."""
    words: list[Word] = []
    parts, end = [], 0
    for word in account.words:
        text = disguise(word.text, event) if word.pos in _OPEN and word.text.isascii() else word.text
        parts += [account.article.text[end : word.start], text]
        end = word.end
        words.append(msgspec.structs.replace(word, text=text, lemma=fold_word(text)))
    parts.append(account.article.text[end:])
    source = account.article
    article = Article(
        id=f"{source.id}-{event}", outlet=source.outlet, byline=source.byline, published=source.published,
        text="".join(parts),
    )  # fmt: skip

    def move(spans: Sequence[Span]) -> tuple[Span, ...]:
        return tuple(article.span(span.start, span.end) for span in spans)

    def move_quote(quote: Quote) -> Quote:
        speaker = f"{quote.speaker}-{event}" if quote.speaker else None
        return msgspec.structs.replace(
            quote, id=f"{quote.id}-{event}", speaker=speaker,
            content=move(quote.content), cue=move(quote.cue), source=move(quote.source),
        )  # fmt: skip

    def move_value(value: Value) -> Value:
        low = value.low + event if isinstance(value.low, int | float) else value.low
        high = value.high + event if isinstance(value.high, int | float) else value.high
        return msgspec.structs.replace(value, span=move((value.span,))[0], low=low, high=high)

    return Annotated(
        article=article,
        words=tuple(words),
        sentences=account.sentences,
        entities=tuple(
            Entity(id=f"{e.id}-{event}", name=disguise(e.name, event), kind=e.kind, mentions=move(e.mentions))
            for e in account.entities
        ),
        quotes=tuple(move_quote(quote) for quote in account.quotes),
        values=tuple(move_value(value) for value in account.values),
    )


def make_stream(seeds: Sequence[Sequence[Annotated]], count: int) -> list[Annotated]:
    """Return so many articles, event after event."""
    made: list[Annotated] = []
    event = 0
    while len(made) < count:
        made += [write_over(account, event) for account in seeds[event % len(seeds)]]
        event += 1
    return made[:count]


class WordVectors:
    """Sentence vectors from words alone, with the seconds spent on them."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self._rows: dict[str, NDArray[np.float32]] = {}

    def encode(self, sentences: Sequence[str]) -> NDArray[np.float32]:
        """Return a unit vector for each sentence."""
        started = time.process_time()
        rows = np.zeros((len(sentences), 384), dtype=np.float32)
        for number, sentence in enumerate(sentences):
            rows[number] = sum((self._look_up(word) for word in sentence.split() if len(word) > 3), rows[number])
        rows /= np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
        self.seconds += time.process_time() - started
        return rows

    def _look_up(self, word: str) -> NDArray[np.float32]:
        if word not in self._rows:
            if len(self._rows) > 100_000:
                self._rows.clear()
            generator = np.random.default_rng(crc32(word.encode()))
            self._rows[word] = generator.standard_normal(384).astype(np.float32)
        return self._rows[word]


def measure_lineage(stream: Sequence[Annotated]) -> None:
    """Print what lineage costs on a stream."""
    vectors = WordVectors()
    began, started = time.perf_counter(), time.process_time()
    lines = find_lineage(stream, vectors.encode)
    seconds = time.process_time() - started - vectors.seconds
    wall = time.perf_counter() - began
    derived = sum(line.relation in (Relation.COPY, Relation.REWRITE) for line in lines)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{len(stream):7} articles {seconds:8.1f} s of one core ({1000 * seconds / len(stream):.2f} ms each; wall with "
        f"vectors {wall:.0f} s)  {derived} copies and rewrites, {len(lines) - derived} shared  {memory:.0f} MB",
        flush=True,
    )


def measure_verbatim(stream: Sequence[Annotated]) -> None:
    """Print what finding the same words costs, beside MinHash over the same 5-grams."""
    outlets = read_outlets(stream)
    nothing = np.zeros((0, 384), dtype=np.float32)
    profiles = read_profiles(stream, outlets, lambda _: nothing, facts=False)
    started = time.process_time()
    pairs = find_candidates(profiles)
    exact = {(i, j) for i, j in pairs if find_echo(profiles[i], profiles[j]).runs}
    print(f"ours:       {time.process_time() - started:6.1f} s, {len(exact)} pairs with runs, aligned to the word")
    try:
        from datasketch import MinHash, MinHashLSH  # type: ignore[import-not-found, import-untyped, unused-ignore]
    except ImportError:
        print("datasketch is not installed")
        return
    started = time.process_time()
    index = MinHashLSH(threshold=0.1, num_perm=128)
    found: set[tuple[int, int]] = set()
    for place, profile in enumerate(profiles):
        sketch = MinHash(num_perm=128)
        sketch.update_batch([gram.tobytes() for gram in profile.grams])
        found.update((int(other), place) for other in index.query(sketch))
        index.insert(str(place), sketch)
    seconds = time.process_time() - started
    print(f"datasketch: {seconds:6.1f} s, {len(found)} pairs, of which {len(found & exact)} have runs; not aligned")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Measure lineage on streams of several sizes.")
    parser.add_argument("sizes", nargs="*", type=int, default=[1000, 3000, 10000, 30000])
    parser.add_argument("--verbatim", action="store_true", help="the verbatim part alone, beside datasketch")
    args = parser.parse_args()
    seeds = annotate_seeds()
    for size in args.sizes:
        stream = make_stream(seeds, size)
        (measure_verbatim if args.verbatim else measure_lineage)(stream)


if __name__ == "__main__":
    main()
