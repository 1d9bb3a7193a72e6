"""Speech that a cue verb reports: what is said, by whom, around the verb in one sentence.

The content may follow the verb ("he said it was late"), stand before it ("it was late, he said") or be interrupted by it
("it was, he said, late"). Quotation marks come first, the parser's tree second, commas last.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from rashomon.annotate import cues
from rashomon.annotate.sources import Range, expand_source, find_subject, own_subject, phrase_after
from rashomon.annotate.units import Parsed, Unit, words_of
from rashomon.model.records import Record


class ReportSettings(Record, frozen=True, kw_only=True):
    """How far a cue may reach.

    ``gap``: words of addressee, time and place between a cue and its clause; more is another clause.
    ``reach``: words of a source that stands between fronted speech and its verb.
    """

    gap: int = 40
    reach: int = 40


SETTINGS = ReportSettings()


@dataclass
class Speech:
    """One piece of reported speech while it is put together; ranges count words."""

    verb: int
    unit: Unit
    cue: list[Range] = field(default_factory=list)
    source: list[Range] = field(default_factory=list)
    content: list[Range] = field(default_factory=list)
    #: Words taken by the source and the verb together: other speech ends before them.
    group: Range = (0, 0)
    fronted: bool = False
    labelling: bool = False
    order: int = 0


def find_reports(parsed: Parsed, unit: Unit) -> list[Speech]:
    """Return the speech that the cue verbs of a unit report, in the order of the verbs."""
    level = unit.inside
    found = []
    for here in range(unit.first, unit.last):
        if parsed.inner[here] == level and is_cue(parsed, here):
            speech = _read_cue(parsed, unit, here)
            if speech is not None:
                found.append(speech)
    _separate(parsed, found)
    return [speech for speech in found if speech.content]


def is_cue(parsed: Parsed, here: int) -> bool:
    """Tell whether a word is a verb of the lists, in a form that reports."""
    lemma, tag = parsed.lemma[here], parsed.tag[here]
    if lemma not in _ALL:
        return False
    if not (tag.startswith("VB") or (tag == "NNS" and here and parsed.outer[here - 1] >= 0)):
        return False
    if parsed.dep[here] in {"amod", "compound", "aux"}:
        return False
    return not _is_unreal(parsed, here)


_ALL = (
    cues.CLAUSAL | cues.MANNER | cues.ASKING | cues.ORDERING | cues.PROMISING | cues.NAMING | cues.LABELLING
    | cues.DENYING | frozenset({"speak", "talk", "point", "put", "make", "go", "appeal", "sum"})
)  # fmt: skip


def _is_unreal(parsed: Parsed, here: int) -> bool:
    """Tell whether the verb reports nothing: negated, hypothetical, refused, or still to come."""
    infinitive = False
    for kid in parsed.kids[here]:
        word = parsed.lower[kid]
        if parsed.dep[kid] == "neg" or word in {"never", "yet"} and kid < here:
            return True
        if parsed.dep[kid] in {"aux", "auxpass"} and kid < here:
            if word in cues.UNREAL_AUXILIARIES:
                return True
            infinitive = infinitive or word == "to"
        if parsed.dep[kid] == "mark" and word in {"if", "unless", "whether"} and kid < here:
            return True
    subject = find_subject(parsed, here)
    if subject is not None and parsed.lower[subject] in cues.NOBODY | {"you"}:
        return True
    head = parsed.head[here]
    if infinitive:
        return _is_unreal_infinitive(parsed, here, head)
    if parsed.tag[here] == "VB" and head == here and own_subject(parsed, here) is None:
        return True
    return parsed.dep[here] == "conj" and parsed.tag[here] == "VB" and _is_unreal(parsed, head)


def _is_unreal_infinitive(parsed: Parsed, here: int, head: int) -> bool:
    """Tell whether "to say" stands after a verb or noun that leaves open whether it was said."""
    if head == here or parsed.pos[head] not in {"VERB", "AUX"}:
        return True
    if parsed.lemma[head] in cues.UNREAL or parsed.dep[here] in {"relcl", "acl"}:
        return True
    return any(parsed.dep[kid] == "neg" for kid in parsed.kids[head])


def _read_cue(parsed: Parsed, unit: Unit, verb: int) -> Speech | None:
    """Return the speech of one verb, without content where none is found."""
    speech = Speech(verb=verb, unit=unit)
    _read_source(parsed, speech)
    last = _cue_end(parsed, unit, verb)
    speech.cue = [(verb, last)]
    if not _read_fronted(parsed, speech):
        _read_following(parsed, speech, last)
    elif speech.source and speech.source[0][0] > verb:
        _read_rest(parsed, speech, max(last, speech.source[0][1]))
    else:
        _read_rest(parsed, speech, last)
    return speech if speech.content else None


def _cue_end(parsed: Parsed, unit: Unit, verb: int) -> int:
    """Return the end of a cue with its particle."""
    particles = cues.PARTICLES.get(parsed.lemma[verb], frozenset())
    return verb + 2 if verb + 1 < unit.last and parsed.lower[verb + 1] in particles else verb + 1


def _lead(parsed: Parsed, unit: Unit, verb: int) -> int:
    """Return the first word of the verb group: auxiliaries and adverbs right before it."""
    here = verb
    while here - 1 >= unit.first and parsed.inner[here - 1] == parsed.inner[verb]:
        before = here - 1
        if parsed.head[before] != verb and parsed.pos[before] != "ADV":
            break
        if parsed.dep[before] not in {"aux", "auxpass", "advmod", "neg"} and parsed.pos[before] != "ADV":
            break
        here = before
    return here


def _read_source(parsed: Parsed, speech: Speech) -> None:
    """Fill source and group of a speech from the subject of its verb."""
    verb, unit = speech.verb, speech.unit
    lead = _lead(parsed, unit, verb)
    speech.group = (lead, verb + 1)
    passive = any(parsed.dep[kid] == "auxpass" for kid in parsed.kids[verb])
    subject = find_subject(parsed, verb)
    if passive or (parsed.dep[verb] == "acl" and parsed.tag[verb] == "VBN"):
        agent = next((kid for kid in parsed.kids[verb] if parsed.dep[kid] == "agent"), None)
        heads = [kid for kid in parsed.kids[agent] if parsed.dep[kid] == "pobj"] if agent is not None else []
        subject = heads[0] if heads else None
        if subject is None:
            return
    before = _before(parsed, unit, lead)
    if own_subject(parsed, verb) is None and before is not None and _after_mark(parsed, unit, before):
        phrase = phrase_after(parsed, verb + 1, unit, unit.inside)
        if phrase is not None:
            speech.source, speech.group = [phrase], (lead, phrase[1])
            return
    if subject is None or not unit.first <= subject < unit.last:
        return
    span = expand_source(parsed, subject, unit, not_into=(lead, verb + 1))
    if span[0] >= span[1]:
        return
    speech.source = [span]
    own = own_subject(parsed, verb)
    if own == subject:
        edge = max(parsed.left[own], unit.first)
        speech.group = (min(span[0], lead), max(span[1], verb + 1))
        if own < verb and edge < span[0] and all(parsed.pos[k] in {"PUNCT"} for k in range(edge, span[0])):
            speech.group = (span[0], speech.group[1])


def _before(parsed: Parsed, unit: Unit, here: int) -> int | None:
    return here - 1 if here - 1 >= unit.first else None


def _after_mark(parsed: Parsed, unit: Unit, before: int) -> bool:
    """Tell whether a word ends a quoted passage, a comma or dash outside it allowed."""
    if parsed.inner[before] == unit.inside and parsed.lower[before] in {",", "–", "—", "-", "."}:
        before -= 1
    return before >= unit.first and parsed.inner[before] != unit.inside


def _read_fronted(parsed: Parsed, speech: Speech) -> bool:
    """Fill content that stands before source and verb; False where there is none."""
    unit, group = speech.unit, speech.group
    before = _before(parsed, unit, group[0])
    if before is None:
        return False
    lemma = parsed.lemma[speech.verb]
    if _after_mark(parsed, unit, before):
        if not _is_spoken(parsed, before):
            return False
    else:
        if parsed.lower[before] not in {",", "–", "—", "-"} or lemma not in cues.CLAUSAL | cues.ASKING:
            return False
        if not _has_fronted_clause(parsed, speech, before):
            return False
    first = _fronted_start(parsed, speech, before)
    last = before + 1
    while last > first and parsed.inner[last - 1] == unit.inside and parsed.lower[last - 1] in {",", "–", "—", "-"}:
        last -= 1
    if last <= first:
        return False
    speech.content.append((first, last))
    speech.fronted = True
    return True


def _is_spoken(parsed: Parsed, before: int) -> bool:
    """Tell whether the passage that ends at a word can be speech, not a term: it ends with punctuation, or a comma follows."""
    if parsed.lower[before] in {",", "–", "—", "-"}:
        return True
    ending = parsed.text[max(0, parsed.end[before] - 3) : parsed.end[before]]
    return (
        any(sign in ending for sign in ".,!?…")
        or not any(c.isalnum() for c in ending[-1:])
        and _is_whole(parsed, before)
    )


def _is_whole(parsed: Parsed, before: int) -> bool:
    """Tell whether the passage that ends at a word has a verb of its own."""
    mark = parsed.marks[parsed.inner[before]]
    first, last = words_of(parsed, mark)
    return any(parsed.tag[here] in {"VBD", "VBZ", "VBP", "MD", "VB"} for here in range(first, last))


def _has_fronted_clause(parsed: Parsed, speech: Speech, before: int) -> bool:
    """Tell whether a clause stands before a group: the verb's own, or any where nothing follows the verb."""
    verb, unit = speech.verb, speech.unit
    for kid in parsed.kids[verb]:
        if (
            parsed.dep[kid] in {"ccomp", "parataxis", "nsubj"}
            and parsed.left[kid] < before
            and parsed.pos[kid] in {"VERB", "AUX"}
        ):
            return True
        if parsed.dep[kid] == "ccomp" and kid > verb:
            return False
    head = parsed.head[verb]
    if parsed.dep[verb] in {"parataxis", "ccomp"} and head != verb and not speech.group[0] <= head < speech.group[1]:
        return parsed.left[head] <= before and parsed.inner[head] == unit.inside
    if _follows_that(parsed, unit, verb):
        return False
    return any(parsed.tag[k] in {"VBD", "VBZ", "VBP", "MD"} for k in range(unit.first, before)) and head == verb


