"""Change texts of a YAML file in place, and add to its lists: every other character of it stays, remarks included."""

import textwrap
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from entreaty.storage.yaml.tree import Steps
from entreaty.storage.yaml.writer import as_yaml_line, as_yaml_text

_WIDTH = 120
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class TextEdit:
    """A text to put into a mapping.

    Attributes:
        steps: The steps from the top of the file to the mapping, such as ("letter", "facts", 0).
        key: Its key there, such as "fr".
        words: The text; its line breaks stay.
        like: The key of a text beside it, such as "en": a new text has its style, and stands behind it.
    """

    steps: Steps
    key: str
    words: str
    like: str


class EditError(ValueError):
    """A text or an entry has no place in the file as it is written."""


@dataclass(frozen=True, slots=True)
class _Change:
    """Characters from `start` to `end` that others take the place of."""

    start: int
    end: int
    text: str


def with_texts(source: str, edits: Sequence[TextEdit]) -> str:
    r"""Return the file with other texts.

    A long text becomes a folded block, in lines of up to 120 characters, where the one beside it is one, and a text of
    several lines a block that keeps them; others stand in the line of their key.

    Args:
        source: The file, which reads without problems, with "\n" at the ends of its lines.
        edits: The texts, each of another mapping.

    Raises:
        EditError: A mapping is not there.
    """
    # A line '---' may close the file: it begins a second document, which holds nothing.
    root: Any = next(iter(yaml.compose_all(source, Loader=_Loader)))
    changes = [_change(source, root, edit) for edit in edits]
    # From the end, so that the places before stay.
    for change in sorted(changes, key=lambda change: change.start, reverse=True):
        source = source[: change.start] + change.text + source[change.end :]
    return source


def with_entry(source: str, key: str, entry: Callable[[int], str]) -> str:
    r"""Return the file with a further entry at the end of a list at its top.

    Args:
        source: The file, which reads without problems, with "\n" at the ends of its lines.
        key: The list's name, such as "districts".
        entry: Returns the lines of the entry, for how far the list is indented.

    Raises:
        EditError: The list is not there, is empty, or stands in brackets.
    """
    root: Any = next(iter(yaml.compose_all(source, Loader=_Loader)))
    pairs = root.value if isinstance(root, MappingNode) and not root.flow_style else ()
    found = next((value for name, value in pairs if name.value == key), None)
    if not isinstance(found, SequenceNode) or found.flow_style or not found.value:
        raise EditError(key)
    end = _end_of_line(source, _end(source, found))
    return source[:end] + "\n" + entry(found.start_mark.column) + source[end:].removeprefix("\n")


def _end(source: str, node: Node) -> int:
    """Return where the last word of a node ends; libyaml counts blank lines and remarks below a block to it."""
    if isinstance(node, (MappingNode, SequenceNode)) and not node.flow_style and node.value:
        last = node.value[-1]
        return _end(source, last[1] if isinstance(last, tuple) else last)
    start = node.start_mark.index
    return int(start + len(source[start : node.end_mark.index].rstrip()))


def _end_of_line(source: str, place: int) -> int:
    end = source.find("\n", place)
    return len(source) if end < 0 else end


def _change(source: str, root: Node, edit: TextEdit) -> _Change:
    mapping = _at(root, edit.steps)
    values = {key.value: value for key, value in mapping.value}
    place = values.get(edit.key)
    if isinstance(place, ScalarNode):
        return _replaced(source, mapping, edit, place, values)
    if place is not None:
        raise EditError(edit.key)
    return _added(source, mapping, edit, values)


def _at(node: Node, steps: Steps) -> MappingNode:
    for step in steps:
        if isinstance(node, MappingNode) and isinstance(step, str):
            node = next((value for key, value in node.value if key.value == step), node)
        elif isinstance(node, SequenceNode) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
        else:
            raise EditError(step)
    if not isinstance(node, MappingNode):
        raise EditError(steps)
    return node


def _replaced(source: str, mapping: MappingNode, edit: TextEdit, old: ScalarNode, values: dict[str, Node]) -> _Change:
    start, end = old.start_mark.index, _end(source, old)
    remark = ""
    if old.style in {"|", ">"}:
        head = source[start:].partition("\n")[0]
        remark = head[len(head.split()[0]) :] if " #" in head else ""
    elif not mapping.flow_style:
        remark = source[end : _end_of_line(source, end)].rstrip()
        end = _end_of_line(source, end)
    return _Change(start, end, _value(mapping, edit, values.get(edit.like, old), old.style, remark))


def _added(source: str, mapping: MappingNode, edit: TextEdit, values: dict[str, Node]) -> _Change:
    beside = values.get(edit.like)
    if beside is None:
        raise EditError(edit.like)
    end = _end(source, beside)
    if mapping.flow_style:
        return _Change(end, end, f", {edit.key}: {as_yaml_text(edit.words)}")
    end = _end_of_line(source, end)
    value = _value(mapping, edit, beside, None, "")
    return _Change(end, end, f"\n{' ' * _column(mapping)}{edit.key}: {value}")


def _column(mapping: MappingNode) -> int:
    return int(mapping.value[0][0].start_mark.column)


def _value(mapping: MappingNode, edit: TextEdit, beside: Node, style: str | None, remark: str) -> str:
    """Return the text as the mapping has others, with a remark behind it, such as "  # as spoken"."""
    if mapping.flow_style:
        return as_yaml_text(edit.words)
    column = _column(mapping)
    indent = " " * (column + 2)
    if "\n" in edit.words:
        lines = [f"{indent}{one}" if one else "" for one in edit.words.split("\n")]
        return "\n".join([f"|-{remark}", *lines])
    line = as_yaml_text(edit.words) if style == '"' else as_yaml_line(edit.words)
    block = style in {"|", ">"} or (isinstance(beside, ScalarNode) and beside.style in {"|", ">"})
    if not block and column + len(f"{edit.key}: {line}{remark}") <= _WIDTH:
        return f"{line}{remark}"
    lines = textwrap.wrap(edit.words, _WIDTH - len(indent), break_long_words=False, break_on_hyphens=False)
    return "\n".join([f">-{remark}", *(f"{indent}{one}" for one in lines)])
