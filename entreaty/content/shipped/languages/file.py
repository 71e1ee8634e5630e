"""The file of a language: shipped, changed by a campaign's own, or a variant of another language."""

import re
from collections.abc import Iterator, Mapping
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal, Self, get_args

from pydantic import AfterValidator, ConfigDict, Field, model_validator

from entreaty.content.locales import (
    LANGUAGES,
    base_language,
    language_files,
    language_name,
    list_in_words,
    use_own_languages,
)  # fmt: skip
from entreaty.content.model import FileEntry, Language, Words, closest, mistake, shown
from entreaty.content.shipped.languages.citations import CitationWords, DateWords, Terms, Typography
from entreaty.content.shipped.languages.letter import LetterWords
from entreaty.content.shipped.languages.pages import PageWords, with_the_same_values
from entreaty.content.shipped.languages.phrases import LanguagePhrases
from entreaty.content.shipped.languages.pinpoints import PinpointWords
from entreaty.content.validation import validated
from entreaty.problems import ContentError, Location, Problem
from entreaty.storage.resources import DATA
from entreaty.storage.yaml.file import read_yaml
from entreaty.storage.yaml.tree import YamlFile, YamlMapping

Section = Literal["phrases", "dates", "citations", "pinpoints", "letter", "typography", "pages"]
SECTIONS: tuple[str, ...] = get_args(Section)
_SHIPPED = DATA / "languages"
# So many phrases are not alike by chance, nor are words of so many letters.
_COPIED = 3
_WORD = 4


class LanguageWords(FileEntry):
    """Everything that a language says by itself.

    Attributes:
        base: The language that a variant begins with (`from` in the file).
        seen: The sections that somebody whose language it is has read.
        phrases: The fixed phrases of letters.
        dates: What CLDR does not have of dates.
        citations: The words of citations.
        pinpoints: The words of places within sources.
        letter: What it changes of the courtesies and sentences of a letter.
        typography: Its quotation marks and spaces.
        pages: The words of what the program makes beside letters, such as the list to tick off; English if it has none.
    """

    model_config = ConfigDict(alias_generator=lambda name: "from" if name == "base" else name)

    base: Language | None = None
    seen: tuple[Section, ...] = ()
    phrases: LanguagePhrases
    dates: DateWords
    citations: CitationWords
    pinpoints: PinpointWords
    letter: LetterWords = Field(default_factory=LetterWords)
    typography: Typography = Field(default_factory=Typography)
    pages: Annotated[Mapping[str, Words], AfterValidator(with_the_same_values)] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _phrases_are_whole(self) -> Self:
        if lacking := self.phrases.lacking():
            named = ", ".join(f"'{key}'" for key in lacking)
            raise mistake(f"the phrases lack {named}", hint="write all that en.yaml has", key="phrases")
        return self

    @property
    def terms(self) -> Terms:
        """Return all words that citations need."""
        words, typography = self.citations, self.typography
        return Terms(
            dates=self.dates,
            verbs=words.verbs,
            words=words.words,
            quotes=typography.quotes,
            within=typography.within,
            series={**_DEFAULT_SERIES, **words.series},
            labels=words.labels,
            space=typography.space,
            agreeing=words.agreeing,
            edition=words.edition,
        )


# Reports that are published in English are called by their English names where a language has no others.
_DEFAULT_SERIES: Mapping[str, tuple[str, str, str]] = {
    "UNTS": ("UNTS", "U.N.T.S.", "United Nations, *Treaty Series*"),
    "ICJ Rep": ("ICJ Rep", "I.C.J.", "I.C.J. Reports"),
    "ECR": ("ECR", "E.C.R.", "European Court Reports"),
    "OJ": ("OJ", "O.J.", "*Official Journal of the European Union*"),
}


def _said_by_pages(english: str) -> str:
    # German says all that English does.
    known = _shipped_tree("de")["pages"]
    if english not in known:
        near = closest(english, tuple(known))
        raise mistake(f"no page says '{shown(english)}'", hint=near or "write the English words as de.yaml has them")
    return english