def _follows_that(parsed: Parsed, unit: Unit, verb: int) -> bool:
    return any(parsed.lower[k] == "that" and parsed.tag[k] == "IN" for k in range(verb + 1, min(unit.last, verb + 12)))


def _fronted_start(parsed: Parsed, speech: Speech, before: int) -> int:
    """Return where fronted content begins: at the unit, or after a semicolon that ends another clause."""
    unit = speech.unit
    first = unit.first
    for here in range(before, unit.first, -1):
        if parsed.inner[here] == unit.inside and parsed.lower[here] == ";":
            return here + 1
    return first


def _read_rest(parsed: Parsed, speech: Speech, after: int) -> None:
    """Add what goes on after source and verb have interrupted speech."""
    unit = speech.unit
    here = after
    while here < unit.last and here - after <= SETTINGS.gap and parsed.inner[here] == unit.inside:
        if parsed.lower[here] in {",", ":", ";", "–", "—", "-"} and here + 1 < unit.last:
            break
        here += 1
    if here >= unit.last or here - after > SETTINGS.gap:
        return
    if parsed.inner[here] != unit.inside:
        _add_marked(parsed, speech, here)
        return
    if parsed.inner[here + 1] != unit.inside:
        _add_marked(parsed, speech, here + 1)
        return
    if not _goes_on(parsed, speech, here):
        return
    last = _content_end(parsed, speech, here + 1)
    if last > here + 1:
        speech.content.append((here + 1, last))


