"""How sources are cited: styles as data, and the words that they need in each language."""

from pathlib import Path
from typing import Literal

from pydantic import ConfigDict, Field

from entreaty.content.authorities import Kind
from entreaty.content.model import Entry, Language, closest
from entreaty.content.validation import validated
from entreaty.content.yamlfile import read_yaml
from entreaty.problems import ContentError, Location, Problem

_SHIPPED = Path(__file__).parent.parent / "data"


class _Hyphenated(Entry):
    model_config = ConfigDict(alias_generator=lambda name: name.replace("_", "-"))


class Forms(Entry):
    """The forms of one kind of source: cited for the first time, and again."""

    first: str
    short: str


class CitationStyle(_Hyphenated):
    """One style.

    Attributes:
        name: What lawyers call it.
        labels: How it writes labels: "art", "art." or "Article".
        range: What stands between the ends of a range.
        between_cites: What stands between two sources in one note.
        ibid: The form for a source cited in the note before; None where the style has none.
        pinpoints: The form of a pinpoint by kind of source; "default" for all others.
        forms: The forms by kind of source.
    """

    name: str
    labels: Literal["bare", "dotted", "long"] = "bare"
    range: str = "–"
    between_cites: str = "; "
    ibid: str | None = None
    pinpoints: dict[Kind | Literal["default"], str]
    forms: dict[Kind, Forms]


class Terms(Entry):
    """The words of citations in one language.

    Attributes:
        verbs: What stands before the dates of a treaty and names the decisions of a court.
        quotes: The opening and the closing quotation mark, with the spaces that belong to them.
        series: Series that have another name in the language.
        labels: Each label: short for one and many, in full for one and many.
    """

    verbs: dict[str, str]
    quotes: tuple[str, str]
    series: dict[str, str] = Field(default_factory=dict)
    labels: dict[str, tuple[str, str, str, str]]


class TermsFile(Entry):
    """The file `citation_terms.yaml`."""

    languages: dict[Language, Terms]


def load_citation_style(name: str, campaign: Path, place: Location) -> CitationStyle:
    """Load the style of that name: the campaign's own, or the shipped one.

    Args:
        name: The file's name without its ending.
        campaign: A folder whose `citation_styles` may hold styles of its own.
        place: Where the name was given, for the problem if there is no such style.

    Raises:
        ContentError: There is no such style, or its file has problems.
    """
    folders = (campaign / "citation_styles", _SHIPPED / "citation_styles")
    styles = {path.stem: path for folder in reversed(folders) for path in sorted(folder.glob("*.yaml"))}
    if name not in styles:
        hint = closest(name, tuple(styles)) or f"there are: {', '.join(sorted(styles))}"
        raise ContentError([Problem(place, f"there is no citation style '{name}'", hint)])
    return validated(CitationStyle, read_yaml(styles[name]))


def load_terms() -> dict[str, Terms]:
    """Load the words of citations, by language."""
    return validated(TermsFile, read_yaml(_SHIPPED / "citation_terms.yaml")).languages
