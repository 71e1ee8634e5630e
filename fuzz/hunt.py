"""Have workers run inputs, watch that none takes too long, and keep what was found with how to repeat it."""

import json
import os
import re
import select
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from fuzz.target import lay_out
from fuzz.worker import all_targets, input_of

_PATIENCE = 10.0
# Before the first input a worker imports the program.
_TO_START = 60.0
_MEMORY = 2**20  # kibibytes: what no letter may take more of
_REPEAT = "to repeat it: .venv/bin/python -m fuzz {target} --seed {seed} --first {number} --inputs 1"
_FRAME = re.compile(r'File "[^"]*/((?:entreaty|tests|fuzz)/[^"]+)", line (\d+)')


@dataclass(slots=True)
class Tally:
    """What became of the inputs of a target.

    Attributes:
        inputs: How many there were.
        reached: How many came to each stage: "accepted", "planned", "printed", "merged", "sent".
        messages: The different messages that were seen, without what they quote.
        found: The folders that hold what was found, by what it is; each is kept once.
        kinds: How many inputs gave a "traceback", a "hang", the "end" of the worker, or took "memory".
        slowest: Seconds of the slowest that ended.
        memory: The most memory that a worker took, in kibibytes.
    """

    inputs: int = 0
    reached: Counter[str] = field(default_factory=Counter)
    messages: set[str] = field(default_factory=set)
    found: dict[str, Path] = field(default_factory=dict)
    kinds: Counter[str] = field(default_factory=Counter)
    slowest: float = 0
    memory: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Hunt:
    """How long, and for what.

    Attributes:
        seed: Decides every input.
        folder: Where seeds, work and findings lie; what was found before stays.
        seconds: How long each target is fed.
        first: The number of the first input.
        inputs: How many at most; 0 for as many as there is time for.
    """

    seed: str
    folder: Path
    seconds: float
    first: int = 0
    inputs: int = 0

    def of(self, name: str) -> Tally:
        """Feed one target, and return what became of its inputs."""
        tally = Tally()
        number, end = self.first, time.monotonic() + self.seconds
        while self._goes_on(number, end):
            with self._worker(name) as worker:
                patience = _TO_START
                while self._goes_on(number, end):
                    told = _ask(worker, number, patience)
                    tally.inputs += 1
                    goes_on = self._note(name, number, told, tally)
                    number, patience = number + 1, _PATIENCE
                    if not goes_on:
                        break
        return tally

    def _goes_on(self, number: int, end: float) -> bool:
        return time.monotonic() < end and not (self.inputs and number >= self.first + self.inputs)

    def _note(self, name: str, number: int, told: "dict[str, object] | str", tally: Tally) -> bool:
        """Note what became of an input, and tell whether the worker can go on."""
        if isinstance(told, str):
            errors = (self.folder / f"work-{name}" / "stderr.txt").read_text(encoding="utf-8", errors="replace")
            self._keep(name, number, told.split()[0], f"{errors}\n{told}", tally)
            return False
        seconds, memory, fault = float(told["seconds"]), int(told["memory"]), str(told["fault"])  # type: ignore[arg-type,call-overload]
        tally.slowest, tally.memory = max(tally.slowest, seconds), max(tally.memory, memory)
        tally.reached.update(told["reached"])  # type: ignore[arg-type]
        tally.messages.update(told["messages"])  # type: ignore[arg-type]
        if fault:
            self._keep(name, number, "traceback" if "Traceback" in fault else "effect", fault, tally)
        if memory > _MEMORY:
            self._keep(name, number, "memory", f"{memory} KiB were taken", tally)
        return memory <= _MEMORY

    def _keep(self, name: str, number: int, kind: str, what: str, tally: Tally) -> None:
        """Save the input and how to repeat it, unless the same was found before."""
        tally.kinds[kind] += 1
        sign = _sign(kind, what)
        if sign in tally.found:
            return
        found = self.folder / "findings" / f"{name}-{number}"
        shutil.rmtree(found, ignore_errors=True)
        found.mkdir(parents=True)
        seeds = self.folder / "seeds"
        one = input_of(all_targets(seeds)[name], self.seed, number)
        lay_out(one, seeds, found / "campaign")
        commands = "".join(f"$ {' '.join(command)}\n" for command in one.commands)
        raw = "".join(f"{part!r}\n" for part in one.raw)
        repeat = _REPEAT.format(target=name, seed=self.seed, number=number)
        (found / "finding.txt").write_text(
            f"{sign}\n{repeat}\nfiles that were changed: {', '.join(one.files)}\n{commands}{raw}\n{what}\n",
            encoding="utf-8",
            errors="backslashreplace",
        )
        tally.found[sign] = found

    @contextmanager
    def _worker(self, name: str) -> Iterator["subprocess.Popen[bytes]"]:
        """Run a worker in a session of its own, and end it and what it started with the block."""
        work = self.folder / f"work-{name}"
        shutil.rmtree(work, ignore_errors=True)
        work.mkdir(parents=True)
        command = [sys.executable, "-m", "fuzz.worker", name, self.seed, str(work)]
        with (work / "stderr.txt").open("wb") as errors:
            worker = subprocess.Popen(  # noqa: S603  (ourselves)
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors, start_new_session=True
            )
        with suppress(BrokenPipeError), worker:
            try:
                yield worker
            finally:
                with suppress(ProcessLookupError):
                    os.killpg(worker.pid, signal.SIGKILL)
        shutil.rmtree(work, ignore_errors=True)


def _sign(kind: str, what: str) -> str:
    """Return what tells one finding from another: of a traceback, the exception and the last line of ours."""
    frames = _FRAME.findall(what)
    raised = re.findall(r"^([A-Za-z_.]+(?:Error|Exception|Interrupt|Warning|Timeout\w*))\b.*", what, flags=re.MULTILINE)
    if frames and raised:
        return f"{kind}: {raised[-1]} at {':'.join(frames[-1])}"
    return f"{kind}: {what.strip().splitlines()[-1][:120]}"


def _ask(worker: "subprocess.Popen[bytes]", number: int, patience: float) -> "dict[str, object] | str":
    """Have a worker run an input; return what it tells, "hang", or "end" with its exit code."""
    assert worker.stdin
    assert worker.stdout
    with suppress(BrokenPipeError):
        worker.stdin.write(f"{number}\n".encode())
        worker.stdin.flush()
    if not select.select([worker.stdout], [], [], patience)[0]:
        return "hang"
    line = worker.stdout.readline()
    return dict(json.loads(line)) if line else f"end {worker.wait()}"
