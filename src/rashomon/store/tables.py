"""The tables of a library, the same in SQLite and PostgreSQL; only the index of words is made otherwise in each."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    UniqueConstraint,
)

METADATA = MetaData()
_NUMBER = BigInteger().with_variant(Integer, "sqlite")

#: What the library says of itself: ``format`` is the number of the last migration; ``told`` the last version of which
#: the news were written.
FACTS = Table("facts", METADATA, Column("name", String, primary_key=True), Column("value", String, nullable=False))

#: Whatever an address (or an id of its outlet) stands for; its texts are in ``versions``.
ARTICLES = Table(
    "articles",
    METADATA,
    Column("number", _NUMBER, primary_key=True, autoincrement=True),
    Column("id", String, nullable=False, unique=True),
    Column("identity", String, nullable=False, unique=True),
    Column("given", String, nullable=False, index=True),
    Column("latest", Integer, nullable=False),
    Column("story", _NUMBER, ForeignKey("stories.number"), nullable=True, index=True),
)

#: Every text that an article has had; ``number`` is the order of arrival over all articles. ``record`` is the article
#: packed and exact; the columns beside it are for lists.
VERSIONS = Table(
    "versions",
    METADATA,
    Column("number", _NUMBER, primary_key=True, autoincrement=True),
    Column("article", _NUMBER, ForeignKey("articles.number"), nullable=False),
    Column("version", Integer, nullable=False),
    Column("digest", String, nullable=False),
    Column("title", String, nullable=False),
    Column("outlet", String, nullable=False),
    Column("published", String, nullable=False, index=True),
    Column("seen", String, nullable=False),
    Column("record", LargeBinary, nullable=False),
    Column("revision", LargeBinary, nullable=True),
    Column("capture", _NUMBER, ForeignKey("captures.number"), nullable=True),
    UniqueConstraint("article", "version"),
)

#: What came over the network or out of a file, as it came: ``marks`` is the capture packed without its body.
CAPTURES = Table(
    "captures",
    METADATA,
    Column("number", _NUMBER, primary_key=True, autoincrement=True),
    Column("address", String, nullable=False),
    Column("digest", String, nullable=False),
    Column("marks", LargeBinary, nullable=False),
    Column("body", LargeBinary, nullable=False),
)

#: Results of a stage: for this input, made by this code, these models and these settings.
RESULTS = Table(
    "results",
    METADATA,
    Column("stage", String, primary_key=True),
    Column("source", String, primary_key=True),
    Column("maker", String, primary_key=True),
    Column("value", LargeBinary, nullable=False),
)

STORIES = Table(
    "stories",
    METADATA,
    Column("number", _NUMBER, primary_key=True, autoincrement=True),
    Column("id", String, nullable=False, unique=True),
    Column("opened", String, nullable=False),
)

#: Who put which article into which story, and why; nothing is ever taken out, an undone one is marked.
JUDGEMENTS = Table(
    "judgements",
    METADATA,
    Column("number", _NUMBER, primary_key=True, autoincrement=True),
    Column("made", String, nullable=False),
    Column("by", String, nullable=False),
    Column("undone", Integer, nullable=False),
    Column("record", LargeBinary, nullable=False),
)

#: Which judgements moved an article.
MOVES = Table(
    "moves",
    METADATA,
    Column("judgement", _NUMBER, ForeignKey("judgements.number"), primary_key=True),
    Column("article", _NUMBER, ForeignKey("articles.number"), primary_key=True),
    Column("origin", _NUMBER, ForeignKey("stories.number"), nullable=True),
    Column("target", _NUMBER, ForeignKey("stories.number"), nullable=False),
    Index("moves_by_article", "article"),
)

#: Feeds that are watched: what the server said of them last, so that nothing is sent twice.
FEEDS = Table(
    "feeds",
    METADATA,
    Column("address", String, primary_key=True),
    Column("etag", String, nullable=False),
    Column("modified", String, nullable=False),
    Column("due", String, nullable=False),
    Column("failures", Integer, nullable=False),
)

#: Pages that feeds named: fetched when they are due, again and again while they are young.
PAGES = Table(
    "pages",
    METADATA,
    Column("address", String, primary_key=True),
    Column("feed", String, nullable=False, index=True),
    Column("title", String, nullable=False),
    Column("published", String, nullable=False),
    Column("etag", String, nullable=False),
    Column("modified", String, nullable=False),
    Column("found", String, nullable=False),
    Column("due", String, nullable=False, index=True),
    Column("failures", Integer, nullable=False),
)

NEWS = Table(
    "news",
    METADATA,
    Column("number", _NUMBER, primary_key=True, autoincrement=True),
    Column("id", String, nullable=False, unique=True),
    Column("record", LargeBinary, nullable=False),
)

#: How far each receiver was told.
RECEIVERS = Table(
    "receivers",
    METADATA,
    Column("name", String, primary_key=True),
    Column("told", _NUMBER, nullable=False),
)
