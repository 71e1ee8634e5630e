"""Look up which districts a postal code or a place lies in on a day, by the tables that a campaign names."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from pathlib import Path

from entreaty.content.districts.codes import whole_code
from entreaty.content.districts.database import DistrictDatabase, Row, opened_database
from entreaty.content.districts.headings import containing_districts, containing_kinds
from entreaty.content.files.conditions import folded
from entreaty.content.files.districts import FILE, DistrictTable, load_districts
from entreaty.content.model import shown
from entreaty.content.shipped.postal import why_no_code
from entreaty.problems import Location, Problem


@dataclass(frozen=True, slots=True)
class District:
    """A district on a day.

    Attributes:
        kind: What is elected there, such as "uk-commons".
        id: Its id; empty where no table has one.
        name: What it is called; empty where no table says it.
        country: The country that it is a part of.
    """

    kind: str
    id: str
    name: str
    country: str

    def __str__(self) -> str:
        return f"{self.name} ({self.id})" if self.id and self.name else self.id or self.name


@dataclass(frozen=True, slots=True)
class Found:
    """A district that something lies in, and the row that says so.

    Attributes:
        district: The district.
        place: File and line of the row.
        written: What the row says, where it is not the code itself, such as "SW1A*".
    """

    district: District
    place: Location
    written: str = ""


class Lookup:
    """The tables of a campaign, each opened where it is first asked."""

    def __init__(
        self, campaign: Path, tables: Iterable[DistrictTable], opened: Callable[[DistrictTable], DistrictDatabase]
    ) -> None:
        """Take the campaign's folder, its tables, and what opens one."""
        self._campaign, self._tables = campaign, tuple(tables)
        self._opened = lru_cache(maxsize=None)(lambda number: opened(self._tables[number]))
        self._names = lru_cache(maxsize=64)(self._read_names)

    def countries(self, day: date) -> tuple[str, ...]:
        """Return the countries that some table is about on that day."""
        return tuple(sorted({table.country for table in self._tables if table.holds_on(day)}))

    def kinds(self, country: str, day: date) -> tuple[str, ...]:
        """Return what is elected in the districts of a country that some table knows on that day."""
        reaching = dict.fromkeys(table.kind for _, table in self._holding(day, country) if not table.only_names)
        return tuple(dict.fromkeys([*reaching, *(one for kind in reaching for one in containing_kinds(kind, country))]))

    def of_code(self, country: str, code: str, day: date) -> Mapping[str, tuple[Found, ...]]:
        """Return the districts that a postal code lies in, by kind: {"uk-commons": (Found(…),)}.

        Several of one kind are a question, which only those who live there can answer. A kind that is missing has no
        table that knows the code. What is no postal code of the country lies in none: `why_unknown` says so.

        Args:
            country: The country of the address, such as "GB".
            code: The postal code in any spelling, such as "sw1a0aa".
            day: The day that counts.
        """
        normal = whole_code(code, country)
        return self._found(country, day, lambda database: database.of_code(normal)) if normal else {}

    def of_place(self, country: str, name: str, day: date) -> Mapping[str, tuple[Found, ...]]:
        """Return the districts that a place lies in, as `of_code` does those of a postal code."""
        return self._found(country, day, lambda database: database.of_place(name))

    def of(self, country: str, text: str, day: date) -> Mapping[str, tuple[Found, ...]]:
        """Return the districts that a postal code lies in, or a place where the text is no code of the country."""
        return (self.of_code if whole_code(text, country) else self.of_place)(country, text, day)

    def written(self, country: str, text: str) -> str:
        """Return a postal code as its country writes it, and what is none as it is."""
        return whole_code(text, country) or text

    def why_unknown(self, countries: Sequence[str], text: str, day: date) -> tuple[Problem, ...]:
        """Return why a postal code or place lies in no district of these countries."""
        place, known = Location(self._campaign / FILE), self.countries(day)
        if not known:
            return (Problem(place, f"no table holds on {day}", "'districts import' brings one in"),)
        problems = []
        for country in countries:
            if country not in known:
                message = f"no table of {country} holds on {day}"
                problems.append(Problem(place, message, f"there are tables of: {', '.join(known)}"))
            elif normal := whole_code(text, country):
                message = f"no table of {country} that holds on {day} has the postal code {normal}"
                hint = "compare it with the address; if it is right, the table is older, or not of that area"
                problems.append(Problem(place, message, hint))
        if problems:
            return tuple(problems)
        country = countries[0]
        others = [one for one in known if one != country and whole_code(text, one)]
        if others or any(character.isdecimal() for character in text):
            like = f"postal codes of {' and '.join(others)} look so" if others else "write the whole code"
            return (Problem(place, why_no_code(text, country), like),)
        message = f"no table of {' or '.join(countries)} that holds on {day} has a place '{shown(text)}'"
        return (Problem(place, message, "write it as the table does, or look for its postal code"),)

    def districts(self, day: date) -> tuple[Found, ...]:
        """Return every district of that day, with the row that names it first."""
        found: dict[tuple[str, str, str], Found] = {}
        for number, table in self._holding(day):
            for row in self._opened(number).districts():
                for one in (first := self._as_found(table, row, day), *_containing(first)):
                    key = (one.district.country, one.district.kind, one.district.id or folded(one.district.name))
                    # What is only known from ids within it has no name, and another table may have it.
                    if key not in found or (one.district.name and not found[key].district.name):
                        found[key] = one
        return tuple(found.values())

    def _holding(self, day: date, country: str = "") -> Iterator[tuple[int, DistrictTable]]:
        for number, table in enumerate(self._tables):
            if table.holds_on(day) and not (country and table.country != country):
                yield number, table

    def _found(
        self, country: str, day: date, rows_of: Callable[[DistrictDatabase], tuple[Row, ...]]
    ) -> Mapping[str, tuple[Found, ...]]:
        rows = [
            self._as_found(table, row, day)
            for number, table in self._holding(day, country)
            if not table.only_names
            for row in rows_of(self._opened(number))
        ]
        by_kind: dict[str, list[Found]] = {}
        # What rows say themselves comes before what their ids say.
        for one in (*rows, *(other for row in rows for other in _containing(row))):
            known = by_kind.setdefault(one.district.kind, [])
            if not any(same_district(one.district, other.district) for other in known):
                known.append(one)
        return {kind: tuple(found) for kind, found in by_kind.items()}

    def _as_found(self, table: DistrictTable, row: Row, day: date) -> Found:
        district = District(table.kind, row.id, row.name, table.country)
        if row.id and not row.name:
            district = replace(district, name=self._names(table.country, table.kind, day).get(row.id, ""))
        return Found(district, Location(self._campaign / table.file, row.line), row.written)

    def _read_names(self, country: str, kind: str, day: date) -> Mapping[str, str]:
        """Return what the districts of a kind are called, by their ids, as tables of names say."""
        tables = [number for number, one in self._holding(day, country) if one.kind == kind and one.only_names]
        return {row.id: row.name for number in reversed(tables) for row in self._opened(number).districts()}


