"""Claims made comparable: subjects lent, compounds whole."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from rashomon.annotate.articles import Annotator
from rashomon.model.records import Article, Claim
from rashomon.relate.propositions import Proposition, read_propositions


def _read(annotator: Annotator, text: str) -> tuple[Proposition, ...]:
    account = annotator.annotate(Article(id="a", language="en", text=text))
    return read_propositions([account], account.entities)


def test_a_lent_subject_keeps_its_hyphened_words_whole(annotator: Annotator) -> None:
    plain = [
        c.plain for c in _read(annotator, "A right-wing member of the council rose at noon and left the hall in Varn.")
    ]
    lent = [text for text in plain if "left the hall" in text]
    assert lent
    assert "right-wing" in lent[-1]


def test_whose_gives_way_to_the_owner_where_the_claim_does_not_name_it(annotator: Annotator) -> None:
    claims = _read(annotator, "The museum, whose wing built in 1911 burned down, will close in Varn.")
    assert "[The museum's] wing built in 1911" in [claim.plain for claim in claims]
    assert all(claim.plain.startswith(("The museum, whose", "[The museum's]")) for claim in claims)


def test_his_stays_where_the_claim_names_somebody_else(annotator: Annotator) -> None:
    text = "Mayor Tor Berg arrived on Monday. He met farmers. Ada Lund could not contain his excitement."
    assert "[Tor Berg's] excitement" not in " ".join(claim.plain for claim in _read(annotator, text))


@pytest.mark.parametrize(
    ("text", "finite"),
    [
        ("Three people were hurt in the crash on Monday.", True),
        ("Lund may resign on Monday.", True),
        ("The ferry sank on Monday.", True),
        ("Three people hurt in the crash on Monday.", False),
        ("The port and the ferry company pointing the finger at one another.", False),
        ("143 of them passengers.", False),
        ("Some 40 minutes after the ship had been hit.", False),
        ("Only when the family was out in the road.", False),
    ],
)
def test_a_verb_with_a_tense_makes_a_sentence(annotator: Annotator, text: str, finite: bool) -> None:
    article = Article(id="a", text=text)
    claim = Claim(id="c", passage=(article.span(0, len(text)),))
    account = replace(annotator.annotate(article), claims=(claim,))
    assert [one.finite for one in read_propositions([account], account.entities)] == [finite]


def _tell(annotator: Annotator, text: str, words: str) -> Proposition:
    """Return some words of a text as a claim, made comparable."""
    article = Article(id="a", text=text)
    start = text.index(words)
    claim = Claim(id="c", passage=(article.span(start, start + len(words)),))
    account = replace(annotator.annotate(article), claims=(claim,))
    (found,) = read_propositions([account], account.entities)
    return found


@pytest.mark.parametrize(
    ("text", "words", "finite"),
    [
        ("Lund said that the guards had asked her how she was.", "the guards had asked her", False),
        ("“Nobody will be sent away,” she had promised the day before.", "she had promised the day before", False),
        ("If we could get these stones out of town and put them in a yard, it is fine.", "put them in a yard", False),
        (
            "A court ordered a recount on Friday, ruling that doubts were grave.",
            "A court ordered a recount on Friday",
            True,
        ),
        ("We got these stones out of town and put them in a yard.", "put them in a yard", True),
        (
            "The commission announced at 7.40 p.m. that her rival had won: Matis Rell beat her by 131 votes.",
            "Matis Rell beat her by 131 votes",
            True,
        ),
    ],
)
def test_what_breaks_off_or_is_only_supposed_is_no_sentence(
    annotator: Annotator, text: str, words: str, finite: bool
) -> None:
    assert _tell(annotator, text, words).finite is finite


def test_no_subject_is_lent_from_behind(annotator: Annotator) -> None:
    found = _tell(
        annotator,
        "“At no time did ammonia leave the yard,” he told reporters.",
        "At no time did ammonia leave the yard",
    )
    assert found.plain == "At no time did ammonia leave the yard"


def test_nobody_is_no_loose_pronoun(annotator: Annotator) -> None:
    text = "Nobody will be sent home by the council."
    assert _tell(annotator, text, text).clumsy == 0
