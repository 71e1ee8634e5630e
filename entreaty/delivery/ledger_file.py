"""The file of the ledger: opened only where it is whole, our own, and knows the letter that its mark names."""

import os
import secrets
import sqlite3
import stat
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager, suppress
from functools import cache
from pathlib import Path

from entreaty.delivery.mark import Mark, MarkError, mark_of, read_mark, write_mark
from entreaty.problems import EntreatyError, counted
from entreaty.storage.files import held
from entreaty.storage.inside import READABLE_BY_OWNER, created

_VERSION = 2
# A ledger is compared with these texts, so that a changed one needs a new version.
_LETTERS = """CREATE TABLE letters (
    letter   TEXT NOT NULL,
    content  TEXT NOT NULL,
    address  TEXT NOT NULL,
    state    TEXT NOT NULL CHECK (state IN ('pending', 'sending', 'sent', 'deferred', 'refused', 'unknown')),
    attempts INTEGER NOT NULL DEFAULT 0,
    reply    TEXT NOT NULL DEFAULT '',
    message  TEXT NOT NULL DEFAULT '',
    changed  TEXT NOT NULL,
    due      TEXT NOT NULL,
    UNIQUE (letter, content)
);"""
_DRAFTS = """CREATE TABLE drafts (
    letter  TEXT NOT NULL,
    content TEXT NOT NULL,
    pushed  TEXT NOT NULL,
    UNIQUE (letter, content)
);"""
_HANDED_OVER = """CREATE TABLE handed_over (
    number  INTEGER PRIMARY KEY,
    token   TEXT NOT NULL,
    letter  TEXT NOT NULL,
    content TEXT NOT NULL
);"""
_MISSING = """SELECT letter, content FROM handed_over WHERE content <> ''
EXCEPT SELECT letter, content FROM letters EXCEPT SELECT letter, content FROM drafts"""
_TABLES = {1: (_LETTERS, _DRAFTS), _VERSION: (_LETTERS, _DRAFTS, _HANDED_OVER)}
_PATIENCE = 10.0
# Nothing in a ledger is longer; one that came from a stranger shall not fill the memory.
_LONGEST = 1_000_000


class LedgerError(EntreatyError):
    """The ledger cannot be used."""


class LedgerLostError(LedgerError):
    """The ledger has lost something, so that letters could be sent a second time.

    A person may agree to that: `accept_ledger`.
    """

    def __init__(self, path: Path, what: str, lines: Iterable[str] = ()) -> None:
        details = "".join(f"  {line}\n" for line in lines)
        super().__init__(
            f"{path}: {what}; nothing is sent, because what was sent before could be sent again\n"
            f"{details}  hint: put {path.name} and {mark_of(path).name} back from a backup; where there is none, "
            "'status --accept-ledger' goes on with what is left, and asks first"
        )


def held_ledger(path: Path) -> AbstractContextManager[None]:
    """Keep every other run away from the ledger.

    Raises:
        LedgerError: Another run holds it, or its folder cannot be written to.
    """
    return held(path, LedgerError, what="the ledger", busy="another run is sending letters of this campaign")


@contextmanager
def as_ledger_error(path: Path, result: str = "") -> Iterator[None]:
    """Turn what SQLite and the system say of the ledger into errors for its user.

    Args:
        path: The ledger.
        result: What follows from it, such as "visits/mediator was not sent".

    Raises:
        LedgerError: Something was said.
    """
    after = f"; {result}" if result else ""
    try:
        yield
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if code in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
            message = f"{path}: another program keeps the ledger locked{after}"
            raise LedgerError(f"{message}\n  hint: close it there, and run this again") from error
        if code in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}:
            raise LedgerLostError(path, f"the ledger cannot be used: {error}{after}") from error
        raise LedgerError(f"{path}: the ledger cannot be used: {error}{after}") from error
    except MarkError as error:
        raise LedgerError(f"{error}{after}") from error
    except OSError as error:
        raise LedgerError(f"{path}: the ledger cannot be used: {error.strerror}{after}") from error


