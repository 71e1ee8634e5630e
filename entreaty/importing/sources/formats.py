"""Read a source of recipients of any format, which is recognised by its contents."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

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
from entreaty.importing.sources.bundestag import read_bundestag
from entreaty.importing.sources.congress import congress_files, is_congress, read_congress
from entreaty.importing.sources.entries import JsonText, json_text
from entreaty.importing.sources.json_lists import read_json_list
from entreaty.importing.sources.meps import read_meps
from entreaty.importing.sources.openstates import read_openstates
from entreaty.importing.sources.popolo import is_popolo, popolo_source, read_popolo
from entreaty.importing.sources.vcards import read_vcards
from entreaty.importing.tables.spreadsheets import (
    read_csv_source,
    read_old_workbook_source,
    read_open_document_source,
    read_workbook_source,
)
from entreaty.problems import ContentError
from entreaty.storage.decoding import decoded, encoding_by_mark, read_bytes, refusal, unreadable_refused
from entreaty.storage.elements import root_of
from entreaty.storage.inside import opened

_ZIP, _OLE2 = b"PK\x03\x04", bytes.fromhex("d0cf11e0a1b11ae1")
_OPEN_DOCUMENT = b"mimetypeapplication/vnd.oasis.opendocument"
_ENDINGS = {
    **dict.fromkeys((".csv", ".tsv", ".tab", ".txt"), "csv"),
    **dict.fromkeys((".vcf", ".vcard"), "vcard"),
    **dict.fromkeys((".json", ".jsonl", ".ndjson", ".geojson"), "json"),
    **dict.fromkeys((".xlsx", ".xlsm", ".xltm", ".xlsb"), "xlsx"),
    **dict.fromkeys((".ods", ".ots"), "ods"),
    ".xls": "xls",
}
_YAML = (".yml", ".yaml")
_XML_LISTS = {"DOCUMENT": "bundestag", "meps": "meps"}
# What many programs write, and none here reads: what it is, by what it begins with.
_UNREAD = (
    (re.compile(r"(?:#[^\n]*\n|version:\s*1\s*\n|\s)*+dn::?\s", re.IGNORECASE), "an address book as LDIF"),
    (
        re.compile(r"(?:<!--(?:(?!-->)[^\0])*+-->|\s)*+<(?:!doctype\s+html|html|head|body|table)\b", re.IGNORECASE),
        "a web page",
    ),
    (re.compile(r"%PDF-"), "a PDF"),
    (re.compile(r"\{\\rtf"), "a text of a word processor"),
)
_MIB = 1024 * 1024
_LARGE = 16 * _MIB
_WORKBOOK = Budget(seconds=16, memory=640 * _MIB)
_LARGE_FILE = Budget(seconds=120, memory=1_280 * _MIB)
_WORKBOOKS = frozenset({"xlsx", "ods", "xls"})


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
    files = paths
    if kind == "congress":
        files = _files_of_congress(paths)
        read = partial(read_congress, files, options)
    elif kind == "openstates":
        files = _files_of_openstates(paths)
        read = partial(read_openstates, files, options)
    elif kind == "popolo" or (kind == "json" and len(paths) > 1):
        read = partial(read_popolo, paths, options)
    elif len(paths) > 1:
        raise refusal(paths[1], f"a source of the kind '{kind}' is one file", "import the files one by one")
    else:
        read = partial(_READERS[kind], paths[0], options)
    source = _unchanged(read, files, kind)
    if not source.rows:
        raise refusal(paths[0], "nothing in it tells of anybody")
    return _without_ignored(source, options)


def _read_json(path: Path, options: ReadOptions) -> RecipientSource:
    """Read a JSON file as Popolo where it is, else as a list of objects."""
    found = _popolo_in(path)
    return popolo_source([found], options) if found else read_json_list(path, options)


def _popolo_in(path: Path) -> JsonText | None:
    """Return what a JSON file holds if that is Popolo; None where it is not."""
    text = decoded(path, read_bytes(path), "utf-8-sig")
    if not any(f'"{key}"' in text for key in ("persons", "memberships", "person_id")):
        return None
    try:
        found = json_text(path, text)
    except ContentError:
        # What is no JSON as a whole may be JSON line by line.
        return None
    return found if is_popolo(found.root) else None


_READERS = {
    "csv": read_csv_source,
    "xlsx": read_workbook_source,
    "ods": read_open_document_source,
    "xls": read_old_workbook_source,
    "json": _read_json,
    "vcard": read_vcards,
    "bundestag": read_bundestag,
    "meps": read_meps,
}


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


def _unchanged(read: Callable[[], RecipientSource], files: Sequence[Path], kind: str) -> RecipientSource:
    """Read a source, and refuse it where one of its files changes meanwhile."""
    before = _states(files)
    source = _within_bounds(read, files, kind)
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


def _within_bounds(read: Callable[[], RecipientSource], files: Sequence[Path], kind: str) -> RecipientSource:
    """Read a source, in a process that can be stopped where what it becomes may be far larger than what people write.

    A workbook that is small as a file may be gigabytes once it is unpacked. Other formats are as large as their files;
    to send what was read of small ones from one process to another would cost more than it saves.
    """
    large = sum(path.stat().st_size for path in files if path.is_file()) > _LARGE
    if kind not in _WORKBOOKS and not large:
        return _told(read)
    try:
        return confined(_told, read, budget=_WORKBOOK if kind in _WORKBOOKS else _LARGE_FILE)
    except StoppedError as error:
        raise refusal(
            files[0], f"reading it {error.reason}", "split it, or keep only what tells of recipients"
        ) from error


def _told(read: Callable[[], RecipientSource]) -> RecipientSource:
    """Read a source, and note which invisible characters were left out of it."""
    with telling_what_is_left_out() as left_out:
        source = read()
    return replace(source, notes=(*source.notes, *left_out.notes()))


def _recognised(path: Path) -> str:
    """Return the format of a source, by its contents first and its name second."""
    if path.is_dir():
        return "congress" if congress_files(path) else "openstates"
    if path.exists() and not path.is_file():
        raise refusal(path, "this is neither a file nor a folder")
    head = _head(path)
    text = head.decode(encoding_by_mark(head) or "utf-8", errors="replace").lstrip()
    ending = path.suffix.lower()
    if what := next((what for begins, what in _UNREAD if begins.match(text)), ""):
        raise refusal(path, f"this is {what}, which cannot be read", "save or export it as CSV")
    kind = _by_contents(path, head, text, ending) or _ENDINGS.get(ending)
    if kind is None:
        hint = "save it as CSV" if text.startswith("<") or ending in (*_YAML, ".xml", ".htm", ".html", ".ldif") else ""
        every = f"name it with --from: {', '.join(KINDS)}"
        raise refusal(path, "the format of the source is not recognised", f"{hint}, or {every}" if hint else every)
    return kind


def _by_contents(path: Path, head: bytes, text: str, ending: str) -> str | None:
    """Return the format that the contents show; None where they show none."""
    signs = {
        "ods": head.startswith(_ZIP) and (_OPEN_DOCUMENT in head[:200] or ending in {".ods", ".ots"}),
        "xlsx": head.startswith(_ZIP) or (head.startswith(_OLE2) and ending in {".xlsx", ".xlsm", ".xltm", ".xlsb"}),
        "xls": head.startswith(_OLE2),
        "vcard": text[:11].upper() == "BEGIN:VCARD",
        "json": text.startswith(("{", "[")) and ending != ".csv",
        "congress": ending in _YAML and is_congress(path),
        "openstates": ending in _YAML and ("ocd-person" in text or "ocd-organization" in text),
    }
    kind = next((kind for kind, found in signs.items() if found), None)
    return kind or (_XML_LISTS.get(root_of(head)) if text.startswith("<") else None)


def _head(path: Path) -> bytes:
    with unreadable_refused(path), opened(path) as stream:
        return stream.read(4_096)


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