def _add_marked(parsed: Parsed, speech: Speech, here: int) -> None:
    """Add a quoted passage that goes on after the cue."""
    _, last = words_of(parsed, parsed.marks[parsed.inner[here]])
    speech.content.append((here, min(last, speech.unit.last)))


def _goes_on(parsed: Parsed, speech: Speech, comma: int) -> bool:
    """Tell whether the words after a comma belong to the interrupted clause, not to the cue."""
    nxt = comma + 1
    verb = speech.verb
    for kid in parsed.kids[verb]:
        if parsed.dep[kid] == "ccomp" and parsed.left[kid] < speech.group[0] and parsed.right[kid] > nxt:
            return True
    if parsed.tag[nxt] == "VBG" or parsed.lower[nxt] in {"who", "which", "where", "when", "as", "after", "while"}:
        return False
    head = parsed.head[verb]
    if parsed.dep[verb] in {"parataxis", "ccomp"} and head > nxt:
        return True
    return parsed.lower[nxt] in {"and", "but", "although", "though", "because", "or", "so"}


def _read_following(parsed: Parsed, speech: Speech, after: int) -> None:
    """Fill content that follows source and verb."""
    verb, unit = speech.verb, speech.unit
    lemma = parsed.lemma[verb]
    if speech.source and speech.source[0][0] > verb:
        after = max(after, speech.source[0][1])
    start = _content_start(parsed, speech, after)
    if start is not None and start < unit.last:
        last = _content_end(parsed, speech, start)
        if last > start:
            speech.content.append((start, last))
            return
    if lemma in cues.LABELLING or lemma in cues.NAMING:
        _read_label(parsed, speech, after)
    elif (lemma, parsed.lower[after - 1]) in cues.PHRASAL_NAMING and after - 1 > verb:
        _read_label(parsed, speech, after)