def _containing(found: Found) -> Iterator[Found]:
    """Yield the districts that another one lies in, as its id says: with the row of "0612", the state "US-CA"."""
    within = found.district
    for kind, name in containing_districts(within.kind, within.id, within.country) if within.id else ():
        yield replace(found, district=District(kind, name, "", within.country), written=within.id)


def same_district(one: District, other: District) -> bool:
    """Tell whether two districts are one: by their ids, or by their names where one of them has no id."""
    if (one.country, one.kind) != (other.country, other.kind):
        return False
    return one.id == other.id if one.id and other.id else folded(one.name) == folded(other.name)


@contextmanager
def opened_lookup(campaign: Path, cache: Path, begin: Callable[[Path], None] | None = None) -> Iterator[Lookup]:
    """Open the tables that a campaign names in `districts.yaml`, for as long as something is looked up.

    Args:
        campaign: The campaign's folder.
        cache: The folder of the user's own that what was read is kept in, such as ~/.cache/entreaty.
        begin: What is called with a table before it is read, which takes some time for two million codes.

    Raises:
        ContentError: `districts.yaml` has problems. A table that cannot be read raises it where it is first asked.
    """
    tables = load_districts(campaign)
    with ExitStack() as stack:

        def opened(table: DistrictTable) -> DistrictDatabase:
            database = opened_database(table, campaign, cache, begin)
            stack.callback(database.close)
            return database

        yield Lookup(campaign, tables, opened)
