"""The ledger of a story out of what the library keeps: only what is new to this code and these models is computed."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

import msgspec
import numpy as np
from numpy.typing import NDArray

from rashomon.model.annotated import Annotated
from rashomon.model.codec import decode_ledger, encode_ledger
from rashomon.model.ids import digest_text
from rashomon.model.records import Article, Ledger
from rashomon.pipeline import SETTINGS, Progress, annotate_many, relate_annotated
from rashomon.store.databases import Database, Transaction
from rashomon.store.results import keep, recall
from rashomon.weights import catalogue
from rashomon.weights.encoder import load_encoder

#: The stages whose results are kept.
ANNOTATE, ENCODE, RELATE, GROUP = "annotate", "encode", "relate", "group"
#: The ids of a sentence's word pieces and a unit vector for each.
Pieces = tuple[tuple[int, ...], NDArray[np.float32]]
_ANNOTATED = msgspec.msgpack.Decoder(Annotated)


def describe_makers() -> dict[str, str]:
    """Return for each stage a digest of all that its results depend on: its code, its models, its settings.

    Whatever changes makes stale what depends on it, and nothing else: another encoder leaves the annotations alone.
    """
    parser = catalogue.describe_parser().sha256
    annotate = _digest(digest_code("annotate", "weights.parsers", "model"), parser, SETTINGS.most_characters)
    encode = _digest(digest_code("weights.encoder"), catalogue.ENCODER.sha256)
    relate = _digest(digest_code("relate"), annotate, encode, catalogue.PAIRS.sha256)
    group = _digest(digest_code("stories", "library.groupings"), encode)
    return {ANNOTATE: annotate, ENCODE: encode, RELATE: relate, GROUP: group}


def _digest(*parts: str | int) -> str:
    return hashlib.sha256(msgspec.json.encode(parts)).hexdigest()[:24]


@cache
def digest_code(*places: str) -> str:
    """Return a digest of the program's own code in these packages and modules (100 files, 3 ms; once a process)."""
    digest = hashlib.sha256()
    for place in places:
        where = files("rashomon").joinpath(*place.split("."))
        found = sorted(_walk(where), key=lambda item: item[0]) if where.is_dir() else []
        if not where.is_dir():
            *folder, module = place.split(".")
            found = [(place, files("rashomon").joinpath(*folder, f"{module}.py"))]
        for name, file in found:
            digest.update(name.encode() + b"\0" + hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def _walk(folder: Traversable, name: str = "") -> list[tuple[str, Traversable]]:
    found = []
    for item in folder.iterdir():
        if item.is_dir():
            found += _walk(item, f"{name}{item.name}/")
        elif item.name.endswith((".py", ".json", ".txt")):
            found.append((f"{name}{item.name}", item))
    return found


def relate_kept(
    database: Database, articles: Sequence[Article], *, workers: int | None = 1, progress: Progress = lambda *_: None
) -> Ledger:
    """Return the ledger of these articles, out of kept results wherever there are some.

    It is the ledger that the pipeline makes of the same articles, to the byte.
    """
    makers = describe_makers()
    source = _digest(*sorted(_digest_article(article) for article in articles))
    with database.reading() as connection:
        made = recall(connection, RELATE, [source], makers[RELATE])
    if made:
        ledger = decode_ledger(made[source])
    else:
        accounts = annotate_kept(database, articles, makers[ANNOTATE], workers=workers, progress=progress)
        progress("relating", 0, 0)
        encoder = KeptEncoder(database, makers[ENCODE])
        ledger = relate_annotated(accounts, encode=encoder.encode, pieces=remember_pieces().encode)
        encoder.keep()
        if not any(fault.stage == "relate" for fault in ledger.faults):
            with database.writing() as connection:
                keep(connection, RELATE, {source: encode_ledger(ledger, indent=0)}, makers[RELATE])
    whole = {article.id: article for article in articles}
    return msgspec.structs.replace(ledger, articles=tuple(whole[article.id] for article in ledger.articles))


def annotate_kept(
    database: Database,
    articles: Sequence[Article],
    maker: str,
    *,
    workers: int | None = 1,
    progress: Progress = lambda *_: None,
) -> list[Annotated]:
    """Return the articles annotated, in their order; each one that is new is kept as soon as it is done."""
    keys = [_digest_article(article) for article in articles]
    with database.reading() as connection:
        found = recall(connection, ANNOTATE, keys, maker)
    missing = {key: article for key, article in zip(keys, articles, strict=True) if key not in found}
    for number, (key, account) in enumerate(zip(missing, annotate_many(missing.values(), workers), strict=True)):
        progress("annotating", number, len(missing))
        found[key] = msgspec.msgpack.encode(account)
        with database.writing() as connection:
            keep(connection, ANNOTATE, {key: found[key]}, maker)
    return [_ANNOTATED.decode(found[key]) for key in keys]


def _digest_article(article: Article) -> str:
    """Return a digest of all that a ledger may take from an article; its place among its versions is none of that."""
    return hashlib.sha256(msgspec.json.encode(msgspec.structs.replace(article, version=None))).hexdigest()[:32]


class KeptEncoder:
    """Gives the vectors of the shipped encoder; a sentence that the library has met is not read again."""

    def __init__(self, database: Database, maker: str) -> None:
        self._database = database
        self._maker = maker
        self._known: dict[str, bytes] = {}
        self._new: dict[str, bytes] = {}

    def encode(self, sentences: Sequence[str]) -> NDArray[np.float32]:
        """Return a unit vector for each sentence."""
        keys = [digest_text(sentence)[:32] for sentence in sentences]
        unknown = sorted({key for key in keys if key not in self._known})
        if unknown:
            with self._database.reading() as connection:
                self._known.update(recall(connection, ENCODE, unknown, self._maker))
        missing = {key: text for key, text in zip(keys, sentences, strict=True) if key not in self._known}
        if missing:
            vectors = load_encoder().encode(list(missing.values()))
            made = {key: vector.astype("<f4").tobytes() for key, vector in zip(missing, vectors, strict=True)}
            self._known.update(made)
            self._new.update(made)
        if not sentences:
            return load_encoder().encode([])
        return np.stack([np.frombuffer(self._known[key], dtype="<f4") for key in keys]).astype(np.float32)

    def keep(self) -> None:
        """Write the vectors that are new."""
        if self._new:
            with self._database.writing() as connection:
                keep(connection, ENCODE, self._new, self._maker)
            self._new = {}


class KeptPieces:
    """Gives the vectors of word pieces; a sentence met lately by this process is not read again.

    They are not written down: those of an article take a megabyte, 200 times its text. A watch lives long, and what
    it reads of a story when one more article comes are the claims of the others.
    """

    def __init__(self, most: int = 2_000) -> None:
        #: Sentences remembered, the latest used: 40 kB each, so 80 MB for those of some 100 articles.
        self._most = most
        self._known: dict[str, Pieces] = {}

    def encode(self, sentences: Sequence[str]) -> list[Pieces]:
        """Return for each sentence the ids of its word pieces and a unit vector for each."""
        wanted = list(dict.fromkeys(sentences))
        new = [sentence for sentence in wanted if sentence not in self._known]
        found = dict(zip(new, load_encoder().encode_pieces(new), strict=True)) if new else {}
        found.update((sentence, self._known.pop(sentence)) for sentence in wanted if sentence in self._known)
        self._known.update((sentence, found[sentence]) for sentence in wanted)
        for sentence in list(self._known)[: max(0, len(self._known) - self._most)]:
            del self._known[sentence]
        return [found[sentence] for sentence in sentences]


@cache
def remember_pieces() -> KeptPieces:
    """Return what this process remembers of word pieces."""
    return KeptPieces()


def encode_within(transaction: Transaction, texts: Sequence[str]) -> NDArray[np.float32]:
    """Return a unit vector for each text, as a part of a transaction that is open; those that are new are kept."""
    maker = describe_makers()[ENCODE]
    keys = [digest_text(text)[:32] for text in texts]
    known = recall(transaction, ENCODE, sorted(set(keys)), maker)
    missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
    if missing:
        vectors = load_encoder().encode(list(missing.values()))
        made = {key: vector.astype("<f4").tobytes() for key, vector in zip(missing, vectors, strict=True)}
        keep(transaction, ENCODE, made, maker)
        known.update(made)
    return np.stack([np.frombuffer(known[key], dtype="<f4") for key in keys]).astype(np.float32)
