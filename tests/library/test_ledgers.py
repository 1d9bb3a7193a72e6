"""Nothing is computed twice, and a new model makes exactly its own results stale."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import msgspec
import pytest

from rashomon.library import ledgers
from rashomon.library.holdings import Library
from rashomon.model.annotated import Annotated
from rashomon.model.codec import encode_ledger
from rashomon.model.records import Article
from rashomon.pipeline import SETTINGS, annotate_many
from rashomon.read.drafts import Draft
from rashomon.store.results import count_results
from rashomon.weights import catalogue, encoder

TEXTS = (
    "Six people died when the ferry sank off the island on Monday, coast guard chief Ada Lund said.",
    "Nine people died when the ferry sank off the island on Monday, coast guard chief Ada Lund said.",
)


@pytest.fixture
def story(library: Library) -> str:
    stories = {library.add(Draft(text=text, uri=f"https://p{n}.example/")).story for n, text in enumerate(TEXTS)}
    assert len(stories) == 1
    return stories.pop()


def count(library: Library) -> dict[str, int]:
    """Return how many results the library has of each stage, over all makers."""
    with library.database.reading() as transaction:
        found: dict[str, int] = {}
        for (stage, _), many in count_results(transaction).items():
            found[stage] = found.get(stage, 0) + many
    return found


def test_what_is_kept_is_not_computed_again(library: Library, story: str, monkeypatch: pytest.MonkeyPatch) -> None:
    first = library.read_story(story)
    assert count(library)["annotate"] == 2

    def fail(*_: object, **__: object) -> None:
        raise AssertionError("computed again")

    monkeypatch.setattr(ledgers, "relate_annotated", fail)
    monkeypatch.setattr(ledgers, "annotate_many", fail)
    assert encode_ledger(library.read_story(story)) == encode_ledger(first)


def test_one_article_more_costs_one_annotation(library: Library, story: str, monkeypatch: pytest.MonkeyPatch) -> None:
    library.read_story(story)
    asked: list[str] = []

    def listen(articles: Iterable[Article], workers: int | None) -> Iterator[Annotated]:
        given = list(articles)
        asked.extend(article.text for article in given)
        return annotate_many(given, workers)

    monkeypatch.setattr(ledgers, "annotate_many", listen)
    text = TEXTS[0].replace("Six", "Seven")
    assert library.add(Draft(text=text, uri="https://p9.example/")).story == story
    library.read_story(story)
    assert asked == [text]


def test_a_new_encoder_leaves_the_annotations_and_makes_the_rest_anew(
    library: Library, story: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.read_story(story)
    before, makers = count(library), ledgers.describe_makers()
    with monkeypatch.context() as patch:
        card = msgspec.structs.replace(catalogue.ENCODER, sha256="0" * 64)
        patch.setattr(catalogue, "ENCODER", card)
        changed = ledgers.describe_makers()
        assert {stage for stage in makers if makers[stage] != changed[stage]} == {"encode", "relate", "group"}
        library.read_story(story)
        after = count(library)
        assert after["annotate"] == before["annotate"]
        assert after["encode"] == 2 * before["encode"]
        assert after["relate"] == 2 * before["relate"]
    assert library.forget_stale() == before["encode"] + before["relate"]
    assert count(library) == before


def test_another_setting_makes_the_annotations_stale(monkeypatch: pytest.MonkeyPatch) -> None:
    makers = ledgers.describe_makers()
    monkeypatch.setattr(ledgers, "SETTINGS", msgspec.structs.replace(SETTINGS, most_characters=100))
    changed = ledgers.describe_makers()
    assert {stage for stage in makers if makers[stage] != changed[stage]} == {"annotate", "relate"}


def test_kept_vectors_are_those_of_the_encoder(library: Library) -> None:
    sentences = ["The ferry sank.", "The boat went down.", "The ferry sank."]
    kept = ledgers.KeptEncoder(library.database, "maker")
    fresh = encoder.load_encoder().encode(sentences)
    assert (kept.encode(sentences) == fresh).all()
    kept.keep()
    again = ledgers.KeptEncoder(library.database, "maker")
    assert (again.encode(sentences) == fresh).all()
    assert again.encode([]).shape == (0, encoder.WIDTH)
    assert count(library) == {"encode": 2}


def test_word_pieces_of_what_was_met_lately_are_not_read_again(
    library: Library, story: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    fresh = ledgers.KeptPieces()
    monkeypatch.setattr(ledgers, "remember_pieces", lambda: fresh)
    first = library.read_story(story)
    read: list[str] = []
    encode = encoder.Encoder.encode_pieces

    def listen(self: encoder.Encoder, sentences: Sequence[str]) -> list[ledgers.Pieces]:
        read.extend(sentences)
        return encode(self, sentences)

    monkeypatch.setattr(encoder.Encoder, "encode_pieces", listen)
    assert library.add(Draft(text=TEXTS[0].replace("Six", "Seven"), uri="https://p9.example/")).story == story
    library.read_story(story)
    assert read
    assert all("Seven" in sentence for sentence in read)
    assert len(first.articles) == 2


def test_pieces_are_those_of_the_encoder_and_few_are_remembered() -> None:
    kept = ledgers.KeptPieces(most=2)
    sentences = ["The ferry sank.", "The boat went down.", "It rained.", "The ferry sank."]
    for _ in range(2):
        found = kept.encode(sentences)
        for (ids, vectors), (wanted, right) in zip(found, encoder.load_encoder().encode_pieces(sentences), strict=True):
            assert ids == wanted
            assert (vectors == right).all()
    assert len(kept._known) == 2
