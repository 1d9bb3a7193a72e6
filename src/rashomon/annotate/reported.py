"""Speech that a cue verb reports: what is said, by whom, around the verb in one sentence.

The content may follow the verb ("he said it was late"), stand before it ("it was late, he said") or be interrupted by it
("it was, he said, late"). Quotation marks come first, the parser's tree second, commas last.
"""

from __future__ import annotations

from rashomon.annotate import cues
from rashomon.annotate.extents import content_end, fronted_start, has_finite, speaks_later, trim_end
from rashomon.annotate.following import find_start
from rashomon.annotate.sources import (
    expand_range,
    expand_source,
    find_subject,
    is_nominal,
    own_subject,
    phrase_after,
)
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
_PAUSES = frozenset({",", "–", "—", "-"})


def find_reports(parsed: Parsed, unit: Unit) -> list[Speech]:
    """Return the speech that the cue verbs of a unit report, in the order of the verbs."""
    found: list[Speech] = []
    shared: dict[int, Speech] = {}
    forced = _verbs_after_marks(parsed, unit)
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
        speech.source, speech.group = earlier.source, (_lead(parsed, unit, verb), last)
    else:
        _read_source(parsed, speech)
    if speech.source and speech.source[0][0] > verb:
        last = max(last, speech.source[0][1])
    if _read_fronted(parsed, speech):
        _read_rest(parsed, speech, last)
    else:
        _read_following(parsed, speech, last)
    return speech if speech.content else None


def _verbs_after_marks(parsed: Parsed, unit: Unit) -> frozenset[int]:
    """Return the verbs that can only report the quoted passage before them, whatever verb it is: '"Nothing!" he puffed'."""
    found = set()
    for here in range(unit.first + 1, unit.last):
        number = parsed.inner[here - 1]
        if number == unit.inside or parsed.inner[here] != unit.inside:
            continue
        mark = parsed.marks[number]
        if parsed.text[mark.end - 2] not in ",!?…—–":
            continue
        last = here
        while (
            last < min(unit.last, here + 12) and parsed.tag[last] not in FINITE and parsed.lower[last] not in {".", ";"}
        ):
            last += 1
        if last >= unit.last or not parsed.tag[last].startswith("VB") or parsed.lemma[last] in _HELPERS:
            continue
        comma = parsed.text[mark.end - 2] == ","
        if comma or (last == here and parsed.pos[last] == "VERB"):
            found.add(last)
    return frozenset(found)


_HELPERS = cues.words("be have do can could will would may might must shall should")


def _cue_end(parsed: Parsed, unit: Unit, verb: int) -> int:
    """Return the end of a cue with its particle."""
    particles = cues.PARTICLES.get(parsed.lemma[verb], frozenset())
    return verb + 2 if verb + 1 < unit.last and parsed.lower[verb + 1] in particles else verb + 1


def _lead(parsed: Parsed, unit: Unit, verb: int) -> int:
    """Return the first word of the verb group: auxiliaries and adverbs right before it."""
    here = verb
    if (
        verb - 2 > unit.first
        and parsed.lower[verb - 1] == "to"
        and parsed.lemma[verb - 2] in {"like", "love", "continue"}
    ):
        return verb - 2
    while here - 1 >= unit.first and parsed.inner[here - 1] == parsed.inner[verb]:
        before = here - 1
        if parsed.pos[before] not in {"AUX", "ADV", "PART"} or parsed.head[before] not in {verb, here}:
            break
        here = before
    return here


