"""Sentences changed in one detail, and sentences changed in form only: labelled by how they were made.

Ten kinds of distortion: number, magnitude, unit, day, date, place, actor, role, negation, status. Each returns a sentence
that cannot be true of the same thing as the one it was made from. The changes of form leave the sense as it was. Used to
teach the pair model, on families it may learn from, and to test it, on families held back.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import numpy as np
from spacy.tokens import Doc, Span, Token

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
SMALL = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
         "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty")  # fmt: skip
TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
UNITS = (
    ("seconds", "minutes", "hours", "days", "weeks", "months", "years", "decades"),
    ("minute", "hour", "day", "week", "month", "year", "decade"),
    ("metres", "kilometres", "miles"), ("grams", "kilograms", "tonnes"), ("litres", "barrels"),
    ("dollars", "euros", "pounds", "crowns", "marks", "francs"), ("cents", "dollars"), ("kilometre", "mile"),
)  # fmt: skip
SIZES = ("hundred", "thousand", "million", "billion")
#: Words of one place in a sentence that exclude each other.
OPPOSITES = (
    "rose fell", "rise fall", "rises falls", "risen fallen", "rising falling", "increased decreased", "increase decrease",
    "approved rejected", "approve reject", "approves rejects", "accepted refused", "accept refuse", "accepts refuses",
    "won lost", "win lose", "wins loses", "winning losing", "guilty innocent", "convicted acquitted", "opened closed",
    "open closed", "more fewer", "higher lower", "before after", "first last", "north south", "east west",
    "northern southern", "eastern western", "above below", "hired dismissed", "hire dismiss", "raised cut", "raise cut",
    "raises cuts", "bought sold", "buy sell", "buys sells", "began ended", "begin end", "begins ends", "supported opposed",
    "support oppose", "supports opposes", "men women", "man woman", "majority minority", "confirmed denied",
    "confirms denies", "confirm deny", "arrested released", "jailed freed", "killed injured", "dead injured", "died survived",
    "dead alive", "success failure", "succeeded failed", "allowed banned", "allow ban", "allows bans", "legal illegal",
    "lawful unlawful", "strengthened weakened", "expanded shrank", "gained lost", "profit loss", "profits losses",
    "upheld overturned", "safe dangerous", "early late", "earlier later", "old new", "older newer", "oldest newest",
    "largest smallest", "highest lowest", "longest shortest", "best worst", "everyone nobody", "always never",
    "public private", "inside outside", "husband wife", "brother sister", "son daughter", "father mother",
    "sons daughters", "brothers sisters", "boys girls", "boy girl", "left right", "arrived left", "passed failed",
    "remain leave", "adults children", "summer winter", "winter summer", "spring autumn", "import export",
    "imports exports", "borrowed lent", "male female", "hot cold", "wet dry", "full empty",
)  # fmt: skip
#: A state of things that is not that other state: planned is not done, suspected is not found.
STATUS = (
    "arrested charged", "arrested questioned", "charged convicted", "convicted charged", "sentenced charged", "proposed agreed",
    "proposed adopted", "agreed discussed", "signed drafted", "approved discussed", "approves considers", "adopted proposed",
    "completed begun", "finished started", "dismissed suspended", "resigned refused_to_resign", "elected nominated",
    "killed wounded", "injured killed", "wounded killed", "detained executed", "found_guilty_of accused_of",
    "demolished damaged", "destroyed damaged", "damaged destroyed", "launched postponed", "started postponed",
    "cancelled postponed", "postponed cancelled", "banned restricted", "ordered asked", "promised refused", "offered demanded",
    "paid owed", "repaid borrowed", "withdrew submitted", "withdrawn submitted", "confirmed rumoured", "bought rented",
    "won drew", "recovered stolen", "rescued drowned", "missing dead", "permanent temporary", "temporary permanent",
    "mandatory voluntary", "voluntary mandatory", "unanimous narrow", "unanimously narrowly", "fully partly",
)  # fmt: skip
ACTORS = (
    ("president", "prime minister", "speaker", "governor"), ("minister", "mayor", "ambassador"), ("police", "army", "coast guard"),
    ("union", "employers"), ("workers", "managers"), ("government", "opposition"), ("parliament", "senate"),
    ("court", "council"), ("judge", "prosecutor"), ("prosecutors", "defence lawyers"), ("teachers", "pupils"),
    ("doctors", "patients"), ("students", "professors"), ("drivers", "passengers"), ("captain", "pilot"), ("buyers", "sellers"),
    ("company", "regulator"), ("bank", "ministry"), ("farmers", "fishermen"), ("tenants", "landlords"), ("soldiers", "civilians"),
    ("coach", "goalkeeper"), ("club", "league"), ("chairman", "treasurer"), ("victims", "suspects"), ("rebels", "troops"),
    ("hospital", "school"), ("director", "caretaker"), ("scientists", "politicians"), ("pensioners", "teenagers"),
)  # fmt: skip
PLACES = ("harbour", "airport", "station", "hospital", "school", "church", "stadium", "prison", "museum", "library", "factory",
          "market", "bridge", "tunnel", "theatre", "hotel", "warehouse", "quarry")  # fmt: skip
#: Words and phrases that may stand for each other almost anywhere.
LIKES = (
    ("more than", "over"), ("about", "around"), ("about", "roughly"), ("nearly", "almost"), ("at least", "no fewer than"),
    ("percent", "per cent"), ("began", "started"), ("begin", "start"), ("begins", "starts"), ("ended", "finished"),
    ("bought", "purchased"), ("buy", "purchase"), ("children", "youngsters"), ("large", "big"), ("got", "received"),
    ("home", "house"), ("car", "vehicle"), ("fell", "dropped"), ("fall", "drop"), ("rose", "climbed"), ("rise", "increase"),
    ("killed", "left dead"), ("injured", "hurt"), ("wounded", "injured"), ("told", "informed"), ("said", "stated"),
    ("says", "states"), ("called off", "cancelled"), ("cancelled", "scrapped"), ("delayed", "postponed"), ("wrong", "mistaken"),
    ("asked for", "requested"), ("rejected", "turned down"), ("rejects", "turns down"), ("approved", "passed"), ("helped", "assisted"),
    ("because of", "due to"), ("after", "following"), ("before", "prior to"), ("attempted", "tried"), ("allowed", "permitted"),
    ("banned", "prohibited"), ("ban", "prohibition"), ("jailed", "imprisoned"), ("prison", "jail"), ("firm", "company"),
    ("lawyer", "attorney"), ("film", "movie"), ("blaze", "fire"), ("fire", "blaze"), ("storm", "tempest"), ("sea", "ocean"),
    ("ship", "vessel"), ("boat", "vessel"), ("plane", "aircraft"), ("doctor", "physician"), ("pupils", "schoolchildren"),
    ("quit", "resigned"), ("resigned", "stepped down"), ("dismissed", "sacked"), ("fired", "dismissed"), ("chosen", "selected"),
    ("destroyed", "wiped out"), ("repaired", "fixed"), ("demanded", "called for"), ("announced", "made known"), ("shut", "closed"),
    ("closed", "shut"), ("found", "discovered"), ("built", "constructed"), ("agreed", "consented"), ("denied", "rejected"),
    ("denies", "rejects"), ("ordered", "instructed"), ("shows", "reveals"), ("showed", "revealed"), ("kept", "retained"),
    ("needed", "required"), ("needs", "requires"), ("fewer", "less"), ("yearly", "annual"), ("annual", "yearly"),
    ("city", "town"), ("residents", "inhabitants"), ("workers", "employees"), ("employees", "staff"), ("wages", "pay"),
    ("salary", "pay"), ("ill", "sick"), ("elderly", "aged"), ("huge", "enormous"), ("leader", "head"), ("chief", "head"),
    ("boss", "head"), ("cut", "reduced"), ("raised", "increased"), ("decide", "rule"), ("decided", "ruled"), ("vote", "ballot"),
    ("talks", "negotiations"), ("deal", "agreement"), ("agreement", "accord"), ("plan", "scheme"), ("probe", "investigation"),
    ("investigation", "inquiry"), ("inquiry", "investigation"), ("a dozen", "12"), ("half", "50 percent"),
    ("suspended", "put on hold"), ("two-thirds", "two thirds"), ("will", "is going to"),
)  # fmt: skip
LEADS = (
    "Officials said that ",
    "It emerged that ",
    "According to reports, ",
    "It was reported that ",
    "Reports say that ",
)
TAILS = (", officials said", ", it was reported", ", according to a statement", ", reports said")

Maker = Callable[["Bench", Doc], "str | None"]


class Bench:
    """What the makers share: chance, and the names that may stand in for others."""

    def __init__(self, random: np.random.Generator, names: dict[str, list[str]]) -> None:
        self.random = random
        self.names = names

    def pick(self, options: Sequence) -> object:
        return options[int(self.random.integers(len(options)))]


def _swap(doc: Doc, start: int, end: int, new: str) -> str:
    old = doc.text[start:end]
    if old[:1].isupper() and new[:1].islower() and (start == 0 or old.istitle()):
        new = new[0].upper() + new[1:]
    return doc.text[:start] + new + doc.text[end:]


def _spots(doc: Doc, pattern: str, flags: int = re.IGNORECASE) -> list[re.Match[str]]:
    return list(re.finditer(rf"(?<![\w-])(?:{pattern})(?![\w-])", doc.text, flags))


def change_number(bench: Bench, doc: Doc) -> str | None:
    spots = [m for m in _spots(doc, r"\d{1,3}(?:,\d{3})+|\d+\.\d+|\d+") if not re.match(r"(19|20)\d\d$", m.group())]
    spots += _spots(doc, "|".join(SMALL + TENS))
    spots = [
        m for m in spots if not re.match(r"\s+(" + "|".join((*MONTHS, "May")) + ")", doc.text[m.end() : m.end() + 12])
    ]
    spots = [m for m in spots if not re.search("(" + "|".join((*MONTHS, "May")) + r")\s+$", doc.text[: m.start()])]
    if not spots:
        return None
    spot = bench.pick(spots)
    old = spot.group()
    low = old.casefold()
    if low in SMALL:
        place = SMALL.index(low)
        new = SMALL[(place + int(bench.pick([2, 3, 4, 5, 6, 8]))) % len(SMALL)]
    elif low in TENS:
        new = TENS[(TENS.index(low) + int(bench.pick([1, 2, 3, 4]))) % len(TENS)]
    elif "." in old:
        new = f"{float(old) * float(bench.pick([0.5, 1.4, 1.8, 2.5])):.{len(old.split('.')[1])}f}"
    else:
        value = int(old.replace(",", ""))
        new_value = max(2, round(value * float(bench.pick([0.45, 0.6, 0.75, 1.3, 1.6, 2.2]))))
        new_value += value == new_value
        if value >= 1000 and value % 100 == 0:
            new_value = round(new_value, -2)
        new = f"{new_value:,}" if "," in old else str(new_value)
    return None if new.casefold() == low else _swap(doc, spot.start(), spot.end(), new)


def change_magnitude(bench: Bench, doc: Doc) -> str | None:
    spots = _spots(doc, "|".join(SIZES) + "|hundreds|thousands|millions")
    spots += [m for m in _spots(doc, r"\d{2,3}(?:,\d{3})+|\d{2,5}") if not re.match(r"(19|20)\d\d$", m.group())]
    spots = [
        m
        for m in spots
        if not re.search("(" + "|".join((*MONTHS, "May")) + ")", doc.text[max(0, m.start() - 11) : m.end() + 11])
    ]
    if not spots:
        return None
    spot = bench.pick(spots)
    old = spot.group().casefold()
    if old[0].isdigit():
        value = int(old.replace(",", ""))
        new_value = value // 10 if value % 10 == 0 and bench.random.random() < 0.5 else value * 10
        return _swap(
            doc, spot.start(), spot.end(), f"{new_value:,}" if new_value >= 10000 or "," in old else str(new_value)
        )
    stem, plural = old.rstrip("s"), old.endswith("s")
    others = [size for size in SIZES if size != stem and abs(SIZES.index(size) - SIZES.index(stem)) < 3]
    return _swap(doc, spot.start(), spot.end(), str(bench.pick(others)) + ("s" if plural else ""))


def change_unit(bench: Bench, doc: Doc) -> str | None:
    options = [
        (m, row) for row in UNITS for m in _spots(doc, "|".join(row)) if re.search(r"(\d|\w)\s$", doc.text[: m.start()])
    ]
    options = [(m, row) for m, row in options if re.search(r"(\d|[a-z])[ -]$", doc.text[: m.start()])
               and not re.search(r"\b(the|last|next|this|that|every|a few)\s$", doc.text[: m.start()])]  # fmt: skip
    if not options:
        return None
    spot, row = bench.pick(options)
    new = bench.pick([unit for unit in row if unit != spot.group().casefold()])
    return _swap(doc, spot.start(), spot.end(), str(new))


def change_day(bench: Bench, doc: Doc) -> str | None:
    spots = _spots(doc, "|".join(DAYS))
    if not spots:
        return None
    spot = bench.pick(spots)
    new = bench.pick([day for day in DAYS if day.casefold() != spot.group().casefold()])
    return _swap(doc, spot.start(), spot.end(), str(new))


def change_date(bench: Bench, doc: Doc) -> str | None:
    months, years = _spots(doc, "|".join(MONTHS)), _spots(doc, r"(?:19|20)\d\d")
    makers = [(spot, lambda m: str(bench.pick([x for x in MONTHS if x.casefold() != m.casefold()]))) for spot in months]
    makers += [(spot, lambda m: str(int(m) + int(bench.pick([-7, -3, -2, -1, 1, 2, 4])))) for spot in years]
    for pair in ("yesterday today", "morning evening", "evening morning", "last_year this_year", "last_week this_week", "noon midnight",
                 "tomorrow today", "afternoon morning", "last_month this_month", "next_year next_month", "next_week next_month"):  # fmt: skip
        old, new = pair.replace("_", "~").split()
        makers += [(spot, lambda m, new=new: new.replace("~", " ")) for spot in _spots(doc, old.replace("~", " "))]
    if not makers:
        return None
    spot, maker = bench.pick(makers)
    return _swap(doc, spot.start(), spot.end(), maker(spot.group()))


def change_place(bench: Bench, doc: Doc) -> str | None:
    spots = [(e.start_char, e.end_char, bench.names["GPE"]) for e in doc.ents if e.label_ in ("GPE", "LOC", "FAC")
             and e.text[0].isupper() and not e.text.lower().startswith("the ")]  # fmt: skip
    spots += [(m.start(), m.end(), list(PLACES)) for m in _spots(doc, "|".join(PLACES), 0)]
    if not spots:
        return None
    start, end, options = bench.pick(spots)
    new = str(bench.pick([name for name in options if name.casefold() not in doc.text.casefold()]))
    return _swap(doc, start, end, new)


def change_actor(bench: Bench, doc: Doc) -> str | None:
    spots = [(e.start_char, e.end_char, bench.names[e.label_]) for e in doc.ents if e.label_ in ("PERSON", "ORG")
             and e.text[0].isupper() and not e.text.lower().startswith("the ")]  # fmt: skip
    for row in ACTORS:
        spots += [(m.start(), m.end(), [w for w in row if w != m.group()]) for m in _spots(doc, "|".join(row), 0)]
    if not spots:
        return None
    start, end, options = bench.pick(spots)
    options = [name for name in options if name.casefold() not in doc.text.casefold()]
    return _swap(doc, start, end, str(bench.pick(options))) if options else None


def _parts(doc: Doc) -> list[tuple[Token, Span, Span]]:
    """Return verbs with a short subject and a short object."""
    found = []
    for verb in doc:
        if verb.pos_ != "VERB" or verb.lemma_ in ("meet", "marry", "be", "join", "have", "say"):
            continue
        subjects = [t for t in verb.children if t.dep_ == "nsubj" and t.pos_ in ("NOUN", "PROPN")]
        objects = [
            t
            for t in verb.children
            if t.dep_ == "dobj" and (t.pos_ == "PROPN" or t.ent_type_ or t.text.lower() in _PEOPLE)
        ]
        if subjects and objects and subjects[0].i < verb.i < objects[0].i:
            one = doc[subjects[0].left_edge.i : subjects[0].i + 1]
            two = doc[objects[0].left_edge.i : objects[0].i + 1]
            if len(one) < 6 and len(two) < 6:
                found.append((verb, one, two))
    return found


_PEOPLE = frozenset(word for row in ACTORS for word in row) | {
    "driver",
    "owner",
    "city",
    "state",
    "team",
    "student",
    "guard",
}


def change_role(bench: Bench, doc: Doc) -> str | None:
    parts = _parts(doc)
    if not parts:
        return None
    _, one, two = bench.pick(parts)
    first, second = one.text, two.text
    if one.start == 0 and doc[0].ent_type_ == "" and first[0].isupper() and doc[0].pos_ != "PROPN":
        first, second = first[0].lower() + first[1:], second[0].upper() + second[1:]
    elif one.start == 0:
        second = second[0].upper() + second[1:]
    text = doc.text
    middle = text[one.end_char : two.start_char]
    return text[: one.start_char] + second + middle + first + text[two.end_char :]


def change_negation(bench: Bench, doc: Doc) -> str | None:
    text = doc.text
    gone = list(
        re.finditer(
            r"\b(did|does|do) not (\w+)\b|\b(is|are|was|were|will|would|has|have|had|can|could|should|must) not\b", text
        )
    )
    gone = [m for m in gone if m.group(3)]
    if gone and bench.random.random() < 0.8:
        spot = bench.pick(gone)
        return text[: spot.start()] + spot.group(3) + text[spot.end() :]
    verbs = [t for t in doc if (t.dep_ == "ROOT" or (t.dep_ in ("ccomp", "conj") and t.pos_ in ("VERB", "AUX")))]
    options = []
    for verb in verbs:
        if any(c.dep_ == "neg" for c in verb.children):
            continue
        helpers = [c for c in verb.children if c.dep_ in ("aux", "auxpass") and c.text.lower() in _HELPERS]
        if helpers:
            options.append((helpers[0].idx, helpers[0].idx + len(helpers[0]), helpers[0].text + " not"))
        elif verb.text.lower() in _HELPERS:
            options.append((verb.idx, verb.idx + len(verb), verb.text + " not"))
        elif verb.tag_ == "VBD" and verb.lemma_ not in ("be", "have") and any(c.dep_ == "nsubj" for c in verb.children):
            options.append((verb.idx, verb.idx + len(verb), "did not " + verb.lemma_))
        elif verb.tag_ == "VBZ" and any(c.dep_ == "nsubj" for c in verb.children):
            options.append((verb.idx, verb.idx + len(verb), "does not " + verb.lemma_))
    if not options:
        return None
    start, end, new = bench.pick(options)
    return text[:start] + new + text[end:]


_HELPERS = frozenset(
    {"is", "are", "was", "were", "will", "would", "has", "have", "had", "can", "could", "should", "must"}
)


def change_status(bench: Bench, doc: Doc) -> str | None:
    options = []
    for row in (*OPPOSITES, *STATUS):
        one, two = (word.replace("_", " ") for word in row.split())
        options += [(m, two) for m in _spots(doc, one)]
        if row in OPPOSITES:
            options += [(m, one) for m in _spots(doc, two)]
    for verb in doc:
        if (
            verb.tag_ == "VBD"
            and verb.dep_ in ("ROOT", "conj", "ccomp")
            and verb.lemma_ not in ("be", "have", "say", "do")
        ):

            class _Spot:
                start = staticmethod(lambda v=verb: v.idx)
                end = staticmethod(lambda v=verb: v.idx + len(v))

            new = str(
                bench.pick(
                    [
                        "plans to {}",
                        "will {}",
                        "failed to {}",
                        "refused to {}",
                        "considered whether to {}",
                        "is due to {}",
                    ]
                )
            )
            options.append((_Spot, new.format(verb.lemma_)))
    if not options:
        return None
    spot, new = bench.pick(options)
    return _swap(doc, spot.start(), spot.end(), new)


DISTORTIONS: dict[str, Maker] = {
    "number": change_number, "magnitude": change_magnitude, "unit": change_unit, "day": change_day, "date": change_date,
    "place": change_place, "actor": change_actor, "role": change_role, "negation": change_negation, "status": change_status,
}  # fmt: skip


def _lower_first(doc: Doc, text: str) -> str:
    keep = doc[0].pos_ == "PROPN" or doc[0].ent_type_ or doc[0].text in ("I",) or doc[0].text.isupper()
    return text if keep else text[0].lower() + text[1:]


def reword(bench: Bench, doc: Doc) -> str | None:
    options = [(m, b) for a, b in LIKES for m in _spots(doc, re.escape(a), 0)]
    if not options:
        return None
    text = doc.text
    order = [options[int(i)] for i in bench.random.permutation(len(options))][: int(bench.pick([1, 2, 3]))]
    used: list[tuple[int, int]] = []
    for spot, new in sorted(order, key=lambda item: -item[0].start()):
        if all(spot.end() <= a or spot.start() >= b for a, b in used):
            text = text[: spot.start()] + new + text[spot.end() :]
            used.append((spot.start(), spot.end()))
    return text


def rewrite_number(bench: Bench, doc: Doc) -> str | None:
    spots = _spots(doc, "|".join(SMALL)) + [m for m in _spots(doc, r"\d{1,2}") if 2 <= int(m.group()) <= 20]
    spots = [
        m
        for m in spots
        if not re.search("(" + "|".join((*MONTHS, "May")) + ")", doc.text[max(0, m.start() - 11) : m.end() + 11])
    ]
    spots += _spots(doc, r"\d+\.\d million")
    if not spots:
        return None
    spot = bench.pick(spots)
    old = spot.group().casefold()
    if "million" in old:
        new = f"{round(float(old.split()[0]) * 1_000_000):,}"
    elif old.isdigit():
        new = SMALL[int(old) - 2]
    else:
        new = str(SMALL.index(old) + 2)
    return _swap(doc, spot.start(), spot.end(), new)


def move_adjunct(bench: Bench, doc: Doc) -> str | None:
    text = doc.text
    spots = _spots(
        doc,
        "on (?:"
        + "|".join(DAYS)
        + ")|yesterday|last (?:week|month|year)|in (?:"
        + "|".join(MONTHS)
        + r")|in (?:19|20)\d\d",
        0,
    )
    spots = [m for m in spots if m.start() > 0 and text[m.end() : m.end() + 1] in (" ", ".", "")
             and not re.match(r" (?:morning|noon|afternoon|evening|night)", text[m.end() : m.end() + 11])]  # fmt: skip
    if not spots:
        return None
    spot = bench.pick(spots)
    rest = re.sub(r"\s+([.,])", r"\1", re.sub(r"\s{2,}", " ", text[: spot.start()] + text[spot.end() :])).strip()
    return spot.group()[0].upper() + spot.group()[1:] + ", " + _lower_first(doc, rest)


def attribute(bench: Bench, doc: Doc) -> str | None:
    if bench.random.random() < 0.5:
        return str(bench.pick(LEADS)) + _lower_first(doc, doc.text)
    return doc.text.rstrip(".") + str(bench.pick(TAILS)) + "."


def turn_passive(bench: Bench, doc: Doc) -> str | None:
    parts = [p for p in _parts(doc) if p[0].tag_ == "VBD" and p[0].text.endswith("ed") and p[0].dep_ == "ROOT"
             and p[1].end == p[0].i and p[0].i + 1 == p[2].start]  # fmt: skip
    if not parts:
        return None
    verb, one, two = bench.pick(parts)
    if one.start > 0:
        return None
    first = _lower_first(doc, one.text)
    many = two[-1].tag_ in ("NNS", "NNPS")
    return f"{two.text[0].upper() + two.text[1:]} {'were' if many else 'was'} {verb.text} by {first}{doc.text[two.end_char :]}"


def drop_article(bench: Bench, doc: Doc) -> str | None:
    new = re.sub(r"\b(the|a|an) ", "", doc.text)
    return new[0].upper() + new[1:] if new != doc.text else None


FORMS: dict[str, Maker] = {
    "reword": reword, "number form": rewrite_number, "moved": move_adjunct, "attributed": attribute, "passive": turn_passive,
    "headline": drop_article,
}  # fmt: skip
KIND_OF = {"number": "number", "magnitude": "number", "unit": "number", "day": "date", "date": "date", "place": "place",
           "actor": "actor", "role": "actor", "negation": "denial", "status": "wording"}  # fmt: skip


def distort(bench: Bench, doc: Doc, kind: str) -> str | None:
    """Return the sentence changed in one detail of that kind, or None where it has none."""
    text = DISTORTIONS[kind](bench, doc)
    return None if text is None or text.casefold() == doc.text.casefold() else text


def reform(bench: Bench, doc: Doc, kind: str) -> str | None:
    """Return the sentence changed in form only, or None where that kind of change does not fit."""
    text = FORMS[kind](bench, doc)
    return None if text is None or text == doc.text else text
