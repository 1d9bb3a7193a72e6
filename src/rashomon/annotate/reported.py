"""Speech that a cue verb reports: what is said, by whom, around the verb in one sentence.

The content may follow the verb ("he said it was late"), stand before it ("it was late, he said") or be interrupted
by it ("it was, he said, late"). Quotation marks come first, the parser's tree second, commas last.
"""

from __future__ import annotations

from rashomon.annotate import cues
from rashomon.annotate.attributions import PAUSES, after_mark, find_lead, read_source, verbs_after_marks
from rashomon.annotate.extents import content_end, fronted_start, has_finite, speaks_later, trim_end
from rashomon.annotate.following import find_start
from rashomon.annotate.labels import read_charge, read_figure, read_label, says_fragment
from rashomon.annotate.sources import own_subject
from rashomon.annotate.units import Parsed, Range, Speech, Unit, words_of
from rashomon.annotate.verbs import FINITE, is_cue
from rashomon.model.records import Record


class ReportSettings(Record, frozen=True, kw_only=True):
    """How far a cue may reach.

    ``reach``: words between a cue and speech that goes on after it ("he said at the quay on Monday, ...").
    ``tail``: words after a cue that closes its sentence ("..., the largest of the unions announced on Thursday").
    """

    reach: int = 40
    tail: int = 8


SETTINGS = ReportSettings()


def find_reports(parsed: Parsed, unit: Unit) -> list[Speech]:
    """Return the speech that the cue verbs of a unit report, in the order of the verbs."""
    found: list[Speech] = []
    shared: dict[int, Speech] = {}
    forced = verbs_after_marks(parsed, unit)
    for here in range(unit.first, unit.last):
        if parsed.inner[here] != unit.inside or not (here in forced or is_cue(parsed, here)):
            continue
        speech = _read_cue(parsed, unit, here, shared.get(here))
        if speech is not None:
            found.append(speech)
            shared.update(dict.fromkeys(speech.next_verbs, speech))
    separate(parsed, found)
    return found


def _read_cue(parsed: Parsed, unit: Unit, verb: int, earlier: Speech | None) -> Speech | None:
    """Return the speech of one verb, or None where it reports nothing; an earlier verb may share its source."""
    speech = Speech(verb=verb, unit=unit)
    last = _cue_end(parsed, unit, verb)
    speech.cue = [(verb - 2 if parsed.lemma[verb] == "know" else verb, last)]
    if earlier is not None and own_subject(parsed, verb) is None:
        speech.source, speech.group = earlier.source, (find_lead(parsed, unit, verb), last)
    else:
        read_source(parsed, speech)
    if speech.source and speech.source[0][0] > verb:
        last = max(last, speech.source[0][1])
    if _read_fronted(parsed, speech):
        _read_rest(parsed, speech, last)
    else:
        _read_following(parsed, speech, last)
    if not speech.content:
        _read_denied(parsed, speech)
    return speech if speech.content else None


def _read_denied(parsed: Parsed, speech: Speech) -> None:
    """Fill what a passive denial denies, its subject: "this was flatly denied by the authority"."""
    own = own_subject(parsed, speech.verb)
    if own is None or not (parsed.pos[own] == "PRON" or parsed.lemma[own] in cues.NOUNS):
        return  # a petition that a judge dismisses was no speech of somebody else's
    if speech.passive and speech.source and parsed.lemma[speech.verb] in cues.DENYING:
        speech.content.append((parsed.left[own], own + 1))


def _cue_end(parsed: Parsed, unit: Unit, verb: int) -> int:
    """Return the end of a cue with its particle."""
    particles = cues.PARTICLES.get(parsed.lemma[verb], frozenset())
    return verb + 2 if verb + 1 < unit.last and parsed.lower[verb + 1] in particles else verb + 1


