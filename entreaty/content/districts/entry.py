"""Bring a table of districts into a campaign: its entry is written into `districts.yaml`, and the table is read."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal

from entreaty.content.districts.database import opened_database
from entreaty.content.districts.headings import compared, known_headings, recognised
from entreaty.content.districts.table import Account, shown_headings
from entreaty.content.files.districts import FILE, ColumnRole, DistrictsFile, DistrictTable, load_districts
from entreaty.content.validation import validated
from entreaty.problems import ContentError, EntreatyError, Location, Problem
from entreaty.storage.decoding import refusal
from entreaty.storage.files import write_for_all
from entreaty.storage.inside import RefusedFileError, read_inside, real_place
from entreaty.storage.tables.long_text import read_long_table
from entreaty.storage.yaml.edits import EditError, with_entry
from entreaty.storage.yaml.file import SIZE_CAP, decoded, parse_yaml
from entreaty.storage.yaml.tree import YamlFile
from entreaty.storage.yaml.writer import as_yaml_list

_HEAD = """\
# Which tables say what lies in which district. 'districts import FILE' adds one; remarks stay.
# A table holds 'from' a day on and 'until' another one, so that old and new boundaries stand side by side.
districts:
"""


class DistrictsImportError(EntreatyError):
    """A table of districts cannot be brought in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DistrictsImport:
    """What became of a table.

    Attributes:
        path: The campaign's `districts.yaml`.
        state: Whether the entry is new or stood there already.
        table: The entry.
        account: What became of the rows of the table.
        note: What those who use the table should know; empty where there is nothing.
        problems: What is wrong with its rows, and warnings of entries that it overlaps with.
    """

    path: Path
    state: Literal["new", "unchanged"]
    table: DistrictTable
    account: Account
    note: str
    problems: tuple[Problem, ...]


def import_districts(
    file: Path, asked: Mapping[str, Any], campaign: Path, cache: Path, begin: Callable[[Path], None] | None = None
) -> DistrictsImport:
    """Read a table of districts, and name it in the campaign's `districts.yaml`; the table stays where it is.

    Args:
        file: The table, in the campaign's folder.
        asked: What the user says of it: "country", and if they like "kind" and "from".
        campaign: The campaign's folder.
        cache: The folder of the user's own that what was read is kept in.
        begin: What is called with the table before it is read.

    Raises:
        DistrictsImportError: It lies outside of the campaign, or `districts.yaml` says otherwise of it.
        ContentError: It cannot be read, its columns are not recognised, or none of its rows says anything.
        DistrictsError: What it says cannot be kept.
    """
    path, there = campaign / FILE, load_districts(campaign)
    values, note = _entry(file, asked, campaign)
    table = DistrictTable.model_validate(values)
    same = [one for one in there if (one.file, one.kind) == (table.file, table.kind)]
    known = next((one for one in same if one == table), None)
    if same and known is None:
        written = as_yaml_list([values], indent=4).rstrip()
        raise DistrictsImportError(
            f"{same[0].place()}: {table.file} stands here already, and says otherwise\n"
            f"  hint: keep it, or write in its place:\n{written}"
        )
    database = opened_database(table, campaign, cache, begin)
    account = database.account
    database.close()
    problems = (*account.problems(campaign / table.file), *_overlapping(table, there))
    if not account.reaching:
        nothing = Problem(Location(campaign / table.file), "no row says what lies in a district", "nothing is written")
        raise ContentError((*problems, nothing))
    if known is None:
        write_for_all(path, _with(path, values, there, campaign), campaign)
    return DistrictsImport(
        path=path,
        state="new" if known is None else "unchanged",
        table=known or table,
        account=account,
        note=note,
        problems=problems,
    )


