"""The same words, once said, as several articles print them, with their differences word by word."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Indel

from rashomon.model.annotated import Annotated
from rashomon.model.ids import make_id
from rashomon.model.records import Difference, Entity, Lineage, Quote, Record, Relation, Utterance, ValueKind
from rashomon.relate.affiliations import find_bodies
from rashomon.relate.marks import find_marked
from rashomon.relate.wording import Print, are_other_parts, compare_prints, judge_wording, read_print


class UtteranceSettings(Record, frozen=True, kw_only=True):
    """Thresholds of the search for words once said."""

    #: Cosine of two quotes of one speaker, where one article is made from the other: there nearly all above are one.
    meaning: float = 0.42
    #: Share of the later text that must be in the earlier one for that.
    much: float = 0.2
    #: The same where one is made from the other and one of them names nobody ("the politician", "her aides").
    reworded: float = 0.6
    #: The same where it is not: two reporters heard the same words, or the speaker said the like twice.
    apart: float = 0.66
    #: What the same number in both takes off that.
    number: float = 0.14
    #: Words of quotes that are equal in full: so many are one utterance whoever is named as the speaker.
    equal: int = 8
    #: Share of the shorter print's words inside marks that the other has, whoever is named as the speaker ...
    words: float = 0.7
    #: ... with at least so many of them: shorter phrases are said by many.
    least_words: int = 5
    #: The same where the speakers are one: a shared fragment inside marks is enough.
    fragment: int = 3
    #: Quotes that share a row of words: a phrase that more share says nothing, and comparing all would be quadratic.
    common: int = 40
    #: Quotes compared with all others in one go.
    block: int = 512
    #: Links between two groups of quotes that must hold before the groups are joined.
    linked: float = 0.5


SETTINGS = UtteranceSettings()


class _Said(Record, frozen=True, kw_only=True):
    """A quote with everything that is compared."""

    quote: Quote
    article: str
    order: tuple[str, str, int]
    body: str | None
    #: The speaker has a name of its own.
    named: bool
    printed: Print
    numbers: frozenset[float]


def find_utterances(
    accounts: Sequence[Annotated],
    entities: Sequence[Entity],
    encode: Callable[[Sequence[str]], NDArray[np.float32]],
    lineage: Sequence[Lineage] = (),
    settings: UtteranceSettings = SETTINGS,
) -> tuple[Utterance, ...]:
    """Return the utterances that two or more quotes of different articles print, in the order of their first print.

    One quote is in at most one utterance. The speaker is that of the earliest print, also where a later article gives
    the words to somebody else.
    """
    bodies = find_bodies(accounts, entities, owned=False)
    said = _read_quotes(accounts, bodies, {entity.id for entity in entities if _is_named(entity)})
    if len(said) < 2:
        return ()
    made = {
        frozenset((line.a, line.b))
        for line in lineage
        if line.relation in (Relation.COPY, Relation.REWRITE) and line.score >= settings.much
    }
    links = _find_links(said, encode, made, settings)
    texts = {account.article.id: account.article.text for account in accounts}
    found = []
    for group in _join(said, links, settings):
        members = sorted((said[i] for i in group), key=lambda s: s.order)
        if len({member.article for member in members}) > 1:
            found.append((members[0].order, _describe(members, texts)))
    return tuple(utterance for _, utterance in sorted(found, key=lambda item: item[0]))


def _is_named(entity: Entity) -> bool:
    """Tell whether an entity has a name of its own: "the mayor's aides" have none."""
    return entity.name.split()[-1][:1].isupper() if entity.name.split() else False


def _read_quotes(accounts: Sequence[Annotated], bodies: Mapping[str, str], named: set[str]) -> list[_Said]:
    """Return all quotes, the earliest article first; ``named`` holds the entities with a name of their own."""
    said = []
    for account in accounts:
        article = account.article
        marked = find_marked(article.text)
        for quote in account.quotes:
            printed = read_print(article, quote, marked)
            if not printed.pieces:
                continue
            said.append(
                _Said(
                    quote=quote,
                    article=article.id,
                    order=(article.published or "~", article.id, quote.content[0].start),
                    body=bodies.get(quote.speaker, quote.speaker) if quote.speaker else None,
                    named=quote.speaker in named,
                    printed=printed,
                    numbers=_read_numbers(account, quote),
                )
            )
    return sorted(said, key=lambda s: (s.order, s.quote.id))


def _read_numbers(account: Annotated, quote: Quote) -> frozenset[float]:
    """Return the exact numbers a quote gives."""
    return frozenset(
        float(value.low)
        for value in account.values
        if value.kind in (ValueKind.NUMBER, ValueKind.MONEY, ValueKind.PERCENT)
        and isinstance(value.low, int | float)
        and any(span.contains(value.span) for span in quote.content)
    )


def _find_links(
    said: Sequence[_Said],
    encode: Callable[[Sequence[str]], NDArray[np.float32]],
    pairs: set[frozenset[str]],
    settings: UtteranceSettings,
) -> dict[tuple[int, int], float]:
    """Return the pairs of quotes of different articles that print the same words, with the strength of each link."""
    vectors = encode([" ".join(span.text for span in s.quote.content).strip("\"“”‘’' ") for s in said])
    marked = [" ".join(piece.key for piece in s.printed.marked) for s in said]
    # a fragment inside marks is what was said, whatever frames it; a single word is any word
    bare = encode(marked) * np.array([[" " in words] for words in marked], dtype=np.float32)
    links: dict[tuple[int, int], float] = {}
    best: dict[tuple[int, str], float] = {}
    for i, j in _find_candidates(said, (vectors, bare), settings):
        made = frozenset((said[i].article, said[j].article)) in pairs
        likeness = max(float(vectors[i] @ vectors[j]), float(bare[i] @ bare[j]))
        strength = _rate_link(said[i], said[j], likeness, made, settings)
        if strength > 0:
            links[i, j] = strength
            for one, article in ((i, said[j].article), (j, said[i].article)):
                best[one, article] = max(best.get((one, article), 0.0), strength)
    return {
        (i, j): strength
        for (i, j), strength in links.items()
        if strength >= best[i, said[j].article] and strength >= best[j, said[i].article]
    }


def _find_candidates(
    said: Sequence[_Said], meanings: Sequence[NDArray[np.float32]], settings: UtteranceSettings
) -> list[tuple[int, int]]:
    """Return the pairs worth a look: alike in meaning, or with a row of printed words in common."""
    found: set[tuple[int, int]] = set()
    rows: dict[tuple[str, ...], list[int]] = {}
    for i, one in enumerate(said):
        keys = [piece.key for piece in one.printed.marked]
        for gram in {tuple(keys[k : k + settings.fragment]) for k in range(len(keys) - settings.fragment + 1)}:
            rows.setdefault(gram, []).append(i)
    for vectors in meanings:
        for start in range(0, len(vectors), settings.block):
            near = np.nonzero(vectors[start : start + settings.block] @ vectors.T >= settings.meaning)
            found.update((start + int(i), int(j)) for i, j in zip(*near, strict=True) if start + i < j)
    for places in rows.values():
        if len(places) <= settings.common:
            found.update((i, j) for n, i in enumerate(places) for j in places[n + 1 :])
    return sorted(pair for pair in found if said[pair[0]].article != said[pair[1]].article)


def _rate_link(a: _Said, b: _Said, likeness: float, made: bool, settings: UtteranceSettings) -> float:
    """Return how sure it is that two quotes print the same words: 0 for not at all.

    ``made`` tells that one of their articles is made from the other.
    """
    same_speaker = a.body is not None and a.body == b.body
    keys_a, keys_b = [p.key for p in a.printed.marked], [p.key for p in b.printed.marked]
    if keys_a and keys_b:
        shared = (len(keys_a) + len(keys_b) - Indel.distance(keys_a, keys_b)) // 2
        share = shared / min(len(keys_a), len(keys_b))
        if share >= settings.words and shared >= (settings.fragment if same_speaker else settings.least_words):
            return 1 + share
    if [p.key for p in a.printed.pieces] == [p.key for p in b.printed.pieces]:
        enough = len(a.printed.pieces) >= settings.equal
        short = len(a.printed.pieces) < settings.fragment and not made
        if (same_speaker and not short) or enough or ((a.body is None or b.body is None) and made):
            return 2.0
    reworded = made and not (a.named and b.named) and likeness >= settings.reworded
    if not (same_speaker or reworded) or a.quote.denies != b.quote.denies:
        return 0.0
    if a.numbers and b.numbers and not a.numbers & b.numbers:
        return 0.0
    least = settings.meaning if made else settings.apart
    if not made and a.numbers and a.numbers == b.numbers:
        least -= settings.number
    elif not made and a.quote.speaker != b.quote.speaker:
        return 0.0
    return likeness if likeness >= least else 0.0


def _join(
    said: Sequence[_Said], links: Mapping[tuple[int, int], float], settings: UtteranceSettings
) -> Iterable[list[int]]:
    """Return groups of quotes, joined along the strongest links first, whatever the order of the input.

    Two groups are joined only where enough of the pairs between them are linked, so that a chain of small likenesses
    does not tie everything one person said together.
    """
    home = list(range(len(said)))
    members: dict[int, list[int]] = {i: [i] for i in home}
    for i, j in sorted(links, key=lambda pair: (-links[pair], pair)):
        first, second = home[i], home[j]
        if first == second or {said[x].article for x in members[first]} & {said[y].article for y in members[second]}:
            continue
        pairs = [(min(x, y), max(x, y)) for x in members[first] for y in members[second]]
        if sum(pair in links for pair in pairs) < settings.linked * len(pairs):
            continue
        for place in members.pop(second):
            home[place] = first
            members[first].append(place)
    return [sorted(group) for group in members.values() if len(group) > 1]


def _describe(members: Sequence[_Said], texts: dict[str, str]) -> Utterance:
    """Return the utterance that these quotes print, with the differences between each two forms."""
    forms: dict[tuple[tuple[str, bool], ...], Print] = {}
    for member in members:
        forms.setdefault(member.printed.form, member.printed)
    printed = list(forms.values())
    differences: list[Difference] = []
    for i, one in enumerate(printed):
        for other in printed[i + 1 :]:
            if one.article != other.article and not are_other_parts(one, other, printed):
                differences += compare_prints(one, other, texts)
    quotes = tuple(member.quote.id for member in members)
    return Utterance(
        id=make_id("u", *quotes),
        speaker=next((member.quote.speaker for member in members if member.quote.speaker), None),
        quotes=quotes,
        differences=tuple(differences),
        wording=judge_wording(differences),
    )
