"""What an import says of each row: once, and where to find it."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from entreaty.content.model import shown
from entreaty.importing.merging.comparison import Change, Difference, Merged
from entreaty.importing.profiles.profile import reach
from entreaty.storage.tables.writing import as_csv

STATES = ("imported", "updated", "unchanged", "left out", "ended")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What became of one row, or of one profile that no row tells of any more.

    Attributes:
        file: The file of the row; empty where there is no row.
        row: The row, such as "row 7"; empty where there is none.
        state: One of `STATES`.
        id: The profile; empty where the row became none.
        details: What changed, or why it was left out.
        problem: Whether somebody should look at it.
    """

    file: str
    row: str
    state: str
    id: str
    details: str
    problem: bool = False


def report(merged: Merged) -> tuple[Line, ...]:
    """Return a line for each row of the source, in its order, and then one for each profile that ended without one."""
    found = [(one.place, _of_change(one)) for one in merged.changes if one.place]
    found += [
        (
            one.place,
            Line(
                file=str(one.place.path),
                row=str(one.place).removeprefix(f"{one.place.path}: "),
                state="left out",
                id="",
                details=one.reason,
                problem=one.problem,
            ),
        )
        for one in merged.left_out
    ]
    found.sort(key=lambda pair: (str(pair[0].path), pair[0].called, pair[0].row) if pair[0] else ("", "", 0))
    return (*(line for _, line in found), *(_of_change(one) for one in merged.changes if one.place is None))


def counts(lines: Sequence[Line]) -> Mapping[str, int]:
    """Return how many lines there are of each state, those of none included."""
    found = Counter(line.state for line in lines)
    return {state: found[state] for state in STATES}


def reached(merged: Merged) -> tuple[int, int, int]:
    """Return how many profiles of the source are reached by post, only by e-mail or form, and not at all."""
    return reach(one.after for one in merged.changes if not one.after.get("ended"))


def report_csv(lines: Sequence[Line]) -> bytes:
    """Return the report as a table for a spreadsheet."""
    rows = ((line.file, line.row, line.state, line.id, line.details) for line in lines)
    return as_csv([("file", "row", "state", "id", "details"), *rows])


def _of_change(change: Change) -> Line:
    parts = [*(_changed(one) for one in change.changed if change.state == "updated")]
    if change.state == "ended":
        parts.append(f"the source tells of it no more: ended on {change.after['ended']}")
    parts += [_kept(one) for one in change.kept]
    parts += change.notes
    place = change.place
    return Line(
        file=str(place.path) if place else "",
        row=str(place).removeprefix(f"{place.path}: ") if place else "",
        state=change.state,
        id=change.id,
        details="; ".join(parts),
        # What was told when the profile came in is no news while nothing changes.
        problem=bool(change.kept or (change.notes and change.state != "unchanged")),
    )


def _changed(one: Difference) -> str:
    return f"{one.field}: {_value(one.mine)} → {_value(one.theirs)}"


def _kept(one: Difference) -> str:
    return f"{one.field} was edited by hand and stays {_value(one.mine)}; the source now says {_value(one.theirs)}"


def _value(value: Any) -> str:
    """Return a value in few words."""
    if value in (None, "", [], {}):
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
