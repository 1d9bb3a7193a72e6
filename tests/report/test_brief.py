"""The brief: the questions a reader asks, in the words of the accounts."""

from __future__ import annotations

from collections import Counter

import msgspec
import pytest
from tests.report import ledgers

from rashomon.model.ids import make_id
from rashomon.model.records import (
    Article,
    Certainty,
    Claim,
    Conflict,
    ConflictKind,
    Direction,
    Entity,
    EntityKind,
    Entry,
    Framing,
    FramingKind,
    Ledger,
    Lineage,
    Nature,
    Origin,
    OriginKind,
    Passage,
    PassageKind,
    Polarity,
    Quote,
    QuoteKind,
    Relation,
    Side,
    Status,
    Value,
    ValueKind,
    Voice,
)
from rashomon.report.brief import Brief, view_brief
from rashomon.report.entries import view_entries
from rashomon.report.hints import HINTS, find_hints
from rashomon.report.html import render_html
from rashomon.report.indexes import Index
from rashomon.report.lines import SETTINGS, BriefSettings, Line, stands_alone
from rashomon.report.markdown import render_brief, render_markdown
from rashomon.report.questions import BACKGROUND, QUESTIONS, find_questions
from rashomon.report.salience import weigh_salience
from rashomon.report.salience_weights import WEIGHTS
from rashomon.report.traits import TRAITS, Traits
from rashomon.weights.questions import load_questions


def read(ledger: Ledger) -> Brief:
    index = Index(ledger)
    return view_brief(index, view_entries(index))


@pytest.mark.parametrize("name", ["election-recount", "prisoner-exchange"])
def test_every_line_is_a_statement_of_the_ledger_and_stands_once(name: str) -> None:
    ledger = ledgers.read_pack(name)
    brief = read(ledger)
    lines = [line.anchor for question in brief.questions for line in question.lines]
    assert len(lines) == len(set(lines))
    assert set(lines) <= {f"entry-{number}" for number in range(1, len(ledger.entries) + 1)}
    assert [question.key for question in brief.questions] == [
        key for key, _ in QUESTIONS if key in {question.key for question in brief.questions}
    ]
    assert all(len(question.lines) <= SETTINGS.first_lines for question in brief.questions)


@pytest.mark.parametrize("name", ["election-recount", "prisoner-exchange"])
def test_the_latest_figure_is_told_and_those_it_replaced_are_not(name: str) -> None:
    ledger = ledgers.read_pack(name)
    index = Index(ledger)
    told = {line.anchor for question in read(ledger).questions for line in question.lines}
    homes = index.entries_of_claim
    updates = [conflict for conflict in ledger.conflicts if conflict.nature is Nature.UPDATE]
    last = {homes[key].id for conflict in updates for key in conflict.sides[-1].claims if key in homes}
    first = {
        homes[key].id for conflict in updates for side in conflict.sides[:-1] for key in side.claims if key in homes
    }
    assert not told & {index.anchors["entry", key] for key in first - last}
    assert told & {index.anchors["entry", key] for key in last}


def test_a_copy_is_named_as_one_voice_with_its_source() -> None:
    warnings = read(ledgers.read_pack("election-recount")).warnings
    words = [point.words for warning in warnings for point in warning.points]
    assert any("takes text from" in text and "one voice" in text for text in words)
    assert len({warning.account.id for warning in warnings}) == len(warnings), "one line an account"
    named = [warning.account.short for warning in warnings]
    assert {"The Daily Spark", "True Varnholm", "Briefly"} <= set(named), "every account made from another is there"


def test_an_update_of_its_own_report_is_nothing_to_warn_of() -> None:
    ledger = ledgers.read_pack("prisoner-exchange")
    outlets = Counter(article.outlet for article in ledger.articles)
    twice = {name for name, count in outlets.items() if count > 1}
    assert twice
    for warning in read(ledger).warnings:
        if warning.account.short in twice:
            assert not any(f"takes text from {warning.account.short}" in point.words for point in warning.points)


def test_the_brief_alone_has_the_passages_and_the_whole_has_the_brief() -> None:
    ledger = ledgers.read_pack("election-recount")
    alone, whole, page = render_brief(ledger), render_markdown(ledger), render_html(ledger)
    assert "## What happened, and when" in alone
    assert "## Where the accounts part" not in alone
    assert "### What happened, and when" in whole
    assert page.index('id="brief"') < page.index('id="conflicts"')
    assert any(ledger.articles[0].text[:40].split()[-1] in line for line in alone.splitlines() if "  - “" in line)


