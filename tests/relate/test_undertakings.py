"""What somebody undertakes, read from one account."""

from __future__ import annotations

import pytest

from rashomon.annotate.articles import Annotator
from rashomon.model.annotated import Annotated
from rashomon.model.records import Article
from rashomon.relate.undertakings import Reach, Standing, Undertaking, UndertakingReader, find_lands


def _annotate(annotator: Annotator, text: str) -> Annotated:
    return annotator.annotate(Article(id="a", language="en", text=text))


def _read(annotator: Annotator, text: str) -> list[Undertaking]:
    account = _annotate(annotator, text)
    lands = find_lands([account], account.entities)
    return list(UndertakingReader(account, account.entities, lands).read())


@pytest.mark.parametrize(
    ("text", "act", "standing", "reaches"),
    [
        ("Norway agreed to take in sailors from any country.", "accept", Standing.AGREED, {Reach.ANY}),
        ("Norway is willing to accept sailors, including officers.", "accept", Standing.OFFERED, {Reach.ALSO}),
        ("Norway will house only wounded sailors.", "accept", None, {Reach.ONLY}),
        ("Norway proposed to hire alleged smugglers.", "hire", Standing.PROPOSED, {Reach.ALLEGED}),
        ("Norway will admit sailors even though they are ill.", "accept", None, set()),
    ],
)
def test_an_act_with_its_terms(
    annotator: Annotator, text: str, act: str, standing: Standing | None, reaches: set[Reach]
) -> None:
    (found,) = _read(annotator, text)
    assert (found.act, found.standing, set(found.reaches)) == (act, standing, reaches)
    assert found.named
    assert found.span.text in text


def test_what_is_not_agreed_is_no_undertaking(annotator: Annotator) -> None:
    assert not _read(annotator, "Norway has not agreed to take in sailors.")


@pytest.mark.parametrize(
    "text",
    [
        "President Ada Lund of Norway spoke on Monday.",
        "Norway's president, Ada Lund, spoke on Monday.",
        "Norway's President Ada Lund spoke on Monday.",
    ],
)
def test_a_head_acts_for_a_land(annotator: Annotator, text: str) -> None:
    account = _annotate(annotator, text)
    names = {entity.id: entity.name for entity in account.entities}
    lands = find_lands([account], account.entities)
    assert {names[person]: names[land] for person, land in lands.items()} == {"Ada Lund": "Norway"}


def test_an_adviser_acts_for_no_land(annotator: Annotator) -> None:
    account = _annotate(annotator, "The adviser Ada Lund flew to Norway on Monday, and the president of the club left.")
    assert not find_lands([account], account.entities)
