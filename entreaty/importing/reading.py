"""The values that readers of all formats share: options that they get, and rows that they return."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Generic, TypeVar

from entreaty.importing.normal_forms import tidy_line
from entreaty.importing.profile_fields import ProfileFields

if TYPE_CHECKING:
    from entreaty.content.files.import_mapping import ColumnOptions, DateOrder, IgnoredRow

KINDS = ("csv", "xlsx", "ods", "xls", "vcard", "json", "popolo", "openstates", "congress", "bundestag", "meps")
"""The formats of sources."""

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadOptions:
    """Options of a reader.

    Attributes:
        day: Today.
        office: Which of several offices: "capital" or "district".
        columns: The field of a column by its heading, where the heading is not recognised or means something else:
            {"Haus": "organisation"}.
        cells: How the cells of a column are read, by its heading: what parts values, and what goes from the beginning.
        sheet: The sheet of a workbook; empty takes the first that has headings.
        encoding: The encoding of text files; empty has it found.
        dates: The order of day and month in a column by its heading, where its cells leave that open:
            {"Left office": "day-first"}.
        ignore: The rows that are left out on purpose.
        country: Where the addresses lie that name no country, which decides how they are read; empty where nobody says.
        samples: How many cells of each column are kept as samples, to propose a mapping file.
    """

    day: date
    office: str = "capital"
    columns: Mapping[str, str] = field(default_factory=dict)
    cells: Mapping[str, "ColumnOptions"] = field(default_factory=dict)
    sheet: str = ""
    encoding: str = ""
    dates: Mapping[str, "DateOrder"] = field(default_factory=dict)
    ignore: Sequence["IgnoredRow"] = ()
    country: str = ""
    samples: int = 0


@dataclass(frozen=True, slots=True)
class Place:
    """Where a row stands, as a person finds it: "list.vcf: card 2 (line 19)".

    Attributes:
        path: The file.
        row: Its number, counted from 1.
        called: What the format calls it: "row", "card", "entry" or "file".
        where: A further word on where it is, such as "line 19"; empty where the number is enough.
    """

    path: Path
    row: int
    called: str = "row"
    where: str = ""

    def __str__(self) -> str:
        return f"{self.path}: {self.in_file}"

    @property
    def in_file(self) -> str:
        """The place without the file: "card 2 (line 19)"."""
        return f"{self.called} {self.row}" + (f" ({self.where})" if self.where else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A row that becomes no profile.

    Attributes:
        place: Where it stands.
        reason: Why, such as "no office is named".
        problem: Whether somebody should look at it; not so where leaving it out is right.
        scheme: Whose identifier `key` is, such as "bioguide".
        key: The source's own identifier of the person; empty where it is not known.
        lacks: What the row does not say and nobody says for all: "name", "office", "country" or "audience".
    """

    place: Place
    reason: str
    problem: bool = True
    scheme: str = ""
    key: str = ""
    lacks: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class PartialProfile:
    """A recipient as far as one row of a source describes it.

    Attributes:
        place: Where the row stands.
        fields: The fields of the profile that it gives.
        whole_name: The name, where the source does not give its parts: "Dr. Anna Example".
        courtesies: Titles such as "Ms" that the source gives beside the name.
        scheme: Whose identifier `key` is, such as "bioguide".
        key: The source's own identifier, such as "C000127"; empty where it has none.
        id: The id that the row itself asks for; empty where it has none.
        categories: The groups that the source puts the recipient in.
        audience: The audience where neither row nor user names one, such as "legislature"; empty where there is none.
        since: The day on which the office began, if the source tells.
        until: The day on which the office ended, or will end, if the source tells.
        left: The words by which the source says that the office is no longer held, such as "former"; else empty.
        held: Why the row is held back, such as an end of the office, or a country, that is not understood; else empty.
        born: The day of birth, which tells people of one name apart; it does not go into the profile.
        listed_as: The fingerprint of the profile, where the row is one of those that `recipients check --csv` wrote.
        notes: What could not be taken over, such as "'Atlantis' is not the name of a country".
    """

    place: Place
    fields: ProfileFields
    whole_name: str = ""
    courtesies: tuple[str, ...] = ()
    scheme: str = ""
    key: str = ""
    id: str = ""
    categories: tuple[str, ...] = ()
    audience: str = ""
    since: date | None = None
    until: date | None = None
    left: str = ""
    held: str = ""
    born: date | None = None
    listed_as: str = ""
    notes: tuple[str, ...] = ()

    @property
    def identity(self) -> str:
        """The source's identifier with its scheme, such as "bioguide:C000127"; empty where it has none."""
        if not self.key:
            return ""
        return f"{self.scheme}:{self.key.casefold() if self.scheme == 'id' else self.key}"


