"""Measure everything five times and print the medians: the contest of typesetters, then what else takes time."""

import sys
import time
from collections.abc import Callable
from statistics import median

from bench.citations import cite_ten_thousand
from bench.contest import ROUNDS, contest
from bench.profiles import load_fifty_thousand
from bench.table import table

BENCHMARKS: list[tuple[str, Callable[[], int], str]] = [
    ("format citations, one process", cite_ten_thousand, "CPU under 2 s for 10,000"),
    ("load recipients, one process", load_fifty_thousand, "wall under 10 s for 50,000"),
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
            wall, cpu = time.perf_counter(), time.process_time()
            done = benchmark()
            walls.append(time.perf_counter() - wall)
            cpus.append(time.process_time() - cpu)
        sys.stdout.write(row(name, f"{done:,}", f"{median(walls):.2f} s", f"{median(cpus):.2f} s", goal))


if __name__ == "__main__":
    main()
