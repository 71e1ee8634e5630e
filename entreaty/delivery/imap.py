"""The sender's own mailbox: drafts put among the drafts, each once."""

import imaplib
import ssl
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from imap_tools import (
    AND,
    BaseMailBox,
    H,
    ImapToolsError,
    MailBox,
    MailBoxStartTls,
    MailBoxUnencrypted,
    MailMessageFlags,
)
from imap_tools.errors import (
    MailboxAppendError,
    MailboxFolderSelectError,
    MailboxLoginError,
    UnexpectedCommandStatusError,
)

from entreaty.content.files.delivery import ImapServer
from entreaty.delivery.messages import Author, Message, Outgoing, finished_message, letter_mark
from entreaty.delivery.passwords import Secret
from entreaty.delivery.replies import said, why_unreachable, why_unsafe
from entreaty.problems import EntreatyError
from entreaty.writing.letter import LetterId

_PATIENCE = 120.0
_BRIEFLY = 10.0
_FOLDERS_SHOWN = 20
_FAILED = (ImapToolsError, imaplib.IMAP4.error, OSError, ValueError)
# What the libraries raise where a reply has other parts than they expect.
_CONFUSED = (AttributeError, IndexError, KeyError, TypeError)


DraftState = Literal["added", "there", "other", "gone"]


class MailboxError(EntreatyError):
    """The mailbox cannot be used."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PushedDraft:
    """What became of one draft.

    Attributes:
        outgoing: The letter.
        state: "added"; "there" where the same draft lay there already; "other" where another version of the letter
            does, beside which no second one is put; "gone" where a draft was put there once and is there no more, so
            that it may have been sent.
    """

    outgoing: Outgoing
    state: DraftState


class Drafts:
    """The folder of drafts in an open mailbox."""

    def __init__(self, mailbox: BaseMailBox, folder: str) -> None:
        self.folder = folder
        self._mailbox = mailbox

    def push(
        self, letters: Iterable[Outgoing], author: Author, at: datetime, before: Collection[LetterId] = ()
    ) -> Iterator[PushedDraft]:
        """Put the letters into the folder, leaving alone what lies there, and yield what became of each.

        Args:
            letters: The letters.
            author: Who will send them.
            at: When, with a time zone.
            before: The letters whose drafts were put there by earlier runs.

        Raises:
            MailboxError: The server refuses a draft.
            MessageError: A letter cannot be made a message.
        """
        for outgoing in letters:
            message = finished_message(outgoing, author, at)
            with _as_mailbox_error():
                state = self._found(outgoing, message) or ("gone" if outgoing.letter in before else "added")
                if state == "added":
                    self._add(outgoing, message, at)
            yield PushedDraft(outgoing=outgoing, state=state)

    def _found(self, outgoing: Outgoing, message: Message) -> DraftState | None:
        if self._holds(message.id):
            return "there"
        return "other" if self._holds(letter_mark(outgoing.letter)) else None

    def _add(self, outgoing: Outgoing, message: Message, at: datetime) -> None:
        flags = (MailMessageFlags.DRAFT, MailMessageFlags.SEEN)
        try:
            self._mailbox.append(message.content, self.folder, at, flags)
        except MailboxAppendError as error:
            why = _words(error)
            raise MailboxError(f"{outgoing.letter}: the mailbox does not take the draft: {why}") from error

    def _holds(self, mark: str) -> bool:
        """Tell whether a draft lies there whose Message-ID holds the mark (RFC 9051, 6.4.4: HEADER)."""
        return bool(self._mailbox.uids(AND(header=H("Message-ID", mark)), charset=None))


@contextmanager
def open_drafts(server: ImapServer, secret: Secret | None) -> Iterator[Drafts]:
    """Open the mailbox and find its drafts: by the flag that servers put on them, whatever the folder is called.

    Args:
        server: The server, the user, and the folder where its server marks none (RFC 6154).
        secret: What opens the account.

    Raises:
        MailboxError: It cannot be opened, or has no drafts.
    """
    with _as_mailbox_error():
        mailbox = _connected(server)
    try:
        with _as_mailbox_error():
            _sign_in(mailbox, server, secret)
            folder = server.drafts or _flagged(mailbox)
            _open(mailbox, folder)
        yield Drafts(mailbox, folder)
    finally:
        _leave(mailbox)


def _connected(server: ImapServer) -> BaseMailBox:
    host, port = server.host, server.usual_port
    if server.security == "tls":
        return MailBox(host, port, timeout=_PATIENCE, ssl_context=ssl.create_default_context())
    if server.security == "starttls":
        return MailBoxStartTls(host, port, timeout=_PATIENCE, ssl_context=ssl.create_default_context())
    return MailBoxUnencrypted(host, port, timeout=_PATIENCE)


def _sign_in(mailbox: BaseMailBox, server: ImapServer, secret: Secret | None) -> None:
    if not server.user or secret is None:
        raise MailboxError(f"{server.host}: a mailbox needs a user; name one under 'imap' in delivery.yaml, or --user")
    try:
        if secret.is_token:
            mailbox.xoauth2(server.user, secret.value, initial_folder=None)
        elif secret.value.isascii() and server.user.isascii():
            mailbox.login(server.user, secret.value, initial_folder=None)
        else:
            mailbox.login_utf8(server.user, secret.value, initial_folder=None)
    except imaplib.IMAP4.abort:
        raise
    except (MailboxLoginError, imaplib.IMAP4.error) as error:
        why = f"the server does not let '{server.user}' in: {_words(error)}"
        raise MailboxError(f"{server.host}: {why}") from error


def _open(mailbox: BaseMailBox, folder: str) -> None:
    try:
        mailbox.folder.set(folder)
    except MailboxFolderSelectError as error:
        names = [one.name for one in mailbox.folder.list()][:_FOLDERS_SHOWN]
        there = ", ".join(f"'{said(name)}'" for name in names)
        raise MailboxError(
            f"the mailbox has no folder '{said(folder)}' that can be opened: {_words(error)}; "
            f"name another as 'drafts' under 'imap' in delivery.yaml; there are {there}"
        ) from error


def _flagged(mailbox: BaseMailBox) -> str:
    for folder in mailbox.folder.list():
        if any(flag.lower() == "\\drafts" for flag in folder.flags):
            return folder.name
    raise MailboxError(
        "the mailbox marks no folder as that of drafts; name it as 'drafts' under 'imap' in delivery.yaml"
    )


def _leave(mailbox: BaseMailBox) -> None:
    """Log out, without much patience for the reply, on which nothing depends."""
    with suppress(*_CONFUSED, *_FAILED):
        mailbox.client.sock.settimeout(_BRIEFLY)
        mailbox.logout()
        return
    with suppress(OSError):
        mailbox.client.shutdown()


@contextmanager
def _as_mailbox_error() -> Iterator[None]:
    try:
        yield
    except ssl.SSLError as error:
        raise MailboxError(f"no safe connection to the mailbox can be made: {why_unsafe(error)}") from error
    except _FAILED as error:
        raise MailboxError(f"the mailbox cannot be used: {_words(error)}") from error
    except _CONFUSED as error:
        raise MailboxError(f"the mailbox cannot be used: its reply cannot be understood: {said(str(error))}") from error


def _words(error: Exception) -> str:
    """Return what the server said, or why there is no line to it."""
    if isinstance(error, UnexpectedCommandStatusError):
        return said(error.command_result[1])
    if isinstance(error, imaplib.IMAP4.error) and error.args and isinstance(error.args[0], bytes | str):
        return said(error.args[0])
    return why_unreachable(error)
