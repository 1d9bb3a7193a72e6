"""Claims: the grain of clauses, whose voice they have, how they are held."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.annotate.articles import Annotator
from rashomon.annotate.claims import find_claims
from rashomon.model.records import Article, Certainty, Claim, Polarity, Quote, QuoteKind, Value, ValueKind, Voice
from rashomon.weights.parsers import load_parser


def make_quote(article: Article, content: str, cue: str = "", *, kind: str = "indirect", denies: bool = False) -> Quote:
    start = article.text.index(content)
    cues = (article.span(article.text.index(cue), article.text.index(cue) + len(cue)),) if cue else ()
    return Quote(
        id=f"q{start}",
        kind=QuoteKind(kind),
        content=(article.span(start, start + len(content)),),
        cue=cues,
        speaker="e1",
        denies=denies,
    )


def claims_of(text: str, *quotes: tuple[str, str], published: str | None = None, denies: bool = False) -> list[Claim]:
    article = Article(id="a1", text=text, published=published)
    made = tuple(make_quote(article, content, cue, denies=denies) for content, cue in quotes)
    return list(find_claims(load_parser()(text), article, made, (), ()))


def passages(claims: list[Claim]) -> list[str]:
    return [" || ".join(span.text for span in claim.passage) for claim in claims]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nine people died and four were hurt.", ["Nine people died", "four were hurt"]),
        (
            "The plant employs 340 people and is licensed to hold 12 tonnes of chlorine.",
            ["The plant employs 340 people", "is licensed to hold 12 tonnes of chlorine"],
        ),
        ("The crowd kicked and screamed.", ["The crowd kicked and screamed"]),
        # what the parser takes for the verb is a participle, or the other way round
        (
            "A night ferry full of families ploughed into a barge in the dark and went to the bottom in 38 minutes.",
            [
                "A night ferry full of families ploughed into a barge in the dark",
                "went to the bottom in 38 minutes",
            ],
        ),
        ("Feeding a crook at home costs 410 marks a day.", ["Feeding a crook at home costs 410 marks a day"]),
        (
            "Six people were killed when a passenger train hit a parked lorry near Orlen.",
            ["Six people were killed", "a passenger train hit a parked lorry near Orlen"],
        ),
        ("Nobody was inside when it fell.", ["Nobody was inside when it fell"]),
        (
            "The blast wrecked the hall, injuring 17 people.",
            ["The blast wrecked the hall", "injuring 17 people"],
        ),
        (
            "The firm, which bought the mill in 2019, has closed it.",
            ["The firm, which bought the mill in 2019", "The firm, which bought the mill in 2019, has closed it"],
        ),
        (
            "The driver, Jo Orm, 52, was arrested on Monday.",
            ["The driver, Jo Orm, 52, was arrested on Monday", "Jo Orm, 52"],
        ),
        (
            "Records show that the bridge was closed in May.",
            ["the bridge was closed in May"],
        ),
        (
            "At least 17 people were injured, three of them badly.",
            ["At least 17 people were injured", "three of them badly"],
        ),
        (
            "His own party turned on him quickly, with the leaders of both chambers calling on him to go.",
            ["His own party turned on him quickly", "the leaders of both chambers calling on him to go"],
        ),
    ],
)
def test_grain(text: str, expected: list[str]) -> None:
    assert sorted(passages(claims_of(text))) == sorted(expected)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   \n ",
        "?!",
        "Who knew?",
        "Read more here:",
        "The ministry did not say when the road would open.",
        "The firm declined to comment on the report.",
        "It was not clear how many people were inside.",
        "You will not hear that from the ministry.",
    ],
)
def test_no_claim(text: str) -> None:
    assert passages(claims_of(text)) == []


def test_a_question_that_the_text_answers_is_a_claim() -> None:
    found = claims_of("And who drove the boxes to the depot that night? The party's own activists.")
    assert [span.text for claim in found for span in claim.passage] == [
        "who drove the boxes to the depot that night",
        "The party's own activists",
    ]


@pytest.mark.parametrize(
    "text", ["Who drove the boxes? Nobody knows.", "Who drove the boxes? Why?", "Were they late? No."]
)
def test_a_question_without_an_answer_is_none(text: str) -> None:
    assert not any("drove" in passage or "late" in passage for passage in passages(claims_of(text)))


@pytest.mark.parametrize(
    "text",
    [
        "Until I know why, no boat will cross that channel at night",
        "Unless the court agrees, the mayor will resign",
        "If the dam breaks, the village will be flooded",
    ],
)
def test_the_word_that_bounds_a_claim_stays_at_its_head(text: str) -> None:
    assert passages(claims_of(f"{text}, Brock said.", (text, "said"))) == [text]


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("Eleven minutes passed before anybody called them.", "Eleven minutes passed before anybody called them"),
        ("He shouted twice before a single shot was fired.", "He shouted twice before a single shot was fired"),
        ("He will not go. Nor will he face the court.", "Nor will he face the court"),
        (
            "Neither the coastguard nor the navy answered the call.",
            "Neither the coastguard nor the navy answered the call",
        ),
    ],
)
def test_a_claim_keeps_the_word_without_which_it_says_the_opposite(text: str, claim: str) -> None:
    assert claim in [found.passage[0].text for found in claims_of(text)]


@pytest.mark.parametrize(
    "text",
    [
        "The firm did not say that the work was planned for May.",
        "He could not confirm that six people had died.",
        "Police have not said that the captain was drunk.",
    ],
)
def test_what_nobody_says_is_claimed_by_nobody(text: str) -> None:
    content = text.partition(" that ")[2].rstrip(".")
    assert content not in passages(claims_of(text))
    assert content not in passages(claims_of(text, (content, text.partition(" that ")[0].split()[-1])))


def test_what_is_not_disclosed_is_so() -> None:
    told = passages(claims_of("The ministry did not disclose that two of its officials had resigned."))
    assert told == ["two of its officials had resigned"]


def test_that_something_cannot_be_said_is_a_claim_of_who_says_so() -> None:
    inner, outer = "the work did not exist", "They cannot say that the work did not exist"
    (claim,) = claims_of(f"“{outer},” said Owen Pryce.", (outer, "said"), (inner, "say"))
    assert [span.text for span in claim.passage] == [outer]


def test_attribution_is_peeled_off() -> None:
    found = claims_of("Nine people died in the fire, police said on Monday.", ("Nine people died in the fire", "said"))
    assert passages(found) == ["Nine people died in the fire"]
    assert (found[0].voice, found[0].source, found[0].quote) == (Voice.QUOTED, "e1", "q0")


def test_outlet_voice_has_no_source() -> None:
    found = claims_of("Nine people died in the fire.")
    assert (found[0].voice, found[0].source, found[0].quote) == (Voice.OUTLET, None, None)


def test_content_without_a_verb_is_shown_with_its_cue() -> None:
    text = "She put the fleet at 43 boats."
    found = claims_of(text, ("the fleet at 43 boats", "put"))
    assert passages(found) == ["She put the fleet at 43 boats"]
    assert found[0].voice is Voice.QUOTED


def test_interrupted_content_is_one_claim_of_two_spans() -> None:
    article = Article(id="a1", text="Divers reached the wreck at noon, she said, six hours late.")
    quote = Quote(
        id="q1",
        kind=QuoteKind.INDIRECT,
        content=(article.span(0, 32), article.span(44, 58)),
        cue=(article.span(38, 42),),
        speaker="e1",
    )
    found = find_claims(load_parser()(article.text), article, (quote,), (), ())
    assert {claim.voice for claim in found} == {Voice.QUOTED}
    assert not any("she said" in span.text for claim in found for span in claim.passage)


def test_a_participle_in_the_content_does_not_cut_it() -> None:
    content = "the seals intended to safeguard them were defective"
    found = claims_of(f"The clerk cautioned on paper that {content}.", (content, "cautioned"))
    assert passages(found) == [content]


def test_inner_speaker_wins() -> None:
    text = "Dunn said the foreman had told her that the job was permitted by the city."
    article = Article(id="a1", text=text)
    outer = make_quote(article, "the foreman had told her that the job was permitted by the city", "said")
    inner = Quote(
        id="q2",
        kind=QuoteKind.INDIRECT,
        content=(article.span(text.index("the job"), len(text) - 1),),
        cue=(article.span(text.index("told"), text.index("told") + 4),),
        speaker="e2",
    )
    found = find_claims(load_parser()(text), article, (outer, inner), (), ())
    assert [(claim.passage[0].text, claim.source) for claim in found] == [("the job was permitted by the city", "e2")]


@pytest.mark.parametrize(
    "text",
    [
        "He did not deny that a fridge had broken down on Sunday.",
        "The navy has not denied that its cutter had gone dark.",
        "Nobody disputes that the bank is overfished.",
        "A spokesman would neither confirm nor deny that she had got his letters.",
    ],
)
def test_what_is_not_denied_is_no_denial(text: str) -> None:
    assert Polarity.DENIED not in {claim.polarity for claim in claims_of(text)}


def test_who_denies_a_deed_does_not_deny_when_it_was_done() -> None:
    text = "The police deny that they stood by while the ferries were blocked."
    found = claims_of(text, ("they stood by while the ferries were blocked", "deny"), denies=True)
    told = {claim.passage[0].text: claim.polarity for claim in found}
    assert told["they stood by"] is Polarity.DENIED
    assert told["the ferries were blocked"] is Polarity.AFFIRMED


@pytest.mark.parametrize(
    ("text", "content", "cue", "denies", "expected"),
    [
        ("The firm denied that the tank had leaked oil.", "the tank had leaked oil", "denied", True, Polarity.DENIED),
        ("Police said he had not been charged.", "he had not been charged", "said", False, Polarity.AFFIRMED),
        ("Insisting, Orm said nobody was told to leave.", "nobody was told to leave", "said", True, Polarity.DENIED),
        ("The council rejected a new pool.", "a new pool", "rejected", False, Polarity.AFFIRMED),
        ("The council has rejected talk of a sale.", "talk of a sale", "rejected", True, Polarity.DENIED),
        (
            "Orm said nobody denies that the bank is empty.",
            "nobody denies that the bank is empty",
            "said",
            False,
            Polarity.AFFIRMED,
        ),
        (
            "Orm said the rifle lay behind a false panel.",
            "the rifle lay behind a false panel",
            "said",
            False,
            Polarity.AFFIRMED,
        ),
        ("Orm said it was a false report.", "it was a false report", "said", False, Polarity.DENIED),
        ("Orm said the report was a flat lie.", "the report was a flat lie", "said", False, Polarity.DENIED),
        (
            "The firm rejected the claim. Orm said no oil had leaked.",
            "no oil had leaked",
            "said",
            False,
            Polarity.DENIED,
        ),
    ],
)
def test_polarity(text: str, content: str, cue: str, denies: bool, expected: Polarity) -> None:
    found = claims_of(text, (content, cue), denies=denies)
    assert [claim.polarity for claim in found if claim.voice is Voice.QUOTED] == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The school was closed on Friday.", Certainty.STATED),
        ("The school will stay shut on Friday.", Certainty.PLANNED),
        ("A vigil is to be held on the steps.", Certainty.PLANNED),
        ("A change of software was to blame for the delay.", Certainty.STATED),
        ("The minister is due in the town at noon.", Certainty.PLANNED),
        ("The delay was due to the storm.", Certainty.STATED),
        ("The unions vowed to appeal against the ruling.", Certainty.PLANNED),
        ("The roof may have been weakened by rain.", Certainty.HEDGED),
        ("The dispute could delay the vote.", Certainty.HEDGED),
        ("The smoke could be seen from the coast.", Certainty.STATED),
        ("The works reportedly failed an inspection.", Certainty.HEDGED),
        ("The works failed the inspection, it is understood.", Certainty.HEDGED),
        ("The bridge was opened in May.", Certainty.STATED),
        ("He says he will not resign over this.", Certainty.STATED),
    ],
)
def test_certainty(text: str, expected: Certainty) -> None:
    assert claims_of(text)[-1].certainty is expected


def test_what_somebody_asks_for_is_not_done() -> None:
    claims = claims_of("The colonel asked that the minister be removed.", ("the minister be removed", "asked"))
    assert passages(claims) == ["the minister be removed"]
    assert claims[0].certainty is Certainty.PLANNED


def test_unnamed_doubter_hedges() -> None:
    text = "Posts claimed that welders had been on the roof."
    article = Article(id="a1", text=text)
    quote = make_quote(article, "welders had been on the roof", "claimed")
    nobody = Quote(id="q1", kind=quote.kind, content=quote.content, cue=quote.cue)
    assert find_claims(load_parser()(text), article, (nobody,), (), ())[0].certainty is Certainty.HEDGED
    assert find_claims(load_parser()(text), article, (quote,), (), ())[0].certainty is Certainty.STATED


def test_present_tense_with_a_date_ahead_is_planned() -> None:
    text = "Parliament votes on the treaty on 18 June."
    start = text.index("18 June")
    for published, expected in (("2031-06-01", Certainty.PLANNED), ("2031-06-20", Certainty.STATED)):
        article = Article(id="a1", text=text, published=published)
        date = Value(
            id="v1", span=article.span(start, start + 7), kind=ValueKind.DATE, low="2031-06-18", high="2031-06-18"
        )
        found = find_claims(load_parser()(text), article, (), (date,), ())
        assert [(claim.certainty, claim.values) for claim in found] == [(expected, ("v1",))]


def test_denied_report_is_kept_whole() -> None:
    text = "A claim that he failed a test was knocked down by police."
    article = Article(id="a1", text=text)
    quote = make_quote(article, "he failed a test", "claim")
    found = find_claims(load_parser()(text), article, (quote,), (), ())
    assert "A claim that he failed a test was knocked down by police" in passages(list(found))


WORDS = st.sampled_from(
    [
        "The",
        "boat",
        "sank",
        "and",
        "men",
        "drowned",
        ",",
        ".",
        "who",
        "said",
        '"',
        "”",
        "(",
        "which",
        "52",
        "\n\n",
        "é́",
        "🙂",
        "-",
    ]
)


@settings(max_examples=40, deadline=None)
@given(st.lists(WORDS, max_size=60), st.integers(0, 200), st.integers(1, 80))
def test_laws(words: list[str], start: int, length: int) -> None:
    article = Article(id="a1", text=" ".join(words))
    quotes: tuple[Quote, ...] = ()
    if start + length <= len(article.text):
        quotes = (Quote(id="q1", kind=QuoteKind.DIRECT, content=(article.span(start, start + length),)),)
    found = find_claims(load_parser()(article.text), article, quotes, (), ())
    keys = [tuple((span.start, span.end) for span in claim.passage) for claim in found]
    assert keys == sorted(set(keys))
    assert len({claim.id for claim in found}) == len(found)
    for claim in found:
        for span in claim.passage:
            assert article.text[span.start : span.end] == span.text == span.text.strip()
        assert (claim.voice is Voice.QUOTED) == (claim.quote is not None)


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("An earlier version of this article wrongly said that the mayor had resigned.", True),
        ("On Monday we reported that the mayor had resigned. He has not.", True),
        ("Correction: This story said that the mayor had resigned.", True),
        ("On Monday we reported that the mayor had resigned. His deputy took over.", False),
        ("The minister wrongly said that the mayor had resigned.", False),
    ],
)
def test_what_an_outlet_says_it_told_wrongly_is_denied(text: str, denied: bool, annotator: Annotator) -> None:
    claims = annotator.annotate(Article(id="a1", outlet="Herald", text=text)).claims
    found = next(c for c in claims if "mayor had resigned" in c.passage[0].text)
    assert (found.polarity is Polarity.DENIED) == denied


def test_what_was_not_shown_is_no_claim_of_its_own(annotator: Annotator) -> None:
    text = "The ministry failed to show that staff would suffer. The union will call it off if no one is dismissed."
    claims = annotator.annotate(Article(id="a1", text=text)).claims
    assert [" ".join(span.text for span in claim.passage) for claim in claims] == [
        "The ministry failed to show that staff would suffer",
        "The union will call it off if no one is dismissed",
    ]
    assert [claim.certainty for claim in claims] == [Certainty.STATED, Certainty.PLANNED]


def test_who_disputes_that_says_what_follows(annotator: Annotator) -> None:
    text = (
        "The chief learned of it in May, the firm said. A person familiar with the matter disputed that: the chief had "
        "been copied in on a report in April, the person said."
    )
    claims = annotator.annotate(Article(id="a1", text=text)).claims
    found = [claim for claim in claims if "copied in" in claim.passage[0].text]
    assert [claim.polarity for claim in found] == [Polarity.AFFIRMED]


def test_a_claim_ends_before_the_word_that_leads_to_the_next(annotator: Annotator) -> None:
    text = "The hospital said that it never received the warning that officials insist was sent to it in March."
    told = [claim.passage[0].text for claim in annotator.annotate(Article(id="a", text=text, language="en")).claims]
    assert told[0] == "it never received the warning"
