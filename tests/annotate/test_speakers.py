"""The entity behind the source of a quote."""

from __future__ import annotations

import pytest
from tests.annotate.marked import read_marked

from rashomon.annotate.entities import find_entities, resolve_speakers
from rashomon.model.records import Entity, EntityKind
from rashomon.weights.parsers import load_parser


def speak(marked: str) -> dict[str, Entity | None]:
    """Return the speaker of every quote of a marked text."""
    article, quotes = read_marked(marked)
    doc = load_parser()(article.text)
    resolved, entities = resolve_speakers(doc, article, quotes, find_entities(doc, article))
    known = {entity.id: entity for entity in entities}
    return {quote.id: known[quote.speaker] if quote.speaker else None for quote in resolved}


def name(marked: str, number: str = "1") -> str | None:
    found = speak(marked)[number]
    return found.name if found else None


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("{s1:Commander Ruta Sellin of the Orlen Coast Guard} said {q1:it was over}.", "Ruta Sellin"),
        ("{s1:Dena Wick, spokeswoman for the Orlen Board}, said {q1:it was over}.", "Dena Wick"),
        ("Ruta Sellin came. {s1:Sellin} said {q1:it was over}.", "Ruta Sellin"),
        ("{s1:The Skell Works} said {q1:it was sorry}.", "Skell Works"),
        ("{s1:Mum-of-two Anna Holm} said {q1:it was loud}.", "Anna Holm"),
        ("Ekke Roth, 61, came. {q1:“No,”} {s1:the 61-year-old} said.", "Ekke Roth"),
    ],
)
def test_names(marked: str, expected: str) -> None:
    assert name(marked) == expected


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("{s1:A spokesman for Lena Korth} said {q1:it was over}.", "a spokesman for Lena Korth"),
        ("Lena Korth left. {s1:Korth’s lawyer} said {q1:it was over}.", "Korth’s lawyer"),
        ("Tom Korth left. {s1:His lawyers} said {q1:it was over}.", "Tom Korth’s lawyers"),
    ],
)
def test_who_speaks_for_somebody_is_somebody_else(marked: str, expected: str) -> None:
    assert name(marked) == expected


def test_a_source_without_a_name_is_kept_as_it_is() -> None:
    found = speak("{s1:A police source} told us {q1:he had fled}. {s2:Two officials} said {q2:it was true}.")
    assert [e.name if e else None for e in found.values()] == ["a police source", "two officials"]
    assert found["1"] is not None
    assert found["1"].kind is EntityKind.OTHER
    assert found["1"].mentions[0].text == "A police source"


@pytest.mark.parametrize(
    "source",
    ["officials", "Posts on message boards", "court records", "the harbour board and the line", "a crowd outside"],
)
def test_nobody_in_particular_is_nobody(source: str) -> None:
    assert name(f"{{s1:{source}}} said {{q1:the bridge was unsafe}}.") is None


def test_people_of_a_body_speak_for_it() -> None:
    text = "Norvik Foods lost its licence. {s1:Bosses at Norvik} insisted {q1:nobody was at fault}."
    assert name(text) == "Norvik Foods"


def test_the_official_is_the_one_from_before() -> None:
    text = "{s1:A district official} said {q1:it burned}. {s2:The official} said {q2:it smelled}."
    found = speak(text)
    assert found["1"] == found["2"]


def test_a_described_source_gets_the_name_that_follows() -> None:
    text = (
        "Twenty people were treated, {s1:the hospital’s medical director} said.\n\n"
        "{q2:“Most have cuts,”} {s2:Dr Ruth Ansel} told reporters."
    )
    found = speak(text.replace("Twenty people were treated", "{q1:Twenty people were treated}"))
    assert found["1"] == found["2"]
    assert found["2"] is not None
    assert found["2"].name == "Ruth Ansel"


def test_pronouns_go_to_who_spoke_last() -> None:
    text = (
        "{s1:Petra Vossen} said {q1:her husband Otto had never met Anna Holm}. {q2:“Never,”} {s2:she} said.\n\n"
        "{s3:The coast guard} said {q3:it had saved nine}. The company paid. "
        "{q4:Divers reached the wreck}, {s4:it} said."
    )
    found = speak(text)
    assert found["2"] == found["1"]
    assert found["4"] is not None
    assert "coast guard" in (found["3"].name if found["3"] else "")


