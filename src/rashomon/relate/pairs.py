"""How one sentence's claim stands to another's: same, narrower, broader, conflict, related, unrelated.

Of two sentences that are worded almost alike, what they change in each other (``edits``) decides: a figure, a day, a
name, a "not", who did it to whom; where one word stands for another, a model that reads both. Of sentences that are
told otherwise, what each word of one finds in the other (``measures``) is weighed, and the model has a say.
"""

from __future__ import annotations

from rashomon.model.annotated import Annotated
from rashomon.model.records import PairRelation, Record
from rashomon.relate.edits import Detail, Edit
from rashomon.relate.measures import Tools, measure_pair
from rashomon.weights.heads import load_head
from rashomon.weights.reader import load_reader


class Verdict(Record, frozen=True, kw_only=True):
    """The relation of a to b, how sure it is (0 to 1), the probability of each relation, and what earned it.

    ``similarity`` (0 to 1) is how alike two sentences are in what they are about, whatever the relation: two that
    contradict each other in a figure are very like.
    """

    relation: PairRelation
    score: float
    scores: dict[PairRelation, float]
    similarity: float = 0.0
    reasons: tuple[str, ...] = ()


#: What a relation is called when the sentences change places.
MIRROR = {
    **{relation: relation for relation in PairRelation},
    PairRelation.NARROWER: PairRelation.BROADER,
    PairRelation.BROADER: PairRelation.NARROWER,
}


#: How many times likelier each relation is, where two sentences stand to each other in one way of wording.
Odds = tuple[float, float, float, float, float, float]
_ORDER = (
    PairRelation.SAME, PairRelation.NARROWER, PairRelation.BROADER, PairRelation.CONFLICT, PairRelation.RELATED,
    PairRelation.UNRELATED,
)  # fmt: skip


class PairSettings(Record, frozen=True, kw_only=True):
    """How the wording of two sentences weighs on same, narrower, broader, conflict, related, unrelated.

    Chosen on pairs of a half of the claim families held back, by heads that had not seen their writers; the gate
    tests on the other half.
    """

    #: Share of their words that two sentences keep, from which they are one sentence with changes. Of pairs with a
    #: changed detail above it 98 in 101 are distorted; between .4 and .7 half are.
    alike: float = 0.7
    #: What the logarithms of the odds are divided by, so that a probability is a share of cases: chosen on the same
    #: pairs (mean error of ten bins .18 without, .08 with it).
    temperature: float = 2.0
    #: To which powers the reader's word is taken beside the head's: for *conflict* against the rest, and within the
    #: rest. The reader knows its families better than the world: on short claims of families and packs left out, .7
    #: within the rest tells .62 and .56 of the relations, .3 tells .68 and .63, none .66 and .64.
    reader_of_conflict: float = 0.2
    reader_of_rest: float = 0.3
    #: How many times as long one sentence must be as the other to be a whole of which the other tells a part.
    longer: float = 1.5
    #: Words that a claim held against a longer sentence has at the most; beyond, two sentences are told anew. Of the
    #: short claims written for this 91 in 100 have no more; from 9 on paraphrases begin to be called conflicts.
    short: int = 8
    #: A figure, a time, a name, a "not", or who did it to whom is changed.
    detail: Odds = (0.02, 0.02, 0.02, 30.0, 1.0, 0.2)
    #: One word stands for another: a synonym or another thing, which words alone do not tell.
    word: Odds = (0.2, 1.0, 1.0, 0.02, 1.0, 1.0)
    #: Parts stand in another order: told the other way round, or who did it to whom, so *same* as seldom as a detail.
    order: Odds = (0.02, 1.0, 1.0, 3.0, 1.0, 1.0)
    #: The first says more; for the second that says more the two places are exchanged.
    added: Odds = (0.3, 8.0, 0.5, 0.005, 0.5, 0.02)
    #: Nothing but small words and forms is changed.
    form: Odds = (30.0, 0.5, 0.5, 0.005, 0.5, 0.02)
    #: Told anew, how sure the reader must be of *same* and of *conflict* for them to be named: paraphrases are called
    #: a conflict in 12% where the likeliest is named, and in 1.4% so.
    told_anew: Odds = (0.05, 1.0, 1.0, 0.02, 1.0, 1.0)
    #: One tells a part of what the other tells, or something else.
    told_in_part: Odds = (0.02, 1.0, 1.0, 0.02, 1.0, 1.0)
    #: The same, with a changed detail in it, or with its parts in another order.
    told_anew_with_detail: Odds = (0.01, 1.0, 1.0, 0.01, 1.0, 1.0)
    #: A short claim that a longer sentence bears out or rules out. Of those left out, 1.5 names 54% of the conflicts
    #: and calls 13% of the claims borne out one (44% and 8% as it is, 59% and 17% at 2), and 68 relations in 100 are
    #: right. *Same* is as hard to say as elsewhere: one of the two says more.
    short_claim: Odds = (0.1, 1.0, 1.0, 1.5, 1.0, 1.0)


SETTINGS = PairSettings()
#: No relation is quite impossible.
_FLOOR = 1e-3
_DETAILS = (Detail.FIGURE, Detail.TIME, Detail.NAME, Detail.NEGATION, Detail.ROLE)


