"""The words of citations in one language."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field, StringConstraints

from entreaty.content.locales import is_date_pattern
from entreaty.content.model import FileEntry, OneLine, mistake, shown

PinpointLabel = Literal[
    "art", "para", "page", "section", "chapter", "annex", "rule", "sign", "regulation", "schedule", "clause",
    "recital", "part", "title", "book", "volume", "appendix", "preamble", "consideration", "margin", "point",
    "number", "note", "table", "figure", "column", "line", "paragraph", "subparagraph", "alinea", "letter", "item",
    "sentence", "half-sentence", "alternative", "indent",
]  # fmt: skip
"""What a place is counted by. "sign" is §; those from "paragraph" on stand mostly within another, as "Abs." does."""

VERBS = (
    "adopted", "opened for signature", "signed", "done", "in-force", "order", "judgment", "advisory-opinion", "opinion",
)  # fmt: skip
"""The verbs that every language has."""

WORDS = (
    "of", "of-the", "versus", "same-case", "no", "vol", "p", "general-list", "app-no", "application", "res",
    "resolution", "un-doc", "report", "hearing", "web-page", "online", "available-at", "edn", "edition-ed",
    "editor-word", "editors-word", "in-book", "letter", "from-sender", "to-recipient", "interview",
    "interview-with", "interviewed-by", "thesis", "unpublished", "version-word", "dataset", "policy", "case-no",
    "accessed-on", "last-visited", "undated", "and-others", "resolution-of-body", "order-of-court",
    "personal-communication", "note-word",
)  # fmt: skip
"""The other words that every language has."""

# One and many, for bare and dotted styles and for long ones.
_TWO, _FOUR = 2, 4


def _for_all_columns(words: Any) -> Any:
    if isinstance(words, list | tuple) and len(words) == _TWO:
        return [*words, *words, *words]
    return [*words[:_TWO], *words] if isinstance(words, list | tuple) and len(words) == _FOUR else words


def _one_for_all(word: Any) -> Any:
    return [word, word, word] if isinstance(word, str) else word


_Word = Annotated[str, StringConstraints(max_length=200)]
LabelWords = Annotated[tuple[_Word, _Word, _Word, _Word, _Word, _Word], BeforeValidator(_for_all_columns)]
"""One and many as bare, dotted and long styles write them; two words are for all of them, four for bare and dotted."""
ThreeWays = Annotated[tuple[_Word, _Word, _Word], BeforeValidator(_one_for_all)]
"""A word as bare, dotted and long styles write it; one word is for all of them."""


def _with_all(*names: str) -> AfterValidator:
    def check(words: dict[str, Any]) -> dict[str, Any]:
        if lacking := [name for name in names if name not in words]:
            raise mistake(f"{', '.join(repr(name) for name in lacking)} must be there too")
        return words

    return AfterValidator(check)


class AgreeingVerbs(FileEntry):
    """Verbs in one gender.

    Attributes:
        titles: How titles of that gender begin, such as "Convention" or "Quatrième Convention".
        verbs: The verbs that differ there from those of all titles.
    """

    titles: tuple[OneLine, ...]
    verbs: dict[str, str]


class CitationWords(FileEntry):
    """The section `citations` of a language.

    Attributes:
        verbs: What stands before the dates of a treaty and names the decisions of a court.
        words: Other words: as `bare`, as `dotted` and as `long` styles write them.
        series: The names of series: short, short with full stops, in full.
        labels: Each label for one and for many: as `bare`, as `dotted` and as `long` styles write it.
        agreeing: The verbs that agree with the title of the treaty, in languages that have genders.
        edition: How an edition is numbered, by its number and for all others, as in {"1": "1re", "other": "{number}e"}.
    """

    verbs: Annotated[dict[str, str], _with_all(*VERBS)]
    words: Annotated[dict[str, ThreeWays], _with_all(*WORDS)]
    series: dict[str, ThreeWays] = Field(default_factory=dict)
    labels: Annotated[dict[PinpointLabel, LabelWords], _with_all(*PinpointLabel.__args__)]
    agreeing: tuple[AgreeingVerbs, ...] = ()
    edition: dict[str, OneLine] = Field(default_factory=dict)


Quotes = Literal["single", "double"]
Mark = Annotated[str, StringConstraints(max_length=4)]
"""A quotation mark with its space, or a space."""
_QUOTES: Mapping[Quotes, tuple[str, str]] = {"single": ("‘", "’"), "double": ("“", "”")}


def _date_pattern(pattern: str) -> str:
    if not is_date_pattern(pattern):
        raise mistake(f"'{shown(pattern)}' is no pattern of a date", hint="write it as CLDR does, such as d MMMM y")
    return pattern


class DateWords(FileEntry):
    """The section `dates` of a language: what CLDR does not have of dates.

    Attributes:
        circa: What stands before an approximate date, such as "um ".
        first_of_month: How the first of a month is written where it is an ordinal, such as "1er".
        long: How a date is written where CLDR's pattern is not wanted, such as "d MMMM y".
    """

    model_config = ConfigDict(alias_generator=lambda name: name.replace("_", "-"))

    circa: ThreeWays
    spring: ThreeWays
    summer: ThreeWays
    autumn: ThreeWays
    winter: ThreeWays
    first_of_month: OneLine | None = None
    long: Annotated[OneLine, AfterValidator(_date_pattern)] | None = None


class Typography(FileEntry):
    """The section `typography` of a language.

    Attributes:
        quotes: The opening and the closing quotation mark, single and double, with the spaces that belong to them.
        within: The quotation marks within quotation marks, where single and double ones are the same.
        space: What stands before ; : ! ? and inside « »; empty in languages that set no space there.
        eszett: Whether German has ß there.
    """

    quotes: Mapping[Quotes, tuple[Mark, Mark]] = Field(default_factory=lambda: dict(_QUOTES))
    within: tuple[Mark, Mark] = ("“", "”")
    space: Mark = ""
    eszett: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """All words that citations need in one language.

    Attributes:
        dates: What CLDR does not have of dates.
        verbs: What stands before the dates of a treaty and names the decisions of a court.
        words: Other words: as `bare`, as `dotted` and as `long` styles write them.
        quotes: The opening and the closing quotation mark, single and double, with the spaces that belong to them.
        within: The quotation marks within quotation marks, where single and double ones are the same.
        series: The names of series: short, short with full stops, in full.
        labels: Each label for one and for many: as `bare`, as `dotted` and as `long` styles write it.
        space: What stands before ; : ! ? and inside « » in notes; empty in languages that set no space there.
        agreeing: The verbs that agree with the title of the treaty, in languages that have genders.
        edition: How an edition is numbered.
    """

    dates: DateWords
    verbs: Mapping[str, str]
    words: Mapping[str, tuple[str, str, str]]
    quotes: Mapping[Quotes, tuple[str, str]]
    within: tuple[str, str] = ("“", "”")
    series: Mapping[str, tuple[str, str, str]]
    labels: Mapping[PinpointLabel, tuple[str, str, str, str, str, str]]
    space: str = ""
    agreeing: tuple[AgreeingVerbs, ...] = ()
    edition: Mapping[str, str]

    def date_words(self, column: int) -> Mapping[str, str]:
        """Return the words of dates as one of the three sorts of style writes them, 0 for `bare`."""
        return {name: getattr(self.dates, name)[column] for name in ("circa", "spring", "summer", "autumn", "winter")}

    def verbs_with(self, title: str) -> Mapping[str, str]:
        """Return the verbs for a treaty of that title, such as "Convention …"; nouns where its gender is not known."""
        words = " ".join(title.casefold().split()) + " "
        for verbs in self.agreeing:
            if words.startswith(tuple(f"{begins.casefold()} " for begins in verbs.titles)):
                return {**self.verbs, **verbs.verbs}
        return self.verbs
