"""What is wrong with rows of a sheet of supporters, told once for all rows that have it.

No message names anybody: what is printed may be kept in a log. The line says who it is.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from entreaty.content.model import shown
from entreaty.problems import Level, Location, Problem

# Of more rows, only the first are named.
_NAMED = 20


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a row.

    Attributes:
        place: The file, and the line or row.
        what: What is wrong, the same words for all rows that have it: "the consent is no date".
        value: What the row says, where it tells nothing of the person: "yes"; else empty.
        hint: What would be right.
        keeps: Whether the row is a sender all the same.
    """

    place: Location
    what: str
    value: str = ""
    hint: str = ""
    keeps: bool = False

    @property
    def level(self) -> Level:
        """A row that is left out is an error, and what only should be known is a warning."""
        return "warning" if self.keeps else "error"


class UnusableError(Exception):
    """A row that is no sender.

    Attributes:
        what: What is wrong, the same words for all rows that have it.
        value: What the row says, where it tells nothing of the person; else empty.
        hint: What would be right.
    """

    def __init__(self, what: str, value: str = "", hint: str = "") -> None:
        super().__init__(what)
        self.what, self.value, self.hint = what, value, hint


def told(faults: Iterable[Fault]) -> tuple[Problem, ...]:
    """Return one problem for each thing that is wrong, at the first of its rows, in the order of the sheet."""
    groups: dict[tuple[str, bool], list[Fault]] = {}
    for one in sorted(faults, key=lambda fault: fault.place):
        groups.setdefault((one.what, one.keeps), []).append(one)
    return tuple(_problem(group) for group in groups.values())


def _problem(group: list[Fault]) -> Problem:
    first, lines = group[0], tuple(dict.fromkeys(one.place.line for one in group))
    value = next((f", such as '{shown(one.value)}'" for one in group if one.value), "")
    said = f"{first.what}{value if len(group) > 1 else value.replace(', such as', ':')}"
    if not first.keeps:
        said = f"left out: {said}"
    if len(lines) > 1:
        more = ", …" if len(lines) > _NAMED else ""
        said = f"{said} ({len(lines)} rows: {', '.join(map(str, lines[:_NAMED]))}{more})"
    return Problem(first.place, said, first.hint, first.level)
