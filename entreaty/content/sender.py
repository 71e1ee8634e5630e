"""Who signs: the volunteer or organization under the letter."""

from pathlib import Path

from pydantic import Field

from entreaty.content.model import Entry, Line, State, Text, TextLine
from entreaty.content.recipients import ADDRESS_LINES, EmailAddress
from entreaty.content.validation import validated
from entreaty.content.yamlfile import read_yaml


class Sender(Entry):
    """The file `sender.yaml`: one signatory and the country that the letters are posted in."""

    name: Line
    role: TextLine | None = None
    organisation: TextLine | None = None
    address: tuple[Line, ...] = Field(default=(), max_length=ADDRESS_LINES)
    email: EmailAddress | None = None
    phone: Line | None = None
    constituency: TextLine | None = None
    country: State
    personal_note: Text | None = None


def load_sender(path: Path) -> Sender:
    """Load who signs the letters.

    Raises:
        ContentError: Every problem of the file, each with its line.
    """
    return validated(Sender, read_yaml(path))
