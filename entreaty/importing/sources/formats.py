"""Read a source of recipients of any format, which is recognised by its contents."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from entreaty.confinement import Budget, StoppedError, confined
from entreaty.importing.normal_forms import telling_what_is_left_out
from entreaty.importing.profile_fields import full_name, texts_within
from entreaty.importing.profiles.profile import left_out
from entreaty.importing.reading import (
    IGNORED,
    KINDS,
    LeftOut,
    ReadOptions,
    RecipientSource,
    SourceRow,
    ignored_by,
)
from entreaty.importing.sources.congress import congress_files, is_congress, read_congress
from entreaty.importing.sources.openstates import read_openstates
from entreaty.importing.sources.popolo import read_popolo
from entreaty.importing.sources.vcards import read_vcards
from entreaty.importing.tables.spreadsheets import read_csv_source, read_workbook_source
from entreaty.storage.decoding import refusal
from entreaty.storage.inside import opened

Read = TypeVar("Read")
_ZIP, _OLE2 = b"PK\x03\x04", bytes.fromhex("d0cf11e0a1b11ae1")
_ENDINGS = {".csv": "csv", ".tsv": "csv", ".txt": "csv", ".vcf": "vcard", ".vcard": "vcard", ".json": "popolo"}
_YAML = (".yml", ".yaml")
_WORKBOOKS = (".xlsx", ".xlsm", ".xltm", ".xls", ".xlsb")
_MIB = 1024 * 1024
_LARGE = 16 * _MIB
_WORKBOOK = Budget(seconds=16, memory=640 * _MIB)
_LARGE_FILE = Budget(seconds=120, memory=1_280 * _MIB)
_READERS = {"csv": read_csv_source, "xlsx": read_workbook_source, "vcard": read_vcards, "popolo": read_popolo}


def read_source(paths: Sequence[Path], kind: str, options: ReadOptions) -> RecipientSource:
    """Read a source.

    Args:
        paths: Its file or folder; for congress-legislators and Open States also several files.
        kind: Its format; empty has it recognised.
        options: The options of its reader.

    Raises:
        ContentError: It cannot be read, or its kind is not recognised.
    """
    kind = kind or _recognised(paths[0])
    if kind == "congress":
        files = _files_of_congress(paths)
        source = _within_bounds(read_congress, files, options, files, kind)
    elif kind == "openstates":
        files = _files_of_openstates(paths)
        source = _within_bounds(read_openstates, files, options, files, kind)
    elif len(paths) > 1:
        raise refusal(paths[1], f"a source of the kind '{kind}' is one file", "import the files one by one")
    else:
        source = _within_bounds(_READERS[kind], paths[0], options, paths, kind)
    if not source.rows:
        raise refusal(paths[0], "nothing in it tells of anybody")
    return replace(_without_ignored(source, options), kind=kind)


def _without_ignored(source: RecipientSource, options: ReadOptions) -> RecipientSource:
    """Return the source without the rows that the mapping file ignores, and a note for each that is not there."""
    if not options.ignore:
        return source
    rows = tuple(_ignored_or_not(row, options) for row in source.rows)
    reasons = {row.reason for row in rows if isinstance(row, LeftOut)}
    unused = (one.words for one in options.ignore if f"{IGNORED}{one.words}" not in reasons)
    notes = (f"no row has the {words} that the mapping file ignores" for words in unused)
    return replace(source, rows=rows, notes=(*source.notes, *notes))


def _ignored_or_not(row: SourceRow, options: ReadOptions) -> SourceRow:
    if isinstance(row, LeftOut):
        why = ignored_by((), options.ignore, row.key)
        return replace(row, reason=why, problem=False) if why else row
    texts = (row.whole_name, full_name(row.fields.get("name", {})), *texts_within(row.fields))
    why = ignored_by(texts, options.ignore, row.key)
    return replace(left_out(row, why), problem=False) if why else row


def _within_bounds(
    read: Callable[[Read, ReadOptions], RecipientSource],
    what: Read,
    options: ReadOptions,
    files: Sequence[Path],
    kind: str,
) -> RecipientSource:
    """Read a source, and refuse it where one of its files changes meanwhile."""
    before = _states(files)
    source = _read_within_bounds(read, what, options, files, kind)
    if changed := next((path for path, state in _states(files).items() if state != before[path]), None):
        raise refusal(changed, "the file changed while it was read", "wait until it is saved, then import it again")
    return source


def _states(files: Sequence[Path]) -> dict[Path, tuple[int, int, int] | None]:
    """Return what shows that a file was changed or replaced; None for one that is gone."""
    found = dict[Path, tuple[int, int, int] | None]()
    for path in files:
        try:
            told = path.stat()
        except OSError:
            found[path] = None
        else:
            found[path] = (told.st_ino, told.st_size, told.st_mtime_ns)
    return found


def _read_within_bounds(
    read: Callable[[Read, ReadOptions], RecipientSource],
    what: Read,
    options: ReadOptions,
    files: Sequence[Path],
    kind: str,
) -> RecipientSource:
    """Read a source, in a process that can be stopped where what it becomes may be far larger than what people write.

    A workbook that is small as a file may be gigabytes once it is unpacked. Other formats are as large as their files;
    to send what was read of small ones from one process to another would cost more than it saves.
    """
    large = sum(path.stat().st_size for path in files if path.is_file()) > _LARGE
    if kind != "xlsx" and not large:
        return _told(read, what, options)
    try:
        return confined(_told, read, what, options, budget=_WORKBOOK if kind == "xlsx" else _LARGE_FILE)
    except StoppedError as error:
        raise refusal(
            files[0], f"reading it {error.reason}", "split it, or keep only what tells of recipients"
        ) from error


def _told(read: Callable[[Read, ReadOptions], RecipientSource], what: Read, options: ReadOptions) -> RecipientSource:
    """Read a source, and note which invisible characters were left out of it."""
    with telling_what_is_left_out() as left_out:
        source = read(what, options)
    return replace(source, notes=(*source.notes, *left_out.notes()))


def _recognised(path: Path) -> str:
    """Return the format of a source, by its contents first and its name second."""
    if path.is_dir():
        return "congress" if congress_files(path) else "openstates"
    if path.exists() and not path.is_file():
        raise refusal(path, "this is neither a file nor a folder")
    head = _head(path)
    text = head.decode("utf-8-sig", errors="replace").lstrip()
    ending = path.suffix.lower()
    signs = {
        "xlsx": head.startswith((_ZIP, _OLE2)) or ending in _WORKBOOKS,
        "vcard": text[:11].upper() == "BEGIN:VCARD",
        "popolo": text.startswith(("{", "[")) and ending != ".csv",
        "congress": ending in _YAML and is_congress(path),
        "openstates": ending in _YAML and ("ocd-person" in text or "ocd-organization" in text),
    }
    kind = next((kind for kind, found in signs.items() if found), _ENDINGS.get(ending))
    if kind is None:
        raise refusal(path, "the format of the source is not recognised", f"name it with --from: {', '.join(KINDS)}")
    return kind


def _head(path: Path) -> bytes:
    try:
        with opened(path) as stream:
            return stream.read(4_096)
    except FileNotFoundError as error:
        raise refusal(path, "the file is missing") from error
    except OSError as error:
        raise refusal(path, f"the file cannot be read: {error.strerror}") from error


def _files_of_congress(paths: Sequence[Path]) -> tuple[Path, ...]:
    files: list[Path] = []
    for path in paths:
        found = congress_files(path) if path.is_dir() else (path,)
        if not found:
            raise refusal(path, "there is no legislators-current.yaml in this folder", "name the files one by one")
        files += found
    return tuple(files)


def _files_of_openstates(paths: Sequence[Path]) -> tuple[Path, ...]:
    files: list[Path] = []
    for path in paths:
        files += sorted(path.rglob("*.y*ml")) if path.is_dir() else [path]
    if not files:
        raise refusal(paths[0], "there is no .yml file in this folder")
    return tuple(files)