@pytest.mark.parametrize("ledger", [ledgers.make_hostile(), ledgers.make_broken(), Ledger()])
def test_nothing_in_a_ledger_makes_it_fail(ledger: Ledger) -> None:
    assert render_brief(ledger).startswith("# ")


def test_what_stands_now_opens_with_what_the_last_account_opens_with() -> None:
    ledger = ledgers.read_pack("election-recount")
    now = next(question for question in read(ledger).questions if question.key == "next")
    assert "lead from 312 votes to 271" in now.lines[0].statement


def test_without_dates_no_account_is_the_last() -> None:
    ledger = ledgers.read_pack("election-recount")
    undated = tuple(msgspec.structs.replace(article, published=None) for article in ledger.articles)
    found = read(msgspec.structs.replace(ledger, articles=undated))
    now = [line.statement for question in found.questions if question.key == "next" for line in question.lines]
    assert not [line for line in now if "lead from 312 votes to 271" in line]


def test_no_line_repeats_another_or_breaks_off() -> None:
    for name in ("election-recount", "prisoner-exchange"):
        lines = [line.statement for question in read(ledgers.read_pack(name)).questions for line in question.lines]
        assert not [(a, b) for a in lines for b in lines if a is not b and a.casefold() in b.casefold()]
        assert not [line for line in lines if line.endswith((" the", " of", " saying", " that"))]


@pytest.mark.parametrize(
    ("statement", "alone"),
    [
        ("The details of this agreement are not final", False),
        ("These people had left their homes", False),
        ("The court will sit again this week", True),
        ("The festival opens in Amory this Friday", True),
        ("The road has been closed this coming Monday", True),
        ('The mayor said: "This is an outrage for all of us"', True),
        ("Ada Holm: “We were promised that this could not happen here”", True),
        ("Doing so would be very hard", False),
    ],
)
def test_what_points_back_cannot_be_read_by_itself(statement: str, *, alone: bool) -> None:
    assert stands_alone(statement) is alone


def test_what_is_no_sentence_is_left_out() -> None:
    ledger = ledgers.read_pack("election-recount")
    line = next(line for question in read(ledger).questions for line in question.lines)
    entries = tuple(
        msgspec.structs.replace(entry, whole=entry.statement.casefold() != line.statement.casefold())
        for entry in ledger.entries
    )
    fewer = read(msgspec.structs.replace(ledger, entries=entries))
    assert line.statement in [one.statement for question in read(ledger).questions for one in question.lines]
    assert line.statement not in [one.statement for question in fewer.questions for one in question.lines]


@pytest.mark.parametrize("name", ["election-recount", "prisoner-exchange"])
def test_a_difference_is_told_once(name: str) -> None:
    disputes = [one for question in read(ledgers.read_pack(name)).questions for line in question.lines
                for one in line.disputes]  # fmt: skip
    whys = [one.why for one in disputes if not one.why.endswith(("as told above.", "as above."))]
    assert whys
    assert len(whys) == len(set(whys))


def test_conflicts_that_read_the_same_are_one_on_the_page() -> None:
    ledger = ledgers.make_pair()
    (one, *_) = ledger.conflicts
    day = msgspec.structs.replace(one, id="x2", kind=ConflictKind.DATE, reasons=("“Friday” and “Sunday”",))
    double = msgspec.structs.replace(ledger, conflicts=(one, day, *ledger.conflicts[1:]))
    text = render_markdown(double)
    assert text.count("**Three or five were hurt**") == 1
    assert "**Three or five were hurt** (a number and a date or time)" in text
    page = render_html(double)
    assert page.count('id="conflict-1"') == 1
    assert 'href="#conflict-2"' not in page or 'id="conflict-2"' in page


def test_two_details_of_one_pair_of_passages_are_one_line_that_names_both() -> None:
    ledger = ledgers.make_pair()
    (one, *rest) = ledger.conflicts
    number = msgspec.structs.replace(one, reasons=("“Three” and “Five” cannot both hold",))
    day = msgspec.structs.replace(
        one,
        id="x2",
        kind=ConflictKind.DATE,
        why="Monday or Friday",
        reasons=("“Monday” and “Friday” cannot both hold",),
    )
    both = msgspec.structs.replace(ledger, conflicts=(number, day, *rest))
    text = render_markdown(both)
    assert "“Three” or “Five”, and “Monday” or “Friday”" in text
    assert "**Monday or Friday" not in text
    page = render_html(both)
    assert 'id="conflict-2"' not in page or "Monday or Friday" not in page
    update = msgspec.structs.replace(day, nature=Nature.UPDATE)
    apart = render_markdown(msgspec.structs.replace(ledger, conflicts=(number, update, *rest)))
    assert "**Monday or Friday" in apart, "what was changed later is another matter"


