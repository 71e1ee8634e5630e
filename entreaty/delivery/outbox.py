"""Which letters may leave by e-mail, and why the others may not."""

import email
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.policy import SMTP
from pathlib import Path

from entreaty.content.campaign import Campaign
from entreaty.content.files.recipients import Recipient
from entreaty.delivery.ledger import OPEN, Book, Row
from entreaty.delivery.messages import Author, MessageError, Outgoing, finished_message
from entreaty.output.email.draft import flowed
from entreaty.output.manifest import Record
from entreaty.output.text import letter_body
from entreaty.planning.plan import Refusal
from entreaty.problems import Problem
from entreaty.templating import LetterTemplates
from entreaty.writing.letter import Letter

_AGAIN = "write the letters again"
_LEFT = {"sending", "sent", "unknown"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Outbox:
    """The letters of a folder, sorted.

    Attributes:
        ready: Those that may leave.
        left_out: The others, each with the reason.
    """

    ready: tuple[Outgoing, ...]
    left_out: tuple[Refusal, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What is to be done with letters that may leave.

    Attributes:
        to_send: Those to send.
        to_ask: Those whose recipient may have been written to already, with how; a person has to decide.
        done: Those that nothing more is done with, with what became of them.
    """

    to_send: tuple[Outgoing, ...]
    to_ask: tuple[tuple[Outgoing, str], ...]
    done: tuple[tuple[Outgoing, Row], ...]


def sort_letters(
    records: Iterable[Record],
    folder: Path,
    campaign: Campaign,
    letters: Mapping[str, Letter],
    problems: tuple[Problem, ...],
) -> Outbox:
    """Sort the letters of a folder into those that may leave by e-mail and those that may not.

    Args:
        records: What lies in the folder.
        folder: The folder.
        campaign: Whom the letters are for.
        letters: What the campaign would write today, by the letter's name, each in the language of its record.
        problems: Everything that `check` has found.
    """
    ready: list[Outgoing] = []
    left_out: list[Refusal] = []
    templates = LetterTemplates(campaign.templates)
    recipients = {one.id: one for one in campaign.recipients}
    for record in records:
        letter, recipient = letters.get(record.id), recipients.get(record.recipient)
        reason = (
            _may_not_be_written_to(recipient, campaign.suppressed.get(record.recipient, ""))
            or _errors(record.appeal, problems, campaign)
            or _unsigned(letter)
        )
        draft = b"" if reason else _draft(record, folder)
        if not reason:
            reason = _outdated(draft, letter, templates)
        if reason or recipient is None or recipient.email is None:
            left_out.append(Refusal(appeal=record.appeal, recipient=record.recipient, reason=reason))
        else:
            ready.append(Outgoing(letter=record.id, address=recipient.email, draft=draft))
    return Outbox(ready=tuple(ready), left_out=tuple(left_out))


def proved(outbox: Outbox, author: Author) -> Outbox:
    """Return the outbox without the letters that cannot be made into messages of that author."""
    ready, left_out = [], [*outbox.left_out]
    for outgoing in outbox.ready:
        try:
            finished_message(outgoing, author, datetime.fromtimestamp(0, UTC), utf8=True)
        except MessageError as error:
            appeal, _, recipient = outgoing.letter.partition("/")
            left_out.append(Refusal(appeal=appeal, recipient=recipient, reason=str(error)))
        else:
            ready.append(outgoing)
    return Outbox(ready=tuple(ready), left_out=tuple(left_out))


def choose(ready: Iterable[Outgoing], book: Book, again: Collection[str] = ()) -> Choice:
    """Decide by the ledger which letters are to be sent now.

    Args:
        ready: The letters that may leave.
        book: What became of them so far.
        again: The final states, "unknown" or "refused", from which letters are to be sent once more.
    """
    to_send: list[Outgoing] = []
    to_ask: list[tuple[Outgoing, str]] = []
    done: list[tuple[Outgoing, Row]] = []
    rows = {(row.letter, row.content): row for row in book.rows}
    for outgoing in ready:
        row = rows.get((outgoing.letter, outgoing.content))
        if row and (row.state in OPEN or row.state in again):
            to_send.append(outgoing)
        elif row:
            done.append((outgoing, row))
        elif reason := _written_to_before(outgoing, book):
            to_ask.append((outgoing, reason))
        else:
            to_send.append(outgoing)
    return Choice(to_send=tuple(to_send), to_ask=tuple(to_ask), done=tuple(done))


def _written_to_before(outgoing: Outgoing, book: Book) -> str:
    """Return how another version of the letter has left, or may have; nothing if none has."""
    for row in book.rows:
        if row.letter == outgoing.letter and row.state in _LEFT:
            sent = "was sent" if row.state == "sent" else "may have been sent"
            return f"another version of it {sent} on {row.changed.date()}"
    if outgoing.letter in book.drafted:
        return f"a draft of it was put into your mailbox on {book.drafted[outgoing.letter].date()}"
    return ""


def _may_not_be_written_to(recipient: Recipient | None, entry: str) -> str:
    if recipient is None:
        return "the campaign has no such recipient any more"
    if entry:
        return f"suppression.txt holds '{entry}'"
    if recipient.email is None:
        form = recipient.contact_form
        return f"no e-mail address is known; there is a contact form: {form}" if form else "no e-mail address is known"
    if recipient.verified.status == "unverified":
        return "the address is unverified"
    return ""


def _errors(appeal: str, problems: tuple[Problem, ...], campaign: Campaign) -> str:
    """Return that `check` reports errors, other than in the file of another appeal."""
    appeals = campaign.folder / "appeals"
    others = {file for file in (problem.location.path for problem in problems) if file.parent.parent == appeals}
    errors = [
        problem
        for problem in problems
        if problem.level == "error"
        and (problem.location.path not in others or problem.location.path.parent.name == appeal)
    ]
    return f"check reports an error: {errors[0].location}" if errors else ""


def _unsigned(letter: Letter | None) -> str:
    if letter is None:
        return "the campaign does not write this letter any more"
    return "" if letter.sender and letter.sender.name else "no sender has put a name to it"


def _draft(record: Record, folder: Path) -> bytes:
    """Return the draft as it was written; nothing where it is not there so any more."""
    return (folder / f"{record.id}.eml").read_bytes() if record.stands(folder, ("eml",)) else b""


def _outdated(draft: bytes, letter: Letter | None, templates: LetterTemplates) -> str:
    """Return that the draft is not what the campaign would write today."""
    if not draft:
        return f"its .eml is missing or was changed by hand; {_AGAIN}"
    message = email.message_from_bytes(draft, policy=SMTP)
    plain = message.get_body(("plain",))
    if letter is None or plain is None:
        return f"its .eml cannot be read; {_AGAIN}"
    text = str(plain.get_content()).replace("\r\n", "\n").rstrip("\n")
    same = text == flowed(letter_body(letter, templates)).rstrip("\n")
    if not same or message["Subject"] != letter.subject or message["To"] != letter.email:
        return f"a letter of today would read otherwise; {_AGAIN}"
    return ""
