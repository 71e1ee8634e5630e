"""Kill runs at random moments and start them again: in the end every byte must be as if nothing had happened.

python -m bench.killed [--kills 30] [--letters 3000] [--format txt] [--jobs 2] [--seed 7]
"""

import argparse
import hashlib
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from bench.crowd import ROOT, write_crowd

_DAY = "2026-11-25"
_NOT_LETTERS = {".lock"}
# In seconds: some way into what follows a letter in the journal.
_MOMENT = 0.2


def start(campaign: Path, *options: str) -> "subprocess.Popen[bytes]":
    """Start `letters` over a campaign."""
    command = [sys.executable, str(ROOT / "generate.py"), "--campaign", str(campaign), "letters", "--date", _DAY]
    return subprocess.Popen(  # noqa: S603  (this program)
        [*command, *options], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


def contents(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of every file below the folder, by its name."""
    files = (path for path in folder.rglob("*") if path.is_file() and path.name not in _NOT_LETTERS)
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def partial(folder: Path, whole: Mapping[str, str]) -> list[str]:
    """Return the letters in the folder that are not, byte for byte, what an undisturbed run made."""
    there = contents(folder) if folder.exists() else {}
    return [name for name, found in there.items() if not Path(name).name.startswith(".") and whole.get(name) != found]


def noted(folder: Path) -> int:
    """Return how many letters the journal of the run under way holds."""
    journal = folder / ".journal.jsonl"
    return journal.read_bytes().count(b"\n") if journal.exists() else 0


def main(arguments: Sequence[str] | None = None) -> None:
    """Print a line for each kill, and whether all is well in the end; the exit code says so too."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    options.add_argument("--kills", type=int, default=30)
    options.add_argument("--letters", type=int, default=3_000)
    options.add_argument("--format", default="txt")
    options.add_argument("--jobs", type=int, default=2)
    options.add_argument("--seed", type=int, default=7)
    chosen = options.parse_args(arguments)
    order = ("--format", chosen.format, "--jobs", str(chosen.jobs))
    chance = random.Random(chosen.seed)  # noqa: S311  (moments, not secrets)
    with tempfile.TemporaryDirectory() as name:
        # Problems and lines name the folder, so that both runs have to take place in the same one.
        campaign, letters = write_crowd(Path(name, "campaign"), chosen.letters), Path(name, "campaign", "letters")
        begun = time.perf_counter()
        undisturbed = start(campaign, *order)
        while undisturbed.poll() is None and not (letters / ".journal.jsonl").exists():
            time.sleep(0.01)
        prepared = time.perf_counter() - begun
        undisturbed.wait()
        lasts = time.perf_counter() - begun
        whole = contents(letters)
        letters.rename(Path(name, "whole"))
        if len(whole) < chosen.letters * len(chosen.format.split(",")):
            raise SystemExit("not all letters can be made")
        sys.stdout.write(
            f"{len(whole)} files in {lasts:.1f} s, the first after {prepared:.1f} s, when nothing happens\n"
        )
        bad: list[str] = []
        for kill in range(1, chosen.kills + 1):
            if (letters / "manifest.json").exists():
                # All letters are made: the remaining kills come while they are made once more.
                bad += partial(letters, whole)
                shutil.rmtree(letters)
            process, before = start(campaign, *order), noted(letters)
            # Each fifth before the first letter, the others while letters are made.
            more = chance.randint(1, 2 * chosen.letters // chosen.kills) if kill % 5 else 0
            while process.poll() is None and noted(letters) < before + more:
                time.sleep(0.001)
            time.sleep(chance.uniform(0, _MOMENT if more else prepared))
            process.send_signal(signal.SIGKILL)
            what = "it had ended" if process.wait() == 0 else "killed"
            found = partial(letters, whole)
            bad += found
            there = len(list(letters.rglob("[!.]*.*"))) if letters.exists() else 0
            told = f"{there} files, {len(found)} of them wrong, {noted(letters)} letters in the journal"
            sys.stdout.write(f"{kill:3} {what}: {told}\n")
            sys.stdout.flush()
        start(campaign, *order).wait()
        same = contents(letters) == whole
        sys.stdout.write("the same bytes as undisturbed\n" if same else "OTHER BYTES than undisturbed\n")
    raise SystemExit(bool(bad) or not same)


if __name__ == "__main__":
    main()