def test_a_line_says_by_its_sign_whether_accounts_clash_or_one_is_newer() -> None:
    text = render_brief(ledgers.read_pack("prisoner-exchange"))
    assert "  - → " in text and "  - ≠ " in text
    page = render_html(ledgers.read_pack("prisoner-exchange"))
    assert 'class="warning w-update"' in page


def test_what_follows_from_words_that_differ_is_told_once() -> None:
    text = render_markdown(ledgers.read_pack("election-recount"))
    assert text.count("The words inside the quotation marks differ.") > 1
    assert text.count("At most one print can be word for word") == 1


#: Two agencies of their own, a paper that opens with a scene, and the first agency again, later.
TEXTS = (
    "An explosion tore through the mill on Monday evening. A cat sat on the wall on Monday.",
    "An explosion tore through the mill on Monday. A man watched the mill burn.",
    "A cat sat on the wall on Monday. Nobody had fed it. An explosion tore through the mill.",
    "44 people were hurt in the explosion that tore through the mill, the fire chief Ida Holm said.",
)


def make_blast() -> Ledger:
    """Return four accounts of a blast: one entry of all on the blast, another on a cat."""
    articles = tuple(
        Article(id=f"a{n}", outlet=f"Paper {n}", published=f"2031-05-0{n}T09:00:00", text=text, language="en")
        for n, text in enumerate(TEXTS, 1)
    )
    one, two, three, four = articles
    passages = (
        (one, "An explosion tore through the mill on Monday evening"),
        (two, "An explosion tore through the mill on Monday"),
        (three, "An explosion tore through the mill"),
        (four, "44 people were hurt in the explosion that tore through the mill"),
        (one, "A cat sat on the wall on Monday"),
        (three, "A cat sat on the wall on Monday"),
        (two, "A man watched the mill burn"),
    )
    spans = [ledgers.find_span(article, words) for article, words in passages]
    values = (
        Value(id="v1", span=ledgers.find_span(four, "44 people"), kind=ValueKind.NUMBER, low=44, high=44),
        *(
            Value(id=f"d{n}", span=ledgers.find_span(article, "Monday"), kind=ValueKind.DATE, low="2031-05-01")
            for n, article in enumerate((one, two, three), 1)
        ),
    )
    held = {1: ("d1",), 2: ("d2",), 4: ("v1",), 5: ("d1",), 6: ("d3",)}
    claims = tuple(
        Claim(
            id=f"c{n}", passage=(span,), values=held.get(n, ()), origin="o2" if n == 4 else "o1",
            voice=Voice.QUOTED if n == 4 else Voice.OUTLET, source="e1" if n == 4 else None,
        )
        for n, span in enumerate(spans, 1)
    )  # fmt: skip

    def enter(statement: str, *keys: str) -> Entry:
        return Entry(
            id=make_id("e", *keys), statement=statement, claims=keys, articles=len(keys), origins=2,
            status=Status.CORROBORATED, disputed=False,
        )  # fmt: skip

    return Ledger(
        articles=articles,
        entities=(
            Entity(id="e1", name="Ida Holm", kind=EntityKind.PERSON, mentions=(ledgers.find_span(four, "Ida Holm"),)),
        ),
        values=values,
        origins=(
            Origin(id="o1", kind=OriginKind.AGENCY, name="Paper 1"),
            Origin(id="o2", kind=OriginKind.SOURCE, name="the fire service"),
        ),
        claims=claims,
        entries=(
            enter("A cat sat on the wall on Monday", "c5", "c6"),
            enter("A man watched the mill burn", "c7"),
            enter("An explosion tore through the mill on Monday evening", "c1", "c2", "c3", "c4"),
        ),
    )


def test_what_happened_opens_with_what_most_accounts_open_with() -> None:
    first = read(make_blast()).questions[0]
    assert first.key == "happened"
    assert [line.statement for line in first.lines][:1] == ["An explosion tore through the mill on Monday evening"]


