"""The same person, body or place across accounts."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

import msgspec

from rashomon.model.annotated import Annotated
from rashomon.model.ids import make_id
from rashomon.model.records import Entity, EntityKind
from rashomon.relate.identities import Identity, read_identity
from rashomon.relate.likenesses import Likenesses


def merge_entities(accounts: Sequence[Annotated]) -> tuple[tuple[Entity, ...], list[Annotated]]:
    """Return the entities of all accounts, and the accounts with their ids replaced by the merged ones.

    Two entities are one where a full name, a surname that only one person has, initials, or a role that only one person
    holds says so. Two people with different given names are never one, nor are two sources without a name. The order of
    the accounts changes nothing.

    >>> merge_entities([])
    ((), [])
    """
    identities = [
        read_identity(entity, account.article)
        for account in sorted(accounts, key=lambda a: a.article.id)
        for entity in sorted(account.entities, key=lambda e: e.id)
    ]
    groups = Likenesses(identities).group()
    names: dict[tuple[str, str], str] = {}
    merged = []
    for group in groups:
        entity = _make_entity(group)
        merged.append(entity)
        names.update({(one.article, one.entity.id): entity.id for one in group})
    merged.sort(key=lambda e: ((e.mentions[0].article, e.mentions[0].start) if e.mentions else ("~", 0), e.id))
    found = {entity.id: entity for entity in merged}
    return tuple(merged), [_rename(account, names, found) for account in accounts]


def _make_entity(group: Sequence[Identity]) -> Entity:
    """Return one entity for identities that are the same."""
    name, kind = _choose_name(group), _choose_kind(group)
    mentions = tuple(sorted({mention for one in group for mention in one.entity.mentions}))
    parts = tuple(sorted((one.article, one.entity.id) for one in group))
    return Entity(id=make_id("e", name, kind.value, parts), name=name, kind=kind, mentions=mentions)


def _choose_kind(group: Iterable[Identity]) -> EntityKind:
    """Return the kind most accounts give the fullest name; on a tie the first of person, organisation, place, other."""
    order = list(EntityKind)
    longest = max(len(one.key) for one in group)
    # a full name tells what it is better than the surname alone
    votes = Counter(one.kind for one in group if len(one.key) == longest)
    return max(order, key=lambda kind: (votes[kind], -order.index(kind)))


def _choose_name(group: Sequence[Identity]) -> str:
    """Return the fullest good name: a proper one, of those that two accounts print the longest."""
    votes: Counter[str] = Counter()
    for one in group:
        votes[one.name] += 1
    named = {one.name for one in group if one.key}
    pool = named or set(votes)
    often = {name for name in pool if votes[name] > 1}
    longest = max(len(name.split()) for name in pool)
    if often and max(len(name.split()) for name in often) >= min(2, longest):
        pool = often
    return min(pool, key=lambda name: (*_rank(name), -votes[name], len(name), name))


def _rank(name: str) -> tuple[int, bool, bool]:
    """Put names of more words first, those in capitals and those with initials behind."""
    words = name.split()
    return (-min(len(words), 5), name.isupper(), any(len(word.rstrip(".")) == 1 for word in words))


def _rename(account: Annotated, names: dict[tuple[str, str], str], found: dict[str, Entity]) -> Annotated:
    """Return an account with merged ids in everything that points to an entity."""
    article = account.article.id

    def new(key: str | None) -> str | None:
        return None if key is None else names.get((article, key), key)

    own: dict[str, list[Entity]] = defaultdict(list)
    for entity in account.entities:
        own[names[article, entity.id]].append(entity)
    entities = tuple(
        msgspec.structs.replace(
            found[key], mentions=tuple(sorted({mention for part in parts for mention in part.mentions}))
        )
        for key, parts in own.items()
    )
    return msgspec.structs.replace(
        account,
        entities=entities,
        quotes=tuple(msgspec.structs.replace(quote, speaker=new(quote.speaker)) for quote in account.quotes),
        claims=tuple(msgspec.structs.replace(claim, source=new(claim.source)) for claim in account.claims),
        framing=tuple(msgspec.structs.replace(item, target=new(item.target)) for item in account.framing),
    )
