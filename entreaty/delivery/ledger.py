"""The ledger: what became of every letter to every recipient, so that nothing is sent twice.

An entry is written durably before anything that cannot be taken back. After a crash the ledger therefore knows of each
letter that it was not sent, that it was, or that nobody can tell.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from filelock import FileLock, Timeout

from entreaty.delivery.messages import Outgoing
from entreaty.problems import EntreatyError
from entreaty.storage.tables.writing import as_csv
from entreaty.writing.letter import LetterId

DeliveryState = Literal["pending", "sending", "sent", "deferred", "refused", "unknown"]
STATES: tuple[DeliveryState, ...] = ("pending", "sending", "sent", "deferred", "refused", "unknown")
OPEN: frozenset[DeliveryState] = frozenset({"pending", "deferred"})
"""The states of letters that still have to be sent."""

_VERSION = 1
_TABLES = f"""
CREATE TABLE IF NOT EXISTS letters (
    letter   TEXT NOT NULL,
    content  TEXT NOT NULL,
    address  TEXT NOT NULL,
    state    TEXT NOT NULL CHECK (state IN {STATES}),
    attempts INTEGER NOT NULL DEFAULT 0,
    reply    TEXT NOT NULL DEFAULT '',
    message  TEXT NOT NULL DEFAULT '',
    changed  TEXT NOT NULL,
    due      TEXT NOT NULL,
    UNIQUE (letter, content)
);
CREATE TABLE IF NOT EXISTS drafts (
    letter  TEXT NOT NULL,
    content TEXT NOT NULL,
    pushed  TEXT NOT NULL,
    UNIQUE (letter, content)
);
PRAGMA user_version = {_VERSION};
"""


class LedgerError(EntreatyError):
    """The ledger cannot be used."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerEntry:
    """What is known of one letter to one recipient.

    Attributes:
        letter: Which letter.
        content: The SHA-256 of its draft.
        address: Where it goes.
        state: How far it is.
        attempts: How often it was tried.
        reply: What the server said last.
        message: The id of its message, to look for among sent mail; empty before the first attempt.
        changed: When the state was reached, in UTC.
        due: Before when it is not to be tried again, in UTC.
    """

    letter: LetterId
    content: str
    address: str
    state: DeliveryState
    attempts: int
    reply: str
    message: str
    changed: datetime
    due: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerSnapshot:
    """What a ledger holds at one moment.

    Attributes:
        entries: Every letter and content, in the order of the letters' ids and of time.
        drafted: When a draft of each letter was last put into the sender's mailbox, from where it may have been sent.
    """

    entries: tuple[LedgerEntry, ...] = ()
    drafted: Mapping[LetterId, datetime] = field(default_factory=dict)


@contextmanager
def open_ledger(path: Path, at: datetime) -> Iterator["Ledger"]:
    """Hold the ledger for one run, creating it where it is missing.

    Letters that a run left half sent, because it was killed, are `unknown` from here on.

    Raises:
        LedgerError: Another run holds it, or it cannot be used.
    """
    lock = FileLock(path.with_name(f".{path.name}.lock"))
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        raise LedgerError(f"{path}: another run is sending letters of this campaign; wait for it") from error
    except OSError as error:
        raise LedgerError(f"{path}: the ledger cannot be written: {error.strerror}") from error
    try:
        with _as_ledger_error(path), closing(_connect(path)) as connection:
            ledger = Ledger(connection)
            ledger.mark_interrupted(at)
            yield ledger
    finally:
        lock.release()


def read_ledger(path: Path) -> LedgerSnapshot:
    """Return what the ledger holds, without waiting for a run that is under way; nothing where there is no ledger.

    Raises:
        LedgerError: It cannot be read.
    """
    if not path.exists():
        return LedgerSnapshot()
    with _as_ledger_error(path), closing(_connect(path)) as connection:
        return Ledger(connection).snapshot()