def _read_source(parsed: Parsed, speech: Speech) -> None:
    """Fill source and group of a speech from the subject of its verb."""
    verb, unit = speech.verb, speech.unit
    lead = _lead(parsed, unit, verb)
    own = own_subject(parsed, verb)
    speech.group = (lead, verb + 1)
    gap = _gap_after_mark(parsed, unit, lead)
    speech.passive = _is_passive(parsed, verb, own) and (gap is None or lead < verb)
    inverted = _inverted_phrase(parsed, unit, lead, verb) if gap is None and not speech.passive else None
    if inverted is not None:
        speech.source, speech.group = [inverted], (lead, inverted[1])
        return
    if parsed.lemma[verb] == "hear" or speech.passive:
        if own is not None and own < lead:
            speech.group = (max(parsed.left[own], unit.first), verb + 1)
        if not speech.passive:
            return
        subject = _agent(parsed, verb)
    elif gap is not None and (own is None or own < gap):
        speech.source = [expand_range(parsed, unit, gap, lead)]
        speech.group = (gap, verb + 1)
        return
    elif own is None and lead > unit.first and _after_mark(parsed, unit, lead - 1):
        phrase = phrase_after(parsed, verb + 1, unit, unit.inside)
        if phrase is not None:
            speech.source, speech.group = [phrase], (lead, phrase[1])
            return
        subject = find_subject(parsed, verb)
    else:
        subject = find_subject(parsed, verb)
    if subject is not None and subject < unit.first and not speech.passive:
        level = unit.inside
        subject = next(
            (k for k in range(unit.first, lead) if parsed.dep[k] == "nsubj" and parsed.inner[k] == level), None
        )
    if subject is None or not unit.first <= subject < unit.last:
        if not speech.passive:
            _read_phrase_before(parsed, speech, lead)
        return
    span = expand_source(parsed, subject, unit, not_into=(lead, verb + 1))
    if span[0] < span[1]:
        speech.source = [span]
        if own == subject:
            speech.group = (_stretch(parsed, unit, min(span[0], lead)), max(span[1], verb + 1))


def _read_phrase_before(parsed: Parsed, speech: Speech, lead: int) -> None:
    """Fill source and group with the noun phrase right before a verb, where the tree has no subject."""
    unit = speech.unit
    first = lead
    while first > unit.first and parsed.inner[first - 1] == unit.inside and parsed.lower[first - 1] not in _LIMITS:
        first -= 1
    if first < lead and parsed.tag[speech.verb] in FINITE and is_nominal(parsed, first, lead):
        speech.source = [expand_range(parsed, unit, first, lead)]
        speech.group = (first, speech.group[1])


_LIMITS = frozenset({",", ";", ":", "–", "—", "(", ")", "and", "but", "that", "while", "which", "who"})


def _stretch(parsed: Parsed, unit: Unit, first: int) -> int:
    """Return the start of a subject that follows a comma, with a title that the tree cut off: "presiding judge X"."""
    for here in range(first - 1, max(unit.first, first - 4), -1):
        if parsed.lower[here] == "," and parsed.inner[here] == unit.inside:
            return here + 1
        if parsed.tag[here] in FINITE or parsed.pos[here] not in {"VERB", "ADJ", "NOUN", "PROPN"}:
            break
    return first


def _inverted_phrase(parsed: Parsed, unit: Unit, lead: int, verb: int) -> Range | None:
    """Return the subject after a verb between commas: "The word, says his widow, is late"."""
    if lead - 1 <= unit.first or parsed.lower[lead - 1] not in _PAUSES or lead != verb or verb + 1 >= unit.last:
        return None
    if parsed.lemma[verb] in cues.TELLING - {"ask"}:
        return None
    if parsed.lemma[verb] not in cues.CLAUSAL | cues.MANNER or parsed.pos[verb + 1] not in {
        "DET",
        "PROPN",
        "PRON",
        "NOUN",
    }:
        return None
    phrase = phrase_after(parsed, verb + 1, unit, unit.inside)
    if phrase is None or phrase[1] >= unit.last or parsed.lower[phrase[1]] not in {",", ".", ";"}:
        return None
    if parsed.lower[phrase[1]] != "," and not has_finite(parsed, unit, unit.first, lead):
        return None
    return phrase


def _gap_after_mark(parsed: Parsed, unit: Unit, lead: int) -> int | None:
    """Return the first word after the last quoted passage before a verb, where only a noun phrase stands between."""
    for here in range(lead - 1, max(unit.first, lead - 30), -1):
        if parsed.inner[here] != unit.inside:
            first = here + 1
            while first < lead and parsed.lower[first] in _PAUSES:
                first += 1
            whole = parsed.text[parsed.marks[parsed.inner[here]].end - 2] in ",.!?…" or first > here + 1
            return first if first < lead and whole and is_nominal(parsed, first, lead) else None
        if parsed.tag[here] in FINITE and parsed.dep[here] != "relcl":
            return None
    return None


