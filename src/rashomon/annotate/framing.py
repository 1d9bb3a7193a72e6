"""Words that colour: loaded, evaluative, labels and hedges."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from spacy.tokens import Doc

from rashomon.annotate.lexicons import load_lexicon
from rashomon.annotate.parses import SUBJECTS, Parse, read_parse
from rashomon.model.ids import make_id
from rashomon.model.records import Article, Entity, Framing, FramingKind, Quote, Record, Tone, Voice


class FramingSettings(Record, frozen=True, kw_only=True):
    """Which coloured words are shown."""

    #: Strong words per hundred words from which an article's weak words count as well.
    heated: float = 0.8
    #: The most words of a phrase between quotation marks that is read as scare quotes.
    most_scare_words: int = 3


class Colour(Record, frozen=True, kw_only=True):
    """How a word of the lexicon colours."""

    kind: FramingKind
    tone: Tone
    part: str
    weak: bool = False


class Hit(Record, frozen=True, kw_only=True):
    """A coloured stretch: the tokens ``first`` to ``last``, both included."""

    first: int
    last: int
    colour: Colour
    quoted: bool


Phrases = dict[str, list[tuple[tuple[str, ...], Colour]]]

_PARTS = {"verb": {"VERB"}, "noun": {"NOUN"}, "adjective": {"ADJ", "VERB"}, "adverb": {"ADV"}}
_MODIFIERS = frozenset({"amod", "acomp", "oprd", "conj", "attr", "appos", "advcl", "acl", "ROOT", "ccomp", "nsubjpass"})
_NAMED = frozenset(
    {"named", "called", "titled", "entitled", "dubbed", "nicknamed", "codenamed", "known", "termed", "word"}
)
_OPENERS = {'"': '"', "“": "”", "‘": "’", "'": "'", "``": "''", "«": "»"}
_SCARE = Colour(kind=FramingKind.HEDGE, tone=Tone.NEGATIVE, part="marks")


@cache
def load_colours() -> tuple[dict[str, tuple[Colour, ...]], Phrases]:
    """Return the single words of the lexicon, each with its colours, and its phrases by their first word."""
    words: dict[str, list[Colour]] = {}
    phrases: Phrases = {}
    for section, entries in load_lexicon("framing").items():
        names = section.removeprefix("weak ").split(" ", 2)
        colour = Colour(
            kind=FramingKind(names[0]), tone=Tone(names[1]), part=names[2], weak=section.startswith("weak ")
        )
        for entry in sorted(entries):
            parts = tuple(entry.replace("-", " - ").split())
            if len(parts) > 1:
                phrases.setdefault(parts[0], []).append((parts, colour))
            else:
                words.setdefault(entry, []).append(colour)
    for some in phrases.values():
        some.sort(key=lambda pair: (-len(pair[0]), pair[0]))
    return {word: tuple(colours) for word, colours in words.items()}, phrases


def find_framing(
    doc: Doc, article: Article, quotes: tuple[Quote, ...], entities: tuple[Entity, ...]
) -> tuple[Framing, ...]:
    """Return the words of an article that colour what they say, with whose voice they stand in.

    The words come from ``lexicon/framing.txt``; names never count. Short phrases between quotation marks that nobody
    is quoted with are scare quotes, a kind of hedge.

    >>> from rashomon.weights.parsers import load_parser
    >>> article = Article(id="a1", text="A brutal mob came in.")
    >>> [(f.span.text, f.kind.value) for f in find_framing(load_parser()(article.text), article, (), ())]
    [('brutal mob', 'loaded')]
    """
    if not len(doc):
        return ()
    finder = _Finder(read_parse(doc), quotes)
    targets = _Targets(finder.parse, entities)
    return tuple(
        Framing(
            id=make_id("f", article.id, finder.parse.starts[hit.first], finder.parse.ends[hit.last]),
            span=article.span(finder.parse.starts[hit.first], finder.parse.ends[hit.last]),
            voice=Voice.QUOTED if hit.quoted else Voice.OUTLET,
            kind=hit.colour.kind,
            polarity=hit.colour.tone,
            target=targets.find(hit),
        )
        for hit in finder.find()
    )


class _Finder:
    """Finds the coloured words of one document."""

    def __init__(self, parse: Parse, quotes: tuple[Quote, ...]) -> None:
        self.parse = parse
        self.settings = FramingSettings()
        self.words, self.phrases = load_colours()
        self.quoted: set[int] = set()
        self.cues: set[int] = set()
        for quote in quotes:
            for span in quote.content:
                self.quoted.update(parse.reach(span.start, span.end))
            for span in quote.cue:
                self.cues.update(parse.reach(span.start, span.end))

    def find(self) -> tuple[Hit, ...]:
        """Return the hits in the order of the text; they never overlap."""
        taken: set[int] = set()
        hits = []
        for hit in (*self._find_phrases(), *self._find_scare_quotes(), *self._find_words()):
            reach = range(hit.first, hit.last + 1)
            if taken.isdisjoint(reach):
                taken.update(reach)
                hits.append(hit)
        hits.sort(key=lambda hit: hit.first)
        return self._join(self._drop_weak(hits))

    def _find_phrases(self) -> Iterator[Hit]:
        parse, i = self.parse, 0
        while i < len(parse):
            for key in dict.fromkeys((parse.lower[i], parse.lemmas[i])):
                found = next((p for p in self.phrases.get(key, ()) if self._matches(i, p[0])), None)
                if found:
                    last = i + len(found[0]) - 1
                    yield Hit(first=i, last=last, colour=found[1], quoted=i in self.quoted)
                    i = last
                    break
            i += 1

    def _matches(self, i: int, parts: tuple[str, ...]) -> bool:
        parse = self.parse
        if i + len(parts) > len(parse):
            return False
        return all(part in ("*", parse.lower[i + n], parse.lemmas[i + n]) for n, part in enumerate(parts))

    def _find_words(self) -> Iterator[Hit]:
        parse = self.parse
        for i, lower in enumerate(parse.lower):
            if parse.pos[i] not in {"VERB", "NOUN", "ADJ", "ADV"}:
                continue
            # The lemmatizer gives "rag" for "raged"; the form without its d is tried as well.
            for key in dict.fromkeys((lower, parse.lemmas[i], lower[:-1] if lower.endswith("ed") else lower)):
                colour = next((c for c in self.words.get(key, ()) if self._fits(i, key, c)), None)
                if colour:
                    yield Hit(first=i, last=i, colour=colour, quoted=i in self.quoted)
                    break

    def _fits(self, i: int, key: str, colour: Colour) -> bool:
        """Tell whether a word stands in the part of speech in which it colours."""
        parse, pos = self.parse, self.parse.pos[i]
        if colour.part == "speech verb":
            return pos == "VERB" and i in self.cues
        if pos not in _PARTS[colour.part]:
            return False
        if colour.part == "adjective":
            return key == parse.lower[i] and (pos == "ADJ" or parse.deps[i] in _MODIFIERS)
        return True

    def _find_scare_quotes(self) -> Iterator[Hit]:
        """Yield short phrases between quotation marks that are nobody's reported speech."""
        parse, i = self.parse, 0
        while i < len(parse):
            closer = _OPENERS.get(parse.texts[i])
            end = self._scare_end(i, closer) if closer and i not in self.quoted else None
            if end:
                yield Hit(first=i, last=end, colour=_SCARE, quoted=False)
                i = end
            i += 1

    def _scare_end(self, i: int, closer: str) -> int | None:
        parse = self.parse
        if i and (parse.lower[i - 1] in _NAMED or parse.ends[i - 1] == parse.starts[i]):
            return None
        for end in range(i + 2, min(i + self.settings.most_scare_words + 2, len(parse))):
            if parse.texts[end] == closer:
                inside = range(i + 1, end)
                plain = all(k not in self.quoted and parse.texts[k][0].isalpha() for k in inside)
                return end if plain and any(parse.texts[k].islower() for k in inside) else None
        return None

    def _drop_weak(self, hits: list[Hit]) -> list[Hit]:
        """Keep weak words only in the outlet's own voice, beside a strong word or in an article that has many."""
        strong = [hit for hit in hits if not hit.colour.weak and not hit.quoted]
        heated = 100 * len(strong) >= self.settings.heated * len(self.parse)
        sentences = {self.parse.sentences[hit.first] for hit in strong}
        return [
            hit
            for hit in hits
            if not hit.colour.weak or (not hit.quoted and (heated or self.parse.sentences[hit.first] in sentences))
        ]

    def _join(self, hits: list[Hit]) -> tuple[Hit, ...]:
        """Join a word with the one that it modifies right after it, coloured as the latter: "brutal mob"."""
        out: list[Hit] = []
        for hit in hits:
            if out and out[-1].last + 1 == hit.first and self._modifies(out[-1].last, hit):
                out[-1] = Hit(first=out[-1].first, last=hit.last, colour=hit.colour, quoted=hit.quoted)
            else:
                out.append(hit)
        return tuple(out)

    def _modifies(self, i: int, hit: Hit) -> bool:
        near = hit.first <= self.parse.heads[i] <= hit.last
        return near and self.parse.deps[i] in {"amod", "compound", "advmod", "nmod"}