class Ledger:
    """What became of every letter; every change is on the disk before its method returns."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def mark_interrupted(self, at: datetime) -> None:
        """Mark as unknown what was being sent when a run ended without saying how it went."""
        self._connection.execute(
            "UPDATE letters SET state = 'unknown', reply = 'the run was broken off', changed = ? "
            "WHERE state = 'sending'",
            (_text(at),),
        )

    def enlist(self, letters: Iterable[Outgoing], at: datetime) -> None:
        """Add letters that have no entry yet as pending; earlier versions of them that never left are dropped."""
        with self._connection:
            self._connection.execute("BEGIN IMMEDIATE")
            for one in letters:
                self._connection.execute(
                    "DELETE FROM letters WHERE letter = ? AND content <> ? AND state IN ('pending', 'deferred')",
                    (str(one.letter), one.content),
                )
                self._connection.execute(
                    "INSERT OR IGNORE INTO letters (letter, content, address, state, changed, due) "
                    "VALUES (?, ?, ?, 'pending', ?, ?)",
                    (str(one.letter), one.content, one.address, _text(at), _text(at)),
                )

    def begin(self, outgoing: Outgoing, message: str, at: datetime) -> None:
        """Write down that the letter is now handed over; from here on it may have arrived."""
        self._connection.execute(
            "UPDATE letters SET state = 'sending', reply = '', message = ?, changed = ? "
            "WHERE letter = ? AND content = ?",
            (message, _text(at), str(outgoing.letter), outgoing.content),
        )

    def note_attempt(self, outgoing: Outgoing, state: DeliveryState, reply: str, at: datetime, due: datetime) -> None:
        """Write down how an attempt ended, and when there may be another."""
        self._connection.execute(
            "UPDATE letters SET state = ?, reply = ?, changed = ?, due = ?, attempts = attempts + 1 "
            "WHERE letter = ? AND content = ?",
            (state, reply, _text(at), _text(due), str(outgoing.letter), outgoing.content),
        )

    def reopen(self, outgoing: Outgoing, at: datetime) -> None:
        """Make a letter pending again that was refused, or that nobody can tell whether it arrived."""
        self._connection.execute(
            "UPDATE letters SET state = 'pending', attempts = 0, changed = ?, due = ? WHERE letter = ? AND content = ?",
            (_text(at), _text(at), str(outgoing.letter), outgoing.content),
        )

    def note_draft(self, outgoing: Outgoing, at: datetime) -> None:
        """Remember that a draft of the letter lies in the sender's mailbox, from where it may be sent."""
        self._connection.execute(
            "INSERT OR IGNORE INTO drafts VALUES (?, ?, ?)", (str(outgoing.letter), outgoing.content, _text(at))
        )

    def entry(self, outgoing: Outgoing) -> LedgerEntry | None:
        """Return what is known of the letter as it reads now."""
        found = self._select("WHERE letter = ? AND content = ?", (str(outgoing.letter), outgoing.content))
        return found[0] if found else None

    def snapshot(self) -> LedgerSnapshot:
        """Return all that it holds."""
        drafted = self._connection.execute("SELECT letter, max(pushed) FROM drafts GROUP BY letter")
        return LedgerSnapshot(
            entries=tuple(self._select("ORDER BY letter, changed", ())),
            drafted={LetterId.read(letter): datetime.fromisoformat(pushed) for letter, pushed in drafted},
        )

    def _select(self, clause: str, values: Iterable[str]) -> list[LedgerEntry]:
        columns = "letter, content, address, state, attempts, reply, message, changed, due"
        found = self._connection.execute(f"SELECT {columns} FROM letters {clause}", tuple(values))  # noqa: S608
        return [_entry(values) for values in found]


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None, timeout=10)
    connection.execute("PRAGMA journal_mode = WAL")
    # FULL: a commit is on the disk when it returns, even if the power goes the moment after.
    connection.execute("PRAGMA synchronous = FULL")
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version == 0:
        connection.executescript(f"BEGIN IMMEDIATE; {_TABLES} COMMIT;")
    elif version != _VERSION:
        connection.close()
        raise LedgerError(f"{path}: the ledger was written by another version of this program")
    return connection


@contextmanager
def _as_ledger_error(path: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        raise LedgerError(f"{path}: the ledger cannot be used: {error}") from error


def _entry(values: Sequence[Any]) -> LedgerEntry:
    letter, content, address, state, attempts, reply, message, changed, due = values
    return LedgerEntry(
        letter=LetterId.read(letter),
        content=content,
        address=address,
        state=state,
        attempts=attempts,
        reply=reply,
        message=message,
        changed=datetime.fromisoformat(changed),
        due=datetime.fromisoformat(due),
    )


def _text(at: datetime) -> str:
    """Return the moment in UTC, in a form that sorts by time."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds")


COLUMNS = ("letter", "address", "state", "changed", "attempts", "reply", "message")


def status_csv(entries: Iterable[LedgerEntry]) -> bytes:
    """Return the entries of the ledger as a table for a spreadsheet."""
    return as_csv([COLUMNS, *map(_cells, entries)])


def _cells(entry: LedgerEntry) -> tuple[str, ...]:
    changed = entry.changed.isoformat(timespec="seconds")
    attempts = str(entry.attempts)
    return str(entry.letter), entry.address, entry.state, changed, attempts, entry.reply, entry.message
