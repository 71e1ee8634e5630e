"""Measure the packet: against the letters that it holds, by the page, and against one document of Typst's.

    python -m bench.packet [--letters 2000]

The whole runs are the program as a person starts it: first the letters as PDF, then the packet of what lies there, with
labels of one kind. For the document, ours are set as a worker of a run sets them and merged; Typst sets all in one.
"""

import argparse
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from bench.contender import MissingError, envelope
from bench.crowd import write_crowd
from bench.letters import letters_of_round
from bench.ours import entreaty
from bench.scale import run_letters, say
from bench.typst_compiler import typst_packet
from entreaty.output.packet.merge import Enclosed, MergedLetters

_ROUNDS = 5
_OF_DOCUMENT = 500
_PAGES = 2


def main(arguments: Sequence[str] | None = None) -> None:
    """Print one line for each thing that was measured."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    options.add_argument("--letters", type=int, default=2000)
    count = options.parse_args(arguments).letters
    with TemporaryDirectory() as folder:
        campaign = write_crowd(Path(folder), count)
        written = run_letters(campaign, "--format", "pdf")
        packed = run_letters(campaign, "--format", "pdf", "--packet", "--labels", "l7163")
        say(f"{count} letters as PDF", f"{written.wall:.1f} s wall, {written.cpu:.1f} s CPU")
        say("their packet, letters unchanged", f"{packed.wall:.1f} s wall, {packed.cpu:.1f} s CPU")
        say(
            "packet / letters (at most 1)", f"wall {packed.wall / written.wall:.2f}, CPU {packed.cpu / written.cpu:.2f}"
        )
        peaks = sorted(packed.peaks.values(), reverse=True)[:2]
        say("peak memory (of the parent under 400 MiB)", ", ".join(f"{peak:.0f} MiB" for peak in peaks))
        files = sorted((campaign / "letters").glob("*/*.pdf"))
        files = [file for file in files if file.parent.name != "packet"]
        cpu, pages = _merged(files)
        say("merging (at most 1 ms a page)", f"{cpu / pages * 1000:.2f} ms CPU a page, {pages} pages")
    _measure_document()


def _merged(files: Sequence[Path]) -> tuple[float, int]:
    """Return the seconds of CPU that merging takes, and how many pages there are."""
    begun = time.process_time()
    merged = MergedLetters([Enclosed(file.stem, file) for file in files], "Letters")
    for _ in merged.pieces():
        pass
    return time.process_time() - begun, merged.pages


def _measure_document() -> None:
    """Make one document of letters with ten notes each, ours and Typst's in turns."""
    makers: dict[str, Callable[[int], object]] = {"Entreaty": _ours, "Typst": _typst}
    taken: dict[str, list[float]] = {name: [] for name in makers}
    try:
        for number in range(_ROUNDS + 1):
            for name, make in makers.items():
                begun = time.process_time()
                make(number)
                taken[name].append(time.process_time() - begun)
    except MissingError as error:
        say("one document with Typst", f"missing; to install it: {error}")
        return
    # The first round also imports and compiles.
    each = {name: median(seconds[1:]) / (_OF_DOCUMENT * _PAGES) * 1000 for name, seconds in taken.items()}
    told = ", ".join(f"{name} {milliseconds:.2f}" for name, milliseconds in each.items())
    say(f"one document of {_OF_DOCUMENT} letters, ms CPU a page", told)
    say("Entreaty / Typst (at most 0.5)", f"{each['Entreaty'] / each['Typst']:.2f}")


def _ours(number: int) -> None:
    with TemporaryDirectory() as folder, entreaty() as ready:
        files = []
        for place, content in enumerate(ready.typeset(letters_of_round(number, _OF_DOCUMENT))):
            files.append(Path(folder, f"{place}.pdf"))
            files[-1].write_bytes(content)
        _merged(files)


def _typst(number: int) -> None:
    typst_packet(letters_of_round(number, _OF_DOCUMENT), envelope())


if __name__ == "__main__":
    main()
