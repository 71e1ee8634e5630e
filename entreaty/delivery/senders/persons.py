"""Supporters by ids that tell nothing of them, and who among them has withdrawn or is forgotten.

An id is the beginning of a keyed hash (HMAC, RFC 2104) of name and home. So a person has the same id on every run, and
without the key, which only the owner-only file has, nobody can try names until one fits. When somebody goes, their
name goes, and the keyed hash stays, by which they are known if an old sheet brings them back.
"""

import hmac
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from entreaty.content.files.conditions import folded
from entreaty.content.files.sender import Supporter
from entreaty.delivery.senders.file import SendersFileError, connected, forget_deleted, held_senders, told_of
from entreaty.problems import Problem

# So many of the keyed hash: among a hundred thousand people, hardly ever two have the same.
_ID_DIGITS = 12
_UPSERT = """INSERT INTO persons VALUES (?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (id) DO UPDATE SET mailbox = excluded.mailbox, seen = max(seen, excluded.seen), name = excluded.name,
    email = excluded.email, address = excluded.address"""
_MARK_STAYS = "INSERT OR REPLACE INTO gone SELECT mark, id, ?, ? FROM persons WHERE id = ?"
_MAILBOX_STAYS = "INSERT OR REPLACE INTO gone SELECT mailbox, id, ?, ? FROM persons WHERE id = ? AND length(mailbox)"
_FIND = "SELECT id, name, email, address, seen FROM persons"


@dataclass(frozen=True, slots=True)
class Person:
    """Who is behind an id.

    Attributes:
        id: The id, such as "s-8c41f2a09b3e".
        name: The name as the last sheet had it.
        email: The address for e-mail; empty where there is none.
        address: The address in one line, such as "1 Example Street, Exampleton".
        seen: The last day on which a sheet had them.
    """

    id: str
    name: str
    email: str
    address: str
    seen: date


@dataclass(frozen=True, slots=True)
class Known:
    """The supporters of a sheet.

    Attributes:
        supporters: Those who send letters, with their ids.
        left_out: Who has withdrawn or is forgotten, and has not agreed again since, each at their row.
    """

    supporters: tuple[Supporter, ...]
    left_out: tuple[Problem, ...]


@contextmanager
def opened_senders(path: Path) -> Iterator["Senders"]:
    """Open the file of supporters' names, which is made where it is missing, for this run alone.

    Args:
        path: The file, such as `campaign/senders.sqlite3`.

    Raises:
        SendersFileError: Another run holds it, or it cannot be used.
    """
    with held_senders(path), told_of(path), closing(connected(path)) as connection:
        yield Senders(connection, path)


