"""The ledger: what became of every letter to every recipient, so that nothing is sent twice.

An entry is written durably before anything that cannot be taken back. After a crash the ledger therefore knows of each
letter that it was not sent, that it was, or that nobody can tell.
"""

import re
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Literal

from entreaty.content.model import ID_PATTERN, SENDER_ID_PATTERN, shown
from entreaty.delivery.ledger_file import (
    LedgerLostError,
    as_ledger_error,
    begun,
    hand_over,
    held_ledger,
    missing,
    opened,
    prepare,
    set_aside,
)
from entreaty.delivery.mark import mark_of, write_mark
from entreaty.delivery.messages import Outgoing
from entreaty.problems import EntreatyError, counted
from entreaty.storage.tables.writing import as_csv
from entreaty.writing.letter import LetterId

DeliveryState = Literal["pending", "sending", "sent", "deferred", "refused", "unknown"]
STATES: tuple[DeliveryState, ...] = ("pending", "sending", "sent", "deferred", "refused", "unknown")
OPEN: frozenset[DeliveryState] = frozenset({"pending", "deferred"})
"""The states of letters that still have to be sent."""

# One more for each attempt; SQLite would make a number beyond all attempts a fraction.
_MOST_ATTEMPTS = 1_000_000
_COLUMNS = ("letter", "content", "address", "state", "attempts", "reply", "message", "changed", "due")
_LETTER = re.compile(f"{ID_PATTERN}/({SENDER_ID_PATTERN}/)?{ID_PATTERN}")
_CONTENT = re.compile("[0-9a-f]{64}")
# Years that the moments of a ledger can lie in; in the first and last of all, moments cannot be moved to other zones.
_YEARS = range(2000, 3000)
# Clocks of computers differ by less.
_IN_THE_FUTURE = timedelta(days=1)
_ROWS_SHOWN = 10


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
    """Hold the ledger for one run, creating it where there never was one.

    Letters that a run left half sent, because it was killed, are `unknown` from here on.

    Raises:
        LedgerLostError: It has lost something, or may have.
        LedgerError: Another run holds it, or it cannot be used.
    """
    with held_ledger(path):
        with as_ledger_error(path):
            connection = opened(path) or begun(path)
        with closing(connection):
            with as_ledger_error(path):
                ledger = Ledger(connection, path)
                ledger.snapshot()
                ledger.notice = prepare(connection, path)
                ledger.mark_interrupted(at)
            yield ledger


def read_ledger(path: Path) -> LedgerSnapshot:
    """Return what the ledger holds, without waiting for a run that is under way; nothing where there never was one.

    Raises:
        LedgerLostError: It has lost something, or may have.
        LedgerError: It cannot be read.
    """
    with as_ledger_error(path):
        connection = opened(path)
        if connection is None:
            return LedgerSnapshot()
        with closing(connection):
            return Ledger(connection, path).snapshot()


def accept_ledger(path: Path, at: datetime) -> str:
    """Go on with what is left of a ledger, and return what was done with the rest.

    To be called only when a person has agreed that letters may be sent a second time. Nothing is thrown away: a ledger
    that cannot be read, and a copy of one that can, stay beside the new one. Damaged and missing rows become `unknown`
    if it is still known which letter they were about.

    Raises:
        LedgerError: Another run holds it, it is of a newer program, or it cannot be written.
    """
    with held_ledger(path), as_ledger_error(path):
        try:
            with as_ledger_error(path):
                connection, done = opened(path, marked=False), ""
        except LedgerLostError:
            connection, aside = None, set_aside(path)
            done = f"what was left of it is kept as {aside.name}; " if aside else ""
        if connection is None:
            mark_of(path).unlink(missing_ok=True)
            with closing(begun(path)):
                return f"{path}: {done}a new ledger was begun, which knows of no letter"
        with closing(connection):
            ledger = Ledger(connection, path)
            aside = set_aside(path, copy_of=connection)
            done = f"a copy of it is kept as {aside.name}; " if aside else ""
            ledger.mend(at)
            mark_of(path).unlink(missing_ok=True)
            prepare(connection, path)
            ledger.restore(at)
            write_mark(path, hand_over(connection))
            return f"{path}: {done}{counted(len(ledger.snapshot().entries), 'letter')} known to it"


