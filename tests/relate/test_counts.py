"""What a figure counts."""

from __future__ import annotations

import pytest

from rashomon.annotate.articles import Annotator
from rashomon.model.records import Article
from rashomon.relate.comparisons import count_one
from rashomon.relate.counts import Quantity
from rashomon.relate.propositions import read_propositions


def _read(annotator: Annotator, text: str, figure: str) -> Quantity:
    account = annotator.annotate(Article(id="a", text=text, language="en", published="2031-05-06T08:00:00+00:00"))
    for claim in read_propositions([account], account.entities):
        for quantity in claim.quantities:
            if figure in quantity.value.span.text:
                return quantity
    raise AssertionError(f"{figure!r} is in no claim of {text!r}")


@pytest.mark.parametrize(
    ("text", "figure", "state"),
    [
        ("Nine people were killed in the landslide.", "Nine", "dead"),
        ("The death toll rose to 14 on Friday.", "14", "dead"),
        ("Rescuers said 21 people were still missing.", "21", "missing"),
        ("Police arrested three men in Varn.", "three", "held"),
        ("Five of the injured were in a critical condition.", "Five", "critical"),
        ("The hall has a capacity of 200 people.", "200", "allowed"),
        ("The council sold 128 houses.", "128", "sold"),
        ("The village has 340 houses.", "340", ""),
    ],
)
def test_the_state_of_the_counted(annotator: Annotator, text: str, figure: str, state: str) -> None:
    assert _read(annotator, text, figure).state == state


def test_dead_and_missing_are_two_counts(annotator: Annotator) -> None:
    dead = _read(annotator, "Nine people were killed in the landslide.", "Nine")
    missing = _read(annotator, "Twelve people are missing after the landslide.", "Twelve")
    more = _read(annotator, "Fourteen people died in the landslide.", "Fourteen")
    assert count_one(dead, missing) == 0
    assert count_one(dead, more) == 3


def test_a_part_of_the_dead_is_no_count_of_the_dead(annotator: Annotator) -> None:
    assert _read(annotator, "One of the dead was buried on Sunday.", "One").state == ""


def test_a_limit_stands_against_no_speed(annotator: Annotator) -> None:
    limit = _read(annotator, "The train ran under a limit of 60 kilometres an hour.", "60")
    speed = _read(annotator, "The train was doing 90 kilometres an hour.", "90")
    assert count_one(limit, speed) == 0


def test_an_age_is_an_age(annotator: Annotator) -> None:
    found = _read(annotator, "The driver, Olan Brek, 52, spent the night in custody.", "52")
    assert found.age
    assert count_one(found, _read(annotator, "Police counted 54 cars on the bridge.", "54")) == 0


def test_a_number_in_a_name_counts_nothing(annotator: Annotator) -> None:
    store = _read(annotator, "The barge lay at buoy 14 in the dark.", "14")
    assert store.label
    assert count_one(store, store) == 0
