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


class Empty:
    """What stands in place of a value that a file leaves out: it is none that any format accepts."""

    def __repr__(self) -> str:
        return "nothing"


EMPTY = Empty()


class YamlMapping(dict[str, Any]):
    """A mapping that knows the line of each key, and how unquoted values were written.

    Attributes:
        path: The file that it stands in.
        line: The line that it begins on, counted from 1.
        lines: The line of each key.
        raw: The characters of each value that is not text, by key: "12" for the number 12.
    """

    __slots__ = ("line", "lines", "path", "raw")

    def __init__(self, path: Path, line: int) -> None:
        self.path = path
        self.line = line
        self.lines: dict[str, int] = {}
        self.raw: dict[str, str] = {}

    def with_empty_values(self) -> dict[str, Any]:
        """Return the mapping as it is, or with `EMPTY` in place of each value that is not there."""
        # What is nothing is not text, and few of the values of thousands of profiles are not.
        if not self.raw:
            return self
        empty = [key for key in self.raw if key in self and self[key] is None]
        return {**self, **dict.fromkeys(empty, EMPTY)} if empty else self


class YamlList(list[Any]):
    """A list that knows the line of each entry, and how unquoted values were written.

    Attributes:
        line: The line that it begins on, counted from 1.
        lines: The line of each entry.
        raw: The characters of each value that is not text, by position.
    """

    __slots__ = ("line", "lines", "raw")

    def __init__(self, line: int) -> None:
        self.line = line
        self.lines: list[int] = []
        self.raw: dict[int, str] = {}


@dataclass(frozen=True, slots=True)
class YamlNode:
    """A value with its place in a file.

    Attributes:
        path: The file, as the user named it.
        line: The line that it stands on, counted from 1.
        value: The value: a mapping, a list, a text, a number …
        raw: Its characters, if it is neither text, list nor mapping.
        steps: The steps from the top of the file to it, such as ("recipients", 2); none to the top itself.
    """

    path: Path
    line: int
    value: Any
    raw: str | None = None
    steps: Steps = ()

    @property
    def location(self) -> Location:
        """Return the line for a problem to name."""
        return Location(self.path, self.line)

    def at(self, steps: Steps) -> "YamlNode":
        """Return the value that the steps lead to from here, or the last one on the way that exists.

        Steps that the file does not have are passed over: a model knows some of its own, such as the branch of a union.
        """
        node = self
        for step in steps:
            node = node.child(step) or node
        return node

    def child(self, step: str | int) -> "YamlNode | None":
        """Return the value under that key or at that position; None where there is none."""
        value = self.value
        if isinstance(value, YamlMapping) and isinstance(step, str) and step in value:
            return YamlNode(self.path, value.lines[step], value[step], value.raw.get(step), (*self.steps, step))
        if isinstance(value, YamlList) and isinstance(step, int) and 0 <= step < len(value):
            return YamlNode(self.path, value.lines[step], value[step], value.raw.get(step), (*self.steps, step))
        return None


@dataclass(frozen=True, slots=True)
class YamlFile:
    """A file that was read.

    Attributes:
        path: The file, as the user named it.
        root: Its mapping.
    """

    path: Path
    root: YamlMapping

    @property
    def top(self) -> YamlNode:
        """Return the mapping as the value that steps begin at."""
        return YamlNode(self.path, self.root.line, self.root)
