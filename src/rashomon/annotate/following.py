"""Where the words begin that follow a cue verb: a clause, a question, an order, or a quoted passage.

The words between are passed over: whom it was said to, when, where and how. The tree leads, and where it is in doubt
("told jurors that silence ..." read as a relative clause) the word *that*, a colon or a mark decides.
"""

from __future__ import annotations

from rashomon.annotate import cues
from rashomon.annotate.sources import own_subject
from rashomon.annotate.units import Parsed, Speech, Unit, words_of
from rashomon.annotate.verbs import FINITE
from rashomon.model.records import Record


class FollowingSettings(Record, frozen=True, kw_only=True):
    """How far content may stand from its cue.

    ``gap``: words of addressee, time and place between them; the longest of 819 in the training part of the corpus
    has 11, punctuation apart.
    ``ahead``: words within which a bare clause must show its verb.
    """

    gap: int = 20
    ahead: int = 25


SETTINGS = FollowingSettings()

_QUESTIONS = cues.words("who what why how where when which whom whose")
_EXPLAINING = cues.words("tell explain reveal recall describe recount relate demand know")
_PASSED = cues.words("""
    prep npadvmod advmod dobj dative prt agent pobj nmod advcl appos conj cc punct intj oprd nummod amod compound
    """)
_BEGINNERS = frozenset({"DET", "PRON", "PROPN", "NOUN", "ADJ", "NUM"})


def find_start(parsed: Parsed, speech: Speech, after: int) -> int | None:
    """Return the first word of what a cue verb reports, from the word after the cue on; None if nothing follows."""
    unit = speech.unit
    plain = not speech.passive and parsed.lemma[speech.verb] not in cues.THAT_ONLY
    clause = _own_clause(parsed, speech.verb, after) if plain else None
    here = after
    while here < min(unit.last, after + SETTINGS.gap) and parsed.lower[here] not in _ENDS:
        start: int | None = None
        nxt: int | None = None
        if parsed.inner[here] != unit.inside:
            if _may_quote(parsed, speech, here, after):
                start = here
            elif parsed.pos[here - 1] in {"ADP", "DET"}:
                nxt = words_of(parsed, parsed.marks[parsed.inner[here]])[1]
        elif parsed.lower[here] == ":":
            start = _after_colon(parsed, speech, here)
        else:
            start = _begin(parsed, speech, here, after, clause)
            nxt = _pass_over(parsed, speech, here, clause)
            if start is None and nxt is None:
                start = _begin_anyway(parsed, speech, here, clause, plain=plain)
        if start is not None or nxt is None:
            return start
        here = nxt
    return None


_ENDS = frozenset({".", ";", "!", "?", "(", ")"})


def _begin_anyway(parsed: Parsed, speech: Speech, here: int, clause: int | None, *, plain: bool) -> int | None:
    """Return where content begins though the tree does not show it: at a mark after a colon, or a bare clause."""
    marked = _marked_colon(parsed, speech, here)
    if marked is not None:
        return marked
    return here if plain and _is_bare_clause(parsed, speech, here, clause) else None


def _marked_colon(parsed: Parsed, speech: Speech, here: int) -> int | None:
    """Return the quoted passage after a colon that follows without another verb, whatever the tree says."""
    for k in range(here, min(speech.unit.last - 1, here + 12)):
        if parsed.lower[k] == ":" and parsed.inner[k + 1] != speech.unit.inside:
            return k + 1
        if parsed.tag[k] in FINITE or parsed.inner[k] != speech.unit.inside:
            return None
    return None


def _after_colon(parsed: Parsed, speech: Speech, colon: int) -> int | None:
    """Return the word after a colon; verbs of manner need a quoted passage there."""
    if colon + 1 >= speech.unit.last:
        return None
    marked = parsed.inner[colon + 1] != speech.unit.inside
    return colon + 1 if marked or parsed.lemma[speech.verb] in cues.CLAUSAL | cues.ASKING else None


def _past_time(parsed: Parsed, unit: Unit, here: int) -> int:
    """Return the first word after a day or place that the tree took into the clause: "said on Monday it would"."""
    if parsed.lower[here] in {"in", "by", "on"}:
        for k in range(here + 1, min(unit.last - 2, here + 5)):
            if parsed.lemma[k] in cues.VENUES and parsed.pos[k + 1] in {"PRON", "DET", "PROPN", "NOUN"}:
                return k + 1
    if parsed.lower[here] in {"last", "this", "earlier"} and parsed.lower[here + 1] in {
        "week",
        "month",
        "year",
        "night",
    }:
        return here + 2 if parsed.lower[here + 2] not in {"'s", "’s", ","} else here
    day = here + 1 if parsed.lower[here] == "on" else here
    if day + 2 >= unit.last or parsed.lower[day] not in cues.TIMES:
        return here
    return day + 1 if parsed.pos[day + 1] in {"PRON", "DET", "PROPN", "NOUN", "ADJ", "NUM"} else here


