"""What a run made and why it made no more: `manifest.json`, and the journal of a run under way."""

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, fields
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import Any, BinaryIO

from entreaty.planning.plan import NotWritten
from entreaty.storage.files import fingerprint_of, fingerprints_of, write_pieces
from entreaty.writing.letter import LetterId

MANIFEST = "manifest.json"
_JOURNAL = ".journal.jsonl"


@dataclass(frozen=True, slots=True, kw_only=True)
class ManifestEntry:
    """What the manifest says of one letter that lies in the folder.

    Attributes:
        appeal: The appeal's id.
        recipient: The recipient's id.
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
    """

    appeal: str
    recipient: str
    language: str
    date: str
    passages: tuple[str, ...]
    demands: tuple[str, ...]
    citations: tuple[str, ...]
    pages: int
    notes: str
    files: Mapping[str, str]
    key: str
    problems: tuple[str, ...] = ()
    typesetting: str = "ordinary"
    citation_style: str = ""

    @property
    def id(self) -> LetterId:
        """Return which letter it is."""
        return LetterId(self.appeal, self.recipient)

    def stands(self, folder: Path, endings: Iterable[str]) -> bool:
        """Tell whether the files of these endings lie there as they were written."""
        return bool(standing(folder, [self], endings))


# Thousands of rows are written by each run, twice.
_encoded = json.JSONEncoder(ensure_ascii=False).encode
_KEYS = tuple(field.name for field in fields(ManifestEntry))


def read_manifest(folder: Path) -> dict[LetterId, ManifestEntry]:
    """Return the letters that earlier runs left in the folder, those of a broken-off run included.

    A manifest that cannot be read counts as none: everything is made again.
    """
    known: dict[tuple[str, ...], tuple[str, ...]] = {}
    rows = chain(_letters_of(folder / MANIFEST), _rows_of(folder / _JOURNAL))
    entries = (_entry(row, known) for row in rows)
    return {entry.id: entry for entry in entries if entry is not None}


def standing(folder: Path, entries: Iterable[ManifestEntry], endings: Iterable[str]) -> frozenset[LetterId]:
    """Return the names of the letters whose files of these endings lie there as they were written."""
    wanted = tuple(endings)
    whole = [entry for entry in entries if all(ending in entry.files for ending in wanted)]
    files = [(entry.id, ending, entry.files[ending]) for entry in whole for ending in wanted]
    found = fingerprints_of([f"{folder}/{name}.{ending}" for name, ending, _ in files])
    changed = {name for (name, _, written), there in zip(files, found, strict=True) if there != written}
    return frozenset(entry.id for entry in whole) - changed


def is_interrupted(folder: Path) -> bool:
    """Tell whether the last run in the folder was broken off."""
    return (folder / _JOURNAL).exists()


def note_in_journal(folder: Path, *entries: ManifestEntry) -> None:
    """Remember finished letters until the run's manifest is written.

    They are handed to the system at once, so that a program that is killed has not forgotten them.
    """
    lines = "".join(f"{_entry_line(entry)}\n" for entry in entries)
    with (folder / _JOURNAL).open("a+b") as journal:
        # The last line of a run that was killed may be cut: what comes now must not become part of it.
        if journal.tell() and _last_byte(journal) != b"\n":
            lines = f"\n{lines}"
        journal.write(lines.encode())


def write_manifest(
    folder: Path,
    entries: Iterable[ManifestEntry],
    skipped: Iterable[NotWritten],
    failed: Iterable[NotWritten],
    versions: Mapping[str, str],
) -> str:
    """Write what lies in the folder and what the last run left out, close the journal, and return the SHA-256.

    Each letter has a line of its own, so that the manifest of a large run can be compared with that of another.
    """
    parts = {
        "versions": [json.dumps(dict(versions), ensure_ascii=False)],
        "letters": _list(_entry_line(entry) for entry in sorted(entries, key=lambda entry: str(entry.id))),
        "skipped": _list(map(_not_written_line, skipped)),
        "failed": _list(map(_not_written_line, failed)),
    }
    written = write_pieces(folder / MANIFEST, _in_parts(parts))
    (folder / _JOURNAL).unlink(missing_ok=True)
    return written


def withdraw(folder: Path, entry: ManifestEntry) -> None:
    """Remove the files of a letter that must not go out any more, if nobody has changed them since."""
    for ending, written in entry.files.items():
        path = folder / f"{entry.id}.{ending}"
        if fingerprint_of(path) == written:
            path.unlink()


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
    parts = [f'"{key}": {_as_json(getattr(entry, key))}' for key in _KEYS]
    return f"{{{', '.join(parts)}}}"


def _not_written_line(one: NotWritten) -> str:
    return _encoded({"appeal": one.letter.appeal, "recipient": one.letter.recipient, "reason": one.reason})


def _as_json(value: Any) -> str:
    return _list_as_json(value) if isinstance(value, tuple) else _encoded(value)


@lru_cache(maxsize=256)
def _list_as_json(items: tuple[str, ...]) -> str:
    """Return a list's JSON; letters of a group have the same lists, warnings by the kilobyte among them."""
    return _encoded(items)


def _last_byte(stream: BinaryIO) -> bytes:
    stream.seek(-1, os.SEEK_END)
    return stream.read(1)


def _letters_of(manifest: Path) -> Iterator[Any]:
    """Yield the rows of a manifest's letters, line by line: as a whole, that of a large run would not fit beside it."""
    found = False
    for row in _rows_of(manifest):
        found = found or "key" in row
        yield row
    if not found:
        # Another program may have saved it with other line breaks.
        with suppress(OSError, ValueError, LookupError, TypeError):
            yield from json.loads(manifest.read_bytes())["letters"]


def _rows_of(path: Path) -> Iterator[Any]:
    """Yield what stands on lines of its own; a line that was cut counts as none."""
    try:
        with path.open("rb") as lines:
            for line in lines:
                if line.startswith(b"{"):
                    with suppress(ValueError):
                        yield json.loads(line.rstrip(b",\n"))
    except OSError:
        return


def _entry(row: Any, known: dict[tuple[str, ...], tuple[str, ...]]) -> ManifestEntry | None:
    """Return the entry of a row; lists that letters of a group have in common are kept once."""
    try:
        lists = {name: tuple(row[name]) for name in ("passages", "demands", "citations", "problems")}
        return ManifestEntry(**{**row, **{name: known.setdefault(items, items) for name, items in lists.items()}})
    except (TypeError, LookupError):
        return None
