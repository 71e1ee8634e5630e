"""The fixed phrases of letters in each language, such as "Page 2 of 3"."""

import string
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, ConfigDict, Field, RootModel

from entreaty.content.model import FileEntry, Language, Words
from entreaty.content.validation import validated
from entreaty.problems import ContentError, Location, Problem
from entreaty.storage.yaml.file import read_yaml


def _with(*names: str) -> Callable[[str], str]:
    """Return a check that a phrase takes exactly these values, so that nothing is left out of a letter."""

    def check(phrase: str) -> str:
        fields = [field for field in string.Formatter().parse(phrase) if field[1] is not None]
        # "{page!r}" and "{page:>9}" would say how a value is printed; only its name is understood.
        if {name for _, name, _, _ in fields} != set(names) or any(
            form or conversion for _, _, form, conversion in fields
        ):
            wanted = " and ".join(f"{{{name}}}" for name in names) or "nothing in braces"
            message = f"must hold {wanted}"
            raise ValueError(message)
        return phrase

    return check


Phrase = Annotated[Words, AfterValidator(_with())]


class LanguagePhrases(FileEntry):
    """The phrases of one language; the README of the templates says where each is printed."""

    model_config = ConfigDict(alias_generator=lambda name: name.replace("_", "-"))

    page_of: Annotated[Words, AfterValidator(_with("page", "pages"))]
    dated: Annotated[Words, AfterValidator(_with("date"))]
    subject_line: Annotated[Words, AfterValidator(_with("subject"))]
    notes: Phrase
    blank_name: Phrase
    blank_address: Phrase
    blank_email: Phrase
    blank_signature: Phrase
    to: Annotated[Words, AfterValidator(_with("address"))]
    contact_form: Annotated[Words, AfterValidator(_with("url"))]
    subject: Annotated[Words, AfterValidator(_with("subject"))]
    your_name: Phrase
    your_address: Phrase
    closing: Phrase
    # Where a language lacks these, the English words still mark the place.
    your_role: Phrase = "[your profession or office]"
    your_organisation: Phrase = "[your organisation]"
    your_constituency: Phrase = "[your constituency]"
    your_country: Phrase = "[your country]"
    draft: Phrase = "DRAFT"
    # Needed only where a letter has what they name.
    copy_: Annotated[Words, AfterValidator(_with("names"))] | None = Field(default=None, alias="copy")
    copies: Annotated[Words, AfterValidator(_with("names"))] | None = None
    your_reference: Annotated[Words, AfterValidator(_with("reference"))] | None = None


class PhrasesFile(RootModel[dict[Language, LanguagePhrases]]):
    """The file `phrases.yaml`: the phrases of each language."""

    model_config = ConfigDict(frozen=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrases:
    """The phrases of all languages of a file.

    Attributes:
        path: The file.
        file: What it holds.
    """

    path: Path
    file: PhrasesFile

    def for_language(self, language: str) -> tuple[tuple[str, str], ...]:
        """Return each phrase of the language with its key.

        Raises:
            ContentError: The file does not have the language.
        """
        if language not in self.file.root:
            known = ", ".join(self.file.root) or "none"
            message = f"the phrases of the language '{language}' are missing"
            raise ContentError([Problem(Location(self.path), message, f"add '{language}:' (there are: {known})")])
        return tuple(self.file.root[language].model_dump(by_alias=True, exclude_none=True).items())

    def missing(self, language: str, key: str) -> Problem:
        """Return the problem that a letter needs a phrase which the language lacks.

        Args:
            language: A language of the file.
            key: The key of the phrase, such as "your-reference".
        """
        message = f"the phrase '{key}' is missing in '{language}', and letters print it"
        return Problem(self.file.root[language].place(), message, f"add '{key}: …' to what stands under '{language}:'")


def load_phrases(path: Path, root: Path | None = None) -> Phrases:
    """Load the fixed phrases.

    Args:
        path: The file.
        root: The folder that it must lie in, such as that of the templates.

    Raises:
        ContentError: Every problem of the file, each with its line.
    """
    return Phrases(path=path, file=validated(PhrasesFile, read_yaml(path, root=root)))
