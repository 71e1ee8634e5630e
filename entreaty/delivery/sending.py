"""Send letters: each is handed over once, at a pace, until the server has had enough."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Protocol

from entreaty.delivery.ledger import OPEN, DeliveryState, Ledger
from entreaty.delivery.messages import Author, Message, MessageError, Outgoing, finished_message
from entreaty.delivery.smtp import ConnectionLostError, Reply, SmtpConnection
from entreaty.writing.letter import LetterId

_FAILURES_IN_A_ROW = 3


class Clock(Protocol):
    """Time, chance and the wish to stop, which the library does not know by itself."""

    def now(self) -> datetime:
        """Return the moment, with a time zone."""

    def wait(self, seconds: float) -> None:
        """Let the time pass, or less of it where the person wants to stop."""

    def stopped(self) -> bool:
        """Tell whether the person wants to stop."""

    def chance(self) -> float:
        """Return a random number from 0 to 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How fast letters go out.

    Attributes:
        rate: Letters in a minute, on the average; 0 for no pause.
        back_off: Seconds before a letter is tried again; they double with every attempt.
        attempts: How often a letter is tried in one run.
    """

    rate: float = 10
    back_off: float = 60
    attempts: int = 5

    @property
    def longest_wait(self) -> float:
        """Return more seconds than a letter is ever put off."""
        return self.back_off * 2.0**self.attempts


@dataclass(frozen=True, slots=True, kw_only=True)
class SendEvent:
    """What happened to one letter, or to the run as a whole.

    Attributes:
        letter: Which letter; None where the run as a whole is meant.
        address: Where it was to go.
        state: What is now known of it; None where the run as a whole is meant.
        text: What the server said, or why the run waits or ends.
        stopped: Whether the run ends here although letters are left that it should have sent.
    """

    letter: LetterId | None = None
    address: str = ""
    state: DeliveryState | None = None
    text: str = ""
    stopped: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SendRun:
    """A run that sends letters to one server.

    Attributes:
        author: Who sends them.
        ledger: What became of them so far; it is written before and after each attempt.
        connection: The connection to the server; it is closed at the end.
        pace: How fast they go out.
        clock: The time.
    """

    author: Author
    ledger: Ledger
    connection: SmtpConnection
    pace: Pace
    clock: Clock

    def send(self, letters: Sequence[Outgoing], limit: int | None = None) -> Iterator[SendEvent]:
        """Send the letters that the ledger has as pending or deferred, and yield what becomes of each attempt.

        Args:
            letters: The letters, each added to the ledger.
            limit: The most letters to send; None for all.

        Raises:
            EntreatyError: The server cannot be used at all.
        """
        try:
            yield from self._send(self._queue(letters)[:limit])
        finally:
            self.connection.close()

    def _queue(self, letters: Sequence[Outgoing]) -> "list[_Waiting]":
        entries = ((one, self.ledger.entry(one)) for one in letters)
        now = self.clock.now()
        return [
            # What was never tried need not wait, even if the clock has been set back since it was enlisted.
            _Waiting(outgoing=one, tried=0, due=entry.due if entry.attempts else now)
            for one, entry in entries
            if entry and entry.state in OPEN
        ]

    def _send(self, queue: "list[_Waiting]") -> Iterator[SendEvent]:
        failures, reached = 0, False
        while queue and not self.clock.stopped():
            waiting = min(queue, key=lambda one: one.due)
            if (seconds := (waiting.due - self.clock.now()).total_seconds()) > 0:
                if seconds > self.pace.longest_wait:
                    yield self._never_put_off_so_long(waiting, len(queue))
                    return
                yield SendEvent(text=f"{len(queue)} to be tried again, the next in {max(1, round(seconds))} s")
                self.clock.wait(seconds)
                continue
            queue.remove(waiting)
            reply = self._attempt(waiting.outgoing, reached=reached)
            reached = True
            waiting = replace(waiting, tried=waiting.tried + 1, due=self.clock.now() + self._back_off(waiting.tried))
            yield self._written(waiting, reply)
            if reply.state in OPEN and waiting.tried < self.pace.attempts:
                queue.append(waiting)
            failures = 0 if reply.state == "sent" else failures + 1
            if reply.closing or failures == _FAILURES_IN_A_ROW:
                why = "the server asks for it" if reply.closing else f"{failures} failures in a row"
                yield SendEvent(text=f"stopped, because of {why}: {reply.text}", stopped=True)
                return
            self._pause(queue)

    def _never_put_off_so_long(self, waiting: "_Waiting", letters: int) -> SendEvent:
        due, now = (moment.isoformat(" ", "minutes") for moment in (waiting.due, self.clock.now()))
        text = (
            f"stopped: the ledger wants {waiting.outgoing.letter} to be sent after {due}, and the clock says {now}, "
            f"which is longer than letters are put off ({letters} still to send); one of the two is wrong: "
            "set the clock, or run this again after that time"
        )
        return SendEvent(text=text, stopped=True)

    def _attempt(self, outgoing: Outgoing, *, reached: bool) -> Reply:
        """Try to hand over a letter; the very first attempt may show that the server cannot be used at all."""
        try:
            return _handed_over(
                self.connection,
                lambda utf8: finished_message(outgoing, self.author, self.clock.now(), utf8=utf8),
                lambda message: self.ledger.begin(outgoing, message.id, self.clock.now()),
            )
        except MessageError as error:
            return Reply(state="refused", text=str(error))
        except ConnectionLostError as error:
            if not reached:
                raise
            return Reply(state="pending", text=str(error), closing=error.closing)

    def _written(self, waiting: "_Waiting", reply: Reply) -> SendEvent:
        """Write into the ledger how the attempt ended."""
        outgoing = waiting.outgoing
        self.ledger.note_attempt(outgoing, reply.state, reply.text, self.clock.now(), waiting.due)
        return SendEvent(letter=outgoing.letter, address=outgoing.address, state=reply.state, text=reply.text)

    def _back_off(self, tried: int) -> timedelta:
        return timedelta(seconds=self.pace.back_off * 2**tried * (0.75 + self.clock.chance() / 2))

    def _pause(self, queue: "Sequence[_Waiting]") -> None:
        if queue and self.pace.rate:
            self.clock.wait(60 / self.pace.rate * (0.5 + self.clock.chance()))


def send_trial(
    letters: Sequence[Outgoing], author: Author, connection: SmtpConnection, clock: Clock, to: str
) -> Iterator[SendEvent]:
    """Send letters to somebody who wants to see them, without touching the ledger.

    Args:
        letters: The letters.
        author: Who sends them.
        connection: The connection to the server; it is closed at the end.
        clock: The time.
        to: Whom they go to in place of their recipients.

    Raises:
        EntreatyError: The server or an address cannot be used.
    """
    try:
        for outgoing in letters:
            written = partial(_trial, outgoing, author, clock.now(), to)
            reply = _handed_over(connection, written, lambda _message: None)
            yield SendEvent(letter=outgoing.letter, address=to, state=reply.state, text=reply.text)
    finally:
        connection.close()


def _trial(outgoing: Outgoing, author: Author, at: datetime, to: str, utf8: bool) -> Message:  # noqa: FBT001
    return finished_message(outgoing, author, at, trial_for=to, utf8=utf8)


def _handed_over(
    connection: SmtpConnection, written: Callable[[bool], Message], begin: Callable[[Message], None]
) -> Reply:
    """Hand over a message, and once more on a fresh line where the old one had died since the last letter.

    Args:
        connection: The connection to the server.
        written: Returns the message, told whether the server takes addresses in UTF-8.
        begin: Called with the message when it is about to leave.
    """
    message = written(connection.open())
    reply = connection.hand_over(message, lambda: begin(message))
    # A fresh line is never stale, so that this ends with the second attempt.
    return _handed_over(connection, written, begin) if reply.stale else reply


@dataclass(frozen=True, slots=True, kw_only=True)
class _Waiting:
    outgoing: Outgoing
    tried: int
    due: datetime
