"""Rows of cells, from whatever kind of table, as records: the heading is found, and each cell becomes its field."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from entreaty.importing.columns import Columns, Field, columns_of, field_called
from entreaty.importing.records import Values, record_of
from entreaty.importing.rows import LeftOut, Place, Row, Wanted
from entreaty.importing.words import romanised, tidy
from entreaty.output.spreadsheet import harmless

# A heading that is not among the first rows is none; above it stand titles and remarks.
_HEADING_WITHIN = 20


@dataclass(frozen=True, slots=True)
class Cells:
    """A row of a table.

    Attributes:
        place: Where it stands.
        texts: What its cells hold, in the order of the columns.
        notes: What is odd about single cells.
        problem: Why the row cannot be read; empty where it can.
        exact: Whether the format writes every cell, so that cells have moved where some are missing.
    """

    place: Place
    texts: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    problem: str = ""
    exact: bool = False

    @property
    def empty(self) -> bool:
        """Tell whether nothing stands in it."""
        return not self.problem and not any(text.strip() for text in self.texts)


@dataclass(slots=True)
class Table:
    """The rows of a table as records; knows what its columns are once a heading was found.

    Attributes:
        wanted: What is wanted of the source.
        columns: What the columns hold; None before the heading is found.
        heading: The heading's cells.
    """

    wanted: Wanted
    columns: Columns | None = None
    heading: tuple[str, ...] = ()
    _above: list[Cells] = field(default_factory=list)

    def rows(self, cells: Iterable[Cells]) -> Iterator[Row]:
        """Yield each row of the table as a record, or with the reason why it is none."""
        empty: list[Cells] = []
        for row in cells:
            if row.empty:
                empty.append(row)
                continue
            yield from _told_empty(empty)
            empty = []
            if self.columns is None:
                yield from self._look_for_heading(row)
            else:
                yield self._row(row, self.columns)
        yield from self._without_heading()

    def _look_for_heading(self, row: Cells) -> Iterator[Row]:
        chosen = {romanised(heading) for heading in self.wanted.columns}
        known = sum(field_called(text) is not None or romanised(text) in chosen for text in row.texts if text.strip())
        lone = known == 1 and sum(bool(text.strip()) for text in row.texts) == 1
        if not known or (lone and self._above) or len(self._above) >= _HEADING_WITHIN:
            self._above.append(row)
            return
        self.heading = _without_empty_end(row.texts)
        self.columns = columns_of(self.heading, self.wanted.columns)
        for one in self._above:
            yield LeftOut(
                place=one.place, reason=one.problem or "it stands above the heading", problem=bool(one.problem)
            )
        self._above = []

    def _without_heading(self) -> Iterator[Row]:
        for one in self._above:
            yield LeftOut(place=one.place, reason=one.problem or "no heading above it says what its cells are")

    def _row(self, row: Cells, columns: Columns) -> Row:
        texts = _without_empty_end(row.texts)
        if row.problem:
            return LeftOut(place=row.place, reason=row.problem)
        if texts == self.heading:
            return LeftOut(place=row.place, reason="the heading stands here again", problem=False)
        if len(texts) > len(self.heading) or (row.exact and len(row.texts) < len(self.heading)):
            texts = texts if len(texts) > len(self.heading) else row.texts
            return LeftOut(place=row.place, reason=f"{_cells(len(texts))}, but the heading has {len(self.heading)}")
        values: dict[Field, str] = {}
        for place, one in columns.fields.items():
            text = _unneutralised(texts[place]) if place < len(texts) else ""
            if text.strip() and not values.get(one):
                values[one] = tidy(text)
        if not values:
            return LeftOut(place=row.place, reason="nothing stands in the columns that are used")
        return record_of(row.place, Values(values), row.notes)


def _unneutralised(text: str) -> str:
    """Return the cell without the apostrophe by which tables keep spreadsheets from running it."""
    return text[1:] if text.startswith("'") and harmless(text[1:]) == text else text


def _without_empty_end(texts: Sequence[str]) -> tuple[str, ...]:
    last = max((place for place, text in enumerate(texts) if text.strip()), default=-1)
    return tuple(texts[: last + 1])


def _told_empty(empty: Sequence[Cells]) -> Iterator[LeftOut]:
    """Yield empty rows between others as one: nobody looks for thousands of them."""
    if empty:
        first, last = empty[0].place, empty[-1].place.row
        reason = "the row is empty" if len(empty) == 1 else f"it and the rows to {last} are empty"
        yield LeftOut(place=first, reason=reason, problem=False)


def _cells(count: int) -> str:
    return "it has 1 cell" if count == 1 else f"it has {count} cells"
