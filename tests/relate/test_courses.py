"""Running counts: nobody is a figure as well, the first of a toll or the last of those who are sought."""

from __future__ import annotations

import pytest
from tests.relate.tellings import relate

from rashomon.annotate.articles import Annotator
from rashomon.model.records import Conflict, ConflictKind, Nature

STAMPS = ("2031-05-06T06:00:00+00:00", "2031-05-07T18:00:00+00:00", "2031-05-09T18:00:00+00:00")


def _conflicts(annotator: Annotator, *texts: str) -> list[Conflict]:
    told = {f"Paper {n}": (stamp, text) for n, (stamp, text) in enumerate(zip(STAMPS, texts, strict=False))}
    return list(relate(annotator, told).conflicts)


def test_nobody_missing_any_longer_ends_the_course_of_the_missing(annotator: Annotator) -> None:
    (found,) = _conflicts(
        annotator,
        "21 people were missing after the ferry sank off Varn.",
        "Two were still missing after the ferry sank off Varn, the coast guard said.",
        "Nobody is missing any longer after the ferry sank, the coast guard said.",
    )
    assert (found.kind, found.nature) == (ConflictKind.NUMBER, Nature.UPDATE)
    assert [span.text for side in found.sides for span in side.spans] == ["21", "Two", "Nobody"]


def test_no_deaths_at_first_is_replaced_by_the_first_death(annotator: Annotator) -> None:
    (found,) = _conflicts(
        annotator,
        "No deaths had been reported after the fire at the mill.",
        "One person was killed in the fire at the mill.",
    )
    assert (found.kind, found.nature) == (ConflictKind.NUMBER, Nature.UPDATE)
    assert "No deaths" in [span.text for side in found.sides for span in side.spans]


def test_a_night_that_was_the_last_is_no_turn_of_a_thing(annotator: Annotator) -> None:
    (found,) = _conflicts(
        annotator, "No one was hurt in Varn last night.", "Two people were hurt in Varn on the first run."
    )
    assert (found.kind, found.nature) == (ConflictKind.NUMBER, Nature.UPDATE)


@pytest.mark.parametrize(
    ("early", "late"),
    [
        ("Six people were killed in the fire at the mill.", "Nobody was killed in the fire at the mill."),
        ("Five people were arrested after the march.", "No one was arrested after the march, police said."),
    ],
)
def test_a_later_nobody_where_nobody_comes_back_contradicts(annotator: Annotator, early: str, late: str) -> None:
    (found,) = _conflicts(annotator, early, late)
    assert found.nature is Nature.CONTRADICTION


def test_nobody_is_the_first_of_three_figures(annotator: Annotator) -> None:
    (found,) = _conflicts(
        annotator,
        "Nobody was killed in the fire at the mill.",
        "One worker was killed in the fire at the mill.",
        "Three workers were killed in the fire at the mill.",
    )
    assert (found.nature, len(found.sides)) == (Nature.UPDATE, 3)


@pytest.mark.parametrize(
    ("early", "late"),
    [
        ("No one on the barge was hurt.", "Three people on the ferry were hurt."),
        ("None of the people on the barge was hurt.", "Three people on the ferry were hurt."),
        ("Nobody is missing any longer.", "Five of the injured were in a critical condition."),
        ("No passengers were killed in the crash.", "Five people were killed in the crash."),
        ("Nobody has been charged over the deaths.", "Five people were killed in the fire."),
        ("Nobody knows how many died in the fire.", "Five people were killed in the fire."),
        ("No victims of the fire have been named.", "Five people were killed in the fire."),
        ("No one else was killed in the fire.", "Five people were killed in the fire."),
        ("Nobody was badly hurt in the fire.", "Five people were hurt in the fire."),
        ("No injuries were life-threatening.", "Five people were hurt in the fire."),
        ("No homes were destroyed by the fire.", "Five people were evacuated after the fire."),
        ("Nobody is missing after the storm.", "The five hikers are not missing."),
        ("Nobody was killed on Monday.", "Five people were killed on Tuesday."),
        ("No women were killed in the fire.", "Three men were killed in the fire."),
        ("No others were hurt in the fire at the mill.", "One man was hurt in the fire at the mill."),
        ("No one missed the ferry after the storm.", "Three people were missing after the storm hit the ferry."),
        ("No one has admitted the attack in Varn.", "Five people were treated in hospital after the attack."),
        ("Nobody was killed in the first blast.", "Five people were killed in the second blast."),
    ],
)
def test_nobody_of_others_is_no_figure_of_these(annotator: Annotator, early: str, late: str) -> None:
    assert _conflicts(annotator, early, late) == []
