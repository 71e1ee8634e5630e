"""The fixed phrases of letters, by language: those of the languages, and what a campaign's templates change of them."""

import string
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import ConfigDict, RootModel

from entreaty.content.locales import list_in_words
from entreaty.content.model import Language, closest
from entreaty.content.shipped.languages.file import Languages, languages
from entreaty.content.shipped.languages.phrases import LanguagePhrases
from entreaty.content.validation import validated
from entreaty.problems import ContentError, Location, Problem
from entreaty.storage.yaml.file import read_yaml


class PhrasesFile(RootModel[dict[Language, LanguagePhrases]]):
    """The file `phrases.yaml` of a campaign's templates: what it changes of the phrases, by language."""

    model_config = ConfigDict(frozen=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrases:
    """The phrases of all languages of a campaign.

    Attributes:
        path: The file in which its templates change some.
        file: What it holds; nothing where it is not there.
        languages: The languages of the campaign.
        asked: Where a template asks for each of the keys that templates name, such as "notes".
    """

    path: Path
    file: PhrasesFile
    languages: Languages
    asked: Mapping[str, Location] = field(default_factory=dict)

    def for_language(self, language: str) -> tuple[tuple[str, str], ...]:
        """Return each phrase of the language or variant with its key.

        Raises:
            ContentError: There is no such language, or it lacks what the templates ask for.
        """
        phrases = self.languages[language].phrases.by_key()
        for code in dict.fromkeys((language.partition("-")[0], language)):
            if code in self.file.root:
                phrases |= self.file.root[code].by_key()
        if lacking := [self._lacking(language, key) for key in self.asked if key not in phrases]:
            raise ContentError(lacking)
        return tuple(phrases.items())

    def _lacking(self, language: str, key: str) -> Problem:
        """Return the problem that a template asks for a phrase which the language, or every language, lacks."""
        own = (self.languages[code].phrases for code in self.languages.own)
        if any(key in one.own for one in (*self.file.root.values(), *own)):
            return self.missing(language, key)
        known = {*self.languages[language].phrases.by_key()}
        hint = closest(key, frozenset(known)) or f"add '{key}: …' to each language in {self.path.name}"
        return Problem(self.asked[key], f"there is no phrase '{key}'", hint)

    def missing(self, language: str, key: str) -> Problem:
        """Return the problem that a letter needs a phrase which the language lacks.

        Args:
            language: The language of the letter.
            key: The key of the phrase, such as "motto".
        """
        message = f"the phrase '{key}' is missing in '{language}', and letters print it"
        if language in self.file.root:
            place, where = self.file.root[language].place(), f"to what stands under '{language}:'"
        elif language in self.languages.own:
            place, where = Location(self.languages.own[language]), "to what stands under 'phrases:'"
        else:
            place, where = Location(self.path), f"under '{language}:'"
        return Problem(place, message, f"add '{key}: …' {where}")


def load_phrases(path: Path, root: Path | None = None, asked: Mapping[str, Location] | None = None) -> Phrases:
    """Load the fixed phrases of the languages that are in use, with what a file changes of them.

    Args:
        path: The file, which may be missing.
        root: The folder that it must lie in, such as that of the templates.
        asked: Where a template asks for each of the keys that templates name.

    Raises:
        ContentError: Every problem of the file, each with its line.
    """
    there = path.exists() or path.is_symlink()
    file = validated(PhrasesFile, read_yaml(path, root=root)) if there else PhrasesFile.model_construct({})
    if problems := tuple(_unlike_values(file)):
        raise ContentError(problems)
    return Phrases(path=path, file=file, languages=languages(), asked=asked or {})


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
