"""Rows of cells, from whatever kind of table, as profiles: the heading is found, and each cell becomes its field."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from pathlib import Path

from entreaty.content.locales import language_called, subdivision_called
from entreaty.content.model import shown
from entreaty.importing.normal_forms import romanised, slug, tidy
from entreaty.importing.profile_fields import (
    NameFields,
    PrintedText,
    ProfileFields,
    RoleFields,
    filled,
    filled_role,
)
from entreaty.importing.profiles.addresses import ReadAddress, WrittenAddress, read_address
from entreaty.importing.profiles.contacts import box_called, with_number
from entreaty.importing.profiles.countries import country_called
from entreaty.importing.profiles.names import gender_called
from entreaty.importing.reading import (
    LeftOut,
    Noted,
    PartialProfile,
    Place,
    ReadOptions,
    SampledColumn,
    SourceRow,
    ignored_by,
)
from entreaty.importing.tables.cells import SaidByCells, said_by_cells
from entreaty.importing.tables.columns import ColumnField, Columns, columns_of, field_called
from entreaty.importing.tables.dates import Dates, dates_of, day_of_data
from entreaty.importing.tables.several import CellReading, listed
from entreaty.storage.tables.rows import TableRow
from entreaty.storage.tables.writing import harmless

# Titles and remarks may stand above the heading, but not more rows than these.
_HEADING_WITHIN = 20
# The columns that tell of each field of which a table may tell nothing.
_SPOKEN_OF_BY = {
    "office_dative": {"office dative"},
    "organisation_genitive": {"organisation genitive"},
    "gender": {"gender", "courtesy"},
    "state": {"state"},
    "of_country": {"of country"},
    "constituency": {"constituency"},
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
# Nobody speaks more languages than these.
_LISTED_CAP = 20


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
        columns: The fields of the columns; None until the heading is found.
        heading: The heading's cells.
        cut: Why rows may be missing, in the words of the last row that could be read in part only; else empty.
    """

    path: Path
    options: ReadOptions
    every_cell: bool = False
    columns: Columns | None = None
    heading: tuple[str, ...] = ()
    cut: str = ""
    _above: list[TableRow] = field(default_factory=list)
    _dates: Dates = field(default_factory=lambda: Dates(date.min))
    _as_of: Noted[date | None] = field(default_factory=lambda: Noted(None))
    _cells: CellReading = field(default_factory=CellReading)
    _samples: dict[int, dict[str, None]] = field(default_factory=dict)

    def rows(self, rows: Iterable[TableRow]) -> tuple[SourceRow, ...]:
        """Return each row of the table as a profile, or with the reason why it becomes none."""
        found: list[SourceRow] = []
        waiting: list[tuple[int, TableRow]] = []
        empty: list[TableRow] = []
        for row in rows:
            if row.empty:
                empty.append(row)
                continue
            found += self._left_out_empty(empty)
            empty = []
            self.cut = row.problem if row.cut else self.cut
            if self.columns is None:
                found += self._look_for_heading(row)
                continue
            if self.options.samples:
                self._take_samples(row)
            if self._dates.open_in(row):
                # Only all rows together show how the table writes its dates: "30/06/2018" says what "04/06/2018" is.
                waiting.append((len(found), row))
                found.append(self._left_out(row, ""))
            else:
                found.append(self._row(row, self.columns))
        if self.columns is None and self.options.samples:
            self._take_first_row_as_heading()
        for place, row in waiting:
            found[place] = self._row(row, self.columns) if self.columns else found[place]
        found += (
            self._left_out(row, row.problem or "no heading above it says what its cells are") for row in self._above
        )
        return tuple(found)

    @property
    def notes(self) -> tuple[str, ...]:
        """What was understood of its columns: "column 1 'Nom' is name"."""
        if self.columns is None:
            return ()
        return (*self.columns.notes, *self._cells.notes, *self._dates.notes, *self._as_of.notes)

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
            self.heading = _without_empty_end(self._above[place].cells)
            self.columns = columns_of(self.heading, {})
            for row in self._above[place + 1 :]:
                self._take_samples(row)

    def _look_for_heading(self, row: TableRow) -> Iterator[SourceRow]:
        filled = [cell for cell in row.cells if cell.strip()]
        known = sum(is_heading(cell, self.options.columns) for cell in filled)
        lone = known == len(filled) == 1
        if not known or (lone and self._above) or len(self._above) >= _HEADING_WITHIN:
            self._above.append(row)
            return
        self.heading = _without_empty_end(row.cells)
        self.columns = columns_of(self.heading, self.options.columns)
        self._cells = CellReading(self.options, self.heading, self.columns)
        self._dates = dates_of(self.options, self.heading, self.columns)
        self._as_of = day_of_data(self._above)
        for one in self._above:
            yield self._left_out(one, one.problem or "it stands above the heading", problem=bool(one.problem))
        self._above = []

    def _row(self, row: TableRow, columns: Columns) -> SourceRow:
        cells = _without_empty_end(row.cells)
        if none := self._none(row, cells):
            return none
        values: dict[ColumnField, str] = {}
        for place, one in columns.fields.items():
            text = _unneutralised(cells[place]) if place < len(cells) else ""
            if place in self._cells.prefixes:
                text = self._cells.stripped(place, text)
            if place in columns.words and romanised(text) in columns.words[place]:
                continue
            if text.strip() and not values.get(one):
                values[one] = tidy(text.split(_NEXT_VALUE)[0] if one.name in _OF_ONE_VALUE else text)
            elif text.strip() and place in columns.adding:
                values[one] = f"{values[one]} {tidy(text)}"
        for place, words in columns.words.items():
            values |= words.get(romanised(cells[place]) if place < len(cells) else "", {})
        are_ours = columns.are_ours
        said = SaidByCells(values) if are_ours else said_by_cells(values)
        if said.problem:
            return self._left_out(row, said.problem)
        if not said.values:
            return self._left_out(row, "nothing stands in the columns that are used")
        by_field = Values(said.values, self._cells.separators)
        options = (
            self.options if self.options.country else replace(self.options, country=self.for_all.get("country", ""))
        )
        address = read_address(_address(by_field, options, as_it_is=are_ours))
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


