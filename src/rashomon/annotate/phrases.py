"""Speech reported without a verb: "according to X", and nouns of speech ("his claim that ...")."""

from __future__ import annotations

from rashomon.annotate import cues
from rashomon.annotate.extents import clause_end, fronted_start, has_finite, trim_end
from rashomon.annotate.sources import expand_source, find_subject
from rashomon.annotate.units import Parsed, Range, Speech, Unit, words_of

_LINKS = frozenset({"is", "was", "remains", "remained"})
_BEGINS = frozenset({"DET", "PRON", "PROPN", "NOUN", "ADJ", "NUM", "ADV", "SCONJ", "AUX", "ADP", "VERB"})


def find_phrases(parsed: Parsed, unit: Unit) -> list[Speech]:
    """Return the speech of a unit that phrases and nouns report, in the order of the text."""
    found = []
    for here in range(unit.first, unit.last):
        if parsed.inner[here] != unit.inside:
            continue
        speech = None
        if parsed.lower[here] in _STARTS:
            speech = _read_according(parsed, unit, here)
        elif parsed.lemma[here] in cues.NOUNS | cues.AIMS and parsed.tag[here] in {"NN", "NNS"}:
            speech = _read_noun(parsed, unit, here)
        if speech is not None and speech.content:
            found.append(speech)
    return found


_STARTS = frozenset(phrase[0] for phrase in cues.ACCORDING)


def _match(parsed: Parsed, unit: Unit, here: int) -> int | None:
    """Return the end of a phrase such as "according to" that begins at a word."""
    for phrase in cues.ACCORDING:
        last = here + len(phrase)
        if last < unit.last and tuple(parsed.lower[here:last]) == phrase:
            if phrase == ("per",) and not (here > unit.first and parsed.lower[here - 1] == ","):
                return None
            return last
    return None


def _read_according(parsed: Parsed, unit: Unit, here: int) -> Speech | None:
    """Return the speech of "according to X": the clause before it, or the one after a comma."""
    last = _match(parsed, unit, here)
    source = _noun_phrase(parsed, unit, last) if last is not None else None
    if last is None or source is None:
        return None
    if here == unit.first:  # "According to X, the ship ...": an apposition cannot be told from the clause
        comma = next((k for k in range(source[0] + 1, unit.last) if parsed.lower[k] == ","), unit.last)
        source = (source[0], min(source[1], comma))
    speech = Speech(verb=here, unit=unit, cue=[(here, last)], source=[source], group=(here, source[1]))
    after = _next_comma(parsed, unit, source[1])
    first = fronted_start(parsed, unit, here - 1) if here > unit.first else here
    end = trim_end(parsed, unit, first, here)
    rest = [(after + 1, clause_end(parsed, unit, after + 1))] if after is not None and after + 1 < unit.last else []
    opening = here == unit.first or parsed.lower[here - 1] in {"and", "but", ";", ":"}
    if opening or (here - first <= 2 and not has_finite(parsed, unit, first, here)):
        speech.content = rest
        return speech
    whole = has_finite(parsed, unit, first, end) or parsed.inner[end - 1] != unit.inside
    quoted = bool(rest) and parsed.inner[rest[0][0]] != unit.inside
    speech.content = [(first, end)] if end > first else []
    if quoted or not whole:
        speech.content += rest
    speech.fronted = not rest or (whole and not quoted)
    return speech


def _noun_phrase(parsed: Parsed, unit: Unit, first: int) -> Range | None:
    """Return the noun phrase that a preposition governs."""
    here = first
    while here < unit.last and parsed.lower[here] not in _STOPS:
        if parsed.head[here] < first and parsed.dep[here] in {"pobj", "pcomp", "dobj"}:
            begin, end = expand_source(parsed, here, unit)
            return max(begin, first), end
        here += 1
    here = next((k for k in range(first, here) if parsed.lower[k] == ","), here)
    return (first, here) if here > first else None


_STOPS = frozenset({".", ";", ":", "!", "?", "–", "—"})


def _next_comma(parsed: Parsed, unit: Unit, here: int) -> int | None:
    """Return the comma after a source, past a relative clause that the source left out."""
    commas = [
        k for k in range(here, min(unit.last, here + 25)) if parsed.lower[k] == "," and parsed.inner[k] == unit.inside
    ]
    if commas and commas[0] == here and here + 1 < unit.last and parsed.lower[here + 1] in {"who", "which", "whose"}:
        commas = commas[1:]
    return commas[0] if commas else None


