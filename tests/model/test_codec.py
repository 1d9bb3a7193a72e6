from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import msgspec
import pytest

from rashomon.model.codec import check_ledger, decode_ledger, encode_ledger, is_ledger, make_schema
from rashomon.model.errors import LedgerError
from rashomon.model.records import Article, Claim, Entry, Ledger, Status

ROOT = Path(__file__).parents[2]
GOLD = sorted((*ROOT.glob("examples/*/gold.json"), *ROOT.glob("tests/packs/*/gold.json")))


def small_ledger() -> Ledger:
    article = Article(id="a", text="Three died.")
    claim = Claim(id="c", passage=(article.span(0, 10),))
    entry = Entry(id="e", statement="Three died", claims=("c",), articles=1, origins=0, status=Status.UNKNOWN_ORIGIN)
    return Ledger(articles=(article,), claims=(claim,), entries=(entry,))


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.parent.name)
def test_gold_ledgers_are_read_whole_and_survive_a_round_trip(path: Path) -> None:
    ledger = decode_ledger(path.read_bytes())
    assert len(ledger.claims) > 100
    assert check_ledger(ledger) == ()
    assert decode_ledger(encode_ledger(ledger)) == ledger


def test_an_encoded_ledger_follows_the_schema_made_from_the_records() -> None:
    jsonschema.Draft202012Validator.check_schema(make_schema())
    jsonschema.validate(json.loads(encode_ledger(small_ledger())), make_schema())
    bad = json.loads(encode_ledger(small_ledger()))
    bad["claims"][0]["voice"] = "somebody"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(bad, make_schema())


def test_the_same_ledger_gives_the_same_bytes() -> None:
    assert encode_ledger(small_ledger()) == encode_ledger(small_ledger())


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("{", "no ledger"),
        ('{"format": "something"}', "format"),
        ('{"format": "rashomon-ledger", "version": 99}', "upgrade"),
        ('{"format": "rashomon-ledger", "articles": [{"id": "a"}]}', r"articles\[0\]"),
        (
            '{"format":"rashomon-ledger","framing":[{"id":"f","span":{"article":"a","start":4,"end":2,"text":"x"}}]}',
            "a",
        ),
    ],
)
def test_what_is_no_ledger_is_refused_with_its_place(text: str, says: str) -> None:
    with pytest.raises(LedgerError, match=says):
        decode_ledger(text)


def test_broken_spans_and_ids_are_found() -> None:
    ledger = small_ledger()
    moved = msgspec.structs.replace(ledger, articles=(Article(id="a", text="Seven died."),))
    assert "not at 0..10" in check_ledger(moved)[0]
    lost = msgspec.structs.replace(ledger, claims=())
    assert check_ledger(lost) == ("entries e.claims: no claims 'c'",)
    twice = msgspec.structs.replace(ledger, articles=ledger.articles * 2)
    assert check_ledger(twice) == ("articles a: the id is used twice",)


def test_only_a_ledger_says_that_it_is_one() -> None:
    assert is_ledger(json.loads(encode_ledger(Ledger())))
    assert not is_ledger({"text": "x"})
    assert not is_ledger([])
