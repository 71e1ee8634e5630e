"""CSV with any delimiter: rows of cells, each bad one by itself."""

import csv
from collections.abc import Iterator
from pathlib import Path

from entreaty.importing.normal_forms import romanised
from entreaty.importing.rows import Place, Reading, Wanted
from entreaty.importing.tables.columns import field_called
from entreaty.importing.tables.records import Cells, Table
from entreaty.storage.decoding import decoded, read_bytes, refusal, undecoded

_DELIMITERS = (",", ";", "\t", "|")
_CELL_CAP = 64 * 1024 * 1024
_HEADING_CAP = 100_000
_CUT = 'a quotation mark (") is opened in it and not closed'


def read_csv(path: Path, wanted: Wanted) -> Reading:
    """Read a CSV file.

    Raises:
        ContentError: It cannot be read, or no row of it is a heading that we recognise.
    """
    text = decoded(path, read_bytes(path), wanted.encoding)
    lines = [f"{line}\n" for line in text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n").split("\n")]
    delimiter, skipped = _delimiter(lines, wanted)
    table = Table(wanted)
    rows = tuple(table.rows(_cells(path, lines, delimiter, skipped)))
    if table.columns is None:
        hint = "name the columns in its first row, such as: name, office, organisation, address, country, email"
        raise refusal(path, "no row says what the columns are", hint, 1)
    complete = not any(getattr(row, "reason", "") == _CUT for row in rows)
    named = {"\t": "tabs", ";": "semicolons", ",": "commas", "|": "bars"}[delimiter]
    return Reading(
        kind="csv", rows=rows, notes=(f"cells are separated by {named}", *table.columns.notes), complete=complete
    )


def _delimiter(lines: list[str], wanted: Wanted) -> tuple[str, int]:
    """Return the delimiter with which a row among the first has most headings, and how many lines only name it."""
    if lines and lines[0].lower().startswith("sep=") and lines[0][4:5] in _DELIMITERS:
        return lines[0][4], 1
    chosen = {romanised(heading) for heading in wanted.columns}

    def headings(delimiter: str) -> tuple[int, int]:
        rows = [next(csv.reader([line], delimiter=delimiter), []) for line in lines[:20] if len(line) < _HEADING_CAP]
        known = [sum(field_called(cell) is not None or romanised(cell) in chosen for cell in row) for row in rows]
        return max(known, default=0), max((len(row) for row in rows), default=0)

    return max(_DELIMITERS, key=headings), 0


def _cells(path: Path, lines: list[str], delimiter: str, skipped: int) -> Iterator[Cells]:
    """Yield the rows; after one whose quotation is not closed, reading goes on with its next line."""
    before = csv.field_size_limit(_CELL_CAP)
    try:
        row, start = 0, skipped
        while start < len(lines):
            reader = csv.reader(map(lines.__getitem__, range(start, len(lines))), delimiter=delimiter, strict=True)
            base = start
            while True:
                row, first = row + 1, base + reader.line_num
                place = Place(path, row, "row", f"line {first + 1}" if first + 1 != row else "")
                try:
                    texts = next(reader)
                except StopIteration:
                    return
                except csv.Error as error:
                    yield Cells(place, problem=_in_words(error))
                    if reader.line_num > first - base + 1:
                        # A quotation has swallowed lines that may be rows of their own.
                        start = first + 1
                        break
                    continue
                yield _row(place, texts)
    finally:
        csv.field_size_limit(before)


def _row(place: Place, texts: list[str]) -> Cells:
    if any(map(undecoded, texts)):
        hint = "save the file again as 'CSV UTF-8', or name its encoding with --encoding, such as windows-1252"
        return Cells(place, problem=f"it is not in the encoding of the file; {hint}")
    return Cells(place, tuple(texts), exact=True)


def _in_words(error: csv.Error) -> str:
    if "unexpected end" in str(error):
        return _CUT
    if "limit" in str(error):
        return "a cell of it is far too large"
    if "expected after" in str(error):
        return 'a quotation mark (") stands within a cell; such marks are doubled'
    return f"it cannot be read as CSV: {error}"