def _begin(parsed: Parsed, speech: Speech, here: int, after: int, clause: int | None) -> int | None:
    """Return where content begins if a word opens it, a day or a place passed over."""
    start = _open(parsed, speech, here, after, clause)
    if start is not None and parsed.lower[start] == "," and start + 1 < speech.unit.last:
        start = here = start + 1
    return _past_time(parsed, speech.unit, here) if start == here else start


def _open(parsed: Parsed, speech: Speech, here: int, after: int, clause: int | None) -> int | None:
    """Return where content begins if a word opens it: that, whether, a question word, to, or the clause itself."""
    word, lemma, unit = parsed.lower[here], parsed.lemma[speech.verb], speech.unit
    start: int | None = None
    near = here - after <= 6 or parsed.head[parsed.head[here]] == speech.verb
    that = word == "that" and is_complementizer(parsed, unit, here) and _takes_that(parsed, speech, here)
    whether = word in {"whether", "if"} and lemma in cues.ASKING and here + 1 < unit.last and near
    if that or whether:
        start = here + 1
    elif (
        word in _QUESTIONS
        and lemma in cues.ASKING | _EXPLAINING
        and _verb_ahead(parsed, unit, here)
        and not _tells_which(parsed, speech, here)
    ):
        start = here - 1 if parsed.pos[here - 1] == "ADP" and here - 1 >= after else here
    elif word == "against" and here == after and lemma in cues.OPPOSING:
        start = here
    elif word == "to" and _takes_infinitive(parsed, speech, here, after):
        start = here - 1 if parsed.lower[here - 1] in {"not", "never"} else here
    elif clause is not None and here >= max(parsed.left[clause], after) and lemma in cues.CLAUSAL | cues.ASKING:
        if here == after and lemma in _ADDRESSING and _is_addressee(parsed, here):
            here += 1
        opener = next((k for k in parsed.kids[clause] if parsed.lower[k] == "that" and parsed.dep[k] == "mark"), here)
        start = opener + 1 if here < opener <= here + 3 else here
    return start


def _tells_which(parsed: Parsed, speech: Speech, here: int) -> bool:
    """Tell whether a question word is none, but says which thing is meant: "questioned in a hospital where he lay"."""
    noun, verb = here - 1, parsed.head[here]
    return (
        parsed.lower[here] != "what"
        and parsed.pos[noun] in {"NOUN", "PROPN"}
        and parsed.dep[verb] == "relcl"
        and parsed.head[verb] != speech.verb
        and parsed.head[parsed.head[verb]] != speech.verb
    )


#: Verbs that never go without saying to whom.
_ADDRESSING = frozenset({"tell", "inform", "remind", "assure", "notify"})


def _is_addressee(parsed: Parsed, here: int) -> bool:
    """Tell whether one word before a clause is spoken to, though the tree made it a part of it: "told MPs growth"."""
    return parsed.pos[here] in {"PROPN", "NOUN", "PRON"} and parsed.pos[here + 1] in _BEGINNERS


def _takes_that(parsed: Parsed, speech: Speech, here: int) -> bool:
    """Tell whether a verb takes a that-clause; some only in a phrase: "made it clear that", "put it to him that"."""
    lemma = parsed.lemma[speech.verb]
    between = parsed.lower[speech.verb + 1 : here]
    if lemma == "make":
        return any(word in {"clear", "plain"} for word in between)
    if lemma == "put":
        return between[:1] == ["it"]
    return lemma in cues.CLAUSAL | {"point", "hit"}


def is_complementizer(parsed: Parsed, unit: Unit, here: int) -> bool:
    """Tell whether a "that" opens a clause, and is neither a pronoun nor a relative."""
    nxt = here + 1
    if parsed.dep[here] == "mark" and nxt < unit.last:
        return True
    if nxt >= unit.last or parsed.tag[nxt] in FINITE or parsed.lower[nxt] in {",", ".", ";"}:
        return False
    return _verb_ahead(parsed, unit, here)


def _verb_ahead(parsed: Parsed, unit: Unit, here: int) -> bool:
    """Tell whether a finite verb comes soon, quoted words included."""
    for k in range(here + 1, min(unit.last, here + SETTINGS.ahead)):
        if parsed.tag[k] in FINITE:
            return True
        if parsed.inner[k] == unit.inside and parsed.lower[k] in {".", ";", ":"}:
            return False
    return False


def _own_clause(parsed: Parsed, verb: int, after: int) -> int | None:
    """Return the verb of the clause that the tree puts under a cue, to its right; infinitives are no clauses."""
    for kid in parsed.kids[verb]:
        if kid < after or parsed.dep[kid] not in {"ccomp", "xcomp"} or parsed.pos[kid] == "PUNCT":
            continue
        deps = {parsed.dep[k] for k in parsed.kids[kid]}
        if any(parsed.tag[k] == "TO" or _is_relative(parsed, k, after) for k in parsed.kids[kid]):
            continue
        if deps & {"nsubj", "nsubjpass", "csubj", "mark", "expl", "attr"} or parsed.tag[kid] == "VB":
            return kid
    return None


