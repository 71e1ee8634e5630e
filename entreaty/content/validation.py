"""From plain values to models: pydantic's findings, placed on their lines and put in our words."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from entreaty.content.locales import LANGUAGES
from entreaty.content.model import closest
from entreaty.content.yamlfile import as_yaml_text
from entreaty.content.yamltree import YamlFile, YamlList
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
        problems: Everything that is wrong with the rest.
    """

    entries: tuple[Model, ...]
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
        place = file.locate((key,))
        return Checked((), (*problems, Problem(place, f"'{key}' must be a list", f"begin with '{key}:' and '- id: …'")))
    known = tuple(_property_names(model.model_json_schema()))
    entries: dict[str, Model] = {}
    for number, row in enumerate(rows):
        try:
            entry = model.model_validate(row)
        except ValidationError as error:
            problems += [_problem(file, details, known, (key, number)) for details in _telling(error)]
            continue
        name = entry.id  # type: ignore[attr-defined]
        if name in entries:
            hint = "each id names one entry; this one is left out"
            problems.append(Problem(file.locate((key, number, "id")), f"the {what} '{name}' stands here again", hint))
        entries.setdefault(name, entry)
    return Checked(tuple(entries.values()), tuple(problems))


def _telling(error: ValidationError) -> Iterable[ErrorDetails]:
    """Leave out lists that only seem empty because the problems of their entries are told already."""
    for details in error.errors():
        if details["type"] != "too_short" or not details["input"]:
            yield details


def _problem(
    file: YamlFile, details: ErrorDetails, known: tuple[str, ...], above: tuple[str | int, ...] = ()
) -> Problem:
    steps = (*above, *(step for step in details["loc"] if step != "[key]"))
    message, hint = _in_our_words(file, details, steps, known)
    return Problem(file.locate(steps), message, hint)


def _in_our_words(  # noqa: PLR0911  (a table of cases, one return each)
    file: YamlFile, details: ErrorDetails, steps: tuple[str | int, ...], known: tuple[str, ...]
) -> tuple[str, str]:
    kind, value = details["type"], details["input"]
    name = next((str(step) for step in reversed(steps) if isinstance(step, str) and step != "und"), "the file")
    written = file.raw(steps)
    if kind == "missing":
        return f"'{name}' is missing", ""
    if kind == "extra_forbidden":
        return f"unknown key '{name}'", closest(name, known)
    if kind == "literal_error" and details["loc"][-1] == "[key]":
        return f"'{name}' is not a language that letters can be written in", f"use one of: {', '.join(LANGUAGES)}"
    if kind == "literal_error":
        return _not_among(details, name, str(value))
    if kind in _EXPECTED and written is not None and kind == "string_type":
        return _unquoted(name, written)
    if kind in _EXPECTED:
        return f"'{name}' must be {_EXPECTED[kind]}", ""
    if kind == "value_error":
        message, _, hint = str(details["ctx"]["error"]).partition("|")
        return f"'{name}': {message}", hint
    return f"'{name}': {details['msg']}", ""


def _unquoted(name: str, written: str) -> tuple[str, str]:
    if written in {"", "~", "null"}:
        return f"'{name}' is empty", "write its text, or remove the key"
    return (
        f"'{name}' must be text, but {written} is read as something else",
        f"quote this value: {as_yaml_text(written)}",
    )


def _not_among(details: ErrorDetails, name: str, value: str) -> tuple[str, str]:
    accepted = details["ctx"]["expected"].replace(" or ", ", ").replace("'", "")
    words = accepted.replace(", und", "")
    return f"'{name}' must be one of: {words} (got '{value}')", closest(value, words.split(", "))


_EXPECTED = {
    "string_type": "text",
    "string_too_short": "filled in: it is empty",
    "string_too_long": "shorter",
    "tuple_type": "a list",
    "list_type": "a list",
    "dict_type": "a mapping of keys",
    "model_type": "a mapping of keys",
    "model_attributes_type": "a mapping of keys",
    "date_type": "a date such as 2025-06-24, without quotes",
    "bool_type": "yes or no",
    "int_type": "a whole number",
    "float_type": "a number",
    "too_short": "filled in: nothing is listed",
}


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
        entries: Each id with its place, in order.
        what: What the ids name, such as "recipient".
    """
    first: dict[str, Location] = {}
    problems = []
    for name, place in entries:
        if name in first:
            problems.append(
                Problem(place, f"the {what} '{name}' stands here again", f"the first one is at {first[name]}")
            )
        first.setdefault(name, place)
    return problems
