"""How a source of recipients is read: which column is which field, what holds for all, and who is in which audience."""

from collections.abc import Iterator
from pathlib import Path
from typing import Literal, Self

from pydantic import Field, model_validator

from entreaty.content.files.audiences import AUDIENCES_OF_FIRST_VERSION, Audiences, UnknownAudiences
from entreaty.content.files.authorities import Verification
from entreaty.content.files.conditions import Condition
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
    mistake,
)
from entreaty.content.validation import validated
from entreaty.problems import ContentError
from entreaty.storage.yaml.file import read_yaml

_OF_LETTERS = frozenset({"recipients", "positions", "bound_by", "constituents", "sender"})
_SUBJECTS = ("committee", "office", "organisation", "party", "constituency", "category", "state", "country")


class VerifiedForAll(FileEntry):
    """How everything in the source is known, where the source does not say it of each."""

    status: Verification | None = None
    source: Words | None = None


class ForAll(FileEntry):
    """What holds for every recipient of whom the source does not say it."""

    office: TextLine | None = None
    organisation: TextLine | None = None
    form_of_address: Id | None = None
    language: Languages | None = None
    state: SubdivisionCode | None = None
    country: StateCode | None = None
    contact_form: HttpsUrl | None = None
    verified: VerifiedForAll = VerifiedForAll()


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


class ImportMapping(FileEntry):
    """The mapping file of `recipients import`."""

    sheet: OneLine | None = None
    columns: dict[OneLine, OneLine] = Field(default_factory=dict)
    dates: dict[OneLine, DateOrder] = Field(default_factory=dict)
    ignore: tuple[IgnoredRow, ...] = ()
    set: ForAll = ForAll()
    rules: tuple[Rule, ...] = ()


def _parts(mapping: ImportMapping) -> Iterator[Rule | Condition]:
    """Yield what names audiences: each rule, and what it asks of the profile."""
    for rule in mapping.rules:
        yield from (rule, rule.fits, rule.excludes)


def load_mapping(path: Path, audiences: Audiences = AUDIENCES_OF_FIRST_VERSION) -> ImportMapping:
    """Load a mapping file whose rules give the audiences of a campaign.

    Raises:
        ContentError: It cannot be used.
    """
    mapping = validated(ImportMapping, read_yaml(path))
    finder = UnknownAudiences(audiences)
    named = [(name, part.place("audiences")) for part in _parts(mapping) for name in part.audiences]
    if unknown := [problem for name, place in named if (problem := finder.problem(name, place))]:
        raise ContentError(unknown)
    return mapping
