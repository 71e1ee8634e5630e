"""The connection to the server that takes letters for delivery, one at a time, and how the server replied."""

import smtplib
import ssl
from base64 import b64encode
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from entreaty.content.files.delivery import SmtpServer
from entreaty.delivery.ledger import DeliveryState
from entreaty.delivery.messages import Message
from entreaty.delivery.passwords import Secret
from entreaty.delivery.replies import numbered, said, why_unreachable, why_unsafe
from entreaty.problems import EntreatyError

# RFC 5321, 4.5.3.2: seconds for a command; the reply to a whole message may take twice as long.
_PATIENCE = 300.0
# Seconds for QUIT and RSET, on whose replies nothing depends.
_BRIEFLY = 10.0
# An address literal: the name of a volunteer's computer is nobody's business.
_OUR_NAME = "[127.0.0.1]"
_CLOSING = 421
_SIGNED_IN = 235
_CHALLENGE = 334


class ConnectionFailedError(EntreatyError):
    """The server cannot be used for sending."""


class ConnectionLostError(EntreatyError):
    """The connection to the server could not be opened this time, because of the server or of the line to it.

    Attributes:
        closing: Whether the server asked to be left alone (421).
    """

    def __init__(self, error: Exception) -> None:
        self.closing = isinstance(error, smtplib.SMTPResponseException) and error.smtp_code == _CLOSING
        super().__init__(_why_lost(error))


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """How an attempt to hand over a letter ended.

    Attributes:
        state: What is now known of the letter; "pending" where it was never handed over.
        text: What the server said, or what happened to the connection.
        closing: Whether the server asked to be left alone (421).
        stale: Whether the line that had served other letters turned out dead or out of step before this one was handed
            over; the letter may be tried at once on a fresh line.
    """

    state: DeliveryState
    text: str
    closing: bool = False
    stale: bool = False


