"""Read OpenDocument spreadsheets (.ods) of strangers, cell by cell from the XML of the sheets.

A cell of OpenDocument holds its value, its formula and the text that it shows, zeros and signs of its number format
included (OpenDocument 1.3, part 3, 9.1.4 and 19.385); python-calamine gives the value only.
"""

import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO
from xml.parsers import expat

from entreaty.problems import EntreatyError
from entreaty.storage.decoding import refusal
from entreaty.storage.inside import opened
from entreaty.storage.tables.merged_cells import MergedCells
from entreaty.storage.tables.rows import BROKEN, NO_VALUE, TableRow, column_letters

_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
_UNPACKED_CAP = 512 * 1024 * 1024
_PARTS_CAP = 10_000
_SHEETS_CAP = 255
_COLUMNS_CAP = 256
# Excel's own limits, which other programs keep, too.
_TEXT_CAP = 32_767
_ROWS_CAP = 1_048_576
_SPACES_CAP = 1_000
_CHUNK = 64 * 1024
_SAVE = "save it again as .ods or .xlsx"
_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0\n"
_TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0\n"
_TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0\n"
_DRAWING = "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0\n"
_CELLS = frozenset({f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"})
# What stands in a cell, and is not shown in it.
_UNSEEN = frozenset({f"{_OFFICE}annotation", f"{_TEXT}note"})
# Thousands, decimals, powers and what is too wide to be shown: the value itself says more.
_NO_CODE = re.compile(r"[.,\u2019#]|\d[eE]")
# What zipfile raises for archives that are damaged, encrypted or packed in a way that it does not know.
_DAMAGE = (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, RuntimeError, EOFError, zlib.error)
_ERRORS = ("#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "#N/A", "#NUM!", "#NULL!", "Err:")


@dataclass(slots=True)
class _Cell:
    """A cell, and how often it stands there again."""

    attributes: dict[str, str]
    times: int
    paragraphs: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The text that the cell shows; days are written as they are meant, since a sheet may show half of them."""
        kind = self._attribute("value-type")
        shown = "\n".join(self.paragraphs)
        if self._shows_error:
            return ""
        if kind == "date":
            return self._attribute("date-value").removesuffix("T00:00:00") or shown
        if kind == "boolean":
            return self._attribute("boolean-value").upper() or shown
        if kind == "float" and _NO_CODE.search(shown):
            return self._attribute("value") or shown
        return shown or self._attribute("string-value") or self._attribute("value")

    @property
    def note(self) -> str:
        """What is odd about it; empty where nothing is."""
        if self._shows_error:
            return f"shows the error {self.paragraphs[0]}"
        return NO_VALUE if f"{_TABLE}formula" in self.attributes and not self.text else ""

    @property
    def _shows_error(self) -> bool:
        return bool(self.paragraphs) and self.paragraphs[0].startswith(_ERRORS)

    def _attribute(self, name: str) -> str:
        return self.attributes.get(_OFFICE + name, "")


@dataclass(frozen=True, slots=True)
class OpenDocumentSheet:
    """A sheet of an opened spreadsheet.

    Attributes:
        path: The file.
        number: Its place among the sheets, counted from 0.
        title: Its name.
    """

    path: Path
    number: int
    title: str
    _archive: zipfile.ZipFile

    def rows(self) -> Iterator[TableRow]:
        """Yield the rows; where the sheet is broken, a last one says so, with a problem that begins with `BROKEN`."""
        last = 0
        try:
            with self._archive.open("content.xml") as stream:
                for row in _Sheets(self.number).read(stream):
                    yield row
                    last = row.number
        except (expat.ExpatError, OSError, _SheetError, *_DAMAGE) as error:
            yield TableRow(number=last + 1, problem=f"{BROKEN}: {error}", cut=True)


class _SheetError(EntreatyError):
    """A sheet holds what no program for spreadsheets writes."""


@contextmanager
def opened_open_document(path: Path) -> Iterator[tuple[OpenDocumentSheet, ...]]:
    """Open a spreadsheet for as long as its sheets are read.

    Raises:
        ContentError: It is encrypted, is damaged, is larger than any list, or is no spreadsheet.
    """
    with ExitStack() as stack:
        try:
            archive = stack.enter_context(zipfile.ZipFile(stack.enter_context(opened(path))))
            _require_spreadsheet(path, archive)
            titles = _titles(path, archive)
        except _DAMAGE as error:
            raise refusal(path, f"the spreadsheet is damaged: {error}", _SAVE) from error
        except FileNotFoundError as error:
            raise refusal(path, "the file is missing") from error
        except OSError as error:
            raise refusal(path, f"the file cannot be read: {error.strerror}") from error
        yield tuple(OpenDocumentSheet(path, number, title, archive) for number, title in enumerate(titles))


def _require_spreadsheet(path: Path, archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    if len(parts) > _PARTS_CAP or sum(part.file_size for part in parts) > _UNPACKED_CAP:
        raise refusal(path, f"unpacked, the spreadsheet is larger than {_UNPACKED_CAP // 1024**2} MB", "split it")
    names = {part.filename for part in parts}
    kind = _TYPE
    if "mimetype" in names:
        with archive.open("mimetype") as stream:
            kind = stream.read(200).decode("ascii", "replace").strip()
    if "content.xml" not in names or kind.removesuffix("-template") != _TYPE:
        raise refusal(path, "this is not a spreadsheet", _SAVE)
    if "META-INF/manifest.xml" in names:
        with archive.open("META-INF/manifest.xml") as stream:
            if b"encryption-data" in stream.read(1024 * 1024):
                raise refusal(path, "the spreadsheet is protected by a password", "save it without a password")


def _titles(path: Path, archive: zipfile.ZipFile) -> list[str]:
    """Return the names of the sheets, and read the document to its end, so that what is broken is told at once."""
    titles: list[str] = []
    parser = expat.ParserCreate(namespace_separator="\n")

    def begin(name: str, attributes: dict[str, str]) -> None:
        if name == f"{_TABLE}table":
            titles.append(attributes.get(f"{_TABLE}name", ""))

    parser.StartElementHandler = begin
    parser.StartDoctypeDeclHandler = _refuse_doctype
    try:
        with archive.open("content.xml") as stream:
            while chunk := stream.read(_CHUNK):
                parser.Parse(chunk, False)  # noqa: FBT003 - not the last piece; expat knows no names of arguments
    except _SheetError as error:
        raise refusal(path, str(error), _SAVE) from error
    except expat.ExpatError:
        # The sheet that is broken tells it with its row.
        pass
    if not titles:
        raise refusal(path, "the spreadsheet holds no sheet that can be read", _SAVE)
    if len(titles) > _SHEETS_CAP:
        raise refusal(path, f"it has more than {_SHEETS_CAP} sheets", "save only the one of recipients")
    return titles


def _refuse_doctype(_name: str, _system: str | None, _public: str | None, _has_subset: int) -> None:
    raise _SheetError("it declares a document type, which no program for spreadsheets writes")


class _Sheets:
    """Reads the document, and makes rows of one of its sheets."""

    def __init__(self, wanted: int) -> None:
        self._wanted, self._sheet = wanted, -1
        self._unseen = 0
        self._number, self._times = 0, 1
        self._cells: list[_Cell] = []
        self._cell: _Cell | None = None
        self._length = 0
        self._merged: dict[tuple[int, int], int] = {}
        self._filled = MergedCells(self._merged)
        self._rows: list[TableRow] = []
        self._in_row = False
        self._empty: list[int] = []

    def read(self, stream: IO[bytes]) -> Iterator[TableRow]:
        """Yield the rows of the sheet; of empty ones, which some programs write by the million, only the numbers."""
        parser = expat.ParserCreate(namespace_separator="\n")
        parser.buffer_text = True
        parser.StartElementHandler = self._begin
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        while self._sheet <= self._wanted and (chunk := stream.read(_CHUNK)):
            try:
                parser.Parse(chunk, False)  # noqa: FBT003 - not the last piece; expat knows no names of arguments
            except (expat.ExpatError, _SheetError):
                yield from self._rows
                raise
            yield from self._rows
            self._rows = []

    def _begin(self, name: str, attributes: dict[str, str]) -> None:
        if name == f"{_TABLE}table":
            self._sheet += 1
        if self._sheet != self._wanted:
            return
        if name == f"{_TABLE}table-row":
            self._times, self._cells, self._in_row = _times(attributes, "number-rows-repeated"), [], True
        elif name in _CELLS and self._in_row and self._cell is None:
            self._cell, self._length = _Cell(attributes, _times(attributes, "number-columns-repeated")), 0
        elif name in _UNSEEN or name.startswith(_DRAWING):
            self._unseen += 1
        elif self._cell and not self._unseen:
            self._mark(name, attributes, self._cell)

    def _mark(self, name: str, attributes: dict[str, str], cell: _Cell) -> None:
        """Take what stands for a character of the text: a paragraph, a line break, a tab, spaces."""
        if name == f"{_TEXT}p":
            cell.paragraphs.append("")
        elif name == f"{_TEXT}line-break":
            self._text("\n")
        elif name == f"{_TEXT}tab":
            self._text("\t")
        elif name == f"{_TEXT}s":
            count = attributes.get(f"{_TEXT}c", "1")
            self._text(" " * (min(int(count), _SPACES_CAP) if count.isascii() and count.isdigit() else 1))

    def _text(self, text: str) -> None:
        if self._sheet != self._wanted or not self._cell or self._unseen or not self._cell.paragraphs:
            return
        self._length += len(text)
        if self._length > _TEXT_CAP:
            raise _SheetError(f"a text in row {self._number + 1} is longer than any cell may be")
        self._cell.paragraphs[-1] += text

    def _end(self, name: str) -> None:
        if self._sheet != self._wanted:
            return
        if name in _UNSEEN or name.startswith(_DRAWING):
            self._unseen -= 1
        elif name in _CELLS and self._cell:
            self._cells.append(self._cell)
            self._cell = None
        elif name == f"{_TABLE}table-row" and self._in_row:
            self._in_row = False
            self._finish_row()

    def _finish_row(self) -> None:
        texts: list[str] = []
        notes: list[str] = []
        for cell in self._cells:
            text, note = cell.text, cell.note
            for _ in range(min(cell.times, _COLUMNS_CAP - len(texts))):
                texts.append(text)
                notes += [f"cell {column_letters(len(texts))}{self._number + 1} {note}"] if note else []
            spanned = cell.attributes.get(f"{_TABLE}number-rows-spanned", "1")
            if spanned.isascii() and spanned.isdigit() and 1 < int(spanned) <= _ROWS_CAP:
                self._merged[self._number + 1, len(texts)] = self._number + int(spanned)
        if not any(texts):
            # There may be a million empty rows: between others, the first and the last stand for all of them.
            self._empty = [*self._empty[:1], self._number + 1, self._number + self._times]
            self._number += self._times
            return
        self._rows += [TableRow(number=number) for number in sorted({*self._empty[:1], *self._empty[-1:]})]
        self._empty = []
        for _ in range(self._times):
            self._number += 1
            if self._number > _ROWS_CAP:
                raise _SheetError(f"it has more than {_ROWS_CAP:,} rows")
            cells = tuple(self._filled.filled(self._number, texts))
            self._rows.append(TableRow(number=self._number, cells=cells, notes=(*notes,)))


def _times(attributes: dict[str, str], name: str) -> int:
    count = attributes.get(_TABLE + name, "1")
    return int(count) if count.isascii() and count.isdigit() and 0 < len(count) < len(str(_ROWS_CAP)) + 1 else 1
