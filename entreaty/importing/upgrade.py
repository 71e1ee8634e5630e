"""Bring a campaign of an earlier version to the newest form; what need not change stays as it is written."""

import re
from codecs import BOM_UTF8
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from entreaty.content.campaign import load_campaign, uses_audiences
from entreaty.content.files.audiences import FIRST_VERSION, KEY
from entreaty.content.files.recipients import SIZE_CAP
from entreaty.importing.recipients_file.file import Hunk, RecipientsFileError, contents_of, write_with_backup
from entreaty.problems import ContentError
from entreaty.storage.inside import read_inside

_FILE = "recipients.yaml"
# A key of the file, at its left edge.
_KEY = re.compile(r"[\"']?[A-Za-z_]+[\"']?[ \t]*:")


@dataclass(frozen=True, slots=True)
class Upgrade:
    """What an upgrade changes, or would change.

    Attributes:
        path: The file.
        why: What it changes there, such as "declares the audiences".
        hunk: The change, by lines.
        backup: The copy of the file's old contents; None in a dry run.
    """

    path: Path
    why: str
    hunk: Hunk
    backup: Path | None = None


def upgrade(campaign: Path, today: date, *, dry_run: bool = False) -> tuple[Upgrade, ...]:
    """Bring a campaign to the newest form, and return what changes; nothing where it has that form.

    Args:
        campaign: The campaign's folder.
        today: The day in the names of the copies.
        dry_run: Whether to write nothing.

    Raises:
        EntreatyError: A file cannot be read, changed or written.
    """
    found = load_campaign(campaign)
    path = campaign / _FILE
    if not found.audiences.usable:
        raise ContentError(one for one in found.problems if one.location.path == path)
    used = any(one.audiences for one in found.recipients) or any(map(uses_audiences, found.appeals))
    if found.audiences.declared or not used:
        return ()
    before = contents_of(path, campaign)
    content = read_inside(path, campaign, cap=SIZE_CAP)
    text = content.decode("utf-8-sig")
    lines = text.splitlines(keepends=True)
    end = "\r\n" if lines and lines[0].endswith("\r\n") else "\n"
    place = _place(path, lines)
    head = (f"{KEY}:", *(f"  {name}: {words}" for name, words in FIRST_VERSION.items()), "")
    new = tuple(f"{line}{end}" for line in head)
    hunk = Hunk(place + 1, (), "".join(f"{line}\n" for line in head))
    if dry_run:
        return (Upgrade(path, "declares the audiences", hunk),)
    mark = "\ufeff" if content.startswith(BOM_UTF8) else ""
    changed = mark + "".join((*lines[:place], *new, *lines[place:]))
    backup = write_with_backup(path, changed, before, today, campaign)
    return (Upgrade(path, "declares the audiences", hunk, backup),)


def _place(path: Path, lines: Sequence[str]) -> int:
    """Return the number of lines above the first key of the file, and above the remarks that stand directly on it.

    Raises:
        RecipientsFileError: No line begins with a key, such as where the whole file is one mapping in braces.
    """
    first = next((number for number, line in enumerate(lines) if _KEY.match(line)), None)
    if first is None:
        message = f"{path}: it is written so that nothing can be added; write 'recipients:' at the left edge of a line"
        raise RecipientsFileError(message)
    above = first
    while above and lines[above - 1].startswith("#"):
        above -= 1
    # Remarks from the first line on are about the whole file.
    return above or first
