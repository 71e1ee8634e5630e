"""What the readers of all formats hand on: rows that say something of a recipient, and rows that cannot be used."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Place:
    """A row of a source, as a person finds it there.

    Attributes:
        path: The file.
        row: Its number, counted from 1.
        called: What the format calls it: "row", "card", "entry" or "file".
        where: A further word on where it is, such as the sheet or the line; empty where the number is enough.
    """

    path: Path
    row: int
    called: str = "row"
    where: str = ""

    def __str__(self) -> str:
        where = f" ({self.where})" if self.where else ""
        return f"{self.path}: {self.called} {self.row}{where}"


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A row that becomes no profile.

    Attributes:
        place: Where it stands.
        reason: Why.
        problem: Whether somebody should look at it; not so where leaving it out is right.
        scheme: Whose identifier the next one is.
        key: The source's own identifier of whom it is about; empty where that is not known.
    """

    place: Place
    reason: str
    problem: bool = True
    scheme: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What one row says of a recipient.

    Attributes:
        place: Where it stands.
        said: The fields of the profile that it gives, as `recipients.yaml` would hold them.
        whole_name: The name, where the source does not give its parts.
        courtesies: Titles such as "Ms" that the source gives beside the name.
        scheme: Whose identifier the next one is, such as "bioguide".
        key: The source's own identifier; empty where it has none.
        id: The id that the row itself asks for; empty where it leaves that to us.
        categories: The groups that the source puts the recipient in.
        audience: The audience that goes without saying for this source; empty where there is none.
        until: The day on which the office ended, or will end, if the source tells.
        notes: What could not be taken over, in words.
    """

    place: Place
    said: Mapping[str, Any]
    whole_name: str = ""
    courtesies: tuple[str, ...] = ()
    scheme: str = ""
    key: str = ""
    id: str = ""
    categories: tuple[str, ...] = ()
    audience: str = ""
    until: date | None = None
    notes: tuple[str, ...] = ()


Row = Record | LeftOut


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A source that was read.

    Attributes:
        kind: Its format.
        rows: Its rows, in their order.
        notes: What was understood of the source as a whole, such as the mapping of its columns.
        status: How its addresses are known, unless a row says it: "third-party" or "unverified".
        credit: The name of the source, as a profile names it.
        complete: Whether it was read to its end, so that who is not in it is gone.
    """

    kind: str
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()
    status: str = "unverified"
    credit: str = ""
    complete: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What of a source is wanted.

    Attributes:
        day: Today.
        office: Which of several offices: "capital" or "district".
        columns: The field of a column, by its heading, where that is not recognised or is meant otherwise.
        sheet: The sheet of a workbook; empty takes the first that has headings.
        encoding: The encoding of text files.
    """

    day: date
    office: str = "capital"
    columns: Mapping[str, str] = field(default_factory=dict)
    sheet: str = ""
    encoding: str = "utf-8-sig"
