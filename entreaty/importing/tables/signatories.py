"""A table of all who sign an open letter: every row signs once, or it is told why it does not.

What is told names lines and headings, never what stands in a row: the list is of private people.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from entreaty.confinement import Budget, StoppedError, confined
from entreaty.content.files.sender import SignatoryTable
from entreaty.content.model import shown
from entreaty.importing.normal_forms import romanised, tidy_line
from entreaty.importing.profiles.days import dated
from entreaty.importing.profiles.nothing import is_nothing, names_nobody
from entreaty.importing.tables.columns import field_called
from entreaty.output.pdf.fonts import covered_characters, font_files, lacking
from entreaty.problems import ContentError, Location, Problem, counted
from entreaty.storage.characters import refused_character
from entreaty.storage.decoding import refusal
from entreaty.storage.tables.csv_reader import read_csv
from entreaty.storage.tables.open_document import opened_open_document
from entreaty.storage.tables.rows import HEADING_WITHIN, TableRow
from entreaty.storage.tables.workbook import opened_workbook

# Ten times as many as fit a letter: such a table is another one.
_ROWS_CAP = 100_000
# To set so many takes 20 s and fills seventy pages.
_MOST = 10_000
_LONGEST = 150
_RANGES_TOLD = 100
_BUDGET = Budget(seconds=60, memory=1_024 * 1024 * 1024)
_CONSENT = frozenset(
    [
        *("consent", "consent date", "consented", "consented on", "date of consent", "signed on"),
        *("einwilligung", "einwilligung am", "zustimmung", "zugestimmt am"),
        *("consentement", "date de consentement", "accord"),
    ]
)
_TOWN = frozenset(["town", "place", "residence", "domicile", "home town", "wohnort", "lieu"])
# What is printed of a row, by what `field_called` says of the heading.
_FIELDS = {
    **dict.fromkeys(("organisation", "name", "given name", "family name", "title"), ""),
    "office": "role",
    "city": "town",
}
_TRIALS = frozenset(["test", "tests", "testing", "tester", "test test", "teszt", "prueba", "essai", "asdf", "qwerty"])
_MEANT = "a table has headings such as: organisation, name, role, town, consent"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadSignatories:
    """What a table of signatories says.

    Attributes:
        table: All who sign.
        rows: How many rows the table has, its heading and empty ones not counted.
        problems: A warning for each reason why rows do not sign, with their lines, and for columns that are not read.
    """

    table: SignatoryTable
    rows: int
    problems: tuple[Problem, ...]

    def __str__(self) -> str:
        organisations, persons = (len(self.table.organisations), len(self.table.persons))
        signing = f"{counted(organisations, 'organisation')} and {counted(persons, 'person')} sign"
        left_out = self.rows - self.table.count
        return f"{counted(self.rows, 'row')}: {signing}" + (f", {left_out} left out" if left_out else "")


def read_signatories(path: Path, day: date, templates: Path) -> ReadSignatories:
    """Read a table of all who sign: CSV, a workbook (.xlsx) or an OpenDocument spreadsheet (.ods).

    Args:
        path: The table, such as signatories.csv with the columns "organisation", "name", "role", "town", "consent".
        day: The date that the letters bear: nobody consents after it.
        templates: The folder of the letter templates, whose fonts must be able to print every name.

    Raises:
        ContentError: It cannot be read, lacks a column, or nobody in it signs.
    """
    try:
        return confined(_read, path, day, templates, budget=_BUDGET)
    except StoppedError as error:
        raise refusal(path, f"to read it {error.reason}", "save it as CSV") from error


def _read(path: Path, day: date, templates: Path) -> ReadSignatories:
    reading = _Reading(path, day, covered_characters(font_files(templates / "fonts")))
    with _opened(path) as (rows, others):
        reading.unread += [Problem(Location(path), f"sheet '{one}' is not read", level="warning") for one in others]
        for row in rows:
            reading.take(row)
    return reading.result()


@contextmanager
def _opened(path: Path) -> Iterator[tuple[Iterable[TableRow], Sequence[str]]]:
    """Open the table, and give the titles of the sheets that are not read: of a workbook, all but the first."""
    ending = path.suffix.lower()
    if ending in {".xlsx", ".xlsm"}:
        with opened_workbook(path) as sheets:
            yield sheets[0].rows(), [one.title for one in sheets[1:]]
    elif ending == ".ods":
        with opened_open_document(path) as tables:
            yield tables[0].rows(), [one.title for one in tables[1:]]
    elif ending in {".csv", ".tsv", ".txt"}:
        yield read_csv(path, "", lambda cell: bool(_column_of(cell))).rows(), ()
    else:
        raise refusal(path, f"'{ending}' is no ending of a table", "save it as .csv, .xlsx or .ods")


def _column_of(heading: str) -> str:
    """Return what a column tells of a signatory, such as "town"; empty for one that is not read."""
    words = romanised(heading)
    if words in _CONSENT:
        return "consent"
    if words in _TOWN:
        return "town"
    known = field_called(heading)
    return (_FIELDS[known.name] or known.name) if known and known.name in _FIELDS else ""


class _LeftOutError(Exception):
    """A row that does not sign: why not, and what would be right."""

    def __init__(self, reason: str, hint: str = "") -> None:
        super().__init__(reason, hint)
        self.reason, self.hint = reason, hint


@dataclass(slots=True)
class _Reading:
    """The account of a table, row by row."""

    path: Path
    day: date
    covered: frozenset[int]
    rows: int = 0
    columns: Mapping[str, int] = field(default_factory=dict)
    organisations: dict[tuple[str, ...], tuple[str, ...]] = field(default_factory=dict)
    persons: dict[tuple[str, ...], tuple[str, ...]] = field(default_factory=dict)
    unread: list[Problem] = field(default_factory=list)
    left_out: dict[tuple[str, str], list[int]] = field(default_factory=lambda: defaultdict(list))
    _seen: int = 0

    def take(self, row: TableRow) -> None:
        """Take a row as the heading, as a signature, or note why it is none."""
        if row.empty:
            return
        self._seen += 1
        line = row.line or row.number
        if not self.columns and not row.problem:
            self._look_for_heading(row, line)
            return
        self.rows += 1
        if self.rows > _ROWS_CAP:
            message = f"the table has more than {_ROWS_CAP:,} rows"
            raise refusal(self.path, message, "enclose so many names as a PDF of their own", line)
        try:
            self._sign(row)
        except _LeftOutError as error:
            self.left_out[error.reason, error.hint].append(line)

    def result(self) -> ReadSignatories:
        """Return what the table says.

        Raises:
            ContentError: It has no heading, nobody in it signs, or more than fit a letter.
        """
        if not self.columns:
            raise refusal(self.path, "no row says what the columns are", _MEANT, 1)
        problems = tuple(sorted((*self.unread, *self._told()), key=lambda one: one.location))
        signing = len(self.organisations) + len(self.persons)
        if not signing:
            alone = Problem(Location(self.path), "nobody in the table signs", "fill in names, and a date in 'consent'")
            raise ContentError((alone, *problems))
        if signing > _MOST:
            message = f"{signing:,} sign, and a letter prints the names of {_MOST:,} at most"
            raise ContentError((Problem(Location(self.path), message, "enclose the names as a PDF"), *problems))
        table = SignatoryTable(organisations=tuple(self.organisations.values()), persons=tuple(self.persons.values()))
        return ReadSignatories(table=table, rows=self.rows, problems=problems)

    def _told(self) -> Iterator[Problem]:
        for (reason, hint), lines in self.left_out.items():
            those = f"line {lines[0]}" if len(lines) == 1 else f"{len(lines)} lines ({_ranges(lines)})"
            yield Problem(Location(self.path, lines[0]), f"{those} left out: {reason}", hint, "warning")

    def _look_for_heading(self, row: TableRow, line: int) -> None:
        found = [_column_of(cell) for cell in row.cells]
        columns = {name: found.index(name) for name in dict.fromkeys(found) if name}
        whom = {"organisation", "name", "family name"} & columns.keys()
        if not whom:
            if self._seen > HEADING_WITHIN:
                raise refusal(self.path, "no row says what the columns are", _MEANT, 1)
            return
        if "consent" not in columns:
            hint = "add a column 'consent' with the day on which each agreed to be named"
            raise refusal(self.path, "the table has no column 'consent'", hint, line)
        self.columns = columns
        ignored = [
            f"'{shown(cell.strip())}'"
            for place, cell in enumerate(row.cells)
            if cell.strip() and (not found[place] or columns[found[place]] != place)
        ]
        if ignored:
            message = f"not read, and not printed: {counted(len(ignored), 'column')} ({', '.join(ignored)})"
            self.unread.append(Problem(Location(self.path, line), message, "", "warning"))

    def _sign(self, row: TableRow) -> None:
        """Take the signature of a row.

        Raises:
            _LeftOutError: There is none.
        """
        cells = self._cells(row)
        self._require_consent(cells["consent"])
        person, organisation, town = _whole_name(cells), cells.get("organisation", ""), cells.get("town", "")
        more = (cells.get("role", ""), organisation) if person else ()
        printed = tuple(filter(None, (person or organisation, *more, town)))
        self._require_name(person or organisation)
        self._require_printable(printed)
        signing, key = (self.persons, (person, town)) if person else (self.organisations, (organisation,))
        if (folded := tuple(map(str.casefold, key))) in signing:
            raise _LeftOutError("this signs already", "the first row of several with one name and town is taken")
        signing[folded] = printed

    def _cells(self, row: TableRow) -> dict[str, str]:
        """Return what a row says, by its columns; words for nothing are none."""
        if row.problem:
            raise _LeftOutError(row.problem)
        raw = {name: row.cells[at] if at < len(row.cells) else "" for name, at in self.columns.items()}
        if refused := next(filter(None, map(refused_character, raw.values())), None):
            raise _LeftOutError(*refused)
        return {name: "" if is_nothing(text := tidy_line(cell)) else text for name, cell in raw.items()}

    def _require_consent(self, cell: str) -> None:
        days = [period.day for period in dated(cell).periods] if cell else []
        if not days or None in days:
            hint = "write the day on which they agreed to be named, such as 2026-06-24"
            raise _LeftOutError("'consent' is no date", hint)
        if min(filter(None, days)) > self.day:
            reason = f"'consent' lies after the date of the letters, {self.day}"
            raise _LeftOutError(reason, "write the day on which they agreed to be named")

    def _require_name(self, name: str) -> None:
        if not name or names_nobody(name) or romanised(name) in _TRIALS:
            raise _LeftOutError("nobody is named", "write a name, or an organisation")
        if "@" in name or "://" in name or name.isdigit():
            raise _LeftOutError("what stands as the name is none", "write the name of a person or an organisation")

    def _require_printable(self, printed: Sequence[str]) -> None:
        if any(len(one) > _LONGEST for one in printed):
            raise _LeftOutError(f"a cell has more than {_LONGEST} characters", "write it shorter")
        if missing := lacking("".join(printed), self.covered):
            codes = ", ".join(f"U+{ord(one):04X}" for one in missing)
            hint = "write it in other letters, or put a font that has it into the folder 'fonts' of the templates"
            raise _LeftOutError(f"no font has {codes}", hint)


def _whole_name(cells: Mapping[str, str]) -> str:
    """Return the name of the person of a row; empty where it names none."""
    parts = (
        [cells.get("name", "")] if cells.get("name") else [cells.get("given name", ""), cells.get("family name", "")]
    )
    name = " ".join(filter(None, parts))
    return f"{cells['title']} {name}" if name and cells.get("title") else name


def _ranges(lines: Sequence[int]) -> str:
    """Return line numbers in few words: "3, 7–9" for 3, 7, 8, 9."""
    ranges: list[list[int]] = []
    for line in lines:
        if ranges and line == ranges[-1][1] + 1:
            ranges[-1][1] = line
        else:
            ranges.append([line, line])
    told = [str(first) if first == last else f"{first}–{last}" for first, last in ranges[:_RANGES_TOLD]]
    more = f" and {len(ranges) - _RANGES_TOLD} more" if len(ranges) > _RANGES_TOLD else ""
    return ", ".join(told) + more