class _OwnKeys(FileEntry):
    """What would not be noticed beside all that ours has: keys of the phrases and pages of a campaign's file."""

    model_config = ConfigDict(extra="ignore")

    phrases: LanguagePhrases = LanguagePhrases()
    pages: dict[Annotated[str, AfterValidator(_said_by_pages)], Any] = Field(default_factory=dict)


class Languages(Mapping[str, LanguageWords]):
    """The languages of a campaign: the shipped ones, and those in its folder `languages`; each is read where asked for.

    Attributes:
        own: The campaign's files by code, such as {"cy": Path("languages/cy.yaml")}.
    """

    def __init__(self, own: Mapping[str, Path], root: Path | None = None) -> None:
        """Take the campaign's files by code, and the folder that they must lie in."""
        self.own, self._root = own, root
        self._read: dict[str, LanguageWords] = {}
        self._own_trees: dict[str, YamlMapping] = {}

    def __getitem__(self, code: str) -> LanguageWords:
        """Return the words of a language or a variant.

        Raises:
            KeyError: There is no such language.
            ContentError: Its file, or that of the campaign, has problems.
        """
        if code not in self._read:
            self._read[code] = self._load(code)
        return self._read[code]

    def __eq__(self, other: object) -> bool:
        return self is other

    def __hash__(self) -> int:
        return id(self)

    def __contains__(self, code: object) -> bool:
        return code in self.own or code in LANGUAGES

    def __iter__(self) -> Iterator[str]:
        return iter(sorted({*LANGUAGES, *self.own}))

    def __len__(self) -> int:
        return len({*LANGUAGES, *self.own})

    def file(self, code: str) -> Path:
        """Return the file that says most of a language: the campaign's, else the shipped one."""
        return self.own.get(code) or _shipped_file(code)

    def _load(self, code: str) -> LanguageWords:
        if code not in self:
            raise KeyError(code)
        chain = self._chain(code)
        if not any(one in self.own for one in chain):
            return _shipped(code)
        if code in self.own:
            validated(_OwnKeys, YamlFile(self.own[code], self._own_tree(code)))
        return validated(LanguageWords, YamlFile(self.file(code), self._tree(code)))

    def _chain(self, code: str) -> tuple[str, ...]:
        """Return the language and those that it begins with.

        Raises:
            ContentError: One begins with a language that there is not, or with itself; or a variant with one of others.
        """
        chain = [code]
        while base := self._base(chain[-1]):
            if wrong := self._wrong_base(chain, base):
                blamed = next(one for one in reversed(chain) if one in self.own)
                line = self._own_tree(blamed).lines.get("from", 1)
                raise ContentError([Problem(Location(self.own[blamed], line), *wrong)])
            chain.append(base)
        return tuple(chain)

    def _wrong_base(self, chain: list[str], base: str) -> tuple[str, str] | None:
        """Return why the last language of a chain cannot begin with that base, and what can stand there."""
        code = chain[-1]
        language = base_language(code)
        if code != language and base_language(base) != language and (language in self or base in self):
            why = f"'{code}' is {language_name(language)} as a country writes it, and cannot begin with '{base}'"
            own = f"languages/{language}.yaml"
            return (
                why,
                f"write 'from: {language}'" if language in self else f"write a file for the language first: {own}",
            )
        if base in chain:
            why = "begins with itself"
        elif base not in self:
            why = f"begins with '{base}', which is no language here"
        else:
            return None
        hint = f"write after 'from:' one of: {', '.join(one for one in self if '-' not in one)}"
        return f"the language '{code}' {why}", hint

    def _base(self, code: str) -> str:
        of_campaign = self._own_tree(code).get("from") if code in self.own else None
        of_ours = _shipped_tree(code).get("from") if code in LANGUAGES else None
        return str(of_campaign or of_ours or "")

    def _own_tree(self, code: str) -> YamlMapping:
        if code not in self._own_trees:
            self._own_trees[code] = read_yaml(self.own[code], root=self._root).root
        return self._own_trees[code]

    def _tree(self, code: str) -> YamlMapping:
        """Return what a language says: the campaign's words over ours, over those of its base."""
        base = self._base(code)
        trees = [_without_marks(self._tree(base))] if base else []
        trees += [_shipped_tree(code)] if code in LANGUAGES else []
        trees += [self._own_tree(code)] if code in self.own else []
        tree = trees[0]
        for over in trees[1:]:
            tree = _merged(tree, over)
        return tree

    def page_words(self, code: str) -> PageWords:
        """Return what says in a language the words of what the program makes beside letters."""
        return PageWords(code, self[code].pages)

    def problems(self) -> Iterator[Problem]:
        """Yield everything that is wrong with the campaign's own files."""
        for code in self.own:
            try:
                _ = self[code]
            except ContentError as error:
                yield from error.problems
            else:
                yield from self._copied(code)

    def _copied(self, code: str) -> Iterator[Problem]:
        """Yield a warning for phrases of a new language that say what the file says which it was copied from."""
        own = self._own_tree(code)
        phrases = own.get("phrases")
        if base_language(code) in LANGUAGES or not isinstance(phrases, YamlMapping):
            return
        alike = {one: _said_alike(phrases, _shipped_tree(one).get("phrases")) for one in LANGUAGES}
        language = max(alike, key=lambda one: len(alike[one]))
        if len(alike[language]) < _COPIED:
            return
        first = list_in_words([f"'{key}'" for key in alike[language][:_COPIED]], "en")
        more = f", and {len(alike[language]) - _COPIED} more," * (len(alike[language]) > _COPIED)
        message = f"the phrases {first}{more} of '{code}' are those of {language_name(language)}"
        trusted = "; 'seen' says that they have been read" if "phrases" in self[code].seen else ""
        hint = "translate them, and leave 'seen' out until somebody has read them" if trusted else "translate them"
        yield Problem(Location(self.own[code], own.lines["phrases"]), f"{message}{trusted}", hint, "warning")


