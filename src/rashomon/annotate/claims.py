"""Every checkable proposition of an article, clause by clause, with the attribution peeled off."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from itertools import chain

from spacy.tokens import Doc

from rashomon.annotate.attributions import PAUSES
from rashomon.annotate.clauses import Clause, ClauseKind, split_clauses
from rashomon.annotate.lexicons import load_lexicon
from rashomon.annotate.parses import VERBS, WH_WORDS, Parse, read_parse
from rashomon.annotate.stances import Setting, find_disputes, judge_certainty, judge_polarity
from rashomon.annotate.zones import OUTSIDE, lay_zones
from rashomon.model.ids import make_id
from rashomon.model.records import Article, Claim, Entity, Quote, Record, Value, ValueKind, Voice


class ClaimSettings(Record, frozen=True, kw_only=True):
    """What counts as a claim."""

    #: Words a claim has at least; shorter ones are splinters of a bad parse.
    least_words: int = 3
    #: The highest number after a name that is read as an age.
    oldest: int = 120
    #: Words of a noun that a relative clause is shown with; longer ones are left out of the passage.
    most_antecedent_words: int = 15
    #: Steps from a date up to the noun that it dates.
    most_antecedent_steps: int = 4
    #: Words of reported content that a clause may enclose: "a claim that he failed a test was dropped".
    most_bridged_words: int = 30
    #: Words of a main clause whose verb the parser missed: in shorter ones what looks like a verb is mostly a noun.
    least_mended_words: int = 6
    #: Words of a participle after its noun that is told as a claim of its own: "the pact, signed in Amory on Friday".
    most_participle_words: int = 15
    #: Words of an answer that the text gives to its own question; a longer one is a sentence of its own.
    most_answer_words: int = 8


Offsets = tuple[int, int]

_TRIM = frozenset(
    {",", ";", ":", ".", "-", "–", "—", "--", "...", "…", "!", "?", "(", ")"} | set("\"“”'‘’`") | {"``", "''"}
)
_MARKS = (('"', '"'), ("“", "”"), ("‘", "’"), ("'", "'"))
_EDGES = frozenset({"cc", "mark", "punct", "preconj"})
_NOUNS = frozenset({"NOUN", "PROPN", "NUM"})
_FIGURES = frozenset({"DATE", "TIME", "CARDINAL", "MONEY", "PERCENT", "QUANTITY", "ORDINAL"})
_BARE_VERBS = frozenset({"VB", "VBN"})
_SETTINGS = frozenset({"GPE", "LOC", "FAC", "DATE", "TIME", "MONEY", "PERCENT", "QUANTITY"})
#: Verbs that say nothing without what is said, and how that hangs on them.
_SAYING = frozenset({"say", "state", "claim", "insist", "add", "assert", "maintain", "stress"})
_SAID = frozenset({"ccomp", "xcomp", "dobj", "attr", "acomp", "oprd", "nsubjpass", "parataxis", "dep", "conj"})
_WITH_OWN_SENSE = frozenset({ClauseKind.ABSOLUTE, ClauseKind.ASIDE, ClauseKind.APPOSITION})


def find_claims(
    doc: Doc, article: Article, quotes: tuple[Quote, ...], values: tuple[Value, ...], entities: tuple[Entity, ...]
) -> tuple[Claim, ...]:
    """Return the claims of an article in the order of the text, each passage once.

    A claim is a clause: coordinated clauses, reports of events in subordinate clauses, participles and relative clauses
    that add a fact stand apart, and "X said" is left out. What stands in the content of a quote has the voice *quoted*
    and the speaker of the innermost quote. Questions, refusals to speak and asides to the reader are no claims.

    >>> from rashomon.weights.parsers import load_parser
    >>> article = Article(id="a1", text="The barge sank on Monday and nine people drowned.")
    >>> [c.passage[0].text for c in find_claims(load_parser()(article.text), article, (), (), ())]
    ['The barge sank on Monday', 'nine people drowned']
    """
    if not len(doc):
        return ()
    return _Finder(read_parse(doc), article, quotes, values).find()


class _Finder:
    """What is known of one article while its claims are found."""

    def __init__(self, parse: Parse, article: Article, quotes: tuple[Quote, ...], values: tuple[Value, ...]) -> None:
        self.parse = parse
        self.article = article
        self.quotes = quotes
        self.values = sorted(values, key=lambda value: (value.span.start, value.span.end, value.id))
        self.value_starts = [value.span.start for value in self.values]
        self.settings = ClaimSettings()
        self.words = load_lexicon("claims")
        self.zones = lay_zones(parse, article.text, quotes)
        self.clauses = split_clauses(parse, self.zones.numbers)
        self.holders = {parse.heads[c.head] for c in self.clauses if c.kind is ClauseKind.CONTENT}
        self.hedged = {parse.sentences[c.head] for c in self.clauses if self._is_hedge(c)}
        self.disputes = find_disputes(parse)
        self.questions = self._find_questions()

    def _find_questions(self) -> set[int]:
        """Return the sentences that ask."""
        return {self.parse.sentences[i] for i, text in enumerate(self.parse.texts) if text == "?"}

    # claims

    def find(self) -> tuple[Claim, ...]:
        """Return the claims in the order of the text."""
        found: dict[tuple[Offsets, ...], Claim] = {}
        for clause in self.clauses:
            number = self._report_of(clause)
            if self._is_frame(clause) or not self._is_checkable(clause, number):
                continue
            passage = self._passage(clause)
            if passage:
                found.setdefault(passage, self._make_claim(clause, passage, number))
        for clause, passage in chain(self._find_ages(), self._find_participles(), self._find_answers()):
            found.setdefault(passage, self._make_claim(clause, passage, self._report_of(clause)))
        return tuple(found[key] for key in sorted(found))

    def _make_claim(self, clause: Clause, passage: tuple[Offsets, ...], number: int | None) -> Claim:
        quote = None if number is None else self.quotes[number]
        values = self._values_in(passage)
        sentence = self.parse.sentences[clause.head]
        about = Setting(
            quoted=quote is not None,
            contested=quote is not None and (quote.denies or sentence in self.disputes),
            dropped=quote is not None and self._is_dropped(quote),
            refused=quote is not None and not quote.denies,
            named=bool(quote and quote.speaker),
            hedged=sentence in self.hedged,
            ahead=any(self._is_ahead(value) for value in values),
        )
        cue = self.zones.cue_words[number] if number is not None else self._own_cue(clause)
        return Claim(
            id=make_id("c", self.article.id, *(offset for pair in passage for offset in pair)),
            passage=tuple(self.article.span(start, end) for start, end in passage),
            voice=Voice.QUOTED if quote else Voice.OUTLET,
            source=quote.speaker if quote else None,
            quote=quote.id if quote else None,
            polarity=judge_polarity(self.parse, clause, cue, about),
            certainty=judge_certainty(self.parse, clause, cue if quote else frozenset(), about),
            values=tuple(value.id for value in values),
        )

    def _is_dropped(self, quote: Quote) -> bool:
        """Tell whether a speaker no longer says what is reported: "she no longer claims that"."""
        before = self.article.text[: quote.cue[0].start] if quote.cue and quote.denies else ""
        return before.endswith("no longer ")

    def _own_cue(self, clause: Clause) -> frozenset[str]:
        """Return the verb of an outlet's own clause where it is active: "the firm denies the charge"."""
        active = clause.subject is not None and self.parse.deps[clause.subject] == "nsubj"
        return self.words["outright denial verbs"] & {self.parse.lemmas[clause.head]} if active else frozenset()

    def _report_of(self, clause: Clause) -> int | None:
        """Return the number of the quote whose content holds a clause, or whose cue is its verb."""
        cue = self.zones.cue_of.get(clause.head)
        if cue is not None and any(self.zones.folded.get(i) == cue for i in clause.tokens):
            return cue
        return clause.zone if clause.zone != OUTSIDE else None

    def _values_in(self, passage: Iterable[Offsets]) -> list[Value]:
        found = []
        for start, end in passage:
            first = bisect_left(self.value_starts, start)
            last = bisect_left(self.value_starts, end)
            found += [value for value in self.values[first:last] if value.span.end <= end]
        return found

    def _is_ahead(self, value: Value) -> bool:
        """Tell whether a value is a date after the day of publication."""
        if value.kind is not ValueKind.DATE or not isinstance(value.low, str) or not self.article.published:
            return False
        return value.low[:10] > self.article.published[:10]

    # what is no claim

    def _is_frame(self, clause: Clause) -> bool:
        """Tell whether a clause only introduces speech or evidence that is a clause of its own, or only hedges."""
        cue = self.zones.cue_of.get(clause.head)
        if cue is not None and not any(self.zones.folded.get(i) == cue for i in clause.tokens):
            return True
        if self.parse.lemmas[clause.head] in self.words["evidential verbs"] and self._core(clause)[-1:] == (
            clause.head,
        ):
            return True  # "court records show", where what they show went elsewhere
        held = clause.head in self.holders and not self._tells_sum(clause)
        return held or self._is_hedge(clause) or self._is_bare_speech(clause)

    def _is_bare_speech(self, clause: Clause) -> bool:
        """Tell whether a clause says that somebody spoke, and not what: "the owner said in a statement"."""
        parse = self.parse
        if parse.lemmas[clause.head] not in _SAYING:
            return False
        near = range(parse.left[clause.head], parse.right[clause.head] + 1)
        return not any(parse.heads[i] == clause.head and parse.deps[i] in _SAID for i in near if i != clause.head)

    def _tells_sum(self, clause: Clause) -> bool:
        """Tell whether a clause that holds another tells a sum or a share itself: "a letter writes off 60 million"."""
        return any(self.parse.names[i] in {"MONEY", "PERCENT"} for i in clause.tokens)

    def _is_hedge(self, clause: Clause) -> bool:
        """Tell whether a clause is "it is understood" or the like."""
        lemma = self.parse.lemmas[clause.head]
        subject = clause.subject
        return (
            lemma in self.words["passive hedges"]
            and subject is not None
            and self.parse.lower[subject] == "it"
            and self.parse.deps[subject] == "nsubjpass"
            and sum(self.parse.pos[i] in {"VERB", "NOUN", "PROPN"} for i in clause.tokens) <= 1
        )

    def _is_checkable(self, clause: Clause, number: int | None) -> bool:
        """Tell whether a clause states something that can be held against other accounts."""
        parse = self.parse
        own = [i for i in clause.tokens if parse.texts[i][0].isalnum()]
        if len(own) < self.settings.least_words or parse.sentences[clause.head] in self.questions:
            return False
        if clause.kind in _WITH_OWN_SENSE:
            return True
        dated = clause.kind is ClauseKind.ADVERBIAL and parse.lower[clause.tokens[0]] == "when"
        if clause.zone != OUTSIDE and parse.tags[clause.tokens[0]] in WH_WORDS and not dated:
            return False  # a reported question: "asked what had caused the blast"
        if not parse.is_verb(clause.head) and not self._has_finite_verb(clause):
            # "The company says about 640 tonnes", "No arrivals before January": without a verb a figure must be told.
            told = any(parse.names[i] in _FIGURES for i in own)
            return told and (number is not None or self._is_told_plainly(clause))
        headless = clause.subject is None and clause.kind is ClauseKind.MAIN and clause.zone == OUTSIDE
        headless = headless and not (self._has_finite_verb(clause) or self._tells_cost(clause))
        return not (
            headless or self._is_silence(clause, number) or self._is_vague(clause) or self._is_idle_relative(clause)
        )

    def _has_finite_verb(self, clause: Clause) -> bool:
        """Tell whether a clause has a finite verb though the parser made something else its head.

        "Feeding a prisoner costs 410 marks", "The minister, who is due at noon, told public radio that …".
        """
        parse = self.parse
        fit = clause.kind is ClauseKind.MAIN and len(clause.tokens) >= self.settings.least_mended_words
        first = parse.tags[clause.tokens[0]]
        if not fit or first in WH_WORDS or first in _BARE_VERBS:
            return False
        after_noun = False
        for i in clause.tokens:
            if parse.finite[i] and parse.tags[i] in VERBS and after_noun:
                return True
            after_noun = after_noun or parse.pos[i] in _NOUNS
        return False

    def _tells_cost(self, clause: Clause) -> bool:
        """Tell whether a sentence without a verb, as the parser sees it, is "Feeding a prisoner costs 410 marks"."""
        parse = self.parse
        return parse.tags[clause.head] == "VBG" and clause.tokens[0] == clause.head and self._tells_sum(clause)

    def _is_told_plainly(self, clause: Clause) -> bool:
        """Tell whether a verbless sentence of the outlet tells a figure: it ends as one, and has a noun of its own."""
        parse = self.parse
        nouns = any(parse.pos[i] in {"NOUN", "PROPN"} and parse.names[i] not in _FIGURES for i in clause.tokens)
        return clause.kind is ClauseKind.MAIN and nouns and parse.texts[clause.tokens[-1]] == "."

    def _is_silence(self, clause: Clause, number: int | None) -> bool:
        """Tell whether a clause reports that something was not said or is not known."""
        if number is not None:
            return False
        lemmas = {self.parse.lemmas[i] for i in clause.tokens}
        head = self.parse.lemmas[clause.head]
        negative = bool({self.parse.lower[i] for i in clause.tokens} & self.words["negatives"])
        if head in self.words["silence verbs"]:
            return bool(lemmas & self.words["speech verbs"])
        if head in self.words["speech verbs"]:
            return negative or "otherwise" in lemmas
        return head == "be" and ("unclear" in lemmas or (negative and "clear" in lemmas))

    def _is_vague(self, clause: Clause) -> bool:
        """Tell whether a clause has nothing to check in it ("we are still counting"), or speaks to the reader."""
        parse, subject = self.parse, clause.subject
        if subject is None:
            return False
        if clause.zone == OUTSIDE and parse.lower[subject] == "you":
            return True
        if parse.lower[subject] not in self.words["vague subjects"]:
            return False
        told = [parse.pos[i] for i in clause.tokens]
        return not any(pos in _NOUNS for pos in told) and sum(pos in {"VERB", "ADJ"} for pos in told) <= 1

    def _is_idle_relative(self, clause: Clause) -> bool:
        """Tell whether a relative clause only says who the source is, without a figure or a date in it."""
        if clause.kind is not ClauseKind.RELATIVE or clause.subject not in self.zones.source_tokens:
            return False
        return not any(self.parse.names[i] in _FIGURES for i in clause.tokens)

    # passages

    def _passage(self, clause: Clause) -> tuple[Offsets, ...]:
        """Return the offsets of a clause: its tokens, with all that they enclose in the same voice."""
        blocks: list[Offsets] = []
        own = set(clause.tokens)
        for i in self._core(clause):
            if blocks and (
                self.zones.runs[blocks[-1][1]] == self.zones.runs[i] or self._bridges(blocks[-1][1], i, own)
            ):
                blocks[-1] = (blocks[-1][0], i)
            else:
                blocks.append((i, i))
        if blocks and clause.kind in {ClauseKind.RELATIVE, ClauseKind.APPOSITION}:
            blocks[0] = (self._antecedent(clause, blocks[0][0]), blocks[0][1])
        trimmed = (self._trim(first, last) for first, last in blocks)
        return tuple((self.parse.starts[pair[0]], self.parse.ends[pair[1]]) for pair in trimmed if pair)

    def _bridges(self, last: int, first: int, own: set[int]) -> bool:
        """Tell whether speech between two parts of a clause hangs on a noun of it: "a claim that ... was dropped"."""
        parse = self.parse
        gap = range(last + 1, min(first, last + self.settings.most_bridged_words))
        return any(
            parse.heads[k] in own and parse.pos[parse.heads[k]] == "NOUN" and parse.pos[k] != "PUNCT" for k in gap
        )

    def _antecedent(self, clause: Clause, first: int) -> int:
        """Return the token where the noun begins that a relative clause speaks of, where it stands close before."""
        noun = clause.subject
        if noun is None:
            return first
        # "a curfew in March 2022, which forbids": what forbids is the curfew.
        for _ in range(self.settings.most_antecedent_steps):
            if self.parse.names[noun] != "DATE" and self.parse.pos[noun] != "ADP":
                break
            noun = self.parse.heads[noun]
        begin = self.parse.left[noun]
        near = 0 < first - begin <= self.settings.most_antecedent_words
        return begin if near and self.zones.runs[begin] == self.zones.runs[first] else first

    def _core(self, clause: Clause) -> tuple[int, ...]:
        """Return the tokens of a clause without the conjunctions, subordinators and punctuation at its edges."""
        first, last = 0, len(clause.tokens)
        while first < last and self._is_edge(clause.tokens[first], clause):
            first += 1
        while last > first and (
            self._is_edge(clause.tokens[last - 1], clause) or self._dangles(clause.tokens[last - 1])
        ):
            last -= 1
        return clause.tokens[first:last]

    def _dangles(self, i: int) -> bool:
        """Tell whether a word at the end only leads to what is a claim of its own: "fell, with", "a warning that"."""
        led = self.parse.lower[i] == "with" and i > 0 and self.parse.texts[i - 1] in PAUSES
        return led or self.parse.tags[i] == "WDT" or (self.parse.lower[i] == "that" and self.parse.tags[i] == "IN")

    def _is_edge(self, i: int, clause: Clause) -> bool:
        if self.parse.deps[i] == "mark" and self.parse.heads[i] != clause.head and i < clause.head:
            return False  # "until I know why, no boat will sail" says the opposite without its first word
        if self.parse.lower[i] in self.words["opening negatives"] and i < clause.head:
            return False  # "Nor will he resign", "Neither ship answered": the same
        # The parser takes the "p.m." that ends a sentence for punctuation.
        if self.parse.deps[i] in _EDGES and not (self.parse.deps[i] == "punct" and self.parse.texts[i][0].isalnum()):
            return True
        if self.parse.texts[i] in _TRIM:
            return True
        return i < clause.head and self.parse.lower[i] == "when" and clause.kind is not ClauseKind.RELATIVE

    def _trim(self, first: int, last: int) -> Offsets | None:
        """Cut punctuation off the edges, and take in a closing quotation mark whose opener is inside."""
        texts, space = self.parse.texts, self.parse.space
        while first <= last and (texts[first] in _TRIM or space[first]):
            first += 1
        while first <= last and (texts[last] in _TRIM or space[last]):
            last -= 1
        if first > last:
            return None
        inside = texts[first : last + 1]
        after = last + 1
        if texts[after : after + 1] in ([","], ["."]):
            after += 1
        if after < len(texts):
            for opener, closer in _MARKS:
                odd = inside.count(opener) % 2 if opener == closer else inside.count(opener) > inside.count(closer)
                if odd and texts[after] == closer:
                    return first, after
        return first, last

    # ages

    def _find_ages(self) -> Iterator[tuple[Clause, tuple[Offsets, ...]]]:
        """Yield each "Jo Orm, 52" as a claim of its own: accounts often differ in ages."""
        parse = self.parse
        for i in range(2, len(parse) - 1):
            text = parse.texts[i]
            if not (text.isdecimal() and len(text) <= 3 and int(text) <= self.settings.oldest):
                continue
            if parse.texts[i - 1] not in {",", "("} or parse.texts[i + 1] not in {",", ".", ";", ")"}:
                continue
            first = i - 2
            while first > 0 and parse.tags[first - 1] in {"NNP", "NNPS"} and i - first <= 5:
                first -= 1
            person = parse.names[i - 2] == "PERSON" or (first < i - 2 and parse.names[i - 2] in {"", "ORG"})
            if person and parse.tags[i - 2] == "NNP" and self.zones.runs[first] == self.zones.runs[i]:
                members = tuple(range(first, i + 1))
                clause = Clause(
                    kind=ClauseKind.ASIDE, head=i, zone=self.zones.numbers[i], tokens=members, subject=i - 2
                )
                yield clause, ((parse.starts[first], parse.ends[i]),)

    # answers

    def _find_answers(self) -> Iterator[tuple[Clause, tuple[Offsets, ...]]]:
        """Yield each question that the text answers itself in a few words: "Who drove them? The party's own men."."""
        parse = self.parse
        places: dict[int, list[int]] = {}
        for i in range(len(parse)):
            if not parse.space[i]:
                places.setdefault(parse.sentences[i], []).append(i)
        for number in sorted(self.questions):
            asked, told = places.get(number, []), places.get(number + 1, [])
            if asked and parse.tags[asked[0]] == "CC":
                asked = asked[1:]
            verbs = [i for i in asked if parse.tags[i] in VERBS]
            if not verbs or not told or parse.tags[asked[0]] not in WH_WORDS or number + 1 in self.questions:
                continue
            short = sum(parse.texts[i][0].isalnum() for i in told) <= self.settings.most_answer_words
            plain = not any(parse.finite[i] and parse.tags[i] in VERBS for i in told)
            named = any(parse.pos[i] in _NOUNS for i in told)
            ends = [pair for part in (asked, told) if (pair := self._trim(part[0], part[-1])) is not None]
            if (
                short
                and plain
                and named
                and self.zones.numbers[asked[0]] == self.zones.numbers[told[-1]]
                and len(ends) == 2
            ):
                zone = self.zones.numbers[asked[0]]
                clause = Clause(kind=ClauseKind.MAIN, head=verbs[0], zone=zone, tokens=(*asked, *told), subject=None)
                yield clause, tuple((parse.starts[first], parse.ends[last]) for first, last in ends)

    # participles

    def _find_participles(self) -> Iterator[tuple[Clause, tuple[Offsets, ...]]]:
        """Yield each "The pact, signed in Amory on Friday," as a claim: accounts differ in such places and days."""
        parse, heads = self.parse, {clause.head for clause in self.clauses}
        for i in range(1, len(parse)):
            noun = parse.heads[i]
            if parse.deps[i] != "acl" or parse.tags[i] != "VBN" or noun > i:
                continue
            first, last = parse.left[noun], parse.right[i]
            inside = range(i, last + 1)
            short = (
                len(inside) <= self.settings.most_participle_words and i - first <= self.settings.most_participle_words
            )
            whole = short and self.zones.runs[first] == self.zones.runs[last]
            # without a comma it says which one is meant, and only a day in it is news: "a memo dated 2 June"
            telling = _SETTINGS if parse.follows_break(i) else {"DATE"}
            if whole and i not in heads and any(parse.names[k] in telling for k in inside):
                members = tuple(range(first, last + 1))
                trimmed = self._trim(first, last)
                clause = Clause(kind=ClauseKind.ASIDE, head=i, zone=self.zones.numbers[i], tokens=members, subject=noun)
                if trimmed is not None:
                    yield clause, ((parse.starts[trimmed[0]], parse.ends[trimmed[1]]),)
