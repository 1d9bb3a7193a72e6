"""Who a cue names as the source: the subject of a verb, as the noun phrase that a reader would point at."""

from __future__ import annotations

from rashomon.annotate import cues
from rashomon.annotate.units import Parsed, Range, Unit

_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
_RELATIVES = frozenset({"who", "which", "that", "whom"})
#: Words that may stand between a fronted quote and its verb as parts of a name or a noun phrase.
_NOMINAL = frozenset({"PROPN", "NOUN", "PRON", "DET", "ADJ", "NUM", "ADP", "PART", "CCONJ", "PUNCT", "X", "SYM", "ADV"})
_CUT = frozenset({"relcl", "acl", "advcl"})
_DAYS = cues.words("monday tuesday wednesday thursday friday saturday sunday")
_STOPS = frozenset({",", ";", ":", ".", "!", "?", "–", "—", "-", "("})


def find_subject(parsed: Parsed, verb: int) -> int | None:
    """Return the head word of the subject of a verb; one shared with an earlier verb counts.

    Of a relative pronoun the noun it stands for is returned. A subject that only comes after the verb, without being
    its own, is a misreading of the tree: then the nearest subject before it counts.
    """
    subject = _climb(parsed, verb, 0)
    if subject is None or subject < verb or parsed.head[subject] == verb:
        return subject
    for here in range(verb - 1, max(-1, verb - 20), -1):
        if parsed.dep[here] in _SUBJECTS and parsed.inner[here] == parsed.inner[verb]:
            return here
        if parsed.lower[here] in {".", ";"}:
            break
    return None


def _climb(parsed: Parsed, verb: int, depth: int) -> int | None:
    """Return the subject of a verb or of the verb it hangs on."""
    own = own_subject(parsed, verb)
    if own is not None:
        relative = parsed.lower[own] in _RELATIVES and parsed.dep[verb] == "relcl"
        return parsed.head[verb] if relative else own
    before = next((kid for kid in parsed.kids[verb] if kid < verb and parsed.dep[kid] == "ccomp"), None)
    if before is not None and parsed.right[before] == verb - 1 and parsed.tag[before] in {"VBD", "VBN"}:
        return own_subject(parsed, before)  # "survivors brought to the clinic said": a participle taken for a clause
    head, dep = parsed.head[verb], parsed.dep[verb]
    found: int | None = None
    if head == verb or depth > _DEPTH:
        found = None
    elif dep in {"acl", "relcl"} and parsed.pos[head] in {"NOUN", "PROPN", "PRON"}:
        found = head if parsed.tag[verb] != "VBN" or parsed.dep[head] == "ROOT" else None
    elif dep in {"conj", "advcl", "xcomp", "ccomp", "dep", "parataxis", "pcomp"}:
        found = _climb_phrase(parsed, head, depth) if parsed.pos[head] == "ADP" else _climb(parsed, head, depth + 1)
    elif dep == "prep":
        found = _climb(parsed, head, depth + 1)
    elif parsed.pos[head] == "ADP":
        found = _climb_phrase(parsed, head, depth)
    return found


#: Verbs climbed at most from a verb to the one whose subject it shares.
_DEPTH = 6


def _climb_phrase(parsed: Parsed, preposition: int, depth: int) -> int | None:
    """Return the subject of what a preposition hangs on; of "quoted X as saying" it is X."""
    above = parsed.head[preposition]
    if above == preposition:
        return None
    if parsed.lower[preposition] == "as" and parsed.lemma[above] in {"quote", "cite", "report"}:
        told = next((kid for kid in parsed.kids[above] if parsed.dep[kid] == "dobj"), None)
        if told is not None:
            return told
    return _climb(parsed, above, depth + 1)


def own_subject(parsed: Parsed, verb: int) -> int | None:
    """Return the subject that a verb does not share."""
    level = parsed.inner[verb]
    return next((kid for kid in parsed.kids[verb] if parsed.dep[kid] in _SUBJECTS and parsed.inner[kid] == level), None)


