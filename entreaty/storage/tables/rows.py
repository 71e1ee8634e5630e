"""A row of a table, whatever kind of file holds the table."""

from dataclasses import dataclass


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
