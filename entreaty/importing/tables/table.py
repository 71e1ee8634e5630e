"""Rows of cells, from whatever kind of table, as profiles, once one of them was found to be the heading."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import islice, tee
from pathlib import Path

from entreaty.importing.normal_forms import romanised, tidy
from entreaty.importing.profiles.nothing import is_nothing
from entreaty.importing.profiles.places.addresses import read_address
from entreaty.importing.reading import (
    LeftOut,
    Noted,
    Place,
    ReadOptions,
    RecipientSource,
    SampledColumn,
    SourceRow,
    ignored_by,
)
from entreaty.importing.tables.by_cells import ROWS
from entreaty.importing.tables.by_field import CellReading
from entreaty.importing.tables.cells import SaidByCells, said_by_cells
from entreaty.importing.tables.columns import Columns, columns_of, field_called
from entreaty.importing.tables.dates import Dates, dates_of, day_of_data
from entreaty.importing.tables.values import Values, partial_profile, written_address
from entreaty.storage.tables.rows import HEADING_WITHIN, TableRow

# The columns that tell of each field of which a table may tell nothing.
_SPOKEN_OF_BY = {
    "office_dative": {"office dative"},
    "organisation_genitive": {"organisation genitive"},
    "gender": {"gender", "courtesy"},
    "state": {"state"},
    "of_country": {"of country"},
    "constituency": {"constituency"},
    "represents": {"represents"},
    "party": {"party"},
    "roles": {"committee", "committee role"},
    "tags": {"tags"},
    "positions": {"positions"},
    "identifiers": {"identifier"},
    "address": {"address", "street", "po box", "postal code", "city", "region"},
    "email": {"email"},
    "contact_form": {"contact form"},
    "phone": {"phone"},
    "salutation": {"salutation"},
    "closing": {"closing"},
    "household": {"household"},
    "addressee": {"addressee"},
    "reference": {"your reference"},
    "note": {"note"},
}


def is_heading(cell: str, chosen: Iterable[str] = ()) -> bool:
    """Tell whether a cell is the heading of a column: one that is recognised, or that the mapping file names."""
    return field_called(cell) is not None or romanised(cell) in set(map(romanised, chosen))


@dataclass(slots=True)
class Table:
    """Turns the rows of a table into profiles, once one of them was found to be the heading.

    Attributes:
        path: The file that holds the table.
        options: How the source is read; its `columns` name fields of headings.
        every_cell: Whether the format writes the empty cells at the end of a row, so that a shorter row has lost some.
        heading: The heading's cells.
        cut: Why rows may be missing, in the words of the last row that could be read in part only; else empty.
    """

    path: Path
    options: ReadOptions
    every_cell: bool = False
    heading: tuple[str, ...] = ()
    cut: str = ""
    _above: list[TableRow] = field(default_factory=list)
    _ahead: Iterator[TableRow] = field(default_factory=lambda: iter(()))
    _dates: Dates = field(default_factory=lambda: Dates(date.min))
    _as_of: Noted[date | None] = field(default_factory=lambda: Noted(None))
    _cells: CellReading | None = None
    _samples: dict[int, dict[str, None]] = field(default_factory=dict)

    def rows(self, rows: Iterable[TableRow]) -> tuple[SourceRow, ...]:
        """Return each row of the table as a profile, or with the reason why it becomes none."""
        found: list[SourceRow] = []
        waiting: list[tuple[int, TableRow]] = []
        empty: list[TableRow] = []
        rows, self._ahead = tee(rows)
        for row in rows:
            if row.empty:
                empty.append(row)
                continue
            found += self._left_out_empty(empty)
            empty = []
            self.cut = row.problem if row.cut else self.cut
            if self._cells is None:
                found += self._look_for_heading(row)
                continue
            if self.options.samples:
                self._take_samples(row)
            if self._dates.open_in(row):
                # Only all rows together show how the table writes its dates: "30/06/2018" says what "04/06/2018" is.
                waiting.append((len(found), row))
                found.append(self._left_out(row, ""))
            else:
                found.append(self._row(row, self._cells))
        if self._cells is None and self.options.samples:
            self._take_first_row_as_heading()
        for place, row in waiting:
            found[place] = self._row(row, self._cells) if self._cells else found[place]
        found += (
            self._left_out(row, row.problem or "no heading above it says what its cells are") for row in self._above
        )
        return tuple(found)

    @property
    def columns(self) -> Columns | None:
        """The fields of its columns; None until the heading is found."""
        return self._cells.columns if self._cells else None

    def source(self, kind: str, rows: tuple[SourceRow, ...], *notes: str) -> RecipientSource:
        """Return the rows that were read as a source, with what was understood of the table.

        Args:
            kind: The format, such as "csv".
            rows: The rows, as `rows` has returned them.
            notes: What was understood of the file.
        """
        return RecipientSource(
            kind=kind,
            rows=rows,
            notes=(*notes, *self.notes),
            complete=not self.cut,
            as_of=self.as_of,
            silent=self.silent,
            columns=self.sampled_columns,
            for_all=self.for_all,
        )

    @property
    def notes(self) -> tuple[str, ...]:
        """What was understood of its columns: "column 1 'Nom' is name"."""
        if self._cells is None:
            return ()
        return (*self._cells.columns.notes, *self._cells.notes, *self._dates.notes, *self._as_of.notes)

    @property
    def as_of(self) -> date | None:
        """The day of which a line above the heading says that the data are; None where none does."""
        return self._as_of.value

    @property
    def for_all(self) -> Mapping[str, str]:
        """What holds for every row that does not say it, because of the export that its headings are of."""
        return self.columns.for_all if self.columns else {}

    @property
    def silent(self) -> frozenset[str]:
        """The fields of profiles that no column speaks of."""
        there = {one.name for one in self.columns.fields.values()} if self.columns else set()
        return frozenset(name for name, columns in _SPOKEN_OF_BY.items() if not columns & there)

    @property
    def sampled_columns(self) -> tuple[SampledColumn, ...]:
        """Its columns with samples of their cells."""
        if self.columns is None or not self.options.samples:
            return ()
        fields = self.columns.fields
        places = {one: place for place, one in fields.items()}
        columns = []
        for place, heading in enumerate(self.heading):
            known = None if place in fields else field_called(heading)
            columns.append(
                SampledColumn(
                    heading=heading,
                    field=str(fields[place]) if place in fields else "",
                    samples=tuple(self._samples.get(place, ())),
                    twin=self.heading[places[known]] if known in places else "",
                    by_table=self.columns.is_export or place in self.columns.adding,
                    open_date="" if self._dates.settled else self._dates.open_dates.get(place, ""),
                )
            )
        return tuple(columns)

    def _take_samples(self, row: TableRow) -> None:
        for place, cell in enumerate(row.cells[: len(self.heading)]):
            there = self._samples.setdefault(place, {})
            if len(there) < self.options.samples and (text := tidy(cell)):
                there[text] = None

    def _take_first_row_as_heading(self) -> None:
        """Take the first row of several cells for the heading, where none is recognised and one is to be proposed."""
        place = next((place for place, row in enumerate(self._above) if sum(map(bool, row.cells)) > 1), 0)
        if self._above:
            self._take_heading(self._above[place])
            for row in self._above[place + 1 :]:
                self._take_samples(row)

    def _look_for_heading(self, row: TableRow) -> Iterator[SourceRow]:
        filled = [cell for cell in row.cells if cell.strip()]
        known = sum(is_heading(cell, self.options.columns) for cell in filled)
        lone = known == len(filled) == 1
        if not known or (lone and self._above) or len(self._above) >= HEADING_WITHIN:
            self._above.append(row)
            return
        self._take_heading(row)
        self._as_of = day_of_data(self._above)
        for one in self._above:
            yield self._left_out(one, one.problem or "it stands above the heading", problem=bool(one.problem))
        self._above = []

    def _take_heading(self, row: TableRow) -> None:
        self.heading = row.without_empty_end
        columns = columns_of(self.heading, self.options.columns, self._first_cells(row))
        self._cells = CellReading(self.options, self.heading, columns)
        self._dates = dates_of(self.options, self.heading, columns)

    def _first_cells(self, heading: TableRow) -> dict[int, list[str]]:
        """Return the filled cells of the first rows below the heading, by the place of their column."""
        found: dict[int, list[str]] = {}
        below = (row for row in self._ahead if row.number > heading.number and not row.problem)
        for row in islice(below, ROWS):
            for place, cell in enumerate(row.cells[: len(self.heading)]):
                if (text := tidy(cell)) and not is_nothing(text):
                    found.setdefault(place, []).append(text)
        # What has been looked at is not kept any longer than its row takes.
        self._ahead = iter(())
        return found

    def _row(self, row: TableRow, reading: CellReading) -> SourceRow:
        cells = row.without_empty_end
        if none := self._none(row, cells):
            return none
        values, are_ours = reading.by_field(cells), reading.columns.are_ours
        said = SaidByCells(values) if are_ours else said_by_cells(values)
        if said.problem:
            return self._left_out(row, said.problem)
        if not said.values:
            return self._left_out(row, "nothing stands in the columns that are used")
        by_field = Values(said.values, reading.separators)
        assumed = self.options.country or self.for_all.get("country", "")
        address = read_address(written_address(by_field, assumed, as_it_is=are_ours))
        profile = partial_profile(self._place(row), by_field, address, self._dates, (*row.notes, *said.notes))
        audience = self.for_all.get("audience", "")
        return replace(profile, audience=audience) if audience else profile

    def _none(self, row: TableRow, cells: tuple[str, ...]) -> LeftOut | None:
        """Return the row as left out where it is ignored, cannot be read, or is no row below the heading; else None."""
        if self.options.ignore and (why := ignored_by(cells, self.options.ignore)):
            return self._left_out(row, why, problem=False)
        if row.problem:
            return self._left_out(row, row.problem)
        if cells == self.heading:
            return self._left_out(row, "the heading stands here again", problem=False)
        if len(cells) > len(self.heading) or (self.every_cell and len(row.cells) < len(self.heading)):
            count = len(cells) if len(cells) > len(self.heading) else len(row.cells)
            has = "it has 1 cell" if count == 1 else f"it has {count} cells"
            return self._left_out(row, f"{has}, but the heading has {len(self.heading)}")
        return None

    def _left_out_empty(self, empty: Sequence[TableRow]) -> Iterator[LeftOut]:
        """Yield empty rows between others as one: nobody looks for thousands of them."""
        if empty:
            last = empty[-1].number
            reason = "the row is empty" if len(empty) == 1 else f"it and the rows to {last} are empty"
            yield self._left_out(empty[0], reason, problem=False)

    def _left_out(self, row: TableRow, reason: str, *, problem: bool = True) -> LeftOut:
        return LeftOut(place=self._place(row), reason=reason, problem=problem)

    def _place(self, row: TableRow) -> Place:
        return Place(self.path, row.number, "row", f"line {row.line}" if row.line else "")
