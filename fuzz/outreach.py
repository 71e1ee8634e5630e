"""Targets: the ledger of what was sent, and mail servers that answer anything."""

import re
import shutil
import socket
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from random import Random
from threading import Thread
from unittest import mock

from entreaty.cli.outreach.letters import WallClock
from fuzz.mutation import mutated_bytes
from fuzz.target import Input, Ran, Target, run_commands
from fuzz.words import PIECES

_VALUES = (
    *("x", "", "0", 0, -1, 10**18, 1.5, b"\xff\x00", "2025-06-24", "2025-06-24T09:30:00", "9999-12-31T23:59:59+00:00"),
    *(
        "2025-06-24T09:30:00+00:00",
        "pending",
        "sent",
        "sending",
        "unknown",
        "visits/mediator",
        "../x",
        "y" * 9_999,
        *PIECES,
    ),
)
# What a server that follows the rules answers, by the first word that it is sent; "" is the greeting.
_SMTP = {
    b"": b"220 ready",
    b"EHLO": b"250-post\r\n250-SIZE 9999999\r\n250 SMTPUTF8",
    b"DATA": b"354 go on",
    b".": b"250 kept",
    b"QUIT": b"221 bye",
    b"*": b"250 ok",
}
_IMAP = {
    b"": b"* OK ready",
    b"CAPABILITY": b"* CAPABILITY IMAP4rev1\r\n{tag} OK done",
    b"LIST": b'* LIST (\\Drafts) "/" "Drafts"\r\n{tag} OK done',
    b"SELECT": b"* 3 EXISTS\r\n{tag} OK [READ-WRITE] done",
    b"UID": b"* SEARCH\r\n{tag} OK done",
    b"APPEND": b"+ go on",
    b"LOGOUT": b"* BYE\r\n{tag} OK done",
    b"*": b"{tag} OK done",
}
_TURNS_OF_SMTP = (
    b"421 later",
    b"450 later",
    b"550 no",
    b"250",
    b"250-x",
    b"354 go on",
    b"299",
    b"999 x",
    b"2",
    b"x" * 9_000,
)
_TURNS_OF_IMAP = (
    *(b"{tag} NO x", b"{tag} BAD x", b"* BYE", b"* SEARCH 1 2\r\n{tag} OK", b"* SEARCH x\r\n{tag} OK", b"{tag}", b"+ "),
    *(
        b'* LIST () "/" {5}\r\nDraft\r\n{tag} OK',
        b'* LIST (\\Drafts) NIL ""\r\n{tag} OK',
        b"* 1 FETCH (UID 1)\r\n{tag} OK",
    ),
)
_AS_USUAL = b""
_ANSWERS = 30
_WAITS = 20
# A server that hears nothing for so long has been given up, or is waited for: it closes.
_SILENCE = 0.4


def targets(seeds: Path) -> tuple[Target, ...]:
    """Return the targets of this module.

    Args:
        seeds: The folder with what inputs begin as.
    """
    return (
        Target(name="ledger", make=lambda chance: _ledger(chance, seeds)),
        Target(name="smtp", make=_smtp, run=_with_server),
        Target(name="imap", make=_imap, run=_with_server),
    )


