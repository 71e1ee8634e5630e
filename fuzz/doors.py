"""Targets: the options of the command line, and requests to the preview."""

import re
import socket
import subprocess
import sys
from contextlib import suppress
from http.client import HTTPConnection
from pathlib import Path
from random import Random
from threading import Thread
from typing import IO
from urllib.parse import quote

import click

from entreaty.cli import main
from fuzz.mutation import mutated_bytes
from fuzz.target import Input, Ran, Target
from fuzz.words import OF_TEMPLATES, PIECES
from tests.support.checkout import ROOT

# These ask a network, a browser or a person.
_LEFT_OUT = frozenset(["preview", "push", "serve"])
_OPTIONS_LEFT_OUT = frozenset(["--yes", "--dask", "--test-to", "--help", "--version"])
_VALUES = (
    *(
        "visits",
        "mediator",
        "deputy",
        "third-state",
        "CH",
        "fr",
        "en",
        "mine",
        "oscola",
        "din-5008-b",
        "us-10",
        "txt",
        "pdf",
    ),
    *(
        "2025-06-24",
        "2025-13-01",
        "9999-12-31",
        "0001-01-01",
        "0",
        "1",
        "-1",
        "99999999999",
        "1e9",
        "",
        "recipients.yaml",
    ),
    *(
        "sender.yaml",
        "letters",
        "list.csv",
        "/dev/null",
        ".",
        "no-such-file",
        "office=President",
        "office~x",
        "=",
        "utf-7",
    ),
    *(one for one in PIECES if "/" not in one and "\0" not in one and "\ud800" not in one),
)
_HEADERS = (
    b"Origin",
    b"Cookie",
    b"Sec-Fetch-Site",
    b"Content-Length",
    b"Transfer-Encoding",
    b"Upgrade",
    b"Range",
)
_METHODS = (*[b"GET"] * 16, b"HEAD", b"POST", b"OPTIONS", b"TRACE", b"get", b"CONNECT", b"PRI")
_PATHS = (
    *[b"/", b"/letter"] * 3,
    b"/letter.pdf",
    b"/changes",
    b"/preview.js",
    b"/fonts/x",
    b"/fonts/../x",
    b"*",
    b"http://[",
    b"//x",
    b"/%00",
)
_VERSIONS = (b"HTTP/1.0", b"HTTP/9.9", b"HTTP/2", b"")
_OF_HEADERS = (b"x", b"0", b"99999999999", b"\xff", b"chunked", b"http://evil.example", b"cross-site", b"x" * 9_000)
_PATIENCE = 3
_MOSTLY, _HALF = 0.93, 0.5


def targets(seeds: Path) -> tuple[Target, ...]:
    """Return the targets of this module.

    Args:
        seeds: The folder with what inputs begin as.
    """
    preview = _Preview(seeds / "sample")
    return (
        Target(name="options", make=_options),
        Target(name="requests", make=preview.request, run=preview.ask, end=preview.end),
    )


def _options(chance: Random) -> Input:
    """Run a command with some of its options and arguments, whose values are mostly what the campaign has."""
    words, command = chance.choice(_commands())
    arguments: list[str] = list(words)
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            name = chance.choice(parameter.opts)
            if name in _OPTIONS_LEFT_OUT or chance.random() < 0.7:
                continue
            arguments.append(name)
            if not parameter.is_flag:
                arguments.append(_value(chance, parameter))
        else:
            arguments += [_value(chance, parameter) for _ in range(chance.choice((1, 1, 1, 0, 2)))]
    return Input(seed="written", commands=(tuple(arguments),))


def _value(chance: Random, parameter: click.Parameter) -> str:
    if isinstance(parameter.type, click.Choice) and chance.random() < 0.8:
        return str(chance.choice(list(parameter.type.choices)))
    return chance.choice(_VALUES)


def _commands() -> list[tuple[tuple[str, ...], click.Command]]:
    found: list[tuple[tuple[str, ...], click.Command]] = []
    for name, command in main.commands.items():
        inner = command.commands.items() if isinstance(command, click.Group) else [("", command)]
        found += [(tuple(filter(None, (name, below))), one) for below, one in inner if not {name, below} & _LEFT_OUT]
    return found


