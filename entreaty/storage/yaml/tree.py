"""What a YAML file holds: plain values that know the lines they stand on and how they were written."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from entreaty.problems import Location

Steps = tuple[str | int, ...]
"""The keys and positions that lead to a value, such as ("recipients", 0, "office")."""


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """An unquoted value that YAML readers take for different things, such as `01234` or `9:30`."""

    raw: str


class YamlMapping(dict[str, Any]):
    """A mapping that knows the line of each key, and how unquoted values were written.

    Attributes:
        path: The file that it stands in.
        line: The line that it begins on, counted from 1.
        lines: The line of each key.
        raw: The characters of each value that is not text, by key.
    """

    def __init__(self, path: Path, line: int) -> None:
        super().__init__()
        self.path = path
        self.line = line
        self.lines: dict[str, int] = {}
        self.raw: dict[str, str] = {}


class YamlList(list[Any]):
    """A list that knows the line of each entry, and how unquoted values were written."""

    def __init__(self, line: int) -> None:
        super().__init__()
        self.line = line
        self.lines: list[int] = []
        self.raw: dict[int, str] = {}

    def line_of(self, number: int) -> int:
        """Return the line of the entry."""
        return self.lines[number]


class OneOfMany(YamlList):
    """A long list of which only one entry was kept: it stands at its number, and the others are not asked for."""

    def __init__(self, line: int, number: int, entry: Any, entry_line: int, raw: str | None) -> None:
        super().__init__(line)
        self._number, self._entry, self._entry_line = number, entry, entry_line
        self.raw = {} if raw is None else {number: raw}

    def __len__(self) -> int:
        return self._number + 1

    def __getitem__(self, _: Any) -> Any:
        return self._entry

    def line_of(self, _: int) -> int:
        """Return the line of the one entry."""
        return self._entry_line


@dataclass(frozen=True, slots=True)
class YamlFile:
    """A file that was read.

    Attributes:
        path: The file, as the user named it.
        root: Its mapping.
    """

    path: Path
    root: YamlMapping

    def existing(self, steps: Steps) -> Steps:
        """Return those of the steps that the file has; a model knows steps of its own, such as the branch it took."""
        here: Any = self.root
        found = []
        for step in steps:
            if _line_of(here, step) is not None:
                found.append(step)
                here = here[step]
        return tuple(found)

    def keys_beside(self, steps: Steps) -> frozenset[str]:
        """Return the keys of the mapping that the last of the steps leads into."""
        here: Any = self.root
        for step in self.existing(steps)[:-1]:
            here = here[step]
        return frozenset(here) if isinstance(here, YamlMapping) else frozenset()

    def locate(self, steps: Steps) -> Location:
        """Return the place that the steps lead to, or the last one on the way that exists."""
        line, here = self.root.line, self.root
        for step in self.existing(steps):
            line, here = _line_of(here, step) or line, here[step]  # type: ignore[index]
        return Location(self.path, line)

    def raw(self, steps: Steps) -> str | None:
        """Return how the value at the steps was written, if it is neither text, list nor mapping."""
        here: Any = self.root
        written: str | None = None
        for step in self.existing(steps):
            written, here = here.raw.get(step), here[step]
        return written


def _line_of(here: object, step: str | int) -> int | None:
    if isinstance(here, YamlMapping) and isinstance(step, str):
        return here.lines.get(step)
    if isinstance(here, YamlList) and isinstance(step, int) and 0 <= step < len(here):
        return here.line_of(step)
    return None
