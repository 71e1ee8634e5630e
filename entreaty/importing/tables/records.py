"""Rows of cells, from whatever kind of table, as records: the heading is found, and each cell becomes its field."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from entreaty.content.locales import language_called, state_called
from entreaty.content.model import shown
from entreaty.importing.normal_forms import romanised, slug, tidy
from entreaty.importing.profiles.names import gender_called
from entreaty.importing.profiles.postal import address_lines
from entreaty.importing.rows import LeftOut, Place, Record, Row, Wanted
from entreaty.importing.tables.columns import Columns, Field, columns_of, field_called
from entreaty.storage.tables.rows import TableRow
from entreaty.storage.tables.writing import harmless

# A heading that is not among the first rows is none; above it stand titles and remarks.
_HEADING_WITHIN = 20


def is_heading(cell: str, chosen: Iterable[str] = ()) -> bool:
    """Tell whether a cell is the heading of a column: one that is recognised, or that the mapping file names."""
    return field_called(cell) is not None or romanised(cell) in set(map(romanised, chosen))


@dataclass(slots=True)
class Table:
    """The rows of a table as records; knows what its columns are once the heading was found.

    Attributes:
        path: The file that holds the table.
        wanted: What is wanted of the source.
        every_cell: Whether the format writes the empty cells at the end of a row, so that a shorter row has lost some.
        columns: What the columns hold; None before the heading is found.
        heading: The heading's cells.
        cut: Why rows may be missing, in the words of the last row that could be read in part only; else empty.
    """

    path: Path
    wanted: Wanted
    every_cell: bool = False
    columns: Columns | None = None
    heading: tuple[str, ...] = ()
    cut: str = ""
    _above: list[TableRow] = field(default_factory=list)

    def rows(self, rows: Iterable[TableRow]) -> Iterator[Row]:
        """Yield each row of the table as a record, or with the reason why it is none."""
        empty: list[TableRow] = []
        for row in rows:
            if row.empty:
                empty.append(row)
                continue
            yield from self._told_empty(empty)
            empty = []
            self.cut = row.problem if row.cut else self.cut
            if self.columns is None:
                yield from self._look_for_heading(row)
            else:
                yield self._row(row, self.columns)
        for row in self._above:
            yield self._left_out(row, row.problem or "no heading above it says what its cells are")

    def _look_for_heading(self, row: TableRow) -> Iterator[Row]:
        filled = [cell for cell in row.cells if cell.strip()]
        known = sum(is_heading(cell, self.wanted.columns) for cell in filled)
        lone = known == len(filled) == 1
        if not known or (lone and self._above) or len(self._above) >= _HEADING_WITHIN:
            self._above.append(row)
            return
        self.heading = _without_empty_end(row.cells)
        self.columns = columns_of(self.heading, self.wanted.columns)
        for one in self._above:
            yield self._left_out(one, one.problem or "it stands above the heading", problem=bool(one.problem))
        self._above = []

    def _row(self, row: TableRow, columns: Columns) -> Row:
        cells = _without_empty_end(row.cells)
        if row.problem:
            return self._left_out(row, row.problem)
        if cells == self.heading:
            return self._left_out(row, "the heading stands here again", problem=False)
        if len(cells) > len(self.heading) or (self.every_cell and len(row.cells) < len(self.heading)):
            count = len(cells) if len(cells) > len(self.heading) else len(row.cells)
            has = "it has 1 cell" if count == 1 else f"it has {count} cells"
            return self._left_out(row, f"{has}, but the heading has {len(self.heading)}")
        values: dict[Field, str] = {}
        for place, one in columns.fields.items():
            text = _unneutralised(cells[place]) if place < len(cells) else ""
            if text.strip() and not values.get(one):
                values[one] = tidy(text)
        if not values:
            return self._left_out(row, "nothing stands in the columns that are used")
        return record_of(self._place(row), Values(values), row.notes)

    def _told_empty(self, empty: Sequence[TableRow]) -> Iterator[LeftOut]:
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


_PLAIN = ("organisation", "office", "constituency", "party", "salutation")
_CASES = {
    "office dative": "office_dative",
    "organisation genitive": "organisation_genitive",
    "of country": "of_country",
}
_AS_THEY_ARE = {"form of address": "form_of_address", "contact form": "contact_form", "phone": "phone"}
_NAME = ("given name", "family name", "title", "suffix", "nickname")
_VERIFIED = {"verified status": "status", "verified source": "source"}
_YES = frozenset({"yes", "true", "1", "oui", "ja"})


@dataclass(frozen=True, slots=True)
class Values:
    """What a row holds, by field."""

    by_field: Mapping[Field, str]

    def line(self, name: str, part: str = "") -> str:
        """Return the value of a field in one line; nothing where it has none."""
        return self.by_field.get(Field(name, part=part), "").replace("\n", " ")

    def several(self, name: str) -> list[str]:
        """Return the values of a field that may stand in several columns, in their order."""
        found = [(one.number, text) for one, text in self.by_field.items() if one.name == name and not one.part]
        return [text for _, text in sorted(found, key=lambda pair: pair[0])]

    def parts(self, name: str) -> dict[str, str]:
        """Return the values of a field by language or scheme."""
        return {
            one.part: text.replace("\n", " ") for one, text in self.by_field.items() if one.name == name and one.part
        }

    def text(self, name: str) -> Any:
        """Return a printed text: by language where columns say so, else as one."""
        return self.parts(name) or self.line(name)


def record_of(place: Place, values: Values, remarks: Iterable[str] = ()) -> Record:
    """Return what a row of a table says of a recipient.

    Args:
        place: Where it stands.
        values: What it holds.
        remarks: What is odd about its cells.
    """
    said: dict[str, Any] = {}
    notes = [*remarks]
    for name in _PLAIN:
        said[name] = values.text(name)
    said |= {key: values.parts(name) for name, key in _CASES.items()}
    said |= {key: values.line(name) for name, key in _AS_THEY_ARE.items()}
    said["name"] = {_key(name): values.line(name) for name in _NAME} | {"dative": values.parts("name dative")}
    said["gender"] = gender_called(values.line("gender"))
    said["note"] = values.by_field.get(Field("note"), "")
    said["email"] = next(iter(values.several("email")), "")
    said["identifiers"] = {slug(scheme): text for scheme, text in values.parts("identifier").items()}
    said["roles"] = list(_roles(values))
    said["language"] = _codes(values.line("language"), language_called, "language", notes)
    said["state"] = "".join(_codes(values.line("state"), state_called, "state", notes)[:1])
    said["audiences"] = _listed(values.line("audiences"))
    said["ended"] = _day(values.line("ended"), "ended", notes)
    said["address"] = _address(values, notes)
    verified = {key: values.line(name) for name, key in _VERIFIED.items()}
    courtesies = romanised(values.line("verified courtesies")) in _YES or None
    said["verified"] = {
        "on": _day(values.line("verified on"), "verified on", notes),
        **verified,
        "courtesies": courtesies,
    }
    own = values.line("id")
    key = own or values.line("identifier")
    return Record(
        place=place,
        said=_filled(said),
        whole_name=values.line("name"),
        courtesies=tuple(filter(None, [values.line("courtesy")])),
        scheme="id" if own else "source",
        key=key,
        id=slug(own),
        categories=tuple(_listed(values.line("category"))),
        notes=tuple(notes),
    )


def _address(values: Values, notes: list[str]) -> dict[str, Any]:
    """Return the address: its lines as they are, or its parts in the order of the country's post."""
    lines = [line for text in values.several("address") for line in text.split("\n")]
    named = values.line("country")
    country = state_called(named) if named else None
    if named and country is None:
        notes.append(f"'{shown(named)}' is not the name of a country")
    if lines and (last := state_called(lines[-1])) and len(lines) > 1 and country in {None, last}:
        # The program writes the country itself, in the language of the post that carries the letter.
        lines, country = lines[:-1], last
    parts = {name: values.line(name) for name in ("postal code", "city", "region")}
    streets = [line for text in values.several("street") for line in text.split("\n")]
    box = values.line("po box")
    streets += [box if re.search("[^0-9 ]", box) else f"PO Box {box}"] if box else []
    return {"lines": list(address_lines([*lines, *streets], parts, country or "")), "country": country or ""}