def _said_alike(phrases: YamlMapping, others: object) -> list[str]:
    """Return the keys of phrases that say the same in both, without those that say little but values in braces."""
    known = others if isinstance(others, YamlMapping) else {}
    return [
        key
        for key, words in phrases.items()
        if words == known.get(key) and sum(map(str.isalpha, re.sub(r"\{[^{}]*\}", "", str(words)))) >= _WORD
    ]


def _merged(base: YamlMapping, over: YamlMapping) -> YamlMapping:
    """Return a mapping with the values of both, those of `over` where both have one; lists are replaced whole."""
    made = YamlMapping(over.path, over.line)
    for tree in (base, over):
        for key, value in tree.items():
            below = made.get(key)
            both = isinstance(below, YamlMapping) and isinstance(value, YamlMapping)
            made[key] = _merged(below, value) if both else value  # type: ignore[arg-type]
            made.lines[key] = tree.lines[key] if tree is over else over.line
            made.raw.pop(key, None)
            if key in tree.raw:
                made.raw[key] = tree.raw[key]
    return made


def _without_marks(tree: YamlMapping) -> YamlMapping:
    """Return what a base says without what holds for itself alone."""
    made = YamlMapping(tree.path, tree.line)
    for key in tree.keys() - {"from", "seen"}:
        made[key], made.lines[key] = tree[key], tree.lines[key]
    return made


def _shipped_file(code: str) -> Path:
    return _SHIPPED / f"{code}.yaml"


@cache
def _shipped_tree(code: str) -> YamlMapping:
    return read_yaml(_shipped_file(code)).root


@cache
def _shipped(code: str) -> LanguageWords:
    return validated(LanguageWords, YamlFile(_shipped_file(code), SHIPPED._tree(code)))  # noqa: SLF001


SHIPPED = Languages({})
"""The languages that are shipped."""

_IN_USE: ContextVar[Languages] = ContextVar("languages", default=SHIPPED)


def languages() -> Languages:
    """Return the languages of the campaign that was loaded last here: the shipped ones where it has no others."""
    return _IN_USE.get()


def use_languages(those: Languages) -> None:
    """Let content be read and letters be written in the languages of a campaign from here on."""
    _IN_USE.set(those)
    use_own_languages(tuple(those.own))


def languages_of(campaign: Path) -> Languages:
    """Return the languages of a campaign, without reading their words."""
    own = language_files(campaign)
    return Languages(own, campaign) if own else SHIPPED


def use_languages_of(campaign: Path) -> Languages:
    """Let content be read and letters be written in the languages of a campaign from here on, and return them."""
    found = languages_of(campaign)
    use_languages(found)
    return found
