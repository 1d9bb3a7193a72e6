"""What of a claim can be compared: its words in full, names, values, verb, polarity and certainty."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence

import msgspec

from rashomon.model.annotated import Annotated, Sentence, Word
from rashomon.model.records import Certainty, Claim, Entity, EntityKind, Polarity, Record, Value
from rashomon.model.spans import Span
from rashomon.relate.counts import Quantity, read_quantity
from rashomon.relate.moments import read_time
from rashomon.relate.referents import find_doubtful
from rashomon.relate.replacements import find_replacements

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})
CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "ADV"})
NEGATIONS = frozenset({
    "no", "not", "n't", "n’t", "never", "none", "nobody", "nothing", "neither", "nor", "without", "nowhere", "hardly",
    "scarcely", "no-one",
})  # fmt: skip
#: Words that say no without a "not": a claim with one says no more than the other side does.
_IMPLICIT = frozenset({
    "refuse", "bar", "deny", "fail", "lack", "reject", "forbid", "prevent", "avoid", "decline", "without", "unable",
    "stop", "cease", "instead", "rather", "except", "unless", "hardly", "barely", "only",
})  # fmt: skip
#: "Uncorrected", "unverified", but "university", "underwent".
_UNDONE = re.compile(r"un(?!der|ion|it|iver|iform|iq)\w{5}")
#: Subjects that make a sentence say no, whatever its verb.
_NOBODY = frozenset({"nobody", "none", "nothing", "no-one", "neither"})
#: How words hang on "nobody" that say of whom, and those that leave it everybody of whom an event tells: "on board".
_LIMITING = frozenset({"prep", "pobj", "relcl", "acl", "appos", "amod", "compound", "nmod", "poss"})
_EVERYBODY = frozenset(
    {"of", "in", "on", "at", "from", "among", "aboard", "board", "us", "all", "them", "people", "person"}
)
PRONOUNS = frozenset({"PRP", "PRP$", "WP", "WP$"})
#: Tags of "whose", "who" and "which".
_ASKING = frozenset({"WP$", "WP", "WDT"})
#: Tags of verbs with a tense, and how a helper hangs on its verb.
_TENSED = frozenset({"VBD", "VBZ", "VBP", "MD"})
_HELPING = frozenset({"aux", "auxpass", "cop", "conj", "ccomp"})
#: How a clause or a thing hangs on the word that says nothing without it: "they asked me" how I was.
_COMPLETING = frozenset({"dobj", "pobj", "attr", "xcomp"})
#: Words behind which nothing is said to be so.
_SUPPOSING = frozenset({"if", "unless", "whether"})
#: Pronouns that stand for nobody named before.
_INDEFINITE = frozenset({
    "nobody", "nothing", "no-one", "somebody", "someone", "something", "everybody", "everyone", "everything", "anybody",
    "anyone", "anything",
})  # fmt: skip
_HYPHENS = frozenset({"-", "‐", "‑"})
#: Words with which a speaker means himself.
FIRST = frozenset({"i", "we", "me", "us", "my", "our", "ours", "mine", "myself", "ourselves"})
#: What a pronoun stands for where no noun is known.
WHAT = {
    EntityKind.PERSON: "person",
    EntityKind.ORGANIZATION: "organization",
    EntityKind.PLACE: "place",
    EntityKind.OTHER: "thing",
}
#: Words that say nothing of which claim it is.
EMPTY = frozenset({
    "be", "have", "do", "say", "tell", "also", "just", "still", "now", "then", "there", "very", "more", "most", "other",
    "another", "such", "own", "about",
})  # fmt: skip


class Proposition(Record, frozen=True, kw_only=True):
    """A claim made comparable.

    ``text`` is the claim in full: pronouns named, a subject lent by its sentence where the clause has none. ``gist`` is
    the passage with names and pronouns replaced by what they are ("the ferry"), since a rare name outweighs all else in
    a vector of meaning; ``around`` are its sentences as they stand, and the one before. ``plain`` is the text for
    people, with what was added in square brackets, and ``clumsy`` tells how badly it stands alone (0: well);
    ``finite`` whether it has a verb that makes it a sentence ("three people hurt in the crash" has none).
    ``words`` are its content words in base form, without names of numbers; ``entities`` ids of what it names.
    ``negated`` tells whether any word of it says no, ``nobody`` whether its subject does ("no passengers were hurt").
    """

    claim: str
    article: str
    published: str = ""
    start: int = 0
    end: int = 0
    text: str
    gist: str = ""
    around: tuple[str, ...] = ()
    plain: str = ""
    clumsy: int = 0
    finite: bool = True
    words: tuple[str, ...] = ()
    verb: str = ""
    subject: tuple[str, ...] = ()
    entities: tuple[str, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    denied: bool = False
    negated: bool = False
    nobody: bool = False
    certainty: Certainty = Certainty.STATED
    source: str | None = None
    quote: str | None = None

    @property
    def order(self) -> tuple[str, str, int, str]:
        """A key that orders claims the same way whatever the order of the input."""
        return (self.published or "~", self.article, self.start, self.claim)


def says_no(claim: Proposition) -> bool:
    """Tell whether a claim says no without a "not": "uncorrected", "refused".

    >>> says_no(Proposition(claim="c", article="a", text="They refused to leave", verb="refuse"))
    True
    """
    words = {*claim.words, claim.verb, *claim.text.casefold().split()}
    return bool(words & _IMPLICIT) or any(_UNDONE.match(word) for word in claim.words)


def is_nobody(words: Sequence[Word], subject: int, inside: Sequence[int]) -> bool:
    """Tell whether a subject is nobody: "none", "no passengers"; "none other than the mayor" is the mayor.

    ``subject`` is its place among the words of the article, ``inside`` are the places of the words of its claim.
    """
    follows = words[subject + 1].text.lower() if subject + 1 < len(words) else ""
    if words[subject].text.lower() in _NOBODY:
        return follows not in ("other", "but")
    before = [words[i].text.lower() for i in inside if i < subject and words[i].head == subject]
    return "no" in before or (words[subject].text.lower() == "one" and "not" in before)


def find_limits(words: Sequence[Word], subject: int, inside: Sequence[int]) -> set[str]:
    """Return the words that say of whom nobody is told: "no one on the barge", "none of the people on the ferry".

    ``subject`` is its place among the words of the article, ``inside`` are the places of the words of its claim.
    """
    near, found = [subject], set()
    for place in near:
        for i in inside:
            if words[i].head == place and i != place and words[i].dep in _LIMITING:
                near.append(i)
                found.add(words[i].lemma.lower())
    return found - _EVERYBODY


def read_propositions(accounts: Sequence[Annotated], entities: Sequence[Entity]) -> tuple[Proposition, ...]:
    """Return every claim of the accounts, made comparable, by time, article and place in the text."""
    names = {entity.id: entity.name for entity in entities}
    nouns = find_nouns(accounts)
    kinds = {entity.id: entity.kind for entity in entities}
    found: list[Proposition] = []
    for account in accounts:
        reader = _Reader(account, names, kinds, nouns)
        found.extend(reader.read(claim) for claim in account.claims if claim.passage)
    return tuple(sorted(found, key=lambda proposition: proposition.order))


def find_nouns(accounts: Sequence[Annotated]) -> dict[str, str]:
    """Return for each entity the common noun that its mentions use most ("captain", "ferry"); many have none.

    Nouns in apposition and titles with a capital were tried as well, and brought nothing.
    """
    counts: dict[str, Counter[str]] = {}
    for account in accounts:
        starts = [word.start for word in account.words]
        for entity in account.entities:
            for mention in entity.mentions:
                for word in account.words[bisect_left(starts, mention.start) : bisect_left(starts, mention.end)]:
                    if word.pos == "NOUN" and word.text.islower() and word.text.isalpha():
                        counts.setdefault(entity.id, Counter())[word.lemma.lower()] += 1
    return {key: min(count.items(), key=lambda item: (-item[1], item[0]))[0] for key, count in counts.items()}


class _Reader:
    """Reads the claims of one account; the places of words and mentions are looked up, never searched."""

    def __init__(
        self,
        account: Annotated,
        names: Mapping[str, str],
        kinds: Mapping[str, EntityKind],
        nouns: Mapping[str, str],
    ) -> None:
        self._account = account
        moment = read_time(account.article.published)
        self._published = moment.isoformat() if moment is not None else ""
        self._words = account.words
        self._starts = [word.start for word in account.words]
        self._sentence_starts = [sentence.start for sentence in account.sentences]
        self._values = {value.id: value for value in account.values}
        self._replaced = find_replacements(account.article.text, account.values)
        self._names = names
        self._kinds = kinds
        self._nouns = nouns
        pairs = sorted((m.start, m.end, e.id) for e in account.entities for m in e.mentions)
        self._mentions = pairs
        self._mention_starts = [start for start, _, _ in pairs]
        self._doubtful = find_doubtful(account, kinds)

    def read(self, claim: Claim) -> Proposition:
        """Return one claim, made comparable."""
        inside = self._inside(claim.passage)
        top = self._top(inside)
        subject = [i for i in inside if self._words[i].dep in SUBJECTS and self._words[i].head == top]
        lent: list[int] = []
        if top is not None and not subject and self._words[top].pos in ("VERB", "AUX"):
            lent = [i for i in self._lent_subject(top) if i not in set(inside)]
            if any(self._words[i].tag in _ASKING for i in lent):
                lent = []  # "whose wing" is a subject to its own clause alone
        used = sorted({*inside, *lent})
        named = self._named(used)
        values = tuple(self._read_quantity(self._values[key], inside) for key in claim.values if key in self._values)
        numbers = {i for q in values for i in self._inside((q.value.span,))}
        passage = sorted(claim.passage)
        subjects = subject or lent
        return Proposition(
            claim=claim.id,
            article=self._account.article.id,
            published=self._published,
            start=passage[0].start,
            end=passage[-1].end,
            text=self._write(lent, inside) or " ".join(span.text for span in passage),
            gist=self._write_gist(inside) or " ".join(span.text for span in passage),
            around=self._look_around(passage),
            # "At no time was it open, he said": only what stands before can be lent to a reader
            plain=self._write([i for i in lent if i < inside[0]], inside, marks=True)
            or " ".join(span.text for span in passage),
            clumsy=self._judge(inside, top, subject),
            finite=self._is_finite(inside, top),
            words=tuple(sorted({self._words[i].lemma.lower() for i in used if self._counts(i) and i not in numbers})),
            verb=self._words[top].lemma.lower() if top is not None else "",
            subject=tuple(sorted({self._words[i].lemma.lower() for i in subjects if self._counts(i)})),
            entities=tuple(sorted(named)),
            quantities=values,
            denied=claim.polarity is Polarity.DENIED,
            negated=any(self._words[i].text.lower() in NEGATIONS for i in inside),
            nobody=any(is_nobody(self._words, i, inside) for i in subjects),
            certainty=claim.certainty,
            source=claim.source,
            quote=claim.quote,
        )

    def _read_quantity(self, value: Value, inside: Sequence[int]) -> Quantity:
        found = read_quantity(value, self._inside((value.span,)), inside, self._words)
        return msgspec.structs.replace(found, replaced=True) if value.id in self._replaced else found

    def _look_around(self, passage: Sequence[Span]) -> tuple[str, ...]:
        """Return the sentences of a passage and the sentence before, if that is in its paragraph."""
        sentences, text = self._account.sentences, self._account.article.text
        first = max(0, bisect_right(self._sentence_starts, passage[0].start) - 1)
        last = max(first, bisect_right(self._sentence_starts, passage[-1].start) - 1)
        if first and "\n" not in text[sentences[first - 1].end : sentences[first].start]:
            first -= 1
        return tuple(text[sentence.start : sentence.end] for sentence in sentences[first : last + 1])

    def _inside(self, spans: Sequence[Span]) -> list[int]:
        """Return the indices of the words that begin in the spans."""
        found: set[int] = set()
        for span in spans:
            found.update(range(bisect_left(self._starts, span.start), bisect_left(self._starts, span.end)))
        return sorted(found)

    def _top(self, inside: Sequence[int]) -> int | None:
        """Return the word that governs the others: the first whose head lies outside (a verb before others)."""
        members = set(inside)
        tops = [i for i in inside if self._words[i].head not in members or self._words[i].head == i]
        tops = [i for i in tops if self._words[i].pos != "PUNCT"] or tops
        verbs = [i for i in tops if self._words[i].pos in ("VERB", "AUX")]
        chosen = verbs or tops
        return chosen[0] if chosen else None

    def _lent_subject(self, top: int) -> list[int]:
        """Return the words of the subject that the clause shares with the clause above it."""
        words = self._words
        place = top
        for _ in range(4):  # deeper chains than four shared verbs do not occur in news text
            if words[place].dep not in ("conj", "xcomp", "advcl", "acl", "relcl", "ROOT", "ccomp", "pcomp", "prep"):
                return []
            if words[place].dep in ("relcl", "acl"):
                return self._phrase(words[place].head, stop=place)
            head = words[place].head
            near = range(max(0, place - 60), place)
            found = [i for i in near if words[i].head == place and words[i].dep in SUBJECTS]
            if found:
                return self._phrase(found[-1], stop=place)
            if head == place:
                return []
            place = head
        near = range(max(0, place - 60), place)
        found = [i for i in near if words[i].head == place and words[i].dep in SUBJECTS]
        return self._phrase(found[-1], stop=place) if found else []

    def _phrase(self, head: int, *, stop: int) -> list[int]:
        """Return a noun with the short words that belong to it."""
        near = range(max(0, head - 8), min(len(self._words), head + 4))
        own = {"det", "amod", "compound", "poss", "nummod", "case", "nmod", "quantmod"}
        direct = {i for i in near if self._words[i].head == head and self._words[i].dep in own and i != stop}
        deep = {i for i in near if self._words[i].head in direct and self._words[i].dep in own and i != stop}
        return self._join_hyphens({head} | direct | deep)

    def _join_hyphens(self, chosen: set[int]) -> list[int]:
        """Return the words with those that a hyphen ties to them: "right-wing" is one word to a reader."""
        words, whole = self._words, set(chosen)
        for i in sorted(chosen):
            for step in (-1, 1):
                place = i
                while 0 <= place + 2 * step < len(words) and words[place + step].text in _HYPHENS:
                    run = sorted((place, place + step, place + 2 * step))
                    if any(words[k].end != words[k + 1].start for k in run[:2]):
                        break
                    whole.update(run)
                    place += 2 * step
        return sorted(whole)

    def _named(self, used: Sequence[int]) -> set[str]:
        """Return the entities whose mentions cover any of the words."""
        return {key for i in used if (key := self._mention(i)) is not None}

    def _mention(self, i: int) -> str | None:
        place = self._mention_place(i)
        return None if place is None else self._mentions[place][2]

    def _mention_place(self, i: int) -> int | None:
        """Return the place of the mention that covers a word."""
        place = bisect_right(self._mention_starts, self._words[i].start) - 1
        return place if place >= 0 and self._words[i].start < self._mentions[place][1] else None

    def _counts(self, i: int) -> bool:
        word = self._words[i]
        return word.pos in CONTENT and word.lemma.lower() not in EMPTY and word.text.lower() not in NEGATIONS

    def _judge(self, inside: Sequence[int], top: int | None, subject: Sequence[int]) -> int:
        """Return how badly a passage stands alone: no verb, "I" and "we", no subject of its own, a pronoun for one."""
        words = self._words
        if top is None or words[top].pos not in ("VERB", "AUX"):
            return 8
        first = any(words[i].text.lower() in FIRST for i in inside)
        vague = any(
            (words[i].pos == "PRON" or words[i].tag in ("DT", "WDT")) and words[i].text.lower() not in _INDEFINITE
            for i in subject
        )
        loose = any(
            words[i].tag in ("PRP", "PRP$") and (self._mention(i) is None or i in self._doubtful) for i in inside
        )
        return 4 * first + 2 * (not subject) + (vague or loose)

    def _is_finite(self, inside: Sequence[int], top: int | None) -> bool:
        """Tell whether the verb of a passage, or a helper of it, has a tense: nothing else makes a sentence.

        "Some minutes after the ship was hit" makes none either, nor "only when it was", nor what breaks off before what
        its verb wants, nor what is only supposed.
        """
        words = self._words
        if top is None or self._breaks_off(inside) or self._is_supposed(top, inside):
            return False
        marks = (i for i in inside[1:] if words[i].head == top and i < top)
        if any(words[i].dep == "mark" or (words[i].dep == "advmod" and words[i].tag == "WRB") for i in marks):
            return False
        chain = {top, *(i for i in inside if words[i].head == top and words[i].dep in _HELPING)}
        return any(words[i].tag in _TENSED for i in chain)

    def _breaks_off(self, inside: Sequence[int]) -> bool:
        """Tell whether what a verb of a passage says, or what its last word wants, stands outside it."""
        words, members = self._words, set(inside)
        last = max((i for i in inside if words[i].pos != "PUNCT"), default=inside[-1])
        sentence = sentence_at(self._account, words[last].start)
        near = range(sentence.first, sentence.last) if sentence is not None else range(0)
        # behind a comma a clause is only added: "ordered a recount, ruling that ..."
        closed = last + 1 >= len(words) or words[last + 1].pos == "PUNCT"
        # before a colon stands a clause of its own: "announced that her rival had won: Rell beat her"
        colon = next((i for i in range(inside[0] - 1, near.start - 1, -1) if words[i].text == ":"), -1)
        return any(
            words[i].head in members
            and (
                (words[i].dep == "ccomp" and (colon < i < inside[0] or (i > inside[0] and not closed)))
                or (words[i].dep in _COMPLETING and words[i].head == last == i - 1)
            )
            for i in near
            if i not in members
        )

    def _is_supposed(self, top: int, inside: Sequence[int]) -> bool:
        """Tell whether "if" or "whether" stands before a passage or the verb it goes on from: "if we go and meet"."""
        words = self._words
        verbs = {top, words[top].head} if words[top].dep == "conj" else {top}
        near = range(max(0, inside[0] - 30), inside[0])
        return any(
            words[i].dep == "mark" and words[i].head in verbs and words[i].text.lower() in _SUPPOSING for i in near
        )

    def _write(self, lent: Sequence[int], inside: Sequence[int], *, marks: bool = False) -> str:
        """Return the claim in words, lent subject first, with the names that pronouns stand for.

        With ``marks`` what was added stands in square brackets, and a pronoun stays where the claim names somebody else
        or it is not sure whom it means.
        """
        parts: list[str] = []
        last: int | None = None
        named: set[str | None] = set()
        held = {self._mention(i) for i in (*lent, *inside) if self._words[i].tag not in PRONOUNS}
        people = {key for key in held if key is not None and self._kinds.get(key) is EntityKind.PERSON}
        for i in (*lent, *inside):
            word = self._words[i]
            found = self._mention(i)
            place = self._mention_place(i) if word.tag in PRONOUNS else None
            whole = place is not None and self._mentions[place][1] <= word.end  # "its report" is no name for "its"
            key = found if whole else None
            text = word.text
            if key is not None and self._names.get(key):
                text = self._names[key] + ("'s" if word.tag in ("PRP$", "WP$") else "")
                if marks:
                    doubtful = word.tag == "PRP$" and bool(people - {key})  # "Lund could not contain his joy"
                    text = word.text if key in named or doubtful or i in self._doubtful else f"[{text}]"
            elif word.tag == "WP$" and (owner := self._find_owner(i, inside)):
                text = f"[{owner}'s]" if marks else f"{owner}'s"
            glued = last is not None and last == i - 1 and self._words[last].end == word.start
            parts.append(text if glued or not parts else " " + text)
            last = i
            named.add(found)
        return "".join(parts)

    def _find_owner(self, i: int, inside: Sequence[int]) -> str:
        """Return the noun that "whose" stands for; nothing where the claim holds that noun itself."""
        words, place = self._words, i
        for _ in range(4):  # whose > wing > verb > noun
            if words[place].dep == "relcl":
                head = words[place].head
                return (
                    ""
                    if head in set(inside)
                    else "".join(
                        words[k].text + (" " if words[k].end < words[min(k + 1, len(words) - 1)].start else "")
                        for k in self._phrase(head, stop=place)
                    ).strip()
                )
            place = words[place].head
        return ""

    def _write_gist(self, inside: Sequence[int]) -> str:
        """Return the passage in words, with names and pronouns replaced by the noun for what they name."""
        parts: list[str] = []
        last: int | None = None
        said: int | None = None
        for i in inside:
            word, text = self._words[i], self._words[i].text
            place = self._mention_place(i)
            if place is not None:
                start, end, key = self._mentions[place]
                noun = self._nouns.get(key)
                if word.tag in PRONOUNS:
                    text = "the " + (noun or WHAT[self._kinds.get(key, EntityKind.OTHER)])
                    text += "'s" if word.tag in ("PRP$", "WP$") else ""
                elif noun and self._kinds.get(key) is not EntityKind.PLACE and self._is_name(start, end):
                    if said == place:
                        continue
                    said, text = place, f"the {noun}"
            glued = last is not None and last == i - 1 and self._words[last].end == word.start
            parts.append(text if glued or not parts else " " + text)
            last = i
        return "".join(parts)

    def _is_name(self, start: int, end: int) -> bool:
        return any(letter.isupper() for letter in self._account.article.text[start:end])


def sentence_at(account: Annotated, offset: int) -> Sentence | None:
    """Return the sentence that holds an offset, or None between sentences."""
    starts = [sentence.start for sentence in account.sentences]
    place = bisect_right(starts, offset) - 1
    if place >= 0 and offset < account.sentences[place].end:
        return account.sentences[place]
    return None


def words_of(account: Annotated, sentence: Sentence) -> tuple[Word, ...]:
    """Return the words of a sentence."""
    return account.words[sentence.first : sentence.last]
