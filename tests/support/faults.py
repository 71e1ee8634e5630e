"""Fail each file operation of a command in turn, or end it there, and see what becomes of what it was to write.

Usage: python -m tests.support.faults MODULE:SCENARIO FOLDER [--step N] [--first N] [--errors ENOSPC,EIO,EMFILE,KILL]

The operations are found, not listed: every function of `os` and `fcntl` that takes a path or a descriptor is wrapped,
and `open` is replaced by Python's own version of it, which does everything through `os`. An operation counts where its
path or descriptor lies in the folder of the scenario, so that Python's imports, fonts and the like are left alone. What
libraries written in C do to files themselves, such as sqlite3, is out of reach.

A command is run in a process that is forked for it, so this program must have no threads of its own. Processes that
the command forks inherit the wrapping, and count in the same shared memory.
"""

import _pyio
import argparse
import builtins
import errno
import fcntl
import functools
import importlib
import inspect
import io
import json
import multiprocessing
import os
import shutil
import signal
import sys
import time
import traceback
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import redirect_stderr, redirect_stdout, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

KILL = "KILL"
"""In place of an error: the command and all of its processes are ended before the operation, as by `kill -9`."""
ERRORS = ("ENOSPC", "EIO", "EMFILE", KILL)
_PATIENCE = 120
_NAME_SIZE = 200
# It is called with paths, and only returns their text.
_TOUCHES_NOTHING = {"fspath"}
_real_readlink, _real_getcwd, _real_write = os.readlink, os.getcwd, os.write


class Shared:
    """What the processes of one command have in common: how many operations there were, and which one was failed."""

    def __init__(self) -> None:
        context = multiprocessing.get_context("fork")
        self._count = context.Value("L", 0)
        self._name = context.Array("c", _NAME_SIZE)

    def next(self) -> int:
        """Count one more operation, and return its number, from 1."""
        with self._count.get_lock():
            self._count.value += 1
            return int(self._count.value)

    @property
    def count(self) -> int:
        """Return how many operations there were."""
        return int(self._count.value)

    @property
    def failed(self) -> str:
        """Return the operation that was failed, such as "open(…/mediator.txt)"; empty where there was none."""
        return self._name.value.decode(errors="replace")

    @failed.setter
    def failed(self, name: str) -> None:
        self._name.value = name.encode(errors="replace")[: _NAME_SIZE - 1]


