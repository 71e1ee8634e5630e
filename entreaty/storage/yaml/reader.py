"""From the events of a YAML text to plain values, and to the problems of what may not stand in it.

The event stream is checked while it is read: no aliases, tags, merge keys, duplicate keys, second
documents or deep nesting. Values are built in the same pass, so that nothing refused is ever built.
"""

import re
import sys
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
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

from entreaty.problems import Location, Problem
from entreaty.storage.characters import may_be_refused, refused_character
from entreaty.storage.yaml.tree import Ambiguous, OneOfMany, YamlFile, YamlList, YamlMapping

_DEPTH_CAP = 20
# A file with more mistakes than this is of another kind; a longer list would not help.
_PROBLEM_CAP = 100
_RESOLVER: Any = Resolver()
# Only what begins like this can be anything but text.
_TYPED_BEGIN = frozenset(Resolver.yaml_implicit_resolvers)
# libyaml's parser, where PyYAML was built with it, is ten times as fast as the one in Python.
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(slots=True)
class Reader:
    """Builds values from events and gathers what it must refuse; the entries of one list it only hands over."""

    path: Path
    listed: str = ""
    take: Callable[[YamlFile, int], None] | None = None
    problems: list[Problem] = field(default_factory=list)
    too_deep: bool = False
    # The plain keys that were read, each as it is kept: the same few stand in every entry of a file.
    keys: dict[str, str] = field(default_factory=dict)

    def refuse(self, line: int, message: str, hint: str = "") -> None:
        """Keep a problem, unless there are far too many already."""
        if len(self.problems) < _PROBLEM_CAP:
            self.problems.append(Problem(Location(self.path, line), message, hint))

    def read(self, text: str) -> Any:
        """Return what the text holds; whatever is wrong with it is among the problems."""
        self._refuse_raw(text)
        try:
            return None if self.problems else self._root(text)
        except yaml.MarkedYAMLError as error:
            line = min(_line_of_error(error), text.rstrip("\n").count("\n") + 1)
            self.refuse(line, *in_our_words(str(error.problem)))
            return None

    def _refuse_raw(self, text: str) -> None:
        """Refuse what the file may hold nowhere, once for each line."""
        for number, line in enumerate(text.split("\n") if may_be_refused(text) else (), start=1):
            if found := refused_character(line):
                self.refuse(number, *found)

    def _root(self, text: str) -> Any:
        events = iter(_Loader(text).get_event, None)
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

    def _value(self, event: Any, events: Iterator[Any], depth: int) -> tuple[Any, str | None]:
        if isinstance(event, AliasEvent):
            hint = "write the value out again, or put quotes around a text that begins with '*'"
            self.refuse(_line(event), f"references such as '*{event.anchor}' are not accepted", hint)
            return "", None
        self._refuse_properties(event)
        if depth > _DEPTH_CAP:
            self.too_deep = True
            self.refuse(_line(event), f"values are nested more than {_DEPTH_CAP} deep here", "close the brackets")
            return "", None
        if isinstance(event, ScalarEvent):
            return self._scalar(event)
        if isinstance(event, MappingStartEvent):
            return self._mapping(_line(event), events, depth), None
        return self._list(_line(event), events, depth), None

    def _refuse_properties(self, event: Any) -> None:
        """Refuse anchors and tags, which values and keys can have before them."""
        if event.anchor:
            hint = "leave it out, or put quotes around a text that begins with '&'"
            self.refuse(_line(event), f"anchors such as '&{event.anchor}' are not accepted", hint)
        if event.tag:
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            hint = "leave it out, or put quotes around a text that begins with '!'"
            self.refuse(_line(event), f"tags such as '{tag}' are not accepted", hint)

    def _mapping(self, line: int, events: Iterator[Any], depth: int) -> YamlMapping:
        mapping = YamlMapping(self.path, line)
        lines = mapping.lines
        known = self.keys
        while not self.too_deep and type(event := next(events)) is not MappingEndEvent:
            if type(event) is ScalarEvent and event.value in known and not event.anchor and not event.tag:
                key = known[event.value]
            else:
                key = self._key(event, events, depth)
                if self.too_deep:
                    break
            opened: Any = next(events)
            if type(opened) is ScalarEvent and not opened.anchor and not opened.tag:
                value, raw = self._scalar(opened)
            elif self._hands_over(key, depth) and type(opened) is SequenceStartEvent and key not in mapping:
                value, raw = self._handed_over(opened, events, key), None
            else:
                value, raw = self._value(opened, events, depth + 1)
            if key in mapping:
                self.refuse(
                    _line(event), f"the key '{key}' stands here twice", f"the first one is on line {lines[key]}"
                )
            mapping[key] = value
            lines[key] = event.start_mark.line + 1
            if raw is not None:
                mapping.raw[key] = raw
        return mapping

    def _key(self, event: Any, events: Iterator[Event], depth: int) -> str:
        if not isinstance(event, ScalarEvent):
            hint = "put quotes around a text that begins with '{', '[' or '*'"
            self.refuse(_line(event), "this is read as a key, and a key must be a word", hint)
            self._value(event, events, depth + 1)
            return ""
        if event.anchor or event.tag:
            self._refuse_properties(event)
        if event.value == "<<" and not event.style:
            self.refuse(_line(event), "merge keys ('<<') are not accepted", "write the values out")
            return "<<"
        key = sys.intern(self._text(event))
        if not event.style:
            self.keys[event.value] = key
        return key

    def _list(self, line: int, events: Iterator[Event], depth: int) -> YamlList:
        entries = YamlList(line)
        while not self.too_deep and not isinstance(event := next(events), SequenceEndEvent):
            value, raw = self._value(event, events, depth + 1)
            if raw is not None:
                entries.raw[len(entries)] = raw
            entries.append(value)
            entries.lines.append(_line(event))
        return entries

    def _hands_over(self, key: str, depth: int) -> bool:
        return self.take is not None and depth == 1 and key == self.listed

    def _handed_over(self, opened: Any, events: Iterator[Event], key: str) -> YamlList:
        """Hand over each entry of the list, and return an empty one in its place."""
        self._refuse_properties(opened)
        line, number = _line(opened), 0
        while not self.too_deep and not isinstance(event := next(events), SequenceEndEvent):
            value, raw = self._value(event, events, 3)
            if self.take and not self.problems:
                root = YamlMapping(self.path, line)
                root[key], root.lines[key] = OneOfMany(line, number, value, _line(event), raw), line
                self.take(YamlFile(self.path, root), number)
            number += 1
        return YamlList(line)

    def _scalar(self, event: ScalarEvent) -> tuple[Any, str | None]:
        written: str = event.value
        if not event.style and written[:1] in _TYPED_BEGIN and event.implicit[0]:
            kind = _kind(written)
            if kind != "str":
                return self._typed(kind, written, _line(event)), written
        return self._text(event), None

    def _text(self, event: ScalarEvent) -> str:
        """Return the text of a key or value; an escape can bring in a character that the file itself may not hold."""
        text: str = event.value
        plain = text.isascii()
        if event.style == '"' and not (plain and text.isprintable()) and (found := refused_character(text)):
            self.refuse(_line(event), *found)
        return text if plain else unicodedata.normalize("NFC", text)

    def _typed(self, kind: str, written: str, line: int) -> Any:
        try:
            return typed(kind, written)
        except NoDayError as error:
            self.refuse(line, str(error), "a date is year-month-day")
            return written