def relate_sentences(a: Annotated, b: Annotated, tools: Tools, settings: PairSettings = SETTINGS) -> Verdict:
    """Return how sentence ``a`` stands to sentence ``b``, each annotated as an article of its own.

    Both ways round are asked and averaged, so that the verdict on (b, a) is always the mirror of that on (a, b).
    """
    measure = measure_pair(a, b, tools)
    read = _read(a.article.text, b.article.text)
    weighed = _temper(read, _weigh(measure.edit, _compare_lengths(a, b), settings), settings)
    scores = choice = weighed
    if not _is_alike(measure.edit, settings):
        scores = _mix(load_head().judge(measure.there, measure.back), read, settings)
        if _is_short_claim(a, b, settings):
            choice = {r: scores[r] * o for r, o in zip(_ORDER, settings.short_claim, strict=True)}
    relation = max(choice, key=lambda key: choice[key])
    return Verdict(
        relation=relation,
        score=scores[relation],
        scores=scores,
        similarity=min(1.0, max(0.0, measure.cosine)),
        reasons=(_tell(measure.edit, settings), *measure.reasons) if a.words and b.words else measure.reasons,
    )


def _share(raw: dict[PairRelation, float]) -> dict[PairRelation, float]:
    """Return shares of one, in the order of the relations."""
    total = sum(raw.values())
    return {r: round(raw[r] / total, 4) for r in PairRelation}


def _temper(read: dict[PairRelation, float], odds: Odds, settings: PairSettings) -> dict[PairRelation, float]:
    """Return what the reader says, weighed by how two sentences are worded."""
    return _share({r: (read[r] * o) ** (1 / settings.temperature) for r, o in zip(_ORDER, odds, strict=True)})


def _mix(
    head: dict[PairRelation, float], read: dict[PairRelation, float], settings: PairSettings
) -> dict[PairRelation, float]:
    """Return what head and reader say together: whether two sentences conflict, and if not, how they stand."""
    both = _share({r: head[r] * read[r] ** settings.reader_of_conflict for r in _ORDER})
    conflict = both[PairRelation.CONFLICT]
    power = settings.reader_of_rest
    rest = _share({r: 0.0 if r is PairRelation.CONFLICT else head[r] ** (1 - power) * read[r] ** power for r in _ORDER})
    return _share({r: conflict if r is PairRelation.CONFLICT else rest[r] * (1 - conflict) for r in _ORDER})


def _read(a: str, b: str) -> dict[PairRelation, float]:
    """Return what the model that reads both sentences says, the mean of both ways round."""
    there, back = load_reader().read([(a, b), (b, a)])
    return {r: _FLOOR + (there.of(r) + back.of(MIRROR[r])) / 2 for r in _ORDER}


def _compare_lengths(a: Annotated, b: Annotated) -> float:
    """Return how many times as long as the shorter sentence the longer one is, in words."""
    short, long = sorted(len(account.article.text.split()) for account in (a, b))
    return long / max(1, short)


def _is_alike(edit: Edit, settings: PairSettings) -> bool:
    """Tell whether two sentences are one sentence with changes."""
    # "six died" and "nine died" keep one word of two, and differ in the figure alone
    bare = bool(edit.changes) and all(change.detail in _DETAILS for change in edit.changes)
    return edit.kept >= settings.alike or bare


def _is_short_claim(a: Annotated, b: Annotated, settings: PairSettings) -> bool:
    """Tell whether one sentence is a short claim that a longer one may bear out or rule out."""
    short, long = sorted(sum(word.text[:1].isalnum() for word in account.words) for account in (a, b))
    return short <= settings.short and long >= settings.longer * short


def _weigh(edit: Edit, longer: float, settings: PairSettings) -> Odds:
    """Return what the wording of two sentences makes of each relation."""
    if not _is_alike(edit, settings):
        if longer >= settings.longer:
            return settings.told_in_part
        return settings.told_anew_with_detail if edit.has(*_DETAILS, Detail.ORDER) else settings.told_anew
    if edit.has(*_DETAILS):
        return settings.detail
    if edit.has(Detail.ORDER):
        return settings.order
    sides = {bool(change.a) for change in edit.changes if change.detail is Detail.ADDED}
    if edit.has(Detail.WORD) or len(sides) > 1:
        return settings.word  # what both add may have changed places, too
    same, more, less, conflict, related, unrelated = settings.added if sides else settings.form
    return (same, more, less, conflict, related, unrelated) if sides != {False} else (
        same, less, more, conflict, related, unrelated,
    )  # fmt: skip


def _tell(edit: Edit, settings: PairSettings) -> str:
    """Return how alike two sentences are worded, with the first detail that one changes in the other."""
    found = next((change for change in edit.changes if change.detail in _DETAILS), None)
    how = "worded almost alike" if edit.kept >= settings.alike else "worded otherwise"
    if found is None:
        return f"{how}: {edit.kept:.0%} of the words in common"
    return f"{how}, but for {found.detail.value}: {found.a or 'nothing'!r} against {found.b or 'nothing'!r}"
