"""A mail server for tests that follows a script: at each stage it answers, refuses, delays or cuts the line."""

import asyncio
import email
import socket
import ssl
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import SMTP as WIRE
from threading import Thread

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult

STAGES = ("connect", "EHLO", "MAIL", "RCPT", "DATA", "content", "end", "accepted")
"""Where a script is asked what to do: "content" is while the message arrives, "end" when all of it has arrived but
nothing is kept yet, "accepted" when it is kept but nobody has been told."""

Script = Callable[[str, str], str]
"""From the stage and the recipient to "" (go on), a reply such as "451 later", "cut", or "wait"."""


@dataclass
class Post:
    """What a server has seen and kept."""

    script: Script
    messages: list[tuple[str, bytes]] = field(default_factory=list)
    events: list[tuple[str, str, str]] = field(default_factory=list)
    logins: list[tuple[str, str]] = field(default_factory=list)
    hosts: list[str] = field(default_factory=list)
    quits: int = 0
    port: int = 0
    open: bool = False

    def ask(self, stage: str, recipient: str) -> str:
        """Return what the script says, and remember it."""
        if not self.open:
            return ""  # the controller's own attempt whether the server answers
        action = self.script(stage, recipient)
        self.events.append((recipient, stage, action))
        return action

    def parsed(self) -> list[EmailMessage]:
        """Return the messages that were kept."""
        return [email.message_from_bytes(content, policy=WIRE) for _, content in self.messages]


class _Scripted(SMTP):
    """Asks the script at stages for which aiosmtpd has no hook."""

    def connection_made(self, transport):
        super().connection_made(transport)
        self.recipient = ""
        self.receiving = False
        action = self.event_handler.post.ask("connect", "")
        if action == "cut":
            transport.abort()

    def data_received(self, data):
        if self.receiving:
            self.receiving = False
            if self.event_handler.post.ask("content", self.recipient) == "cut":
                self.transport.abort()
                return
        super().data_received(data)

    async def smtp_DATA(self, arg):  # noqa: N802 - aiosmtpd's name
        action = self.event_handler.post.ask("DATA", self.recipient)
        if action == "wait":
            await asyncio.sleep(0.02)
        elif action == "cut":
            self.transport.abort()
            return
        elif action:
            await self.push(action)
            return
        self.receiving = True
        await super().smtp_DATA(arg)


class _Handler:
    def __init__(self, post):
        self.post = post

    async def handle_EHLO(self, server, session, _envelope, hostname, responses):  # noqa: N802
        session.host_name = hostname
        self.post.hosts.append(hostname)
        answer = await self._answer(server, "EHLO", "250 ok")
        return responses if answer == "250 ok" else [answer]

    async def handle_QUIT(self, _server, _session, _envelope):  # noqa: N802
        self.post.quits += 1
        return "221 bye"

    async def handle_MAIL(self, server, _session, envelope, address, options):  # noqa: N802
        server.recipient = ""
        answer = await self._answer(server, "MAIL", "250 ok")
        if answer == "250 ok":
            envelope.mail_from = address
            envelope.mail_options.extend(options)
        return answer

    async def handle_RCPT(self, server, _session, envelope, address, _options):  # noqa: N802
        server.recipient = address
        answer = await self._answer(server, "RCPT", "250 ok")
        if answer == "250 ok":
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server, _session, envelope):  # noqa: N802
        answer = await self._answer(server, "end", "250 ok")
        if answer != "250 ok":
            return answer
        self.post.messages.append((envelope.rcpt_tos[0], envelope.original_content))
        return await self._answer(server, "accepted", "250 kept")

    async def _answer(self, server, stage, usual):
        action = self.post.ask(stage, server.recipient)
        if action == "wait":
            await asyncio.sleep(0.02)
            return usual
        if action == "cut":
            server.transport.abort()
            return "421 nobody hears this"
        return action or usual


class _Controller(Controller):
    def factory(self):
        return _Scripted(self.handler, **self.SMTP_kwargs)


def free_port() -> int:
    """Return a port of this machine that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


@contextmanager
def saying(replies: Sequence[bytes], heard: list[bytes] | None = None) -> Iterator[int]:
    """Run a server that says the replies one after the other, each to a line, and yield its port.

    Args:
        replies: What it says; the first one to whoever comes. After the last one it hangs up.
        heard: Where it puts the lines that it hears; None where nobody wants them.
    """
    lines = [] if heard is None else heard

    def serve() -> None:
        line, _ = server.accept()
        with line, line.makefile("rb") as read, suppress(OSError):
            line.sendall(replies[0])
            for reply in replies[1:]:
                lines.append(read.readline())
                line.sendall(reply)
            lines.append(read.readline())

    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = Thread(target=serve, daemon=True)
        thread.start()
        yield server.getsockname()[1]
        thread.join(timeout=20)


@contextmanager
def post_office(
    script: Script = lambda _stage, _recipient: "",
    *,
    password: str = "",
    utf8: bool = False,
    tls: ssl.SSLContext | None = None,
) -> Iterator[Post]:
    """Run a server on a free port of this machine.

    Args:
        script: What it does.
        password: The password that it wants; without one, everybody may send.
        utf8: Whether it takes addresses that are not in ASCII.
        tls: Offers STARTTLS with these certificates.
    """
    post = Post(script)

    def authenticate(server, session, envelope, mechanism, data):
        post.logins.append((data.login.decode(), data.password.decode()))
        return AuthResult(success=data.password.decode() == password, handled=False)

    options = {"enable_SMTPUTF8": utf8, "decode_data": False, "tls_context": tls, "server_hostname": "post.example.org"}
    if password:
        options |= {"authenticator": authenticate, "auth_require_tls": False}
    post.port = free_port()
    controller = _Controller(_Handler(post), hostname="127.0.0.1", port=post.port, **options)
    controller.start()
    post.open = True
    try:
        yield post
    finally:
        controller.stop()
