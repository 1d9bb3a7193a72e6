"""Who took text from whom: a verdict on each pair of articles, from the evidence of reuse."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from datetime import UTC, datetime

from rashomon.model.annotated import Annotated
from rashomon.model.records import Article, Direction, Lineage, Record, Relation
from rashomon.relate.alignments import Common, find_passages
from rashomon.relate.candidates import find_candidates
from rashomon.relate.echoes import Encode, Profile, find_echo, read_profiles
from rashomon.relate.moments import SLACK, are_mixed, comes_before, has_zone
from rashomon.relate.outlets import read_outlets
from rashomon.relate.reuses import (
    Evidence,
    Newsroom,
    list_given,
    list_taken,
    read_newsrooms,
    read_weight,
    subtract,
    weigh,
)


class LineageSettings(Record, frozen=True, kw_only=True):
    """Thresholds of the verdict on two articles."""

    #: Share of the later text, sentences said again counted by their worth (see ``reuses``), that makes it a copy or a
    #: rewrite. In the packs copies and rewrites of most of a text reach .48 to .88; reports that have
    #: nothing but the event in common stay below .28.
    derived: float = 0.38
    #: How much more it takes where the later article is an agency's own dispatch: agencies hear what others hear.
    reporting: float = 1.6
    #: Share of the later text outside quotation marks that must be said again: a statement that two print is none.
    told_again: float = 0.1
    #: The same for words outside quotation marks that are the same; reporters at one briefing do not share those. On
    #: the open set and the packs 395 of 398 independent texts stay below .06 (the others are textbook sentences); a
    #: text in which a few words of each sentence are changed reaches .38.
    reused: float = 0.1
    #: So few words are a name with its title and "said", however short the text is.
    few: int = 8
    #: Facts that no source is named for in either text: so many shared with an agency's dispatch are taken from it.
    facts: int = 2
    #: Claims credited to an outlet by its name: one is a citation, from two on its text was at hand.
    credited: int = 2
    #: Likeness of a statement that one newsroom gives in two reports; speakers say similar things twice, at about .9.
    retold: float = 0.95
    #: Figures that stand side by side in both texts, one sentence or its next, where the sentence is said again.
    dense: int = 3
    #: Share of the later text's names and figures that stand in the earlier one, ...
    kept: float = 0.7
    #: ... how many there must be, how many figures among them (names belong to the event, figures to its telling), how
    #: many others there may be, ...
    few_kept: int = 3
    few_figures: int = 1
    few_fresh: int = 3
    #: ... and how much its sentences must be like the nearest of the earlier one, for it to bring nothing of its own.
    alike: float = 0.36
    #: How far (see ``followings``) a text must follow another to be made from it. On the open set, two texts at a time,
    #: .46 and .48 find 41 of 48 that are reworded or told anew, .5 finds 39; of 165 pairs of answers not made from each
    #: other seven reach .46 and five .48.
    followed: float = 0.48
    #: The same of half of a text: from .52 to .58 nothing that is made from another is lost, and one false find goes.
    half_followed: float = 0.58
    #: The same of all of it where another sign speaks for it: its names and figures are the other's too, much of it is
    #: said again, or it follows what is made from the other.
    supported: float = 0.33
    #: So much of its names and figures the earlier text must give in any case, where it says much of it again.
    own: float = 0.5
    #: So many names and figures of the earlier text must stand in the later one, or a run of its words: two sentences
    #: that define one thing are alike without either being taken from the other. On the open set's part ``choose``, two
    #: texts at a time, 29 instead of 47 of 318 pairs of independent answers are called made, and no rewrite is lost.
    anchors: int = 2
    #: Words inside quotation marks that are the same: so many come from one statement.
    statement: int = 5
    #: Share of the common text that must be verbatim in a copy: copies in the packs reach .96, a text in which a few
    #: words of each sentence are changed .73, one in which every sentence is .24.
    verbatim: float = 0.85
    #: Likeness of facts that both tell on the word of one source.
    told: float = 0.85
    #: How much more of one undated text must be in the other than the other way round to tell which came first.
    held: float = 1.05
    #: Of more articles than this the texts are compared, the facts are not: linking facts costs ten times as much, and
    #: shows the little that one report takes from another, which matters within one event.
    all_facts: int = 400


SETTINGS = LineageSettings()


def find_lineage(
    accounts: Sequence[Annotated], encode: Encode, settings: LineageSettings = SETTINGS
) -> tuple[Lineage, ...]:
    """Return how each pair of articles is related; independent pairs are left out.

    A copy cannot come before what it copies: the direction follows the time of publication, and where that is not
    known, which text is held by the other. Where an article has the same passages in common with several earlier
    ones, it is made from the one that explains most of it; the others are related to it by a shared source.
    """
    ordered = sorted(accounts, key=lambda a: (_read_moment(a.article) or _NEVER, a.article.id))
    outlets = read_outlets(ordered)
    newsrooms = read_newsrooms(ordered, outlets)
    profiles = read_profiles(ordered, outlets, encode, facts=len(ordered) <= settings.all_facts)
    cases: dict[str, list[Evidence]] = {account.article.id: [] for account in ordered}
    for i, j in find_candidates(profiles):
        case = _weigh_pair(profiles[i], profiles[j], newsrooms, settings)
        if case is not None:
            cases[case.late.account.article.id].append(case)
    found: list[Lineage] = []
    family = _Family()
    for profile in profiles:
        found += _judge(profile, cases.pop(profile.account.article.id), family, newsrooms, settings)
    return tuple(sorted(found, key=lambda line: (line.b, line.a)))


class _Family:
    """Which articles were found to be made from which, and on what evidence."""

    def __init__(self) -> None:
        self.parents: dict[tuple[str, str], Evidence] = {}
        self.made: set[str] = set()

    def add(self, late: str, chosen: Sequence[Evidence]) -> None:
        """Record what an article is made from."""
        self.parents.update({(case.early.account.article.id, late): case for case in chosen})
        if chosen:
            self.made.add(late)

    def find_originals(self, cases: Iterable[Evidence]) -> frozenset[str]:
        """Return what the earlier articles of some cases are made from: who follows a rewrite may follow its source."""
        early = {case.early.account.article.id for case in cases}
        return frozenset(source for source, late in self.parents if late in early)

    def pass_on(self, late: str, passed: Sequence[Evidence]) -> None:
        """Record what an article has by way of others."""
        self.parents.update({(case.early.account.article.id, late): case for case in passed})


_NEVER = datetime.max.replace(tzinfo=UTC)


def _read_moment(article: Article) -> datetime | None:
    """Return when an article came out; None where it does not say so in ISO 8601."""
    try:
        moment = datetime.fromisoformat(article.published or "")
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _weigh_pair(
    a: Profile, b: Profile, newsrooms: Mapping[str, Newsroom], settings: LineageSettings
) -> Evidence | None:
    """Return what speaks for one article being made from the other; None where it is nothing.

    Who takes from a text seldom takes all of it and adds little. So without times that one is the later of which more
    is in the other, unless there is reason for the other way round alone.
    """
    if _is_dated(a, b):
        return weigh(a, b, newsrooms)
    if _read_held(b, a) > _read_held(a, b):
        a, b = b, a
    case = weigh(a, b, newsrooms)
    if case is None or not _find_reasons(case, newsrooms, settings):
        back = weigh(b, a, newsrooms)
        if back is not None and (back.following.whole >= settings.followed or back.reused >= settings.reused):
            return back
    return case


def _read_held(early: Profile, late: Profile) -> float:
    """Return how much of the later text, of its sentences and of its names and figures, is in the earlier one."""
    details, kept = late.details.share_kept(early.details)
    return read_weight(late, find_echo(early, late)) + kept / max(1, details)


def _is_dated(a: Profile, b: Profile) -> bool:
    """Tell whether it is known which of two articles came out first."""
    first, second = a.account.article.published, b.account.article.published
    return comes_before(first, second) or comes_before(second, first)


def _tell_doubt(case: Evidence) -> tuple[str, ...]:
    """Return that it is not sure which came first, where both have a time but one has no zone, or only a day."""
    early, late = case.early.account.article, case.late.account.article
    if _is_dated(case.early, case.late) or _read_moment(early) is None or _read_moment(late) is None:
        return ()
    if are_mixed((early.published, late.published)):
        bare = late if has_zone(early.published) else early
        why = f"the time of {bare.label} has no zone and may be {SLACK.total_seconds() / 3600:.0f} hours off"
    else:
        why = "their times do not tell"
    return (f"Which of the two came out first is not sure: {why}.",)


def _judge(
    late: Profile,
    cases: Sequence[Evidence],
    family: _Family,
    newsrooms: Mapping[str, Newsroom],
    settings: LineageSettings,
) -> list[Lineage]:
    """Return the lineage of one article to all earlier ones, those that explain most of it first."""
    found = []
    chosen: list[Evidence] = []
    rest: list[Evidence] = []
    originals = family.find_originals(case for case in cases if case.following.whole >= settings.followed)
    for case in sorted(cases, key=lambda c: (c.early.account.article.id not in originals, -_rank(c, family.made))):
        again = case.early.account.article.id in originals
        reasons = _find_reasons(subtract(case, chosen), newsrooms, settings, again=again)
        if reasons:
            chosen.append(case)
            found.append(_describe(case, _kind(case, settings), reasons))
        else:
            rest.append(case)
    passed: dict[str, int] = {}
    for case in rest:
        name = case.early.account.article.id
        count = _find_passed(name, chosen, family) if case.shared else 0
        if count >= settings.facts:
            passed[name] = count
    family.add(late.account.article.id, chosen)
    sources = [*chosen, *(case for case in rest if case.early.account.article.id in passed)]
    for case in rest:
        name = case.early.account.article.id
        if name in passed:
            reason = f"{passed[name]} of its sentences came by way of an article that is made from this one."
            found.append(_describe(case, Relation.REWRITE, (reason,)))
            continue
        common = _find_common_ground(case, sources, family, settings)
        wire = _find_wire(case, newsrooms)
        if wire and case.shared >= settings.facts:
            common += (f"Both are credited to {wire}, of which no dispatch is among the accounts.",)
        if common:
            found.append(_describe(case, Relation.SHARED_SOURCE, common))
    family.pass_on(late.account.article.id, sources[len(chosen) :])
    return found


def _find_wire(case: Evidence, newsrooms: Mapping[str, Newsroom]) -> str:
    """Return the agency that both articles are credited to and that is not among the accounts; empty for none."""
    mine, theirs = (newsrooms[side.account.article.id].outlet for side in (case.early, case.late))
    known = {newsroom.outlet.key for newsroom in newsrooms.values()}
    same = mine.wire is not None and mine.wire == theirs.wire and mine.wire not in known
    return mine.wire.title() if same and mine.wire else ""


def _find_common_ground(
    case: Evidence,
    chosen: Sequence[Evidence],
    family: _Family,
    settings: LineageSettings,
) -> tuple[str, ...]:
    """Return why two articles that are not made from each other go back to one text, briefing or statement."""
    name = case.early.account.article.id
    reasons = []
    if any((other.early.account.article.id, name) in family.parents for other in chosen) and case.shared >= 1:
        reasons.append("Both are made from the same article.")
    if case.quoted >= settings.statement:
        reasons.append("Both print the same words of one statement.")
    same = sum(
        f.a.source is not None and f.a.source == f.b.source and f.how.same >= settings.told for f in case.echo.facts
    )
    if same >= settings.facts:
        reasons.append(f"Both tell {same} facts on the word of the same source.")
    return tuple(reasons)


def _find_passed(name: str, chosen: Sequence[Evidence], family: _Family) -> int:
    """Return how many sentences of an article were passed on by those between it and the later one."""
    passed: set[tuple[str, int]] = set()
    for case in chosen:
        between = case.early.account.article.id
        first = family.parents.get((name, between))
        if first is not None:
            passed.update((between, row) for row in list_taken(first) & list_given(case))
    return len(passed)


def _rank(case: Evidence, made: Set[str]) -> float:
    """Return how much of the later article the earlier one explains; an original goes before what is made from it."""
    rank = max(case.weight, case.verbatim) * (1.3 if _is_credited(case, SETTINGS) else 1.0) + 0.02 * case.facts
    rank += 0.2 * case.alike * case.kept / max(1, case.details)
    return rank * 0.8 - 0.05 if case.early.account.article.id in made else rank


def _find_reasons(
    case: Evidence, newsrooms: Mapping[str, Newsroom], settings: LineageSettings, *, again: bool = False
) -> tuple[str, ...]:
    """Return in plain words why the later article is made from the earlier one; nothing where it is not.

    ``again`` tells that it follows another article that is made from the earlier one.
    """
    early, late = newsrooms[case.early.account.article.id].outlet, newsrooms[case.late.account.article.id].outlet
    reporting = late.agency and late.key != early.key
    reasons = []
    words = len(case.late.tokens.keys)
    least = settings.derived * (settings.reporting if reporting else 1)
    fresh = case.details >= settings.few_kept and case.kept < settings.own * case.details
    again_said = case.weight >= least and case.told >= max(settings.told_again, settings.few / max(1, words))
    if again_said and not fresh and _is_anchored(case, settings) and not _strays(case, settings):
        reasons.append(f"{case.weight:.0%} of the later text says again what the earlier one says.")
    if case.reused >= max(settings.reused, settings.few / max(1, words)):
        reasons.append(f"{case.reused:.0%} of its words, outside quotation marks, are the same.")
    if not reporting and _adds_little(case, settings):
        reasons.append(f"Of its {case.details} names and figures {case.kept} are in the earlier text; it adds little.")
    if not reporting:
        reasons += _find_followed(case, settings.supported if again else settings.followed, settings)
    if case.facts >= settings.facts and early.agency and not reporting:
        reasons.append(f"{case.facts} facts of the agency's dispatch are told again without a source.")
    if _is_credited(case, settings) and case.shared >= 1 and not reporting:
        reasons.append(f"It names {early.name}.")
    if case.dense >= settings.dense and not reporting:
        reasons.append(f"{case.dense} figures stand side by side as they do there, in a sentence said again.")
    if early.key == late.key and _is_retold(case, settings):
        reasons.append("The same newsroom gives a statement again that it gave before.")
    if case.lifted and not reporting:
        reasons.append("It prints words that were said to the earlier newsroom alone.")
    if case.misgiven and not reporting and _is_dated(case.early, case.late):
        reasons.append("It gives the same words to somebody else.")
    return tuple(reasons)


def _find_followed(case: Evidence, least: float, settings: LineageSettings) -> list[str]:
    """Return as a reason that the later text, or half of it, follows the earlier one."""
    if case.following.whole >= least:
        return ["Fact by fact it follows the earlier text, in its order and in other words; it adds little."]
    if case.following.half >= settings.half_followed:
        return ["Fact by fact half of it follows the earlier text, in its order and in other words."]
    return []


def _is_retold(case: Evidence, settings: LineageSettings) -> bool:
    """Tell whether a fact stands in both texts on the word of one source, in nearly the same words."""
    return any(f.a.source and f.a.source == f.b.source and f.how.same >= settings.retold for f in case.echo.facts)


def _is_credited(case: Evidence, settings: LineageSettings) -> bool:
    """Tell whether the later text credits the earlier outlet in its byline, or with more than one claim."""
    return -1 in case.credits or case.credited >= settings.credited


def _adds_little(case: Evidence, settings: LineageSettings) -> bool:
    """Tell whether the later text's names and figures are the earlier one's, and its sentences of the same matters."""
    if case.kept < max(settings.few_kept, settings.kept * case.details) or case.figures < settings.few_figures:
        return False
    if _strays(case, settings):
        return False
    return case.details - case.kept <= settings.few_fresh and case.alike >= settings.alike


def _strays(case: Evidence, settings: LineageSettings) -> bool:
    """Tell whether a text is known not to follow the other, however much they have in common."""
    return case.following.known and case.following.whole < settings.supported


def _is_anchored(case: Evidence, settings: LineageSettings) -> bool:
    """Tell whether two texts have more in common than a subject: a run of the same words, or names and figures."""
    return bool(case.echo.runs) or case.kept >= settings.anchors


def _is_most(case: Evidence) -> bool:
    """Tell whether most of the later text goes back to the earlier one, so that all that is alike is shown."""
    return case.weight >= SETTINGS.derived or case.following.whole >= SETTINGS.followed or _adds_little(case, SETTINGS)


def _kind(case: Evidence, settings: LineageSettings) -> Relation:
    return Relation.COPY if case.verbatim >= settings.verbatim * max(case.weight, 0.3) else Relation.REWRITE


def _describe(case: Evidence, relation: Relation, reasons: tuple[str, ...]) -> Lineage:
    """Return the verdict as a record, the two articles in the order of their ids."""
    derived = relation is not Relation.SHARED_SOURCE
    early, late = case.early.account.article, case.late.account.article
    doubt = are_mixed((early.published, late.published))  # what one holds of the other is a guess beside any time
    sure = derived and (_is_dated(case.early, case.late) or (not doubt and _is_held(case)))
    return Lineage(
        a=early.id,
        b=late.id,
        relation=relation,
        direction=Direction.B_FROM_A if sure else Direction.UNKNOWN,
        score=round(min(1.0, max(case.weight, case.verbatim)), 3),
        passages=find_passages(
            Common(early=case.early, late=case.late, echo=case.echo, most=derived and _is_most(case), derived=derived)
        ),
        reasons=(*reasons, *(_tell_doubt(case) if derived else ())),
    )


def _is_held(case: Evidence) -> bool:
    """Tell whether clearly more of the later text is in the earlier one than the other way round."""
    return _read_held(case.early, case.late) > SETTINGS.held * _read_held(case.late, case.early)
