"""The only YAML door: a file becomes plain values that know their lines, or a list of problems.

The event stream is checked while it is read: no aliases, tags, merge keys, duplicate keys, second
documents or deep nesting. Values are built in the same pass, so that nothing refused is ever built.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)
from yaml.nodes import ScalarNode
from yaml.resolver import Resolver

from entreaty.content.yamltree import Ambiguous, YamlFile, YamlList, YamlMapping
from entreaty.problems import ContentError, Location, Problem

SIZE_CAP = 4 * 1024 * 1024
_DEPTH_CAP = 20
_PLAIN_INTEGER = re.compile(r"-?(0|[1-9][0-9]{0,17})")
_PLAIN_DECIMAL = re.compile(r"-?(0|[1-9][0-9]{0,8})\.[0-9]{1,9}")
_PLAIN_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
# What a name or an address never holds, and what can hide or reorder text (Unicode UTS 39, UAX 9).
_REFUSED_CHARACTERS = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u200b\u2060\ufeff\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff"
    "\U000e0000-\U000e007f]"
)
_RESOLVER: Any = Resolver()
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_yaml(path: Path, *, cap: int = SIZE_CAP) -> YamlFile:
    """Read a YAML file whose top level is a mapping.

    Args:
        path: The file.
        cap: The largest size to accept, in bytes.

    Raises:
        ContentError: The file is missing, unreadable, too large, or not the plain YAML that we accept.
    """
    text = _read_text(path, cap)
    reader = _Reader(path)
    try:
        root = reader.read(text)
    except yaml.YAMLError as error:
        reader.refuse(
            _line_of_error(error), _reason(error), "put quotes around a value that holds ': ', ' #' or a bracket"
        )
        root = None
    if root is None and not reader.problems:
        reader.refuse(0, "the file is empty", "compare it with the format's README")
    elif not reader.problems and not isinstance(root, YamlMapping):
        reader.refuse(1, "the file must be a mapping of 'key: value' lines at its top level")
    if reader.problems:
        raise ContentError(reader.problems)
    return YamlFile(path, root)


def as_yaml_text(text: str) -> str:
    """Return the text as one double-quoted YAML scalar."""
    return str(yaml.dump(text, allow_unicode=True, default_style='"', width=10_000)).strip()


def _read_text(path: Path, cap: int) -> str:
    def refuse(message: str, hint: str = "", line: int = 0) -> ContentError:
        return ContentError([Problem(Location(path, line), message, hint)])

    if not path.exists():
        raise refuse("the file is missing", "create it, or name the campaign folder with --campaign")
    if not path.is_file():
        raise refuse("this is not a file")
    try:
        with path.open("rb") as stream:
            content = stream.read(cap + 1)
    except OSError as error:
        raise refuse(f"the file cannot be read: {error.strerror}") from error
    if len(content) > cap:
        raise refuse(f"the file is larger than {cap // 1024} KB", "split it, or remove what does not belong here")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise refuse("the file is not in UTF-8", "save it again with the encoding UTF-8", line) from error


@dataclass(slots=True)
class _Reader:
    """Builds values from events and gathers what it must refuse."""

    path: Path
    problems: list[Problem] = field(default_factory=list)

    def refuse(self, line: int, message: str, hint: str = "") -> None:
        self.problems.append(Problem(Location(self.path, line), message, hint))

    def read(self, text: str) -> Any:
        events = yaml.parse(text, Loader=_Loader)
        root: Any = None
        documents = 0
        for event in events:
            if isinstance(event, DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self.refuse(_line(event), "a second document begins here", "remove the line '---'")
                    return root
            elif isinstance(event, (ScalarEvent, MappingStartEvent, SequenceStartEvent, AliasEvent)):
                root = self._value(event, events, 1)[0]
                if self._is_hopeless():
                    return root
        return root

    def _is_hopeless(self) -> bool:
        return any("nested" in problem.message for problem in self.problems)

    def _value(self, event: Any, events: Iterator[Event], depth: int) -> tuple[Any, str | None]:
        line = _line(event)
        if isinstance(event, AliasEvent):
            self.refuse(line, f"references such as '*{event.anchor}' are not accepted", "write the value out again")
            return "", None
        if getattr(event, "anchor", None):
            self.refuse(line, f"anchors such as '&{event.anchor}' are not accepted", "write the value without it")
        if getattr(event, "tag", None) not in {None, "!"}:
            self.refuse(line, f"tags such as '{event.tag}' are not accepted", "write the value without it")
        if depth > _DEPTH_CAP:
            self.refuse(line, f"values are nested more than {_DEPTH_CAP} deep here")
            return "", None
        if isinstance(event, ScalarEvent):
            return self._scalar(event)
        if isinstance(event, MappingStartEvent):
            return self._mapping(line, events, depth), None
        return self._list(line, events, depth), None

    def _mapping(self, line: int, events: Iterator[Event], depth: int) -> YamlMapping:
        mapping = YamlMapping(self.path, line)
        for event in events:
            if isinstance(event, MappingEndEvent):
                break
            key = self._key(event, events, depth)
            value, raw = self._value(next(events), events, depth + 1)
            if self._is_hopeless():
                break
            if key in mapping:
                first = mapping.lines[key]
                self.refuse(_line(event), f"the key '{key}' stands here twice", f"the first one is on line {first}")
            mapping[key] = value
            mapping.lines[key] = _line(event)
            if raw is not None:
                mapping.raw[key] = raw
        return mapping

    def _key(self, event: Any, events: Iterator[Event], depth: int) -> str:
        if not isinstance(event, ScalarEvent):
            self.refuse(_line(event), "a key must be a single word")
            self._value(event, events, depth + 1)
            return ""
        if event.value == "<<" and not event.style:
            self.refuse(_line(event), "merge keys ('<<') are not accepted", "write the values out")
        return str(event.value)

    def _list(self, line: int, events: Iterator[Event], depth: int) -> YamlList:
        entries = YamlList(line)
        for event in events:
            if isinstance(event, SequenceEndEvent) or self._is_hopeless():
                break
            value, raw = self._value(event, events, depth + 1)
            if raw is not None:
                entries.raw[len(entries)] = raw
            entries.append(value)
            entries.lines.append(_line(event))
        return entries

    def _scalar(self, event: ScalarEvent) -> tuple[Any, str | None]:
        written: str = event.value
        if not event.style and event.implicit[0]:
            tag = _RESOLVER.resolve(ScalarNode, written, (True, False))
            if tag != "tag:yaml.org,2002:str":
                return self._typed(tag.rpartition(":")[2], written, _line(event)), written
        refused = _REFUSED_CHARACTERS.search(written)
        if refused:
            code = f"U+{ord(refused[0]):04X}"
            self.refuse(
                _line(event), f"the character {code} cannot stand in a letter", "remove this invisible character"
            )
            return "", None
        return unicodedata.normalize("NFC", written), None

    def _typed(self, kind: str, written: str, line: int) -> Any:
        """Return the value that every YAML reader agrees on, or the characters as ambiguous."""
        parts = _PLAIN_DATE.fullmatch(written)
        if kind == "timestamp" and parts:
            try:
                return date(*(int(part) for part in parts.groups()))
            except ValueError:
                self.refuse(line, f"{written} is not a day of the calendar", "write it as year-month-day")
        plain: dict[str, Callable[[], Any]] = {
            "null": lambda: None,
            "bool": lambda: written.lower() in {"yes", "true", "on", "y"},
            "int": lambda: int(written) if _PLAIN_INTEGER.fullmatch(written) else Ambiguous(written),
            "float": lambda: float(written) if _PLAIN_DECIMAL.fullmatch(written) else Ambiguous(written),
        }
        return plain.get(kind, lambda: Ambiguous(written))()


def _line(event: Any) -> int:
    return int(event.start_mark.line) + 1


def _line_of_error(error: yaml.YAMLError) -> int:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    return int(mark.line) + 1 if mark else 0


_REASONS: Mapping[str, str] = {
    "found character": "no value can begin with this character; a tab, '@', '`' or '%' needs other words or quotes",
    "did not find expected node content": "a value is missing, or a bracket is not closed",
    "mapping values are not allowed in this context": "a ':' stands where none can be",
    "could not find expected ':'": "a key without ':' stands here or on the line before",
    "did not find expected key": "this line fits neither the mapping nor the list before it",
    "did not find expected '-' indicator": "this line fits neither the mapping nor the list before it",
    "control characters are not allowed": "a control character stands here",
}


def _reason(error: yaml.YAMLError) -> str:
    problem = getattr(error, "problem", None) or getattr(error, "reason", None) or "it cannot be read"
    known = next((words for start, words in _REASONS.items() if str(problem).startswith(start)), None)
    return f"this is not YAML: {known or problem}"
