"""What a run made and why it made no more: `manifest.json`, and the journal of a run under way.

The journal has a row for each letter that is done. Beside it stands what was begun: which files are about to appear.
"""

import json
import os
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, fields, replace
from fnmatch import fnmatch
from functools import cache, lru_cache
from itertools import chain
from pathlib import Path
from secrets import token_hex
from typing import Annotated, Any

from pydantic import ConfigDict, Field, StringConstraints, TypeAdapter, ValidationError, with_config

from entreaty.content.model import SENDER_ID_PATTERN, Id, Language, SenderId
from entreaty.planning.selection import NotWritten
from entreaty.storage.files import (
    FolderError,
    append_whole,
    files_lying_in,
    fingerprint_of,
    fingerprints_of,
    is_there,
    remove,
    write_pieces,
)
from entreaty.storage.inside import leads_inside, opened, read_inside
from entreaty.writing.letter import LetterId

MANIFEST = "manifest.json"
_JOURNAL = ".journal.jsonl"
_BEGUN = ".begun*.jsonl"
LAST_RUN = ".last-run.json"
"""The report of the last run, which lies beside the manifest."""
PACKET = "packet"
"""The folder of what is printed for all letters, which lies beside the manifest, too."""
# A row holds warnings by the kilobyte at most; what is longer was not written by this program.
_ROW_CAP = 4 * 1024 * 1024
_SIZE_CAP = 64 * 1024 * 1024
_PAGES_CAP = 100_000
_ROW = b'{"appeal"'
_SENDER = re.compile(f'"sender": ?"({SENDER_ID_PATTERN})"'.encode())

ENDINGS = ("pdf", "txt", "eml")
"""The endings of a letter's files."""

Ending = Annotated[str, StringConstraints(pattern=f"^({'|'.join(ENDINGS)})$")]
Fingerprint = Annotated[str, StringConstraints(pattern="^[0-9a-f]{64}$")]
Day = Annotated[str, StringConstraints(pattern="^[0-9]{4}-[0-9]{2}-[0-9]{2}$")]


@with_config(ConfigDict(extra="forbid", strict=True))
@dataclass(frozen=True, slots=True, kw_only=True)
class ManifestEntry:
    """What the manifest says of one letter that lies in the folder.

    A manifest may come from strangers: a row with anything else in it than this program writes counts as none.

    Attributes:
        appeal: The appeal's id.
        recipient: The recipient's id.
        sender: The id of the supporter who sends it; empty, and left out of its row, where there is one sender only.
        language: The language of the letter.
        date: The date that it bears.
        passages: The passages in it, in order.
        demands: The demands in it, in order.
        citations: The authorities that it cites.
        pages: The number of pages; 0 where no PDF was made.
        notes: "footnotes", or "endnotes" where they did not fit under the text.
        files: The SHA-256 of each file, by its ending.
        key: The SHA-256 of everything that the letter was made from.
        problems: Warnings that concern it.
        typesetting: "shared" where the page was set once for many letters, else "ordinary" and the reason.
        citation_style: The citation style that was asked for; empty for that of the appeal.
        address: By which rules the address was made to fit its envelope, such as "smaller: 8 pt"; none where it did.
    """

    appeal: Id
    recipient: Id
    sender: SenderId = ""
    language: Language
    date: Day
    passages: tuple[str, ...]
    demands: tuple[str, ...]
    citations: tuple[str, ...]
    pages: Annotated[int, Field(ge=0, le=_PAGES_CAP)]
    notes: str
    files: Mapping[Ending, Fingerprint]
    key: str
    problems: tuple[str, ...] = ()
    typesetting: str = "ordinary"
    citation_style: str = ""
    address: tuple[str, ...] = ()

    @property
    def id(self) -> LetterId:
        """Return which letter it is."""
        return LetterId(self.appeal, self.recipient, self.sender)

    def stands(self, folder: Path, endings: Iterable[str]) -> bool:
        """Tell whether the files of these endings lie there as they were written."""
        return bool(standing(folder, [self], endings))


@with_config(ConfigDict(extra="forbid", strict=True))
@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """What is noted of a letter before its files appear, so that they are known as ours if the run is killed.

    Attributes:
        appeal: The appeal's id.
        recipient: The recipient's id.
        sender: The id of the supporter who sends it; empty where there is one sender only.
        begun: The SHA-256 of each file, by its ending.
    """

    appeal: Id
    recipient: Id
    sender: SenderId = ""
    begun: Mapping[Ending, Fingerprint]

    @property
    def id(self) -> LetterId:
        """Return which letter it is."""
        return LetterId(self.appeal, self.recipient, self.sender)


_entries: TypeAdapter[ManifestEntry] = TypeAdapter(ManifestEntry)
_begun: TypeAdapter[Begun] = TypeAdapter(Begun)
# Thousands of rows are written by each run, twice.
_encoded = json.JSONEncoder(ensure_ascii=False).encode
_KEYS = tuple(field.name for field in fields(ManifestEntry))
_KEYS_OF_ONE_SENDER = tuple(name for name in _KEYS if name != "sender")


