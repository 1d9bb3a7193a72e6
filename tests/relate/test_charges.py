"""What a denial denies, and what it only stands beside."""

from __future__ import annotations

import pytest
from tests.relate.tellings import relate

from rashomon.annotate.articles import Annotator
from rashomon.model.records import Conflict, ConflictKind
from rashomon.weights.reader import load_reader

EARLY, LATE = "2031-05-06T06:00:00+00:00", "2031-05-06T18:00:00+00:00"


def _find_denials(annotator: Annotator, one: str, other: str) -> list[Conflict]:
    conflicts = relate(annotator, {"Bell": (EARLY, one), "Post": (LATE, other)}).conflicts
    return [conflict for conflict in conflicts if conflict.kind is ConflictKind.DENIAL]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "The skipper was beaten with a rifle butt, the owner said.",
            "The captain denied that he had struck the skipper.",
        ),
        (
            "A guard said that the boxes were left alone.",
            "The chairman denied that the boxes had been left unattended.",
        ),
        ("Welders had been at work on the roof of the store.", "There was no welding at the store, the firm insisted."),
        (
            "Welding work was done on the roof that night, a guard said.",
            "The firm denied that any such work took place that night.",
        ),
    ],
)
def test_a_denial_meets_the_deed_in_other_words(annotator: Annotator, one: str, other: str) -> None:
    assert len(_find_denials(annotator, one, other)) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # one thing in both, and nothing that was done to it
        ("All four of the kitchens of the firm were closed.", "The owner denied that his kitchens were at fault."),
        (
            "Thirty foreign boats were caught on the bank this year.",
            "The ministry denied that its boats carried weapons.",
        ),
        ("The trawler was seized by the navy on Saturday.", "The captain denied that the trawler's master was struck."),
        # who denies the blame does not deny the harm
        (
            "More than 200 children fell ill on Monday.",
            "The firm rejected any suggestion that it had made children ill.",
        ),
        # a demand tells no deed, and what was called off was not done either
        ("Councillors called for the resignation of the mayor.", "He disputes that the mayor resigned."),
        ("An inspection in March was cancelled.", "There was no inspection in March, she insisted."),
        # an answer must be of what it answers
        (
            "A fridge had failed for a night, he said. The firm denied responsibility for two late deliveries.",
            "Rain fell.",
        ),
        # who denies that he sells forty may sell two
        ("Two of his horses will be sold in October.", "He dismissed talk that he would sell his 40 horses."),
        # what took place, and not that something did
        (
            "An inspector said that an investigation would take place. The firm denied that any such work took place.",
            "Rain fell.",
        ),
        ("An inspection took place on Monday, a guard said.", "The firm denied that any welding took place on Monday."),
        # what one has seen another may not have seen
        ("The memo, dated May 4 and seen by the Bell, names the mayor.", "Orva denied that it had seen the memo."),
        # what is refused is not denied
        ("The minister did not rule out sanctions, she said.", "The minister rejected calls for sanctions."),
        ("The board granted the request for a second test.", "The board rejected a request to keep the test secret."),
    ],
)
def test_a_denial_of_something_else_denies_nothing(annotator: Annotator, one: str, other: str) -> None:
    assert _find_denials(annotator, one, other) == []


def test_what_is_called_rubbish_is_all_that_was_said(annotator: Annotator) -> None:
    text = "Mara Trott says that the fridge was off and that she was told to be quiet. Colin Teague calls that rubbish."
    found = _find_denials(annotator, text, "Rain fell on the town.")
    told = " ".join(span.text for conflict in found for side in conflict.sides for span in side.spans)
    assert "the fridge was off" in told
    assert "told to be quiet" in told


def test_who_was_denied_a_thing_was_refused_it(annotator: Annotator) -> None:
    text = "His union complained that he had been denied a lawyer. Police dispute that."
    assert len(_find_denials(annotator, text, "Rain fell on the town.")) == 1


def test_a_denial_in_words_of_its_own_is_read_beside_what_it_stands_next_to(annotator: Annotator) -> None:
    text = (
        "The payments passed through a consultancy, said the prosecutor, Ada Bern. The owner, Rolf Brandau, denied "
        "having made any payment to the mayor."
    )
    accounts = {
        "Bell": ("2031-05-06T06:00:00+00:00", text),
        "Post": ("2031-05-07T06:00:00+00:00", "Rain fell on Marn."),
    }
    assert len(relate(annotator, accounts).conflicts) == 1
    assert relate(annotator, accounts, read=load_reader().read).conflicts == ()
