"""Open files that strangers may have made: only regular files, without waiting, and only inside a folder.

A campaign comes as an archive or by git, and what lies in it may be a link to a file of the user's, a pipe that nobody
writes to, or a device. So every file of a campaign and of the folders that are written is opened here, under a *root*:
the folder that it must really lie in. A link that stays inside is followed, and the root itself may be reached by one.
Without a root it is a file that the user has named, which may lie anywhere.
"""

import errno
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, cast

READABLE_BY_OWNER = 0o600
"""The mode of every file that may hold personal data."""
_FOLDER_OF_OWNER = 0o700
# No pipe is waited for and no last link followed; Windows has neither, but would translate line breaks.
_FLAGS = sum(getattr(os, name, 0) for name in ("O_NOFOLLOW", "O_NONBLOCK", "O_CLOEXEC", "O_BINARY"))
_KINDS = (
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISLNK, "a link"),
)


class RefusedFileError(OSError):
    """A file that is not opened for what it is or where it leads.

    Its `strerror` says why: "this is a link that leads out of the folder 'campaign'", "this is not a file but a pipe".
    """


class OutsideError(RefusedFileError):
    """What lies outside of the folder that it must lie in, or is reached by a link that leads out of it."""


class NotAFileError(RefusedFileError):
    """What is no regular file, but a folder, a pipe, a socket or a device."""


class TooLargeError(RefusedFileError):
    """A file that is larger than what was to be read."""


def real_place(path: Path | str, root: Path | None = None) -> Path:
    """Return where the path really leads, which may be missing.

    Args:
        path: The path, such as `campaign/appeals/visits/appeal.yaml`.
        root: The folder that it must lie in, such as `campaign`; None where it may lie anywhere.

    Raises:
        OutsideError: A link or ".." leads out of the root.
        RefusedFileError: No file can be called so.
    """
    try:
        real = os.path.realpath(path)
        inside = os.path.realpath(root) if root is not None else ""
    except ValueError as error:
        # What Python says to names with NUL and to halves of characters.
        raise RefusedFileError(errno.EPERM, "no file can be called so", str(path)) from error
    if inside and not _is_below(real, inside):
        linked = Path(os.path.normpath(path)).is_relative_to(os.path.normpath(root or ""))
        how = "is a link that leads" if linked else "lies"
        raise OutsideError(errno.EPERM, f"this {how} out of the folder '{Path(inside).name}'", str(path))
    return Path(real)


def require_readable(path: Path, root: Path) -> None:
    """Refuse what must not be opened, for others who open it; a folder may be, and so may what is missing.

    Raises:
        RefusedFileError: It is a pipe, a socket or a device, or lies outside of the root.
    """
    real = real_place(path, root)
    if not real.is_dir() and real.exists():
        _require_regular(path, real.stat())


def opened(path: Path | str, root: Path | None = None) -> BinaryIO:
    """Open a regular file to read its bytes.

    Raises:
        RefusedFileError: It is a folder, a pipe, a socket or a device, or lies outside of the root.
        OSError: It is missing or cannot be read.
    """
    real = real_place(path, root)
    # Looked at before it is opened, because opening a device can already do something, and after, when it is certain.
    _require_regular(path, real.stat())
    descriptor = os.open(real, os.O_RDONLY | _FLAGS)
    return _stream(path, descriptor, "rb")


def read_inside(path: Path | str, root: Path | None = None, *, cap: int) -> bytes:
    """Return the content of a regular file.

    Args:
        path: The file.
        root: The folder that it must lie in; None where it may lie anywhere.
        cap: The largest size to accept, in bytes.

    Raises:
        TooLargeError: It is larger.
        RefusedFileError: It is a folder, a pipe, a socket or a device, or lies outside of the root.
        OSError: It is missing or cannot be read.
    """
    with opened(path, root) as stream:
        content = stream.read(cap + 1)
    if len(content) > cap:
        raise TooLargeError(errno.EFBIG, f"the file is larger than {_size(cap)}", str(path))
    return content


def files_inside(folder: Path, root: Path | None = None) -> tuple[Path, ...]:
    """Return every regular file at any depth of the folder, in alphabetical order.

    What lies outside of the root is left out, and so are pipes, sockets and devices: nothing of them is ever read.

    Args:
        folder: The folder; none where it is missing.
        root: The folder that files must lie in; the folder itself by default.
    """
    root = root or folder
    return tuple(sorted(path for path in _lead_inside(folder, root) if path.is_file()))


