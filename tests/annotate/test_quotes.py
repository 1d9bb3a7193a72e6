"""Reported speech: content, source, cue, kind and denial, on invented sentences."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.annotate.articles import Annotator
from rashomon.annotate.cues import words
from rashomon.annotate.quotes import find_quotes
from rashomon.model.records import Article, Quote, Voice
from rashomon.weights.parsers import load_parser


def quotes_of(text: str) -> list[Quote]:
    return list(find_quotes(load_parser()(text), Article(id="a1", text=text)))


def contents_of(text: str) -> list[list[str]]:
    return [[span.text for span in quote.content] for quote in quotes_of(text)]


def one(text: str) -> Quote:
    found = quotes_of(text)
    assert len(found) == 1, [[span.text for span in quote.content] for quote in found]
    return found[0]


def texts(spans: tuple[object, ...]) -> list[str]:
    return [str(getattr(span, "text")) for span in spans]  # noqa: B009


@pytest.mark.parametrize(
    ("text", "kind", "content", "cue", "source"),
    [
        ("“It is late,” Lena Orth said.", "direct", ["“It is late,”"], "said", "Lena Orth"),
        ("“It is late,” said Lena Orth, the mayor.", "direct", ["“It is late,”"], "said", "Lena Orth, the mayor"),
        ("“It is late,” puffed the old baker.", "direct", ["“It is late,”"], "puffed", "the old baker"),
        ("Lena Orth said: “It is late.”", "direct", ["“It is late.”"], "said", "Lena Orth"),
        ("‘It is late’, said Lena Orth.", "direct", ["‘It is late’"], "said", "Lena Orth"),
        (
            "“It is,” Lena Orth said on Monday, “very late.”",
            "direct",
            ["“It is,”", "“very late.”"],
            "said",
            "Lena Orth",
        ),
        ("Lena Orth said the mill was closed.", "indirect", ["the mill was closed"], "said", "Lena Orth"),
        ("Lena Orth said that the mill was closed.", "indirect", ["the mill was closed"], "said", "Lena Orth"),
        ("The mill was closed, Lena Orth said on Monday.", "indirect", ["The mill was closed"], "said", "Lena Orth"),
        (
            "The mill, Lena Orth argued, was never safe.",
            "indirect",
            ["The mill", "was never safe"],
            "argued",
            "Lena Orth",
        ),
        (
            "The paper asked readers to report doubtful stories and had received 400 messages by evening.",
            "indirect",
            ["to report doubtful stories"],
            "asked",
            "The paper",
        ),
        (
            "Police held two men on Monday and their lawyer, Mira Oden, denied the charges.",
            "indirect",
            ["the charges"],
            "denied",
            "their lawyer, Mira Oden",
        ),
        (
            "The mill, once a barn, said the mayor, was too small.",
            "indirect",
            ["The mill, once a barn", "was too small"],
            "said",
            "the mayor",
        ),
        (
            "The mayor said the mill was “a ruin with a roof”.",
            "mixed",
            ["the mill was “a ruin with a roof”"],
            "said",
            "The mayor",
        ),
        ("The mayor called the mill “a ruin”.", "mixed", ["the mill “a ruin”"], "called", "The mayor"),
        ("The mayor urged residents to stay at home.", "indirect", ["to stay at home"], "urged", "The mayor"),
        ("The mayor vowed to rebuild the mill.", "indirect", ["to rebuild the mill"], "vowed", "The mayor"),
        ("A reporter asked whether the mill was safe.", "indirect", ["the mill was safe"], "asked", "A reporter"),
        ("A reporter asked why nobody had rung.", "indirect", ["why nobody had rung"], "asked", "A reporter"),
        (
            "The mill was closed, according to a notice on the gate.",
            "indirect",
            ["The mill was closed"],
            "according to",
            "a notice on the gate",
        ),
        ("According to police, the mill was closed.", "indirect", ["the mill was closed"], "According to", "police"),
        ("The report says the mill was never safe.", "indirect", ["the mill was never safe"], "says", "The report"),
        ("The company says about 640 tonnes.", "indirect", ["about 640 tonnes"], "says", "The company"),
        ("The union accused the mayor of theft.", "indirect", ["the mayor of theft"], "accused", "The union"),
        (
            "The clerk, accused by the union of hiding a deficit, left.",
            "indirect",
            ["of hiding a deficit"],
            "accused",
            "the union",
        ),
        ("The mayor blamed the flood on a gate.", "indirect", ["the flood on a gate"], "blamed", "The mayor"),
        ("The mayor announced a review of the tax.", "indirect", ["a review of the tax"], "announced", "The mayor"),
        ("The firm disputed the figure.", "indirect", ["the figure"], "disputed", "The firm"),
        ("The inquiry found that the mill was old.", "indirect", ["the mill was old"], "found", "The inquiry"),
        ("Her mother used to say that mills hum.", "indirect", ["mills hum"], "say", "Her mother"),
        ("The mayor would say only that it was shut.", "indirect", ["it was shut"], "say", "The mayor"),
        ("It was, she said, a lesson for all.", "indirect", ["It was", "a lesson for all"], "said", "she"),
        ("The mill shut, it said, over a lease.", "indirect", ["The mill shut", "over a lease"], "said", "it"),
        ("The mayor said it would help, although it had not.", "indirect", ["it would help"], "said", "The mayor"),
    ],
)
def test_forms(text: str, kind: str, content: list[str], cue: str, source: str) -> None:
    quote = one(text)
    assert (quote.kind.value, texts(quote.content), texts(quote.cue), texts(quote.source)) == (
        kind,
        content,
        [cue],
        [source],
    )


@pytest.mark.parametrize(
    "text",
    [
        "The minister did not say whether the mill was safe.",
        "The minister declined to say when the mill would open.",
        "The company would not comment on the fire.",
        "The data show that the river rose by a metre.",
        "The “old mill” was sold in May.",
        "Nobody said the mill was safe.",
        "He might say that the mill was safe.",
        "If the mayor says the mill is safe, people will come.",
        "A group that calls itself the Millers met in June.",
        "Locals call the bridge “the Ark”.",
        "That said, the new gates held.",
        "A letter writes off 60 million marks of debt.",
        "The league called off the match in Varn.",
        "A clerk accused of theft left the country.",
        "The girl found that the mill was open.",
        "Her first stop was Hallen, whose mayor agreed to close the mill.",
        "As the crowd was leaving, the mayor announced himself.",
        "Polls suggest that one voter in eight is undecided.",
        "The mayor ordered everyone to leave.",
        "The captain was being questioned by police in a hospital where he was treated for a broken arm.",
        "Detectives had questioned the tuner and let him go, as had the woman who rented him a room.",
    ],
)
def test_what_is_no_speech(text: str) -> None:
    assert contents_of(text) == []


def test_a_turn_broken_by_its_cue_is_one_quote() -> None:
    assert contents_of("“It is late,” she said. “We must go.”") == [["“It is late,”", "“We must go.”"]]


def test_a_doubt_ends_what_was_said_before() -> None:
    text = "Press critics said the departures were overdue but questioned whether Lathrop should stay."
    assert contents_of(text) == [["the departures were overdue"], ["Lathrop should stay"]]


def test_a_new_cue_is_a_new_quote() -> None:
    assert contents_of("“It is late,” she said. “We must go,” he said.") == [["“It is late,”"], ["“We must go,”"]]


def test_quoted_sentence_after_indirect_speech_is_a_quote_of_its_own() -> None:
    found = quotes_of("She said the mill was closed. “It will stay so.”")
    assert [quote.kind.value for quote in found] == ["indirect", "direct"]
    assert not found[1].cue


def test_speech_over_paragraphs_is_one_quote() -> None:
    found = contents_of("“It is late,” she said. “We must go.\n\n“The road is long.”\n\nThe mill was sold.")
    assert found == [["“It is late,”", "“We must go.", "“The road is long.”"]]


def test_missing_mark_does_not_swallow_the_next_paragraph() -> None:
    found = contents_of("She said: “It is late.\n\nThe mill was sold. “We must go,” he said.")
    assert found == [["“It is late."], ["“We must go,”"]]


def test_second_verb_of_the_speaker_is_a_quote_of_its_own() -> None:
    found = quotes_of("The mayor said the mill was closed, adding that the owner had left.")
    assert [texts(quote.content) for quote in found] == [["the mill was closed"], ["the owner had left"]]
    assert texts(found[1].source) == ["The mayor"]


def test_speech_of_two_in_one_sentence() -> None:
    found = quotes_of("Police said the mill was closed; the owner said it was open.")
    assert [texts(quote.content) for quote in found] == [["the mill was closed"], ["it was open"]]


def test_nested_speech_is_two_quotes() -> None:
    found = quotes_of("Police said the owner had told them the mill was empty.")
    assert [texts(quote.content) for quote in found] == [
        ["the owner had told them the mill was empty"],
        ["the mill was empty"],
    ]
    assert texts(found[1].source) == ["the owner"]


def test_carried_on_speech() -> None:
    found = contents_of("The mayor said the mill was closed. Two wheels had been stolen in May.")
    assert found == [["the mill was closed"], ["Two wheels had been stolen in May"]]


def test_noun_of_speech() -> None:
    found = quotes_of("The judge heard his claim that the mill was safe.")
    assert texts(found[0].content) == ["the mill was safe"]
    assert texts(found[0].cue) == ["claim"]
    assert texts(found[0].source) == ["his"]


def test_transcript() -> None:
    found = quotes_of("MS ORTH: Where were you?\n\nMR VANE: At the mill. I slept.")
    assert [texts(quote.content) for quote in found] == [["Where were you?"], ["At the mill. I slept."]]
    assert [texts(quote.source) for quote in found] == [["MS ORTH"], ["MR VANE"]]


def test_dateline_is_no_content() -> None:
    assert contents_of("PORT VANE, March 3 (XPA) - The mill was closed, police said.") == [["The mill was closed"]]


@pytest.mark.parametrize("dateline", ["HALLEN, Feb 11 (OPB) - ", "HALLEN (OPB) — ", "Hallen (OPB) - ", "(OPB) - ", ""])
def test_a_clause_before_who_says_it_is_read_whatever_the_parser_makes_of_it(dateline: str) -> None:
    text = f"{dateline}The mill and the bakery have agreed to close, clerks from Hallen said on Wednesday."
    quote = one(text)
    assert texts(quote.content) == ["The mill and the bakery have agreed to close"]
    assert texts(quote.source) == ["clerks from Hallen"]


def test_what_a_clause_ends_with_is_not_who_says_it() -> None:
    quote = one("The barge struck the channel that leads to the city, Commander Ada Sellin of the coast guard said.")
    assert texts(quote.source) == ["Commander Ada Sellin of the coast guard"]


def test_participle_ends_before_its_main_clause() -> None:
    found = contents_of("Asked whether the mill was safe, the mayor replied: “It is.”")
    assert found == [["the mill was safe"], ["“It is.”"]]


@pytest.mark.parametrize(
    ("text", "denies"),
    [
        ("The owner denied that the mill was unsafe.", True),
        ("The owner rejected claims that the mill was unsafe.", True),
        ("“That is simply untrue,” the owner said.", True),
        ("The owner said the mill was safe.", False),
        ("The council rejected talk of a merger.", True),
        ("The council rejected a new swimming pool.", False),
        ("The union has rejected the offer.", False),
        ("The minister rejected calls to send a frigate.", False),
        ("The district court rejected their request for an injunction.", False),
        ("The owner denied that the protest had turned violent.", True),
    ],
)
def test_denials(text: str, denies: bool) -> None:
    assert quotes_of(text)[0].denies is denies


@pytest.mark.parametrize(
    "text",
    ["", ".", "“", "“”", "😀 “😀”", "\u200f“a”", "said", "said “", "according to", "He said:", "X:", "Q.", "* - "],
)
def test_scraps_raise_nothing(text: str) -> None:
    assert len(quotes_of(text)) <= 1


WORDS = sorted(
    words("he said told “It late,” that the mill was , . and denied according to police : ; ‘ ’ asked MR X:")
)


@given(
    st.lists(
        st.sampled_from([*WORDS, "\n\n"]),
        max_size=30,
    )
)
@settings(max_examples=80, deadline=None)
def test_spans_hold_and_ids_differ(scraps: list[str]) -> None:
    text = " ".join(scraps)
    found = quotes_of(text)
    for quote in found:
        for span in (*quote.content, *quote.cue, *quote.source):
            assert text[span.start : span.end] == span.text
            assert span.text.strip() == span.text
    assert len({quote.id for quote in found}) == len(found)
    assert found == quotes_of(text)


def test_hostile_length() -> None:
    text = '"' * 20_000 + " he said that " * 300
    assert len(quotes_of(text)) <= 301


def test_a_passive_denial_denies_its_subject(annotator: Annotator) -> None:
    text = "Naval ships will pass for free, it said. This was flatly denied by the Tarn Canal Authority."
    found = [quote for quote in annotator.annotate(Article(id="a", text=text)).quotes if quote.denies]
    assert [(quote.content[0].text, quote.source[0].text) for quote in found] == [("This", "the Tarn Canal Authority")]


def test_a_sentence_of_the_outlet_with_a_word_in_marks_is_nobodys_speech(annotator: Annotator) -> None:
    text = (
        'Mayor Lena Orth said the plan would be "studied" in May. '
        'The only plan that could be "studied" would be one of breaking the law of the land.'
    )
    account = annotator.annotate(Article(id="a", text=text, language="en"))
    (quote,) = account.quotes
    assert [span.text for span in quote.content] == ['the plan would be "studied" in May']
    assert account.claims[-1].voice is Voice.OUTLET