def _read_fronted(parsed: Parsed, speech: Speech) -> bool:
    """Fill content that stands before source and verb; False where there is none."""
    unit, verb = speech.unit, speech.verb
    before = speech.group[0] - 1
    if before < unit.first or parsed.tag[speech.group[0]] == "WP$":  # "in Hallen, whose mayor said" is no content
        return False
    if speech.passive and parsed.lemma[verb] not in {"tell", "announce"}:
        return False
    adding = parsed.tag[verb] == "VBG" and find_start(parsed, speech, verb + 1) is not None
    if after_mark(parsed, unit, before):
        if adding or not _is_spoken(parsed, unit, before) or _is_term(parsed, speech, before):
            return False
    elif not _may_front(parsed, speech):
        return False
    elif (
        parsed.lower[before] not in PAUSES
        or not _stands_alone(parsed, speech)
        or not _has_fronted_clause(parsed, speech, before)
    ):
        group = _closing_group(parsed, speech)
        if group is None:
            return False
        speech.group, before = group, group[0] - 1
        speech.source = [(group[0], verb - (parsed.lower[verb - 1] == ","))]
    first = fronted_start(parsed, unit, before)
    relative = next(
        (k for k in range(before, first, -1) if parsed.inner[k] == unit.inside and parsed.lower[k] != ","), first
    )
    if parsed.lower[relative] == "which":
        first = relative
    last = trim_end(parsed, unit, first, before + 1)
    if last > first:
        speech.content.append((first, last))
        speech.fronted = True
    return last > first


def _may_front(parsed: Parsed, speech: Speech) -> bool:
    """Tell whether a verb may stand after unmarked words that it reports."""
    lemma = parsed.lemma[speech.verb]
    if parsed.tag[speech.verb] == "VBG":
        return False
    if not _stands_alone(parsed, speech) and _closing_group(parsed, speech) is None:
        return False
    if lemma in (cues.CLAUSAL - cues.THAT_ONLY) | cues.ASKING | _READING:
        return True
    inverted = bool(speech.source) and speech.source[0][0] > speech.verb
    phrasal = speech.cue[0][1] - 1 > speech.verb and lemma in {"go", "point", "chime"}
    return phrasal or (inverted and lemma in cues.MANNER)


def _stands_alone(parsed: Parsed, speech: Speech) -> bool:
    """Tell whether source and verb stand beside each other, in either order."""
    return _has_subject(parsed, speech) or (bool(speech.source) and speech.source[0][0] > speech.verb)


def _has_subject(parsed: Parsed, speech: Speech) -> bool:
    """Tell whether the subject stands in the group of its verb; "X came, read it out" has none."""
    own = own_subject(parsed, speech.verb)
    named = bool(speech.source) and speech.group[0] <= speech.source[0][0] < speech.group[1]
    return named or (own is not None and speech.group[0] <= own < speech.group[1])


#: Verbs that otherwise need "that", but may close a sentence: "the mill was unsafe, the court heard".
_READING = frozenset({"hear", "write", "post", "read", "repeat", "detail", "answer"})


def _is_spoken(parsed: Parsed, unit: Unit, before: int) -> bool:
    """Tell whether the passage that ends at a word can be speech, not a term: punctuation ends or follows it."""
    if parsed.inner[before] == unit.inside:
        return True
    mark = parsed.marks[parsed.inner[before]]
    if any(sign in ".,!?…—–" for sign in parsed.text[mark.end - 3 : mark.end]):
        return True
    first, last = words_of(parsed, mark)
    return first <= unit.first + 1 and any(parsed.tag[here] in FINITE for here in range(first, last))


def _is_term(parsed: Parsed, speech: Speech, before: int) -> bool:
    """Tell whether the marks before a cue hold a term, and what is said follows: ``its "yard," he said that ...``."""
    if parsed.inner[before] == speech.unit.inside:
        return False
    first, last = words_of(parsed, parsed.marks[parsed.inner[before]])
    clause = any(parsed.tag[here] in FINITE for here in range(first, last))
    return first > speech.unit.first + 1 and not clause and find_start(parsed, speech, speech.group[1]) is not None


