"""A campaign of many recipients: the shipped one, and as many members of an example parliament as are asked for."""

import shutil
from pathlib import Path

ROOT = Path(__file__).parent.parent
STATES = ("CH", "FR", "DE", "GB", "BE")
_LANGUAGES = {"CH": "[fr, en]", "FR": "fr", "DE": "de", "GB": "en", "BE": "[fr, en]"}
_PROFILE = """\
  - id: member-{number:05d}
    office: {{en: Member of Parliament, fr: Membre du Parlement, de: Mitglied des Parlaments}}
    organisation: {{en: Example Parliament, fr: Parlement exemplaire, de: Beispielparlament}}
    name: {{given: Andréa, family: Example-{number}, title: Dr}}
    gender: {gender}
    form_of_address: member-of-parliament
    language: {language}
    audiences: [legislature, third-state]
    state: {state}
    constituency: Example {number}
    address:
      lines: ["{number} Example Street, Room {room}", {code} Example]
      country: {state}
    email: member-{number}@example.org
    verified: {{on: 2026-11-01, status: official, source: "https://example.org/members/{number}", courtesies: yes}}
"""


def write_crowd(folder: Path, recipients: int, states: tuple[str, ...] = STATES) -> Path:
    """Write a campaign with so many recipients more than the shipped one, no two of them alike; return its folder.

    Args:
        folder: Where; made if it is missing.
        recipients: How many.
        states: Where they sit; one of them makes one group for each gender.
    """
    shutil.copytree(ROOT / "appeals", folder / "appeals", dirs_exist_ok=True)
    shipped = (ROOT / "recipients.yaml").read_text(encoding="utf-8").rstrip()
    profiles = (profile(number, states[number % len(states)]) for number in range(recipients))
    (folder / "recipients.yaml").write_text("\n\n".join((shipped, *profiles)), encoding="utf-8")
    return folder


def profile(number: int, state: str) -> str:
    """Return the profile of one member."""
    return _PROFILE.format(
        number=number,
        state=state,
        gender="fm"[number // len(STATES) % 2],
        language=_LANGUAGES[state],
        room=number % 300,
        code=1000 + number % 9000,
    )
