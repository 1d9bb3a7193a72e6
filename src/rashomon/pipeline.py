"""Joins the stages; the one composition root."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain, islice
from typing import TYPE_CHECKING, BinaryIO

import msgspec

from rashomon.model.annotated import Annotated
from rashomon.model.codec import check_ledger, encode_ledger, make_schema
from rashomon.model.errors import InputError, WeightsError
from rashomon.model.ids import make_id
from rashomon.model.records import Article, Fault, Generator, Ledger, Record
from rashomon.read.files import clean_name
from rashomon.read.inputs import Input, Reading, read_inputs, stream_inputs
from rashomon.read.languages import is_english
from rashomon.read.pairs import join_tokens, stream_pairs
from rashomon.read.settings import SETTINGS as OFFLINE
from rashomon.read.settings import ReadSettings
from rashomon.scale.processes import Crash, count_cores, map_processes
from rashomon.stories.clusters import Clusters
from rashomon.stories.traits import describe_article
from rashomon.version import VERSION

if TYPE_CHECKING:
    from rashomon.relate.links import Encode, EncodePieces

#: Told how far a run is: the stage, how much is done, and of how much (0 where that is not known).
Progress = Callable[[str, int, int], None]
Inputs = Sequence[Input]


class PipelineSettings(Record, frozen=True, kw_only=True):
    """What bounds the work on one article and spreads the work on many."""

    #: Characters of one article that are annotated, up to the end of a paragraph; all of it is kept. News has 2,000 to
    #: 60,000 (10,000 words). The parser's memory grows with the text (4 MB per 1,000 characters), the comparing of
    #: claims with its square: the same sentence over and over, 60,000 characters, takes 20 s, 100,000 take 60 s.
    most_characters: int = 60_000
    #: Articles from which two processes are faster than one, since each must load the parser (1 s) first.
    many: int = 12
    #: The same for pairs of sentences, of which each takes 0.03 s.
    many_pairs: int = 100
    #: Articles whose vectors are made at once, so that both cores have work; how many changes nothing in the stories.
    many_articles: int = 64


SETTINGS = PipelineSettings()
#: Accounts that are named in one line.
_NAMED = 6


def _be_silent(stage: str, done: int, total: int) -> None:
    """Tell nobody."""


def report_inputs(
    inputs: Inputs,
    *,
    workers: int | None = None,
    stdin: BinaryIO | None = None,
    progress: Progress = _be_silent,
    reading: ReadSettings = OFFLINE,
) -> Ledger:
    """Return the ledger of the accounts in files, folders, pipes and at addresses; a ledger alone comes back as it is.

    Raises:
        InputError: there is no article in any of the inputs.

    """
    progress("reading", 0, 0)
    found = read_inputs(inputs, stdin, reading)
    if found.ledger is not None:
        return _reopen_ledger(found, found.ledger)
    if not found.articles:
        raise InputError(_tell_nothing(found.faults))
    faults = (*found.faults, *_tell_strangers(found.articles))
    return relate_articles(found.articles, faults, workers=workers, progress=progress)


def _tell_strangers(articles: Sequence[Article]) -> tuple[Fault, ...]:
    """Return a fault that names the accounts which do not tell of the event of the rest, if there are some."""
    from rashomon.stories.strangers import find_strangers
    from rashomon.weights.encoder import load_encoder

    read = [article for article in articles if is_english(article.language)]
    strangers = find_strangers(read, load_encoder().encode)
    if not strangers:
        return ()
    names = list(dict.fromkeys(article.label for article in strangers))
    shown = ", ".join(names[:_NAMED]) + (f" and {len(names) - _NAMED} more" if len(names) > _NAMED else "")
    do = "do" if len(strangers) > 1 else "does"
    message = (
        f"{len(strangers)} of the {len(articles)} accounts {do} not seem to tell of the same event as the rest: "
        f"{shown}; give the accounts of one event at a time (rashomon stories sorts them)"
    )
    return (Fault(stage="stories", message=message),)


def _tell_nothing(faults: Sequence[Fault]) -> str:
    """Return a line for each input that gave no article."""
    return "\n".join(describe_fault(fault) for fault in faults) or "no article was given: name files or a folder"


def _reopen_ledger(reading: Reading, ledger: Ledger) -> Ledger:
    """Return a finished ledger with the faults of this reading, and with what is broken in it."""
    broken = check_ledger(ledger)
    faults = list(reading.faults)
    if broken:
        more = f" (and {len(broken) - 1} more)" if len(broken) > 1 else ""
        faults.append(Fault(stage="read", message=f"the ledger is broken: {broken[0]}{more}: make it again"))
    return msgspec.structs.replace(ledger, faults=(*ledger.faults, *(f for f in faults if f not in ledger.faults)))


def describe_fault(fault: Fault) -> str:
    """Return a fault as one line.

    >>> describe_fault(Fault(uri="a.txt", stage="read", message="it is empty; nothing was read from it"))
    'a.txt: it is empty; nothing was read from it'
    """
    where = fault.uri or fault.article
    return " ".join(f"{where}: {fault.message}".split()) if where else " ".join(fault.message.split())


def relate_articles(
    articles: Sequence[Article],
    faults: Sequence[Fault] = (),
    *,
    workers: int | None = 1,
    progress: Progress = _be_silent,
) -> Ledger:
    """Return the ledger of several articles on one event; neither their order nor the number of workers changes it."""
    accounts = []
    for number, account in enumerate(annotate_many(articles, workers)):
        progress("annotating", number, len(articles))
        accounts.append(account)
    progress("relating", 0, 0)
    ledger = relate_annotated(accounts, faults)
    whole = {article.id: article for article in articles}
    return msgspec.structs.replace(ledger, articles=tuple(whole[article.id] for article in ledger.articles))


def relate_annotated(
    accounts: Sequence[Annotated],
    faults: Sequence[Fault] = (),
    encode: Encode | None = None,
    pieces: EncodePieces | None = None,
) -> Ledger:
    """Return the ledger of annotated accounts; where comparing them fails, what each says alone is kept.

    ``encode`` and ``pieces`` may be given where vectors of sentences are kept; they must give what the shipped encoder
    gives.
    """
    from rashomon.relate.accounts import relate_accounts
    from rashomon.weights.encoder import load_encoder
    from rashomon.weights.reader import load_claim_reader, load_reader

    generator = make_generator()
    try:
        encoder = load_encoder()
        return relate_accounts(
            accounts,
            encode or encoder.encode,
            generator=generator,
            faults=faults,
            pieces=pieces or encoder.encode_pieces,
            read=lambda pairs: load_reader().read(pairs),
            compare=lambda pairs: load_claim_reader().read(pairs),
        )
    except WeightsError:
        raise
    except Exception as error:  # a failure is a record, and nothing is lost
        ordered = sorted(accounts, key=lambda a: (a.article.published or "~", a.article.id))
        told = Fault(stage="relate", message=f"the accounts could not be compared ({type(error).__name__}: {error})")
        return _join(ordered, generator, (*faults, told))


def _join(accounts: Sequence[Annotated], generator: Generator, faults: Sequence[Fault] = ()) -> Ledger:
    """Return a ledger of what each account says alone."""
    return Ledger(
        generator=generator,
        articles=tuple(a.article for a in accounts),
        entities=tuple(entity for a in accounts for entity in a.entities),
        quotes=tuple(quote for a in accounts for quote in a.quotes),
        values=tuple(value for a in accounts for value in a.values),
        claims=tuple(claim for a in accounts for claim in a.claims),
        framing=tuple(framing for a in accounts for framing in a.framing),
        faults=(*faults, *(fault for a in accounts for fault in a.faults)),
    )


def make_generator() -> Generator:
    """Return what makes a ledger: the program, its models, and the settings that change a ledger."""
    from rashomon.weights.catalogue import CLAIMS, ENCODER, PAIRS, SPEECH, describe_parser

    models = (describe_parser(), ENCODER, SPEECH, PAIRS, CLAIMS)
    return Generator(version=VERSION, models=models, settings={"most_characters": SETTINGS.most_characters})


def annotate_article(article: Article) -> Annotated:
    """Return one article with what was found in it; what could not be done is among its faults.

    An article in a language that is not read is kept without annotations. Of a very long one the beginning is
    annotated, and the article that comes back holds that beginning alone.
    """
    if not is_english(article.language):
        message = f"not annotated: the language is {article.language!r}; only English is read so far"
        return Annotated(
            article=article, faults=(Fault(article=article.id, uri=article.uri, stage="annotate", message=message),)
        )
    part, faults = _cut(article)
    try:
        from rashomon.annotate.articles import load_annotator

        found = load_annotator().annotate(part)
    except WeightsError:
        raise
    except Exception as error:  # a failure is a record, and the rest goes on
        told = Fault(
            article=article.id,
            uri=article.uri,
            stage="annotate",
            message=f"not annotated ({type(error).__name__}: {error})",
        )
        return Annotated(article=part, faults=(*faults, told))
    return msgspec.structs.replace(found, faults=(*faults, *found.faults))


def _cut(article: Article) -> tuple[Article, tuple[Fault, ...]]:
    """Return the part of an article that is annotated."""
    limit = SETTINGS.most_characters
    if len(article.text) <= limit:
        return article, ()
    cuts = [article.text.rfind(mark, limit // 2, limit) for mark in ("\n\n", "\n", ". ", " ")]
    end = next((cut + 1 for cut in cuts if cut >= 0), limit)
    told = Fault(
        article=article.id, uri=article.uri, stage="annotate",
        message=f"only the first {end:,} of {len(article.text):,} characters were annotated; the text is kept whole",
    )  # fmt: skip
    return Article(**{**msgspec.structs.asdict(article), "text": article.text[:end], "sha256": ""}), (told,)


def annotate_many(articles: Iterable[Article], workers: int | None = 1) -> Iterator[Annotated]:
    """Yield every article annotated, in order, in this process or in several."""
    first = list(islice(iterator := iter(articles), SETTINGS.many))
    workers = _choose_workers(workers, len(first), SETTINGS.many)
    rest = chain(first, iterator)
    if workers == 1:
        yield from map(annotate_article, rest)
        return
    yield from _annotate_apart(rest, workers)


def _choose_workers(asked: int | None, tasks: int, many: int) -> int:
    """Return how many processes to use: as many as asked for, else one for few tasks and one a core for many."""
    if asked is not None:
        return max(1, min(asked, tasks))
    return count_cores() if tasks >= many else 1


def _annotate_apart(articles: Iterable[Article], workers: int) -> Iterator[Annotated]:
    sent: list[Article] = []

    def pack() -> Iterator[bytes]:
        for article in articles:
            sent.append(article)
            yield msgspec.msgpack.encode(article)

    for result in map_processes(annotate_packed, pack(), workers):
        article = sent.pop(0)
        if isinstance(result, Crash):
            told = Fault(
                article=article.id, uri=article.uri, stage="annotate", message=f"not annotated: {result.reason}"
            )
            yield Annotated(article=_cut(article)[0], faults=(told,))
        else:
            yield msgspec.msgpack.decode(result, type=Annotated)


def annotate_packed(data: bytes) -> bytes:
    """Annotate one article in a worker: packed article in, packed annotations out."""
    return msgspec.msgpack.encode(annotate_article(msgspec.msgpack.decode(data, type=Article)))


def annotate_inputs(
    inputs: Inputs,
    *,
    workers: int | None = None,
    stdin: BinaryIO | None = None,
    progress: Progress = _be_silent,
    reading: ReadSettings = OFFLINE,
) -> Iterator[bytes | Fault]:
    """Yield a single-article ledger as a line of JSON for every article, in order, and a fault for what is not read."""
    faults: list[Fault] = []
    whole: dict[str, Article] = {}

    def read() -> Iterator[Article]:
        for item in stream_inputs(inputs, stdin, reading):
            if isinstance(item, Fault):
                faults.append(item)
            else:
                whole[item.id] = item
                yield item

    generator = make_generator()
    for number, account in enumerate(annotate_many(read(), workers)):
        progress("annotating", number, 0)
        yield from faults
        faults.clear()
        ledger = _join([msgspec.structs.replace(account, article=whole.pop(account.article.id))], generator)
        yield encode_ledger(ledger, indent=0) + b"\n"
    yield from faults


def relate_pairs(
    given: str, *, workers: int | None = 1, stdin: BinaryIO | None = None, progress: Progress = _be_silent
) -> Iterator[bytes | Fault]:
    """Yield each line of a file of sentence pairs with their relation, in order, and a fault for what is no pair."""
    faults: list[Fault] = []
    places: list[str] = []

    def pack() -> Iterator[bytes]:
        for item in stream_pairs(given, stdin):
            if isinstance(item, Fault):
                faults.append(item)
            else:
                places.append(item.place)
                yield item.line

    for number, result in enumerate(_relate_packed(pack(), workers)):
        progress("relating", number, 0)
        yield from faults
        faults.clear()
        place = places.pop(0)
        if isinstance(result, Crash):
            yield Fault(uri=clean_name(given), stage="relate", message=f"{place}: not related: {result.reason}")
        else:
            yield result
    yield from faults


def _relate_packed(lines: Iterable[bytes], workers: int | None) -> Iterator[bytes | Crash]:
    first = list(islice(iterator := iter(lines), SETTINGS.many_pairs))
    workers = _choose_workers(workers, len(first), SETTINGS.many_pairs)
    rest = chain(first, iterator)
    return map(relate_packed, rest) if workers == 1 else map_processes(relate_packed, rest, workers)


def relate_packed(data: bytes) -> bytes:
    """Relate the two sentences of one line in a worker: the line in, the line and what was found out."""
    from rashomon.relate.measures import Tools
    from rashomon.relate.pairs import relate_sentences
    from rashomon.weights.encoder import load_encoder

    line = msgspec.json.decode(data)
    encoder = load_encoder()
    tools = Tools(encode=encoder.encode, places=encoder.encode_places)
    try:
        verdict = relate_sentences(annotate_sentence(line["a"]), annotate_sentence(line["b"]), tools)
    except WeightsError:
        raise
    except Exception as error:  # a failure is a record, and the line is kept
        return msgspec.json.encode({**line, "fault": f"not related ({type(error).__name__}: {error})"}) + b"\n"
    return msgspec.json.encode({**line, **msgspec.to_builtins(verdict)}) + b"\n"


@lru_cache(maxsize=1024)
def annotate_sentence(text: str) -> Annotated:
    """Return a sentence annotated as an article of its own; one cut into tokens is put together first.

    The last ones are remembered.
    """
    text = join_tokens(text)
    return annotate_article(Article(id=make_id("a", text), text=text, language="en"))


def group_inputs(
    inputs: Inputs,
    *,
    stdin: BinaryIO | None = None,
    progress: Progress = _be_silent,
    reading: ReadSettings = OFFLINE,
) -> Iterator[bytes | Fault]:
    """Yield a line of JSON for every story among many articles, in the order in which they began; and faults."""
    from rashomon.weights.encoder import load_encoder

    encoder, clusters = load_encoder(), Clusters()
    items = enumerate(stream_inputs(inputs, stdin, reading))
    while batch := list(islice(items, SETTINGS.many_articles)):
        articles = [item for _, item in batch if not isinstance(item, Fault)]
        vectors = iter(encoder.encode([describe_article(article) for article in articles]))
        for number, item in batch:
            progress("grouping", number, 0)
            if isinstance(item, Fault):
                yield item
            else:
                clusters.add(item, next(vectors))
    for story in clusters.list_stories():
        yield msgspec.json.encode(story) + b"\n"


def describe_schema() -> str:
    """Return the JSON Schema of a ledger as text."""
    return msgspec.json.format(msgspec.json.encode(make_schema()), indent=2).decode() + "\n"
