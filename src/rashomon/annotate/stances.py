"""How a clause is held: affirmed or denied; stated, hedged or planned."""

from __future__ import annotations

from rashomon.annotate import cues
from rashomon.annotate.clauses import Clause, ClauseKind
from rashomon.annotate.lexicons import load_lexicon
from rashomon.annotate.parses import Parse
from rashomon.model.records import Certainty, Polarity, Record


class Setting(Record, frozen=True, kw_only=True):
    """What is known of a clause from outside it.

    ``quoted``: it is somebody's reported speech; ``named``: somebody is named as its source; ``contested``: the speaker
    denies something; ``dropped``: what is reported is no longer said; ``refused``: what is reported is a thing turned
    down and no words denied; ``hedged``: its sentence hedges it ("it is understood"); ``ahead``: it bears a date after
    the day of publication.
    """

    quoted: bool = False
    contested: bool = False
    dropped: bool = False
    refused: bool = False
    named: bool = False
    hedged: bool = False
    ahead: bool = False


#: Cues that deny what was said and turn down what was offered; with their helping verbs.
_REFUSING = frozenset({"reject", "dismiss", "contest", "deny", "have", "be"})
#: Clauses that say when, or of whom: who denies "that they stood by while it burned" does not deny that it burned.
_GRANTED = frozenset({ClauseKind.ADVERBIAL, ClauseKind.RELATIVE})
#: Besides speech, what may be false in the sense of untrue.
_SAID = cues.NOUNS | cues.words(
    "account fact figure idea impression information narrative news picture post premise story tale"
)
_NOBODY = frozenset({"nobody", "none", "few", "one"})
_ABILITIES = frozenset({"see", "hear", "feel", "smell", "spot", "find", "reach", "make", "tell", "read", "take"})


def judge_polarity(parse: Parse, clause: Clause, cue: frozenset[str], about: Setting) -> Polarity:
    """Tell whether a clause denies. ``cue`` holds the lemmas of the words that report it.

    What stands under "denied" or "rejected" is denied. Else somebody who is quoted denies with a clause that calls
    something false, or that is negative where the quote is marked as a denial or the text around speaks of one; a
    plain "was not charged" affirms, and so does "nobody denies that".
    """
    words = load_lexicon("claims")
    if _concedes(parse, clause):
        return Polarity.AFFIRMED
    if cue & words["denial verbs"]:
        turned = about.refused and cue <= _REFUSING
        granted = about.quoted and clause.kind in _GRANTED
        return Polarity.AFFIRMED if turned or granted else Polarity.DENIED
    if about.dropped:
        return Polarity.DENIED
    if about.quoted:
        said = {parse.lower[i] for i in clause.tokens}
        called_false = any(parse.lower[i] in words["falsity"] and _is_of_words(parse, i) for i in clause.tokens)
        if called_false or (about.contested and said & words["negatives"]):
            return Polarity.DENIED
    return Polarity.AFFIRMED


def _is_of_words(parse: Parse, i: int) -> bool:
    """Tell whether a word that calls something false speaks of what was said, not of a thing: "a false panel"."""
    return parse.deps[i] != "amod" or parse.lemmas[parse.heads[i]] in _SAID


def _concedes(parse: Parse, clause: Clause) -> bool:
    """Tell whether a clause says that something is not denied: "nobody disputes", "neither confirm nor deny"."""
    head = clause.head
    if parse.lemmas[head] not in load_lexicon("claims")["denial verbs"]:
        return False
    before = parse.lower[max(0, head - 4) : head]
    subject = parse.lower[clause.subject] if clause.subject is not None else ""
    return not {"not", "n't", "n’t", "never", "nor", "neither"}.isdisjoint(before) or subject in _NOBODY


def find_disputes(parse: Parse) -> frozenset[int]:
    """Return the numbers of the sentences in which, or right after which, a negative statement answers a charge."""
    words = load_lexicon("claims")
    spoken = {
        parse.sentences[i]
        for i, lemma in enumerate(parse.lemmas)
        if lemma in words["denial verbs"] or lemma in words["dispute words"]
    }
    return frozenset(spoken | {number + 1 for number in spoken})


def judge_certainty(parse: Parse, clause: Clause, cue: frozenset[str], about: Setting) -> Certainty:
    """Tell whether a clause is stated, hedged or planned.

    A claim that nobody is named for ("posts alleged") is hedged. In the present tense, what bears a date after the
    publication is planned: "parliament votes on June 18".
    """
    words = load_lexicon("claims")
    said = {parse.lower[i] for i in clause.tokens}
    negative = bool(said & words["negatives"])
    if about.hedged or said & words["hedges"] or (cue & words["doubt verbs"] and not about.named):
        return Certainty.HEDGED
    modals = [i for i in clause.tokens if parse.tags[i] == "MD"]
    if not negative and any(_is_open(parse, i) for i in modals):
        return Certainty.HEDGED
    if any(_is_said_to(parse, i) for i in clause.tokens):
        return Certainty.HEDGED
    if any(_is_future(parse, i) and not _is_unsaid(parse, i, clause.head) for i in modals):
        return Certainty.PLANNED
    if (about.ahead and _is_present(parse, clause)) or _is_wished(parse, clause):
        return Certainty.PLANNED
    return Certainty.PLANNED if not negative and _is_intended(parse, clause, said) else Certainty.STATED


