"""Measure letters of many senders: what one costs, beside one of many recipients and beside one set by itself.

    python -m bench.senders [--letters 10000] [--jobs 1] [--rounds 5]

Every run is the whole program, as a person starts it: the sheet is read and every supporter gets an id. The kinds of
runs are made in turns, because a machine can become slower in between.
"""

import argparse
import csv
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from bench.crowd import write_crowd
from bench.scale import Run, run_letters, say

_MEMBERS = 100
_LANGUAGES = ("en", "fr", "de")
# With notes of their own, letters take a hundred times as long.
_NOTED = 50
_ROUNDS = 5
_GOAL = 1.5


def write_sheet(path: Path, senders: int, *, noted: bool = False) -> Path:
    """Write a sheet of so many made-up supporters, no two of them alike, and return it.

    Args:
        path: Where.
        senders: How many.
        noted: Whether each has a personal note of their own.
    """
    with path.open("w", encoding="utf-8", newline="") as stream:
        rows = csv.writer(stream)
        rows.writerow(("name", "address 1", "postcode", "country", "email", "languages", "consent", "personal_note"))
        for number in range(senders):
            street, note = f"{number % 900 + 1} Example Street", f"The bus {number} wakes me every day."
            email, language = f"supporter-{number}@example.org", _LANGUAGES[number % len(_LANGUAGES)]
            words = (
                "Ann",
                _name(number),
                street,
                "EC1Y 8SY",
                "GB",
                email,
                language,
                "2026-01-05",
                note if noted else "",
            )
            rows.writerow((f"{words[0]} {words[1]}", *words[2:]))
    return path


def _name(number: int) -> str:
    """Return a family name of letters, another for each number: "Lababac"."""
    digits = f"{number:05d}"
    return "L" + "".join("aeiou"[int(one) % 5] + "bcdfgklmnp"[int(one)] for one in digits)


def main(arguments: Sequence[str] | None = None) -> None:
    """Print one line for each thing that was measured."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    options.add_argument("--letters", type=int, default=10_000)
    options.add_argument("--jobs", type=int, default=1)
    options.add_argument("--rounds", type=int, default=_ROUNDS)
    chosen = options.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        _measure(Path(folder), chosen.letters, chosen.jobs, chosen.rounds)


def _measure(folder: Path, letters: int, jobs: int, rounds: int) -> None:
    crowd, few = write_crowd(folder / "crowd", letters), write_crowd(folder / "few", _MEMBERS)
    for campaign in (crowd, few):
        (campaign / "sender.yaml").write_text("name: Ann Lee\ncountry: GB\n", encoding="utf-8")
    sheet = write_sheet(folder / "senders.csv", letters)
    notes = write_sheet(folder / "notes.csv", min(letters, _NOTED), noted=True)
    form = ("--audience", "legislature", "--format", "pdf", "--jobs", str(jobs))
    kinds = {
        f"{letters} recipients, one sender": (crowd, ()),
        f"{letters} senders, a recipient each": (few, ("--senders", str(sheet), "--share", "1")),
        f"{min(letters, _NOTED)} senders with notes": (few, ("--senders", str(notes), "--share", "1")),
    }
    runs: dict[str, list[Run]] = {kind: [] for kind in kinds}
    for _ in range(rounds):
        for kind, (campaign, more) in kinds.items():
            shutil.rmtree(campaign / "letters", ignore_errors=True)
            runs[kind].append(run_letters(campaign, *form, *more))
    cpus = [median(run.cpu for run in made) for made in runs.values()]
    for (kind, made), cpu in zip(runs.items(), cpus, strict=True):
        peak = max(peak for run in made for peak in run.peaks.values())
        count = int(kind.split()[0])
        say(kind, f"{cpu:.1f} s CPU, {cpu / count * 1000:.2f} ms each, up to {peak:.0f} MiB; {made[-1].told}")
    say(f"many senders to many recipients ({_GOAL})", f"{cpus[1] / cpus[0]:.2f} times, medians of {rounds}")


if __name__ == "__main__":
    main()
