"""Kill runs that send letters, and start them again: no letter may arrive twice, and none may be lost.

python -m bench.killed_sends [--kills 30] [--letters 150] [--seed 7]
"""

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from bench.crowd import ROOT, write_crowd
from entreaty.delivery.ledger import LedgerEntry, read_ledger
from tests.support.smtp_server import STAGES, Post, post_office

_SENDER = "name: Anna Example\naddress: [4 Example Street, 3000 Example]\ncountry: CH\nemail: anna@example.org\n"
# From here on a letter may arrive, although the run that sent it was not told.
_UNDER_WAY = ("DATA", "content", "end", "accepted")

_ONCE_A_RUN = ("connect", "EHLO")


class _Killer:
    """Kills a run at a stage of the talk with the server that was drawn, or some moments after it."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.victim: subprocess.Popen[bytes] | None = None
        self.stage, self.times = "", 0
        self.killed: tuple[str, str] | None = None

    def draw(self, stage: str) -> None:
        """Draw when the next kill comes: at the first to fifth time of the stage."""
        once = stage in _ONCE_A_RUN
        self.stage, self.times, self.killed = stage, 1 if once else self.chance.randint(1, 5), None

    def __call__(self, stage: str, recipient: str) -> str:
        self.times -= stage == self.stage
        if self.victim and self.stage and self.times <= 0 and stage == self.stage:
            os.kill(self.victim.pid, signal.SIGKILL)
            self.victim, self.killed = None, (stage, recipient)
        return ""


def start(campaign: Path, *command: str) -> "subprocess.Popen[bytes]":
    """Start the program over a campaign."""
    program = [sys.executable, str(ROOT / "generate.py"), "--campaign", str(campaign), *command]
    return subprocess.Popen(program, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603  (this program)


def wrong(entries: Sequence[LedgerEntry], post: Post, killed_at: set[str]) -> list[str]:
    """Return each letter that arrived twice, or of which the ledger says what is not so."""
    copies = Counter(address for address, _ in post.messages)
    found = [f"{address} got {number} copies" for address, number in copies.items() if number > 1]
    for entry in entries:
        number = copies[entry.address]
        if entry.state == "sent" and number != 1:
            found.append(f"{entry.letter} is sent, and {number} copies arrived")
        if entry.state in {"pending", "deferred", "refused"} and number:
            found.append(f"{entry.letter} is {entry.state}, and it arrived")
        if entry.state in {"sending", "unknown"} and entry.address not in killed_at:
            found.append(f"{entry.letter} is {entry.state}, and no kill met it")
    return found


def main(arguments: Sequence[str] | None = None) -> None:
    """Print a line for each kill, and whether all is well in the end; the exit code says so too."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    options.add_argument("--kills", type=int, default=30)
    options.add_argument("--letters", type=int, default=150)
    options.add_argument("--seed", type=int, default=7)
    chosen = options.parse_args(arguments)
    chance = random.Random(chosen.seed)  # noqa: S311  (moments, not secrets)
    killer = _Killer(chance)
    with tempfile.TemporaryDirectory() as name, post_office(killer) as post:
        campaign = write_crowd(Path(name, "campaign"), chosen.letters)
        (campaign / "sender.yaml").write_text(_SENDER, encoding="utf-8")
        if start(campaign, "letters", "--format", "eml", "--audience", "legislature").wait() != 0:
            raise SystemExit("not all letters can be made")
        server = ("--host", "127.0.0.1", "--port", str(post.port), "--security", "none", "--rate", "600")
        killed_at: set[str] = set()
        bad: list[str] = []
        for kill in range(1, chosen.kills + 1):
            # Each fifth at a moment of the clock, wherever the run is; the others at a stage.
            stage = STAGES[kill % len(STAGES)] if kill % 5 else ""
            killer.draw(stage)
            process = start(campaign, "send", "--yes", *server)
            killer.victim = process
            if not stage:
                time.sleep(chance.uniform(0.5, 5))
                process.send_signal(signal.SIGKILL)
            code = process.wait()
            killer.victim = None
            time.sleep(0.1)
            under_way = {recipient for recipient, at, _ in post.events[-4:] if at in _UNDER_WAY}
            killed_at |= {killer.killed[1]} if killer.killed else under_way
            entries = read_ledger(campaign / "ledger.sqlite3").entries
            found = wrong(entries, post, killed_at)
            bad += found
            states = ", ".join(f"{number} {state}" for state, number in Counter(one.state for one in entries).items())
            how = "it had ended" if code >= 0 else f"killed at {stage or 'a moment'}"
            sys.stdout.write(f"{kill:3} {how}: {len(post.messages)} arrived; {states}; {len(found)} wrong\n")
            sys.stdout.flush()
        code = start(campaign, "send", "--yes", *server).wait()
        entries = read_ledger(campaign / "ledger.sqlite3").entries
        bad += wrong(entries, post, killed_at)
        states = Counter(one.state for one in entries)
        copies = Counter(address for address, _ in post.messages)
        twice = sum(number > 1 for number in copies.values())
        lost = sum(entry.state == "sent" and not copies[entry.address] for entry in entries)
        whole = states.keys() <= {"sent", "unknown"}
        sys.stdout.write(
            f"in the end: {dict(states)}, {twice} twice, {lost} lost, {len(bad)} wrong, exit code {code}\n"
        )
    raise SystemExit(bool(bad) or not whole)


if __name__ == "__main__":
    main()
