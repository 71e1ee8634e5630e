"""Merged ranges of a sheet."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(slots=True)
class MergedCells:
    """The merged ranges of a sheet, while its rows are read from the top: their text counts for each of their rows.

    Attributes:
        last_rows: The last row of each range, by the row and column of its first cell.
    """

    last_rows: Mapping[tuple[int, int], int]
    _texts: dict[int, str] = field(default_factory=dict)
    _until: dict[int, int] = field(default_factory=dict)

    def filled(self, number: int, texts: list[str]) -> list[str]:
        """Return the texts of a row, those of ranges that reach down to it included."""
        if not self.last_rows:
            return texts
        filled = [*texts, *[""] * (max(self._until, default=0) - len(texts))]
        for column, text in enumerate(filled, start=1):
            if until := self.last_rows.get((number, column)):
                self._texts[column], self._until[column] = text, until
            elif not text and number <= self._until.get(column, 0):
                filled[column - 1] = self._texts[column]
        return filled