def opened(path: Path, *, marked: bool = True) -> sqlite3.Connection | None:
    """Return a connection to the ledger; None where there never was one.

    Args:
        path: The ledger.
        marked: Whether it must know the letter that its mark names.

    Raises:
        LedgerLostError: It is gone, empty, damaged, or does not know that letter.
        LedgerError: It is of a newer program, is no file, or cannot be opened.
        Error: SQLite cannot read it.
    """
    for file in _files(path):
        _require_file(file)
    mark = _read_mark(path) if marked else None
    if not path.exists():
        if mark:
            raise LedgerLostError(path, f"the ledger is gone, and {_says(path, mark)}")
        if any(file.exists() and file.stat().st_size for file in _beside(path)):
            raise LedgerLostError(path, "the ledger is gone, and files of it lie there still")
        return None
    if path.stat().st_size == 0:
        raise LedgerLostError(path, "the ledger is empty (0 bytes)")
    return _connected(path, mark)


def _connected(path: Path, mark: Mark | None) -> sqlite3.Connection:
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True, isolation_level=None)
    try:
        # FULL: a commit is on the disk when it returns, even if the power goes the moment after.
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute(f"PRAGMA busy_timeout = {int(_PATIENCE * 1000)}")
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST)
        connection.text_factory = lambda content: content.decode("utf-8", "surrogateescape")
        version = _require_own(connection, path)
        if mark:
            _require_known(connection, version, mark, path)
    except BaseException:
        connection.close()
        raise
    return connection


def begun(path: Path) -> sqlite3.Connection:
    """Make a new ledger, whole or not at all, readable by its owner only, and return a connection to it.

    Raises:
        OSError: It cannot be made.
        Error: SQLite cannot make it.
    """
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        _write_tables(connection, *_TABLES[_VERSION])
        _write_file(path, connection.serialize())
    return _connected(path, None)


def prepare(connection: sqlite3.Connection, path: Path) -> str:
    """Make an opened ledger ready to be written, and return what its user should know, or ''.

    Raises:
        OSError, MarkError, Error: It cannot be written.
    """
    for file in _files(path):
        if file.exists() and stat.S_IMODE(file.stat().st_mode) & 0o077:
            file.chmod(READABLE_BY_OWNER)
    connection.execute("PRAGMA journal_mode = WAL")
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version < _VERSION:
        _write_tables(connection, _HANDED_OVER)
        if connection.execute("SELECT 1 FROM letters UNION ALL SELECT 1 FROM drafts LIMIT 1").fetchone():
            write_mark(path, hand_over(connection))
        return ""
    (known,) = connection.execute("SELECT count(*) FROM handed_over").fetchone()
    if known and read_mark(path) is None:
        write_mark(path, hand_over(connection))
        what = f"{mark_of(path).name} was missing and is written anew from the ledger"
        return f"{path}: {what}; if you put back an older copy of the ledger, stop here"
    return ""


def hand_over(connection: sqlite3.Connection, letter: str = "", content: str = "") -> Mark:
    """Number a letter that is about to leave, in the ledger, and return the mark to write before it does.

    Args:
        connection: The ledger.
        letter: Which letter; none where only a new mark is wanted.
        content: The SHA-256 of its draft.
    """
    token = secrets.token_hex(16)
    columns = "(token, letter, content) VALUES (?, ?, ?)"
    number = connection.execute(f"INSERT INTO handed_over {columns}", (token, letter, content)).lastrowid
    return Mark(number=number or 0, token=token)


def missing(connection: sqlite3.Connection) -> list[tuple[str, str]]:
    """Return letter and content of all that was handed over, or put among drafts, and has no row any more."""
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    return connection.execute(_MISSING).fetchall() if version == _VERSION else []


