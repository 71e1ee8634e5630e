"""How a source of recipients is read: which column is which field, what holds for all, and who is in which audience."""

import re
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, ConfigDict, Field, StringConstraints, WithJsonSchema, model_validator
from pydantic.config import JsonDict

from entreaty.content.files.audiences import AUDIENCES_OF_FIRST_VERSION, Audiences, UnknownAudiences
from entreaty.content.files.authorities import Verification
from entreaty.content.files.conditions import Condition
from entreaty.content.files.recipients import Address
from entreaty.content.model import (
    Audience,
    FileEntry,
    HttpsUrl,
    Id,
    Languages,
    OneLine,
    StateCode,
    SubdivisionCode,
    TextLine,
    Words,
    as_list,
    closest,
    mistake,
)
from entreaty.content.validation import validated
from entreaty.problems import ContentError, Problem
from entreaty.storage.yaml.file import read_yaml
from entreaty.storage.yaml.tree import YamlFile, YamlMapping

_OF_LETTERS = frozenset({"recipients", "positions", "bound_by", "constituents", "sender"})
_SUBJECTS = ("committee", "office", "organisation", "party", "constituency", "category", "state", "country")


class VerifiedForAll(FileEntry):
    """How everything in the source is known, where the source does not say it of each."""

    status: Verification | None = None
    source: Words | None = None


class ForAll(FileEntry):
    """What holds for every recipient of whom the source does not say it.

    Attributes:
        language_of: Whose official language it is where the row names none: that of the state they act for, and not
            of the country that they are written to.
    """

    office: TextLine | None = None
    organisation: TextLine | None = None
    form_of_address: Id | None = None
    language: Languages | None = None
    language_of: Literal["state"] | None = None
    state: SubdivisionCode | None = None
    country: StateCode | None = None
    address: Address | None = None
    contact_form: HttpsUrl | None = None
    verified: VerifiedForAll = VerifiedForAll()

    @model_validator(mode="after")
    def _lies_in_one_country(self) -> Self:
        if self.address and self.country and self.address.country != self.country:
            where = f"on line {self.address.place('country').line} the address lies in {self.address.country}"
            raise mistake(f"'country' says {self.country}, but {where}", hint="keep one of them", key="country")
        return self

    @property
    def country_of_all(self) -> str:
        """The country of all who name none: that of the address or `country`; empty where neither is there."""
        return self.country or (self.address.country if self.address else "")


class Rule(FileEntry):
    """Audiences of those recipients whose profiles hold all these words, in whatever case, and meet the conditions.

    Attributes:
        fits: What must hold of them as in a passage (`for` in the file).
        excludes: What must not (`not` in the file).
    """

    committee: OneLine | None = None
    office: OneLine | None = None
    organisation: OneLine | None = None
    party: OneLine | None = None
    constituency: OneLine | None = None
    category: OneLine | None = None
    state: SubdivisionCode | None = None
    country: StateCode | None = None
    fits: Condition = Field(default_factory=Condition, alias="for")
    excludes: Condition = Field(default_factory=Condition, alias="not")
    audiences: tuple[Audience, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _is_about_something(self) -> Self:
        if not (self.conditions() or self.fits.keys or self.excludes.keys):
            raise mistake("the rule has no condition", hint=f"name one of: {', '.join(_SUBJECTS)}, for, not")
        return self

    @model_validator(mode="after")
    def _is_about_profiles(self) -> Self:
        for where, condition in (("for", self.fits), ("not", self.excludes)):
            if unusable := [key for key in condition.keys if key in _OF_LETTERS]:
                message = f"'{unusable[0]}' depends on a letter, and cannot stand in a rule for importing"
                raise mistake(message, hint="put it into 'for' or 'not' of a passage", key=where)
        return self

    @model_validator(mode="after")
    def _can_be_met(self) -> Self:
        for key in self.fits.keys:
            wanted, unwanted = getattr(self.fits, key), getattr(self.excludes, key)
            if key in self.excludes.keys and wanted and wanted == unwanted:
                message = f"'{key}' on line {self.fits.place(key).line} and in 'not' here contradict each other"
                raise mistake(message, hint="nobody meets both: remove one of them", key="not")
        return self

    def conditions(self) -> dict[str, str]:
        """Return the words by what must hold them."""
        return {key: words for key in _SUBJECTS if (words := getattr(self, key))}


DateOrder = Literal["day-first", "month-first"]
"""What stands first in a date such as 04/06/2018."""


class IgnoredRow(FileEntry):
    """A row that is left out on purpose.

    Attributes:
        identifier: The source's own identifier of the row.
        value: What stands in one of its cells, or in one of its fields, and nothing else.
    """

    identifier: OneLine | None = None
    value: OneLine | None = None

    @model_validator(mode="after")
    def _names_a_row(self) -> Self:
        if (self.identifier is None) == (self.value is None):
            raise mistake("a row to ignore is named by 'identifier' or by 'value'", hint="write one of the two")
        return self

    @property
    def words(self) -> str:
        """The row in words: "identifier 'C000127'"."""
        return f"identifier '{self.identifier}'" if self.identifier else f"value '{self.value}'"


def _string_or_options(schema: JsonDict) -> None:
    options: JsonDict = {**schema}
    field: JsonDict = {"type": "string"}
    schema.clear()
    schema |= {"description": options.pop("description"), "anyOf": [field, options]}


_Prefixes = Annotated[
    tuple[OneLine, ...],
    BeforeValidator(as_list),
    WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}),
]


