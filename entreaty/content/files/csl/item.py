"""One item of CSL 1.0.2: every type and every field, as the schema of csl-data names them.

Source: https://github.com/citation-style-language/schema, schemas/input/csl-data.json of version 1.0.2.
"""

import re
from typing import Annotated, Any, Literal, Self

from pydantic import (
    AfterValidator,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    WithJsonSchema,
    model_validator,
)

from entreaty.content.files.csl.counted import edition_number, without_word
from entreaty.content.files.csl.dates import as_edtf
from entreaty.content.model import FileEntry, OneLine, WebAddress, mistake, shown
from entreaty.storage.yaml.tree import Ambiguous

TYPES = (
    "article", "article-journal", "article-magazine", "article-newspaper", "bill", "book", "broadcast", "chapter",
    "classic", "collection", "dataset", "document", "entry", "entry-dictionary", "entry-encyclopedia", "event",
    "figure", "graphic", "hearing", "interview", "legal_case", "legislation", "manuscript", "map", "motion_picture",
    "musical_score", "pamphlet", "paper-conference", "patent", "performance", "periodical", "personal_communication",
    "post", "post-weblog", "regulation", "report", "review", "review-book", "software", "song", "speech", "standard",
    "thesis", "treaty", "webpage",
)  # fmt: skip
ItemType = Literal[TYPES]  # type: ignore[valid-type]
_LONGEST_ID = 200
_BEFORE_DOI = re.compile(r"^(?:(?:https?://)?(?:dx\.|www\.)?doi\.org/|doi\b[:=\s]*)+", re.IGNORECASE)
# What pandoc reads without braces around it, and what it reads with them, as in @{http://zotero.org/items/1}.
KEY_WITHOUT_BRACES = r"\w+(?:[:.#$%&\-+?<>~/]\w+)*"
_ID = r"\w(?:[\w:.#$%&+?<>~/()=!*-]*[\w/)>])?"


def _source_id(text: str) -> str:
    if len(text) > _LONGEST_ID or not re.fullmatch(_ID, text):
        hint = (
            f"use up to {_LONGEST_ID} letters, digits and : . # $ % & - + ? < > ~ /, and begin with a letter or digit"
        )
        raise mistake(f"'{shown(text)}' is not an id", hint=hint)
    return text


def read_without_braces(source_id: str) -> str:
    """Return what `[@a--b]` cites, which is "a": an id without braces ends before two marks in a row, as in pandoc."""
    found = re.match(KEY_WITHOUT_BRACES, source_id)
    return found[0] if found else ""


def _as_text(value: Any) -> Any:
    if isinstance(value, Ambiguous):
        return value.raw
    return str(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else value


def _names_or_none(value: Any) -> Any:
    return () if value is None else value


SourceId = Annotated[
    str,
    BeforeValidator(_as_text),
    AfterValidator(_source_id),
    WithJsonSchema({"type": ["string", "integer"], "maxLength": _LONGEST_ID}),
]
"""A citekey of pandoc's, such as `smith_2020` or `DOI:10.1000/x`."""
_Line = Annotated[OneLine, BeforeValidator(_as_text), WithJsonSchema({"type": ["string", "number"]})]
_Volume = Annotated[_Line, AfterValidator(without_word("volume"))]
_Issue = Annotated[_Line, AfterValidator(without_word("issue"))]
_Pages = Annotated[_Line, AfterValidator(without_word("page"))]
_Section = Annotated[_Line, AfterValidator(without_word("section"))]
_Version = Annotated[_Line, AfterValidator(without_word("version"))]
_CollectionNumber = Annotated[_Line, AfterValidator(without_word("collection-number"))]
_Edition = Annotated[_Line, AfterValidator(edition_number)]
_Doi = Annotated[_Line, AfterValidator(lambda text: _BEFORE_DOI.sub("", text))]
_LongText = Annotated[
    str,
    BeforeValidator(_as_text),
    StringConstraints(strip_whitespace=True),
    WithJsonSchema({"type": ["string", "number"]}),
]
PartialDate = Annotated[
    str,
    BeforeValidator(as_edtf),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string", "pattern": r"^([^0-9]+|[-0-9XuTZ:~?%./\\ ]+)$"},
                {"type": "integer"},
                {"type": "object"},
                {"type": "array"},
            ]
        }
    ),
]
"""A date as `csl.dates` keeps it, in EDTF."""


class CslEntry(FileEntry):
    """A mapping whose keys have hyphens, as CSL has them."""

    model_config = ConfigDict(alias_generator=lambda name: name.replace("_", "-"))