def expand_source(parsed: Parsed, head: int, unit: Unit, *, not_into: Range = (-1, -1)) -> Range:
    """Return the noun phrase around a head word: titles and appositions in, relative and participle clauses out."""
    first, last = max(parsed.left[head], unit.first), min(parsed.right[head] + 1, unit.last)
    if head < not_into[0]:
        last = min(last, not_into[0])
    if head >= not_into[1] > 0:
        first = max(first, not_into[1])
    late = _late_subject(parsed, head, last) if head < not_into[0] else None
    if late is not None:
        first, head = max(first, parsed.left[late]), late
    if last == not_into[0]:  # before a clause is cut off: "the channel that leads to the city, Commander Selby said"
        first = _last_segment(parsed, head, first, last)
        head = max(head, first)
    for kid in parsed.kids[head]:
        last = _cut_clause(parsed, head, kid, last)
        for deeper in parsed.kids[kid] if kid > head else ():
            if parsed.dep[kid] in {"appos", "conj"}:
                last = _cut_clause(parsed, head, deeper, last)
    level = parsed.inner[head]
    while first < head and (_is_trim(parsed, first) or parsed.inner[first] != level):
        first += 1
    for here in range(head + 1, last):
        if parsed.inner[here] != level and parsed.text[parsed.start[here] - 2 : parsed.start[here]] == ", ":
            last = here
            break
    while last > head + 1 and _is_trim(parsed, last - 1):
        last -= 1
    return first, last


def _late_subject(parsed: Parsed, head: int, last: int) -> int | None:
    """Return the noun that is the real subject where a clause lies before it: "ten were freed, and a man said"."""
    for kid in parsed.kids[head]:
        if parsed.dep[kid] == "conj" and head < kid < last:
            begin = parsed.left[kid]
            clause = any(parsed.tag[k] in {"VBD", "VBZ", "VBP"} for k in range(head + 1, begin))
            if clause and parsed.lower[begin - 1] in {"and", "but"} and parsed.lower[begin - 2] == ",":
                return kid
    return None


def _last_segment(parsed: Parsed, head: int, first: int, last: int) -> int:
    """Return where the subject begins if the tree took it for an apposition: an apposition would close with a comma.

    "It struck the channel, Commander Selby said": the commander speaks, and not the channel.
    """
    for here in range(last - 1, head, -1):
        if parsed.lower[here] == ",":
            named = any(parsed.dep[k] in {"appos", "conj"} and parsed.left[k] > head for k in range(here + 1, last))
            joined = any(parsed.lower[k] in {"and", "or"} for k in range(head, last))
            return here + 1 if named and not joined else first
    return first


def _cut_clause(parsed: Parsed, head: int, kid: int, last: int) -> int:
    """Return the end of a noun phrase, before a clause that hangs on it."""
    if kid > head and parsed.dep[kid] in _CUT and parsed.left[kid] > head:
        return min(last, parsed.left[kid])
    if kid > head and parsed.dep[kid] == "prep" and any(parsed.lower[k] in _DAYS for k in parsed.kids[kid]):
        return min(last, kid)
    return last


def _is_trim(parsed: Parsed, here: int) -> bool:
    """Tell whether a word is no part of a name's edge: punctuation or a conjunction."""
    return parsed.lower[here] in {",", ";", ":", "-", "–", "—", ".", "but", "and", "so", "yet", "or"} or (
        parsed.pos[here] == "PUNCT" and parsed.lower[here] in "\"'“”‘’«»„*"
    )


def phrase_after(parsed: Parsed, first: int, unit: Unit, level: int) -> Range | None:
    """Return the noun phrase that begins at a word, by parts of speech alone: for verbs before their subject."""
    here = first
    while here < unit.last and parsed.inner[here] == level:
        if parsed.lower[here] in _STOPS or (parsed.pos[here] not in _NOMINAL and here > first):
            break
        if parsed.pos[here] == "ADP" and (parsed.lower[here] not in {"of", "for"} or here == first):
            break
        here += 1
    if here == first or all(parsed.pos[k] not in {"NOUN", "PROPN", "PRON", "NUM", "X"} for k in range(first, here)):
        return None
    return first, here


def expand_range(parsed: Parsed, unit: Unit, first: int, last: int) -> Range:
    """Return a noun phrase given by its edges, without a relative clause or a participle after a comma."""
    for here in range(first + 1, last):
        if parsed.lower[here] == "," and here + 1 < last:
            nxt = here + 1
            if parsed.lower[nxt] in {"who", "which", "whose", "speaking"} or parsed.tag[nxt] in {"VBG", "VBN"}:
                last = here
                break
    while last > first + 1 and _is_trim(parsed, last - 1):
        last -= 1
    while first < last - 1 and _is_trim(parsed, first):
        first += 1
    return first, last


def is_nominal(parsed: Parsed, first: int, last: int) -> bool:
    """Tell whether words could be one noun phrase with appositions: no verb outside their clauses."""
    if all(parsed.pos[k] not in {"NOUN", "PROPN", "PRON", "NUM", "X"} for k in range(first, last)):
        return False
    return last - first <= 30 and all(
        parsed.pos[k] in _NOMINAL or parsed.dep[k] in {"amod", "compound", "acl", "relcl"} for k in range(first, last)
    )
