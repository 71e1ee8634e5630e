"""Programs that tests start: each has a time-out, and answers signals as one that a person starts at a terminal.

No test starts a program in any other way; `test_programs.py` sees to that.
"""

import os
import pty
import signal
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from threading import Event, Timer
from typing import Any

import pytest

# Programs that are started in the background or by `nohup` inherit that these are ignored.
_IGNORED_IN_THE_BACKGROUND = (signal.SIGINT, signal.SIGQUIT, signal.SIGTERM, signal.SIGHUP)
_SECONDS = 300


@contextmanager
def started(
    command: Sequence[object], *, seconds: float = _SECONDS, **options: Any
) -> Iterator["subprocess.Popen[Any]"]:
    """Start a program in a session of its own, and kill it and what it started at the end of the block.

    Args:
        command: The program and its arguments, such as `[sys.executable, "-c", "print(1)"]`.
        seconds: How long it may run; afterwards it is killed, and the test fails.
        options: Those of `subprocess.Popen`. What it prints is text in UTF-8, and it has nothing to read, unless they
            say otherwise.
    """
    options = {"stdin": subprocess.DEVNULL, "encoding": "utf-8", **options}
    with _signals_as_at_a_terminal():
        process = subprocess.Popen(list(map(str, command)), start_new_session=True, **options)
    expired = Event()

    def expire() -> None:
        expired.set()
        _kill(process)

    limit = Timer(seconds, expire)
    limit.daemon = True
    limit.start()
    try:
        with process:
            try:
                yield process
            finally:
                limit.cancel()
                _kill(process)
    finally:
        if expired.is_set():
            pytest.fail(f"did not end within {seconds} seconds: {process.args}")


def run(
    command: Sequence[object],
    *,
    check: bool = True,
    reads: str | bytes | None = None,
    seconds: float = _SECONDS,
    **options: Any,
) -> "subprocess.CompletedProcess[Any]":
    """Run a program to its end, and return its exit code and what it printed.

    Args:
        command: The program and its arguments.
        check: Whether any exit code but 0 fails the test.
        reads: What it reads from its standard input; bytes together with `encoding=None`.
        seconds: How long it may run; afterwards it is killed, and the test fails.
        options: Those of `subprocess.Popen`.
    """
    streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    if reads is not None:
        streams["stdin"] = subprocess.PIPE
    with started(command, seconds=seconds, **streams | options) as process:
        printed, complaints = process.communicate(reads)
    assert not check or process.returncode == 0, f"{process.args} ended with {process.returncode}: {complaints}"
    return subprocess.CompletedProcess(process.args, process.returncode, printed, complaints)


def open_terminal() -> tuple[int, int]:
    """Return both ends of a new pseudo-terminal, the person's and the program's; skip the test where there is none."""
    try:
        return pty.openpty()
    except OSError as error:
        pytest.skip(f"a pseudo-terminal is missing ({error}): mount -t devpts devpts /dev/pts")


@contextmanager
def _signals_as_at_a_terminal() -> Iterator[None]:
    """Have a program that is started in the block not inherit that signals are ignored.

    A signal with a handler has its default action in a program that is started (POSIX, exec), and here it stays without
    effect. Why not `preexec_fn`: it may deadlock where there are threads, and mail servers of tests have some.
    """
    ignored = [one for one in _IGNORED_IN_THE_BACKGROUND if signal.getsignal(one) == signal.SIG_IGN]
    for one in ignored:
        signal.signal(one, lambda *_: None)
    try:
        yield
    finally:
        for one in ignored:
            signal.signal(one, signal.SIG_IGN)


def _kill(process: "subprocess.Popen[Any]") -> None:
    # Until its exit code is fetched, nothing else can have its number.
    if process.returncode is None:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
