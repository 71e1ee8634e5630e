"""`send --yes` against a mail server, whose file operations are failed in turn: what must be true afterwards."""

import os
import re
import sqlite3
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from tests.support.crowds import write_crowd
from tests.support.faults import Ended, Scenario, State
from tests.support.smtp_server import post_office

LETTERS = 3
_SENDER = "name: Anna Example\naddress: [4 Example Street, 3000 Example]\ncountry: CH\nemail: anna@example.org\n"
_LIE = 3


def _prepare(folder: Path) -> None:
    """Write three letters, each to an address."""
    from click.testing import CliRunner

    from entreaty.cli import main

    write_crowd(folder, LETTERS)
    recipients = folder / "recipients.yaml"
    profiles = recipients.read_text(encoding="utf-8").split("  - id: ")
    addressed = [
        f"{re.sub(r'    email: .*', '', one).rstrip()}\n    email: office-{number}@example.org\n"
        for number, one in enumerate(profiles[1:])
    ]
    recipients.write_text("  - id: ".join([profiles[0], *addressed]), encoding="utf-8")
    (folder / "sender.yaml").write_text(_SENDER, encoding="utf-8")
    done = CliRunner().invoke(main, ["--campaign", str(folder), "letters", "--format", "eml", "--jobs", "1"])
    assert done.exit_code == 0, done.output


def _command(folder: Path) -> list[object]:
    return ["--campaign", folder, "send", "--yes", "--host", "127.0.0.1", "--security", "none", "--rate", "600"]


def _send(command: list[str]) -> int:
    """Send to a server of our own, and return the exit code, or 3 if what arrived is not what the ledger says.

    What arrived is remembered beside the folder, from the first run over a folder on.
    """
    from entreaty.cli import main

    campaign = Path(command[1])
    arrived = campaign.with_name("arrived")
    if not _states(campaign):
        arrived.unlink(missing_ok=True)
    with _server(arrived) as port, pytest.raises(SystemExit) as ended:
        main([*command, "--port", str(port)], prog_name="entreaty")
    code = int(ended.value.code or 0)
    found = [*_untrue(campaign, Counter(arrived.read_text(encoding="ascii").split()), code)]
    sys.stderr.write("".join(f"{one}\n" for one in found))
    return _LIE if found else code


@contextmanager
def _server(arrived: Path) -> Iterator[int]:
    """Run a mail server that writes down who got a letter, and yield its port.

    It has a process of its own, because the program forks, which no process with threads may; it ends with this one.
    """
    told, tell = os.pipe()
    ends, end = os.pipe()
    process = os.fork()
    if not process:
        os.close(end)
        descriptor = os.open(arrived, os.O_WRONLY | os.O_CREAT | os.O_APPEND)

        def script(stage: str, recipient: str) -> str:
            if stage == "accepted":
                os.write(descriptor, f"{recipient}\n".encode())
            return ""

        with post_office(script) as post:
            os.write(tell, str(post.port).encode())
            os.read(ends, 1)
        os._exit(0)
    os.close(ends)
    os.close(tell)
    try:
        yield int(os.read(told, 10))
    finally:
        os.close(told)
        os.close(end)
        os.waitpid(process, 0)


def _untrue(campaign: Path, arrived: Counter[str], code: int) -> Iterator[str]:
    """Yield what the ledger claims that is not so."""
    states = _states(campaign)
    yield from (f"{address} got {number} copies" for address, number in arrived.items() if number > 1)
    for address in arrived:
        if states.get(address) not in {"sent", "sending", "unknown"}:
            yield f"{address} got a letter that the ledger has as {states.get(address)}"
    for address, state in states.items():
        if state == "sent" and not arrived[address]:
            yield f"{address} got no letter, and the ledger has it as sent"
    if code == 0 and (len(states) != LETTERS or set(states.values()) - {"sent", "unknown"}):
        yield f"the exit code is 0, and of {LETTERS} letters the ledger knows {states}"


def _states(campaign: Path) -> dict[str, str]:
    """Return the state of each address, read by SQLite alone, whose operations are not counted."""
    try:
        with closing(sqlite3.connect(f"file:{campaign}/ledger.sqlite3?mode=ro", uri=True)) as connection:
            return dict(connection.execute("SELECT address, state FROM letters"))
    except sqlite3.Error:
        return {}


def _lies(_before: State, ended: Ended, _there: State, _whole: State) -> Iterator[str]:
    if ended.code == _LIE:
        yield ended.stderr


sending = Scenario(prepare=_prepare, command=_command, lies=_lies, same=(), program=_send)
"""Three letters are sent."""
