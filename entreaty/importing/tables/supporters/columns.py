"""Find what each column of a sheet of supporters holds: its own fields first, then those of tables of recipients."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from entreaty.importing.normal_forms import romanised, tidy_line
from entreaty.importing.tables.columns import ColumnField, Columns, columns_of, field_called, known_headings
from entreaty.storage.resources import DATA

_SHIPPED = DATA / "importing" / "supporters.yaml"
# What a sender can be told of; other columns of tables of recipients say nothing here.
_OF_SENDERS = frozenset(
    {"name", "given name", "middle name", "family name", "title", "office", "organisation", "language", "constituency",
     "address", "whole address", "street", "house number", "po box", "postal code", "city", "region", "country",
     "email", "phone"}
)  # fmt: skip
_NAMES = frozenset({"name", "family name", "organisation"})


@dataclass(frozen=True, slots=True)
class SupporterColumns:
    """The columns of a sheet of supporters.

    Attributes:
        heading: The headings.
        own: The places of the fields that only such sheets have: {"consent": 9}.
        of_people: The columns of names, addresses and the like.
        unused: The headings of columns that are not used.
    """

    heading: tuple[str, ...]
    own: Mapping[str, int]
    of_people: Columns
    unused: tuple[str, ...]

    def cell(self, name: str, cells: Sequence[str]) -> str:
        """Return what a row says of a field of its own; empty where it says nothing."""
        place = self.own.get(name, len(cells))
        return cells[place] if place < len(cells) else ""

    @property
    def names_people(self) -> bool:
        """Whether a column holds names."""
        return any(one.name in _NAMES for one in self.of_people.fields.values())

    @property
    def used(self) -> tuple[int, ...]:
        """The places of the columns that are used, in order."""
        return tuple(sorted({*self.own.values(), *self.of_people.fields}))


def is_heading(cell: str) -> bool:
    """Tell whether a cell is the heading of a column that a sheet of supporters may have."""
    if romanised(cell) in known_headings(_SHIPPED):
        return True
    found = field_called(cell)
    return found is not None and found.name in _OF_SENDERS


def supporter_columns(heading: Sequence[str]) -> SupporterColumns:
    """Return the columns of a sheet with these headings."""
    known, own = known_headings(_SHIPPED), dict[str, int]()
    for place, text in enumerate(heading):
        if (name := known.get(romanised(text))) and name not in own:
            own[name] = place
    others = ["" if place in own.values() else text for place, text in enumerate(heading)]
    found = columns_of(others, {})
    fields = {place: one for place, one in found.fields.items() if _is_taken(one)}
    used = {*own.values(), *fields}
    return SupporterColumns(
        heading=tuple(heading),
        own=own,
        of_people=Columns(fields, (), adding=found.adding & fields.keys()),
        unused=tuple(tidy_line(text) for place, text in enumerate(heading) if text.strip() and place not in used),
    )


def _is_taken(one: ColumnField) -> bool:
    return one.name in _OF_SENDERS and not one.part
