"""Change the file of recipients where profiles change, and nowhere else.

Each profile is a block of lines. Blocks that stay are not touched, so that their comments, order and words stay.
A block as the program wrote it is written anew; in others only the values are changed.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any, cast

from entreaty.content.files.recipients import SIZE_CAP
from entreaty.importing.profile_fields import ProfileFields
from entreaty.importing.recipients_file.block_edits import edited
from entreaty.problems import EntreatyError
from entreaty.storage.decoding import read_within, refusal
from entreaty.storage.files import fingerprint, write_whole
from entreaty.storage.inside import real_place
from entreaty.storage.yaml.file import parse_yaml, read_yaml
from entreaty.storage.yaml.tree import Ambiguous, YamlList, YamlMapping
from entreaty.storage.yaml.writer import as_yaml_list

_HEAD = "# Imported profiles. What you change here by hand stays when the source is imported again.\n\nrecipients:\n"
_ITEM = re.compile(r"^( *)- +[^\s#]")
_EMPTY_LIST = re.compile(r"^recipients:[ \t]*(\[[ \t]*\])?[ \t]*(#.*)?$", re.MULTILINE)


class RecipientsFileError(EntreatyError):
    """The file of recipients cannot be changed as it is."""


@dataclass(frozen=True, slots=True)
class Hunk:
    """Lines that take the place of others.

    Attributes:
        line: The first line that goes, or before which the new ones come, counted from 1.
        old: The lines that go.
        new: The lines that come, as one text: those of thousands of new profiles are millions.
    """

    line: int
    old: tuple[str, ...]
    new: str

    def diff(self) -> str:
        """Return the change as `diff -u0` shows it."""
        new = self.new.splitlines(keepends=True)
        head = f"@@ -{self.line},{len(self.old)} +{self.line},{len(new)} @@\n"
        return head + "".join(f"-{line}" for line in self.old) + "".join(f"+{line}" for line in new)


@dataclass(frozen=True, slots=True)
class Edit:
    """A file as it will be.

    Attributes:
        text: Its text.
        hunks: The changes, by lines.
    """

    text: str
    hunks: tuple[Hunk, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """The lines of one profile.

    Attributes:
        start: The first line, counted from 0.
        end: The line after the last one.
        fields: The profile.
    """

    start: int
    end: int
    fields: ProfileFields


@dataclass(frozen=True, slots=True)
class RecipientsText:
    """A file of recipients as it was read.

    Attributes:
        path: The file.
        lines: Its lines with their ends; the head of a new file where there is no file yet.
        blocks: The profiles by id.
        indent: How far the list is indented, in spaces.
    """

    path: Path
    lines: tuple[str, ...]
    blocks: Mapping[str, Block] = field(default_factory=dict)
    indent: int = 2

    @property
    def profiles(self) -> dict[str, ProfileFields]:
        """The profiles by id."""
        return {name: block.fields for name, block in self.blocks.items()}

    def changed(self, profiles: Mapping[str, ProfileFields]) -> Edit:
        """Return the text with profiles changed and added.

        Args:
            profiles: Each profile as it will be, by its id; those that are not there are added at the end.

        Raises:
            RecipientsFileError: A profile cannot be changed without changing its neighbours.
        """
        hunks: list[Hunk] = []
        added: dict[str, ProfileFields] = {}
        for name, after in profiles.items():
            if block := self.blocks.get(name):
                hunks.append(self._changed(name, block, with_day({"id": name, **after}, block.fields)))
            else:
                added[name] = after
        hunks.sort(key=lambda hunk: hunk.line)
        lines: list[str] = []
        last = 0
        for hunk in hunks:
            lines += (*self.lines[last : hunk.line - 1], *hunk.new.splitlines(keepends=True))
            last = hunk.line - 1 + len(hunk.old)
        lines += self.lines[last:]
        edit = Edit("".join(lines), tuple(hunks))
        return self._with_new(edit, lines, added) if added else edit

    def _changed(self, name: str, block: Block, after: ProfileFields) -> Hunk:
        old = self.lines[block.start : block.end]
        if "".join(old) == as_yaml_list([block.fields], self.indent):
            text = as_yaml_list([after], self.indent)
        else:
            text = edited("".join(old), after, self.indent)
        if plain(parse_yaml(self.path, text)) != [after]:
            where = f"{self.path}:{block.start + 1}"
            raise RecipientsFileError(f"{where}: '{name}' cannot be changed as it is written; change it by hand")
        return Hunk(block.start + 1, old, text)

    def _with_new(self, edit: Edit, lines: Sequence[str], added: Mapping[str, ProfileFields]) -> Edit:
        """Return the edit with profiles added after the last one.

        Args:
            edit: The file with its profiles changed.
            lines: The lines of that.
            added: The new profiles by id.
        """
        shift = sum(len(hunk.new.splitlines()) - len(hunk.old) for hunk in edit.hunks)
        # The list may be followed by other keys, or by remarks at the end of the file.
        last = max((block.end for block in self.blocks.values()), default=0) + shift
        above, below = (lines[:last], lines[last:]) if self.blocks else _opened(self.path, lines)
        if above and not above[-1].endswith("\n"):
            above = [*above[:-1], f"{above[-1]}\n"]
        # Thousands of profiles are a long text: none but the last one is kept.
        text = as_yaml_list((with_day({"id": name, **after}) for name, after in added.items()), self.indent)
        item = f"\n{' ' * self.indent}- "
        text = ("\n" if self.blocks else "") + text.replace(item, f"\n{item}")
        hunk = Hunk(len(above) + 1 - shift, (), text)
        return Edit("".join((*above, text, *below)), (*edit.hunks, hunk))


def with_day(fields: ProfileFields, before: ProfileFields | None = None) -> ProfileFields:
    """Return the profile with the day of `verified` under the key `day`, since some readers of YAML take `on` for yes.

    Args:
        fields: The profile as it is to be written.
        before: The profile as it stands in the file, whose key stays; None for a new one.
    """
    verified, there = fields.get("verified"), (before or {}).get("verified")
    key = "on" if isinstance(there, Mapping) and "on" in there else "day"
    if not isinstance(verified, Mapping):
        return fields
    renamed = {key if name in {"on", "day"} else name: value for name, value in verified.items()}
    return cast("ProfileFields", {**fields, "verified": renamed})


def read_recipients_file(path: Path, campaign: Path | None = None) -> RecipientsText:
    """Read a file of recipients so that it can be changed; one that is missing is empty.

    Args:
        path: The file.
        campaign: The campaign's folder, which it must lie in.

    Raises:
        ContentError: It cannot be read.
        RecipientsFileError: Its profiles do not each begin on a line of their own.
    """
    if not path.exists():
        return RecipientsText(path, tuple(_HEAD.splitlines(keepends=True)))
    rows = read_yaml(path, cap=SIZE_CAP, root=campaign).root.get("recipients")
    text = read_within(path, campaign, SIZE_CAP).decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    lines = tuple(text.splitlines(keepends=True))
    if rows is None:
        return RecipientsText(path, lines)
    if not isinstance(rows, YamlList):
        raise refusal(path, "'recipients' must be a list", "begin with 'recipients:' and '- id: …'")
    starts = [row.line if isinstance(row, YamlMapping) else line for row, line in zip(rows, rows.lines, strict=True)]
    indent = _indent(path, lines, starts)
    blocks: dict[str, Block] = {}
    for row, start, limit in zip(rows, starts, [*starts, len(lines) + 1][1:], strict=True):
        name = row.get("id") if isinstance(row, YamlMapping) else None
        if isinstance(name, str) and name not in blocks:
            blocks[name] = Block(start - 1, _end(lines, start - 1, limit - 1, indent), plain(row))
    return RecipientsText(path, lines, blocks, indent)


def _indent(path: Path, lines: Sequence[str], starts: Sequence[int]) -> int:
    """Return how far the list is indented.

    Args:
        path: The file.
        lines: Its lines.
        starts: The line of each entry, counted from 1.

    Raises:
        RecipientsFileError: The entries do not each begin on a line of their own.
    """
    begins = [_ITEM.match(lines[start - 1]) for start in starts]
    wrong = next((start for start, found in zip(starts, begins, strict=True) if not found), None)
    if wrong is None and len(set(starts)) != len(starts):
        wrong = starts[0]
    if wrong is not None:
        message = f"{path}:{wrong}: a profile does not begin on a line of its own with '- id: …'; write it so"
        raise RecipientsFileError(message)
    return len(begins[0][1]) if begins and begins[0] else 2


def _end(lines: Sequence[str], start: int, limit: int, indent: int) -> int:
    """Return the line after the last one that belongs to the block: remarks and empty lines below it do not."""
    end = start + 1
    for place in range(start + 1, limit):
        line = lines[place]
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if len(line) - len(line.lstrip()) <= indent:
            break
        end = place + 1
    return end


def _opened(path: Path, lines: Sequence[str]) -> tuple[Sequence[str], Sequence[str]]:
    """Return the lines above and below the first profile, after opening an empty list or beginning one."""
    text = "".join(lines)
    if found := _EMPTY_LIST.search(text):
        place = text.count("\n", 0, found.start())
        opened = re.sub(r"\[[ \t]*\][ \t]*", "", lines[place]).rstrip() + "\n"
        return [*lines[:place], opened], lines[place + 1 :]
    if re.search(r"^recipients\b", text, re.MULTILINE):
        raise RecipientsFileError(
            f"{path}: its list of recipients is written so that nothing can be added; write 'recipients:'"
        )
    end = "" if not text or text.endswith("\n") else "\n"
    return [*(f"{text}{end}").splitlines(keepends=True), "recipients:\n"], []


def plain(value: Any) -> Any:
    """Return values of a YAML file without their lines, as plain dicts and lists."""
    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [plain(inner) for inner in value]
    return value.raw if isinstance(value, Ambiguous) else value


_FIRST_FILE = "# Whom the letters of this campaign are written to.\n\ninclude: [{name}]\n"


def with_include(path: Path, name: str) -> str | None:
    """Return the text of the campaign's file with one more file included; None where it includes that already.

    Args:
        path: The campaign's `recipients.yaml`; a missing one is begun.
        name: The other file, as seen from it.

    Raises:
        ContentError: The file cannot be read.
        RecipientsFileError: Its list of included files is written so that nothing can be added.
    """
    if not path.exists():
        return _FIRST_FILE.format(name=name)
    root = read_yaml(path, cap=SIZE_CAP, root=path.parent).root
    there = root.get("include")
    text = read_within(path, path.parent, SIZE_CAP).decode("utf-8-sig")
    if isinstance(there, list) and name in there:
        return None
    if there is None and "include" not in root:
        lines = text.splitlines(keepends=True)
        place = root.lines.get("recipients", 1) - 1
        return "".join([*lines[:place], f"include: [{name}]\n", *lines[place:]])
    flow = re.search(r"^include:[ \t]*\[(.*?)\]", text, re.MULTILINE | re.DOTALL)
    block = re.search(r"^include:[ \t]*\n((?:[ \t]*- [^\n]*\n)+)", text, re.MULTILINE)
    if flow:
        names = f"{flow[1].rstrip().rstrip(',')}, {name}" if flow[1].strip() else name
        return f"{text[: flow.start(1)]}{names}{text[flow.end(1) :]}"
    if block:
        dash = re.match(r"[ \t]*- ", block[1])
        return f"{text[: block.end(1)]}{dash[0] if dash else '- '}{name}\n{text[block.end(1) :]}"
    raise RecipientsFileError(
        f"{path}: add '{name}' to 'include' by hand, since it is written so that nothing can be added"
    )


def write_with_backup(
    path: Path, text: str, before: str | None, day: date, campaign: Path | None = None, *, private: bool = False
) -> Path | None:
    """Write a file whole, after a copy of it went into backups/ beside it, and return the copy; None for a new file.

    A file that is reached by a link is changed where it lies.

    Args:
        path: The file.
        text: Its new text.
        before: The fingerprint of its contents when it was read; None where there was no file.
        day: Today, after which the backup is called.
        campaign: The campaign's folder, which it must lie in.
        private: Whether only its owner may read it from now on; otherwise whoever could before still can.

    Raises:
        RecipientsFileError: Somebody has changed the file meanwhile.
        FolderError: It cannot be written.
    """
    if contents_of(path, campaign) != before:
        raise RecipientsFileError(f"{path}: the file was changed meanwhile; nothing is written, so try again")
    backup = None if before is None else _backup_path(path, day)
    if backup:
        write_whole(backup, read_within(path, campaign, SIZE_CAP), root=campaign)
    write_whole(real_place(path, campaign), text.encode(), root=campaign, keep_mode=not private)
    return backup


def contents_of(path: Path, campaign: Path | None = None) -> str | None:
    """Return the fingerprint of a file's contents; None where there is no file.

    Raises:
        ContentError: It does not lie in the campaign's folder, or cannot be read.
    """
    return fingerprint(read_within(path, campaign, SIZE_CAP)) if path.exists() else None


def _backup_path(path: Path, day: date) -> Path:
    """Return the first name for a copy of the file that is free."""
    names = (f"{path.stem}.{day}{f'-{number}' if number > 1 else ''}{path.suffix}" for number in count(1))
    return next(found for name in names if not (found := path.parent / "backups" / name).exists())