def _is_relative(parsed: Parsed, here: int, after: int) -> bool:
    """Tell whether a word opens a relative clause, whatever the tree made of it: "boasted of a jail that could"."""
    return parsed.tag[here] == "WDT" and here > after and parsed.pos[here - 1] in {"NOUN", "PROPN", "NUM"}


def _may_quote(parsed: Parsed, speech: Speech, here: int, after: int) -> bool:
    """Tell whether a quoted passage after a cue is what was said, and not a name in an addressee."""
    lemma = parsed.lemma[speech.verb]
    if lemma not in cues.CLAUSAL | cues.MANNER | cues.ASKING:
        return False
    if parsed.start[here] != parsed.marks[parsed.inner[here]].start:
        return False
    if parsed.lower[here - 1] in {",", ":"}:
        return True
    if here == after:
        return lemma in cues.PLAIN_MARKED
    return lemma in cues.CLAUSAL - cues.LABELLING and parsed.text[parsed.start[here] + 1].isupper()


def _takes_infinitive(parsed: Parsed, speech: Speech, here: int, after: int) -> bool:
    """Tell whether "to" begins what somebody is told to do, or what somebody vows to do."""
    lemma = parsed.lemma[speech.verb]
    if here + 1 >= speech.unit.last or parsed.tag[here] != "TO":
        return False
    ahead = parsed.lemma[here + 1 : here + 4]
    if parsed.lower[here - 1] == "not" and any(word in {"name", "identify", "quote", "print"} for word in ahead):
        return False
    if speech.passive:
        return lemma == "tell"
    if lemma in cues.ORDERING and any(parsed.dep[k] in _ADDRESSEES for k in range(after, here)):
        return True
    return lemma in cues.PROMISING and here - after - (parsed.lower[here - 1] in {"not", "never"}) <= 1


_ADDRESSEES = frozenset({"dobj", "dative", "pobj", "nsubj"})


def _pass_over(parsed: Parsed, speech: Speech, here: int, clause: int | None) -> int | None:
    """Return the word after an adverbial, an addressee or a comma, or None where something else stands there."""
    verb, unit = speech.verb, speech.unit
    if parsed.lower[here] in {",", "–", "—", "-", "not"} or parsed.pos[here] == "ADV" or parsed.tag[here] == "RP":
        return here + 1
    top = here
    while parsed.head[top] != verb and parsed.head[top] != top and parsed.left[parsed.head[top]] >= here:
        top = parsed.head[top]
    dep, lemma = parsed.dep[top], parsed.lemma[verb]
    addressed = lemma in cues.TELLING | cues.ORDERING | cues.ASKING | {"put", "make"}
    if dep not in _PASSED or (dep in {"dobj", "dative"} and not addressed):
        return None
    end = min(parsed.right[top] + 1, unit.last)
    stop = _stop_inside(parsed, speech, here, end, clause)
    return max(end, here + 1) if stop is None else stop


def _stop_inside(parsed: Parsed, speech: Speech, here: int, end: int, clause: int | None) -> int | None:
    """Return the first word in a phrase at which content may begin, though the tree made it a part of the phrase."""
    unit, lemma = speech.unit, parsed.lemma[speech.verb]
    openers = _OPENERS | _QUESTIONS if lemma in cues.ASKING else _OPENERS
    hidden = _hidden_clause(parsed, here, end) if lemma in cues.BARE and clause is None else None
    for inner in range(here + 1, end):
        opens = parsed.lower[inner] in openers and (parsed.lower[inner] != "to" or parsed.tag[inner] == "TO")
        if opens or parsed.inner[inner] != unit.inside:
            return inner
        if clause is not None and inner >= parsed.left[clause] > here:
            return inner
        if hidden is not None and inner >= hidden:
            return inner if not _later_that(parsed, unit, inner) else end
    return None


_OPENERS = frozenset({"that", "whether", ":", "to", "if", ","})


def _later_that(parsed: Parsed, unit: Unit, here: int) -> bool:
    return any(parsed.lower[k] == "that" and parsed.dep[k] == "mark" for k in range(here, min(unit.last, here + 20)))


def _hidden_clause(parsed: Parsed, first: int, end: int) -> int | None:
    """Return the start of a clause that the tree hung on a noun though no relative word opens it: "told X he had"."""
    for k in range(first + 1, end):
        subject = own_subject(parsed, k) if parsed.dep[k] in {"relcl", "ccomp", "acl"} else None
        if subject is None or not first < parsed.left[k] == parsed.left[subject]:
            continue
        if parsed.lower[parsed.left[k]] not in {"who", "which", "that", "whose", "where"}:
            return parsed.left[k]
    return None


def _is_bare_clause(parsed: Parsed, speech: Speech, here: int, clause: int | None) -> bool:
    """Tell whether a clause without *that* begins at a word though the tree shows none."""
    if clause is not None or parsed.lemma[speech.verb] not in cues.BARE or parsed.pos[here] not in _BEGINNERS:
        return False
    after_comma = "," in parsed.lower[max(speech.verb, here - 4) : here]
    return not after_comma and _verb_ahead(parsed, speech.unit, here)
