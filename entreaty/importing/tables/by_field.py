"""Cells by field, as columns and mapping file say that they are read: without a prefix, and as several values."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from entreaty.content.model import shown
from entreaty.importing.normal_forms import romanised, tidy
from entreaty.importing.reading import ReadOptions
from entreaty.importing.tables.columns import ColumnField, Columns, ColumnsError, no_such_column
from entreaty.storage.tables.writing import harmless

# Google puts several values of a kind into one cell.
_NEXT_VALUE = " ::: "
# Of these, a profile has one, and a row may have many, each of which is looked at: "Term ends", "Deceased".
_OF_ONE_VALUE = frozenset({"email", "phone", "ended"})
_LISTS = ("committee", "audiences", "tags", "category", "language", "state")
# These part values in every table: no name of a committee, and no code, has one of them.
_SIGNS = ("|", ";", "\n")
# What follows a comma here may be the end of one name: "Foreign Affairs, Defence and Trade".
_ENDS_A_NAME = re.compile(r"\s(?:and|und|et|y|e|en|og|och|i|&)\s", re.IGNORECASE)


@dataclass(slots=True)
class CellReading:
    """How the cells of a table's columns are read.

    Attributes:
        options: How the source is read; its `cells` say it by heading.
        heading: The headings of the table.
        columns: The fields of its columns.
        prefixes: What goes from the beginning of a cell, by the place of its column.
        separators: What stands between several values of a cell, by the field of its column.

    Raises:
        ColumnsError: A column of that heading does not exist, is not used, or holds but one value.
    """

    options: ReadOptions
    heading: Sequence[str]
    columns: Columns
    prefixes: dict[int, Sequence[str]] = field(default_factory=dict)
    separators: dict[ColumnField, str] = field(default_factory=dict)
    _found: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        said = {romanised(heading): (heading, one) for heading, one in self.options.cells.items()}
        there = set(map(romanised, self.heading))
        if strange := next((heading for key, (heading, _) in said.items() if key not in there), ""):
            raise ColumnsError(no_such_column(strange, self.heading))
        for place, text in enumerate(self.heading):
            heading, one = said.get(romanised(text), ("", None))
            name = self.columns.fields.get(place)
            if one is None or not (one.separator or one.strip):
                continue
            if name is None:
                raise ColumnsError(f"the column '{heading}' has options, and no field: add 'field'")
            if one.strip:
                self.prefixes[place] = one.strip
            if one.separator and name.name not in _LISTS:
                several = ", ".join(_LISTS)
                raise ColumnsError(f"'{heading}' cannot have a 'separator': {name} is one value, unlike {several}")
            if one.separator:
                self.separators[name] = one.separator

    @property
    def notes(self) -> tuple[str, ...]:
        """Prefixes that no cell begins with."""
        return tuple(
            f"no cell of column {place + 1} '{shown(self.heading[place])}' begins with {_either(prefixes)}"
            for place, prefixes in self.prefixes.items()
            if place not in self._found
        )

    def by_field(self, cells: Sequence[str]) -> dict[ColumnField, str]:
        """Return what the cells of a row say, by field: {ColumnField("office", part="fr"): "Maire"}."""
        values: dict[ColumnField, str] = {}
        for place, one in self.columns.fields.items():
            text = self._own_words(place, cells[place]) if place < len(cells) and cells[place] else ""
            if not text:
                continue
            if one.name in _OF_ONE_VALUE:
                for part in text.split(_NEXT_VALUE):
                    if said := tidy(part):
                        values[_unused(one, values)] = said
            elif not values.get(one):
                values[one] = tidy(text)
            elif place in self.columns.adding:
                values[one] = f"{values[one]} {tidy(text)}"
        for place, words in self.columns.words.items():
            values |= words.get(romanised(cells[place]) if place < len(cells) else "", {})
        return values

    def _own_words(self, place: int, text: str) -> str:
        """Return what a cell of that column says of its own field; empty where it says nothing, or something else."""
        if text.startswith("'"):
            text = _unneutralised(text)
        if place in self.prefixes:
            text = self._stripped(place, text)
        words = self.columns.words
        return "" if text.isspace() or (place in words and romanised(text) in words[place]) else text

    def _stripped(self, place: int, text: str) -> str:
        """Return the cell of that column without the prefix that it begins with."""
        text = text.strip()
        for prefix in self.prefixes[place]:
            if text.startswith(prefix):
                self._found.add(place)
                return text.removeprefix(prefix)
        return text


def _unneutralised(text: str) -> str:
    """Return a cell that begins with an apostrophe without it, where that keeps spreadsheets from running the rest."""
    return text[1:] if harmless(text[1:]) == text else text


def _unused(one: ColumnField, values: Mapping[ColumnField, str]) -> ColumnField:
    """Return the field with the first number, from its own, under which no value stands."""
    while one in values:
        one = one._replace(number=one.number + 1)
    return one


def listed(text: str, separator: str = "") -> list[str]:
    """Return the values of a cell: ["AFET", "SEDE"] for "AFET|SEDE", "AFET; SEDE" or "AFET, SEDE".

    Args:
        text: The cell.
        separator: What the mapping file says stands between them; empty where it says nothing.
    """
    sign = separator or next((one for one in _SIGNS if one in text), ",")
    words = [" ".join(word.split()) for word in text.split(sign)]
    if sign == "," and not separator and _ENDS_A_NAME.search(f" {words[-1]} "):
        words = [" ".join(text.split())]
    return [word for word in words if word]


def _either(prefixes: Sequence[str]) -> str:
    return " or ".join(f"'{shown(one)}'" for one in prefixes)