def _has_fronted_clause(parsed: Parsed, speech: Speech, before: int) -> bool:
    """Tell whether a clause stands before a group: the verb's own, or any where nothing follows the verb."""
    verb, unit = speech.verb, speech.unit
    between = speech.group[1] < unit.last and parsed.lower[speech.group[1]] == ","
    promised = (
        speech.group[1] < unit.last and parsed.tag[speech.group[1]] == "TO" and parsed.lemma[verb] in cues.PROMISING
    )
    if promised or (not between and _has_own_clause(parsed, speech)):
        return False
    whole = any(
        parsed.tag[k] in FINITE and parsed.inner[k] == unit.inside and not _sets_scene(parsed, k, verb)
        for k in range(unit.first, before)
    )
    for kid in parsed.kids[verb]:
        if parsed.dep[kid] in {"ccomp", "parataxis"} and parsed.left[kid] < before:
            return True
        if parsed.dep[kid] == "ccomp" and kid > verb:
            return between and whole
    joined = between and parsed.lower[speech.group[1] + 1 : speech.group[1] + 2] in (["and"], ["but"], ["while"])
    ahead = range(verb + 1, min(unit.last, verb + 12))
    if not joined and any(parsed.lower[k] == "that" and parsed.dep[k] == "mark" for k in ahead):
        return False
    head, dep = parsed.head[verb], parsed.dep[verb]
    if dep in {"parataxis", "ccomp"} and head != verb and not speech.group[0] <= head < speech.group[1]:
        likely = parsed.left[head] <= before
    else:
        free = dep == "advcl" and not any(parsed.dep[kid] in {"mark", "advmod"} for kid in parsed.kids[verb])
        likely = (dep in {"ROOT", "conj", "dep"} or free) and whole
    return likely and (joined or find_start(parsed, speech, speech.group[1]) is None)


def _sets_scene(parsed: Parsed, finite: int, verb: int) -> bool:
    """Tell whether a finite verb stands in a clause of time or reason of the cue: "As it rained, she announced"."""
    clause = finite if parsed.dep[finite] == "advcl" else parsed.head[finite]
    return (
        parsed.dep[clause] == "advcl"
        and parsed.head[clause] == verb
        and any(parsed.dep[kid] in {"mark", "advmod"} for kid in parsed.kids[clause] if kid < finite)
    )


def _has_own_clause(parsed: Parsed, speech: Speech) -> bool:
    """Tell whether the tree puts a whole clause with its subject after source and verb."""
    for kid in parsed.kids[speech.verb]:
        if parsed.dep[kid] == "ccomp" and speech.group[1] <= parsed.left[kid]:
            return own_subject(parsed, kid) is not None
    return False


def _closing_group(parsed: Parsed, speech: Speech) -> Range | None:
    """Return source and verb where they close a sentence after a comma, whatever the tree made of them."""
    verb, unit = speech.verb, speech.unit
    if own_subject(parsed, verb) is not None or verb + SETTINGS.tail < unit.last:
        return None
    if parsed.tag[verb] not in {"VBD", "VBN"} or parsed.dep[verb] not in {"acl", "ROOT", "conj", "appos", "dep"}:
        return None
    comma = _before_name(parsed, unit, verb) - 1
    while comma > max(unit.first, verb - 15) and not (
        parsed.lower[comma] == "," and parsed.inner[comma] == unit.inside
    ):
        comma -= 1
    whole = has_finite(parsed, unit, unit.first, comma) and not has_finite(parsed, unit, comma, verb)
    open_ended = any(parsed.lower[k] in {"that", "to", "by", "in"} for k in range(verb + 1, unit.last))
    named = comma + 1 < verb and parsed.pos[comma + 1] in {"DET", "PROPN", "NOUN", "ADJ", "NUM", "PRON"}
    if parsed.lower[comma] != "," or not (whole and named) or open_ended or parsed.lemma[verb] in cues.LABELLING:
        return None
    return comma + 1, verb + 1


