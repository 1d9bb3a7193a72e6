"""Where reported content begins and ends in its sentence."""

from __future__ import annotations

from rashomon.annotate import cues
from rashomon.annotate.sources import own_subject
from rashomon.annotate.units import Parsed, Speech, Unit, words_of
from rashomon.annotate.verbs import FINITE, is_cue, is_unreal

TRAILING = frozenset({".", ",", ";", ":", "!", "?", "–", "—", "-", "…", "...", "and", "but", "(", "*", "**"})
_REFUSALS = cues.words("decline refuse")
_SILENCE = cues.words("say comment discuss elaborate disclose name give confirm reveal specify explain identify")


def trim_end(parsed: Parsed, unit: Unit, first: int, last: int) -> int:
    """Return the end of a range without the punctuation and conjunctions that trail it outside marks."""
    while last > first and parsed.inner[last - 1] == unit.inside and parsed.lower[last - 1] in TRAILING:
        last -= 1
    return last


def has_finite(parsed: Parsed, unit: Unit, first: int, last: int) -> bool:
    """Tell whether a finite verb stands in a range, outside marks."""
    return any(parsed.tag[here] in FINITE and parsed.inner[here] == unit.inside for here in range(first, last))


def clause_end(parsed: Parsed, unit: Unit, start: int) -> int:
    """Return the end of a clause that goes on to the end of its unit."""
    return trim_end(parsed, unit, start, unit.last)


def fronted_start(parsed: Parsed, unit: Unit, before: int) -> int:
    """Return where fronted content begins: at the unit, after a semicolon, or after a clause that ends in a colon."""
    for here in range(before, unit.first, -1):
        if parsed.inner[here] != unit.inside or parsed.lower[here] not in {";", ":"}:
            continue
        if parsed.lower[here] == ";" or has_finite(parsed, unit, unit.first, here):
            return here + 1
    return unit.first


def content_end(parsed: Parsed, speech: Speech, start: int) -> int:
    """Return where following content ends: with the unit, before what its speaker does next, or with its clause."""
    verb, unit = speech.verb, speech.unit
    last = unit.last
    if parsed.inner[start] != unit.inside:
        mark = parsed.marks[parsed.inner[start]]
        ends = min(last, words_of(parsed, mark)[1])
        if not mark.closed or any(sign in parsed.text[mark.end - 2 : mark.end] for sign in ".!?…,"):
            return ends
        joined = ends + 1 < last and parsed.lower[ends] in {"and", "but"} and parsed.lower[ends + 1] == "that"
        if (
            ends >= last
            or (parsed.lower[ends] in _AFTER_MARKED and not joined)
            or parsed.lemma[verb] not in cues.CLAUSAL
        ):
            return ends
    last = min(last, _opening_end(parsed, unit, verb, start))
    if _is_embedded(parsed, verb) and parsed.right[verb] >= start:
        last = min(last, _with_marks(parsed, unit, parsed.right[verb] + 1))
    here = start + 1
    while here < last:
        if parsed.inner[here] == unit.inside and _is_cut(parsed, speech, here, start):
            last = here
            break
        here += 1
    return trim_end(parsed, unit, start, last)


_AFTER_MARKED = TRAILING | frozenset({"as", "before", "after", "while", "when", "in", "on", "at", "to"})


def _opening_end(parsed: Parsed, unit: Unit, verb: int, start: int) -> int:
    """Return where the content of an opening participle ends: "Asked whether it was late, she said ..."."""
    if verb > unit.first + 1 or parsed.tag[verb] not in {"VBN", "VBG", "VBD"} or own_subject(parsed, verb) is not None:
        return unit.last
    for here in range(start, unit.last):
        if parsed.lower[here] != "," or parsed.inner[here] != unit.inside:
            continue
        for k in range(here + 1, min(unit.last, here + 20)):
            if parsed.tag[k] in FINITE and parsed.inner[k] == unit.inside:
                if parsed.head[verb] == k or parsed.lemma[k] in cues.CLAUSAL | cues.MANNER:
                    return here
                break
    return unit.last


