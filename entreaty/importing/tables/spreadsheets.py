"""CSV files and workbooks as sources of recipients."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from entreaty.importing.reading import ReadOptions, RecipientSource
from entreaty.importing.tables.table import Table, is_heading
from entreaty.storage.decoding import refusal
from entreaty.storage.tables.csv_reader import read_csv
from entreaty.storage.tables.old_workbook import FORMULAS_UNSEEN, opened_old_workbook
from entreaty.storage.tables.open_document import opened_open_document
from entreaty.storage.tables.rows import BROKEN, Sheet
from entreaty.storage.tables.workbook import opened_workbook

_NAME_COLUMNS = "name the columns in its first row, such as: name, office, organisation, address, country, email"


def read_csv_source(path: Path, options: ReadOptions) -> RecipientSource:
    """Read a CSV file.

    Raises:
        ContentError: It cannot be read, or no row of it is a heading that we recognise.
    """
    file = read_csv(path, options.encoding, lambda cell: is_heading(cell, options.columns))
    # A row of CSV has every cell of the table: one with fewer has lost some.
    table = Table(path, options, every_cell=True)
    rows = table.rows(file.rows())
    if table.columns is None:
        raise refusal(path, "no row says what the columns are", _NAME_COLUMNS, 1)
    return table.source("csv", rows, *filter(None, [file.note]), f"cells are separated by {file.delimiter_name}")


def read_workbook_source(path: Path, options: ReadOptions) -> RecipientSource:
    """Read the first sheet of a workbook (.xlsx) that has headings, or the one that is asked for.

    Raises:
        ContentError: The workbook cannot be read, or has no such sheet or heading.
    """
    with opened_workbook(path) as sheets:
        return _first_with_headings(path, sheets, options, "xlsx")


def read_open_document_source(path: Path, options: ReadOptions) -> RecipientSource:
    """Read an OpenDocument spreadsheet (.ods) as `read_workbook_source` reads a workbook.

    Raises:
        ContentError: The spreadsheet cannot be read, or has no such sheet or heading.
    """
    with opened_open_document(path) as sheets:
        return _first_with_headings(path, sheets, options, "ods")


def read_old_workbook_source(path: Path, options: ReadOptions) -> RecipientSource:
    """Read a workbook of before 2007 (.xls) as `read_workbook_source` reads a workbook.

    Raises:
        ContentError: The workbook cannot be read, or has no such sheet or heading.
    """
    with opened_old_workbook(path) as sheets:
        source = _first_with_headings(path, sheets, options, "xls")
    return replace(source, notes=(*source.notes, FORMULAS_UNSEEN))


def _first_with_headings(path: Path, sheets: Sequence[Sheet], options: ReadOptions, kind: str) -> RecipientSource:
    titles = [sheet.title for sheet in sheets]
    if options.sheet and options.sheet not in titles:
        raise refusal(path, f"there is no sheet '{options.sheet}'", f"there are: {', '.join(titles)}")
    for sheet in sheets:
        if options.sheet in {"", sheet.title} and (found := _read_sheet(sheet, options, kind, titles)):
            return found
    raise refusal(path, "no row of any sheet says what the columns are", _NAME_COLUMNS)


def _read_sheet(sheet: Sheet, options: ReadOptions, kind: str, titles: list[str]) -> RecipientSource | None:
    """Return what the sheet holds; None where no row of it is a heading."""
    table = Table(sheet.path, options)
    rows = table.rows(sheet.rows())
    if table.columns is None:
        if table.cut:
            broken = f"the workbook cannot be read{table.cut.removeprefix(BROKEN)}"
            raise refusal(sheet.path, broken, "save it again as .xlsx")
        return None
    others = [f"sheet '{title}' is not read" for title in titles if title != sheet.title]
    return table.source(kind, rows, f"sheet '{sheet.title}'", *others)
