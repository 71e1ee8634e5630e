"""Who signs: the volunteer or organization under the letter."""

from pathlib import Path
from typing import Self

from pydantic import Field, model_validator

from entreaty.content.files.recipients import ADDRESS_LINES, EmailAddress
from entreaty.content.model import FileEntry, HeaderLine, OneLine, StateCode, Text, TextLine, mistake
from entreaty.content.validation import validated
from entreaty.storage.yaml.file import read_yaml


class ImageFile(FileEntry):
    """An image of the sender's: a file in the folder of `sender.yaml`, and what it shows, in words."""

    file: OneLine
    alt: TextLine


class Sender(FileEntry):
    """The file `sender.yaml`: one signatory and the country that the letters are posted in."""

    name: HeaderLine
    role: TextLine | None = None
    organisation: TextLine | None = None
    address: tuple[OneLine, ...] = Field(default=(), max_length=ADDRESS_LINES)
    email: EmailAddress | None = None
    phone: OneLine | None = None
    constituency: TextLine | None = None
    country: StateCode
    personal_note: Text | None = None
    letterhead: ImageFile | None = None
    logo: ImageFile | None = None
    signature_image: ImageFile | None = None

    @model_validator(mode="after")
    def _one_image_in_the_head(self) -> Self:
        if self.letterhead and self.logo:
            hint = "keep one of them: both stand in the head of the letter"
            raise mistake("there is a 'letterhead' and a 'logo'", hint=hint, key="logo")
        return self


def load_sender(path: Path, root: Path | None = None) -> Sender:
    """Load who signs the letters.

    Args:
        path: The file.
        root: The folder that it must lie in; None where the user has named the file.

    Raises:
        ContentError: Every problem of the file, each with its line.
    """
    return validated(Sender, read_yaml(path, root=root))
