"""The mark: a small file beside the ledger that names the last letter which went out.

A ledger that was lost, emptied, or put back from an older copy does not know that letter, and so is noticed before
anything is sent a second time. The mark is written after the ledger and before the letter leaves: the ledger may be
ahead of it, after a crash in between, and is never behind.
"""

import os
import re
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from entreaty.problems import EntreatyError
from entreaty.storage.inside import created, read_inside

_FORM = re.compile(r"([0-9]{1,18}) ([0-9a-f]{32})\n.*\n")
_ABOUT = "Beside the ledger of sent letters, so that it is noticed if that is lost or an older copy. Keep both."
_LARGEST = 1_000


class MarkError(EntreatyError):
    """The mark cannot be read or written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """The last letter that went out, or was put among drafts.

    Attributes:
        number: Its number, counted from 1.
        token: 32 random hexadecimal digits, which the ledger has under that number.
    """

    number: int
    token: str


def mark_of(ledger: Path) -> Path:
    """Return where the mark of a ledger lies, such as ".ledger.sqlite3.mark"."""
    return ledger.with_name(f".{ledger.name}.mark")


def read_mark(ledger: Path) -> Mark | None:
    """Return the mark of a ledger; None where there is none.

    Raises:
        MarkError: It cannot be read, or is damaged.
    """
    path = mark_of(ledger)
    try:
        content = read_inside(path, path.parent, cap=_LARGEST)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise MarkError(f"{path}: the mark of the ledger cannot be read: {error.strerror}") from error
    found = _FORM.fullmatch(content.decode("utf-8", "replace"))
    if not found:
        raise MarkError(f"{path}: the mark of the ledger is damaged")
    return Mark(number=int(found[1]), token=found[2])


def write_mark(ledger: Path, mark: Mark) -> None:
    """Write the mark so that it outlasts a power cut, whole or not at all, and readable by its owner only.

    Raises:
        MarkError: It cannot be written.
    """
    path = mark_of(ledger)
    beside = path.with_name(f"{path.name}.part")
    try:
        with created(beside, path.parent) as stream:
            stream.write(f"{mark.number} {mark.token}\n{_ABOUT}\n".encode())
            stream.flush()
            os.fsync(stream.fileno())
        beside.replace(path)
    except OSError as error:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
        raise MarkError(f"{path}: the mark of the ledger cannot be written: {error.strerror}") from error
