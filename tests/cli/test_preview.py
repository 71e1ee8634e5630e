"""The command `preview`: the address that it prints, the browser that it opens, and its end."""

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from click.testing import CliRunner

from entreaty.cli import main
from tests.support.checkout import ROOT
from tests.support.preview_server import Answer, cookie_of, leads_to
from tests.support.programs import run, started
from tests.support.sample_campaigns import APPEAL, SENDER, write_campaign

pytestmark = pytest.mark.no_cover

_PRINTED = re.compile(r"http://127\.0\.0\.1:(\d+)(/\?token=[\w-]{43}&appeal=visits&to=mediator)  \(Ctrl-C ends it\)\n")
# In place of a browser: notes how it was called, and what it was given to read.
_BROWSER = """#!/bin/sh
{ echo "$*"; page=${1#file://}; ls -ln "$page"; ls -ldn "$(dirname "$page")"; cat "$page"; } >"$NOTES.part"
mv "$NOTES.part" "$NOTES"
"""
# Somebody else on the machine, who tries everything that the machine lets everybody see of a program that runs.
_NOBODY = """
import os, sys
from contextlib import suppress
from http.client import HTTPConnection
from pathlib import Path
process, port, folder = sys.argv[1:]
# Libraries are loaded while they can be: they may lie in a folder of the first user.
HTTPConnection("127.0.0.1", int(port)).connect()
os.setgroups([])
os.setgid(65534)
os.setuid(65534)
for path in ("/", "/letter?to=mediator", "/letter.pdf?to=mediator", "/changes", "/?token="):
    connection = HTTPConnection("127.0.0.1", int(port), timeout=30)
    connection.request("GET", path)
    answer = connection.getresponse()
    print(answer.status, answer.getheaders(), answer.read())
for path in (*Path("/proc", process).iterdir(), *Path(folder).glob("**/*")):
    with suppress(OSError):
        print(path, path.read_bytes())
with suppress(OSError):
    print(os.listdir(folder))
"""


@dataclass(frozen=True)
class _Running:
    """The command, the port that it serves, and the path and query of the address that it printed."""

    program: "subprocess.Popen[str]"
    port: int
    entrance: str

    def ask(self, path: str, **headers: str) -> Answer:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        text = answer.read().decode("utf-8", "replace")
        connection.close()
        return Answer(answer.status, dict(answer.getheaders()), text)


def _campaign(folder: Path, **texts: str) -> Path:
    return write_campaign(folder, **({"appeal": APPEAL, "sender": SENDER} | texts))


@contextmanager
def _running(folder: Path, *options: str, before: tuple[str, ...] = (), **environment: str) -> Iterator[_Running]:
    command = [sys.executable, "-u", "generate.py", "--campaign", folder, "preview", "visits", "--to", "mediator"]
    with started(
        [*before, *command, "--date", "2025-06-24", *options],
        cwd=ROOT,
        env={**os.environ, "PYTHONUTF8": "1", **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as program:
        printed = _PRINTED.fullmatch(program.stdout.readline())
        assert printed, program.stderr.read()
        yield _Running(program, int(printed[1]), printed[2])


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["vists"], "there is no appeal 'vists'; did you mean 'visits'?"),
        (["--to", "mediatr"], "there is no recipient 'mediatr'; did you mean 'mediator'?"),
        (["--envelope", "c4"], "there is no envelope 'c4'"),
    ],
)
def test_what_does_not_exist_is_refused_at_once(tmp_path, arguments, message):
    """The command names what the campaign does not have, and does not start."""
    folder = _campaign(tmp_path)
    result = CliRunner().invoke(main, ["--campaign", str(folder), "preview", "--no-open", *arguments])

    assert result.exit_code == 2
    assert message in result.stderr


@pytest.mark.parametrize("broken", [False, True])
def test_it_serves_until_it_is_interrupted(tmp_path, broken):
    """It prints its address, answers there even where a file is broken, and ends quietly on Ctrl-C."""
    folder = _campaign(tmp_path, sender="name: [") if broken else _campaign(tmp_path)
    with _running(folder, "--no-open") as running:
        first = running.ask(running.entrance)
        page = running.ask(leads_to(first), Cookie=cookie_of(first)).text
        running.program.send_signal(signal.SIGINT)
        rest = running.program.communicate()

    assert ("sender.yaml:" in page, "To President" in page) == (broken, not broken)
    assert (rest, running.program.returncode) == (("ended\n", ""), 0)


