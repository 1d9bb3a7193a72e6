"""The figure behind the source of a quote: a name, a role, a pronoun, a body, a document, or nobody in particular."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from rashomon.annotate.casts import Cast, cover
from rashomon.annotate.continuations import Said, continue_speech
from rashomon.annotate.descriptions import Description, describe
from rashomon.annotate.figures import Figure, Mention
from rashomon.annotate.pronouns import PRONOUNS
from rashomon.annotate.roles import PAPERS, UNNAMED, VAGUE_GROUPS, is_role, name_body, read_words
from rashomon.model.records import EntityKind, Quote
from rashomon.model.spans import Span

#: Tokens looked back for whom a source takes up, and quotes looked back: what is further is another story, and the
#: bounds keep long texts linear.
REACH = 600
RECENT = 40
_AGED = re.compile(r"the (\d{1,3})-year-old", re.IGNORECASE)
_FIRST = read_words("i we me us my our myself mine")
_NEUTER = read_words("it its itself")
_PLURAL = read_words("they their them these those both")
_ANYBODY = read_words("you your anybody anyone everybody everyone nobody")
_RELATIVE = read_words("who which that whose whom")
#: Papers that are their writer's own word; a report or a log speaks for itself.
_OWN_WORDS = read_words(
    "statement letter message email e-mail website site editorial post posting tweet tweets memo speech address "
    "account testimony submission interview communique release complaint page note column"
)
#: Tokens after a paper in which its writer may stand: "data published by the harbour board".
_BYLINE = 8
#: What hangs on a cue that is not the deed of whoever is named before it: it is passive, or what another said.
_OTHERS = frozenset({"auxpass", "det", "poss"})
#: Tokens before a cue in which its doer stands.
_BEFORE = 40
#: Words a source may have to be its speaker's name.
_LONGEST = 14
_PARTITIVES = read_words("one another other others some many several two three four both each all most few")
#: What a body does with a paper that is its own; one that is "seen by" a body is another's.
_WRITTEN = read_words("publish issue write release compile prepare post send draft produce make give collect gather")
_CROWDS = read_words("crowd crowds mob mobs")

#: Words before a report that is nobody's: "a claim that", but "the claim that".
_UNOWNED = frozenset({"a", "an", "any", "no", "some", "another"})


class Speakers:
    """Finds the speakers of one article's quotes."""

    def __init__(self, cast: Cast) -> None:
        self._cast, self._doc = cast, cast.doc
        self._inside = {i for name in cast.names for i in range(name.start, name.last)}
        self._firsts = [name.first for name in cast.names]
        self._made: list[Figure] = []
        #: Quotes so far in reading order, with their speaker.
        self._said: list[Said] = []

    def find(self, quotes: Sequence[Quote]) -> dict[str, Figure | None]:
        """Return the speaker of every quote by its id."""
        found: dict[str, Figure | None] = {}
        order = sorted(quotes, key=lambda q: (q.content[0].start, -q.content[-1].end))
        for quote in order:
            start, end = self._place(quote)
            figure = self._find(quote, start, end)
            figure = figure.resolve() if figure is not None else None
            found[quote.id] = figure
            self._said.append(Said(start, end, quote, figure))
        return found

    def _place(self, quote: Quote) -> tuple[int, int]:
        """Return the first and the end token of a quote's content."""
        first = self._tokens(quote.content[0])
        last = self._tokens(quote.content[-1])
        return first[0], last[1]

    def _tokens(self, span: Span) -> tuple[int, int]:
        return cover(self._doc, span)

    def _find(self, quote: Quote, start: int, end: int) -> Figure | None:
        if not quote.source:
            if self._is_loose_report(quote):
                return None
            said = continue_speech(self._cast, self._said, quote, start)
            # whoever spoke last goes on only where the sentence names nobody else
            return (self._find_doer(quote, start) or said) if said is not None else None
        first, last = self._tokens(quote.source[0])
        while first < last and (self._doc[first].is_punct or self._doc[first].is_space):
            first += 1
        while first < last and (self._doc[last - 1].is_punct or self._doc[last - 1].is_space):
            last -= 1
        if first >= last:
            return None
        word = self._doc[first].lower_
        if (aged := self._find_aged(first, last)) is not None:
            return aged
        if last - first == 1 and (word in PRONOUNS or word in _FIRST | _NEUTER | _PLURAL | _RELATIVE | _ANYBODY):
            return self._resolve_pronoun(first, quote)
        return self._resolve_phrase(first, last)

    def _is_loose_report(self, quote: Quote) -> bool:
        """Tell whether a cue is a report of nobody in sight: "a claim that he failed a test", "rumours that"."""
        if not quote.cue:
            return False
        cue = self._doc[self._tokens(quote.cue[0])[0]]
        owners = [child for child in cue.children if child.dep_ in ("det", "poss") and child.lower_ not in _UNOWNED]
        return cue.pos_ == "NOUN" and cue.dep_ in ("nsubj", "nsubjpass") and not owners

    def _find_doer(self, quote: Quote, start: int) -> Figure | None:
        """Return whose deed the cue of a quote without a source is: the one figure that its sentence names before it.

        "Lund contests this". Such a quote has no source where the parser takes name or verb for something else, so
        nothing is asked of it but whose deed the cue may be; a name before a cue behind the quote is another's.
        """
        if not quote.cue:
            return None
        place = self._tokens(quote.cue[0])[0]
        if place >= start or any(child.dep_ in _OTHERS for child in self._doc[place].children):
            return None  # "Lund is accused of ...", "Lund dismissed the charge that ..."
        figures = []
        for i in range(place - 1, max(-1, place - _BEFORE), -1):
            if self._cast.sentence[i] != self._cast.sentence[place]:
                break
            if i in self._cast.at and i in self._inside:
                figures.append(self._cast.at[i].resolve())
        people = {id(one): one for one in figures if one.kind in {EntityKind.PERSON, EntityKind.ORGANIZATION}}
        return next(iter(people.values())) if len(people) == 1 else None

    # pronouns

    def _resolve_pronoun(self, place: int, quote: Quote) -> Figure | None:
        word = self._doc[place].lower_
        if word in PRONOUNS:
            figure = self._cast.at.get(place)
            return figure if figure is not None else self._last_said(place, EntityKind.PERSON)
        if word in _FIRST:
            return self._find_around(place, quote)
        if word in _RELATIVE:
            return self._find_antecedent(place)
        if self._doc[place].tag_ == "PRP$" and (subject := self._find_subject(place)) is not None:
            return subject
        if word in _NEUTER:
            return self._find_body(place)
        return self._find_several(place) if word in _PLURAL else None

    def _find_aged(self, first: int, last: int) -> Figure | None:
        """Return the person whom "the 61-year-old" means: the one of that age, else the one spoken of last."""
        match = _AGED.fullmatch(self._doc[first:last].text)
        if match is None:
            return None
        last_one = None
        for i in range(first - 1, max(-1, first - REACH), -1):
            figure = self._cast.at.get(i)
            if figure is None or figure.resolve().kind is not EntityKind.PERSON:
                continue
            if match[1] in self._doc[i + 1 : i + 3].text:
                return figure
            last_one = last_one or figure
        return last_one

    def _last_said(self, place: int, kind: EntityKind) -> Figure | None:
        """Return the last speaker of a kind in the text before a token."""
        for _, _, _, figure in reversed(self._said[-RECENT:]):
            if figure is not None and figure.kind is kind:
                return figure
        return None

    def _find_around(self, place: int, quote: Quote) -> Figure | None:
        """Return who says the quote in which a token stands: the "I" of it."""
        found = None
        for start, end, other, figure in self._said[-RECENT:]:
            if start <= place < end and other.id != quote.id:
                found = figure
        return found

    def _find_antecedent(self, place: int) -> Figure | None:
        """Return the figure a relative pronoun goes back to."""
        verb = self._doc[place].head
        if verb.dep_ == "relcl":
            figure = self._cast.at.get(verb.head.i)
            if figure is not None:
                return figure
            if verb.head.pos_ in {"NOUN", "PROPN"}:
                return self._name_phrase(describe(self._doc, verb.head.i, self._inside), verb.head.i + 1)
        for i in range(place - 1, max(-1, place - 8), -1):
            if i in self._cast.at:
                return self._cast.at[i]
            if self._doc[i].pos_ == "NOUN":
                return self._name_phrase(describe(self._doc, i, self._inside), i + 1)
        return None

    def _find_body(self, place: int) -> Figure | None:
        """Return the body or document that "it" stands for: the last one that spoke or was a subject."""
        said = self._last_said(place, EntityKind.ORGANIZATION)
        if said is not None and self._is_near(said, place):
            return said
        if (paper := self._find_subject_paper(place)) is not None:
            return paper
        best, chosen = 0.0, None
        for i in range(place - 1, max(-1, place - REACH), -1):
            figure = self._cast.at.get(i)
            if figure is None or figure.resolve().kind not in {EntityKind.ORGANIZATION, EntityKind.OTHER}:
                continue
            mention = next((m for m in reversed(figure.resolve().mentions) if m.start <= i < m.end), None)
            pull = self._pull(mention, place) if mention is not None else 0.0
            if pull > best:
                best, chosen = pull, figure.resolve()
        return chosen

    def _find_subject(self, place: int) -> Figure | None:
        """Return the subject of the clause around "its": "the port withdrew its claim"."""
        token = self._doc[place]
        for _ in range(4):
            token = token.head
            for child in token.children:
                if child.dep_ in {"nsubj", "nsubjpass"} and child.i < place and child.pos_ in {"NOUN", "PROPN"}:
                    described = describe(self._doc, child.i, self._inside)
                    return self._cast.at.get(child.i) or self._resolve_phrase(described.start, described.end)
        return None

    def _find_subject_paper(self, place: int) -> Figure | None:
        """Return whose word a document is that the sentence before was about: "The bulletin is new. It puts ..."."""
        sentence = self._cast.sentence[place] - 1
        for i in range(place - 1, -1, -1):
            if self._cast.sentence[i] < sentence:
                break
            token = self._doc[i]
            if self._cast.sentence[i] == sentence and token.dep_ == "nsubj" and token.lemma_.casefold() in PAPERS:
                described = describe(self._doc, i, self._inside)
                return self._resolve_paper(described, described.start, described.end) if described.definite else None
        return None

    def _is_near(self, figure: Figure, place: int) -> bool:
        """Tell whether a figure spoke in this sentence or the one before."""
        for _, end, _, other in reversed(self._said[-RECENT:]):
            if other is figure:
                return self._cast.sentence[place] - self._cast.sentence[min(end, len(self._doc)) - 1] <= 1
        return False

    def _pull(self, mention: Mention, place: int) -> float:
        sentences = self._cast.sentence[place] - self._cast.sentence[mention.end - 1]
        paragraphs = self._cast.paragraph[place] - self._cast.paragraph[mention.end - 1]
        return mention.weight * 0.75**sentences * 0.75**paragraphs

    def _find_several(self, place: int) -> Figure | None:
        """Return whom "they" stands for: the last speakers, where they are several or a body."""
        for _, _, _, figure in reversed(self._said[-RECENT:]):
            if figure is None:
                return None
            if figure.plural or figure.kind is EntityKind.ORGANIZATION:
                return figure
        return None

    # phrases

    def _resolve_phrase(self, first: int, last: int) -> Figure | None:
        """Return the figure that a source of several words, or a name, stands for."""
        head = self._find_head(first, last)
        if self._is_list(first, last, head):
            return None
        if (named := self._find_named(first, last)) is not None:
            return named
        figure = self._cast.at.get(head)
        noun = self._doc[head]
        if figure is not None:
            return figure
        described = describe(self._doc, head, self._inside)
        lemma = noun.lemma_.casefold()
        if self._is_nobody(described):
            return None
        if lemma in PAPERS or noun.lower_ in PAPERS:
            return self._resolve_paper(described, first, last)
        body = self._find_employer(described, last)
        return body or self._find_made(described, first) or self._name_phrase(described, last, first)

    def _find_named(self, first: int, last: int) -> Figure | None:
        """Return the first person a source names, unless as somebody else's: "a friend of X", "X's lawyer"."""
        place = bisect_left(self._firsts, first)
        for name in self._cast.names[place : bisect_left(self._firsts, last)]:
            if name.kind is not EntityKind.PERSON or not self._is_top(name.start, name.last, first, last):
                continue
            figure = self._cast.at.get(name.first)
            if figure is not None and figure.kind is EntityKind.PERSON:
                return figure
        return None

    def _is_top(self, start: int, end: int, first: int, last: int) -> bool:
        """Tell whether a name in a source is no part of what is said of another: of X, X's, an X spokesman."""
        doc = self._doc
        if end < last and (
            doc[end].tag_ == "POS" or doc[end].text in {"’", "'", "'s", "’s"} or doc[end].pos_ == "NOUN"
        ):
            return False
        if start > first and (doc[start - 1].text == "," or (doc[first].pos_ == "ADP" and end == last)):
            return True  # "the auditor, Lena Orth"; "at a briefing on Friday Ms Orth"
        return not any(
            (doc[i].pos_ == "ADP" or doc[i].lower_ in {"to", "of"}) and doc[i - 1].tag_ != "HYPH"
            for i in range(first, start)
        )

    def _find_head(self, first: int, last: int) -> int:
        """Return the head of a noun phrase that begins a source: the last word before what only adds to it."""
        head = -1
        for i in range(first, last):
            token = self._doc[i]
            if token.lower_ in _RELATIVE and i > first:
                break
            step = self._weigh_word(i, head)
            if step == "head":
                head = i
            elif step == "end" and head >= 0 and not self._lets_pass(i, head, last):
                break
        return head if head >= 0 else first

    def _lets_pass(self, i: int, head: int, last: int) -> bool:
        """Tell whether a noun phrase goes on after an apostrophe or a participle: "the detained man"."""
        tag = self._doc[i].tag_
        return (tag == "POS" and i + 1 < last) or (tag in {"VBN", "VBG"} and i < last - 1 and head < i - 1)

    def _weigh_word(self, i: int, head: int) -> str:
        """Return what a word of a noun phrase is: a "head" so far, a "part", or its "end"."""
        token = self._doc[i]
        if i in self._inside or token.pos_ in {"NOUN", "PROPN", "PRON"}:
            return "head"
        if token.tag_ in {"CD", "JJ"} or token.pos_ == "NUM" or token.lower_ in _PARTITIVES:
            return "head" if head < 0 or i == head + 1 else "part"
        inner = token.pos_ in {"DET", "ADJ", "ADV"} or token.tag_ in {"HYPH", "PRP$"} or token.is_quote
        return "part" if inner and token.tag_ != "POS" else "end"

    def _is_list(self, first: int, last: int, head: int) -> bool:
        """Tell whether a source names two or more different somebodies together."""
        doc = self._doc
        for i in range(head + 1, last - 1):
            if i in self._inside and i - 1 in self._inside:
                continue
            if doc[i].lower_ == "and" and self._cast.at.get(i) is None:
                return self._is_own(i + 1, head)
            if doc[i].pos_ in {"ADP", "VERB", "SCONJ"} or doc[i].text == ",":
                return False
        return False

    def _is_own(self, place: int, head: int) -> bool:
        """Tell whether after an "and" another somebody begins, rather than a second word of one name."""
        token, tag = self._doc[place], self._doc[head].tag_
        figure = self._cast.at.get(place)
        if token.pos_ == "DET" or token.tag_ == "PRP$" or (token.tag_ == "NNS" and tag == "NNS"):
            return True
        return figure is not None and (figure.kind is EntityKind.PERSON or len(figure.resolve().mentions) > 1)

    def _resolve_paper(self, described: Description, first: int, last: int) -> Figure | None:
        """Return whose word a document is: its owner's, its writer's, or its own."""
        lemma = described.noun
        owner = self._owner(described)
        if owner is not None and lemma in _OWN_WORDS:
            return owner
        end = min(len(self._doc), max(last, described.end + _BYLINE))
        for i in range(described.end, end):
            wrote = self._doc[i - 1].lemma_.casefold() in _WRITTEN or i == described.end
            found = self._cast.find(i, end) if wrote and self._doc[i].lower_ in {"by", "from"} else []
            if found and found[0].kind is not EntityKind.PLACE:
                return found[0]
            if self._doc[i].is_punct:
                break
        if described.definite and owner is None and (writer := self._find_writer(described)) is not None:
            return writer
        return self._find_made(described, first) or self._name_phrase(described, last, first)

    def _is_nobody(self, described: Description) -> bool:
        """Tell whether nothing narrows a group down: "officials", "court records", "a crowd", "the two governments"."""
        noun = self._doc[described.head].lower_
        if noun in _CROWDS:
            return True
        if described.plural and described.sort == "body" and {"two", "both"} & set(self._phrase_words(described)):
            return True
        if noun not in VAGUE_GROUPS or not described.bare:
            return False
        named = any(i in self._inside for i in range(described.end, described.reach))
        return described.plural and not named and (not described.words or noun in PAPERS)

    def _find_employer(self, described: Description, last: int) -> Figure | None:
        """Return the body that speaks through people of it: "bosses at Nordwerk"."""
        place = described.end
        if not (described.bare and described.plural and not described.words and place < last):
            return None
        if self._doc[place].lower_ not in {"at", "from"}:
            return None
        found = self._cast.find(place, last)
        return found[0] if len(found) == 1 and found[0].kind is EntityKind.ORGANIZATION else None

    def _phrase_words(self, described: Description) -> list[str]:
        return [self._doc[i].lower_ for i in range(described.start, described.head)]

    def _owner(self, described: Description) -> Figure | None:
        return self._cast.at.get(described.owner) if described.owner >= 0 else None

    def _find_writer(self, described: Description) -> Figure | None:
        """Return who gave out a document that was spoken of before: "said in a statement ... the statement said"."""
        for i in range(described.start - 1, max(-1, described.start - REACH), -1):
            token = self._doc[i]
            if token.lemma_.casefold() != described.noun or i in self._inside or token.dep_ == "nsubjpass":
                continue  # "police said, after a memo was leaked" does not say who wrote it
            for j in range(i + 1, min(len(self._doc), i + 4)):
                if self._doc[j].lower_ in {"by", "from"} and (found := self._cast.find(j, j + 8)):
                    return found[0]
            sentence = self._cast.sentence[i]
            within = any(self._doc[j].lower_ in {"in", "wrote"} for j in range(max(0, i - 4), i))
            if described.noun not in _OWN_WORDS and not within:
                continue
            for start, end, _, figure in reversed(self._said[-RECENT:]):
                if figure is not None and sentence in (self._cast.sentence[start], self._cast.sentence[end - 1]):
                    return figure.body.resolve() if figure.body is not None else figure
        return None

    def _find_made(self, described: Description, first: int) -> Figure | None:
        """Return the unnamed figure that a definite phrase takes up again: "a district official ... the official"."""
        if not described.definite:
            return None
        for figure in reversed(self._made[-RECENT:]):
            if described.noun in figure.roles:
                return figure
        return None

    def _name_phrase(self, described: Description, last: int, first: int | None = None) -> Figure:
        """Make a figure that bears the words of its source."""
        begin = min(described.start, described.head) if first is None else first
        end = self._end_phrase(begin, described, last)
        words = [self._doc[i].text_with_ws for i in range(begin, end)]
        if words and (owner := self._owner(described)) is not None and self._doc[begin].tag_ == "PRP$":
            words[0] = f"{owner.text}’s "
        elif words and begin not in self._inside:
            words[0] = words[0][:1].lower() + words[0][1:]
        figure = Figure(kind=self._kind(described, begin), text="".join(words).strip())
        figure.roles[described.noun] = set(described.words)
        figure.plural = described.plural
        self._made.append(figure)
        return figure

    def _end_phrase(self, begin: int, described: Description, last: int) -> int:
        """Return the end of the words that name a source: all of it, up to a comma."""
        if last <= described.head or last - begin > _LONGEST:
            return max(described.end, min(described.reach, last))
        last = self._reach_right(described.head, last)
        end = next((i for i in range(described.end, last) if self._doc[i].text in {",", "(", "—", "–"}), last)
        while end > described.end and (self._doc[end - 1].tag_ == "POS" or self._doc[end - 1].is_punct):
            end -= 1
        return end

    def _reach_right(self, head: int, last: int) -> int:
        """Return the end of what belongs to a noun, where its source stops short: "two people (who packed it)"."""
        edge = self._doc[head].right_edge.i + 1
        if not last < edge <= last + _BYLINE or any(t.is_punct or t.is_quote for t in self._doc[last:edge]):
            return last
        return edge if self._doc[last].lower_ in _RELATIVE or self._doc[last].tag_ in {"VBN", "VBG"} else last

    def _kind(self, described: Description, begin: int) -> EntityKind:
        if set(described.words) & UNNAMED or described.noun in UNNAMED:
            return EntityKind.OTHER
        form = self._doc[described.head].lower_
        if described.sort == "body" or name_body(form):
            return EntityKind.ORGANIZATION
        if is_role(described.noun) and not described.plural:
            return EntityKind.PERSON
        return EntityKind.OTHER