def _is_passive(parsed: Parsed, verb: int, own: int | None) -> bool:
    """Tell whether a verb is passive: its subject is spoken to, not speaking."""
    if any(parsed.dep[kid] == "auxpass" for kid in parsed.kids[verb]):
        return True
    if parsed.tag[verb] != "VBN" or (own is not None and parsed.dep[own] != "nsubjpass"):
        return False
    return not any(
        parsed.lemma[kid] == "have" or parsed.lower[kid] in {"'ve", "'d", "'s", "’s", "’ve", "’d"}
        for kid in parsed.kids[verb]
    )


def _agent(parsed: Parsed, verb: int) -> int | None:
    """Return the noun after "by" of a passive verb."""
    for kid in parsed.kids[verb]:
        if parsed.dep[kid] == "agent":
            return next((thing for thing in parsed.kids[kid] if parsed.dep[thing] == "pobj"), None)
    return None


def _after_mark(parsed: Parsed, unit: Unit, before: int) -> bool:
    """Tell whether a word ends a quoted passage, a comma or dash outside it allowed."""
    if parsed.inner[before] == unit.inside and parsed.lower[before] in _PAUSES:
        before -= 1
    return before >= unit.first and parsed.inner[before] != unit.inside


def _read_fronted(parsed: Parsed, speech: Speech) -> bool:
    """Fill content that stands before source and verb; False where there is none."""
    unit, verb = speech.unit, speech.verb
    before = speech.group[0] - 1
    if before < unit.first:
        return False
    if speech.passive and parsed.lemma[verb] not in {"tell", "announce"}:
        return False
    if _after_mark(parsed, unit, before):
        if not _is_spoken(parsed, unit, before):
            return False
    elif not _may_front(parsed, speech):
        return False
    elif parsed.lower[before] not in _PAUSES or not _has_fronted_clause(parsed, speech, before):
        group = _closing_group(parsed, speech)
        if group is None:
            return False
        speech.group, before = group, group[0] - 1
        speech.source = [(group[0], verb)]
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
    if lemma in cues.CLAUSAL | cues.ASKING | {"hear"}:
        return True
    phrasal = speech.cue[0][1] - 1 > speech.verb and lemma in {"go", "point", "chime"}
    inverted = bool(speech.source) and speech.source[0][0] > speech.verb and lemma in cues.MANNER
    return phrasal or inverted


def _is_spoken(parsed: Parsed, unit: Unit, before: int) -> bool:
    """Tell whether the passage that ends at a word can be speech, not a term: punctuation ends or follows it."""
    if parsed.inner[before] == unit.inside:
        return True
    mark = parsed.marks[parsed.inner[before]]
    if any(sign in ".,!?…—–" for sign in parsed.text[mark.end - 3 : mark.end]):
        return True
    first, last = words_of(parsed, mark)
    return first <= unit.first + 1 and any(parsed.tag[here] in FINITE for here in range(first, last))


def _has_fronted_clause(parsed: Parsed, speech: Speech, before: int) -> bool:
    """Tell whether a clause stands before a group: the verb's own, or any where nothing follows the verb."""
    verb, unit = speech.verb, speech.unit
    between = speech.group[1] < unit.last and parsed.lower[speech.group[1]] == ","
    if not between and _has_own_clause(parsed, speech):
        return False
    for kid in parsed.kids[verb]:
        if parsed.dep[kid] in {"ccomp", "parataxis"} and parsed.left[kid] < before:
            return True
        if between and kid > verb and parsed.dep[kid] == "ccomp" and has_finite(parsed, unit, unit.first, before):
            return True
        if parsed.dep[kid] == "ccomp" and kid > verb:
            return False
    if any(parsed.lower[k] == "that" and parsed.dep[k] == "mark" for k in range(verb + 1, min(unit.last, verb + 12))):
        return False
    head = parsed.head[verb]
    if parsed.dep[verb] in {"parataxis", "ccomp"} and head != verb and not speech.group[0] <= head < speech.group[1]:
        return parsed.left[head] <= before and find_start(parsed, speech, speech.group[1]) is None
    if parsed.dep[verb] not in {"ROOT", "conj", "dep"} or not has_finite(parsed, unit, unit.first, before):
        return False
    return find_start(parsed, speech, speech.group[1]) is None


def _has_own_clause(parsed: Parsed, speech: Speech) -> bool:
    """Tell whether the tree puts a whole clause with its subject after source and verb."""
    for kid in parsed.kids[speech.verb]:
        if parsed.dep[kid] == "ccomp" and speech.group[1] <= parsed.left[kid]:
            return own_subject(parsed, kid) is not None
    return False