def _lead_inside(folder: Path, root: Path) -> Iterator[Path]:
    if not leads_inside(folder, root):
        return
    # Folders that are links are not descended into: what lies inside of the root is found without them.
    yield from (path for path in folder.rglob("*") if not path.is_symlink() or leads_inside(path, root))


def leads_inside(path: Path, root: Path) -> bool:
    """Tell whether the path really leads to a place in the root, which may be missing."""
    try:
        real_place(path, root)
    except RefusedFileError:
        return False
    return True


def created(path: Path, root: Path | None = None, *, mode: int | None = READABLE_BY_OWNER) -> BinaryIO:
    """Create a file to write bytes into, in place of one of that name, and the folders above it where they are missing.

    Args:
        path: The file. A link of that name is removed, not followed.
        root: The folder that it must lie in; None where it may lie anywhere.
        mode: Who may read and write it, whatever the umask says; its owner only by default. None leaves it, and the
            folders, to the umask.

    Raises:
        RefusedFileError: It would lie outside of the root.
        OSError: It cannot be created.
    """
    place = make_folder(path.parent, root, private=mode is not None) / path.name
    flags, allowed = os.O_WRONLY | os.O_CREAT | os.O_EXCL | _FLAGS, 0o666 if mode is None else mode
    try:
        descriptor = os.open(place, flags, allowed)
    except FileExistsError:
        place.unlink(missing_ok=True)
        descriptor = os.open(place, flags, allowed)
    return _stream(path, descriptor, "wb", mode)


def appended(path: Path, root: Path | None = None) -> BinaryIO:
    """Open a regular file to read it and write at its end, creating it and its folder where they are missing.

    Raises:
        RefusedFileError: It is a link, a folder, a pipe, a socket or a device, or lies outside of the root.
        OSError: It cannot be opened.
    """
    place = make_folder(path.parent, root) / path.name
    try:
        _require_regular(path, os.lstat(place))
        descriptor = os.open(place, os.O_RDWR | os.O_APPEND | _FLAGS)
        mode = None
    except FileNotFoundError:
        descriptor = os.open(place, os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_EXCL | _FLAGS, READABLE_BY_OWNER)
        mode = READABLE_BY_OWNER
    return _stream(path, descriptor, "ab+", mode)


def make_folder(path: Path, root: Path | None = None, *, private: bool = True) -> Path:
    """Make a folder and those above it where they are missing, and return its real place.

    Args:
        path: The folder.
        root: The folder that it must lie in; None where it may lie anywhere.
        private: Whether only their owner may look into those that are made, whatever the umask says.

    Raises:
        RefusedFileError: It would lie outside of the root.
        OSError: It cannot be made.
    """
    real = real_place(path, root)
    missing = []
    place = real
    while not place.is_dir():
        missing.append(place)
        place = place.parent
    for one in reversed(missing):
        try:
            one.mkdir(_FOLDER_OF_OWNER if private else 0o777)
            if private:
                one.chmod(_FOLDER_OF_OWNER)
        except FileExistsError:
            if not one.is_dir():
                raise
    return real


def removed(path: Path, root: Path | None = None) -> None:
    """Remove a file, or the link of that name and not what it leads to; a missing one is no error.

    Raises:
        RefusedFileError: It lies outside of the root.
        OSError: It cannot be removed.
    """
    (real_place(path.parent, root) / path.name).unlink(missing_ok=True)


def _is_below(path: str, folder: str) -> bool:
    return path == folder or path.startswith(folder.rstrip(os.sep) + os.sep)


def _require_regular(path: Path | str, told: os.stat_result) -> None:
    if not stat.S_ISREG(told.st_mode):
        kind = next((words for is_kind, words in _KINDS if is_kind(told.st_mode)), "a device")
        raise NotAFileError(errno.EPERM, f"this is not a file but {kind}", str(path))


def _stream(path: Path | str, descriptor: int, how: str, mode: int | None = None) -> BinaryIO:
    """Return the descriptor as a stream, which closes it; of a file that was just created, the mode is set."""
    try:
        _require_regular(path, os.fstat(descriptor))
        if mode is not None and hasattr(os, "fchmod"):
            os.fchmod(descriptor, mode)
        return cast("BinaryIO", os.fdopen(descriptor, how))
    except BaseException:
        os.close(descriptor)
        raise


def _size(cap: int) -> str:
    megabyte = 1024 * 1024
    return f"{cap // megabyte} MB" if cap >= megabyte else f"{cap // 1024} KB"
