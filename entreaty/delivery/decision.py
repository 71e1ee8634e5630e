"""Which letters are to be sent now: what the ledger knows of each pair of sender and recipient decides."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from entreaty.delivery.ledger import OPEN, LedgerEntry, LedgerSnapshot
from entreaty.delivery.messages import Outgoing

_LEFT = {"sending", "sent", "unknown"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeated:
    """A letter to somebody who may have got another version of it.

    Attributes:
        outgoing: The letter.
        reason: How the other version was sent.
    """

    outgoing: Outgoing
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """A letter that nothing more is done with.

    Attributes:
        outgoing: The letter.
        entry: What became of it.
    """

    outgoing: Outgoing
    entry: LedgerEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What is to be done with letters that may be sent.

    Attributes:
        to_send: Those to send.
        to_confirm: Those that a person has to agree to, because the recipient may have been written to already.
        done: Those that nothing more is done with.
    """

    to_send: tuple[Outgoing, ...]
    to_confirm: tuple[Repeated, ...]
    done: tuple[Settled, ...]


def decide(ready: Iterable[Outgoing], known: LedgerSnapshot, again: Collection[str] = ()) -> Decision:
    """Decide by the ledger which letters are to be sent now.

    Args:
        ready: The letters that may be sent.
        known: What became of them so far.
        again: The final states, "unknown" or "refused", from which letters are to be sent once more.
    """
    to_send: list[Outgoing] = []
    to_confirm: list[Repeated] = []
    done: list[Settled] = []
    entries = {(entry.letter, entry.content): entry for entry in known.entries}
    for outgoing in ready:
        entry = entries.get((outgoing.letter, outgoing.content))
        if entry and (entry.state in OPEN or entry.state in again):
            to_send.append(outgoing)
        elif entry:
            done.append(Settled(outgoing=outgoing, entry=entry))
        elif reason := _written_to_before(outgoing, known):
            to_confirm.append(Repeated(outgoing=outgoing, reason=reason))
        else:
            to_send.append(outgoing)
    return Decision(to_send=tuple(to_send), to_confirm=tuple(to_confirm), done=tuple(done))


def _written_to_before(outgoing: Outgoing, known: LedgerSnapshot) -> str:
    """Return how another version of the letter was sent, or may have been, or ''."""
    for entry in known.entries:
        if entry.letter == outgoing.letter and entry.state in _LEFT:
            sent = "was sent" if entry.state == "sent" else "may have been sent"
            return f"another version of it {sent} on {entry.changed.date()}"
    if outgoing.letter in known.drafted:
        return f"a draft of it was put into your mailbox on {known.drafted[outgoing.letter].date()}"
    return ""
