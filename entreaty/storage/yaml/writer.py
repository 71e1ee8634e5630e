"""Values as plain YAML: the lists of a file that a program keeps, and single words in quotation marks."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
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
_TEXT_TAG = "tag:yaml.org,2002:str"
_NUMBER_LIKE = re.compile(r"[\d.+-][\d.,:_+-]*(e\d+)?")
# libyaml's emitter, where PyYAML was built with it, is ten times as fast as the one in Python.
_Dumper: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


def as_yaml_list(entries: Sequence[Mapping[str, Any]], indent: int = 2) -> str:
    """Return the entries as lines of a YAML list, with what is nested innermost in brackets.

    Args:
        entries: Mappings of texts, dates, numbers, lists and mappings.
        indent: How far the list is indented, in spaces.
    """
    margin = " " * indent
    return margin + margin.join(_written(entries).splitlines(keepends=True)) if entries else ""


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
    return str(yaml.emit(_document(value), Dumper=_Dumper, allow_unicode=True, width=10**9))


def _document(value: Any) -> Iterator[Event]:
    # PyYAML's own way goes over a tree of nodes, which takes four times as long, and for thousands of entries is large.
    yield StreamStartEvent()
    yield DocumentStartEvent(explicit=False)
    yield from _events(value)
    yield DocumentEndEvent(explicit=False)
    yield StreamEndEvent()


def _events(value: Any) -> Iterator[Event]:
    """Yield the parts of a value; a mapping or list that holds neither stands in brackets."""
    if isinstance(value, Mapping):
        yield MappingStartEvent(
            anchor=None, tag=None, implicit=True, flow_style=not any(map(_is_nested, value.values()))
        )
        for key, inner in value.items():
            yield _text(key, is_key=True) if isinstance(key, str) else _other(key)
            if isinstance(inner, str):
                yield _text(inner)
            else:
                yield from _events(inner)
        yield MappingEndEvent()
    elif isinstance(value, (list, tuple)):
        yield SequenceStartEvent(anchor=None, tag=None, implicit=True, flow_style=not any(map(_is_nested, value)))
        for inner in value:
            yield from _events(inner)
        yield SequenceEndEvent()
    else:
        yield _text(value) if isinstance(value, str) else _other(value)


def _is_nested(value: Any) -> bool:
    return isinstance(value, (Mapping, list, tuple))


@lru_cache(maxsize=16_384)
def _text(text: str, *, is_key: bool = False) -> ScalarEvent:
    """Return a text; quoted where any reader takes it for something else, but for the key `on`, as people write it."""
    if text == "on":
        return ScalarEvent(None, None, (True, True), text, style=None if is_key else '"')
    is_text = bool(_RESOLVER.resolve(ScalarNode, text, (True, False)) == _TEXT_TAG)
    return ScalarEvent(None, None, (is_text, True), text, style="'" if _NUMBER_LIKE.fullmatch(text) else None)


def _other(value: Any) -> ScalarEvent:
    """Return a date, a number, a truth value or None."""
    node = _REPRESENTER.represent_data(value)
    return ScalarEvent(None, node.tag, (True, False), node.value)
