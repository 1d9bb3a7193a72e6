"""How well and how fast articles are grouped: ``python -m quality.groupings [FOLDER] [--vectors FILE] [--scale]``.

Prints B3, pairwise F1 and V-measure on our own stories (``quality/stories/``: dated, and without their dates) and on
every set in FOLDER (each a folder with ``articles.jsonl.gz`` and ``gold.jsonl``). ``--vectors`` keeps the vectors in a
file from one run to the next. ``--scale`` measures time and memory on an invented stream of 100,000 articles instead.
"""

from __future__ import annotations

import argparse
import gzip
import json
import math
import re
import zlib
from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from rashomon.model.ids import make_id
from rashomon.model.records import Article
from rashomon.stories.clusters import SETTINGS, Clusters, StorySettings
from rashomon.stories.traits import describe_article
from rashomon.stories.vocabularies import Floats
from rashomon.weights.encoder import load_encoder

ROOT = Path(__file__).parent.parent
OWN = Path(__file__).parent / "stories"
#: Days over which the kinds of events of our own stories are spread where they are crowded.
SEASON = 60
#: Characters that the text of one of our own articles has at least, to count as one: a third of what we wrote is a
#: headline with a line below, which no paper prints alone. What is shorter is a part of longer ones (`syndicate`).
LEAST = 100
#: Articles that a syndicated story has: two, and up to so many more.
MORE = 9
_SENTENCE_END = re.compile(r"(?<=[.!?\"])\s+(?=[A-Z\"“])")


class Stream(NamedTuple):
    """Articles in their order, the story of each, and the kind of event: near misses are of one kind."""

    name: str
    articles: tuple[Article, ...]
    stories: tuple[str, ...]
    kinds: tuple[str, ...]


class Figures(NamedTuple):
    """How a grouping compares with the gold."""

    b3_precision: float
    b3_recall: float
    b3: float
    pairs: float
    v_measure: float
    stories: int
    gold: int


def read_own(least: int = LEAST, files: Sequence[str] = ("*",)) -> Stream:
    """Return our own stories and those of the packs, in the order of their dates."""
    paths = sorted(path for name in files for path in OWN.glob(f"{name}.txt"))
    rows = [row for path in paths for row in _read_stories(path)]
    for path in sorted((*ROOT.glob("examples/*/articles.jsonl"), *ROOT.glob("tests/packs/*/articles.jsonl"))):
        for line in path.read_text("utf-8").splitlines():
            item = json.loads(line)
            key = make_id("a", path.parent.name, item["id"])
            article = Article(id=key, title=item["title"], text=item["text"], published=item["published"])
            rows.append((article, path.parent.name, path.parent.name))
    rows = [row for row in rows if len(row[0].text) >= least]
    rows.sort(key=lambda row: ((row[0].published or "")[:16], row[0].id))
    return _make_stream("own, dated", rows)


def _read_stories(path: Path) -> list[tuple[Article, str, str]]:
    """Read one file: ``## kind: story``, then for each article ``@ outlet | date | title`` and its text."""
    rows: list[tuple[Article, str, str]] = []
    kind = story = ""
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("## "):
            kind, story = line[3:].split(": ")
        elif line.startswith("@ "):
            outlet, published, title = line[2:].split(" | ", 2)
            key = make_id("a", outlet, published, title)
            rows.append(
                (Article(id=key, outlet=outlet, title=title, text="", published=published), f"{kind}/{story}", kind)
            )
        elif line.strip():
            article, *rest = rows[-1]
            whole = Article(
                id=article.id, outlet=article.outlet, title=article.title, published=article.published,
                text=f"{article.text}\n{line}".strip(),
            )  # fmt: skip
            rows[-1] = (whole, rest[0], rest[1])
    return rows


def _make_stream(name: str, rows: Sequence[tuple[Article, str, str]]) -> Stream:
    articles, stories, kinds = zip(*rows, strict=True)
    return Stream(name, articles, stories, kinds)


def crowd_dates(stream: Stream, season: int = SEASON) -> Stream:
    """Return a stream in which events of one kind follow one another within days, and all kinds fall into one season.

    The hours between the articles of a story stay as they are.
    """
    begins: dict[tuple[str, str], datetime] = {}
    moments = [datetime.fromisoformat(article.published or "").replace(tzinfo=None) for article in stream.articles]
    for moment, story, kind in zip(moments, stream.stories, stream.kinds, strict=True):
        begins[kind, story] = min(moment, begins.get((kind, story), moment))
    moved: dict[str, timedelta] = {}
    last: dict[str, tuple[datetime, datetime]] = {}
    for (kind, story), begin in sorted(begins.items(), key=lambda item: (item[1], item[0])):
        if kind in last:
            old, new = last[kind]
            gap = min(begin - old, timedelta(hours=30 + zlib.crc32(story.encode()) % 100))
            start = new + gap
        else:
            start = datetime(2031, 1, 1) + timedelta(hours=zlib.crc32(kind.encode()) % (24 * season))
        last[kind] = begin, start
        moved[story] = start - begin
    rows = []
    for article, moment, story, kind in zip(stream.articles, moments, stream.stories, stream.kinds, strict=True):
        published = (moment + moved[story]).isoformat()[:16]
        rows.append((Article(id=article.id, title=article.title, text=article.text, published=published), story, kind))
    name = stream.name.replace("dated", "crowded")
    return _make_stream(name, sorted(rows, key=lambda row: (row[0].published, row[0].id)))


