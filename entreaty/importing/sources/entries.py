"""YAML and JSON sources as entries: each read by itself, so that a broken one does not spoil the others."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from entreaty.content.model import shown
from entreaty.importing.normal_forms import text_of
from entreaty.importing.rows import LeftOut, Place
from entreaty.problems import ContentError
from entreaty.storage.decoding import decoded, read_bytes, refusal, undecoded
from entreaty.storage.yaml.file import parse_yaml

_DEPTH_CAP = 60
_INVISIBLE = re.compile("[\u200b\u2060\ufeff]")
_OTHER_SPACES = re.compile("[\u2028\u2029\u0085]")


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a list in a source.

    Attributes:
        place: Where it stands.
        value: What it holds.
    """

    place: Place
    value: Mapping[str, Any]


def yaml_text(path: Path) -> str:
    """Return the text of a YAML source, without characters that nobody sees.

    Raises:
        ContentError: It cannot be read, or is not in UTF-8.
    """
    text = decoded(path, read_bytes(path), "utf-8-sig")
    if undecoded(text):
        line = next(number for number, one in enumerate(text.split("\n"), start=1) if undecoded(one))
        raise refusal(path, "the file is not in UTF-8", "save it again with the encoding UTF-8", line)
    return _OTHER_SPACES.sub(" ", _INVISIBLE.sub("", text)).replace("\r\n", "\n")


def yaml_entries(path: Path) -> Iterator[Entry | LeftOut]:
    """Yield the entries of a YAML file whose top level is a list.

    Raises:
        ContentError: It cannot be read.
    """
    parts = re.split(r"^(?=- )", yaml_text(path), flags=re.MULTILINE)
    line = 1 + parts[0].count("\n")
    for number, part in enumerate(parts[1:], start=1):
        place = Place(path, number, "entry", f"line {line}")
        try:
            found = parse_yaml(path, part)
        except ContentError as error:
            first = error.problems[0]
            at = line + first.location.line - 1 if first.location.line else line
            yield LeftOut(place=place, reason=f"{first.message} (line {at})")
        else:
            value = found[0] if isinstance(found, list) and len(found) == 1 else None
            yield Entry(place, value) if isinstance(value, dict) else _no_entry(place)
        line += part.count("\n")


def yaml_mapping(path: Path) -> Mapping[str, Any]:
    """Return what a YAML file holds whose top level is a mapping.

    Raises:
        ContentError: It is not such a file.
    """
    found = parse_yaml(path, yaml_text(path))
    if not isinstance(found, dict):
        raise refusal(path, "the file must hold 'key: value' lines")
    return found


@dataclass(frozen=True, slots=True)
class JsonText:
    """A JSON source.

    Attributes:
        root: What it holds.
        rest: The line on which something begins that is no part of it; 0 where there is nothing.
    """

    root: Any
    rest: int


def read_json(path: Path) -> JsonText:
    """Read a JSON file; what follows its first value is told, not refused.

    Raises:
        ContentError: It is not JSON.
    """
    text = decoded(path, read_bytes(path), "utf-8-sig")
    if undecoded(text):
        raise refusal(path, "the file is not in UTF-8", "save it again with the encoding UTF-8")
    start = len(text) - len(text.lstrip())
    try:
        root, end = json.JSONDecoder().raw_decode(text, start)
    except json.JSONDecodeError as error:
        raise refusal(path, f"this is not JSON: {error.msg[:1].lower()}{error.msg[1:]}", line=error.lineno) from error
    except (RecursionError, ValueError) as error:
        raise refusal(
            path, "this is not JSON that can be read: it is nested too deeply, or a number is too long"
        ) from error
    rest = text[end:]
    gap = len(rest) - len(rest.lstrip())
    return JsonText(root, text.count("\n", 0, end + gap) + 1 if rest.strip() else 0)


def entries_of(path: Path, values: Any, called: str) -> Iterator[Entry | LeftOut]:
    """Yield the entries of a list within a source."""
    for number, value in enumerate(values if isinstance(values, list) else [], start=1):
        place = Place(path, number, called)
        yield Entry(place, value) if isinstance(value, dict) else _no_entry(place)


def listed(value: Any) -> list[Mapping[str, Any]]:
    """Return those of a list's entries that are mappings; none where it is no list."""
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def inner(value: Any) -> Mapping[str, Any]:
    """Return the mapping, or an empty one where it is none."""
    return value if isinstance(value, dict) else {}


def word(value: Mapping[str, Any], key: str) -> str:
    """Return the text under a key in one line; nothing where there is none."""
    return text_of(value.get(key)).replace("\n", " ")


def day_of(value: Any) -> date | None:
    """Return a date, also one that is written as text such as "2025-06-24T10:00:00"; None where it is none."""
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(text_of(value)[:10])
    except ValueError:
        return None


def _no_entry(place: Place) -> LeftOut:
    return LeftOut(place=place, reason="it holds no 'key: value' lines")


def why(error: ContentError) -> str:
    """Return in one line why a file cannot be used."""
    first = error.problems[0]
    line = f" (line {first.location.line})" if first.location.line else ""
    return f"{shown(first.message)}{line}"