def _content_start(parsed: Parsed, speech: Speech, after: int) -> int | None:
    """Return where the clause or the quoted words after a cue begin; addressee, time and place are passed over."""
    verb, unit = speech.verb, speech.unit
    lemma = parsed.lemma[verb]
    clause = _own_clause(parsed, verb, after)
    here = after
    while here < min(unit.last, after + SETTINGS.gap):
        word = parsed.lower[here]
        if parsed.inner[here] != unit.inside:
            return here if _may_quote(parsed, speech, here, after) else None
        if word == ":":
            return here + 1
        if word in {".", ";", "!", "?"}:
            return None
        if (
            word == "that"
            and parsed.tag[here] in {"IN", "WDT", "DT"}
            and parsed.dep[here] in {"mark", "det", "nsubj"}
            and lemma in cues.CLAUSAL
        ):
            if parsed.dep[here] == "mark" or parsed.tag[here] == "IN":
                return here + 1
        if (
            word in {"whether", "if"}
            and parsed.dep[here] in {"mark", "advmod", "cc"}
            and lemma in cues.ASKING | cues.CLAUSAL
        ):
            return here + 1 if lemma in cues.ASKING else None
        if word in _WH and lemma in cues.ASKING | _EXPLAINING and here - after < 12:
            return here
        if word == "to" and _takes_infinitive(parsed, speech, here, after):
            return here - 1 if parsed.lower[here - 1] == "not" else here
        if clause is not None and here >= max(parsed.left[clause], after):
            return here if lemma in cues.CLAUSAL | cues.ASKING else None
        nxt = _skip(parsed, speech, here, clause)
        if nxt is None:
            return None
        here = nxt
    return None


_WH = frozenset("who what why how where when which whom whose".split())
_EXPLAINING = frozenset("tell explain reveal recall describe recount say".split())


def _own_clause(parsed: Parsed, verb: int, after: int) -> int | None:
    """Return the verb of the clause that the tree puts under a cue, to its right."""
    for kid in parsed.kids[verb]:
        if kid >= after and parsed.dep[kid] in {"ccomp", "xcomp"} and parsed.pos[kid] != "PUNCT":
            if parsed.dep[kid] == "ccomp" or any(parsed.dep[k] in {"nsubj", "mark"} for k in parsed.kids[kid]):
                if not any(parsed.lower[k] == "to" and parsed.dep[k] == "aux" for k in parsed.kids[kid]):
                    return kid
    return None


