"""How far translations have come: `appeals/<id>/translations.yaml`, which the program writes.

A translation knows its original by a fingerprint of the original's words. When these words change, the fingerprint is
another, and what was said of the translation counts no more.
"""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import RootModel, StringConstraints, model_validator

from entreaty.content.model import CalendarDay, FileEntry, Language, OneLine, mistake
from entreaty.content.validation import validated
from entreaty.storage.files import fingerprint
from entreaty.storage.yaml.file import read_yaml
from entreaty.storage.yaml.writer import as_yaml_mapping

FILE = "translations.yaml"
# The characters of a fingerprint. Two different texts of one passage have the same once in 16 million.
_CHARACTERS = 6
_HEAD = """\
# How far the translations of this appeal have come, by language and passage. 'translate import' writes this file anew:
# remarks do not stay. 'of' is the fingerprint of the original's words; it is another once they change.

"""
# Spaces that join words, such as those before a French colon, are words' business; these are only the file's.
_SPACE = re.compile(r"[ \t\r\n]+")
# Where an item's words begin decides what belongs to it. Nothing joins a mark or a condition that stands alone.
_ITEM = re.compile(r" *(?:[-*+]|\d{1,9}[.)])(?: +|$)")
_ALONE = re.compile(r" *(?:[-*+]|\d{1,9}[.)]|\{%[^{}]*%\}) *")
_TAB = 4

Fingerprint = Annotated[str, StringConstraints(pattern=rf"^[0-9a-f]{{{_CHARACTERS}}}$")]
TranslationState = Literal["translated", "reviewed", "stale", "machine"]


class TranslationRecord(FileEntry):
    """What is known of one passage in one language.

    Attributes:
        of: The fingerprint of the original that was translated.
        state: "translated" by a person, "reviewed" by another one, "stale" because the original has changed or an
            import was stopped, or made by a "machine" and read by nobody.
        by: Who has reviewed it.
        day: When that was.
    """

    of: Fingerprint
    state: TranslationState
    by: OneLine | None = None
    day: CalendarDay

    @model_validator(mode="after")
    def _reviews_have_a_reviewer(self) -> Self:
        if self.state == "reviewed" and self.by is None:
            raise mistake(
                "it does not say who reviewed it", hint="add 'by: …', or write 'state: translated'", key="state"
            )
        return self


Records = Mapping[Language, Mapping[str, TranslationRecord]]
"""By language and unit, such as {"fr": {"opening/closure": …}}."""


class Translations(RootModel[dict[Language, dict[str, TranslationRecord]]]):
    """The file `appeals/<id>/translations.yaml`: records by language, and by passage as `part/id`, title or subject."""


def load_translations(path: Path, root: Path | None = None) -> Records:
    """Load the records of an appeal; none where there is no file.

    Args:
        path: The file.
        root: The campaign's folder, which it must lie in.

    Raises:
        ContentError: Every problem of the file, each with its line.
    """
    if not path.exists() and not path.is_symlink():
        return {}
    return validated(Translations, read_yaml(path, root=root)).root


def translations_text(records: Records) -> str:
    """Return the file that holds these records."""
    return _HEAD + as_yaml_mapping(
        {
            language: {unit: record.model_dump(exclude_none=True) for unit, record in sorted(units.items())}
            for language, units in sorted(records.items())
        }
    )


def folded(words: str) -> str:
    """Return the words with one space between them, however the file breaks its lines."""
    return _SPACE.sub(" ", words).strip(" ")


def in_lines(words: str) -> str:
    r"""Return the words with one space between them, and each item of a list on a line of its own.

    Args:
        words: A text of an appeal, such as "Two things\nlack:\n- a seat\n  to sit on\n- a light".
    """
    written = [line.expandtabs(_TAB).rstrip() for line in words.replace("\r\n", "\n").strip().split("\n")]
    if not any(map(_ITEM.match, written)):
        return folded(words)
    lines: list[str] = []
    for line in written:
        item = _ITEM.match(line)
        goes_on = lines and lines[-1] and not _ALONE.fullmatch(lines[-1])
        if line and goes_on and not item and not _ALONE.fullmatch(line):
            lines[-1] += f" {folded(line)}"
        elif line or lines[-1]:
            begun = item[0] if item else line[: len(line) - len(line.lstrip(" "))]
            lines.append(begun + folded(line[len(begun) :]))
    return "\n".join(lines)


def original_fingerprint(words: str) -> str:
    """Return the fingerprint of an original, such as "3f9c1a"."""
    return fingerprint(folded(words).encode())[:_CHARACTERS]
