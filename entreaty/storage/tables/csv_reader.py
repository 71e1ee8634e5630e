"""Read CSV files: the delimiter is found by the headings, and a row that cannot be read spoils no other."""

import csv
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from entreaty.storage.decoding import decoded, read_bytes, undecoded
from entreaty.storage.tables.rows import TableRow

_DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
_CELL_CAP = 64 * 1024 * 1024
_HEADING_CAP = 100_000
_HEADING_WITHIN = 20


@dataclass(frozen=True, slots=True)
class CsvFile:
    r"""A CSV file.

    Attributes:
        lines: Its lines, each with "\n" at its end.
        delimiter: The character between cells, such as ";".
        first: The place of its first row among the lines, counted from 0; 1 below Excel's line "sep=;".
    """

    lines: tuple[str, ...]
    delimiter: str
    first: int

    @property
    def delimiter_name(self) -> str:
        """The name of the delimiter in the plural, such as "semicolons"."""
        return _DELIMITERS[self.delimiter]

    def rows(self) -> Iterator[TableRow]:
        """Yield the rows; after one whose quotation mark is not closed, reading goes on with its next line."""
        before = csv.field_size_limit(_CELL_CAP)
        try:
            number, start = 0, self.first
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
                            start = first + 1
                            break
                        continue
                    yield _row(number, line, cells)
        finally:
            csv.field_size_limit(before)


def read_csv(path: Path, encoding: str, is_heading: Callable[[str], bool]) -> CsvFile:
    """Read a CSV file whose delimiter is not known.

    Args:
        path: The file.
        encoding: Its encoding, such as "windows-1252", unless a byte order mark says another.
        is_heading: Tells whether a cell is the heading of a column; the delimiter is the one that gives most of them.

    Raises:
        ContentError: The file cannot be read, or there is no such encoding.
    """
    text = decoded(path, read_bytes(path), encoding).replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n")
    lines = tuple(f"{line}\n" for line in text.split("\n"))
    if lines[0].lower().startswith("sep=") and lines[0][4:5] in _DELIMITERS:
        return CsvFile(lines, lines[0][4], 1)

    def headings(delimiter: str) -> tuple[int, int]:
        first = [line for line in lines[:_HEADING_WITHIN] if len(line) < _HEADING_CAP]
        rows = [next(csv.reader([line], delimiter=delimiter), []) for line in first]
        return max((sum(map(is_heading, row)) for row in rows), default=0), max(map(len, rows), default=0)

    return CsvFile(lines, max(_DELIMITERS, key=headings), 0)


def _row(number: int, line: int, cells: list[str]) -> TableRow:
    if any(map(undecoded, cells)):
        hint = "save the file again as 'CSV UTF-8', or name its encoding with --encoding, such as windows-1252"
        return TableRow(number=number, line=line, problem=f"it is not in the encoding of the file; {hint}")
    return TableRow(number=number, line=line, cells=tuple(cells))


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