class _Preview:
    """A preview that runs as a program, and is asked by raw requests."""

    def __init__(self, campaign: Path) -> None:
        self._campaign = campaign
        self._process: subprocess.Popen[str] | None = None
        self._complaints: list[str] = []
        self._words: dict[bytes, bytes] = {}

    def request(self, chance: Random) -> Input:
        """Make a request; in it stand for what the preview tells: {host}, {below} where its pages lie, and {cookie}."""
        path = (b"{below}" if _mostly(chance) else b"") + chance.choice(_PATHS)
        if chance.random() < _HALF:
            names = chance.sample(("appeal", "to", "language", "envelope", "since", "token"), 2)
            query = "&".join(f"{name}={chance.choice((*_VALUES, *OF_TEMPLATES))}" for name in names)
            whole = query.encode("utf-8", "surrogatepass")
            path += b"?" + (quote(whole, safe="&=").encode() if _mostly(chance) else whole.replace(b" ", b"%20"))
        lines = [
            b" ".join((chance.choice(_METHODS), path, b"HTTP/1.1" if _mostly(chance) else chance.choice(_VERSIONS)))
        ]
        lines += [b"Host: {host}"] if _mostly(chance) else []
        lines += [b"Cookie: {cookie}"] if _mostly(chance) else []
        for _ in range(chance.choice((0, 0, 0, 1, 2))):
            lines.append(chance.choice(_HEADERS) + b": " + chance.choice(_OF_HEADERS))
        content = b"\r\n".join(lines) + b"\r\n\r\n"
        return Input(seed="sample", raw=(content if _mostly(chance) else mutated_bytes(chance, content),))

    def ask(self, one: Input) -> Ran:
        """Send a request, and return the answer; a traceback on the preview's standard error is a fault."""
        self._start()
        raw = one.raw[0]
        for word, told in self._words.items():
            raw = raw.replace(word, told)
        with suppress(OSError), socket.create_connection(self._address, timeout=_PATIENCE) as connection:
            connection.sendall(raw)
            # The first bytes of an answer tell its status; some answers do not end by themselves.
            answer = connection.recv(2**16)
            status = re.match(rb"HTTP/1\.[01] (\d+)", answer)
            output = status[0].decode() if status else repr(answer[:60])
            return Ran(codes=(0 if status and status[1] < b"400" else 1,), output=output, fault=self._fault())
        return Ran(codes=(1,), output="no answer", fault=self._fault())

    def _start(self) -> None:
        """Start the preview unless it runs, and go in by the address that it tells."""
        if self._process and self._process.poll() is None:
            return
        command = [sys.executable, "generate.py", "--campaign", str(self._campaign), "preview", "--no-open"]
        self._process = subprocess.Popen(  # noqa: S603  (ourselves)
            command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8"
        )
        told = re.match(r"http://(127\.0\.0\.1:(\d+))(/\S*)", self._process.stdout.readline())
        if not told:
            raise RuntimeError("the preview does not tell its address")
        Thread(target=self._listen, args=(self._process.stderr,), daemon=True).start()
        self._address = ("127.0.0.1", int(told[2]))
        connection = HTTPConnection(*self._address, timeout=_PATIENCE)
        connection.request("GET", told[3])
        answer = connection.getresponse()
        # The cookie belongs to the path below which the pages lie.
        cookie, _, rest = answer.getheader("Set-Cookie", "").partition(";")
        below = re.search(r"(?i)\bpath=(/[^;]*)", rest)
        if not below:
            raise RuntimeError("the preview lets nobody in")
        connection.close()
        self._words = {
            b"{host}": told[1].encode(),
            b"{below}": below[1].rstrip("/").encode(),
            b"{cookie}": cookie.encode(),
        }

    def end(self) -> None:
        """End the preview."""
        if self._process:
            self._process.kill()
            self._process.communicate()

    def _listen(self, stream: "IO[str]") -> None:
        self._complaints.extend(stream)

    def _fault(self) -> str:
        found = "".join(self._complaints)
        if "Traceback" not in found:
            return ""
        self._complaints.clear()
        return found


def _mostly(chance: Random) -> bool:
    return chance.random() < _MOSTLY
