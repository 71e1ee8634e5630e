"""A row of a table, whatever kind of file holds the table."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

BROKEN = "from here on the sheet cannot be read"
"""How the problem of a row begins where a sheet breaks off."""
HEADING_WITHIN = 20
"""Titles and remarks may stand above the heading of a table, but not more rows than these."""
NO_VALUE = "has a formula without a value: open and save the workbook once, or paste the value in its place"
"""What is told of a cell whose formula was never worked out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRow:
    """A row of cells, or the reason why the row cannot be read.

    Attributes:
        number: Its number, counted from 1 as spreadsheet programs count.
        line: The line of a text file on which it begins, where that is not its number; else 0.
        cells: The text of each cell, in the order of the columns, such as `("Anna Example", "Mayor", "")`.
        notes: What is odd about single cells, such as "cell C2 shows the error #REF!".
        problem: Why the row cannot be read; empty where it can. What could be told of its cells is there all the same.
        cut: Whether reading stopped or lost its way here, so that rows below may be missing.
    """

    number: int
    line: int = 0
    cells: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    problem: str = ""
    cut: bool = False

    @property
    def empty(self) -> bool:
        """Whether the row was read and holds nothing but spaces."""
        return not self.problem and not any(cell.strip() for cell in self.cells)

    @property
    def without_empty_end(self) -> tuple[str, ...]:
        """Its cells up to the last one that holds more than spaces."""
        end = len(self.cells)
        while end and not self.cells[end - 1].strip():
            end -= 1
        return self.cells[:end]


class Sheet(Protocol):
    """A sheet of an opened workbook of any kind."""

    @property
    def path(self) -> Path:
        """The workbook."""

    @property
    def title(self) -> str:
        """The name of the sheet."""

    def rows(self) -> Iterator[TableRow]:
        """Yield the rows; where the sheet is broken, a last one says so, with a problem that begins with `BROKEN`."""


def column_letters(number: int) -> str:
    """Return what a column is called: "A" for 1, "AB" for 28."""
    letters = ""
    while number:
        number, place = divmod(number - 1, 26)
        letters = chr(ord("A") + place) + letters
    return letters
