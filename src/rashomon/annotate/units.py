"""A parsed text as plain lists: words with their tree, quotation marks, and units.

A *unit* is a sentence that respects quotation marks: a full stop inside a quoted passage ends none. The parser's own
sentence breaks count only where the punctuation agrees, since it stumbles over marks.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from itertools import accumulate

import numpy as np
from spacy.tokens import Doc

from rashomon.annotate import cues
from rashomon.annotate.marks import Marked, pair_marks
from rashomon.weights.parsers import OPENING

#: Short titles whose full stop ends no sentence.
_TITLES = cues.words("""
    mr mrs ms dr prof gen col lt maj capt cpt cmdr cdr sgt cpl pte st rev hon gov sen rep pres supt insp det fr sr
    jr no vs fig vol art mme mlle messrs adm brig ald cllr dep asst min amb hr hrs jan feb mar apr jun jul aug sep
    sept oct nov dec mt ft co inc ltd corp bros
    """)
_ENDING = re.compile(r"[.!?…]+[\"'”’»“*_)\]]*\Z")
#: Words of a unit at most, quoted passages apart: no sentence is longer, and the work on each stays bounded.
LONGEST = 300
_CLOSERS = "\"'”’»“*_)]"
_STOPPERS = frozenset(_CLOSERS + ".!?…")


@dataclass(frozen=True, slots=True)
class Unit:
    """Words ``first`` to ``last`` (exclusive) of one sentence; ``paragraph`` counts from 0."""

    first: int
    last: int
    paragraph: int
    #: The outer quoted passage it lies in, by its place in ``Parsed.marks``, or -1.
    inside: int = -1


Range = tuple[int, int]


@dataclass(slots=True)
class Parsed:
    """A document as lists by word; white space is no word."""

    text: str
    start: list[int] = field(default_factory=list)
    end: list[int] = field(default_factory=list)
    lower: list[str] = field(default_factory=list)
    lemma: list[str] = field(default_factory=list)
    pos: list[str] = field(default_factory=list)
    tag: list[str] = field(default_factory=list)
    dep: list[str] = field(default_factory=list)
    head: list[int] = field(default_factory=list)
    name: list[str] = field(default_factory=list)
    kids: list[list[int]] = field(default_factory=list)
    #: First and last word of each word's subtree.
    left: list[int] = field(default_factory=list)
    right: list[int] = field(default_factory=list)
    opens: list[bool] = field(default_factory=list)
    paragraph: list[int] = field(default_factory=list)
    marks: tuple[Marked, ...] = ()
    #: The innermost and the outermost quoted passage of each word, or -1.
    inner: list[int] = field(default_factory=list)
    outer: list[int] = field(default_factory=list)
    units: list[Unit] = field(default_factory=list)

    def text_of(self, first: int, last: int) -> str:
        """Return the text of words ``first`` to ``last`` (exclusive)."""
        return self.text[self.start[first] : self.end[last - 1]] if first < last else ""

    def word_at(self, place: int) -> int:
        """Return the first word that starts at or after a place in the text."""
        return bisect_right(self.start, place - 1)


@dataclass(slots=True)
class Speech:
    """One piece of reported speech while it is put together; ranges count words, ``verb`` is the head of the cue."""

    verb: int
    unit: Unit
    cue: list[Range] = field(default_factory=list)
    source: list[Range] = field(default_factory=list)
    content: list[Range] = field(default_factory=list)
    #: Words taken by source and cue together: other speech ends before them.
    group: Range = (0, 0)
    fronted: bool = False
    noun: bool = False
    #: The verb is passive: its subject is spoken to.
    passive: bool = False
    #: The content is a thing that is named, asked for or denied, not a clause.
    thing: bool = False
    #: It has no cue: it goes on in the words of the speech before it.
    carried: bool = False
    transcript: bool = False
    #: Verbs of the same speaker that end the content: "said A and warned B".
    next_verbs: list[int] = field(default_factory=list)


def read_document(doc: Doc) -> Parsed:
    """Return a parsed document as lists, with its quotation marks and units.

    >>> from rashomon.weights.parsers import load_parser
    >>> parsed = read_document(load_parser()("“Go. Now,” he said. They went."))
    >>> [parsed.text_of(unit.first, unit.last) for unit in parsed.units if unit.inside < 0]
    ['“Go. Now,” he said.', 'They went.']
    """
    text = doc.text
    parsed = Parsed(text=text, marks=pair_marks(text))
    _read_words(doc, parsed)
    _mend_main_verbs(parsed)
    _read_tree(parsed)
    _place_marks(parsed)
    _split_units(parsed)
    return parsed


_ATTRIBUTES: list[int | str] = [
    "IDX",
    "LENGTH",
    "IS_SPACE",
    "HEAD",
    "SENT_START",
    "LOWER",
    "LEMMA",
    "POS",
    "TAG",
    "DEP",
    "ENT_TYPE",
]


def _read_words(doc: Doc, parsed: Parsed) -> None:
    """Fill the lists that the parser gives; one array of numbers is faster than a token after another."""
    table = doc.to_array(_ATTRIBUTES).view(np.int64)
    places, lengths, blanks, heads, begins = (table[:, k].tolist() for k in range(5))
    strings = _Strings(doc)
    words, lemmas, poses, tags, deps, names = ([strings[key] for key in table[:, k].tolist()] for k in range(5, 11))
    kept = [number for number, blank in enumerate(blanks) if not blank]
    place = {number: here for here, number in enumerate(kept)}
    paragraphs = list(accumulate(int(bool(blank) and "\n" in word) for blank, word in zip(blanks, words, strict=True)))
    parsed.start = [places[k] for k in kept]
    parsed.end = [places[k] + lengths[k] for k in kept]
    parsed.lower = [words[k] for k in kept]
    parsed.tag = [tags[k] for k in kept]
    parsed.lemma = [_lemma(words[k], lemmas[k], tags[k]) if tags[k] in _INFLECTED else lemmas[k].lower() for k in kept]
    parsed.pos = [poses[k] for k in kept]
    parsed.dep = [deps[k] for k in kept]
    parsed.name = [names[k] for k in kept]
    parsed.opens = [begins[k] == 1 for k in kept]
    parsed.paragraph = [paragraphs[k] for k in kept]
    parsed.head = [place.get(k + heads[k], place[k]) for k in kept]


_INFLECTED = frozenset({"VB", "VBD", "VBG", "VBN", "VBP", "VBZ", "NNS"})


class _Strings(dict[int, str]):
    """The parser's strings by their number, each looked up once."""

    def __init__(self, doc: Doc) -> None:
        super().__init__()
        self._store = doc.vocab.strings

    def __missing__(self, key: int) -> str:
        word = self._store[key % (1 << 64)] if key else ""
        self[key] = word
        return word