def _unneutralised(text: str) -> str:
    """Return the cell without the apostrophe by which tables keep spreadsheets from running it."""
    return text[1:] if text.startswith("'") and harmless(text[1:]) == text else text


def _without_empty_end(texts: Sequence[str]) -> tuple[str, ...]:
    last = max((place for place, text in enumerate(texts) if text.strip()), default=-1)
    return tuple(texts[: last + 1])


# Google puts several values of a kind into one cell.
_NEXT_VALUE = " ::: "
_OF_ONE_VALUE = frozenset({"email", "phone"})
_YES = frozenset({"yes", "true", "1", "oui", "ja"})


@cache
def _plain_field(name: str) -> ColumnField:
    """Return the field without number and part; thousands of rows ask for the same few."""
    return ColumnField(name)


@dataclass(frozen=True, slots=True)
class Values:
    """What a row holds.

    Attributes:
        by_field: The cells by field: `{ColumnField("office"): "Mayor", ColumnField("office", part="fr"): "Maire"}`.
        separators: What stands between several values of a cell, by field, where the mapping file says it.
    """

    by_field: Mapping[ColumnField, str]
    separators: Mapping[ColumnField, str] = field(default_factory=dict)
    _by_name: dict[str, list[ColumnField]] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        for one in self.by_field:
            self._by_name.setdefault(one.name, []).append(one)

    def line(self, name: str) -> str:
        """Return the value of a field in one line; empty where it has none."""
        if name not in self._by_name:
            return ""
        return self.by_field.get(_plain_field(name), "").replace("\n", " ")

    def several(self, name: str) -> list[str]:
        """Return the values of a field that may stand in several columns, in their order."""
        found = [(one.number, self.by_field[one]) for one in self._by_name.get(name, ()) if not one.part]
        return [text for _, text in sorted(found, key=lambda pair: pair[0])]

    def parts(self, name: str) -> dict[str, str]:
        """Return the values of a field by language or scheme: `{"fr": "Maire"}`."""
        return {one.part: self.by_field[one].replace("\n", " ") for one in self._by_name.get(name, ()) if one.part}

    def text(self, name: str) -> PrintedText:
        """Return a printed text: by language where columns say so, else as one."""
        return self.parts(name) or self.line(name)

    def listed(self, name: str) -> list[str]:
        """Return the words of a field that holds several: ["fr", "de"] for "fr; de"."""
        one = ColumnField(name)
        return listed(self.by_field.get(one, ""), self.separators.get(one, ""))


def partial_profile(
    place: Place, values: Values, address: ReadAddress, dates: Dates, remarks: Iterable[str] = ()
) -> PartialProfile:
    """Return the profile that a row of a table gives.

    Args:
        place: Where the row stands.
        values: Its cells by field.
        address: Its address.
        dates: How its dates are read.
        remarks: Notes on single cells.
    """
    scheme, key = _identity(values)
    languages = _known(values.listed("language"), language_called, "language")
    states = _known(values.listed("state"), _state_called, "state")
    ended = dates.end(values.line("ended"), values.line("in office"))
    verified, since, born = (dates.day(values.line(name), name) for name in ("verified on", "since", "birth date"))
    fields: ProfileFields = {
        "office": values.text("office"),
        "office_dative": values.parts("office dative"),
        "organisation": values.text("organisation"),
        "organisation_genitive": values.parts("organisation genitive"),
        "name": _name(values),
        "household": values.text("household"),
        "gender": gender_called(values.line("gender")),
        "form_of_address": values.line("form of address"),
        "addressee": values.several("addressee"),
        "language": languages.value,
        "audiences": values.listed("audiences"),
        "state": next(iter(states.value), ""),
        "of_country": values.parts("of country"),
        "constituency": values.text("constituency"),
        "party": values.text("party"),
        "roles": [*_roles(values)],
        "tags": [slug(word) for word in values.listed("tags")],
        "positions": {appeal: text.lower() for appeal, text in values.parts("positions").items()},
        "identifiers": {slug(scheme): text for scheme, text in values.parts("identifier").items()},
        "address": address.fields,
        "email": next(iter(values.several("email")), address.email),
        "contact_form": values.line("contact form"),
        "phone": values.line("phone") or address.phone,
        "salutation": values.text("salutation"),
        "closing": values.text("closing"),
        "reference": {"yours": values.line("your reference")},
        "note": values.by_field.get(ColumnField("note"), ""),
        "ended": ended.day,
        "verified": {
            "on": verified.value,
            "status": values.line("verified status"),
            "source": values.line("verified source"),
        },
    }
    if romanised(values.line("verified courtesies")) in _YES:
        fields["verified"]["courtesies"] = True
    courtesy = values.line("courtesy")
    return PartialProfile(
        place=place,
        fields=filled(fields),
        whole_name=values.line("name"),
        courtesies=(courtesy,) if courtesy else (),
        scheme=scheme,
        key=key,
        id=slug(key) if scheme == "id" else "",
        categories=(*values.listed("category"), *values.listed("tags")),
        since=since.value,
        left=ended.left,
        held=ended.problem or address.problem,
        born=born.value,
        listed_as=values.line("as listed"),
        notes=(
            *remarks,
            *languages.notes,
            *states.notes,
            *ended.notes,
            *address.notes_beside(fields),
            *since.notes,
            *born.notes,
            *verified.notes,
        ),
    )


