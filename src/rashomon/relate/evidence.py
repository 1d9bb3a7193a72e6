"""Documents, instruments, courts and bodies whose findings a sentence gives without reporting speech."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from rashomon.model.annotated import Annotated, Sentence, Word
from rashomon.model.records import Claim, Entity, EntityKind, Record
from rashomon.model.spans import Span

#: Verbs by which evidence speaks.
_SHOWING = frozenset(
    """show indicate suggest put give list record reveal confirm place state set time prove have""".split()  # noqa: SIM905
)
#: Verbs by which a body finds something out.
_FINDING = frozenset(
    """measure find record register count detect calculate establish estimate conclude test correct retract
    withdraw""".split()  # noqa: SIM905
)
#: Those who decide in court, and verbs by which they do: a ruling is read out, and is its own source.
_COURTS = frozenset("court judge magistrate tribunal jury".split())  # noqa: SIM905
_RULING = frozenset(
    """order rule instruct refuse reject dismiss annul quash overturn uphold convict acquit sentence fine jail award
    grant deny decide""".split()  # noqa: SIM905
)
#: Verbs by which a newsroom says that it has a document before it, and words for parts of one.
_READING = frozenset("read see review obtain examine study hear view".split())  # noqa: SIM905
_PARTS = frozenset("article section clause paragraph chapter page annex appendix entry line it".split())  # noqa: SIM905
#: Bodies that need no name, by the word for them that is the same in every account.
_COMMON = {
    "police": "police", "officer": "police", "policeman": "police", "detective": "police", "firefighter": "fire",
    "coastguard": "coastguard", "prosecutor": "prosecutor", "seismologist": "seismologist", "coroner": "coroner",
}  # fmt: skip
#: Things that hold evidence.
_DOCUMENTS = frozenset(
    """record data signal register report document file recording header sheet screen log survey poll statistic figure
    reading image photograph photo video footage email e-mail letter memo minute minutes notice bulletin tracking
    map chart archive filing transcript invoice contract permit certificate autopsy measurement instrument seismograph
    tape index database statement text draft ruling
    verdict study analysis audit ledger list account protocol dossier census""".split()  # noqa: SIM905
)
#: Characters before a name in which a title stands.
_TITLE = 12
#: Letters by which one word is known in another: "track" in "tracking signals".
_STEM = 5
#: Words too general to tell one document from another.
_PLAIN = frozenset({"the", "a", "an", "own", "new", "first", "second", "last", "recent", "official", "automatic"})


class Evidence(Record, frozen=True, kw_only=True):
    """What a sentence rests on: an entity, or a document by a key that is the same where the words are.

    ``act`` where the sentence tells what the entity did, not what it said.
    """

    key: str
    name: str
    entity: str | None = None
    act: bool = False


def find_evidence(account: Annotated, claim: Claim, entities: Sequence[Entity]) -> Evidence | None:
    """Return the evidence that the sentence of a claim names: "court records show", "the Agency measured".

    Where it names none but tells what the document before it says ("Article 4 allows", "the track stops"), that one.
    """
    number = _find_number(account, min(span.start for span in claim.passage))
    if number is None:
        return None
    sentence = account.sentences[number]
    words = account.words
    inside = range(sentence.first, sentence.last)
    claimed = {i for i in inside if any(s.start <= words[i].start < s.end for s in claim.passage)}
    for i in inside:
        if not _is_subject(words, i) or not _governs(words, words[i].head, claimed):
            continue
        found = _read_subject(account, sentence, i, entities)
        if found is not None:
            return found
    return _read_before(account, number, claimed, entities)


def _find_number(account: Annotated, place: int) -> int | None:
    """Return which sentence a place is in."""
    number = bisect_right([sentence.start for sentence in account.sentences], place) - 1
    return number if number >= 0 and place < account.sentences[number].end else None


def _is_subject(words: Sequence[Word], i: int) -> bool:
    return words[i].dep in ("nsubj", "nsubjpass") and words[words[i].head].pos == "VERB"


def _read_subject(account: Annotated, sentence: Sentence, i: int, entities: Sequence[Entity]) -> Evidence | None:
    """Return the evidence that a subject with its verb is: a document, a finding body, a court."""
    words = account.words
    word, verb, noun = words[i], words[words[i].head].lemma.lower(), words[i].lemma.lower()
    if noun in _DOCUMENTS and verb in _SHOWING:
        return _read_document(account, sentence, i, entities)
    if word.dep == "nsubjpass":  # who was found guilty found nothing
        return None
    if verb in _RULING:
        court = _find_court(account, i)
        if court is not None:
            return court
    if verb in _FINDING:
        body = _find_body(account, word.start, word.end, entities)
        if body is not None:
            return Evidence(key=body, name=word.text, entity=body)
        if noun in _COMMON:
            return Evidence(key=_COMMON[noun], name=word.text)
    return None


def _read_document(account: Annotated, sentence: Sentence, i: int, entities: Sequence[Entity]) -> Evidence:
    """Return the document that a noun with the words before it names."""
    words = account.words
    phrase = _phrase(words, i, sentence)
    owner = _find_body(account, words[phrase[0]].start, words[phrase[-1]].end, entities)
    text = account.article.text[words[phrase[0]].start : words[phrase[-1]].end]
    key = " ".join(w.lemma.lower() for w in (words[k] for k in phrase) if _tells(w))
    return Evidence(key=key or words[i].lemma.lower(), name=text, entity=owner)


def _find_court(account: Annotated, i: int) -> Evidence | None:
    """Return the court that a subject is, or the judge whom the article introduces as one."""
    place = account.words[i].start
    for entity in account.entities:
        mentions = [m for m in entity.mentions if m.article == account.article.id]
        if any(m.start <= place < m.end for m in mentions) and (
            _holds_court(entity.name) or any(_is_introduced(account, m) for m in mentions)
        ):
            return Evidence(key=entity.id, name=entity.name, entity=entity.id, act=True)
    return None


def _holds_court(text: str) -> bool:
    return bool(_COURTS & set(text.casefold().split()))


def _is_introduced(account: Annotated, mention: Span) -> bool:
    """Tell whether a name stands with a judge's title, in the mention or right before it."""
    if not mention.text.split()[-1][:1].isupper():
        return False
    before = account.article.text[max(0, mention.start - _TITLE) : mention.start].split()[-1:]
    return _holds_court(" ".join([*before, mention.text]))


