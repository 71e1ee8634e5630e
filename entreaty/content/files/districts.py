"""Which tables say what lies in which district: the file `districts.yaml`."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from entreaty.content.model import (
    CalendarDay,
    FileEntry,
    Id,
    OneLine,
    StateCode,
    mistake,
    require_forward,
    shown,
    within,
)
from entreaty.content.validation import validated
from entreaty.problems import ContentError
from entreaty.storage.yaml.file import read_yaml

FILE = "districts.yaml"

ColumnRole = Literal["postcode", "place", "id", "constituency", "land area"]
"""What a column of a table holds; parts of a district without land are nobody's home."""


def _below_campaign(name: str) -> str:
    """Refuse a file that does not lie in the campaign's folder."""
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or "\\" in name:
        hint = "name a file in the campaign's folder, such as districts/codes.csv"
        raise mistake(f"'{shown(name)}' lies outside of the campaign", hint=hint)
    return name


class DistrictTable(FileEntry):
    """A table whose rows say which district a postal code or a place lies in, or only what districts are called.

    Attributes:
        file: The table, seen from the campaign's folder, such as "districts/codes.csv".
        country: Whose postal codes and places they are.
        kind: What is elected there, such as "uk-commons".
        columns: What each column that counts is, by its heading: {"pcds": "postcode", "pcon": "id"}.
        since: The first day on which the table holds, under the key `from`.
        until: The first day on which it holds no more.
    """

    file: Annotated[OneLine, AfterValidator(_below_campaign)]
    country: StateCode
    kind: Id
    columns: dict[OneLine, ColumnRole] = Field(min_length=1)
    since: CalendarDay | None = Field(default=None, alias="from")
    until: CalendarDay | None = None

    @model_validator(mode="after")
    def _columns_say_enough(self) -> Self:
        roles = [*self.columns.values()]
        if twice := next((role for role in roles if roles.count(role) > 1), ""):
            raise mistake(f"two columns are to be the {twice}", hint="keep one of them", key="columns")
        if not {"id", "constituency"} & {*roles}:
            hint = "say of one column that it is the 'id' or the 'constituency'"
            raise mistake("no column names the district", hint=hint, key="columns")
        if not {"postcode", "place"} & {*roles} and not {"id", "constituency"} <= {*roles}:
            hint = "say of one column that it is the 'postcode' or the 'place'"
            raise mistake("no column says what lies in the district", hint=hint, key="columns")
        return self

    @model_validator(mode="after")
    def _holds_some_day(self) -> Self:
        require_forward(self.since, self.until, "the table holds on no day")
        return self

    def holds_on(self, day: date) -> bool:
        """Tell whether the table says how things are on that day."""
        return within(day, self.since, self.until)

    @property
    def headings(self) -> Mapping[str, str]:
        """Return the heading of each column that counts, by what it is: {"postcode": "pcds"}."""
        return {role: heading for heading, role in self.columns.items()}

    @property
    def only_names(self) -> bool:
        """Tell whether the table says what districts are called, and not what lies in them."""
        return not {"postcode", "place"} & {*self.columns.values()}


class DistrictsFile(FileEntry):
    """The file `districts.yaml`."""

    districts: tuple[DistrictTable, ...]


def load_districts(campaign: Path) -> tuple[DistrictTable, ...]:
    """Load the tables that a campaign names; none where it has no such file.

    Args:
        campaign: The campaign's folder.

    Raises:
        ContentError: Every problem of the file, each with its line.
    """
    path = campaign / FILE
    if not path.exists() and not path.is_symlink():
        return ()
    return validated(DistrictsFile, read_yaml(path, root=campaign)).districts


def tables_of(campaign: Path) -> tuple[Path, ...]:
    """Return the tables that a campaign names; none where `districts.yaml` cannot be read."""
    try:
        return tuple(campaign / table.file for table in load_districts(campaign))
    except ContentError:
        return ()