def test_it_ends_whoever_listens_and_whatever_was_sent(tmp_path):
    """With a window that listens for changes, half a request and damaged ones, Ctrl-C ends it without a complaint."""
    with _running(_campaign(tmp_path), "--no-open") as running:
        first = running.ask(running.entrance)
        listener, half, damaged = (HTTPConnection("127.0.0.1", running.port, timeout=30) for _ in range(3))
        listener.request("GET", leads_to(first).partition("?")[0] + "changes", headers={"Cookie": cookie_of(first)})
        events = listener.getresponse()
        assert events.readline() == b": listening\n"
        half.connect()
        half.sock.sendall(b"GET / HT")
        damaged.connect()
        damaged.sock.sendall(f"GET http://[ HTTP/1.1\r\nHost: 127.0.0.1:{running.port}\r\n\r\n\0\0".encode())
        assert damaged.sock.recv(12) == b"HTTP/1.1 403"
        running.program.send_signal(signal.SIGINT)
        rest = running.program.communicate()
        assert (events.read(), half.sock.recv(1)) == (b"\n", b"")
        for connection in (listener, half, damaged):
            connection.close()

    assert (rest, running.program.returncode) == (("ended\n", ""), 0)


def test_in_the_background_another_signal_ends_it(tmp_path):
    """Where Ctrl-C is ignored, as in the background, it stays so, and `kill` ends it in order."""
    with _running(_campaign(tmp_path), "--no-open", before=("sh", "-c", 'trap "" INT; exec "$@"', "sh")) as running:
        running.program.send_signal(signal.SIGINT)
        assert running.ask("/").status == 403
        running.program.send_signal(signal.SIGTERM)
        rest = running.program.communicate()

    assert (rest, running.program.returncode) == (("ended\n", ""), 0)


def test_too_few_file_handles_are_told_once(tmp_path):
    """Where more connections come than the system lets it have, one line says so, and it ends in order."""
    before = ("sh", "-c", 'ulimit -n 30; exec "$@"', "sh")
    with _running(_campaign(tmp_path), "--no-open", before=before) as running, ExitStack() as stack:
        for _ in range(60):
            connection = stack.enter_context(socket.create_connection(("127.0.0.1", running.port), timeout=30))
            connection.sendall(b"GET / HT")
        told = running.program.stderr.readline()
        running.program.send_signal(signal.SIGINT)
        rest = running.program.communicate()

    assert "Too many open files" in told
    assert (rest, running.program.returncode) == (("ended\n", ""), 0)


def test_the_browser_gets_its_token_where_nobody_sees_it(tmp_path):
    """The browser is called with a file that only its user can read; the token in it counts once, and the file goes."""
    browser, notes, temporary = (tmp_path / name for name in ("browser", "notes", "temporary"))
    browser.write_text(_BROWSER)
    browser.chmod(0o700)
    temporary.mkdir(mode=0o777)
    environment = {"BROWSER": str(browser), "NOTES": str(notes), "TMPDIR": str(temporary)}
    with _running(_campaign(tmp_path / "campaign"), **environment) as running:
        while not notes.exists():
            assert running.program.poll() is None
        called, page_mode, folder_mode, *page = notes.read_text().splitlines()
        entrance = leads_to(Answer(200, {}, "\n".join(page))).partition(f":{running.port}")[2]
        first, again = running.ask(entrance, **{"Sec-Fetch-Site": "cross-site"}), running.ask(entrance)
        text = running.ask(leads_to(first), Cookie=cookie_of(first)).text
        running.program.send_signal(signal.SIGINT)
        rest = running.program.communicate()

    assert re.fullmatch(rf"file://{temporary}/entreaty-\w+/preview\.html", called)
    assert (page_mode[:10], folder_mode[:10]) == ("-rw-------", "drwx------")
    assert entrance != running.entrance
    assert (first.status, again.status, "To President" in text) == (200, 403, True)
    assert [*temporary.iterdir()] == []
    assert (rest, running.program.returncode) == (("ended\n", ""), 0)


def test_without_a_file_for_the_browser_it_serves_all_the_same(tmp_path):
    """Where the file cannot be written, as on a full disk, it says so, and the printed address leads to the letter."""
    before = ("sh", "-c", 'ulimit -f 0; exec "$@"', "sh")
    with _running(_campaign(tmp_path), before=before, BROWSER="true") as running:
        told = running.program.stderr.readline()
        status = running.ask(running.entrance).status
        running.program.send_signal(signal.SIGINT)
        rest = running.program.communicate()

    assert told == "no file can be written to open the browser with: open the printed address in it\n"
    assert status == 200
    assert (rest, running.program.returncode) == (("ended\n", ""), 0)


@pytest.mark.tool("proc")
@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user: sudo make test")
def test_another_user_of_the_machine_reads_nothing(tmp_path):
    """Who has neither token nor cookie gets no word of a letter, nor the token from what is seen of the program."""
    with (
        TemporaryDirectory() as temporary,
        _running(_campaign(tmp_path), BROWSER="true", TMPDIR=temporary) as running,
    ):
        Path(temporary).chmod(0o755)
        arguments = (running.program.pid, running.port, temporary)
        seen = run([sys.executable, "-c", _NOBODY, *arguments]).stdout
        running.program.send_signal(signal.SIGINT)
        running.program.communicate()

    assert seen.count("403 [") == 5
    assert "generate.py" in seen
    assert "entreaty-" in seen
    for secret in ("Anna", "Example Committee", "Set-Cookie", running.entrance.split("=")[1].split("&")[0]):
        assert secret not in seen