def drop_dates(stream: Stream) -> Stream:
    """Return the short stories of a stream without their dates, in an order that tells nothing."""
    rows = [
        (Article(id=article.id, title=article.title, text=article.text), story, kind)
        for article, story, kind in zip(stream.articles, stream.stories, stream.kinds, strict=True)
        if len(article.text) < 1000
    ]
    return _make_stream("own, undated", sorted(rows, key=lambda row: row[0].id))


def syndicate(stream: Stream, *, dated: bool = False) -> Stream:
    """Return longer articles, put together of the sentences of a story as papers do with what agencies send them.

    A story has 2 to 10 of them, a third begin with a line that prints a date. Only if ``dated`` they have one beside
    them: up to 20 hours after an article of the story. Chance is a checksum, so that the same stories give the same
    articles.
    """
    stories: dict[tuple[str, str], list[Article]] = {}
    for article, story, kind in zip(stream.articles, stream.stories, stream.kinds, strict=True):
        stories.setdefault((story, kind), []).append(article)
    rows = []
    for (story, kind), articles in sorted(stories.items()):
        days = sorted(article.published or "" for article in articles)
        for number in range(2 + zlib.crc32(f"{story} size".encode()) % MORE):
            text = _compose(articles, number, f"{story} {number}")
            moment = datetime.fromisoformat(days[number % len(days)]).replace(tzinfo=None)
            moment += timedelta(hours=zlib.crc32(f"{story} {number} later".encode()) % 20)
            published = moment.isoformat()[:16] if dated else None
            rows.append((Article(id=make_id("a", story, number), text=text, published=published), story, kind))
    name = "own, syndicated dated" if dated else "own, syndicated"
    return _make_stream(name, sorted(rows, key=lambda row: (row[0].published or "", row[0].id)))


def echo_stories(stream: Stream) -> Stream:
    """Return a dated stream in which every second story comes again, word for word, as another one 4 to 23 weeks later.

    So do yearly awards, weekly tolls and warnings of storms, but for their dates.
    """
    rows = list(zip(stream.articles, stream.stories, stream.kinds, strict=True))
    for article, story, kind in tuple(rows):
        chance = zlib.crc32(f"{story} again".encode())
        if chance % 2:
            moment = datetime.fromisoformat(article.published or "") + timedelta(weeks=4 + (chance >> 3) % 20)
            again = Article(
                id=make_id("a", article.id, "again"), title=article.title, text=article.text,
                published=moment.isoformat()[:16],
            )  # fmt: skip
            rows.append((again, f"{story}, again", kind))
    name = stream.name.replace("dated", "echoed")
    return _make_stream(name, sorted(rows, key=lambda row: ((row[0].published or "")[:16], row[0].id)))


def cut_stories(stream: Stream, most: int = 3) -> Stream:
    """Return a stream of which every story has a few articles at most, chosen by a checksum."""
    kept: dict[str, list[tuple[int, int]]] = {}
    for row, (article, story) in enumerate(zip(stream.articles, stream.stories, strict=True)):
        kept.setdefault(story, []).append((zlib.crc32(f"{article.id} few".encode()), row))
    rows = sorted(row for found in kept.values() for _, row in sorted(found)[:most])
    return _make_stream(
        f"{stream.name}, few", [(stream.articles[row], stream.stories[row], stream.kinds[row]) for row in rows]
    )


def _compose(articles: Sequence[Article], number: int, key: str) -> str:
    """Return the text of one syndicated article: most of one, and some sentences of others."""
    chance = zlib.crc32(key.encode())
    pools = [
        [line for part in article.text.split("\n") for line in _SENTENCE_END.split(part) if len(line) > 15]
        for article in articles
    ]
    first = number % len(articles)
    lines = pools[first][: 3 + chance % 8]
    for step in range(1, len(articles)):
        other = pools[(first + step * (1 + chance % 3)) % len(articles)]
        if (chance >> 7) % 3:
            taken = [line for place, line in enumerate(other) if zlib.crc32(f"{key} {step} {place}".encode()) % 5 < 2]
            lines += taken[: 1 + (chance >> 4) % 3]
    lines = list(dict.fromkeys(lines))
    again = number >= len(articles)
    if again and len(lines) > 2:
        del lines[0]  # the same article has been there with it
    head = [articles[first].title or ""] if not again or chance % 2 else []
    moment = articles[first].published
    if (chance >> 11) % 3 == 0 and moment:
        day = datetime.fromisoformat(moment)
        ways = (
            f"{day:%B} {day.day}, {day.year}",
            f"Published: {day:%b} {day.day}, {day.year}",
            f"{day.day} {day:%B %Y}",
        )
        head.append(ways[(chance >> 13) % 3])
    return "\n".join([*head, " ".join(lines)]).strip()


