"""An import from beginning to end: read the source, make profiles, merge them with what is there, write."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from entreaty.content.files.recipients import load_recipients, recipient_files
from entreaty.importing.merging.comparison import Merged, Present, merge
from entreaty.importing.merging.last_seen import Memory, load_memory, memory_path, memory_text
from entreaty.importing.profiles.completion import complete
from entreaty.importing.profiles.profile import Settings
from entreaty.importing.recipients_file.file import (
    Hunk,
    RecipientsFileError,
    contents_of,
    read_recipients_file,
    with_include,
    write_with_backup,
)
from entreaty.importing.rows import Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Import:
    """What an import did, or would do.

    Attributes:
        source: The name of the source.
        reading: What was read.
        merged: What becomes of each row and each profile.
        into: The file of recipients that it writes.
        hunks: The changes to that file, by lines.
        written: The files that were written.
        backups: The copies of what they held before.
    """

    source: str
    reading: Reading
    merged: Merged
    into: Path
    hunks: tuple[Hunk, ...]
    written: tuple[Path, ...] = ()
    backups: tuple[Path, ...] = ()


def import_recipients(
    reading: Reading, settings: Settings, campaign: Path, into: Path, *, dry_run: bool = False
) -> Import:
    """Bring the recipients of a source into a campaign.

    Args:
        reading: The source.
        settings: What holds for all of it.
        campaign: The campaign's folder.
        into: The file of recipients to write: `recipients.yaml`, or one beside or below it, which it then includes.
        dry_run: Whether to write nothing.

    Raises:
        EntreatyError: The file of recipients cannot be read or written.
    """
    main = campaign / "recipients.yaml"
    name = _relative(into, main)
    before, memory_before = contents_of(into), contents_of(memory_path(into))
    file = read_recipients_file(into)
    memory = load_memory(memory_path(into))
    present = Present(profiles=file.profiles, elsewhere=_elsewhere(main, into), memory=memory)
    merged = merge(complete(reading, settings), reading, present, settings)
    text, hunks = file.changed((one.id, one.after) for one in merged.changes if one.state != "unchanged")
    done = Import(source=settings.source, reading=reading, merged=merged, into=into, hunks=hunks)
    if dry_run:
        return done
    plan = [(into, text, before)] if hunks else []
    if hunks and into != main and (including := with_include(main, name)) is not None:
        plan.append((main, including, contents_of(main)))
    remembered = memory_text(_with(memory, settings.source, merged))
    if remembered != memory_text(memory):
        plan.append((memory_path(into), remembered, memory_before))
    return _written(done, plan, settings.day)


def _written(done: Import, plan: Sequence[tuple[Path, str, str | None]], day: date) -> Import:
    """Write the files in their order: the memory last, since profiles that are newer than it do no harm."""
    backups = [write_with_backup(path, text, before, day) for path, text, before in plan]
    return Import(
        source=done.source,
        reading=done.reading,
        merged=done.merged,
        into=done.into,
        hunks=done.hunks,
        written=tuple(path for path, _, _ in plan),
        backups=tuple(path for path in backups if path),
    )


def _with(memory: Memory, source: str, merged: Merged) -> Memory:
    known: dict[str, Mapping[str, object]] = dict(memory)
    if merged.memory:
        known[source] = merged.memory
    return known  # type: ignore[return-value]


def _elsewhere(main: Path, into: Path) -> dict[str, str]:
    """Return where the profiles stand that the campaign has in other files."""
    if not main.exists():
        return {}
    if [path.resolve() for path in recipient_files(main)] == [into.resolve()]:
        return {}
    entries = load_recipients(main).entries
    return {one.id: str(place) for one in entries if (place := one.place()).path.resolve() != into.resolve()}


def _relative(into: Path, main: Path) -> str:
    try:
        return into.resolve().relative_to(main.parent.resolve()).as_posix()
    except ValueError as error:
        message = f"{into}: the file must lie in the campaign's folder, so that {main.name} can include it"
        raise RecipientsFileError(message) from error


def end_recipient(campaign: Path, name: str, day: date, today: date) -> tuple[Path, Path | None]:
    """Mark a profile as ended, and return the file that was written and the copy of what it held.

    Args:
        campaign: The campaign's folder.
        name: The id of the profile.
        day: The day from which on it gets no letters.
        today: The day after which the copy is called.

    Raises:
        EntreatyError: There is no such profile, or its file cannot be changed.
    """
    for path in recipient_files(campaign / "recipients.yaml"):
        before = contents_of(path)
        file = read_recipients_file(path)
        if name in file.profiles:
            after = {key: value for key, value in file.profiles[name].items() if key != "id"} | {"ended": day}
            text, _ = file.changed([(name, after)])
            return path, write_with_backup(path, text, before, today)
    raise RecipientsFileError(f"there is no recipient '{name}' in {campaign / 'recipients.yaml'}")
