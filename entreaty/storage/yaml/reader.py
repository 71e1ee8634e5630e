"""From the events of a YAML text to plain values, and to the problems of what may not stand in it.

The event stream is checked while it is read: no aliases, tags, merge keys, duplicate keys, second
documents or deep nesting. Values are built in the same pass, so that nothing refused is ever built.
"""

import re
import sys
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
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
from entreaty.storage.yaml.tree import Ambiguous, YamlList, YamlMapping, YamlNode

_DEPTH_CAP = 20
# A file with more mistakes than this is of another kind; a longer list would not help.
_PROBLEM_CAP = 100
_RESOLVER: Any = Resolver()
# Only what begins like this can be anything but text.
_TYPED_BEGIN = frozenset(Resolver.yaml_implicit_resolvers)
# No truth value or nothing is a longer word, and numbers and times have few letters: "1202 Geneva" is text.
_MAY_BE_TYPED = re.compile(r"[A-Za-z]{1,5}|[0-9][^g-su-wyG-SU-WY]*|[^A-Za-z0-9].*|", re.DOTALL)
# Two escapes of JSON that stand for one character beyond U+FFFF (RFC 8259, 7); YAML has no such pairs.
_PAIR = re.compile(r"(?<!\\)((?:\\\\)*)\\u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})")
# All other values keep the characters that they were written with.
_TEXT_OR_NESTED = (str, YamlMapping, YamlList)
# libyaml's parser, where PyYAML was built with it, is ten times as fast as the one in Python.
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


Events = Callable[[], Any]
"""Returns the next part of a text; None after its end."""


class _TooDeepError(Exception):
    """Values are nested deeper than anything that people write; the rest of the file is not read."""


def _keep_none(_: YamlNode) -> None:
    """Take no notice of an entry."""


