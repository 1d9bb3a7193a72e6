"""Joins the annotators of one article; each takes the parsed document and what came before it."""

from __future__ import annotations

from functools import cache

from spacy.language import Language
from spacy.tokens import Doc

from rashomon.annotate.attachments import mend_attachments
from rashomon.annotate.claims import find_claims
from rashomon.annotate.entities import find_entities, resolve_speakers
from rashomon.annotate.framing import find_framing
from rashomon.annotate.quotes import find_quotes
from rashomon.annotate.values import find_values
from rashomon.model.annotated import Annotated, Sentence, Word
from rashomon.model.records import Article
from rashomon.weights.parsers import load_parser
from rashomon.weights.tagger import SpeechTagger, load_tagger


class Annotator:
    """Annotates articles with one loaded parser and one tagger of speech."""

    def __init__(self, nlp: Language, tagger: SpeechTagger) -> None:
        self._nlp = nlp
        self._tagger = tagger

    def annotate(self, article: Article) -> Annotated:
        """Return the article with its words, sentences, entities, quotes, values, claims and framing.

        >>> found = load_annotator().annotate(Article(id="a1", text='"It burned," Lena Orth said.'))
        >>> found.quotes[0].content[0].text
        '"It burned,"'
        """
        doc = mend_attachments(self._nlp(article.text))
        values = find_values(doc, article)
        entities = find_entities(doc, article)
        quotes, entities = resolve_speakers(doc, article, find_quotes(doc, article, self._tagger), entities)
        claims = find_claims(doc, article, quotes, values, entities)
        framing = find_framing(doc, article, quotes, entities)
        words, sentences = _read_words(doc)
        return Annotated(
            article=article, words=words, sentences=sentences, entities=entities, quotes=quotes,
            values=values, claims=claims, framing=framing,
        )  # fmt: skip


@cache
def load_annotator() -> Annotator:
    """Load the annotator for English, once a process."""
    return Annotator(load_parser(), load_tagger())


def _read_words(doc: Doc) -> tuple[tuple[Word, ...], tuple[Sentence, ...]]:
    """Return the words and sentences of a document; white space is no word."""
    place: dict[int, int] = {}
    for token in doc:
        if not token.is_space:
            place[token.i] = len(place)
    words = tuple(
        Word(
            start=token.idx,
            end=token.idx + len(token),
            text=token.text,
            lemma=token.lemma_,
            pos=token.pos_,
            tag=token.tag_,
            dep=token.dep_,
            head=place.get(token.head.i, place[token.i]),
            name=token.ent_type_,
        )
        for token in doc
        if token.i in place
    )
    sentences = []
    for sentence in doc.sents:
        inside = [place[token.i] for token in sentence if token.i in place]
        if inside:
            first, last = inside[0], inside[-1] + 1
            sentences.append(Sentence(start=words[first].start, end=words[last - 1].end, first=first, last=last))
    return words, tuple(sentences)
