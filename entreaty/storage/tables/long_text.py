"""Read tables of text with millions of rows line by line: never more of the file is held than a line.

Such tables are made by programs, and each of their rows is one line.
"""

import csv
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from io import TextIOWrapper
from pathlib import Path

from entreaty.problems import ContentError
from entreaty.storage.decoding import refusal, undecoded, unreadable_refused
from entreaty.storage.encodings import encoding_of
from entreaty.storage.inside import opened
from entreaty.storage.tables.rows import HEADING_WITHIN

_DELIMITERS = ",;\t|"
_LINES_CAP = 20_000_000
_LINE_CAP = 128 * 1024
_BLOCK = 1024 * 1024
# So much of a file shows its encoding.
_SAMPLE_CAP = 8 * _BLOCK
_WORKBOOKS = {".xlsx", ".xlsm", ".xls", ".ods"}
_QUOTED = 'a quotation mark (") in it is not closed, or stands within a cell; each row must be one line'
_ENCODING = "it is not in the encoding of the file; save the table again as 'CSV UTF-8'"

LongRow = tuple[int, Sequence[str], str]
"""The line of a row, its cells, and why it cannot be read; empty where it can."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LongTable:
    """A table of text.

    Attributes:
        path: The file.
        root: The folder that it must lie in; None where it may lie anywhere.
        encoding: Its encoding, such as "utf-8-sig".
        delimiter: What stands between cells, such as "|".
        line: The line that its headings stand on.
        headings: The headings of its columns.
    """

    path: Path
    root: Path | None
    encoding: str
    delimiter: str
    line: int
    headings: tuple[str, ...]

    def rows(self) -> Iterator[LongRow]:
        """Yield the rows below the headings that are not empty.

        Raises:
            ContentError: The file cannot be read, or is too long.
        """
        for number, line in _lines(self.path, self.root, self.encoding):
            if number > self.line and line.strip():
                yield number, *_cells(line, self.delimiter)


def read_long_table(path: Path, root: Path | None, are_headings: Callable[[Sequence[str]], int]) -> LongTable:
    """Find out how a table is written, and what its columns are called.

    Args:
        path: The file.
        root: The folder that it must lie in; None where it may lie anywhere.
        are_headings: Tells how many of some cells are headings; the row of the headings has most of them. Where none
            is known, the first row that has most cells counts.

    Raises:
        ContentError: The file is a workbook, cannot be read, or nobody can tell its encoding.
    """
    if path.suffix.lower() in _WORKBOOKS:
        raise refusal(path, "tables of districts are read as text, not as workbooks", "save it as 'CSV UTF-8'")
    encoding = _encoding(path, root)
    first = list[tuple[int, str]]()
    for numbered in _lines(path, root, encoding):
        first.append(numbered)
        if len(first) == HEADING_WITHIN:
            break
    rows = [(number, delimiter, _cells(line, delimiter)[0]) for number, line in first for delimiter in _DELIMITERS]
    if not any(cell.strip() for *_, cells in rows for cell in cells):
        raise refusal(path, "the file is empty")
    number, delimiter, cells = max(rows, key=lambda row: (are_headings(row[2]), len(row[2])))
    return LongTable(
        path=path,
        root=root,
        encoding=encoding,
        delimiter=delimiter,
        line=number,
        headings=tuple(" ".join(cell.split()) for cell in cells),
    )


def _lines(path: Path, root: Path | None, encoding: str) -> Iterator[tuple[int, str]]:
    """Yield each line with its number.

    Raises:
        ContentError: The file cannot be read, or is too long.
    """
    # A bad byte of UTF-16 may shift all that follows, and no surrogate stands for it.
    errors = "replace" if encoding.startswith("utf-16") else "surrogateescape"
    with unreadable_refused(path), opened(path, root) as stream:
        text = TextIOWrapper(stream, encoding=encoding, errors=errors)
        for number, line in enumerate(iter(partial(text.readline, _LINE_CAP + 1), ""), start=1):
            if len(line) > _LINE_CAP:
                message = f"the line has more than {_LINE_CAP:,} characters"
                raise refusal(path, message, "this is no table of districts", number)
            if number > _LINES_CAP:
                raise refusal(path, f"the file has more than {_LINES_CAP:,} lines", "split it", number)
            yield number, line.removesuffix("\n")


def _cells(line: str, delimiter: str) -> tuple[Sequence[str], str]:
    """Return the cells of a line, and why they cannot be read."""
    problem = "" if line.isascii() or not undecoded(line) else _ENCODING
    if '"' not in line:
        return line.split(delimiter), problem
    try:
        return next(csv.reader([line], delimiter=delimiter, strict=True), []), problem
    except csv.Error:
        return (), _QUOTED


def _encoding(path: Path, root: Path | None) -> str:
    """Return the encoding of a file, found by those of its parts that are not plain ASCII.

    Raises:
        ContentError: The file cannot be read, or nobody can tell.
    """
    sample = bytearray()
    with unreadable_refused(path), opened(path, root) as stream:
        while len(sample) < _SAMPLE_CAP and (block := stream.read(_BLOCK)):
            if not block.isascii() or b"\0" in block:
                sample += block
    try:
        return encoding_of(path, bytes(sample))
    except ContentError as error:
        raise refusal(path, "nobody can tell its encoding", "save it again as 'CSV UTF-8'") from error