class Name(CslEntry):
    """Somebody who made a source: a person by family and given name, or a body by its literal name.

    Attributes:
        literal: The name as it stands, such as that of a body.
        family: The family name.
        given: The given names.
        dropping_particle: What stands before the family name and is dropped where that stands alone: "de la" in
            "Jean de la Fontaine", cited as Fontaine.
        non_dropping_particle: What stands before it always: "van" in "Vincent van Gogh", cited as van Gogh.
        suffix: What stands after the name: "Jr", "III".
        comma_suffix: Whether a comma stands before the suffix.
        static_ordering: Whether the family name always stands first.
        parse_names: Whether particles stand in the other parts; nothing for us, who print them where they stand.
    """

    literal: _Line | None = None
    family: _Line | None = None
    given: _Line | None = None
    dropping_particle: _Line | None = None
    non_dropping_particle: _Line | None = None
    suffix: _Line | None = None
    comma_suffix: Any = None
    static_ordering: Any = None
    parse_names: Any = None

    @model_validator(mode="after")
    def _has_a_name(self) -> Self:
        if not self.literal and not self.family:
            raise mistake("an author has no name", hint="add 'family', or 'literal' for a body")
        return self

    @property
    def full(self) -> str:
        """Return the whole name in its order, such as "Jean de La Fontaine" or "Martin King Jr"."""
        if self.literal:
            return self.literal
        particles = (self.dropping_particle, self.non_dropping_particle)
        parts = (self.family, self.given) if self.static_ordering else (self.given, *particles, self.family)
        name = _spaced(*parts)
        if not self.suffix:
            return name
        return f"{name}, {self.suffix}" if self.comma_suffix else f"{name} {self.suffix}"

    @property
    def surname(self) -> str:
        """Return the name by which it is cited again, such as "van Gogh"."""
        return self.literal or _spaced(self.non_dropping_particle, self.family)


def _spaced(*parts: str | None) -> str:
    """Return the parts with spaces between, but none after "d'" and "al-"."""
    text = ""
    for part in (one for one in parts if one):
        text += part if not text or text.endswith(("'", "’", "-")) else f" {part}"
    return text


Names = Annotated[tuple[Name, ...], BeforeValidator(_names_or_none)]


class CslItem(CslEntry):
    """One source with every field that CSL has; what it holds is printed where the form of its kind names it."""

    id: SourceId
    type: ItemType = "document"
    title: _Line
    title_short: _Line | None = None

    author: Names = ()
    chair: Names = ()
    collection_editor: Names = ()
    compiler: Names = ()
    composer: Names = ()
    container_author: Names = ()
    contributor: Names = ()
    curator: Names = ()
    director: Names = ()
    editor: Names = ()
    editor_translator: Names = ()
    editorial_director: Names = ()
    executive_producer: Names = ()
    guest: Names = ()
    host: Names = ()
    illustrator: Names = ()
    interviewer: Names = ()
    narrator: Names = ()
    organizer: Names = ()
    original_author: Names = ()
    performer: Names = ()
    producer: Names = ()
    recipient: Names = ()
    reviewed_author: Names = ()
    script_writer: Names = ()
    series_creator: Names = ()
    translator: Names = ()

    issued: PartialDate | None = None
    accessed: PartialDate | None = None
    available_date: PartialDate | None = None
    event_date: PartialDate | None = None
    original_date: PartialDate | None = None
    submitted: PartialDate | None = None

    archive: _Line | None = None
    archive_collection: _Line | None = Field(default=None, alias="archive_collection")
    archive_location: _Line | None = Field(default=None, alias="archive_location")
    archive_place: _Line | None = None
    authority: _Line | None = None
    call_number: _Line | None = None
    chapter_number: _Line | None = None
    citation_key: _Line | None = None
    citation_label: _Line | None = None
    citation_number: _Line | None = None
    collection_number: _CollectionNumber | None = None
    collection_title: _Line | None = None
    container_title: _Line | None = None
    container_title_short: _Line | None = None
    dimensions: _Line | None = None
    division: _Line | None = None
    doi: _Doi | None = Field(default=None, alias="DOI")
    edition: _Edition | None = None
    event_place: _Line | None = None
    event_title: _Line | None = None
    first_reference_note_number: _Line | None = None
    genre: _Line | None = None
    isbn: _Line | None = Field(default=None, alias="ISBN")
    issn: _Line | None = Field(default=None, alias="ISSN")
    issue: _Issue | None = None
    jurisdiction: _Line | None = None
    language: _Line | None = None
    license: _Line | None = None
    locator: _Line | None = None
    medium: _Line | None = None
    number: _Line | None = None
    number_of_pages: _Line | None = None
    number_of_volumes: _Line | None = None
    original_publisher: _Line | None = None
    original_publisher_place: _Line | None = None
    original_title: _Line | None = None
    page: _Pages | None = None
    page_first: _Pages | None = None
    part: _Line | None = None
    part_number: _Line | None = None
    part_title: _Line | None = None
    pmcid: _Line | None = Field(default=None, alias="PMCID")
    pmid: _Line | None = Field(default=None, alias="PMID")
    printing: _Line | None = None
    printing_number: _Line | None = None
    publisher: _Line | None = None
    publisher_place: _Line | None = None
    reviewed_genre: _Line | None = None
    reviewed_title: _Line | None = None
    scale: _Line | None = None
    section: _Section | None = None
    source: _Line | None = None
    status: _Line | None = None
    supplement: _Line | None = None
    supplement_number: _Line | None = None
    url: WebAddress | None = Field(default=None, alias="URL")
    version: _Version | None = None
    volume: _Volume | None = None
    volume_title: _Line | None = None
    volume_title_short: _Line | None = None
    year_suffix: _Line | None = None

    abstract: _LongText | None = None
    annote: _LongText | None = None
    categories: Any = None
    keyword: Any = None
    note: _LongText | None = None
    references: _LongText | None = None


FIELDS = frozenset(field.alias or name for name, field in CslItem.model_fields.items()) | {"custom"}
"""The keys that a source may have."""
NAMES = frozenset(
    field.alias or name for name, field in CslItem.model_fields.items() if "Name" in str(field.annotation)
)
DATES = frozenset(("accessed", "available-date", "event-date", "issued", "original-date", "submitted"))