def _before_name(parsed: Parsed, unit: Unit, verb: int) -> int:
    """Return the comma before a name between commas right before a verb: "its head, Lena Orth, said"; else the verb."""
    if parsed.lower[verb - 1] != ",":
        return verb
    for here in range(verb - 2, max(unit.first, verb - 8), -1):
        if parsed.lower[here] == ",":
            return here
        if parsed.pos[here] != "PROPN":
            break
    return verb


def _read_rest(parsed: Parsed, speech: Speech, after: int) -> None:
    """Add what goes on after source and verb have interrupted speech."""
    unit = speech.unit
    here = after
    while here < unit.last and parsed.inner[here] == unit.inside and parsed.lower[here] not in PAUSES | {":", ";"}:
        here += 1
    if here + 1 >= unit.last or here - after > SETTINGS.reach:
        return
    for place in (here, here + 1):
        if parsed.inner[place] != unit.inside:
            if place == here and not parsed.text[parsed.start[place] + 1].islower():
                return
            last = words_of(parsed, parsed.marks[parsed.inner[place]])[1]
            speech.content.append((place, min(last, unit.last)))
            return
    apart = parsed.lower[here] == ";" and not speaks_later(parsed, unit, here + 1)
    if (apart and not _is_all_marked(parsed, speech)) or (parsed.lower[here] != ";" and _goes_on(parsed, speech, here)):
        last = content_end(parsed, speech, here + 1)
        if last > here + 1:
            speech.content.append((here + 1, last))


def _goes_on(parsed: Parsed, speech: Speech, comma: int) -> bool:
    """Tell whether the words after a comma belong to the interrupted clause, not to the cue."""
    nxt, verb = comma + 1, speech.verb
    word, tag = parsed.lower[nxt], parsed.tag[nxt]
    if _is_all_marked(parsed, speech):
        return False
    clauses = [kid for kid in parsed.kids[verb] if parsed.dep[kid] == "ccomp" and parsed.left[kid] < speech.group[0]]
    if any(parsed.right[kid] > nxt for kid in clauses):
        return True
    relative = word in {"and", "but"} and parsed.lower[nxt + 1 : nxt + 2] in (["who"], ["which"])
    near = comma == speech.group[1] and word not in _TURNING_OFF and tag != "VBG"
    if not relative and near and (word in _GOING_ON or parsed.pos[nxt] in {"ADP", "ADV"}):
        return True
    if relative or tag == "VBG" or word in _TURNING_OFF:
        return False
    inside = parsed.dep[verb] in {"parataxis", "ccomp"} and (
        parsed.head[verb] > nxt or _completes(parsed, parsed.head[verb], nxt)
    )
    if tag in FINITE and not inside:
        begun = _has_subject_in(parsed, nxt, speech.content[0])
        return begun or not has_finite(parsed, speech.unit, *speech.content[0])
    listed = (tag == "CD" or word in _PARTS) and not has_finite(parsed, speech.unit, nxt, speech.unit.last)
    return inside or listed or word in {"and", "but", "although", "though", "because", "or", "so"}


def _has_subject_in(parsed: Parsed, verb: int, content: Range) -> bool:
    """Tell whether the subject of a verb, or of the verb it helps, stands in a content before it."""
    subjects = (own_subject(parsed, verb), own_subject(parsed, parsed.head[verb]))
    return any(subject is not None and content[0] <= subject < content[1] for subject in subjects)


def _completes(parsed: Parsed, head: int, first: int) -> bool:
    """Tell whether a phrase that begins at a word completes a verb before it: "It was, she said, a lesson"."""
    return any(parsed.left[kid] == first and parsed.dep[kid] in _COMPLEMENTS for kid in parsed.kids[head])


