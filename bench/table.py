"""The table of a contest, for people: what one letter took, and whether the promised ratios hold."""

import os
import platform
from collections.abc import Iterator
from math import inf

from bench.contender import Contender
from bench.contest import OURS, PLAIN, TYPST, Result, Results

MIB, KIB = 2**20, 2**10
_ROW = "{:<26} {:>7} {:>8} {:>14} {:>8} {:>7} {:>6}  {}"
# Below this many seconds a tenth of a millisecond is too coarse.
_SHORT = 0.01
_HEADS = (
    ("what one letter takes,", "letters", "CPU ms", "CPU ms", "wall ms", "memory", "file", "file"),
    ("medians of the rounds", "a round", "", "from–to", "", "MiB", "KiB", "claims"),
)


def table(results: Results) -> Iterator[str]:
    """Yield the lines of the table and of the ratios below it, none longer than 100 characters."""
    programs = {one.name.partition(",")[0]: result.version for one, result in results.items() if result.version}
    yield f"{os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}"
    yield ", ".join(f"{program} {version}" for program, version in programs.items())
    yield ""
    for heads in _HEADS:
        yield _ROW.format(*heads).rstrip()
    for contender, result in results.items():
        yield _row(contender, result)
    yield ""
    yield _promise("CPU, entreaty / Typst:", _ratio(results, OURS, TYPST), "at most 1; aim: 0.2", at_most=1)
    yield _promise("CPU, plain loop / entreaty:", _ratio(results, PLAIN, OURS), "at least 20", at_least=20)


def _row(contender: Contender, result: Result) -> str:
    if not result.rounds:
        return f"{contender.name:<26} missing; to install it: {result.install}"
    cpus = [one.cpu for one in result.rounds]
    memory = result.rounds[-1].memory / MIB
    return _ROW.format(
        contender.name,
        contender.letters,
        _milliseconds(result.median("cpu")),
        f"{_milliseconds(min(cpus))}–{_milliseconds(max(cpus))}",
        _milliseconds(result.median("wall")),
        f"{memory:.0f}" if memory else "?",
        f"{result.median('size') / KIB:.1f}",
        contender.made,
    ).rstrip()


def _ratio(results: Results, above: Contender, below: Contender) -> float | None:
    """Return the ratio of two contenders' CPU times; None where one is missing."""
    if not (results[above].rounds and results[below].rounds):
        return None
    return results[above].median("cpu") / results[below].median("cpu")


def _promise(name: str, ratio: float | None, promised: str, *, at_least: float = 0, at_most: float = inf) -> str:
    if ratio is None:
        return f"{name:<28} {'?':>6}  promised: {promised}"
    verdict = "holds" if at_least <= ratio <= at_most else "DOES NOT HOLD"
    return f"{name:<28} {ratio:>6.2f}  promised: {promised}; {verdict}"


def _milliseconds(seconds: float) -> str:
    return f"{seconds * 1000:.2f}" if seconds < _SHORT else f"{seconds * 1000:.1f}"
