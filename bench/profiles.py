"""Load a campaign's recipients, 50,000 of them, as every command does that wants to know whom letters go to."""

import atexit
import tempfile
from functools import cache
from pathlib import Path

from bench.crowd import STATES, profile
from entreaty.content.files.recipients import load_recipients

PROFILES = 50_000


@cache
def profiles_file() -> Path:
    """Write the file; the first run does, and is not counted."""
    folder = tempfile.TemporaryDirectory()
    atexit.register(folder.cleanup)
    path = Path(folder.name, "recipients.yaml")
    profiles = (profile(number, STATES[number % len(STATES)]) for number in range(PROFILES))
    path.write_text("recipients:\n" + "\n".join(profiles), encoding="utf-8")
    return path


def load_fifty_thousand() -> int:
    """Return how many profiles were read and found to be right."""
    return len(load_recipients(profiles_file()).entries)
