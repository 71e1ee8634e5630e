"""Measure everything five times and print the medians: the contest of typesetters, then what else takes time."""

import resource
import sys
import time
from collections.abc import Callable
from statistics import median

from bench.citations import cite_ten_thousand
from bench.contest import ROUNDS, contest
from bench.imports import check_fifty_thousand, import_two_hundred_thousand
from bench.profiles import load_fifty_thousand
from bench.table import table

BENCHMARKS: list[tuple[str, Callable[[], int], str]] = [
    ("format citations, one process", cite_ten_thousand, "CPU under 2 s for 10,000"),
    ("load recipients, one process", load_fifty_thousand, "wall under 10 s for 50,000"),
    ("check recipients, cold", check_fifty_thousand, "wall under 12 s for 50,000"),
    ("import a list of CSV, cold", import_two_hundred_thousand, "none; see README.md"),
]


def main() -> None:
    """Print the table of the contest, and one row for each other benchmark."""
    for line in table(contest()):
        sys.stdout.write(f"{line}\n")
    row = "{:<32} {:>8} {:>9} {:>9}  {}\n".format
    sys.stdout.write("\n" + row("what else takes time", "how many", "wall", "CPU", "goal"))
    for name, benchmark, goal in BENCHMARKS:
        benchmark()  # the first run also imports and compiles
        walls, cpus = [], []
        for _ in range(ROUNDS):
            wall, cpu = time.perf_counter(), _cpu()
            done = benchmark()
            walls.append(time.perf_counter() - wall)
            cpus.append(_cpu() - cpu)
        sys.stdout.write(row(name, f"{done:,}", f"{median(walls):.2f} s", f"{median(cpus):.2f} s", goal))


def _cpu() -> float:
    """Return the CPU time of this process and of those that it started and that have ended, in seconds."""
    used = [resource.getrusage(whose) for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


if __name__ == "__main__":
    main()
