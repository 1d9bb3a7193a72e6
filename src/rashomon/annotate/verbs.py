"""Which verbs of a sentence report speech that took place."""

from __future__ import annotations

from rashomon.annotate import cues
from rashomon.annotate.sources import find_subject, own_subject
from rashomon.annotate.units import Parsed

FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})


def is_cue(parsed: Parsed, here: int) -> bool:
    """Tell whether a word is a verb of the lists, in a form that reports."""
    lemma, tag = parsed.lemma[here], parsed.tag[here]
    if lemma == "know":
        return parsed.lemma[max(0, here - 2) : here] == ["want", "to"] and not is_unreal(parsed, here - 2)
    if lemma not in cues.VERBS:
        return False
    if lemma == "hear" and not _is_hearing(parsed, here):
        return False
    if not tag.startswith("VB") and not (tag == "NNS" and _is_mistaken(parsed, here)):
        return False
    if parsed.dep[here] in {"compound", "aux"} or (parsed.dep[here] == "amod" and tag != "VBD"):
        return False
    return not is_unreal(parsed, here)


def _is_hearing(parsed: Parsed, here: int) -> bool:
    """Tell whether a court or the like hears what is said before it."""
    subject = own_subject(parsed, here)
    return subject is not None and parsed.lemma[subject] in cues.HEARINGS


def _is_mistaken(parsed: Parsed, here: int) -> bool:
    """Tell whether what the tagger took for a plural is a verb: "the office specifies that"."""
    after = parsed.lower[here + 1] if here + 1 < len(parsed.lower) else ""
    return bool(here) and (parsed.outer[here - 1] >= 0 or after == "that" or parsed.dep[here] == "ROOT")


def is_unreal(parsed: Parsed, here: int) -> bool:
    """Tell whether the verb reports nothing: negated, hypothetical, refused, or still to come."""
    infinitive = False
    for kid in parsed.kids[here]:
        word = parsed.lower[kid]
        if kid > here:
            continue
        if here - kid > 4:
            continue
        if (parsed.dep[kid] == "neg" or word in {"never", "yet", "not"}) and "," not in parsed.lower[kid:here]:
            return True
        if parsed.dep[kid] in {"aux", "auxpass"}:
            if word in cues.UNREAL_AUXILIARIES:
                return True
            infinitive = infinitive or word == "to"
        if parsed.dep[kid] == "mark" and word in {"if", "unless", "whether"}:
            return True
    subject = find_subject(parsed, here)
    if subject is not None and _is_mute(parsed, subject, here):
        return True
    head = parsed.head[here]
    if infinitive:
        return _is_unreal_infinitive(parsed, here, head)
    if parsed.tag[here] == "VB" and head == here and own_subject(parsed, here) is None:
        return True
    return parsed.dep[here] == "conj" and parsed.tag[here] == "VB" and is_unreal(parsed, head)


def _is_mute(parsed: Parsed, subject: int, verb: int) -> bool:
    """Tell whether a subject says nothing: nobody, "that said", or data that show something."""
    word = parsed.lower[subject]
    if word in cues.NOBODY or (word == "that" and parsed.lower[verb + 1 : verb + 2] == [","]):
        return True
    return parsed.lemma[subject] in cues.EVIDENCE and parsed.lemma[verb] in cues.SHOWING


def _is_unreal_infinitive(parsed: Parsed, here: int, head: int) -> bool:
    """Tell whether "to say" stands after a verb or noun that leaves open whether it was said."""
    if here > 1 and parsed.lower[here - 1] == "to" and parsed.lemma[here - 2] in {"like", "love", "continue"}:
        return False
    if head == here or parsed.pos[head] not in {"VERB", "AUX"}:
        return True
    if parsed.lemma[head] in cues.UNREAL or parsed.dep[here] not in {"advcl", "xcomp", "ccomp", "conj"}:
        return True
    return any(parsed.dep[kid] == "neg" for kid in parsed.kids[head])