def _is_open(parse: Parse, i: int) -> bool:
    """Tell whether a modal leaves open whether: "may", "might", and "could" unless it is of ability.

    A passive "could be opened by hand" and a "could see" tell what was possible, not what is uncertain.
    """
    if parse.lower[i] in load_lexicon("claims")["may"]:
        return True
    verb = parse.heads[i]
    if parse.lower[i] != "could" or parse.lemmas[verb] in _ABILITIES:
        return False
    return parse.tags[verb] == "VB" or "have" in parse.lower[i + 1 : i + 3]


def _is_said_to(parse: Parse, i: int) -> bool:
    """Tell whether a token is the participle of "is believed to"."""
    words = load_lexicon("claims")
    return (
        parse.tags[i] == "VBN"
        and parse.lemmas[i] in words["passive hedges"]
        and parse.lemmas[i] != "understand"
        and parse.lower[i + 1 : i + 2] == ["to"]
    )


def _is_future(parse: Parse, i: int) -> bool:
    """Tell whether a modal speaks of what is to come; "will not" refuses, "would have" looks back."""
    lower = parse.lower[i]
    if lower == "would":
        return "have" not in parse.lower[i + 1 : i + 3]
    return lower in load_lexicon("claims")["future"] and not _is_refused(parse, i)


def _is_refused(parse: Parse, i: int) -> bool:
    """Tell whether there is a "not" at the verb of a modal, or nobody for its subject."""
    verb = parse.heads[i]
    subject, negatives = parse.subject.get(verb, verb), load_lexicon("claims")["negatives"]
    near = (k for k in range(parse.left[verb], parse.right[verb] + 1) if parse.lower[k] in negatives)
    return any(k == subject or parse.heads[k] in {verb, subject} for k in near)


def _is_unsaid(parse: Parse, i: int, head: int) -> bool:
    """Tell whether a modal stands in what a clause leaves open: "failed to show that staff would suffer"."""
    verb = parse.heads[i]
    return verb != head and parse.deps[verb] == "ccomp" and parse.leaves_unsaid(parse.heads[verb])


def _is_wished(parse: Parse, clause: Clause) -> bool:
    """Tell whether a clause is in the subjunctive: "(asked that) the minister be removed"."""
    head = clause.head
    below = [i for i in clause.tokens if parse.heads[i] == head]
    bare = any(parse.lower[i] == "be" and parse.deps[i] in {"aux", "auxpass"} for i in below)
    return bare and clause.subject is not None and not any(parse.tags[i] in {"MD", "TO"} for i in below)


def _is_present(parse: Parse, clause: Clause) -> bool:
    """Tell whether the verb of a clause is in the simple or progressive present."""
    head = clause.head
    if parse.tags[head] in {"VBZ", "VBP"}:
        return True
    return parse.tags[head] == "VBG" and any(
        parse.heads[i] == head and parse.tags[i] in {"VBZ", "VBP"} and parse.lemmas[i] == "be" for i in clause.tokens
    )


def _is_due(parse: Parse, i: int) -> bool:
    """Tell whether a token is the "due" of a plan, not that of a cause ("due to the storm")."""
    if parse.lower[i] != "due":
        return False
    return parse.lower[i + 1 : i + 2] != ["to"] or parse.tags[i + 2 : i + 3] == ["VB"]


def _is_intended(parse: Parse, clause: Clause, said: set[str]) -> bool:
    """Tell whether a clause tells an intention: "is to", "is going to", "is due at", "plans to", "expects 200"."""
    words = load_lexicon("claims")
    head, lemma = clause.head, parse.lemmas[clause.head]
    if lemma == "be":
        aimed = parse.lower[head + 1 : head + 2] == ["to"] and parse.lower[head + 2 : head + 3] != ["blame"]
        return aimed or any(_is_due(parse, i) for i in clause.tokens)
    present = bool(said & {"is", "are", "'s", "’s"}) or parse.tags[head] in {"VBZ", "VBP"}
    if lemma in words["plan verbs"]:
        return present or "to" in parse.lower[head + 1 : head + 3]
    if lemma in words["vow verbs"]:
        return "to" in parse.lower[head + 1 : head + 3]
    return lemma == "go" and parse.tags[head] == "VBG" and parse.lower[head + 1 : head + 2] == ["to"]
