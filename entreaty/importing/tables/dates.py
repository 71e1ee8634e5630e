"""Dates in tables: whether the day or the month stands first is said by the mapping file, or shown by other rows."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from entreaty.content.files.import_mapping import DateOrder
from entreaty.content.model import shown
from entreaty.importing.normal_forms import romanised, tidy, tidy_line
from entreaty.importing.profiles.days import End, dated, end_of_office, not_in_office
from entreaty.importing.profiles.leaving import NO_END, end_by_office
from entreaty.importing.reading import Noted, ReadOptions
from entreaty.importing.tables.columns import Columns, ColumnsError, no_such_column
from entreaty.storage.tables.rows import TableRow

_FIELDS = ("ended", "since", "birth date", "verified on")
# Words before the day of the data, in a line above the heading: "Stand: 30.06.2025".
_AS_OF = re.compile(
    r"\b(?:as (?:of|at)|updated(?: on)?|stand(?: vom)?|(?:mise )?à jour(?: le| au)?|état au)\b[\s:]*(.{4,40})$",
    re.IGNORECASE,
)
_NO_DAY: Noted[date | None] = Noted(None)
_FIRST: Mapping[DateOrder, str] = {"day-first": "day", "month-first": "month"}


@dataclass(slots=True)
class Dates:
    """How the dates of a table are read.

    Attributes:
        today: Today.
        headings: The headings of the columns that hold dates, by field: {"ended": "Left office"}.
        places: The places of these columns, counted from 0, but for those whose order the mapping file gives.
        orders: The order of day and month that the mapping file gives, by field: {"ended": "day-first"}.
        shown: The orders that the dates read so far show, each with an example: {"day-first": "30/06/2018"}.
        was_open: Whether a date left its order open.
        open_dates: The first date that did so in each column, by its place.
    """

    today: date
    headings: Mapping[str, str] = field(default_factory=dict)
    places: Sequence[int] = ()
    orders: Mapping[str, DateOrder] = field(default_factory=dict)
    shown: dict[DateOrder, str] = field(default_factory=dict)
    was_open: bool = False
    open_dates: dict[int, str] = field(default_factory=dict)

    @property
    def settled(self) -> DateOrder | None:
        """The order that the dates of the table show; None where they show none, or both."""
        return next(iter(self.shown)) if len(self.shown) == 1 else None

    @property
    def notes(self) -> tuple[str, ...]:
        """How dates were read that by themselves could mean two days."""
        if not (self.was_open and self.settled):
            return ()
        which, example = _FIRST[self.settled], shown(self.shown[self.settled])
        return (f"dates that can mean two days begin with the {which}, as '{example}' does",)

    def open_in(self, row: TableRow) -> bool:
        """Tell whether a date of the row can mean two days, and remember what its other dates show."""
        is_open = False
        for place in self.places if not row.problem else ():
            text = tidy(row.cells[place]) if place < len(row.cells) else ""
            if not text:
                continue
            found = dated(text)
            if len(found.periods) > 1:
                is_open = True
                self.open_dates.setdefault(place, text)
            if found.order and "." not in text:
                self.shown.setdefault(found.order, text)
        self.was_open = self.was_open or is_open
        return is_open

    def day(self, text: str, name: str) -> Noted[date | None]:
        """Return the day that a cell gives, with a note where it gives something else.

        Args:
            text: The cell.
            name: Its field, such as "verified on". A birthday or a beginning may be a month or a year.
        """
        if not text:
            return _NO_DAY
        found = dated(text, self._order(name))
        if found.period and (found.day or name != "verified on"):
            return Noted(found.period.first)
        if len(found.periods) > 1:
            one, two = (period.day for period in found.periods)
            return Noted(None, (f"'{shown(text)}' in '{name}' can be {one} or {two}{self._hint(name)}",))
        if end_of_office(text, self.today) == NO_END:
            return _NO_DAY
        return Noted(None, (f"'{shown(text)}' in '{name}' is not a date such as 2025-06-24",))

    def end(self, texts: Sequence[str], in_office: str) -> End:
        """Return what a row says of the end of the office.

        Args:
            texts: The filled cells of the columns for the end, such as those of "Term ends" and "Deceased".
            in_office: That of the column that says whether somebody is in office.
        """
        if not texts and not in_office:
            return NO_END
        end = min(map(self._end, texts), key=self._weight, default=NO_END)
        if end.day or end.left or end.problem:
            return end
        return replace(end, left=not_in_office(in_office) or end_by_office(in_office, self.today).left)

    def _end(self, text: str) -> End:
        end = end_of_office(text, self.today, self._order("ended"))
        if not end.problem:
            return end
        ignoring = "; write the day, or leave the row out with 'ignore' in the mapping file"
        hint = self._hint("ended") if end.two_days else ignoring
        heading = tidy_line(self.headings.get("ended", "ended"))
        return replace(end, problem=f"nobody can tell whether the office is held: '{heading}': {end.problem}{hint}")

    def _weight(self, end: End) -> tuple[int, date]:
        """Return the place of an end among several: a day that is over, a word, what is not clear, a day ahead."""
        day = end.day or date.max
        return 0 if day <= self.today else 1 if end.left else 2 if end.problem else 3, day

    def _order(self, name: str) -> DateOrder | None:
        return self.orders.get(name) or self.settled

    def _hint(self, name: str) -> str:
        heading = tidy_line(self.headings.get(name, name))
        return f"; say which stands first in the mapping file: dates: {{{heading}: day-first}}, or month-first"


def day_of_data(rows: Sequence[TableRow]) -> Noted[date | None]:
    """Return the day that a line above the heading gives for all data, and a note: "as of 30 June 2025"."""
    for row in rows:
        for text in [" ".join(row.cells).strip(), *row.cells]:
            found = _AS_OF.search(tidy_line(text))
            if found and (day := dated(found[1].rstrip(" .)")).day):
                return Noted(day, (f"the data are of {day}, as row {row.number} says",))
    return Noted(None)


def dates_of(options: ReadOptions, headings: Sequence[str], columns: Columns) -> Dates:
    """Return how the dates of a table are read.

    Raises:
        ColumnsError: The mapping file gives the order of dates for a heading that does not exist, or holds none.
    """
    there = {place: one.name for place, one in columns.fields.items() if one.name in _FIELDS}
    by_heading = {romanised(heading): place for place, heading in enumerate(headings)}
    orders: dict[str, DateOrder] = {}
    for heading, order in options.dates.items():
        if (place := by_heading.get(romanised(heading))) is None:
            raise ColumnsError(f"'dates': {no_such_column(heading, headings)}")
        if place not in there:
            raise ColumnsError(f"'dates': column '{heading}' is none of: {', '.join(_FIELDS)}")
        orders[there[place]] = order
    return Dates(
        today=options.day,
        headings={name: headings[place] for place, name in there.items()},
        # A column whose order the mapping file gives shows nothing of others, and asks for nothing.
        places=tuple(place for place, name in there.items() if name not in orders),
        orders=orders,
    )
