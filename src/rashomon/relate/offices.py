"""Who holds an office: "former President Lund" against "President Lund", and the government of one who heads none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from rashomon.model.records import ConflictKind, Entity, EntityKind, Nature, Record
from rashomon.model.spans import Span
from rashomon.relate.cases import Case, Desk, make_side
from rashomon.relate.undertakings import find_lands


class OfficeSettings(Record, frozen=True, kw_only=True):
    """How much must speak for it before two accounts are said to differ in an office."""

    #: Accounts that have to speak of the government of another before that of one who heads none is strange.
    governments: int = 2
    #: Characters before and after a name in which words of the past make an earlier office of it.
    near: int = 90
    #: What such a conflict is worth beside others.
    score: float = 0.3


SETTINGS = OfficeSettings()

_TITLE = (
    r"(?:vice[ -])?(?:president|prime minister|premier|chancellor|mayor|governor|minister|senator|secretary|director|"
    r"chair(?:man|woman|person)?|chief executive|commissioner|ambassador|judge|principal|headmaster|headmistress|"
    r"bishop|coach|speaker|treasurer|general|colonel)"
)
_STATE = r"(?:former|ex|one-time|onetime|acting|interim)"
#: What an article says of the office right before a name: "former Harbour Minister Ada Lund", "acting mayor Tor Vik".
_BEFORE = re.compile(
    rf"(?:\b(?P<state>(?i:{_STATE}))[ -](?:[A-Z][\w’'.]*,? )*)?(?:[A-Z][\w’']* )?(?P<title>(?i:{_TITLE}))"
    r"(?P<elect>-elect)?(?: of [A-Z]\w+)?,? ?$"
)
_OLD = frozenset({"former", "ex", "one-time", "onetime"})
#: Words near a bare title that make it one of an earlier time, or tell that it changes hands in this very story.
_PAST = re.compile(
    r"\b(?:then|when|while|during|under|until|years? ago|served?|was|were|had|late|widow|funeral|memoirs?|"
    r"(?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_CHANGE = re.compile(
    r"\b(?:resign(?:s|ed|ing|ation)?|step(?:s|ped|ping)? down|oust(?:s|ed|er)|sworn in|inaugurat\w+|sack(?:s|ed)|"
    r"dismiss(?:es|ed|al)|succeed(?:s|ed)?|replac(?:es|ed)|quit|took office|takes? over|took over|left office|"
    r"voted out|removed from|appoint(?:s|ed|ment)|retire[sd]?|dies|died|death)\b",
    re.IGNORECASE,
)
_GOVERNMENT = r"(?:['’]s?)? (?:[A-Z]\w+ )?(?:administration|government|presidency|cabinet)\b"
#: Offices under somebody else, and those of heads.
_UNDER = re.compile(
    r"\b(?:secretary|minister|ambassador|envoy|spokes(?:man|woman|person)|senator|commissioner)\b", re.IGNORECASE
)
_HEAD = re.compile(
    r"\b(?:president|prime minister|premier|chancellor|governor|mayor|king|queen|dictator|leader)\b", re.IGNORECASE
)


class _Title(Record, frozen=True, kw_only=True):
    """An office as printed with a name: ``state`` is former, acting, elect or "" for the bare title."""

    person: str
    title: str
    state: str
    span: Span
    claim: str


def find_offices(desk: Desk, settings: OfficeSettings = SETTINGS) -> list[Case]:
    """Return the cases of an office that one account gives somebody and another does not."""
    people = [desk.entities[key] for key in sorted(desk.entities) if desk.entities[key].kind is EntityKind.PERSON]
    governments = _read_governments(desk, people)
    accounts = [desk.accounts[key] for key in sorted(desk.accounts)]
    lands = find_lands(accounts, [desk.entities[key] for key in sorted(desk.entities)])
    cases: list[Case] = []
    for person in people:
        titles = [title for mention in person.mentions if (title := _read_title(desk, person, mention)) is not None]
        cases += _part_titles(desk, person, titles, governments.get(person.id, []), settings)
        cases += _find_strange(desk, person, governments, lands, settings)
    return cases


def _read_title(desk: Desk, person: Entity, mention: Span) -> _Title | None:
    """Return the title that stands with a name, or in the mention before it."""
    article = desk.articles[mention.article]
    name = re.search(r"[A-Z][\w’'-]+\W*$", mention.text)
    if name is None or not person.name.endswith(name[0].strip()):
        return None
    first = re.search(rf"(?i:{_TITLE})(?:-elect)?,? ", mention.text)
    end = mention.start + first.end() if first else mention.start
    match = _BEFORE.search(article.text, max(0, end - 60), end)
    claim = desk.claim_at(mention)
    if match is None or claim is None or "\n" in match[0]:
        return None
    state = "elect" if match["elect"] else (match["state"] or "").lower()
    return _Title(
        person=person.id,
        title=match["title"].lower(),
        state="former" if state in _OLD else state,
        span=article.span(match.start("state") if match["state"] else match.start("title"), mention.end),
        claim=claim,
    )


def _read_governments(desk: Desk, people: Sequence[Entity]) -> dict[str, list[Span]]:
    """Return for each person where the accounts speak of that person's administration or government."""
    names: dict[str, set[str]] = {}
    for person in people:
        names.setdefault(person.name.split()[-1], set()).add(person.id)
    names = {name: holders for name, holders in names.items() if len(holders) == 1}
    found: dict[str, list[Span]] = {}
    if names:
        pattern = re.compile(rf"\b(?P<name>{'|'.join(re.escape(name) for name in sorted(names))}){_GOVERNMENT}")
        for key in sorted(desk.articles):
            article = desk.articles[key]
            for match in pattern.finditer(article.text):
                found.setdefault(min(names[match["name"]]), []).append(article.span(match.start(), match.end()))
    return found


