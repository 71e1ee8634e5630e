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
from statistics import median

from bench.crowd import ROOT, write_crowd

# On this day something is asked of members of parliament.
_DAY = "2026-02-03"
_LOOK_EVERY = 0.05
_LIMIT = 400
_SMALL = 20
# While the first fifth is made, workers start and the pages of groups are set.
_WARM = 5
_ROUNDS = 5
_AGAIN = 10_000


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

    def rate(self, first: int, last: int) -> float:
        """Return how many letters were done in a second, between the one of that number and the other."""
        return (last - first) / (self.seconds_until(last) - self.seconds_until(first))


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


def say(what: str, told: str) -> None:
    """Print what was measured, and what came of it."""
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
        _measure_growth(write_crowd(Path(folder, "whole"), chosen.letters, ("GB",)), half, chosen.jobs, form)
        less = write_crowd(Path(folder, "half"), half, ("GB",))
        _measure_workers(less, half, chosen.jobs, form)
        _measure_again(less, half, form)


def _measure_growth(campaign: Path, half: int, jobs: int, form: Sequence[str]) -> None:
    run = run_letters(campaign, *form, "--jobs", str(jobs))
    first, last = half / run.rate(half // _WARM, half), half / run.rate(half, 2 * half)
    # Libraries ask small programs of the system where other libraries lie.
    peaks = sorted((peak for peak in run.peaks.values() if peak > _SMALL), reverse=True)
    say(f"{2 * half} letters, {jobs} workers", f"{run.wall:.1f} s wall, {run.cpu:.1f} s CPU")
    # The first letters of all wait until everything is loaded and planned.
    say("until the first letters are there", f"{run.seconds_until(1):.1f} s")
    say(f"first {half}, second {half} (10 %)", f"{first:.1f} s, {last:.1f} s: {(last / first - 1) * 100:+.1f} %")
    say(f"peak memory of each process (under {_LIMIT})", ", ".join(f"{peak:.0f} MiB" for peak in peaks))
    _measure_again(campaign, 2 * half, form)


def _measure_workers(campaign: Path, letters: int, jobs: int, form: Sequence[str]) -> None:
    """Compare one worker with several, in turns, because a machine can become slower in between."""
    runs: dict[int, list[Run]] = {1: [], jobs: []}
    for _ in range(_ROUNDS):
        for number, made in runs.items():
            made.append(run_letters(campaign, *form, "--force", "--jobs", str(number)))
    walls, cpus = ([median(getattr(run, name) for run in made) for made in runs.values()] for name in ("wall", "cpu"))
    each = [[run.rate(letters // _WARM, letters) for run in made] for made in runs.values()]
    rates = [median(of_one) for of_one in each]
    say(
        f"1 worker and {jobs} while letters are made (1.8)",
        f"{rates[0]:.0f} and {rates[1]:.0f} a second: {rates[1] / rates[0]:.2f} times, medians of {_ROUNDS}",
    )
    say("the same in each round", ", ".join(f"{many / one:.2f}" for one, many in zip(*each, strict=True)))
    say("the whole of these runs", f"{walls[0]:.1f} s and {walls[1]:.1f} s; CPU {cpus[0]:.1f} s and {cpus[1]:.1f} s")


def _measure_again(campaign: Path, letters: int, form: Sequence[str]) -> None:
    again = run_letters(campaign, *form)
    goal = " (under 3 s)" if letters <= _AGAIN else ""
    say(f"again, {letters} unchanged{goal}", f"{again.wall:.2f} s wall, {again.cpu:.2f} s CPU: {again.told}")


if __name__ == "__main__":
    main()
