"""The one file that knows who is behind the ids of supporters: for its owner only, and what it forgets is gone.

It is a file of SQLite beside the ledger. What is deleted is overwritten with zeros (`secure_delete`), the whole file is
written anew, because pages that were moved may hold old bytes (`VACUUM`), and what SQLite keeps beside it meanwhile is
cut to nothing. Copies elsewhere, such as backups, are out of its reach.
"""

import os
import secrets
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path

from entreaty.problems import EntreatyError
from entreaty.storage.files import held, write_whole
from entreaty.storage.inside import READABLE_BY_OWNER

_VERSION = 1
# A file is compared with these texts, so that a changed one needs a new version.
_TABLES = (
    """CREATE TABLE secret (
    key BLOB NOT NULL
)""",
    """CREATE TABLE persons (
    id      TEXT PRIMARY KEY,
    mark    BLOB NOT NULL UNIQUE,
    mailbox BLOB NOT NULL,
    seen    TEXT NOT NULL,
    name    TEXT NOT NULL,
    email   TEXT NOT NULL,
    address TEXT NOT NULL
) WITHOUT ROWID""",
    """CREATE TABLE gone (
    mark BLOB PRIMARY KEY,
    id   TEXT NOT NULL,
    day  TEXT NOT NULL,
    how  TEXT NOT NULL
) WITHOUT ROWID""",
)
_KEY_BYTES = 32
_PATIENCE = 10.0
BUSY = 10_000
"""So many milliseconds a program is waited for that reads the file."""
# Nothing in the file is longer; one that came from a stranger shall not fill the memory.
_LONGEST = 1_000_000


class SendersFileError(EntreatyError):
    """The file of supporters' names cannot be used."""


def held_senders(path: Path) -> AbstractContextManager[None]:
    """Keep every other run away from the file.

    Raises:
        SendersFileError: Another run holds it, or its folder cannot be written to.
    """
    busy = "another run works with the names of supporters"
    return held(path, SendersFileError, what="the names of supporters", busy=busy, patience=_PATIENCE)


@contextmanager
def told_of(path: Path) -> Iterator[None]:
    """Turn what SQLite says of the file into errors for its user.

    Raises:
        SendersFileError: Something was said.
    """
    try:
        yield
    except sqlite3.Error as error:
        message = f"{path}: the names of supporters cannot be used: {error}"
        if getattr(error, "sqlite_errorcode", 0) & 0xFF in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}:
            lost = "without it, supporters get other ids, and nobody knows who has withdrawn"
            message += f"\n  hint: put the file back from a backup; {lost}"
        raise SendersFileError(message) from error


def connected(path: Path) -> sqlite3.Connection:
    """Return a connection to the file, which is made where it is missing.

    Raises:
        SendersFileError: It is no file of this program, or one that another user may have written.
        FolderError: It cannot be made.
        Error: SQLite cannot open it.
    """
    for file in _files(path):
        _require_own_file(file)
    if not path.exists():
        if any(file.exists() and file.stat().st_size for file in _files(path)):
            raise SendersFileError(f"{path}: the file is gone, and parts of it lie there still; put it back")
        _make(path)
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True, isolation_level=None)
    try:
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST)
        # FULL: what is forgotten is forgotten on the disk when it returns. In memory: no copy lies elsewhere meanwhile.
        for setting in (f"busy_timeout = {BUSY}", "synchronous = FULL", "secure_delete = ON", "temp_store = MEMORY"):
            connection.execute(f"PRAGMA {setting}")
        _require_tables(connection, path)
        connection.execute("PRAGMA journal_mode = WAL")
    except BaseException:
        connection.close()
        raise
    return connection


def forget_deleted(connection: sqlite3.Connection, path: Path) -> None:
    """Take out of every file of the database what was deleted from it.

    Raises:
        SendersFileError: Another program reads it, so that old pages must stay.
        Error: SQLite cannot do it.
    """
    connection.execute("VACUUM")
    (busy, _, _) = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    if busy:
        what = "another program has it open, so that what was deleted may still lie in it"
        raise SendersFileError(f"{path}: {what}\n  hint: close it there, and run this again")


def _make(path: Path) -> None:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        connection.executescript(";\n".join([*_TABLES, f"PRAGMA user_version = {_VERSION}"]))
        connection.execute("INSERT INTO secret VALUES (?)", (secrets.token_bytes(_KEY_BYTES),))
        write_whole(path, connection.serialize(), root=path.parent)


def _files(path: Path) -> tuple[Path, ...]:
    return (path, *(path.with_name(f"{path.name}-{ending}") for ending in ("wal", "shm", "journal")))


def _require_own_file(path: Path) -> None:
    """Refuse what a stranger could have put there, and keep others from reading what is the user's own.

    Raises:
        SendersFileError: It is a link, a folder, a pipe or a device, or belongs to another user.
    """
    try:
        told = os.lstat(path)
    except FileNotFoundError:
        return
    except OSError as error:
        raise SendersFileError(f"{path}: the names of supporters cannot be used: {error.strerror}") from error
    if not stat.S_ISREG(told.st_mode):
        raise SendersFileError(f"{path}: this is no file of supporters' names; remove it")
    if hasattr(os, "geteuid") and told.st_uid != os.geteuid():
        raise SendersFileError(f"{path}: this file belongs to another user, who could have written it; remove it")
    if stat.S_IMODE(told.st_mode) & 0o077:
        path.chmod(READABLE_BY_OWNER)


def _require_tables(connection: sqlite3.Connection, path: Path) -> None:
    """Refuse what is no file of this program.

    Raises:
        SendersFileError: It is none, or damaged, or of a newer program.
    """
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version > _VERSION:
        raise SendersFileError(f"{path}: the file was written by a newer version of this program; use that")
    found = connection.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY rowid").fetchall()
    (state,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
    if version != _VERSION or [sql for (sql,) in found] != list(_TABLES) or state != "ok":
        raise SendersFileError(
            f"{path}: this is no file of supporters' names, or it is damaged; put it back from a backup"
        )