def _may_quote(parsed: Parsed, speech: Speech, here: int, after: int) -> bool:
    """Tell whether a quoted passage after a cue is what was said, and not a name in an addressee."""
    lemma = parsed.lemma[speech.verb]
    if lemma not in cues.CLAUSAL | cues.MANNER | cues.ASKING:
        return False
    if here == after or parsed.lower[here - 1] in {",", ":"}:
        return True
    return lemma in cues.CLAUSAL - cues.LABELLING and here - after <= 1


def _takes_infinitive(parsed: Parsed, speech: Speech, here: int, after: int) -> bool:
    """Tell whether "to" begins what somebody is told to do, or what somebody vows to do."""
    lemma = parsed.lemma[speech.verb]
    if here + 1 >= speech.unit.last or parsed.tag[here] != "TO":
        return False
    if lemma in cues.ORDERING and (here > after or any(parsed.dep[k] == "auxpass" for k in parsed.kids[speech.verb])):
        return True
    return lemma in cues.PROMISING and here - after <= 1


def _skip(parsed: Parsed, speech: Speech, here: int, clause: int | None) -> int | None:
    """Return the word after an adverbial, an addressee or a comma, or None where something else stands there."""
    verb, unit = speech.verb, speech.unit
    top = here
    while parsed.head[top] != verb and parsed.head[top] != top and parsed.left[parsed.head[top]] >= here:
        top = parsed.head[top]
    if parsed.lower[here] in {",", "–", "—", "-"}:
        return here + 1
    if parsed.pos[here] == "ADV" or parsed.tag[here] == "RP":
        return here + 1
    dep = parsed.dep[top]
    if dep not in {
        "prep",
        "npadvmod",
        "advmod",
        "dobj",
        "dative",
        "prt",
        "agent",
        "pobj",
        "nmod",
        "advcl",
        "appos",
        "conj",
        "cc",
        "punct",
    }:
        return None
    if dep in {"dobj", "dative"} and parsed.lemma[verb] not in cues.TELLING | cues.ORDERING | cues.ASKING:
        return None
    end = parsed.right[top] + 1
    for inner in range(here + 1, min(end, unit.last)):
        if parsed.inner[inner] != unit.inside or parsed.lower[inner] in {"that", "whether", ":", "to"}:
            return inner
        if clause is not None and inner >= parsed.left[clause] > here:
            return inner
    return max(end, here + 1)


def _content_end(parsed: Parsed, speech: Speech, start: int) -> int:
    """Return where following content ends: with the unit, before the next thing its speaker does, or with its clause."""
    verb, unit = speech.verb, speech.unit
    last = unit.last
    if parsed.inner[start] != unit.inside:
        mark = parsed.marks[parsed.inner[start]]
        ends = words_of(parsed, mark)[1]
        if any(sign in parsed.text[mark.end - 2 : mark.end] for sign in ".!?…") or not mark.closed:
            return min(last, ends)
    if _is_embedded(parsed, verb) and parsed.right[verb] >= start:
        last = min(last, parsed.right[verb] + 1)
    here = start + 1
    while here < last:
        if parsed.inner[here] == unit.inside and _is_cut(parsed, speech, here):
            last = here
            break
        here += 1
    return _trim_end(parsed, unit, start, last)


def _trim_end(parsed: Parsed, unit: Unit, start: int, last: int) -> int:
    while last > start and parsed.inner[last - 1] == unit.inside and parsed.lower[last - 1] in _TRAILING:
        last -= 1
    return last


_TRAILING = frozenset({".", ",", ";", ":", "!", "?", "–", "—", "-", "…", "...", "and", "but", "(", "*", "**"})


def _is_embedded(parsed: Parsed, verb: int) -> bool:
    """Tell whether a verb stands in a relative clause, which ends before its sentence does."""
    here = verb
    for _ in range(6):
        if parsed.dep[here] in {"relcl", "acl"}:
            return True
        if parsed.dep[here] not in {"conj", "xcomp"}:
            return False
        here = parsed.head[here]
    return False


