"""Change values in a block of YAML and keep its comments, order and quotes; only here is ruamel.yaml imported."""

import io
from collections.abc import Mapping
from functools import cache
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.scalarstring import SingleQuotedScalarString

from entreaty.importing.profile_fields import FIELDS, ProfileFields
from entreaty.storage.yaml.writer import reads_as_text


def edited(block: str, after: ProfileFields, indent: int) -> str:
    """Return the block with other values.

    Args:
        block: The lines of one profile, as an entry of a list.
        after: The profile with its new values.
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
            later = FIELDS[FIELDS.index(key) :] if key in FIELDS else ()
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
