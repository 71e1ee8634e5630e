"""Files that are overwritten only after what they held is kept."""

from datetime import date
from itertools import count
from pathlib import Path

from entreaty.importing.recipients_file.reader import RecipientsFileError
from entreaty.storage.files import fingerprint, write_whole


def write_with_backup(path: Path, text: str, before: str | None, day: date) -> Path | None:
    """Write a file whole, after putting what it held into backups/ beside it; return the backup, if there was a file.

    Args:
        path: The file.
        text: What it will hold.
        before: The fingerprint of what it held when it was read; None where it was not there.
        day: Today, after which the backup is called.

    Raises:
        RecipientsFileError: Somebody has changed the file meanwhile.
        FolderError: It cannot be written.
    """
    if contents_of(path) != before:
        raise RecipientsFileError(f"{path}: the file was changed meanwhile; nothing is written, so try again")
    backup = None if before is None else _backup_path(path, day)
    if backup:
        write_whole(backup, path.read_bytes())
    write_whole(path, text.encode())
    return backup


def contents_of(path: Path) -> str | None:
    """Return the fingerprint of what a file holds; None where there is none."""
    return fingerprint(path.read_bytes()) if path.is_file() else None


def _backup_path(path: Path, day: date) -> Path:
    """Return the first name for a copy of the file that is free."""
    names = (f"{path.stem}.{day}{f'-{number}' if number > 1 else ''}{path.suffix}" for number in count(1))
    return next(found for name in names if not (found := path.parent / "backups" / name).exists())
