"""A contender in a process of its own: sets what it is sent, and says what that took."""

import pickle
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from statistics import median
from typing import Any

import psutil

from bench.contender import Contender, MissingError
from entreaty.writing.letter import Letter

# How often memory is looked at while a round runs, in seconds.
_LOOK = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """What one round took.

    Attributes:
        cpu: CPU time per letter in seconds, of the process and all that it started.
        wall: Wall time per letter in seconds.
        size: The median size of a file in bytes.
        memory: The most memory so far in bytes, of the process and all that it started; 0 on a system without /proc.
    """

    cpu: float
    wall: float
    size: float
    memory: int


class Worker:
    """A running contender.

    Attributes:
        contender: Which one.
        version: Its version.
    """

    def __init__(self, contender: Contender, pipe: Connection, pid: int) -> None:
        """Wait until it has started.

        Raises:
            MissingError: It lacks a program or package.
        """
        self.contender = contender
        self._pipe, self._pid = pipe, pid
        self._memory = 0
        self.version: str = self._answer()

    def set_round(self, letters: list[Letter]) -> Round:
        """Set the letters of one group, and return what it took."""
        # One pickle for each letter: as in a run, no letter shares its values with the next.
        self._pipe.send([pickle.dumps(letter) for letter in letters])
        cpu, wall, size = self._answer()
        return Round(cpu=cpu, wall=wall, size=size, memory=self._memory)

    def _answer(self) -> Any:
        while not self._pipe.poll(_LOOK):
            self._memory = max(self._memory, _memory(self._pid))
        self._memory = max(self._memory, _memory(self._pid))
        answer = self._pipe.recv()
        if isinstance(answer, MissingError):
            raise answer
        return answer


@contextmanager
def started(contender: Contender) -> Iterator[Worker]:
    """Run a contender in a new process, and end that.

    Raises:
        MissingError: It lacks a program or package.
    """
    context = get_context("spawn")
    here, there = context.Pipe()
    process = context.Process(target=_work, args=(contender, there))
    process.start()
    there.close()
    try:
        yield Worker(contender, here, process.pid or 0)
    finally:
        here.close()
        process.join()


def _work(contender: Contender, pipe: Connection) -> None:
    try:
        with contender.start() as ready:
            pipe.send(ready.version)
            while True:
                try:
                    letters = [pickle.loads(one) for one in pipe.recv()]  # noqa: S301 - from our own parent
                except EOFError:
                    return
                cpu, wall = _cpu(), time.perf_counter()
                sizes = [len(file) for file in ready.typeset(letters)]
                wall, cpu = time.perf_counter() - wall, _cpu() - cpu
                pipe.send((cpu / len(sizes), wall / len(sizes), median(sizes)))
    except MissingError as error:
        pipe.send(error)


def _cpu() -> float:
    """Return the seconds that this process and all that it started, ended ones included, have had of a core."""
    children = [process.cpu_times() for process in psutil.Process().children(recursive=True)]
    theirs: float = sum(one.user + one.system + one.children_user + one.children_system for one in children)
    return time.process_time() + theirs


def _memory(pid: int) -> int:
    """Return the most bytes that a process has held so far, with what those hold now that it started."""
    try:
        children = psutil.Process(pid).children(recursive=True)
    except psutil.NoSuchProcess:
        return 0
    return _of_proc(pid, "status", "VmHWM") + sum(_of_proc(one.pid, "smaps_rollup", "Pss") for one in children)


def _of_proc(pid: int, file: str, field: str) -> int:
    """Return a field of a file in /proc in bytes; 0 where there is none, such as after the end of the process."""
    try:
        text = Path(f"/proc/{pid}/{file}").read_text(encoding="ascii")
    except OSError:
        return 0
    found = re.search(rf"^{field}:\s+(\d+) kB$", text, re.MULTILINE)
    return int(found[1]) * 1024 if found else 0