def _state_called(words: str) -> str | None:
    return subdivision_called(words) or country_called(words)


def _name(values: Values) -> NameFields:
    return {
        "given": f"{values.line('given name')} {values.line('middle name')}".strip(),
        "family": values.line("family name"),
        "title": values.line("title"),
        "suffix": values.line("suffix"),
        "post_nominals": values.line("post nominals").split(),
        "nickname": values.line("nickname"),
        "dative": values.parts("name dative"),
    }


def _address(values: Values, options: ReadOptions, *, as_it_is: bool) -> WrittenAddress:
    """Return what the row has of an address, whole or in parts.

    Args:
        values: The cells of the row.
        options: How the source is read.
        as_it_is: Whether the lines are in order, because our own program has written them.
    """
    country, box = values.line("country"), values.line("po box")
    if box and not re.search("[^0-9 ]", box):
        languages = _known(values.listed("language"), language_called, "language").value
        box = f"{box_called(country_called(country) or options.country, languages)} {box}"
    streets = [line for text in values.several("street") for line in text.split("\n")]
    cells = values.several("address")
    if number := values.line("house number"):
        # Where there is no column of streets, the address is the street.
        lines = streets or cells
        lines[:1] = [with_number(lines[0] if lines else "", number, country_called(country) or options.country)]
    if not (cells or streets or values.line("city")):
        cells = values.several("whole address")
    said = [values.text("office"), values.text("organisation")]
    return WrittenAddress(
        cells=cells,
        streets=[*streets, *([box] if box else [])],
        parts={name: values.line(name) for name in ("postal code", "city", "region")},
        country=country,
        assumed=options.country,
        holder=values.line("name") or f"{values.line('given name')} {values.line('family name')}",
        repeated=[words for one in said for words in ([one] if isinstance(one, str) else one.values())],
        as_it_is=as_it_is,
    )


def _roles(values: Values) -> Iterator[RoleFields]:
    """Yield the committees: those of numbered columns with their roles, those of one column one by one."""
    for number in sorted({one.number for one in values.by_field if one.name == "committee"}):
        organisation, role = _numbered(values, "committee", number), _numbered(values, "committee role", number)
        names = values.listed("committee") if number == 0 and isinstance(organisation, str) else [organisation]
        yield from (filled_role({"organisation": name, "role": role}) for name in names)


def _numbered(values: Values, name: str, number: int) -> PrintedText:
    """Return the printed text in the columns of one number, such as "Committee 2 (fr)" and "Committee 2 (de)"."""
    found = {one.part: text for one, text in values.by_field.items() if (one.name, one.number) == (name, number)}
    texts = {part: text.replace("\n", " ") for part, text in found.items()}
    plain = texts.pop("", "")
    return texts or plain


def _known(words: Iterable[str], called: Callable[[str], str | None], what: str) -> Noted[list[str]]:
    """Return the codes of words such as "French", each once, with a note for each word that has none."""
    different = [*dict.fromkeys(words)]
    codes = [(word, called(word)) for word in different[:_LISTED_CAP]]
    notes = [f"the {what} '{shown(word)}' is not known" for word, code in codes if code is None]
    if len(different) > _LISTED_CAP:
        notes.append(f"after the first {_LISTED_CAP}, no more of its {what}s are read")
    return Noted([*dict.fromkeys(code for _, code in codes if code is not None)], tuple(notes))


def _identity(values: Values) -> tuple[str, str]:
    """Return whose identifier the row has, and which: its own id, else the source's, else the first of any scheme."""
    if own := values.line("id"):
        return "id", own
    if identifier := values.line("identifier"):
        return "source", identifier
    return next(((slug(scheme), text) for scheme, text in values.parts("identifier").items() if slug(scheme)), ("", ""))
