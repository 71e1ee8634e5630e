"""The only YAML door: a file becomes plain values that know their lines, or a list of problems."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from entreaty.problems import ContentError, Location, Problem
from entreaty.storage.garbage import nothing_thrown_away
from entreaty.storage.inside import NotAFileError, RefusedFileError, TooLargeError, read_inside
from entreaty.storage.yaml.reader import Reader
from entreaty.storage.yaml.tree import YamlFile, YamlList, YamlMapping, YamlNode

SIZE_CAP = 4 * 1024 * 1024


def read_yaml(path: Path, *, cap: int = SIZE_CAP, root: Path | None = None, list_key: str = "") -> YamlFile:
    """Read a YAML file whose top level is a mapping; a name that ends in `.json` says that it is JSON.

    Args:
        path: The file.
        cap: The largest size to accept, in bytes.
        root: The folder that it must lie in, such as the campaign's; None where the user has named the file.
        list_key: The key that a list at the top level is read under, such as "references"; empty refuses one.

    Raises:
        ContentError: The file is missing, unreadable, too large, or not the plain YAML that we accept.
    """
    return _read(Reader(path), cap, root, list_key)


def read_entries(
    path: Path, key: str, take: Callable[[YamlNode], None], *, cap: int = SIZE_CAP, root: Path | None = None
) -> YamlFile:
    """Read a file of one long list, handing over each entry as soon as it is read; none of them is kept.

    Args:
        path: The file.
        key: The list's name.
        take: What is called with each entry. What it makes of them counts only if the file is read to its end
            without an error.
        cap: The largest size to accept, in bytes.
        root: The folder that it must lie in, as for `read_yaml`.

    Returns:
        The file, with an empty list in place of the entries.

    Raises:
        ContentError: As for `read_yaml`.
    """
    return _read(Reader(path, key, take), cap, root)


def _read(reader: Reader, cap: int, within: Path | None, list_key: str = "") -> YamlFile:
    with nothing_thrown_away():
        root = reader.read(_read_text(reader.path, cap, within))
    if list_key and isinstance(root, YamlList):
        entries, root = root, YamlMapping(reader.path, root.line)
        root[list_key], root.lines[list_key] = entries, entries.line
    if root is None and not reader.problems:
        reader.refuse(0, "the file is empty", "fill it in as the README of its folder describes, or remove it")
    elif not reader.problems and not isinstance(root, YamlMapping):
        reader.refuse(1, "the file must hold 'key: value' lines", "begin each line at its left edge with a key and ':'")
    if reader.problems:
        raise ContentError(reader.problems)
    return YamlFile(reader.path, root)


def parse_yaml(path: Path, text: str) -> Any:
    """Return what a YAML text holds, whatever it is at the top level; nothing where it is empty.

    Args:
        path: Where it comes from, for the problems.
        text: The text.

    Raises:
        ContentError: It is not the plain YAML that we accept.
    """
    reader = Reader(path)
    root = reader.read(text)
    if reader.problems:
        raise ContentError(reader.problems)
    return root


def decoded(content: bytes) -> str:
    """Return the text of a file, with a line feed at the end of each line, whatever system it was written on.

    Raises:
        UnicodeDecodeError: It is not in UTF-8.
    """
    return content.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")


def _read_text(path: Path, cap: int, root: Path | None) -> str:
    def refuse(message: str, hint: str = "", line: int = 0, *, lasting: bool = True) -> ContentError:
        return ContentError([Problem(Location(path, line), message, hint, lasting=lasting)])

    try:
        content = read_inside(path, root, cap=cap)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise refuse("the file is missing", "create it, or name the campaign folder with --campaign") from error
    except NotAFileError as error:
        raise refuse("this is not a file", "put a file of that name in its place") from error
    except TooLargeError as error:
        hint = "split it, or remove what does not belong here"
        raise refuse(f"the file is larger than {cap // 1024} KB", hint) from error
    except OSError as error:
        lasting = isinstance(error, RefusedFileError)
        raise refuse(f"the file cannot be read: {error.strerror}", lasting=lasting) from error
    try:
        return decoded(content)
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise refuse("the file is not in UTF-8", "save it again with the encoding UTF-8", line) from error
