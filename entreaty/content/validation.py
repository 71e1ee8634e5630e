"""From plain values to models: pydantic's findings, placed on their lines and put in our words."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails, PydanticCustomError

from entreaty.content.model import closest, did_you_mean, no_language, shown
from entreaty.problems import Concern, ContentError, Location, Part, Problem, counted
from entreaty.storage.yaml.tree import EMPTY, YamlFile, YamlList, YamlMapping, YamlNode
from entreaty.storage.yaml.writer import as_yaml_text

Model = TypeVar("Model", bound=BaseModel)
# An entry with more mistakes than these is of another kind; a longer list would not help, and take long.
_PROBLEM_CAP = 100
# So many keys fit into a hint: the six parts of a letter do.
_FEW = 6
# A list of more words is read by nobody who has mistyped one.
_MANY = 12
# A key belongs in one place, or in `for` and `not`.
_PLACES = 2


def validated(model: type[Model], file: YamlFile) -> Model:
    """Return the file's content as the model.

    Raises:
        ContentError: Everything that the model does not accept, each with its line.
    """
    try:
        return model.model_validate(file.root)
    except ValidationError as error:
        raise ContentError(_problems(file.top, error, model)) from error


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


def validated_entries(model: type[Model], file: YamlFile, key: str, what: Part) -> Checked[Model]:
    """Return the entries of the file's one list; a bad entry does not spoil the good ones.

    Args:
        model: What each entry is.
        file: A file whose only key is `key`.
        key: The list's name.
        what: What an entry is called, such as "recipient".
    """
    entries = Entries(model, key, what)
    listed = file.top.at((key,))
    for number in range(len(listed.value) if isinstance(listed.value, YamlList) else 0):
        entries.take(listed.at((number,)))
    return entries.checked(file)


class Entries(Generic[Model]):
    """The entries of a list, gathered one by one."""

    def __init__(self, model: type[Model], key: str, what: Part) -> None:
        """Take the model of an entry, the list's name, and what an entry is called."""
        self._model, self._key, self._what = model, key, what
        self._entries: dict[str, Model] = {}
        self._lines: dict[str, int] = {}
        self._named: set[str] = set()
        self._problems: list[Problem] = []

    def take(self, node: YamlNode) -> None:
        """Validate one entry of the list, and keep it or its problems."""
        row = node.value
        called = str(row["id"]) if isinstance(row, YamlMapping) and "id" in row else None
        if called is not None:
            self._named.add(called)
        try:
            entry = self._model.model_validate(row)
        except ValidationError as error:
            concerns = None if called is None else Concern(self._what, called)
            self._problems += [replace(one, concerns=concerns) for one in _problems(node, error, self._model)]
            return
        name, line = entry.id, row.lines["id"]  # type: ignore[attr-defined]
        if name in self._entries:
            hint = f"the first one is on line {self._lines[name]}; this one is left out"
            again = f"the {self._what} '{name}' stands here again"
            self._problems.append(Problem(Location(node.path, line), again, hint, concerns=Concern(self._what, name)))
            return
        self._entries[name], self._lines[name] = entry, line

    def checked(self, file: YamlFile) -> Checked[Model]:
        """Return what was gathered, and what is wrong with the file around its list."""
        key = self._key
        problems = [
            Problem(file.top.at((name,)).location, f"unknown key '{name}'", closest(str(name), (key,)))
            for name in file.root
            if name != key
        ]
        if not isinstance(file.root.get(key), YamlList):
            message = f"'{key}' must be a list" if key in file.root else f"'{key}' is missing"
            problems.append(Problem(file.top.at((key,)).location, message, f"begin with '{key}:' and '- id: …'"))
            return Checked((), None, tuple(problems))
        return Checked(tuple(self._entries.values()), frozenset(self._named), (*problems, *self._problems))


def _problems(node: YamlNode, error: ValidationError, model: type[BaseModel]) -> list[Problem]:
    """Return what pydantic found wrong with the value, each problem on its line.

    A list that only seems empty, because its entries have problems of their own, is passed over.
    """
    found = [
        details for details in error.errors(include_url=False) if details["type"] != "too_short" or not details["input"]
    ]
    told = [(details, _problem(node, details, model)) for details in found[:_PROBLEM_CAP]]
    mistyped = {(details["loc"][:-1], one.hint) for details, one in told if details["type"] == "extra_forbidden"}
    problems = [
        one
        for details, one in told
        if details["type"] != "missing" or (details["loc"][:-1], did_you_mean(str(details["loc"][-1]))) not in mistyped
    ]
    if (more := len(found) - _PROBLEM_CAP) > 0:
        message = f"there are {counted(more, 'further mistake')} in what begins here"
        problems.append(Problem(node.location, message, f"correct the {_PROBLEM_CAP} that are named first"))
    return problems