def ignored_by(texts: Iterable[str], ignore: Sequence["IgnoredRow"], key: str = "") -> str:
    """Return why a row is left out on purpose, such as "the mapping file ignores it: value 'Vacant'"; else empty.

    Args:
        texts: What stands in the row.
        ignore: The rows that the mapping file ignores.
        key: The row's own identifier.
    """
    there = {tidy_line(text).casefold() for text in texts}
    for one in ignore:
        if (one.value and one.value.casefold() in there) or (one.identifier and one.identifier == key):
            return f"{IGNORED}{one.words}"
    return ""


IGNORED = "the mapping file ignores it: "
"""How the reason begins for which a row is left out on purpose."""

SourceRow = PartialProfile | LeftOut
"""A row of a source: a partial profile, or the reason why there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SampledColumn:
    """A column of a table with samples of its cells.

    Attributes:
        heading: Its heading, as it stands in the table.
        field: Its field, such as "office (fr)"; empty where it is not used.
        samples: Some of its cells, each different.
        twin: The heading of another column, which is taken for the field that this one could be; else empty.
        open_date: A date in it that can mean two days, such as "04/06/2018"; else empty.
        by_table: Whether its field follows from the table as a whole, which a mapping file cannot say of one column.
    """

    heading: str
    field: str
    samples: tuple[str, ...]
    twin: str = ""
    open_date: str = ""
    by_table: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RecipientSource:
    """A source that was read.

    Attributes:
        kind: Its format, one of `KINDS`.
        rows: Its rows, in their order.
        notes: Notes on the source as a whole, such as "column 1 'Nom' is name".
        status: How its addresses are known, unless a row says it: "third-party" or "unverified".
        credit: The name of the source, as a profile names it: "Open States".
        complete: Whether it was read to its end, so that who is not in it is gone.
        as_of: The day of which it says that its data are; None where it says nothing.
        silent: The fields that it does not speak of at all, such as "roles" where the files of committees are missing.
        columns: The columns of a table, where samples of them were asked for.
        for_all: What holds for every row that does not say it, such as the "office" of a list of members: "office",
            "organisation", "form_of_address", "country" and "audience".
    """

    kind: str
    rows: tuple[SourceRow, ...]
    notes: tuple[str, ...] = ()
    status: str = "unverified"
    credit: str = ""
    complete: bool = True
    as_of: date | None = None
    silent: frozenset[str] = frozenset()
    columns: tuple[SampledColumn, ...] = ()
    for_all: Mapping[str, str] = field(default_factory=dict)

    @property
    def corrects(self) -> bool:
        """Whether it is a list that `recipients check --csv` wrote, by which profiles are corrected."""
        return any(isinstance(row, PartialProfile) and row.listed_as for row in self.rows)


@dataclass(frozen=True, slots=True)
class Noted(Generic[Value]):
    """A value that was read, with notes on what could not be taken over.

    Attributes:
        value: The value.
        notes: The notes, such as "the language 'xx' is not known".
    """

    value: Value
    notes: tuple[str, ...] = ()