@dataclass(frozen=True, slots=True, kw_only=True)
class _DamagedRow:
    """A row of the ledger that cannot be read.

    Attributes:
        table: "letters" or "drafts".
        number: SQLite's own number of the row.
        known: Whether it still says which letter it is about.
        what: What is wrong with it.
    """

    table: str
    number: int
    known: bool
    what: str


class Ledger:
    """What became of every letter; every change is on the disk before its method returns.

    Every method raises LedgerError where the ledger cannot be read or written.

    Attributes:
        notice: What the person should know of the ledger, or ''.
    """

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self.notice = ""
        self._connection = connection
        self._path = path

    def mark_interrupted(self, at: datetime) -> None:
        """Mark as unknown what was being sent when a run ended without saying how it went."""
        with as_ledger_error(self._path):
            self._connection.execute(
                "UPDATE letters SET state = 'unknown', reply = 'the run was broken off', changed = ? "
                "WHERE state = 'sending'",
                (_text(at),),
            )

    def enlist(self, letters: Iterable[Outgoing], at: datetime) -> None:
        """Add letters that have no entry yet as pending; earlier versions of them that never left are dropped."""
        with as_ledger_error(self._path), self._connection:
            self._connection.execute("BEGIN IMMEDIATE")
            for one in letters:
                never_left = "letter = ? AND content <> ? AND state IN ('pending', 'deferred')"
                dropped = f"SELECT content FROM letters WHERE {never_left}"  # noqa: S608
                self._connection.execute(
                    f"UPDATE handed_over SET content = '' WHERE letter = ? AND content IN ({dropped})",  # noqa: S608
                    (str(one.letter), *_key(one)),
                )
                self._connection.execute(f"DELETE FROM letters WHERE {never_left}", _key(one))  # noqa: S608
                self._connection.execute(
                    "INSERT OR IGNORE INTO letters (letter, content, address, state, changed, due) "
                    "VALUES (?, ?, ?, 'pending', ?, ?)",
                    (str(one.letter), one.content, one.address, _text(at), _text(at)),
                )

    def begin(self, outgoing: Outgoing, message: str, at: datetime) -> None:
        """Write down that the letter is now handed over; from here on it may have arrived.

        Until `note_attempt` the ledger stays locked, so that no other program can keep the outcome out of it.
        """
        with as_ledger_error(self._path, f"{outgoing.letter} was not sent"):
            with self._connection:
                self._connection.execute("BEGIN IMMEDIATE")
                self._connection.execute(
                    "UPDATE letters SET state = 'sending', reply = '', message = ?, changed = ? "
                    "WHERE letter = ? AND content = ?",
                    (message, _text(at), str(outgoing.letter), outgoing.content),
                )
                mark = hand_over(self._connection, *_key(outgoing))
            try:
                write_mark(self._path, mark)
                self._connection.execute("BEGIN IMMEDIATE")
            except (EntreatyError, sqlite3.Error):
                # It has not left yet. If even that cannot be written, it becomes unknown, which is on the safe side.
                with suppress(sqlite3.Error):
                    self._connection.execute(
                        "UPDATE letters SET state = 'pending' WHERE letter = ? AND content = ?",
                        (str(outgoing.letter), outgoing.content),
                    )
                raise

    def note_attempt(self, outgoing: Outgoing, state: DeliveryState, reply: str, at: datetime, due: datetime) -> None:
        """Write down how an attempt ended, and when there may be another."""
        left = self._connection.in_transaction
        result = f"the reply about {outgoing.letter} ('{reply}') could not be written down"
        if left:
            result += ", and the next run will call it unknown"
        with as_ledger_error(self._path, result):
            self._connection.execute(
                "UPDATE letters SET state = ?, reply = ?, changed = ?, due = ?, attempts = attempts + 1 "
                "WHERE letter = ? AND content = ?",
                (state, reply, _text(at), _text(due), str(outgoing.letter), outgoing.content),
            )
            if left:
                self._connection.execute("COMMIT")

    def reopen(self, outgoing: Outgoing, at: datetime) -> None:
        """Make a letter pending again that was refused, or that nobody can tell whether it arrived."""
        with as_ledger_error(self._path):
            self._connection.execute(
                "UPDATE letters SET state = 'pending', attempts = 0, changed = ?, due = ? "
                "WHERE letter = ? AND content = ?",
                (_text(at), _text(at), str(outgoing.letter), outgoing.content),
            )

    def drop_unsent(self, senders: Collection[str]) -> None:
        """Remove what never left of supporters who must not write any more; what was sent stays under their ids.

        Args:
            senders: Their ids, such as {"s-8c41f2a09b3e"}.
        """
        unsent = [
            (str(entry.letter), entry.content)
            for entry in self.snapshot().entries
            if entry.letter.sender in senders and entry.state in OPEN
        ]
        with as_ledger_error(self._path), self._connection:
            self._connection.execute("BEGIN IMMEDIATE")
            for query in ("UPDATE handed_over SET content = ''", "DELETE FROM letters"):
                self._connection.executemany(f"{query} WHERE letter = ? AND content = ?", unsent)

    def note_draft(self, outgoing: Outgoing, at: datetime) -> None:
        """Remember that a draft of the letter lies in the sender's mailbox, from where it may be sent."""
        with as_ledger_error(self._path, f"that a draft of {outgoing.letter} lies in the mailbox is not written down"):
            with self._connection:
                self._connection.execute("BEGIN IMMEDIATE")
                self._connection.execute(
                    "INSERT OR IGNORE INTO drafts VALUES (?, ?, ?)", (str(outgoing.letter), outgoing.content, _text(at))
                )
                mark = hand_over(self._connection, *_key(outgoing))
            write_mark(self._path, mark)

    def entry(self, outgoing: Outgoing) -> LedgerEntry | None:
        """Return what is known of the letter as it reads now."""
        with as_ledger_error(self._path):
            found = self._rows("letters", _COLUMNS, "WHERE letter = ? AND content = ?", *_key(outgoing))
        return _entry(found[0][1:]) if found else None

    def snapshot(self) -> LedgerSnapshot:
        """Return all that it holds.

        Raises:
            LedgerLostError: Rows of it are damaged, or were taken away.
        """
        if damaged := self.damaged_rows():
            lines = [f"row {row.number} of '{row.table}': {row.what}" for row in damaged]
            if len(lines) > _ROWS_SHOWN:
                lines[_ROWS_SHOWN:] = [f"and {len(lines) - _ROWS_SHOWN} more"]
            raise LedgerLostError(self._path, f"{counted(len(damaged), 'row')} of the ledger cannot be read", lines)
        with as_ledger_error(self._path):
            if gone := missing(self._connection):
                what = f"{counted(len(gone), 'letter')} that went out or among drafts {_is(gone)} not in it any more"
                raise LedgerLostError(self._path, f"the ledger is incomplete: {what}", [_quoted(gone[0][0])])
            entries = self._rows("letters", _COLUMNS, "ORDER BY letter, changed")
            drafts = self._rows("drafts", ("letter", "max(pushed)"), "GROUP BY letter")
        return LedgerSnapshot(
            entries=tuple(_entry(row[1:]) for row in entries),
            drafted={LetterId.read(letter): datetime.fromisoformat(pushed) for _, letter, pushed in drafts},
        )

    def damaged_rows(self) -> tuple[_DamagedRow, ...]:
        """Return the rows that this program has not written so."""
        with as_ledger_error(self._path):
            tables = {
                "letters": self._rows("letters", _COLUMNS),
                "drafts": self._rows("drafts", ("letter", "content", "pushed")),
            }
        columns = {"letters": _COLUMNS, "drafts": ("letter", "content", "pushed")}
        return tuple(
            damaged
            for table, rows in tables.items()
            for number, *values in rows
            if (damaged := _damaged(table, number, dict(zip(columns[table], values, strict=True))))
        )

    def mend(self, at: datetime) -> None:
        """Make damaged rows unknown, and remove those that do not even say which letter they are about."""
        moment = _text(at)
        with as_ledger_error(self._path), self._connection:
            self._connection.execute("BEGIN IMMEDIATE")
            for row in self.damaged_rows():
                if not row.known:
                    self._connection.execute(f"DELETE FROM {row.table} WHERE rowid = ?", (row.number,))  # noqa: S608
                elif row.table == "drafts":
                    self._connection.execute("UPDATE drafts SET pushed = ? WHERE rowid = ?", (moment, row.number))
                else:
                    self._connection.execute(
                        "UPDATE letters SET address = '?', state = 'unknown', attempts = 0, message = '', "
                        "reply = 'its row in the ledger was damaged', changed = ?, due = ? WHERE rowid = ?",
                        (moment, moment, row.number),
                    )

    def restore(self, at: datetime) -> None:
        """Add letters that were handed over and have no row any more, as unknown."""
        with as_ledger_error(self._path), self._connection:
            self._connection.execute("BEGIN IMMEDIATE")
            for letter, content in missing(self._connection):
                if _matches(_LETTER, letter) and _matches(_CONTENT, content):
                    self._connection.execute(
                        "INSERT INTO letters (letter, content, address, state, reply, changed, due) "
                        "VALUES (?, ?, '?', 'unknown', 'its row in the ledger was missing', ?, ?)",
                        (letter, content, _text(at), _text(at)),
                    )
                else:
                    self._connection.execute(
                        "UPDATE handed_over SET content = '' WHERE letter = ? AND content = ?", (letter, content)
                    )

    def _rows(self, table: str, columns: Sequence[str], clause: str = "", *values: str) -> list[tuple[Any, ...]]:
        query = f"SELECT rowid, {', '.join(columns)} FROM {table} {clause}"  # noqa: S608  (names of this module)
        return self._connection.execute(query, values).fetchall()