def read_manifest(folder: Path) -> dict[LetterId, ManifestEntry]:
    """Return the letters that earlier runs left in the folder, those of a broken-off run included.

    Rows that are damaged count as none, and so does a damaged manifest: their letters are made again.

    Raises:
        FolderError: Manifest or journal is a link or a pipe, or the system cannot read it.
    """
    known: dict[tuple[str, ...], tuple[str, ...]] = {}
    entries = chain(_letters_of(folder), _entries_of(folder / _JOURNAL, folder))
    return {entry.id: _sharing(entry, known) for entry in entries}


def read_begun(folder: Path) -> dict[LetterId, frozenset[str]]:
    """Return the SHA-256 of the files of each letter that a broken-off run was about to write.

    Raises:
        FolderError: The file of them is a link or a pipe, or the system cannot read it.
    """
    found: dict[LetterId, frozenset[str]] = {}
    for path in _files_of_begun(folder):
        for row in _rows_of(path, folder):
            with suppress(ValidationError):
                one = _begun.validate_json(row)
                found[one.id] = found.get(one.id, frozenset()).union(one.begun.values())
    return found


def standing(folder: Path, entries: Iterable[ManifestEntry], endings: Iterable[str]) -> frozenset[LetterId]:
    """Return the names of the letters whose files of these endings lie there as they were written."""
    wanted = tuple(endings)
    whole = [entry for entry in entries if all(ending in entry.files for ending in wanted)]
    inside = {place: leads_inside(folder / place, folder) for place in {entry.id.folder for entry in whole}}
    whole = [entry for entry in whole if inside[entry.id.folder]]
    files = [(entry.id, ending, entry.files[ending]) for entry in whole for ending in wanted]
    found = fingerprints_of([f"{folder}/{name}.{ending}" for name, ending, _ in files])
    changed = {name for (name, _, written), there in zip(files, found, strict=True) if there != written}
    return frozenset(entry.id for entry in whole) - changed


def is_interrupted(folder: Path) -> bool:
    """Tell whether the last run in the folder was broken off."""
    return os.path.lexists(folder / _JOURNAL) or any(_files_of_begun(folder))


def note_in_journal(folder: Path, *entries: ManifestEntry) -> None:
    """Remember finished letters until the run's manifest is written.

    They are handed to the system at once, so that a program that is killed has not forgotten them.

    Raises:
        FolderError: The journal cannot be written.
    """
    append_whole(folder / _JOURNAL, "".join(f"{_entry_line(entry)}\n" for entry in entries).encode(), folder)


def note_begun(folder: Path, letter: LetterId, files: Mapping[str, str]) -> None:
    """Remember which files of a letter are about to appear, by their SHA-256.

    Each process does so in a file of its own, which cannot grow beyond what a process may write.

    Raises:
        FolderError: This cannot be written.
    """
    row = {**_names(letter), "begun": dict(files)}
    append_whole(folder / _begun_of(os.getpid()), f"{_encoded(row)}\n".encode(), folder)


def write_manifest(
    folder: Path,
    entries: Iterable[ManifestEntry],
    skipped: Iterable[NotWritten],
    failed: Iterable[NotWritten],
    versions: Mapping[str, str],
    *,
    under_way: bool = False,
) -> str:
    """Write what lies in the folder and what the last run left out, close the journal, and return the SHA-256.

    While the run is under way, the journal stays open.

    Each letter has a line of its own, so that the manifest of a large run can be compared with that of another.

    Raises:
        FolderError: Manifest or journal cannot be written.
    """
    parts = {
        "versions": [json.dumps(dict(versions), ensure_ascii=False)],
        "letters": _list(_entry_line(entry) for entry in sorted(entries, key=lambda entry: str(entry.id))),
        "skipped": _list(map(_not_written_line, skipped)),
        "failed": _list(map(_not_written_line, failed)),
    }
    written = write_pieces(folder / MANIFEST, _in_parts(parts), root=folder)
    for path in () if under_way else (folder / _JOURNAL, *_files_of_begun(folder)):
        remove(path, folder)
    return written


def withdraw(folder: Path, entry: ManifestEntry) -> None:
    """Remove the files of a letter that must not go out any more, if nobody has changed them since.

    Raises:
        FolderError: One of them cannot be removed.
    """
    if not leads_inside(folder / entry.id.folder, folder):
        return
    for ending, written in entry.files.items():
        path = folder / f"{entry.id}.{ending}"
        found = fingerprint_of(path)
        if found == written:
            remove(path, folder)
        elif found is None and is_there(path):
            raise FolderError(f"{path}: this letter must not go out any more, and the file cannot be read; remove it")


