"""Values as plain YAML: the lists of a file that a program keeps, and single words in quotation marks."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date
from functools import lru_cache
from io import StringIO
from typing import Any

import yaml
from yaml.events import (
    DocumentEndEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
    StreamStartEvent,
)
from yaml.nodes import ScalarNode
from yaml.representer import SafeRepresenter
from yaml.resolver import Resolver

_RESOLVER: Any = Resolver()
_REPRESENTER: Any = SafeRepresenter()
# Only what begins like this, or with a digit or sign, can be anything but text.
_TYPED_BEGIN = frozenset(Resolver.yaml_implicit_resolvers)
_TEXTS = frozenset({str, date})
_TEXT_TAG = "tag:yaml.org,2002:str"
_NUMBER_LIKE = re.compile(r"[\d.+-][\d.,:_+-]*(e\d+)?")
# libyaml's emitter, where PyYAML was built with it, is ten times as fast as the one in Python.
_Dumper: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


Emit = Callable[[Event], None]
"""Takes the next part of a document."""


def as_yaml_list(entries: Iterable[Mapping[str, Any]], indent: int = 2) -> str:
    """Return the entries as lines of a YAML list, with what is nested innermost in brackets.

    Args:
        entries: Mappings of texts, dates, numbers, lists and mappings; of hundreds of thousands, none needs to be kept.
        indent: How far the list is indented, in spaces.
    """

    def emit_all(emit: Emit) -> None:
        emit(_LISTS[False])
        for entry in entries:
            _emit(entry, emit)
        emit(_LIST_END)

    margin = " " * indent
    text = _document(emit_all).removesuffix("\n")
    return "" if text == "[]" else margin + text.replace("\n", f"\n{margin}") + "\n"


def as_yaml_mapping(values: Mapping[str, Any]) -> str:
    """Return the mapping as lines of a file, with what is nested innermost in brackets."""
    return _written(values)


def as_yaml_line(text: str) -> str:
    """Return the text as a value after a key, in one line and with quotes only where YAML wants them."""
    # What stands without quotes ends with the mark of a document's end.
    return _written(text).removesuffix("\n").removesuffix("\n...")


def reads_as_text(text: str) -> bool:
    """Tell whether every YAML reader takes the words for text if no quotes stand around them."""
    resolved = _RESOLVER.resolve(ScalarNode, text, (True, False))
    return bool(resolved == _TEXT_TAG) and not _NUMBER_LIKE.fullmatch(text)


def as_yaml_text(text: str) -> str:
    """Return the text as one double-quoted YAML scalar."""
    return str(yaml.dump(text, allow_unicode=True, default_style='"', width=10_000)).strip()


def _written(value: Any) -> str:
    """Return a value as the text of a YAML document."""
    return _document(lambda emit: _emit(value, emit))


def _document(emit_all: Callable[[Emit], None]) -> str:
    """Return the text of a YAML document whose parts are emitted by the function."""
    stream = StringIO()
    dumper = _Dumper(stream, allow_unicode=True, width=10**9)
    # PyYAML's own way goes over a tree of nodes, which takes four times as long, and for thousands of entries is large.
    emit = dumper.emit
    try:
        emit(StreamStartEvent())
        emit(DocumentStartEvent(explicit=False))
        emit_all(emit)
        emit(DocumentEndEvent(explicit=False))
        emit(StreamEndEvent())
    finally:
        dumper.dispose()
    return stream.getvalue()


# Events say nothing of where they stand: of those that are always the same, one is enough.
_MAPPINGS = {flow: MappingStartEvent(anchor=None, tag=None, implicit=True, flow_style=flow) for flow in (False, True)}
_LISTS = {flow: SequenceStartEvent(anchor=None, tag=None, implicit=True, flow_style=flow) for flow in (False, True)}
_MAPPING_END, _LIST_END = MappingEndEvent(), SequenceEndEvent()


def _emit(value: Any, emit: Emit) -> None:
    """Emit the parts of a value; a mapping or list that holds neither stands in brackets."""
    if isinstance(value, str):
        emit(_text(value))
    elif isinstance(value, (list, tuple)):
        emit(_LISTS[_is_innermost(value)])
        for inner in value:
            _emit(inner, emit)
        emit(_LIST_END)
    elif isinstance(value, (dict, Mapping)):
        emit(_MAPPINGS[_is_innermost(value.values())])
        for key, inner in value.items():
            emit(_text(key, is_key=True) if isinstance(key, str) else _other(key))
            if isinstance(inner, str):
                emit(_text(inner))
            else:
                _emit(inner, emit)
        emit(_MAPPING_END)
    else:
        emit(_other(value))


def _is_innermost(values: Collection[Any]) -> bool:
    """Tell whether none of the values of a mapping or a list is one itself."""
    # Most are texts: to ask of each whether it is any kind of mapping takes far longer.
    return _TEXTS.issuperset(map(type, values)) or not any(map(_is_nested, values))


def _is_nested(value: Any) -> bool:
    return not isinstance(value, str) and isinstance(value, (dict, list, tuple, Mapping))


@lru_cache(maxsize=16_384)
def _text(text: str, *, is_key: bool = False) -> ScalarEvent:
    """Return a text; quoted where any reader takes it for something else, but for the key `on`, as people write it."""
    first = text[:1]
    if first.isalpha() and first not in _TYPED_BEGIN:
        return ScalarEvent(None, None, (True, True), text)
    if text == "on":
        return ScalarEvent(None, None, (True, True), text, style=None if is_key else '"')
    is_text = bool(_RESOLVER.resolve(ScalarNode, text, (True, False)) == _TEXT_TAG)
    return ScalarEvent(None, None, (is_text, True), text, style="'" if _NUMBER_LIKE.fullmatch(text) else None)


@lru_cache(maxsize=4096)
def _day(day: date) -> ScalarEvent:
    """Return a date; thousands of profiles have that of the import."""
    node = _REPRESENTER.represent_data(day)
    return ScalarEvent(None, node.tag, (True, False), node.value)


def _other(value: Any) -> ScalarEvent:
    """Return a date, a number, a truth value or None."""
    if type(value) is date:
        return _day(value)
    node = _REPRESENTER.represent_data(value)
    return ScalarEvent(None, node.tag, (True, False), node.value)