def test_what_the_first_account_opens_with_is_the_news() -> None:
    ledger = make_blast()
    kept = {"c1", "c6", "c7"}  # each of the others opens with something else, and one of them with the cat
    alone = msgspec.structs.replace(
        ledger,
        claims=tuple(claim for claim in ledger.claims if claim.id in kept),
        entries=tuple(
            msgspec.structs.replace(
                entry,
                claims=tuple(sorted(kept & set(entry.claims))),
                articles=1,
                origins=3 if "c6" in entry.claims else 1,
            )
            for entry in ledger.entries
        ),
    )
    lines = read(alone).questions[0].lines
    assert lines[0].statement == "An explosion tore through the mill on Monday evening"


def test_the_support_of_a_line_is_that_of_those_who_tell_what_it_says() -> None:
    happened, now = read(make_blast()).questions[:2]
    assert now.key == "next"
    (line,) = (line for line in now.lines if line.statement.startswith("44"))
    assert line.support == "told by 1 account, on 1 origin"
    assert line.names == "the fire service (Ida Holm)", "the origin is named with the one who was heard"
    assert line.when == "4 May 09:00", "what stands now says as of when"
    assert [told.passage.words for told in line.told] == [line.statement], "the passage bears the line"
    assert happened.lines[0].support.startswith("told by 4 accounts")


def test_who_stands_against_a_statement_does_not_tell_it() -> None:
    ledger = make_blast()
    first = next(entry for entry in ledger.entries if entry.articles == 4)
    last = first.claims[-1]
    rest = tuple(key for key in first.claims if key != last)
    part = Conflict(
        id="x9", kind=ConflictKind.NUMBER, nature=Nature.CONTRADICTION, why="The last one says otherwise",
        sides=(Side(claims=rest), Side(claims=(last,))),
    )  # fmt: skip
    lines = read(msgspec.structs.replace(ledger, conflicts=(part,))).questions[0].lines
    assert lines[0].support.startswith("told by 3 accounts")
    assert [one.why for one in lines[0].disputes] == ["The last one says otherwise"]


def test_what_happened_stays_where_the_last_account_opens_with_something_else_of_it() -> None:
    ledger = make_blast()
    text = "The mill will be torn down after Monday. Nobody objected."
    last = msgspec.structs.replace(ledger.articles[3], text=text)
    down = ledgers.find_span(last, "The mill will be torn down after Monday")
    found = read(
        msgspec.structs.replace(
            ledger,
            articles=(*ledger.articles[:3], last),
            values=tuple(value for value in ledger.values if value.id != "v1"),
            entities=(),
            claims=tuple(
                Claim(id="c4", passage=(down,), origin="o2") if claim.id == "c4" else claim for claim in ledger.claims
            ),
        )
    )
    happened, now = found.questions[:2]
    assert happened.lines[0].statement == "An explosion tore through the mill on Monday evening"
    assert now.lines[0].statement == "The mill will be torn down after Monday"
    assert now.lines[0].support == "told by 1 account, on 1 origin"


def test_a_passage_beside_a_line_has_its_words_first_and_then_those_of_another() -> None:
    for name in ("election-recount", "prisoner-exchange"):
        for line in (line for question in read(ledgers.read_pack(name)).questions for line in question.lines):
            tellers = [{teller.name for teller in told.tellers} for told in line.told]
            assert len(tellers) < 2 or tellers[0].isdisjoint(tellers[1])


def find(statement: str, people: str = "Nobody Here") -> set[str]:
    entity = Entity(id="e1", name=people, kind=EntityKind.ORGANIZATION, mentions=())
    hints = find_hints(Index(Ledger(entities=(entity,))), statement)
    return {name for name, said in zip(HINTS, hints, strict=True) if said}


def test_the_words_of_a_name_do_not_say_what_a_statement_is_about() -> None:
    affected = "tells what became of somebody"
    assert affected not in find("A sheet shown by the Union of Prisoners puts the figure at 860")
    assert affected not in find("Patients Aid puts the figure at 860", "Patients Aid")
    assert affected in find("Two patients were moved")
    assert "sets conditions" in find("The deal takes only those with a licence")
    assert "says that something is unknown" in find("The details of the deal are not yet settled")


@pytest.mark.parametrize(
    ("statement", "planned", "question"),
    [
        ("Nine people were killed and thirty were taken to hospital", False, "affected"),
        ("The contract is worth 84 million crowns", False, "figures"),
        ("The opposition condemned the decision as an insult to the victims", False, "objections"),
        ("The road remains closed and will reopen on Friday at the earliest", True, "next"),
        ("The ship struck a rock shortly before midnight", False, "happened"),
    ],
)
def test_a_statement_is_put_where_a_reader_looks_for_it(statement: str, *, planned: bool, question: str) -> None:
    late = {"planned": 1.0, "place of the last account that tells it": 1.0} if planned else {}
    assert find_questions([statement], [[late.get(name, 0.0) for name in TRAITS]]) == [question]


