"""Read files that strangers made: within a size, and decoded so that one bad line does not spoil the others."""

import codecs
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from entreaty.problems import ContentError, Location, Problem
from entreaty.storage.inside import NotAFileError, TooLargeError, read_inside

SIZE_CAP = 256 * 1024 * 1024
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def refusal(path: Path, message: str, hint: str = "", line: int = 0) -> ContentError:
    """Return the error for a file that cannot be used as a whole."""
    return ContentError([Problem(Location(path, line), message, hint)])


def read_bytes(path: Path) -> bytes:
    """Read a source.

    Raises:
        ContentError: It is missing, no file, unreadable or too large.
    """
    with unreadable_refused(path):
        return read_inside(path, cap=SIZE_CAP)


@contextmanager
def unreadable_refused(path: Path) -> Iterator[None]:
    """Refuse a source that cannot be opened or read.

    Raises:
        ContentError: It is missing, no file, unreadable or too large.
    """
    try:
        yield
    except (FileNotFoundError, NotADirectoryError) as error:
        raise refusal(path, "the file is missing") from error
    except NotAFileError as error:
        raise refusal(path, error.strerror or "") from error
    except TooLargeError as error:
        raise refusal(path, f"the file is larger than {SIZE_CAP // 1024**2} MB", "split it") from error
    except OSError as error:
        raise refusal(path, f"the file cannot be read: {error.strerror}") from error


def read_within(path: Path, root: Path | None, cap: int) -> bytes:
    """Read a file of the campaign.

    Args:
        path: The file.
        root: The folder that it must lie in; None where it may lie anywhere.
        cap: The largest size to accept, in bytes.

    Raises:
        ContentError: It is missing, unreadable or too large, or lies elsewhere.
    """
    try:
        return read_inside(path, root, cap=cap)
    except OSError as error:
        raise refusal(path, f"the file cannot be read: {error.strerror}") from error


def encoding_by_mark(content: bytes) -> str:
    """Return the encoding that the byte order mark at the beginning names; empty where there is none."""
    return next((name for mark, name in _BOMS if content.startswith(mark)), "")


def decoded(path: Path, content: bytes, encoding: str) -> str:
    """Return the text; bytes that are none of the encoding stay as lone surrogates, for `undecoded` to find.

    Raises:
        ContentError: There is no such encoding.
    """
    by_mark = encoding_by_mark(content) or encoding
    try:
        return content.decode(by_mark, errors="surrogateescape")
    except UnicodeDecodeError:
        return content.decode(by_mark, errors="replace")
    except LookupError as error:
        raise refusal(path, f"there is no encoding '{encoding}'", "use utf-8, windows-1252 or the like") from error


def undecoded(text: str) -> bool:
    """Tell whether the text holds bytes that could not be decoded."""
    return any("\udc80" <= character <= "\udcff" for character in text) if not text.isascii() else False


def first_undecoded(text: str) -> int:
    """Return the first line that holds bytes which could not be decoded; 0 where none does."""
    if not undecoded(text):
        return 0
    return next(number for number, one in enumerate(text.split("\n"), start=1) if undecoded(one))