def _with_marks(parsed: Parsed, unit: Unit, end: int) -> int:
    """Return the end of a clause with the quoted passage right after it: "who has called it 'a mess'"."""
    if end < unit.last and parsed.inner[end] != unit.inside:
        return words_of(parsed, parsed.marks[parsed.inner[end]])[1]
    return end


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


def _is_cut(parsed: Parsed, speech: Speech, here: int, start: int) -> bool:
    """Tell whether content ends before a word: its speaker's next verb, or an adverbial of the cue."""
    unit, word = speech.unit, parsed.lower[here]
    if _follows_marked_comma(parsed, unit, here):
        if word in {"and", "but"}:
            return _does_next(parsed, speech, here) or _is_cut_at_joint(parsed, speech, here, start)
        return word in _TURNING or (parsed.tag[here] == "VBG" and _is_participle_of(parsed, speech, here))
    if word == ";":
        return _turns(parsed, unit, here + 1) or speaks_later(parsed, unit, here + 1)
    if here + 1 >= unit.last:
        return False
    if word == "," and parsed.lower[here + 1] not in {"and", "but"}:
        return _is_cut_at_comma(parsed, speech, here + 1)
    return _is_cut_at_joint(parsed, speech, here + 1 if word == "," else here, start)


def _is_cut_at_joint(parsed: Parsed, speech: Speech, here: int, start: int) -> bool:
    """Tell whether content ends before a conjunction."""
    if here + 1 >= speech.unit.last or parsed.pos[here] not in {"CCONJ", "ADV"}:
        return False
    if parsed.lower[here] not in {"and", "but", "then"}:
        return False
    joined = parsed.lower[here] != "then"
    deed = joined and parsed.head[here] == speech.verb and _is_own_deed(parsed, speech, here)
    other = joined and _is_other_voice(parsed, speech, here, start)
    return deed or other or _same_speaker_goes_on(parsed, speech, here, start)


#: What turns to something else after a comma inside a closing mark: 'that it was a “mess,” while others praised it'.
_TURNING = frozenset({"while", "although", "though", "even"})


def _follows_marked_comma(parsed: Parsed, unit: Unit, here: int) -> bool:
    """Tell whether the comma before a word stands inside a closing quotation mark: 'a “mess,” saying that'."""
    before = parsed.inner[here - 1]
    return before != unit.inside and parsed.text[parsed.marks[before].end - 2] == ","


def _does_next(parsed: Parsed, speech: Speech, conjunction: int) -> bool:
    """Tell whether a verb without a subject, in the tense of the cue, follows: 'a “mess,” and named a price'."""
    here = conjunction + 1
    while here < speech.unit.last and parsed.pos[here] == "ADV":
        here += 1
    if (
        here >= speech.unit.last
        or parsed.tag[here] not in {"VBD", "VBZ"}
        or parsed.tag[here] != parsed.tag[speech.verb]
    ):
        return False
    if own_subject(parsed, here) is not None or parsed.inner[here] != speech.unit.inside:
        return False
    if is_cue(parsed, here):
        speech.next_verbs.append(here)
    return True


def _is_other_voice(parsed: Parsed, speech: Speech, conjunction: int, start: int) -> bool:
    """Tell whether somebody else speaks after a conjunction: "said it would sue and a crowd demanded that she quit".

    What is said in the past is told a tense further back, or as what is to be done; a plain past after it is the
    outlet's own.
    """
    verb = next(
        (
            k
            for k in range(conjunction + 2, min(speech.unit.last, conjunction + _VOICE))
            if parsed.tag[k] in FINITE and parsed.inner[k] == speech.unit.inside
        ),
        None,
    )
    if verb is None or parsed.tag[verb] != "VBD" or parsed.tag[speech.verb] not in {"VBD", "VBN"}:
        return False
    own = own_subject(parsed, verb)
    if own is None or parsed.left[own] != conjunction + 1 or not is_cue(parsed, verb) or parsed.pos[own] == "PRON":
        return False
    if parsed.lower[start] == "to":
        return True
    finite = next((k for k in range(start, conjunction) if parsed.tag[k] in FINITE), None)
    return finite is not None and (parsed.tag[finite] == "MD" or parsed.lower[finite] == "had")


#: Words of a subject at most between a conjunction and its verb.
_VOICE = 14


