"""The folder that letters are written to: whole files or none, one run at a time."""

import hashlib
import os
import stat
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from entreaty.problems import EntreatyError
from entreaty.storage.inside import READABLE_BY_OWNER, created, make_folder, removed

_THREADS = 8
_BLOCK = 1024 * 1024
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
        make_folder(folder)
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
    beside = path.with_name(f".{path.name}.part")
    digest = hashlib.sha256()
    try:
        mode = stat.S_IMODE(path.stat().st_mode) if keep_mode and path.exists() else READABLE_BY_OWNER
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


def fingerprint(content: bytes) -> str:
    """Return the SHA-256 of the bytes, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def fingerprint_of(path: Path | str) -> str | None:
    """Return the SHA-256 of a file, or None where there is no plain file that can be read."""
    try:
        descriptor = os.open(path, _AS_IT_IS)
    except OSError:
        return None
    try:
        told = os.fstat(descriptor)
        if not stat.S_ISREG(told.st_mode):
            return None
        digest = hashlib.sha256()
        while block := os.read(descriptor, min(told.st_size + 1, _BLOCK)):
            digest.update(block)
        return digest.hexdigest()
    finally:
        os.close(descriptor)


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


def clear_parts(folder: Path) -> None:
    """Remove what killed runs left of files that they had not finished."""
    for part in (*folder.glob(".*.part"), *folder.glob("*/.*.part")):
        part.unlink(missing_ok=True)


def make_durable() -> None:
    """Have the system write out every file that it still holds in memory, where the system can be asked for that."""
    if hasattr(os, "sync"):
        os.sync()
