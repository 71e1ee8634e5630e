"""Take the letters of supporters out of the folder of letters: those who have withdrawn or are forgotten."""

import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from entreaty.content.model import SENDER_ID_PATTERN
from entreaty.output.manifest import PACKET, forget_senders
from entreaty.problems import EntreatyError
from entreaty.storage.files import FolderError, clear_parts, locked, remove
from entreaty.storage.inside import files_inside, read_inside

_LARGEST_LIST = 1_000_000_000
_ID = re.compile(SENDER_ID_PATTERN.encode())


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Removed:
    """What was removed of supporters in a folder of letters.

    Attributes:
        files: The files of their letters.
        packet: The files of a packet that held letters of theirs, those of others among them.
    """

    files: tuple[Path, ...] = ()
    packet: tuple[Path, ...] = ()


def remove_letters(folder: Path, ids: Iterable[str]) -> Removed:
    """Remove every file of these supporters' letters, a packet that holds them, and what is recorded of them.

    They lie in `letters/APPEAL/ID/`. What leads out of the folder of letters stays as it is.

    Args:
        folder: The folder of letters, such as `campaign/letters`; it may be missing.
        ids: The ids.

    Raises:
        FolderError: A file cannot be removed, or another run writes letters there.
    """
    wanted = frozenset(ids)
    for name in wanted:
        require_sender_id(name)
    if not folder.is_dir() or not wanted:
        return Removed()
    gone: list[Path] = []
    with locked(folder):
        clear_parts(folder)
        for own in sorted(place for place in folder.glob("*/s-*") if place.name in wanted):
            gone += _emptied(files_inside(own, folder), folder)
            _remove_folders(own)
        packet = files_inside(folder / PACKET, folder)
        lists = [path for path in packet if path.suffix == ".csv"]
        # Without its list to tick off, nobody can tell whose letters a packet holds.
        holds_them = not lists or any(_names_one(path, folder, wanted) for path in lists)
        removed = Removed(files=tuple(gone), packet=_emptied(packet, folder) if holds_them else ())
        forget_senders(folder, wanted)
    return removed


def _emptied(files: tuple[Path, ...], root: Path) -> tuple[Path, ...]:
    for file in files:
        remove(file, root)
    return files


def _names_one(path: Path, folder: Path, ids: frozenset[str]) -> bool:
    """Tell whether a list to tick off names a letter of one of these supporters.

    Raises:
        FolderError: It cannot be read.
    """
    try:
        return any(found.decode() in ids for found in _ID.findall(read_inside(path, folder, cap=_LARGEST_LIST)))
    except OSError as error:
        raise FolderError(f"{path}: whose letters it lists cannot be read: {error.strerror}") from error


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
