"""A preview that is served to tests, and somebody who asks it for pages."""

import re
import socket
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from html import unescape
from http.client import HTTPConnection
from pathlib import Path
from threading import Thread
from typing import NamedTuple

from entreaty.web.admission import keys_of
from entreaty.web.app import PreviewApp
from entreaty.web.preview import Preview
from entreaty.web.server import PageServer
from tests.support.sample_campaigns import DAY

KEYS = keys_of(b"a secret of the tests")


class Answer(NamedTuple):
    """What a request is answered."""

    status: int
    headers: Mapping[str, str]
    text: str


class Served:
    """A preview that runs."""

    def __init__(self, server: PageServer, told: list[str]) -> None:
        self.server, self.told = server, told
        self.port = server.port
        self.cookie = ""

    @property
    def entrance(self) -> str:
        """The address that is printed, without what is chosen."""
        return f"{self.server.url}?token={KEYS.address}"

    def ask(self, path: str, method: str = "GET", **headers: str) -> Answer:
        """Ask for a path as somebody who was not admitted.

        Args:
            path: Path and query.
            method: The method.
            headers: Further headers, `sec_fetch_site="none"`; an empty one is not sent.
        """
        sent = {"host": f"127.0.0.1:{self.port}"} | {name.replace("_", "-"): value for name, value in headers.items()}
        connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
        connection.request(method, path, headers={name: value for name, value in sent.items() if value})
        answer = connection.getresponse()
        text = answer.read().decode("utf-8", "replace")
        connection.close()
        return Answer(answer.status, dict(answer.getheaders()), text)

    def visit(self, page: str, method: str = "GET", **headers: str) -> Answer:
        """Ask for a page of the preview, such as "letter?to=mediator", as somebody who was admitted."""
        if not self.cookie:
            self.cookie = cookie_of(self.ask(f"/?token={KEYS.address}"))
        return self.ask(f"{KEYS.path}/{page}", method, **{"cookie": self.cookie, **headers})

    def connect(self) -> socket.socket:
        """Connect, and send nothing."""
        return socket.create_connection(("127.0.0.1", self.port), timeout=30)

    def send(self, request: bytes) -> bytes:
        """Send bytes, and return all that is answered until the connection is closed."""
        with self.connect() as connection:
            connection.sendall(request)
            return all_of(connection)


@contextmanager
def serving(folder: Path) -> Iterator[Served]:
    """Serve the preview of a campaign; at the end, whatever was told has been taken out of `told`."""
    told: list[str] = []
    with PageServer() as server:
        app = PreviewApp(Preview(folder, DAY), KEYS, server.hosts, told.append)
        served = Served(server, told)
        thread = Thread(target=server.serve, args=(app, told.append))
        thread.start()
        try:
            yield served
        finally:
            server.stop()
            thread.join()
    assert told == []


def cookie_of(answer: Answer) -> str:
    """Return the cookie that an answer sets, as it is sent back."""
    return answer.headers["set-cookie"].partition(";")[0]


def leads_to(answer: Answer) -> str:
    """Return where the browser goes from a page that leads on."""
    return unescape(re.search(r'http-equiv="refresh" content="0; url=([^"]+)"', answer.text)[1])


def all_of(connection: socket.socket) -> bytes:
    """Return what comes until the other side closes; a reset counts as such."""
    parts = []
    try:
        while part := connection.recv(65_536):
            parts.append(part)
    except ConnectionResetError:
        pass
    return b"".join(parts)