@lru_cache(maxsize=4096)
def _kind(written: str) -> str:
    """Return what a YAML 1.1 reader takes an unquoted word for, such as "int"."""
    return str(_RESOLVER.resolve(ScalarNode, written, (True, False))).rpartition(":")[2]


def _line(event: Any) -> int:
    return int(event.start_mark.line) + 1


def _line_of_error(error: yaml.MarkedYAMLError) -> int:
    """Return where the mistake was made: where a quotation, bracket or key begins, not where its end is missed."""
    opened = str(error.context).endswith(("quoted scalar", "flow sequence", "flow mapping", "simple key"))
    mark = error.context_mark if opened else error.problem_mark
    return int(mark.line) + 1 if mark else 0


_PLAIN_INTEGER = re.compile(r"-?(0|[1-9][0-9]{0,17})")
_PLAIN_DECIMAL = re.compile(r"-?(0|[1-9][0-9]{0,8})\.[0-9]{1,9}")
_PLAIN_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})")


class NoDayError(ValueError):
    """What is written as a date is no day of the calendar."""


def typed(kind: str, written: str) -> Any:
    """Return the value that every YAML reader agrees on, or the characters as ambiguous.

    Args:
        kind: What a YAML 1.1 reader takes the word for, such as "int".
        written: The characters.

    Raises:
        NoDayError: They are written as a date, and there is no such day.
    """
    parts = _PLAIN_DATE.fullmatch(written)
    if kind == "timestamp" and parts:
        try:
            return date(*(int(part) for part in parts.groups()))
        except ValueError as error:
            raise NoDayError(f"{written} is not a day of the calendar") from error
    if kind == "null":
        return None
    if kind == "bool":
        return written.lower() in {"yes", "true", "on", "y"}
    if kind == "int" and _PLAIN_INTEGER.fullmatch(written):
        return int(written)
    if kind == "float" and _PLAIN_DECIMAL.fullmatch(written):
        return float(written)
    return Ambiguous(written)


_TOO_FAR = "indent it like the lines around it; put quotes around a text that holds quotes or begins with a bracket"
_REASONS: Mapping[str, tuple[str, str]] = {
    "found character that cannot start": (
        "no value can begin with a tab, '@', '`' or '%'",
        "indent with spaces; put quotes around a text that begins with one of the others",
    ),
    "found a tab character": ("a tab stands where spaces indent", "indent with spaces"),
    "did not find expected node content": (
        "a value is missing, or a bracket is not closed",
        "complete it, or put quotes around a text that holds brackets",
    ),
    "mapping values are not allowed": (
        "a ':' stands where none can be",
        "put quotes around a text that holds ': ', or indent the line like those around it",
    ),
    "block sequence entries are not allowed": (
        "a '-' stands where no list can begin",
        "begin the list on a line of its own, or put quotes around a text that begins with '- '",
    ),
    "could not find expected ':'": (
        "there is no ':' after this",
        "write 'key: value', or indent the line if it continues the text before",
    ),
    "did not find expected key": ("this does not fit what stands before it", _TOO_FAR),
    "did not find expected '-'": ("this does not fit the list before it", _TOO_FAR),
    "did not find expected ','": (
        "a bracket is opened here and not closed",
        "close it, or put quotes around a text that begins with a bracket",
    ),
    "found unexpected": (
        "a quotation is opened here and not closed",
        "end it with the same mark; in a text within single quotes, write ' twice",
    ),
    "did not find expected alphabetic": ("no text can begin with '*' or '&'", "put quotes around it"),
    "found unknown escape": ("'\\' begins an escape that YAML does not know", "write the character itself"),
    "found invalid Unicode": ("'\\u' names a character that there is not", "write the character itself"),
}


def in_our_words(found: str) -> tuple[str, str]:
    """Return what is wrong and what would be right.

    Args:
        found: What libyaml says, such as "mapping values are not allowed in this context".
    """
    known = (words for start, words in _REASONS.items() if found.startswith(start))
    reason, hint = next(known, (found, "put quotes around the value"))
    return f"this is not YAML: {reason}", hint
