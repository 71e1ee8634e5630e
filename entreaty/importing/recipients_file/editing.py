"""A block of YAML with other values, and its comments, order and quotes as they were; the only ruamel.yaml door."""

import io
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.scalarstring import SingleQuotedScalarString

from entreaty.content.files.recipients import SIZE_CAP, Recipient
from entreaty.importing.recipients_file.reader import RecipientsFileError
from entreaty.storage.yaml.file import read_yaml
from entreaty.storage.yaml.writer import reads_as_text

_FIELDS = tuple(Recipient.model_fields)


def edited(block: str, after: Mapping[str, Any], indent: int) -> str:
    """Return the block with other values.

    Args:
        block: The lines of one profile, as an entry of a list.
        after: What the profile holds then.
        indent: How far the list is indented, in spaces.
    """
    yaml = _yaml()
    yaml.indent(mapping=2, sequence=indent + 2, offset=indent)
    found = yaml.load(block)
    profile = found[0]
    for key in [key for key in profile if key not in after]:
        del profile[key]
    for key, value in after.items():
        if key not in profile:
            later = _FIELDS[_FIELDS.index(key) :] if key in _FIELDS else ()
            place = next((place for place, other in enumerate(profile) if other in later), len(profile))
            profile.insert(place, key, _node(value))
        elif _values(profile[key]) != value:
            profile[key] = _node(value)
    stream = io.StringIO()
    yaml.dump(found, stream)
    return stream.getvalue()


@cache
def _yaml() -> YAML:
    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = 100_000
    yaml.representer.ignore_aliases = lambda _: True
    return yaml


def _values(node: Any) -> Any:
    if isinstance(node, Mapping):
        return {str(key): _values(inner) for key, inner in node.items()}
    if isinstance(node, list):
        return [_values(inner) for inner in node]
    return str(node) if isinstance(node, str) else node


def _node(value: Any) -> Any:
    """Return the value for ruamel.yaml: in brackets where it is flat, quoted where YAML would read another."""
    if isinstance(value, Mapping):
        mapping = CommentedMap((key, _node(inner)) for key, inner in value.items())
        if not any(isinstance(inner, (Mapping, list)) for inner in value.values()):
            mapping.fa.set_flow_style()
        return mapping
    if isinstance(value, list):
        sequence = CommentedSeq(_node(inner) for inner in value)
        if not any(isinstance(inner, (Mapping, list)) for inner in value):
            sequence.fa.set_flow_style()
        return sequence
    if isinstance(value, str) and not reads_as_text(value):
        return SingleQuotedScalarString(value)
    return value


_FIRST_FILE = "# Whom the letters of this campaign are written to.\n\ninclude: [{name}]\n"


def with_include(path: Path, name: str) -> str | None:
    """Return the text of the campaign's file with one more file included; None where it includes that already.

    Args:
        path: The campaign's `recipients.yaml`; a missing one is begun.
        name: The other file, as seen from it.

    Raises:
        ContentError: The file cannot be read.
        RecipientsFileError: What it includes is written so that nothing can be added.
    """
    if not path.exists():
        return _FIRST_FILE.format(name=name)
    root = read_yaml(path, cap=SIZE_CAP).root
    there = root.get("include")
    text = path.read_bytes().decode("utf-8-sig")
    if isinstance(there, list) and name in there:
        return None
    if there is None and "include" not in root:
        lines = text.splitlines(keepends=True)
        place = root.lines.get("recipients", 1) - 1
        return "".join([*lines[:place], f"include: [{name}]\n", *lines[place:]])
    flow = re.search(r"^include:[ \t]*\[(.*?)\]", text, re.MULTILINE | re.DOTALL)
    block = re.search(r"^include:[ \t]*\n((?:[ \t]*- [^\n]*\n)+)", text, re.MULTILINE)
    if flow:
        names = f"{flow[1].rstrip().rstrip(',')}, {name}" if flow[1].strip() else name
        return f"{text[: flow.start(1)]}{names}{text[flow.end(1) :]}"
    if block:
        dash = re.match(r"[ \t]*- ", block[1])
        return f"{text[: block.end(1)]}{dash[0] if dash else '- '}{name}\n{text[block.end(1) :]}"
    raise RecipientsFileError(
        f"{path}: add '{name}' to 'include' by hand, since it is written so that nothing can be added"
    )
