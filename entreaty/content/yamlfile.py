"""The only YAML door: a file becomes plain values that know their lines, or a list of problems.

The event stream is checked while it is read: no aliases, tags, merge keys, duplicate keys, second
documents or deep nesting. Values are built in the same pass, so that nothing refused is ever built.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
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

from entreaty.content.characters import refused_character
from entreaty.content.yamltree import Ambiguous, YamlFile, YamlList, YamlMapping
from entreaty.content.yamlwords import in_our_words
from entreaty.problems import ContentError, Location, Problem

SIZE_CAP = 4 * 1024 * 1024
_DEPTH_CAP = 20
_AT_ONCE = 500
# A file with more mistakes than this is of another kind; a longer list would not help.
_PROBLEM_CAP = 100
_PLAIN_INTEGER = re.compile(r"-?(0|[1-9][0-9]{0,17})")
_PLAIN_DECIMAL = re.compile(r"-?(0|[1-9][0-9]{0,8})\.[0-9]{1,9}")
_PLAIN_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_RESOLVER: Any = Resolver()
_TEXT_TAG = "tag:yaml.org,2002:str"
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_yaml(path: Path, *, cap: int = SIZE_CAP) -> YamlFile:
    """Read a YAML file whose top level is a mapping.

    Args:
        path: The file.
        cap: The largest size to accept, in bytes.

    Raises:
        ContentError: The file is missing, unreadable, too large, or not the plain YAML that we accept.
    """
    reader, root = _parsed(path, _read_text(path, cap))
    if root is None and not reader.problems:
        reader.refuse(0, "the file is empty", "fill it in as the README of its folder describes, or remove it")
    elif not reader.problems and not isinstance(root, YamlMapping):
        reader.refuse(1, "the file must hold 'key: value' lines", "begin each line at its left edge with a key and ':'")
    if reader.problems:
        raise ContentError(reader.problems)
    return YamlFile(path, root)


def parse_yaml(path: Path, text: str) -> Any:
    """Return what a YAML text holds, whatever it is at the top level; nothing where it is empty.

    Args:
        path: Where it comes from, for the problems.
        text: The text.

    Raises:
        ContentError: It is not the plain YAML that we accept.
    """
    reader, root = _parsed(path, text)
    if reader.problems:
        raise ContentError(reader.problems)
    return root


def as_yaml_list(entries: Sequence[Mapping[str, Any]], indent: int = 2) -> str:
    """Return the entries as lines of a YAML list, with what is nested innermost in brackets.

    Args:
        entries: Mappings of texts, dates, numbers, lists and mappings.
        indent: How far the list is indented, in spaces.
    """
    # PyYAML builds all of what it writes in memory first, which for thousands of entries is a lot.
    parts = (list(entries[start : start + _AT_ONCE]) for start in range(0, len(entries), _AT_ONCE))
    texts = (
        yaml.dump(part, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=10**9).splitlines(keepends=True)
        for part in parts
    )
    return "".join(" " * indent + line for lines in texts for line in lines)


def reads_as_text(text: str) -> bool:
    """Tell whether every YAML reader takes the words for text if no quotes stand around them."""
    resolved = _RESOLVER.resolve(ScalarNode, text, (True, False))
    return bool(resolved == _TEXT_TAG) and not _NUMBER_LIKE.fullmatch(text)


_NUMBER_LIKE = re.compile(r"[\d.+-][\d.,:_+-]*")


class _Dumper(getattr(yaml, "CSafeDumper", yaml.SafeDumper)):  # type: ignore[misc]
    """Writes the key `on` as people write it; as a value it is quoted, as is what other readers take for a number."""

    def represent_mapping(self, tag: str, mapping: Any, flow_style: bool | None = None) -> Any:  # noqa: FBT001
        node = super().represent_mapping(tag, mapping, flow_style)
        node.flow_style = all(isinstance(value, ScalarNode) for _, value in node.value)
        for _, value in node.value:
            if value.value == "on":
                value.style = '"'
        return node

    def represent_sequence(self, tag: str, sequence: Any, flow_style: bool | None = None) -> Any:  # noqa: FBT001
        node = super().represent_sequence(tag, sequence, flow_style)
        node.flow_style = all(isinstance(value, ScalarNode) for value in node.value)
        for value in node.value:
            if value.value == "on":
                value.style = '"'
        return node

    def represent_str(self, data: str) -> Any:
        style = "'" if _NUMBER_LIKE.fullmatch(data) else None
        return self.represent_scalar(_TEXT_TAG, data, style=style)

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002  (the name is PyYAML's)
        return True

    def resolve(self, kind: Any, value: Any, implicit: Any) -> Any:
        return _TEXT_TAG if value == "on" else super().resolve(kind, value, implicit)


_Dumper.add_representer(str, _Dumper.represent_str)


def as_yaml_text(text: str) -> str:
    """Return the text as one double-quoted YAML scalar."""
    return str(yaml.dump(text, allow_unicode=True, default_style='"', width=10_000)).strip()


def _parsed(path: Path, text: str) -> "tuple[_Reader, Any]":
    """Return what the text holds, and the reader with the problems found."""
    reader = _Reader(path)
    root: Any = None
    reader.refuse_raw(text)
    try:
        root = None if reader.problems else reader.read(text)
    except yaml.MarkedYAMLError as error:
        line = min(_line_of_error(error), text.rstrip("\n").count("\n") + 1)
        reader.refuse(line, *in_our_words(str(error.problem)))
    return reader, root


def _read_text(path: Path, cap: int) -> str:
    def refuse(message: str, hint: str = "", line: int = 0) -> ContentError:
        return ContentError([Problem(Location(path, line), message, hint)])

    try:
        if not path.exists():
            raise refuse("the file is missing", "create it, or name the campaign folder with --campaign")
        if not path.is_file():
            raise refuse("this is not a file", "put a file of that name in its place")
        with path.open("rb") as stream:
            content = stream.read(cap + 1)
    except OSError as error:
        raise refuse(f"the file cannot be read: {error.strerror}") from error
    if len(content) > cap:
        raise refuse(f"the file is larger than {cap // 1024} KB", "split it, or remove what does not belong here")
    try:
        return content.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise refuse("the file is not in UTF-8", "save it again with the encoding UTF-8", line) from error


@dataclass(slots=True)
class _Reader:
    """Builds values from events and gathers what it must refuse."""

    path: Path
    problems: list[Problem] = field(default_factory=list)
    too_deep: bool = False

    def refuse(self, line: int, message: str, hint: str = "") -> None:
        if len(self.problems) < _PROBLEM_CAP:
            self.problems.append(Problem(Location(self.path, line), message, hint))

    def refuse_raw(self, text: str) -> None:
        """Refuse what the file may hold nowhere, once for each line."""
        for number, line in enumerate(text.split("\n") if refused_character(text) else (), start=1):
            if found := refused_character(line):
                self.refuse(number, *found)

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
                if self.too_deep:
                    return root
        return root

    def _value(self, event: Any, events: Iterator[Event], depth: int) -> tuple[Any, str | None]:
        line = _line(event)
        if isinstance(event, AliasEvent):
            hint = "write the value out again, or put quotes around a text that begins with '*'"
            self.refuse(line, f"references such as '*{event.anchor}' are not accepted", hint)
            return "", None
        self._refuse_properties(event)
        if depth > _DEPTH_CAP:
            self.too_deep = True
            self.refuse(line, f"values are nested more than {_DEPTH_CAP} deep here", "close the brackets")
            return "", None
        if isinstance(event, ScalarEvent):
            return self._scalar(event)
        if isinstance(event, MappingStartEvent):
            return self._mapping(line, events, depth), None
        return self._list(line, events, depth), None

    def _refuse_properties(self, event: Any) -> None:
        """Refuse anchors and tags, which values and keys can have before them."""
        if event.anchor:
            hint = "leave it out, or put quotes around a text that begins with '&'"
            self.refuse(_line(event), f"anchors such as '&{event.anchor}' are not accepted", hint)
        if event.tag:
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            hint = "leave it out, or put quotes around a text that begins with '!'"
            self.refuse(_line(event), f"tags such as '{tag}' are not accepted", hint)

    def _mapping(self, line: int, events: Iterator[Event], depth: int) -> YamlMapping:
        mapping = YamlMapping(self.path, line)
        while not self.too_deep and not isinstance(event := next(events), MappingEndEvent):
            key = self._key(event, events, depth)
            if self.too_deep:
                break
            value, raw = self._value(next(events), events, depth + 1)
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
            hint = "put quotes around a text that begins with '{', '[' or '*'"
            self.refuse(_line(event), "this is read as a key, and a key must be a word", hint)
            self._value(event, events, depth + 1)
            return ""
        self._refuse_properties(event)
        if event.value == "<<" and not event.style:
            self.refuse(_line(event), "merge keys ('<<') are not accepted", "write the values out")
        return self._text(event)

    def _list(self, line: int, events: Iterator[Event], depth: int) -> YamlList:
        entries = YamlList(line)
        while not self.too_deep and not isinstance(event := next(events), SequenceEndEvent):
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
            if tag != _TEXT_TAG:
                return self._typed(tag.rpartition(":")[2], written, _line(event)), written
        return self._text(event), None

    def _text(self, event: ScalarEvent) -> str:
        """Return the text of a key or value; an escape can bring in a character that the file itself may not hold."""
        if found := refused_character(event.value):
            self.refuse(_line(event), *found)
        return unicodedata.normalize("NFC", event.value)

    def _typed(self, kind: str, written: str, line: int) -> Any:
        """Return the value that every YAML reader agrees on, or the characters as ambiguous."""
        parts = _PLAIN_DATE.fullmatch(written)
        if kind == "timestamp" and parts:
            try:
                return date(*(int(part) for part in parts.groups()))
            except ValueError:
                self.refuse(line, f"{written} is not a day of the calendar", "a date is year-month-day")
        plain: dict[str, Callable[[], Any]] = {
            "null": lambda: None,
            "bool": lambda: written.lower() in {"yes", "true", "on", "y"},
            "int": lambda: int(written) if _PLAIN_INTEGER.fullmatch(written) else Ambiguous(written),
            "float": lambda: float(written) if _PLAIN_DECIMAL.fullmatch(written) else Ambiguous(written),
        }
        return plain.get(kind, lambda: Ambiguous(written))()


def _line(event: Any) -> int:
    return int(event.start_mark.line) + 1


def _line_of_error(error: yaml.MarkedYAMLError) -> int:
    """Return where the mistake was made: where a quotation, bracket or key begins, not where its end is missed."""
    opened = str(error.context).endswith(("quoted scalar", "flow sequence", "flow mapping", "simple key"))
    mark = error.context_mark if opened else error.problem_mark
    return int(mark.line) + 1 if mark else 0
