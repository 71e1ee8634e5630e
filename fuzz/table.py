"""The table of a hunt, for people: how many inputs each target had, how deep they came, and what was found."""

from collections.abc import Iterator, Mapping

from fuzz.hunt import Tally

_STAGES = ("accepted", "planned", "printed", "merged", "sent")
_ROW = "{:<15} {:>7} {:>8} {:>7} {:>7} {:>6} {:>5} {:>8} {:>10} {:>5} {:>6} {:>7} {:>6}"
_HEAD = ("target", "inputs", *_STAGES, "messages", "tracebacks", "hangs", "others", "slowest", "MiB")


def table(tallies: Mapping[str, Tally]) -> Iterator[str]:
    """Yield the lines of the table, and below it what was found and where it lies.

    Stages are shares of the inputs: "accepted" means that every command ended with 0, "planned" that a letter was
    composed, "printed" that one was written, "merged" that a row of a source came in, "sent" that a letter went out.
    """
    yield _ROW.format(*_HEAD)
    for name, tally in tallies.items():
        yield _row(name, tally)
    for tally in tallies.values():
        for sign, folder in tally.found.items():
            yield f"{folder}: {sign}"


def messages(tallies: Mapping[str, Tally]) -> Iterator[str]:
    """Yield each message that a target gave, without what it quotes."""
    for name, tally in tallies.items():
        yield from (f"{name}: {message}" for message in sorted(tally.messages))


def _row(name: str, tally: Tally) -> str:
    shares = (f"{tally.reached[one] / max(tally.inputs, 1):.0%}" if tally.reached[one] else "" for one in _STAGES)
    others = sum(count for kind, count in tally.kinds.items() if kind not in {"traceback", "hang"})
    return _ROW.format(
        name,
        tally.inputs,
        *shares,
        len(tally.messages),
        tally.kinds["traceback"],
        tally.kinds["hang"],
        others,
        f"{tally.slowest:.1f} s",
        tally.memory // 1024,
    )