def _read_noun(parsed: Parsed, unit: Unit, noun: int) -> Speech | None:
    """Return the speech of a noun with a that-clause, or of "his answer: ..."."""
    if any(parsed.lower[kid] in {"no", "any"} for kid in parsed.kids[noun]):
        return None
    source, after = _noun_source(parsed, unit, noun)
    if source is None and parsed.lemma[noun] == "word" and after < unit.last and parsed.inner[after] != unit.inside:
        subject = find_subject(parsed, noun)
        source = expand_source(parsed, subject, unit) if subject is not None and subject >= unit.first else None
    start = _noun_content(parsed, unit, noun, after, named=source is not None)
    if start is None:
        return _read_aim(parsed, unit, noun, after, source)
    if source is None and parsed.lemma[noun] in cues.WEAK_NOUNS:
        return None
    if parsed.inner[start] != unit.inside:
        end = words_of(parsed, parsed.marks[parsed.inner[start]])[1]
    else:
        end = _noun_end(parsed, unit, noun, start)
    speech = Speech(verb=noun, unit=unit, cue=[(noun, noun + 1)], group=(noun, noun + 1), noun=True)
    if source is not None:
        speech.source = [source]
    if end > start:
        speech.content = [(start, min(end, unit.last))]
    return speech


def _read_aim(parsed: Parsed, unit: Unit, noun: int, after: int, source: Range | None) -> Speech | None:
    """Return the speech of a noun with what is to be done: "her promise to resign", "calls for a ban"."""
    if after >= unit.last or parsed.lemma[noun] not in cues.AIMS or parsed.inner[after] != unit.inside:
        return None
    plural = parsed.tag[noun] == "NNS"
    if parsed.tag[after] == "TO" and (source is not None or plural):
        start, top = after, parsed.head[after]
    elif parsed.lower[after] == "for" and parsed.lemma[noun] == "call" and (source is not None or plural):
        start, top = after + 1, after
    else:
        return None
    end = trim_end(parsed, unit, start, min(parsed.right[top] + 1, unit.last))
    if end <= start:
        return None
    speech = Speech(verb=noun, unit=unit, cue=[(noun, noun + 1)], group=(noun, noun + 1), noun=True)
    speech.source = [source] if source is not None else []
    speech.content = [(start, end)]
    return speech


def _noun_source(parsed: Parsed, unit: Unit, noun: int) -> tuple[Range | None, int]:
    """Return whoever a noun of speech belongs to ("X's claim", "a claim by X"), and the word after it all."""
    source: Range | None = None
    after = noun + 1
    for kid in parsed.kids[noun]:
        if parsed.dep[kid] == "poss" and kid < noun:
            first, last = max(unit.first, parsed.left[kid]), kid + 1
            source = (first, last)
        elif parsed.lower[kid] in {"by", "from"} and kid == noun + 1:
            for thing in parsed.kids[kid]:
                if parsed.dep[thing] == "pobj":
                    source = expand_source(parsed, thing, unit)
                    stop = next((k for k in range(*source) if parsed.lower[k] == "that"), source[1])
                    source = (source[0], stop)
                    after = stop
    return source, after


def _noun_content(parsed: Parsed, unit: Unit, noun: int, after: int, *, named: bool) -> int | None:
    """Return where the words begin that a noun of speech reports."""
    if after + 1 >= unit.last:
        return None
    word = parsed.lower[after]
    if word == "that" and parsed.pos[after + 1] in _BEGINS and parsed.tag[after + 1] not in {"VBD", "VBZ", "VBP", "MD"}:
        return after + 1
    if named and word in _LINKS and parsed.lower[after + 1] == "that":
        return after + 2 if after + 2 < unit.last else None
    if named and word == ":":
        return after + 1
    if parsed.inner[after] != unit.inside and parsed.lemma[noun] in {"word", "words"}:
        return after
    return None


def _noun_end(parsed: Parsed, unit: Unit, noun: int, start: int) -> int:
    """Return the end of a that-clause: where the tree ends it, or the unit."""
    if parsed.lower[start - 1] in {":"} or parsed.lower[start - 2] in _LINKS:
        return clause_end(parsed, unit, start)
    top = parsed.head[start - 1]
    if top < start:
        top = next((k for k in range(start, unit.last) if parsed.tag[k] in {"VBD", "VBZ", "VBP", "MD"}), start)
    end = parsed.right[top] + 1
    return trim_end(parsed, unit, start, min(end, unit.last)) if end > start else start
