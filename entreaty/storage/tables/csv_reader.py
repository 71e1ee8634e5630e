"""Read CSV files: the delimiter is found by the headings, and a row that cannot be read spoils no other."""

import csv
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from entreaty.storage.decoding import read_bytes, refusal, undecoded
from entreaty.storage.encodings import text_of_file
from entreaty.storage.tables.rows import HEADING_WITHIN, TableRow

_DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
_CELL_CAP = 64 * 1024 * 1024
_HEADING_CAP = 100_000
# As many as a spreadsheet can have, and as many lines as a parliament of parliaments would take.
_COLUMNS_CAP = 16_384
_LINES_CAP = 2_000_000
_LINE_CAP = 4 * 1024 * 1024
# Lines that a mark swallowed are read again; where marks on all lines swallow the whole rest, that has to end.
_READ_AGAIN = 10
_LINE = re.compile(r"[^\n]*\n")


@dataclass(frozen=True, slots=True)
class CsvFile:
    r"""A CSV file.

    Attributes:
        lines: Its lines, each with "\n" at its end.
        delimiter: The character between cells, such as ";".
        first: The place of its first row among the lines, counted from 0; 1 below Excel's line "sep=;".
        note: How its encoding was found; empty where there is nothing to say of it.
    """

    lines: tuple[str, ...]
    delimiter: str
    first: int
    note: str = ""

    @property
    def delimiter_name(self) -> str:
        """The name of the delimiter in the plural, such as "semicolons"."""
        return _DELIMITERS[self.delimiter]

    def rows(self) -> Iterator[TableRow]:
        """Yield the rows; after one whose quotation mark is not closed, reading goes on with its next line."""
        before = csv.field_size_limit(_CELL_CAP)
        try:
            number, start, again = 0, self.first, 0
            while start < len(self.lines):
                lines = map(self.lines.__getitem__, range(start, len(self.lines)))
                reader = csv.reader(lines, delimiter=self.delimiter, strict=True)
                base = start
                while True:
                    number, first = number + 1, base + reader.line_num
                    line = first + 1 if first + 1 != number else 0
                    try:
                        cells = next(reader)
                    except StopIteration:
                        return
                    except csv.Error as error:
                        yield _unreadable(number, line, error)
                        if reader.line_num > first - base + 1:
                            # A quotation has swallowed lines that may be rows of their own.
                            start, again = first + 1, again + base + reader.line_num - first
                            if again > _READ_AGAIN * len(self.lines):
                                yield _lost(number + 1, start + 1)
                                return
                            break
                        continue
                    yield _row(number, line, cells)
        finally:
            csv.field_size_limit(before)


def read_csv(path: Path, encoding: str, is_heading: Callable[[str], bool]) -> CsvFile:
    """Read a CSV file whose delimiter is not known.

    Args:
        path: The file.
        encoding: Its encoding, such as "windows-1252", unless a byte order mark says another; empty has it found.
        is_heading: Tells whether a cell is the heading of a column; the delimiter is the one that gives most of them.

    Raises:
        ContentError: The file cannot be read, there is no such encoding, or nobody can tell which one it is.
    """
    found = text_of_file(path, read_bytes(path), encoding)
    text = found.text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n")
    if text.count("\n") >= _LINES_CAP:
        message = f"the file has more than {_LINES_CAP:,} lines"
        raise refusal(path, message, "split it, and remove the empty ones", _LINES_CAP + 1)
    lines = tuple(_LINE.findall(f"{text}\n"))
    if long := next((number for number, line in enumerate(lines, start=1) if len(line) > _LINE_CAP), 0):
        raise refusal(path, f"the line has more than {_LINE_CAP:,} characters", "this is no table of recipients", long)
    if lines[0].lower().startswith("sep=") and lines[0][4:5] in _DELIMITERS:
        return CsvFile(lines, lines[0][4], 1, found.note)

    def headings(delimiter: str) -> tuple[int, int]:
        first = [line for line in lines[:HEADING_WITHIN] if len(line) < _HEADING_CAP]
        rows = [next(csv.reader([line], delimiter=delimiter), []) for line in first]
        return max((sum(map(is_heading, row)) for row in rows), default=0), max(map(len, rows), default=0)

    return CsvFile(lines, max(_DELIMITERS, key=headings), 0, found.note)


def _row(number: int, line: int, cells: list[str]) -> TableRow:
    if len(cells) > _COLUMNS_CAP:
        return TableRow(number=number, line=line, problem=f"it has more than {_COLUMNS_CAP:,} cells")
    if any(map(undecoded, cells)):
        hint = "save the file again as 'CSV UTF-8', or name its encoding with --encoding, such as windows-1252"
        problem = f"it is not in the encoding of the file; {hint}"
        return TableRow(number=number, line=line, cells=tuple(cells), problem=problem)
    return TableRow(number=number, line=line, cells=tuple(cells))


def _lost(number: int, line: int) -> TableRow:
    problem = 'from here on, nearly every line opens a quotation mark (") that is not closed'
    return TableRow(number=number, line=line if line != number else 0, problem=problem, cut=True)


def _unreadable(number: int, line: int, error: csv.Error) -> TableRow:
    if "unexpected end" in str(error):
        problem = 'a quotation mark (") is opened in it and not closed'
        return TableRow(number=number, line=line, problem=problem, cut=True)
    if "limit" in str(error):
        problem = "a cell of it is far too large"
    elif "expected after" in str(error):
        problem = 'a quotation mark (") stands within a cell; such marks are doubled'
    else:
        problem = f"it cannot be read as CSV: {error}"
    return TableRow(number=number, line=line, problem=problem)
