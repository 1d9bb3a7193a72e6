"""Whether reported speech denies something.

A verb of denial settles it. Else it is a matter of likelihood: speech is more likely to deny if it is negated from its
first word, calls something false, speaks of the speaker's own deeds, or answers what somebody else said before.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rashomon.annotate import cues
from rashomon.annotate.units import Parsed, Speech
from rashomon.model.records import Record


class DenialSettings(Record, frozen=True, kw_only=True):
    """Weights of a logistic regression over speech without a verb of denial, rounded.

    It was fitted on the training part of the corpus and two of the packs; ``false_it_is`` was added by hand.
    ``threshold`` is in log-odds: of -0.5 to -1.6, -1.0 gave the best F1 on those packs (.69), near the best on the
    corpus (.54), verbs of denial included. What is denied often stands outside the article: the words cannot tell all.
    ``window``: characters before speech in which a charge may stand. ``back``: earlier pieces it may answer.
    """

    bias: float = -4.1
    negated: float = 0.2
    from_the_start: float = 0.9
    own_deeds: float = 1.2
    false: float = 2.6
    false_it_is: float = 1.2
    no_such: float = 1.2
    insists: float = 1.4
    insists_not: float = 0.5
    answers: float = 0.9
    after_charge: float = 0.9
    beside_denial: float = 0.5
    later: float = -0.6
    short: float = 0.6
    never: float = 0.6
    threshold: float = -1.0
    window: int = 300
    back: int = 12


SETTINGS = DenialSettings()
_NEGATED = re.compile(r"\b(?:not|no|never|nothing|nobody|none|neither|nor|cannot)\b|n['’]t\b", re.IGNORECASE)
_STARTS = re.compile(
    r"\W{0,3}(?:no |nobody|nothing|none|neither|at no |there (?:was|is|were|are|had been) (?:no|never)|never|not)\b",
    re.IGNORECASE,
)
_OWN = re.compile(r"\b(?:I|we|our|ours|us|my)\b", re.IGNORECASE)
_FALSE = re.compile(
    r"\b(?:false\w*|untrue|not true|lies?|liars?|fiction|fantasy|nonsense|baseless|unfounded|groundless|forgery|forged"
    r"|fabricat\w*|invented|inventions?|inaccurate|misheard|misquoted|misunderst\w*|made up|rubbish|smears?|slander"
    r"|hoax|myth|ridiculous|absurd|preposterous|wrong)\b",
    re.IGNORECASE,
)
_FALSE_IT_IS = re.compile(rf"\b(?:is|was|are|were|be|called?|calls)\b[^.;]{{0,25}}?{_FALSE.pattern}", re.IGNORECASE)
_INSISTING = cues.words("insist maintain assure swear stress counter retort reply respond answer submit protest")
_CHARGE = re.compile(
    r"\b(?:accus\w*|blam\w*|alleg\w*|claim\w*|den(?:y|ies|ied|ial)|reject\w*|charged?|critici[sz]\w*|suggest\w*|rumou?rs?"
    r"|asked|disput\w*|complain\w*|warn\w*)\b",
    re.IGNORECASE,
)
_LATER = re.compile(r"\b(?:will|would|shall|can|cannot|should|may)\b", re.IGNORECASE)
_NEVER = re.compile(r"\b(?:had|have|has|was|were|did) (?:not|never)\b|\bnever\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]{4,}")
#: Verbs that deny what is said, and turn down what is offered or planned.
_CHOOSING = frozenset({"reject", "dismiss", "contest"})
#: What is asked for: who denies or rejects these grants nothing, and says nothing of what is so.
_REQUESTS = cues.words(
    "call request demand application appeal plea bid petition motion offer proposal protest invitation amendment bill "
    "entry access bail parole permission visa leave asylum admission treatment jurisdiction lawsuit suit"
)
#: What is said or thought without being a noun of speech: "rejected the notion", "dismissed talk of a merger".
_TOLD = cues.words(
    "notion idea inference blame responsibility fear link involvement guilt wrongdoing figure count number toll sum "
    "account story tale speculation implication concern parallel comparison impression narrative label description"
)


def find_denials(parsed: Parsed, found: Sequence[Speech]) -> frozenset[int]:
    """Return the places in ``found`` (in the order of the text) of the speech that denies something."""
    denied = [
        place
        for place, speech in enumerate(found)
        if (parsed.lemma[speech.verb] in cues.DENYING and speech.cue and not _turns_down(parsed, speech))
        or _is_withdrawn(parsed, speech)
    ]
    starts = [parsed.start[found[place].verb] for place in denied]
    sources = [_stems(parsed, speech.source) for speech in found]
    contents = [_stems(parsed, speech.content) for speech in found]
    result = set(denied)
    for place in range(len(found)):
        if place in result:
            continue
        near = any(abs(start - parsed.start[found[place].verb]) < SETTINGS.window for start in starts)
        earlier = range(max(0, place - SETTINGS.back), place)
        answers = any(sources[k] != sources[place] and contents[k] & contents[place] for k in earlier)
        if _weigh(parsed, found[place], near=near, answers=answers) > SETTINGS.threshold:
            result.add(place)
    return frozenset(result)


def _is_withdrawn(parsed: Parsed, speech: Speech) -> bool:
    """Tell whether a statement is taken back: "withdrew its statement that", "stepped back from her claim that".

    Or no longer made: "he no longer claims that".
    """
    noun = speech.verb
    if parsed.pos[noun] != "NOUN":
        return bool(speech.cue) and [*parsed.lower[max(0, noun - 2) : noun]] == ["no", "longer"]
    above = parsed.head[noun]
    if parsed.dep[noun] == "pobj":
        above = parsed.head[above]
    elif parsed.dep[noun] not in ("dobj", "nsubjpass"):
        return False
    if parsed.lower[above] == "back":  # "stepped back from her statement"
        above = parsed.head[above]
    words = {parsed.lower[k] for k in range(above + 1, min(above + 3, len(parsed.lower)))}
    back = parsed.lemma[above] in cues.GOING_BACK and "back" in words
    negated = any(parsed.head[k] == above and parsed.dep[k] == "neg" for k in range(max(0, above - 4), above))
    return (back or parsed.lemma[above] in cues.WITHDRAWING) and not negated


def _turns_down(parsed: Parsed, speech: Speech) -> bool:
    """Tell whether what is rejected is a thing and nothing that was said: "the council rejected a new pool"."""
    places = [k for first, last in speech.content for k in range(first, last)]
    if not places or parsed.lower[places[0]] in {"this", "that", "it", "these", "those"}:
        return False
    first = next((k for k in places if parsed.pos[k] in {"NOUN", "PROPN"}), places[0])
    head = parsed.head[first] if parsed.dep[first] == "compound" else first
    plain = not any(parsed.pos[k] in {"VERB", "AUX"} for k in range(places[0], head))
    if plain and parsed.lemma[head] in _REQUESTS and not parsed.dep[head].startswith("nsubj"):
        return True
    if parsed.lemma[speech.verb] not in _CHOOSING:
        return False
    told = any(
        parsed.pos[k] in {"VERB", "AUX"}
        or parsed.lemma[k] in cues.NOUNS | _TOLD
        or parsed.inner[k] != speech.unit.inside
        for k in places
    )
    return not told


def _weigh(parsed: Parsed, speech: Speech, *, near: bool, answers: bool) -> float:
    """Return the log-odds that speech without a verb of denial denies something."""
    text = " ".join(parsed.text_of(first, last) for first, last in speech.content)
    wrong = bool(_FALSE.search(text))
    negated = bool(_NEGATED.search(text))
    if not negated and not wrong:
        return SETTINGS.bias
    begin = parsed.start[speech.content[0][0]]
    lemma = parsed.lemma[speech.verb]
    insists = bool(speech.cue) and (
        lemma in _INSISTING or (lemma == "hit" and parsed.lower[speech.cue[0][1] - 1] == "back")
    )
    charged = _CHARGE.search(parsed.text, max(0, begin - SETTINGS.window), begin) is not None
    weighed = (
        (SETTINGS.negated, negated),
        (SETTINGS.from_the_start, _STARTS.match(text) is not None),
        (SETTINGS.own_deeds, negated and _OWN.search(text) is not None),
        (SETTINGS.false, wrong),
        (SETTINGS.false_it_is, wrong and _FALSE_IT_IS.search(text) is not None),
        (SETTINGS.no_such, "no such" in text.lower()),
        (SETTINGS.insists, insists),
        (SETTINGS.insists_not, negated and insists),
        (SETTINGS.answers, negated and answers),
        (SETTINGS.after_charge, negated and charged),
        (SETTINGS.beside_denial, near),
        (SETTINGS.later, negated and _LATER.search(text) is not None),
        (SETTINGS.short, negated and len(text.split()) < 14),
        (SETTINGS.never, _NEVER.search(text) is not None),
    )
    return SETTINGS.bias + sum(weight for weight, holds in weighed if holds)


def _stems(parsed: Parsed, pieces: Sequence[tuple[int, int]]) -> frozenset[str]:
    """Return the first letters of the longer words of some ranges, so that "warned" meets "warning"."""
    return (
        frozenset(word[:6].lower() for first, last in pieces for word in _WORD.findall(parsed.text_of(first, last)))
        - _COMMON
    )


_COMMON = cues.words("that this with from have been were they them their there which would could about after before")