def _is_cut(parsed: Parsed, speech: Speech, here: int) -> bool:
    """Tell whether content ends before a word: its speaker's next verb, or an adverbial of the cue."""
    verb, unit = speech.verb, speech.unit
    word = parsed.lower[here]
    if word == ",":
        nxt = here + 1
        if nxt >= unit.last:
            return False
        if parsed.tag[nxt] == "VBG" and (is_cue(parsed, nxt) and parsed.lemma[nxt] in cues.CLAUSAL):
            return True
        if parsed.tag[nxt] == "VBG" and parsed.dep[nxt] == "advcl" and parsed.head[nxt] == verb:
            return True
        if parsed.lower[nxt] in {"and", "but"}:
            return _is_cut(parsed, speech, nxt)
        return False
    if word in {"and", "but"} and parsed.dep[here] == "cc":
        head = parsed.head[here]
        if head == verb:
            return True
        return _same_speaker_goes_on(parsed, speech, here)
    return False


def _same_speaker_goes_on(parsed: Parsed, speech: Speech, conjunction: int) -> bool:
    """Tell whether a cue verb in the tense of the first, without a subject, follows a conjunction."""
    here = conjunction + 1
    while here < speech.unit.last and (parsed.pos[here] in {"ADV", "AUX"} or parsed.lower[here] == "then"):
        here += 1
    if here >= speech.unit.last or parsed.tag[here] != parsed.tag[speech.verb]:
        return False
    return (
        is_cue(parsed, here)
        and parsed.lemma[here] in cues.CLAUSAL
        and own_subject(parsed, here) is None
        and parsed.head[here] == speech.verb
    )


def _read_label(parsed: Parsed, speech: Speech, after: int) -> None:
    """Fill what a labelling or denying verb is about: its object, with the name it is given."""
    verb, unit = speech.verb, speech.unit
    lemma = parsed.lemma[verb]
    last = _content_end(parsed, speech, after) if after < unit.last else after
    quoted = [here for here in range(after, last) if parsed.inner[here] != unit.inside]
    if lemma in cues.NAMING and not quoted:
        _read_object(parsed, speech, after)
        return
    if not quoted:
        return
    last = quoted[-1] + 1
    first = after
    if parsed.lower[first] == "as":
        first += 1
    if quoted[0] - after <= 30:
        speech.content.append((first, last))
        speech.labelling = True


def _read_object(parsed: Parsed, speech: Speech, after: int) -> None:
    """Fill the object of a denial, or the gerund of "recalls seeing"."""
    verb, unit = speech.verb, speech.unit
    lemma = parsed.lemma[verb]
    for kid in parsed.kids[verb]:
        if kid < after:
            continue
        gerund = parsed.dep[kid] in {"xcomp", "ccomp", "pcomp"} and parsed.tag[kid] == "VBG"
        thing = parsed.dep[kid] == "dobj" and (
            lemma == "deny" or (lemma in cues.DENYING and parsed.lemma[kid] in cues.NOUNS)
        )
        if gerund or thing:
            first, last = max(parsed.left[kid], after), min(parsed.right[kid] + 1, unit.last)
            speech.content.append((first, _trim_end(parsed, unit, first, last)))
            return


def _separate(parsed: Parsed, found: list[Speech]) -> None:
    """End the content of a speech before the next speech that is its equal: after a semicolon, or ", but X said"."""
    for place, speech in enumerate(found):
        for other in found[place + 1 :]:
            first = other.group[0]
            for number, (begin, end) in enumerate(speech.content):
                if begin < first < end and _is_equal(parsed, speech, other):
                    stop = first
                    while stop > begin and parsed.lower[stop - 1] in {
                        ",",
                        ";",
                        "and",
                        "but",
                        "while",
                        "though",
                        "–",
                        "—",
                    }:
                        stop -= 1
                    speech.content[number] = (begin, stop)
        speech.content = [piece for piece in speech.content if piece[0] < piece[1]]


def _is_equal(parsed: Parsed, speech: Speech, other: Speech) -> bool:
    """Tell whether a later cue stands beside an earlier one and not inside what it reports."""
    first = other.group[0]
    before = first - 1
    if parsed.lower[before] == ";":
        return True
    if parsed.lower[before] in {"and", "but", "while", "though"} and parsed.lower[before - 1] in {",", ";"}:
        return parsed.tag[other.verb] == parsed.tag[speech.verb] or parsed.head[other.verb] == speech.verb
    return False
