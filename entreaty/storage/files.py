"""The folder that letters are written to: whole files or none, one run at a time."""

import hashlib
import os
import stat
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from filelock import FileLock, Timeout

from entreaty.problems import EntreatyError

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
        folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(folder / ".lock")
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


def write_whole(path: Path, content: bytes, *, durable: bool = True) -> None:
    """Write a file so that it is there whole or not at all.

    Args:
        path: The file; its folder is made where it is missing.
        content: What it is to hold.
        durable: Whether it must also outlast a power cut from now on. Without, only a power cut within the next half
            minute can leave less of it than was written; a killed program never can. It takes twice as long with.

    Raises:
        FolderError: It cannot be written.
    """
    write_pieces(path, [content], durable=durable)


def write_pieces(path: Path, pieces: Iterable[bytes], *, durable: bool = True) -> str:
    """Write a file of many pieces as `write_whole` does, without holding all of it, and return its SHA-256.

    Raises:
        FolderError: It cannot be written.
    """
    beside = path.with_name(f".{path.name}.part")
    digest = hashlib.sha256()
    try:
        with _opened(beside) as stream:
            for piece in pieces:
                digest.update(piece)
                stream.write(piece)
            if durable:
                stream.flush()
                os.fsync(stream.fileno())
        beside.replace(path)
    except OSError as error:
        with suppress(OSError):
            beside.unlink()
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


def _opened(path: Path) -> BinaryIO:
    try:
        return path.open("wb")
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        return path.open("wb")
