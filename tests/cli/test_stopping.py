"""Ctrl-C and the progress bar, as somebody at a terminal sees them."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

from entreaty.cli.stopping import stopped, stopping_on_ctrl_c
from tests.support.checkout import ROOT
from tests.support.crowds import contents, noted, run_letters, start_letters, wait_until, write_crowd
from tests.support.programs import open_terminal, started

LETTERS = 60


@contextmanager
def _on_terminal(
    folder: Path, *options: str, start: Callable[..., Any] = start_letters
) -> "Iterator[tuple[subprocess.Popen[str], Callable[[], str]]]":
    """Start a command with its errors and its progress on a terminal; yield it, and what gathers what is shown."""
    ours, theirs = open_terminal()
    shown: list[bytes] = []

    def gather() -> None:
        # Where nobody has the other end any more, Linux says so by an error.
        with suppress(OSError):
            while part := os.read(ours, 4096):
                shown.append(part)
        os.close(ours)

    reader = threading.Thread(target=gather, daemon=True)

    def all_shown() -> str:
        reader.join(timeout=60)
        assert not reader.is_alive(), "a process of the run has not ended"
        return b"".join(shown).decode()

    with start(folder, *options, stderr=theirs) as process:
        os.close(theirs)
        reader.start()
        yield process, all_shown


@pytest.mark.no_cover
@pytest.mark.one_in(2)
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_ctrl_c_keeps_what_is_done(tmp_path, jobs):
    """Ctrl-C ends the run with 130 and no traceback; what is done is kept, and the same command goes on."""
    folder = write_crowd(tmp_path, LETTERS, loops=5)
    with _on_terminal(folder, "--jobs", jobs) as (process, shown):
        wait_until(lambda: noted(folder) >= 2)
        # What a terminal does: the signal goes to the program and to all of its workers.
        os.killpg(process.pid, signal.SIGINT)
        told, _ = process.communicate()

    done = noted(folder)
    assert process.returncode == 130
    assert 2 <= done < LETTERS
    assert f"stopped after {done} letters; nothing is lost: the same command goes on from here" in shown()
    assert "Traceback" not in shown()
    assert told == ""
    letters = [name for name in contents(folder / "letters") if name.endswith(".txt")]
    assert len(letters) == done
    assert not list((folder / "letters").rglob("*.part"))

    code, told, _ = run_letters(folder, "--jobs", jobs)
    assert code == 0
    assert f"{LETTERS - done} letters written, {done} unchanged" in told


def test_ctrl_c_before_the_first_letter_is_no_traceback(tmp_path):
    """Ctrl-C while the campaign is loaded ends the run with 130 and the same message."""
    folder = write_crowd(tmp_path, 12)
    # Its lines keep the program busy for some seconds after it has read them.
    long = folder / "suppression.txt"
    long.write_text("".join(f"anna-{number}@example.org\n" for number in range(100_000)), encoding="utf-8")
    # Older than the change, so that the system notes when it is read even where it does so once a day only.
    os.utime(long, (0, 1))
    long.read_bytes()
    if not long.stat().st_atime:
        pytest.skip("the folder of the tests does not note when files are read: mount -o remount,relatime")
    os.utime(long, (0, 1))

    with _on_terminal(folder) as (process, shown):
        wait_until(lambda: bool(long.stat().st_atime))
        os.killpg(process.pid, signal.SIGINT)
        process.communicate()

    assert process.returncode == 130
    assert "stopped; nothing is lost" in shown()
    assert "Traceback" not in shown()


def test_terminal_sees_progress_and_a_pipe_does_not(tmp_path):
    """On a terminal a bar shows how many letters of all are made, how fast, and how long it will take."""
    # Some seconds long: click estimates no time within the first one.
    with _on_terminal(write_crowd(tmp_path / "slow", 20, loops=7), "--jobs", "1") as (process, shown):
        process.communicate()
    _, _, told = run_letters(write_crowd(tmp_path / "piped", 20), "--jobs", "1")

    assert process.returncode == 0
    assert "20/20" in shown()
    assert "letters/s" in shown()
    assert "00:00:0" in shown()
    assert "letters/s" not in told


def _start_import(folder: Path, *options: str, **more: object) -> Any:
    folder.mkdir()
    command = [sys.executable, ROOT / "generate.py", "--campaign", folder, "recipients", "import", *options]
    return started(command, stdout=subprocess.PIPE, **more)


@pytest.mark.one_in(2)
@pytest.mark.parametrize(("rows", "is_shown"), [(1_200, True), (20, False)])
def test_terminal_sees_how_far_a_long_import_is_and_a_pipe_does_not(tmp_path, rows, is_shown):
    """On a terminal a bar counts the rows of a long list; beside a short one, and in a pipe, there is none."""
    path = tmp_path / "list.csv"
    names = (f"Example{chr(97 + n % 26)}{chr(97 + n // 26 % 26)}{chr(97 + n // 676)}" for n in range(rows))
    lines = [f"Anna,{name},Clerk,Example Court,CH,{name.lower()}@example.org\n" for name in names]
    heading = "Given name,Family name,Office,Organisation,Country,Email\n"
    path.write_text(heading + "".join(lines), encoding="utf-8")
    options = (str(path), "--audience", "legislature")
    with _on_terminal(tmp_path / "there", *options, start=_start_import) as (process, shown):
        process.communicate()
    with _start_import(tmp_path / "piped", *options, stderr=subprocess.PIPE) as piped:
        _, told = piped.communicate()

    assert (process.returncode, piped.returncode) == (0, 0)
    assert (f"{rows}/{rows}" in shown()) is is_shown
    assert told == ""


@pytest.fixture
def listening():
    """Let this process hear Ctrl-C, which those that run tests may be told to ignore."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def test_first_ctrl_c_asks_and_the_second_one_stops(listening):
    """The first Ctrl-C only asks the run to stop, the second one breaks it off, and afterwards all is as it was."""
    with stopping_on_ctrl_c() as stop:
        assert not stop.asked
        signal.raise_signal(signal.SIGINT)
        assert stop.asked
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)

    assert signal.getsignal(signal.SIGINT) == signal.default_int_handler


def test_who_is_told_not_to_listen_does_not(listening):
    """A program that was started without ears for Ctrl-C, such as by `nohup`, keeps to that."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)

    with stopping_on_ctrl_c() as stop:
        signal.raise_signal(signal.SIGINT)

    assert not stop.asked


@pytest.mark.parametrize(
    ("done", "told"),
    [
        (None, "stopped; nothing is lost: the same command goes on from here\n"),
        (1, "stopped after 1 letter; nothing is lost: the same command goes on from here\n"),
    ],
)
def test_stopped_run_says_how_to_go_on(capsys, done, told):
    """A run that was stopped says how many letters it made, and ends with the exit code of Ctrl-C."""
    assert stopped(done).exit_code == 130
    assert capsys.readouterr().err == told
