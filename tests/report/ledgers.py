"""Ledgers to show: hostile, empty, broken and large ones, built by hand."""

from __future__ import annotations

from pathlib import Path

import msgspec

from rashomon.model.codec import decode_ledger
from rashomon.model.records import (
    Article,
    Cell,
    Claim,
    Conflict,
    ConflictKind,
    Coverage,
    Difference,
    Direction,
    Edit,
    EditKind,
    Entity,
    EntityKind,
    Entry,
    Fault,
    Framing,
    FramingKind,
    Generator,
    Ledger,
    Lineage,
    Nature,
    Origin,
    OriginKind,
    Passage,
    PassageKind,
    Quote,
    QuoteKind,
    Relation,
    Revision,
    Side,
    Status,
    TimelineItem,
    Utterance,
    Value,
    ValueKind,
    Voice,
    Wording,
)
from rashomon.model.spans import Span

PACKS = Path(__file__).parent.parent / "packs"

#: Things an article may hold that a careless page would obey.
PAYLOADS = (
    "<script>window.__ran = 1</script>",
    '<img src=x onerror="window.__ran = 1">',
    "<svg onload=window.__ran=1><a xlink:href='javascript:window.__ran=1'>x</a></svg>",
    "</style></script></title><style>body{display:none}</style>",
    "{{ 7 * 7 }} {% raw %} ${7*7}",
    "]]><!-- &lt;b&gt; &amp;amp; --> <iframe src=//evil.example></iframe>",
    "\u202etxet desrever\u202c and \u2067more\u2069",
    "javascript:alert(1)",
    '" onmouseover="window.__ran=1" \' onfocus=\'window.__ran=1\' tabindex=1 autofocus x="',
)


def read_pack(name: str = "election-recount") -> Ledger:
    """Return a gold ledger of the packs."""
    return decode_ledger((PACKS / name / "gold.json").read_bytes())


def find_span(article: Article, words: str) -> Span:
    """Return the first place of some words in an article."""
    start = article.text.index(words)
    return article.span(start, start + len(words))


