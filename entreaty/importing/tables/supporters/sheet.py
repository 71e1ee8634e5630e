"""A sheet of supporters, as CSV, .xlsx or .ods: all its rows, each a sender or told with the reason why it is none."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path

from entreaty.content.files.recipients import Recipient
from entreaty.content.files.sender import Supporter
from entreaty.importing.reading import ReadOptions
from entreaty.importing.tables.by_field import CellReading
from entreaty.importing.tables.supporters.columns import SupporterColumns, is_heading, supporter_columns
from entreaty.importing.tables.supporters.consent import order_shown
from entreaty.importing.tables.supporters.faults import Fault, told
from entreaty.importing.tables.supporters.repeats import against, each_once
from entreaty.importing.tables.supporters.row import RowReading
from entreaty.problems import Location, Problem
from entreaty.storage.decoding import refusal
from entreaty.storage.garbage import nothing_thrown_away
from entreaty.storage.tables.csv_reader import read_csv
from entreaty.storage.tables.open_document import opened_open_document
from entreaty.storage.tables.rows import HEADING_WITHIN, Sheet, TableRow
from entreaty.storage.tables.workbook import opened_workbook

_ROWS_CAP = 200_000
_HEADINGS = "name the columns in its first row, such as: name, address 1, address 2, postcode, country, email, consent"
_TEXTS = {".csv", ".tsv", ".txt"}


@dataclass(frozen=True, slots=True, kw_only=True)
class SupporterSheet:
    """A sheet of supporters that was read.

    Attributes:
        path: The file.
        supporters: Those who send letters, in its order; their ids are not given yet.
        rows: How many rows stand below its heading, empty ones aside.
        left_out: Why each other row is no sender.
        remarks: What should be known of rows that are.
        unused: The headings of columns that are not used.
    """

    path: Path
    supporters: tuple[Supporter, ...]
    rows: int
    left_out: tuple[Fault, ...]
    remarks: tuple[Fault, ...]
    unused: tuple[str, ...]

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is to be told of its rows, once for all that have it."""
        return told((*self.left_out, *self.remarks))


def read_supporters(path: Path, recipients: Iterable[Recipient], today: date) -> SupporterSheet:
    """Read a sheet of supporters.

    Args:
        path: The file: .csv, .xlsx or .ods.
        recipients: Those whom the campaign writes to, none of whom is a supporter.
        today: Today, after which nobody has agreed yet.

    Raises:
        ContentError: The file cannot be read, no row of it is a heading, or a column is missing that all rows need.
    """
    with nothing_thrown_away(), _opened(path) as rows:
        below, columns = _below_heading(path, rows)
        many = list(islice((row for row in below if not row.empty), _ROWS_CAP + 1))
    if len(many) > _ROWS_CAP:
        raise refusal(path, f"the sheet has more than {_ROWS_CAP:,} rows", "split it")
    with nothing_thrown_away():
        return _read(path, many, columns, recipients, today)


def _read(
    path: Path, rows: Sequence[TableRow], columns: SupporterColumns, recipients: Iterable[Recipient], today: date
) -> SupporterSheet:
    cells = CellReading(ReadOptions(day=today), columns.heading, columns.of_people)
    order = order_shown(columns.cell("consent", row.cells) for row in rows)
    reading = RowReading(columns, cells, order, today)
    found = [_of_row(path, row, reading) for row in rows]
    left_out = [one for one in found if isinstance(one, Fault)]
    once, of_repeats = each_once([one for one in found if isinstance(one, Supporter)])
    kept, of_recipients = against(once, recipients)
    all_told = (*left_out, *reading.kept, *of_repeats, *of_recipients)
    return SupporterSheet(
        path=path,
        supporters=kept,
        rows=len(rows),
        left_out=tuple(one for one in all_told if not one.keeps),
        remarks=tuple(one for one in all_told if one.keeps),
        unused=columns.unused,
    )


def _of_row(path: Path, row: TableRow, reading: RowReading) -> Supporter | Fault:
    place = Location(path, row.line or row.number)
    if row.problem:
        return Fault(place, row.problem)
    cells, width = row.without_empty_end, len(reading.columns.heading)
    if cells == reading.columns.heading:
        return Fault(place, "the heading stands here again", hint="remove the row")
    if len(cells) > width:
        return Fault(
            place, "it has more cells than the heading", hint="put cells with a delimiter into quotation marks"
        )
    reading.kept += [Fault(place, note, keeps=True) for note in row.notes]
    return reading.supporter(cells, place)


def _below_heading(path: Path, rows: Iterable[TableRow]) -> tuple[Iterator[TableRow], SupporterColumns]:
    """Return the rows below the heading, and what its columns hold.

    Raises:
        ContentError: No row is a heading, or a column is missing that all rows need.
    """
    left = iter(rows)
    for row in islice(left, HEADING_WITHIN):
        if _is_heading(row):
            columns = supporter_columns(row.without_empty_end)
            line = row.line or row.number
            if not columns.names_people:
                raise refusal(path, "no column holds names", "call it 'name'", line)
            if "consent" not in columns.own:
                hint = "add a column 'consent' with the day on which each of them agreed to letters in their name"
                raise refusal(path, "no column says who has agreed", hint, line)
            return left, columns
    raise refusal(path, "no row says what the columns are", _HEADINGS)


def _is_heading(row: TableRow) -> bool:
    filled = [cell for cell in row.cells if cell.strip()]
    return len(filled) > 1 and sum(map(is_heading, filled)) * 2 >= len(filled)


@contextmanager
def _opened(path: Path) -> Iterator[Iterable[TableRow]]:
    """Open the file, whichever of the three it is.

    Raises:
        ContentError: It is none of them, or cannot be read.
    """
    ending = path.suffix.casefold()
    if ending in _TEXTS:
        yield read_csv(path, "", is_heading).rows()
    elif ending == ".xlsx":
        with opened_workbook(path) as sheets:
            yield _first_with_heading(sheets)
    elif ending == ".ods":
        with opened_open_document(path) as sheets:
            yield _first_with_heading(sheets)
    else:
        raise refusal(path, f"'{ending or path.name}' is no sheet of supporters", "save it as .csv, .xlsx or .ods")


def _first_with_heading(sheets: Sequence[Sheet]) -> Iterable[TableRow]:
    """Return the rows of the first sheet that has a heading; none where no sheet has."""
    found = (sheet for sheet in sheets if any(map(_is_heading, islice(sheet.rows(), HEADING_WITHIN))))
    sheet = next(found, None)
    return sheet.rows() if sheet else ()
