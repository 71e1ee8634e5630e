"""Read workbooks of before 2007 (.xls) of strangers; only here is xlrd imported.

xlrd gives the number formats, and so the zeros of postal codes, which python-calamine does not. Neither tells a formula
from its value.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import time
from io import StringIO
from pathlib import Path
from typing import Any

import xlrd

from entreaty.problems import EntreatyError
from entreaty.storage.decoding import read_bytes, refusal
from entreaty.storage.tables.merged_cells import MergedCells
from entreaty.storage.tables.number_formats import shown_number
from entreaty.storage.tables.rows import BROKEN, TableRow, column_letters

FORMULAS_UNSEEN = "formulas cannot be told from their values in an .xls workbook"
_COLUMNS_CAP = 256
_SAVE = "save it as .xlsx"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


@dataclass(frozen=True, slots=True)
class OldSheet:
    """A sheet of an opened workbook.

    Attributes:
        path: The workbook.
        title: Its name.
    """

    path: Path
    title: str
    _sheet: Any
    _book: Any

    def rows(self) -> Iterator[TableRow]:
        """Yield the rows; where the sheet is broken, a last one says so, with a problem that begins with `BROKEN`."""
        last = 0
        try:
            # xlrd counts from 0, and names the row and the column behind the last.
            merged = MergedCells(
                {(top + 1, left + 1): bottom for top, bottom, left, _ in self._sheet.merged_cells if bottom > top + 1}
            )
            for number in range(1, self._sheet.nrows + 1):
                yield self._row(number, merged)
                last = number
        except (EntreatyError, MemoryError):
            raise
        except Exception as error:  # noqa: BLE001  (xlrd raises whatever a broken record leads to)
            yield TableRow(number=last + 1, problem=f"{BROKEN}: {error}", cut=True)

    def _row(self, number: int, merged: MergedCells) -> TableRow:
        found = [self._text(cell) for cell in self._sheet.row(number - 1)[:_COLUMNS_CAP]]
        notes = [f"cell {column_letters(column)}{number} {note}" for column, (_, note) in enumerate(found, 1) if note]
        return TableRow(number=number, cells=tuple(merged.filled(number, [text for text, _ in found])), notes=(*notes,))

    def _text(self, cell: Any) -> tuple[str, str]:
        """Return the text that a cell shows, and a note if it is odd."""
        if cell.ctype == xlrd.XL_CELL_ERROR:
            return "", f"shows the error {xlrd.error_text_from_code.get(cell.value, '#?')}"
        if cell.ctype == xlrd.XL_CELL_BOOLEAN:
            return ("TRUE" if cell.value else "FALSE"), ""
        if cell.ctype == xlrd.XL_CELL_DATE:
            return self._day(cell.value), ""
        if cell.ctype == xlrd.XL_CELL_NUMBER:
            number_format = self._book.format_map[self._book.xf_list[cell.xf_index].format_key]
            return shown_number(cell.value, number_format.format_str), ""
        return str(cell.value), ""

    def _day(self, value: float) -> str:
        try:
            moment = xlrd.xldate_as_datetime(value, self._book.datemode)
        except (ValueError, OverflowError):
            return repr(value)
        return moment.date().isoformat() if moment.time() == time() else str(moment.isoformat())


@contextmanager
def opened_old_workbook(path: Path) -> Iterator[tuple[OldSheet, ...]]:
    """Open a workbook for as long as its sheets are read.

    Raises:
        ContentError: The workbook is encrypted, is damaged, or is no workbook.
    """
    content = read_bytes(path)
    if _ENCRYPTED in content:
        raise refusal(path, "the workbook is protected by a password", f"{_SAVE} without a password")
    try:
        # What xlrd would print of odd records is for its own developers.
        book = xlrd.open_workbook(file_contents=content, formatting_info=True, logfile=StringIO())
    except MemoryError:
        raise
    except xlrd.XLRDError as error:
        if "encrypted" in str(error).lower():
            raise refusal(path, "the workbook is protected by a password", f"{_SAVE} without a password") from error
        raise refusal(path, f"the workbook cannot be read: {error}", _SAVE) from error
    except Exception as error:  # xlrd raises whatever a broken record leads to
        raise refusal(path, f"the workbook is damaged: {error}", _SAVE) from error
    try:
        yield tuple(OldSheet(path, sheet.name, sheet, book) for sheet in book.sheets())
    finally:
        book.release_resources()
