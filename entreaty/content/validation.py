"""From plain values to models: pydantic's findings, placed on their lines and put in our words."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from entreaty.content.model import closest
from entreaty.content.wording import in_our_words
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
        known = tuple(_property_names(model.model_json_schema()))
        raise ContentError([_problem(file, details, known) for details in _telling(error)]) from error


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
    rows = file.root.get(key)
    problems = [
        Problem(file.locate((name,)), f"unknown key '{name}'", closest(str(name), (key,)))
        for name in file.root
        if name != key
    ]
    if not isinstance(rows, YamlList):
        message = f"'{key}' must be a list" if key in file.root else f"'{key}' is missing"
        problems.append(Problem(file.locate((key,)), message, f"begin with '{key}:' and '- id: …'"))
        return Checked((), None, tuple(problems))
    known = tuple(_property_names(model.model_json_schema()))
    entries: dict[str, Model] = {}
    lines: dict[str, int] = {}
    for number, row in enumerate(rows):
        try:
            entry = model.model_validate(row)
        except ValidationError as error:
            found = [_problem(file, details, known, (key, number)) for details in _telling(error)]
            problems += [replace(one, concerns=_concern(what, row)) for one in found]
            continue
        name = entry.id  # type: ignore[attr-defined]
        if name in entries:
            hint = f"the first one is on line {lines[name]}; this one is left out"
            again = Problem(file.locate((key, number, "id")), f"the {what} '{name}' stands here again", hint)
            problems.append(replace(again, concerns=_concern(what, row)))
        entries.setdefault(name, entry)
        lines.setdefault(name, file.locate((key, number, "id")).line)
    named = frozenset(str(row["id"]) for row in rows if isinstance(row, dict) and "id" in row)
    return Checked(tuple(entries.values()), named, tuple(problems))


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
