"""What grouping costs as a stream grows: an invented stream of long articles, grouped in a process of its own.

A story of the stream is one of our own stories with other names and numbers, told on another day; each of its
articles is filled up to the length of a news article with sentences of the packs, whose names are changed too. Its
vectors are the vectors of the pattern, turned a little: the same turn for a story, another one for each article.
"""

from __future__ import annotations

import random
import re
import resource
import time
from collections.abc import Iterator
from datetime import datetime, timedelta

import numpy as np

from quality.groupings import Vectors, read_own, score
from rashomon.model.records import Article
from rashomon.stories.clusters import Clusters
from rashomon.stories.vocabularies import Floats

#: Articles of the stream, and where the cost of an article is read.
COUNT = 100_000
STEPS = (1_000, 10_000, 25_000, 50_000, 75_000, 100_000)
#: Articles over which that cost is averaged.
SPAN = 1_000
#: Characters of an article: 650 words.
LENGTH = 3_900
#: Articles a day.
A_DAY = 2_000
_NAME = re.compile(r"\b[A-Z][a-z]{2,}\b")
_NUMBER = re.compile(r"\b\d{2,}\b")
_SYLLABLES = "ba ce do fi gu ha jo ka le mi no pu ra se ti vo wu xa yo zi bra cle dro fri glu kno pla sta tri".split()  # noqa: SIM905


def invent_stream(count: int) -> Iterator[tuple[Article, str, Floats]]:
    """Yield articles in the order of their coming, with the story and the vector of each; always the same."""
    chance = random.Random(7)
    noise = np.random.default_rng(7)
    own = read_own()
    vectors = Vectors(None).read(own.articles)
    patterns: dict[str, list[int]] = {}
    for number, story in enumerate(own.stories):
        patterns.setdefault(story, []).append(number)
    filling = [
        line for article in own.articles if len(article.text) > 1000 for line in re.split(r"(?<=\.)\s", article.text)
    ]
    names = ["".join(chance.choices(_SYLLABLES, k=3)).capitalize() for _ in range(30_000)]
    waiting: list[tuple[float, int, Article, str, Floats]] = []
    made = sent = 0
    while sent < count:
        begin = made / A_DAY
        name = str(made)
        turn = noise.normal(0, 0.03, len(vectors[0]))
        known: dict[str, str] = {}
        for number in patterns[chance.choice(list(patterns))]:
            pattern = own.articles[number]
            body = pattern.text
            while len(body) < LENGTH:
                body += " " + chance.choice(filling)
            title, text = (_rename(part, known, names, chance) for part in (pattern.title or "", body))
            day = begin + chance.random() * 1.5
            published = (datetime(2031, 1, 1) + timedelta(days=day)).isoformat()[:16]
            vector = np.asarray(vectors[number] + turn + noise.normal(0, 0.02, len(turn)), dtype=np.float32)
            vector /= np.float32(np.linalg.norm(vector))
            waiting.append(
                (day, made, Article(id=str(made), title=title, text=text, published=published), name, vector)
            )
            made += 1
        waiting.sort(key=lambda row: row[:2])
        while waiting and waiting[0][0] < made / A_DAY and sent < count:
            _, _, article, story, vector = waiting.pop(0)
            yield article, story, vector
            sent += 1


def _rename(text: str, known: dict[str, str], names: list[str], chance: random.Random) -> str:
    """Give names and numbers of a story others, the same in all its articles."""

    def change_name(match: re.Match[str]) -> str:
        return known.setdefault(match.group(), chance.choice(names))

    def change_number(match: re.Match[str]) -> str:
        return known.setdefault(match.group(), str(chance.randrange(10, 100_000)))

    return _NUMBER.sub(change_number, _NAME.sub(change_name, text))


def measure_scale() -> None:
    """Group the stream and print, at each step, the cost of an article there, the rate so far and the memory."""
    clusters = Clusters()
    gold: list[str] = []
    spent: list[float] = []
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{'articles':>9}{'ms an article':>15}{'articles/s so far':>19}{'peak MB':>9}   (MB before: {before:.0f})")
    for article, story, vector in invent_stream(COUNT):
        gold.append(story)
        started = time.process_time()
        clusters.add(article, vector)
        spent.append(time.process_time() - started)
        if len(spent) in STEPS:
            cost = 1000 * sum(spent[-SPAN:]) / SPAN
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            print(f"{len(spent):9,}{cost:15.2f}{len(spent) / sum(spent):19.0f}{peak:9.0f}", flush=True)
    stories = clusters.list_stories()
    home = {key: found.story for found in stories for key in found.articles}
    figures = score(gold, [home[str(key)] for key in map(str, sorted(int(key) for key in home))])
    print(f"B3 F1 {figures.b3:.3f} on {len(stories):,} stories ({figures.gold:,})")