_COMPLEMENTS = frozenset({"attr", "acomp", "dobj", "oprd", "xcomp", "ccomp"})
_TURNING_OFF = frozenset({"who", "which", "where", "when", "as", "after", "while"})
_PARTS = frozenset({"most", "some", "many", "all", "both", "half", "including"})


_GOING_ON = frozenset({"in", "of", "for", "until", "till", "that", "if", "unless", "to", "with", "by", "from", "not"})


def _is_all_marked(parsed: Parsed, speech: Speech) -> bool:
    """Tell whether the fronted content is one or more quoted passages and nothing else."""
    first, last = speech.content[0]
    return all(
        parsed.inner[here] != speech.unit.inside or not parsed.lower[here][:1].isalnum() for here in range(first, last)
    )


def _read_following(parsed: Parsed, speech: Speech, after: int) -> None:
    """Fill content that follows source and verb."""
    unit, lemma = speech.unit, parsed.lemma[speech.verb]
    if after < unit.last and parsed.lower[after] in {"itself", "himself", "herself", "themselves"}:
        return
    phrasal = (lemma, parsed.lower[speech.cue[0][1] - 1]) in cues.PHRASAL_NAMING and speech.cue[0][1] - 1 > speech.verb
    if phrasal and after < unit.last and not speech.passive:
        if parsed.lower[after] not in {"to", "that"} and parsed.lemma[after] not in cues.UNSPOKEN:
            last = content_end(parsed, speech, after)
            joint = (
                k for k in range(after, last - 1) if parsed.lower[k] in {"and", "but"} and parsed.lower[k + 1] == "that"
            )
            speech.content.append((after, next(joint, last)))
            speech.thing = True
        return
    start = find_start(parsed, speech, after)
    if start is not None and start < unit.last:
        last = content_end(parsed, speech, start)
        if last > start:
            speech.content.append((start, last))
            return
    if lemma == "say" and says_fragment(parsed, speech, after):
        speech.content.append((after, content_end(parsed, speech, after)))
    if not speech.content and after < unit.last:
        read_figure(parsed, speech, after)
    read_charge(parsed, speech, after)
    if lemma in cues.LABELLING | cues.NAMING | {"put"} and after < unit.last and not speech.content:
        read_label(parsed, speech, after)
        speech.thing = bool(speech.content)


def separate(parsed: Parsed, found: list[Speech]) -> None:
    """End the content of a speech before the next speech that is its equal: after a semicolon, or ", but X said"."""
    for place, speech in enumerate(found):
        for other in found[place + 1 : place + 9]:
            if other.fronted and not speech.fronted and other.content[0][0] <= speech.verb:
                _cut_before(parsed, speech, other.group[0])
                continue
            apart = other.fronted and parsed.lower[other.group[0] - 1] == ","
            if not other.noun and not apart and _is_equal(parsed, speech, other):
                _cut_before(parsed, speech, other.group[0])
        speech.content = [piece for piece in speech.content if piece[0] < piece[1]]


def _cut_before(parsed: Parsed, speech: Speech, stop: int) -> None:
    """End the piece of a content that runs over a word before it."""
    for number, (begin, end) in enumerate(speech.content):
        if begin < stop < end:
            speech.content[number] = (begin, _before_joint(parsed, begin, stop))


def _before_joint(parsed: Parsed, begin: int, stop: int) -> int:
    while stop > begin and parsed.lower[stop - 1] in {",", ";", "and", "but", "while", "though", "–", "—"}:
        stop -= 1
    return stop


def _is_equal(parsed: Parsed, speech: Speech, other: Speech) -> bool:
    """Tell whether a later cue stands beside an earlier one and not inside what it reports."""
    before = other.group[0] - 1
    if parsed.lower[before] == ";":
        return True
    if parsed.lower[before] in {"and", "but", "while", "though"} and parsed.lower[before - 1] in {",", ";"}:
        return parsed.tag[other.verb] == parsed.tag[speech.verb] or parsed.head[other.verb] == speech.verb
    return False