def test_i_is_who_says_the_words_around_it() -> None:
    text = "{q1:“{s2:I} told him {q2:to stop},”} {s1:Lena Korth} said. Tom Vik was not there."
    assert name(text, "2") == "Lena Korth"


def test_its_claim_is_the_claim_of_the_subject() -> None:
    text = "Orlen Post reported on Monday. The harbour board withdrew {s1:its} claim {q1:to have warned crews}."
    found = speak(text)["1"]
    assert found is not None
    assert found.name.endswith("harbour board")


def test_a_statement_is_its_givers_word() -> None:
    text = (
        "{q1:“No work was done,”} Norvik spokeswoman {s1:Lena Storm} said in a statement. Norvik has two works.\n\n"
        "{q2:An alert was sent at seven}, according to {s2:the statement}."
    )
    assert name(text, "2") == "Norvik"


def test_a_paper_seen_by_a_body_is_not_its_own() -> None:
    found = name("{s1:A notice to crews, seen by the Orlen Courier,} says {q1:the barge has moved}.")
    assert found is not None
    assert found.startswith("a notice")


def test_who_goes_on_without_a_source() -> None:
    text = "{s1:Lena Korth} said {q1:it was late}. {q2:It would be later still}."
    assert name(text, "2") == "Lena Korth"


def test_the_verb_around_a_quote_tells_who_says_it() -> None:
    text = "{s1:Tom Vik} said {q1:it was late}. Inspector Lena Korth denied a report that {q2:a man had fled}."
    assert name(text, "2") == "Lena Korth"


def test_two_in_a_dialogue_take_turns() -> None:
    text = "{q1:“Late?”} {s1:Tom Vik} asked.\n\n{q2:“Very,”} {s2:Lena Korth} said.\n\n{q3:“How late?”}"
    assert name(text, "3") == "Tom Vik"


def test_a_question_put_to_somebody_is_not_theirs() -> None:
    text = "{s1:Lena Korth} said {q1:it was late}. {k2:Asked} {q2:whether it was over}, she shrugged."
    assert name(text, "2") is None


def test_quotes_without_anybody_have_no_speaker() -> None:
    assert name("It rained. {q1:The roof held}.") is None


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("{s2:Lena Korth} said {q2:it was late}. On Monday Tom Vik {k1:contested} {q1:this}.", "Tom Vik"),
        ("{s2:Lena Korth} said {q2:it was late}. Tom Vik {k1:contests} {q1:this}.", "Tom Vik"),
        ("{s2:Lena Korth} said {q2:it was late}. {k1:Asked} {q1:whether it rained}, Tom Vik shrugged.", None),
        ("Tom Vik was {k1:accused} of {q1:lying}.", None),
    ],
)
def test_a_quote_without_a_source_is_of_whoever_does_what_its_cue_says(marked: str, expected: str | None) -> None:
    assert name(marked) == expected


@pytest.mark.parametrize(
    ("report", "speaker"),
    [
        ("A {k2:claim} that {q2:he had failed a test} was rejected by police.", None),
        ("{k2:Rumours} that {q2:he had failed a test} were rejected by police.", None),
        ("The {k2:claim} that {q2:he had failed no test} was rejected by police.", "Joren Halvik"),
    ],
)
def test_a_report_of_nobody_in_sight_is_not_the_last_speakers(report: str, speaker: str | None) -> None:
    said = "{s1:Joren Halvik}, the captain, {k1:said} {q1:he had seen the barge late}."
    assert name(f"{said} {report}", "2") == speaker


@pytest.mark.parametrize(
    "before",
    [
        "The mine is owned by Orva. The union SGR met on Monday.",
        "Orva bought the mine. The SGR mineworkers' union met on Monday.",
    ],
)
def test_a_union_is_no_company(before: str) -> None:
    assert name(f"{before} {{s1:The company}} said {{q1:it was sorry}}.") != "SGR"


def test_a_document_that_was_only_mentioned_is_its_own_word() -> None:
    text = (
        "{q1:People had gathered by midday}, {s1:police} said, after a memo was leaked. "
        "{s2:The memo} says {q2:jobs could be lost}."
    )
    assert name(text, "2") == "the memo"