def _roles(values: Values) -> Iterator[dict[str, Any]]:
    """Yield the committees: those of numbered columns with their roles, those of one column one by one."""
    found: dict[int, dict[str, Any]] = defaultdict(dict)
    for one, text in values.by_field.items():
        key = {"committee": "organisation", "committee role": "role"}.get(one.name)
        if key and one.part:
            found[one.number].setdefault(key, {})[one.part] = text.replace("\n", " ")
        elif key:
            found[one.number].setdefault(key, text.replace("\n", " "))
    for number in sorted(found):
        role = found[number]
        if "organisation" not in role:
            continue
        if number == 0 and isinstance(role["organisation"], str):
            names = _listed(role["organisation"])
            yield from ({"organisation": name} | ({"role": role["role"]} if "role" in role else {}) for name in names)
        else:
            yield role


def _codes(text: str, called: Any, what: str, notes: list[str]) -> list[str]:
    codes = []
    for word in _listed(text):
        code = called(word)
        if code is None:
            notes.append(f"the {what} '{shown(word)}' is not known")
        elif code not in codes:
            codes.append(code)
    return codes


def _listed(text: str) -> list[str]:
    pattern = ";" if ";" in text else ","
    return [word.strip() for word in text.split(pattern) if word.strip()]


def _day(text: str, what: str, notes: list[str]) -> date | None:
    """Return a date that is written so that it can mean one day only: 2025-06-24 or 24.06.2025."""
    found = re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?|(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})", text)
    if found:
        year, month, day = (int(found[n]) for n in ((1, 2, 3) if found[1] else (6, 5, 4)))
        try:
            return date(year, month, day)
        except ValueError:
            pass
    if text:
        notes.append(f"'{shown(text)}' in '{what}' is not a date such as 2025-06-24")
    return None


def _key(name: str) -> str:
    return name.removesuffix(" name")


def _filled(value: Any) -> Any:
    """Return the mapping without what is empty."""
    if isinstance(value, dict):
        return {key: inner for key, one in value.items() if (inner := _filled(one)) not in ("", None, [], {})}
    return value
