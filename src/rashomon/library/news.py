"""Two ledgers of one story, before and after -> what is worth telling of what came in between."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rashomon.model.ids import make_id
from rashomon.model.news import News, NewsKind, Source
from rashomon.model.records import (
    Article,
    Claim,
    Conflict,
    ConflictKind,
    Direction,
    Ledger,
    Nature,
    Quote,
    Record,
    Relation,
    Side,
    Status,
)
from rashomon.model.spans import Span
from rashomon.relate.revisions import read_sentence
from rashomon.report.phrases import clip_text, join_words, open_sentence, say_count, say_when
from rashomon.report.revisions import say_revision


class NewsSettings(Record, frozen=True, kw_only=True):
    """How much is told at once."""

    #: Conflicts and denials told of one story in one round; the ledger has the most important first.
    most: int = 5
    #: Characters of a passage.
    passage: int = 240


SETTINGS = NewsSettings()


def find_news(
    story: str, before: Ledger | None, after: Ledger, moment: str, settings: NewsSettings = SETTINGS
) -> tuple[News, ...]:
    """Return what is new in a story: accounts, changed articles, conflicts with what was told before, denials.

    ``before`` is None for a story that was not there.

    >>> after = Ledger(articles=(Article(id="a", outlet="Post", title="Ferry sinks", text="It sank.", version=1),))
    >>> [news.words for news in find_news("s", None, after, "2031-02-06T14:05:00+00:00")]
    ['New story: “Ferry sinks” (Post)']
    """
    teller = _Teller(story, before, after, moment, settings)
    return (*teller.tell_articles(), *teller.tell_conflicts(), *teller.tell_denials())


class _Teller:
    """Tells the news of one story."""

    def __init__(self, story: str, before: Ledger | None, after: Ledger, moment: str, settings: NewsSettings) -> None:
        self._story = story
        self._before = before or Ledger()
        self._after = after
        self._moment = moment
        self._settings = settings
        self._known = {article.id: article for article in self._before.articles}
        self._articles = {article.id: article for article in after.articles}
        first = next((article for article in (*self._before.articles, *after.articles) if article.title), None)
        self._title = clip_text(first.title or "", 120) if first else ""

    def tell_articles(self) -> Iterator[News]:
        """Yield a new story, new accounts and changed articles."""
        new = [article for article in self._after.articles if article.id not in self._known]
        if not self._known and new:
            names = join_words(list(dict.fromkeys(article.label for article in new)), most=4)
            yield self._make(
                NewsKind.NEW_STORY, (), f"New story: {_quote(self._title or _headline(new[0]))} ({names})", new
            )
        for article in new if self._known else ():
            made = self._say_lineage(article)
            words = f"New account: {article.label}, {_quote(_headline(article))}{made}"
            yield self._make(NewsKind.NEW_ACCOUNT, (article.id,), words, [article])
        for revision in self._after.revisions:
            known = self._known.get(revision.article)
            if known is not None and revision.version > (known.version or 1):
                changed = self._articles[revision.article]
                when = say_when(revision.seen, day=False)
                words = f"Changed: {changed.label}, {_quote(_headline(changed))}, at {when}: {say_revision(revision)}"
                yield self._make(NewsKind.CHANGED_ARTICLE, (revision.id,), words, [changed])

    def _say_lineage(self, article: Article) -> str:
        """Return from whom a new account took its text, where it took it from another."""
        for line in self._after.lineage:
            taker, source = (line.a, line.b) if line.direction is Direction.A_FROM_B else (line.b, line.a)
            derived = line.relation in (Relation.COPY, Relation.REWRITE) and line.direction is not Direction.UNKNOWN
            if derived and taker == article.id and source in self._articles:
                verb = "copied" if line.relation is Relation.COPY else "rewritten"
                return f", {verb} from {self._articles[source].label}"
        return ""

    def tell_conflicts(self) -> Iterator[News]:
        """Yield the conflicts in which a side stands that nobody had told before.

        Denials are told by :meth:`tell_denials`, in their own sentence. What a ledger sets a denial against is for a
        reader to weigh, and no news: on the ferry pack three of seven such pairs were about something else.
        """
        told = 0
        for conflict in self._after.conflicts:
            fresh = [side for side in conflict.sides if not self._was_told(side)]
            plain = conflict.nature is not Nature.DIFFERENCE and conflict.kind is not ConflictKind.DENIAL
            if not plain or not fresh or told >= self._settings.most:
                continue
            told += 1
            old = [side for side in conflict.sides if side not in fresh]
            yield self._tell_conflict(conflict, fresh, old)

    def _tell_conflict(self, conflict: Conflict, fresh: Sequence[Side], old: Sequence[Side]) -> News:
        spans = [side.spans[0] for side in (*fresh, *old) if side.spans]
        head = "Update" if conflict.nature is Nature.UPDATE else "New conflict"
        why = conflict.why or " / ".join(_quote(clip_text(span.text, 80)) for span in spans)
        words = f"{head} in {_quote(self._title)}: {open_sentence(why)}{self._say_settled(old)}"
        key = tuple(sorted((span.article, span.text) for span in spans))
        articles = [self._articles[key] for key in dict.fromkeys(s.article for s in spans) if key in self._articles]
        return self._make(NewsKind.NEW_CONFLICT, (conflict.kind.value, key), words, articles, spans)

    def _say_settled(self, old: Sequence[Side]) -> str:
        """Return how well what is now in question was borne out before; nothing where it was in question already."""
        if len(old) != 1:
            return ""
        wanted = {key for side in old for key in side.claims}
        passages = {_read_passage(claim) for claim in self._after.claims if claim.id in wanted}
        claims = {claim.id for claim in self._before.claims if _read_passage(claim) in passages}
        for entry in self._before.entries:
            if claims.intersection(entry.claims) and not entry.disputed and entry.status is not Status.UNKNOWN_ORIGIN:
                tellers = say_count(entry.articles, "account")
                return f" Until now undisputed: told by {tellers} on {say_count(entry.origins, 'known origin')}."
        return ""

    def _was_told(self, side: Side) -> bool:
        return not side.spans or any(self._stood(span) for span in side.spans)

    def _stood(self, span: Span) -> bool:
        """Tell whether these words stood in this article before."""
        known = self._known.get(span.article)
        return known is not None and span.text in known.text

    def tell_denials(self) -> Iterator[News]:
        """Yield the denials that are new, each in the sentence that denies."""
        names = {entity.id: entity.name for entity in self._after.entities}
        known = {
            key for utterance in self._after.utterances for key in utterance.quotes
            if any(self._stood_quote(other) for other in self._after.quotes if other.id in utterance.quotes)
        }  # fmt: skip
        told, sentences = 0, set[str]()
        for quote in self._after.quotes:
            span = quote.content[0]
            fresh = quote.denies and quote.id not in known and not self._stood(span)
            if not fresh or told >= self._settings.most:
                continue
            article = self._articles[span.article]
            sentence = _read_around(article, span)
            if sentence in sentences:
                continue
            sentences.add(sentence)
            told += 1
            name = names.get(quote.speaker or "", "")
            by = f" by {name}" if name and name not in sentence else ""
            line = f"Denial{by} in {_quote(self._title)}: {article.label}: {_quote(clip_text(sentence, 240))}"
            yield self._make(NewsKind.DENIAL, (span.article, span.text), line, [article], [span])

    def _stood_quote(self, quote: Quote) -> bool:
        return self._stood(quote.content[0])

    def _make(
        self,
        kind: NewsKind,
        key: tuple[object, ...],
        words: str,
        articles: Sequence[Article],
        spans: Sequence[Span] = (),
    ) -> News:
        return News(
            id=make_id("w", kind.value, self._story, repr(key)),
            kind=kind,
            made=self._moment,
            story=self._story,
            title=self._title,
            words=" ".join(words.split()),
            passages=tuple(clip_text(span.text, self._settings.passage) for span in spans),
            sources=tuple(
                Source(article=a.id, outlet=a.label, title=a.title or "", uri=a.uri, version=a.version)
                for a in articles
            ),
        )


def _read_passage(claim: Claim) -> tuple[tuple[str, str], ...]:
    """Return the words of a claim and whose they are: what stays when they move in a changed text."""
    return tuple((span.article, span.text) for span in claim.passage)


def _read_around(article: Article, span: Span) -> str:
    """Return the sentence in which some words stand."""
    start = article.text.rfind("\n", 0, span.start) + 1
    end = article.text.find("\n", span.end)
    return read_sentence(article.text[start : end if end >= 0 else None], span.start - start)


def _headline(article: Article) -> str:
    return clip_text(article.title or " ".join(article.text.split()), 120)


def _quote(text: str) -> str:
    """Return words in quotation marks, unless they bring their own."""
    return text if text.startswith(("“", '"', "‘")) else f"“{text}”"