class SmtpConnection:
    """A connection to one server, opened when the first letter needs it and again after it was lost."""

    def __init__(self, server: SmtpServer, secret: Secret | None, *, patience: float = _PATIENCE) -> None:
        self._server = server
        self._secret = secret
        self._patience = patience
        self._connection: smtplib.SMTP | None = None
        self._served = False

    def open(self) -> bool:
        """Connect and sign in if that is not done, and tell whether the server takes addresses in UTF-8.

        Raises:
            ConnectionFailedError: The server does not take letters from us, now or ever.
            ConnectionLostError: The server could not be reached or understood, or is busy.
        """
        if self._connection is None:
            try:
                connection = self._connected()
                try:
                    self._sign_in(connection)
                except BaseException:
                    connection.close()
                    raise
            except ssl.SSLError as error:
                why = f"no safe connection can be made: {why_unsafe(error)}"
                raise ConnectionFailedError(f"{self._server.host}: {why}") from error
            except (smtplib.SMTPException, OSError, ValueError) as error:
                # A ValueError is what Python says to names that no host can have, and to challenges that are none.
                raise ConnectionLostError(error) from error
            self._connection, self._served = connection, False
        return self._connection.has_extn("smtputf8")

    def hand_over(self, message: Message, before_data: Callable[[], None]) -> Reply:
        """Hand over one message, and return how that ended.

        Args:
            message: The message.
            before_data: Called when the message is about to leave; from then on it may arrive.

        Raises:
            ConnectionFailedError: The connection is not open.
        """
        connection = self._connection
        if connection is None:
            raise ConnectionFailedError("the connection is not open")
        served, self._served = self._served, True
        not_taken = self._envelope(connection, message, served=served) or self._in_step(connection, served=served)
        if not_taken:
            return not_taken
        before_data()
        return self._data(connection, message.content)

    def _envelope(self, connection: smtplib.SMTP, message: Message, *, served: bool) -> Reply | None:
        """Name sender and recipient; return None where the server takes both."""
        named: tuple[Callable[[], tuple[int, bytes]], ...] = (
            lambda: connection.mail(message.sender, _options(connection, message)),
            lambda: connection.rcpt(message.recipient),
        )
        _wait_at_most(connection, self._patience)
        for number, name in enumerate(named):
            if out_of_step := self._in_step(connection, served=served):
                return out_of_step
            try:
                code, text = name()
            except (smtplib.SMTPException, OSError) as error:
                return self._cut("pending", error, stale=served)
            if number == 0 and served and code == _CLOSING:
                return self._drop("pending", numbered(code, text), stale=True)
            if not _accepted(code):
                return self._answered(code, text, otherwise="pending", stale=served)
        return None

    def _in_step(self, connection: smtplib.SMTP, *, served: bool) -> Reply | None:
        """Return None where the server says nothing unasked: its replies would be taken for those to later commands."""
        unasked = _said_unasked(connection)
        return self._drop("pending", f"the server spoke out of turn: {unasked}", stale=served) if unasked else None

    def _data(self, connection: smtplib.SMTP, content: bytes) -> Reply:
        """Send the content; where the connection is lost from here on, nobody can tell whether it arrived."""
        try:
            _wait_at_most(connection, 2 * self._patience)
            code, text = connection.data(content)
        except smtplib.SMTPDataError as error:
            if _accepted(error.smtp_code):
                return self._drop("unknown", f"the reply makes no sense here: {_words(error)}")
            return self._answered(error.smtp_code, error.smtp_error, otherwise="unknown")
        except (smtplib.SMTPException, OSError) as error:
            return self._cut("unknown", error)
        return self._answered(code, text, otherwise="unknown")

    def close(self) -> None:
        """Say QUIT to the server, without much patience for its reply, and close the connection."""
        if self._connection is not None:
            with suppress(smtplib.SMTPException, OSError):
                _wait_at_most(self._connection, min(_BRIEFLY, self._patience))
                self._connection.quit()
            self._hang_up()

    def _connected(self) -> smtplib.SMTP:
        server = self._server
        if server.security == "tls":
            return smtplib.SMTP_SSL(
                server.host,
                server.usual_port,
                local_hostname=_OUR_NAME,
                timeout=self._patience,
                context=ssl.create_default_context(),
            )
        return smtplib.SMTP(server.host, server.usual_port, local_hostname=_OUR_NAME, timeout=self._patience)

    def _sign_in(self, connection: smtplib.SMTP) -> None:
        server, secret = self._server, self._secret
        try:
            _greet(connection)
            if server.security == "starttls":
                connection.starttls(context=ssl.create_default_context())
                _greet(connection)
            if secret and server.user:
                _authenticate(connection, server.user, secret)
        except smtplib.SMTPAuthenticationError as error:
            why = f"the server does not let '{server.user}' in: {_words(error)}"
            raise ConnectionFailedError(f"{server.host}: {why}") from error
        except smtplib.SMTPNotSupportedError as error:
            raise ConnectionFailedError(f"{server.host}: no safe connection can be made: {error}") from error

    def _answered(self, code: int, text: bytes | str, otherwise: DeliveryState, *, stale: bool = False) -> Reply:
        """Return what the server's answer means, and make the connection ready for another letter."""
        states: dict[int, DeliveryState] = {2: "sent", 4: "deferred", 5: "refused"}
        state = states.get(code // 100, otherwise)
        if code == _CLOSING or state == otherwise:
            return self._drop(state, numbered(code, text), closing=code == _CLOSING, stale=stale and state == otherwise)
        if state != "sent" and self._connection:
            try:
                _wait_at_most(self._connection, min(_BRIEFLY, self._patience))
                self._connection.rset()
            except (smtplib.SMTPException, OSError):
                self._hang_up()
        return Reply(state=state, text=numbered(code, text))

    def _cut(self, state: DeliveryState, error: Exception, *, stale: bool = False) -> Reply:
        return self._drop(state, f"the line was cut: {why_unreachable(error)}", stale=stale)

    def _drop(self, state: DeliveryState, text: str, *, closing: bool = False, stale: bool = False) -> Reply:
        """Give up the line without a word: a server that is gone or out of step does not reply to QUIT."""
        self._hang_up()
        return Reply(state=state, text=text, closing=closing, stale=stale)

    def _hang_up(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            with suppress(OSError):
                connection.close()


def _greet(connection: smtplib.SMTP) -> None:
    code, text = connection.ehlo()
    if code == _CLOSING:
        raise smtplib.SMTPHeloError(code, text)
    connection.ehlo_or_helo_if_needed()


def _authenticate(connection: smtplib.SMTP, user: str, secret: Secret) -> None:
    """Sign in; what the library would write in ASCII only is written in UTF-8 (RFC 4616, RFC 7628).

    Raises:
        SMTPAuthenticationError: The server does not let the user in.
        ConnectionFailedError: It offers no way to sign in with such a password.
    """
    if secret.is_token:
        bearer = _base64(f"user={user}\x01auth=Bearer {secret.value}\x01\x01")
        _answer(connection, f"XOAUTH2 {bearer}", "")
        return
    offered = connection.esmtp_features.get("auth", "").upper().split()
    plain_letters = (user + secret.value).isascii()
    if plain_letters and not {"CRAM-MD5", "PLAIN", "LOGIN"}.isdisjoint(offered):
        connection.login(user, secret.value)
    elif "PLAIN" in offered:
        both = _base64(f"\0{user}\0{secret.value}")
        _answer(connection, f"PLAIN {both}", "")
    elif "LOGIN" in offered:
        _answer(connection, f"LOGIN {_base64(user)}", _base64(secret.value))
    else:
        why = f"the server offers no way to sign in with {'a' if plain_letters else 'this'} password"
        hint = "" if plain_letters else "; one of the letters a-z, digits and signs may do"
        raise ConnectionFailedError(f"{why} (it offers: {said(' '.join(offered)) or 'nothing'}){hint}")


def _answer(connection: smtplib.SMTP, first: str, second: str) -> None:
    """Sign in with what the mechanism says at first, and to a challenge.

    Where there is nothing more to say, the challenge tells why the server refuses, and only an empty answer makes it
    say so in a reply.
    """
    code, text = connection.docmd("AUTH", first)
    if code == _CHALLENGE:
        code, text = connection.docmd(second)
    if code != _SIGNED_IN:
        raise smtplib.SMTPAuthenticationError(code, text)


def _base64(text: str) -> str:
    return b64encode(text.encode()).decode()


def _said_unasked(connection: smtplib.SMTP) -> str:
    """Return what the server has said although nothing was asked; commands and replies alternate (RFC 5321, 2.1)."""
    sock, stream = connection.sock, connection.file
    if sock is None or stream is None:
        return ""
    patience = sock.gettimeout()
    sock.settimeout(0)
    try:
        unasked: bytes = stream.peek(1)
    except OSError:
        return ""  # nothing is there, or the line is cut, which the next command tells
    finally:
        sock.settimeout(patience)
    return said(unasked)


def _wait_at_most(connection: smtplib.SMTP, seconds: float) -> None:
    if connection.sock:
        connection.sock.settimeout(seconds)


def _options(connection: smtplib.SMTP, message: Message) -> list[str]:
    options = [f"SIZE={len(message.content)}"] if connection.has_extn("size") else []
    ascii_only = (message.sender + message.recipient).isascii()
    return options if ascii_only else [*options, "SMTPUTF8", "BODY=8BITMIME"]


def _accepted(code: int) -> bool:
    return code // 100 == 2  # noqa: PLR2004  (RFC 5321, 4.2.1: the first digit says how it went)


def _words(error: smtplib.SMTPResponseException) -> str:
    return numbered(error.smtp_code, error.smtp_error)


def _why_lost(error: Exception) -> str:
    if not isinstance(error, smtplib.SMTPResponseException):
        return f"the mail server cannot be reached: {why_unreachable(error)}"
    if error.smtp_code < 0:
        return "the mail server cannot be reached: what answers there does not speak SMTP"
    if error.smtp_code == _CLOSING:
        return f"the mail server is busy, and asks to be left alone for a while: {_words(error)}"
    return f"the mail server takes no letters from here: {_words(error)}"
