"""Programs that tests start: they end in time, they hear signals, and none is started in another way."""

import ast
import re
import signal
import subprocess
import sys
from collections.abc import Iterator

import pytest

from tests.support.checkout import TESTS
from tests.support.programs import open_terminal, run, started

SIGNALS = (signal.SIGINT, signal.SIGQUIT, signal.SIGTERM, signal.SIGHUP)
# What starts programs, besides all of `subprocess` and `pty`.
_STARTS = {
    "os": re.compile(r"fork|forkpty|system|popen|startfile|(posix_)?spawn\w*|exec\w+"),
    "asyncio": re.compile(r"create_subprocess_\w+"),
    "multiprocessing": re.compile(r"Process|Pool"),
    "concurrent.futures": re.compile(r"ProcessPoolExecutor"),
}
# For types and constants, which start nothing.
_HARMLESS = {"PIPE", "DEVNULL", "STDOUT", "CompletedProcess"}


@pytest.fixture
def in_the_background() -> Iterator[None]:
    """Have this process ignore what one that is started by `nohup … &` ignores."""
    before = {one: signal.signal(one, signal.SIG_IGN) for one in SIGNALS}
    yield
    for one, handler in before.items():
        signal.signal(one, handler)


def test_program_hears_signals_that_are_ignored_here(in_the_background: None) -> None:
    """A program that is started in the background by way of a test has the default action of every signal."""
    program = f"import signal; print([signal.getsignal(one) == signal.SIG_IGN for one in {[*map(int, SIGNALS)]}])"

    assert run([sys.executable, "-c", program]).stdout == "[False, False, False, False]\n"
    assert {signal.getsignal(one) for one in SIGNALS} == {signal.SIG_IGN}


def test_ctrl_c_reaches_a_program_that_is_started_in_the_background(in_the_background: None) -> None:
    """Ctrl-C ends it, as it would at a terminal."""
    command = [sys.executable, "-uc", "import time; print('begun')\nwhile True: time.sleep(0.1)"]
    with started(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout.readline() == "begun\n"
        process.send_signal(signal.SIGINT)
        _, complaints = process.communicate()

    assert process.returncode == -signal.SIGINT
    assert complaints.endswith("KeyboardInterrupt\n")


def test_program_that_takes_too_long_is_killed_and_fails_the_test() -> None:
    """Whoever waits for it, or for a program that it started, waits no longer than the time-out."""
    child = "import time; time.sleep(600)"
    parent = f"import subprocess, sys; subprocess.Popen([sys.executable, '-c', {child!r}])"

    for command in (child, parent):
        with pytest.raises(pytest.fail.Exception, match=r"did not end within 0\.5 seconds: "):
            run([sys.executable, "-c", command], seconds=0.5)


def test_program_ends_with_its_block() -> None:
    """A test that fails leaves no program behind."""
    with pytest.raises(ValueError, match="the test"), started([sys.executable, "-c", "input()"]) as process:
        raise ValueError("the test")

    assert process.returncode is not None


def test_exit_code_fails_the_test_unless_it_is_wanted() -> None:
    """A program that fails fails its test, which shows what it complained of."""
    command = [sys.executable, "-c", "raise SystemExit('no more paper')"]

    assert run(command, check=False).returncode == 1
    with pytest.raises(AssertionError, match="ended with 1: no more paper"):
        run(command)


def test_program_reads_what_it_is_given() -> None:
    """Text or bytes go in, and the same kind comes out; without any there is nothing to read."""
    command = [sys.executable, "-c", "import sys; sys.stdout.buffer.write(sys.stdin.buffer.read())"]

    assert run(command, reads="Հայ").stdout == "Հայ"
    assert run(command, reads=b"\xff\r\n", encoding=None).stdout == b"\xff\r\n"
    assert run(command).stdout == ""


def test_without_pseudo_terminals_a_test_is_skipped(monkeypatch: pytest.MonkeyPatch) -> None:
    """The reason says what is missing, and the command that brings it."""

    def refuse() -> None:
        raise OSError("out of pty devices")

    monkeypatch.setattr("pty.openpty", refuse)
    with pytest.raises(pytest.skip.Exception) as skipped:
        open_terminal()

    assert str(skipped.value) == ("a pseudo-terminal is missing (out of pty devices): mount -t devpts devpts /dev/pts")


def test_no_test_starts_a_program_in_another_way() -> None:
    """Everything below tests/ starts programs by `programs` alone; the harness of faults forks, with time-outs."""
    own = {TESTS / "support" / name for name in ("programs.py", "faults.py", "disturbed_sending.py")}
    modules = [path for path in sorted(TESTS.rglob("*.py")) if path not in own]
    found = {
        str(path.relative_to(TESTS)): starts
        for path in modules
        if "node_modules" not in path.parts and (starts := _ways_to_start(path.read_text(encoding="utf-8")))
    }

    assert len(modules) > 100
    assert found == {}


@pytest.mark.parametrize(
    ("source", "ways"),
    [
        ("import subprocess\nsubprocess.run(['ls'])", ["subprocess.run"]),
        ("import subprocess\nwith subprocess.Popen(['ls']) as one: pass", ["subprocess.Popen"]),
        ("from subprocess import PIPE, check_output", ["subprocess.check_output"]),
        ("import subprocess as s", ["subprocess"]),
        ("import pty", ["pty"]),
        ("from pty import fork", ["pty"]),
        ("import os\nos.posix_spawn('/bin/ls', [], {})\nos.fork()", ["os.posix_spawn", "os.fork"]),
        ("from os import system, sep", ["os.system"]),
        ("import asyncio\nasyncio.create_subprocess_exec('ls')", ["asyncio.create_subprocess_exec"]),
        ("import multiprocessing\nmultiprocessing.Process()", ["multiprocessing.Process"]),
        ("from concurrent.futures import ProcessPoolExecutor", ["concurrent.futures.ProcessPoolExecutor"]),
        (
            "import subprocess\ndef f() -> 'subprocess.Popen[str]': return subprocess.PIPE, __import__('os').getpid()",
            [],
        ),
    ],
)
def test_other_ways_are_recognised(source: str, ways: list[str]) -> None:
    """Calls, imports and other names of what starts programs are found; types and constants are not."""
    assert _ways_to_start(source) == ways


def _ways_to_start(source: str) -> list[str]:
    found = []
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Import():
                found += [one.name for one in node.names if one.name == "pty" or (_is_open(one.name) and one.asname)]
            case ast.ImportFrom(module="pty"):
                found.append("pty")
            case ast.ImportFrom(module=str(module)):
                found += [f"{module}.{one.name}" for one in node.names if _starts(module, one.name)]
            case ast.Attribute(value=ast.Name(id=module), attr=name) if _starts(module, name):
                found.append(f"{module}.{name}")
            case _:
                pass
    return found


def _is_open(module: str) -> bool:
    return module == "subprocess" or module in _STARTS


def _starts(module: str, name: str) -> bool:
    if module == "subprocess":
        return name not in _HARMLESS
    return module in _STARTS and _STARTS[module].fullmatch(name) is not None