def _is_cut_at_comma(parsed: Parsed, speech: Speech, here: int) -> bool:
    """Tell whether what follows a comma belongs to the cue, or is the outlet's own: "according to", a participle."""
    word, top = parsed.lower[here], parsed.head[here]
    if (
        word in {"despite", "according", "although", "though", "but", "a", "an"}
        or parsed.lemma[here] in cues.COMMENTING
    ):
        return _is_aside(parsed, speech, here)
    if word in {"as", "after", "when", "while", "before"} and parsed.head[top] == speech.verb:
        return parsed.dep[top] == "advcl"
    if parsed.tag[here] != "VBG":
        return False
    return parsed.lemma[here] in cues.RESULTING or _is_participle_of(parsed, speech, here)


def _is_aside(parsed: Parsed, speech: Speech, here: int) -> bool:
    """Tell whether a concession, a source or a remark on what was said begins at a word."""
    word, unit = parsed.lower[here], speech.unit
    if word == "despite":
        return any(parsed.lemma[k] in cues.NOUNS for k in range(here + 1, parsed.right[here] + 1))
    if word == "according":
        return parsed.lower[here + 1 : here + 2] == ["to"]
    if word in {"a", "an"} or parsed.lemma[here] in cues.COMMENTING:
        return _comments(parsed, unit, here)
    concedes = word == "although" and parsed.dep[here] == "mark" and unit.inside < 0
    return concedes or _falls_silent(parsed, unit, here)


def _comments(parsed: Parsed, unit: Unit, article: int) -> bool:
    """Tell whether a noun phrase at the end is the outlet's remark on what was said: ", a claim that he denied"."""
    for here in range(article, min(unit.last - 1, article + 4)):
        if parsed.lemma[here] in cues.HINTING and parsed.lower[here + 1] in {"to", "at", "from", "of"}:
            return True
        if parsed.lemma[here] in cues.NOUNS | cues.COMMENTING:
            return parsed.lower[here + 1] in _RELATIVE or parsed.pos[here + 1] in {"PRON", "PROPN"}
        if here > article and parsed.pos[here] not in {"ADJ", "NOUN"}:
            return False
    return False


_RELATIVE = frozenset({"that", "which", "the"})


def _falls_silent(parsed: Parsed, unit: Unit, here: int) -> bool:
    """Tell whether the speaker refuses to say more: ", though he would not name them"."""
    words = range(here + 1, min(unit.last, here + 7))
    return any(parsed.lemma[k] in _SILENCE and is_unreal(parsed, k) for k in words if parsed.pos[k] == "VERB")


def _is_own_deed(parsed: Parsed, speech: Speech, conjunction: int) -> bool:
    """Tell whether what the tree joins to a cue is what its speaker does, and not more of what is said."""
    if parsed.lower[conjunction + 1] == "that":
        return False
    for kid in parsed.kids[speech.verb]:
        if kid > conjunction and parsed.dep[kid] == "conj":
            shifted = any(parsed.lower[k] in _SHIFTED for k in parsed.kids[kid] if parsed.dep[k] in {"aux", "auxpass"})
            return is_cue(parsed, kid) or not shifted
    return True


_SHIFTED = frozenset({"had", "would", "could", "might", "should", "'d", "’d"})


def _is_participle_of(parsed: Parsed, speech: Speech, here: int) -> bool:
    """Tell whether a participle after a comma belongs to the cue: "..., adding that", "..., sending shares down"."""
    if is_cue(parsed, here) and parsed.lemma[here] in _ADDING:
        speech.next_verbs.append(here)
        return True
    return parsed.lemma[here] == "cite" or (parsed.dep[here] == "advcl" and parsed.head[here] == speech.verb)


_ADDING = cues.CLAUSAL | cues.LABELLING_PLAIN | frozenset(cues.CHARGING)


def _turns(parsed: Parsed, unit: Unit, first: int) -> bool:
    """Tell whether a clause about something else stands after a semicolon, rather than more of what was said."""
    if first >= unit.last or parsed.pos[first] == "PRON" or parsed.lower[first] in {"and", "or", "but", "that"}:
        return False
    return has_finite(parsed, unit, first, unit.last)


