"""What letters should not say, by language: word lists that `check` reads letters with."""

from functools import cache

from entreaty.content.model import FileEntry, Language, OneLine
from entreaty.content.validation import validated
from entreaty.storage.resources import DATA
from entreaty.storage.yaml.file import read_yaml

_SHIPPED = DATA / "guidance.yaml"


class Guidance(FileEntry):
    """The file `guidance.yaml`.

    Attributes:
        discourteous: Words that an office stops reading at, by language.
    """

    discourteous: dict[Language, tuple[OneLine, ...]]


@cache
def load_guidance() -> Guidance:
    """Load the shipped word lists."""
    return validated(Guidance, read_yaml(_SHIPPED))
