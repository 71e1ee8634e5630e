"""Take the letters of supporters out of the folder of letters: those who have withdrawn or are forgotten."""

import re
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from entreaty.content.model import SENDER_ID_PATTERN
from entreaty.problems import EntreatyError
from entreaty.storage.files import FolderError, locked, remove
from entreaty.storage.inside import files_inside


class NoSenderIdError(EntreatyError):
    """What was given is no id of a supporter."""


def require_sender_id(name: str) -> None:
    """Refuse what is no id of a supporter, because folders are called so.

    Raises:
        NoSenderIdError: It is none.
    """
    if not re.fullmatch(SENDER_ID_PATTERN, name):
        hint = "'senders find NAME' says the id of a person"
        raise NoSenderIdError(f"'{name}' is no id of a supporter, such as s-8c41f2a09b3e\n  hint: {hint}")


def remove_letters(folder: Path, ids: Iterable[str]) -> tuple[Path, ...]:
    """Remove every file of these supporters' letters, and return which they were.

    They lie in `letters/APPEAL/ID/`. What leads out of the folder of letters stays as it is.

    Args:
        folder: The folder of letters, such as `campaign/letters`; it may be missing.
        ids: The ids.

    Raises:
        FolderError: A file cannot be removed, or another run writes letters there.
    """
    if not folder.is_dir():
        return ()
    gone = []
    wanted = set(ids)
    for name in wanted:
        require_sender_id(name)
    with locked(folder):
        for own in sorted(place for place in folder.glob("*/s-*") if place.name in wanted):
            for file in files_inside(own, folder):
                remove(file, folder)
                gone.append(file)
            _remove_folders(own)
    return tuple(gone)


def _remove_folders(own: Path) -> None:
    """Remove the folder and those below it, as far as nothing lies in them; a link is no folder."""
    if own.is_symlink():
        return
    with suppress(OSError):
        for below in sorted((path for path in own.rglob("*") if path.is_dir()), reverse=True):
            below.rmdir()
        own.rmdir()
    if own.exists():
        raise FolderError(f"{own}: something lies here that is no letter; remove it")