def _problem(node: YamlNode, details: ErrorDetails, model: type[BaseModel]) -> Problem:
    place = details["loc"]
    wrong = node.at((*place, details.get("ctx", {}).get("key", "")))
    if details["type"] == "extra_forbidden":
        return Problem(wrong.location, *_unknown_key(str(place[-1]), node.at(place[:-1]).value, model, place[:-1]))
    message, hint = _message_and_hint(details, wrong)
    if not hint and details["type"] in {"dict_type", "model_type"} and 0 < len(keys := _keys_at(model, place)) <= _FEW:
        hint = f"it may have: {', '.join(keys)}"
    return Problem(wrong.location, message, hint)


@cache
def _keys_at(model: type[BaseModel], place: tuple[str | int, ...]) -> tuple[str, ...]:
    """Return the keys that a mapping in a format may have, such as ("organisation", "countries") of a `sender`.

    Args:
        model: The format.
        place: The steps that lead to the mapping. What names no key, as pydantic's choices of a union, is passed over.
    """
    schema = _schema(model)
    here = list(_alternatives(schema, schema))
    for step in place:
        below = [one for part in here for one in _alternatives(_child(part, step), schema)]
        here = below or here
    return tuple(key for part in here for key in part.get("properties", {}))


@cache
def _schema(model: type[BaseModel]) -> dict[str, Any]:
    return model.model_json_schema()


def _child(schema: dict[str, Any], step: str | int) -> dict[str, Any]:
    child = schema.get("items") if isinstance(step, int) else schema.get("properties", {}).get(step)
    # Mappings by ids have the pattern of these.
    child = child or next(iter(schema.get("patternProperties", {}).values()), schema.get("additionalProperties"))
    return child if isinstance(child, dict) else {}