@dataclass(frozen=True)
class Faults:
    """Which operation fails.

    Attributes:
        folders: Only operations in these folders count.
        shared: Where they are counted.
        number: Which of them fails, counted from 1; 0 fails none.
        error: How, such as "EIO" or `KILL`.
    """

    folders: tuple[Path, ...]
    shared: Shared
    number: int = 0
    error: str = "EIO"

    def install(self) -> None:
        """Wrap every function that touches files, in this process and those that it forks; there is no way back."""
        for module in (os, fcntl):
            for name in dir(module):
                function = getattr(module, name)
                if inspect.isbuiltin(function) and name not in _TOUCHES_NOTHING and _takes_files(function):
                    setattr(module, name, self._wrapped(name, function))
        os.supports_follow_symlinks = _Anything()  # the wrapped functions are others than those in the sets
        os.supports_dir_fd = os.supports_fd = os.supports_effective_ids = os.supports_follow_symlinks
        warnings.filterwarnings("ignore", category=ResourceWarning)
        builtins.open = io.open = _pyio.open

    def _wrapped(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(function)
        def counted(*args: Any, **named: Any) -> Any:
            where = self._inside(args, named)
            if where is None or self.shared.next() != self.number:
                return function(*args, **named)
            self.shared.failed = f"{name}({where})"
            if self.error == KILL:
                os.killpg(0, signal.SIGKILL)
            if name == "write":
                # A full disk takes what it has room for.
                _real_write(args[0], bytes(args[1])[: len(args[1]) // 2])
            if name == "close":
                # The descriptor is gone all the same (close(2)).
                function(*args, **named)
            number = getattr(errno, self.error)
            raise OSError(number, os.strerror(number), where)

        return counted

    def _inside(self, args: Sequence[Any], named: Mapping[str, Any]) -> str | None:
        """Return the path in our folders that a call concerns; None where it concerns none."""
        beside = named.get("dir_fd")
        base = _path_of(beside) if isinstance(beside, int) else _real_getcwd()
        for value in (*args, *named.values()):
            path = _path_of(value) if isinstance(value, int) else _text_of(value)
            if path is None or (isinstance(value, int) and value is beside):
                continue
            whole = os.path.normpath(Path(base or "", path))
            if any(whole == str(folder) or whole.startswith(f"{folder}/") for folder in self.folders):
                return whole
        return None


class _Anything:
    """A set that holds everything."""

    def __contains__(self, _one: object) -> bool:
        return True


def _takes_files(function: Callable[..., Any]) -> bool:
    """Tell whether a function's parameters are called as those of paths and descriptors are."""
    try:
        names = inspect.signature(function).parameters
    except ValueError:
        # `os.posix_fadvise` and the like have signatures; those without have none in C either, such as `os.fsync`.
        return True
    return any(name.startswith(("path", "src", "dst", "file")) or "fd" in name or name == "fildes" for name in names)


def _path_of(descriptor: int) -> str | None:
    try:
        return _real_readlink(f"/proc/self/fd/{int(descriptor)}")
    except (OSError, ValueError):
        return None


def _text_of(value: Any) -> str | None:
    if isinstance(value, (str, bytes, os.PathLike)):
        with suppress(TypeError, ValueError):
            return os.fsdecode(value)
    return None


@dataclass(frozen=True)
class Ended:
    """How a command ended.

    Attributes:
        code: Its exit code; negative is the number of the signal that ended it.
        stdout: What it printed.
        stderr: What it complained of.
        operations: How many operations there were.
        failed: The operation that was failed; empty where there was none.
    """

    code: int
    stdout: str
    stderr: str
    operations: int
    failed: str = ""


def _entreaty(arguments: list[str]) -> int:
    from entreaty.cli import main

    return int(main(arguments, prog_name="entreaty", standalone_mode=True) or 0)


State = Mapping[str, bytes]
"""What lies in a folder: the content of each file by its name, such as {"letters/visits/mediator.txt": b"To: …"}."""


@dataclass(frozen=True)
class Scenario:
    """A command whose file operations are failed in turn.

    Attributes:
        prepare: Makes the folder as it is before the command.
        command: Returns the arguments of the program for the folder.
        lies: Returns everything that is untrue or half done after a run, given what was there before it, how it ended,
            what is there now, and what would be there after a run without faults.
        same: The files of a whole run that must have the same bytes after a disturbed run and one more, by what they
            begin with; all others may differ.
        program: What takes the arguments and returns an exit code, or exits; by default `entreaty`.
    """

    prepare: Callable[[Path], None]
    command: Callable[[Path], Sequence[object]]
    lies: Callable[[State, Ended, State, State], Iterator[str]]
    same: tuple[str, ...]
    program: Callable[[list[str]], int] = _entreaty


@dataclass
class Found:
    """What came of failing operations.

    Attributes:
        operations: How many operations an undisturbed run has.
        failed: How many were failed, each in a run of its own.
        harmless: Those whose failure did not matter: everything was done and the exit code was 0.
        wrong: What was wrong, in words.
    """

    operations: int = 0
    failed: int = 0
    harmless: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


def state_of(folder: Path) -> State:
    """Return what lies in a folder; locks are left out."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file() and not path.name.endswith(".lock"))
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def sweep(scenario: Scenario, folder: Path, errors: Sequence[str], *, first: int = 1, step: int = 1) -> Found:
    """Fail every operation of a scenario, or every so many, in each of the ways, and return what came of it."""
    before, work, out = folder / "before", folder / "work", folder / "out"
    scenario.prepare(before)
    start = state_of(before)

    def run(number: int = 0, error: str = "EIO") -> Ended:
        return _forked(scenario, work, out, Faults((work,), Shared(), number, error))

    def begin() -> None:
        shutil.rmtree(work, ignore_errors=True)
        shutil.copytree(before, work, symlinks=True)

    begin()
    # What is loaded and kept in memory here need not be loaded in each of the processes that are forked.
    with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
        _run_here(scenario, work, None)
    begin()
    whole = run()
    reference = state_of(work)
    found = Found(operations=whole.operations)
    found.wrong += [f"undisturbed: {one}" for one in scenario.lies(start, whole, reference, reference)]
    for error in errors:
        for number in range(first, whole.operations + 1, step):
            begin()
            ended = run(number, error)
            if not ended.failed:
                continue
            found.failed += 1
            untouched = state_of(work) == start
            wrong = [
                *_unfit(ended, untouched=untouched, killed=error == KILL),
                *scenario.lies(start, ended, state_of(work), reference),
            ]
            if ended.code == 0:
                found.harmless.append(ended.failed)
            again = run()
            wrong += [f"and then: {one}" for one in _unfit(again)]
            wrong += [f"and then: {one}" for one in _unlike(state_of(work), reference, scenario.same)]
            if again.code != whole.code:
                wrong.append(f"and then: exit code {again.code}, not {whole.code}: {again.stderr}")
            found.wrong += [f"{number} {error} {ended.failed} (exit code {ended.code}): {one}" for one in wrong]
    return found


def _unfit(ended: Ended, *, untouched: bool = False, killed: bool = False) -> Iterator[str]:
    # An argument that cannot be looked at is the user's mistake in the eyes of click, before anything is begun.
    expected = {-signal.SIGKILL} if killed else {0, 1, 2} if untouched else {0, 1}
    if ended.code not in expected:
        yield f"exit code {ended.code}: {ended.stderr[-300:]}"
    for text in (ended.stdout, ended.stderr):
        if "Traceback" in text or "Exception ignored" in text:
            yield f"traceback: {text[-1500:]}"
    if ended.code == 1 and ended.failed and not ended.stderr.strip():
        yield "nothing is said"


def _unlike(there: State, wanted: State, same: tuple[str, ...]) -> Iterator[str]:
    for name in sorted({*there, *wanted}):
        if name.startswith(same) and there.get(name) != wanted.get(name):
            yield f"{name} {'is missing' if name not in there else 'is left' if name not in wanted else 'differs'}"


def _forked(scenario: Scenario, work: Path, out: Path, faults: Faults) -> Ended:
    """Run the command in a process that is forked for it."""
    out.mkdir(exist_ok=True)
    process = os.fork()
    if not process:
        os.setsid()
        for stream, name in ((1, "stdout"), (2, "stderr")):
            descriptor = os.open(out / name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
            os.dup2(descriptor, stream)
        os._exit(_run_here(scenario, work, faults))
    end = time.monotonic() + _PATIENCE
    while True:
        done, status = os.waitpid(process, os.WNOHANG)
        if done:
            break
        if time.monotonic() > end:
            os.killpg(process, signal.SIGKILL)
            end += _PATIENCE
        time.sleep(0.005)
    printed, complaints = ((out / name).read_text(encoding="utf-8", errors="replace") for name in ("stdout", "stderr"))
    code = os.waitstatus_to_exitcode(status)
    return Ended(code, printed, complaints, faults.shared.count, faults.shared.failed)


def _run_here(scenario: Scenario, work: Path, faults: Faults | None) -> int:
    """Run the command as Python would, and return its exit code."""
    code = 0
    try:
        if faults:
            faults.install()
        code = scenario.program([str(one) for one in scenario.command(work)])
    except SystemExit as error:
        code = error.code if isinstance(error.code, int) else int(error.code is not None)
    except BaseException:  # noqa: BLE001 - as Python does at the end of a program
        traceback.print_exc()
        code = 1
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    return code


def main() -> int:
    """Sweep a scenario, and print what was found as JSON."""
    parser = argparse.ArgumentParser()
    parser.add_argument("scenario")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--first", type=int, default=1)
    parser.add_argument("--step", type=int, default=1)
    parser.add_argument("--errors", default=",".join(ERRORS))
    asked = parser.parse_args()
    module, _, name = asked.scenario.partition(":")
    scenario: Scenario = getattr(importlib.import_module(module), name)
    asked.folder.mkdir(parents=True, exist_ok=True)
    found = sweep(scenario, asked.folder.resolve(), asked.errors.split(","), first=asked.first, step=asked.step)
    sys.stdout.write(json.dumps(vars(found), indent=1) + "\n")
    return int(bool(found.wrong))


if __name__ == "__main__":
    sys.exit(main())
