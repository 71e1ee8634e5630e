"""What a run made and why it made no more: `manifest.json`, and the journal of a run under way."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from entreaty.output.folder import fingerprint_of, write_whole

_MANIFEST = "manifest.json"
_JOURNAL = ".journal.jsonl"


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One letter that lies in the folder.

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

    @property
    def id(self) -> str:
        """Return the name of the letter, such as "detainees/icrc-president"."""
        return f"{self.appeal}/{self.recipient}"

    def stands(self, folder: Path, endings: Iterable[str]) -> bool:
        """Tell whether the files of these endings lie there as they were written."""
        return all(
            ending in self.files and fingerprint_of(folder / f"{self.id}.{ending}") == self.files[ending]
            for ending in endings
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """A letter that was not written.

    Attributes:
        appeal: The appeal's id.
        recipient: The recipient's id.
        reason: Why it was left out or failed.
    """

    appeal: str
    recipient: str
    reason: str

    @property
    def id(self) -> str:
        """Return the name that the letter would have."""
        return f"{self.appeal}/{self.recipient}"


def read_records(folder: Path) -> dict[str, Record]:
    """Return the letters that earlier runs left in the folder, those of a broken-off run included.

    A manifest that cannot be read counts as none: everything is made again.
    """
    try:
        manifest = json.loads((folder / _MANIFEST).read_text(encoding="utf-8"))
        rows = list(manifest["letters"])
    except (OSError, ValueError, LookupError, TypeError):
        rows = []
    try:
        journal = (folder / _JOURNAL).read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError):
        journal = []
    records = [_record(row) for row in (*rows, *(_parsed(line) for line in journal))]
    return {record.id: record for record in records if record is not None}


def note_in_journal(folder: Path, record: Record) -> None:
    """Remember a finished letter until the run's manifest is written."""
    with (folder / _JOURNAL).open("a", encoding="utf-8") as journal:
        journal.write(json.dumps(asdict(record), ensure_ascii=False) + "\n")


def write_manifest(
    folder: Path,
    records: Iterable[Record],
    skipped: Iterable[Refusal],
    failed: Iterable[Refusal],
    versions: Mapping[str, str],
) -> None:
    """Write what lies in the folder and what the last run left out, and close the journal."""
    manifest = {
        "versions": dict(versions),
        "letters": [asdict(record) for record in sorted(records, key=lambda record: record.id)],
        "skipped": [asdict(refusal) for refusal in skipped],
        "failed": [asdict(refusal) for refusal in failed],
    }
    text = json.dumps(manifest, ensure_ascii=False, indent=2) + "\n"
    write_whole(folder / _MANIFEST, text.encode())
    (folder / _JOURNAL).unlink(missing_ok=True)


def withdraw(folder: Path, record: Record) -> None:
    """Remove the files of a letter that must not go out any more, if nobody has changed them since."""
    for ending, fingerprint in record.files.items():
        path = folder / f"{record.id}.{ending}"
        if fingerprint_of(path) == fingerprint:
            path.unlink()


def _parsed(line: str) -> Any:
    try:
        return json.loads(line)
    except ValueError:
        return None


def _record(row: Any) -> Record | None:
    try:
        lists = {name: tuple(row[name]) for name in ("passages", "demands", "citations", "problems")}
        return Record(**{**row, **lists})
    except (TypeError, LookupError):
        return None
