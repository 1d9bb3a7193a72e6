"""Which names of one article are the same somebody: full names, surnames, short forms and initials."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from rashomon.annotate.figures import Figure, find_sort
from rashomon.annotate.names import Name
from rashomon.annotate.roles import BODY_HEADS, OF_A_PLACE, find_gender, read_words
from rashomon.model.records import Article, EntityKind

#: "Orth Jr." is another than "Orth".
GENERATIONS = read_words("jr sr ii iii iv")
_SMALL = read_words("the of and for in on at & de la le du")


def group_names(names: Sequence[Name], article: Article) -> dict[int, Figure]:
    """Return the figure of every name, by the name's first token."""
    people = [name for name in names if name.kind is EntityKind.PERSON]
    things = [name for name in names if name.kind is not EntityKind.PERSON]
    return {**_group_people(people), **_group_things(things, article)}


def _group_people(names: Sequence[Name]) -> dict[int, Figure]:
    """Group the names of persons: full names first, then what is short for one of them."""
    figures: dict[int, Figure] = {}
    by_surname: dict[str, list[Figure]] = defaultdict(list)
    by_given: dict[str, list[Figure]] = defaultdict(list)
    for name in sorted(names, key=lambda n: (-len(n.words), n.first)):
        key = name.key
        surname = key[-2] if len(key) > 2 and key[-1] in GENERATIONS else key[-1]
        if len(key) > 1:
            figure = next((f for f in by_surname[surname] if _agree(key, f)), None)
        else:
            figure = _find_short(name, by_surname[key[0]], by_given[key[0]])
        if figure is None:
            figure = Figure(kind=EntityKind.PERSON, text=name.text)
            by_surname[surname].append(figure)
            if len(key) > 1:
                by_given[key[0]].append(figure)
        figure.add_name(name)
        figures[name.first] = figure
    return figures


def _agree(key: tuple[str, ...], figure: Figure) -> bool:
    """Tell whether a full name can be another form of a figure's full name: no two given names that differ."""
    for words in figure.names:
        last = words[-1].casefold().replace(".", "")
        if last != key[-1] and GENERATIONS & {last, key[-1]}:
            continue
        known = words[0].casefold()
        if len(words) < 2 or known == key[0] or known in key or key[0] in {w.casefold() for w in words}:
            return True
        short, long = sorted((known, key[0]), key=len)
        if long.startswith(short) and (len(short) == 1 or len(short) > 2):
            return True
    return False


def _find_short(name: Name, surnames: Sequence[Figure], givens: Sequence[Figure]) -> Figure | None:
    """Return the figure that a single word is short for; where two share it, a title may tell them apart."""
    if len(surnames) > 1:
        gender = next((find_gender(role) for role in name.roles if find_gender(role)), "")
        fitting = [f for f in surnames if f.fits_gender(gender)] or list(surnames)
        plain = [f for f in fitting if f.surname not in GENERATIONS]
        return (plain or fitting)[0]
    if surnames:
        return surnames[0]
    return givens[0] if len(givens) == 1 else None


def _group_things(names: Sequence[Name], article: Article) -> dict[int, Figure]:
    """Group the names of bodies, places and things: the long forms first, then short forms and initials."""
    figures: dict[int, Figure] = {}
    known: dict[tuple[str, ...], Figure] = {}
    by_word: dict[str, list[tuple[tuple[str, ...], Figure]]] = defaultdict(list)
    if article.outlet and (outlet := tuple(w.casefold() for w in article.outlet.split() if w.casefold() != "the")):
        figure = Figure(kind=EntityKind.ORGANIZATION, text=article.outlet, sort="paper")
        figure.names.append(tuple(w for w in article.outlet.split() if w.casefold() != "the"))
        _register(outlet, figure, known, by_word)
    for name in sorted(names, key=lambda n: (-len(n.words), n.first)):
        key = name.key
        found = known.get(key) or _find_long(name, by_word)
        if found is None:
            found = Figure(kind=name.kind, text=name.text)
            if name.kind is EntityKind.ORGANIZATION:
                found.sort = find_sort(name.words)
        _register(key, found, known, by_word)
        found.add_name(name)
        figures[name.first] = found
    return figures


def _register(
    key: tuple[str, ...],
    figure: Figure,
    known: dict[tuple[str, ...], Figure],
    by_word: dict[str, list[tuple[tuple[str, ...], Figure]]],
) -> None:
    """Make a figure findable by its name, by the first and last word of it, and by its initials."""
    if key in known:
        return
    known[key] = figure
    if len(key) > 1:
        for word in {key[0], key[-1], find_initials(key)}:
            by_word[word].append((key, figure))


def find_initials(key: Sequence[str]) -> str:
    """Return the initials of a name in lower case, small words left out.

    >>> find_initials(("bank", "of", "northern", "lakes"))
    'bnl'
    """
    return "".join(word[0] for word in key if word and word not in _SMALL)


def _find_long(name: Name, by_word: dict[str, list[tuple[tuple[str, ...], Figure]]]) -> Figure | None:
    """Return the one figure whose longer name this name is short for."""
    key = name.key
    fitting: list[Figure] = []
    for word in dict.fromkeys((key[0], key[-1])):
        for long, figure in by_word.get(word, ()):
            if len(long) > len(key) and figure not in fitting and _shortens(name, long, figure):
                fitting.append(figure)
    return fitting[0] if len(fitting) == 1 else None


def _shortens(name: Name, long: tuple[str, ...], figure: Figure) -> bool:
    """Tell whether a name is short for a longer one: its beginning, its end after "the", or its initials."""
    key = name.key
    if len(key) == 1 and find_initials(long) == key[0] and len(key[0]) > 1:
        return name.words[0].isupper()
    if figure.kind is EntityKind.PLACE or name.kind is EntityKind.PLACE:
        return figure.kind is name.kind and name.the and long[-len(key) :] == key
    if long[: len(key)] == key:
        return figure.kind is name.kind and key[-1] not in BODY_HEADS and figure.sort not in OF_A_PLACE
    return long[-len(key) :] == key and name.the