def _lemma(word: str, lemma: str, tag: str) -> str:
    """Return a lemma; a verb in -ies that the tagger took for a plural gets its own: "specifies"."""
    if tag == "NNS" and word.endswith("ies"):
        return word[:-3] + "y"
    return lemma.lower() if tag == "NNS" else cues.find_lemma(word, lemma.lower())


def _mend_main_verbs(parsed: Parsed) -> None:
    """Give a sentence whose root is a noun its verb: "The guild, which is small, called on owners to pay".

    The parser takes such a verb for a participle that hangs on the noun; only cue verbs are looked at.
    """
    roots = {head for here, head in enumerate(parsed.head) if head == here and parsed.pos[here] in {"NOUN", "PROPN"}}
    mains: dict[int, int] = {}
    for here, head in enumerate(parsed.head):
        past = parsed.tag[here] in {"VBN", "VBD"} and parsed.lemma[here] in cues.VERBS
        past = past and parsed.dep[here] in {"acl", "amod"}
        root = head
        while past and parsed.dep[here] == "amod" and parsed.dep[root] == "appos" and parsed.head[root] != root:
            root = parsed.head[root]
        apart = past and root in roots and root < here - 1 and parsed.lower[here - 1] == ","
        if apart and here + 1 < len(parsed.lower) and parsed.lower[here + 1] not in {"by", ",", "."}:
            mains[root] = here
    for here, root in enumerate(parsed.head):
        if here > mains.get(root, here):
            parsed.head[here] = mains[root]
    for root, main in mains.items():
        parsed.tag[main], parsed.dep[main], parsed.head[main] = "VBD", "ROOT", main
        parsed.dep[root], parsed.head[root] = "nsubj", main


def _read_tree(parsed: Parsed) -> None:
    """Fill children and the edges of subtrees."""
    size = len(parsed.start)
    parsed.kids = [[] for _ in range(size)]
    parsed.left, parsed.right = list(range(size)), list(range(size))
    waiting = [0] * size
    for here, head in enumerate(parsed.head):
        if head != here:
            parsed.kids[head].append(here)
            waiting[head] += 1
    ready = [here for here in range(size) if not waiting[here]]
    while ready:
        here = ready.pop()
        head = parsed.head[here]
        if head == here:
            continue
        parsed.left[head] = min(parsed.left[head], parsed.left[here])
        parsed.right[head] = max(parsed.right[head], parsed.right[here])
        waiting[head] -= 1
        if not waiting[head]:
            ready.append(head)