def speaks_later(parsed: Parsed, unit: Unit, first: int) -> bool:
    """Tell whether another cue, or a refusal to speak, stands after a semicolon."""
    for here in range(first, unit.last):
        if parsed.inner[here] == unit.inside and parsed.tag[here] in FINITE | {"VBN"}:
            if parsed.lemma[here] == "put" and parsed.lower[here + 1 : here + 2] == ["it"]:
                return True
            if parsed.lemma[here] in _REFUSALS or (parsed.lemma[here] in cues.CLAUSAL and is_cue(parsed, here)):
                return True
    return False


def _same_speaker_goes_on(parsed: Parsed, speech: Speech, conjunction: int, start: int) -> bool:
    """Tell whether a verb of the speaker follows a conjunction: a cue in the same tense, a refusal, or another deed."""
    last = min(speech.unit.last, conjunction + 6)
    here = conjunction + 1
    while here < last and (parsed.pos[here] in {"ADV", "AUX", "PART"} or parsed.lower[here] in {"then", "later"}):
        here += 1
    if here >= last or not parsed.tag[here].startswith("VB") or parsed.inner[here] != speech.unit.inside:
        return False
    if parsed.lemma[here] in _REFUSALS or (parsed.lemma[here] in _SILENCE and is_unreal(parsed, here)):
        return True
    if own_subject(parsed, here) is not None:
        return False
    finite = next((k for k in range(start, conjunction) if parsed.tag[k] in FINITE), start)
    joined = parsed.lower[conjunction] == "and"
    deed = joined and parsed.tag[finite] == "MD" and parsed.tag[conjunction + 1] in {"VBD", "VBZ"}
    if (
        deed
        or _leaves_infinitive(parsed, start, conjunction)
        or _reports_next(parsed, speech, here, nested=joined and parsed.lower[finite] == "had")
    ):
        if is_cue(parsed, here):
            speech.next_verbs.append(here)
        return True
    return False


def _leaves_infinitive(parsed: Parsed, start: int, conjunction: int) -> bool:
    """Tell whether a verb with a tense follows what is only to be done: "asked us to write and had 400 letters"."""
    first = next((k for k in range(conjunction + 1, len(parsed.tag)) if parsed.pos[k] != "ADV"), conjunction)
    plain = not any(parsed.tag[k] in FINITE for k in range(start, conjunction))
    return parsed.lower[start] == "to" and plain and parsed.tag[first] in {"VBD", "VBZ"}


def _reports_next(parsed: Parsed, speech: Speech, here: int, *, nested: bool) -> bool:
    """Tell whether a verb without a subject is the speaker's next cue; after "had" it may be part of what is said."""
    if parsed.tag[here] != parsed.tag[speech.verb] or not is_cue(parsed, here):
        return False
    if nested and parsed.lemma[here] in {"say", "tell", "ask"} and parsed.head[here] > speech.verb:
        return False
    return parsed.lemma[here] in _SPOKEN and _has_content(parsed, speech.unit, here)


_SPOKEN = cues.CLAUSAL | cues.ASKING | cues.ORDERING | cues.PROMISING | cues.LABELLING_PLAIN | frozenset(cues.CHARGING)


def find_colon(parsed: Parsed, speech: Speech) -> int | None:
    """Return the colon in unmarked content after which the speaker goes on with a sentence in quotation marks."""
    if not speech.content or speech.transcript:
        return None
    first, last = max(speech.content)
    unit = speech.unit
    for here in range(first + 1, last - 1):
        if parsed.lower[here] != ":" or parsed.inner[here] != unit.inside or not has_finite(parsed, unit, first, here):
            continue
        number = parsed.inner[here + 1]
        if number == unit.inside:
            continue
        begin, end = words_of(parsed, parsed.marks[number])
        if begin == here + 1 and end >= last - 1 and parsed.text_of(begin, end)[-2:-1] in ".!?…":
            return here
    return None


def _has_content(parsed: Parsed, unit: Unit, verb: int) -> bool:
    """Tell whether something is reported right after a verb."""
    if any(parsed.dep[kid] in {"ccomp", "xcomp", "dobj"} for kid in parsed.kids[verb]):
        return True
    for here in range(verb + 1, min(unit.last, verb + 8)):
        if parsed.inner[here] != unit.inside or parsed.lower[here] in {"that", ":"}:
            return True
    return False
