"""The message of a letter: its draft, completed by who sends it, to whom and when."""

import email
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from email.policy import SMTP, SMTPUTF8
from email.utils import format_datetime, formataddr

from entreaty.output.email.headers import (
    ENCODED_LINE,
    LINE,
    encoded,
    header_names,
    one_address,
    refused_in_header,
    unbroken,
)
from entreaty.problems import EntreatyError
from entreaty.writing.letter import LetterId

# RFC 5322, 2.1.1: "MUST be no more than 998 characters".
_LONGEST_LINE = 998
_REPLACED = (b"x-unsent", b"to")


class MessageError(EntreatyError):
    """A message that must not leave."""


@dataclass(frozen=True, slots=True)
class Mailbox:
    """Somebody's name and address for e-mail, such as "Ann Lee" and "ann@example.org"."""

    name: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """A letter that may be sent.

    Attributes:
        letter: Which letter.
        address: The recipient's e-mail address.
        draft: The draft, as `letters` wrote it.
        reply_to: The supporter who gets the answers; None where they go to the author.
    """

    letter: LetterId
    address: str
    draft: bytes
    reply_to: Mailbox | None = None

    @property
    def content(self) -> str:
        """Return the SHA-256 of the draft: another content is another letter."""
        return hashlib.sha256(self.draft).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Author:
    """Who sends.

    Attributes:
        name: The name that mail programs show.
        address: The address that answers go to.
        unsubscribe: The https address that takes back a subscription; only for mail to supporters (RFC 8058).
    """

    name: str
    address: str
    unsubscribe: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A letter as it goes over the wire.

    Attributes:
        id: Its Message-ID.
        sender: The one address that it comes from.
        recipient: The one address that it goes to.
        content: All of it, with the line ends of the wire.
    """

    id: str
    sender: str
    recipient: str
    content: bytes


def letter_mark(letter: LetterId, trial_for: str = "") -> str:
    """Return what the message ids of all versions of a letter begin with; of trials for an address, another one."""
    name = f"{letter} for {trial_for}" if trial_for else str(letter)
    return hashlib.sha256(name.encode()).hexdigest()[:24]


def finished_message(
    outgoing: Outgoing, author: Author, at: datetime, *, trial_for: str = "", utf8: bool = False
) -> Message:
    """Return the message as it goes over the wire: the draft with its sender, date and id.

    The id is the same every time, so that mail servers and mailboxes know the message again.

    Args:
        outgoing: The letter.
        author: Who sends it.
        at: When, with a time zone.
        trial_for: The address that gets it in place of the recipient, to try it out.
        utf8: Whether the server takes addresses that are not in ASCII.

    Raises:
        MessageError: An address is none, or a header would hold what nobody wrote.
    """
    try:
        to = one_address(trial_for or outgoing.address, utf8=utf8)
        sender = one_address(author.address, utf8=utf8)
        replies = [Mailbox(one.name, one_address(one.address, utf8=utf8)) for one in filter(None, [outgoing.reply_to])]
    except ValueError as error:
        raise MessageError(f"{outgoing.letter}: {error}") from error
    _refuse_foreign(outgoing.letter, author.name, author.unsubscribe, *(one.name for one in replies))
    mark = letter_mark(outgoing.letter, trial_for)
    name = f"<{mark}.{outgoing.content[:24]}@{sender.rpartition('@')[2]}>"
    headers = [
        _named("From", author.name, sender),
        *(_named("Reply-To", one.name, one.address) for one in replies),
        unbroken("To", to),
        f"Date: {format_datetime(at)}",
        # Not folded, however long its domain is: some readers take the fold for a part of the id.
        f"Message-ID: {name}",
    ]
    if author.unsubscribe:
        # Not folded: a signature over a folded List-Unsubscribe breaks at some servers.
        headers.append(f"List-Unsubscribe: <{author.unsubscribe}>")
        headers.append("List-Unsubscribe-Post: List-Unsubscribe=One-Click")
    head, separator, body = outgoing.draft.partition(b"\r\n\r\n")
    kept = [field for field in _fields(head) if field.partition(b":")[0].lower() not in _REPLACED]
    content = b"\r\n".join([*(header.encode() for header in headers), *kept]) + separator + body
    _compare(outgoing, content, headers, kept)
    if any(len(line) > _LONGEST_LINE for line in content.partition(b"\r\n\r\n")[0].split(b"\r\n")):
        raise MessageError(f"{outgoing.letter}: a header of the e-mail would be longer than {_LONGEST_LINE} characters")
    named = [("From", sender), ("To", to), *(("Reply-To", one.address) for one in replies)]
    _require_addresses(outgoing.letter, content, named)
    return Message(id=name, sender=sender, recipient=to, content=content)


def _named(field: str, name: str, address: str) -> str:
    """Return a header with one address and whose it is."""
    phrase = formataddr((name, address)).removesuffix(f" <{address}>")
    if name.isascii() and len(f"{field}: {phrase}") <= LINE:
        return unbroken(field, f"<{address}>", phrase)
    written = encoded(field, name)
    fits = len(written.rpartition("\r\n")[2]) + len(f" <{address}>") <= ENCODED_LINE
    return f"{written} <{address}>" if fits else f"{written}\r\n <{address}>"


def _refuse_foreign(letter: LetterId, *texts: str) -> None:
    for text in texts:
        if refused := refused_in_header(text):
            raise MessageError(f"{letter}: {refused!a} cannot stand in the header of an e-mail")


def _fields(head: bytes) -> list[bytes]:
    """Return the header fields, each with the lines that continue it."""
    fields: list[bytes] = []
    for line in head.split(b"\r\n"):
        if line[:1] in {b" ", b"\t"} and fields:
            fields[-1] += b"\r\n" + line
        else:
            fields.append(line)
    return fields


def _compare(outgoing: Outgoing, finished: bytes, headers: list[str], kept: list[bytes]) -> None:
    """Refuse a message that reads otherwise than it was put together."""
    names = [header.partition(":")[0].lower() for header in headers]
    names += [field.partition(b":")[0].decode("ascii", "replace").lower() for field in kept]
    read = header_names(email.message_from_bytes(finished, policy=SMTP))
    draft = header_names(email.message_from_bytes(outgoing.draft, policy=SMTP))
    if read[0] != names or read[1:] != draft[1:]:
        raise MessageError(f"{outgoing.letter}: the e-mail would hold headers that nobody wrote")


def _require_addresses(letter: LetterId, finished: bytes, named: Iterable[tuple[str, str]]) -> None:
    head = finished.partition(b"\r\n\r\n")[0].decode("utf-8", "replace")
    message = email.message_from_string(head, policy=SMTPUTF8)
    for name, address in named:
        if [one.addr_spec for one in message[name].addresses] != [address]:
            raise MessageError(f"{letter}: the e-mail would name other people under '{name}'")
