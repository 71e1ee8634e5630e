"""The entries of a list in JSON, each with its place, wherever in the file the list stands.

It stands alone (JSON), one object on each line (JSONL), as `features` (GeoJSON, RFC 7946), as `results.bindings`
(SPARQL 1.1 Query Results JSON), or as the only list of objects in an object, such as `{"results": [...]}`.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from entreaty.importing.normal_forms import tidy_line
from entreaty.importing.reading import Place
from entreaty.importing.sources.entries import why_no_json
from entreaty.storage.decoding import refusal

_OF_LINES = frozenset({".jsonl", ".ndjson"})
_SPACE = re.compile(r"[ \t\r\n]*")
_ENTRIES_CAP = 1_000_000
_NO_LIST = 'the file holds no list of objects, such as [{"name": …, "office": …}, …]'
_AGAIN = "save the list again as JSON, or as CSV"
# A file of lines has an object within these.
_LINES_WITHIN = 100


class JsonObject(dict[str, Any]):
    """An object of JSON.

    Attributes:
        twice: A key that stands in it twice; empty where none does.
    """

    twice: str = ""


class NoNumber(str):
    """NaN, Infinity or -Infinity, which JSON does not have, though some programs write it."""

    __slots__ = ()


class JsonEntry(NamedTuple):
    """An entry of the list, or why it cannot be read.

    Attributes:
        place: Where it stands.
        value: What stands there.
        problem: Why it cannot be read; empty where it can.
    """

    place: Place
    value: Any
    problem: str = ""


class JsonList(NamedTuple):
    """A list that was found in a file.

    Attributes:
        entries: Its entries, in their order.
        notes: Where it was found.
    """

    entries: list[JsonEntry]
    notes: tuple[str, ...] = ()


def json_list(path: Path, text: str) -> JsonList:
    """Find the list in the text of a file.

    Args:
        path: The file.
        text: What it holds.

    Raises:
        ContentError: There is none, several could be meant, or what is there is no JSON.
    """
    if path.suffix.lower() in _OF_LINES:
        return _lines(path, text)
    start = _after_space(text, 0)
    if text[start : start + 1] == "[":
        return JsonList([*_each(path, text, start + 1)])
    first, end = _value(path, text, start)
    rest = _after_space(text, end)
    if rest < len(text):
        return _lines(path, text)
    if isinstance(first, dict):
        return _within(path, first)
    raise refusal(path, _NO_LIST, _AGAIN, 1)


def _each(path: Path, text: str, at: int) -> Iterator[JsonEntry]:
    """Yield the entries of a list, whose first may begin at a place of the text, each with its line."""
    number, line, counted = 0, 1, 0
    at = _after_space(text, at)
    while text[at : at + 1] != "]":
        line, counted = line + text.count("\n", counted, at), at
        value, at = _value(path, text, at)
        number += 1
        _require_end(path, number, line)
        yield JsonEntry(Place(path, number, "entry", f"line {line}"), value)
        at = _after_space(text, at)
        if text[at : at + 1] == ",":
            at = _after_space(text, at + 1)
        elif text[at : at + 1] != "]":
            message = "this is not JSON: a comma or a ] is missing behind entry"
            raise refusal(path, f"{message} {number}", _AGAIN, 1 + text.count("\n", 0, at))
    if (rest := _after_space(text, at + 1)) < len(text):
        line = 1 + text.count("\n", 0, rest)
        yield JsonEntry(Place(path, line, "line"), None, "what stands from here on is no part of the JSON")


def _lines(path: Path, text: str) -> JsonList:
    """Return the entries of a file with one object on each line; a broken one spoils no other."""
    entries: list[JsonEntry] = []
    known = False
    for line, one in enumerate(text.split("\n"), start=1):
        if not one.strip(" \t\r\x1e"):
            continue
        _require_end(path, len(entries) + 1, line)
        place = Place(path, len(entries) + 1, "entry", f"line {line}")
        try:
            value, end = _decoder().raw_decode(one, _after_space(one, 0))
            problem = "behind its object, the line goes on" if one[end:].strip() else ""
        except (ValueError, RecursionError) as error:
            value, problem = None, f"this is not JSON: {_why(error)}"
        entries.append(JsonEntry(place, value, problem))
        known = known or isinstance(value, dict)
        if not known and len(entries) > _LINES_WITHIN:
            break
    if not known:
        raise refusal(path, "neither the file nor its lines are objects of JSON", _AGAIN, 1)
    return JsonList(entries, ("one object on each line",))


def _within(path: Path, root: Mapping[str, Any]) -> JsonList:
    """Return the entries of the only list of objects in an object."""
    results = root.get("results")
    if isinstance(results, dict) and isinstance(results.get("bindings"), list):
        return JsonList(_listed(path, results["bindings"]), ("the list is 'results.bindings'",))
    lists = {key: value for key, value in root.items() if isinstance(value, list) and _has_objects(value)}
    if len(lists) == 1:
        key, values = next(iter(lists.items()))
        return JsonList(_listed(path, values), (f"the list is '{tidy_line(key)}'",))
    if lists:
        keys = ", ".join(f"'{tidy_line(key)}'" for key in [*lists][:20])
        raise refusal(path, f"the file holds several lists of objects: {keys}", "keep only that of recipients", 1)
    raise refusal(path, _NO_LIST, _AGAIN, 1)


def _has_objects(values: Sequence[Any]) -> bool:
    return any(isinstance(one, dict) for one in values)


def _require_end(path: Path, number: int, line: int) -> None:
    if number > _ENTRIES_CAP:
        raise refusal(path, f"the list has more than {_ENTRIES_CAP:,} entries", "split it", line)


def _listed(path: Path, values: Sequence[Any]) -> list[JsonEntry]:
    _require_end(path, len(values), 1)
    return [JsonEntry(Place(path, number, "entry"), value) for number, value in enumerate(values, start=1)]


@cache
def _decoder() -> json.JSONDecoder:
    # Numbers stay as they are written: no digit is lost, and none is too long.
    return json.JSONDecoder(object_pairs_hook=_object, parse_int=str, parse_float=str, parse_constant=NoNumber)


def _object(pairs: list[tuple[str, Any]]) -> JsonObject:
    found = JsonObject(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        found.twice = next(key for key in found if keys.count(key) > 1)
    return found


def _value(path: Path, text: str, at: int) -> tuple[Any, int]:
    try:
        return _decoder().raw_decode(text, at)
    except json.JSONDecodeError as error:
        raise refusal(path, f"this is not JSON: {_why(error)}", _AGAIN, error.lineno) from error
    except (RecursionError, ValueError) as error:
        line = 1 + text.count("\n", 0, at)
        raise refusal(path, f"this is not JSON that can be read: {_why(error)}", _AGAIN, line) from error


def _why(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return why_no_json(error)
    return "it is nested too deeply" if isinstance(error, RecursionError) else str(error)


def _after_space(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at
