"""Who does what to whom in a claim, read off the parse: subjects, objects, and the names they carry."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from rashomon.model.annotated import Word
from rashomon.relate.cases import Desk
from rashomon.relate.propositions import NEGATIONS, Proposition

#: Words that stand for the noun their clause hangs on.
_RELATIVE = frozenset({"who", "which", "that", "whom"})
#: Verbs under which another is told as done or to be done: "is expected to survive", "began to work".
_OVER = frozenset({"xcomp", "conj"})


class Clause:
    """The words of a claim with what hangs on what; words outside the claim are looked at only for its subjects."""

    def __init__(self, desk: Desk, claim: Proposition) -> None:
        self.claim = claim
        self.words: Sequence[Word] = desk.accounts[claim.article].words
        self.inside = desk.words_of(claim.claim)
        self._under: dict[int, list[int]] = defaultdict(list)
        for k in range(max(0, min(self.inside, default=0) - 40), min(len(self.words), self._end() + 40)):
            if self.words[k].head != k:
                self._under[self.words[k].head].append(k)
        self._names = sorted(
            (span.end - span.start, span.start, span.end, key)
            for key in claim.entities
            if key in desk.entities
            for span in desk.entities[key].mentions
            if span.article == claim.article
        )

    def _end(self) -> int:
        return max(self.inside, default=0) + 1

    def verbs(self, *, planned: bool = False) -> Iterator[int]:
        """Yield the verbs of the claim that no word negates and no "may" or "would" weakens; "will" where planned."""
        barred = NEGATIONS | _WEAK if planned else NEGATIONS | _WEAK | _COMING
        for i in self.inside:
            if self.words[i].pos in ("VERB", "AUX") and self.words[i].dep not in ("aux", "auxpass"):
                near = {self.words[k].text.lower() for k in self.below(i, ("neg", "aux"))}
                if not near & barred and not self._is_over(i):
                    yield i

    def _is_over(self, verb: int) -> bool:
        """Tell whether what a verb tells is so no longer."""
        near = [word.text.lower() for word in self.words[max(verb - 2, 0) : verb + 3]]
        return ("no", "longer") in pairwise(near)

    def below(self, i: int, deps: tuple[str, ...] = ()) -> list[int]:
        """Return the words that hang on one, in some ways or in any."""
        return [k for k in self._under.get(i, ()) if not deps or self.words[k].dep in deps]

    def subjects(self, verb: int) -> list[int]:
        """Return who does it; "who" and "to" are followed to the noun that is meant."""
        found = self.below(verb, ("nsubj",))
        word = self.words[verb]
        if found and self.words[found[0]].text.lower() in _RELATIVE and word.dep == "relcl":
            return [word.head]
        if not found and word.dep in _OVER and not self.below(verb, ("nsubjpass",)) and word.head != verb:
            return self.subjects(word.head) or self.below(word.head, ("nsubjpass",))
        return found

    def patients(self, verb: int) -> list[int]:
        """Return to whom or what it is done."""
        found = self.below(verb, ("dobj", "nsubjpass"))
        if found and self.words[found[0]].text.lower() in _RELATIVE and self.words[verb].dep == "relcl":
            return [self.words[verb].head]
        if not found and self.words[verb].dep == "conj" and self.below(verb, ("auxpass",)):
            return self.below(self.words[verb].head, ("nsubjpass",))
        return found

    def is_passive(self, verb: int) -> bool:
        """Tell whether the verb tells what is done to its subject."""
        return bool(self.below(verb, ("nsubjpass", "auxpass")))

    def agents(self, verb: int) -> list[int]:
        """Return by whom it is done, where the verb is passive."""
        return [k for p in self.below(verb, ("agent",)) for k in self.below(p, ("pobj",))]

    def particle(self, verb: int) -> str:
        """Return the particle of a verb, "" where it has none; the parser takes some for adverbs: "stepped down"."""
        found = self.below(verb, ("prt",))
        found += [k for k in self.below(verb, ("advmod",)) if k == verb + 1 and self.words[k].text in _PARTICLES]
        return next((self.words[k].text.lower() for k in found), "")

    def phrases(self, verb: int) -> Iterator[tuple[str, int]]:
        """Yield each preposition that hangs on a verb, with the noun after it."""
        for p in self.below(verb, ("prep",)):
            for k in self.below(p, ("pobj",)):
                yield self.words[p].text.lower(), k

    def name(self, i: int) -> str:
        """Return the entity in whose shortest mention a word stands, "" where it stands in none."""
        start = self.words[i].start
        return next((key for _, first, last, key in self._names if first <= start < last), "")

    def names(self, places: Sequence[int]) -> frozenset[str]:
        """Return the entities of some words, and of what stands in apposition to them."""
        all_of = [k for i in places for k in (i, *self.below(i, ("appos",)))]
        return frozenset(key for i in all_of if (key := self.name(i)))


_PARTICLES = frozenset({"down", "off", "out", "up", "back"})
_WEAK = frozenset({"may", "might", "could", "would", "should", "can", "if", "must"})
_COMING = frozenset({"will", "shall", "'ll", "’ll"})
