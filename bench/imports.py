"""Import a list of 200,000 people into an empty campaign, and check 50,000 profiles, as the commands do, cold."""

import atexit
import csv
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

from bench.crowd import ROOT, STATES
from bench.profiles import PROFILES, profiles_file

ROWS = 200_000
_GIVEN = ("Anna", "Béla", "Chloé", "David", "Élodie", "Franz", "Grażyna", "Hélène", "Jörg", "Katarzyna", "Łukasz")
# Names of four syllables are different for 160,000 people.
_SYLLABLES = ("ba", "lin", "mor", "tes", "vau", "rik", "sen", "dol", "gar", "pel", "nim", "hof", "zur", "kas", "wen")
_SYLLABLES += ("tol", "fer", "bru", "dan", "mit")
_HEADING = ("Given name", "Family name", "Title", "Gender", "Office", "Organisation", "Street", "Postal code", "City")
_HEADING += ("Country", "Email", "Phone", "Ended")
_CODES = {"CH": 1000, "FR": 10000, "DE": 10000, "BE": 1000}


@cache
def _folder() -> Path:
    folder = tempfile.TemporaryDirectory()
    atexit.register(folder.cleanup)
    return Path(folder.name)


@cache
def _list() -> Path:
    """Write the list; the first run does, and is not counted."""
    path = _folder() / "list.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(_HEADING)
        writer.writerows(map(_row, range(ROWS)))
    return path


def _row(number: int) -> tuple[str, ...]:
    state, place = STATES[number % len(STATES)], number
    family = ""
    for _ in range(4):
        place, syllable = divmod(place, len(_SYLLABLES))
        family += _SYLLABLES[syllable]
    code = str(_CODES[state] + number % 8000) if state in _CODES else f"SW{1 + number % 9}A {number % 9}AA"
    who = (_GIVEN[number % len(_GIVEN)], family.capitalize(), ("Dr", "")[number % 2], "mf"[number // len(STATES) % 2])
    where = (f"Example Street {number % 300}", code, "Example", state)
    reached = (f"member-{number}@example.org", f"+41 31 555 {number % 10000:04}", "")
    return (*who, "Member of Parliament", "Example Parliament", *where, *reached)


def import_two_hundred_thousand() -> int:
    """Return how many rows were imported, each of them by every rule, with the addresses measured."""
    source = _list()
    with tempfile.TemporaryDirectory() as campaign:
        _run(Path(campaign), "import", str(source), "--audience", "legislature")
    return ROWS


def check_fifty_thousand() -> int:
    """Return how many profiles were loaded and compared with each other and with what each should be."""
    _run(profiles_file().parent, "check", "--date", "2026-11-28")
    return PROFILES


def _run(campaign: Path, *arguments: str) -> None:
    """Run `recipients` in a process of its own, so that nothing of a run before is of use.

    Raises:
        CalledProcessError: It did not end as it should.
    """
    command = [sys.executable, str(ROOT / "generate.py"), "--campaign", str(campaign), "recipients", *arguments]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)  # noqa: S603  (this program)
