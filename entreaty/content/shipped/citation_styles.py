"""How sources are cited: styles as data."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import ConfigDict, Field

from entreaty.content.files.csl.kinds import Kind
from entreaty.content.model import FileEntry, Language, closest
from entreaty.content.shipped.languages.citations import WORDS, PinpointLabel, Terms
from entreaty.content.shipped.languages.file import languages
from entreaty.content.validation import validated
from entreaty.problems import ContentError, Location, Problem
from entreaty.storage.resources import DATA
from entreaty.storage.yaml.file import read_yaml
from entreaty.templating.sandbox import TemplateError
from entreaty.templating.snippets import SnippetCompiler

ELEMENTS = (
    "abbreviated_parties", "accessed", "act_number", "adopted", "american", "author", "authority", "by_name",
    "called", "case_name", "case_number", "collection", "collection_number", "common", "communication", "container",
    "dated", "day", "decision",
    "docket", "ecli", "edition", "editor", "eds", "first_page", "from_author", "genre", "in_force", "in_force_word",
    "interviewer", "issue", "issued", "journal", "jurisdiction", "link", "list_number", "national", "neutral",
    "number", "numbered", "oj_number", "oj_series", "opened", "opened_on", "opened_word", "page", "pages",
    "parties", "phase", "place", "publisher", "publisher_place", "quoted", "recipient", "report_year", "reporter",
    "section", "series", "short", "symbol", "title", "to_addressee", "unnamed", "url", "us_source", "version",
    "visited", "volume", "year",
)  # fmt: skip
"""What forms may name of a source."""
CIRCUMSTANCES = ("language", "locator", "note", "opening", "pinpoint", "places", "without_author")
"""What forms may name of the place where a source is cited, and of the letter."""

_read = cache(SnippetCompiler(str).compile)


class _Hyphenated(FileEntry):
    model_config = ConfigDict(alias_generator=lambda name: name.replace("_", "-"))


class CitationForms(_Hyphenated):
    """The forms of one kind of source.

    Attributes:
        first: Cited for the first time.
        short: Cited again; None takes the form of the style.
        same_case: Cited for the first time, directly after another decision of the same case in the same note.
    """

    first: str
    short: str | None = None
    same_case: str | None = None


class Pinpoints(FileEntry):
    """The forms of pinpoints: of one label in one kind of source, else of the label, else of all.

    Attributes:
        default: The form of every pinpoint that has no other.
        labels: The form by label, such as "page".
        kinds: The form by kind of source and label.
    """

    default: str
    labels: dict[PinpointLabel, str] = Field(default_factory=dict)
    kinds: dict[Kind, dict[PinpointLabel, str]] = Field(default_factory=dict)

    def form(self, kind: Kind, label: PinpointLabel) -> str:
        """Return the form of a pinpoint with that label in a source of that kind."""
        # "Rn. 31" is written as paragraph 31 is.
        label = "para" if label == "margin" else label
        return self.kinds.get(kind, {}).get(label) or self.labels.get(label) or self.default

    def all(self) -> Iterator[str]:
        """Yield every form."""
        yield from (self.default, *self.labels.values())
        for forms in self.kinds.values():
            yield from forms.values()


class Persons(FileEntry):
    """How several authors or editors are named.

    Attributes:
        last: What stands before the last of them in English, such as "&"; None takes the word of the language.
        most: How many are named; of more, only the first is. None names all.
        others: What stands for those who are not named, such as "et al"; None takes the words of the language.
    """

    last: str | None = None
    most: int | None = Field(default=None, ge=1)
    others: str | None = None


class CitationStyle(_Hyphenated):
    """One style.

    Attributes:
        name: What lawyers call it.
        labels: How it writes labels and other words: "art", "art." or "Article".
        languages: The languages that its guide is written for. In others, labels and paragraphs are written as is the
            custom of the language: "art. 126, par. 2".
        symbols: Labels that it writes the same in every language: for one, and for many.
        quotes: Which quotation marks it has around titles.
        series: How it names series: UNTS, U.N.T.S., or in full.
        lists: What stands between the places of a pinpoint: commas, or words as in "6, 7 and 9".
        months: The months by language, where it abbreviates them; dates are then written "Aug. 12, 1949".
        abbreviations: What it abbreviates of the names of bodies and jurisdictions and, where its forms ask for it, of
            parties.
        abbreviated_words: What it abbreviates of single words in the English names of bodies.
        capitals: The kinds of source in whose English titles all words but the small ones have capitals.
        long_prepositions: Whether prepositions of five letters and more, such as "against", have capitals there too.
        persons: How it names several authors or editors.
        ordinals: Editions that it numbers in its own way in English, such as {2: "2d", 3: "3d"}.
        spaced: Whether it sets spaces before paragraphs in brackets, as in "art. 126 (2)".
        range: What stands between the ends of a range.
        between_cites: What stands between two sources in one note.
        ibid: The form for a source cited directly before; None where the style has none.
        short: The form for a source that is cited again.
        pinpoints: The forms of pinpoints.
        forms: The forms by kind of source.
    """

    name: str
    labels: Literal["bare", "dotted", "long"] = "bare"
    languages: tuple[Language, ...] = ("en",)
    symbols: dict[PinpointLabel, tuple[str, str]] = Field(default_factory=dict)
    quotes: Literal["single", "double"] = "double"
    series: Literal["bare", "dotted", "full"] = "bare"
    lists: Literal["commas", "words"] = "commas"
    months: dict[Language, tuple[str, str, str, str, str, str, str, str, str, str, str, str]] = Field(
        default_factory=dict
    )
    abbreviations: dict[str, str] = Field(default_factory=dict)
    abbreviated_words: dict[str, str] = Field(default_factory=dict)
    capitals: tuple[Kind, ...] = ()
    long_prepositions: bool = False
    persons: Persons = Field(default_factory=Persons)
    ordinals: dict[int, str] = Field(default_factory=dict)
    spaced: bool = False
    range: str = "–"
    between_cites: str = "; "
    ibid: str | None = None
    short: str
    pinpoints: Pinpoints
    forms: dict[Kind, CitationForms]


class _TermsByLanguage(Mapping[str, Terms]):
    """The words of citations of the languages in use; each language is read where it is asked for."""

    def __init__(self) -> None:
        self._languages = languages()
        self._read: dict[str, Terms] = {}

    def __getitem__(self, code: str) -> Terms:
        if code not in self._read:
            self._read[code] = self._languages[code].terms
        return self._read[code]

    def __contains__(self, code: object) -> bool:
        return code in self._languages

    def __iter__(self) -> Iterator[str]:
        return iter(self._languages)

    def __len__(self) -> int:
        return len(self._languages)


def load_terms() -> Mapping[str, Terms]:
    """Return the words of citations by language: of those that are shipped, and of the campaign in use."""
    return _TermsByLanguage()


def load_citation_style(name: str, campaign: Path, place: Location) -> CitationStyle:
    """Load the style of that name: the campaign's own, or the shipped one.

    Args:
        name: The file's name without its ending.
        campaign: A folder whose `citation_styles` may hold styles of its own.
        place: Where the name was given, for the problem if there is no such style.

    Raises:
        ContentError: There is no such style, or its file has problems.
    """
    folders = (campaign / "citation_styles", DATA / "citation_styles")
    styles = {path.stem: path for folder in reversed(folders) for path in sorted(folder.glob("*.yaml"))}
    if name not in styles:
        hint = closest(name, tuple(styles)) or f"there are: {', '.join(sorted(styles))}"
        raise ContentError([Problem(place, f"there is no citation style '{name}'", hint)])
    style = validated(CitationStyle, read_yaml(styles[name], root=styles[name].parent.parent))
    if problems := [problem for form in _forms(style) for problem in _form_problems(form)]:
        raise ContentError(problems)
    return style


@dataclass(frozen=True, slots=True)
class _Form:
    """A form of a style.

    Attributes:
        place: Where it stands.
        text: The form, such as "{{ title }} ({{ year }})".
        known: The names that it may use.
    """

    place: Location
    text: str
    known: tuple[str, ...]


def _forms(style: CitationStyle) -> Iterator[_Form]:
    """Yield every form of the style."""
    words = tuple(name.replace("-", "_") for name in WORDS)
    of_source = (*ELEMENTS, *CIRCUMSTANCES, *words)
    yield _Form(style.place("short"), style.short, of_source)
    if style.ibid is not None:
        yield _Form(style.place("ibid"), style.ibid, of_source)
    for kind in style.forms.values():
        for key, form in (("first", kind.first), ("short", kind.short), ("same-case", kind.same_case)):
            if form is not None:
                yield _Form(kind.place(key), form, of_source)
    for form in style.pinpoints.all():
        yield _Form(style.pinpoints.place("default"), form, ("label", "places", "bracketed", "language", "plural"))


def _form_problems(form: _Form) -> Iterator[Problem]:
    try:
        names = {*_read(form.text).names}
    except TemplateError as error:
        yield Problem(form.place, f"'{form.text}' is not a form: {error.reason}")
        return
    for name in sorted(names - set(form.known)):
        hint = closest(name, form.known) or f"a form may name: {', '.join(sorted(form.known))}"
        yield Problem(form.place, f"'{{{{ {name} }}}}' is no element of a citation", hint)