@dataclass(slots=True)
class Reader:
    """Builds the values of one YAML text and gathers what is wrong with it.

    Attributes:
        path: The file that the text stands in.
        listed: The key of a list whose entries are handed over one by one instead of kept, such as "recipients".
        take: What is called with each of these entries.
        problems: What is wrong so far.
        keys: The unquoted keys that were read, each kept as one string: the same few stand in every entry of a file.
    """

    path: Path
    listed: str = ""
    take: Callable[[YamlNode], None] = _keep_none
    problems: list[Problem] = field(default_factory=list)
    keys: dict[str, str] = field(default_factory=dict)

    def refuse(self, line: int, message: str, hint: str = "") -> None:
        """Add a problem, unless there are far too many already."""
        if len(self.problems) < _PROBLEM_CAP:
            self.problems.append(Problem(Location(self.path, line), message, hint))

    def read(self, text: str) -> Any:
        """Return the value at the top of the text; it may be incomplete if there are problems."""
        if self._is_json:
            text = _PAIR.sub(_joined, text)
        self._refuse_characters(text)
        try:
            return None if self.problems else self._root(text)
        except yaml.MarkedYAMLError as error:
            line = min(_line_of_error(error), text.rstrip("\n").count("\n") + 1)
            reason, hint = reason_and_hint(str(error.problem))
            self.refuse(line, reason.replace("YAML", "JSON", 1) if self._is_json else reason, hint)
        except _TooDeepError:
            pass
        return None

    @property
    def _is_json(self) -> bool:
        return self.path.suffix.lower() == ".json"

    def _refuse_characters(self, text: str) -> None:
        """Refuse what may stand nowhere in a file, once for each line."""
        for number, line in enumerate(text.split("\n") if may_be_refused(text) else (), start=1):
            if found := refused_character(line):
                self.refuse(number, *found)

    def _root(self, text: str) -> Any:
        events = _Loader(text).get_event
        root: Any = None
        documents, opened = 0, None
        while (event := events()) is not None:
            if isinstance(event, DocumentStartEvent):
                documents += 1
                opened = event
            elif documents > 1 and not _is_nothing(event):
                self.refuse(_line(opened), "a second document begins here", "remove the line '---'")
                return root
            elif documents > 1:
                # The line '---' with which pandoc and Zotero close a bibliography.
                continue
            elif isinstance(event, (ScalarEvent, MappingStartEvent, SequenceStartEvent, AliasEvent)):
                root = self._value(event, events, 1)
        return root

    def _value(self, event: Any, events: Events, depth: int) -> Any:
        """Return the value that begins with the event, which stands in `depth` - 1 mappings and lists."""
        if event.__class__ is ScalarEvent and not (event.anchor or event.tag) and depth <= _DEPTH_CAP:
            return self._scalar(event)
        if isinstance(event, AliasEvent):
            hint = "write the value out again, or put quotes around a text that begins with '*'"
            self.refuse(_line(event), f"references such as '*{event.anchor}' are not accepted", hint)
            return ""
        if event.anchor or event.tag:
            self._refuse_properties(event)
        if depth > _DEPTH_CAP:
            self.refuse(_line(event), f"values are nested more than {_DEPTH_CAP} deep here", "close the brackets")
            raise _TooDeepError
        if isinstance(event, ScalarEvent):
            return self._scalar(event)
        if isinstance(event, MappingStartEvent):
            return self._mapping(_line(event), events, depth)
        return self._list(_line(event), events, depth)

    def _refuse_properties(self, event: Any) -> None:
        """Refuse anchors and tags, which values and keys can have before them."""
        if event.anchor:
            hint = "leave it out, or put quotes around a text that begins with '&'"
            self.refuse(_line(event), f"anchors such as '&{event.anchor}' are not accepted", hint)
        if event.tag:
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            hint = "leave it out, or put quotes around a text that begins with '!'"
            self.refuse(_line(event), f"tags such as '{tag}' are not accepted", hint)

    def _mapping(self, line: int, events: Events, depth: int) -> YamlMapping:
        mapping = YamlMapping(self.path, line)
        lines, raw, keys = mapping.lines, mapping.raw, self.keys
        # Here and below, events are told apart by their classes, which is faster: no class is derived from these.
        while (event := events()).__class__ is not MappingEndEvent:
            # Most keys were read before; asked here, they spare a call for each line of a file.
            known = event.__class__ is ScalarEvent and not (event.anchor or event.tag) and keys.get(event.value)
            key = known or self._key(event, events, depth)
            opened = events()
            if opened.__class__ is ScalarEvent and not (opened.anchor or opened.tag) and depth < _DEPTH_CAP:
                value: Any = opened.value
                # Most words without quotes are text and nothing else.
                if opened.style or value[:1] in _TYPED_BEGIN or not value.isascii():
                    value = self._scalar(opened)
            elif depth == 1 and key == self.listed and key not in mapping and isinstance(opened, SequenceStartEvent):
                value = self._handed_over(opened, events, key)
            else:
                value = self._value(opened, events, depth + 1)
            if key in mapping:
                hint = f"the first one is on line {lines[key]}"
                self.refuse(_line(event), f"the key '{key}' stands here twice", hint)
            mapping[key] = value
            lines[key] = event.start_mark.line + 1
            if value.__class__ is not str and not isinstance(value, _TEXT_OR_NESTED):
                raw[key] = opened.value
        return mapping

    def _key(self, event: Any, events: Events, depth: int) -> str:
        if not isinstance(event, ScalarEvent):
            hint = "put quotes around a text that begins with '{', '[' or '*'"
            self.refuse(_line(event), "this is read as a key, and a key must be a word", hint)
            self._value(event, events, depth + 1)
            return ""
        if event.anchor or event.tag:
            self._refuse_properties(event)
        if known := self.keys.get(event.value):
            return known
        if event.value == "<<" and not event.style:
            self.refuse(_line(event), "merge keys ('<<') are not accepted", "write the values out")
            return "<<"
        key = sys.intern(self._text(event))
        if not event.style:
            self.keys[event.value] = key
        return key

    def _list(self, line: int, events: Events, depth: int) -> YamlList:
        entries = YamlList(line)
        while (event := events()).__class__ is not SequenceEndEvent:
            value = self._value(event, events, depth + 1)
            if not isinstance(value, _TEXT_OR_NESTED):
                entries.raw[len(entries)] = event.value
            entries.append(value)
            entries.lines.append(event.start_mark.line + 1)
        return entries

    def _handed_over(self, opened: Any, events: Events, key: str) -> YamlList:
        """Hand over each entry of the list that begins here, and return an empty list in its place."""
        self._refuse_properties(opened)
        number = 0
        while not isinstance(event := events(), SequenceEndEvent):
            value = self._value(event, events, 3)
            if not self.problems:
                raw = None if isinstance(value, _TEXT_OR_NESTED) else event.value
                self.take(YamlNode(self.path, _line(event), value, raw, (key, number)))
            number += 1
        return YamlList(_line(opened))

    def _scalar(self, event: ScalarEvent) -> Any:
        written: str = event.value
        style = event.style
        if not style and written[:1] in _TYPED_BEGIN and event.implicit[0] and _MAY_BE_TYPED.fullmatch(written):
            kind = _kind(written)
            if kind != "str":
                return self._typed(kind, written, _line(event))
        return written if style != '"' and written.isascii() else self._text(event)

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


def _joined(pair: re.Match[str]) -> str:
    high, low = int(pair[2], 16), int(pair[3], 16)
    return f"{pair[1]}\\U{0x10000 + ((high - 0xD800) << 10) + low - 0xDC00:08X}"


def _is_nothing(event: Any) -> bool:
    """Tell whether the event is that of a value which is not there, or the end of one."""
    return not isinstance(event, (ScalarEvent, MappingStartEvent, SequenceStartEvent, AliasEvent)) or (
        isinstance(event, ScalarEvent) and not event.value and not event.style
    )


def _line(event: Any) -> int:
    line: int = event.start_mark.line
    return line + 1


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


@lru_cache(maxsize=4096)
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


def reason_and_hint(found: str) -> tuple[str, str]:
    """Return what is wrong and what would be right.

    Args:
        found: What libyaml says, such as "mapping values are not allowed in this context".
    """
    known = (words for start, words in _REASONS.items() if found.startswith(start))
    reason, hint = next(known, (found, "put quotes around the value"))
    return f"this is not YAML: {reason}", hint