def forget_senders(folder: Path, ids: Collection[str]) -> None:
    """Take the rows of supporters out of the manifest and of all that runs have noted beside it.

    Args:
        folder: The folder, which the caller holds.
        ids: The ids of the supporters, such as {"s-8c41f2a09b3e"}.

    Raises:
        FolderError: One of these files cannot be read or written, or another program has laid it out anew.
    """
    for path in (folder / MANIFEST, folder / _JOURNAL, *_files_of_begun(folder)):
        are_rows = {line.startswith(_ROW) for line in _lines_of(path, folder) if _sender_of(line) in ids}
        if False in are_rows:
            raise FolderError(f"{path}: another program has saved it\n  hint: 'letters' writes it anew; then try again")
        if are_rows:
            kept = (line for line in _lines_of(path, folder) if _sender_of(line) not in ids)
            write_pieces(path, _joined(kept, between=b"," if path.name == MANIFEST else b""), root=folder)
    remove(folder / LAST_RUN, folder)


def _sender_of(line: bytes) -> str:
    return found[1].decode() if (found := _SENDER.search(line)) else ""


def _joined(lines: Iterable[bytes], between: bytes) -> Iterator[bytes]:
    """Yield lines with what stands between rows that follow each other."""
    row_before = False
    for number, line in enumerate(lines):
        is_row = line.startswith(_ROW)
        before = (between if row_before and is_row else b"") + (b"\n" if number else b"")
        yield before + line.rstrip(b",\n" if is_row else b"\n")
        row_before = is_row
    yield b"\n"


@cache
def _begun_of(process: int) -> str:
    """Return the name of a process's file of what it has begun, which no process before had."""
    return f".begun-{process}-{token_hex(4)}.jsonl"


def _files_of_begun(folder: Path) -> list[Path]:
    return [folder / name for name in sorted(files_lying_in(folder, folder)) if fnmatch(name, _BEGUN)]


def _in_parts(parts: Mapping[str, Iterable[str]]) -> Iterator[bytes]:
    for number, (name, pieces) in enumerate(parts.items()):
        yield f"{',' if number else '{'}\n{json.dumps(name)}: ".encode()
        yield from (piece.encode() for piece in pieces)
    yield b"\n}\n"


def _list(lines: Iterable[str]) -> Iterator[str]:
    yield "["
    for number, line in enumerate(lines):
        yield f"{',' if number else ''}\n{line}"
    yield "\n]"


def _entry_line(entry: ManifestEntry) -> str:
    keys = _KEYS if entry.sender else _KEYS_OF_ONE_SENDER
    parts = [f'"{key}": {_as_json(getattr(entry, key))}' for key in keys]
    return f"{{{', '.join(parts)}}}"


def _not_written_line(one: NotWritten) -> str:
    return _encoded({**_names(one.letter), "reason": one.reason})


def _names(letter: LetterId) -> dict[str, str]:
    """Return what the rows of a letter begin with: with one sender, nothing is said of them."""
    sender = {"sender": letter.sender} if letter.sender else {}
    return {"appeal": letter.appeal, "recipient": letter.recipient, **sender}


def _as_json(value: Any) -> str:
    return _list_as_json(value) if isinstance(value, tuple) else _encoded(value)


@lru_cache(maxsize=256)
def _list_as_json(items: tuple[str, ...]) -> str:
    """Return a list's JSON; letters of a group have the same lists, warnings by the kilobyte among them."""
    return _encoded(items)


def _letters_of(folder: Path) -> Iterator[ManifestEntry]:
    """Yield the rows of a manifest's letters, line by line: as a whole, that of a large run would not fit beside it."""
    found = False
    for entry in _entries_of(folder / MANIFEST, folder):
        found = True
        yield entry
    if not found:
        # Another program may have saved it with other line breaks.
        with suppress(OSError, ValueError, LookupError, TypeError, RecursionError):
            rows = json.loads(read_inside(folder / MANIFEST, folder, cap=_SIZE_CAP))["letters"]
            yield from filter(None, (_entry(json.dumps(row).encode()) for row in rows))


def _entries_of(path: Path, folder: Path) -> Iterator[ManifestEntry]:
    return filter(None, map(_entry, _rows_of(path, folder)))


def _rows_of(path: Path, folder: Path) -> Iterator[bytes]:
    """Yield what stands on lines of its own; a line that was cut counts as none."""
    return (line.rstrip(b",\n") for line in _lines_of(path, folder) if line.startswith(b"{"))


def _lines_of(path: Path, folder: Path) -> Iterator[bytes]:
    """Yield the lines of a file; none where it is missing.

    Raises:
        FolderError: It is a link or a pipe, or the system cannot read it.
    """
    try:
        with opened(path, folder) as lines:
            while line := lines.readline(_ROW_CAP):
                yield line
    except (FileNotFoundError, NotADirectoryError):
        return
    except OSError as error:
        raise FolderError(f"{path}: the record of the letters cannot be read: {error.strerror}") from error


def _entry(row: bytes) -> ManifestEntry | None:
    try:
        return _entries.validate_json(row)
    except ValidationError:
        return None


def _sharing(entry: ManifestEntry, known: dict[tuple[str, ...], tuple[str, ...]]) -> ManifestEntry:
    """Return the entry with lists that letters of a group have in common kept once."""
    return replace(
        entry,
        passages=known.setdefault(entry.passages, entry.passages),
        demands=known.setdefault(entry.demands, entry.demands),
        citations=known.setdefault(entry.citations, entry.citations),
        problems=known.setdefault(entry.problems, entry.problems),
    )