class Senders:
    """The supporters of a campaign."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        """Take a connection to a file that is whole."""
        self._connection, self._path = connection, path
        (self._key,) = connection.execute("SELECT key FROM secret").fetchone()

    def ids_of(self, supporters: Sequence[Supporter], day: date) -> Known:
        """Give each supporter their id, in one transaction; who has gone is left out.

        Whoever has agreed anew after the day on which they went is back, under the same id.

        Args:
            supporters: The supporters of a sheet, each once.
            day: Today.
        """
        gone = {mark: (when, how) for mark, when, how in self._rows("SELECT mark, day, how FROM gone")}
        ids: dict[bytes, str] = dict(self._rows("SELECT mark, id FROM persons UNION ALL SELECT mark, id FROM gone"))
        taken, marks, kept, left_out = set(ids.values()), set[bytes](), list[tuple[Supporter, bytes, bytes]](), []
        for one in supporters:
            mark, mailbox = self._mark(*one.person), self._mailbox(one)
            when, how = max((gone[each] for each in (mark, mailbox) if each in gone), default=("", ""))
            if when and one.consent <= date.fromisoformat(when):
                left_out.append(_told(one, when, how))
                continue
            if mark not in ids:
                ids[mark] = _new_id(mark, taken)
                taken.add(ids[mark])
            marks |= {mark, mailbox}
            kept.append((replace(one, id=ids[mark]), mark, mailbox))
        back = [(mark,) for mark in marks & gone.keys()]
        with self._transaction():
            self._connection.executemany("DELETE FROM gone WHERE mark = ?", back)
            self._connection.executemany(_UPSERT, (_row(one, mark, mailbox, day) for one, mark, mailbox in kept))
        return Known(tuple(one for one, _, _ in kept), tuple(left_out))

    def person(self, name: str) -> Person | None:
        """Return who is behind an id; None where nobody is, or nobody any more."""
        return next((_person(row) for row in self._rows(f"{_FIND} WHERE id = ?", name)), None)

    def found(self, words: str) -> tuple[Person, ...]:
        """Return everybody whose name or address for e-mail has the words, by name; capitals and accents aside."""
        wanted = folded(words)
        everybody = map(_person, self._rows(_FIND))
        there = (one for one in everybody if wanted in folded(one.name) or wanted in folded(one.email))
        return tuple(sorted(there, key=lambda one: (folded(one.name), one.id)))

    def gone(self, name: str) -> str:
        """Return what became of an id that nobody is behind any more: "withdrawn on 2026-11-20"; else empty."""
        return next((f"{how} on {day}" for how, day in self._rows("SELECT how, day FROM gone WHERE id = ?", name)), "")

    def withdraw(self, name: str, day: date) -> None:
        """Take the person out of the file; their keyed hash stays, so that no old sheet brings them back.

        Args:
            name: The id.
            day: The day on which they withdrew.

        Raises:
            SendersFileError: Nobody has that id.
        """
        if self.person(name) is None:
            when = self.gone(name)
            raise SendersFileError(f"'{name}': {when}" if when else f"'{name}' is the id of nobody")
        self._let_go([name], "withdrawn", day)

    def unseen_for(self, time: timedelta, day: date) -> tuple[str, ...]:
        """Return the ids of those whom no sheet has had for so long before the day, such as 90 days."""
        before = (day - min(time, day - date.min)).isoformat()
        return tuple(name for (name,) in self._rows("SELECT id FROM persons WHERE seen < ? ORDER BY id", before))

    def forget(self, older_than: timedelta, day: date) -> tuple[str, ...]:
        """Take everybody out of the file whom no sheet has had for so long, and return their ids.

        Args:
            older_than: For how long, such as 90 days.
            day: Today.
        """
        ids = self.unseen_for(older_than, day)
        self._let_go(ids, "forgotten", day)
        return ids

    def _let_go(self, ids: Sequence[str], how: str, day: date) -> None:
        values = [(day.isoformat(), how, name) for name in ids]
        with self._transaction():
            self._connection.executemany(_MARK_STAYS, values)
            self._connection.executemany(_MAILBOX_STAYS, values)
            self._connection.executemany("DELETE FROM persons WHERE id = ?", ((name,) for name in ids))
        # Also where nobody goes: what an earlier run deleted may wait for it, if a program had the file open then.
        forget_deleted(self._connection, self._path)

    def _mark(self, *words: str) -> bytes:
        return hmac.digest(self._key, "\0".join(words).encode(), "sha256")

    def _mailbox(self, one: Supporter) -> bytes:
        """Return the keyed hash of name and address for e-mail, by which somebody is known who has moved."""
        return self._mark("mailbox", one.name, one.sender.email.casefold()) if one.sender.email else b""

    def _rows(self, query: str, *values: str) -> Iterator[tuple[Any, ...]]:
        yield from self._connection.execute(query, values).fetchall()

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._connection.execute("ROLLBACK")
            raise
        self._connection.execute("COMMIT")


def _new_id(mark: bytes, taken: set[str]) -> str:
    """Return an id that nobody has: the first digits of the keyed hash, or where those are taken, the next ones."""
    digits = mark.hex()
    starts = range(len(digits) - _ID_DIGITS + 1)
    return next(name for start in starts if (name := f"s-{digits[start : start + _ID_DIGITS]}") not in taken)


def _row(one: Supporter, mark: bytes, mailbox: bytes, day: date) -> tuple[object, ...]:
    sender = one.sender
    return (one.id, mark, mailbox, day.isoformat(), sender.name, sender.email or "", ", ".join(sender.address))


def _person(row: tuple[str, ...]) -> Person:
    name, called, email, address, seen = row
    return Person(name, called, email, address, date.fromisoformat(seen))


def _told(one: Supporter, when: str, how: str) -> Problem:
    words = {"withdrawn": "has withdrawn", "forgotten": "was forgotten"}[how]
    hint = "they write again when they agree anew: a consent of a later day"
    return Problem(one.place, f"left out: whoever stands here {words} on {when}", hint, "warning")
