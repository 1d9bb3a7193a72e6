"""Which verbs of a sentence report speech that took place."""

from __future__ import annotations

from rashomon.annotate import cues
from rashomon.annotate.sources import find_subject, own_subject
from rashomon.annotate.units import Parsed

FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
#: Verbs before an infinitive that leave it real: "he likes to say", "she used to say".
HABITS = frozenset({"like", "love", "continue", "use"})


#: Verbs of speech that a particle makes verbs of something else: "a letter writes off 60 million".
_OTHER_SENSES = frozenset({("write", "off"), ("write", "down"), ("call", "off"), ("call", "up")})


def is_cue(parsed: Parsed, here: int) -> bool:
    """Tell whether a word is a verb of the lists, in a form that reports."""
    lemma, tag = parsed.lemma[here], parsed.tag[here]
    if lemma == "know":
        return parsed.lemma[max(0, here - 2) : here] == ["want", "to"] and not is_unreal(parsed, here - 2)
    if lemma not in cues.VERBS or (lemma in _HELD and not _has_subject(parsed, here, _HELD[lemma])):
        return False
    if (lemma, *parsed.lower[here + 1 : here + 2]) in _OTHER_SENSES:
        return False
    verbal = tag.startswith("VB") or (tag == "NNS" and _is_mistaken(parsed, here))
    if not verbal or parsed.dep[here] in {"compound", "aux"} or (parsed.dep[here] == "amod" and tag != "VBD"):
        return False
    return not is_unreal(parsed, here)


def _has_subject(parsed: Parsed, here: int, nouns: frozenset[str]) -> bool:
    """Tell whether the subject of a verb is one of some nouns: a court hears, an inquiry finds."""
    subject = own_subject(parsed, here)
    if subject is None:
        return False
    return any(parsed.lemma[k] in nouns for k in (subject, *parsed.kids[subject]) if k <= subject)  # "Judge Lena Orth"


#: Verbs that report with some subjects only.
_HELD = {"hear": cues.HEARINGS, "find": cues.FINDERS}


def _is_mistaken(parsed: Parsed, here: int) -> bool:
    """Tell whether what the tagger took for a plural is a verb: "the office specifies that"."""
    after = parsed.lower[here + 1] if here + 1 < len(parsed.lower) else ""
    return bool(here) and (parsed.outer[here - 1] >= 0 or after == "that" or parsed.dep[here] == "ROOT")


def is_unreal(parsed: Parsed, here: int) -> bool:
    """Tell whether the verb reports nothing: negated, hypothetical, refused, or still to come."""
    near = [kid for kid in parsed.kids[here] if here - 4 <= kid < here]
    if any(_makes_unreal(parsed, kid, here) for kid in near):
        return True
    subject = find_subject(parsed, here)
    if subject is not None and _is_mute(parsed, subject, here):
        return True
    head = parsed.head[here]
    if any(parsed.lower[kid] == "to" and parsed.dep[kid] in {"aux", "auxpass"} for kid in near):
        return _is_unreal_infinitive(parsed, here, head)
    if parsed.tag[here] != "VB":
        return False
    imperative = head == here and own_subject(parsed, here) is None
    return imperative or (parsed.dep[here] == "conj" and is_unreal(parsed, head))


def _makes_unreal(parsed: Parsed, kid: int, verb: int) -> bool:
    """Tell whether a word before a verb negates it, puts it off, or makes it a condition."""
    word, dep = parsed.lower[kid], parsed.dep[kid]
    if (dep == "neg" or word in {"never", "yet", "not"}) and "," not in parsed.lower[kid:verb]:
        return True
    if dep in {"aux", "auxpass"} and word in cues.UNREAL_AUXILIARIES:
        return "only" not in parsed.lower[kid : verb + 2]  # "would say only that", "would only say that"
    return dep == "mark" and word in {"if", "unless", "whether"}


def _is_mute(parsed: Parsed, subject: int, verb: int) -> bool:
    """Tell whether a subject says nothing: nobody, "that said", or data that show something."""
    word = parsed.lower[subject]
    if word in cues.NOBODY or (word == "that" and parsed.lower[verb + 1 : verb + 2] == [","]):
        return True
    return parsed.lemma[subject] in cues.EVIDENCE and parsed.lemma[verb] in cues.SHOWING


def _is_unreal_infinitive(parsed: Parsed, here: int, head: int) -> bool:
    """Tell whether "to say" stands after a verb or noun that leaves open whether it was said."""
    if here > 1 and parsed.lower[here - 1] == "to" and parsed.lemma[here - 2] in HABITS:
        return False
    if head == here or parsed.pos[head] not in {"VERB", "AUX"}:
        return True
    if parsed.lemma[head] in cues.UNREAL or parsed.dep[here] not in {"advcl", "xcomp", "ccomp", "conj"}:
        return True
    return any(parsed.dep[kid] == "neg" for kid in parsed.kids[head])