def make_pair() -> Ledger:
    """Return two accounts that differ in a number and in a quote, with every section filled."""
    one = Article(
        id="a1", outlet="The Lantern", title="Three hurt at the mill", byline=("Ida Brook",), language="en",
        uri="https://lantern.example/mill", published="2031-05-02T09:00:00+00:00",
        text='Three people were hurt at the mill on Monday.\n\n"We shut the gate at once," Tom Reed said.',
    )  # fmt: skip
    two = Article(
        id="a2", outlet="Daily Oak", title="Mill horror", published="2031-05-02T11:00:00+00:00", language="en",
        text='Five people were hurt at the mill on Monday. "We slammed the gate at once," Tom Reed said.',
    )  # fmt: skip
    quotes = (
        Quote(
            id="q1", kind=QuoteKind.DIRECT, content=(find_span(one, '"We shut the gate at once,"'),), speaker="e1",
            source=(find_span(one, "Tom Reed"),), cue=(find_span(one, "said"),),
        ),
        Quote(
            id="q2", kind=QuoteKind.DIRECT, content=(find_span(two, '"We slammed the gate at once,"'),), speaker="e1",
            source=(find_span(two, "Tom Reed"),), cue=(find_span(two, "said"),),
        ),
    )  # fmt: skip
    claims = (
        Claim(id="c1", passage=(find_span(one, "Three people were hurt at the mill"),), values=("v1",), origin="o1"),
        Claim(id="c2", passage=(find_span(two, "Five people were hurt at the mill"),), values=("v2",), origin="o2"),
        Claim(
            id="c3", passage=(find_span(one, "We shut the gate at once"),), voice=Voice.QUOTED, source="e1",
            quote="q1", origin="o1", origin_reason="the passage names its speaker, Tom Reed",
        ),
        Claim(
            id="c4", passage=(find_span(two, "We slammed the gate at once"),), voice=Voice.QUOTED, source="e1",
            quote="q2", origin="o1",
        ),
    )  # fmt: skip
    return Ledger(
        generator=Generator(version="1.2.3"),
        articles=(one, two),
        entities=(
            Entity(
                id="e1", name="Tom Reed", kind=EntityKind.PERSON,
                mentions=(find_span(one, "Tom Reed"), find_span(two, "Tom Reed")),
            ),
        ),
        quotes=quotes,
        utterances=(
            Utterance(
                id="u1", speaker="e1", quotes=("q1", "q2"), wording=Wording.ALTERED,
                differences=(
                    Difference(a=find_span(one, "shut"), b=find_span(two, "slammed"), kind=Wording.ALTERED),
                ),
            ),
        ),
        values=(
            Value(id="v1", span=find_span(one, "Three"), kind=ValueKind.NUMBER, low=3, high=3, unit="people"),
            Value(id="v2", span=find_span(two, "Five"), kind=ValueKind.NUMBER, low=5, high=5, unit="people"),
        ),
        claims=claims,
        origins=(
            Origin(id="o1", kind=OriginKind.SOURCE, name="Tom Reed, foreman"),
            Origin(id="o2", kind=OriginKind.UNKNOWN, name="not shown"),
        ),
        entries=(
            Entry(
                id="n1", statement="three people were hurt", claims=("c1",), articles=1, origins=1,
                status=Status.SINGLE_ORIGIN, disputed=True,
            ),
            Entry(
                id="n2", statement="five people were hurt", claims=("c2",), articles=1, origins=0,
                status=Status.UNKNOWN_ORIGIN, disputed=True,
            ),
            Entry(
                id="n3", statement="the gate was shut at once", claims=("c3", "c4"), articles=2, origins=1,
                status=Status.SINGLE_ORIGIN,
            ),
        ),
        conflicts=(
            Conflict(
                id="x1", kind=ConflictKind.NUMBER, nature=Nature.CONTRADICTION, why="three or five were hurt",
                reasons=("both count the hurt",),
                sides=(
                    Side(claims=("c1",), spans=(find_span(one, "Three people were hurt"),)),
                    Side(claims=("c2",), spans=(find_span(two, "Five people were hurt"),)),
                ),
            ),
        ),
        lineage=(
            Lineage(
                a="a2", b="a1", relation=Relation.REWRITE, direction=Direction.A_FROM_B, score=0.7,
                passages=(
                    Passage(
                        a=find_span(two, "people were hurt at the mill on Monday."),
                        b=find_span(one, "people were hurt at the mill on Monday."),
                        kind=PassageKind.VERBATIM,
                    ),
                ),
            ),
        ),
        timeline=(
            TimelineItem(id="t1", start="2031-05-01", end="2031-05-01", what="an accident", claims=("c1", "c2")),
        ),
        coverage=Coverage(
            entries={
                "n1": {"a1": Cell.REPORTED, "a2": Cell.CONTRADICTED},
                "n2": {"a1": Cell.CONTRADICTED, "a2": Cell.REPORTED},
                "n3": {"a1": Cell.REPORTED, "a2": Cell.REPORTED},
            }
        ),
        framing=(Framing(id="f1", span=find_span(two, "slammed"), kind=FramingKind.LOADED, voice=Voice.QUOTED),),
        faults=(Fault(uri="broken.html", stage="read", message="no article was found on this page"),),
    )  # fmt: skip


