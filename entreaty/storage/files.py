"""The folder that letters are written to: whole files or none, one run at a time."""

import hashlib
import os
import stat
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path
from typing import BinaryIO

from filelock import FileLock, Timeout

from entreaty.problems import EntreatyError
from entreaty.storage.inside import (
    READABLE_BY_OWNER,
    OutsideError,
    appended,
    created,
    make_folder,
    real_place,
    removed,
    require_readable,
)

_THREADS = 8
_BLOCK = 1024 * 1024
# In bytes. A packet of ten thousand letters is smaller, and every file that is read has a bound far below it.
_LARGEST = 4 * 1024**3
# What lies in the folder itself, in those of appeals, and in those of supporters within them.
_PARTS = (".*.part", "*/.*.part", "*/s-*/.*.part")
# A link is not followed, and a pipe not waited for; Windows has neither, but would translate line breaks.
_AS_IT_IS = os.O_RDONLY | sum(getattr(os, name, 0) for name in ("O_NOFOLLOW", "O_NONBLOCK", "O_BINARY"))


class FolderError(EntreatyError):
    """The output folder cannot be used."""


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the folder for one run, creating it where it is missing.

    Raises:
        FolderError: Another run holds it, or it cannot be written to.
    """
    try:
        _make_out_of_sight(folder)
        require_readable(folder / ".lock", folder)
        lock = FileLock(folder / ".lock", mode=READABLE_BY_OWNER)
        lock.acquire(timeout=0)
    except Timeout as error:
        message = f"{folder}: another run is writing letters here; wait for it, or choose another --out"
        raise FolderError(message) from error
    except OSError as error:
        raise FolderError(f"{folder}: letters cannot be written here: {error.strerror}") from error
    try:
        yield
    finally:
        lock.release()


@contextmanager
def held(path: Path, refused: type[EntreatyError], *, what: str, busy: str, patience: float = 0) -> Iterator[None]:
    """Keep every other run away from a file, by a lock that lies beside it.

    Args:
        path: The file, such as `campaign/ledger.sqlite3`; it may be missing.
        refused: The error to raise.
        what: What it is, such as "the ledger".
        busy: What another run does that holds it, such as "another run is sending letters of this campaign".
        patience: For how many seconds that run is waited for.

    Raises:
        EntreatyError: Another run holds it, or its folder cannot be written to; it is of the type `refused`.
    """
    place = path.with_name(f".{path.name}.lock")
    try:
        appended(place, path.parent).close()
        lock = FileLock(place, mode=READABLE_BY_OWNER)
        lock.acquire(timeout=patience)
    except Timeout as error:
        raise refused(f"{path}: {busy}; wait for it") from error
    except OSError as error:
        raise refused(f"{place}: {what} cannot be locked: {error.strerror}") from error
    try:
        yield
    finally:
        # What is not released goes with this process.
        with suppress(OSError):
            lock.release()


def make_folder_out_of_sight(folder: Path) -> None:
    """Make a folder for data of people where it is missing, with a file that keeps git from adding what lies in it.

    Raises:
        FolderError: It cannot be made.
    """
    try:
        _make_out_of_sight(folder)
    except OSError as error:
        raise FolderError(f"{folder}: the folder cannot be made: {error.strerror}") from error


def _make_out_of_sight(folder: Path) -> None:
    make_folder(folder)
    # Never where somebody else's files lie, which git is to see; what a killed run had begun is none of them.
    if all(path.name == "..gitignore.part" for path in folder.iterdir()):
        write_whole(folder / ".gitignore", b"*\n", root=folder, durable=False)


def write_whole(
    path: Path, content: bytes, *, root: Path | None = None, durable: bool = True, keep_mode: bool = False
) -> None:
    """Write a file so that it is there whole or not at all, for its owner only.

    Args:
        path: The file; its folder is made where it is missing. A link of that name is replaced, not followed.
        content: What it is to hold.
        root: The folder that it must really lie in; None where the user has named the file.
        durable: Whether it must also outlast a power cut from now on. Without, only a power cut within the next half
            minute can leave less of it than was written; a killed program never can. It takes twice as long with.
        keep_mode: Whether those who could read and write the file before still can.

    Raises:
        FolderError: It cannot be written.
    """
    write_pieces(path, [content], root=root, durable=durable, keep_mode=keep_mode)


def write_pieces(
    path: Path, pieces: Iterable[bytes], *, root: Path | None = None, durable: bool = True, keep_mode: bool = False
) -> str:
    """Write a file of many pieces as `write_whole` does, without holding all of it, and return its SHA-256.

    Raises:
        FolderError: It cannot be written.
    """
    mode = READABLE_BY_OWNER
    if keep_mode:
        with suppress(FileNotFoundError):
            mode = stat.S_IMODE(path.stat().st_mode)
    return _write(path, pieces, root, mode=mode, durable=durable)


def _write(path: Path, pieces: Iterable[bytes], root: Path | None, *, mode: int | None, durable: bool) -> str:
    beside = path.with_name(f".{path.name}.part")
    digest = hashlib.sha256()
    try:
        with created(beside, root, mode=mode) as stream:
            for piece in pieces:
                digest.update(piece)
                stream.write(piece)
            if durable:
                stream.flush()
                os.fsync(stream.fileno())
        beside.replace(path)
    except OSError as error:
        with suppress(OSError):
            removed(beside, root)
        raise FolderError(f"{path}: the file cannot be written: {error.strerror}") from error
    return digest.hexdigest()


def write_for_all(path: Path, text: str, root: Path) -> None:
    """Write a file that holds nothing of people, whole or not at all; who may read it is left to the umask.

    Args:
        path: The file; its folder is made where it is missing. A link of that name is replaced, not followed.
        text: What it is to hold.
        root: The folder that it must really lie in.

    Raises:
        FolderError: It cannot be written.
    """
    _write(path, [text.encode()], root, mode=None, durable=True)


def append_whole(path: Path, lines: bytes, root: Path) -> None:
    """Hand lines to the system to be kept at the end of a file, beginning a line of their own there.

    Args:
        path: The file; a missing one is begun, a link refused.
        lines: The lines, each with its end.
        root: The folder that it must lie in.

    Raises:
        FolderError: They could not be written, or not to their end.
    """
    try:
        with appended(path, root) as stream:
            # The last line of a run that was killed may be cut: what comes now must not become part of it.
            if stream.seek(0, os.SEEK_END) and _last_byte(stream) != b"\n":
                lines = b"\n" + lines
            stream.write(lines)
    except OSError as error:
        raise FolderError(f"{path}: the file cannot be written: {error.strerror}") from error


def remove(path: Path, root: Path) -> None:
    """Remove a file, or the link of that name; a missing one is no error.

    Raises:
        FolderError: It cannot be removed, or does not lie in that folder.
    """
    try:
        removed(path, root)
    except OSError as error:
        raise FolderError(f"{path}: the file cannot be removed: {error.strerror}") from error


def fingerprint(content: bytes) -> str:
    """Return the SHA-256 of the bytes, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def fingerprint_of(path: Path | str) -> str | None:
    """Return the SHA-256 of a file, or None where there is no plain file that can be read; a link is none.

    A file larger than anything that letters are made of is none, too: nothing of it is ever used.
    """
    try:
        descriptor = os.open(path, _AS_IT_IS)
        try:
            told = os.fstat(descriptor)
            if not stat.S_ISREG(told.st_mode) or told.st_size > _LARGEST:
                return None
            digest = hashlib.sha256()
            while block := os.read(descriptor, min(told.st_size + 1, _BLOCK)):
                digest.update(block)
            return digest.hexdigest()
        finally:
            os.close(descriptor)
    except OSError:
        return None


