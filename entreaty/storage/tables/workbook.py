"""Read XLSX workbooks of strangers: the archive is checked before openpyxl, which only this module imports, opens it.

openpyxl reads values and formulas in two passes, and merged ranges in neither: they are found in the archive's parts.
"""

import re
import warnings
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import zip_longest
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.utils import range_boundaries

from entreaty.problems import EntreatyError
from entreaty.storage.decoding import refusal
from entreaty.storage.inside import opened
from entreaty.storage.tables.merged_cells import MergedCells
from entreaty.storage.tables.number_formats import shown_number
from entreaty.storage.tables.rows import BROKEN, NO_VALUE, TableRow, column_letters

_UNPACKED_CAP = 512 * 1024 * 1024
_PARTS_CAP = 10_000
_SHEETS_CAP = 255
_COLUMNS_CAP = 256
_CHUNK = 1024 * 1024
_OVERLAP = 256
_OLE2 = bytes.fromhex("d0cf11e0a1b11ae1")
_DOCTYPES = tuple("<!DOCTYPE".encode(encoding) for encoding in ("ascii", "utf-16-le", "utf-16-be"))
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell [^>]*?ref="([A-Z]+[0-9]+:[A-Z]+[0-9]+)"')
_FORMULA = re.compile(rb"<(?:\w+:)?f[ />]")


@dataclass(frozen=True, slots=True)
class _SheetPart:
    """What was found in a sheet's part of the archive.

    Attributes:
        merged: The last row of each range that is merged over several rows, by the row and column of its first cell.
        formulas: Whether any cell has a formula.
    """

    merged: Mapping[tuple[int, int], int]
    formulas: bool


@dataclass(frozen=True, slots=True)
class WorkbookSheet:
    """A sheet of an opened workbook.

    Attributes:
        path: The workbook.
        number: Its place among the sheets, counted from 0.
        title: Its name.
    """

    path: Path
    number: int
    title: str
    _sheet: Any
    _part: _SheetPart
    _formulas: "_FormulaBook"

    def rows(self) -> Iterator[TableRow]:
        """Yield the rows; where the sheet is broken, a last one says so, with a problem that begins with `BROKEN`."""
        last = 0
        try:
            for row in self._rows():
                last = row.number
                yield row
        except (EntreatyError, MemoryError):
            raise
        except Exception as error:  # noqa: BLE001  (openpyxl raises whatever a broken part leads to)
            yield TableRow(number=last + 1, problem=f"{BROKEN}: {error}", cut=True)

    def _rows(self) -> Iterator[TableRow]:
        self._sheet.reset_dimensions()
        merged = MergedCells(self._part.merged)
        formulas = self._formulas.rows(self.number) if self._part.formulas else iter(())
        for number, cells in enumerate(self._sheet.iter_rows(), start=1):
            written = next(formulas, ())[: len(cells)]
            found = [_text(*pair) for pair in zip_longest(cells[:_COLUMNS_CAP], written[:_COLUMNS_CAP])]
            notes = [
                f"cell {column_letters(column)}{number} {note}"
                for column, (_, note) in enumerate(found, start=1)
                if note
            ]
            texts = merged.filled(number, [text for text, _ in found])
            yield TableRow(number=number, cells=tuple(texts), notes=tuple(notes))


@contextmanager
def opened_workbook(path: Path) -> Iterator[tuple[WorkbookSheet, ...]]:
    """Open a workbook for as long as its sheets are read.

    Raises:
        ContentError: The workbook is encrypted, can hold macros, is damaged, or is no workbook.
    """
    parts = _looked_through(path)
    with _opened(path, values=True) as book, ExitStack() as stack:
        formulas = _FormulaBook(path, stack)
        yield tuple(
            WorkbookSheet(
                path,
                number,
                str(sheet.title),
                sheet,
                parts.get(_part_of(sheet), _SheetPart({}, formulas=True)),
                formulas,
            )
            for number, sheet in enumerate(book.worksheets)
        )