class ColumnOptions(FileEntry):
    """What a column is, and how its cells are read.

    Attributes:
        field: Its field, such as "organisation"; "-" leaves it out; None for a heading that is recognised.
        separator: What stands between several values in one cell, such as "|".
        strip: What goes from the beginning of each cell, such as "http://www.wikidata.org/entity/".
    """

    model_config = ConfigDict(json_schema_extra=_string_or_options)

    field: OneLine | None = None
    separator: Annotated[str, StringConstraints(min_length=1, max_length=10)] | None = None
    strip: _Prefixes = ()

    @model_validator(mode="before")
    @classmethod
    def _field_alone(cls, value: Any) -> Any:
        return {"field": value} if isinstance(value, str) else value

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.field is None and self.separator is None and not self.strip:
            raise mistake("the column has no option", hint="name one of: field, separator, strip")
        return self


class ImportMapping(FileEntry):
    """The mapping file of `recipients import`."""

    sheet: OneLine | None = None
    columns: dict[OneLine, ColumnOptions] = Field(default_factory=dict)
    dates: dict[OneLine, DateOrder] = Field(default_factory=dict)
    ignore: tuple[IgnoredRow, ...] = ()
    set: ForAll = ForAll()
    rules: tuple[Rule, ...] = ()

    @property
    def fields(self) -> dict[str, str]:
        """The fields of columns by their headings: {"Haus": "organisation"}."""
        return {heading: one.field for heading, one in self.columns.items() if one.field}


def _parts(mapping: ImportMapping) -> Iterator[Rule | Condition]:
    """Yield what names audiences: each rule, and what it asks of the profile."""
    for rule in mapping.rules:
        yield from (rule, rule.fits, rule.excludes)


def load_mapping(
    path: Path, audiences: Audiences = AUDIENCES_OF_FIRST_VERSION, appeals: Collection[str] | None = None
) -> ImportMapping:
    """Load a mapping file whose rules give the audiences of a campaign.

    Args:
        path: The file.
        audiences: The audiences that the campaign has.
        appeals: Its appeals, on which a column may say positions; None where nobody knows them.

    Raises:
        ContentError: It cannot be used.
    """
    file = read_yaml(path)
    mapping = validated(ImportMapping, file)
    if wrong := [*_contradictions(file, mapping), *(() if appeals is None else _no_appeals(file, mapping, appeals))]:
        raise ContentError(wrong)
    finder = UnknownAudiences(audiences)
    named = [(name, part.place("audiences")) for part in _parts(mapping) for name in part.audiences]
    if unknown := [problem for name, place in named if (problem := finder.problem(name, place))]:
        raise ContentError(unknown)
    return mapping


# Of these, a table may have several columns: lines of one address, or values of which the first that is there counts.
_OF_SEVERAL_COLUMNS = frozenset(
    {"-", "address", "addressee", "street", "committee", "committee role", "email", "ended"}
)


def _contradictions(file: YamlFile, mapping: ImportMapping) -> Iterator[Problem]:
    """Yield each pair of entries that say different things of one column, or the same of two."""
    for key, said in (("columns", mapping.columns), ("dates", mapping.dates)):
        lines = _lines(file, key)
        first: dict[str, str] = {}
        for heading, value in said.items():
            other = first.setdefault(_compared(heading), heading)
            if said[other] != value:
                message = f"'{heading}' and '{other}' on line {lines[other]} are one column, and contradict each other"
                yield Problem(file.top.at((key, heading)).location, message, "keep one of them")
    lines, by_field = _lines(file, "columns"), dict[str, str]()
    for heading, field in mapping.fields.items():
        name = " ".join(field.lower().split())
        other = by_field.setdefault(name, heading)
        if name not in _OF_SEVERAL_COLUMNS and _compared(other) != _compared(heading):
            message = f"'{heading}' is to be '{field}', as '{other}' on line {lines[other]} is already"
            hint = 'a field is one column: keep one of them, or leave the other out with "-"'
            yield Problem(file.top.at(("columns", heading)).location, message, hint)


def _no_appeals(file: YamlFile, mapping: ImportMapping, appeals: Collection[str]) -> Iterator[Problem]:
    """Yield each column of positions on an appeal that the campaign has not."""
    for heading, field in mapping.fields.items():
        found = re.fullmatch(r"\s*positions\s*\((.*)\)\s*", field, re.IGNORECASE)
        if found and found[1] not in appeals:
            hint = closest(found[1], appeals) or f"there are: {', '.join(sorted(appeals)) or 'none'}"
            message = f"'{heading}' is to be positions on the appeal '{found[1]}', which there is not"
            yield Problem(file.top.at(("columns", heading)).location, message, hint)


def _lines(file: YamlFile, key: str) -> Mapping[str, int]:
    found = file.root.get(key)
    return found.lines if isinstance(found, YamlMapping) else {}


def _compared(heading: str) -> str:
    """Return a heading as it is compared, without case and the signs between its words: "e mail" for "E-Mail"."""
    return " ".join(re.sub(r"[\W_]+", " ", heading).casefold().split())
