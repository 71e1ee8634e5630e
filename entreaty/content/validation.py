"""From plain values to models: pydantic's findings, placed on their lines and put in our words."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from entreaty.content.model import closest
from entreaty.content.wording import in_our_words
from entreaty.content.yamlfile import read_entries
from entreaty.content.yamltree import Steps, YamlFile, YamlList
from entreaty.problems import ContentError, Location, Problem

Model = TypeVar("Model", bound=BaseModel)


def validated(model: type[Model], file: YamlFile) -> Model:
    """Return the file's content as the model.

    Raises:
        ContentError: Everything that the model does not accept, each with its line.
    """
    try:
        return model.model_validate(file.root)
    except ValidationError as error:
        raise ContentError([_problem(file, details, _known(model)) for details in _telling(error)]) from error


@dataclass(frozen=True, slots=True)
class Checked(Generic[Model]):
    """The entries of a list that can be used, and what is wrong with the others.

    Attributes:
        entries: The valid entries, in the order of the file.
        named: The ids of all entries, those that cannot be used included; None where there is no list of them.
        problems: Everything that is wrong with the rest.
    """

    entries: tuple[Model, ...]
    named: frozenset[str] | None
    problems: tuple[Problem, ...]


def validated_entries(model: type[Model], file: YamlFile, key: str, what: str) -> Checked[Model]:
    """Return the entries of the file's one list; a bad entry does not spoil the good ones.

    Args:
        model: What each entry is.
        file: A file whose only key is `key`.
        key: The list's name.
        what: What an entry is called, such as "recipient".
    """
    entries = Entries(model, key, what)
    rows = file.root.get(key)
    for number in range(len(rows) if isinstance(rows, YamlList) else 0):
        entries.take(file, number)
    return entries.checked(file)


def read_validated(model: type[Model], path: Path, key: str, what: str, cap: int) -> Checked[Model]:
    """Return the entries of a long file, each validated as soon as it is read, so that no more than one lies around.

    Args:
        model: What each entry is.
        path: A file whose only key is `key`.
        key: The list's name.
        what: What an entry is called, such as "recipient".
        cap: The largest size to accept, in bytes.

    Raises:
        ContentError: The file as a whole cannot be read.
    """
    entries = Entries(model, key, what)
    return entries.checked(read_entries(path, key, entries.take, cap=cap))


class Entries(Generic[Model]):
    """The entries of a list, gathered one by one."""

    def __init__(self, model: type[Model], key: str, what: str) -> None:
        """Take the model of an entry, the list's name, and what an entry is called."""
        self._model, self._key, self._what = model, key, what
        self._entries: dict[str, Model] = {}
        self._lines: dict[str, int] = {}
        self._named: set[str] = set()
        self._problems: list[Problem] = []

    def take(self, file: YamlFile, number: int) -> None:
        """Take in one entry of the file's list."""
        row = file.root[self._key][number]
        if isinstance(row, dict) and "id" in row:
            self._named.add(str(row["id"]))
        try:
            entry = self._model.model_validate(row)
        except ValidationError as error:
            known = _known(self._model)
            found = [_problem(file, details, known, (self._key, number)) for details in _telling(error)]
            self._problems += [replace(one, concerns=_concern(self._what, row)) for one in found]
            return
        name, line = entry.id, row.lines["id"]  # type: ignore[attr-defined]
        if name in self._entries:
            hint = f"the first one is on line {self._lines[name]}; this one is left out"
            again = Problem(Location(file.path, line), f"the {self._what} '{name}' stands here again", hint)
            self._problems.append(replace(again, concerns=_concern(self._what, row)))
        self._entries.setdefault(name, entry)
        self._lines.setdefault(name, line)

    def checked(self, file: YamlFile) -> Checked[Model]:
        """Return what was gathered, and what is wrong with the file around its list."""
        key = self._key
        problems = [
            Problem(file.locate((name,)), f"unknown key '{name}'", closest(str(name), (key,)))
            for name in file.root
            if name != key
        ]
        if not isinstance(file.root.get(key), YamlList):
            message = f"'{key}' must be a list" if key in file.root else f"'{key}' is missing"
            problems.append(Problem(file.locate((key,)), message, f"begin with '{key}:' and '- id: …'"))
            return Checked((), None, tuple(problems))
        return Checked(tuple(self._entries.values()), frozenset(self._named), (*problems, *self._problems))


def _concern(what: str, row: Any) -> str:
    """Return what the problems of an entry touch: every letter that uses the entry of that name."""
    return f"{what}:{row['id']}" if isinstance(row, dict) and "id" in row else ""


def _telling(error: ValidationError) -> Iterable[ErrorDetails]:
    """Leave out lists that only seem empty because the problems of their entries are told already."""
    for details in error.errors():
        if details["type"] != "too_short" or not details["input"]:
            yield details


def _problem(file: YamlFile, details: ErrorDetails, known: tuple[str, ...], above: Steps = ()) -> Problem:
    steps = file.existing((*above, *details["loc"], details.get("ctx", {}).get("key", "")))
    return Problem(file.locate(steps), *in_our_words(details, file, steps, known))


@cache
def _known(model: type[BaseModel]) -> tuple[str, ...]:
    """Return the names of all properties of a format."""
    return tuple(_property_names(model.model_json_schema()))


def _property_names(schema: Any) -> Iterable[str]:
    if isinstance(schema, dict):
        yield from schema.get("properties", {})
        for part in schema.values():
            yield from _property_names(part)
    elif isinstance(schema, list):
        for part in schema:
            yield from _property_names(part)


def duplicates(entries: Iterable[tuple[str, Location]], what: str) -> list[Problem]:
    """Return a problem for each id that stands a second time.

    Args:
        entries: Each id with its place, in the order of their file.
        what: What the ids name, such as "recipient".
    """
    first: dict[str, Location] = {}
    problems = []
    for name, place in entries:
        if name in first:
            hint = f"the first one is on line {first[name].line}"
            problems.append(Problem(place, f"the {what} '{name}' stands here again", hint))
        first.setdefault(name, place)
    return problems
