"""The rows of a table of districts: which keys reach which district, and what became of the rows that say nothing."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from entreaty.content.districts.codes import MANY, CodeError, keys_of_cell, keys_of_place
from entreaty.content.districts.headings import compared, is_no_district
from entreaty.content.files.conditions import folded
from entreaty.content.files.districts import FILE, DistrictTable
from entreaty.content.model import closest, shown
from entreaty.problems import ContentError, Location, Problem, counted
from entreaty.storage.decoding import refusal
from entreaty.storage.tables.long_text import LongTable, read_long_table

_TOLD = 20
_LONGEST_ID, _LONGEST_NAME = 80, 300
_DISTRICTS_CAP = 500_000
# In twenty times as many rows as the United Kingdom has codes, ranges and lists may name so many.
_KEYS_CAP = 40_000_000


@dataclass(frozen=True, slots=True)
class NamedDistrict:
    """A district of a table.

    Attributes:
        number: Its place among the districts of the table, counted from 1.
        id: Its id, such as "E14001172"; empty where the table has none.
        name: What it is called; empty where the table does not say it.
        line: The line that names it first.
    """

    number: int
    id: str
    name: str
    line: int


@dataclass(slots=True)
class Account:
    """What became of the rows of a table, while they are read and after.

    Attributes:
        rows: How many there are.
        reaching: How many say what lies in a district, or what one is called.
        no_code: How many name neither a code nor a place.
        no_district: How many name no district, or one that stands for none.
        no_land: How many are about water alone.
        mended: How many codes had lost zeros.
        districts: How many districts there are.
        wrong: How many rows cannot be used.
        told: Line, message and hint of the first of these.
    """

    rows: int = 0
    reaching: int = 0
    no_code: int = 0
    no_district: int = 0
    no_land: int = 0
    mended: int = 0
    districts: int = 0
    wrong: int = 0
    told: list[tuple[int, str, str]] = field(default_factory=list)

    def refuse(self, line: int, message: str, hint: str = "") -> None:
        """Note a row that cannot be used."""
        self.wrong += 1
        if len(self.told) < _TOLD:
            self.told.append((line, message, hint))

    def problems(self, path: Path) -> Iterator[Problem]:
        """Yield what is wrong with the first rows that cannot be used, and how many more there are."""
        for line, message, hint in self.told:
            yield Problem(Location(path, line), message, hint)
        if (more := self.wrong - len(self.told)) > 0:
            yield Problem(Location(path), f"{counted(more, 'further row')} cannot be used", "correct these first")


Reaching = tuple[str, int, int, str]
"""A key, the number of the district that it reaches, the line, and the cell where that does not say the same."""


class DistrictRows:
    """Reads a table of districts row by row.

    Attributes:
        account: What became of the rows that were read so far.
        districts: The districts that they name, by what tells them apart.
    """

    def __init__(self, table: DistrictTable, long_table: LongTable, places: Mapping[str, int]) -> None:
        """Take the entry of the table, the table, and the place of each column by what it is."""
        self.account = Account()
        self.districts: dict[str, NamedDistrict] = {}
        self._table, self._long_table, self._places = table, long_table, places
        self._width = 1 + max(places.values())
        self._keys_left = _KEYS_CAP

    def reaching(self) -> Iterator[Reaching]:
        """Yield what each row reaches, and keep the account of all others.

        Raises:
            ContentError: The file cannot be read to its end.
        """
        account = self.account
        for line, cells, problem in self._long_table.rows():
            account.rows += 1
            if problem:
                account.refuse(line, problem)
            elif len(cells) < self._width:
                have = f"the row has {counted(len(cells), 'cell')}, and those that count go on to cell {self._width}"
                account.refuse(line, have, "write every cell of the row, the empty ones too")
            else:
                yield from self._row(line, cells)
        account.districts = len(self.districts)

    def _row(self, line: int, cells: Sequence[str]) -> Iterator[Reaching]:
        account, places = self.account, self._places
        code, place, name, called, land = (
            cells[at].strip() if (at := places.get(role)) is not None else ""
            for role in ("postcode", "place", "id", "constituency", "land area")
        )
        if not (code or place or self._table.only_names):
            account.no_code += 1
        elif not (name or called) or (name and is_no_district(name, self._table.country)):
            account.no_district += 1
        elif land == "0":
            account.no_land += 1
        elif district := self._district(line, name, called):
            try:
                keys = self._keys(code, place)
            except CodeError as error:
                account.refuse(line, error.message, error.hint)
                return
            account.reaching += 1
            self._keys_left -= len(keys)
            if self._keys_left < 0:
                message = f"up to here, the table names more than {_KEYS_CAP:,} codes"
                raise refusal(self._long_table.path, message, "write 'SW1A*' for all codes that begin so", line)
            for key, written in keys:
                yield key, district.number, line, written

    def _keys(self, code: str, place: str) -> Sequence[tuple[str, str]]:
        """Return the keys of a row, each with the cell where that is not the key itself.

        Raises:
            CodeError: The code is none.
        """
        found = list[tuple[str, str]]()
        if code:
            keys = keys_of_cell(code, self._table.country)
            self.account.mended += code.isdecimal() and len(keys[0]) > len(code)
            found = [(key, "" if key == code and not key.endswith(MANY) else code) for key in keys]
        if place:
            found += [(key, place) for key in keys_of_place(place)]
        return found

    def _district(self, line: int, name: str, called: str) -> NamedDistrict | None:
        """Return the district that a row names; None, with the reason noted, where it cannot be one."""
        key = name or f"={folded(called)}"
        if known := self.districts.get(key):
            if not called or known.name == called or folded(known.name) == folded(called):
                return known
            if not known.name:
                self.districts[key] = replace(known, name=called)
                return known
            message = f"the district '{shown(name)}' is called '{shown(called)}' here"
            self.account.refuse(line, message, f"on line {known.line} it is '{shown(known.name)}': correct one of them")
            return None
        if len(name) > _LONGEST_ID or len(called) > _LONGEST_NAME:
            message = f"'{shown(called if len(name) <= _LONGEST_ID else name)}' is too long for a district"
            self.account.refuse(line, message, "say in districts.yaml which column names it")
            return None
        if len(self.districts) >= _DISTRICTS_CAP:
            message = f"there are more than {_DISTRICTS_CAP:,} districts"
            raise refusal(self._long_table.path, message, "say in districts.yaml which column names them", line)
        district = NamedDistrict(len(self.districts) + 1, name, called, line)
        self.districts[key] = district
        return district


def read_districts(table: DistrictTable, campaign: Path) -> DistrictRows:
    """Open a table of districts to read it row by row.

    Args:
        table: The entry of `districts.yaml` that names it.
        campaign: The campaign's folder, which it must lie in.

    Raises:
        ContentError: It cannot be read, or lacks a column that the entry names.
    """
    wanted = {role: compared(heading) for role, heading in table.headings.items()}
    named = {*wanted.values()}
    path = campaign / table.file
    long_table = read_long_table(path, campaign, lambda cells: len(named & {*map(compared, cells)}))
    there = [*map(compared, long_table.headings)]
    lacking = [role for role, heading in wanted.items() if heading not in there]
    if lacking:
        raise ContentError(_lacking(table, campaign, long_table, lacking))
    return DistrictRows(table, long_table, {role: there.index(heading) for role, heading in wanted.items()})


def _lacking(table: DistrictTable, campaign: Path, long_table: LongTable, roles: Sequence[str]) -> Iterator[Problem]:
    """Yield a problem for each column that the table has not."""
    place = table.place("columns")
    for role in roles:
        heading = table.headings[role]
        hint = closest(heading, long_table.headings) or f"there are: {shown_headings(long_table.headings)}"
        message = f"{table.file} has no column '{heading}'"
        yield Problem(place if place.line else Location(campaign / FILE), message, hint)


def shown_headings(headings: Sequence[str]) -> str:
    """Return the headings of a table for a message, the first of many."""
    named = [shown(one) or "(empty)" for one in headings]
    more = f" and {len(named) - _TOLD} more" if len(named) > _TOLD else ""
    return ", ".join(named[:_TOLD]) + more
