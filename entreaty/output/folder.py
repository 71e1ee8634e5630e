"""The folder that letters are written to: whole files or none, one run at a time."""

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from entreaty.problems import EntreatyError


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


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that it is there whole or not at all.

    Raises:
        FolderError: It cannot be written.
    """
    beside = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with beside.open("wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        beside.replace(path)
    except OSError as error:
        with suppress(OSError):
            beside.unlink()
        raise FolderError(f"{path}: the file cannot be written: {error.strerror}") from error


def fingerprint(content: bytes) -> str:
    """Return the SHA-256 of the bytes, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def fingerprint_of(path: Path) -> str | None:
    """Return the SHA-256 of a file, or None where there is no plain file."""
    if path.is_symlink() or not path.is_file():
        return None
    return fingerprint(path.read_bytes())
