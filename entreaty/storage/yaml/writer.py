"""Values as plain YAML: the lists of a file that a program keeps, and single words in quotation marks."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

import yaml
from yaml.nodes import ScalarNode
from yaml.resolver import Resolver

_AT_ONCE = 500
_RESOLVER: Any = Resolver()
_TEXT_TAG = "tag:yaml.org,2002:str"
_NUMBER_LIKE = re.compile(r"[\d.+-][\d.,:_+-]*(e\d+)?")


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


def as_yaml_mapping(values: Mapping[str, Any]) -> str:
    """Return the mapping as lines of a file, with what is nested innermost in brackets."""
    return str(yaml.dump(values, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=10**9))


def as_yaml_line(text: str) -> str:
    """Return the text as a value after a key, in one line and with quotes only where YAML wants them."""
    line = str(yaml.dump(text, Dumper=_Dumper, allow_unicode=True, width=10**9))
    # What stands without quotes ends with the mark of a document's end.
    return line.removesuffix("\n").removesuffix("\n...")


def reads_as_text(text: str) -> bool:
    """Tell whether every YAML reader takes the words for text if no quotes stand around them."""
    resolved = _RESOLVER.resolve(ScalarNode, text, (True, False))
    return bool(resolved == _TEXT_TAG) and not _NUMBER_LIKE.fullmatch(text)


def as_yaml_text(text: str) -> str:
    """Return the text as one double-quoted YAML scalar."""
    return str(yaml.dump(text, allow_unicode=True, default_style='"', width=10_000)).strip()


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