def _entry(file: Path, asked: Mapping[str, Any], campaign: Path) -> tuple[dict[str, Any], str]:
    """Return the entry for a table as its headings and the user say, and what those who use it should know.

    Raises:
        DistrictsImportError: It lies outside of the campaign, or nobody says what is elected there.
        ContentError: It cannot be read, or its columns are not recognised.
    """
    name, country = _name(file, campaign), asked["country"]
    table = read_long_table(file, None, lambda cells: known_headings(cells, country))
    found = recognised(table.headings, country)
    _require_enough(file, table.line, table.headings, found.columns)
    kind = asked.get("kind") or found.kind
    if not kind:
        what = "the headings do not say what is elected in these districts"
        hint = "name it with --kind, such as uk-commons, us-house or de-bundestag"
        raise DistrictsImportError(f"{file}: {what}\n  hint: {hint}")
    values = {"file": name, "country": country, "kind": kind, "columns": dict(found.columns), "from": asked.get("from")}
    return {key: value for key, value in values.items() if value is not None}, found.note


def _name(file: Path, campaign: Path) -> str:
    """Return what a table is called, seen from the campaign's folder: "districts/codes.csv".

    Raises:
        DistrictsImportError: It lies elsewhere.
    """
    try:
        return real_place(file, campaign).relative_to(real_place(campaign)).as_posix()
    except RefusedFileError as error:
        hint = f"put a copy into {campaign / 'districts'}, and import that"
        raise DistrictsImportError(f"{file}: a table must lie in the campaign's folder\n  hint: {hint}") from error


def _require_enough(file: Path, line: int, headings: tuple[str, ...], columns: Mapping[str, ColumnRole]) -> None:
    """Refuse a table of which a column that counts is not recognised.

    Raises:
        ContentError: The district, or what lies in it, is not recognised.
    """
    roles = {*columns.values()}
    lacking = []
    if not roles & {"id", "constituency"}:
        lacking.append("names the district ('id' or 'constituency')")
    if not roles & {"postcode", "place"} and not {"id", "constituency"} <= roles:
        lacking.append("says what lies in it ('postcode' or 'place')")
    if lacking:
        rest = [one for one in headings if compared(one) and one not in columns]
        entry = f"write the entry into {FILE} yourself, with 'columns: {{HEADING: postcode, HEADING: id}}'"
        hint = f"{entry}; headings are: {shown_headings(rest)}"
        raise refusal(file, f"no heading {' and none '.join(lacking)}", hint, line)


def _overlapping(table: DistrictTable, there: tuple[DistrictTable, ...]) -> Iterator[Problem]:
    """Yield a warning for each other table of the same kind that holds on the same days."""
    for one in there:
        of_one_kind = (one.country, one.kind, one.only_names) == (table.country, table.kind, table.only_names)
        if one.file == table.file or not of_one_kind or not _hold_together(one, table):
            continue
        message = f"{one.file} and {table.file} hold on the same days: what they say differently becomes a question"
        end = table.since if table.since and not (one.since and one.since >= table.since) else None
        hint = f"if it is older, write 'until: {end}' here" if end else "say with 'from' and 'until' when each holds"
        yield Problem(one.place("file"), message, hint, "warning")


def _hold_together(one: DistrictTable, other: DistrictTable) -> bool:
    first, last = date.min, date.max
    return (one.since or first) < (other.until or last) and (other.since or first) < (one.until or last)


def _with(path: Path, values: Mapping[str, Any], there: tuple[DistrictTable, ...], campaign: Path) -> str:
    """Return `districts.yaml` with a further entry; every other character of it stays.

    Raises:
        DistrictsImportError: It is written so that nothing can be added.
    """
    if not path.exists():
        return _HEAD + as_yaml_list([values])
    source = decoded(read_inside(path, campaign, cap=SIZE_CAP))
    try:
        text = with_entry(source, "districts", lambda indent: as_yaml_list([values], indent))
        found = validated(DistrictsFile, YamlFile(path, parse_yaml(path, text))).districts
    except (EditError, ContentError):
        found = ()
    if found != (*there, DistrictTable.model_validate(values)):
        written = as_yaml_list([values]).rstrip()
        hint = f"write this at the end of its list:\n{written}"
        raise DistrictsImportError(f"{path}: the entry cannot be added to the list as it is written\n  hint: {hint}")
    return text
