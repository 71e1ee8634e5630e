"""What may be cited: treaties, decisions, resolutions and reports, as CSL-YAML with our law-only facts."""

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import (
    AfterValidator,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    Tag,
    WithJsonSchema,
    model_validator,
)
from pydantic.config import JsonDict

from entreaty.content.model import (
    CalendarDay,
    FileEntry,
    Id,
    Language,
    OneLine,
    StateCode,
    Text,
    WebAddress,
    Words,
    as_list,
    mistake,
    shown,
)
from entreaty.content.validation import Checked, validated_entries
from entreaty.storage.yaml.file import read_yaml

# More than any treaty has paragraphs.
_PROVISIONS = 2_000
Verification = Literal["official", "mirror", "third-party", "unverified"]
Kind = Literal[
    "treaty",
    "case",
    "statute",
    "un-resolution",
    "un-document",
    "treaty-body",
    "regional-resolution",
    "regional-document",
    "report",
    "news",
    "web",
    "hearing",
    "human-rights-case",
    "book",
    "chapter",
    "article",
    "interview",
    "thesis",
    "policy",
    "code",
    "regulation",
    "directive",
    "eu-case",
    "resolution",
    "dataset",
    "standard",
]


def _number_as_text(value: Any) -> Any:
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _date_as_text(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else _number_as_text(value)


def _day_month_or_year(text: str) -> str:
    try:
        if re.fullmatch(r"[0-9]{4}(-[0-9]{2}){0,2}", text):
            date.fromisoformat(f"{text}-01-01"[:10])
            return text
    except ValueError:
        pass
    raise mistake(f"'{shown(text)}' is no date", hint="write 2025-06-24, or 2025-06, or 2025")


# A day, a month or a year, as EDTF writes them: 2025-06-24, 2025-06, 2025.
PartialDate = Annotated[
    str,
    BeforeValidator(_date_as_text),
    AfterValidator(_day_month_or_year),
    WithJsonSchema({"anyOf": [{"type": "string", "pattern": r"^\d{4}(-\d{2}){0,2}$"}, {"type": "integer"}]}),
]
Number = Annotated[OneLine, BeforeValidator(_number_as_text), WithJsonSchema({"type": ["string", "integer"]})]
Quotations = Annotated[
    tuple[Words, ...],
    BeforeValidator(as_list),
    Field(min_length=1),
    WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}),
]


class _CslEntry(FileEntry):
    model_config = ConfigDict(alias_generator=lambda name: name.replace("_", "-"))


class Name(_CslEntry):
    """An author: a person by family and given name, or a body by its literal name."""

    literal: OneLine | None = None
    family: OneLine | None = None
    given: OneLine | None = None

    @model_validator(mode="after")
    def _has_a_name(self) -> Self:
        if not self.literal and not self.family:
            raise mistake("an author has no name", hint="add 'family', or 'literal' for a body")
        return self


def _day_or_details(schema: JsonDict) -> None:
    """Show editors that the bare day is enough."""
    details = schema.copy()
    schema.clear()
    schema["anyOf"] = [{"type": "string", "format": "date"}, details]


class Bound(FileEntry):
    """Since when a state has been bound by a treaty.

    Attributes:
        since: The day on which the treaty entered into force for the state.
        status: How that day is known.
        source: Where it was seen.
    """

    model_config = ConfigDict(json_schema_extra=_day_or_details)

    since: CalendarDay
    status: Verification = "unverified"
    source: Words | None = None


def _bare_day(value: Any) -> Any:
    return value if isinstance(value, Mapping) else {"since": value}


def _all_or_listed(value: Any) -> str:
    return "all" if isinstance(value, str) else "listed"


BoundStates = dict[StateCode, Annotated[Bound, BeforeValidator(_bare_day)]]
Parties = Annotated[
    Annotated[Literal["all-states"], Tag("all")] | Annotated[BoundStates, Tag("listed")],
    Discriminator(_all_or_listed),
]