def read_set(folder: Path) -> Stream:
    """Return one of the public sets."""
    with gzip.open(folder / "articles.jsonl.gz", "rt", encoding="utf-8") as lines:
        items = [json.loads(line) for line in lines]
    gold = (json.loads(line) for line in (folder / "gold.jsonl").read_text("utf-8").splitlines())
    home = {key: str(item["story"]) for item in gold for key in item["articles"]}
    articles = tuple(
        Article(id=item["id"], title=item["title"], text=item["text"], published=item["published"]) for item in items
    )
    stories = tuple(home[article.id] for article in articles)
    return Stream(folder.name, articles, stories, stories)


def shorten(stream: Stream) -> Stream:
    """Return a stream of the same articles with their first line for a title and the next three for a text."""
    rows = []
    for article, story, kind in zip(stream.articles, stream.stories, stream.kinds, strict=True):
        lines = [line for line in article.text.split("\n") if len(line) > 15] or [article.text]
        rows.append((Article(id=article.id, title=lines[0], text="\n".join(lines[1:4])[:450]), story, kind))
    return _make_stream(f"{stream.name}, short", rows)


class Vectors:
    """Vectors of articles, kept in a file from one run to the next."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._known: dict[str, Floats] = {}
        if path and path.exists():
            with np.load(path) as kept:
                self._known = dict(zip(kept["keys"].tolist(), kept["vectors"], strict=True))

    def read(self, articles: Sequence[Article]) -> list[Floats]:
        """Return the vector of each article."""
        texts = {make_id("v", text): text for text in map(describe_article, articles)}
        new = [key for key in texts if key not in self._known]
        if new:
            self._known.update(zip(new, load_encoder().encode([texts[key] for key in new]), strict=True))
            if self._path:
                np.savez(self._path, keys=np.array(list(self._known)), vectors=np.stack(list(self._known.values())))
        return [self._known[make_id("v", describe_article(article))] for article in articles]


def group(stream: Stream, vectors: Sequence[Floats], settings: StorySettings = SETTINGS) -> tuple[str, ...]:
    """Return the story that each article of a stream is put into."""
    clusters = Clusters(settings)
    for article, vector in zip(stream.articles, vectors, strict=True):
        clusters.add(article, vector)
    home = {key: story.story for story in clusters.list_stories() for key in story.articles}
    return tuple(home[article.id] for article in stream.articles)


def score(gold: Sequence[str], found: Sequence[str]) -> Figures:
    """Compare two groupings of the same articles.

    >>> score(["a", "a", "b"], ["x", "x", "x"]).b3_precision
    0.5555555555555556
    """
    both, ours, theirs = Counter(zip(gold, found, strict=True)), Counter(found), Counter(gold)
    count = len(gold)
    precision = sum(k * k / ours[f] for (_, f), k in both.items()) / count
    recall = sum(k * k / theirs[g] for (g, _), k in both.items()) / count

    def pairs(sizes: Counter[Any]) -> int:
        return sum(k * (k - 1) // 2 for k in sizes.values())

    def entropy(sizes: Counter[Any]) -> float:
        return -sum(k / count * math.log(k / count) for k in sizes.values())

    joint, gold_entropy, own_entropy = entropy(both), entropy(theirs), entropy(ours)
    shared = gold_entropy + own_entropy - joint
    return Figures(
        b3_precision=precision,
        b3_recall=recall,
        b3=2 * precision * recall / (precision + recall),
        pairs=2 * pairs(both) / max(1, pairs(ours) + pairs(theirs)),
        v_measure=2 * shared / (gold_entropy + own_entropy) if gold_entropy + own_entropy else 1.0,
        stories=len(ours),
        gold=len(theirs),
    )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Measure the grouping of articles into stories.")
    parser.add_argument("folder", nargs="?", type=Path, help="a folder of sets")
    parser.add_argument("--vectors", type=Path, help="a file (.npz) that keeps the vectors")
    parser.add_argument("--scale", action="store_true", help="measure time and memory instead")
    given = parser.parse_args()
    if given.scale:
        from quality.scaling import measure_scale

        measure_scale()
        return
    vectors = Vectors(given.vectors)
    own = read_own()
    streams = [own, crowd_dates(own), drop_dates(own), syndicate(read_own(0))]
    if given.folder:
        streams += [read_set(path.parent) for path in sorted(given.folder.glob("*/gold.jsonl"))]
    print(f"{'set':24}{'B3 P':>7}{'B3 R':>7}{'B3 F1':>7}{'pairs':>7}{'V':>7}  stories (gold)")
    for stream in streams:
        f = score(stream.stories, group(stream, vectors.read(stream.articles)))
        numbers = "".join(f"{value:7.3f}" for value in f[:5])
        print(f"{stream.name:24}{numbers}  {f.stories} ({f.gold})", flush=True)


if __name__ == "__main__":
    main()