def _ledger(chance: Random, seeds: Path) -> Input:
    """Change values of the ledger's rows, as far as its tables let one; seldom its bytes."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(shutil.copy(seeds / "sent" / "ledger.sqlite3", folder))
        with closing(sqlite3.connect(copy)) as ledger:
            tables = [name for (name,) in ledger.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            for _ in range(chance.randint(1, 3)):
                table = chance.choice(tables)
                column = chance.choice([row[1] for row in ledger.execute(f"PRAGMA table_info({table})")])
                value = chance.choice(_VALUES)
                with suppress(sqlite3.Error, UnicodeError, OverflowError):
                    ledger.execute(f"UPDATE {table} SET {column} = ?", [value])  # noqa: S608  (names of our own)
            if chance.random() < 0.1:
                ledger.execute(f"PRAGMA user_version = {chance.choice((0, 2, -1))}")
            ledger.commit()
        content = copy.read_bytes()
    if chance.random() < 0.1:
        content = mutated_bytes(chance, content, at_least=16)
    return Input(seed="sent", files={"ledger.sqlite3": content}, commands=(("status",), ("send",)))


def _smtp(chance: Random) -> Input:
    answers = _answers(chance, list(_SMTP.values()), _TURNS_OF_SMTP)
    return Input(seed="sent", commands=(("send", "--yes", "--rate", "600"), ("status",)), raw=answers)


def _imap(chance: Random) -> Input:
    answers = _answers(chance, list(_IMAP.values()), _TURNS_OF_IMAP)
    return Input(seed="sent", commands=(("drafts", "push", "--user", "anna"),), raw=answers)


def _answers(chance: Random, usual: list[bytes], turns: tuple[bytes, ...]) -> tuple[bytes, ...]:
    """Return what a server answers in turn: mostly as usual, once or twice something else."""
    answers = [_AS_USUAL] * _ANSWERS
    for _ in range(chance.choice((1, 1, 2, 3))):
        # Most of what decides is said within the first dozen of lines.
        at = min(chance.randrange(_ANSWERS), chance.randrange(_ANSWERS))
        match chance.choice(("turn", "turn", "bytes", "more")):
            case "turn":
                answers[at] = chance.choice(turns)
            case "bytes":
                answers[at] = mutated_bytes(chance, chance.choice(usual)) or b"\0"
            case "more":
                answers[at] = chance.choice(usual) + b"\r\n" + chance.choice((*turns, *usual))
    return tuple(answers)


def _with_server(one: Input) -> Ran:
    """Run the commands against a server that gives the answers of the input, one for each line that it is sent."""
    kind = "imap" if one.commands[0][0] == "drafts" else "smtp"
    with _answering(one.raw, kind) as port, _without_waiting(), mock.patch.dict("os.environ", _PASSWORDS):
        Path("delivery.yaml").write_text(
            f"{kind}: {{host: 127.0.0.1, port: {port}, security: none}}\n", encoding="utf-8"
        )
        return run_commands(one)


# Named for the host, too, so that it is used whatever the program asks for.
_PASSWORDS = {
    "ENTREATY_IMAP_PASSWORD": "not-a-real-password",
    "ENTREATY_IMAP_HOST": "127.0.0.1",
    "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
}


@contextmanager
def _without_waiting() -> Iterator[None]:
    """Let no time pass where the program waits for a better moment, and have it give up after some waits."""
    waits = 0

    def wait(self: WallClock, _seconds: float) -> None:
        nonlocal waits
        waits += 1
        if waits > _WAITS:
            self.stopped = lambda: True  # type: ignore[method-assign]

    with mock.patch.object(WallClock, "wait", wait):
        yield


@contextmanager
def _answering(answers: tuple[bytes, ...], kind: str) -> Iterator[int]:
    """Serve connections, one after the other, until the end of the block; yield the port."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(_SILENCE / 4)
        over: list[bool] = []
        thread = Thread(target=_serve, args=(server, answers, kind, over), daemon=True)
        thread.start()
        yield server.getsockname()[1]
        over.append(True)
        thread.join()


def _serve(server: socket.socket, answers: tuple[bytes, ...], kind: str, over: list[bool]) -> None:
    while not over:
        with suppress(OSError):
            connection = server.accept()[0]
            with connection:
                connection.settimeout(_SILENCE)
                _answer(connection, answers, kind)


def _answer(connection: socket.socket, answers: tuple[bytes, ...], kind: str) -> None:
    """Answer each line that is sent, and a message or a literal as a whole (RFC 5321, 4.1.1.4; RFC 9051, 4.3)."""
    lines = connection.makefile("rb")
    usual = _SMTP if kind == "smtp" else _IMAP
    word, tag, waiting = b"", b"*", 0
    for answer in answers:
        said = answer or usual.get(word, usual[b"*"])
        connection.sendall(said.replace(b"{tag}", tag) + b"\r\n")
        line = lines.readline()
        if kind == "smtp":
            while said.startswith(b"354") and line not in {b".\r\n", b""}:
                line = lines.readline()
            word = line.split()[0].upper() if line.split() else b"*"
        elif not said.startswith(b"+"):
            tag, _, rest = line.strip().partition(b" ")
            word = rest.split(b" ")[0].upper()
            if literal := re.search(rb"\{(\d+)\}$", rest):
                waiting = int(literal[1])
        else:
            # The first line of the literal is read already.
            lines.read(max(waiting - len(line), 0))
            lines.readline()
            word = b"*"
        if not line:
            return