def _looked_through(path: Path) -> dict[str, _SheetPart]:
    """Read the directory of the archive, then its parts as bytes, and return what was found in them, by name."""
    try:
        with opened(path) as stream:
            begins = stream.read(len(_OLE2))
    except OSError as error:
        raise refusal(path, f"the file cannot be read: {error.strerror}") from error
    if begins == _OLE2:
        hint = "save it as .xlsx without a password"
        raise refusal(path, "the workbook is protected by a password, or is one of before 2007 (.xls)", hint)
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            if len(parts) > _PARTS_CAP or sum(part.file_size for part in parts) > _UNPACKED_CAP:
                raise refusal(path, f"unpacked, the workbook is larger than {_UNPACKED_CAP // 1024**2} MB", "split it")
            names = {part.filename.lower() for part in parts}
            if path.suffix.lower() != ".xlsx" or any(name.endswith("vbaproject.bin") for name in names):
                raise refusal(path, "the workbook can hold macros", "save it as a plain .xlsx workbook")
            if sum("worksheets/" in name for name in names) > _SHEETS_CAP:
                raise refusal(path, f"it has more than {_SHEETS_CAP} sheets", "save only the one of recipients")
            if "[content_types].xml" not in names:
                raise refusal(path, "this is not a workbook", "save it as .xlsx")
            return {part.filename: _look(path, archive, part) for part in parts if _is_xml(part.filename)}
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, RuntimeError, OSError, EOFError) as error:
        raise refusal(path, f"the workbook is damaged: {error}", "save it again as .xlsx") from error
    except zipfile.zlib.error as error:  # type: ignore[attr-defined]
        raise refusal(path, "the workbook is damaged", "save it again as .xlsx") from error


def _is_xml(name: str) -> bool:
    return name.lower().endswith((".xml", ".rels", ".vml"))


def _look(path: Path, archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> _SheetPart:
    merged: dict[tuple[int, int], int] = {}
    formulas, kept = False, b""
    with archive.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            if len(chunk) == _CHUNK and b"<" not in chunk:
                # A cell holds at most 32,767 characters (Excel's own limit).
                hint = "no program for spreadsheets writes such a thing; save it again as .xlsx"
                raise refusal(path, f"a text in its part '{part.filename}' is longer than any cell may be", hint)
            window = kept + chunk
            if any(doctype in window for doctype in _DOCTYPES):
                hint = "no program for spreadsheets writes such a thing; save it again as .xlsx"
                raise refusal(path, f"its part '{part.filename}' declares a document type", hint)
            if "worksheets/" in part.filename:
                formulas = formulas or bool(_FORMULA.search(window))
                for found in _MERGED.finditer(window):
                    left, top, _, bottom = range_boundaries(found[1].decode())
                    if left and top and bottom and bottom > top:
                        merged[top, left] = bottom
            kept = window[-_OVERLAP:]
    return _SheetPart(merged, formulas)


@contextmanager
def _opened(path: Path, *, values: bool) -> Iterator[Any]:
    """Open the workbook without drawings, links and styles: with the values of formulas, or with the formulas."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(path, read_only=True, data_only=values, keep_links=False)
    except MemoryError:
        raise
    except Exception as error:  # openpyxl raises whatever a broken part leads to
        raise refusal(path, f"the workbook cannot be read: {error}", "save it again as .xlsx") from error
    try:
        yield book
    finally:
        book.close()


def _part_of(sheet: Any) -> str:
    """Return the name of the sheet's part in the archive, which openpyxl keeps to itself."""
    return str(getattr(sheet, "_worksheet_path", "")).lstrip("/")


class _FormulaBook:
    """The workbook with its formulas in place of their values, opened once for all sheets, and only if one has any."""

    def __init__(self, path: Path, stack: ExitStack) -> None:
        self._path, self._stack = path, stack
        self._book: Any = None

    def rows(self, number: int) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of the sheet of that number, which has formulas."""
        self._book = self._book or self._stack.enter_context(_opened(self._path, values=False))
        sheet = self._book.worksheets[number]
        sheet.reset_dimensions()
        yield from sheet.iter_rows(values_only=True)


def _text(cell: Any, written: Any) -> tuple[str, str]:
    """Return the text that a cell shows, and a note if it is odd; `written` is its formula, or its value."""
    value = cell.value
    if value is None:
        is_formula = isinstance(written, str) and written.startswith("=")
        return "", NO_VALUE if is_formula else ""
    if cell.data_type == "e":
        return "", f"shows the error {value}"
    if isinstance(value, bool):
        return ("TRUE" if value else "FALSE"), ""
    if isinstance(value, (int, float)):
        return shown_number(value, str(cell.number_format or "")), ""
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat(), ""
    return (value.isoformat() if isinstance(value, (date, datetime, time)) else str(value)), ""
