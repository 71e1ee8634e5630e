"""What letters are read with by `check`: word lists and rules of thumb, by language."""

from functools import cache
from typing import Annotated, Any, Literal, TypeVar

from pydantic import AfterValidator, Field

from entreaty.content.locales import base_language
from entreaty.content.model import FileEntry, Language, OneLine
from entreaty.content.validation import validated
from entreaty.storage.resources import DATA
from entreaty.storage.yaml.file import read_yaml

Words = TypeVar("Words")
_SHIPPED = DATA / "guidance.yaml"
Wordlist = tuple[OneLine, ...]


class OfLanguages(dict[str, Words]):
    """Word lists by language; a variant such as "de-CH" is read with those of its language."""

    def __missing__(self, language: str) -> Words:
        if base_language(language) == language:
            raise KeyError(language)
        return self[base_language(language)]

    def __contains__(self, language: object) -> bool:
        return dict.__contains__(self, base_language(str(language)))

    def get(self, language: str, default: Any = None) -> Any:
        """Return the words of a language, or of that of a variant; the default where there are none."""
        return dict.get(self, language, dict.get(self, base_language(language), default))


def _of_languages(words: dict[str, Words]) -> OfLanguages[Words]:
    return OfLanguages(words)


ByLanguage = Annotated[dict[Language, Words], AfterValidator(_of_languages)]


class Institutions(FileEntry):
    """How institutions are called in one language.

    Attributes:
        nouns: The words that names of institutions and their short names share, such as "Union".
        noted: More of them, whose full name the note of a source may give, such as "Convention".
        articles: What stands before a short name, such as "the".
        qualifiers: What follows where the name goes on, such as "for".
        endings: The endings of adjectives that follow and do the same, such as "enne" in "Union européenne".
        inflections: What may be added to a noun, in a language where it may also end a longer word.
    """

    nouns: Wordlist
    noted: Wordlist
    articles: Wordlist
    qualifiers: Wordlist
    endings: Wordlist = ()
    inflections: Wordlist = ()

    @property
    def words(self) -> Wordlist:
        """All words for institutions."""
        return self.nouns + self.noted


class WhoseWords(FileEntry):
    """Words that attribute others to somebody without naming them.

    Attributes:
        phrases: Such words, such as "in its words".
        reflexive: Those that may also be of whoever is named next, such as "in its own words".
        plural: What in them says that several are meant.
        openings: Those that do so at the beginning of a sentence, such as "It says".
        speakers: Who can be meant beside whatever has a name, such as "report".
        links: What joins two names, such as "and".
        attributes: Words before a name that only tells more of another, such as "by"; places: those before a state.
        of_speakers: Those that do so behind a speaker: "the letter to".
        determiners: What may stand between them and the name.
    """

    phrases: Wordlist
    reflexive: Wordlist
    plural: Wordlist
    openings: Wordlist
    speakers: Wordlist
    links: Wordlist
    attributes: Wordlist
    places: Wordlist
    of_speakers: Wordlist
    determiners: Wordlist


class Asks(FileEntry):
    """What the first words of a demand ask for.

    Attributes:
        passing: Words by which a request has its demands passed on or recommended, such as "convey".
        leads: What may stand before them, such as "please".
        own: What makes the object the reader's own, such as "your".
        procedure: What every office decides itself, such as "meeting".
        first: Whether the words begin the demand, or may also end its first clause.
        links: What joins a second demand to the first, such as "and".
        objects: What follows the second one, where its verb may be a noun; empty where it cannot.
        relatives: What begins a clause that is no part of the demand.
        recommend: Words that need more than the power to convey.
        decide: Words that need the power to act.
    """

    passing: Wordlist
    leads: Wordlist
    own: Wordlist
    procedure: Wordlist
    first: Literal["beginning", "clause"]
    links: Wordlist = ()
    objects: Wordlist = ()
    relatives: Wordlist
    recommend: Wordlist
    decide: Wordlist


class Subject(FileEntry):
    """Words for one thing that law is cited for.

    Attributes:
        said: Those by which a letter names it, by language.
        law: Further ones by which a provision does.
    """

    said: ByLanguage[Wordlist]
    law: ByLanguage[Wordlist] = Field(default_factory=OfLanguages)


class Guidance(FileEntry):
    """The file `guidance.yaml`.

    Attributes:
        discourteous: Words that an office stops reading at, by language.
        abbreviations: Those that need no explanation, by language; "any" has those of all languages.
        institutions: How institutions are called, by language.
        introductions: What introduces a short name, such as "hereinafter", by language.
        whose_words: Words of somebody without a name, by language.
        asks: What demands ask for, by language.
        subjects: What law is readily cited for.
        reader: Words for whoever reads the letter, by language.
        constituents: Words that only somebody says whom the reader represents, by language.
    """

    discourteous: ByLanguage[Wordlist]
    abbreviations: Annotated[dict[Language | Literal["any"], Wordlist], AfterValidator(_of_languages)]
    institutions: ByLanguage[Institutions]
    introductions: ByLanguage[Wordlist]
    whose_words: ByLanguage[WhoseWords]
    asks: ByLanguage[Asks]
    subjects: tuple[Subject, ...]
    reader: ByLanguage[Wordlist]
    constituents: ByLanguage[Wordlist]


@cache
def load_guidance() -> Guidance:
    """Load the shipped word lists."""
    return validated(Guidance, read_yaml(_SHIPPED))
