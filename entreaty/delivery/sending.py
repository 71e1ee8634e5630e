"""The round of the letters: each handed over once, at a pace, with an end where the server has had enough."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Protocol

from entreaty.delivery.ledger import OPEN, Ledger, State
from entreaty.delivery.messages import Author, MessageError, Outgoing, finished_message
from entreaty.delivery.smtp import Line, LineCutError, Reply

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What happened to one letter, or to the round as a whole.

    Attributes:
        letter: The letter's name; empty where the round as a whole is meant.
        address: Where it was to go.
        state: What is now known of it; None where the round as a whole is meant.
        text: What the server said, or why the round waits or ends.
    """

    letter: str = ""
    address: str = ""
    state: State | None = None
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """A round with letters to one server.

    Attributes:
        author: Who sends them.
        ledger: What became of them so far; it is written before and after each attempt.
        line: The line to the server; it is closed at the end.
        pace: How fast they go out.
        clock: The time.
    """

    author: Author
    ledger: Ledger
    line: Line
    pace: Pace
    clock: Clock

    def send(self, letters: Sequence[Outgoing], limit: int | None = None) -> Iterator[Step]:
        """Send the letters that the ledger has as pending or deferred, and yield what becomes of each attempt.

        Args:
            letters: The letters, each enlisted in the ledger.
            limit: The most letters to send; None for all.

        Raises:
            EntreatyError: The server cannot be used at all.
        """
        try:
            yield from self._send(self._queue(letters)[:limit])
        finally:
            self.line.close()

    def _queue(self, letters: Sequence[Outgoing]) -> "list[_Waiting]":
        rows = ((one, self.ledger.row(one)) for one in letters)
        return [_Waiting(outgoing=one, tried=0, due=row.due) for one, row in rows if row and row.state in OPEN]

    def _send(self, queue: "list[_Waiting]") -> Iterator[Step]:
        failures, reached = 0, False
        while queue and not self.clock.stopped():
            waiting = min(queue, key=lambda one: one.due)
            if (seconds := (waiting.due - self.clock.now()).total_seconds()) > 0:
                yield Step(text=f"{len(queue)} to be tried again, the next in {max(1, round(seconds))} s")
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
                yield Step(text=f"stopped, because of {why}: {reply.text}")
                return
            self._pause(queue)

    def _attempt(self, outgoing: Outgoing, *, reached: bool) -> Reply:
        """Try to hand over a letter; the very first attempt may show that the server cannot be used at all."""
        try:
            utf8 = self.line.open()
            message = finished_message(outgoing, self.author, self.clock.now(), utf8=utf8)
        except MessageError as error:
            return Reply(state="refused", text=str(error))
        except LineCutError as error:
            if not reached:
                raise
            return Reply(state="pending", text=str(error), closing=error.closing)
        return self.line.hand_over(message, lambda: self.ledger.begin(outgoing, message.id, self.clock.now()))

    def _written(self, waiting: "_Waiting", reply: Reply) -> Step:
        """Write into the ledger how the attempt ended."""
        outgoing = waiting.outgoing
        self.ledger.close(outgoing, reply.state, reply.text, self.clock.now(), waiting.due)
        return Step(letter=outgoing.letter, address=outgoing.address, state=reply.state, text=reply.text)

    def _back_off(self, tried: int) -> timedelta:
        return timedelta(seconds=self.pace.back_off * 2**tried * (0.75 + self.clock.chance() / 2))

    def _pause(self, queue: "Sequence[_Waiting]") -> None:
        if queue and self.pace.rate:
            self.clock.wait(60 / self.pace.rate * (0.5 + self.clock.chance()))


def send_trial(letters: Sequence[Outgoing], author: Author, line: Line, clock: Clock, to: str) -> Iterator[Step]:
    """Send letters to somebody who wants to see them, without touching the ledger.

    Args:
        letters: The letters.
        author: Who sends them.
        line: The line to the server; it is closed at the end.
        clock: The time.
        to: Whom they go to in place of their recipients.

    Raises:
        EntreatyError: The server or an address cannot be used.
    """
    try:
        for outgoing in letters:
            message = finished_message(outgoing, author, clock.now(), trial_for=to, utf8=line.open())
            reply = line.hand_over(message, lambda: None)
            yield Step(letter=outgoing.letter, address=to, state=reply.state, text=reply.text)
    finally:
        line.close()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Waiting:
    outgoing: Outgoing
    tried: int
    due: datetime