def _closing_group(parsed: Parsed, speech: Speech) -> Range | None:
    """Return source and verb where they close a sentence after a comma, whatever the tree made of them."""
    verb, unit = speech.verb, speech.unit
    if (
        own_subject(parsed, verb) is not None
        or parsed.tag[verb] not in {"VBD", "VBN"}
        or verb + SETTINGS.tail < unit.last
    ):
        return None
    if parsed.dep[verb] not in {"acl", "ROOT", "conj", "appos", "dep"} or parsed.lemma[verb] in cues.LABELLING:
        return None
    comma = next(
        (
            k
            for k in range(verb - 1, max(unit.first, verb - 15), -1)
            if parsed.lower[k] == "," and parsed.inner[k] == unit.inside
        ),
        None,
    )
    if (
        comma is None
        or comma + 1 >= verb
        or has_finite(parsed, unit, comma, verb)
        or not has_finite(parsed, unit, unit.first, comma)
    ):
        return None
    if any(parsed.lower[k] in {"that", "to", "by", "in"} for k in range(verb + 1, unit.last)):
        return None
    if parsed.pos[comma + 1] not in {"DET", "PROPN", "NOUN", "ADJ", "NUM", "PRON"}:
        return None
    return comma + 1, verb + 1


def _read_rest(parsed: Parsed, speech: Speech, after: int) -> None:
    """Add what goes on after source and verb have interrupted speech."""
    unit = speech.unit
    here = after
    while here < unit.last and parsed.inner[here] == unit.inside and parsed.lower[here] not in _PAUSES | {":", ";"}:
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
    if _is_all_marked(parsed, speech):
        return False
    for kid in parsed.kids[verb]:
        if parsed.dep[kid] == "ccomp" and parsed.left[kid] < speech.group[0] and parsed.right[kid] > nxt:
            return True
    if parsed.lower[nxt] in {"and", "but"} and parsed.lower[nxt + 1 : nxt + 2] in (["who"], ["which"]):
        return False
    if parsed.lower[nxt] in _GOING_ON and comma == speech.group[1]:
        return True
    if parsed.tag[nxt] == "VBG" or parsed.lower[nxt] in {"who", "which", "where", "when", "as", "after", "while"}:
        return False
    head = parsed.head[verb]
    if parsed.dep[verb] in {"parataxis", "ccomp"} and head > nxt:
        return True
    if parsed.tag[nxt] in FINITE:
        return not has_finite(parsed, speech.unit, *speech.content[0])
    if parsed.tag[nxt] == "CD" or parsed.lower[nxt] in {"most", "some", "many", "all", "both", "half", "including"}:
        return not has_finite(parsed, speech.unit, nxt, speech.unit.last)
    return parsed.lower[nxt] in {"and", "but", "although", "though", "because", "or", "so"}


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
    if lemma == "say" and _says_fragment(parsed, speech, after):
        speech.content.append((after, content_end(parsed, speech, after)))
    if lemma in cues.LABELLING | cues.NAMING | {"put"} and after < unit.last and not speech.content:
        _read_label(parsed, speech, after)
        speech.thing = bool(speech.content)


def _says_fragment(parsed: Parsed, speech: Speech, after: int) -> bool:
    """Tell whether words without a verb follow "say", which always reports: "the company says about 640 tonnes"."""
    if after >= speech.unit.last or parsed.tag[speech.verb] not in FINITE or not speech.source or speech.passive:
        return False
    if parsed.lower[after] in {
        "so",
        "nothing",
        "little",
        "much",
        "something",
        "anything",
        "it",
        "this",
        "that",
        "goodbye",
    }:
        return False
    return parsed.lower[after] in {"yes", "no", "about", "nearly", "almost", "at"} or parsed.pos[after] == "NUM"


def _read_label(parsed: Parsed, speech: Speech, after: int) -> None:
    """Fill what a labelling or denying verb is about: its object, with the name it is given."""
    verb, unit = speech.verb, speech.unit
    lemma = parsed.lemma[verb]
    if (
        lemma in cues.DENYING
        and parsed.lower[after] in {"this", "that", "it"}
        and (after + 1 >= unit.last or parsed.lower[after + 1] in {".", ",", ";", ":", "and", "but"})
    ):
        speech.content.append((after, after + 1))
        return
    if parsed.lower[after] in {",", ";"} or (speech.passive and not speech.source):
        return
    last = content_end(parsed, speech, after)
    quoted = [here for here in range(after, last) if parsed.inner[here] != unit.inside]
    if quoted and lemma in cues.LABELLING and not _is_term(parsed, speech, quoted[0]):
        first = after + 1 if parsed.lower[after] == "as" else after
        speech.content.append((first, quoted[-1] + 1))
    elif lemma in cues.LABELLING_PLAIN or lemma == "put":
        _read_plain_label(parsed, speech, after)
    if not speech.content and lemma in cues.NAMING:
        _read_object(parsed, speech, after)