class Law(_CslEntry):
    """What citation formats have no field for: who is bound, since when, and the exact words.

    Attributes:
        kind: The form of citation that the authority takes.
        common_name: What people call a treaty, written out: "Third Geneva Convention".
        symbol: The document symbol of a resolution: "A/RES/43/173".
        entry_into_force: The day on which the treaty entered into force.
        adopted_verb: What happened on the day of `issued`.
        opened_for_signature: The day on which the treaty was opened for signature, where it is not that of `issued`.
        us_treaty_source: Where the United States print a treaty that they are party to: "6 U.S.T. 3316".
        ecli: The European identifier of a decision: "ECLI:EU:C:2020:559".
        parties: "all-states", or the states that are bound; a state not listed is not.
        bound_since: Since when, for states of a treaty that binds all.
        provisions: The exact words, by pinpoint and language.
        case_parties: Applicant and respondent.
        case_states: The same as state codes.
        phase: The phase of the proceedings, as the court names it.
        decision: What the court gave.
        review_by: The day from which the source must be looked at again.
        verified: How the source itself is known.
        unverified: The fields that are from memory.
    """

    kind: Kind
    title: Text | None = None
    title_short: Text | None = None
    common_name: Text | None = None
    authority: Text | None = None
    genre: Text | None = None
    container_title: Text | None = None
    event_place: Text | None = None
    jurisdiction: Text | None = None
    symbol: OneLine | None = None
    entry_into_force: CalendarDay | None = None
    adopted_verb: Literal["adopted", "opened for signature", "signed", "done"] = "adopted"
    opened_for_signature: CalendarDay | None = None
    us_treaty_source: OneLine | None = None
    ecli: OneLine | None = None
    parties: Parties | None = None
    bound_since: BoundStates = Field(default_factory=dict)
    provisions: dict[OneLine, dict[Language, Quotations]] = Field(default_factory=dict, max_length=_PROVISIONS)
    case_parties: tuple[Text, ...] = ()
    case_states: tuple[StateCode, ...] = ()
    phase: Text | None = None
    decision: Literal["order", "judgment", "advisory-opinion", "opinion"] | None = None
    general_list: int | None = None
    review_by: CalendarDay | None = None
    verified: Verification = "unverified"
    unverified: tuple[OneLine, ...] = ()


class Authority(_CslEntry):
    """One source that letters may cite, with the field names of CSL."""

    id: Id
    type: Literal[
        "treaty",
        "legal_case",
        "legislation",
        "report",
        "article-newspaper",
        "article-journal",
        "webpage",
        "hearing",
        "document",
    ]
    title: OneLine
    title_short: OneLine | None = None
    author: tuple[Name, ...] = ()
    editor: tuple[Name, ...] = ()
    interviewer: tuple[Name, ...] = ()
    recipient: tuple[Name, ...] = ()
    authority: OneLine | None = None
    genre: OneLine | None = None
    number: Number | None = None
    issued: PartialDate
    event_place: OneLine | None = None
    jurisdiction: OneLine | None = None
    container_title: OneLine | None = None
    container_title_short: OneLine | None = None
    collection_title: OneLine | None = None
    collection_number: Number | None = None
    volume: Number | None = None
    issue: Number | None = None
    page: Number | None = None
    section: Number | None = None
    edition: Number | None = None
    version: Number | None = None
    publisher: OneLine | None = None
    publisher_place: OneLine | None = None
    url: WebAddress | None = Field(default=None, alias="URL")
    doi: OneLine | None = Field(default=None, alias="DOI")
    accessed: PartialDate | None = None
    language: OneLine | None = None
    note: Words | None = None
    custom: Law

    def binds(self, state: str, day: date) -> bool:
        """Tell whether the treaty is in force and binds the state on that day."""
        law = self.custom
        if law.parties is None or (law.entry_into_force and day < law.entry_into_force):
            return False
        if law.parties == "all-states":
            bound = law.bound_since.get(state)
            return bound is None or bound.since <= day
        return state in law.parties and law.parties[state].since <= day


class AuthoritiesFile(FileEntry):
    """The file `appeals/authorities.yaml`."""

    references: tuple[Authority, ...]


def load_authorities(path: Path, root: Path | None = None) -> Checked[Authority]:
    """Load what may be cited.

    Args:
        path: The file.
        root: The campaign's folder, which it must lie in.

    Raises:
        ContentError: The file as a whole cannot be read.
    """
    return validated_entries(Authority, read_yaml(path, root=root), "references", "authority")