def _read_before(account: Annotated, number: int, claimed: set[int], entities: Sequence[Entity]) -> Evidence | None:
    """Return the document of the sentences before, in one paragraph, of which a sentence tells more."""
    words, here = account.words, account.sentences[number]
    subject = _find_subject(words, sorted(claimed))
    if subject is None:
        subject = _find_subject(words, range(here.first, here.last))
    if subject is None:
        return None
    for sentence in reversed(account.sentences[:number]):
        if "\n" in account.article.text[sentence.start : here.start]:
            return None
        for i in range(sentence.first, sentence.last):
            held = words[i].lemma.lower() in _DOCUMENTS and (_is_shown(words, i) or _is_read(words, i))
            if held and _is_more_of(words, subject, _phrase(words, i, sentence)):
                return _read_document(account, sentence, i, entities)
        first = _find_subject(words, range(sentence.first, sentence.last))
        if first is None or words[first].lemma.lower() not in _PARTS:
            return None
    return None


def _find_subject(words: Sequence[Word], places: Iterable[int]) -> int | None:
    """Return the first subject among some words."""
    return next((i for i in places if words[i].dep in ("nsubj", "nsubjpass")), None)


def _is_shown(words: Sequence[Word], i: int) -> bool:
    """Tell whether a document shows something."""
    return _is_subject(words, i) and words[words[i].head].lemma.lower() in _SHOWING


def _is_read(words: Sequence[Word], i: int) -> bool:
    """Tell whether somebody has a document before him: "the Courier has seen the report"."""
    return words[i].dep == "dobj" and words[words[i].head].lemma.lower() in _READING


def _is_more_of(words: Sequence[Word], subject: int, phrase: Sequence[int]) -> bool:
    """Tell whether a subject is a document named before or a part of it: "it", "Article 4", "the track"."""
    noun = words[subject].lemma.lower()
    if noun in _PARTS:
        return True
    stems = {words[k].lemma.lower()[:_STEM] for k in phrase if len(words[k].lemma) >= _STEM and words[k].pos != "PROPN"}
    return words[subject].pos == "NOUN" and noun[:_STEM] in stems


def _governs(words: Sequence[Word], verb: int, claimed: set[int]) -> bool:
    """Tell whether a word of the claim hangs on the verb."""
    for i in sorted(claimed):
        place = i
        for _ in range(40):
            if place == verb:
                return True
            if words[place].head == place:
                break
            place = words[place].head
    return False


def _phrase(words: Sequence[Word], head: int, sentence: Sentence) -> list[int]:
    """Return the noun with the words before it that belong to it."""
    own = {"det", "amod", "compound", "poss", "nummod", "case", "nmod"}
    found = {head}
    for i in range(max(sentence.first, head - 8), head):
        if words[i].dep in own and (words[i].head == head or words[words[i].head].head == head):
            found.add(i)
    return sorted(found)


def _tells(word: Word) -> bool:
    return word.pos in ("NOUN", "PROPN", "ADJ") and word.lemma.lower() not in _PLAIN


def _find_body(account: Annotated, start: int, end: int, entities: Sequence[Entity]) -> str | None:
    """Return the body that is named within a phrase."""
    for entity in account.entities:
        if entity.kind is EntityKind.ORGANIZATION:
            for mention in entity.mentions:
                if mention.article == account.article.id and mention.start < end and start < mention.end:
                    return entity.id
    return None