def _is_term(parsed: Parsed, speech: Speech, quoted: int) -> bool:
    """Tell whether quoted words only name a thing: 'his "man kitchen"', 'locals call it "the Ark"'."""
    if parsed.lemma[speech.verb] != "call":
        return False
    if (
        parsed.tag[quoted - 1] in {"DT", "PRP$"}
        and quoted - 1 > speech.verb
        and parsed.lower[quoted - 1] not in {"this", "that", "these"}
    ):
        return True
    return parsed.tag[speech.verb] in {"VBP", "VBZ"} and parsed.lower[quoted + 1] == "the"


def _read_plain_label(parsed: Parsed, speech: Speech, after: int) -> None:
    """Fill "called the plan late", "described it as a gift", "put the toll at 212": an object with its name."""
    verb, unit = speech.verb, speech.unit
    lemma = parsed.lemma[verb]
    if _is_passive(parsed, verb, own_subject(parsed, verb)):
        return
    link = {"put": "at", "call": ""}.get(lemma, "as")
    for k in range(after, min(unit.last, after + 30)):
        if link:
            named = parsed.lower[k] == link and parsed.tag[k] == "IN" and k > after
            named = named and (
                lemma != "put" or any(parsed.tag[d] == "CD" for d in range(k + 1, min(unit.last, k + 7)))
            )
        else:
            named = parsed.dep[k] == "oprd" and parsed.head[k] == verb and k > after
            named = named or (k == after and parsed.lower[k] in {"it", "this", "that", "them", "him", "her"})
        if named:
            last = content_end(parsed, speech, after) if lemma == "call" else parsed.right[k] + 1
            if last - after < 2:
                return
            speech.content.append((after, trim_end(parsed, unit, after, min(last, unit.last))))
            return


#: Verbs whose object alone is what was said: "demanded longer slots".
_NAMED = frozenset({"demand", "pledge", "promise", "predict"})


def _read_object(parsed: Parsed, speech: Speech, after: int) -> None:
    """Fill the object of a denial, or the gerund of "recalls seeing"."""
    verb, unit = speech.verb, speech.unit
    lemma = parsed.lemma[verb]
    for kid in parsed.kids[verb]:
        if kid < after:
            continue
        gerund = parsed.dep[kid] in {"xcomp", "ccomp", "pcomp"} and parsed.tag[max(parsed.left[kid], after)] == "VBG"
        bare = parsed.left[kid] == kid == parsed.right[kid] and parsed.tag[kid] == "NN"
        denied = (lemma == "deny" and parsed.lemma[kid] not in cues.REFUSABLE and not bare) or parsed.lower[kid] in {
            "this",
            "that",
            "it",
        }
        thing = parsed.dep[kid] == "dobj" and (denied or parsed.lemma[kid] in cues.NOUNS or lemma in _NAMED)
        thing = thing and lemma in cues.DENYING | _NAMED and not speech.passive
        if gerund or thing:
            first, last = max(parsed.left[kid], after), min(parsed.right[kid] + 1, unit.last)
            if lemma in _NAMED:
                if parsed.dep[verb] == "acl" or parsed.lower[first] == "nothing":
                    return
                last = content_end(parsed, speech, first)
            speech.content.append((first, trim_end(parsed, unit, first, last)))
            return


def separate(parsed: Parsed, found: list[Speech]) -> None:
    """End the content of a speech before the next speech that is its equal: after a semicolon, or ", but X said"."""
    for place, speech in enumerate(found):
        for other in found[place + 1 : place + 9]:
            if other.fronted and not speech.fronted and other.content[0][0] <= speech.verb:
                _cut_before(parsed, speech, other.group[0])
                continue
            if other.noun or other.fronted and parsed.lower[other.group[0] - 1] == ",":
                continue
            if _is_equal(parsed, speech, other):
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
