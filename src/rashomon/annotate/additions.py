"""Rules and tagger together: what the tagger finds besides.

Rules are sure where the grammar is plain; the tagger, which has seen what they found, knows turns of phrase that no
rule has. So the rules' findings stand, and the tagger's are added where the rules found nothing and it is sure enough.
(Dropping what the tagger doubts, and moving the rules' edges to its, were tried: neither helped on unread articles.)
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rashomon.annotate.cues import words
from rashomon.annotate.tagged import Run, Tagged
from rashomon.annotate.units import Parsed, Range, Speech, Unit, snap
from rashomon.annotate.verbs import is_unreal
from rashomon.model.records import Record


class AdditionSettings(Record, frozen=True, kw_only=True):
    """How sure the tagger must be, chosen on the articles held back from learning (train/speech/CARD.md) and the packs.

    On the held-back articles F1 is .858 by rules alone, and with what the tagger adds at log-odds of 3, 2.5, 2, 1.5, 1
    and .5 .875, .875, .876, .876, .876 and .874; precision is .898, .898, .895, .892, .886 and .880. On the packs 1
    costs .001 of F1 against 1.5.
    """

    #: Mean log-odds of a content that is added ...
    added: float = 1.5
    #: ... where it points to no cue ...
    bare: float = 3.0
    #: ... and inside other content.
    nested: float = 2.0
    #: Share of a content in findings of the rules from which it is theirs.
    covered: float = 0.3


SETTINGS = AdditionSettings()


def add_speech(
    parsed: Parsed, found: Sequence[Speech], marked: Sequence[Tagged], settings: AdditionSettings = SETTINGS
) -> list[Speech]:
    """Return the speech that rules found, and what the tagger adds."""
    taken = [piece for speech in found for piece in speech.content]
    added: dict[tuple[int, int], Speech] = {}
    for tagged in marked:
        if not _is_new(parsed, tagged, taken, settings):
            continue
        speech = _make_speech(parsed, tagged)
        if speech is None:
            continue
        key = (tagged.layer, tagged.cue.first) if tagged.cue else (-1, tagged.run.first)
        if key in added:
            speech = replace(speech, content=[*added[key].content, *speech.content])
        added[key] = speech
    return [*found, *added.values()]


def _is_new(parsed: Parsed, tagged: Tagged, taken: Sequence[Range], settings: AdditionSettings) -> bool:
    """Tell whether a content is sure enough, and none that the rules found too."""
    run = tagged.run
    if tagged.cue and parsed.pos[tagged.cue.first] == "VERB" and _is_unspoken(parsed, tagged.cue.first):
        return False
    if tagged.layer:
        alike = max((_count_common(run, piece) / _count_all(run, piece) for piece in taken), default=0.0)
        return run.worth >= settings.nested and alike < settings.covered
    shared = sum(_count_common(run, piece) for piece in taken)
    least = settings.added if tagged.cue else settings.bare
    return run.worth >= least and shared < settings.covered * (run.last - run.first)


def _is_unspoken(parsed: Parsed, verb: int) -> bool:
    return is_unreal(parsed, verb) or parsed.lemma[verb] in _UNSPOKEN


#: Verbs of wishes and memories, which nobody need have uttered.
_UNSPOKEN = words("want wish hope remember think")


def _count_common(run: Run, piece: Range) -> int:
    return max(0, min(run.last, piece[1]) - max(run.first, piece[0]))


def _count_all(run: Run, piece: Range) -> int:
    return max(run.last, piece[1]) - min(run.first, piece[0])


def _make_speech(parsed: Parsed, tagged: Tagged) -> Speech | None:
    """Return what the tagger marks as speech, its end at the end of a phrase; None where nothing is left of it."""
    first = tagged.cue.first if tagged.cue else tagged.run.first
    unit = _find_unit(parsed, tagged.run.first)
    last = _end_phrase(parsed, unit, _drop_links(parsed, tagged.run))
    if all(parsed.pos[here] in _CLOSED for here in range(tagged.run.first, last)):
        return None
    return Speech(
        verb=first,
        unit=unit,
        content=[snap(parsed, unit.inside, (tagged.run.first, last))],
        cue=[(tagged.cue.first, tagged.cue.last)] if tagged.cue else [],
        source=[(tagged.source.first, tagged.source.last)] if tagged.source else [],
        carried=tagged.cue is None,
    )


def _drop_links(parsed: Parsed, run: Run) -> int:
    """Return the end of a content without words at which it breaks off: "the store, where", "a notice that had"."""
    last = run.last
    while last > run.first and last < len(parsed.pos) and parsed.pos[last - 1] in _LINKING:
        if parsed.inner[last - 1] != parsed.inner[last] or parsed.pos[last] == "PUNCT":
            break
        last -= 1
    return last


_LINKING = frozenset({"SCONJ", "CCONJ", "AUX", "ADP"})
_CLOSED = _LINKING | frozenset({"PRON", "DET", "PART", "PUNCT", "SPACE"})


def _end_phrase(parsed: Parsed, unit: Unit, last: int) -> int:
    """Return where the noun phrase ends that a content breaks off: "from the United" goes on to "States"."""
    while last < unit.last and parsed.dep[last - 1] in _LEADING and parsed.head[last - 1] >= last:
        last = min(parsed.head[last - 1] + 1, unit.last)
    return last


#: Arcs of words that lead to a noun after them.
_LEADING = frozenset({"det", "compound", "amod", "nummod", "poss", "case", "nmod"})


def _find_unit(parsed: Parsed, word: int) -> Unit:
    """Return the sentence outside marks that holds a word."""
    return next(unit for unit in parsed.units if unit.inside < 0 and unit.last > word)
