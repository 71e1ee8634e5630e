"""The fixed phrases of letters in each language, such as "Page 2 of 3"."""

import string
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any

from pydantic import AfterValidator, ConfigDict, Field, RootModel, model_validator

from entreaty.content.locales import list_in_words
from entreaty.content.model import FileEntry, Language, Words, closest, did_you_mean, mistake, why_no_id
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


def _with_names_alone(phrase: str) -> str:
    """Refuse braces that hold more than the name of a value, such as "{day!r}"."""
    for _, name, form, conversion in string.Formatter().parse(phrase):
        if name is not None and (form or conversion or not name.isidentifier()):
            message = "braces hold the name of a value and nothing else, such as {day}"
            raise ValueError(message)
    return phrase


Phrase = Annotated[Words, AfterValidator(_with())]
OwnPhrase = Annotated[Words, AfterValidator(_with_names_alone)]
# From this likeness on (of 1), a key is taken for one of ours mistyped, if the language lacks that.
_LIKE = 0.8


class LanguagePhrases(FileEntry):
    """The phrases of one language; the README of the templates says where each is printed.

    Other keys are a campaign's own, which its templates print with `phrase("key")`.
    """

    model_config = ConfigDict(alias_generator=lambda name: name.replace("_", "-"), extra="allow")
    __pydantic_extra__: dict[str, OwnPhrase]

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
    without_window: Phrase = "Use an envelope without a window, and put this address or its label on it."
    # Needed only where a letter has what they name.
    enclosure: Annotated[Words, AfterValidator(_with("titles"))] | None = None
    enclosures: Annotated[Words, AfterValidator(_with("titles"))] | None = None
    copy_: Annotated[Words, AfterValidator(_with("names"))] | None = Field(default=None, alias="copy")
    copies: Annotated[Words, AfterValidator(_with("names"))] | None = None
    your_reference: Annotated[Words, AfterValidator(_with("reference"))] | None = None

    @model_validator(mode="before")
    @classmethod
    def _no_key_is_mistyped(cls, data: Any) -> Any:
        if not isinstance(data, Mapping):
            return data
        ours = {field.alias or name for name, field in cls.model_fields.items()}
        lacking = ours - data.keys()
        for key in data.keys() - ours:
            if near := get_close_matches(str(key), sorted(lacking), n=1, cutoff=_LIKE):
                raise mistake(f"unknown key '{key}'", hint=did_you_mean(near[0]), key=str(key))
            if why := why_no_id(str(key)):
                raise mistake(f"the key {why[0]}", hint=why[1], key=str(key))
        return data

    @property
    def own(self) -> Mapping[str, str]:
        """Return the campaign's own phrases, by key."""
        return self.__pydantic_extra__


class PhrasesFile(RootModel[dict[Language, LanguagePhrases]]):
    """The file `phrases.yaml`: the phrases of each language."""

    model_config = ConfigDict(frozen=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrases:
    """The phrases of all languages of a file.

    Attributes:
        path: The file.
        file: What it holds.
        asked: Where a template asks for each of the keys that templates name, such as "notes".
    """

    path: Path
    file: PhrasesFile
    asked: Mapping[str, Location] = field(default_factory=dict)

    def for_language(self, language: str) -> tuple[tuple[str, str], ...]:
        """Return each phrase of the language with its key.

        Raises:
            ContentError: The file does not have the language, or this lacks what the templates ask for.
        """
        if language not in self.file.root:
            known = ", ".join(self.file.root) or "none"
            message = f"the phrases of the language '{language}' are missing"
            raise ContentError([Problem(Location(self.path), message, f"add '{language}:' (there are: {known})")])
        phrases = self.file.root[language].model_dump(by_alias=True, exclude_none=True)
        if lacking := [self._lacking(language, key) for key in self.asked if key not in phrases]:
            raise ContentError(lacking)
        return tuple(phrases.items())

    def _lacking(self, language: str, key: str) -> Problem:
        """Return the problem that a template asks for a phrase which the language, or every language, lacks."""
        if any(key in one.own for one in self.file.root.values()):
            return self.missing(language, key)
        known = {*dict(self.file.root[language].model_dump(by_alias=True))}
        hint = closest(key, frozenset(known)) or f"add '{key}: …' to each language in {self.path.name}"
        return Problem(self.asked[key], f"there is no phrase '{key}'", hint)

    def missing(self, language: str, key: str) -> Problem:
        """Return the problem that a letter needs a phrase which the language lacks.

        Args:
            language: A language of the file.
            key: The key of the phrase, such as "your-reference".
        """
        message = f"the phrase '{key}' is missing in '{language}', and letters print it"
        return Problem(self.file.root[language].place(), message, f"add '{key}: …' to what stands under '{language}:'")


def load_phrases(path: Path, root: Path | None = None, asked: Mapping[str, Location] | None = None) -> Phrases:
    """Load the fixed phrases.

    Args:
        path: The file.
        root: The folder that it must lie in, such as that of the templates.
        asked: Where a template asks for each of the keys that templates name.

    Raises:
        ContentError: Every problem of the file, each with its line.
    """
    file = validated(PhrasesFile, read_yaml(path, root=root))
    if problems := tuple(_unlike_values(file)):
        raise ContentError(problems)
    return Phrases(path=path, file=file, asked=asked or {})


def _unlike_values(file: PhrasesFile) -> Iterator[Problem]:
    """Yield a problem for each phrase of a campaign's own that takes other values than in the language before."""
    first: dict[str, tuple[str, frozenset[str]]] = {}
    for language, phrases in file.root.items():
        for key, phrase in phrases.own.items():
            values = frozenset(name for _, name, _, _ in string.Formatter().parse(phrase) if name)
            other, wanted = first.setdefault(key, (language, values))
            if values != wanted:
                named = list_in_words([f"{{{name}}}" for name in sorted(wanted)], "en") or "nothing in braces"
                message = f"'{key}' must hold {named}, as it does in '{other}'"
                yield Problem(phrases.place(key), message)
