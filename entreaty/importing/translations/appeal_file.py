"""Change the words of an appeal's file, and nothing else of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from entreaty.content.files.translations import in_lines
from entreaty.problems import EntreatyError
from entreaty.storage.decoding import read_within, refusal
from entreaty.storage.files import fingerprint
from entreaty.storage.yaml.edits import EditError, TextEdit, with_texts
from entreaty.storage.yaml.file import SIZE_CAP, parse_yaml
from entreaty.storage.yaml.tree import Steps
from entreaty.writing.translations import Unit

_BOM = "\ufeff"


class AppealFileError(EntreatyError):
    """The file of an appeal cannot be changed as it is."""


@dataclass(frozen=True, slots=True)
class AppealText:
    r"""The file of an appeal as it was read.

    Attributes:
        path: The file.
        source: Its text, with "\n" at the ends of its lines.
        line_end: What its lines end with.
        mark: The byte order mark that it begins with, or nothing.
        fingerprint: The fingerprint of its bytes.
    """

    path: Path
    source: str
    line_end: str
    mark: str
    fingerprint: str

    def with_words(self, words: Mapping[str, str], units: Mapping[str, Unit], language: str) -> str:
        """Return the file with other words in a language.

        Args:
            words: The words by unit.
            units: The units of the appeal, by name.
            language: The language.

        Raises:
            AppealFileError: The file was changed meanwhile, or is written so that this cannot be.
        """
        edits = [_edit(units[name], language, text) for name, text in words.items()]
        before = parse_yaml(self.path, self.source)
        for name in words:
            unit = units[name]
            if _at(before, unit.steps).get(unit.original, "").strip() != unit.words[unit.original]:
                raise AppealFileError(f"{self.path}: the file was changed meanwhile; nothing is written, so try again")
        try:
            after = with_texts(self.source, edits)
        except EditError as error:
            raise AppealFileError(f"{self.path}: there is no place for a text in '{language}': {error}") from error
        for edit in edits:
            _at(before, edit.steps)[edit.key] = edit.words
        if parse_yaml(self.path, after) != before:
            message = (
                f"{self.path}: the file cannot be changed as it is written; write the texts in '{language}' by hand"
            )
            raise AppealFileError(message)
        return self.mark + after.replace("\n", self.line_end)


def read_appeal_text(path: Path, campaign: Path) -> AppealText:
    """Read the file of an appeal so that it can be changed.

    Args:
        path: The file.
        campaign: The campaign's folder, which it must lie in.

    Raises:
        ContentError: It cannot be read.
    """
    try:
        content = read_within(path, campaign, SIZE_CAP)
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise refusal(path, "the file is not in UTF-8", "save it again with the encoding UTF-8") from error
    mark = _BOM if text.startswith(_BOM) else ""
    line_end = "\r\n" if "\r\n" in text else "\n"
    source = text.removeprefix(mark).replace("\r\n", "\n").replace("\r", "\n")
    return AppealText(path, source, line_end, mark, fingerprint(content))


def _edit(unit: Unit, language: str, words: str) -> TextEdit:
    return TextEdit(steps=unit.steps, key=language, words=in_lines(words), like=tuple(unit.words)[-1])


def _at(value: Any, steps: Steps) -> Any:
    """Return the mapping that the steps lead to; an empty one where the file has none there."""
    for step in steps:
        try:
            value = value[step]
        except (LookupError, TypeError):
            return {}
    return value if isinstance(value, dict) else {}