class _Targets:
    """Finds whom a coloured word is about, by the parse."""

    def __init__(self, parse: Parse, entities: tuple[Entity, ...]) -> None:
        self.parse = parse
        self.entity_of: dict[int, str] = {}
        for entity in entities:
            for mention in entity.mentions:
                for i in parse.reach(mention.start, mention.end):
                    self.entity_of.setdefault(i, entity.id)
        self.objects: dict[int, int] = {}
        for i, dep in enumerate(parse.deps):
            if dep in {"dobj", "nsubjpass", "dative"}:
                self.objects.setdefault(parse.heads[i], i)

    def find(self, hit: Hit) -> str | None:
        """Return the entity that a hit is about, or None where the parse does not say."""
        head = self._head(hit)
        for i in self._candidates(head, hit.colour):
            entity = self.entity_of.get(i)
            if entity:
                return entity
        return None

    def _head(self, hit: Hit) -> int:
        """Return the token of a hit that governs the others."""
        inside = range(hit.first, hit.last + 1)
        return next((i for i in inside if self.parse.heads[i] not in inside), hit.first)

    def _candidates(self, i: int, colour: Colour) -> Iterator[int]:
        """Yield the tokens that a coloured word may be about, the likeliest first."""
        parse = self.parse
        yield i
        if parse.pos[i] == "VERB" and parse.deps[i] != "amod":
            if colour.part != "speech verb" and i in self.objects:
                yield self.objects[i]
            if i in parse.subject:
                yield parse.subject[i]
            return
        head = parse.heads[i]
        if parse.deps[i] in {"amod", "compound", "appos", "advmod"}:
            yield head
        near = range(max(0, i - 8), min(len(parse), i + 9))
        yield from (k for k in near if parse.heads[k] == i and parse.deps[k] in {"appos", "compound", "poss"})
        if parse.deps[i] in {"attr", "acomp", "oprd"} and head in parse.subject:
            yield parse.subject[head]
        if parse.deps[i] in SUBJECTS and parse.pos[head] == "VERB":
            return
        if parse.heads[head] != head and parse.deps[head] in {"appos", "pobj", "attr"}:
            yield parse.heads[head]
