"""The folder that letters are written to: whole files or none, one run at a time."""

import hashlib
import os
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from filelock import FileLock, Timeout

from entreaty.problems import EntreatyError

_THREADS = 8


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


def fingerprint_of(path: Path) -> str | None:
    """Return the SHA-256 of a file, or None where there is no plain file."""
    try:
        if path.is_symlink() or not path.is_file():
            return None
        with path.open("rb", buffering=0) as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except FileNotFoundError:
        return None


def fingerprints_of(paths: Sequence[Path]) -> list[str | None]:
    """Return the SHA-256 of each file, as `fingerprint_of` does, on as many threads as there are cores.

    Reading and hashing leave Python's lock alone, so that threads do share the work.
    """
    threads = min(os.cpu_count() or 1, _THREADS, len(paths))
    if threads < 2:  # noqa: PLR2004
        return [fingerprint_of(path) for path in paths]
    found: list[str | None] = [None] * len(paths)

    def hash_every(first: int) -> None:
        for place in range(first, len(paths), threads):
            found[place] = fingerprint_of(paths[place])

    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(hash_every, range(threads)))
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