def test_each_line_has_its_traits_by_name() -> None:
    ledger = ledgers.read_pack("election-recount")
    index = Index(ledger)
    entries = view_entries(index)
    entry = max(index.entries, key=lambda entry: entry.articles)
    view = entries[index.entries.index(entry)]
    row = Traits(index, SETTINGS).read(Line(entry=entry, view=view, statement=entry.statement))
    traits = dict(zip(TRAITS, row, strict=True))
    assert traits["share of the accounts"] == entry.articles / len(ledger.articles)
    assert traits["on a known origin"] == float(entry.origins > 0)
    assert 0 < traits["place of the last account that tells it"] <= 1


def test_what_was_learned_is_of_the_traits_that_are_measured() -> None:
    head = load_questions()
    assert tuple(WEIGHTS) == head.traits == TRAITS
    assert set(head.questions) == {key for key, _ in QUESTIONS} - {"disputed"} | {BACKGROUND}


def test_what_more_accounts_open_with_is_needed_more() -> None:
    plain = [0.0] * len(TRAITS)
    opened = [float(name == "share of the accounts that open with it") for name in TRAITS]
    assert weigh_salience(opened) > weigh_salience(plain)


def test_a_plan_whose_time_is_over_does_not_stand_now() -> None:
    ledger = make_blast()
    planned = tuple(
        msgspec.structs.replace(claim, certainty=Certainty.PLANNED) if claim.id in ("c5", "c6") else claim
        for claim in ledger.claims
    )
    for day, shown in (("2031-05-01", False), ("2031-05-09", True)):
        values = tuple(
            msgspec.structs.replace(value, low=day, high=day) if value.kind is ValueKind.DATE else value
            for value in ledger.values
        )
        now = next(
            question
            for question in read(msgspec.structs.replace(ledger, claims=planned, values=values)).questions
            if question.key == "next"
        )
        assert any(line.statement.startswith("A cat") for line in now.lines) is shown


def test_what_is_denied_in_words_that_need_it_is_shown_with_the_denial() -> None:
    ledger = make_blast()
    text = "The owner had been warned of dust. He denied it."
    article = Article(id="a5", outlet="Paper 5", published="2031-05-02T10:00:00", text=text, language="en")
    warned, it = (
        ledgers.find_span(article, "The owner had been warned of dust"),
        ledgers.find_span(article, "He denied it"),
    )
    claims = (
        Claim(id="c8", passage=(warned,), origin="o1"),
        Claim(id="c9", passage=(it,), origin="o2", polarity=Polarity.DENIED),
    )
    entries = tuple(
        Entry(id=f"n{n}", statement=span.text, claims=(f"c{n}",), articles=1, origins=1, status=Status.SINGLE_ORIGIN,
              disputed=True)
        for n, span in ((8, warned), (9, it))
    )  # fmt: skip
    conflict = Conflict(
        id="x1", kind=ConflictKind.DENIAL, nature=Nature.CONTRADICTION, why="One says it, one denies it",
        sides=(Side(claims=("c8",)), Side(claims=("c9",))),
    )  # fmt: skip
    found = read(
        msgspec.structs.replace(
            ledger,
            articles=(*ledger.articles, article),
            claims=(*ledger.claims, *claims),
            entries=(*ledger.entries, *entries),
            conflicts=(conflict,),
        )
    )
    lines = [line for question in found.questions if question.key == "objections" for line in question.lines]
    assert [line.statement for line in lines] == ["The owner had been warned of dust"]
    assert [one.why for one in lines[0].disputes] == ["One says it, one denies it"]


def test_reported_words_that_need_it_are_opened_with_who_reports_them() -> None:
    ledger = make_blast()
    text = "The mill confirmed on Thursday that it would pay for the windows. More was not said."
    last = Article(id="a4", outlet="Paper 4", published="2031-05-04T09:00:00", text=text, language="en")
    words = ledgers.find_span(last, "it would pay for the windows")
    quote = Quote(
        id="q1", kind=QuoteKind.INDIRECT, content=(words,), source=(ledgers.find_span(last, "The mill"),),
        cue=(ledgers.find_span(last, "confirmed"),),
    )  # fmt: skip
    claim = Claim(id="c4", passage=(words,), voice=Voice.QUOTED, quote="q1", origin="o2")
    now = next(
        question
        for question in read(
            msgspec.structs.replace(
                ledger,
                articles=(*ledger.articles[:3], last),
                quotes=(quote,),
                values=tuple(value for value in ledger.values if value.id != "v1"),
                entities=(),
                claims=tuple(claim if one.id == "c4" else one for one in ledger.claims),
            )
        ).questions
        if question.key == "next"
    )
    assert now.lines[0].statement == "The mill confirmed on Thursday that it would pay for the windows"


