"""Measure a large run: whether its time grows linearly, what each process needs, and what a second run costs.

    python -m bench.scale [--format pdf,txt,eml] [--letters 20000] [--jobs 2]

Every run is the whole program, as a person starts it. The peak memory of each process is VmHWM of `/proc`, read until
it ends.
"""

import argparse
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bench.crowd import ROOT, write_crowd

_DAY = "2026-11-25"
_LOOK_EVERY = 0.1
_LIMIT = 400
_SMALL = 20


@dataclass
class Run:
    """What was seen of one run.

    Attributes:
        wall: Its seconds.
        cpu: The seconds of processor time, those of its workers included.
        peaks: The peak memory of each process in MiB, by its number.
        told: The last line that it printed.
        done: How many letters lay in the journal at which second.
    """

    wall: float = 0
    cpu: float = 0
    peaks: dict[int, float] = field(default_factory=dict)
    told: str = ""
    done: list[tuple[float, int]] = field(default_factory=list)

    def seconds_until(self, letters: int) -> float:
        """Return when so many letters were done."""
        return next(second for second, done in self.done if done >= letters)


def run_letters(campaign: Path, *options: str) -> Run:
    """Run `letters` over a campaign and watch it."""
    run = Run()
    command = [sys.executable, str(ROOT / "generate.py"), "--campaign", str(campaign), "letters", "--date", _DAY]
    begun, before = time.perf_counter(), _children_cpu()
    with subprocess.Popen(  # noqa: S603  (this program)
        [*command, *options], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        watcher = threading.Thread(target=_watch, args=(process, campaign / "letters", run, begun), daemon=True)
        watcher.start()
        lines = process.stdout.read().splitlines() if process.stdout else []
    run.wall, run.cpu = time.perf_counter() - begun, _children_cpu() - before
    watcher.join()
    run.told = lines[-1]
    return run


def _watch(process: "subprocess.Popen[str]", folder: Path, run: Run, begun: float) -> None:
    journal, lines, read = folder / ".journal.jsonl", 0, 0
    while process.poll() is None:
        for number in _family(process.pid):
            run.peaks[number] = max(run.peaks.get(number, 0), _peak(number))
        try:
            with journal.open("rb") as stream:
                stream.seek(read)
                new = stream.read()
            read, lines = read + len(new), lines + new.count(b"\n")
        except OSError:
            pass
        run.done.append((time.perf_counter() - begun, lines))
        time.sleep(_LOOK_EVERY)


def _family(number: int) -> list[int]:
    try:
        children = Path(f"/proc/{number}/task/{number}/children").read_text().split()
    except OSError:
        return []
    return [number, *(one for child in children for one in _family(int(child)))]


def _peak(number: int) -> float:
    try:
        status = Path(f"/proc/{number}/status").read_text()
    except OSError:
        return 0
    found = re.search(r"VmHWM:\s+(\d+) kB", status)
    return int(found[1]) / 1024 if found else 0


def _children_cpu() -> float:
    import resource  # noqa: PLC0415  (not on Windows)

    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _say(what: str, told: str) -> None:
    sys.stdout.write(f"{what:<44} {told}\n")
    sys.stdout.flush()


def main(arguments: Sequence[str] | None = None) -> None:
    """Print one line for each thing that was measured."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    options.add_argument("--format", default="pdf,txt,eml")
    options.add_argument("--letters", type=int, default=20_000)
    options.add_argument("--jobs", type=int, default=2)
    chosen = options.parse_args(arguments)
    form, half = ("--format", chosen.format, "--country", "GB"), chosen.letters // 2
    with tempfile.TemporaryDirectory() as folder:
        whole = write_crowd(Path(folder, "whole"), chosen.letters, ("GB",))
        run = run_letters(whole, *form, "--jobs", str(chosen.jobs))
        # The first letters of all wait until everything is loaded and planned.
        begun = run.seconds_until(1)
        # While the first of them are made, workers start and the pages of groups are set; the rest is scaled up.
        warm = half // 10
        first = (run.seconds_until(half) - run.seconds_until(warm)) * half / (half - warm)
        last = run.seconds_until(2 * half) - run.seconds_until(half)
        _say(f"{chosen.letters} letters, {chosen.jobs} workers", f"{run.wall:.1f} s wall, {run.cpu:.1f} s CPU")
        _say("until the first letters are there", f"{begun:.1f} s")
        _say(f"first {half}, second {half}", f"{first:.1f} s, {last:.1f} s: {(last / first - 1) * 100:+.1f} %")
        # Libraries ask small programs of the system where other libraries lie.
        peaks = sorted((peak for peak in run.peaks.values() if peak > _SMALL), reverse=True)
        _say(f"peak memory of each process (under {_LIMIT})", ", ".join(f"{peak:.0f} MiB" for peak in peaks))
        again = run_letters(whole, *form)
        _say(f"again, {chosen.letters} unchanged", f"{again.wall:.2f} s wall, {again.cpu:.2f} s CPU: {again.told}")
        less = write_crowd(Path(folder, "half"), half, ("GB",))
        one, two = (run_letters(less, *form, "--force", "--jobs", jobs) for jobs in ("1", str(chosen.jobs)))
        _say(
            f"{half} letters, 1 worker and {chosen.jobs}",
            f"{one.wall:.1f} s, {two.wall:.1f} s: {one.wall / two.wall:.2f} times",
        )
        rates = [(half - 1) / (run.done[-1][0] - run.seconds_until(1)) for run in (one, two)]
        _say(
            "of which while letters are made",
            f"{rates[0]:.0f}, {rates[1]:.0f} a second: {rates[1] / rates[0]:.2f} times",
        )
        _say("the same in CPU, workers and all", f"{one.cpu:.1f} s, {two.cpu:.1f} s")
        again = run_letters(less, *form)
        _say(f"again, {half} unchanged (under 3 s)", f"{again.wall:.2f} s wall, {again.cpu:.2f} s CPU: {again.told}")


if __name__ == "__main__":
    main()
