"""Look for inputs that the program does not survive, and print one table: `python -m fuzz [TARGET]...`."""

import argparse
import secrets
import shutil
import sys
from pathlib import Path

from fuzz.hunt import Hunt
from fuzz.seeds import make_seeds
from fuzz.table import messages, table
from fuzz.worker import all_targets

_FOLDER = Path("build", "fuzz")


def main() -> int:
    """Feed each target for its share of the time; return 1 where something was found."""
    names = tuple(all_targets(_FOLDER / "seeds"))
    parser = argparse.ArgumentParser(prog="python -m fuzz", description=__doc__)
    parser.add_argument("targets", nargs="*", metavar="TARGET", help=f"one of: {', '.join(names)}")
    parser.add_argument("--seconds", type=float, default=600, help="for all targets together; 600 by default")
    parser.add_argument("--seed", default=secrets.token_hex(4), help="decides every input; another one by default")
    parser.add_argument("--first", type=int, default=0, help="the number of the first input of each target")
    parser.add_argument("--inputs", type=int, default=0, help="at most so many inputs of each target")
    parser.add_argument("--messages", action="store_true", help="also print each message that was seen")
    asked = parser.parse_args()
    if unknown := set(asked.targets) - set(names):
        parser.error(f"there is no target {', '.join(sorted(unknown))}; there are: {', '.join(names)}")
    wanted = [name for name in names if name in asked.targets] or list(names)
    shutil.rmtree(_FOLDER / "seeds", ignore_errors=True)
    make_seeds(_FOLDER / "seeds")
    hunt = Hunt(
        seed=asked.seed,
        folder=_FOLDER,
        seconds=asked.seconds / len(wanted),
        first=asked.first,
        inputs=asked.inputs,
    )
    sys.stdout.write(f"seed {asked.seed}\n")
    tallies = {}
    for name in wanted:
        tallies[name] = hunt.of(name)
        sys.stderr.write(f"{name}: {tallies[name].inputs} inputs, {len(tallies[name].found)} findings\n")
    sys.stdout.writelines(f"{line}\n" for line in table(tallies))
    if asked.messages:
        sys.stdout.writelines(f"{line}\n" for line in messages(tallies))
    return 1 if any(tally.found for tally in tallies.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