def _part_titles(
    desk: Desk, person: Entity, titles: Sequence[_Title], governed: Sequence[Span], settings: OfficeSettings
) -> Iterator[Case]:
    """Yield the case of one title with "former", "acting" or "-elect" in some accounts, and bare in others."""
    for state in sorted({title.state for title in titles} - {""}):
        marked = [title for title in titles if title.state == state]
        kinds = {title.title for title in marked}
        theirs = {title.span.article for title in marked}
        bare = [
            title
            for title in titles
            if not title.state
            and title.title in kinds
            and not _is_past(desk, title.span, settings)
            and title.span.article not in theirs
        ]
        ruled = [span for span in governed if state == "former" and span.article not in theirs]
        if not bare or _changes_hands(desk, person, [*marked, *bare], settings):
            continue
        mine = [span for span in governed if span.article in theirs] if state == "former" and ruled else []
        spans = [*(title.span for title in bare), *ruled, *mine]
        yield _tell(desk, [title.span for title in marked], spans, f"{state} {min(kinds)} on one side only", settings)


def _is_past(desk: Desk, span: Span, settings: OfficeSettings) -> bool:
    """Tell whether words before a title make it one of an earlier time: "when President Lund took office"."""
    text = desk.articles[span.article].text
    before = re.split(r"[.;\n]", text[max(0, span.start - settings.near) : span.start])[-1]
    return _PAST.search(before) is not None


def _changes_hands(desk: Desk, person: Entity, titles: Sequence[_Title], settings: OfficeSettings) -> bool:
    """Tell whether an account says that the office changes hands, near a name of its holder."""
    for mention in person.mentions:
        text = desk.articles[mention.article].text
        around = text[max(0, mention.start - settings.near) : mention.end + settings.near]
        if _CHANGE.search(around):
            return True
    return not titles


def _find_strange(
    desk: Desk,
    person: Entity,
    governments: Mapping[str, Sequence[Span]],
    lands: Mapping[str, str],
    settings: OfficeSettings,
) -> Iterator[Case]:
    """Yield the case of a government that one account alone gives to one who only serves in another's."""
    mine = governments.get(person.id, [])
    if len({span.article for span in mine}) != 1 or not _serves(desk, person):
        return
    heads = {
        key: spans
        for key, spans in governments.items()
        if len({span.article for span in spans}) >= settings.governments
        and not _serves(desk, desk.entities[key])
        and _share_land(desk, person, lands.get(key))
    }
    if heads:
        key = max(sorted(heads), key=lambda key: len({span.article for span in heads[key]}))
        yield _tell(desk, mine, heads[key], "a government of one who only serves in one", settings)


def _serves(desk: Desk, person: Entity) -> bool:
    """Tell whether the accounts give somebody an office under another, and never that of a head."""
    texts = [_introduce(desk, m) for m in person.mentions]
    return any(_UNDER.search(text) for text in texts) and not any(_HEAD.search(text) for text in texts)


def _introduce(desk: Desk, mention: Span) -> str:
    """Return the words of office that stand with a name: in it, right before it, or after it between commas."""
    text = desk.articles[mention.article].text
    before = _BEFORE.search(text, max(0, mention.start - 60), mention.start)
    after = re.match(r", (?:[^,.;\n]{1,60})(?=[,.;])", text[mention.end : mention.end + 70])
    return " ".join((before[0] if before else "", mention.text, after[0] if after else ""))


def _share_land(desk: Desk, person: Entity, land: str | None) -> bool:
    """Tell whether somebody may serve under the head of a land: under one of another land only a visitor stands."""
    if land is None:
        return True
    stem = desk.entities[land].name.split()[-1][:5]
    return any(stem in desk.articles[m.article].text[max(0, m.start - 30) : m.end] for m in person.mentions)


def _tell(desk: Desk, one: Sequence[Span], other: Sequence[Span], reason: str, settings: OfficeSettings) -> Case:
    one, other = _first_each(one), _first_each(other)
    claims = [[key for span in spans if (key := desk.claim_at(span)) is not None] for spans in (one, other)]
    told = [f"{desk.label(spans[0].article)} has “{' '.join(spans[0].text.split())}”" for spans in (one, other)]
    return Case(
        kind=ConflictKind.ACTOR,
        nature=Nature.DIFFERENCE,
        sides=(make_side(claims[0], one), make_side(claims[1], other)),
        why=f"{told[0]}; {told[1]}.",
        reasons=(reason,),
        score=settings.score,
    )


def _first_each(spans: Sequence[Span]) -> list[Span]:
    """Return the first span of each article."""
    found: dict[str, Span] = {}
    for span in spans:
        found.setdefault(span.article, span)
    return list(found.values())