def dated_in_the_future(entries: Iterable[LedgerEntry], at: datetime) -> str:
    """Return that the clock was or is wrong, where a letter was sent after the moment; '' where all lies before it."""
    ahead = [entry for entry in entries if entry.changed > at + _IN_THE_FUTURE]
    if not ahead:
        return ""
    first = f"{ahead[0].letter}, {ahead[0].changed.date()}"
    return f"the ledger has {counted(len(ahead), 'letter')} of a day to come ({first}): the clock is or was wrong"


def _key(outgoing: Outgoing) -> tuple[str, str]:
    return str(outgoing.letter), outgoing.content


def _damaged(table: str, number: int, values: Mapping[str, Any]) -> _DamagedRow | None:
    """Return what is wrong with a row, or None."""
    letter, content = values["letter"], values["content"]
    known = _matches(_LETTER, letter) and _matches(_CONTENT, content)
    tests: dict[str, tuple[bool, str]] = {
        "letter": (_matches(_LETTER, letter), "no letter such as visits/mediator"),
        "content": (_matches(_CONTENT, content), "no SHA-256"),
        "address": (isinstance(values.get("address", ""), str), "no text"),
        "state": (values.get("state", "sent") in STATES, f"none of {', '.join(STATES)}"),
        "attempts": (_is_count(values.get("attempts", 0)), "no number of attempts"),
        "reply": (isinstance(values.get("reply", ""), str), "no text"),
        "message": (isinstance(values.get("message", ""), str), "no text"),
    }
    for name in ("changed", "due", "pushed"):
        moment = "no moment with a time zone such as 2026-11-27T10:00:00.000+00:00"
        tests[name] = (name not in values or _is_moment(values[name]), moment)
    wrong = [f"'{name}' is {_quoted(values[name])}, {what}" for name, (right, what) in tests.items() if not right]
    if not wrong:
        return None
    about = f"({letter}) " if known else ""
    return _DamagedRow(table=table, number=number, known=known, what=about + "; ".join(wrong))


def _matches(form: "re.Pattern[str]", value: object) -> bool:
    return isinstance(value, str) and form.fullmatch(value) is not None


def _is_count(value: object) -> bool:
    return isinstance(value, int) and 0 <= value < _MOST_ATTEMPTS


def _is_moment(value: object) -> bool:
    try:
        moment = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return False
    return moment is not None and moment.tzinfo is not None and moment.year in _YEARS


def _is(things: Sequence[object]) -> str:
    return "is" if len(things) == 1 else "are"


def _quoted(value: object) -> str:
    return shown(ascii(value))


def _entry(values: Sequence[Any]) -> LedgerEntry:
    letter, content, address, state, attempts, reply, message, changed, due = values
    return LedgerEntry(
        letter=LetterId.read(letter),
        content=content,
        address=_printable(address),
        state=state,
        attempts=attempts,
        reply=_printable(reply),
        message=_printable(message),
        changed=datetime.fromisoformat(changed),
        due=datetime.fromisoformat(due),
    )


def _printable(text: str) -> str:
    """Return the text without what could move a terminal's cursor: a ledger may have come from somebody else."""
    return text if text.isprintable() else "".join(one if one.isprintable() else " " for one in text)


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
