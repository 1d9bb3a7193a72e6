"""Who publishes an account, which outlets are news agencies, and where an account credits another outlet."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import msgspec

from rashomon.model.annotated import Annotated
from rashomon.model.records import Article, Record

#: A line such as "PORT X, March 3 (ABC) -" at the head of a dispatch.
_DATELINE = re.compile(r"\s*[^\n()]{2,60}\((?P<name>[^()\n]{2,40})\)\s*[-–—]")
#: Characters in which a dateline stands.
_HEAD = 160
_AGENCY = re.compile(
    r"\b(news ?wire|wire|press (?:agency|bureau|association|service)|news (?:agency|bureau|service)|agency)\b",
    re.IGNORECASE,
)
_JOINTS = re.compile(r"\s*[,;/|]\s*|\s+(?:and|with)\s+|^[Bb]y\s+")
_WORD = re.compile(r"\w+")
_EDITION = re.compile(r"\s*\([^()]*\)\s*$")
_ARTICLE = re.compile(r"^the\s+", re.IGNORECASE)
#: Last words of outlets' names that many share, so that they name none.
_GENERIC = frozenset({
    "news", "daily", "press", "agency", "wire", "newswire", "bureau", "service", "media", "online", "weekly", "today",
    "live", "world", "network", "radio", "group",
})  # fmt: skip


class Outlet(Record, frozen=True, kw_only=True):
    """Whoever publishes one account.

    ``key`` is the same for all accounts of one outlet; ``names`` are the forms under which texts mention it;
    ``wire`` is the key of the agency whose dispatch the account says it prints, its own where it is an agency.
    """

    article: str
    key: str
    name: str
    names: tuple[str, ...]
    agency: bool
    dateline: str = ""
    wire: str | None = None


class Credit(Record, frozen=True, kw_only=True):
    """A place in an account that names another outlet, or its own."""

    start: int
    end: int
    outlet: str


def read_outlets(accounts: Sequence[Annotated]) -> dict[str, Outlet]:
    """Return the outlet of each article.

    An outlet is an agency where its dateline names itself ("(ABC) -") or its name says so ("Alpha Press Bureau").
    """
    plain = {account.article.id: _read_outlet(account.article) for account in accounts}
    agencies = {name: other.key for other in plain.values() if other.agency for name in other.names}
    found = {}
    for account in accounts:
        outlet = plain[account.article.id]
        wire = outlet.key if outlet.agency else _find_wire(account.article, outlet, agencies)
        found[outlet.article] = msgspec.structs.replace(outlet, wire=wire)
    return found


class Names(Record, frozen=True, kw_only=True):
    """The names under which outlets are mentioned: by first word, the longest first; ``sure`` ones need no "the"."""

    by_word: Mapping[str, tuple[tuple[str, str], ...]]
    sure: frozenset[str]


def read_names(outlets: Mapping[str, Outlet]) -> Names:
    """Return the names of outlets; one that several share names none of them."""
    owners: dict[str, set[str]] = {}
    for outlet in outlets.values():
        for name in outlet.names:
            owners.setdefault(name, set()).add(outlet.key)
    by_word: dict[str, list[tuple[str, str]]] = {}
    for name, keys in owners.items():
        first = _WORD.match(name)
        if len(keys) == 1 and first is not None:
            by_word.setdefault(first.group(), []).append((name, next(iter(keys))))
    return Names(
        by_word={word: tuple(sorted(some, key=lambda n: (-len(n[0]), n[0]))) for word, some in by_word.items()},
        sure=frozenset(outlet.dateline for outlet in outlets.values() if outlet.dateline),
    )


def find_credits(account: Annotated, names: Names) -> tuple[Credit, ...]:
    """Return the places in which an account names the outlet of an account, its own included, in order.

    A dateline is no credit.
    """
    text = account.article.text
    dateline = _DATELINE.match(text[:_HEAD])
    place = dateline.end() if dateline else 0
    found = []
    for match in _WORD.finditer(text, place):
        if match.start() < place:
            continue
        for name, key in names.by_word.get(match.group(), ()):
            end = match.start() + len(name)
            if text.startswith(name, match.start()) and not (
                text[end : end + 1].isalnum() or text[end : end + 1] == "_"
            ):
                place = end
                if name in names.sure or _is_sure(name, text[max(0, match.start() - 5) : match.start()]):
                    found.append(Credit(start=match.start(), end=end, outlet=key))
                break
    return tuple(found)


def _is_sure(name: str, before: str) -> bool:
    """Tell whether a name is no common word: "the Lantern" is an outlet, "Lantern Street" is none."""
    return " " in name or name.isupper() or before.lower().endswith(("the ", "this "))


def _read_outlet(article: Article) -> Outlet:
    """Return what one article shows of its outlet."""
    name = _EDITION.sub("", (article.outlet or "").strip())
    names = _short_names(name)
    dateline = _read_dateline(article.text)
    own = bool(dateline) and (not name or dateline in names or dateline.casefold() in name.casefold())
    if own and dateline:
        names = tuple(sorted({*names, dateline}))
    return Outlet(
        article=article.id,
        key=(name or dateline or article.id).casefold(),
        name=name or dateline or article.id,
        names=names,
        agency=own or bool(_AGENCY.search(name)),
        dateline=dateline if own else "",
    )


def _read_dateline(text: str) -> str:
    """Return the agency that a dateline names, or an empty string."""
    match = _DATELINE.match(text[:_HEAD])
    return match["name"].strip() if match else ""


def _short_names(name: str) -> tuple[str, ...]:
    """Return the forms under which an outlet is mentioned: in full, its initials, its last word."""
    if not name:
        return ()
    full = _ARTICLE.sub("", name)
    words = full.split()
    names = {full, name}
    capitals = [word for word in words if word[:1].isupper()]
    if len(capitals) >= 3:
        names.add("".join(word[0] for word in capitals))
    if len(words[-1]) >= 4 and words[-1][:1].isupper() and words[-1].casefold() not in _GENERIC:
        names.add(words[-1])
    return tuple(sorted(names))


def _find_wire(article: Article, outlet: Outlet, agencies: Mapping[str, str]) -> str | None:
    """Return the agency whose dispatch an account says it prints, by its dateline or byline, held here or not."""
    dateline = _read_dateline(article.text)
    for line in (dateline, *article.byline):
        for name in sorted(agencies, key=lambda name: (-len(name), name)):
            if line and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", line):
                return agencies[name]
    if dateline and dateline not in outlet.names:
        return dateline.casefold()
    return next((credit.casefold() for line in article.byline if (credit := _read_credit(line))), None)


def _read_credit(line: str) -> str:
    """Return the agency that a byline names, as "Ada Lund, Northern News Agency" does; an empty string for none.

    >>> _read_credit("Ada Lund, Northern News Agency"), _read_credit("Northern Wire and staff")
    ('Northern News Agency', 'Northern Wire')
    >>> _read_credit("Ada Lund")
    ''
    """
    for part in _JOINTS.split(line):
        named = _AGENCY.search(part)
        if named and part[:1].isupper() and len(part.split()) > 1:
            return part[: named.end()].strip()
    return ""
