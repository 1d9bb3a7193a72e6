"""Documents, instruments and bodies whose findings a sentence gives without reporting speech."""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.model.annotated import Annotated, Sentence, Word
from rashomon.model.records import Claim, Entity, EntityKind, Record
from rashomon.relate.propositions import sentence_at

#: Verbs by which evidence speaks.
_SHOWING = frozenset(
    """show indicate suggest put give list record reveal confirm place state set time prove have""".split()  # noqa: SIM905
)
#: Verbs by which a body finds something out.
_FINDING = frozenset("measure find record register count detect calculate establish estimate conclude test".split())  # noqa: SIM905
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
    tape index database statement study analysis audit ledger list account protocol dossier census""".split()  # noqa: SIM905
)
#: Words too general to tell one document from another.
_PLAIN = frozenset({"the", "a", "an", "own", "new", "first", "second", "last", "recent", "official", "automatic"})


class Evidence(Record, frozen=True, kw_only=True):
    """What a sentence rests on: an entity, or a document by a key that is the same where the words are."""

    key: str
    name: str
    entity: str | None = None


def find_evidence(account: Annotated, claim: Claim, entities: Sequence[Entity]) -> Evidence | None:
    """Return the evidence that the sentence of a claim names: "court records show", "the Agency measured"."""
    sentence = sentence_at(account, min(span.start for span in claim.passage))
    if sentence is None:
        return None
    words = account.words
    inside = range(sentence.first, sentence.last)
    claimed = {i for i in inside if any(s.start <= words[i].start < s.end for s in claim.passage)}
    for i in inside:
        word = words[i]
        if word.dep not in ("nsubj", "nsubjpass") or words[word.head].pos != "VERB":
            continue
        verb, noun = words[word.head].lemma.lower(), word.lemma.lower()
        if not _governs(words, word.head, claimed):
            continue
        if noun in _DOCUMENTS and verb in _SHOWING:
            phrase = _phrase(words, i, sentence)
            owner = _find_body(account, words[phrase[0]].start, words[phrase[-1]].end, entities)
            text = account.article.text[words[phrase[0]].start : words[phrase[-1]].end]
            key = " ".join(w.lemma.lower() for w in (words[k] for k in phrase) if _tells(w))
            return Evidence(key=key or noun, name=text, entity=owner)
        if verb in _FINDING:
            body = _find_body(account, word.start, word.end, entities)
            if body is not None:
                return Evidence(key=body, name=word.text, entity=body)
            if noun in _COMMON:
                return Evidence(key=_COMMON[noun], name=word.text)
    return None


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