def _place_marks(parsed: Parsed) -> None:
    """Fill the quoted passage of each word; a mark itself belongs to its passage."""
    size = len(parsed.start)
    parsed.inner, parsed.outer = [-1] * size, [-1] * size
    for number, mark in enumerate(parsed.marks):
        first, last = words_of(parsed, mark)
        for here in range(first, last):
            parsed.inner[here] = number
            if mark.depth == 0:
                parsed.outer[here] = number


def words_of(parsed: Parsed, mark: Marked) -> tuple[int, int]:
    """Return the words of a quoted passage, its marks included."""
    first = parsed.word_at(mark.start)
    if first and parsed.end[first - 1] > mark.start:
        first -= 1
    return first, parsed.word_at(mark.end)


def snap(parsed: Parsed, level: int, words: Range) -> Range:
    """Return a range with the marks of a quoted passage whose words it holds all, seen from a level."""
    first, last = words
    for edge in (first, last - 1):
        number = parsed.inner[edge]
        if number in (-1, level):
            continue
        begin, end = words_of(parsed, parsed.marks[number])
        if first > begin and not any(parsed.lower[k][:1].isalnum() for k in range(begin, first)):
            first = begin
        if last < end and not any(parsed.lower[k][:1].isalnum() for k in range(last, end)):
            last = end
    return first, last


def _split_units(parsed: Parsed) -> None:
    """Fill the units of the text, and those inside each outer quoted passage."""
    parsed.units = []
    size = len(parsed.start)
    begin = 0
    plain = 0
    for here in range(1, size + 1):
        plain += parsed.inner[here - 1] < 0
        full = plain >= LONGEST and here < size and parsed.inner[here] < 0
        if here == size or full or _is_break(parsed, here, level=-1):
            plain = 0
            opening = begin == 0 or parsed.paragraph[begin] != parsed.paragraph[begin - 1]
            first = _skip_opening(parsed, begin, here) if opening else begin
            parsed.units.append(Unit(first, here, parsed.paragraph[begin]))
            begin = here
    for number, mark in enumerate(parsed.marks):
        if mark.depth:
            continue
        first, last = words_of(parsed, mark)
        begin = first
        for here in range(first + 1, last + 1):
            if here == last or here - begin >= LONGEST or _is_break(parsed, here, level=number):
                parsed.units.append(Unit(begin, here, parsed.paragraph[begin], inside=number))
                begin = here


def _skip_opening(parsed: Parsed, first: int, last: int) -> int:
    """Return the first word of a paragraph after a bullet, a time or a dateline."""
    found = OPENING.match(parsed.text, parsed.start[first], parsed.end[last - 1])
    if found is None:
        return first
    after = parsed.word_at(found.end())
    return after if after < last else first


def _is_break(parsed: Parsed, here: int, level: int) -> bool:
    """Tell whether a unit ends before a word, seen from outside all marks (level -1) or from inside one passage."""
    if parsed.paragraph[here] != parsed.paragraph[here - 1]:
        return True
    end = parsed.end[here - 1]
    if parsed.text[end - 1] not in _STOPPERS or parsed.start[here] == end or _is_held(parsed, here, level):
        return False
    if not _ENDING.search(parsed.text[max(0, end - 4) : end]):
        return False
    begin = parsed.start[here]
    return _may_begin(parsed.text[begin : begin + 2]) and not _is_abbreviation(
        parsed, here, parsed.text[parsed.start[here - 1] : end]
    )


def _is_held(parsed: Parsed, here: int, level: int) -> bool:
    """Tell whether a quoted passage, seen from a level, holds a word and the one before it together."""
    before, after = parsed.inner[here - 1], parsed.inner[here]
    if level < 0:
        return before >= 0 and parsed.outer[here - 1] == parsed.outer[here]
    return before not in (level, -1) and before == after


def _may_begin(ahead: str) -> bool:
    """Tell whether a sentence can begin so: not in lower case."""
    return (
        not ahead[:1].islower() and ahead[:1] not in ",;:)" and not (ahead[:1] in "\"'“‘«„(" and ahead[1:2].islower())
    )


def _is_abbreviation(parsed: Parsed, here: int, word: str) -> bool:
    """Tell whether the full stop before a word belongs to an abbreviation that goes on."""
    if word.rstrip(_CLOSERS) == "." and here > 1 and parsed.end[here - 2] == parsed.start[here - 1]:
        word = parsed.text[parsed.start[here - 2] : parsed.end[here - 1]]
    if not word.endswith(".") or len(word) == 1:
        return False
    stem = word.rstrip(".")
    if stem.lower() in _TITLES or (len(stem) == 1 and stem.isupper()):
        return parsed.text[parsed.start[here]].isalnum()
    if "." in stem and stem.lower() in {"a.m", "p.m"}:
        return parsed.pos[here] in {"PROPN", "NUM"} and not parsed.opens[here]
    return "." in stem and not parsed.opens[here]
