"""How letters leave by e-mail: the file `delivery.yaml`, with servers, accounts and the pace, and never a password."""

import ipaddress
import unicodedata
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated, ClassVar, Literal, Self, TypeVar

from pydantic import AfterValidator, Field, StrictBool, ValidationError, WithJsonSchema, model_validator

from entreaty.content.mail_accounts import called, prepared_user, untyped_character
from entreaty.content.model import FileEntry, HttpsUrl, OneLine, mistake, shown
from entreaty.content.validation import validated
from entreaty.problems import ContentError, Location, Problem
from entreaty.storage.yaml.file import read_yaml

# It stands in a header that is not folded, and no line of a message has more than 998 characters (RFC 5322, 2.1.1).
_LONGEST_URL = 900

Security = Literal["tls", "starttls", "none"]


def _host(text: str) -> str:
    if not text.isascii() or not text.isprintable() or any(character in text for character in " /@\\"):
        raise mistake(f"'{shown(text)}' is not the name of a server", hint="write it as in smtp.example.org")
    return host_name(text)


def host_name(text: str) -> str:
    """Return the name of a server as names are compared: in small letters, in ASCII, without a dot at its end.

    A name that IDNA maps to another one, as that of 2003 does with "ß", stays as it is, and so is no name in ASCII.
    """
    name = unicodedata.normalize("NFKC", text.strip().lower()).removesuffix(".")
    if not name.isascii():
        with suppress(UnicodeError):
            encoded = name.encode("idna")
            return encoded.decode("ascii") if encoded.decode("idna") == name else name
    return name


Host = Annotated[OneLine, AfterValidator(_host), WithJsonSchema({"type": "string"})]


def _user(text: str) -> str:
    if found := untyped_character(text):
        raise mistake(f"the user holds {called(found)}, which belongs to no name", hint="type it again")
    return prepared_user(text)


User = Annotated[OneLine, AfterValidator(_user)]
"""The name of an account, as servers compare it."""


class Server(FileEntry):
    """A mail server, and the account on it; the password is asked for when it is needed."""

    _usual_ports: ClassVar[dict[str, int]] = {}

    host: Host
    port: int | None = Field(default=None, ge=1, le=65535)
    security: Security = "tls"
    user: User | None = None

    @model_validator(mode="after")
    def _plain_text_stays_on_this_machine(self) -> Self:
        if self.security == "none" and not _is_this_machine(self.host):
            message = f"letters and passwords would reach '{shown(self.host)}' unencrypted"
            raise mistake(message, hint="use tls or starttls; none is for a server on this machine", key="security")
        return self

    @property
    def usual_port(self) -> int:
        """Return the port that was named, or the usual one for the security."""
        return self.port or self._usual_ports[self.security]

    def as_line(self) -> str:
        """Return server and account in a line: "smtp.example.org, port 465, security tls, user anna@example.org"."""
        account = f"user {self.user}" if self.user else "no user"
        return f"{self.host}, port {self.usual_port}, security {self.security}, {account}"


class SmtpServer(Server):
    """The server that takes letters for delivery (submission, RFC 6409 and RFC 8314)."""

    _usual_ports: ClassVar[dict[str, int]] = {"tls": 465, "starttls": 587, "none": 25}


class ImapServer(Server):
    """The server that keeps the sender's own mailbox."""

    _usual_ports: ClassVar[dict[str, int]] = {"tls": 993, "starttls": 143, "none": 143}

    drafts: OneLine | None = None


class Delivery(FileEntry):
    """The file `delivery.yaml`: the servers that letters leave by, and how fast."""

    smtp: SmtpServer | None = None
    imap: ImapServer | None = None
    rate: int = Field(default=10, ge=1, le=600)
    for_supporters: StrictBool = False
    unsubscribe: Annotated[HttpsUrl, Field(max_length=_LONGEST_URL)] | None = None


AnyServer = TypeVar("AnyServer", SmtpServer, ImapServer)


def load_delivery(path: Path) -> Delivery:
    """Load the file; without it, the servers are named by options.

    Raises:
        ContentError: Every problem of the file, each with its line.
    """
    return validated(Delivery, read_yaml(path)) if path.exists() else Delivery()


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerOptions:
    """What the options of a command say of a server; None leaves what the file says.

    Attributes:
        host: Its name, such as "smtp.example.org".
        port: Its port.
        security: "tls", "starttls" or "none".
        user: The account.
    """

    host: str | None = None
    port: int | None = None
    security: str | None = None
    user: str | None = None


def server_with(kind: type[AnyServer], server: AnyServer | None, options: ServerOptions) -> AnyServer:
    """Return the server of the file with what options say otherwise.

    Args:
        kind: The kind of server.
        server: The server of the file, if it has one.
        options: What the options say.

    Raises:
        ContentError: There is no server, or it would be used unsafely.
    """
    given = {name: value for name, value in asdict(options).items() if value is not None}
    fields = {**(server.model_dump() if server else {}), **given}
    what = "smtp" if kind is SmtpServer else "imap"
    if "host" not in fields:
        message = f"no mail server is named; describe it under '{what}' in delivery.yaml, or use --host"
        raise ContentError([Problem(Location(Path("delivery.yaml")), message)])
    if server and options.host and host_name(options.host) != server.host:
        # Another server is another account: neither port nor user of the file are meant for it.
        fields = given
    try:
        return kind.model_validate(fields)
    except ValidationError as error:
        messages = [details["msg"] for details in error.errors()]
        raise ContentError([Problem(Location(Path("delivery.yaml")), message) for message in messages]) from error


def _is_this_machine(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
