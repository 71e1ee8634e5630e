"""YAML files for tests: written, refused, and of any shape."""

from pathlib import Path

import pytest
from hypothesis import strategies as st

from entreaty.problems import ContentError
from entreaty.storage.yaml.file import read_yaml

INVISIBLE = "it may be invisible: delete what stands around it, and type that again"

_BRACKETS = ["{", "}", "[", "]", ", ", "'", '"', "|", ">"]
_REFUSED = ["&a ", "*a", "!x ", "<<", "%", "@", "\\", "\t", "\r", "\0", "\u2028", "\ufeff", "---\n", "...\n"]
_WORDS = ["a", "b", ": ", "- ", "? ", "\n", "\n  ", "# ", "2025-06-24", "01", "é", "~"]
TEXTS = st.lists(st.sampled_from([*_BRACKETS, *_REFUSED, *_WORDS]), max_size=30).map("".join) | st.text(max_size=200)


def write_yaml(folder: Path, content: str | bytes) -> Path:
    """Write a YAML file into the folder."""
    path = folder / "file.yaml"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def problems_of(path: Path, **options: int) -> list[tuple[int, str, str]]:
    """Return the line, the message and the hint of each reason for which the file is refused."""
    with pytest.raises(ContentError) as caught:
        read_yaml(path, **options)
    assert {problem.location.path for problem in caught.value.problems} == {path}
    return [(problem.location.line, problem.message, problem.hint) for problem in caught.value.problems]
