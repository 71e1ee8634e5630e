"""The process that runs inputs, one after the other, within limits, and tells what became of each.

It reads the number of an input from each line of its standard input, and answers with a line of JSON. Nothing that an
input makes the program do may reach beyond its own folder: what does is told.
"""

import json
import os
import re
import resource
import shutil
import sys
import tempfile
import time
import warnings
from pathlib import Path
from random import Random
from typing import Any

from fuzz import campaigns, districts, doors, looks, outreach, sources
from fuzz.target import Input, Ran, Target, lay_out

_GIB = 2**30
_MEMORY, _FILE = 3 * _GIB, 64 * 2**20
_LETTER = 10 * 2**20
_NEIGHBOUR, _WORDS = "neighbour.txt", "Somebody else's.\n"
_COUNT = re.compile(r"^(\d+) letters? written, (\d+) unchanged", flags=re.MULTILINE)
_ROWS = re.compile(r"^\d+ rows?: (\d+) imported, (\d+) updated, (\d+) unchanged", flags=re.MULTILINE)
_SENT = re.compile(r"^(?:(\d+) letters? sent|(\d+) added to)", flags=re.MULTILINE)
_OF_A_LETTER = re.compile(r"^[a-z0-9-]+/[a-z0-9-]+: error: ", flags=re.MULTILINE)
_MESSAGE = re.compile(r"^\S+?(?::\d+)?: (?:(?:error|warning): )?([a-z].*)$", flags=re.MULTILINE)
_QUOTED = re.compile(r"'[^']*'|“[^”]*”|‘[^’]*’|U\+\w+|\d+")


def all_targets(seeds: Path) -> dict[str, Target]:
    """Return every target by its name."""
    return {
        one.name: one
        for module in (campaigns, looks, sources, districts, outreach, doors)
        for one in module.targets(seeds)
    }


def input_of(target: Target, seed: str, number: int) -> Input:
    """Return the input of that number, the same at each run with the same seed."""
    return target.make(Random(f"{seed}/{target.name}/{number}"))


def main() -> None:
    """Run inputs of a target until nobody asks for more: `python -m fuzz.worker TARGET SEED FOLDER`."""
    name, seed, work = sys.argv[1], sys.argv[2], Path(sys.argv[3]).resolve()
    target = all_targets(work.parent / "seeds")[name]
    _limit()
    # What a library warns of would stand among what the program says.
    warnings.simplefilter("error", UserWarning)
    reached: list[str] = []
    # Asked for here: what a hook asks for may open files, of which the hook would be told again.
    allowed = (f"{work}/", f"{tempfile.gettempdir()}/", "/dev/")
    sys.addaudithook(lambda event, arguments: reached.extend(_beyond(event, arguments, allowed)))
    for line in sys.stdin:
        reached.clear()
        told = run_input(target, input_of(target, seed, int(line)), work)
        told["fault"] = told["fault"] or "\n".join(
            f"reached beyond its folder: {one}" for one in dict.fromkeys(reached)
        )
        sys.stdout.write(json.dumps(told) + "\n")
        sys.stdout.flush()


def run_input(target: Target, one: Input, work: Path) -> dict[str, Any]:
    """Run an input in a folder of its own, beside a file that must stay, and return what became of it."""
    folder = work / "campaign"
    shutil.rmtree(folder, ignore_errors=True)
    lay_out(one, work.parent / "seeds", folder)
    (work / _NEIGHBOUR).write_text(_WORDS, encoding="utf-8")
    before, began = set(work.iterdir()), time.perf_counter()
    os.chdir(folder)
    try:
        ran = target.run(one)
    finally:
        os.chdir(work)
    seconds = time.perf_counter() - began
    return {
        "seconds": seconds,
        "reached": _stages(ran),
        "messages": sorted({_QUOTED.sub("…", one[1])[:70] for one in _MESSAGE.finditer(ran.output)}),
        "memory": _most_memory(),
        "fault": ran.fault or _effect(ran, folder, before),
    }


def _effect(ran: Ran, folder: Path, before: set[Path]) -> str:
    """Return what an input did that none may do; empty where it did nothing of the kind.

    Args:
        ran: What became of it.
        folder: The campaign's folder.
        before: What lay beside it.
    """
    if unknown := set(ran.codes) - {0, 1, 2}:
        return f"the exit code {unknown} means nothing\n{ran.output[-2_000:]}"
    beside = set(folder.parent.iterdir())
    if beside != before or (folder.parent / _NEIGHBOUR).read_text(encoding="utf-8") != _WORDS:
        return f"something beside the campaign changed: {sorted(map(str, beside ^ before))}"
    if large := [path for path in (folder / "letters").rglob("*") if path.is_file() and path.stat().st_size > _LETTER]:
        return f"a file of a letter is larger than 10 MiB: {large[0]}"
    return ""


def _stages(ran: Ran) -> list[str]:
    """Return how deep an input came, from what the commands printed."""
    output = ran.output
    printed = any(any(map(int, one.groups())) for one in _COUNT.finditer(output))
    reached = {
        "accepted": not any(ran.codes),
        "planned": printed or bool(_OF_A_LETTER.search(output)),
        "printed": printed,
        "merged": any(any(map(int, one.groups())) for one in _ROWS.finditer(output)),
        "sent": any(int(one[1] or one[2]) for one in _SENT.finditer(output)),
    }
    return [stage for stage, whether in reached.items() if whether]


def _most_memory() -> int:
    """Return the most memory that this process took, in kibibytes.

    Not by `getrusage` where the system tells it better: what a process was before it became this one counts there too.
    """
    status = Path("/proc/self/status")
    told = re.search(r"VmHWM:\s+(\d+)", status.read_text()) if status.exists() else None
    return int(told[1]) if told else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def _limit() -> None:
    """Let this process neither take more memory nor write larger files than any letter needs."""
    for what, most in ((resource.RLIMIT_AS, _MEMORY), (resource.RLIMIT_FSIZE, _FILE)):
        resource.setrlimit(what, (most, resource.getrlimit(what)[1]))


def _beyond(event: str, arguments: tuple[Any, ...], allowed: tuple[str, ...]) -> list[str]:
    """Return what an event does beyond these folders: a file that is written, or another machine that is asked."""
    if event == "open" and isinstance(arguments[0], str) and arguments[2] & (os.O_WRONLY | os.O_RDWR):
        path = os.path.realpath(arguments[0])
        if not f"{path}/".startswith(allowed) and not path.endswith(".pyc"):
            return [f"writes {path}"]
    if event == "socket.connect" and isinstance(arguments[1], tuple) and arguments[1][0] not in {"127.0.0.1", "::1"}:
        return [f"connects to {arguments[1]}"]
    return []


if __name__ == "__main__":
    main()
