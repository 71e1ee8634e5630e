"""The connection to the server that takes letters for delivery, one at a time, and how the server replied."""

import smtplib
import ssl
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from entreaty.content.files.delivery import SmtpServer
from entreaty.delivery.ledger import DeliveryState
from entreaty.delivery.messages import Message
from entreaty.delivery.passwords import Secret
from entreaty.problems import EntreatyError

# RFC 5321, 4.5.3.2: seconds for a command; the reply to a whole message may take twice as long.
_PATIENCE = 300.0
# An address literal: the name of a volunteer's computer is nobody's business.
_OUR_NAME = "[127.0.0.1]"
_CLOSING = 421


class ConnectionFailedError(EntreatyError):
    """The server cannot be used for sending."""


class ConnectionLostError(EntreatyError):
    """The connection to the server could not be opened this time.

    Attributes:
        closing: Whether the server asked to be left alone (421).
    """

    def __init__(self, error: Exception) -> None:
        super().__init__(f"the mail server cannot be reached: {error}")
        self.closing = isinstance(error, smtplib.SMTPResponseException) and error.smtp_code == _CLOSING


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """How an attempt to hand over a letter ended.

    Attributes:
        state: What is now known of the letter; "pending" where it was never handed over.
        text: What the server said, or what happened to the connection.
        closing: Whether the server asked to be left alone (421).
    """

    state: DeliveryState
    text: str
    closing: bool = False


class SmtpConnection:
    """A connection to one server, opened when the first letter needs it and again after it was lost."""

    def __init__(self, server: SmtpServer, secret: Secret | None, *, patience: float = _PATIENCE) -> None:
        self._server = server
        self._secret = secret
        self._patience = patience
        self._connection: smtplib.SMTP | None = None

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
            except (smtplib.SMTPException, OSError) as error:
                raise ConnectionLostError(error) from error
            self._connection = connection
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
        try:
            code, text = connection.mail(message.sender, _options(connection, message))
            if _accepted(code):
                code, text = connection.rcpt(message.recipient)
        except (smtplib.SMTPException, OSError) as error:
            return self._cut("pending", error)
        if not _accepted(code):
            return self._answered(code, text, otherwise="pending")
        before_data()
        return self._data(connection, message.content)

    def _data(self, connection: smtplib.SMTP, content: bytes) -> Reply:
        """Send the content; where the connection is lost from here on, nobody can tell whether it arrived."""
        try:
            if connection.sock:
                connection.sock.settimeout(2 * self._patience)
            code, text = connection.data(content)
        except smtplib.SMTPDataError as error:
            if _accepted(error.smtp_code):
                return self._cut("unknown", error)
            return self._answered(error.smtp_code, error.smtp_error, otherwise="unknown")
        except (smtplib.SMTPException, OSError) as error:
            return self._cut("unknown", error)
        return self._answered(code, text, otherwise="unknown")

    def close(self) -> None:
        """Say QUIT to the server and close the connection."""
        if self._connection is not None:
            with suppress(smtplib.SMTPException, OSError):
                self._connection.quit()
            self._connection.close()
            self._connection = None

    def _connected(self) -> smtplib.SMTP:
        server = self._server
        try:
            if server.security == "tls":
                return smtplib.SMTP_SSL(
                    server.host,
                    server.usual_port,
                    local_hostname=_OUR_NAME,
                    timeout=self._patience,
                    context=ssl.create_default_context(),
                )
            return smtplib.SMTP(server.host, server.usual_port, local_hostname=_OUR_NAME, timeout=self._patience)
        except ssl.SSLError as error:
            raise ConnectionFailedError(f"{server.host}: no safe connection can be made: {error}") from error

    def _sign_in(self, connection: smtplib.SMTP) -> None:
        server, secret = self._server, self._secret
        try:
            _greet(connection)
            if server.security == "starttls":
                connection.starttls(context=ssl.create_default_context())
                _greet(connection)
            if secret and secret.is_token:
                token = f"user={server.user}\x01auth=Bearer {secret.value}\x01\x01"
                # The server's challenge tells why it refuses; only an empty answer makes it say so in a reply.
                connection.auth("XOAUTH2", lambda challenge=None: "" if challenge else token)
            elif secret and server.user:
                connection.login(server.user, secret.value)
        except smtplib.SMTPAuthenticationError as error:
            said = _words(error.smtp_code, error.smtp_error)
            raise ConnectionFailedError(f"{server.host}: the server does not let '{server.user}' in: {said}") from error
        except (smtplib.SMTPNotSupportedError, ssl.SSLError) as error:
            raise ConnectionFailedError(f"{server.host}: no safe connection can be made: {error}") from error

    def _answered(self, code: int, text: bytes | str, otherwise: DeliveryState) -> Reply:
        """Return what the server's answer means, and make the connection ready for another letter."""
        states: dict[int, DeliveryState] = {2: "sent", 4: "deferred", 5: "refused"}
        state = states.get(code // 100, otherwise)
        cut = code == _CLOSING or state == otherwise
        if state != "sent" and not cut and self._connection:
            try:
                self._connection.rset()
            except (smtplib.SMTPException, OSError):
                cut = True
        if cut:
            self.close()
        return Reply(state=state, text=_words(code, text), closing=code == _CLOSING)

    def _cut(self, state: DeliveryState, error: Exception) -> Reply:
        self.close()
        return Reply(state=state, text=f"the line was cut: {error}")


def _greet(connection: smtplib.SMTP) -> None:
    code, text = connection.ehlo()
    if code == _CLOSING:
        raise smtplib.SMTPHeloError(code, text)
    connection.ehlo_or_helo_if_needed()


def _options(connection: smtplib.SMTP, message: Message) -> list[str]:
    options = [f"SIZE={len(message.content)}"] if connection.has_extn("size") else []
    ascii_only = (message.sender + message.recipient).isascii()
    return options if ascii_only else [*options, "SMTPUTF8", "BODY=8BITMIME"]


def _accepted(code: int) -> bool:
    return code // 100 == 2  # noqa: PLR2004  (RFC 5321, 4.2.1: the first digit says how it went)


def _words(code: int, text: bytes | str) -> str:
    words = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    printable = "".join(character if character.isprintable() else " " for character in words)
    return f"{code} {' '.join(printable.split())}"[:300]