def make_hostile() -> Ledger:
    """Return a ledger whose every field that comes from outside tries to be more than text."""
    long_word = "x" * 10_000
    text = "\n\n".join((*PAYLOADS, long_word, "Three were hurt, \x00\x0b said one.\r\nA second line.", "É́́ 🙂 end."))
    one = Article(
        id="a 1\"><script>window.__ran=1</script>", outlet=PAYLOADS[0], title=PAYLOADS[3] + PAYLOADS[6],
        byline=(PAYLOADS[1], PAYLOADS[8]), uri="javascript:window.__ran=1", published="2031-05-02T09:00:00Z", text=text,
    )  # fmt: skip
    two = Article(id="#", outlet=PAYLOADS[8], title=PAYLOADS[2], uri='https://a.example/?q="><script>', text=text[::-1])
    three = Article(id="", uri="https://user@b.example/ok", published="not a date <b>", text="")
    payload = find_span(one, PAYLOADS[1])
    spans = tuple(find_span(one, words) for words in PAYLOADS)
    claims = tuple(
        Claim(id=f"c{n}", passage=(span,), origin="o", origin_reason=span.text) for n, span in enumerate(spans)
    )
    crossing = (one.span(5, 60), one.span(40, 90), one.span(80, 120), one.span(0, len(text)))
    return Ledger(
        articles=(one, two, three),
        entities=(Entity(id="e", name=PAYLOADS[0], kind=EntityKind.PERSON, mentions=(payload,)),),
        quotes=(
            Quote(id="q1", kind=QuoteKind.DIRECT, content=(payload,), source=(spans[0],), speaker="e"),
            Quote(id="q2", kind=QuoteKind.MIXED, content=(spans[4], spans[5]), speaker="nobody"),
            Quote(id="q3", kind=QuoteKind.INDIRECT, content=(spans[2],)),
        ),
        utterances=(Utterance(id="u", speaker="e", quotes=("q1", "q2", "gone"), wording=Wording.ALTERED),),
        values=(
            Value(id="v1", span=spans[3], kind=ValueKind.NUMBER, low=float("1e300"), high=None, unit=PAYLOADS[1]),
            Value(id="v2", span=spans[4], kind=ValueKind.DATE, low="2031-13-99", high="<b>"),
        ),
        claims=(*claims, *(Claim(id=f"y{n}", passage=(span,)) for n, span in enumerate(crossing))),
        origins=(Origin(id="o", kind=OriginKind.SOURCE, name=PAYLOADS[8]),),
        entries=tuple(
            Entry(
                id=f"n{n}", statement=span.text, claims=(f"c{n}",), articles=2, origins=1, status=Status.SINGLE_ORIGIN,
                disputed=True,
            )
            for n, span in enumerate(spans)
        ),
        conflicts=(
            Conflict(
                id="x", kind=ConflictKind.WORDING, nature=Nature.DIFFERENCE, why=PAYLOADS[0], reasons=(PAYLOADS[1],),
                sides=(Side(claims=("c0", "gone"), spans=spans[:2]), Side(spans=spans[2:]), Side()),
            ),
        ),
        lineage=(
            Lineage(a=two.id, b=one.id, relation=Relation.COPY, direction=Direction.A_FROM_B, score=9.0,
                    reasons=(PAYLOADS[1],)),
            Lineage(a=one.id, b="gone", relation=Relation.COPY),
            Lineage(a=one.id, b=three.id, relation=Relation.SHARED_SOURCE),
        ),
        timeline=(TimelineItem(id="t", start=PAYLOADS[1], what=PAYLOADS[0], claims=("c1",)),),
        coverage=Coverage(
            entries={"n1": {one.id: Cell.REPORTED, "gone": Cell.OMITTED}, "gone": {one.id: Cell.OMITTED}}
        ),
        framing=(
            Framing(id="f", span=payload, kind=FramingKind.LABEL, target="e"),
            Framing(id="g", span=one.span(payload.start + 3, payload.end), kind=FramingKind.LABEL),
        ),
        faults=(
            Fault(article=one.id, stage=PAYLOADS[0], message=PAYLOADS[1]),
            Fault(uri=PAYLOADS[8], stage="read", message=""),
        ),
    )  # fmt: skip


def make_broken() -> Ledger:
    """Return a ledger whose spans point to other words and to articles that are not there."""
    article = Article(id="a1", outlet="The Lantern", text="Nothing of this kind.")
    wrong = Span(article="a1", start=3, end=8, text="wrong")
    gone = Span(article="a9", start=0, end=4, text="gone")
    return Ledger(
        articles=(article,),
        entities=(Entity(id="e", name="Ada", mentions=(wrong, gone)),),
        quotes=(Quote(id="q", kind=QuoteKind.DIRECT, content=(gone,), speaker="e"),),
        values=(
            Value(id="v", span=gone, kind=ValueKind.NUMBER),
            Value(id="w", span=wrong, kind=ValueKind.MONEY, low=1),
        ),
        claims=(Claim(id="c", passage=(wrong,)), Claim(id="d", passage=(gone,), values=("v", "gone"), quote="q")),
        entries=(
            Entry(id="n", statement="", claims=("c", "d", "gone"), articles=2, origins=0, status=Status.UNKNOWN_ORIGIN),
            Entry(id="m", statement="no claim", claims=(), articles=1, origins=0, status=Status.UNKNOWN_ORIGIN),
        ),
        conflicts=(
            Conflict(
                id="x", kind=ConflictKind.DATE, nature=Nature.UPDATE,
                sides=(Side(claims=("c",), spans=(wrong,)), Side(claims=("d",), spans=(gone,))),
            ),
        ),
        lineage=(
            Lineage(
                a="a1", b="a1", relation=Relation.COPY,
                passages=(Passage(a=wrong, b=gone, kind=PassageKind.VERBATIM),),
            ),
        ),
        framing=(
            Framing(id="f", span=gone, kind=FramingKind.HEDGE),
            Framing(id="g", span=wrong, kind=FramingKind.HEDGE),
        ),
    )  # fmt: skip


