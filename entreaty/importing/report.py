"""The report of an import: one line for each row of the source, with its place."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from entreaty.content.model import shown
from entreaty.importing.merging.merge import Change, Difference, MergedProfiles
from entreaty.importing.profile_fields import Reach, is_empty, reach
from entreaty.importing.reading import LeftOut, Place
from entreaty.problems import counted
from entreaty.storage.tables.writing import as_csv

STATES = ("imported", "updated", "unchanged", "left out", "ended")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportLine:
    """What became of a row, or of a profile that is no longer in the source.

    Attributes:
        place: The row; None where there is none.
        state: One of `STATES`.
        id: The profile; empty where the row became none.
        details: What changed, or why it was left out.
        problem: Whether somebody should look at it.
        lacks: What the row was left out for want of, such as "country".
        change: What becomes of the profile; None for a row that became none.
    """

    place: Place | None
    state: str
    id: str
    details: str
    problem: bool = False
    lacks: frozenset[str] = frozenset()
    change: Change | None = None

    def as_json(self) -> dict[str, Any]:
        """Return what `recipients import --json` prints of it."""
        change = self.change
        return {
            "file": self.file,
            "row": self.place.row if self.place else None,
            "place": self.row,
            "state": self.state,
            "id": self.id,
            "reason": "" if change else self.details,
            "changed": [_as_json(one) for one in change.changed] if change and self.state != "imported" else [],
            "kept": [_as_json(one) for one in change.kept] if change else [],
            "notes": [*change.notes] if change else [],
            "problem": self.problem,
        }

    @property
    def file(self) -> str:
        """The file of the row; empty where there is no row."""
        return str(self.place.path) if self.place else ""

    @property
    def row(self) -> str:
        """The row, such as "row 7"; empty where there is none."""
        return self.place.in_file if self.place else ""


def report(merged: MergedProfiles) -> tuple[ReportLine, ...]:
    """Return a line for each row of the source, in its order, and then one for each profile that ended without one."""
    lines = [*map(_of_change, merged.changes), *map(_of_row_left_out, merged.left_out)]
    of_rows = [(line.place, line) for line in lines if line.place]
    of_rows.sort(key=lambda pair: (str(pair[0].path), pair[0].called, pair[0].row))
    return (*(line for _, line in of_rows), *(line for line in lines if line.place is None))


@dataclass(frozen=True, slots=True, kw_only=True)
class CommonFault:
    """What several rows of a source lack together.

    Attributes:
        lacks: What it is: "name", "office", "country" or "audience".
        places: The rows.
    """

    lacks: str
    places: tuple[Place, ...]

    def __str__(self) -> str:
        first, count = self.places[0], len(self.places)
        where = f"{first} and {counted(count - 1, 'more row')}"
        if count <= _ONE_BY_ONE and len({(one.path, one.called) for one in self.places}) == 1:
            called = "entries" if first.called == "entry" else f"{first.called}s"
            where = f"{first.path}: {called} {', '.join(str(one.row) for one in self.places)}"
        return f"{where}: left out: {_SAID[self.lacks]}"

    @property
    def hint(self) -> str:
        """What to do once for all of them."""
        return _FOR_ALL[self.lacks]


_SAID = {
    "name": "nobody is named",
    "office": "no office is named, which their form of address needs",
    "country": "no country is named",
    "audience": "nothing says their audience",
}
_FOR_ALL = {
    "name": "fill in a name, a household, an office or an organisation; or name its column in a mapping file (--map)",
    "office": "one for all, in a mapping file (--map): set: {office: Member of Parliament}; or name its column there",
    "country": "one for all, in a mapping file (--map): set: {country: CH}; or --country CH",
    "audience": "one for all: --audience NAME; or rules in a mapping file (--map)",
}
# Of more rows, only the first is named.
_ONE_BY_ONE = 10


def common_faults(merged: MergedProfiles) -> tuple[CommonFault, ...]:
    """Return what several rows lack, so that it is told once."""
    faults = []
    for lacks in _FOR_ALL:
        places = tuple(row.place for row in merged.left_out if lacks in row.lacks)
        if len(places) > 1:
            faults.append(CommonFault(lacks=lacks, places=places))
    return tuple(faults)


def shapes(merged: MergedProfiles) -> tuple[str, ...]:
    """Return as what new profiles without an office come in: "12 rows name no office: they come in as persons"."""
    new = [one.after for one in merged.changes if one.state == "imported"]
    without = Counter(one.get("form_of_address", "") for one in new if not one.get("office"))
    told = [f"{_rows_that_name(count)} no office: {_as_what(form, count)}" for form, count in sorted(without.items())]
    if count := sum(1 for one in new if one.get("office") and not one.get("organisation")):
        told.append(f"{_rows_that_name(count)} no organisation: set one for all in a mapping file, if there is one")
    return tuple(told)


_CALLED = {
    "person": ("a person", "persons"),
    "household": ("a household", "households"),
    "organisation": ("an organisation", "organisations"),
    "company": ("a company", "companies"),
}


def _as_what(form: str, count: int) -> str:
    one, several = _CALLED.get(form, (form, form))
    return f"they come in as {several}" if count > 1 else f"it comes in as {one}"


def _rows_that_name(count: int) -> str:
    return f"{counted(count, 'row')} {'name' if count > 1 else 'names'}"


def counts(lines: Sequence[ReportLine]) -> Mapping[str, int]:
    """Return how many lines there are of each state, zeros included."""
    found = Counter(line.state for line in lines)
    return {state: found[state] for state in STATES}


def reached(merged: MergedProfiles, day: date) -> Reach:
    """Return how the profiles of the source that are in office on that day are reached."""
    return reach(one.after for one in merged.changes if not _has_left(one, day))


def left(merged: MergedProfiles, day: date) -> int:
    """Return how many profiles of the source have left by that day, so that no letter goes to them."""
    return sum(_has_left(one, day) for one in merged.changes)


def _has_left(one: Change, day: date) -> bool:
    ended = one.after.get("ended")
    return bool(ended) and not (isinstance(ended, date) and ended > day)


def report_csv(lines: Sequence[ReportLine]) -> bytes:
    """Return the report as a table for a spreadsheet."""
    rows = ((line.file, line.row, line.state, line.id, line.details) for line in lines)
    return as_csv([("file", "row", "state", "id", "details"), *rows])


def _of_row_left_out(row: LeftOut) -> ReportLine:
    return ReportLine(
        place=row.place, state="left out", id="", details=row.reason, problem=row.problem, lacks=row.lacks
    )


def _of_change(change: Change) -> ReportLine:
    parts = [*(_changed(one) for one in change.changed if change.state == "updated")]
    if change.state == "ended":
        why = "" if change.place else "the source tells of it no more: "
        parts.append(f"{why}ended on {change.after['ended']}")
    parts += [_kept(one) for one in change.kept]
    parts += change.notes
    return ReportLine(
        place=change.place,
        state=change.state,
        id=change.id,
        change=change,
        details="; ".join(parts),
        # Notes were reported when the profile came in; while nothing changes they are no news.
        problem=bool(change.kept or (change.notes and change.state != "unchanged")),
    )


def _as_json(one: Difference) -> dict[str, Any]:
    """Return both values of a field, with days as they are written: {"field": "email", "file": …, "source": …}."""
    return {"field": one.field, "file": _plain(one.mine), "source": _plain(one.theirs)}


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(inner) for inner in value]
    return value if value is None or isinstance(value, (str, bool, int, float)) else str(value)


def _changed(one: Difference) -> str:
    return f"{one.field}: {_value(one.mine)} → {_value(one.theirs)}"


def _kept(one: Difference) -> str:
    return f"{one.field} was edited by hand and stays {_value(one.mine)}; the source now says {_value(one.theirs)}"


def _value(value: Any) -> str:
    """Return a value in one line, cut where it is long: "Weg 1, 01067 Dresden, DE"."""
    if is_empty(value):
        return "nothing"
    return shown(", ".join(_words(value)))


def _words(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        for inner in value.values():
            yield from _words(inner)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            yield from _words(inner)
    else:
        yield str(value)