def date_values(ledger: Ledger, day: str) -> Ledger:
    """Return a ledger whose dates are all one day."""
    values = tuple(
        msgspec.structs.replace(value, low=day, high=day) if value.kind is ValueKind.DATE else value
        for value in ledger.values
    )
    return msgspec.structs.replace(ledger, values=values)


@pytest.mark.parametrize(("day", "shown"), [("2031-05-01", True), ("1994", False), ("2029-12", False)])
def test_what_happened_years_ago_is_background(day: str, *, shown: bool) -> None:
    ledger = date_values(make_blast(), day)
    claims = tuple(
        msgspec.structs.replace(claim, values=("d2",)) if claim.id == "c7" else claim for claim in ledger.claims
    )
    told = [
        line.statement
        for question in read(msgspec.structs.replace(ledger, claims=claims)).questions
        for line in question.lines
    ]
    assert ("A man watched the mill burn" in told) is shown
    assert "An explosion tore through the mill on Monday evening" in told, "it is what accounts open with"


def test_the_other_side_of_what_is_in_dispute_is_told_with_it_and_not_again() -> None:
    ledger = make_blast()
    against = Conflict(
        id="x9", kind=ConflictKind.ACTOR, nature=Nature.CONTRADICTION, why="A dog, not a cat",
        sides=(Side(claims=("c5", "c6")), Side(claims=("c7",))),
    )  # fmt: skip
    watched = tuple(
        msgspec.structs.replace(entry, statement="A dog sat on the wall at the town hall on Monday")
        if entry.claims == ("c7",)
        else entry
        for entry in ledger.entries
    )
    claims = tuple(
        msgspec.structs.replace(claim, values=("d2",)) if claim.id == "c7" else claim for claim in ledger.claims
    )
    ledger = msgspec.structs.replace(ledger, entries=watched, claims=claims)
    for conflicts, dogs in (((), 1), ((against,), 0)):
        brief = read(msgspec.structs.replace(ledger, conflicts=conflicts))
        told = [line.statement for question in brief.questions for line in question.lines]
        assert "A cat sat on the wall on Monday" in told
        assert sum(statement.startswith("A dog") for statement in told) == dogs


def test_what_is_told_plainly_stands_before_what_is_coloured() -> None:
    ledger = make_blast()
    spot = ledgers.find_span(ledger.articles[0], "cat")
    colour = Framing(id="f1", span=spot, kind=FramingKind.LOADED)
    dated = tuple(
        msgspec.structs.replace(claim, values=("d2",)) if claim.id == "c7" else claim for claim in ledger.claims
    )
    for framing, last in (((), "A man"), ((colour,), "A cat")):
        index = Index(msgspec.structs.replace(ledger, framing=framing, claims=dated))
        brief = view_brief(index, view_entries(index), BriefSettings(openings=9))
        (happened,) = (question for question in brief.questions if question.key == "happened")
        assert happened.lines[-1].statement.startswith(last)


@pytest.mark.parametrize("stamp", ["0001-01-01", "9999-12-31T23:59:59+00:00", "2031-13-45", "yesterday", ""])
def test_no_date_of_an_account_breaks_the_brief(stamp: str) -> None:
    ledger = make_blast()
    articles = tuple(msgspec.structs.replace(article, published=stamp) for article in ledger.articles)
    assert read(msgspec.structs.replace(ledger, articles=articles)).questions


def test_a_dispute_that_no_line_tells_is_listed_by_itself() -> None:
    ledger = make_blast()
    against = Conflict(
        id="x9", kind=ConflictKind.DENIAL, nature=Nature.CONTRADICTION, why="Nobody watched, says the Board",
        sides=(Side(claims=("c7",)), Side(spans=(ledgers.find_span(ledger.articles[2], "Nobody had fed it"),))),
    )  # fmt: skip
    entries = tuple(
        msgspec.structs.replace(entry, whole=False) if "c7" in entry.claims else entry for entry in ledger.entries
    )
    disputed = msgspec.structs.replace(ledger, conflicts=(against,), entries=entries)
    found = next(question for question in read(disputed).questions if question.key == "disputed")
    assert [one.why for one in found.disputes] == ["Nobody watched, says the Board"]
    assert "≠ Nobody watched, says the Board" in render_brief(disputed)
    assert "Nobody watched, says the Board" in render_html(disputed).partition('id="conflicts"')[0]
    assert not any(question.key == "disputed" for question in read(ledger).questions), "there is none"


