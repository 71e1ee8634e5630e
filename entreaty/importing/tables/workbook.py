"""XLSX workbooks, which strangers may have made: looked at before they are opened; the only openpyxl door."""

import re
import warnings
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.utils import get_column_letter, range_boundaries

from entreaty.importing.rows import LeftOut, Place, Reading, Row, Wanted
from entreaty.importing.tables.records import Cells, Table
from entreaty.problems import EntreatyError
from entreaty.storage.decoding import refusal

_UNPACKED_CAP = 512 * 1024 * 1024
_PARTS_CAP = 10_000
_COLUMNS_CAP = 256
_CHUNK = 1024 * 1024
_OVERLAP = 256
_OLE2 = bytes.fromhex("d0cf11e0a1b11ae1")
_DOCTYPES = tuple("<!DOCTYPE".encode(encoding) for encoding in ("ascii", "utf-16-le", "utf-16-be"))
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell [^>]*?ref="([A-Z]+[0-9]+:[A-Z]+[0-9]+)"')
_FORMULA = re.compile(rb"<(?:\w+:)?f[ />]")
_BROKEN = "from here on the sheet cannot be read"
_PADDED = re.compile(r"0{2,12}")


@dataclass(frozen=True, slots=True)
class _Sheet:
    """What the cells of a sheet do not tell: merged ranges by their first cell, and whether there are formulas."""

    merged: dict[tuple[int, int], int]
    formulas: bool


def read_workbook(path: Path, wanted: Wanted) -> Reading:
    """Read the first sheet of a workbook that has headings, or the one that is wanted.

    Raises:
        ContentError: The workbook is encrypted, holds macros, is no workbook, or has no such sheet or heading.
    """
    looks = _looked_through(path)
    with _opened(path, values=True) as book:
        names = [sheet.title for sheet in book.worksheets]
        if wanted.sheet and wanted.sheet not in names:
            raise refusal(path, f"there is no sheet '{wanted.sheet}'", f"there are: {', '.join(names)}")
        for number, sheet in enumerate(book.worksheets):
            if wanted.sheet and sheet.title != wanted.sheet:
                continue
            table = Table(wanted)
            look = looks.get(_part_of(sheet), _Sheet({}, formulas=True))
            rows = tuple(_safely(path, table, _cells(path, number, sheet, look)))
            if table.columns is not None:
                others = [name for name in names if name != sheet.title]
                notes = [f"sheet '{sheet.title}'", *(f"sheet '{name}' is not read" for name in others)]
                whole = not any(isinstance(row, LeftOut) and row.reason.startswith(_BROKEN) for row in rows)
                return Reading(kind="xlsx", rows=rows, notes=(*notes, *table.columns.notes), complete=whole)
    hint = "name the columns in its first row, such as: name, office, organisation, address, country, email"
    raise refusal(path, "no row of any sheet says what the columns are", hint)


def _looked_through(path: Path) -> dict[str, _Sheet]:
    """Read the directory of the archive, then its parts as bytes, and return what they tell of the sheets."""
    with path.open("rb") as stream:
        if stream.read(len(_OLE2)) == _OLE2:
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
            if "[content_types].xml" not in names:
                raise refusal(path, "this is not a workbook", "save it as .xlsx")
            return {part.filename: _look(path, archive, part) for part in parts if _is_xml(part.filename)}
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, RuntimeError, OSError, EOFError) as error:
        raise refusal(path, f"the workbook is damaged: {error}", "save it again as .xlsx") from error
    except zipfile.zlib.error as error:  # type: ignore[attr-defined]
        raise refusal(path, "the workbook is damaged", "save it again as .xlsx") from error


def _is_xml(name: str) -> bool:
    return name.lower().endswith((".xml", ".rels", ".vml"))


def _look(path: Path, archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> _Sheet:
    merged: dict[tuple[int, int], int] = {}
    formulas, kept = False, b""
    with archive.open(part) as stream:
        while chunk := stream.read(_CHUNK):
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
    return _Sheet(merged, formulas)


@contextmanager
def _opened(path: Path, *, values: bool) -> Iterator[Any]:
    """Open the workbook without its drawings, links and styles; whatever goes wrong in it is told as damage."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(path, read_only=True, data_only=values, keep_links=False)
    except Exception as error:  # openpyxl raises whatever a broken part leads to
        raise refusal(path, f"the workbook cannot be read: {error}", "save it again as .xlsx") from error
    try:
        yield book
    finally:
        book.close()


def _safely(path: Path, table: Table, cells: Iterator[Cells]) -> Iterator[Row]:
    """Yield the rows up to where the sheet is broken, and then what is wrong there."""
    last = 0
    try:
        for row in table.rows(cells):
            last = row.place.row
            yield row
    except EntreatyError:
        raise
    except Exception as error:  # openpyxl raises whatever a broken part leads to
        if table.columns is None:
            raise refusal(path, f"the workbook cannot be read: {error}", "save it again as .xlsx") from error
        yield LeftOut(place=Place(path, last + 1), reason=f"{_BROKEN}: {error}")


def _part_of(sheet: Any) -> str:
    """Return the name of the sheet's part in the archive, which openpyxl keeps to itself."""
    return str(getattr(sheet, "_worksheet_path", "")).lstrip("/")


def _cells(path: Path, number: int, sheet: Any, look: _Sheet) -> Iterator[Cells]:
    """Yield the rows of a sheet; a merged cell counts for each of its rows."""
    sheet.reset_dimensions()
    lasting: dict[int, tuple[str, int]] = {}
    with _opened(path, values=False) as book:
        formulas = _formula_rows(book.worksheets[number]) if look.formulas else iter(())
        for row, cells in enumerate(sheet.iter_rows(), start=1):
            written = next(formulas, ())
            texts, notes = [], []
            for column, cell in enumerate(cells[:_COLUMNS_CAP], start=1):
                text, note = _text(cell, written[column - 1] if column <= len(written) else None)
                called = f"cell {get_column_letter(column)}{row}"
                notes += [f"{called} {note}"] if note else []
                if bottom := look.merged.get((row, column)):
                    lasting[column] = (text, bottom)
                elif not text and column in lasting and row <= lasting[column][1]:
                    text = lasting[column][0]
                texts.append(text)
            texts += [
                lasting[column][0] if row <= lasting.get(column, ("", 0))[1] else ""
                for column in range(len(texts) + 1, max(lasting, default=0) + 1)
            ]
            yield Cells(Place(path, row, "row"), tuple(texts), tuple(notes))


def _formula_rows(sheet: Any) -> Iterator[tuple[Any, ...]]:
    sheet.reset_dimensions()
    yield from sheet.iter_rows(values_only=True)


def _text(cell: Any, written: Any) -> tuple[str, str]:
    """Return what a cell shows, and what is odd about it."""
    value = cell.value
    if value is None:
        is_formula = isinstance(written, str) and written.startswith("=")
        return "", "has a formula without a value: open and save the workbook once" if is_formula else ""
    if cell.data_type == "e":
        return "", f"shows the error {value}"
    if isinstance(value, bool):
        return ("TRUE" if value else "FALSE"), ""
    if isinstance(value, (int, float)):
        return _number(value, str(cell.number_format or "")), ""
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat(), ""
    return (value.isoformat() if isinstance(value, (date, datetime, time)) else str(value)), ""


def _number(value: float, shown_as: str) -> str:
    """Return a number as it stands in the cell: whole where it is, with the leading zeros of its format."""
    if isinstance(value, float) and not value.is_integer():
        return repr(value)
    padded = len(shown_as) if _PADDED.fullmatch(shown_as) else 0
    return str(int(value)).zfill(padded)
