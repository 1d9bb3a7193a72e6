"""Opening a library's database, its transactions, and the steps that bring an older one up to date."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, insert, inspect, make_url, select, text, update
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from rashomon.model.errors import LibraryError
from rashomon.model.records import Record
from rashomon.store.tables import FACTS, METADATA


class StoreSettings(Record, frozen=True, kw_only=True):
    """How long a writer waits for another."""

    #: Seconds; one article is written in some milliseconds, a story's results in a tenth of a second.
    patience: int = 60


SETTINGS = StoreSettings()
#: One number for the lock that lets one process write at a time in PostgreSQL: "rashomon" in ASCII.
_LOCK = int.from_bytes(b"rashomon"[:7], "big")
#: What a caller holds while it reads or writes; it hands it on to the functions of this package.
Transaction = Connection
_SERVERS = ("postgresql://", "postgresql+psycopg://", "postgres://")


class Database:
    """One library's database. What a transaction wrote is kept whole or not at all, whatever ends the process."""

    def __init__(self, engine: Engine, place: str) -> None:
        self._engine = engine
        self.place = place

    @contextlib.contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection that sees the library as it was at one moment.

        Raises:
            LibraryError: the database refuses.
        """
        with self._translate(), self._engine.connect() as connection:
            if self.is_server:
                connection.execution_options(isolation_level="REPEATABLE READ")
            with connection.begin():
                yield connection

    @contextlib.contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give the one connection that may write now; what it wrote is on the disk when the block is left.

        Raises:
            LibraryError: the database refuses, or another writer does not finish.
        """
        with self._translate(), self._engine.connect() as connection:
            connection.execution_options(rashomon_writes=True)
            with connection.begin():
                if self.is_server:
                    connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
                yield connection

    @property
    def is_server(self) -> bool:
        """Whether this is PostgreSQL."""
        return self._engine.dialect.name == "postgresql"

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    @contextlib.contextmanager
    def _translate(self) -> Iterator[None]:
        try:
            yield
        except DBAPIError as error:
            reason = " ".join(str(error.orig).split()) or type(error.orig).__name__
            raise LibraryError(f"{self.place}: the database refuses: {reason}") from error


def create_database(place: str | os.PathLike[str]) -> Database:
    """Return a library's database, made where there is none yet, and brought up to date where it is older.

    Raises:
        LibraryError: it cannot be made there, or was made by a later version of the program.
    """
    database = _connect(place)
    try:
        with database.writing() as connection:
            _migrate(connection, database.place)
    except BaseException:
        database.close()
        raise
    return database


def open_database(place: str | os.PathLike[str]) -> Database:
    """Return the database of a library that is there already, brought up to date where it is older.

    Raises:
        LibraryError: there is none, or it was made by a later version of the program.
    """
    given = os.fspath(place)
    if "://" not in given and not Path(given).is_file():
        raise LibraryError(f"{given}: there is no library here: make one with rashomon init")
    database = _connect(place)
    try:
        with database.reading() as connection:
            made = _read_format(connection)
        if made is None:
            raise LibraryError(f"{database.place}: this holds no library: make one with rashomon init")
        _check_format(made, database.place)
    except BaseException:
        database.close()
        raise
    if made < len(_STEPS):
        database.close()
        return create_database(place)
    return database


def _connect(place: str | os.PathLike[str]) -> Database:
    given = os.fspath(place)
    if given.startswith(_SERVERS):
        return _connect_server(given)
    if "://" in given:
        raise LibraryError(f"{given.partition('://')[0]}://...: a library is a file, or postgresql://...")
    path = Path(given)
    if not path.parent.is_dir():
        raise LibraryError(f"{given}: there is no folder {str(path.parent)!r}: make it first")
    if path.is_dir():
        raise LibraryError(f"{given}: this is a folder: name a file in it")
    if _read_start(path) not in (b"", b"SQLite format 3\0"):
        raise LibraryError(f"{given}: this file is no library; nothing was changed in it")
    engine = create_engine(
        URL.create("sqlite", database=str(path)), pool_size=2, connect_args={"timeout": SETTINGS.patience}
    )
    event.listen(engine, "connect", _prepare_file)
    event.listen(engine, "begin", _begin)
    return Database(engine, given)


def _read_start(path: Path) -> bytes:
    """Return the first bytes of a file, by which SQLite knows its own; nothing where there is no file."""
    try:
        with path.open("rb") as stream:
            return stream.read(16)
    except FileNotFoundError:
        return b""
    except (OSError, ValueError) as error:
        reason = (getattr(error, "strerror", None) or "it cannot be opened").lower()
        raise LibraryError(f"{path}: {reason}: choose another name") from error


def _connect_server(given: str) -> Database:
    try:
        url = make_url("postgresql+psycopg://" + given.partition("://")[2])
        engine = create_engine(url, pool_pre_ping=True, pool_size=2)
    except (ArgumentError, NoSuchModuleError, ValueError) as error:
        raise LibraryError(f"this address of a database cannot be read: {error}") from error
    except ImportError as error:
        raise LibraryError("for PostgreSQL its driver is needed: pip install 'rashomon[postgres]'") from error
    return Database(engine, url.set(drivername="postgresql").render_as_string(hide_password=True))


def _prepare_file(connection: Any, _: Any) -> None:
    """Set what holds for a connection: a log that readers and one writer share, and that is on the disk at commit."""
    connection.isolation_level = None  # transactions are begun below, so that making a table is a part of one
    for setting in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {setting}").close()


def _begin(connection: Connection) -> None:
    """Begin a transaction: a writer takes its turn at once, so that it never finds at the end that it was too late."""
    writes = connection.get_execution_options().get("rashomon_writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _make_first(connection: Connection) -> None:
    """Make the tables of the first version, and the index of words that each database has its own way for."""
    METADATA.create_all(connection)
    if connection.dialect.name == "postgresql":
        connection.execute(text("CREATE TABLE words (rowid BIGINT PRIMARY KEY, body TSVECTOR NOT NULL)"))
        connection.execute(text("CREATE INDEX words_by_body ON words USING gin (body)"))
    else:
        # Contentless: the words are in the index and nowhere a second time. They come folded, see words.py.
        options = "content='', tokenize='unicode61'"
        connection.execute(text(f"CREATE VIRTUAL TABLE words USING fts5 (title, body, {options})"))


#: What brings a library from one format to the next, in order. A step that was released is never changed.
_STEPS: tuple[Callable[[Connection], None], ...] = (_make_first,)


def _migrate(connection: Connection, place: str) -> None:
    """Bring a library up to date, in the transaction that is open: whole, or not at all."""
    made = _read_format(connection) or 0
    _check_format(made, place)
    for step in _STEPS[made:]:
        step(connection)
    if not made:
        connection.execute(insert(FACTS).values(name="format", value=str(len(_STEPS))))
    elif made < len(_STEPS):
        connection.execute(update(FACTS).where(FACTS.c.name == "format").values(value=str(len(_STEPS))))


def _read_format(connection: Connection) -> int | None:
    """Return the format of a library; None where there is none."""
    if not inspect(connection).has_table(FACTS.name):
        return None
    found = connection.execute(select(FACTS.c.value).where(FACTS.c.name == "format")).scalar_one_or_none()
    return int(found) if found else None


def _check_format(made: int, place: str) -> None:
    if made > len(_STEPS):
        raise LibraryError(
            f"{place}: this library has format {made}; this program knows up to {len(_STEPS)}: upgrade rashomon"
        )