def set_aside(path: Path, *, copy_of: sqlite3.Connection | None = None) -> Path | None:
    """Keep what is there of a ledger under another name, and return the name; None where nothing is there.

    Args:
        path: The ledger.
        copy_of: A connection to it, if it stays and a copy is to be kept.

    Raises:
        OSError, Error: It cannot be kept.
    """
    number = 1
    while (aside := path.with_name(f"{path.name}.lost-{number}")).exists():
        number += 1
    if copy_of:
        _write_file(aside, copy_of.serialize())
        return aside
    there = [file for file in (path, *_beside(path)) if file.exists()]
    for file in there:
        file.replace(aside.with_name(aside.name + file.name.removeprefix(path.name)))
    return aside if there else None


def _write_file(path: Path, content: bytes) -> None:
    """Write a database whole or not at all.

    SQLite does not do it itself, because it follows a link that lies where it keeps its journal meanwhile.
    """
    beside = path.with_name(f".{path.name}.part")
    try:
        with created(beside, path.parent) as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        beside.replace(path)
    except BaseException:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
        raise


def _files(path: Path) -> tuple[Path, ...]:
    return (path, *_beside(path), mark_of(path))


def _beside(path: Path) -> tuple[Path, ...]:
    """Return the files in which SQLite keeps changes that are not in the ledger itself yet."""
    return tuple(path.with_name(f"{path.name}-{ending}") for ending in ("wal", "shm", "journal"))


def _require_file(path: Path) -> None:
    """Refuse what a stranger could have put there in place of a file.

    It is looked at without being opened: closing a file takes away the locks that SQLite has on it (POSIX, fcntl).

    Raises:
        LedgerError: It is a link, a folder, a pipe or a device.
    """
    try:
        mode = os.lstat(path).st_mode
    except FileNotFoundError:
        return
    except OSError as error:
        raise LedgerError(f"{path}: the ledger cannot be used: {error.strerror}") from error
    if not stat.S_ISREG(mode):
        kind = "a link" if stat.S_ISLNK(mode) else "no file"
        raise LedgerError(f"{path}: this is {kind}, and the ledger must be a file of its own; take it away")


def _read_mark(path: Path) -> Mark | None:
    try:
        return read_mark(path)
    except MarkError as error:
        raise LedgerLostError(path, f"what the ledger must know cannot be told ({error})") from error


def _says(path: Path, mark: Mark) -> str:
    times = counted(mark.number, "time")
    return f"by {mark_of(path).name} letters were handed over or put among drafts {times}"


def _require_own(connection: sqlite3.Connection, path: Path) -> int:
    """Return the version of the ledger, if it has that version's tables and nothing else, and is whole.

    Raises:
        LedgerLostError: It is damaged, or no ledger.
        LedgerError: It is of a newer program.
    """
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version > _VERSION:
        raise LedgerError(f"{path}: the ledger was written by a newer version of this program; use that")
    found = connection.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name").fetchall()
    if version not in _TABLES or found != _expected(version):
        raise LedgerLostError(path, "this is no ledger of this program, or its tables are not all there")
    # A state that is none is told with its row.
    connection.execute("PRAGMA ignore_check_constraints = ON")
    (state,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
    connection.execute("PRAGMA ignore_check_constraints = OFF")
    if state != "ok":
        raise LedgerLostError(path, f"the ledger is damaged: {state}")
    return int(version)


@cache
def _expected(version: int) -> list[tuple[str, str]]:
    with closing(sqlite3.connect(":memory:")) as connection:
        _write_tables(connection, *_TABLES[version])
        return connection.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name").fetchall()


def _write_tables(connection: sqlite3.Connection, *tables: str) -> None:
    connection.executescript("\n".join(["BEGIN IMMEDIATE;", *tables, f"PRAGMA user_version = {_VERSION};", "COMMIT;"]))


def _require_known(connection: sqlite3.Connection, version: int, mark: Mark, path: Path) -> None:
    """Refuse a ledger that does not know the letter that its mark names.

    Raises:
        LedgerLostError: It does not.
    """
    found = None
    if version == _VERSION:
        found = connection.execute("SELECT token FROM handed_over WHERE number = ?", (mark.number,)).fetchone()
    if found != (mark.token,):
        what = "the ledger is an older copy, or that of another computer: it does not know the last letter"
        raise LedgerLostError(path, f"{what}, and {_says(path, mark)}")