def test_no_more_disputes_are_listed_than_fit() -> None:
    ledger = make_blast()
    span = ledgers.find_span(ledger.articles[2], "Nobody had fed it")
    many = tuple(
        Conflict(
            id=f"x{n}", kind=ConflictKind.DENIAL, nature=Nature.CONTRADICTION, why=f"Matter {n}",
            sides=(Side(spans=(span,)), Side(spans=(ledgers.find_span(ledger.articles[0], "A cat"),))),
        )
        for n in range(SETTINGS.disputed + 2)
    )  # fmt: skip
    found = next(q for q in read(msgspec.structs.replace(ledger, conflicts=many)).questions if q.key == "disputed")
    assert (len(found.disputes), found.rest) == (SETTINGS.disputed, 2)
    assert "and 2 more" in render_brief(msgspec.structs.replace(ledger, conflicts=many))


def test_a_plan_for_a_day_that_is_over_is_not_told() -> None:
    ledger = make_blast()
    text = "A vigil will be held on 2 May. A cat sat on the wall on Monday. Nobody had fed it."
    third = msgspec.structs.replace(ledger.articles[2], text=text)
    day = Value(
        id="d9", span=ledgers.find_span(third, "2 May"), kind=ValueKind.DATE, low="2031-05-02", high="2031-05-02"
    )
    plan = Claim(
        id="c3", passage=(ledgers.find_span(third, "A vigil will be held on 2 May"),), values=("d9",), origin="o1",
        certainty=Certainty.PLANNED,
    )  # fmt: skip
    vigil = Entry(
        id=make_id("e", "c3"), statement="A vigil will be held on 2 May", claims=("c3",), articles=1, origins=1,
        status=Status.SINGLE_ORIGIN, disputed=False,
    )  # fmt: skip
    planned = msgspec.structs.replace(
        ledger,
        articles=(*ledger.articles[:2], third, ledger.articles[3]),
        values=(*ledger.values, day),
        claims=(plan, *(claim for claim in ledger.claims if claim.id not in ("c3", "c6"))),
        entries=(vigil, *ledger.entries[1:]),
    )
    told = [line.statement for question in read(planned).questions for line in question.lines]
    assert "A vigil will be held on 2 May" not in told
    for when in ("2031-05-09", "2031-05", "2031"):
        later = msgspec.structs.replace(day, low=when, high=when)
        open_yet = msgspec.structs.replace(planned, values=(*ledger.values, later))
        told = [line.statement for question in read(open_yet).questions for line in question.lines]
        assert "A vigil will be held on 2 May" in told, when


def test_accounts_that_show_no_source_are_counted_apart() -> None:
    ledger = make_blast()
    claims = tuple(
        msgspec.structs.replace(claim, origin=None) if claim.id in ("c2", "c3") else claim for claim in ledger.claims
    )
    blast = next(
        view for view in view_entries(Index(msgspec.structs.replace(ledger, claims=claims))) if view.articles == 4
    )
    assert blast.counts == "told by 4 accounts, 2 of them without a source, on 2 known origins"


@pytest.mark.parametrize(
    "statement",
    [
        "Four days after the column ran aground on the bridge",
        "Until the appeal is heard in court",
        "Was made up of forty lorries and carriers",
        "His old accountant ran the office there",
        "I do not wish to be a burden",
        "Fourteen people have died there since 2019",
        "The minister says the Board’s",
        "That's what her freedom cost the taxpayer",
        "He’d come to the capital by the night train",
        "With it the night curfew in the capital fell",
    ],
)
def test_a_clause_without_what_it_hangs_on_does_not_stand_alone(statement: str) -> None:
    assert not stands_alone(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "After the collision, the captain was held for two days",
        "There were forty people on board",
        "On Monday there was no light in the hall",
    ],
)
def test_what_needs_nothing_else_stands_alone(statement: str) -> None:
    assert stands_alone(statement)


