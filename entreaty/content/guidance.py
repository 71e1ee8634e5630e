"""What letters should not say, by language: word lists that `check` reads letters with."""

from functools import cache
from pathlib import Path

from entreaty.content.model import Entry, Language, Line
from entreaty.content.validation import validated
from entreaty.content.yamlfile import read_yaml

_SHIPPED = Path(__file__).parent.parent / "data" / "guidance.yaml"


class Guidance(Entry):
    """The file `guidance.yaml`.

    Attributes:
        discourteous: Words that an office stops reading at, by language.
    """

    discourteous: dict[Language, tuple[Line, ...]]


@cache
def load_guidance() -> Guidance:
    """Load the shipped word lists."""
    return validated(Guidance, read_yaml(_SHIPPED))
