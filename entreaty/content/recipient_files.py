"""The files of a campaign's recipients: the one that everybody knows, and those that it includes."""

import re
from pathlib import Path, PurePosixPath
from typing import Annotated

from pydantic import AfterValidator

from entreaty.content.model import Entry, Line, mistake, shown
from entreaty.content.validation import validated
from entreaty.content.yamlfile import parse_yaml, read_entries
from entreaty.content.yamltree import YamlFile, YamlMapping
from entreaty.problems import ContentError, Problem

SIZE_CAP = 256 * 1024 * 1024
"""The largest file of recipients, in bytes: that of a parliament's thousands, many times over."""

# The key and what is indented, listed or commented below it.
_INCLUDE = re.compile(r"^[\"']?include[\"']?[ \t]*:.*(?:\n(?:[ \t-].*|#.*|[ \t]*(?=\n)))*", re.MULTILINE)
# A file that is one mapping in braces, which nobody writes, has no lines to go by.
_IN_BRACES = re.compile(r"^\{", re.MULTILINE)


def _beside(name: str) -> str:
    """Refuse a file that lies elsewhere than beside or below the file that includes it."""
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or "\\" in name or path.suffix not in {".yaml", ".yml"}:
        hint = "name a .yaml file in this folder or one below it, such as recipients/congress.yaml"
        raise mistake(f"'{shown(name)}' cannot be included", hint=hint)
    return name


FileBeside = Annotated[Line, AfterValidator(_beside)]


class _Includes(Entry):
    """The files that the file of the campaign's recipients includes."""

    include: tuple[FileBeside, ...]


def recipient_files(path: Path) -> tuple[Path, ...]:
    """Return the file and those that it includes, in their order.

    Raises:
        ContentError: The file as a whole cannot be read, or what it includes is no list of files beside it.
    """
    _, files, problems = included(read_entries(path, "recipients", lambda _file, _number: None, cap=SIZE_CAP))
    if problems:
        raise ContentError(problems)
    return (path, *files)


def included(file: YamlFile) -> tuple[YamlFile, tuple[Path, ...], tuple[Problem, ...]]:
    """Return the file without its key `include`, what that names, and what is wrong with it."""
    names = file.root.pop("include", None)
    if names is None:
        return file, (), ()
    root = YamlMapping(file.path, file.root.lines.get("include", file.root.line))
    root["include"], root.lines["include"] = names, root.line
    try:
        found = validated(_Includes, YamlFile(file.path, root)).include
    except ContentError as error:
        return file, (), error.problems
    return file, tuple(file.path.parent / name for name in dict.fromkeys(found)), ()


def included_at_a_glance(path: Path) -> tuple[Path, ...]:
    """Return the files that a file includes, without reading its thousands of profiles.

    Whatever is wrong with them, or with the file, whoever loads it will tell.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
        if _IN_BRACES.search(text):
            return recipient_files(path)[1:]
        found = _INCLUDE.search(text)
        root = parse_yaml(path, found[0]) if found else None
    except (OSError, UnicodeDecodeError, ContentError):
        return ()
    return included(YamlFile(path, root))[1] if isinstance(root, YamlMapping) else ()