def test_what_stands_near_the_head_of_an_account_is_told_first() -> None:
    ledger = make_blast()
    text = "A man watched the mill burn.\n\nNobody fed it.\n\nA cat sat on the wall on Monday."
    third = msgspec.structs.replace(ledger.articles[2], text=text)
    claims = (
        *(claim for claim in ledger.claims if claim.id not in ("c3", "c5", "c6", "c7")),
        Claim(
            id="c6", passage=(ledgers.find_span(third, "A cat sat on the wall on Monday"),), values=("d1",), origin="o1"
        ),
        Claim(id="c7", passage=(ledgers.find_span(third, "A man watched the mill burn"),), values=("d1",), origin="o1"),
    )
    entries = tuple(
        msgspec.structs.replace(
            entry, claims=tuple(key for key in entry.claims if key in {claim.id for claim in claims}), articles=1
        )
        for entry in ledger.entries
    )
    told = msgspec.structs.replace(
        ledger, articles=(*ledger.articles[:2], third, ledger.articles[3]), claims=claims, entries=entries
    )
    lines = [line.statement for line in read(told).questions[0].lines]
    assert lines.index("A man watched the mill burn") < lines.index("A cat sat on the wall on Monday")


def test_facts_told_again_are_no_text_taken() -> None:
    ledger = make_blast()
    one, two = ledger.articles[0], ledger.articles[1]
    passage = Passage(
        a=ledgers.find_span(one, "An explosion tore through the mill"),
        b=ledgers.find_span(two, "An explosion tore through the mill"),
        kind=PassageKind.PARAPHRASE,
    )
    link = Lineage(
        a="a1", b="a2", relation=Relation.REWRITE, direction=Direction.B_FROM_A, score=0.1, passages=(passage,)
    )

    def warn(item: Lineage) -> str:
        warnings = read(msgspec.structs.replace(ledger, lineage=(item,))).warnings
        return " ".join(point.words for warning in warnings for point in warning.points)

    assert "repeats what Paper 1" in warn(link)
    assert "takes text from" not in warn(link)
    assert "takes text from Paper 1" in warn(msgspec.structs.replace(link, score=0.5))
    same = msgspec.structs.replace(passage, kind=PassageKind.VERBATIM)
    assert "takes text from Paper 1" in warn(msgspec.structs.replace(link, passages=(same,)))


@pytest.mark.parametrize(
    ("statement", "voice", "speaker"),
    [
        ("44 people were hurt at the mill on Monday", Voice.QUOTED, "Ida Holm"),
        ("44 people were hurt, Ms Holm said on Monday", Voice.QUOTED, ""),
        ("Ida Holm: “44 of us were hurt on Monday”", Voice.QUOTED, ""),
        ("44 people were hurt at the mill on Monday", Voice.OUTLET, ""),
    ],
)
def test_what_one_party_alone_says_is_told_as_its_word(statement: str, voice: Voice, speaker: str) -> None:
    ledger = make_blast()
    claims = tuple(
        msgspec.structs.replace(claim, voice=voice) if claim.id == "c4" else claim for claim in ledger.claims
    )
    entries = tuple(
        msgspec.structs.replace(entry, claims=("c4",), statement=statement) if "c4" in entry.claims else entry
        for entry in ledger.entries
    )
    # where no account is the last, nothing is told in its words
    undated = tuple(msgspec.structs.replace(article, published=None) for article in ledger.articles)
    ledger = msgspec.structs.replace(ledger, articles=undated, claims=claims, entries=entries)
    (line,) = (line for question in read(ledger).questions for line in question.lines if line.statement == statement)
    assert line.speaker == speaker
    said = f"{speaker}: **{statement}**" if speaker else f"- **{statement}**"
    assert said in render_brief(ledger)


@pytest.mark.parametrize(("origin", "speaker"), [("o2", "Ida Holm"), ("o1", "")])
def test_the_word_of_two_parties_is_nobodys_alone(origin: str, speaker: str) -> None:
    ledger = make_blast()
    said = {"voice": Voice.QUOTED, "source": "e1"}
    claims = tuple(
        msgspec.structs.replace(claim, **said, origin="o2" if claim.id == "c5" else origin) for claim in ledger.claims
    )
    origins = tuple(msgspec.structs.replace(one, kind=OriginKind.SOURCE) for one in ledger.origins)
    found = read(msgspec.structs.replace(ledger, claims=claims, origins=origins))
    (cat,) = (line for question in found.questions for line in question.lines if "cat sat" in line.statement)
    assert cat.speaker == speaker
