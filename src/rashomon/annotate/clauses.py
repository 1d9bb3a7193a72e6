"""Sentences cut into clauses that each carry one proposition.

A *zone* is a stretch of text in one voice: the outlet's own words, or the content of one quote. A clause never crosses
the border of a zone, so that what is reported stays apart from the words that report it.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from itertools import pairwise

from rashomon.annotate.lexicons import load_lexicon
from rashomon.annotate.parses import PRONOUNS, WH_WORDS, Parse
from rashomon.model.records import Record


class ClauseSettings(Record, frozen=True, kw_only=True):
    """What makes a clause worth standing alone."""

    #: Words that a verb without a subject of its own must bring along; "kicked and screamed" stays one clause.
    least_own_words: int = 3
    #: Words of a subordinate clause of its own; "when the house shook" (4 with its mark) stays with what it dates.
    least_adverbial_words: int = 5
    #: Appositions in a row that are followed; "The captain, Jo Orm, 52, spent ..." has two.
    most_appositions: int = 4
    #: Steps from a participle up to the noun that is its subject: "a ferry full of families ploughed".
    most_steps: int = 4
    #: Words of an apposition that is looked into, and between a fragment and its verb: a bound for runaway sentences.
    most_words: int = 80


class ClauseKind(StrEnum):
    """How a clause hangs in its sentence."""

    MAIN = "main"
    COORDINATE = "coordinate"
    ADVERBIAL = "adverbial"
    RELATIVE = "relative"
    PARTICIPLE = "participle"
    CONTENT = "content"
    ABSOLUTE = "absolute"
    APPOSITION = "apposition"
    ASIDE = "aside"


class Clause(Record, frozen=True, kw_only=True):
    """One clause: the index of its governing token, its zone, its own tokens in order.

    ``subject`` is the index of the token that heads its subject: its own, or that of the clause it is joined to, or
    the noun that it says something of; None where there is none.
    """

    kind: ClauseKind
    head: int
    zone: int
    tokens: tuple[int, ...]
    subject: int | None = None


_STOPS = frozenset({",", ";", ":", ".", "!", "?", "-", "–", "—", "--", "(", ")", '"', "”", "…", "..."})
_RELATED = frozenset({"them", "whom", "which", "these", "those"})
_FIGURES = frozenset({"NUM"})


def split_clauses(parse: Parse, zones: Sequence[int], settings: ClauseSettings | None = None) -> tuple[Clause, ...]:
    """Return the clauses of a document in the order of their first token.

    ``zones`` gives a number for each token. Every token that is no white space is in exactly one clause. Linear in the
    length of the text.

    >>> from rashomon.weights.parsers import load_parser
    >>> doc = load_parser()("The boat hit a pier and two men drowned.")
    >>> [" ".join(doc[i].text for i in clause.tokens) for clause in split_clauses(Parse(doc), [0] * len(doc))]
    ['The boat hit a pier and', 'two men drowned .']
    """
    return _Splitter(parse, zones, settings or ClauseSettings()).split()


class _Splitter:
    """The state of one split: which tokens govern clauses, and which clause owns each token."""

    def __init__(self, parse: Parse, zones: Sequence[int], settings: ClauseSettings) -> None:
        self.parse = parse
        self.zones = zones
        self.settings = settings
        self.words = load_lexicon("claims")
        self.kinds: dict[int, ClauseKind] = {}
        self.owners: list[int] = [-1] * len(parse)

    def split(self) -> tuple[Clause, ...]:
        for i in reversed(self.parse.bottom_up):
            kind = ClauseKind.MAIN if self._is_top(i) else self._judge(i)
            if kind:
                self.kinds[i] = kind
            self.owners[i] = i if kind else self.owners[self.parse.heads[i]]
        self._adopt_fragments()
        self._cut_asides()
        groups: dict[int, list[int]] = {}
        for i, owner in enumerate(self.owners):
            if not self.parse.space[i]:
                groups.setdefault(owner, []).append(i)
        return tuple(self._make_clause(head, members) for head, members in groups.items())

    def _is_top(self, i: int) -> bool:
        head = self.parse.heads[i]
        return head == i or self.zones[head] != self.zones[i]

    def _make_clause(self, head: int, members: list[int]) -> Clause:
        parse, kind = self.parse, self.kinds[head]
        subject, place = parse.subject.get(head), head
        while subject is None and self.kinds.get(place) is ClauseKind.COORDINATE:
            place = parse.heads[place]
            subject = parse.subject.get(place)
        if kind in {ClauseKind.RELATIVE, ClauseKind.APPOSITION}:
            subject = parse.heads[head]
        return Clause(kind=kind, head=head, zone=self.zones[head], tokens=tuple(members), subject=subject)

    def _judge(self, i: int) -> ClauseKind | None:
        """Return the kind of clause that a token governs, or None where it is a part of its head's clause."""
        dep = self.parse.deps[i]
        if dep == "conj":
            return self._judge_coordinate(i)
        if dep in {"ccomp", "parataxis"}:
            return self._judge_complement(i)
        if dep == "advcl":
            return self._judge_adverbial(i)
        if dep in {"relcl", "acl"}:
            return self._judge_modifier(i)
        if dep == "pcomp":
            return self._judge_absolute(i)
        return self._judge_apposition(i) if dep == "appos" else None

    def _judge_coordinate(self, i: int) -> ClauseKind | None:
        parse = self.parse
        if not parse.is_verb(i):
            return None
        if i in parse.subject and parse.finite[i] and parse.tags[parse.subject[i]] not in WH_WORDS:
            return ClauseKind.COORDINATE
        joined = parse.heads[i] in self.kinds
        return ClauseKind.COORDINATE if joined and parse.size[i] >= self.settings.least_own_words else None

    def _judge_complement(self, i: int) -> ClauseKind | None:
        parse, head = self.parse, self.parse.heads[i]
        if i not in parse.subject or parse.tags[parse.left[i]] in WH_WORDS or parse.tags[parse.subject[i]] in WH_WORDS:
            return None
        if parse.deps[i] == "parataxis" or (i < head and i not in parse.mark):
            return ClauseKind.MAIN
        if self._hangs_on_noun_top(i):
            return ClauseKind.MAIN
        told = parse.lemmas[head] in self.words["evidential verbs"] and not parse.leaves_unsaid(head)
        return ClauseKind.CONTENT if told else None

    def _judge_adverbial(self, i: int) -> ClauseKind | None:
        """Part an adverbial clause off where it tells an event of its own."""
        parse = self.parse
        subject = parse.subject.get(i)
        if subject is not None:
            mark = parse.mark.get(i)
            joins = mark is not None and parse.lemmas[mark] in self.words["joiners"]
            full = parse.size[i] >= self.settings.least_adverbial_words and parse.tags[subject] not in PRONOUNS
            alone = joins and full and parse.is_verb(i) and not self._waits_for(i)
            return ClauseKind.ADVERBIAL if alone else None
        loose = i > parse.heads[i] and parse.tags[i] == "VBG" and i not in parse.mark and parse.follows_break(i)
        return ClauseKind.PARTICIPLE if loose and parse.size[i] >= self.settings.least_own_words else None

    def _waits_for(self, i: int) -> bool:
        """Tell whether a clause only says until when: "11 minutes passed before it left", "before anyone called"."""
        parse, mark = self.parse, self.parse.mark.get(i)
        if mark is None or parse.lower[mark] != "before":
            return False
        if parse.lemmas[parse.heads[i]] in self.words["passing verbs"]:
            return True
        inside = parse.lower[parse.left[i] : parse.right[i] + 1]
        return bool(self.words["open words"] & set(inside)) or "a single" in " ".join(inside)

    def _judge_modifier(self, i: int) -> ClauseKind | None:
        """Part off a clause that hangs on a noun where it adds a fact instead of saying which one is meant."""
        parse, head = self.parse, self.parse.heads[i]
        if parse.deps[i] == "relcl":
            if parse.lemmas[head] in self.words["time nouns"] and i in parse.subject:
                # "the moment the roof fell in" tells that it fell; "never a moment when it was unlocked" does not.
                told = parse.lower[parse.left[head]] == "the" and parse.tags[parse.subject[i]] not in PRONOUNS
                return ClauseKind.ADVERBIAL if told else None
            return ClauseKind.RELATIVE if parse.follows_break(i) else None
        if self._is_missed_verb(i):
            return ClauseKind.MAIN
        return self._judge_participle(i, head) if self._hangs_on_noun_top(i) else None

    def _is_missed_verb(self, i: int) -> bool:
        """Tell whether a participle is the verb of a sentence whose other verb has lost its subject.

        "A ferry full of families ploughed into a barge and went to the bottom": the parser joins "went" to "ferry".
        """
        parse, top = self.parse, self.parse.heads[i]
        for _ in range(self.settings.most_steps):
            if parse.is_verb(top) or self._is_top(top):
                break
            top = parse.heads[top]
        follower = parse.right[i] + 2
        fits = parse.tags[i] in {"VBN", "VBD"} and not parse.is_verb(top) and self._is_top(top)
        if not fits or follower >= len(parse) or parse.deps[follower - 1] != "cc" or parse.follows_break(i):
            return False
        lost = parse.heads[follower] == top and parse.deps[follower] == "conj" and follower not in parse.subject
        if lost and parse.finite[follower]:
            parse.subject[i] = top
            return True
        return False

    def _judge_participle(self, i: int, head: int) -> ClauseKind | None:
        """Mend what the parser takes for a noun with a participle: "The captain, 52, spent Friday in custody"."""
        parse, tag = self.parse, self.parse.tags[i]
        if i in parse.subject:
            return ClauseKind.MAIN
        if tag == "VBD" or (tag == "VBN" and parse.follows_break(i)):
            parse.subject[i] = head
            return ClauseKind.MAIN
        return ClauseKind.PARTICIPLE if tag == "VBG" and parse.follows_break(i) else None

    def _hangs_on_noun_top(self, i: int) -> bool:
        """Tell whether a token hangs, at most by names in apposition, on a fragment that has no verb."""
        parse, head = self.parse, self.parse.heads[i]
        for _ in range(self.settings.most_appositions):
            if parse.deps[head] != "appos" or self._is_top(head):
                break
            head = parse.heads[head]
        return self._is_top(head) and not parse.is_verb(head)

    def _judge_absolute(self, i: int) -> ClauseKind | None:
        parse = self.parse
        subject = parse.subject.get(i)
        with_subject = subject is not None and parse.tags[subject] not in WH_WORDS
        return ClauseKind.ABSOLUTE if with_subject and parse.lemmas[parse.heads[i]] == "with" else None

    def _judge_apposition(self, i: int) -> ClauseKind | None:
        """Part off "a hall that sleeps 2,000": an apposition that brings both a verb and a figure."""
        parse = self.parse
        if not parse.follows_break(i) or parse.size[i] > self.settings.most_words:
            return None
        inside = range(parse.left[i], parse.right[i] + 1)
        told = any(parse.deps[k] in {"relcl", "acl"} for k in inside)
        return ClauseKind.APPOSITION if told and any(parse.pos[k] in _FIGURES for k in inside) else None

    def _adopt_fragments(self) -> None:
        """Give tops without a verb ("In his day", cut off by the cue) to the next verb of their sentence and zone."""
        parse = self.parse
        adopted: dict[int, int] = {}
        sentence: dict[tuple[int, int], list[int]] = {}
        for i, kind in sorted(self.kinds.items()):
            if kind is ClauseKind.MAIN:
                sentence.setdefault((parse.sentences[i], self.zones[i]), []).append(i)
        for tops in sentence.values():
            verbs = [i for i in tops if parse.is_verb(i)]
            place = 0
            for i in tops if verbs else ():
                while place < len(verbs) - 1 and verbs[place] < i:
                    place += 1
                if not parse.is_verb(i) and not self._is_parted(i, verbs[place]):
                    adopted[i] = verbs[place]
            for verb, late in pairwise(verbs):
                if self._completes(verb, late):
                    adopted[late] = adopted.get(verb, verb)
        for i in adopted:
            del self.kinds[i]
        for i in sorted(adopted):  # a fragment may go to a verb that itself completes another
            while adopted[i] in adopted:
                adopted[i] = adopted[adopted[i]]
        self.owners = [adopted.get(owner, owner) for owner in self.owners]

    def _completes(self, verb: int, late: int) -> bool:
        """Tell whether a verb without a subject is the one that the words before it wait for.

        "The seals meant to protect them were faulty": the parser takes the participle for the verb.
        """
        parse = self.parse
        follows = parse.left[late] == parse.right[verb] + 1
        return follows and parse.finite[late] and late not in parse.subject and verb in parse.subject

    def _is_parted(self, i: int, verb: int) -> bool:
        """Tell whether a semicolon or colon stands between a fragment and a verb; long ways count as parted."""
        low, high = min(i, verb), max(i, verb)
        return high - low > self.settings.most_words or any(self.parse.texts[k] in {";", ":"} for k in range(low, high))

    def _cut_asides(self) -> None:
        """Part off "143 of them passengers" and "up from three": a figure more about what was just told."""
        parse = self.parse
        for i in range(1, len(parse) - 2):
            if parse.texts[i - 1] != "," or not self._opens_aside(i):
                continue
            end = i
            while end < len(parse) and parse.texts[end] not in _STOPS and self.zones[end] == self.zones[i]:
                end += 1
            inside = range(i, end)
            if end - i >= 3 and not any(k in self.kinds for k in inside):
                for k in inside:
                    self.owners[k] = i
                self.kinds[i] = ClauseKind.ASIDE

    def _opens_aside(self, i: int) -> bool:
        parse = self.parse
        if parse.lower[i] in {"up", "down"}:
            return parse.lower[i + 1] == "from" and parse.pos[i + 2] in _FIGURES
        if parse.lower[i + 1] != "of" or parse.lower[i + 2] not in _RELATED:
            return False
        return parse.pos[i] in _FIGURES or parse.lower[i] in {"some", "most", "many", "several", "half", "all", "both"}
