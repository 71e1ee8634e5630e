"""Campaigns of many recipients whose letters take a while, run as programs of their own."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from pathlib import Path

from entreaty.content.places import shipped_templates
from entreaty.storage.files import fingerprint_of
from tests.support.checkout import ROOT
from tests.support.programs import run, started
from tests.support.sample_campaigns import APPEAL, HEAD, RECIPIENTS, write_campaign

_PATIENCE = 60


def crowd(recipients: int) -> str:
    """Return profiles of so many mediators, who differ in id and street."""
    profile = RECIPIENTS.partition("recipients:\n")[2].split("\n\n")[0]
    numbered = (
        profile.replace("id: mediator", f"id: mediator-{number:03}").replace(
            "1 Example Avenue", f"{number} Example Way"
        )
        for number in range(recipients)
    )
    return f"{HEAD}\nrecipients:\n" + "\n".join(numbered) + "\n"


def write_crowd(folder: Path, recipients: int, *, loops: int = 0) -> Path:
    """Write a campaign of one appeal to so many mediators, and return its folder.

    Args:
        folder: Where; made if it is missing.
        recipients: How many.
        loops: How many rounds within each other, of ten each, the template of the text runs for nothing: five take
            some ten milliseconds, so that a test can come in between.
    """
    appeal = APPEAL.replace("for: {audiences: [mediator], recipients: [mediator]}", "for: {audiences: [mediator]}")
    write_campaign(folder, recipients=crowd(recipients), appeal=appeal)
    if loops:
        shutil.copytree(shipped_templates(), folder / "letter_templates")
        template = folder / "letter_templates" / "letter.txt"
        # A template that looks at the recipient's own words is run for each letter, not once for all.
        nested = "{% if letter.salutation == 'Nobody' %}{% endif %}"
        nested += '{% for _ in "0123456789" %}' * loops + "{% endfor %}" * loops
        template.write_text(nested + template.read_text(encoding="utf-8"), encoding="utf-8")
    return folder


def start_letters(folder: Path, *options: str, **more: object) -> "AbstractContextManager[subprocess.Popen[str]]":
    """Start `letters` over a campaign as a program of its own, which is ended with the block."""
    return started(_letters(folder, *options), **{"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **more})


def run_letters(folder: Path, *options: str) -> tuple[int, str, str]:
    """Run `letters` over a campaign to its end, and return its exit code, what it printed and what it complained of."""
    done = run(_letters(folder, *options), check=False)
    return done.returncode, done.stdout, done.stderr


def _letters(folder: Path, *options: str) -> list[object]:
    command = [sys.executable, ROOT / "generate.py", "--campaign", folder, "letters", "--date", "2025-06-24"]
    return [*command, "--format", "txt", *options]


def contents(folder: Path) -> Mapping[str, str | None]:
    """Return the SHA-256 of every file below the folder but its lock, by its name."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file() and path.name != ".lock")
    return {str(path.relative_to(folder)): fingerprint_of(path) for path in files}


def noted(folder: Path) -> int:
    """Return how many letters the journal of the run under way holds."""
    journal = folder / "letters" / ".journal.jsonl"
    return journal.read_bytes().count(b"\n") if journal.exists() else 0


def wait_until(holds: Callable[[], bool]) -> None:
    """Wait until it holds."""
    end = time.monotonic() + _PATIENCE
    while not holds():
        assert time.monotonic() < end, "it took too long"
        time.sleep(0.005)


def children_of(process: int) -> list[int]:
    """Return the processes that a process has started, and those that these have."""
    found = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="utf-8").split()
    return [one for child in map(int, found) for one in (child, *children_of(child))]


def is_alive(process: int) -> bool:
    """Tell whether a process runs, and is not just a name that nobody has taken note of."""
    try:
        os.kill(process, 0)
        return ") Z " not in Path(f"/proc/{process}/stat").read_text(encoding="utf-8")
    except OSError:
        return False
