"""The story of an import: a source becomes profiles, these are merged with what is there, and the file is written.

`sources` and `tables` read a source as rows, `profiles` makes whole profiles of them, `merging` decides what becomes of
each, and `recipients_file` changes the file where something changes.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from entreaty.content.files.recipients import Recipient, load_recipients, recipient_files
from entreaty.content.model import shown
from entreaty.importing.merging.identity import Present
from entreaty.importing.merging.last_seen import last_seen_path, last_seen_text, load_last_seen
from entreaty.importing.merging.merge import Change, Difference, MergedProfiles, merge
from entreaty.importing.profile_fields import ProfileFields
from entreaty.importing.profiles.completion import complete
from entreaty.importing.profiles.profile import ImportSettings, left_out
from entreaty.importing.reading import LeftOut, PartialProfile, RecipientSource, SourceRow
from entreaty.importing.recipients_file.file import (
    Hunk,
    RecipientsFileError,
    contents_of,
    read_recipients_file,
    with_include,
    write_with_backup,
)
from entreaty.importing.upkeep.corrections import as_listed, corrected, corrections, fingerprint_of_cells, why_not


@dataclass(frozen=True, slots=True, kw_only=True)
class Import:
    """The result of an import, or of a dry run.

    Attributes:
        name: The name of the source, such as "congress".
        source: The source that was read.
        merged: What becomes of each row and each profile.
        into: The file of recipients that it writes.
        hunks: The changes to that file, by lines.
        written: The files that were written.
        backups: The copies of their old contents.
    """

    name: str
    source: RecipientSource
    merged: MergedProfiles
    into: Path
    hunks: tuple[Hunk, ...]
    written: tuple[Path, ...] = ()
    backups: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class _NewText:
    """A file that will be written.

    Attributes:
        path: The file.
        text: Its new text.
        before: The fingerprint of its contents when it was read; None where there was no file.
        private: Whether only its owner is to read it.
    """

    path: Path
    text: str
    before: str | None
    private: bool = False


def import_recipients(
    source: RecipientSource,
    settings: ImportSettings,
    campaign: Path,
    into: Path,
    *,
    dry_run: bool = False,
    row_done: Callable[[], None] = lambda: None,
) -> Import:
    """Bring the recipients of a source into a campaign.

    Args:
        source: The source.
        settings: The settings.
        campaign: The campaign's folder.
        into: The file of recipients to write: `recipients.yaml`, or one beside or below it, which it then includes.
        dry_run: Whether to write nothing.
        row_done: What is called when a row is done.

    Raises:
        EntreatyError: The file of recipients cannot be read or written.
    """
    if source.corrects:
        return _correct(source, settings, campaign, dry_run=dry_run)
    main = campaign / "recipients.yaml"
    name = _relative(into, main)
    memory = last_seen_path(into)
    before, seen_before = contents_of(into, campaign), contents_of(memory, campaign)
    file = read_recipients_file(into, campaign)
    last_seen = load_last_seen(memory, campaign)
    present = Present(profiles=file.profiles, elsewhere=_elsewhere(main, into), last_seen=last_seen)
    merged = merge(complete(source, settings, row_done), source, present, settings)
    edit = file.changed({one.id: one.after for one in merged.changes if one.state != "unchanged"})
    done = Import(name=settings.source, source=source, merged=merged, into=into, hunks=edit.hunks)
    if dry_run:
        return done
    texts = [_NewText(into, edit.text, before)] if edit.hunks else []
    # Also where nothing changes: an earlier import may have been stopped before it came to this.
    if (edit.hunks or file.blocks) and into != main and (including := with_include(main, name)) is not None:
        texts.append(_NewText(main, including, contents_of(main, campaign)))
    seen = last_seen_text({**last_seen, settings.source: merged.seen} if merged.seen else last_seen)
    if seen != last_seen_text(last_seen):
        # Written last: if a run is stopped before, the next import only compares with older fingerprints.
        texts.append(_NewText(memory, seen, seen_before, private=True))
    backups = _write(texts, campaign, settings.day)
    return replace(done, written=tuple(one.path for one in texts), backups=backups)


def _correct(source: RecipientSource, settings: ImportSettings, campaign: Path, *, dry_run: bool) -> Import:
    """Take back the list of profiles to verify: what is corrected in it goes into the file where each profile stands.

    It counts as edited by hand, and nobody ends for want of a row.
    """
    main = campaign / "recipients.yaml"
    recipients = {one.id: one for one in load_recipients(main).entries}
    before = {path: contents_of(path, campaign) for path in recipient_files(main)}
    files = {path: read_recipients_file(path, campaign) for path in before}
    profiles = {name: fields for file in files.values() for name, fields in file.profiles.items()}
    asked = {row.key for row in source.rows if isinstance(row, PartialProfile)}
    listed = as_listed([one for name, one in recipients.items() if name in asked], settings.day)
    rows = [_corrected(row, recipients, profiles, listed, settings) for row in source.rows]
    changes = [row for row in rows if isinstance(row, Change)]
    left_out = tuple(row for row in rows if isinstance(row, LeftOut))
    merged = MergedProfiles(changes=tuple(changes), left_out=left_out, seen={}, spared="")
    updated = {one.id: one.after for one in changes if one.state == "updated"}
    texts, hunks = list[_NewText](), list[Hunk]()
    for path, file in files.items():
        edit = file.changed({name: after for name, after in updated.items() if name in file.blocks})
        hunks += edit.hunks
        texts += [_NewText(path, edit.text, before[path])] if edit.hunks else []
    done = Import(name=settings.source, source=source, merged=merged, into=main, hunks=tuple(hunks))
    if dry_run:
        return done
    backups = _write(texts, campaign, settings.day)
    return replace(done, written=tuple(one.path for one in texts), backups=backups)


def _corrected(
    row: SourceRow,
    recipients: Mapping[str, Recipient],
    profiles: Mapping[str, ProfileFields],
    listed: Mapping[str, PartialProfile],
    settings: ImportSettings,
) -> Change | LeftOut:
    """Return what becomes of the profile that a row of the list is of, or why nothing does."""
    if isinstance(row, LeftOut):
        return row
    name = row.key
    if name not in recipients or name not in listed or name not in profiles:
        return left_out(row, f"there is no recipient '{shown(name)}', and a list to verify brings nobody in")
    if not row.listed_as:
        return left_out(row, f"its cell 'as listed' is empty, so that nobody can tell what was corrected in '{name}'")
    mine, changed = profiles[name], corrections(row, listed[name], settings.day)
    after = corrected(mine, changed)
    why = row.held or why_not(mine, after, changed, settings)
    if changed and row.listed_as != fingerprint_of_cells(recipients[name]):
        why = f"'{name}' was changed since the list was written: correct it there, or write the list anew"
    if why:
        return left_out(row, why)
    return Change(
        id=name,
        state="updated" if changed else "unchanged",
        place=row.place,
        after=after,
        changed=tuple(Difference(field=key, mine=mine.get(key), theirs=after.get(key)) for key in changed),
        notes=row.notes,
    )


def _write(texts: Sequence[_NewText], campaign: Path, day: date) -> tuple[Path, ...]:
    """Write the files in their order, and return the copies of their old contents."""
    backups = [write_with_backup(one.path, one.text, one.before, day, campaign, private=one.private) for one in texts]
    return tuple(path for path in backups if path)


def _elsewhere(main: Path, into: Path) -> dict[str, str]:
    """Return where the profiles stand that the campaign has in other files: {"m1": "recipients.yaml:2"}."""
    if not main.exists():
        return {}
    if [path.resolve() for path in recipient_files(main)] == [into.resolve()]:
        return {}
    entries = load_recipients(main).entries
    return {one.id: str(place) for one in entries if (place := one.place()).path.resolve() != into.resolve()}


def _relative(into: Path, main: Path) -> str:
    """Return the file as the campaign's file includes it: "recipients/congress.yaml"."""
    try:
        return into.resolve().relative_to(main.parent.resolve()).as_posix()
    except ValueError as error:
        message = f"{into}: the file must lie in the campaign's folder, so that {main.name} can include it"
        raise RecipientsFileError(message) from error


@dataclass(frozen=True, slots=True)
class Ended:
    """A profile was marked as ended.

    Attributes:
        path: The file that was written.
        backup: The copy of its old contents.
    """

    path: Path
    backup: Path | None


def end_recipient(campaign: Path, name: str, day: date, today: date) -> Ended:
    """Mark a profile as ended.

    Args:
        campaign: The campaign's folder.
        name: The id of the profile.
        day: The first day without letters to it.
        today: The day in the name of the copy.

    Raises:
        EntreatyError: There is no such profile, or its file cannot be changed.
    """
    for path in recipient_files(campaign / "recipients.yaml"):
        before = contents_of(path, campaign)
        file = read_recipients_file(path, campaign)
        if name in file.blocks:
            after: ProfileFields = {**file.blocks[name].fields, "ended": day}
            text = file.changed({name: after}).text
            return Ended(path, write_with_backup(path, text, before, today, campaign))
    raise RecipientsFileError(f"there is no recipient '{name}' in {campaign / 'recipients.yaml'}")