def make_many(number: int = 60) -> Ledger:
    """Return a ledger of many accounts, each copied from the one before, with one entry they all tell."""
    articles = tuple(
        Article(
            id=f"a{n:03}", outlet=f"The {('Lantern', 'Oak', 'Ferry', 'Harbour')[n % 4]} {n // 4}",
            published=f"2031-05-{1 + n // 20:02}T{n % 20:02}:15:00+00:00",
            text=f"The mill at Orby burned down on Monday.\n\nAccount {n} adds that {n + 2} carts were lost.",
        )
        for n in range(number)
    )  # fmt: skip
    shared = tuple(
        Claim(id=f"s{a.id}", passage=(find_span(a, "The mill at Orby burned down"),), origin="o") for a in articles
    )
    alone = tuple(Claim(id=f"z{a.id}", passage=(find_span(a, "carts were lost"),)) for a in articles)
    return Ledger(
        articles=articles,
        claims=(*shared, *alone),
        origins=(Origin(id="o", kind=OriginKind.AGENCY, name="Orby Press"),),
        entries=(
            Entry(
                id="n", statement="The mill at Orby burned down", claims=tuple(c.id for c in shared), articles=number,
                origins=1, status=Status.SINGLE_ORIGIN,
            ),
            *(
                Entry(id=f"n{c.id}", statement=f"Carts were lost, number {n}", claims=(c.id,), articles=1, origins=0,
                      status=Status.UNKNOWN_ORIGIN)
                for n, c in enumerate(alone)
            ),
        ),
        lineage=tuple(
            Lineage(
                a=later.id, b=articles[n // 2].id,
                relation=Relation.COPY if n % 3 else Relation.SHARED_SOURCE,
                direction=Direction.A_FROM_B if n % 3 else Direction.UNKNOWN,
                passages=(Passage(a=later.span(0, 30), b=articles[n // 2].span(0, 30), kind=PassageKind.VERBATIM),),
            )
            for n, later in enumerate(articles[1:])
        ),
        coverage=Coverage(
            entries={
                "n": {a.id: Cell.REPORTED for a in articles},
                **{f"nz{a.id}": {b.id: Cell.REPORTED if a is b else Cell.OMITTED for b in articles} for a in articles},
            }
        ),
    )  # fmt: skip


def make_lonely() -> Ledger:
    """Return a ledger of one account without a date, with nothing found in it."""
    return Ledger(articles=(Article(id="a1", text="Rain fell."),))


def make_twins() -> Ledger:
    """Return a ledger of one text that came in twice."""
    return Ledger(articles=(Article(id="a1", text="Rain fell."), Article(id="a2", text="Rain fell.")))


def make_faults() -> Ledger:
    """Return a ledger in which nothing could be read."""
    return Ledger(faults=tuple(Fault(uri=f"{n}.html", stage="read", message="it is empty") for n in range(20)))


def make_revised() -> Ledger:
    """Return the pair with articles that were changed in every way, by somebody who means no good."""
    ledger = make_pair()
    one = ledger.articles[0]
    edits = [
        Edit(kind=kind, before=before, after=after, around=PAYLOADS[0])
        for kind in EditKind
        for before, after in ((PAYLOADS[1], PAYLOADS[2]), (PAYLOADS[6], ""), ("", PAYLOADS[8]))
    ]
    figure = Edit(kind=EditKind.FIGURE, before="Two", after="Three", around="Three people were hurt.",
                  span=find_span(one, "Three"))  # fmt: skip
    return msgspec.structs.replace(
        ledger,
        revisions=(
            Revision(id="n1", article=one.id, version=2, seen="2031-05-02T14:05:00+00:00", edits=(figure,)),
            Revision(id="n2", article=one.id, version=3, seen="no date", noted=True, edits=tuple(edits)),
            Revision(id="n3", article="not here", version=2, seen="", edits=(figure,)),
        ),
    )