def fingerprints_of(paths: Sequence[Path | str]) -> list[str | None]:
    """Return the SHA-256 of each file, as `fingerprint_of` does, on as many threads as there are cores.

    Reading and hashing leave Python's lock alone, so that threads do share the work.
    """
    threads = min(os.cpu_count() or 1, _THREADS, len(paths))
    if threads < 2:  # noqa: PLR2004
        return [fingerprint_of(path) for path in paths]
    shares = [paths[first::threads] for first in range(threads)]
    found: list[str | None] = [None] * len(paths)
    with ThreadPoolExecutor(threads) as pool:
        for first, share in enumerate(pool.map(lambda share: [fingerprint_of(path) for path in share], shares)):
            found[first::threads] = share
    return found


def is_there(path: Path | str) -> bool:
    """Tell whether a regular file lies there; a link is none."""
    try:
        return stat.S_ISREG(os.lstat(path).st_mode)
    except OSError:
        return False


def files_lying_in(folder: Path, root: Path) -> frozenset[str]:
    """Return the names of what lies in a folder, files or not; none where it is missing or leads out of the root.

    Raises:
        FolderError: The folder cannot be read.
    """
    try:
        with os.scandir(real_place(folder, root)) as entries:
            return frozenset(entry.name for entry in entries)
    except (FileNotFoundError, NotADirectoryError, OutsideError):
        return frozenset()
    except OSError as error:
        raise FolderError(f"{folder}: the folder cannot be read: {error.strerror}") from error


def set_aside(path: Path, root: Path) -> Path:
    """Give a file that somebody has changed another name, such as "mediator.changed.txt", and return it.

    Raises:
        FolderError: It cannot be renamed.
    """
    taken = files_lying_in(path.parent, root)
    names = (f"{path.stem}.changed{f'-{number}' if number > 1 else ''}{path.suffix}" for number in count(1))
    aside = path.with_name(next(name for name in names if name not in taken))
    try:
        real_place(path.parent, root)
        path.rename(aside)
    except OSError as error:
        raise FolderError(f"{path}: the file cannot be renamed: {error.strerror}") from error
    return aside


def clear_parts(folder: Path) -> None:
    """Remove what killed runs left of files that they had not finished; what cannot be removed is in nobody's way."""
    with suppress(OSError):
        for part in (found for pattern in _PARTS for found in folder.glob(pattern)):
            with suppress(OSError):
                removed(part, folder)


def make_durable() -> None:
    """Have the system write out every file that it still holds in memory, where the system can be asked for that."""
    if hasattr(os, "sync"):
        os.sync()


def _last_byte(stream: BinaryIO) -> bytes:
    stream.seek(-1, os.SEEK_END)
    return stream.read(1)
