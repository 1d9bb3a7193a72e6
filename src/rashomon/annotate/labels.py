"""What verbs report that take a thing instead of a clause: "called it late", "denied the charge"."""

from __future__ import annotations

from rashomon.annotate import cues
from rashomon.annotate.attributions import is_passive
from rashomon.annotate.extents import content_end, trim_end
from rashomon.annotate.sources import own_subject
from rashomon.annotate.units import Parsed, Speech, words_of
from rashomon.annotate.verbs import FINITE


def says_fragment(parsed: Parsed, speech: Speech, after: int) -> bool:
    """Tell whether words without a verb follow "say", which always reports: "the company says about 640 tonnes"."""
    if after >= speech.unit.last or parsed.tag[speech.verb] not in FINITE or not speech.source or speech.passive:
        return False
    return parsed.lower[after] in _SAID_BARE or parsed.pos[after] == "NUM"


#: Words that say can be followed by without a clause.
_SAID_BARE = cues.words("yes no about nearly almost at approximately around roughly over under")


def read_figure(parsed: Parsed, speech: Speech, after: int) -> None:
    """Fill a figure that somebody gives without a clause: "police counted 2,000 marchers", "they admit to nine"."""
    verb, unit, lemma = speech.verb, speech.unit, parsed.lemma[speech.verb]
    if lemma not in cues.FIGURING or speech.passive or not speech.source or parsed.tag[verb] in {"VBG", "VB"}:
        return
    begin = after + 1 if lemma == "admit" and parsed.lower[after : after + 1] == ["to"] else after
    here = begin
    while here < min(unit.last, begin + _BEFORE_FIGURE) and parsed.lower[here] in _ABOUT:
        here += 1
    if here >= unit.last or parsed.tag[here] != "CD" or parsed.inner[here] != unit.inside:
        return
    last = content_end(parsed, speech, begin)
    clause = any(parsed.tag[k] in FINITE for k in range(here, last))
    if last > begin and not clause and not (lemma == "claim" and parsed.lemma[last - 1] in {"life", "victim"}):
        speech.content.append((begin, last))


#: Words that may stand before a figure, and how many of them at most.
_ABOUT = cues.words(
    "about around some nearly almost at least most more less fewer than over under up to only just a an"
)
_BEFORE_FIGURE = 4


def read_label(parsed: Parsed, speech: Speech, after: int) -> None:
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
    if quoted and _is_term(parsed, speech, quoted[0]):
        return
    if quoted and lemma in cues.LABELLING:
        first = after + 1 if parsed.lower[after] == "as" else after
        speech.content.append((first, quoted[-1] + 1))
    elif lemma in cues.LABELLING_PLAIN or lemma == "put":
        _read_plain_label(parsed, speech, after)
    if not speech.content and lemma in cues.NAMING:
        _read_object(parsed, speech, after)


def read_charge(parsed: Parsed, speech: Speech, after: int) -> None:
    """Fill whom somebody charges, and with what: "accused the mayor of lying", "accused by two aides of lying"."""
    verb, unit = speech.verb, speech.unit
    leads = cues.CHARGING.get(parsed.lemma[verb], frozenset())
    if not leads or not speech.source or speech.content:
        return
    for here in range(after, min(unit.last - 1, after + _BEFORE_CHARGE)):
        if parsed.tag[here] in FINITE or parsed.lower[here] in {",", ";", ":"}:
            return
        if parsed.lower[here] in leads and parsed.inner[here] == unit.inside and (here > after or speech.passive):
            first = here if speech.passive else after
            last = content_end(parsed, speech, first)
            if last > here + 1:
                speech.content.append((first, last))
                speech.thing = True
            return


#: Words of whoever is charged, at most.
_BEFORE_CHARGE = 16


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
    first, last = words_of(parsed, parsed.marks[parsed.inner[quoted]])
    short = last - first <= _LONGEST_TERM
    return short and parsed.tag[speech.verb] in {"VBP", "VBZ", "VB"} and parsed.lower[quoted + 1] == "the"


#: Words of a name in quotation marks at most, the marks included.
_LONGEST_TERM = 6


def _read_plain_label(parsed: Parsed, speech: Speech, after: int) -> None:
    """Fill "called the plan late", "described it as a gift", "put the toll at 212": an object with its name."""
    verb, unit = speech.verb, speech.unit
    lemma = parsed.lemma[verb]
    if is_passive(parsed, verb, own_subject(parsed, verb)):
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
            named = named or (k == after and _is_judged(parsed, verb, after))
            named = named or (k == after and parsed.lower[k] in {"it", "this", "that", "them", "him", "her"})
        if named:
            last = content_end(parsed, speech, after) if lemma == "call" else parsed.right[k] + 1
            if last - after < 2:
                return
            speech.content.append((after, trim_end(parsed, unit, after, min(last, unit.last))))
            return


def _is_judged(parsed: Parsed, verb: int, after: int) -> bool:
    """Tell whether the tree made a clause of an object and its judgement: "called the study outdated"."""
    return any(
        parsed.dep[kid] == "ccomp" and parsed.left[kid] == after < kid and parsed.tag[kid] in {"VBD", "VBN", "JJ"}
        for kid in parsed.kids[verb]
    )


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


#: Verbs whose object alone is what was said: "demanded longer slots".
_NAMED = cues.words("""
    announce attribute blame defend demand dispute estimate express forecast pledge predict promise recall reject
    """)