def _alternatives(schema: dict[str, Any], whole: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the schema, or all those that it names in its place."""
    if "$ref" in schema:
        yield from _alternatives(whole["$defs"][schema["$ref"].rpartition("/")[2]], whole)
    for one in (*schema.get("anyOf", ()), *schema.get("oneOf", ()), *schema.get("allOf", ())):
        yield from _alternatives(one, whole)
    if schema.keys() & {"properties", "items", "additionalProperties", "patternProperties"}:
        yield schema


def duplicates(entries: Iterable[tuple[str, Location]], what: Part) -> list[Problem]:
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


_LANGUAGE = re.compile("[a-z]{2}(-[A-Za-z]{2})?")
# Where these are keys, all languages are.
_SOME_LANGUAGES = {"en", "fr", "de"}
_QUOTED = re.compile(r"'([^']*)'")
_KEYS = "must hold 'key: value' lines of its own"
_WHOLE = "must be a whole number"
_MUST = {
    "string_type": "must be text",
    "text_type": "must be text, or texts by language such as {{en: …, fr: …}}",
    "string_too_short": "is empty",
    "string_too_long": "is too long: at most {max_length} characters",
    "tuple_type": "must be a list",
    "too_short": "lists nothing",
    "too_long": "is too long: at most {max_length} entries",
    "dict_type": _KEYS,
    "model_type": _KEYS,
    "date_type": "must be a date such as 2025-06-24, without quotes",
    "bool_type": "must be yes or no, without quotes",
    "int_type": _WHOLE,
    "int_parsing": _WHOLE,
    "int_from_float": _WHOLE,
    "float_type": "must be a number",
    "greater_than": "must be more than {gt:g}",
    "greater_than_equal": "must be at least {ge:g}",
    "less_than_equal": "must be at most {le:g}",
}


def _message_and_hint(details: ErrorDetails, wrong: YamlNode) -> tuple[str, str]:
    """Return what is wrong with a value and what would be right, as ("'on' must be a date …", "write 2026-11-20").

    Args:
        details: What pydantic found.
        wrong: The value.
    """
    kind, context, steps = details["type"], details.get("ctx", {}), wrong.steps
    if details["input"] is EMPTY or (details["input"] is None and kind not in {"mistake", "value_error"}):
        return f"{_called(wrong)} is empty", "write its value, or remove the line"
    name = next((step for step in reversed(steps) if isinstance(step, str)), "the file")
    if kind == "missing":
        return f"'{details['loc'][-1]}' is missing", ""
    if kind == "language":
        written = wrong.raw is not None and not isinstance(details["input"], str)
        return _as_told(no_language(str(wrong.raw))) if written else (context["message"], context["hint"])
    if kind in {"mistake", "value_error"}:
        words = context.get("message") or str(context["error"])
        of_one_key = steps and isinstance(steps[-1], str) and not context.get("key") and details["loc"][-1] != "[key]"
        return (f"'{name}': {words}" if of_one_key else words), context.get("hint", "")
    return _wrong_value(details, wrong)


def _called(value: YamlNode) -> str:
    """Return what a value is called in a message, such as "entry 2 of 'tags'"."""
    name = next((step for step in reversed(value.steps) if isinstance(step, str)), "the file")
    number = value.steps[-1] if value.steps else name
    return f"entry {number + 1} of '{name}'" if isinstance(number, int) else f"'{name}'"


def _wrong_value(details: ErrorDetails, wrong: YamlNode) -> tuple[str, str]:
    kind, value, context = details["type"], details["input"], details.get("ctx", {})
    called = _called(wrong)
    if kind == "literal_error":
        return _not_among(_QUOTED.findall(context["expected"]), called, wrong.raw or value)
    if kind in {"string_type", "text_type"} and wrong.raw is not None:
        message = f"{called} must be text, but {shown(wrong.raw)} is read as something else"
        return message, f"quote this value: {as_yaml_text(shown(wrong.raw))}"
    must = _MUST[kind].format(**context) if kind in _MUST else f"is not accepted: {details['msg']}"
    return f"{called} {must}", f"write [{value}]" if kind == "tuple_type" and isinstance(value, str) else ""


OTHER_NAMES: Mapping[str, str] = {
    "party": "political_parties",
    "parties": "political_parties",
    "political_party": "political_parties",
    "form_of_address": "forms",
    "form": "forms",
    "role": "committees",
    "roles": "committees",
    "constituency": "constituencies",
    "electorate": "constituencies",
    "district": "constituencies",
    "id": "recipients",
    "state": "states",
    "country": "countries",
    "language": "languages",
    "position": "positions",
    "tag": "tags",
}
"""Keys of conditions by what profiles call the same, or somebody may call it."""


def _unknown_key(name: str, beside: Any, model: type[BaseModel], place: tuple[str | int, ...]) -> tuple[str, str]:
    """Return what is wrong with an unknown key, and which one was meant, or where it belongs.

    Args:
        name: The key.
        beside: The mapping that it stands in.
        model: The format.
        place: The steps that lead to the mapping.
    """
    known = _keys_at(model, place)
    if _LANGUAGE.fullmatch(name) and set(known) >= _SOME_LANGUAGES:
        return _as_told(no_language(name))
    there = beside if isinstance(beside, YamlMapping) else ()
    below = [f"'{key}'" for key in known if name in _keys_at(model, (*place, key))]
    if 0 < len(below) <= _PLACES:
        return f"unknown key '{shown(name)}'", f"it belongs under {' or '.join(below)}"
    if place and name in _keys_at(model, place[:-1]):
        return f"unknown key '{shown(name)}'", f"it belongs beside '{place[-1]}', not under it"
    if (meant := OTHER_NAMES.get(name)) in known:
        return f"unknown key '{shown(name)}'", did_you_mean(str(meant))
    few = f"use one of: {', '.join(known)}" if 1 < len(known) <= _MANY else ""
    return f"unknown key '{shown(name)}'", closest(name, tuple(one for one in known if one not in there)) or few


def _not_among(accepted: list[str], called: str, value: Any) -> tuple[str, str]:
    words = f"{called} must be one of: {', '.join(accepted)}"
    if isinstance(value, (Mapping, list)):
        return words, ""
    got, near = shown(str(value)), closest(str(value), accepted)
    if near and len(accepted) > _MANY:
        return f"{called} cannot be '{got}'", near
    return f"{words} (got '{got}')", near


def _as_told(error: PydanticCustomError) -> tuple[str, str]:
    context = error.context or {}
    return context["message"], context["hint"]
