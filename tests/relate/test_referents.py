"""A statement names nobody in the place of a pronoun that could mean somebody else."""

from __future__ import annotations

import pytest

from rashomon.annotate.articles import load_annotator
from rashomon.model.records import Article
from rashomon.relate.propositions import read_propositions


def list_statements(text: str) -> str:
    account = load_annotator().annotate(Article(id="a", text=text, published="2031-05-07", language="en"))
    return " | ".join(claim.plain for claim in read_propositions([account], account.entities))


@pytest.mark.parametrize(
    "text",
    [
        # two of one gender, in one sentence and in two
        "Inspector Dov Carrel questioned Tom Reed on Monday. He has not been charged.",
        "Tom Reed was held overnight. Inspector Dov Carrel said he has not been charged.",
        # one of them has no name
        "Inspector Dov Carrel said the driver was held overnight. He has not been charged.",
        "Dov Carrel asked for a form from every convict before he boards.",
        # a ship
        "Captain Ada Lund left the Lark on Monday. The ferry was built in Orth. She was repaired in March 2029.",
        # a ship of which somebody speaks
        "Minister Ada Lund spoke of the ferry on Monday. She had entered the strait at noon.",
        # somebody without a name
        "A neighbour saw Tom Reed on Monday. He sold his boat to a boy.",
        # several
        "Tom Reed and Dov Carrel met the Harbour Board on Monday. They left the hall at noon.",
        # within quotation marks
        'Dov Carrel spoke on Monday. "He has not been charged," Carrel said.',
        # too far back
        "Dov Carrel spoke on Monday. The hall was full. Rain fell all day. He has not been charged.",
    ],
)
def test_who_could_be_another_is_not_named(text: str) -> None:
    assert "[" not in list_statements(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Dov Carrel, 40, was held overnight. He has not been charged.", "[Dov Carrel] has not been charged"),
        ("Ms Ada Lund met Mr Tom Reed on Monday. She has not been charged.", "[Ada Lund] has not been charged"),
        ("Mr Tom Reed was held overnight. On Friday he left the town. He sold his boat.", "[Tom Reed] sold"),
        ("Mr Tom Reed met Mr Dov Carrel on Monday. He offered to resign.", "[Tom Reed] offered to resign"),
    ],
)
def test_who_can_be_nobody_else_is_named(text: str, words: str) -> None:
    assert words in list_statements(text)
